"""The mining basin in the fiche of a commune on paper: what the source has there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import mining
from geo.answers.view import at
from geo.core import catalog
from geo.labels import bassin as mots
from geo.labels.formats import enumeration, sort_rows
from geo.printing.model import Section

if TYPE_CHECKING:
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
