"""The slide of the aims of an agglomération: those whose gap is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import objectives
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import objectifs as mots
from geo.printing.model import Slide, Tableau, Vue
from geo.reports.vocabulary import ETATS_OBJECTIF

if TYPE_CHECKING:
    from geo.core.model import Territory

ID = "objectifs"


def slide_objectifs(territory: Territory) -> list[Slide]:
    """Return the slide of the aims of a territory; none where the table cannot be read.

    Its other slides do not depend on this table: a broken file must not take them away.
    """
    try:
        every = objectives.suivi()
    except AtlasError:
        return []
    rows = every[every["territoire"] == territory.id]
    known = objectives.connus(every, territory.id)
    lines = tuple(
        (
            str(row["libelle"]),
            f"{row['cible']} · {objectives.echeance_ecrite(row)}",
            str(row["valeur"]),
            f"{ETATS_OBJECTIF[row['etat']]}. {row['raison']}",
        )
        for row in known.to_dict("records")
    )
    source = catalog.source("rapports").mention
    return [
        Slide(
            id=ID,
            genre="contenu",
            titre=mots.DIAPO_TITRE,
            message=objectives.etats(rows, territory.sigle),
            suite=mots.PHRASE_PASSES,
            tableau=Tableau(mots.DIAPO_TITRE, mots.DIAPO_COLONNES, lines, (), (3, 2, 2, 3)),
            source=source,
            notes=f"{mots.METHODE}\n{source}",
            vue=Vue(),
        )
    ]
