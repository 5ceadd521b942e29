"""The slide of the aims of an agglomération: those whose gap is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import objectives
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import objectifs as mots
from geo.labels.commune import SECTION
from geo.printing.model import Slide, Tableau, Vue
from geo.reports.vocabulary import ETATS_OBJECTIF

if TYPE_CHECKING:
    from geo.core.model import Territory
    from geo.printing.world import Donnees

ID = "objectifs"


def table_of(donnees: Donnees, territoire: str) -> Tableau | None:
    """Return the aims of an agglomération whose gap is known, for the fiche of its communes.

    None where the reports or the aims cannot be read.
    """
    every = donnees.objectifs()
    if every is None or donnees.faits is None:
        return None
    rows = objectives.connus(every, territoire)
    titles = donnees.faits.documents.set_index("id")["titre_court"]
    lines = tuple(
        (
            str(row["libelle"]),
            f"{row['cible']} · {objectives.echeance_ecrite(row)}",
            str(row["valeur"]),
            ETATS_OBJECTIF[row["etat"]],
            SECTION.format(source=titles[row["source"]], section=row["section"]),
        )
        for row in rows.to_dict("records")
    )
    reasons = tuple(str(row["raison"]) for row in rows.to_dict("records"))
    title = mots.FICHE_TITRE.format(sigle=catalog.territory(territoire).sigle)
    widths = (3.2, 1.5, 1.5, 1.4, 2.8)
    return Tableau(title, mots.FICHE_COLONNES, lines, (), widths, reasons) if lines else None


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
