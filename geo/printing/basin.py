"""The mining basin on paper: what its source has in a commune, and the slide of a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import mining
from geo.answers.view import at
from geo.core import catalog, palette
from geo.core.crs import to_metric
from geo.core.errors import UnknownIdError
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.labels import bassin as mots
from geo.labels.formats import enumeration, nombre, sort_rows
from geo.printing.bars import measure_of, slide_of_bars
from geo.printing.footer import SUITE_CARACTERES, notes_de, sources_de
from geo.printing.model import Section, Slide, Vue
from geo.printing.pictures.describe_map import carte_de_perimetres
from geo.printing.pictures.map_model import Perimetre

if TYPE_CHECKING:
    from geo.answers.mining import Bassin
    from geo.answers.view import PlaceView
    from geo.printing.world import Donnees

NAMED = ("cites", "terrils")
"""Objects that are named one by one: those that people call by their name."""


def section_of(donnees: Donnees, code: str) -> Section | None:
    """Return what the basin has in a commune; ``None`` where its source has nothing.

    Nothing either when it cannot be read: the page of the basin says why.
    """
    bassin = donnees.bassin()
    if bassin is None:
        return None
    communes = donnees.base.communes
    here = communes[communes["code_insee"] == code]
    told = mining.bilan(bassin, here)
    if told.vide:
        return None
    texts = [mining.phrase(told, at(str(here["nom"].iloc[0])))]
    for kind in NAMED:
        names = mining.kept(bassin, mining.GROUPES[kind], [code])["nom"].dropna().unique()
        if len(names):
            texts.append(mots.NOMMES[kind].format(noms=enumeration(sort_rows(names))))
    source = catalog.source(mining.CITES).mention
    return Section(mots.COMMUNE_TITRE, tuple(texts), source=source)


DRAWN = ("cites", "terrils")
"""Objects that the slide draws, as the page does at first."""

COULEUR = catalog.BASIN.couleur


def require_bassin(donnees: Donnees) -> Bassin:
    """Return the mining basin.

    Raises
    ------
    UnknownIdError
        If it cannot be read.
    """
    bassin = donnees.bassin()
    if bassin is None:
        raise UnknownIdError(mots.ILLISIBLE)
    return bassin


def slide_communes_du_bassin(donnees: Donnees, place: PlaceView) -> Slide:
    """Return the slide that compares the share of the communes in cités; see ``slide_bassin``."""
    shown = place.communes
    column = measure_of(catalog.BASIN).id
    shares = require_bassin(donnees).mesures.loc[shown.index, column].astype("Float64")
    return slide_of_bars(catalog.BASIN, shares.set_axis(shown["nom"]))


def slide_bassin(donnees: Donnees, place: PlaceView) -> Slide:
    """Return the slide of the mining basin: its sentence, its map, three figures.

    Raises
    ------
    UnknownIdError
        If the basin cannot be read.
    """
    bassin = require_bassin(donnees)
    told = mining.synthese(bassin, place)
    mentions = [catalog.source(mining.CITES).mention]
    drawn = carte_de_perimetres(
        donnees, place, mots.CARTE.format(lieu=place.nom), mentions, *_drawn(bassin, place)
    )
    source = sources_de([*mentions, *drawn.sources])
    return Slide(
        id=mining.PAGE,
        genre="contenu",
        titre=mots.CARTE.format(lieu=place.nom),
        message=told.message,
        suite=told.suite(SUITE_CARACTERES),
        chiffres=tuple(sorted(told.chiffres, key=lambda one: one.valeur == mots.RIEN))[:3],
        carte=drawn,
        source=source,
        notes=notes_de(source, told.phrase, mots.ABSENCE, drawn.description),
        vue=Vue(theme=mining.PAGE),
    )


def _drawn(bassin: Bassin, place: PlaceView) -> tuple[list[Perimetre], list[Bloc]]:
    """Return the cités, inscribed or not, and the terrils of the communes, with their legend."""
    codes = place.communes["code_insee"]
    cites, terrils = (mining.kept(bassin, mining.GROUPES[one], codes) for one in DRAWN)
    inscribed = cites["protection"] == "bien_inscrit"
    kinds = (
        (cites[~inscribed], COULEUR, True, mots.LEGENDE_CITES["zone_tampon"]),
        (cites[inscribed], COULEUR, False, mots.LEGENDE_CITES["bien_inscrit"]),
        (terrils, palette.SECONDAIRE, False, mots.COUCHES["terrils"]),
    )
    shapes = [
        Perimetre(shape, colour, bande=dashed)
        for rows, colour, dashed, _ in kinds
        for shape in to_metric(rows.geometry)
    ]
    lines = tuple(
        Entree(Signe("bande" if dashed else "quartier", colour), name, nombre(len(rows)))
        for rows, colour, dashed, name in kinds
        if len(rows)
    )
    return shapes, [Bloc(mots.LEGENDE, lines)] if lines else []
