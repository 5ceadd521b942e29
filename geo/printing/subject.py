"""What a deck is about: an agglomération, or a group of communes that counts as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.core.model import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.bundle import Base
    from geo.core.model import Territory, TerritoryId


@dataclass(frozen=True, slots=True)
class Sujet:
    """The communes that a deck tells, and their name.

    ``territoire`` is missing for a group: what the reports say of an agglomération is not said of
    a part of it.
    """

    nom: str
    titre: str
    selection: Selection
    territoire: Territory | None = None


def agglomeration(territory: Territory) -> Sujet:
    """Return an agglomération as the subject of a deck."""
    title = f"{territory.nom} ({territory.sigle})"
    return Sujet(territory.sigle, title, Selection(territoire=territory.id), territory)


def groupe(base: Base, codes: Sequence[str]) -> Sujet:
    """Return a group of communes as the subject of a deck; all those of a territory are it.

    Raises
    ------
    UnknownIdError
        If a code is not that of a commune of the atlas.
    """
    asked = tuple(dict.fromkeys(codes))
    where = dict(zip(base.communes["code_insee"], base.communes["territoire"], strict=True))
    unknown = [code for code in asked if code not in where]
    if unknown:
        msg = f"Commune inconnue : {', '.join(unknown)}. Donnez des codes Insee de l’atlas."
        raise UnknownIdError(msg)
    for territory in catalog.TERRITORIES.values():
        if set(asked) == {code for code, held in where.items() if held == territory.id}:
            return agglomeration(territory)
    held: set[TerritoryId] = {where[code] for code in asked}
    selection = Selection(held.pop() if len(held) == 1 else None, tuple(sorted(asked)))
    name = base.groupes.nom(selection.communes)
    return Sujet(name, name[0].upper() + name[1:], selection)
