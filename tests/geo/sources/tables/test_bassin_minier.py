"""The layers of the mining basin: what came is all there, what counts twice is told."""

from __future__ import annotations

import pandas as pd
import pytest
from shapely import MultiPolygon, Polygon

from geo import sources
from geo.sources import bassin_minier as mbm


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("terrils", {"bien_inscrit": 21, "zone_tampon": 71}),
        ("espaces_neonaturels", {"bien_inscrit": 1, "zone_tampon": 7}),
        ("batiments_miniers", {"bien_inscrit": 83}),
        ("cavaliers_inscrits", {"bien_inscrit": 9}),
    ],
)
def test_every_object_received_is_in_its_zone(table, expected):
    assert sources.load(table)["protection"].value_counts().to_dict() == expected


def test_pieces_of_line_and_shafts_are_all_there():
    assert len(sources.load("cavaliers")) == 569
    assert len(sources.load("puits_de_mine")) == 186


def test_the_lines_of_cavaliers_are_345_km_long():
    assert sources.load("cavaliers")["longueur_m"].sum() / 1000 == pytest.approx(345.1, abs=0.05)
    assert sources.load("cavaliers_inscrits")["longueur_declaree_m"].sum() == 33_536


def test_the_two_files_of_cites_are_kept_whole():
    rows = sources.load("cites_minieres")
    assert rows["couche"].value_counts().to_dict() == {"zone_tampon": 105, "bien_inscrit": 72}


def test_a_cite_drawn_twice_counts_once_and_its_protection_is_not_made_up():
    rows = sources.load("cites_minieres")
    assert rows["double_de"].notna().sum() == 14
    assert set(rows["double_de"].dropna()) <= set(rows.loc[rows["double_de"].isna(), "id"])
    counted = rows[rows["double_de"].isna()]
    assert counted["protection"].value_counts().to_dict() == {
        "zone_tampon": 95,
        "bien_inscrit": 57,
        "non_etablie": 11,
    }
    numbered = counted["id_unesco"].notna()
    assert (numbered == (counted["protection"] == "bien_inscrit")).all()


def test_the_landlord_of_a_second_drawing_is_that_of_the_cite():
    row = sources.load("cites_minieres").set_index("id").loc["bien-96a"]
    assert (row["nom"], row["bailleur"]) == ("Cité Anatole France (n°27-28)", "Maisons et Cités")


def test_words_are_written_as_ours_and_on_one_line():
    told = mbm.written(pd.Series(["CIté d'Auchel", "Vicoigne-Noeux-\nDrocourt", None]))
    others = pd.Series(["Cité des Soeurs", "fosse4 de noeux"])
    assert mbm.written(others).to_list() == ["Cité des Sœurs", "fosse4 de Nœux"]
    assert told[:2].to_list() == ["Cité d’Auchel", "Vicoigne-Nœux-Drocourt"]
    assert told.isna().to_list() == [False, False, True]


def test_a_ring_that_crosses_itself_is_mended_into_polygons():
    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
    assert sorted(part.area for part in mbm._polygons(bow.buffer(0))) == [1.0]
    nested = MultiPolygon([Polygon([(0, 0), (1, 0), (1, 1)])])
    assert mbm._polygons(nested)[0].area == 0.5


def test_no_owner_is_a_person():
    owners = set(sources.load("batiments_miniers")["proprietaire"])
    assert len(owners) == 12
    assert "Privé" in owners
