"""What stops a publication until someone has read it and given a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.labels import officielles as mots
from geo.labels.formats import accord, enumeration, jour, nombre

if TYPE_CHECKING:
    from geo.refresh.official.difference import Difference
    from geo.refresh.official.lu import Reading

PERTE_MAX = 0.20
"""Share that a territory, or the whole, may lose from one copy to the next."""

PERTE_COMMUNE_MAX = 0.50
PERTE_COMMUNE_MIN = 5
"""A commune that loses more than this share is told, where it loses at least so many."""

SAUT_MAX = 1.50
"""Growth from one copy to the next beyond which it is abrupt."""

REFUS_MAX = 0.10
"""Share of the rows of our communes that may be refused."""

ORIGINE_MIN = 5
"""Who declared at least so much and declares nothing any more is told."""

NOMS_MAX = 12


@dataclass(frozen=True, slots=True)
class Arret:
    """One reason to stop: a short code, and the sentence that tells it."""

    code: str
    texte: str


@dataclass(frozen=True, slots=True)
class Avant:
    """What is there: its objects, the date that it tells, which base it is."""

    objets: pd.DataFrame
    date: str | None = None
    base: str = ""


def stops(avant: Avant, lu: Reading, change: Difference) -> list[Arret]:
    """Return what stops the publication of ``lu`` in place of ``avant``; empty: nothing does."""
    return [
        *_older(avant, lu),
        *_undated(avant, lu),
        *_other_base(avant, lu),
        *_refused(lu),
        *_uncounted(avant, lu),
        *_emptied(change),
        *_losses(avant, lu),
        *_lost_communes(change),
        *_lost_origins(avant, change),
    ]


def _older(avant: Avant, lu: Reading) -> list[Arret]:
    if not (avant.date and lu.date and lu.date < avant.date):
        return []
    return [
        Arret("plus_ancien", mots.PLUS_ANCIEN.format(neuf=jour(lu.date), vieux=jour(avant.date)))
    ]


def _undated(avant: Avant, lu: Reading) -> list[Arret]:
    """Stop a list that tells the day of its rows nowhere, in place of one that did."""
    told = any("date_maj" in table for table in lu.tables.values())
    if not (avant.date and lu.date is None and told):
        return []
    return [Arret("sans_date", mots.PLUS_DE_DATE.format(vieux=jour(avant.date)))]


def _other_base(avant: Avant, lu: Reading) -> list[Arret]:
    known = {avant.base, lu.base} - {"", "inconnue"}
    if len(known) < 2:  # noqa: PLR2004 - two bases that differ
        return []
    return [Arret("autre_base", mots.AUTRE_BASE.format(neuf=lu.base, vieux=avant.base))]


def _refused(lu: Reading) -> list[Arret]:
    outside = {"hors_perimetre", "autre_annee", "autre_genre"}
    refused = sum(one.lignes for one in lu.bilan.refusees if one.raison not in outside)
    ours = refused + lu.bilan.gardees + sum(one.lignes for one in lu.bilan.fusionnees)
    if not ours or refused / ours <= REFUS_MAX:
        return []
    return [Arret("refus", mots.REFUS.format(n=accord(refused, *mots.REFUSEE), sur=nombre(ours)))]


def _uncounted(avant: Avant, lu: Reading) -> list[Arret]:
    if avant.objets["effectif"].notna().any() and lu.objets["effectif"].isna().all():
        return [Arret("sans_compte", mots.SANS_COMPTE)]
    return []


def _emptied(change: Difference) -> list[Arret]:
    communes = change.communes
    gone = communes[(communes["avant"] > 0).fillna(False) & (communes["apres"] == 0).fillna(False)]  # noqa: FBT003
    if gone.empty:
        return []
    return [Arret("commune_videe", mots.COMMUNE_VIDEE.format(noms=_listed(gone["nom"])))]


def _losses(avant: Avant, lu: Reading) -> list[Arret]:
    found = []
    before = _by_territory(avant.objets)
    after = _by_territory(lu.objets).reindex(before.index, fill_value=0)
    for name, had in before.items():
        has = after.get(str(name))
        if pd.isna(had) or pd.isna(has) or not had:
            continue
        told = {
            "lieu": mots.lieu(str(name)),
            "passe": mots.passe(str(name)),
            "avant": nombre(had),
            "apres": nombre(has),
        }
        if has < had * (1 - PERTE_MAX):
            found.append(Arret("perte", mots.PERTE.format(**told, part=nombre(PERTE_MAX * 100))))
        elif has > had * SAUT_MAX:
            found.append(Arret("saut", mots.SAUT.format(**told)))
    return found


def _by_territory(objets: pd.DataFrame) -> pd.Series:
    known = objets[objets["territoire"].notna()]
    found: pd.Series = known.groupby("territoire")["effectif"].sum(min_count=1)
    return found


def _lost_communes(change: Difference) -> list[Arret]:
    rows = change.communes.dropna(subset=["avant", "apres"])
    lost = rows["avant"] - rows["apres"]
    heavy = (
        (rows["apres"] > 0)
        & (lost >= PERTE_COMMUNE_MIN)
        & (lost > rows["avant"] * PERTE_COMMUNE_MAX)
    )
    if not heavy.any():
        return []
    return [Arret("perte_commune", mots.PERTE_COMMUNE.format(noms=_listed(rows.loc[heavy, "nom"])))]


def _lost_origins(avant: Avant, change: Difference) -> list[Arret]:
    told = avant.objets.groupby("origine")["effectif"].sum()
    lost = [name for name in change.origines_perdues if told.get(name, 0) >= ORIGINE_MIN]
    if not lost:
        return []
    return [Arret("origine_perdue", mots.ORIGINE_PERDUE.format(noms=_listed(pd.Series(lost))))]


def _listed(names: pd.Series) -> str:
    told = sorted(names.dropna().astype(str))
    rest = len(told) - NOMS_MAX
    return enumeration([*told[:NOMS_MAX], mots.AUTRES.format(n=rest)] if rest > 0 else told)
