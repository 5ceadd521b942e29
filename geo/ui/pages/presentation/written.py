"""What is written on a slide on screen, as HTML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from geo.drawing.maps import legend
from geo.labels import presentation as mots
from geo.labels.formats import NON_RENSEIGNE, as_html
from geo.printing.page.spaces import typographie
from geo.ui import cache
from geo.ui.pages.presentation.moves import NOT_FOUND
from geo.ui.parts import components, slide_room
from geo.ui.parts.images import root
from geo.ui.serve import room

if TYPE_CHECKING:
    from geo.answers.sentence import Chiffre
    from geo.drawing.maps.legend import Bloc
    from geo.printing.model import Deck, Graphique, Slide, Tableau

SURELY = 0.85
"""Share of its room under which a legend, whose height is estimated, surely does not scroll."""
SIZES = (2.3, 1.95, 1.65, 1.5, 1.35, 1.2, 1.05)
"""Of the text of a table, in hundredths of the width of the screen."""
TABLE_WIDTH, TABLE_HEIGHT, LETTER, LINE, PADDING = 92.8, 33.0, 0.46, 1.22, 1.1
"""In the same unit; ``LETTER`` and ``LINE`` are shares of the size of the text."""
FULL_CHART, MOST_ROOM = 9, 3.4
"""Bars that fill a slide at their usual thickness; how much thicker fewer ones are at most."""


def set_text(text: str) -> str:
    """Return a text of a slide as HTML, set as in the exports."""
    return as_html(typographie(text))


def _figure_html(figure: Chiffre) -> str:
    nuance = f"<small>{set_text(figure.nuance)}</small> " if figure.nuance else ""
    unit = f" <small>{set_text(figure.unite)}</small>" if figure.unite else ""
    css = "atlas-scene-inconnu" if figure.valeur == NON_RENSEIGNE else "atlas-scene-valeur"
    return (
        f'<div><dd class="{css}">{nuance}<span>{set_text(figure.valeur)}</span>{unit}</dd>'
        f"<dt>{set_text(figure.libelle)}</dt></div>"
    )


def _cell(text: str, *, head: bool, right: bool) -> str:
    first, *others = text.split("\n")
    more = "".join(f"<small>{set_text(line)}</small>" for line in others)
    css = ' class="atlas-nombre"' if right else ""
    tag, scope = ("th", ' scope="row"') if head else ("td", "")
    return f"<{tag}{scope}{css}>{set_text(first)}{more}</{tag}>"


def _height(table: Tableau, size: float) -> float:
    """Return about how high a table is with a text of that size."""
    widths = table.largeurs or (1.0,) * len(table.entetes)
    rooms = [TABLE_WIDTH * width / sum(widths) / (LETTER * size) for width in widths]

    def lines(cells: tuple[str, ...]) -> int:
        return max(
            sum(math.ceil(max(len(line), 1) / space) for line in cell.split("\n"))
            for cell, space in zip(cells, rooms, strict=True)
        )

    return sum(lines(row) * LINE * size + PADDING for row in (table.entetes, *table.lignes))


def _size(table: Tableau) -> float:
    """Return the largest text that lets the whole table be seen."""
    return next((size for size in SIZES if _height(table, size) <= TABLE_HEIGHT), SIZES[-1])


def _columns_html(table: Tableau) -> str:
    total = sum(table.largeurs)
    columns = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in table.largeurs)
    return f"<colgroup>{columns}</colgroup>" if columns else ""


def _table_html(table: Tableau) -> str:
    number = " class=atlas-nombre"
    heads = "".join(
        f'<th scope="col"{number if rank in table.droite else ""}>{set_text(text)}</th>'
        for rank, text in enumerate(table.entetes)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(text, head=rank == 0, right=rank in table.droite)
            for rank, text in enumerate(line)
        )
        + "</tr>"
        for line in table.lignes
    )
    return (
        f'<table class="atlas-scene-tableau" style="--corps:{_size(table)}">'
        f'<caption class="atlas-cache">{set_text(table.titre)}</caption>{_columns_html(table)}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _bars_html(chart: Graphique) -> str:
    rows = "".join(
        f'<tr><th scope="row">{set_text(name)}</th><td><span class="atlas-scene-barre" '
        f'style="--part:{100 * part:.2f};background:{chart.couleur}"></span>'
        f"<span>{set_text(text)}</span></td></tr>"
        for (name, _, text), part in zip(chart.barres, chart.parts, strict=True)
    )
    space = min(MOST_ROOM, max(1.0, FULL_CHART / len(chart.barres)))
    return (
        f'<table class="atlas-scene-barres" style="--ampleur:{space:.2f}">'
        f"<caption>{set_text(chart.titre)}</caption>"
        f"<tbody>{rows}</tbody></table>"
    )


def side_html(one: Slide) -> str:
    """Return what stands beside the map, or over the whole width: figures, table, chart."""
    parts = []
    if one.chiffres:
        figures = "".join(_figure_html(figure) for figure in one.chiffres)
        parts.append(f'<dl class="atlas-scene-chiffres">{figures}</dl>')
    if one.tableau is not None:
        parts.append(_table_html(one.tableau))
    if one.graphique is not None:
        parts.append(_bars_html(one.graphique))
    return f'<div class="atlas-scene-cote">{"".join(parts)}</div>'


def legend_html(one: Slide, blocs: tuple[Bloc, ...]) -> str:
    """Return the legend over the map; one that scrolls is reached by the keyboard."""
    reach = ""
    if not slide_room.fits(blocs, SURELY * slide_room.map_height(one)):
        reach = f' tabindex="0" role="group" aria-label="{mots.LEGENDE}"'
    return f'<div class="atlas-scene-legende"{reach}>{legend.html(blocs)}</div>'


def _kind(one: Slide) -> str:
    """Return how a slide is laid out: its title alone, beside a map, or over the whole width."""
    if one.genre == "titre":
        return "titre"
    return "carte" if one.carte is not None else "large"


SILENT = "touches_muettes"
"""Session key: letters and digits alone do nothing on a slide."""
KEYS_OFF = ' data-muettes=""'


def place(rank: int, total: int, jumped: str) -> str:
    """Return what the script of the page needs to know, as attributes."""
    communes = cache.layers()["communes"].adresse
    return (
        f'data-rang="{rank}" data-total="{total}" data-saut="{as_html(jumped)}" '
        f'data-communes="{communes}"{KEYS_OFF if st.session_state.get(SILENT) else ""}'
    )


def _room_html(one: Slide, still: str) -> str:
    """Return the code of the room for the title slide: phones open it while people sit down.

    It leads to the slide itself, whose still page is ``still``; the address to type is short. Once
    phones follow, ``static/salle.js`` puts the code of the room in its place.
    """
    address = room.adresse() if one.genre == "titre" else ""
    if not address:
        return ""
    code = room.qr_svg(address, f"{root()}{still}")
    return f'<p class="atlas-scene-salle">{code}{as_html(address)}</p>'


def head_html(one: Slide, place: str, still: str) -> str:
    """Return the title of a slide and its message.

    ``place`` is what the script must know, ``still`` the address of the still page of the slide.
    """
    rest = f'<p class="atlas-scene-suite">{set_text(one.suite)}</p>' if one.suite else ""
    dark = " atlas-sombre" if components.sombre() else ""
    over, main = (one.message, one.titre) if one.genre == "titre" else (one.titre, one.message)
    return (
        f'<div class="atlas-scene atlas-genre-{_kind(one)}{dark}" {place} '
        f'data-diapo="{as_html(one.id)}" role="status" aria-live="polite">'
        f'<p class="atlas-scene-titre">{set_text(over)}</p>'
        f"<h1>{set_text(main)}</h1>{rest}{_room_html(one, still)}</div>"
    )


def foot_html(one: Slide, shown: Deck, number: str) -> str:
    """Return the source of a slide, its edition and its number."""
    source = f"{mots.SOURCE.format(source=one.source)}. " if one.source else ""
    edition = "" if one.genre == "titre" else set_text(f"{shown.edition.mention}.")
    missing = st.session_state.pop(NOT_FOUND, "")
    alert = (
        f'<strong role="alert">{mots.COMMUNE_INTROUVABLE.format(texte=as_html(missing))}</strong> '
        if missing
        else ""
    )
    return (
        f'<div class="atlas-scene-pied"><p>{alert}{set_text(source)}{edition}</p>'
        f'<p class="atlas-scene-numero">{number}</p></div>'
    )
