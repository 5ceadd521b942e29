"""What « Accès aux services » answers: what is asked, what is computed, in what words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.access import network as network_module
from geo.access import straight
from geo.answers import bundle
from geo.answers.sentence import Chiffre, nom_de_la_selection
from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_metric
from geo.core.errors import AtlasError
from geo.drawing.maps import colours
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import accord, agree, avec_unite, cle_de_tri, enumeration, nombre
from geo.measures import joins
from geo.ui import cache
from geo.ui.parts import map_layers

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import shapely

    from geo.access.network import Reseau, Trajets
    from geo.access.straight import Fourchettes, Hypotheses, Mode
    from geo.answers.bundle import Base
    from geo.core.model import Selection

    Name = tuple[str | bool, ...]

SERVICES = tuple(textes.ACCES_SERVICES)
THEME_OF = {"dechetteries": "dechets", "piscines": "piscines", "bornes": "bornes"}
MAIRIE_COLOUR = "#12426B"
NEAR_TERRITORY_M = 20_000.0
"""How far from the communes a facility may be tried."""

HYPOTHESES = {
    "detour": "detour",
    "v_pied": "pied",
    "v_velo": "velo",
    "v_voiture": "voiture",
    "v_route": "route",
    "depart": "depart",
    "fixe": "stationnement",
}
"""Parameter of the address -> hypothesis."""

COORDINATES = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
HOUR = 60


# --- what is asked ---


@dataclass(frozen=True, slots=True)
class Ajout:
    """A facility that is tried: its name, its place in Lambert-93, its latitude and longitude."""

    nom: str
    lieu: shapely.Point
    lat: float
    lon: float
    code: str = ""


@dataclass(frozen=True, slots=True)
class Demande:
    """What the reader asks: a service, a mode, a threshold, for a selection.

    ``avant``: to see the state before the added facility.
    """

    service: str
    mode: Mode
    minutes: int
    a_confirmer: bool
    selection: Selection
    hypotheses: Hypotheses
    ajout: Ajout | None
    avant: bool = False

    @property
    def noms(self) -> tuple[str, str]:
        """Return the noun of the service: singular, plural."""
        return textes.ACCES_NOMS[self.service]

    @property
    def couleur(self) -> str:
        """Return the colour of the service."""
        theme = THEME_OF.get(self.service)
        return catalog.theme(theme).couleur if theme else MAIRIE_COLOUR


@dataclass(frozen=True, slots=True)
class Reponse:
    """What is computed: one row = a commune in each frame, on the index of ``base.communes``.

    ``avant`` and ``apres`` (with the added facility, or the same) hold the nearest facility by
    mode, in minutes; ``lignes`` and ``lignes_apres`` in metres. ``noms`` and ``lieux`` name a
    facility and its commune by id. ``apart`` counts by state the facilities left apart.
    """

    base: Base
    avant: dict[Mode, pd.DataFrame]
    apres: dict[Mode, pd.DataFrame]
    lignes: pd.DataFrame
    lignes_apres: pd.DataFrame
    candidates: Fourchettes
    noms: dict[str, str]
    comptes: int
    apart: dict[str, int]
    sur_reseau: bool


def read_added(texte: str, base: Base) -> Ajout | None:
    """Return the place that a text names: the code of a commune, or ``latitude,longitude``.

    ``None`` when it is neither, or farther than ``NEAR_TERRITORY_M`` from the communes.
    """
    communes = base.communes
    row = communes[communes["code_insee"] == texte]
    if len(row):
        points = joins.commune_points(row)
        place, point = to_metric(points).iloc[0], points.iloc[0]
        return Ajout(f"{row['nom'].iloc[0]}, à la mairie", place, point.y, point.x, texte)
    found = COORDINATES.fullmatch(texte)
    if not found:
        return None
    lat, lon = float(found[1]), float(found[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - the bounds of degrees
        return None
    place = to_metric(points_from_lonlat(pd.DataFrame({"lon": [lon], "lat": [lat]}))).iloc[0]
    if not to_metric(communes.geometry).dwithin(place, NEAR_TERRITORY_M).any():
        return None
    return Ajout(f"{nombre(lat, 4)} ; {nombre(lon, 4)}", place, lat, lon)


# --- what is computed ---


def network() -> Reseau | None:
    """Return the road network, if one is installed."""
    found: Reseau | None = cache.once(
        ("acces", "reseau"), lambda: network_module.load(catalog.DATA / "routes")
    )
    return found


def table_of(service: str, base: Base) -> pd.DataFrame:
    """Return the facilities of a service, open or not."""
    if service == "mairies":
        return straight.mairies(base.communes)
    table: pd.DataFrame = cache.theme(THEME_OF[service]).table
    return table


def lines_of(service: str, base: Base, *, a_confirmer: bool, qpv: bool = False) -> Fourchettes:
    """Return the straight lines from the communes (or the QPV) to the facilities that count."""

    def make() -> Fourchettes:
        origins = straight.qpv_points(base.qpv) if qpv else joins.commune_points(base.communes)
        counted = straight.comptes(table_of(service, base), a_confirmer=a_confirmer)
        return straight.distances(origins, counted, base.communes)

    found: Fourchettes = cache.once(("acces", service, a_confirmer, qpv), make)
    return found


def _ways(
    roads: Reseau, lines: Fourchettes, hypotheses: Hypotheses, mode: Mode, name: Name
) -> Trajets:
    """Return the ways of some lines, searched once whatever is then asked of them."""
    speed: float | None = cache.once(
        ("acces", "vitesse", mode, str(hypotheses.voiture.centre)),
        lambda: network_module.vitesse_inconnue(roads, hypotheses, mode),
    )

    def make() -> Trajets:
        known = roads.connus.get(mode) if speed is None else None
        found = known.entre(lines.origines, lines.cibles) if known else None
        if found is not None:
            return found
        streets = cache.once(
            ("acces", "rues", mode, str(speed)),
            lambda: network_module.graphe(roads, hypotheses, mode),
        )
        return network_module.search_streets(streets, lines.origines, lines.cibles)

    found: Trajets = cache.once(("acces", "trajets", mode, str(speed), *name), make)
    return found


def times_of(lines: Fourchettes, hypotheses: Hypotheses, mode: Mode, name: Name) -> Fourchettes:
    """Return the times along the network if there is one, else estimated.

    ``name`` tells these lines from all others.
    """
    roads = network()
    if roads is None:
        return straight.minutes(lines, hypotheses, mode)
    ways = _ways(roads, lines, hypotheses, mode, name)
    return network_module.minutes_reseau(ways, lines, hypotheses, mode)


def answer_to(base: Base, asked: Demande) -> Reponse:
    """Return what is computed for a demand.

    Raises
    ------
    AtlasError
        If the file of the service, or of the network, is missing or damaged.
    """
    lines = lines_of(asked.service, base, a_confirmer=asked.a_confirmer)
    name = (asked.service, asked.a_confirmer)
    times = {mode: times_of(lines, asked.hypotheses, mode, name) for mode in straight.MODES}
    before = {mode: straight.plus_proches(times[mode]) for mode in straight.MODES}
    added, after = lines, before
    if asked.ajout is not None:
        more = straight.vers_un_lieu(lines.origines, asked.ajout.lieu, textes.ACCES_SI_NOM)
        added = straight.avec(lines, more)
        place = ("ajout", f"{asked.ajout.lieu.x:.2f}", f"{asked.ajout.lieu.y:.2f}")
        after = {
            mode: straight.plus_proches(
                straight.avec(times[mode], times_of(more, asked.hypotheses, mode, place))
            )
            for mode in straight.MODES
        }
    table = table_of(asked.service, base)
    counted = straight.comptes(table, a_confirmer=asked.a_confirmer)
    labels = table["nom"].str.cat(" (" + table["commune"] + ")", na_rep="")
    apart = table.loc[~table.index.isin(counted.index), "statut"].value_counts()
    candidates = lines_of("mairies", base, a_confirmer=False)
    return Reponse(
        base=base,
        avant=before,
        apres=after,
        lignes=straight.plus_proches(lines),
        lignes_apres=straight.plus_proches(added),
        candidates=times_of(candidates, asked.hypotheses, asked.mode, ("mairies", False)),
        noms=dict(zip(table["id"], labels, strict=True))
        | {textes.ACCES_SI_NOM: textes.ACCES_SI_NOM.capitalize()},
        comptes=len(counted),
        apart={str(statut): int(count) for statut, count in apart.items()},
        sur_reseau=network() is not None,
    )


def shown(answer: Reponse, asked: Demande) -> dict[Mode, pd.DataFrame]:
    """Return the times that the page shows: with the added facility unless « avant » is asked."""
    return answer.avant if asked.avant else answer.apres


# --- words ---


def duree(minutes: float) -> str:
    """Return a time for a reader: minutes, then hours and minutes."""
    return "—" if pd.isna(minutes) else _whole_minutes(round(minutes))


@functools.cache
def _whole_minutes(whole: int) -> str:
    if whole < 1:
        return "moins d’1\N{NO-BREAK SPACE}min"
    if whole < HOUR:
        return avec_unite(whole, "min")
    return f"{whole // HOUR}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{whole % HOUR:02d}"


def fourchette(row: Mapping[Hashable, Any]) -> str:
    """Return a time and its range: « 23 min (16 min à 35 min) »."""
    if pd.isna(row["centre"]):
        return "—"
    low, high = duree(row["bas"]), duree(row["haut"])
    told = duree(row["centre"])
    return told if low == high else f"{told} ({low} à {high})"


def km(row: Mapping[Hashable, Any]) -> str:
    """Return a distance in kilometres, as a range when it is one: « 3,1 à 6,4 »."""
    if pd.isna(row["bas"]):
        return "—"
    low, high = _hectometres(round(row["bas"] / 100)), _hectometres(round(row["haut"] / 100))
    return low if low == high else f"{low} à {high}"


@functools.cache
def _hectometres(count: int) -> str:
    return nombre(count / 10, 1)


def percent(share: float) -> str:
    """Return a share as it is written, without decimals."""
    return avec_unite(share, "%")


def d_un(asked: Demande) -> str:
    """Return « d’une piscine confirmée », as the facilities counted want it."""
    noun = asked.noms[0]
    if asked.service == "mairies":
        return f"d’une {noun}"
    if asked.a_confirmer:
        return f"d’une {noun}, confirmée ou à l’état non établi"
    return f"d’une {noun} confirmée"


def phrase(answer: Reponse, asked: Demande) -> str:
    """Return the sentence of the selection: who is within the threshold, or how far one is."""
    communes = bundle.focus_of(answer.base, asked.selection)
    if not answer.comptes:
        return textes.ACCES_SANS_EQUIPEMENT
    times = shown(answer, asked)[asked.mode]
    mode = textes.ACCES_MODES[asked.mode]
    if asked.ajout is not None and not asked.avant:
        mode = f"Avec {textes.ACCES_SI_NOM_LE} ({asked.ajout.nom}), {mode.lower()}"
    if len(communes) == 1:
        return _phrase_of_one(answer, asked, communes, times)
    served = straight.desserte(communes["population"], times, asked.minutes)
    who = "des habitants des deux agglomérations"
    if asked.selection.communes:
        where = nom_de_la_selection(answer.base, asked.selection)
        mode, who = f"{mode}, {where}", "des habitants"
    elif asked.selection.territoire:
        who = f"des habitants de la {catalog.territory(asked.selection.territoire).sigle}"
    return (
        f"{mode}, {percent(served.part_pct())} {who} sont à moins de {asked.minutes} minutes "
        f"{d_un(asked)}{_between(served)}."
    )


def _between(served: straight.Desserte) -> str:
    low, high = percent(served.part_pct("bas")), percent(served.part_pct("haut"))
    if low == high:
        return ""
    return f" (entre {low} et {high} selon les hypothèses)"


def _phrase_of_one(
    answer: Reponse, asked: Demande, communes: pd.DataFrame, times: pd.DataFrame
) -> str:
    row = times.loc[communes.index[0]]
    where = nom_de_la_selection(answer.base, asked.selection)
    start = f"{where[0].upper()}{where[1:]}"
    if pd.isna(row["centre"]):
        return f"{start}, aucune {asked.noms[0]} n’est atteinte."
    about = f"environ {duree(row['centre'])}"
    low, high = duree(row["bas"]), duree(row["haut"])
    spread = "" if low == high else f" (entre {low} et {high} selon les hypothèses)"
    mode = textes.ACCES_MODES[asked.mode].lower()
    noun = asked.noms[0] if asked.service == "mairies" else f"{asked.noms[0]} comptée"
    return (
        f"{start}, la {noun} la plus proche, {answer.noms[str(row['id'])]}, est à {about} "
        f"{mode}{spread}."
    )


def phrase_gain(row: Mapping[Hashable, Any], asked: Demande) -> str:
    """Return what the added facility changes at the threshold and mode asked."""
    ajout = asked.ajout.nom if asked.ajout else ""
    mode = textes.ACCES_MODES[asked.mode].lower()
    low, high = nombre(row["gagnes_min"]), nombre(row["gagnes_max"])
    spread = "" if low == high else f" (de {low} à {high} selon les hypothèses)"
    won = int(row["habitants_gagnes"])
    count = int(row["communes_gagnees"])
    return (
        f"Une {asked.noms[0]} de plus ({ajout}) mettrait {accord(won, 'habitant')} de plus"
        f"{spread}, dans {accord(count, 'commune')}, à moins de {asked.minutes} minutes {mode}."
    )


def laissees_apart(answer: Reponse, asked: Demande) -> str:
    """Return how many facilities count and how many are left apart, by state."""
    theme_id = THEME_OF.get(asked.service, asked.service)
    parts = [
        f"{count} {mots_etats.agreed(theme_id, statut, count)}"
        for statut, count in answer.apart.items()
    ]
    told = f"{accord(answer.comptes, *asked.noms)} {agree(answer.comptes, 'comptée')}"
    return f"{told} ; laissées à part : {enumeration(parts)}." if parts else f"{told}."


def chiffres(answer: Reponse, asked: Demande) -> tuple[Chiffre, ...]:
    """Return the key figures of the selection."""
    communes = bundle.focus_of(answer.base, asked.selection)
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    served = straight.desserte(communes["population"], times, asked.minutes)
    within = straight.desservies(times, asked.minutes)["centre"]
    source = textes.ACCES_RESEAU if answer.sur_reseau else textes.ACCES_ESTIMATION
    mode = textes.ACCES_MODES[asked.mode].lower()
    threshold = f"à {asked.minutes} min au plus, {mode}"
    low, high = (nombre(served.part_pct(side)) for side in ("bas", "haut"))
    shares = f"{low} à {high} % selon les hypothèses"
    people = f"{nombre(served.bas)} à {nombre(served.haut)} selon les hypothèses"
    figures = [
        Chiffre(nombre(served.part_pct()), "%", f"des habitants, {shares}", source),
        Chiffre(nombre(served.centre), "hab.", people, source),
        Chiffre(nombre(int(within.sum())), f"/ {len(communes)} communes", threshold, source),
    ]
    longest = times["centre"].idxmax() if times["centre"].notna().any() else None
    if longest is not None:
        label = f"au plus loin : {communes.loc[longest, 'nom']}"
        figures.append(Chiffre(duree(times.loc[longest, "centre"]), "", label, source))
    return tuple(figures)


def notes(answer: Reponse, asked: Demande) -> list[str]:
    """Return what a file of this page must say of itself."""
    told = [
        f"{asked.noms[1].capitalize()}, {textes.ACCES_MODES[asked.mode].lower()}.",
        laissees_apart(answer, asked),
    ]
    if asked.ajout is not None:
        told.append(f"Équipement ajouté : {asked.ajout.nom}.")
    told += [
        f"{record.titre} : {nombre(record.bas, 2)} / {nombre(record.centre, 2)} / "
        f"{nombre(record.haut, 2)} {record.unite}."
        for record in (getattr(asked.hypotheses, name) for name in HYPOTHESES.values())
    ]
    if answer.sur_reseau:
        told.append(textes.ACCES_OSM)
    return [*told, *textes.ACCES_METHODE]


# --- frames ---


def communes_frame(answer: Reponse, asked: Demande) -> pd.DataFrame:
    """Return one row a commune of the territory: nearest facility, distance, time, class, rank."""
    communes = bundle.communes_of(answer.base, asked.selection)
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    lines = (answer.lignes if asked.avant else answer.lignes_apres).loc[communes.index]
    return pd.DataFrame(
        {
            "commune": communes["nom"],
            "territoire": communes["territoire"].map(lambda t: catalog.territory(t).sigle),
            "population": communes["population"],
            "temps_centre": times["centre"],
            "temps_bas": times["bas"],
            "temps_haut": times["haut"],
            "classe": straight.classes(times).map(textes.ACCES_CLASSES),
            "proche": times["id"].map(answer.noms),
            "distance_bas_km": lines["bas"] / 1000,
            "distance_haut_km": lines["haut"] / 1000,
            "rang": straight.moins_desservies(communes, times),
        }
    )


def temps_par_mode(answer: Reponse, asked: Demande) -> pd.DataFrame:
    """Return the times of every mode, for a file: one row a commune of the territory, in minutes.

    Columns: ``temps_<mode>_bas``, ``_centre``, ``_haut``; missing where nothing is reached.
    """
    index = bundle.communes_of(answer.base, asked.selection).index
    return pd.DataFrame(
        {
            f"temps_{mode}_{side}": times.loc[index, side].round(1)
            for mode, times in shown(answer, asked).items()
            for side in ("bas", "centre", "haut")
        }
    )


def groupes(answer: Reponse, asked: Demande) -> dict[str, pd.DataFrame]:
    """Return the groups of communes that the page compares, by name."""
    communes, base = answer.base.communes, answer.base
    in_qpv = communes["code_insee"].isin(base.qpv_communes["code_insee"])
    groups = {textes.ACCES_GROUPE_TOUS: communes}
    groups |= {
        record.sigle: communes[communes["territoire"] == record.id]
        for record in catalog.TERRITORIES.values()
    }
    groups[textes.ACCES_GROUPE_QPV] = communes[in_qpv]
    if asked.selection.communes:
        groups[textes.ACCES_GROUPE_SELECTION] = bundle.focus_of(base, asked.selection)
    return {name: group for name, group in groups.items() if len(group)}


def readable_services() -> list[str]:
    """Return the services whose file can be read; the page of the others tells why."""
    read = []
    for service in SERVICES:
        try:
            if service in THEME_OF:
                cache.theme(THEME_OF[service])
        except AtlasError:
            continue
        read.append(service)
    return read


def qpv_times(base: Base, asked: Demande) -> pd.DataFrame:
    """Return the time from each QPV, from a point inside it, to the nearest facility."""
    lines = lines_of(asked.service, base, a_confirmer=asked.a_confirmer, qpv=True)
    key = (asked.service, asked.a_confirmer, "qpv")
    return straight.plus_proches(times_of(lines, asked.hypotheses, asked.mode, key))


def qpv_served(base: Base, asked: Demande) -> str:
    """Return how many inhabitants of the QPV of the selection are served; empty if not known.

    A QPV counts once and whole, from the point inside it.
    """
    people = straight.habitants_qpv(bundle.rows_of(cache.theme("qpv"), asked.selection))
    if people.empty or people.isna().any():
        return ""
    served = straight.desserte(people, qpv_times(base, asked), asked.minutes)
    return textes.ACCES_QPV_DESSERTE.format(
        mode=textes.ACCES_MODES[asked.mode],
        part=percent(served.part_pct()),
        habitants=accord(served.habitants, "habitant"),
        minutes=asked.minutes,
        service=d_un(asked),
        entre=_between(served),
    )


def qpv_frame(base: Base, asked: Demande) -> pd.DataFrame:
    """Return one row a QPV of the selection: time, distances, what is inside and near.

    ``dedans``, ``bande`` and ``dehors`` count the facilities whose place is known; they are missing
    when there is none.
    """
    rows = bundle.rows_of(cache.theme("qpv"), asked.selection)
    times = qpv_times(base, asked).loc[rows.index]
    counted = straight.comptes(table_of(asked.service, base), a_confirmer=asked.a_confirmer)
    counts = cache.once(
        ("acces_qpv", asked.service, asked.a_confirmer),
        lambda: straight.equipements_par_qpv(counted, base.qpv),
    ).loc[rows.index]
    far = {}
    for service in readable_services():
        lines = straight.plus_proches(
            lines_of(service, base, a_confirmer=asked.a_confirmer, qpv=True)
        )
        far[f"vers_{service}"] = [km(row) for row in lines.loc[rows.index].to_dict("records")]
    return pd.DataFrame(
        {
            "quartier": rows["nom"],
            "communes": rows["communes"],
            "habitants": straight.habitants_qpv(rows),
            "temps_bas": times["bas"].round(),
            "temps_centre": times["centre"].round(),
            "temps_haut": times["haut"].round(),
            **{name: counts[name] for name in ("dedans", "bande", "dehors")},
            **far,
        },
        index=rows.index,
    )


def qpv_sentence(frame: pd.DataFrame, asked: Demande, exact: int, apart: int) -> str:
    """Return how many QPV have nothing inside nor near, among places that are known."""
    if not exact:
        verb = "sont" if apart > 1 else "est"
        return (
            f"Aucune {asked.noms[0]} comptée n’a de position connue : rien ne dit si elle est dans "
            f"un quartier ou à moins de 300 m. {accord(apart, *asked.noms)} {verb} à part."
        )
    without = int((frame["dedans"] + frame["bande"] == 0).sum())
    verb = "n’ont" if without > 1 else "n’a"
    told = (
        f"{nombre(without)} {'quartiers' if without > 1 else 'quartier'} sur {len(frame)} {verb} "
        f"aucune {asked.noms[0]} à la position connue, ni dedans ni à moins de 300 m."
    )
    if apart:
        told += f" {accord(apart, *asked.noms)} à la position approximative, à part."
    return told


def situations_frame(base: Base, asked: Demande, counted: pd.DataFrame) -> pd.DataFrame:
    """Return one row a commune with a facility, or part of the band, of the selection."""
    communes = bundle.focus_of(base, asked.selection)
    found = cache.once(
        ("acces_situations", asked.service, asked.a_confirmer),
        lambda: straight.situations_par_commune(base.communes, counted, base.qpv),
    ).loc[communes.index]
    share = cache.theme("qpv").mesures.loc[communes.index, "part_bande_300m_pct"]
    frame = found.assign(commune=communes["nom"], part_bande_300m_pct=share)
    kept = frame[(found.sum(axis=1) > 0) | (share > 0)]
    columns = ["commune", "part_bande_300m_pct", *found.columns]
    order = kept["commune"].map(cle_de_tri).sort_values().index
    return pd.DataFrame(kept.loc[order, columns])


# --- what a map or a chart says of itself ---


def palette(asked: Demande) -> list[str]:
    """Return one colour a class, darker when farther."""
    return colours.sequential(asked.couleur, len(straight.CLASSES))


def provenance(answer: Reponse, asked: Demande) -> str:
    """Return where the times come from: the facilities, the communes, and how they are made."""
    ids = () if asked.service == "mairies" else (asked.service,)
    made = textes.ACCES_RESEAU if answer.sur_reseau else textes.ACCES_ESTIMATION
    return f"{map_layers.mentions(*ids, 'communes')} ; {made}"


def a_savoir(answer: Reponse, asked: Demande) -> str:
    """Return what a picture must say of its times: what is counted, under which assumptions."""
    seen = replace(asked, ajout=None) if asked.avant else asked
    return " ".join(line for line in notes(answer, seen) if line not in textes.ACCES_METHODE)
