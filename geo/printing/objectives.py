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
            ETATS_OBJECTIF[row["etat"]],
        )
        for row in known.to_dict("records")
    )
    # Why stands in the notes: on the slide it could not be read from the back of the room.
    reasons = "\n".join(f"{row['libelle']} : {row['raison']}" for _, row in known.iterrows())
    source = catalog.source("rapports").mention
    return [
        Slide(
            id=ID,
            genre="contenu",
            titre=mots.DIAPO_TITRE,
            message=objectives.etats(rows, territory.sigle),
            suite=mots.PHRASE_PASSES,
            tableau=Tableau(mots.DIAPO_TITRE, mots.DIAPO_COLONNES, lines, (), (4, 2, 2, 2)),
            source=source,
            notes=f"{mots.METHODE}\n{reasons}\n{source}",
            vue=Vue(),
        )
    ]
