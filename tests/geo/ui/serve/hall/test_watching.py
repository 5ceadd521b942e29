"""Phones that wait for the next slide: told when it comes, never held for long."""

from __future__ import annotations

import asyncio

import pytest

from geo.ui.serve.hall import watching
from geo.ui.serve.hall.state import Salles
from geo.ui.serve.hall.watching import Guet


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Those who wait in a room, its name, the secret of its deck."""
    monkeypatch.setattr(watching, "LOOK_S", 0.001)
    rooms = Salles(tmp_path)
    opened, secret = rooms.open()
    return Guet(rooms), opened.nom, secret


def show(room, rang):
    watch, nom, secret = room
    return watch.rooms.show(nom, secret, requete=str(rang), titre="", place=(rang, 9))


async def first_of(*waiting, seconds=5.0):
    done, rest = await asyncio.wait(
        map(asyncio.ensure_future, waiting), timeout=seconds, return_when=asyncio.FIRST_COMPLETED
    )
    for one in rest:
        one.cancel()
    return len(done)


def test_who_waits_is_told_by_a_change_of_another_process(room):
    watch, nom, secret = room
    other = Guet(Salles(watch.rooms.dossier)), nom, secret

    async def many():
        waiting = [asyncio.ensure_future(watch.change(nom, 1)) for _ in range(30)]
        await asyncio.sleep(0)
        assert not any(one.done() for one in waiting)
        show(other, 2)
        await asyncio.wait_for(asyncio.gather(*waiting), 5.0)

    asyncio.run(many())
    assert watch._waiting == {}


def test_a_step_of_the_remote_wakes_nobody(room, monkeypatch):
    watch, nom, secret = room
    monkeypatch.setattr(watching, "WAIT_S", 60.0)
    remote = watch.rooms.take(nom, watch.rooms.give_code(nom, secret))

    async def waits():
        waiting = asyncio.ensure_future(watch.change(nom, 1))
        await asyncio.sleep(0)
        watch.rooms.step(nom, remote, 1)
        assert await first_of(waiting, seconds=0.05) == 0

    asyncio.run(waits())


def test_nobody_waits_for_a_slide_that_is_there_nor_for_a_room_that_is_over(room):
    watch, nom, secret = room
    show(room, 2)

    async def asked():
        await asyncio.wait_for(watch.change(nom, 1), 1.0)
        await asyncio.wait_for(watch.change("BBBB", 1), 1.0)
        waiting = asyncio.ensure_future(watch.change(nom, 2))
        await asyncio.sleep(0)
        watch.rooms.close(nom, secret)
        await asyncio.wait_for(waiting, 5.0)

    asyncio.run(asked())


def test_nobody_waits_for_long_and_not_too_many_do(room, monkeypatch):
    watch, nom, _ = room
    monkeypatch.setattr(watching, "WAIT_S", 0.01)
    asyncio.run(asyncio.wait_for(watch.change(nom, 1), 5.0))
    monkeypatch.setattr(watching, "WAIT_S", 60.0)
    monkeypatch.setattr(watching, "MOST", 1)

    async def two():
        assert await first_of(watch.change(nom, 1), watch.change(nom, 1)) == 1

    asyncio.run(two())
