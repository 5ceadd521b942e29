"""The slide of what the official data published here changed; none where nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import changes
from geo.labels import officielles as mots
from geo.labels.formats import accord
from geo.printing.model import Slide, Tableau, Vue

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.printing.world import Donnees

ID = "changements"
WIDTHS = (5.0, 2.0, 1.5, 1.5)


def slide_changements(donnees: Donnees, codes: Collection[str]) -> list[Slide]:
    """Return the slide of what changed in some communes: each source, before and after."""
    found = changes.of_communes(donnees.publications(), codes)
    if not found:
        return []
    lines = tuple(changes.written(one) for one in found)
    source = " ; ".join(one.source for one in found)
    return [
        Slide(
            id=ID,
            genre="contenu",
            titre=mots.CHANGE_TITRE,
            message=mots.CHANGE_MESSAGE.format(n=accord(len(found), *mots.CHANGE_QUOI)),
            tableau=Tableau(mots.CHANGE_TITRE, mots.CHANGE_COLONNES, lines, (), WIDTHS),
            source=source,
            notes="\n".join((mots.CHANGE_NOTES, *(one.phrase for one in found), source)),
            vue=Vue(),
        )
    ]
