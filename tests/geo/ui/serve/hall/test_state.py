"""The rooms that follow a deck: bounded, short-lived, written by who holds a secret alone."""

from __future__ import annotations

import re

import pytest

from geo.core.errors import RoomError
from geo.labels import salle as mots
from geo.refresh.official.lock import alone
from geo.ui.serve.hall import state
from geo.ui.serve.hall.state import Salles


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(tmp_path, clock):
    return Salles(tmp_path / "salles", clock)


def shown(rooms, nom, secret, rang=1):
    return rooms.show(nom, secret, requete=f"diapo={rang}", titre=f"T{rang}", place=(rang, 9))


def test_a_room_shows_its_slide_and_counts_the_changes(rooms):
    room, secret = rooms.open()
    assert state.NAME.fullmatch(room.nom)
    first = shown(rooms, room.nom, secret, 3)
    assert (first.requete, first.titre, first.rang, first.total) == ("diapo=3", "T3", 3, 9)
    assert shown(rooms, room.nom, secret, 3).numero == first.numero
    assert shown(rooms, room.nom, secret, 4).numero == first.numero + 1
    assert rooms.find(room.nom).titre == "T4"


def test_two_processes_see_the_same_room(rooms, clock):
    other = Salles(rooms.dossier, clock)
    room, secret = rooms.open()
    assert other.find(room.nom).numero == 1
    shown(rooms, room.nom, secret, 2)
    assert other.find(room.nom).rang == 2
    code = other.give_code(room.nom, secret)
    rooms.step(room.nom, rooms.take(room.nom, code), 1)
    assert other.find(room.nom).somme == 1


def test_only_the_deck_changes_a_room(rooms):
    room, secret = rooms.open()
    with pytest.raises(RoomError, match=re.escape(mots.PAS_LE_DIAPORAMA)):
        shown(rooms, room.nom, secret + "x")
    with pytest.raises(RoomError, match=re.escape(mots.PAS_LE_DIAPORAMA)):
        rooms.give_code(room.nom, "")
    with pytest.raises(RoomError, match=re.escape(mots.PAS_LE_DIAPORAMA)):
        rooms.close(room.nom, rooms.take(room.nom, rooms.give_code(room.nom, secret)))
    rooms.close(room.nom, secret)
    assert rooms.find(room.nom) is None
    with pytest.raises(RoomError, match=re.escape(mots.SALLE_FINIE)):
        shown(rooms, room.nom, secret)


def test_a_code_serves_once_and_a_new_one_takes_the_remote_back(rooms):
    room, secret = rooms.open()
    code = rooms.give_code(room.nom, secret)
    first = rooms.take(room.nom, code)
    with pytest.raises(RoomError, match=re.escape(mots.CODE_PERDU)):
        rooms.take(room.nom, code)
    assert rooms.step(room.nom, first, 2).somme == 2
    assert rooms.step(room.nom, first, -1).somme == 1
    second = rooms.take(room.nom, rooms.give_code(room.nom, secret))
    with pytest.raises(RoomError, match=re.escape(mots.PAS_LA_TELECOMMANDE)):
        rooms.step(room.nom, first, 1)
    assert rooms.step(room.nom, second, 1).somme == 2


def test_a_code_that_is_guessed_is_forgotten_after_a_few_tries(rooms):
    room, secret = rooms.open()
    code = rooms.give_code(room.nom, secret)
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(state.TRIES):
        with pytest.raises(RoomError):
            rooms.take(room.nom, wrong)
    with pytest.raises(RoomError, match=re.escape(mots.CODE_PERDU)):
        rooms.take(room.nom, code)


@pytest.mark.parametrize("secret", ["", "x", "000000"])
def test_nobody_turns_the_slides_of_a_room_without_a_remote(rooms, secret):
    room, _ = rooms.open()
    with pytest.raises(RoomError, match=re.escape(mots.PAS_LA_TELECOMMANDE)):
        rooms.step(room.nom, secret, 1)
    with pytest.raises(RoomError, match=re.escape(mots.CODE_PERDU)):
        rooms.take(room.nom, secret)


def test_a_step_is_bounded(rooms):
    room, secret = rooms.open()
    remote = rooms.take(room.nom, rooms.give_code(room.nom, secret))
    assert rooms.step(room.nom, remote, 10**9).somme == state.MOST_STEPS
    assert rooms.step(room.nom, remote, -(10**9)).somme == 0


def test_rooms_are_few_and_end(rooms, clock):
    opened = [rooms.open()[0].nom for _ in range(state.MOST)]
    assert len(set(opened)) == state.MOST
    with pytest.raises(RoomError, match="déjà ouvertes"):
        rooms.open()
    clock.now += state.LIVES_S
    assert all(rooms.find(nom) is None for nom in opened)
    rooms.open()
    assert len(list(rooms.dossier.glob("*.json"))) == 1


def test_the_file_of_a_room_holds_no_secret(rooms):
    room, secret = rooms.open()
    code = rooms.give_code(room.nom, secret)
    held = (rooms.dossier / f"{room.nom}.json").read_text(encoding="utf-8")
    remote = rooms.take(room.nom, code)
    held += (rooms.dossier / f"{room.nom}.json").read_text(encoding="utf-8")
    for one in (secret, f'"{code}"', remote):
        assert one not in held


@pytest.mark.parametrize("nom", ["", "bcdf", "BCD", "BCDFG", "../X", "AEIO", "BCDF.json"])
def test_what_is_no_name_finds_no_file(rooms, nom):
    rooms.open()
    assert rooms.find(nom) is None


def test_a_damaged_file_is_a_room_that_is_over(rooms):
    room, secret = rooms.open()
    path = rooms.dossier / f"{room.nom}.json"
    for content in (b"", b"[]", b"{}", b'{"nom": "BCDF", "jeton": "x"}'):
        path.write_bytes(content)
        assert rooms.find(room.nom) is None
        with pytest.raises(RoomError):
            shown(rooms, room.nom, secret)


def test_a_folder_that_is_held_or_refuses_is_told(rooms, monkeypatch):
    monkeypatch.setattr(state, "PAUSE_S", 0.0)
    with alone(rooms.dossier), pytest.raises(RoomError, match=re.escape(mots.PAS_ECRITE)):
        rooms.open()
    lost = Salles(rooms.dossier / ".verrou" / "salles")
    with pytest.raises(RoomError, match=re.escape(mots.PAS_ECRITE)):
        lost.open()
