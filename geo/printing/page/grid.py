"""Where things stand on a slide, the same in PPTX and in PDF: 16:9, places in inches.

Sizes are chosen here, from the widths of the letters, so that what is written stays in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.labels import rendu as mots
from geo.printing.page import arial
from geo.printing.page.spaces import typographie
from geo.printing.pictures.paper import POINTS, largeur
from geo.printing.pictures.picture_format import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.answers.sentence import Chiffre
    from geo.printing.model import Slide, Tableau
    from geo.printing.world import Edition

LARGEUR, HAUTEUR = 13.333, 7.5
GAUCHE, HAUT, BAS = 0.667, 0.375, 0.3
UTILE = LARGEUR - 2 * GAUCHE
COLONNE = 8.15
"""Width of the map: two thirds of what is useful."""
ECART = 0.3
CHIFFRES = UTILE - COLONNE - ECART
"""Width of the key figures."""
PANNEAU = 8.0
"""Where the ground of the silhouette begins, on the title slide."""
SILHOUETTE = (8.35, 1.1, 4.65, 5.3)
"""Left, top, width, height of the silhouette."""
TITRE = (GAUCHE, 1.35, PANNEAU - GAUCHE - 0.4)
"""Left, top, width of the words of the title slide."""

MESSAGES = (40, 36, 32, 28, 24, 20)
TABLES = (20, 18, 16, 14, 13, 12, 11, 10)
MESSAGE_DE_TABLE = 28
"""Smallest message over a table: it gives no more room than this."""
LISIBLE = 16
"""Smallest text of a table that is read from the back of a room."""
SUITE = 18
VALEURS = (54, 48, 44, 40, 36, 32, 28)
UNITE, LIBELLE = 24, 18
ACCOLE = 9
"""Longest unit that stands beside its value, in characters."""
SIGNE = 4
"""Longest unit that never goes below its value: %, km², € HT."""
INTERLIGNE = 1.17
MARGES, FILET = 0.14, 0.07
"""What a cell leaves free: on both sides together, above and below together."""


def carte(height: float, ppp: int = 200) -> Format:
    """Return the size of the map of a slide: nothing in it is smaller than 14 points."""
    return Format(
        COLONNE, height, 16.5, ppp, legende=0.36, pied=0, plancher=14, pas=1.22, signes=12.5
    )  # the foot of the slide tells the source


@dataclass(frozen=True, slots=True)
class MesureDeTexte:
    """What measures the text of a font: the width of a text, in sizes of text, in a style."""

    relative: Callable[[str, str], float]

    def largeur(self, text: str, size: float, style: str = "normal") -> float:
        """Return the width of a text on one line, in inches."""
        return self.relative(text, style) * size * PRUDENCE / POINTS

    def lignes(self, text: str, width: float, size: float, style: str = "normal") -> int:
        """Return how many lines a text takes in ``width`` inches."""
        return sum(self._lines(line, width, size, style) for line in text.split("\n"))

    def _lines(self, text: str, width: float, size: float, style: str) -> int:
        count, used, space = 1, 0.0, self.largeur(" ", size, style)
        for word in text.split(" "):
            wide = self.largeur(word, size, style)
            if used and used + space + wide > width:
                count, used = count + 1, wide
            else:
                used += wide + (space if used else 0)
            if used > width:  # a word longer than the line is cut
                count, used = count + int(used // width), used % width
        return count

    def hauteur(self, text: str, width: float, size: float, style: str = "normal") -> float:
        """Return the height of a text in inches."""
        return self.lignes(text, width, size, style) * size * INTERLIGNE / POINTS


PRUDENCE = 1.02
"""How much wider than its letters a text may be: hinting, rounding."""
SOURCE_SANS = MesureDeTexte(lambda text, style: largeur(text, 1, style))
ARIAL = MesureDeTexte(arial.largeur_relative)


# --- tables -----------------------------------------------------------------------------------


def largeurs(table: Tableau, width: float, size: float, mesure: MesureDeTexte) -> list[float]:
    """Return the widths of the columns of a table: no word, no number and its unit, is cut."""
    shares = table.largeurs or (1.0,) * len(table.entetes)
    asked = [width * share / sum(shares) for share in shares]
    least = [
        max(_longest(row[rank], size, mesure, head=row is table.entetes) for row in _rows(table))
        for rank in range(len(shares))
    ]
    if sum(least) >= width:
        return [width * one / sum(least) for one in least]
    short = [one < wanted for one, wanted in zip(asked, least, strict=True)]
    while True:
        taken = sum(wanted for wanted, low in zip(least, short, strict=True) if low)
        left = sum(one for one, low in zip(asked, short, strict=True) if not low)
        found = [
            wanted if low else one * (width - taken) / left
            for one, wanted, low in zip(asked, least, short, strict=True)
        ]
        if all(one >= wanted - 1e-9 for one, wanted in zip(found, least, strict=True)):
            return found
        short = [one < wanted + 1e-9 for one, wanted in zip(found, least, strict=True)]


def _rows(table: Tableau) -> tuple[tuple[str, ...], ...]:
    """Return the rows that have a cell in each column."""
    rows = tuple(row for row in table.lignes if len(row) == len(table.entetes))
    return (table.entetes, *rows)


def _longest(text: str, size: float, mesure: MesureDeTexte, *, head: bool) -> float:
    words = typographie(text).replace("\n", " ").split(" ")
    style = "gras" if head else "normal"
    return max(mesure.largeur(word, size, style) for word in words) + MARGES


def cellule(text: str) -> list[str]:
    """Return the paragraphs of a cell: what it says, then what is secondary, on one line."""
    first, *others = typographie(text).split("\n")
    return [first, " · ".join(others)] if others else [first]


def hauteur_de_ligne(
    row: Sequence[str],
    widths: Sequence[float],
    size: float,
    mesure: MesureDeTexte,
    style: str = "normal",
) -> float:
    """Return the height of a row; ``style``: that of its text."""
    heights = [
        sum(mesure.hauteur(line, width - MARGES, size, style) for line in cellule(cell))
        for cell, width in zip(row, widths, strict=True)
    ]
    return max(heights) + FILET


def hauteur_de_table(table: Tableau, width: float, size: float, mesure: MesureDeTexte) -> float:
    """Return the height of a table with its headings."""
    widths = largeurs(table, width, size, mesure)
    head = hauteur_de_ligne(table.entetes, widths, size, mesure, "gras")
    return head + sum(hauteur_de_ligne(row, widths, size, mesure) for row in table.lignes)


def corps_de_table(table: Tableau, width: float, height: float, mesure: MesureDeTexte) -> float:
    """Return the largest size at which a table fits, the smallest one if none does."""
    fit = (s for s in TABLES if hauteur_de_table(table, width, s, mesure) <= height)
    return next(fit, TABLES[-1])


# --- key figures ------------------------------------------------------------------------------


def valeur(figure: Chiffre, *, sticks: bool) -> str:
    """Return what stands beside a value, itself left apart: its shade and its unit."""
    return " ".join(filter(None, [figure.nuance, figure.unite if sticks else ""]))


def sticks(figure: Chiffre, size: float, width: float, mesure: MesureDeTexte) -> bool:
    """Return whether the unit of a figure stands beside its value."""
    beside = mesure.largeur(valeur(figure, sticks=True), UNITE)
    room = width - mesure.largeur(f" {figure.valeur} ", size, "fort")
    return len(figure.unite) <= ACCOLE and beside <= room


FOLLOWS = re.compile(
    r"(?:de|en|à|au|dans|sur|avec|sans|pour|dont|selon)\b|(?:recens|ouvert|déclar)"
)
"""How a label begins that goes on with its unit: « points » « de charge déclarés »."""


def libelle(figure: Chiffre, *, sticks: bool) -> str:
    """Return what stands under a value: its label, after its unit where that is not beside it."""
    if sticks:
        return figure.libelle
    between = " " if FOLLOWS.match(figure.libelle) else " · "
    return f"{figure.unite}{between}{figure.libelle}"


def corps_des_chiffres(
    figures: Iterable[Chiffre], width: float, height: float, mesure: MesureDeTexte
) -> float:
    """Return the size at which each figure fits in its place: one size for a slide."""
    shown = list(figures)

    def fits(figure: Chiffre, size: float) -> bool:
        beside = sticks(figure, size, width, mesure)
        if not beside and len(figure.unite) <= SIGNE:
            return False
        told = valeur(figure, sticks=beside)
        wide = mesure.largeur(f"{figure.valeur} ", size, "fort") + mesure.largeur(told, UNITE)
        under = mesure.hauteur(libelle(figure, sticks=beside), width, LIBELLE)
        return wide <= width and size * INTERLIGNE / POINTS + under <= height

    fit = (size for size in VALEURS if all(fits(figure, size) for figure in shown))
    return next(fit, VALEURS[-1])


# --- a slide ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a slide, from its top, and the sizes of its text.

    ``suite``: where what completes the message begins; ``corps`` and ``bas``: where the body
    begins and ends.
    """

    taille_message: float
    message: float
    suite: float
    corps: float
    bas: float
    taille_pied: float

    @property
    def hauteur(self) -> float:
        """Return the height of the body."""
        return self.bas - self.corps


def pied(one: Slide, edition: Edition) -> str:
    """Return what stands at the foot of a slide: sources, date and version of the data."""
    if not one.source:
        return typographie(f"{edition.mention}.")
    return typographie(mots.PIED.format(source=one.source, edition=edition.mention))


def places(one: Slide, edition: Edition, mesure: MesureDeTexte) -> Places:
    """Return the places of a slide: the message as large as two lines and its table allow."""
    told = pied(one, edition)
    width = UTILE - 0.8
    small = 14 if mesure.lignes(told, width, 14) <= 2 else 12  # noqa: PLR2004
    bottom = HAUTEUR - BAS - mesure.hauteur(told, width, small) - 0.1
    said = typographie(one.message)
    fit = [size for size in MESSAGES if mesure.lignes(said, UTILE, size, "gras") <= 2]  # noqa: PLR2004
    found = [_places(one, size, bottom, small, mesure) for size in fit or MESSAGES[-1:]]
    if one.tableau is None:
        return found[0]
    wide = COLONNE if one.chiffres else UTILE
    needed = hauteur_de_table(one.tableau, wide, LISIBLE, mesure)
    large = [p for p in found if p.taille_message >= MESSAGE_DE_TABLE] or found[:1]
    return next((p for p in large if p.hauteur >= needed), large[-1])


def _places(one: Slide, size: float, bottom: float, small: float, mesure: MesureDeTexte) -> Places:
    top = HAUT + 0.5
    after = top + mesure.hauteur(typographie(one.message), UTILE, size, "gras") + 0.08
    body = after + 0.06
    if one.suite:
        body = after + mesure.hauteur(typographie(one.suite), UTILE, SUITE) + 0.12
    return Places(size, top, after, body, bottom, small)
