"""The legend of a map: high to low, bounds, counts, what is absent, the symbols.

A legend is told once, in ``Bloc``; ``html`` writes it beside the map,
``geo.printing.pictures.draw_map`` draws it
in a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from geo.core import palette
from geo.drawing.maps.colours import (
    CROSSED_STATES,
    DASHED_STATES,
    DOTTED_STATES,
    GREY_STATES,
    GREY_TO_CONFIRM,
    HOLLOW_STATES,
    RINGED_STATES,
)
from geo.drawing.maps.colours import on_dark as colour_on_dark
from geo.labels import rendu as mots
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import as_html, nombre, titre_et_unite
from geo.labels.phrases import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.core.model import Indicator, Theme
    from geo.drawing.maps.classes import Classification

INK = palette.ENCRE
OUTSIDE = RINGED_STATES[0]
UNPROVEN = "a_confirmer"
PLANNED = tuple(one for one in DASHED_STATES if one not in GREY_STATES)
"""States of what is begun or announced, dashed in the colour of the theme."""
RAYON = 7.0
"""Radius of a symbol, in pixels of the screen."""


@dataclass(frozen=True, slots=True)
class Signe:
    """The mark that stands before a line of the legend; ``rayon`` in pixels of the screen."""

    genre: Literal[
        "pave",
        "absent",
        "voile",
        "quartier",
        "bande",
        "symbole",
        "cercle",
        "limite",
        "choix",
        "repere",
    ]
    couleur: str = ""
    forme: str = ""
    statut: str = ""
    creux: bool = False
    rayon: float = 0.0


@dataclass(frozen=True, slots=True)
class Entree:
    """One line of the legend: a mark, what it means, how many communes have it."""

    signe: Signe
    texte: str
    effectif: str = ""


@dataclass(frozen=True, slots=True)
class Bloc:
    """One part of the legend."""

    titre: str
    entrees: tuple[Entree, ...]
    note: str = ""


# --- what is told -----------------------------------------------------------------------------


def _bound(value: float, indicator: Indicator) -> str:
    if indicator.nature == "distance":
        return nombre(value / 1000, indicator.decimales)
    return nombre(value, indicator.decimales)


def class_labels(classification: Classification, indicator: Indicator) -> list[str]:
    """Return the values of each class as written, lowest first; equal bounds are told once."""
    labels = []
    for low, high in classification.intervalles:
        first, last = _bound(low, indicator), _bound(high, indicator)
        labels.append(last if first == last else f"{first} à {last}")
    if classification.zero:
        labels[0] = mots.ZERO.get(indicator.id, labels[0])
        last = _bound(classification.intervalles[1][1], indicator)
        if labels[1].startswith(_bound(0, indicator)):  # a little, that its decimals do not show
            labels[1] = mots.JUSQU_A.format(borne=last)
    return labels


def _title(indicator: Indicator) -> str:
    return titre_et_unite(indicator.titre, indicator.unite)


def of_classes(
    classification: Classification,
    indicator: Indicator,
    colours: Sequence[str],
    unsure: int = 0,
    note: str = mots.EFFECTIFS,
) -> Bloc:
    """Return the legend of a choropleth: one line a class, highest first, with its count.

    ``unsure``: how many communes are hatched, whose class an unknown state could change. ``note``
    tells what the counts are of.
    """
    labels = class_labels(classification, indicator)
    lines = [
        Entree(Signe("pave", colour), label, nombre(count))
        for colour, label, count in zip(colours, labels, classification.effectifs, strict=True)
    ][::-1]
    if classification.absents:
        count = nombre(classification.absents)
        lines.append(Entree(Signe("absent"), indicator.absence or textes.DONNEE_ABSENTE, count))
    if unsure:
        lines.append(Entree(Signe("voile"), textes.CLASSE_INCERTAINE, nombre(unsure)))
    return Bloc(_title(indicator), tuple(lines), note)


def of_circles(indicator: Indicator, colour: str, steps: Sequence[tuple[float, float]]) -> Bloc:
    """Return the legend of proportional circles: a few values with the radius that draws them."""
    lines = tuple(
        Entree(Signe("cercle", colour, rayon=radius), _bound(value, indicator))
        for value, radius in steps
    )
    return Bloc(_title(indicator), lines)


def symbol(theme: Theme, statut: str, *, hollow: bool) -> Signe:
    """Return the symbol of a facility: the shape tells the theme, the outline the state."""
    colour = GREY_TO_CONFIRM if statut in GREY_STATES else theme.couleur
    return Signe("symbole", colour, theme.symbole, statut, hollow, RAYON)


def of_symbols(
    theme: Theme, statuts: Collection[str], *, approximate: bool, sized: str = ""
) -> Bloc:
    """Return the legend of the symbols of a theme that are on the map, by state as drawn."""
    season = {"ouverte", "saisonniere"} <= set(statuts)
    lines = [
        Entree(symbol(theme, statut, hollow=statut in HOLLOW_STATES), name)
        for statut, name in mots_etats.titles(kind_of(theme.id), season=season).items()
        if statut in statuts and not (season and statut == "saisonniere")
    ]
    if UNPROVEN in statuts:
        lines.append(Entree(symbol(theme, UNPROVEN, hollow=True), mots_etats.A_CONFIRMER))
    if OUTSIDE in statuts:
        away = symbol(theme, OUTSIDE, hollow=True)
        lines.append(Entree(away, mots.HORS_TERRITOIRE))
    if approximate:
        mark = symbol(theme, "ouverte", hollow=True)
        lines.append(Entree(mark, textes.POSITION_APPROXIMATIVE.capitalize()))
    return Bloc(theme.titre, tuple(lines), sized if lines else "")


def of_themes(themes: Sequence[Theme], statuts: Collection[str], *, approximate: bool) -> Bloc:
    """Return one legend for the symbols of several themes: the shapes, then what outlines mean."""

    def square(statut: str, *, hollow: bool = False, colour: str = INK) -> Signe:
        return Signe("symbole", colour, "carre", statut, hollow, RAYON)

    lines = [Entree(symbol(theme, "ouverte", hollow=False), theme.titre) for theme in themes]
    if set(statuts) & set(PLANNED):
        lines.append(Entree(square("projet"), textes.TRAVAUX_OU_PROJET))
    if "fermee" in statuts:
        lines.append(Entree(square("fermee"), mots_etats.SEULS["fermee"]))
    if "demolie" in statuts:
        gone = square("demolie", colour=GREY_TO_CONFIRM)
        lines.append(Entree(gone, mots_etats.SEULS["demolie"]))
    if "non_etabli" in statuts:
        grey = square("non_etabli", hollow=True, colour=GREY_TO_CONFIRM)
        lines.append(Entree(grey, mots_etats.SEULS["non_etabli"]))
    if UNPROVEN in statuts:
        grey = square(UNPROVEN, hollow=True, colour=GREY_TO_CONFIRM)
        lines.append(Entree(grey, mots_etats.A_CONFIRMER))
    if "realise" in statuts:
        lines.append(Entree(square("realise", hollow=True), mots_etats.TITRES["realise"]))
    if OUTSIDE in statuts:
        away = square(OUTSIDE, hollow=True, colour=GREY_TO_CONFIRM)
        lines.append(Entree(away, mots.HORS_TERRITOIRE))
    if approximate:
        told = textes.POSITION_APPROXIMATIVE.capitalize()
        lines.append(Entree(square("ouverte", hollow=True), told))
    return Bloc("", tuple(lines))


def of_qpv(colour: str, *, band: bool) -> Bloc:
    """Return the legend of QPV perimeters and of the band around them."""
    lines = [Entree(Signe("quartier", colour), mots.QUARTIER)]
    if band:
        lines.append(Entree(Signe("bande", colour), mots.BANDE))
    return Bloc("", tuple(lines))


def on_dark(blocs: Iterable[Bloc]) -> tuple[Bloc, ...]:
    """Return a legend with the colours of a dark page."""
    return tuple(
        replace(
            bloc,
            entrees=tuple(
                replace(one, signe=replace(one.signe, couleur=colour_on_dark(one.signe.couleur)))
                for one in bloc.entrees
            ),
        )
        for bloc in blocs
    )


# --- as HTML ----------------------------------------------------------------------------------

SHAPES = {
    "cercle": '<circle cx="10" cy="10" r="6"/>',
    "carre": '<rect x="4" y="4" width="12" height="12"/>',
    "triangle": '<path d="M10 3L17 16H3z"/>',
    "losange": '<path d="M10 2L18 10L10 18L2 10z"/>',
    "hexagone": '<path d="M10 3L16 6.5V13.5L10 17L4 13.5V6.5z"/>',
    "goutte": '<path d="M10 2C13 7 16 9 16 12A6 6 0 0 1 4 12C4 9 7 7 10 2z"/>',
}

CROSS = f'<path d="M3 3L17 17M17 3L3 17" stroke="{palette.GRIS_INCONNU}" stroke-width="2"/>'
PIN = (
    '<path d="M10 19C9 13 4 12 4 7A6 6 0 0 1 16 7C16 12 11 13 10 19z'
    'M12.5 7A2.5 2.5 0 0 0 7.5 7A2.5 2.5 0 0 0 12.5 7z" fill-rule="evenodd" '
    'fill="{fond}" stroke="{bord}"/>'
)
"""The pin of the place asked for, as ``static/atlas.js`` plants it: its fill and its edge."""


def _pin(sign: Signe) -> str:
    """Return the pin, filled with its colour and edged with the ground that it stands on."""
    dark = sign.couleur == palette.ACCENT_SOMBRE
    return PIN.format(fond=sign.couleur, bord=palette.PAPIER_SOMBRE if dark else palette.PAPIER)


def _picture(drawing: str, *, inline: bool) -> str:
    """Return a small drawing, as an image: inline SVG does not pass the filter of Streamlit."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
        f"{drawing}</svg>"
    )
    if inline:
        return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return f'<img alt="" width="20" height="20" src="data:image/svg+xml,{quote(svg)}">'


def _symbol_html(sign: Signe, *, inline: bool) -> str:
    planned = sign.statut in DASHED_STATES
    full = not (sign.creux or planned or sign.statut in CROSSED_STATES)
    dashes = ' stroke-dasharray="3 2"' if planned else ""
    cross = CROSS if sign.statut in CROSSED_STATES else ""
    if sign.statut in DOTTED_STATES:
        cross = f'<circle cx="10" cy="11" r="2.5" fill="{sign.couleur}"/>'
    if sign.statut in RINGED_STATES:
        cross = (
            f'<circle cx="10" cy="10" r="9" fill="none" stroke="{sign.couleur}" '
            'stroke-dasharray="2 2"/>'
        )
    return _picture(
        f'<g fill="{sign.couleur if full else "none"}" stroke="{sign.couleur}" '
        f'stroke-width="2"{dashes}>{SHAPES[sign.forme]}</g>{cross}',
        inline=inline,
    )


def _circle_html(sign: Signe, *, inline: bool) -> str:
    side = 2 * sign.rayon + 4
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{sign.rayon}" fill="{sign.couleur}" '
        f'fill-opacity="0.35" stroke="{sign.couleur}" stroke-width="1.6"/></svg>'
    )
    if inline:
        return f'<span class="atlas-rond">{svg}</span>'
    mark = f'<img alt="" width="{side:.0f}" src="data:image/svg+xml,{quote(svg)}">'
    return f'<span class="atlas-rond">{mark}</span>'


HATCH = "background:repeating-linear-gradient(45deg,transparent 0 4px,{colour} 4px 5px)"
BOXES = {
    "pave": "background:{colour}",
    "voile": HATCH.format(colour="currentColor"),
    "quartier": "border:2px solid {colour};" + HATCH.format(colour="{colour}99"),
    "bande": "border:1px dashed {colour}",
    "limite": "border:0;border-top:3px solid currentColor;height:3px",
    "choix": f"border:3px solid {palette.ACCENT}",
}
"""The style of a box, by the kind of its mark."""


def _mark_html(sign: Signe, *, inline: bool) -> str:
    if sign.genre == "symbole":
        return _symbol_html(sign, inline=inline)
    if sign.genre == "cercle":
        return _circle_html(sign, inline=inline)
    if sign.genre == "repere":
        return _picture(_pin(sign), inline=inline)
    if sign.genre == "absent":
        return '<span class="atlas-pave atlas-absent"></span>'
    style = BOXES[sign.genre].format(colour=sign.couleur)
    return f'<span class="atlas-pave" style="{style}"></span>'


def _line_html(line: Entree, *, inline: bool) -> str:
    count = f'<span class="atlas-effectif">({line.effectif})</span>' if line.effectif else ""
    return (
        f"<li>{_mark_html(line.signe, inline=inline)}<span>{as_html(line.texte)}</span>{count}</li>"
    )


def html(blocs: Iterable[Bloc], *, inline: bool = False) -> str:
    """Return a legend as HTML; its words are escaped.

    ``inline``: its symbols are drawings that a sheet may colour, not images.
    """
    written = []
    for bloc in blocs:
        title = f"<p>{as_html(bloc.titre)}</p>" if bloc.titre else ""
        note = f'<p class="atlas-note">{as_html(bloc.note)}</p>' if bloc.note else ""
        lines = "".join(_line_html(line, inline=inline) for line in bloc.entrees)
        written.append(f'<div class="atlas-legende">{title}<ul>{lines}</ul>{note}</div>')
    return "".join(written)
