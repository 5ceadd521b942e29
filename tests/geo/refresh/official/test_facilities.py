"""Lists of facilities, as SINOE, Data ES, the schools and a file of the intercommunalité are."""

from __future__ import annotations

import numpy as np
import pytest
import toy
from irve_rows import LIEUX, fichier

from geo.core.errors import SchemaError
from geo.refresh.official import facilities

IN, QUARTIER, OUT = LIEUX.iloc[0], LIEUX.iloc[1], LIEUX.iloc[2]
SINOE = {
    "C_SERVICE": "1",
    "N_SERVICE": "Déchetterie",
    "AD1_SITE": "Rue du Bac",
    "CP_SITE": "62100",
    "L_VILLE_SITE": "LA CARREE",
    "ANNEE": "2025",
    "D_MODIF": "2025-03-02",
    "GPS_LAT": f"{IN.lat:.6f}",
    "GPS_LONG": f"{IN.lon:.6f}",
}


@pytest.fixture
def lu(tmp_path):
    def read(name, *rows, **kwargs):
        path = fichier(tmp_path / "liste.csv", *rows, **kwargs)
        found = facilities.read((path,), toy.communes(), facilities.LISTES[name], "2026-01-01")
        assert found.bilan.juste
        return found, found.tables[name].set_index("id")

    return read


def reasons(counts):
    return {one.raison: one.lignes for one in counts}


def test_waste_sites_of_the_last_year_alone_are_read_with_a_comma_and_a_mark(lu):
    comma = {
        "GPS_LAT": SINOE["GPS_LAT"].replace(".", ","),
        "GPS_LONG": SINOE["GPS_LONG"].replace(".", ","),
    }
    old = SINOE | {"ANNEE": "2009", "C_SERVICE": "9"}
    found, table = lu("dechetteries", old, SINOE | comma, separateur=";", encodage="utf-8-sig")
    assert reasons(found.bilan.refusees) == {"autre_annee": 1}
    row = table.loc["1"]
    assert (row["nom"], row["code_insee"], row["territoire"], row["precision"]) == (
        "Déchetterie",
        toy.A,
        "cabbalr",
        "site",
    )
    assert np.isclose(row["lon"], IN.lon, atol=1e-5)
    assert found.date == "2025-03-02"


def test_a_site_without_a_place_is_known_by_the_name_of_its_commune(lu):
    lost = SINOE | {"GPS_LAT": "", "GPS_LONG": ""}
    found, table = lu("dechetteries", lost, SINOE | {"C_SERVICE": "2"})
    assert (table.loc["1", "code_insee"], table.loc["1", "precision"]) == (toy.A, "commune")
    assert np.isnan(table.loc["1", "lon"])
    assert reasons(found.bilan.signalements) == {"position_absente": 1}
    elsewhere = lost | {"CP_SITE": "13100"}
    found, _ = lu("dechetteries", elsewhere, SINOE | {"C_SERVICE": "2"})
    assert reasons(found.bilan.refusees) == {"sans_lieu": 1}


@pytest.mark.usefixtures("merged")
def test_a_site_of_a_commune_that_was_merged_is_in_its_successor(lu):
    lost = SINOE | {"GPS_LAT": "", "GPS_LONG": "", "L_VILLE_SITE": "LE ROND"}
    found, table = lu("dechetteries", lost, SINOE | {"C_SERVICE": "2"})
    assert table.loc["1", "code_insee"] == toy.A
    assert reasons(found.bilan.refusees) == {}


def test_a_place_outside_of_the_commune_that_is_declared_is_kept_at_its_commune(lu):
    there = SINOE | {"GPS_LAT": f"{OUT.lat:.6f}", "GPS_LONG": f"{OUT.lon:.6f}"}
    found, table = lu("dechetteries", there)
    assert table.loc["1", "precision"] == "commune"
    assert reasons(found.bilan.signalements) == {"position_declaree_ailleurs": 1}
    found, _ = lu("dechetteries", there | {"L_VILLE_SITE": "Ailleurs"}, SINOE | {"C_SERVICE": "2"})
    assert reasons(found.bilan.refusees) == {"hors_perimetre": 1}


def test_the_latest_row_of_an_identifier_stays(lu):
    found, table = lu(
        "dechetteries", SINOE | {"D_MODIF": "2024-01-01", "N_SERVICE": "Ancien"}, SINOE
    )
    assert table["nom"].tolist() == ["Déchetterie"]
    assert reasons(found.bilan.fusionnees) == {"meme_equipement": 1}


def test_basins_are_told_from_other_sports(lu):
    basin = {
        "equip_numero": "E1",
        "inst_nom": "Piscine",
        "equip_nom": "Grand bassin",
        "equip_type_famille": "Bassin de natation",
        "new_code": toy.B,
        "new_name": "Équarrie",
        "equip_x": f"{QUARTIER.lon}",
        "equip_y": f"{QUARTIER.lat}",
    }
    court = basin | {"equip_numero": "E2", "equip_type_famille": "Court de tennis"}
    found, table = lu("bassins", basin, court)
    assert table["nom"].tolist() == ["Piscine Grand bassin"]
    assert reasons(found.bilan.refusees) == {"autre_genre": 1}
    swapped = basin | {"equip_x": basin["equip_y"], "equip_y": basin["equip_x"]}
    found, again = lu("bassins", swapped)
    assert again.equals(table)
    assert reasons(found.bilan.signalements) == {"paire_inversee": 1}


def test_works_of_a_file_need_a_name_and_a_commune(lu):
    found, table = lu("ouvrages", {"nom": "Digue", "commune": "Équarrie", "type": "digue"})
    assert table["code_insee"].tolist() == [toy.B]
    assert found.objets["genre"].tolist() == ["digue"]
    with pytest.raises(SchemaError, match="une position"):
        lu("ouvrages", {"nom": "Digue"})
    with pytest.raises(SchemaError, match="un identifiant ou un nom"):
        lu("ouvrages", {"commune": "Équarrie"})


def test_schools_have_an_identifier_of_their_own(lu):
    school = {
        "identifiant_de_l_etablissement": "0620001A",
        "nom_etablissement": "École",
        "code_commune": toy.A,
        "latitude": f"{IN.lat}",
        "longitude": f"{IN.lon}",
    }
    _, table = lu("ecoles", school)
    assert table.index.tolist() == ["0620001A"]
