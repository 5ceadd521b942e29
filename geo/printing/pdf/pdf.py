"""Sets a deck or a fiche in a tagged PDF file (PDF/UA-1), through Typst.

The templates of ``gabarits`` lay out; they receive the model as JSON and the maps as drawings, and
read nothing else: no system font, no network. The same model gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from geo.core import palette
from geo.labels import rendu as mots
from geo.labels.commune import SOURCE
from geo.printing.page import grid
from geo.printing.page.fonts import polices
from geo.printing.page.glyphs import printable_model
from geo.printing.page.grid import SOURCE_SANS
from geo.printing.page.spaces import typographie
from geo.printing.pictures.draw_map import carte_svg, silhouette_svg
from geo.printing.pictures.picture_format import Format

if TYPE_CHECKING:
    from geo.answers.sentence import Chiffre
    from geo.printing.model import Deck, Feuille, Graphique, Rapports, Section, Slide, Tableau
    from geo.printing.pictures.map_model import Carte
    from geo.printing.world import Edition

GABARITS = Path(__file__).parent
CARTE_FICHE = Format(
    3.228, 3.5, 7.6, 300, dessous=True, legende=0.34, pied=0, plancher=7, signes=6.6
)
BANDE = palette.PANNEAU
TITRES = (54, 48, 44, 40, 36, 32, 28)


def deck_pdf(deck: Deck) -> bytes:
    """Return a deck as a PDF file, 16:9, with a last page of notes."""
    pictures: dict[str, bytes] = {}
    deck = printable_model(deck)
    slides = [_slide(one, deck.edition, pictures) for one in deck.slides]
    data = _document(deck.titre, deck.edition) | {
        "slides": slides,
        "grille": {
            "gauche": grid.GAUCHE,
            "haut": grid.HAUT,
            "bas": grid.BAS,
            "colonne": grid.COLONNE,
            "ecart": grid.ECART,
            "panneau": grid.PANNEAU,
            "silhouette": list(grid.SILHOUETTE),
            "titre": list(grid.TITRE),
        },
        "notes_titre": mots.NOTES_TITRE,
    }
    return _compiled("diaporama.typ", data, pictures, deck.edition)


def fiche_pdf(feuille: Feuille) -> bytes:
    """Return a fiche as a PDF file, A4."""
    pictures: dict[str, bytes] = {}
    feuille = printable_model(feuille)
    data = _document(f"{mots.FICHE} : {feuille.nom}", feuille.edition) | {
        "sorte": mots.FICHE,
        "nom": feuille.nom,
        "phrase": feuille.phrase,
        "chiffres": [_chiffre(figure) for figure in feuille.chiffres],
        "identite": _tableau(feuille.identite.tableaux[0]),
        "carte": _carte(feuille.carte, CARTE_FICHE, feuille.code, pictures),
        "avons": _section(feuille.avons),
        "pres": _section(feuille.pres) if feuille.pres else None,
        "rapports": _rapports(feuille.rapports),
        "situer": _section(feuille.situer),
        "voisines": _section(feuille.voisines),
        "bassin": _section(feuille.bassin) if feuille.bassin else None,
        "equipements": _section(feuille.detail.equipements) if feuille.detail.equipements else None,
        "faits": _section(feuille.detail.faits) if feuille.detail.faits else None,
        "toutes": _section(feuille.detail.toutes) if feuille.detail.toutes else None,
        "detail": mots.FICHE_DETAIL,
        "source": SOURCE.format(source=feuille.source),
    }
    return _compiled("fiche.typ", data, pictures, feuille.edition)


# --- the model as JSON ------------------------------------------------------------------------


def _document(title: str, edition: Edition) -> dict[str, Any]:
    return {
        "titre": title,
        "auteur": mots.AUTEUR,
        "edition": edition.mention,
        "version": edition.version,
    }


def _carte(carte: Carte, taille: Format, name: str, pictures: dict[str, bytes]) -> dict[str, str]:
    file = f"{name}.svg"
    pictures[file] = carte_svg(carte, taille)
    return {"fichier": file, "alt": f"{carte.description} {carte.pied}"}


def _silhouette(carte: Carte, pictures: dict[str, bytes]) -> dict[str, str]:
    size = Format(*grid.SILHOUETTE[2:], 12)
    pictures["silhouette.svg"] = silhouette_svg(carte, size, BANDE)
    return {"fichier": "silhouette.svg", "alt": carte.description}


def _chiffre(figure: Chiffre) -> dict[str, Any]:
    return {
        "nuance": figure.nuance,
        "valeur": figure.valeur,
        "unite": figure.unite,
        "libelle": figure.libelle,
    }


def _chiffres(one: Slide, height: float) -> list[dict[str, Any]]:
    """Return the key figures of a slide, all of one size."""
    alone = one.carte is None and one.tableau is None and one.graphique is None
    count = max(len(one.chiffres), 1)
    width = grid.UTILE / count - grid.ECART if alone else grid.CHIFFRES
    size = grid.corps_des_chiffres(
        one.chiffres, width, height if alone else height / count, SOURCE_SANS
    )
    found = []
    for figure in one.chiffres:
        beside = grid.sticks(figure, size, width, SOURCE_SANS)
        label = grid.libelle(figure, sticks=beside)
        found.append(_chiffre(figure) | {"accole": beside, "corps": size, "libelle": label})
    return found


def _tableau(table: Tableau) -> dict[str, Any]:
    remarks = table.remarques or ("",) * len(table.lignes)
    rows = [
        [f"{row[0]}\n{remark}" if remark else row[0], *row[1:]]
        for row, remark in zip(table.lignes, remarks, strict=True)
    ]
    return {
        "titre": table.titre,
        "entetes": list(table.entetes),
        "lignes": rows,
        "droite": list(table.droite),
        "largeurs": list(table.largeurs or (1.0,) * len(table.entetes)),
    }


def _graphique(chart: Graphique) -> dict[str, Any]:
    return {
        "titre": chart.titre,
        "couleur": chart.couleur,
        "barres": [
            {"nom": name, "part": part, "texte": text}
            for (name, _, text), part in zip(chart.barres, chart.parts, strict=True)
        ],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "titre": section.titre,
        "textes": list(section.textes),
        "tableaux": [_tableau(table) for table in section.tableaux],
        "notes": list(section.notes),
        "source": SOURCE.format(source=section.source) if section.source else "",
    }


def _rapports(reports: Rapports) -> dict[str, Any]:
    return {
        "titre": reports.titre,
        "textes": list(reports.textes),
        "faits": _tableau(reports.faits) if reports.faits else None,
        "notes": list(reports.notes),
        "restes": list(reports.restes),
    }


def _slide(one: Slide, edition: Edition, pictures: dict[str, bytes]) -> dict[str, Any]:
    places = grid.places(one, edition, SOURCE_SANS)
    told = typographie(one.titre)
    width = grid.TITRE[2]
    fit = (size for size in TITRES if SOURCE_SANS.lignes(told, width, size, "fort") <= 3)  # noqa: PLR2004
    return {
        "genre": one.genre,
        "titre": one.titre,
        "corps_titre": next(fit, TITRES[-1]),
        "message": one.message,
        "suite": one.suite,
        "places": asdict(places),
        "chiffres": _chiffres(one, places.hauteur),
        "carte": _carte(one.carte, grid.carte(places.hauteur), one.id, pictures)
        if one.carte
        else None,
        "silhouette": _silhouette(one.silhouette, pictures) if one.silhouette else None,
        "tableau": _tableau(one.tableau) if one.tableau else None,
        "graphique": _graphique(one.graphique) if one.graphique else None,
        "pied": grid.pied(one, edition),
        "notes": one.notes.split("\n") if one.notes else [],
    }


def _set(value: Any) -> Any:
    """Return the model with French spaces in each text."""
    if isinstance(value, str):
        return typographie(value)
    if isinstance(value, list):
        return [_set(item) for item in value]
    if isinstance(value, dict):
        return {key: _set(item) for key, item in value.items()}
    return value


# --- Typst ------------------------------------------------------------------------------------


@cache
def _fonts() -> typst.Fonts:
    """Return the only fonts that a document may use."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(polices()["normal"].parent)],
    )


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(GABARITS.glob("*.typ"))}


def _compiled(
    template: str, data: dict[str, Any], pictures: dict[str, bytes], edition: Edition
) -> bytes:
    files = {**_templates(), **pictures}
    content: bytes = typst.compile(  # type: ignore[call-overload]  # its stub forgets dictionaries
        {"main.typ": files.pop(template), **files},
        font_paths=_fonts(),
        sys_inputs={"donnees": json.dumps(_set(data), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=edition.instant,
    )
    return content
