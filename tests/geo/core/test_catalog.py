"""Reading the cards of the sources and finding records."""

import pytest

from geo.core import catalog
from geo.core.errors import DataFileError, UnknownIdError

CARD = """
titre = "Essai"
producteur = "Service"
licence = "Licence Ouverte 2.0"
url = "https://exemple.fr"
millesime = "2024"
date_acces = "2026-01-31"
description = "Une table."
table = "essai"
lacunes = ["Il en manque."]

[[fichiers]]
nom = "essai.csv"
role = "construit"
sha256 = "00"

[[anomalies]]
regle = "doublon"
id = "a"
raison = "La source le dit ainsi."
"""


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "essai" / "source.toml"
    path.parent.mkdir()
    path.write_text(CARD, encoding="utf-8")
    return path


def test_a_card_is_read_with_its_files_its_gaps_and_its_anomalies(card):
    record = catalog.source_from_toml(card)
    assert record.id == "essai"
    assert record.lacunes == ("Il en manque.",)
    assert record.fichiers[0].nom == "essai.csv"
    assert record.anomalies[0].raison == "La source le dit ainsi."


def test_the_mention_of_a_source_is_its_short_name_or_its_producer_and_vintage(card):
    assert catalog.source_from_toml(card).mention == "Service, 2024"
    card.write_text('court = "Le relevé"\n' + CARD, encoding="utf-8")
    assert catalog.source_from_toml(card).mention == "Le relevé"


def test_a_card_without_anomalies_has_none(card):
    card.write_text(CARD.split("[[anomalies]]", maxsplit=1)[0], encoding="utf-8")
    assert catalog.source_from_toml(card).anomalies == ()


def test_a_missing_card_says_where_it_should_be(tmp_path):
    with pytest.raises(DataFileError, match=r"Fiche de source absente : .*source\.toml"):
        catalog.source_from_toml(tmp_path / "source.toml")


@pytest.mark.parametrize(
    "content",
    [
        b"titre = ",
        CARD.replace("titre", "title").encode(),
        CARD.replace("[[fichiers]]", "[[autres]]").encode(),
        CARD.replace("role", "genre").encode(),
        b"",
        CARD.encode("utf-16"),
        b'titre = "\xe9"',
    ],
    ids=["cut", "unknown key", "no file", "bad file", "empty", "utf-16", "latin-1"],
)
def test_a_damaged_card_is_told(card, content):
    card.write_bytes(content)
    with pytest.raises(DataFileError, match=r"Fiche de source illisible : .*depuis le dépôt"):
        catalog.source_from_toml(card)


def test_the_sources_are_the_folders_of_data_in_alphabetical_order():
    found = list(catalog.sources())
    assert found == sorted(found)
    assert set(found) == {path.parent.name for path in catalog.DATA.glob("*/source.toml")}


@pytest.mark.parametrize(
    ("read", "known"),
    [
        (catalog.source, "communes"),
        (catalog.theme, "piscines"),
        (catalog.territory, "call"),
        (catalog.indicator, "densite"),
    ],
    ids=["source", "theme", "territory", "indicator"],
)
def test_a_record_is_found_by_its_id_and_an_unknown_id_lists_the_known_ones(read, known):
    assert read(known).id == known
    with pytest.raises(UnknownIdError, match=rf"inconnu : « nulle-part »\. Connus : .*{known}"):
        read("nulle-part")


def test_the_totals_of_the_territories_are_those_of_two_agglomerations():
    communes = sum(t.communes_attendues for t in catalog.TERRITORIES.values())
    assert communes == 136
    assert all(t.surface_attendue_km2 > 100 for t in catalog.TERRITORIES.values())
