"""The legend, as HTML beside the map: high to low, bounds, counts, what is absent, the symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.labels import textes
from geo.labels.formats import echapper, nombre
from geo.maps.colours import GREY_TO_CONFIRM

if TYPE_CHECKING:
    from geo.maps.classes import Classification
    from geo.model import Indicator, Theme

SHAPES = {
    "cercle": '<circle cx="10" cy="10" r="6"/>',
    "carre": '<rect x="4" y="4" width="12" height="12"/>',
    "triangle": '<path d="M10 3L17 16H3z"/>',
    "goutte": '<path d="M10 2C13 7 16 9 16 12A6 6 0 0 1 4 12C4 9 7 7 10 2z"/>',
}

CROSS = '<path d="M3 3L17 17M17 3L3 17" stroke="#5F6B76" stroke-width="2"/>'


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
    return labels


def _swatch(colour: str) -> str:
    return f'<span class="atlas-pave" style="background:{colour}"></span>'


def _item(mark: str, text: str, count: str = "") -> str:
    tail = f'<span class="atlas-effectif">{count}</span>' if count else ""
    return f"<li>{mark}<span>{text}</span>{tail}</li>"


def classes_html(classification: Classification, indicator: Indicator, colours: list[str]) -> str:
    """Return the legend of a choropleth: one line a class, highest first, with its count."""
    labels = class_labels(classification, indicator)
    lines = [
        _item(_swatch(colour), echapper(label), nombre(count))
        for colour, label, count in reversed(
            list(zip(colours, labels, classification.effectifs, strict=True))
        )
    ]
    if classification.absents:
        absent = '<span class="atlas-pave atlas-absent"></span>'
        lines.append(_item(absent, textes.DONNEE_ABSENTE, nombre(classification.absents)))
    title = f"{echapper(indicator.titre)} ({echapper(indicator.unite)})"
    return (
        f'<div class="atlas-legende"><p>{title}</p>'
        f'<ul>{"".join(lines)}</ul><p class="atlas-note">à droite : nombre de communes</p></div>'
    )


def circles_html(indicator: Indicator, colour: str, steps: list[tuple[float, float]]) -> str:
    """Return the legend of proportional circles: a few values with the radius that draws them."""
    lines = []
    for value, radius in steps:
        side = 2 * radius + 4
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
            f'<circle cx="{side / 2}" cy="{side / 2}" r="{radius}" fill="{colour}" '
            f'fill-opacity="0.35" stroke="{colour}" stroke-width="1.6"/></svg>'
        )
        mark = f'<img alt="" width="{side:.0f}" src="data:image/svg+xml,{quote(svg)}">'
        lines.append(_item(f'<span class="atlas-rond">{mark}</span>', _bound(value, indicator)))
    title = f"{echapper(indicator.titre)} ({echapper(indicator.unite)})"
    return f'<div class="atlas-legende"><p>{title}</p><ul>{"".join(lines)}</ul></div>'


def _picture(drawing: str) -> str:
    """Return a small drawing as an image: inline SVG does not pass the page's HTML filter."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
        f"{drawing}</svg>"
    )
    return f'<img alt="" width="20" height="20" src="data:image/svg+xml,{quote(svg)}">'


def _symbol(shape: str, fill: str, stroke: str, extra: str = "", over: str = "") -> str:
    outline = f'fill="{fill}" stroke="{stroke}" stroke-width="2" {extra}'
    return _picture(f"<g {outline}>{SHAPES[shape]}</g>{over}")


def symbols_html(theme: Theme, statuts: list[str], *, approximate: bool, sized: str = "") -> str:
    """Return the legend of the symbols that are on the map; the shape tells the theme."""
    names = textes.STATUTS_OUVRAGES if theme.id == "inondations" else textes.STATUTS
    colour, shape = theme.couleur, theme.symbole
    drawn = {
        "ouverte": _symbol(shape, colour, colour),
        "travaux": _symbol(shape, "none", colour, 'stroke-dasharray="3 2"'),
        "projet": _symbol(shape, "none", colour, 'stroke-dasharray="3 2"'),
        "fermee": _symbol(shape, "none", colour, over=CROSS),
        "a_confirmer": _symbol(shape, "none", GREY_TO_CONFIRM),
    }
    lines = [_item(drawn[statut], names[statut]) for statut in names if statut in statuts]
    if approximate:
        lines.append(_item(_symbol(shape, "none", colour), textes.POSITION_APPROXIMATIVE))
    note = f'<p class="atlas-note">{echapper(sized)}</p>' if sized else ""
    title = f"<p>{echapper(theme.titre)}</p>"
    return f'<div class="atlas-legende">{title}<ul>{"".join(lines)}</ul>{note}</div>'


def themes_html(themes: list[Theme], statuts: set[str], *, approximate: bool) -> str:
    """Return one legend for the symbols of several themes: the shapes, then what outlines mean."""
    lines = [
        _item(_symbol(theme.symbole, theme.couleur, theme.couleur), echapper(theme.titre))
        for theme in themes
    ]
    ink = "#16222E"
    dashed = 'stroke-dasharray="3 2"'
    if statuts & {"travaux", "projet"}:
        lines.append(_item(_symbol("carre", "none", ink, dashed), textes.TRAVAUX_OU_PROJET))
    if "fermee" in statuts:
        lines.append(_item(_symbol("carre", "none", ink, over=CROSS), textes.STATUTS["fermee"]))
    if "a_confirmer" in statuts:
        grey = _symbol("carre", "none", GREY_TO_CONFIRM)
        lines.append(_item(grey, textes.STATUTS["a_confirmer"]))
    if approximate:
        told = textes.POSITION_APPROXIMATIVE.capitalize()
        lines.append(_item(_symbol("carre", "none", ink), told))
    return f'<div class="atlas-legende"><ul>{"".join(lines)}</ul></div>'


def qpv_html(colour: str, *, band: bool) -> str:
    """Return the legend of QPV perimeters and of the band around them."""
    area = (
        f'<span class="atlas-pave" style="border:2px solid {colour};background:repeating-linear-'
        f'gradient(45deg,transparent 0 4px,{colour}99 4px 5px)"></span>'
    )
    lines = [_item(area, "Quartier prioritaire (2024)")]
    if band:
        mark = f'<span class="atlas-pave" style="border:1px dashed {colour}"></span>'
        lines.append(_item(mark, "Bande de 300 m"))
    return f'<div class="atlas-legende"><ul>{"".join(lines)}</ul></div>'
