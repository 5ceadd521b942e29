"""Stations and schools as services; a facility just outside counts as one that one goes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
import toy
import toy_themes
from shapely import Point

from geo.access.straight import Hypotheses
from geo.answers import bundle
from geo.answers.access import answer, asked, services, words
from geo.answers.view import place_of
from geo.core.crs import to_metric
from geo.core.model import Selection
from geo.labels import textes
from geo.labels.formats import nombre


@pytest.fixture(scope="module")
def base():
    return bundle.load_base()


def no_theme(theme_id):
    raise AssertionError(theme_id)


def told(base, service, table, ajout=None, **where):
    demand = asked.Demande(
        service=service,
        mode="pied",
        minutes=20,
        a_confirmer=False,
        place=place_of(base, Selection(**where)),
        hypotheses=Hypotheses(),
        ajout=asked.read_added(ajout, base) if ajout else None,
    )
    ground = answer.terrain(base, service, table)
    mairies = answer.terrain(base, "mairies", None)
    return demand, answer.answer_to(base, demand, ground, mairies, answer.Chemins())


def test_every_station_counts_and_the_urban_network_is_said_not_to_be_there(base):
    stations = services.facilities(base, "gares", no_theme)
    demand, found = told(base, "gares", stations, communes=("62498",))
    assert found.comptes == 26
    assert words.laissees_apart(found, demand) == "26\u00a0gares comptées."
    assert words.phrase(found, demand).startswith("À Lens, la gare la plus proche, Lens (Lens), ")
    assert any("TADAO" in note for note in words.notes(found, demand))
    assert words.d_un(found, demand) == "d’une gare"


@pytest.mark.parametrize(("service", "told_twice"), [("ecoles", False), ("gares", True)])
def test_a_share_that_no_hypothesis_changes_is_told_once(base, service, told_twice):
    demand, found = told(base, service, services.facilities(base, service, no_theme))
    demand = replace(demand, mode="voiture")
    share = words.chiffres(found, demand)[0]
    assert share.libelle.startswith("des habitants")
    assert ("selon les hypothèses" in share.libelle) == told_twice


def test_the_schools_are_those_where_children_walk_to(base):
    schools = services.facilities(base, "ecoles", no_theme)
    assert len(schools) == 332
    assert set(schools["niveau"]) == {"ecole"}
    _, found = told(base, "ecoles", schools)
    assert found.avant.surs["pied"]["centre"].notna().all()


def test_a_theme_gives_its_own_facilities_and_the_mairies_are_told_by_the_communes(base):
    data = bundle.theme_data(base, "piscines")
    assert services.facilities(base, "piscines", lambda _: data) is data.table
    assert services.facilities(base, "mairies", no_theme) is None


def test_every_service_has_its_words():
    for service in asked.SERVICES:
        assert textes.ACCES_NOMS[service]
        assert f"vers_{service}" in textes.COLONNES
    assert set(textes.ACCES_SERVICE_NOTES) <= set(asked.SERVICES)


def test_a_facility_just_outside_is_the_nearest_and_is_said_to_be_outside():
    base = toy_themes.base()
    start = to_metric(toy.communes().geometry).centroid.iloc[0]
    rows = [
        toy_themes.facility("Loin", toy.B, Point(start.x + 1500, start.y)),
        toy_themes.facility("Voisine", "62014", Point(start.x - 700, start.y)),
    ]
    table = toy_themes.table("piscines", rows)
    table = table.assign(hors_territoire=[False, True], commune=["B", None])
    demand, found = told(base, "piscines", table)
    near = found.avant.surs["pied"]
    assert near["id"].iloc[0] == "voisine"
    assert near["centre"].iloc[0] == pytest.approx(700 * 1.3 / 75, abs=0.5)
    assert found.voisins == 1
    assert "2\u00a0piscines comptées, dont 1 hors des deux agglomérations" in words.laissees_apart(
        found, demand
    )


def test_what_may_be_open_is_told_by_what_is_not_known_of_it(base):
    pools = bundle.theme_data(base, "piscines").table
    demand, found = told(base, "piscines", pools)
    said = words.phrase(found, demand).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "(avec 2 dont l’état n’est pas établi, 1 en travaux à la date de sa source et "
        "7 dont l’état n’est pas établi hors des deux agglomérations)" in said
    )


def test_what_is_left_apart_is_told_by_what_is_known_of_it(base):
    pools = bundle.theme_data(base, "piscines").table
    demand, found = told(base, "piscines", pools)
    said = words.laissees_apart(found, demand).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "10 piscines comptées ; laissées à part : 2 à l’état non établi ; 2 démolies ; 1 fermée ; "
        "1 annoncée sans preuve de réalisation ; 1 en travaux à la date de sa source ; "
        "4 absentes du recensement national de mars 2026 ; "
        "7 à l’état non établi hors des deux agglomérations."
    )


def test_a_service_area_of_a_motorway_is_no_ones_station(base):
    sites = bundle.theme_data(base, "bornes").table
    demand, found = told(base, "bornes", sites, communes=("62801",))
    areas = set(sites.loc[sites["autoroute"].notna(), "id"])
    assert len(areas) == 4
    assert not areas & set(found.terrain.lignes.cibles.index)
    assert "4 sur une aire d’autoroute" in words.laissees_apart(found, demand).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_the_gain_of_a_facility_is_told_with_and_without_what_may_be_open(base):
    pools = bundle.theme_data(base, "piscines").table
    demand, found = told(base, "piscines", pools, ajout="62048")
    sure, possible = (
        int(words.gain(found, demand, a_confirmer=asks)["habitants_gagnes"])
        for asks in (False, True)
    )
    assert sure > possible
    said = words.phrase_gain(found, demand)
    assert "en comptant aussi les équipements dont l’état n’est pas établi, " in said
    assert nombre(sure) in said


def test_what_is_kept_of_an_answer_is_told_from_all_that_changes_it(base):
    asked_first, _ = told(base, "gares", services.facilities(base, "gares", no_theme))
    slower = Hypotheses().reglees({"pied": 3.0})
    others = [
        replace(asked_first, service="piscines"),
        replace(asked_first, mode="velo"),
        replace(asked_first, a_confirmer=True),
        replace(asked_first, hypotheses=slower),
    ]
    assert len({one.mark for one in (asked_first, *others)}) == 1 + len(others)
    elsewhere = replace(asked_first, place=place_of(base, Selection("call")), minutes=10)
    assert elsewhere.mark == asked_first.mark


def test_no_answer_to_a_place_that_a_reader_gives_is_kept(base):
    table = services.facilities(base, "gares", no_theme)
    demand, _ = told(base, "gares", table, ajout="50.43, 2.83")
    assert demand.mark is None
