"""Sets a deck or a fiche in a PPTX file: real titles, native tables and charts, maps as pictures.

It only lays a model out, on the grid of ``geo.printing.page.grid``. The same model gives the same
bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.text import MSO_ANCHOR

from geo.labels import rendu as mots
from geo.printing.model import Slide
from geo.printing.page import grid
from geo.printing.page.glyphs import printable_model
from geo.printing.page.grid import (
    ARIAL,
    BAS,
    CHIFFRES,
    COLONNE,
    ECART,
    GAUCHE,
    HAUT,
    HAUTEUR,
    LARGEUR,
    UTILE,
)
from geo.printing.page.spaces import typographie
from geo.printing.pictures.draw_map import carte_png, silhouette_png
from geo.printing.pictures.picture_format import Format
from geo.printing.pptx import shapes
from geo.printing.pptx.fiche import detail, synthese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.sentence import Chiffre
    from geo.printing.model import Deck, Feuille
    from geo.printing.pictures.map_model import Carte
    from geo.printing.pptx.shapes import Boite
    from geo.printing.world import Edition

PPP, PPP_FICHE = 200, 150
"""Pixels an inch of the maps: a deck is projected in a large room; fiches are made by hundreds."""


# --- what a slide shows -----------------------------------------------------------------------


def _picture(slide: Any, carte: Carte, box: Boite, ppp: int) -> None:
    shape = shapes.image(slide, carte_png(carte, grid.carte(box[3], ppp)), box)
    shapes.describe(shape, carte.titre, f"{carte.description} {carte.pied}")


def _figures(slide: Any, figures: Sequence[Chiffre], boxes: Sequence[Boite]) -> None:
    """Write key figures, each in its box, all of one size."""
    width, height = boxes[0][2:]
    size = grid.corps_des_chiffres(figures, width, height, ARIAL)
    for figure, box in zip(figures, boxes, strict=True):
        frame = shapes.boite(slide, box, anchor=MSO_ANCHOR.MIDDLE)
        beside = grid.sticks(figure, size, width, ARIAL)
        first = frame.paragraphs[0]
        if figure.nuance:
            shapes.passage(first, f"{figure.nuance} ", grid.UNITE)
        shapes.passage(first, figure.valeur, size, shapes.ACCENT, bold=True)
        if beside:
            shapes.passage(first, f"\u00a0{figure.unite}", grid.UNITE, shapes.ACCENT)
        label = typographie(grid.libelle(figure, sticks=beside))
        shapes.passage(frame.add_paragraph(), label, grid.LIBELLE)


def _figures_on_the_right(slide: Any, figures: Sequence[Chiffre], top: float, low: float) -> None:
    each = (low - top) / max(len(figures), 1)
    left = GAUCHE + COLONNE + ECART
    boxes = [(left, top + rank * each, CHIFFRES, each) for rank in range(len(figures))]
    if boxes:
        _figures(slide, figures, boxes)


# --- slides -----------------------------------------------------------------------------------

TITRES = (50, 44, 40, 36, 32, 28)


def _title_slide(show: Any, one: Slide, edition: Edition) -> None:
    """Set the title on the left, the territory as a silhouette on the right."""
    slide = shapes.append_slide(show, shapes.PAGE_DE_TITRE, one.notes)
    left, top, width = grid.TITRE
    shapes.fond(slide, (grid.PANNEAU, 0, LARGEUR - grid.PANNEAU, HAUTEUR), shapes.BANDE)
    shapes.fond(slide, (left, top + 2.95, 1.2, 0.06), shapes.ACCENT)
    said = typographie(one.titre)
    size = next((s for s in TITRES if ARIAL.lignes(said, width, s, "fort") <= 3), TITRES[-1])  # noqa: PLR2004
    first = shapes.reserve(slide.shapes.title, (left, top, width, 2.7), MSO_ANCHOR.BOTTOM)
    shapes.passage(first, said, size, shapes.ACCENT, bold=True)
    under = shapes.reserve(slide.placeholders[1], (left, top + 3.2, width, 1.0), MSO_ANCHOR.TOP)
    shapes.passage(under, typographie(one.message), 28)
    kicker = (left, HAUT + 0.2, width, 0.35)
    shapes.write_as(slide, mots.AUTEUR, kicker, 18, colour=shapes.SECONDAIRE, bold=True)
    foot = (left, HAUTEUR - BAS - 0.6, width, 0.5)
    told = f"{edition.mention}."
    shapes.write_as(slide, told, foot, 16, colour=shapes.SECONDAIRE, anchor=MSO_ANCHOR.BOTTOM)
    if one.silhouette is not None:
        box = grid.SILHOUETTE
        drawn = silhouette_png(one.silhouette, Format(*box[2:], 12, PPP), f"#{shapes.BANDE}")
        shape = shapes.image(slide, drawn, box)
        shapes.describe(shape, one.silhouette.titre, one.silhouette.description)


def _content_slide(show: Any, one: Slide, edition: Edition, number: int, ppp: int = PPP) -> None:
    slide = shapes.append_slide(show, shapes.CONTENU, one.notes)
    places = grid.places(one, edition, ARIAL)
    shapes.give_title(slide, one.titre)
    box = (GAUCHE, places.message, UTILE, places.suite - places.message)
    shapes.write_as(slide, one.message, box, places.taille_message, bold=True)
    if one.suite:
        box = (GAUCHE, places.suite, UTILE, places.corps - places.suite - 0.05)
        shapes.write_as(slide, one.suite, box, grid.SUITE)
    shapes.sign_link(slide, grid.pied(one, edition), places.taille_pied, number)
    top, low = places.corps, places.bas
    if one.carte is None and one.tableau is None and one.graphique is None:
        each = UTILE / max(len(one.chiffres), 1)
        tall = min(places.hauteur, 3.2)
        boxes = [(GAUCHE + k * each, top, each - ECART, tall) for k in range(len(one.chiffres))]
        if boxes:
            _figures(slide, one.chiffres, boxes)
        return
    _figures_on_the_right(slide, one.chiffres, top, low)
    wide = COLONNE if one.chiffres else UTILE
    if one.carte is not None:
        _picture(slide, one.carte, (GAUCHE, top, COLONNE, low - top), ppp)
    elif one.graphique is not None:
        shapes.graphique(slide, one.graphique, (GAUCHE, top, wide, low - top))
    elif one.tableau is not None:
        table, size = one.tableau, grid.corps_de_table(one.tableau, wide, low - top, ARIAL)
        rows, widths = (table.entetes, *table.lignes), grid.largeurs(table, wide, size, ARIAL)
        shape = shapes.table(slide, rows, widths, (GAUCHE, top), size, table.droite)
        shapes.describe(shape, table.titre, f"{table.titre} : {' | '.join(table.entetes)}.")


def deck_pptx(deck: Deck) -> bytes:
    """Return a deck as a PPTX file, 16:9."""
    deck = printable_model(deck)
    show = shapes.open_presentation(deck.titre, deck.edition)
    for number, one in enumerate(deck.slides, start=1):
        if one.genre == "titre":
            _title_slide(show, one, deck.edition)
        else:
            _content_slide(show, one, deck.edition, number)
    return shapes.finish_show(show, deck.edition)


def fiche_pptx(feuille: Feuille) -> bytes:
    """Return a fiche as a PPTX file: the commune and its map, what one page tells, the lists."""
    feuille = printable_model(feuille)
    title = f"{mots.FICHE} : {feuille.nom}"
    show = shapes.open_presentation(title, feuille.edition)
    head, *rest = feuille.phrase.split(" ; ")
    first = Slide(
        id=feuille.code,
        genre="contenu",
        titre=title,
        message=f"{head.removesuffix('.')}.",
        suite=" ; ".join(rest)[:1].upper() + " ; ".join(rest)[1:],
        chiffres=feuille.chiffres[:3],
        carte=feuille.carte,
        source=feuille.source,
        notes=f"{mots.NOTES_SOURCES} {feuille.source}.\n{feuille.phrase}",
    )
    _content_slide(show, first, feuille.edition, 1, PPP_FICHE)
    told = synthese(show, feuille)
    detail(show, feuille, told)
    return shapes.finish_show(show, feuille.edition)
