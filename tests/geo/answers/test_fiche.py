"""The fiche of a commune, on the toy territory and on the shipped data."""

from __future__ import annotations

import dataclasses
import re

import geopandas as gpd
import pandas as pd
import pytest
import toy
import toy_themes

from geo.answers import bundle
from geo.answers.bundle import Base, ThemeData
from geo.answers.fiche import fiche
from geo.answers.fiche_facilities import equipements_de, proche_de
from geo.answers.ranks import rang_ecrit
from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.labels import commune as mots
from geo.labels.formats import NON_RENSEIGNE
from geo.measures.groups import Groupes
from geo.reports.chosen import FOR_ALL_COMMUNES
from geo.sources.facts import load_faits

NAN = re.compile(r"\bnan\b|<NA>|None")
NBSP = "\N{NO-BREAK SPACE}"


def base_of(communes, qpv, qpv_communes):
    cantons = pd.DataFrame(columns=["code_canton", "nom", "code_insee", "nb_communes"])
    return Base(communes, qpv, qpv_communes, groupes=Groupes(communes, qpv_communes, cantons))


def toy_base():
    return base_of(toy.communes().to_crs(4326), toy.qpv().to_crs(4326), toy.qpv_communes())


def theme_of(base, theme_id, rows):
    """The theme of some facilities; the first open one is the nearest of every commune."""
    table = gpd.GeoDataFrame(
        {
            "id": [row["id"] for row in rows],
            "nom": [row["id"].capitalize() for row in rows],
            "type": "déchèterie",
            "code_insee": [row["code"] for row in rows],
            "commune": [row["code"] for row in rows],
            "existence": "attestee",
            "hors_territoire": False,
            "commune_voisine": pd.Series([pd.NA] * len(rows), dtype="str"),
            "statut_date": pd.Series(["2026"] * len(rows), dtype="str"),
            "statut": [row["statut"] for row in rows],
            "precision": ["commune" if row["approx"] else "site" for row in rows],
            "position_approximative": [row["approx"] for row in rows],
            "annee": pd.array([pd.NA] * len(rows), dtype="Int64"),
            "sources": "presse",
            "remarque": pd.Series([pd.NA] * len(rows), dtype="str"),
        },
        geometry=[toy.INSIDE] * len(rows),
        crs=toy.CRS,
    )
    nearest = next((row for row in rows if row["statut"] == "ouverte"), None)
    distances = nearest["distances"] if nearest else [float("nan")] * 2
    mesures = pd.DataFrame({"distance_m": distances}, index=base.communes.index)
    proches = pd.Series(nearest["id"] if nearest else pd.NA, index=base.communes.index)
    maybe = next((row for row in rows if row["statut"] == "non_etabli"), nearest)
    possibles = pd.DataFrame(
        {
            "distance_m": maybe["distances"] if maybe else distances,
            "id": pd.Series(maybe["id"] if maybe else pd.NA, index=base.communes.index),
        },
        index=base.communes.index,
    )
    return ThemeData(catalog.theme(theme_id), base, table, mesures, proches, possibles, couche=None)


def texts(value):
    """Return every text of a record, however deep."""
    if dataclasses.is_dataclass(value):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    assert value is None or isinstance(value, str | int | float)
    return [value] if isinstance(value, str) else []


def dechetterie(name, code=toy.A, statut="ouverte", distances=(0.0, 3_240.0), *, approx=True):
    return {
        "id": name,
        "code": code,
        "statut": statut,
        "distances": list(distances),
        "approx": approx,
    }


def toy_faits():
    known = load_faits()
    row = known.actions.iloc[[0]]
    told = pd.concat([row, row, row], ignore_index=True).assign(
        id=["rdd2020-a900", "rdd2020-a901", "rdd2020-a902"],
        code_insee=[toy.A, toy.A, toy.A],
        theme=["eau", "habitat", "eau"],
        fait=["Premier", "Deuxième", "Troisième"],
        lieu=[pd.NA, "Mairie", pd.NA],
        montant=[pd.NA, 1_000.0, 2_000.0],
        unite=[pd.NA, "€", "€"],
        montant_eur=[pd.NA, 1_000.0, 2_000.0],
    )
    liens = pd.DataFrame(
        {"contradiction": ["A1"], "ligne": ["rdd2020-a901"], "role": ["annonce"]}, dtype="str"
    )
    return dataclasses.replace(known, actions=told, liens=liens)


@pytest.fixture(scope="module")
def faits():
    return toy_faits()


@pytest.fixture(scope="module")
def shipped():
    base = bundle.load_base()
    themes = {theme_id: bundle.theme_data(base, theme_id) for theme_id in catalog.THEMES}
    return base, themes, load_faits()


# --- identity ---------------------------------------------------------------------------------


def test_an_unknown_commune_is_refused():
    with pytest.raises(UnknownIdError, match="99999"):
        fiche(toy_base(), {}, None, "99999")


def test_what_is_missing_of_the_mairie_is_told_as_not_known():
    lines = {
        line.libelle: line.valeur for line in fiche(toy_base(), {}, None, toy.B).identite.lignes
    }
    assert lines["Téléphone"] == lines["Site"] == lines["Horaires de la mairie"] == NON_RENSEIGNE
    assert lines["Maire"] == "Dominique Modèle"
    assert lines["Population municipale"] == f"3\u202f000{NBSP}habitants"


def test_every_line_of_the_identity_has_its_source():
    made = fiche(toy_base(), {}, None, toy.A)
    assert {line.source for line in made.identite.lignes} == {catalog.source("communes").mention}


# --- QPV --------------------------------------------------------------------------------------


def test_a_qpv_has_its_area_in_the_commune_and_both_shares():
    [quartier] = fiche(toy_base(), {}, None, toy.B).qpv.liste
    assert quartier.nom == "Cité du Milieu"
    assert (quartier.surface_km2, quartier.part_commune_pct, quartier.part_qpv_pct) == (0.06, 6, 75)


def test_the_generation_of_the_qpv_and_the_vintage_of_its_inhabitants_are_told():
    assert "2024" in fiche(toy_base(), {}, None, toy.A).qpv.note
    assert "millésime non précisé" in fiche(toy_base(), {}, None, toy.A).qpv.note.replace("\n", " ")


# --- facilities -------------------------------------------------------------------------------


def test_a_facility_to_confirm_stays_apart_and_is_not_counted():
    base = toy_base()
    rows = [dechetterie("sure"), dechetterie("douteuse", statut="non_etabli")]
    [group] = fiche(base, {"dechets": theme_of(base, "dechets", rows)}, None, toy.A).equipements
    assert [item.id for item in group.connus] == ["sure"]
    assert [item.id for item in group.a_confirmer] == ["douteuse"]
    assert group.ouverts == 1


def test_a_facility_elsewhere_is_not_one_of_the_commune():
    base = toy_base()
    data = theme_of(base, "dechets", [dechetterie("ailleurs", code=toy.B)])
    [group] = fiche(base, {"dechets": data}, None, toy.A).equipements
    assert group.connus == group.a_confirmer == ()


@pytest.mark.parametrize(
    ("code", "approx", "texte"),
    [
        (toy.A, True, "dans la commune"),
        (toy.B, True, f"environ 3,2{NBSP}km"),
        (toy.B, False, f"3,2{NBSP}km"),
    ],
)
def test_a_distance_says_how_sure_it_is(code, approx, texte):
    base = toy_base()
    data = theme_of(base, "dechets", [dechetterie("une", approx=approx)])
    [proche] = fiche(base, {"dechets": data}, None, code).proches
    assert proche.texte == texte
    assert proche.nom == "Une"


def test_without_any_open_facility_nothing_is_near():
    base = toy_base()
    data = theme_of(base, "dechets", [dechetterie("projet", statut="projet")])
    [proche] = fiche(base, {"dechets": data}, None, toy.A).proches
    assert proche.distance_m is None
    assert proche.nom is None


def test_a_theme_that_cannot_be_read_is_told():
    assert "Piscines" in fiche(toy_base(), {}, None, toy.A).absents


# --- reports ----------------------------------------------------------------------------------


def test_facts_are_grouped_by_theme_in_the_order_of_the_pages(faits):
    groups = fiche(toy_base(), {}, faits, toy.A).faits
    assert [(g.theme, [f.fait for f in g.faits]) for g in groups] == [
        ("habitat", ["Deuxième"]),
        ("eau", ["Premier", "Troisième"]),
    ]


def test_a_fact_carries_its_document_section_place_and_amount(faits):
    [fact] = fiche(toy_base(), {}, faits, toy.A).faits[0].faits
    assert fact.source == "Rapport de développement durable 2020"
    assert fact.section == "Pilier 1 - L’amélioration de l’Habitat"
    assert (fact.lieu, fact.montant, fact.etat) == ("Mairie", f"1\u202f000{NBSP}€", "Prévu")


def test_a_fact_without_amount_nor_place_has_none(faits):
    fact = fiche(toy_base(), {}, faits, toy.A).faits[1].faits[0]
    assert fact.montant is None
    assert fact.lieu is None


def test_a_fact_that_a_contradiction_concerns_tells_it(faits):
    made = fiche(toy_base(), {}, faits, toy.A)
    told = {fact.id: fact.contradictions for group in made.faits for fact in group.faits}
    explanation = faits.contradictions.set_index("id").loc["A1", "explication"]
    assert told["rdd2020-a901"][0] == f"Contradiction : {explanation}"
    assert told["rdd2020-a900"] == ()


def test_a_commune_that_no_report_names_is_told_so(faits):
    made = fiche(toy_base(), {}, faits, toy.B)
    assert made.faits == ()
    assert "aucun des cinq rapports ne la cite nommément" in made.phrase
    assert made.reperes


def test_reports_that_cannot_be_read_are_not_an_absence_of_facts():
    made = fiche(toy_base(), {}, None, toy.A)
    assert made.faits is None
    assert "nommément" not in made.phrase


@pytest.mark.parametrize("territoire", catalog.TERRITORIES)
def test_the_figures_for_all_communes_exist_and_are_of_their_territory(territoire):
    table = load_faits().indicateurs.set_index("id")
    ids = FOR_ALL_COMMUNES[territoire]
    assert len(set(ids)) == len(ids) >= 5
    assert set(table.loc[list(ids), "territoire"]) == {territoire}


# --- ranks ------------------------------------------------------------------------------------


def test_ranks_count_from_the_most_and_equal_values_share_one():
    base = toy_base()
    base = base_of(base.communes.assign(population=[1_500, 1_200]), base.qpv, base.qpv_communes)
    ranks = {rang.id: rang for rang in fiche(base, {}, None, toy.B).rangs}
    assert ranks["population"].texte.startswith("2e sur 2 communes")
    assert ranks["part_qpv_pct"].texte.startswith("1re sur 2 communes")
    same = base_of(base.communes.assign(population=[1_200, 1_200]), base.qpv, base.qpv_communes)
    assert fiche(same, {}, None, toy.B).rangs[0].texte.startswith("1re ex æquo sur 2")


def test_a_commune_without_qpv_is_not_ranked_last_but_told_without():
    base = toy_base()
    only_b = base.qpv_communes[base.qpv_communes["code_insee"] == toy.B]
    base = base_of(base.communes.assign(population=[1_500, 1_200]), base.qpv, only_b)
    rang = {rang.id: rang for rang in fiche(base, {}, None, toy.A).rangs}["part_qpv_pct"]
    assert rang.rang is None
    assert rang.texte.startswith("aucun quartier prioritaire, seule sur 2")


def test_the_nearest_is_ranked_first():
    base = toy_base()
    base = base_of(base.communes.assign(population=[1_500, 1_200]), base.qpv, base.qpv_communes)
    themes = {"dechets": theme_of(base, "dechets", [dechetterie("une")])}
    ranks = {rang.id: rang for rang in fiche(base, themes, None, toy.A).rangs}
    assert ranks["distance_dechets"].rang == 1
    assert ranks["distance_dechets"].valeur == "dans la commune"
    assert ranks["distance_dechets"].etendue == f"dans la commune, jusqu’à 3,2{NBSP}km"


def test_no_rank_is_given_that_an_unknown_state_could_change():
    base = toy_base()
    base.communes["population"] = [3_000, 3_000]
    rows = [
        dechetterie("Ouverte", distances=(300.0, 1_300.0)),
        dechetterie("Doute", toy.B, "non_etabli", distances=(300.0, 100.0)),
    ]
    told = fiche(base, {"dechets": theme_of(base, "dechets", rows)}, None, toy.B)
    [rang] = [rang for rang in told.rangs if rang.id == "distance_dechets"]
    [near] = told.proches
    assert rang.rang is None
    assert rang.texte == mots.RANG_INCERTAIN
    assert "plus près, dont l’état n’est pas établi : Doute" in near.texte


def test_a_nearer_one_outside_is_told_with_its_commune():
    base = bundle.load_base()
    blessy = int(base.communes.index[base.communes["code_insee"] == "62141"][0])
    near = proche_de(bundle.theme_data(base, "piscines"), blessy)
    assert "n’est pas établi : Piscine Iris (Aire-sur-la-Lys), 5,2" in near.texte


def test_ranks_are_written_in_french():
    assert [rang_ecrit(rank) for rank in (1, 2, 27)] == ["1re", "2e", "27e"]


# --- neighbours, and the shipped data ---------------------------------------------------------


def test_the_neighbour_is_the_commune_next_door():
    [voisine] = fiche(toy_base(), {}, None, toy.A).voisines
    assert (voisine.code, voisine.nom, voisine.sigle) == (toy.B, "Équarrie", "CALL")


def test_every_commune_has_a_fiche_whose_facts_are_all_of_the_table(shipped):
    base, themes, faits = shipped
    made = [fiche(base, themes, faits, code) for code in base.communes["code_insee"]]
    assert sum(one.nb_faits for one in made) == faits.actions["code_insee"].notna().sum()
    assert sum(1 for one in made if not one.faits) == 136 - faits.actions["code_insee"].nunique()
    assert all(one.phrase.endswith(".") and not NAN.search(one.phrase) for one in made)
    assert all(one.voisines for one in made)
    assert all(proche.source for one in made for proche in one.proches)


def test_the_model_holds_only_texts_numbers_and_records(shipped):
    base, themes, faits = shipped
    written = " ".join(texts(fiche(base, themes, faits, "62498")))
    assert not NAN.search(written)


def test_what_is_demolished_is_not_in_the_count_of_the_sheet(monkeypatch):
    rows = [
        toy_themes.facility("Une", toy.A, date="2026-03-16"),
        toy_themes.facility("Ancienne", toy.A, statut="demolie"),
    ]
    data = toy_themes.theme(monkeypatch, "piscines", rows)
    data = dataclasses.replace(data, table=data.table.assign(sources=""))
    group = equipements_de(data, toy.A)
    assert group.recenses == 1
    assert group.comptes.replace("\N{NO-BREAK SPACE}", " ") == (
        "1 piscine recensée, ouverte au 16/03/2026 ; à part : 1 démolie"
    )
