"""What a theme shows, and where, in words: shared by its map, its tables and its charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.labels import rendu as mots_rendu
from geo.labels import states as mots_etats
from geo.labels.formats import NON_RENSEIGNE, enumeration, nombre
from geo.labels.phrases import kind_of
from geo.ui.parts import map_layers

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView
    from geo.core.model import Indicator, Selection


def statut_names(data: ThemeData) -> dict[str, str]:
    """Return the words of the states of a theme."""
    return mots_etats.titles(kind_of(data.theme.id))


def mention(data: ThemeData) -> str:
    """Return the source of what a theme shows: that of its table, then the communes."""
    return map_layers.mentions(data.theme.sources[0], "communes")


def where(view: ThemeView) -> str:
    """Return what a theme shows, and where: the title of its map, the context of its charts."""
    title = mots_rendu.CARTE_THEME.format(theme=view.theme.titre, lieu=view.place.nom)
    filtered = _filtered(view.data, view.selection)
    return mots_rendu.FILTRES.format(titre=title, filtres=filtered) if filtered else title


def _filtered(data: ThemeData, selection: Selection) -> str:
    """Return what the filters keep of the rows of a theme; empty when they keep all of them."""
    statuts, names = (
        statut_names(data),
        dict(zip(data.table["id"], data.table["nom"], strict=True)),
    )
    asked = (
        (mots_rendu.FILTRE_ETATS, [statuts[i].lower() for i in selection.statuts]),
        (mots_rendu.FILTRE_TYPES, list(selection.types)),
        (mots_rendu.FILTRE_QUARTIERS, [names[i] for i in selection.qpv]),
    )
    return " ; ".join(words.format(noms=enumeration(kept)) for words, kept in asked if kept)


def _in_km(value: object) -> str:
    return nombre(float(value) / 1000, 1)  # type: ignore[arg-type]


def writer(indicator: Indicator) -> Callable[[object], str]:
    """Return how the values of an indicator are written in a table, without their unit."""
    if indicator.nature == "distance":
        return _in_km
    absent = indicator.absence or NON_RENSEIGNE
    return lambda value: nombre(value, indicator.decimales).replace(NON_RENSEIGNE, absent)
