"""What a careful reader found in the five reports, row by row: is it in the tables, and how."""

from __future__ import annotations

from functools import cache

import pytest

from geo import sources
from geo.reports.facts import periode_ecrite


@cache
def table(name):
    return sources.load(name)


FAITS = (
    # report, words of the report, commune or nothing, status
    ("ra2021", "Programme Local de l'Habitat 2022 - 2027", None, "en cours"),
    ("ra2021", "Maison de l'Habitat Durable (MHD) en janvier 2021", None, "réalisé"),
    ("ra2021", "une solution a pu être retenue", None, "étude"),
    ("ra2021", "avant le 31 décembre 2024", None, "prévu"),
    ("ra2021", "sache nager avant l'entrée en sixième", None, "en cours"),
    ("ra2021", "contrats d'actions pour la ressource", None, "prévu"),
    ("ra2021", "suppression de la collecte des encombrants en porte à porte", None, "prévu"),
    ("ra2021", "prévus courant 2024", None, "prévu"),
    ("ra2021", "plan de gestion écologique sur le Terril 58", None, "prévu"),
    ("ra2021", "Le projet de meeting pour l'année 2022 a dû être annulé", "62107", "annulé"),
    ("ra2021", "Réinternalisation du service de capture", None, "étude"),
    ("bilan2023", "retrospective en 2024", "62617", "prévu"),
    ("bilan2023", "la Comédie, scène nationale", "62119", "non dit"),
    ("bilan2023", "le CREPIM", "62178", "non dit"),
    ("ct2023", "centre de santé intercommunal pluridisciplinaire", None, "prévu"),
    ("ct2023", "Geotopia", "62584", "non dit"),
    ("cv2021", "étude sur le centre J.Monnet 1", None, "étude"),
    ("cv2021", "jusqu'au 31 décembre 2023", None, "réalisé"),
    ("cv2021", "21 quartiers concernés", None, "en cours"),
    ("rdd2020", "point de vente de moins de 400m²", None, "réalisé"),
    ("bilan2023", "Plan local d'urbanisme intercommunal", None, "en cours"),
    ("bilan2023", "une régie de l'eau en 2026", None, "prévu"),
    ("ra2021", "un véritable observatoire territorial des friches", None, "en cours"),
    ("ra2021", "le schéma Trame Verte et Bleue du territoire", None, "en cours"),
    ("ra2021", "Le portail d'information géographique GEOCALL", None, "en cours"),
    ("ra2021", "voté en séance plénière le 10 novembre 2021", None, "réalisé"),
    ("ra2021", "validé en juin 2021", None, "réalisé"),
    ("ra2021", "fiscalité annuels de la CABBALR au titre du SIZIAF", None, "en cours"),
    ("ra2021", "une antenne du Centre de Gestion 62", None, "étude"),
    ("ra2021", "La Maison Syndicale des Mineurs", None, "réalisé"),
    ("ra2021", "ZAC de l'an 2000", None, "réalisé"),
    ("bilan2023", "première intercommunalité du Pas-de-Calais", None, "non dit"),
    ("bilan2023", "Terre de Jeux 2024", None, "réalisé"),
    ("ct2023", "Depuis sa création en 2004", None, "réalisé"),
    ("rdd2020", "écuroducs (1 en cours au parc d'Olhain)", None, "en cours"),
    ("rdd2020", "Schéma directeur Eau potable", None, "prévu"),
    ("rdd2020", "la destruction des nids primaires", None, "étude"),
)


@pytest.mark.parametrize(("document", "repere", "code", "statut"), FAITS)
def test_a_fact_without_number_has_its_row(document, repere, code, statut):
    rows = table("actions")
    (row,) = rows[(rows["source"] == document) & (rows["repere"] == repere)].to_dict("records")
    assert row["statut"] == statut
    assert row["code_insee"] == code if code else row["portee"] == "territoire"


PERIODES = (
    *((f"ra2021-{n}", "estimé, 2021") for n in (255, 256, 257, 258, 261, 262, 263, 291, 292, 308)),
    *((f"ra2021-{n}", "fixé, 2019") for n in (187, 188, 189, 190)),
    *((f"ra2021-{n}", "fixé, 2021") for n in (211, 247, 248, 259, 260, 309, 478)),
    *((f"ra2021-{n}", "visé, sans échéance") for n in (191, 479)),
    *((f"ra2021-{n}", "estimé, 2021") for n in (573, 574)),
    *((f"ra2021-{n}", "fixé, 2021") for n in (579, 580, 581)),
    ("ra2021-588", "visé, sans échéance"),
    ("ra2021-264", "2021"),
    ("ra2021-173", "non daté"),
    ("rdd2020-112", "visé, 2024"),
)


@pytest.mark.parametrize(("id_", "ecrite"), PERIODES)
def test_the_year_of_a_figure_says_what_it_is_the_year_of(id_, ecrite):
    row = table("indicateurs").set_index("id").loc[id_]
    assert periode_ecrite(row) == ecrite


@pytest.mark.parametrize("number", range(10, 26))
def test_a_membership_before_2021_has_no_invented_year(number):
    row = table("actions").set_index("id").loc[f"ra2021-a{number:03d}"]
    assert periode_ecrite({**row, "nature": None}) == "non daté"


STATUTS = (
    ("rdd2020-a071", "en cours"),
    ("rdd2020-a106", "non dit"),
    ("rdd2020-a126", "en cours"),
    ("ra2021-a170", "en cours"),
    ("ra2021-a374", "en cours"),
    ("ra2021-a041", "attribué"),
    ("cv2021-a001", "attribué"),
    ("ct2023-a007", "non dit"),
    ("bilan2023-a079", "non dit"),
    ("bilan2023-a049", "non dit"),
    ("bilan2023-a071", "non dit"),
    *((f"bilan2023-a{n:03d}", "non dit") for n in range(73, 78)),
    ("ct2023-a010", "non dit"),
)


@pytest.mark.parametrize(("id_", "statut"), STATUTS)
def test_a_state_is_not_more_than_the_report_says(id_, statut):
    assert table("actions").set_index("id").loc[id_, "statut"] == statut


def test_the_screws_of_beuvry_are_in_one_state():
    facility = table("ouvrages").set_index("id").loc["ouvrage-beuvry-vis-sans-fin"]
    assert facility["statut"] == "non_etabli"


THEMES = (
    ("secours", ("rdd2020-198", "rdd2020-200", "bilan2023-037")),
    ("climat", ("rdd2020-482", "rdd2020-484", "bilan2023-055")),
    ("solidarites", ("ct2023-013", "ct2023-014", "ct2023-017", "ct2023-018")),
    ("economie", ("ra2021-522",)),
)


@pytest.mark.parametrize(("theme", "ids"), THEMES)
def test_the_same_subject_has_the_same_theme_in_every_report(theme, ids):
    assert set(table("indicateurs").set_index("id").loc[list(ids), "theme"]) == {theme}


def test_the_pupils_of_the_conservatoire_are_counted_the_same_way():
    kinds = table("indicateurs").set_index("id").loc[["rdd2020-240", "bilan2023-105"], "nature"]
    assert set(kinds) == {"annuel"}


GENRES = (
    ("evolution", "C05 C07 C08 C09 C12 C13 C16"),
    ("imprecision", "A7 A11 A15 A16 B11 B14 B29 B31 C17 C19 C20 D5 D6 D8"),
    ("contradiction", "A1 A2 A3 A4 A5 A6 A8 A9 A10 A13 B1 B2 B12 B38 B39 B40 B41 A18 C21"),
)


@pytest.mark.parametrize(("genre", "ids"), GENRES)
def test_a_remark_is_called_by_its_kind(genre, ids):
    assert set(table("contradictions").set_index("id").loc[ids.split(), "genre"]) == {genre}


def test_87_facts_and_one_figure_only_repeat_a_number():
    assert table("actions")["redit"].notna().sum() == 87
    again = table("indicateurs").dropna(subset="redit").set_index("id")["redit"]
    assert again.to_dict() == {"cv2021-069": "cv2021-039"}


def test_what_has_the_number_of_a_figure_without_repeating_it_is_known():
    facts, figures = table("actions"), table("indicateurs")
    alone = facts[facts["montant"].notna() & facts["redit"].isna()]
    alike = alone.merge(
        figures, left_on=["source", "montant", "unite"], right_on=["source", "valeur", "unite"]
    )
    assert set(alike["id_x"]) == {f"ra2021-a{n:03d}" for n in (45, 46, 47, 199, 200)}


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("ra2021-a301", "diamètre 200"),
        ("ra2021-a302", "Diamètre 125"),
        ("ra2021-a304", "diamètre 200 sur 700 m et 150 sur 365 m"),
        ("ra2021-a307", "diamètre 400"),
        ("ra2021-a309", "diamètre 300"),
        ("rdd2020-a190", "bénéfice sous 60 000 €"),
    ],
)
def test_what_a_report_says_of_a_fact_is_in_its_note(id_, words):
    assert words in table("actions").set_index("id").loc[id_, "note"].replace("\u00a0", " ")


def test_every_report_has_its_chapters_and_no_reason_is_missing():
    chapters = table("couverture")
    assert set(chapters["document"]) == set(table("rapports")["id"])
    assert chapters.loc[chapters["statut"] != "couvert", "raison"].str.endswith(".").all()
