"""The rooms of this machine, the same for every process, and those who wait in this one."""

from __future__ import annotations

from geo.ui.serve.hall.state import Salles, folder
from geo.ui.serve.hall.watching import Guet

_known: dict[str, Guet] = {}


def watch() -> Guet:
    """Return those who wait in the rooms of the folder that is asked now: one, but for tests."""
    place = folder()
    if str(place) not in _known:
        _known.clear()
        _known[str(place)] = Guet(Salles(place))
    return _known[str(place)]


def rooms() -> Salles:
    """Return the rooms of that folder."""
    return watch().rooms
