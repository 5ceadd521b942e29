"""The slide that compares the communes of a place on one measure: horizontal bars."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers import bundle, ranges
from geo.core import catalog
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import (
    DANS_LA_COMMUNE,
    accord,
    agree,
    avec_unite,
    distance,
    nombre,
    titre_et_unite,
)
from geo.printing.footer import BARRES, notes_de, sources_de
from geo.printing.model import Graphique, Slide, Vue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.view import ThemeView
    from geo.core.model import Indicator, Theme


def slide_communes(view: ThemeView) -> Slide:
    """Return the slide that compares the communes of a territory on the measure of a theme.

    The measure is the first one of the theme, a known volume for the works. Where an unknown could
    change it, both ends are told.
    """
    data, shown = view.data, view.communes
    indicator = measure_of(data.theme)
    ends = bundle.other_end(data, indicator.id)
    if ends is not None:
        ends = ends.loc[shown.index].astype("Float64").set_axis(shown["nom"])
    if ends is not None and indicator.nature == "distance":
        ends = ends[ranges.distances(data, shown.index).incertaines.to_numpy()]
    values = data.mesures.loc[shown.index, indicator.id].astype("Float64").set_axis(shown["nom"])
    return slide_of_bars(data.theme, values, ends)


def measure_of(theme: Theme) -> Indicator:
    """Return the measure whose bars say most of a theme: its first one."""
    return catalog.indicator(theme.indicateurs[0])


def slide_of_bars(theme: Theme, values: pd.Series, ends: pd.Series | None = None) -> Slide:
    """Return the slide of the highest values of the measure of a theme.

    ``values`` are told by the name of their commune, ``ends`` the other end of those that an
    unknown could change.
    """
    indicator = measure_of(theme)
    known = values[values > 0].dropna().sort_values(ascending=False, kind="stable")[:BARRES]
    bars, doubtful = _bars(known, ends, indicator)
    source = sources_de([catalog.source(theme.sources[0]).mention])
    told = titre_et_unite(indicator.titre, indicator.unite)
    chart = Graphique(
        titre=told,
        unite=indicator.unite,
        couleur=theme.couleur,
        barres=tuple(
            (nom, _drawn(value, indicator), _beside_bar(text, indicator))
            for nom, value, text in bars
        ),
        description=f"{told} : {' ; '.join(f'{nom}, {text}' for nom, _, text in bars)}.",
    )
    return Slide(
        id=f"{theme.id}-communes",
        genre="contenu",
        titre=mots.COMMUNES_DU_THEME.format(theme=theme.titre),
        message=_message_of_bars(bars, indicator, theme.id, doubtful),
        graphique=chart if bars else None,
        source=source,
        notes=notes_de(
            source,
            mots.NOTES_METHODE.format(methode=indicator.methode),
            *([_why_doubtful(indicator, theme.id)] if doubtful else []),
        ),
        vue=Vue(theme=theme.id, indicateur=indicator.id),
    )


def _write(indicator: Indicator) -> Callable[[float], str]:
    if indicator.nature == "distance":
        return partial(distance, dans_la_commune=True)
    return lambda value: avec_unite(value, indicator.unite, indicator.decimales)


def _bars(
    known: pd.Series, ends: pd.Series | None, indicator: Indicator
) -> tuple[tuple[tuple[str, float, str], ...], int]:
    """Return the bars as written, with both ends of a range, and how many are ranges."""
    write = _write(indicator)
    bars = tuple((str(nom), float(value), write(float(value))) for nom, value in known.items())
    if ends is None:
        return bars, 0
    told = tuple((nom, value, _range(value, ends.get(nom), indicator)) for nom, value, _ in bars)
    return told, sum(text != alone for (_, _, text), (*_, alone) in zip(told, bars, strict=True))


def _why_doubtful(indicator: Indicator, theme_id: str) -> str:
    """Return why some bars are ranges, for the notes."""
    if indicator.nature == "distance":
        return mots.POURQUOI_DISTANCES.format(nom=textes.NOMS_THEMES[theme_id][0])
    return mots.POURQUOI_POINTS


def _range(value: float, end: float | None, indicator: Indicator) -> str:
    """Return a value as written, or the range to its other end, the least first."""
    write = _write(indicator)
    if end is None or pd.isna(end):
        return write(value)
    least, most = sorted((value, float(end)))
    low, high = write(least), write(most)
    if low == high:
        return low
    if low == DANS_LA_COMMUNE:
        return mots.ICI_OU.format(haut=high)
    if indicator.nature != "distance":
        low = nombre(least, indicator.decimales)
    return mots.DE_A.format(bas=low, haut=high)


def _beside_bar(text: str, indicator: Indicator) -> str:
    """Return a value without a unit of several words: the title of the chart has it."""
    long = " " in indicator.unite and text.endswith(indicator.unite)
    return text.removesuffix(indicator.unite).rstrip() if long else text


def _drawn(value: float, indicator: Indicator) -> float:
    """Return a value in the unit of its axis, with the decimals that are written."""
    scaled = value / 1000 if indicator.nature == "distance" else value
    return round(scaled, indicator.decimales)


def _message_of_bars(
    bars: Sequence[tuple[str, float, str]], indicator: Indicator, theme_id: str, doubtful: int = 0
) -> str:
    if not bars:
        return mots.RIEN_A_COMPARER
    if doubtful:
        words = mots.FOURCHETTES
        if indicator.nature == "distance":
            words = agree(len(bars), *mots.DISTANCES_INCERTAINES)
        return words.format(
            titre=indicator.titre,
            communes=accord(len(bars), "commune"),
            nom=textes.NOMS_THEMES[theme_id][0],
            incertaines=accord(doubtful, "commune"),
        )
    high, low = bars[0][2], bars[-1][2]
    if len(bars) == 1:
        return mots.UNE_SEULE.format(titre=indicator.titre, nom=bars[0][0], valeur=high)
    told = {"titre": indicator.titre, "compte": len(bars), "bas": low, "haut": high}
    if high == low:
        return mots.EGALES.format(**told, valeur=high)
    if indicator.nature == "distance":
        return mots.PREMIERES_DISTANCE.format(**told, nom=textes.NOMS_THEMES[theme_id][0])
    told["bas"] = nombre(bars[-1][1], indicator.decimales)
    sentence = mots.PREMIERES if len(bars) == BARRES else mots.TOUTES_CONNUES
    return sentence.format(**told)
