"""The tables of the reports, read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import sources
from geo.reports.facts import Faits, searched

if TYPE_CHECKING:
    import pandas as pd


def load_faits() -> Faits:
    """Return the tables of the reports.

    Raises
    ------
    AtlasError
        If one of their files is missing, damaged or does not follow its schema.
    """
    communes = sources.load("communes").set_index("code_insee")["nom"]
    documents = sources.load("rapports")
    titles = documents.set_index("id")["titre_court"]

    def named(table: str) -> pd.DataFrame:
        frame = sources.load(table)
        return frame.assign(document=frame["source"].map(titles))

    indicateurs = named("indicateurs")
    actions = named("actions")
    actions = actions.assign(commune=actions["code_insee"].map(communes))
    told = ["section", "note", "source", "document"]
    return Faits(
        indicateurs=indicateurs.assign(
            recherche=searched(indicateurs, ["libelle", "ecrit", "unite", *told], "valeur")
        ),
        actions=actions.assign(
            recherche=searched(actions, ["commune", "fait", "lieu", "objet", *told], "montant")
        ),
        contradictions=sources.load("contradictions"),
        liens=sources.load("contradictions_liens"),
        projets_fcs=sources.load("projets_fcs"),
        documents=documents,
    )
