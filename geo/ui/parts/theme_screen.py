"""What a selection shows of a theme: its rows, its sentence and figures, its map, its list.

Worked out once for all readers: the first view of an address, the live page that takes its place
and everyone who asks for the same selection read one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers.sentence import synthese
from geo.answers.view import view_of
from geo.core import catalog
from geo.drawing.maps import spec
from geo.labels import textes
from geo.ui import cache
from geo.ui.parts import filters, map_layers, theme_tables
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.parts.theme_words import mention, where

if TYPE_CHECKING:
    from geo.answers.bundle import ThemeData
    from geo.answers.sentence import Synthese
    from geo.answers.view import ThemeView
    from geo.core.model import Selection
    from geo.drawing.maps.classes import Methode
    from geo.ui.parts.theme_tables import Liste
    from geo.ui.state import Lecture


@dataclass(frozen=True, eq=False, slots=True)
class VueDeTheme:
    """A theme as a selection keeps it, and what that amounts to."""

    view: ThemeView
    resume: Synthese


def _marks(data: ThemeData, chosen: Selection) -> tuple[str | bool | None, ...]:
    """Return what tells a selection of a theme from all others: closed lists, nothing typed."""
    many = (chosen.communes, chosen.statuts, chosen.types, chosen.qpv)
    return (data.theme.id, chosen.territoire, *("\n".join(part) for part in many))


def seen(data: ThemeData, selection: Selection) -> VueDeTheme:
    """Return what a selection keeps of a theme, and what it amounts to."""

    def make() -> VueDeTheme:
        view = view_of(data, selection)
        return VueDeTheme(view, synthese(view))

    found: VueDeTheme = cache.once(("vue", *_marks(data, selection)), make)
    return found


def liste(view: ThemeView) -> Liste:
    """Return the rows of a view as its list shows them."""
    key = ("liste", *_marks(view.data, view.selection))
    found: Liste = cache.once(key, lambda: theme_tables.listed(view.data, view.rows))
    return found


def methode(lu: Lecture) -> Methode:
    """Return how the values are put in classes: as asked, else the method of Jenks."""
    return lu.value("classes") or "jenks"  # type: ignore[return-value]


def carte(view: ThemeView, lu: Lecture, *, sombre: bool) -> CarteMontree:
    """Return the map of a theme with its legend.

    A layer that cannot be read is not on the map: which ones are read is a part of the key.
    """
    asked, ground = lu.value("carte"), lu.value("fond") or "aucun"
    marks = _marks(view.data, view.selection)
    key = ("carte", *marks, asked, methode(lu), ground, sombre, *cache.layers())

    def make() -> CarteMontree:
        stack, blocs = map_layers.theme_layers(view, asked, methode(lu))
        drawn = spec.MapSpec(
            couches=stack,
            cadre=spec.frame(view.communes.geometry),
            choix=view.selection.communes,
            sombre=sombre,
            fond=ground,  # type: ignore[arg-type]
            textes={"perdu": textes.CARTE_PERDUE},
        )
        return CarteMontree(drawn, blocs, Cartel(where(view), mention(view.data)))

    found: CarteMontree = cache.once(key, make)
    return found


def ecran(theme_id: str, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page of a theme shows of what is asked.

    Raises
    ------
    AtlasError
        If the file of the theme is missing or damaged.
    """
    data = cache.theme(theme_id)
    shown = seen(data, filters.selection_of(lu))
    drawn, resume = carte(shown.view, lu, sombre=sombre), shown.resume
    return Ecran(catalog.theme(theme_id).titre, resume.phrase, resume.chiffres, drawn, ())
