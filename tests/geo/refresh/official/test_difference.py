"""What changes from one copy to the next, and what stops a publication."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import toy
from irve_rows import LIEUX

from geo.answers import official
from geo.refresh.official.difference import compare
from geo.refresh.official.guards import Avant, stops
from geo.refresh.official.ledger import Bilan, Tally
from geo.refresh.official.lu import Reading, objects

NOMS = toy.communes().set_index("code_insee")["nom"]
IN, QPV = LIEUX.iloc[0], LIEUX.iloc[1]
METRE = 1 / 111_320


def one(id_, code=toy.A, effectif=1, place=IN, nord=0.0, **more):
    row = {
        "id": id_,
        "nom": more.pop("nom", f"Station {id_}"),
        "code_insee": code,
        "territoire": {toy.A: "cabbalr", toy.B: "call"}[code],
        "lon": place.lon,
        "lat": place.lat + nord * METRE,
        "effectif": effectif,
        "origine": more.pop("origine", ""),
    }
    return row | {"puissance": "22 kW"} | more


def table(*rows):
    return objects(pd.DataFrame(rows), ("puissance",))


def lu(*rows, refusees=0, date="2024-07-01", base=""):
    frame = table(*rows)
    gone = (Tally("lieu_contredit", refusees),) if refusees else ()
    return Reading({}, frame, Bilan(len(frame) + refusees, len(frame), (), gone), date, base)


def many(count, code=toy.A, **more):
    return [one(f"{code}-{i}", code, nord=100 * i, **more) for i in range(count)]


def codes(before, after, date="2024-01-01", base=""):
    avant = Avant(table(*before), date, base)
    found = stops(avant, after, compare(avant.objets, after.objets, NOMS))
    return [arret.code for arret in found]


def test_the_same_copy_changes_nothing():
    frame = table(one("a"), one("b", toy.B, place=QPV))
    found = compare(frame, frame, NOMS)
    assert found.vide
    assert found.to_json()["comptes"] == {
        "ajoutes": 0,
        "retires": 0,
        "deplaces": 0,
        "changes": 0,
    }


def test_added_removed_moved_and_changed_are_told_apart():
    before = table(one("a"), one("b"), one("c", nom="Mairie"), one("d", effectif=2))
    after = table(
        one("a", nord=300),
        one("c", nom="Mairie", puissance="50 kW"),
        one("d", effectif=4),
        one("e", toy.B, place=QPV),
    )
    found = compare(before, after, NOMS)
    assert found.ajoutes["id"].tolist() == ["e"]
    assert found.retires["id"].tolist() == ["b"]
    moved = found.deplaces.iloc[0]
    assert (moved["id"], round(moved["distance_m"], -1)) == ("a", 300)
    assert found.changes[["id", "colonne", "avant", "apres"]].to_numpy().tolist() == [
        ["c", "puissance", "22 kW", "50 kW"],
        ["d", "effectif", "2", "4"],
    ]
    assert found.communes.set_index("nom")[["avant", "apres"]].to_dict("index") == {
        "La Carrée": {"avant": 5, "apres": 6},
        "Équarrie": {"avant": 0, "apres": 1},
    }


def test_without_a_common_identifier_the_place_tells_and_the_name_goes_first():
    before = table(one("x", nom="Gare"), one("y", nom="Marché", nord=10))
    after = table(one("1", nom="MARCHE"), one("2", nom="Gare", nord=10), one("3", nord=60))
    found = compare(before, after, NOMS)
    assert found.ajoutes["id"].tolist() == ["3"]
    assert found.retires.empty
    assert found.deplaces.empty


def test_an_object_goes_to_another_commune_even_without_a_step():
    found = compare(table(one("a")), table(one("a", toy.B)), NOMS)
    assert found.deplaces[["code_insee_avant", "code_insee"]].to_numpy().tolist() == [
        [toy.A, toy.B]
    ]


def test_an_attribute_that_one_copy_never_has_did_not_change():
    frame = table(one("a"))
    assert compare(frame.assign(puissance=None), frame, NOMS).vide


def test_nothing_is_told_against_an_empty_copy_but_what_is_added():
    frame = table(one("a"))
    found = compare(frame.iloc[:0], frame, NOMS)
    assert found.ajoutes["id"].tolist() == ["a"]
    assert compare(frame, frame.iloc[:0], NOMS).retires["id"].tolist() == ["a"]


# --- what stops -------------------------------------------------------------------------------


def test_an_ordinary_update_is_not_stopped():
    assert codes(many(10), lu(*many(9), one("neuve", nord=2_000))) == []


def test_a_commune_that_empties_stops():
    assert codes([*many(10), one("b", toy.B)], lu(*many(10))) == ["commune_videe", "perte"]


@pytest.mark.parametrize(
    ("left", "stopped"), [(8, []), (7, ["perte"]), (4, ["perte", "perte_commune"])]
)
def test_defect_20_a_territory_that_goes_overnight_stops(left, stopped):
    assert codes(many(10), lu(*many(left))) == stopped


@pytest.mark.parametrize(("now", "stopped"), [(15, []), (16, ["saut"])])
def test_defect_20_thousands_of_rows_that_come_overnight_stop(now, stopped):
    assert codes(many(10), lu(*many(now))) == stopped


def test_defect_21_a_stale_version_stops():
    assert codes(many(3), lu(*many(3), date="2023-12-31")) == ["plus_ancien"]
    assert codes(many(3), lu(*many(3), date="2024-01-01")) == []


def test_defect_21_a_list_that_tells_no_day_any_more_stops():
    new = lu(*many(3), date=None)
    dated = replace(new, tables={"points": pd.DataFrame({"date_maj": [None]})})
    assert codes(many(3), dated) == ["sans_date"]
    assert codes(many(3), dated, date=None) == []
    assert codes(many(3), new) == []  # a layer never tells one


def test_a_stop_is_told_in_right_french():
    avant = Avant(table(*(row | {"territoire": "cabbalr|call"} for row in many(10))))
    after = lu(*(row | {"territoire": "cabbalr|call"} for row in many(3)), refusees=1)
    told = [one.texte for one in stops(avant, after, compare(avant.objets, after.objets, NOMS))]
    assert told[0].startswith("1\N{NO-BREAK SPACE}ligne est refusée, sur 4")
    assert any(text.startswith("la CABBALR et la CALL passent de 10 à 3") for text in told)


def test_defect_22_the_other_national_base_stops():
    a, b = "consolidation data.gouv.fr", "point d’accès national"
    assert codes(many(3), lu(*many(3), base=b), base=a) == ["autre_base"]
    assert codes(many(3), lu(*many(3), base="inconnue"), base=a) == []


def test_defect_24_who_declares_nothing_any_more_is_told():
    before = [*many(30), *many(5, toy.B, origine="Particulier")]
    after = lu(*many(30), *many(5, toy.B, origine="Ville"))
    assert codes(before, after) == ["origine_perdue"]


def test_too_many_refused_rows_stop():
    assert codes(many(9), lu(*many(9), refusees=1)) == []
    assert codes(many(9), lu(*many(9), refusees=2)) == ["refus"]


def test_a_file_that_counts_no_more_stops():
    after = lu(*many(3, effectif=None))
    assert codes(many(3), after) == ["sans_compte"]


# --- what is said -----------------------------------------------------------------------------


def test_the_sentence_counts_points_and_stations_and_never_bornes():
    frame = table(one("a", effectif=3), one("b", toy.B, effectif=1))
    told = official.sentence("irve", frame, "2024-07-15", None)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "Les deux intercommunalités : la base nationale des IRVE déclare 4 points de charge, en 2 "
        "stations, dans 2 communes, au 15/07/2024."
    )
    assert "borne" not in told
    call = official.sentence("irve", official.within(frame, "call"), None, "call")
    assert call.replace("\N{NO-BREAK SPACE}", " ").endswith("1 station, dans 1 commune, sans date.")


def test_the_sentence_tells_no_number_of_points_that_is_not_known():
    told = official.sentence("irve", table(one("a", effectif=None)), "2021-12-05", "cabbalr")
    assert "point" not in told
    assert "1\N{NO-BREAK SPACE}station" in told


def test_every_known_defect_has_its_test():
    here = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))
    assert {int(n) for n in re.findall(r"def test_defect_(\d\d)_", text)} == set(range(1, 27))
