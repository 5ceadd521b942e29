"""The tables of « Accès aux services »."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.access import reach, straight
from geo.answers.access.answer import shown
from geo.answers.access.words import km
from geo.core import catalog
from geo.labels import access as mots
from geo.labels.formats import cle_de_tri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.answers.access.answer import Reponse, Terrain
    from geo.answers.access.asked import Demande
    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView


def communes_frame(answer: Reponse, asked: Demande) -> pd.DataFrame:
    """Return one row a commune of the territory: nearest facility, distance, time, class, rank.

    ``temps_possible``: counting also what may be open. ``rang``: only where it holds
    whichever of those are open.
    """
    communes = asked.place.autour
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    near = answer.avant if asked.avant else answer.apres
    sure, maybe = (frames[asked.mode].loc[communes.index] for frames in (near.surs, near.possibles))
    lines = (answer.lignes if asked.avant else answer.lignes_apres).loc[communes.index]
    return pd.DataFrame(
        {
            "commune": communes["nom"],
            "territoire": communes["territoire"].map(lambda t: catalog.territory(t).sigle),
            "population": communes["population"],
            "temps_centre": times["centre"],
            "temps_bas": times["bas"],
            "temps_haut": times["haut"],
            "classe": straight.classes(times).map(mots.ACCES_CLASSES),
            "proche": times["id"].map(answer.noms),
            "distance_bas_km": lines["bas"] / 1000,
            "distance_haut_km": lines["haut"] / 1000,
            "temps_possible": maybe["centre"],
            "rang": reach.rangs_certains(communes, sure, maybe),
        }
    )


def temps_par_mode(answer: Reponse, asked: Demande) -> pd.DataFrame:
    """Return the times of every mode, for a file: one row a commune of the territory, in minutes.

    Columns: ``temps_<mode>_bas``, ``_centre``, ``_haut``; missing where nothing is reached.
    """
    index = asked.place.autour.index
    return pd.DataFrame(
        {
            f"temps_{mode}_{side}": times.loc[index, side].round(1)
            for mode, times in shown(answer, asked).items()
            for side in ("bas", "centre", "haut")
        }
    )


DECIMALES_FICHIER = {"distance_bas_km": 2, "distance_haut_km": 2, "temps_possible": 1}
"""Decimals of what a file tells: 10 m, and a tenth of a minute as the times of every mode."""


def communes_file(answer: Reponse, asked: Demande) -> pd.DataFrame:
    """Return the table of a file: one row a commune of the selection, by its code.

    The times of every mode stand once each, that of the mode asked among them; ``temps_possible``
    is in that mode. Distances have two decimals, times one.
    """
    times = ["temps_centre", "temps_bas", "temps_haut"]
    whole = communes_frame(answer, asked).drop(columns=times).join(temps_par_mode(answer, asked))
    frame = pd.DataFrame(whole.loc[asked.place.communes.index]).round(DECIMALES_FICHIER)
    frame.insert(0, "code_insee", answer.base.communes.loc[frame.index, "code_insee"])
    return frame


def groupes(answer: Reponse, asked: Demande) -> dict[str, pd.DataFrame]:
    """Return the groups of communes that the page compares, by name."""
    communes, base = answer.base.communes, answer.base
    in_qpv = communes["code_insee"].isin(base.qpv_communes["code_insee"])
    groups = {mots.ACCES_GROUPE_TOUS: communes}
    groups |= {
        record.sigle: communes[communes["territoire"] == record.id]
        for record in catalog.TERRITORIES.values()
    }
    groups[mots.ACCES_GROUPE_QPV] = communes[in_qpv]
    if asked.place.selection.communes:
        groups[mots.ACCES_GROUPE_SELECTION] = asked.place.communes
    return {name: group for name, group in groups.items() if len(group)}


def qpv_frame(
    answer: Reponse, asked: Demande, quartiers: ThemeView, terrains: Mapping[str, Terrain]
) -> pd.DataFrame:
    """Return one row a QPV of the selection: time, distances, what is inside and near.

    ``terrains``: the services whose distance is told. ``dedans``, ``bande`` and ``dehors`` count
    the facilities whose place is known; they are missing when there is none.
    """
    rows = quartiers.rows
    times = answer.qpv.comptes(a_confirmer=asked.a_confirmer)[asked.mode].loc[rows.index]
    counted = straight.comptes(answer.terrain.table, a_confirmer=asked.a_confirmer)
    counts = reach.equipements_par_qpv(counted, answer.base.qpv).loc[rows.index]
    far = {}
    for service, ground in terrains.items():
        lines = ground.lignes_qpv
        if not asked.a_confirmer:
            lines = straight.parmi(lines, ground.surs)
        near = straight.plus_proches(lines).loc[rows.index]
        far[f"vers_{service}"] = [km(row) for row in near.to_dict("records")]
    return pd.DataFrame(
        {
            "quartier": rows["nom"],
            "communes": rows["communes"],
            "habitants": reach.habitants_qpv(rows),
            "temps_bas": times["bas"].round(),
            "temps_centre": times["centre"].round(),
            "temps_haut": times["haut"].round(),
            **{name: counts[name] for name in ("dedans", "bande", "dehors")},
            **far,
        },
        index=rows.index,
    )


def situations_frame(answer: Reponse, asked: Demande, quartiers: ThemeData) -> pd.DataFrame:
    """Return one row a commune with a facility, or part of the band, of the selection."""
    base, communes = answer.base, asked.place.communes
    counted = straight.comptes(answer.terrain.table, a_confirmer=asked.a_confirmer)
    found = reach.situations_par_commune(base.communes, counted, base.qpv).loc[communes.index]
    share = quartiers.mesures.loc[communes.index, "part_bande_300m_pct"]
    frame = found.assign(commune=communes["nom"], part_bande_300m_pct=share)
    kept = frame[(found.sum(axis=1) > 0) | (share > 0)]
    columns = ["commune", "part_bande_300m_pct", *found.columns]
    order = kept["commune"].map(cle_de_tri).sort_values().index
    return pd.DataFrame(kept.loc[order, columns])
