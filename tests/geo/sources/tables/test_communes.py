import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import toy
from shapely import box

from geo import sources
from geo.core import catalog
from geo.core.crs import to_metric
from geo.measures import joins
from geo.measures.joins import neighbours
from geo.sources import package
from geo.sources.tables import communes

FOLDER = catalog.DATA / "communes"


@pytest.fixture(scope="module")
def table():
    return sources.load_geo("communes")


@pytest.fixture(scope="module")
def outlines(table):
    return to_metric(table.geometry)


@pytest.mark.parametrize("territory", catalog.TERRITORIES.values(), ids=catalog.TERRITORIES)
def test_each_territory_has_its_official_totals(table, territory):
    members = table[table["territoire"] == territory.id]
    assert set(members["siren_epci"]) == {territory.siren}
    assert len(members) == territory.communes_attendues
    assert members["population"].sum() == territory.population_attendue
    assert round(members["surface_km2"].sum()) == territory.surface_attendue_km2


def test_the_population_is_that_of_2022(table):
    # As Insee gives them for 2022; the copy received says 2023.
    known = table.set_index("code_insee")["population"]
    assert known[["62498", "62178"]].tolist() == [32_697, 21_997]
    assert "2022" in catalog.source("communes").mention


def test_rows_are_sorted_by_code(table):
    assert table["code_insee"].is_monotonic_increasing
    assert table.index.equals(pd.RangeIndex(136))


def test_names_have_their_article_and_are_sorted_without_it(table):
    articles = table.loc[table["nom"] != table["nom_tri"], ["nom", "nom_tri"]]
    assert articles.to_numpy().tolist() == [["La Comté", "Comté"], ["La Couture", "Couture"]]


def test_ligatures_are_those_of_print(table):
    assert "Nœux-les-Mines" in set(table["nom"])
    assert not table["mairie_adresse"].str.contains("Noeux").any()


def test_names_are_the_official_ones_but_for_one_that_changed(table):
    official = pd.read_csv(FOLDER / communes.SUPERFICIES, dtype="str").set_index("code_insee")
    names = table.set_index("code_insee")["nom"]
    different = names[names != official["nom_officiel"].reindex(names.index)]
    assert different.to_dict() == {"62486": "Lambres-lez-Aire"}


def test_the_postal_code_is_not_that_of_a_cedex(table):
    codes = table.set_index("code_insee")["code_postal"]
    assert codes[["62178", "62510"]].tolist() == ["62700", "62800"]


def test_the_maire_alone_is_named_as_the_source_spells_it_but_for_the_apostrophe(monkeypatch):
    elus = pd.DataFrame(
        {
            "commune_id": [10, 10, 20],
            "fonction": ["ADJ", "MAI", "MAI"],
            "prenom": ["Lou", "Anne", "Jean"],
            "nom": ["PETIT", "D'HONDT", "de GROOTE"],
        }
    )
    monkeypatch.setattr(package, "table", {"elus_municipaux": elus}.__getitem__)
    maires = communes._maires().set_index("id")["maire"]
    assert maires.to_dict() == {10: "Anne D’HONDT", 20: "Jean de GROOTE"}


def test_every_commune_has_one_maire(table):
    assert table["maire"].notna().all()


def test_the_only_unknown_values_are_the_sites_of_mairies(table):
    unknown = table.isna().sum()
    assert unknown[unknown > 0].to_dict() == {"mairie_site": 31}


def test_the_measured_area_is_close_to_the_official_one(table):
    gap = table["surface_calculee_km2"] / table["surface_km2"] - 1
    assert gap.abs().max() < 0.03
    assert gap.abs().mean() < 0.005


def test_outlines_do_not_overlap_and_leave_no_gap(table, outlines):
    one, other = outlines.sindex.query(outlines, predicate="intersects")
    pairs = one < other
    common = shapely.intersection(outlines.array[one[pairs]], outlines.array[other[pairs]])
    assert shapely.area(common).max() < 1
    territory = outlines.union_all()
    assert territory.geom_type == "Polygon"
    assert not territory.interiors
    assert shapely.coverage_is_valid(table.geometry.to_numpy())


def test_a_qpv_hardly_spills_over_the_limit_that_it_follows(table):
    shares = joins.shares(sources.load_geo("qpv").set_index("code_qpv"), table)
    declared = sources.load("qpv").set_index("code_qpv")["communes_insee"]
    spilt = [
        code not in declared[zone].split("|")
        for zone, code in zip(shares["zone"], shares["code_insee"], strict=True)
    ]
    assert shares.loc[spilt, "part_zone_pct"].max() < 0.4
    assert shares.loc[spilt, "surface_km2"].sum() < 0.005


class TestCoverage:
    def test_an_overlap_and_a_gap_become_one_border(self):
        # 62001 goes 2 m into 62002 in the south, and stops 2 m short of it in the north.
        middle, half = toy.X0 + toy.SIDE, toy.Y0 + toy.SIDE / 2
        west = shapely.union(
            box(toy.X0, toy.Y0, middle + 2, half),
            box(toy.X0, half, middle - 2, toy.Y0 + toy.SIDE),
        )
        east = box(middle, toy.Y0, middle + toy.SIDE, toy.Y0 + toy.SIDE)
        outer = box(toy.X0, toy.Y0 + toy.SIDE, middle + toy.SIDE, toy.Y0 + toy.SIDE + 100)
        received = gpd.GeoSeries([west, east, outer], index=[5, 2, 9], crs=toy.CRS)
        found = communes.coverage(received)
        assert found.index.tolist() == [5, 2, 9]
        assert found.crs.to_epsg() == 4326
        assert set(found.geom_type) == {"MultiPolygon"}
        metric = to_metric(found)
        assert metric.union_all().area == pytest.approx(2 * toy.SIDE**2 + 200 * toy.SIDE, abs=30)
        assert metric.area.sum() == pytest.approx(metric.union_all().area, abs=1)


def test_every_commune_has_a_neighbour(table):
    assert all(neighbours(table).values())


def test_mairies_outside_their_commune_are_the_known_ones(table):
    mairies = gpd.GeoSeries.from_xy(table["mairie_lon"], table["mairie_lat"], crs=4326)
    outside = set(table.loc[~table.contains(mairies), "nom"])
    assert outside == {
        "Calonne-sur-la-Lys",
        "Cauchy-à-la-Tour",
        "Fouquières-lès-Lens",
        "Hinges",
        "Liettres",
        "Quernes",
    }
    gaps = " ".join(catalog.source("communes").lacunes)
    assert all(name in gaps for name in outside)


def hours(source):
    """Return the opening hours with ordinary spaces, easier to read in a test."""
    return re.sub(r"\s", " ", communes.opening_hours(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("[]", ""),
        ('[["lundi","lundi",[["09:00:00","19:30:00"]]]]', "lundi : 9 h–19 h 30"),
        (
            '[["lundi","lundi",[["09:00:00","12:00:00"]]],["mardi","vendredi",[["09:00:00","12:30:00"]]]]',
            "lundi : 9 h–12 h ; mardi à vendredi : 9 h–12 h 30",
        ),
        (
            '[["samedi","samedi",[["10:00:00","12:00:00"]]],["lundi","lundi",[["08:05:00","12:00:00"]]]]',
            "lundi : 8 h 05–12 h ; samedi : 10 h–12 h",
        ),
        (
            '[["lundi","lundi",[["08:00:00","12:00:00"]]],["mardi","mardi",[["08:00:00","12:00:00"]]]]',
            "lundi et mardi : 8 h–12 h",
        ),
        (
            '[["lundi","jeudi",[["08:00:00","12:00:00"]]],["mardi","jeudi",[["08:00:00","12:00:00"]]]]',
            "lundi à jeudi : 8 h–12 h",
        ),
        (
            '[["lundi","lundi",[["14:00:00","17:00:00"],["08:00:00","12:00:00"]]]]',
            "lundi : 8 h–12 h, 14 h–17 h",
        ),
    ],
)
def test_opening_hours_read_as_a_sentence(source, expected):
    assert hours(source) == expected


def test_an_hour_is_not_cut_from_its_letter():
    text = communes.opening_hours('[["lundi","mardi",[["09:00:00","19:30:00"]]]]')
    assert text == "lundi et mardi\u00a0: 9\u00a0h–19\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ("2 rue d'Hinges\n62136 La Couture", "Couture", "2 rue d’Hinges, 62136 La Couture"),
        ("\n62430 Sallaumines", "Sallaumines", "62430 Sallaumines"),
        ("1 rue\n62290 Noeux-les-Mines", "Nœux-les-Mines", "1 rue, 62290 Nœux-les-Mines"),
        ("1 rue\n62120 Lambres\u2011lez", "Lambres-lez-Aire", "1 rue, 62120 Lambres-lez"),
        ("", "Béthune", ""),
    ],
)  # fmt: skip
def test_an_address_is_one_printed_line(lines, name, expected):
    assert communes.address(lines, name) == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [("www.bajus.fr", "http://www.bajus.fr"), ("https://a.fr", "https://a.fr"), ("", "")],
)
def test_a_site_has_a_scheme(site, expected):
    assert communes.web_address(site) == expected


def test_the_files_of_the_package_are_declared_with_their_checksums():
    description = catalog.source("communes").description
    for name in communes.PAQUET:
        assert f"{name}.csv.lzma : {package.PACKAGE_SHA256[name]}" in description


class TestTheMembers:
    """Two communes of the two agglomerations, as the package gives them."""

    @pytest.fixture
    def received(self, monkeypatch):
        sirens = [territory.siren for territory in catalog.TERRITORIES.values()]
        tables = {
            "epci": pd.DataFrame({"id": [1, 2], "code": sirens}, dtype="str"),
            "communes": pd.DataFrame(
                {
                    "id": [20, 10, 30],
                    "code": ["62498", "62119", "62482"],
                    "type": ["COM", "COM", "COMD"],
                    "epci_id": ["2", "1", "1"],
                }
            ),
        }
        maires = pd.DataFrame({"id": [10, 20], "maire": ["A", "B"]})
        postal = pd.DataFrame({"id": [10, 20], "code_postal": ["62400", "62300"]})
        frames = {"_maires": maires, "_postal_codes": postal} | tables
        monkeypatch.setattr(package, "table", frames.__getitem__)
        monkeypatch.setattr(communes, "_maires", lambda: frames["_maires"])
        monkeypatch.setattr(communes, "_postal_codes", lambda: frames["_postal_codes"])
        return frames

    def test_are_the_communes_alone_by_code(self, received):
        found = communes._members()
        assert found["code_insee"].tolist() == ["62119", "62498"]
        assert found["maire"].tolist() == ["A", "B"]
        assert found["territoire"].tolist() == list(catalog.TERRITORIES)
        received["_maires"] = received["_maires"].iloc[1:]
        assert communes._members()["maire"].isna().tolist() == [True, False]

    @pytest.mark.parametrize("name", ["epci", "_maires", "_postal_codes"])
    def test_told_twice_stop_the_build(self, received, name):
        received[name] = pd.concat([received[name], received[name].iloc[:1]])
        with pytest.raises(pd.errors.MergeError):
            communes._members()
