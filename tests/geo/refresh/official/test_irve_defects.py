"""The known defects of the national base of charging stations, one by one, by their number.

Those that only show from one file to the next (20, 21, 22, 24) are with the differences.
"""

from __future__ import annotations

import numpy as np
import pytest
import toy
from hypothesis import given, settings
from hypothesis import strategies as st
from irve_rows import DANS, DEHORS, LIEUX, LIMITE, OTHER, POINT, QUARTIER, fichier, paire

from geo import sources
from geo.core.errors import SchemaError
from geo.labels import officielles as mots
from geo.refresh.official import irve

TODAY = "2024-07-15"


@pytest.fixture
def lu(tmp_path):
    def read(*rows, **kwargs):
        path = fichier(tmp_path / "irve.csv", *rows, **kwargs)
        found = irve.read(path, toy.communes(), TODAY)
        assert found.bilan.juste
        return found

    return read


def point(number, **changes):
    return POINT | {"id_pdc_itinerance": f"FRS62E62001A{number}"} | changes


def reasons(counts):
    return {one.raison: one.lignes for one in counts}


def signs(found):
    return reasons(found.bilan.signalements)


def near(found, lieu, row=0):
    place = LIEUX.iloc[lieu]
    return np.allclose(found.points.loc[row, ["lon", "lat"]].astype(float), place, atol=1e-6)


def test_a_point_with_nothing_wrong_is_kept_as_it_is(lu):
    found = lu(POINT)
    assert found.bilan.to_json() == {
        "lues": 1,
        "gardees": 1,
        "fusionnees": [],
        "refusees": [],
        "signalements": [],
    }
    row = found.stations.iloc[0]
    assert (row["code_insee"], row["territoire"], row["points"]) == (toy.A, "cabbalr", 1)
    assert (row["puissance_max_kw"], row["precision"], found.date) == (22, "site", "2024-07-01")


def test_defect_01_the_same_identifier_twice_in_a_file(lu):
    older = point(1, date_maj="2023-01-01", puissance_nominale="7")
    found = lu(older, POINT)
    assert len(found.points) == 1
    assert found.points["puissance_kw"].tolist() == [22]
    assert reasons(found.bilan.fusionnees) == {"meme_point": 1}
    assert found.bilan.fusionnees[0].exemples[0].startswith("ligne 2 : Place du Marché")


@pytest.mark.parametrize("none", ["Non concerné", "non concerne", "", "NC".replace("NC", "ND")])
def test_defect_02_non_concerne_is_no_identifier(lu, none):
    found = lu(point(1, id_pdc_itinerance=none), point(2, id_pdc_itinerance=none), OTHER)
    assert len(found.points) == 3
    assert signs(found)["sans_identifiant"] == 2
    station = found.stations.set_index("nom").loc["Place du Marché"]
    assert station["points"] == 2


def test_defect_02_stations_without_identifier_are_told_apart_by_place(lu):
    found = lu(
        point(1, id_station_itinerance="Non concerné"),
        OTHER | {"id_station_itinerance": "Non concerné"},
    )
    assert len(found.stations) == 2


def of(row, origin, **changes):
    return (
        row | {"datagouv_resource_id": origin, "datagouv_organization_or_owner": origin} | changes
    )


def test_defect_03_the_same_point_in_the_files_of_owner_and_operator(lu):
    found = lu(
        of(POINT, "ville", date_maj="2024-01-01"),
        of(POINT, "exploitant", puissance_nominale="24"),
    )
    assert found.points["puissance_kw"].tolist() == [24]
    assert found.bilan.gardees == 1


@pytest.mark.parametrize("newest", ["2024-07-01", "2024-07-14"])
def test_defect_04_the_copy_of_an_aggregator_never_wins(lu, newest):
    found = lu(
        of(POINT, "eco-movement", date_maj=newest, puissance_nominale="99"),
        of(POINT, "exploitant", date_maj="2022-01-01"),
    )
    assert found.points["puissance_kw"].tolist() == [22]


def test_defect_04_the_date_of_the_resource_comes_last(lu):
    found = lu(
        of(POINT, "a", last_modified="2024-02-01T00:00:00", puissance_nominale="7"),
        of(POINT, "b", last_modified="2024-03-01T00:00:00", puissance_nominale="11"),
    )
    assert found.points["puissance_kw"].tolist() == [11]


def test_defect_05_a_station_is_never_made_of_two_files(lu):
    old, new = "2023-01-01", "2024-01-01"
    found = lu(
        of(point(1), "ancien", date_maj=old),
        of(point(9), "ancien", date_maj=old),
        of(point(1), "recent", date_maj=old),
        of(point(2), "recent", date_maj=new),
        of(point(3), "recent", date_maj=new),
    )
    assert found.points["id_pdc"].str[-1].tolist() == ["1", "2", "3"]
    assert reasons(found.bilan.fusionnees) == {"autre_origine": 2}


def test_defect_06_latitude_and_longitude_swapped(lu):
    swapped = [", ".join(paire(lieu)[1:-1].split(", ")[::-1]) for lieu in (0, 1)]
    found = lu(
        *(
            point(i, coordonneesXY=f"[{pair}]", code_insee_commune="")
            for i, pair in enumerate(swapped)
        )
    )
    assert near(found, 0, 0)
    assert near(found, 1, 1)
    assert found.points["code_insee"].tolist() == [toy.A, toy.B]
    assert signs(found)["paire_inversee"] == 2


NULLE_PART = ("[0, 0]", "0;0", "", "à voir", "[2.58]")


def test_defect_07_no_place_is_the_commune_that_is_declared_without_a_point(lu):
    rows = [
        point(i, coordonneesXY=pair, id_station_itinerance=f"FRP{i}")
        for i, pair in enumerate(NULLE_PART)
    ]
    found = lu(*rows, OTHER)
    here = found.stations[found.stations["code_insee"] == toy.A]
    assert here["precision"].tolist() == ["commune"] * len(rows)
    assert here["lon"].isna().all()
    assert signs(found)["position_absente"] == len(rows)
    found = lu(*(row | {"code_insee_commune": ""} for row in rows), OTHER)
    assert reasons(found.bilan.refusees) == {"sans_lieu": len(rows)}


def test_defect_07_a_pair_is_read_however_it_is_written(lu):
    lon, lat = DANS[1:-1].split(", ")
    comma = lon.replace(".", ","), lat.replace(".", ",")
    told = [
        f"{lon} {lat}",
        f"[ {lon} ,{lat} ]",
        f"({lon};{lat})",
        f"[{comma[0]}, {comma[1]}]",
        f"{comma[0]};{comma[1]}",
    ]
    told += [
        f"[{lon}, {lat}, 0]",
        f'["{lon}", "{lat}"]',
        f"[+{lon}, +{lat}]",
        f"[{float(lon):.9e}, {float(lat):.9e}]",
        f"{comma[0]}° E, {comma[1]}° N",
        f"POINT ({lon} {lat})",
        f'{{"type": "Point", "coordinates": [{lon}, {lat}]}}',
    ]
    found = lu(*(point(i, coordonneesXY=pair) for i, pair in enumerate(told)))
    assert len(found.points) == len(told)
    assert all(near(found, 0, row) for row in range(len(told)))


def test_defect_07_a_place_in_metres_is_converted_and_told(lu):
    place = toy.INSIDE
    row = POINT | {"longitude": f"{place.x:.1f}", "latitude": f"{place.y:.1f}", "coordonneesXY": ""}
    found = lu(row)
    assert near(found, 0, 0)
    assert signs(found) == {"position_convertie": 1}


@pytest.mark.parametrize("date", ["2024-02-31", "2099-01-01", "45488", "hier"])
def test_a_date_that_is_none_is_told_and_stops_nothing(lu, date):
    found = lu(POINT | {"date_maj": date}, OTHER)
    assert found.points["date_maj"].isna().tolist() == [True, False]
    assert signs(found) == {"date_illisible": 1}


@pytest.mark.parametrize("date", ["01/07/2024", "01-07-2024", "2024/07/01", "2024-07-01T08:00:00Z"])
def test_a_date_is_read_however_it_is_written(lu, date):
    assert lu(POINT | {"date_maj": date}).date == "2024-07-01"


def test_rows_that_a_spreadsheet_shortened_are_all_there(tmp_path):
    path = fichier(tmp_path / "irve.csv", POINT | {"z": "1"}, OTHER | {"z": ""})
    path.write_bytes(path.read_bytes().replace(b",\r\n", b"\r\n"))
    found = irve.read(path, toy.communes(), TODAY)
    assert len(found.points) == 2
    assert signs(found) == {"ligne_courte": 1}


def test_defect_07_a_station_in_several_places_is_told(lu):
    found = lu(POINT, point(2, coordonneesXY=QUARTIER))
    assert found.stations["plusieurs_lieux"].tolist() == [True]
    assert len(found.points) == 2


def test_defect_08_a_station_abroad_is_left_out(lu):
    brussels = point(1, coordonneesXY="[4.3517, 50.8503]", code_insee_commune="")
    found = lu(brussels, OTHER)
    assert reasons(found.bilan.refusees) == {"hors_perimetre": 1}


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("", "code_absent"),
        ("62100", "code_postal"),
        ("La Carrée", "code_illisible"),
        (toy.B, "code_different"),
        (f"{toy.B}.0", "code_different"),
        ("62 002", "code_different"),
        ("78531", "code_lointain"),
    ],
)
def test_defect_09_the_place_decides_the_commune_and_the_code_is_kept(lu, code, sign):
    found = lu(point(1, code_insee_commune=code))
    assert found.points["code_insee"].tolist() == [toy.A]
    assert signs(found) == {sign: 1}


def test_defect_09_a_commune_that_was_merged_is_its_successor(lu, merged):
    row = POINT | {"code_insee_commune": merged, "coordonneesXY": "[0, 0]"}
    found = lu(row, OTHER)
    here = found.points[found.points["code_insee"] == toy.A]
    assert here["lon"].isna().tolist() == [True]
    assert signs(found) == {"code_ancien": 1, "position_absente": 1}


def test_defect_09_close_to_a_boundary_the_code_that_is_declared_is_kept(lu):
    for code in (toy.A, toy.B):
        found = lu(point(1, coordonneesXY=LIMITE, code_insee_commune=code))
        assert found.points["code_insee"].tolist() == [code]


def test_defect_09_a_place_outside_needs_its_address_to_stay(lu):
    there = point(1, coordonneesXY="[-0.49, 47.5]")
    found = lu(there)
    row = found.stations.iloc[0]
    assert (row["code_insee"], row["precision"]) == (toy.A, "commune")
    assert signs(found) == {"position_contredite": 1}
    denied = lu(there | {"adresse_station": "Rue du Port"}, OTHER)
    assert reasons(denied.bilan.refusees) == {"lieu_contredit": 1}


def power(lu, *told):
    found = lu(*(point(i, puissance_nominale=text) for i, text in enumerate(told)))
    return found.points["puissance_kw"].tolist(), signs(found)


def test_defect_10_watts_are_kilowatts(lu):
    assert power(lu, "22000", "7400", "1.7", "350") == (
        [22, 7.4, 1.7, 350],
        {"puissance_en_watts": 2},
    )


def test_defect_10_a_power_out_of_range_is_not_known(lu):
    found, told = power(lu, "0", "-3", "9999999", "", "inconnue")
    assert np.isnan(found).all()
    assert told == {"puissance_inconnue": 5}


def test_defect_11_several_powers_in_a_cell(lu):
    assert power(lu, "22, 50", "7.4 / 22", "3,7 - 22,08", "22 kW") == (
        [50, 22, 22.08, 22],
        {"plusieurs_puissances": 3},
    )


def test_defect_12_kilowatts_written_as_a_number_of_points(lu):
    found = lu(point(1, nbre_pdc="150"), point(2, nbre_pdc="150"))
    row = found.stations.iloc[0]
    assert (row["points"], row["nbre_pdc_declare"], row["nbre_pdc_different"]) == (2, "150", True)


def test_defect_13_rows_are_counted_and_nbre_pdc_is_never_summed(lu):
    found = lu(*(point(i, nbre_pdc="3") for i in range(3)))
    assert found.stations["points"].tolist() == [3]
    assert found.sites["points"].tolist() == [3]
    assert found.stations["nbre_pdc_different"].tolist() == [False]


def test_defect_14_simultaneous_sessions_are_not_points(lu):
    found = lu(point(1, nbre_pdc="2", date_maj="2024-07-10"))
    assert found.stations["points"].tolist() == [1]
    assert found.points["nbre_pdc_declare"].tolist() == ["2"]


def test_defect_15_bornes_cannot_be_counted_and_are_not(lu):
    found = lu(POINT, OTHER)
    names = [*found.points, *found.stations, *found.sites]
    assert not [name for name in names if "borne" in name]


def test_defect_16_what_differs_inside_a_station_is_all_there(lu):
    found = lu(
        POINT,
        point(2, implantation_station="Parking public", puissance_nominale="7"),
    )
    row = found.stations.iloc[0]
    assert row["implantation"] == "Voirie | Parking public"
    assert (row["puissance_min_kw"], row["puissance_max_kw"]) == (7, 22)


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_defect_17_columns_booleans_separators_and_encodings(lu, separator, encoding):
    row = {name.replace("_", "-").upper(): value for name, value in POINT.items()}
    row |= {"GRATUIT": "VRAI"}
    found = lu(row, encodage=encoding, separateur=separator)
    assert found.stations["nom"].tolist() == ["Place du Marché"]
    assert found.bilan.gardees == 1


def test_defect_18_an_identifier_has_one_writing(lu):
    told = ["FR*S62*E62001A1", "fr s62 e62001a1", "FRS62E62001A1", "FR-S62-E62001A1"]
    found = lu(POINT, *(point(1, id_pdc_itinerance=one) for one in told))
    assert found.points["id_pdc"].tolist() == ["FRS62E62001A1"]


PARTIES = (
    "Point de charge supprimé le 01/02/2024",
    "Borne démontée",
    "Station retirée",
    "Définitivement hors service",
)
LA = ("Barrière supprimée la nuit", "Fermée le dimanche", "Carte à retirer à l’accueil")


def test_defect_19_a_point_that_its_remark_says_gone_is_left_out(lu):
    found = lu(*(point(i, observations=remark) for i, remark in enumerate((*PARTIES, *LA))))
    assert reasons(found.bilan.refusees) == {"retiree": len(PARTIES)}
    assert found.points["id_pdc"].str[-1].tolist() == ["4", "5", "6"]


def test_defect_19_the_last_word_is_that_of_the_copy_that_wins(lu):
    found = lu(
        point(1, observations="Point supprimé", date_maj="2024-06-01"),
        point(1, date_maj="2023-01-01"),
        OTHER,
    )
    assert found.points["code_insee"].tolist() == [toy.B]


def test_defect_23_the_columns_of_one_base_are_not_needed(lu):
    lon, lat = DANS[1:-1].split(", ")
    consolidated = POINT | {"consolidated_longitude": lon, "consolidated_latitude": lat}
    assert lu(consolidated).base == "consolidation data.gouv.fr"
    assert lu(POINT).base == "inconnue"
    assert near(lu(consolidated | {"coordonneesXY": ""}), 0)


def test_defect_25_the_third_version_of_the_schema(lu):
    lon, lat = DANS[1:-1].split(", ")
    row = {name: value for name, value in POINT.items() if name != "coordonneesXY"}
    new, old = lu(row | {"longitude": lon, "latitude": lat}), lu(POINT)
    assert new.points.equals(old.points)
    assert new.stations.equals(old.stations)


def test_defect_25_a_row_of_the_oldest_schema_is_a_station_whose_points_are_not_known(lu):
    lon, lat = DANS[1:-1].split(", ")
    row = {
        "id_station": "FR*S62*P62001*A",
        "n_station": "Place du Marché",
        "ad_station": "Place",
        "code_insee": toy.A,
        "nbre_pdc": "4",
        "Xlongitude": lon,
        "Ylatitude": lat,
    }
    found = lu(row, row)
    assert (found.grain, len(found.points), len(found.stations)) == ("station", 0, 1)
    assert found.stations["points"].isna().all()
    assert found.sites["points"].isna().all()
    assert reasons(found.bilan.fusionnees) == {"meme_station": 1}


def test_defect_26_the_file_of_states_is_not_the_list_of_stations(lu):
    with pytest.raises(SchemaError, match="minute par minute"):
        lu({"id_pdc_itinerance": "FR1", "etat_pdc": "en_service", "horodatage": "2024"})


def test_what_is_needed_is_asked_for_in_plain_words(lu):
    with pytest.raises(SchemaError, match="des coordonnées"):
        lu({"nom_station": "A"})
    with pytest.raises(SchemaError, match="aucune ligne"):
        lu(*[], colonnes=list(POINT))


def test_stations_forty_metres_apart_are_one_site(lu):
    lon, lat = (float(part) for part in DANS[1:-1].split(", "))
    metres = 1 / 111_320
    found = lu(
        POINT,
        OTHER | {"coordonneesXY": f"[{lon}, {lat + 38 * metres}]", "code_insee_commune": toy.A},
        OTHER
        | {
            "id_station_itinerance": "FRX",
            "id_pdc_itinerance": "FRX1",
            "coordonneesXY": f"[{lon}, {lat - 43 * metres}]",
            "code_insee_commune": toy.A,
        },
    )
    assert found.sites["stations"].tolist() == [2, 1]


CELLS = {
    "id_pdc_itinerance": ["FR1", "FR*1", "FR2", "Non concerné", ""],
    "id_station_itinerance": ["FRP1", "FRP2", ""],
    "coordonneesXY": [DANS, QUARTIER, DEHORS, "[0,0]", "", "x"],
    "code_insee_commune": [toy.A, toy.B, "", "62100", "78531", "?"],
    "datagouv_resource_id": ["a", "b", "eco-movement"],
    "date_maj": ["2024-01-01", "2023-01-01", "", "hier", "2099-01-01"],
    "observations": ["", "Point supprimé"],
    "puissance_nominale": ["22", "22000", "7, 22", "", "x"],
}


@settings(max_examples=8)
@given(
    st.lists(
        st.fixed_dictionaries({k: st.sampled_from(v) for k, v in CELLS.items()}),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_kept_merged_or_refused_and_order_changes_nothing(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("irve")
    found = irve.read(
        fichier(folder / "a.csv", *(POINT | row for row in rows)), toy.communes(), TODAY
    )
    bilan = found.bilan
    assert bilan.juste
    assert bilan.lues == len(rows)
    assert bilan.gardees == len(found.points) == found.stations["points"].sum()
    assert found.points["id_pdc"].is_unique
    assert found.stations["id"].is_unique
    assert found.sites["points"].sum() == len(found.points)
    assert {one.raison for one in (*bilan.fusionnees, *bilan.refusees)} <= set(mots.RAISONS)
    assert {one.raison for one in bilan.signalements} <= set(mots.SIGNALEMENTS)


def test_the_real_file_of_july_2024(extraits):
    found = irve.read(
        extraits / "irve-statique_2024-07_cabbalr-call.csv", sources.load_geo("communes"), TODAY
    )
    assert (found.bilan.lues, len(found.points), len(found.stations)) == (214, 214, 80)
    assert found.stations["points"].sum() == 214
    assert int(found.stations["nbre_pdc_different"].sum()) == 30
    assert signs(found) == {
        "code_absent": 75,
        "code_different": 10,
        "code_lointain": 10,
        "limite": 1,
        "position_contredite": 1,
    }


def test_the_real_file_of_2021_has_stations_without_points(extraits):
    path = extraits / "irve-stations_ref-eu-evse_20211205_cabbalr-call.csv"
    found = irve.read(path, sources.load_geo("communes"), TODAY)
    assert found.grain == "station"
    assert found.bilan.lues == 15
    assert found.bilan.juste
    assert len(found.stations) == 14
