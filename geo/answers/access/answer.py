"""What « Accès aux services » computes, from facilities, lines and roads that are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.access import network, reach, straight
from geo.labels import access as mots
from geo.measures import joins, states

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.access.network import Graphe, Reseau, Trajets
    from geo.access.straight import Fourchettes, Hypotheses, Mode
    from geo.answers.access.asked import Ajout, Demande
    from geo.answers.bundle import Base


@dataclass(frozen=True, eq=False, slots=True)
class Terrain:
    """A service: its facilities, and the straight lines to those that may count.

    ``table``: every facility, open or not. ``lignes`` and ``lignes_qpv``: from the communes and
    from the QPV to the facilities that are open or whose state is not established; ``surs`` are the
    ids of the open ones.
    """

    service: str
    table: pd.DataFrame
    surs: frozenset[str]
    lignes: Fourchettes
    lignes_qpv: Fourchettes


@dataclass(frozen=True, eq=False, slots=True)
class Chemins:
    """The ways along the roads, by mode, of the lines of a terrain and of those to the mairies.

    ``ajout``: to the facility that is tried. All are missing where no network is installed.
    """

    service: Mapping[Mode, Trajets] | None = None
    qpv: Mapping[Mode, Trajets] | None = None
    mairies: Mapping[Mode, Trajets] | None = None
    ajout: Mapping[Mode, Trajets] | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Proches:
    """The nearest facility of each commune (or QPV), in minutes, by mode.

    ``surs``: among those known to be open; ``possibles``: also among those whose state is not
    established. One row = a commune (or QPV); see ``straight.plus_proches``.
    """

    surs: dict[Mode, pd.DataFrame]
    possibles: dict[Mode, pd.DataFrame]

    def comptes(self, *, a_confirmer: bool) -> dict[Mode, pd.DataFrame]:
        """Return those that count for a reader."""
        return self.possibles if a_confirmer else self.surs


@dataclass(frozen=True, eq=False, slots=True)
class Reponse:
    """What is computed: one row = a commune in each frame, on the index of ``base.communes``.

    ``avant`` and ``apres`` (with the added facility, or the same) hold the nearest facility by
    mode, in minutes, ``qpv`` the same from the QPV; ``lignes`` and ``lignes_apres`` the straight
    line to the nearest of those that count, in metres. ``noms`` names a facility and its commune by
    id. ``comptes`` facilities count, of which ``voisins`` stand outside the agglomérations: one
    goes there all the same.
    """

    base: Base
    terrain: Terrain
    avant: Proches
    apres: Proches
    qpv: Proches
    lignes: pd.DataFrame
    lignes_apres: pd.DataFrame
    candidates: Fourchettes
    noms: dict[str, str]
    comptes: int
    voisins: int
    sur_reseau: bool


def terrain(base: Base, service: str, facilities: pd.DataFrame | None) -> Terrain:
    """Return a service and its facilities (see ``services.facilities``); else the mairies."""
    table = straight.mairies(base.communes) if facilities is None else facilities
    possible = straight.comptes(table, a_confirmer=True)
    return Terrain(
        service,
        table,
        frozenset(straight.comptes(table)["id"]),
        straight.distances(joins.commune_points(base.communes), possible, base.communes),
        straight.distances(straight.qpv_points(base.qpv), possible, base.communes),
    )


def towards(lignes: Fourchettes, ajout: Ajout) -> Fourchettes:
    """Return the straight lines from the same origins to the facility that is tried."""
    return straight.vers_un_lieu(lignes.origines, ajout.lieu, mots.ACCES_SI_NOM)


def ways(
    roads: Reseau,
    streets: Callable[[], Graphe],
    lines: Fourchettes,
    mode: Mode,
    speed: float | None,
) -> Trajets:
    """Return the ways of some lines: those searched beforehand, else searched in ``streets``.

    ``speed``: what the search depends on (see ``network.vitesse_inconnue``).
    """
    known = roads.connus.get(mode) if speed is None else None
    found = known.entre(lines.origines, lines.cibles) if known else None
    return found or network.search_streets(streets(), lines.origines, lines.cibles)


def search(roads: Reseau, asked: Demande, ground: Terrain, mairies: Terrain) -> Chemins:
    """Return all the ways that an answer needs, searched one after the other."""
    graphs = {mode: network.graphe(roads, asked.hypotheses, mode) for mode in straight.MODES}

    def of(lines: Fourchettes) -> dict[Mode, Trajets]:
        speed = {m: network.vitesse_inconnue(roads, asked.hypotheses, m) for m in straight.MODES}
        return {m: ways(roads, lambda m=m: graphs[m], lines, m, speed[m]) for m in straight.MODES}  # type: ignore[misc]

    tried = of(towards(ground.lignes, asked.ajout)) if asked.ajout is not None else None
    return Chemins(of(ground.lignes), of(ground.lignes_qpv), of(mairies.lignes), tried)


def _times(
    lines: Fourchettes,
    hypotheses: Hypotheses,
    mode: Mode,
    found: Mapping[Mode, Trajets] | None,
) -> Fourchettes:
    """Return the times along the roads if there are some, else estimated from straight lines."""
    if found is None:
        return straight.minutes(lines, hypotheses, mode)
    return network.minutes_reseau(found[mode], lines, hypotheses, mode)


def _nearest(
    times: Mapping[Mode, Fourchettes],
    sure: frozenset[str],
    added: Mapping[Mode, Fourchettes] | None = None,
) -> Proches:
    """Return the nearest facility among the sure ones and among all, with the one that is tried."""

    def among(mode: Mode, kept: Fourchettes) -> pd.DataFrame:
        return straight.plus_proches(straight.avec(kept, added[mode]) if added else kept)

    return Proches(
        {mode: among(mode, straight.parmi(every, sure)) for mode, every in times.items()},
        {mode: among(mode, every) for mode, every in times.items()},
    )


def answer_to(
    base: Base, asked: Demande, ground: Terrain, mairies: Terrain, found: Chemins
) -> Reponse:
    """Return what is computed for a demand.

    ``ground``: the service that is asked; ``mairies``: where a facility may be tried; ``found``:
    the ways along the roads.
    """
    hypotheses = asked.hypotheses
    times, from_qpv = (
        {mode: _times(lines, hypotheses, mode, known) for mode in straight.MODES}
        for lines, known in (
            (ground.lignes, found.service),
            (ground.lignes_qpv, found.qpv),
        )
    )
    before = after = _nearest(times, ground.surs)
    counted = straight.comptes(ground.table, a_confirmer=asked.a_confirmer)
    lines = added = straight.parmi(ground.lignes, frozenset(counted["id"]))
    if asked.ajout is not None:
        more = towards(ground.lignes, asked.ajout)
        added = straight.avec(lines, more)
        tried = {m: _times(more, hypotheses, m, found.ajout) for m in straight.MODES}
        after = _nearest(times, ground.surs, tried)
    return Reponse(
        base=base,
        terrain=ground,
        avant=before,
        apres=after,
        qpv=_nearest(from_qpv, ground.surs),
        lignes=straight.plus_proches(lines),
        lignes_apres=straight.plus_proches(added),
        candidates=_times(mairies.lignes, hypotheses, asked.mode, found.mairies),
        noms=_names(ground.table),
        comptes=len(counted),
        voisins=int(states.outside(counted).sum()),
        sur_reseau=found.service is not None,
    )


def _names(table: pd.DataFrame) -> dict[str, str]:
    away = states.outside(table)
    places = table["commune"].mask(away, table["commune"] + f", {mots.ACCES_VOISINS}")
    labels = table["nom"].str.cat(" (" + places + ")", na_rep="")
    added = {mots.ACCES_SI_NOM: mots.ACCES_SI_NOM.capitalize()}
    return dict(zip(table["id"], labels, strict=True)) | added


def unsure_sides(answer: Reponse, asked: Demande) -> pd.Series:
    """Return whether each commune could be on either side of the threshold.

    By the hypotheses, or by what the states that are not established turn out to be.
    """
    near = answer.avant if asked.avant else answer.apres
    worst = reach.desservies(near.surs[asked.mode], asked.minutes)["bas"]
    best = reach.desservies(near.possibles[asked.mode], asked.minutes)["haut"]
    return best & ~worst


def shown(answer: Reponse, asked: Demande) -> dict[Mode, pd.DataFrame]:
    """Return the times that the page shows: with the added facility unless « avant » is asked."""
    near = answer.avant if asked.avant else answer.apres
    return near.comptes(a_confirmer=asked.a_confirmer)
