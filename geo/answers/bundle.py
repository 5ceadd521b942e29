"""Assembles what a page needs: tables read, joined and measured.

What a selection keeps of it is in ``geo.answers.view``. Nothing here caches: ``geo.ui.cache`` does,
so that the library stays plain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo import sources
from geo.core import catalog
from geo.core.crs import WGS84, to_display
from geo.core.errors import AtlasError, DataFileError
from geo.drawing.maps import layers
from geo.drawing.maps.outlines import drawn_outlines
from geo.labels import bornes as mots_bornes
from geo.labels import phrases as mots_phrases
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import NON_RENSEIGNE, avec_unite, cle_de_tri
from geo.measures import charging, indicators, joins, quality, states
from geo.measures.groups import Groupes, aucun
from geo.sources.tables import cantons, qpv, qpv_communes, qpv_population, revenus, totaux_publics

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core.model import Theme

EQUIPEMENTS = ("bornes", "dechetteries", "piscines", "ouvrages")


@dataclass(frozen=True, slots=True)
class Base:
    """The spine of every page: communes (sorted by code), QPV, and the covering of one by other.

    ``qpv_perdu`` says why the QPV cannot be read; both their tables are then empty, and what is
    told of them must go through ``require_qpv`` or say that it is not known. ``groupes``: the ready
    groups of communes, which give a selection its name. ``qpv_population`` and ``revenus``: the
    tables of that name (see their sources), ``totaux``: that of ``totaux_publics``; empty where
    they cannot be read: what they tell is then not known.
    """

    communes: gpd.GeoDataFrame
    qpv: gpd.GeoDataFrame
    qpv_communes: pd.DataFrame
    qpv_perdu: str = ""
    groupes: Groupes = field(default_factory=aucun)
    qpv_population: pd.DataFrame = field(default_factory=lambda: _nothing(qpv_population))
    revenus: pd.DataFrame = field(default_factory=lambda: _nothing(revenus))
    totaux: pd.DataFrame = field(default_factory=lambda: _nothing(totaux_publics))

    def require_qpv(self) -> None:
        """Refuse to go on without the QPV.

        Raises
        ------
        DataFileError
            If their file is missing or damaged, with the reason.
        """
        if self.qpv_perdu:
            raise DataFileError(self.qpv_perdu)


@dataclass(frozen=True)
class ThemeData:
    """All that one theme shows, before any filter.

    ``table``: one row = a facility (or a QPV), with its commune, its situation towards QPV, its
    position. ``mesures``: one row = a commune, one column an indicator of the theme, on the index
    of ``base.communes``. ``proches``: the id of the nearest open facility, on the same index.
    ``possibles``: ``distance_m`` and ``id`` of the nearest one, counting also those whose state is
    not established. ``couche``: the layer of the facilities.
    """

    theme: Theme
    base: Base
    table: gpd.GeoDataFrame
    mesures: pd.DataFrame
    proches: pd.Series
    possibles: pd.DataFrame
    couche: layers.Layer

    @cached_property
    def plain(self) -> pd.DataFrame:
        """The facilities without their places, as plain objects: same rows and index.

        What looks at a few rows does it on these: a mask or a row of the whole table takes every
        column again, its places included, and costs ten times as much.
        """
        kept = [name for name in self.table.columns if name != self.table.geometry.name]
        columns = {name: self.table[name].to_list() for name in kept}
        return pd.DataFrame(columns, index=self.table.index, dtype=object)

    def rows_where(self, column: str, value: str) -> pd.DataFrame:
        """Return the rows of ``plain`` whose ``column`` is ``value``, in the order of the table."""
        return self.plain.iloc[self._places(column).get(value, [])]

    def _places(self, column: str) -> dict[str, list[int]]:
        """Return the rank of the rows of each value of a column."""
        if column not in self._ranks:
            found: dict[str, list[int]] = {}
            for rank, value in enumerate(self.plain[column]):
                found.setdefault(value, []).append(rank)
            self._ranks[column] = found
        return self._ranks[column]

    @cached_property
    def _ranks(self) -> dict[str, dict[str, list[int]]]:
        return {}


def load_base() -> Base:
    """Return the spine; QPV that cannot be read are told in it, the rest goes on without them.

    Cantons that cannot be read are no longer offered as groups: the data page says why.

    Raises
    ------
    AtlasError
        If the file of the communes is missing, damaged or does not follow its schema.
    """
    communes = sources.load_geo("communes")
    lost = ""
    try:
        perimeters, covered = sources.load_geo("qpv"), sources.load("qpv_communes")
    except AtlasError as error:
        lost = str(error)
        perimeters = gpd.GeoDataFrame(columns=[*qpv.SCHEMA.columns], geometry="geometry", crs=WGS84)
        covered = pd.DataFrame(columns=[*qpv_communes.SCHEMA.columns])
    groups = Groupes(communes, covered, _or_nothing("cantons", cantons))
    people = _or_nothing("qpv_population", qpv_population)
    incomes = _or_nothing("revenus", revenus)
    totals = _or_nothing("totaux_publics", totaux_publics)
    return Base(communes, perimeters, covered, lost, groups, people, incomes, totals)


def _or_nothing(source_id: str, owner: Any) -> pd.DataFrame:
    """Return a table, without any row where it cannot be read: the data page says why."""
    try:
        return sources.load(source_id)
    except AtlasError:
        return _nothing(owner)


def _nothing(owner: Any) -> pd.DataFrame:
    return pd.DataFrame(columns=[*owner.SCHEMA.columns])


def equipements(base: Base, table: str) -> gpd.GeoDataFrame:
    """Return a table of facilities with what its joins tell.

    Adds ``commune`` (official name, or that of the neighbour outside the agglomérations),
    ``geometry`` (its place, or the mairie of its commune), ``position_approximative``,
    ``code_qpv``, ``situation_qpv`` and ``distance_qpv_m`` (missing when the place is known to the
    commune only).
    """
    frame = sources.load(table)
    position = joins.position(frame, base.communes)
    approx = joins.position_approximative(frame)
    exact = position.mask(approx)
    names = base.communes.set_index("code_insee")["nom"]
    described = frame.assign(
        commune=frame["code_insee"].map(names).fillna(frame["commune_voisine"]),
        position_approximative=approx,
        **_towards_qpv(exact, base),
    )
    return gpd.GeoDataFrame(described, geometry=position)


def _towards_qpv(points: gpd.GeoSeries, base: Base) -> dict[str, pd.Series]:
    """Return where points stand towards the QPV; not known when these cannot be read."""
    if base.qpv_perdu:
        unknown = pd.Series(pd.NA, index=points.index, dtype="str")
        metres = pd.Series(float("nan"), index=points.index)
        return {"code_qpv": unknown, "situation_qpv": unknown, "distance_qpv_m": metres}
    return {
        "code_qpv": joins.qpv_at(points, base.qpv),
        "situation_qpv": joins.situation_qpv(points, base.qpv),
        "distance_qpv_m": joins.distance_to_qpv_m(points, base.qpv),
    }


def quartiers(base: Base) -> gpd.GeoDataFrame:
    """Return the QPV with the names of the communes they really cover, and who lives there."""
    names = base.communes.set_index("code_insee")["nom"]
    covered = base.qpv_communes.assign(nom_commune=base.qpv_communes["code_insee"].map(names))
    by_qpv = covered.groupby("code_qpv")
    listed = by_qpv["nom_commune"].agg(lambda known: ", ".join(sorted(known, key=cle_de_tri)))
    codes = by_qpv["code_insee"].agg("|".join)
    people = base.qpv_population.set_index("code_qpv").reindex(base.qpv["code_qpv"])
    return base.qpv.assign(
        **people.set_axis(base.qpv.index),
        id=base.qpv["code_qpv"],
        communes=base.qpv["code_qpv"].map(listed),
        codes_communes=base.qpv["code_qpv"].map(codes),
    )


REVENUS = ("niveau_vie_median_eur", "taux_pauvrete_pct")
"""Columns of ``revenus`` that are measures of a commune: what is secret there stays missing."""


def _measures_of_qpv(base: Base) -> dict[str, pd.Series]:
    communes = base.communes
    return {
        "part_qpv_pct": indicators.part_qpv_pct(communes, base.qpv_communes),
        "part_bande_300m_pct": joins.band_share_pct(communes, base.qpv, joins.BAND_M),
        "nb_qpv": indicators.nb_qpv(communes, base.qpv_communes),
        **{name: indicators.known(communes, base.revenus, name) for name in REVENUS},
    }


def _measures_of_facilities(
    base: Base, table: gpd.GeoDataFrame, nearest: pd.DataFrame
) -> dict[str, pd.Series]:
    communes, open_ones = base.communes, indicators.comptes(table)
    measures = {
        "nb_equipements": indicators.count_by_commune(communes, open_ones),
        "distance_m": nearest["distance_m"],
    }
    if "dans_la_base" in table:
        measures |= _measures_of_charging(communes, table)
    if "volume_m3" in table:
        measures["volume_m3"] = indicators.total_by_commune(communes, open_ones, "volume_m3")
    return measures


def _measures_of_charging(
    communes: gpd.GeoDataFrame, table: gpd.GeoDataFrame
) -> dict[str, pd.Series]:
    points = charging.points_by_commune(communes, table)
    ours = charging.off_motorways(table)
    near = charging.points_by_commune(communes, ours)
    private = charging.points_by_commune(communes, charging.without_dealers(ours))
    rates = {
        "points_pour_1000_hab": near["points_min"],
        "points_pour_1000_hab_max": near["points_max"],
        "points_hors_concessions": private["points_min"],
    }
    history = sources.load("bornes_2022").drop_duplicates("site_2022")
    return {
        **{
            name: indicators.per_inhabitants(count, communes, 1000) for name, count in rates.items()
        },
        "points_de_charge": points["points_min"],
        "points_de_charge_max": points["points_max"],
        "sites_2025": indicators.count_by_commune(communes, charging.declared(table)),
        "sites_2022": indicators.count_by_commune(communes, history),
    }


OTHER_END = {"points_pour_1000_hab": "points_pour_1000_hab_max"}
"""Indicators whose range has its other end in another column of the measures."""


def other_end(data: ThemeData, indicator_id: str) -> pd.Series | None:
    """Return what an indicator would be with what may be open; ``None`` when it has no range."""
    if indicator_id == "distance_m":
        return data.possibles["distance_m"]
    found: pd.Series | None = data.mesures.get(OTHER_END.get(indicator_id))
    return found


def theme_data(base: Base, theme_id: str) -> ThemeData:
    """Return all that a theme shows, before any filter.

    Raises
    ------
    AtlasError
        If a file of the theme is missing, damaged or does not follow its schema.
    """
    theme = catalog.theme(theme_id)
    if theme.table == "qpv":
        base.require_qpv()
        table = quartiers(base)
        measures = _measures_of_qpv(base)
        proches = pd.Series(pd.NA, index=base.communes.index)
        possibles = pd.DataFrame({"distance_m": float("nan"), "id": proches})
        layer = _quartiers_layer(table)
    else:
        table = equipements(base, theme.table)
        nearest = indicators.distance_au_plus_proche(base.communes, table)
        measures, proches = _measures_of_facilities(base, table, nearest), nearest["id"]
        possibles = indicators.plus_proche(base.communes, indicators.possibles(table))
        layer = layers.points_layer(theme.table, table.geometry, cards(theme, table))
    kept = {name: measures[name] for name in theme.indicateurs}
    mesures = pd.DataFrame(kept, index=base.communes.index)
    return ThemeData(theme, base, table, mesures, proches, possibles, layer)


# --- the cards of facilities, as the map shows them -------------------------------------------

RADIUS = 7
RADIUS_PER_ROOT = 2.6
RADIUS_MAX = 18


def _radius(theme: Theme, table: pd.DataFrame) -> pd.Series:
    """Return the radius of each symbol: its area follows the size of the facility when known."""
    size = {"bornes": "nbre_pdc_min", "inondations": "volume_m3"}.get(theme.id)
    if size is None:
        return pd.Series(RADIUS, index=table.index)
    known = pd.to_numeric(table[size], errors="coerce").astype(float)
    unit = 1.0 if theme.id == "bornes" else 5000.0
    roots = (known / unit) ** 0.5 * RADIUS_PER_ROOT + 3
    return roots.clip(5, RADIUS_MAX).fillna(5).round(1)


def _details(theme: Theme, row: dict[str, Any]) -> list[str]:
    facts: list[tuple[str, str, Callable[[Any], str]]] = [
        ("puissance_max_kw", "Puissance maximale", lambda v: avec_unite(v, "kW", 1)),
        ("volume_m3", "Volume", lambda v: avec_unite(v, "m³")),
        ("surface_bassins_m2", "Bassins", lambda v: avec_unite(v, "m²")),
        ("annee", "Année", lambda v: NON_RENSEIGNE if pd.isna(v) else str(int(v))),
    ]
    state = mots_etats.title(mots_phrases.kind_of(theme.id), str(row["statut"]))
    lines = [f"{row['commune']} · {state} · {row['type']}"]
    if row.get("hors_territoire"):
        lines.append(mots_etats.HORS_TERRITOIRE.capitalize())
    if "nbre_pdc_min" in row:
        points = mots_bornes.fourchette(row["nbre_pdc_min"], row["nbre_pdc_max"])
        lines.append(f"Points de charge : {points}")
    lines += [f"{label} : {write(row[key])}" for key, label, write in facts if key in row]
    if not pd.isna(row.get("concessionnaire")):
        lines.append(mots_bornes.CONCESSION.format(marques=row["concessionnaire"]))
    if not pd.isna(row.get("autoroute")):
        lines.append(mots_bornes.AIRE.format(route=row["autoroute"]))
    if not pd.isna(row["adresse"]):
        lines.append(str(row["adresse"]))
    if row["position_approximative"]:
        lines.append(textes.PRECISIONS[str(row["precision"])].capitalize())
    return lines


def cards(theme: Theme, table: gpd.GeoDataFrame) -> list[dict[str, object]]:
    """Return what the map knows of each facility, one record a row, on the order of ``table``."""
    rows = table.drop(columns="geometry").to_dict("records")
    records, kind = [], mots_phrases.kind_of(theme.id)
    seen = states.drawn(table)
    for row, rayon, statut in zip(rows, _radius(theme, table), seen, strict=True):
        details = _details(theme, row)
        records.append(
            {
                "id": row["id"],
                "nom": row["nom"],
                "statut": statut,
                "etat": mots_etats.title(kind, str(row["statut"])),
                "communes": layers.codes_of(row["code_insee"]),
                "approx": bool(row["position_approximative"]),
                "rayon": float(rayon),
                "resume": details[:2],
                "details": details,
            }
        )
    return records


# --- layers ------------------------------------------------------------------------------------

DRAWN_TOLERANCE_M = 8.0
"""The band is drawn with fewer points than it is computed with; the eye sees no difference."""


def _quartiers_layer(table: gpd.GeoDataFrame) -> layers.Layer:
    codes = [layers.codes_of(told) for told in table["codes_communes"]]
    return layers.areas_layer("qpv", table.geometry, table["id"], table["nom"], codes)


def base_layers(base: Base) -> dict[str, layers.Layer]:
    """Return the layers that several pages share: communes, territories, QPV, band of 300 m."""
    bands = to_display(joins.band(base.qpv, joins.BAND_M).simplify(DRAWN_TOLERANCE_M))
    communes = drawn_outlines(base.communes)
    return {
        "communes": layers.communes_layer(communes),
        "territoires": layers.territories_layer(communes),
        "qpv": _quartiers_layer(quartiers(base)),
        "bande": layers.areas_layer("bande", bands, base.qpv["code_qpv"], base.qpv["nom"]),
    }


def every_layer(
    shared: dict[str, layers.Layer], read: Callable[[str], ThemeData]
) -> dict[str, layers.Layer]:
    """Return ``shared`` and the layer of each theme; one whose file is damaged is left out."""
    found = dict(shared)
    for theme_id, theme in catalog.THEMES.items():
        if theme.table == "qpv":
            continue
        try:
            found[theme.table] = read(theme_id).couche
        except AtlasError:
            continue
    return found


# --- the state of the data --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DataState:
    """How the shipped data are: rows read by source, why some cannot be read, anomalies found.

    ``anomalies``: one row = one anomaly (see ``geo.measures.quality.check``).
    """

    lignes: dict[str, int]
    illisibles: dict[str, str]
    anomalies: pd.DataFrame


def data_state() -> DataState:
    """Read every source and apply every quality rule; a damaged source is told, not raised."""
    frames: dict[str, pd.DataFrame] = {}
    unreadable = dict(catalog.unreadable_sources())
    for source_id in catalog.sources():
        try:
            frames[source_id] = sources.load(source_id)
        except AtlasError as error:
            unreadable[source_id] = str(error)
    rows = {source_id: len(frame) for source_id, frame in frames.items()}
    return DataState(rows, unreadable, quality.check_all(frames))
