"""How far the facilities of a theme are: from those known to be open to those that may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.labels import bornes as mots_bornes
from geo.labels import phrases as mots
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import distance
from geo.measures import indicators, states

if TYPE_CHECKING:
    from geo.answers.bundle import ThemeData

SAME_M = 100.0
"""Two distances closer than this are the same: they are written to the hectometre."""


@dataclass(frozen=True, eq=False, slots=True)
class Distances:
    """The distance from communes to a theme, in metres, on the index of ``base.communes``.

    ``sures``: to the nearest facility known to be open; ``possibles``: also counting those whose
    state is not established, never farther. Missing where there is none.
    """

    sures: pd.Series
    possibles: pd.Series

    @property
    def incertaines(self) -> pd.Series:
        """Return whether the unknown states could change each distance."""
        known = self.sures.fillna(float("inf"))
        return (known - self.possibles.fillna(known)) > SAME_M


def top_of(values: pd.Series) -> int:
    """Return the row of the greatest of some values, one of which is known."""
    return int(values.index[int(values.to_numpy(dtype=float, na_value=-1.0).argmax())])


def distances(data: ThemeData, index: pd.Index) -> Distances:
    """Return the distances from some communes to the facilities of a theme."""
    return Distances(
        data.mesures.loc[index, "distance_m"].astype(float),
        data.possibles.loc[index, "distance_m"].astype(float),
    )


def noun_of(data: ThemeData) -> str:
    """Return what one goes to, as its proofs allow: « piscine ouverte », « station recensée ».

    « donnée pour ouverte » where the proof of one of the open ones has no date.
    """
    noun = textes.NOMS_THEMES[data.theme.id][0]
    opened = data.table[states.is_open(data.table)]
    return f"{noun} {adjective(data.theme.id, dated=bool(states.is_dated(opened).all()))}"


def adjective(theme_id: str, *, dated: bool, count: float = 1) -> str:
    """Return how open facilities are called, as their proof allows."""
    state = mots_etats.agreed(theme_id, "ouverte", count)
    if dated:
        return state
    if theme_id in {"bornes", "sites"}:
        return mots.agreed(theme_id, "recensée", count)
    return f"{mots.agreed(theme_id, 'donnée', count)} pour {state}"


def farthest(data: ThemeData, communes: pd.DataFrame) -> str:
    """Return how far the farthest of some communes is; empty when nothing is known.

    It is named as such only when the unknown states could not change which one it is.
    """
    found = distances(data, communes.index)
    noun = noun_of(data)
    if found.sures.isna().all():
        if found.possibles.isna().all():
            return ""
        top = top_of(found.possibles)
        return (
            f"Aucune {noun} n’est connue ; en comptant celles {mots.NON_ETABLIE}, la distance la "
            f"plus grande est de {distance(found.possibles[top])} à vol d’oiseau."
        )
    top = top_of(found.sures)
    name, high = str(communes.loc[top, "nom"]), float(found.sures[top])
    if not high:
        return ""
    if not found.incertaines[top]:
        return (
            f"La commune la plus éloignée d’une {noun} est {name}, à environ {distance(high)} à "
            "vol d’oiseau."
        )
    low = float(found.possibles.max())
    where = _own_range(data, found, top, low)
    return (
        f"La distance la plus grande jusqu’à une {noun} est {mots.metres(low, high)} à vol "
        f"d’oiseau, selon que celles {mots.NON_ETABLIE} sont ouvertes ou non ({where})."
    )


def _own_range(data: ThemeData, found: Distances, top: int, low: float) -> str:
    """Return the commune of the greatest known distance, and where its range is another, why.

    The facility that its shorter end depends on is named: one who knows the place knows it.
    """
    name = str(data.base.communes.loc[top, "nom"])
    least, most = float(found.possibles[top]), float(found.sures[top])
    maybe = target(data, top, data.possibles["id"], data.possibles["distance_m"])
    if maybe is None or mots.metres(least, most) == mots.metres(low, most):
        return name
    what = mots.with_article(data.theme.id, maybe.nom)
    if maybe.voisine:
        what = f"{what}, à {maybe.voisine},"
    return f"{name} : {mots.depending(data.theme.id, least, most, what)}"


def farthest_in_short(data: ThemeData, communes: pd.DataFrame) -> str:
    """Return the same in the few words of a slide: the range and where it is, nothing else."""
    found = distances(data, communes.index)
    if found.sures.isna().all():
        return farthest(data, communes)
    top = top_of(found.sures)
    if not found.incertaines[top]:
        return farthest(data, communes)
    low, high = float(found.possibles.max()), float(found.sures[top])
    return mots.AU_PLUS_LOIN_EN_BREF.format(
        noun=noun_of(data),
        distance=mots.metres(low, high),
        ici=_own_range(data, found, top, low),
    )


@dataclass(frozen=True, slots=True)
class Cible:
    """A facility that is the nearest of a commune: its name, its place and what proves it.

    ``voisine``: the commune outside the agglomérations where it stands, else empty.
    """

    nom: str
    lieu: str
    voisine: str
    ici: bool
    metres: float
    adjectif: str
    preuve: str
    approximative: bool


def target(data: ThemeData, row: int, ids: pd.Series, metres: pd.Series) -> Cible | None:
    """Return the facility that ``ids`` names for a commune; ``None`` where there is none."""
    ident = ids.loc[row]
    if pd.isna(ident):
        return None
    found = data.rows_where("id", str(ident))
    facility = found.iloc[0]
    stale = bool(states.is_stale(found).iloc[0])
    dated = bool(states.is_dated(found).iloc[0])
    outside = bool(states.outside(found).iloc[0])
    place, beside = str(facility["commune"]), ""
    if outside:
        beside = str(facility["commune_voisine"])
        place = f"{beside}, {mots_etats.HORS_TERRITOIRE}"
    opened = bool(states.is_open(found).iloc[0])
    return Cible(
        nom=str(facility["nom"]),
        lieu=place,
        voisine=beside,
        ici=facility["code_insee"] == data.base.communes.loc[row, "code_insee"],
        metres=float(metres.loc[row]),
        adjectif=adjective(data.theme.id, dated=dated)
        if opened
        else unsure_words(data.theme.id, found),
        preuve=mots_etats.year_of_proof(str(facility["statut_date"])) if opened and stale else "",
        approximative=bool(facility["position_approximative"]),
    )


def unsure_words(theme_id: str, row: pd.DataFrame) -> str:
    """Return what is said of a facility that may be open: what is not known, its last state."""
    moment = row["statut_date"].iloc[0]
    if row["existence"].iloc[0] == "attestee":
        last = row["dernier_etat"].iloc[0] if "dernier_etat" in row else None
        if pd.isna(last):
            return mots.NON_ETABLIE
        dates = [] if pd.isna(moment) else [str(moment)]
        proof = mots.proof(dates, 1 - len(dates))
        return mots.NON_ETABLIE_DEPUIS.format(
            etat=mots_etats.agreed(theme_id, str(last)), preuve=proof
        )
    if states.begun(row).iloc[0] and not pd.isna(moment):
        return mots.CHANTIER.format(annee=str(moment)[:4])
    return mots.EXISTENCE


def nearest(data: ThemeData, row: int) -> tuple[Cible | None, Cible | None]:
    """Return the nearest facility known to be open, and a nearer one whose state is unknown."""
    sure = target(data, row, data.proches, data.mesures["distance_m"])
    maybe = target(data, row, data.possibles["id"], data.possibles["distance_m"])
    closer = maybe is not None and (sure is None or sure.metres - maybe.metres > SAME_M)
    return sure, maybe if closer else None


def _where(noun: str, cible: Cible) -> str:
    """Return where the nearest facility is: in the commune, else its name, place and distance."""
    if cible.ici:
        away = "" if not cible.metres else f", à environ {distance(cible.metres)} de la mairie"
        return f"La {noun} {cible.adjectif} la plus proche est dans la commune : {cible.nom}{away}"
    proven = f", {cible.preuve}" if cible.preuve else ""
    return (
        f"La {noun} {cible.adjectif} la plus proche, {cible.nom} ({cible.lieu}{proven}), est à "
        f"environ {distance(cible.metres)} à vol d’oiseau"
    )


def nearest_words(data: ThemeData, row: int) -> str:
    """Return where the nearest facility of a commune is, and the nearer one that may be open."""
    sure, maybe = nearest(data, row)
    noun = textes.NOMS_THEMES[data.theme.id][0]
    first = sure or maybe
    if first is None:
        return ""
    told = _where(noun, first)
    besides = _on_motorway(data, row, first)
    if sure is None or maybe is None:
        return f"{told}{besides}."
    place = "dans la commune" if maybe.ici else f"à environ {distance(maybe.metres)}"
    named = maybe.nom if maybe.ici else f"{maybe.nom} ({maybe.lieu})"
    return f"{told} ; une autre, {maybe.adjectif}, est plus près : {named}, {place}{besides}."


def _on_motorway(data: ThemeData, row: int, first: Cible) -> str:
    """Return the nearer site of a service area of a motorway, which is nobody's nearest."""
    sites = data.table[states.is_open(data.table) & states.on_motorway(data.table)]
    if sites.empty:
        return ""
    near = indicators.plus_proche(data.base.communes.loc[[row]], sites).loc[row]
    if pd.isna(near["distance_m"]) or near["distance_m"] > first.metres - SAME_M:
        return ""
    site = sites[sites["id"] == near["id"]].iloc[0]
    return mots_bornes.SUR_AUTOROUTE.format(
        nom=site["nom"], route=site["autoroute"], distance=distance(near["distance_m"])
    )
