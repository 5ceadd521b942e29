"""The tables that are exported: assembled with what their joins tell, in documented columns.

One name, one table, whoever asks: the command line, the pages, a script.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo import sources
from geo.answers import bundle, mining, objectives
from geo.core import catalog
from geo.core.crs import points_from_lonlat
from geo.core.errors import UnknownIdError
from geo.measures import joins
from geo.reports.objectives import COLONNES_SUIVI
from geo.sources.tables import (
    actions,
    arrets_cars,
    bassins,
    batiments_miniers,
    bornes,
    cavaliers,
    cavaliers_inscrits,
    cites_minieres,
    communes,
    contradictions,
    dechetteries,
    ecoles,
    espaces_neonaturels,
    gares,
    indicateurs,
    ouvrages,
    piscines,
    puits_de_mine,
    qpv,
    qpv_population,
    revenus,
    stations_mesure,
    terrils,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.core.model import Source

GEOMETRIE = "geometry"
INTERNES = (GEOMETRIE, "nom_tri")
"""Columns of the schemas that are not documented ones: the place, and a sorting key."""

PART_DECIMALES = 1
"""Decimals of an exported share, in %."""

JOINTES = (
    "commune",
    "position_approximative",
    "code_qpv",
    "situation_qpv",
    "distance_qpv_m",
)
"""What the joins add to a facility: name of its commune, and its situation towards the QPV."""

PONCTUELLES = ("bassins", "gares", "arrets_cars", "ecoles", "stations_mesure")
"""Tables whose rows all have a place of their own, and nothing else to be joined than a name."""

COMMUNES_COUVERTES = ("code_insee", "commune", "codes_communes", "communes")
"""What the joins add to a mining object: its communes, the one that has the most of it first."""

DISTANCE_DECIMALES = 1
"""Decimals of an exported distance in metres: already finer than the outlines."""


def _columns(owner: object) -> tuple[str, ...]:
    schema = owner.SCHEMA  # type: ignore[attr-defined]
    return tuple(name for name in schema.columns if name not in INTERNES)


_COMMUNES_AUX_EQUIPEMENTS = tuple(
    name for name in _columns(bornes) if all(name in _columns(m) for m in (dechetteries, ouvrages))
)

COLONNES: dict[str, tuple[str, ...]] = {
    "communes": _columns(communes),
    "qpv": (*_columns(qpv), *_columns(qpv_population)[1:], "communes", "codes_communes"),
    "bornes": (*_columns(bornes), *JOINTES),
    "dechetteries": (*_columns(dechetteries), *JOINTES),
    "piscines": (*_columns(piscines), *JOINTES),
    "ouvrages": (*_columns(ouvrages), *JOINTES),
    "equipements": ("id", "table", *_COMMUNES_AUX_EQUIPEMENTS[1:], *JOINTES),
    "bassins": (*_columns(bassins), "commune"),
    "gares": (*_columns(gares), "commune"),
    "arrets_cars": (*_columns(arrets_cars), "commune"),
    "ecoles": (*_columns(ecoles), "commune"),
    "stations_mesure": (*_columns(stations_mesure), "commune"),
    "revenus": ("code_insee", "commune", *_columns(revenus)[1:]),
    "cites_minieres": (
        *_columns(cites_minieres),
        *COMMUNES_COUVERTES,
        "part_qpv_pct",
        "situation_qpv",
        "codes_qpv",
    ),
    "terrils": (*_columns(terrils), *COMMUNES_COUVERTES),
    "cavaliers": (*_columns(cavaliers), *COMMUNES_COUVERTES),
    "cavaliers_inscrits": (*_columns(cavaliers_inscrits), *COMMUNES_COUVERTES),
    "espaces_neonaturels": (*_columns(espaces_neonaturels), *COMMUNES_COUVERTES),
    "batiments_miniers": (*_columns(batiments_miniers), *COMMUNES_COUVERTES),
    "puits_de_mine": (*_columns(puits_de_mine), "code_insee", "commune"),
    "indicateurs": _columns(indicateurs),
    "actions": (*_columns(actions), "commune", "position_approximative"),
    "contradictions": _columns(contradictions),
    "objectifs": COLONNES_SUIVI,
}
"""Documented columns of each exported table, its identifier first; a place comes besides.

They are those of the table as shipped (see ``read`` of its module), then those of the joins.
"""

SOURCES: dict[str, tuple[str, ...]] = {
    "communes": ("communes",),
    "qpv": ("qpv", "qpv_population", "communes"),
    **{table: (table, "communes", "qpv") for table in bundle.EQUIPEMENTS},
    "equipements": (*bundle.EQUIPEMENTS, "communes", "qpv"),
    **{table: (table, "communes") for table in PONCTUELLES},
    "revenus": ("revenus", "communes"),
    "cites_minieres": ("cites_minieres", "communes", "qpv"),
    **{table: (table, "communes") for table in mining.TABLES if table != mining.CITES},
    "indicateurs": ("indicateurs",),
    "actions": ("actions", "communes"),
    "contradictions": ("contradictions",),
    "objectifs": ("objectifs", "indicateurs", "actions"),
}
"""Sources of each exported table, to be credited with it."""

_NOTES_EQUIPEMENTS = (
    "Un équipement connu seulement par sa commune ou sa rue est placé à la mairie.",
    "position_approximative le dit ; lon, lat, situation_qpv et distance_qpv_m sont alors vides.",
    "distance_qpv_m : mètres à vol d’oiseau jusqu’au quartier prioritaire (2024) le plus proche.",
    "situation_qpv : dedans, bande (à 300 m au plus) ou dehors.",
    "existence et statut sont deux faits, chacun avec sa source et sa date, vide si elle manque.",
    "Sont comptés ouverts les équipements à l’existence attestée, ouverts ou saisonniers.",
    "hors_territoire : un équipement voisin, compté dans les distances, dans aucun total.",
)

_NOTES_BASSIN = (
    "Mission Bassin Minier, avril 2026 ; les périmètres du recensement ne sont pas donnés.",
    "Une commune absente n’a rien dans la source : cela ne veut pas dire qu’il n’y a rien.",
)

NOTES: dict[str, tuple[str, ...]] = {
    "communes": (
        "Contours tracés à une dizaine de mètres ; surface_km2 est la superficie officielle.",
        "population : population municipale de 2022.",
    ),
    "qpv": (
        "Périmètres de génération 2024, généralisés à une dizaine de mètres.",
        "communes, codes_communes : les communes réellement couvertes.",
        "communes_insee : les communes que déclare la source.",
        "habitants et les colonnes suivantes : le quartier entier, millésime non précisé (Insee).",
        "Elles ne se partagent pas entre communes et ne s’additionnent pas par commune.",
    ),
    **dict.fromkeys((*bundle.EQUIPEMENTS, "equipements"), _NOTES_EQUIPEMENTS),
    "bassins": (
        "Surfaces, longueurs et profondeurs en mètres, telles que le recensement les écrit.",
        "id_installation relie les bassins d’une piscine à sa ligne de la table piscines.",
    ),
    "gares": (
        "Horaires théoriques de mars 2026 ; le réseau urbain (TADAO) n’y est pas.",
        "Une commune sans gare n’est jamais « sans transport ».",
    ),
    "arrets_cars": (
        "Horaires théoriques de mars 2026 ; le réseau urbain (TADAO) n’y est pas.",
        "Un arrêt se compte par arret ; les passages de ses lignes ne s’additionnent pas.",
    ),
    "revenus": (
        "Insee, Filosofi 2021. Une case vide est couverte par le secret statistique, jamais zéro.",
        "Les médianes et les taux ne s’additionnent ni ne se moyennent.",
    ),
    "ecoles": ("eleves compte tous les élèves de l’établissement, niveaux ensemble.",),
    "stations_mesure": ("Les débits sont ceux des basses eaux ; ils ne disent rien d’une crue.",),
    "cites_minieres": (
        *_NOTES_BASSIN,
        "double_de : la ligne redessine cette cité et ne compte pas.",
        "situation_qpv : dedans (95 % et plus de la surface), en_partie (5 % et plus) ou dehors.",
    ),
    "cavaliers": (
        *_NOTES_BASSIN,
        "Les longueurs ne s’ajoutent pas à celles de la table cavaliers_inscrits.",
    ),
    "cavaliers_inscrits": (
        *_NOTES_BASSIN,
        "Les longueurs ne s’ajoutent pas à celles de la table cavaliers.",
    ),
    **dict.fromkeys(
        ("terrils", "espaces_neonaturels", "batiments_miniers", "puits_de_mine"), _NOTES_BASSIN
    ),
    "indicateurs": (
        "Les valeurs sont celles des rapports, jamais corrigées ; voir la table contradictions.",
        "Un total de plusieurs années ne se compare pas à une valeur annuelle : voir nature.",
    ),
    "actions": (
        "Un fait est placé à la mairie de sa commune : position_approximative le dit.",
        "Un fait de toute une agglomération (portee « territoire ») n’a ni commune ni position.",
        "redit : le chiffre de la table indicateurs qui donne déjà le même nombre.",
        "Les lignes d’un même groupe_montant parlent du même argent et ne s’additionnent pas.",
    ),
    "contradictions": ("La valeur d’un rapport n’est jamais corrigée par cette table.",),
    "objectifs": (
        "etat est calculé à l’année de la table, avec sa raison ; il n’est jamais saisi.",
        "ecart : la cible moins la dernière valeur connue, vide là où il n’a pas de sens.",
    ),
}
"""What must be known to read each exported table, in French sentences."""


def records(name: str) -> tuple[Source, ...]:
    """Return the sources to credit with an exported table."""
    return tuple(catalog.source(source_id) for source_id in SOURCES[require(name)])


def require(name: str) -> str:
    """Return the name of an exported table.

    Raises
    ------
    UnknownIdError
        Listing the known ones.
    """
    if name not in COLONNES:
        known = ", ".join(COLONNES)
        msg = f"Table inconnue : « {name} ». Tables connues : {known}."
        raise UnknownIdError(msg)
    return name


def documented(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the documented columns of a table, in their order, and the place if it has one.

    Distances are rounded to the decimetre. The rows and the index are unchanged.
    """
    kept = [*COLONNES[require(name)], *([GEOMETRIE] if GEOMETRIE in frame else [])]
    rows = frame[kept]
    if "part_qpv_pct" in rows:
        return rows.assign(part_qpv_pct=rows["part_qpv_pct"].round(PART_DECIMALES))
    if "distance_qpv_m" in rows:
        return rows.assign(distance_qpv_m=rows["distance_qpv_m"].round(DISTANCE_DECIMALES))
    return rows


def table(name: str, territoire: str | None = None, communes: Sequence[str] = ()) -> pd.DataFrame:
    """Return an exported table in its documented columns, one row = what its source says.

    ``territoire`` and ``communes`` keep the rows of a territory and of communes; a QPV belongs to
    each commune that it really covers. Geometries are in WGS 84; ``indicateurs`` and
    ``contradictions`` have none. Rows follow their source, the index counts them.

    Raises
    ------
    UnknownIdError
        If the table, the territory or a commune is not known, or if the table does not tell
        communes.
    AtlasError
        If a file is missing, damaged or does not follow its schema.
    """
    assemble = _ASSEMBLED.get(require(name))
    frame = documented(assemble() if assemble else sources.load(name), name)
    if territoire is not None:
        frame = frame[_in_territory(frame, catalog.territory(territoire).id)]
    if communes:
        known = _known_communes(communes)
        column = _commune_column(frame, name)
        several = "communes_insee" in frame and column == "code_insee"
        kept = joins.in_communes(frame, known) if several else _holds(frame[column], known)
        frame = frame[kept]
    return frame.reset_index(drop=True)


def _holds(cells: pd.Series, wanted: set[str]) -> pd.Series:
    """Return whether each cell, one value or several between bars, has a wanted one."""
    values = cells.str.split("|").map(
        lambda found: bool(wanted & {value.strip() for value in found}), na_action="ignore"
    )
    return values.fillna(value=False).astype(bool)


def _in_territory(frame: pd.DataFrame, territoire: str) -> pd.Series:
    """Return whether each row is in a territory: by its commune, else by what it declares.

    A fact of the Département in a commune is in the territory of that commune; a fact of a whole
    agglomération, which has no commune, is in the territory that it declares.
    """
    if "code_insee" in frame:
        spine = sources.load("communes")
        members = spine.loc[spine["territoire"] == territoire, "code_insee"]
        inside = frame["code_insee"].isin(members)
        if "portee" in frame:
            return inside | (frame["portee"].eq("territoire") & frame["territoire"].eq(territoire))
        return inside
    column = "territoires" if "territoires" in frame else "territoire"
    return _holds(frame[column], {territoire})


def _commune_column(frame: pd.DataFrame, name: str) -> str:
    for column in ("codes_communes", "code_insee"):
        if column in frame:
            return column
    msg = f"La table « {name} » ne se filtre pas par commune : elle ne dit pas les communes."
    raise UnknownIdError(msg)


def _known_communes(codes: Sequence[str]) -> set[str]:
    rows = sources.load("communes")
    unknown = sorted(set(codes) - set(rows["code_insee"]))
    if unknown:
        known = ", ".join(f"{code} {nom}" for code, nom in rows[["code_insee", "nom"]].to_numpy())
        noun = "Commune inconnue" if len(unknown) == 1 else "Communes inconnues"
        msg = f"{noun} : {', '.join(unknown)}. Communes connues : {known}."
        raise UnknownIdError(msg)
    return set(codes)


def _every_facility() -> gpd.GeoDataFrame:
    base = bundle.load_base()
    parts = [bundle.equipements(base, one).assign(table=one) for one in bundle.EQUIPEMENTS]
    kept = [*COLONNES["equipements"], GEOMETRIE]
    return gpd.GeoDataFrame(pd.concat([part[kept] for part in parts], ignore_index=True))


def _actions() -> gpd.GeoDataFrame:
    spine = sources.load_geo("communes").set_index("code_insee", drop=False)
    rows = sources.load("actions")
    codes = rows["code_insee"]
    points = joins.commune_points(spine).reindex(codes).set_axis(rows.index)
    return gpd.GeoDataFrame(
        rows.assign(commune=codes.map(spine["nom"]), position_approximative=codes.notna()),
        geometry=points,
    )


def _placed(name: str) -> Callable[[], gpd.GeoDataFrame]:
    """Return what makes a table of ``PONCTUELLES``: its rows, their place and their commune."""

    def assemble() -> gpd.GeoDataFrame:
        names = sources.load("communes").set_index("code_insee")["nom"]
        rows = sources.load(name)
        return gpd.GeoDataFrame(
            rows.assign(commune=_named(rows, names)), geometry=points_from_lonlat(rows)
        )

    return assemble


def _named(rows: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Return the commune of each row, that of the neighbour outside the agglomérations."""
    known = rows["code_insee"].map(names)
    return known.fillna(rows["commune_voisine"]) if "commune_voisine" in rows else known


def _incomes() -> pd.DataFrame:
    rows = sources.load("revenus")
    names = sources.load("communes").set_index("code_insee")["nom"]
    return rows.assign(commune=rows["code_insee"].map(names))


def _facilities(name: str) -> Callable[[], gpd.GeoDataFrame]:
    return lambda: bundle.equipements(bundle.load_base(), name)


_ASSEMBLED: dict[str, Callable[[], pd.DataFrame]] = {
    "communes": lambda: sources.load_geo("communes"),
    "qpv": lambda: bundle.quartiers(bundle.load_base()),
    "revenus": _incomes,
    **{name: _facilities(name) for name in bundle.EQUIPEMENTS},
    "equipements": _every_facility,
    **{name: _placed(name) for name in PONCTUELLES},
    **{name: partial(mining.table, name) for name in mining.TABLES},
    "actions": _actions,
    "objectifs": objectives.suivi,
}
"""How the tables that are more than their source are made."""
