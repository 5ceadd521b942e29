"""The rules of quality, on the toy territory: each one finds its fault, and nothing else."""

import geopandas as gpd
import pandas as pd
import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from geo.core import catalog
from geo.core.model import DeclaredAnomaly
from geo.measures import quality


def station(**changes):
    """Return one station without any fault, in 62001."""
    place = toy.lonlat([toy.INSIDE]).iloc[0]
    return {
        "id": "a",
        "nom": "Station",
        "code_insee": toy.A,
        "territoire": "cabbalr",
        "existence": "attestee",
        "statut": "ouverte",
        "annee": 2020,
        "precision": "site",
        "lon": place["lon"],
        "lat": place["lat"],
        "sources": "irve",
        "puissance_max_kw": 22.0,
        "nbre_pdc_min": 2,
    } | changes


def at(point):
    return toy.lonlat([point]).iloc[0].to_dict()


def table(*rows):
    texts = ["id", "nom", "code_insee", "territoire", "existence", "statut", "precision", "sources"]
    integers = ["annee", "nbre_pdc_min"]
    types = dict.fromkeys(texts, "str") | dict.fromkeys(integers, "Int64")
    return pd.DataFrame(list(rows)).astype(types | dict.fromkeys(["lon", "lat"], "float64"))


def check(*rows, declared=()):
    frames = {"communes": toy.communes(), "bornes": table(*rows)}
    return quality.check("bornes", frames, declared)


def found(report):
    return list(zip(report["regle"], report["id"], strict=True))


def test_a_facility_without_fault_has_no_anomaly():
    report = check(station())
    assert report.empty
    assert list(report.columns) == list(quality.COLUMNS)


def test_a_point_in_the_neighbour_commune_is_outside_its_own():
    report = check(station(**at(Point(toy.X0 + 1_600, toy.Y0 + 500))))
    assert found(report) == [("B01", "a")]
    assert report["message"][0] == "« Station » est à 600 m de la commune qu’il déclare."


def test_a_postcode_that_is_not_that_of_the_commune_is_told():
    communes = toy.communes().assign(code_postal="62100")
    rows = table(
        station(id="a", code_postal="62100"),
        station(
            id="b", nom="Deux", code_postal="62200", **at(Point(toy.INSIDE.x + 90, toy.INSIDE.y))
        ),
        station(id="c", nom="Trois", **at(Point(toy.INSIDE.x + 180, toy.INSIDE.y))),
    )
    frames = {"communes": communes, "bornes": rows.assign(dans_la_base="oui")}
    report = quality.check("bornes", frames, ())
    assert found(report) == [("B25", "b")]
    assert report["valeur"].tolist() == ["62200"]
    assert "« Deux » a pour code postal 62200" in report["message"][0]


def test_a_point_just_over_the_drawn_border_is_accepted():
    assert check(station(**at(Point(toy.X0 + 1_090, toy.Y0 + 500)))).empty


def test_two_facilities_at_29_metres_are_one_anomaly_named_by_the_first():
    near = at(Point(toy.INSIDE.x + 29, toy.INSIDE.y))
    report = check(station(id="b", nom="Deux", **near), station(id="a"))
    assert found(report) == [("B02", "a")]
    assert report["valeur"][0] == "b"


def test_two_facilities_at_31_metres_are_accepted():
    near = at(Point(toy.INSIDE.x + 31, toy.INSIDE.y))
    assert check(station(), station(id="b", nom="Deux", **near)).empty


@pytest.mark.parametrize("power", [0.0, 0.99, 400.5, 22_000.0, -7.0])
def test_a_power_out_of_bounds_is_told(power):
    report = check(station(puissance_max_kw=power))
    assert found(report) == [("B03", "a")]


@pytest.mark.parametrize("power", [1.0, 1.7, 22.08, 400.0])
def test_a_power_within_bounds_is_accepted(power):
    assert check(station(puissance_max_kw=power)).empty


def test_an_unknown_commune_is_told_and_stops_nothing_else():
    report = check(station(code_insee="59350", puissance_max_kw=500.0))
    assert found(report) == [("B03", "a"), ("B04", "a")]


def test_swapped_coordinates_are_recognised():
    place = at(toy.INSIDE)
    report = check(station(lon=place["lat"], lat=place["lon"]))
    assert found(report) == [("B06", "a")]
    assert "semblent inversées" in report["message"][0]


def test_a_point_elsewhere_is_out_of_the_territory_but_not_swapped():
    report = check(station(lon=-0.5, lat=47.4))
    assert found(report) == [("B06", "a")]
    assert "inversées" not in report["message"][0]


@pytest.mark.parametrize("lat", [1e9, -91.0, float("inf")])
def test_an_absurd_coordinate_is_an_anomaly_and_not_a_crash(lat):
    assert ("B06", "a") in found(check(station(lat=lat)))


def test_a_facility_known_by_its_commune_only_is_told():
    report = check(station(precision="commune", lon=None, lat=None))
    assert found(report) == [("B07", "a")]
    assert report["gravite"][0] == "avertissement"


def test_a_facility_without_commune_is_an_error():
    report = check(station(code_insee=None))
    assert found(report) == [("B08", "a")]
    assert report["valeur"].isna().all()


def test_missing_power_and_points_of_an_open_station_are_two_anomalies():
    report = check(station(puissance_max_kw=float("nan"), nbre_pdc_min=None))
    assert list(zip(report["regle"], report["colonne"], strict=True)) == [
        ("B09", "nbre_pdc_min"),
        ("B09", "puissance_max_kw"),
    ]


def test_missing_power_of_a_project_is_expected():
    assert check(station(statut="projet", puissance_max_kw=float("nan"))).empty


def test_the_second_of_two_same_names_in_a_commune_is_told():
    far = at(Point(toy.X0 + 800, toy.Y0 + 800))
    report = check(station(), station(id="b", nom="STATION ", **far))
    assert found(report) == [("B12", "b")]


def test_a_territory_that_is_not_that_of_the_commune_is_an_error():
    assert found(check(station(territoire="call"))) == [("B13", "a")]


def test_a_report_may_speak_of_a_commune_of_the_other_territory():
    actions = pd.DataFrame({"id": ["f1"], "code_insee": [toy.A], "territoire": ["call"]})
    frames = {"communes": toy.communes(), "actions": actions}
    assert quality.check("actions", frames, ()).empty


@pytest.mark.parametrize("year", [20, 1849, 2036, 20_204])
def test_an_unlikely_year_is_told(year):
    assert found(check(station(annee=year))) == [("B14", "a")]


def test_an_open_facility_without_source_is_an_error_and_a_project_is_not():
    assert found(check(station(sources=None))) == [("B15", "a")]
    assert check(station(sources=None, statut="projet")).empty


def test_a_facility_to_confirm_is_told():
    assert found(check(station(statut="non_etabli"))) == [("B16", "a")]


def test_an_identifier_carried_twice_is_told_once():
    far = at(Point(toy.X0 + 800, toy.Y0 + 800))
    assert found(check(station(), station(nom="Deux", **far))) == [("B18", "a")]


def test_markup_in_a_name_stays_text():
    name = "<img src=x onerror=alert(1)> {valeur}"
    report = check(station(nom=name))
    assert found(report) == [("B20", "a")]
    assert name in report["message"][0]


def test_a_less_than_sign_is_not_markup():
    assert check(station(nom="Recharge < 22 kW")).empty


def qpv_report(**changes):
    qpv = toy.qpv().assign(**changes)
    return quality.check("qpv", {"communes": toy.communes(), "qpv": qpv}, ())


def test_a_perimeter_that_declares_what_it_covers_has_no_anomaly():
    assert qpv_report().empty


def test_a_commune_covered_but_not_declared_is_told():
    report = qpv_report(communes_insee=toy.A)
    assert found(report) == [("B05", f"{toy.QPV}/{toy.B}")]
    assert report["valeur"][0] == toy.B


def test_a_commune_declared_but_not_covered_is_told():
    inside_b = MultiPolygon([box(toy.X0 + 1_100, toy.Y0 + 400, toy.X0 + 1_500, toy.Y0 + 600)])
    report = qpv_report(geometry=gpd.GeoSeries([inside_b], crs=toy.CRS))
    assert found(report) == [("B05", f"{toy.QPV}/{toy.A}")]
    assert "ne couvre pas" in report["message"][0]


def test_a_sliver_under_one_percent_is_the_error_of_the_outlines():
    # 3 m of 400 m in 62001: 0.75 % of the perimeter.
    sliver = MultiPolygon([box(toy.X0 + 997, toy.Y0 + 400, toy.X0 + 1_397, toy.Y0 + 600)])
    changes = {"communes_insee": toy.B, "geometry": gpd.GeoSeries([sliver], crs=toy.CRS)}
    assert qpv_report(**changes).empty


def test_a_commune_outside_the_territory_is_not_a_disagreement():
    assert qpv_report(communes_insee=f"{toy.A}|{toy.B}|62999").empty


def test_an_area_far_from_the_declared_one_is_told():
    report = qpv_report(surface_declaree_km2=0.1)
    assert found(report) == [("B19", toy.QPV)]
    assert report["valeur"][0] == "20,0 %"


def test_an_area_of_the_mining_basin_outside_is_told_and_without_communes_nothing_is():
    boxes = [box(toy.X0, toy.Y0, toy.X0 + 10, toy.Y0 + 10), toy.OUTSIDE.buffer(10)]
    areas = gpd.GeoDataFrame(
        {"id": ["dedans", "dehors"], "nom": ["Un", "Deux"], "communes_declarees": "Lens"},
        geometry=boxes,
        crs=toy.CRS,
    )
    report = quality.check("terrils", {"communes": toy.communes(), "terrils": areas}, ())
    assert found(report) == [("B30", "dehors")]
    assert report["valeur"].tolist() == ["Lens"]
    assert quality.check("terrils", {"terrils": areas}, ()).empty


def test_an_outline_that_crosses_itself_is_an_error():
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    frame = toy.qpv().set_geometry(gpd.GeoSeries([bow], crs=toy.CRS))
    assert ("B17", toy.QPV) in found(quality.check("qpv", {"qpv": frame}, ()))


def communes_report(communes, monkeypatch):
    totals = {"cabbalr": (1, 1_000, 1.0), "call": (1, 3_000, 1.0)}
    records = {
        key: type(record)(key, record.sigle, record.nom, record.siren, *totals[key])
        for key, record in catalog.TERRITORIES.items()
    }
    monkeypatch.setattr(catalog, "TERRITORIES", records)
    return quality.check("communes", {"communes": communes}, ())


def test_the_toy_communes_have_no_anomaly(monkeypatch):
    assert communes_report(toy.communes(), monkeypatch).empty


def test_a_mairie_outside_its_commune_is_an_error(monkeypatch):
    communes = toy.communes()
    communes.loc[0, ["mairie_lon", "mairie_lat"]] = toy.lonlat([toy.OUTSIDE]).iloc[0].to_numpy()
    report = communes_report(communes, monkeypatch)
    assert found(report) == [("B10", toy.A)]
    assert report["valeur"][0] == "5\u202f000 m"


def test_a_missing_commune_and_a_wrong_population_change_the_totals(monkeypatch):
    communes = toy.communes().iloc[:1].assign(population=1_001)
    report = communes_report(communes, monkeypatch)
    assert list(zip(report["id"], report["colonne"], strict=True)) == [
        ("cabbalr", "population"),
        ("call", "communes"),
        ("call", "population"),
        ("call", "surface_km2"),
    ]


def test_a_link_to_an_unknown_perimeter_is_an_error():
    links = pd.DataFrame(
        {"code": [toy.QPV, "QN99999M", "QP062001"], "nom": "x", "generation": [2024, 2024, 2015]}
    )
    frames = {"qpv": toy.qpv(), "qpv_generations": links}
    assert found(quality.check("qpv_generations", frames, ())) == [("B21", "QN99999M")]


def test_a_place_declared_in_another_commune_is_told():
    places = pd.DataFrame(
        {
            "id": ["ici", "ailleurs"],
            "nom": ["Ici", "Ailleurs"],
            "code_insee": [toy.A, toy.A],
            "code_insee_declare": [toy.A, toy.B],
        }
    )
    assert found(quality.check("gares", {"gares": places}, ())) == [("B28", "ailleurs")]


def test_a_declared_anomaly_is_marked_with_its_reason():
    declared = [DeclaredAnomaly("B03", "a", "Déclarée en watts par la source.")]
    report = check(station(puissance_max_kw=500.0), declared=declared)
    assert report["declaree"].tolist() == [True]
    assert report["raison"].tolist() == ["Déclarée en watts par la source."]
    assert quality.undeclared_errors(report).empty


def test_a_rule_can_be_declared_for_every_row():
    declared = [DeclaredAnomaly("B16", "*", "La source ne dit rien.")]
    report = check(station(statut="non_etabli"), declared=declared)
    assert report["declaree"].tolist() == [True]
    assert quality.obsolete(report, declared) == []


def test_an_undeclared_error_is_told_and_a_warning_is_not():
    report = check(station(puissance_max_kw=500.0, statut="non_etabli"))
    assert quality.undeclared_errors(report)["regle"].tolist() == ["B03"]


def test_a_declared_anomaly_that_is_no_longer_found_is_obsolete():
    declared = [DeclaredAnomaly("B03", "a", "…"), DeclaredAnomaly("B07", "*", "…")]
    report = check(station(), declared=declared)
    assert quality.obsolete(report, declared) == declared


def test_checking_changes_nothing_and_drops_nothing():
    frame = table(station(code_insee=None), station(id="b", lon=99.0))
    before = frame.copy(deep=True)
    quality.check("bornes", {"communes": toy.communes(), "bornes": frame}, ())
    pd.testing.assert_frame_equal(frame, before)


def test_a_table_without_communes_is_checked_for_the_rest():
    report = quality.check("bornes", {"bornes": table(station(puissance_max_kw=500.0))}, ())
    assert found(report) == [("B03", "a")]


def test_an_empty_table_has_no_anomaly():
    frame = table(station()).iloc[:0]
    frames = {"communes": toy.communes(), "bornes": frame}
    assert quality.check("bornes", frames, ()).empty


def test_without_any_table_the_report_is_empty_and_has_its_columns():
    report = quality.check_all({})
    assert report.empty
    assert list(report.columns) == list(quality.COLUMNS)
    assert quality.undeclared_errors(report).empty


def test_every_rule_has_a_check_and_every_check_a_rule():
    assert list(quality.RULES) == list(quality.CHECKS)
    assert all(code == rule.code for code, rule in quality.RULES.items())


texts = st.text(max_size=20) | st.none()
numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "nom": texts,
                "code_insee": st.sampled_from([toy.A, toy.B, "99999", "", None]),
                "lon": numbers,
                "lat": numbers,
                "puissance_max_kw": numbers,
                "statut": st.sampled_from(["ouverte", "projet", "inconnu", None]),
                "sources": texts,
            }
        ),
        max_size=6,
    )
)
def test_no_row_however_bad_makes_the_check_fail(rows):
    named = [station(**row) | {"id": f"s{i}"} for i, row in enumerate(rows)]
    if named:
        report = check(*named)
        assert set(report["id"]) <= {row["id"] for row in named}
        assert report["message"].notna().all()


@given(order=st.permutations(range(4)))
def test_the_order_of_the_rows_changes_nothing(order):
    rows = [
        station(puissance_max_kw=500.0),
        station(id="b", nom="B", code_insee="99999"),
        station(id="c", nom="C", precision="commune", lon=None, lat=None),
        station(id="d", nom="D", statut="non_etabli"),
    ]
    expected = check(*rows)
    pd.testing.assert_frame_equal(check(*(rows[i] for i in order)), expected)
