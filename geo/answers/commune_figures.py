"""The key figures of a commune, the same on screen, on paper and on a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers.sentence import Chiffre
from geo.core import catalog
from geo.labels import rendu as mots
from geo.labels.formats import NBSP, agree, nombre

if TYPE_CHECKING:
    from geo.answers.fiche import Fiche


def chiffres_de(fiche: Fiche) -> tuple[Chiffre, ...]:
    """Return the key figures of a fiche: size, density, share in QPV, facts of the reports."""
    by_id = {rang.id: rang for rang in fiche.rangs}
    figures = []
    for name, label in mots.FIGURES_COMMUNE.items():
        value, _, unit = by_id[name].valeur.partition(NBSP)
        figures.append(Chiffre(value, unit, label, by_id[name].source))
    if fiche.faits is not None:
        noun = agree(fiche.nb_faits, *mots.FAITS_UNITE)
        source = catalog.source("rapports").mention
        figures.append(Chiffre(nombre(fiche.nb_faits), noun, mots.FAITS_LIBELLE, source))
    return tuple(figures)
