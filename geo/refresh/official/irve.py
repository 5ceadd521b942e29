"""The national base of charging stations: from a file as published to points, stations and sites.

In this order, which matters: identifiers in one writing; the pair of coordinates read and
repaired; the commune by geometry, the declared code kept beside; of a station that several files
declare, one origin; one row a point; what a remark says is gone, left out; then rows are counted.
The origin is chosen before copies of a point are dropped, from all that each file declares: the
other way round, a station could keep points of two files at two dates, or lose the copy that its
own file gave.

``nbre_pdc`` is never summed: some write points there, some places, some kilowatts, and its meaning
changed in July 2025. It is kept as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.core.errors import SchemaError
from geo.core.schema import SEPARATEUR
from geo.labels import officielles as mots
from geo.refresh.official import irve_columns, irve_groups, irve_repair, placing, text_tables
from geo.refresh.official.ledger import Bilan, Ledger

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import numpy.typing as npt

    from geo.refresh.official.irve_columns import Base, Grain

    Mask = npt.NDArray[np.bool_]

AGREGATEURS = ("eco-movement", "eco movement", "gireve", "chargemap")
"""Who gathers the stations of others: the copy of the operator or of the owner goes first."""

POINTS = (
    "id_pdc",
    "station",
    "code_insee",
    "territoire",
    "lon",
    "lat",
    "puissance_kw",
    "mise_en_service",
    "date_maj",
    "nbre_pdc_declare",
    "signalements",
)


@dataclass(frozen=True, slots=True)
class Importation:
    """What a file gives.

    ``points``: one row = one point of charge (none in a file whose rows are stations);
    ``stations``: one row = one station; ``sites``: one row = the stations that are 40 m apart at
    most. ``date``: last update that the file tells, missing if it tells none.
    """

    points: pd.DataFrame
    stations: pd.DataFrame
    sites: pd.DataFrame
    bilan: Bilan
    grain: Grain
    base: Base
    date: str | None
    origines: tuple[str, ...]


def read(path: Path, communes: gpd.GeoDataFrame, today: str | None = None) -> Importation:
    """Return what a file of the base declares in ``communes`` (WGS 84 outlines).

    Coordinates are WGS 84 degrees, missing where the declared place cannot be; powers are in kW.
    ``today`` bounds the dates (``AAAA-MM-JJ``).

    Raises
    ------
    SchemaError
        If the file is not one of the base, or has no row.
    """
    texts = text_tables.read_texts(path, irve_columns.COLONNES)
    return from_texts(texts, path.name, communes, today)


def from_texts(
    texts: text_tables.TexteLu, name: str, communes: gpd.GeoDataFrame, today: str | None = None
) -> Importation:
    """Return what a table of texts declares; see ``read``. ``name`` is that of its file."""
    today = today or datetime.now(tz=UTC).date().isoformat()
    grain = irve_columns.check(texts.colonnes, name)
    if texts.cadre.empty:
        raise SchemaError(mots.SANS_LIGNE.format(nom=name))
    raw = texts.cadre.reindex(columns=list(irve_columns.COLONNES), fill_value="")
    registre = Ledger(len(raw), partial(_shown, raw), texts.abimees, texts.exemples, texts.courtes)
    rows, signs = _rows(raw, texts.cadre.columns, today)
    points = _placed(rows, signs, communes)
    _leave_out(rows, signs, communes, registre)
    _one_origin(rows, registre)
    _one_row(rows, registre, grain)
    registre.remove(irve_repair.removed(raw["observations"]), "refusees", "retiree")
    _sign(signs, registre)
    kept = rows.assign(signalements=_told(signs, registre.reste))[registre.reste]
    stations = irve_groups.stations(kept, grain)
    sites, stations = irve_groups.sites(stations, points[registre.reste], kept["station"])
    named = kept.rename(columns={"nbre_pdc": "nbre_pdc_declare"})
    shown = named[list(POINTS)].sort_values("id_pdc", ignore_index=True)
    dates = kept["date_maj"].dropna()
    return Importation(
        shown if grain == "point" else shown.iloc[:0],
        stations,
        sites,
        registre.bilan(),
        grain,
        irve_columns.base_of(texts.colonnes),
        None if dates.empty else str(dates.max()),
        tuple(sorted(kept["amenageur"].mask(kept["amenageur"] == "", kept["operateur"]).unique())),
    )


def _shown(raw: pd.DataFrame, which: npt.NDArray[np.int64]) -> list[str]:
    """Return how some rows are told: their line in the file, their station, their address."""
    rows = raw.iloc[which]
    told = zip(which + 2, rows["nom"], rows["adresse"], rows["id_pdc"], strict=True)
    return [f"ligne {line} : {nom}, {adresse}, {pdc}" for line, nom, adresse, pdc in told]


def _rows(raw: pd.DataFrame, present: pd.Index, today: str) -> tuple[pd.DataFrame, dict[str, Mask]]:
    """Return the rows repaired, on the index of ``raw``, and what each repair has to tell."""
    places = irve_repair.coordinates(
        raw["paire"] if "paire" in present else None,
        raw["lon"] if "lon" in present else None,
        raw["lat"] if "lat" in present else None,
    )
    code, not_code = irve_repair.codes(raw["code_declare"])
    code, merged = placing.in_force(code)
    kw, watts, several, unknown = irve_repair.powers(raw["puissance"])
    days = irve_repair.dates(raw["date_maj"], today)
    point, station = (irve_repair.identifiers(raw[name]) for name in ("id_pdc", "id_station"))
    copied = ["nom", "operateur", "enseigne", "amenageur", "adresse", "nbre_pdc", "implantation"]
    rows = raw[[*copied, "acces", "pmr", "horaires"]].assign(
        lon=places.lon,
        lat=places.lat,
        code_declare=code,
        puissance_kw=kw,
        date_maj=days,
        date_ressource=irve_repair.dates(raw["date_ressource"], today),
        mise_en_service=irve_repair.dates(raw["mise_en_service"], today),
        gratuit=irve_repair.booleans(raw["gratuit"]),
        deux_roues=irve_repair.booleans(raw["deux_roues"]),
        agregateur=_aggregated(raw),
        origine=raw["origine"],
    )
    unnamed = point.isna() | station.isna()
    place = _place(raw[unnamed], places.lon[unnamed], places.lat[unnamed])
    nth = place.groupby(place).cumcount().astype("str")
    rows["station"] = station.fillna("sans identifiant / " + place)
    rows["id_pdc"] = point.fillna("sans identifiant / " + place + " / " + nth)
    signs = {
        "sans_identifiant": point.isna().to_numpy() & ("id_pdc" in present),
        "paire_inversee": places.inversees,
        "position_convertie": places.converties,
        "position_absente": places.perdues,
        "code_absent": (raw["code_declare"].str.strip() == "").to_numpy(),
        "code_illisible": not_code,
        "code_ancien": merged,
        "puissance_en_watts": watts,
        "plusieurs_puissances": several,
        "puissance_inconnue": unknown & ("puissance" in present),
        "date_illisible": irve_repair.undated(raw["date_maj"], days),
    }
    return rows, signs


def _place(raw: pd.DataFrame, lon: pd.Series, lat: pd.Series) -> pd.Series:
    """Return what tells a station without identifier from another: names, address, place."""
    x, y = (axis.astype("str").fillna("?") for axis in (lon, lat))
    return raw["nom"] + " / " + raw["operateur"] + " / " + raw["adresse"] + " / " + x + " " + y


def _aggregated(raw: pd.DataFrame) -> Mask:
    owner = (raw["proprietaire"] + " " + raw["origine"]).str.casefold()
    found = np.zeros(len(raw), dtype=bool)
    for name in AGREGATEURS:
        found |= owner.str.contains(name, regex=False).to_numpy(dtype=bool)
    return found


# --- where ------------------------------------------------------------------------------------


def _placed(
    rows: pd.DataFrame, signs: dict[str, Mask], communes: gpd.GeoDataFrame
) -> npt.NDArray[np.object_]:
    """Write the commune of each row in ``rows``, by geometry; return its points (Lambert-93)."""
    points = placing.metric_points(rows["lon"], rows["lat"])
    found, doubts = placing.place(points, rows["code_declare"], communes)
    territory = communes.get("territoire", pd.Series("", index=communes.index))
    known = communes.assign(territoire=territory).set_index("code_insee")
    declared = rows["code_declare"]
    postal = known.get("code_postal", pd.Series(dtype="str"))
    is_postal = (found.map(postal) == declared).fillna(value=False).to_numpy(dtype=bool)
    told = ((declared != "") & found.notna() & (declared != found)).to_numpy() & ~is_postal
    ours = known.index.get_indexer(declared) >= 0
    signs |= {
        "code_postal": is_postal,
        "code_different": told & ours,
        "code_lointain": told & ~ours,
        "limite": doubts,
    }
    rows["code_insee"] = found
    rows["territoire"] = found.map(known["territoire"])
    rows["precision"] = "site"
    return points


def _leave_out(
    rows: pd.DataFrame, signs: dict[str, Mask], communes: gpd.GeoDataFrame, registre: Ledger
) -> None:
    """Leave out what is in no commune; keep, at its commune alone, what only its place denies.

    A row whose place is not in our communes, whose code is that of one of them and whose address
    names it, is there and misplaced: its commune is kept and its place is not. Without the address,
    nothing tells which of the two is wrong.
    """
    known = communes.set_index("code_insee")
    nowhere = rows["code_insee"].isna().to_numpy()
    declared_ours = known.index.get_indexer(rows["code_declare"]) >= 0
    lost = signs["position_absente"]
    denied = nowhere & declared_ours & ~lost
    named = np.zeros(len(rows), dtype=bool)
    chosen = np.flatnonzero(denied)
    named[chosen] = [_names(row, known) for row in rows.iloc[chosen].itertuples()]
    registre.remove(denied & ~named, "refusees", "lieu_contredit")
    registre.remove(
        nowhere & lost & (rows["code_declare"] == "").to_numpy(), "refusees", "sans_lieu"
    )
    registre.remove(nowhere & ~declared_ours, "refusees", "hors_perimetre")
    kept = (named | (nowhere & lost & declared_ours)) & registre.reste
    signs["position_contredite"] = named
    rows.loc[kept, "code_insee"] = rows.loc[kept, "code_declare"]
    if "territoire" in known:
        rows.loc[kept, "territoire"] = rows.loc[kept, "code_insee"].map(known["territoire"])
    rows.loc[kept, "precision"] = "commune"
    rows.loc[kept, ["lon", "lat"]] = np.nan


def _names(row: tuple[object, ...], known: pd.DataFrame) -> bool:
    """Return whether the address of a row names the commune that its code tells."""
    told = text_tables.column(str(getattr(row, "adresse", "")))
    commune = known.loc[getattr(row, "code_declare", "")]
    words = [text_tables.column(str(commune["nom"]))]
    if "code_postal" in known:
        words.append(str(commune["code_postal"]))
    return any(f"_{word}_" in f"_{told}_" for word in words)


# --- one origin, one row ----------------------------------------------------------------------

ORDRE = ["agregateur", "date_maj", "date_ressource"]
"""What makes a copy go first: not that of an aggregator, the latest update, the latest file."""


def _one_origin(rows: pd.DataFrame, registre: Ledger) -> None:
    """Keep, of a station that several files declare, the rows of one of them."""
    left = rows.loc[registre.reste, ["station", "origine", *ORDRE]]
    pairs = left[["station", "origine"]].drop_duplicates()
    shared = pairs.loc[pairs["station"].duplicated(), "station"].unique()
    if not len(shared):
        return
    several = left[left["station"].isin(shared)]
    filled = several.fillna({"date_maj": "", "date_ressource": ""})
    told = filled.groupby(["station", "origine"], sort=False).agg(
        agregateur=("agregateur", "min"),
        date_maj=("date_maj", "max"),
        date_ressource=("date_ressource", "max"),
    )
    best = (
        told.sort_values(ORDRE, ascending=[True, False, False], kind="stable")
        .reset_index()
        .drop_duplicates("station")
        .set_index("station")["origine"]
    )
    wanted = rows["station"].map(best)
    registre.remove(
        (wanted.notna() & (rows["origine"] != wanted)).to_numpy(), "fusionnees", "autre_origine"
    )


def _one_row(rows: pd.DataFrame, registre: Ledger, grain: Grain) -> None:
    """Keep one row a point (or a station, where a row is one): the copy that goes first."""
    key = "id_pdc" if grain == "point" else "station"
    left = rows.loc[registre.reste, [key, *ORDRE]]
    twice = left[left[key].duplicated(keep=False)]
    ordered = twice.sort_values(
        ORDRE, ascending=[True, False, False], kind="stable", na_position="last"
    )
    dropped = ordered.index[ordered[key].duplicated()]
    registre.remove(rows.index.isin(dropped), "fusionnees", f"meme_{grain}")


# --- what is told -----------------------------------------------------------------------------


def _sign(signs: dict[str, Mask], registre: Ledger) -> None:
    for reason, mask in signs.items():
        registre.sign(mask, reason)


def _told(signs: dict[str, Mask], left: Mask) -> list[str]:
    """Return what is told of each row, in one cell; empty for most, and for rows that are gone."""
    told = [""] * len(left)
    for reason, mask in signs.items():
        if reason in mots.MINEURS:
            continue
        for row in np.flatnonzero(mask & left):
            told[row] = f"{told[row]}{SEPARATEUR}{reason}" if told[row] else reason
    return told
