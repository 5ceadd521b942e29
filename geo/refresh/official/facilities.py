"""Facilities of an official list (waste sites, basins, schools, works): one row = one facility.

In the order of the charging stations: identifiers; coordinates read and repaired; commune by the
place, the declared one kept beside; the last year of a file that holds several; one row an
identifier, the latest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.answers import named
from geo.core.errors import SchemaError
from geo.labels import officielles as mots
from geo.refresh.official import irve_repair, placing, text_tables
from geo.refresh.official.ledger import Ledger
from geo.refresh.official.lu import Reading, objects

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import numpy.typing as npt

DEPARTEMENT = "62"
"""A name of commune is only looked for there: the same name stands elsewhere in France."""

TABLE = (
    "id",
    "nom",
    "genre",
    "adresse",
    "code_insee",
    "territoire",
    "code_declare",
    "precision",
    "lon",
    "lat",
    "date_maj",
)


@dataclass(frozen=True, slots=True)
class Champs:
    """How a list names its columns, and what of it is ours.

    ``colonnes``: our name -> its names: ``id``, ``nom``, ``detail`` (told after the name),
    ``genre``, ``adresse``, ``code_declare``, ``ville``, ``code_postal``, ``lon``, ``lat``,
    ``annee``, ``date_maj``. ``genres``: words, one of which the kind must have; none: all kinds.
    """

    table: str
    colonnes: Mapping[str, tuple[str, ...]]
    genres: tuple[str, ...] = ()


COMMUNES = {
    "id",
    "nom",
    "detail",
    "genre",
    "adresse",
    "code_declare",
    "ville",
    "code_postal",
    "lon",
    "lat",
    "annee",
    "date_maj",
}


def read(
    paths: tuple[Path, ...], communes: gpd.GeoDataFrame, champs: Champs, today: str
) -> Reading:
    """Return the facilities of a list that are in ``communes`` (WGS 84 outlines).

    Raises
    ------
    SchemaError
        If the file has neither what names a facility nor what places it, or has no row.
    """
    path = text_tables.only(paths)
    texts = text_tables.read_texts(path, champs.colonnes)
    present = set(texts.cadre.columns)
    _check(present, path.name)
    if texts.cadre.empty:
        raise SchemaError(mots.SANS_LIGNE.format(nom=path.name))
    raw = texts.cadre.reindex(columns=sorted(COMMUNES), fill_value="")
    registre = Ledger(len(raw), partial(_shown, raw), texts.abimees, texts.exemples, texts.courtes)
    if champs.genres:
        kinds = raw["genre"].str.casefold()
        wanted = np.zeros(len(raw), dtype=bool)
        for word in champs.genres:
            wanted |= kinds.str.contains(word, regex=False).to_numpy(dtype=bool)
        registre.remove(~wanted, "refusees", "autre_genre")
    if "annee" in present:
        year = pd.to_numeric(raw["annee"], errors="coerce")
        registre.remove((year != year.max()).to_numpy(), "refusees", "autre_annee")
    rows, signs = _rows(raw, communes, today)
    _leave_out(rows, signs, communes, registre)
    for reason, mask in signs.items():
        registre.sign(mask, reason)
    kept = rows[registre.reste].sort_values("id", ignore_index=True)
    dates = kept["date_maj"].dropna()
    return Reading(
        {champs.table: kept[list(TABLE)]},
        objects(kept.assign(effectif=1), ("genre",)),
        registre.bilan(),
        None if dates.empty else str(dates.max()),
    )


def _shown(raw: pd.DataFrame, which: npt.NDArray[np.int64]) -> list[str]:
    """Return how some rows are told: their line in the file, their name, their commune."""
    rows = raw.iloc[which]
    told = zip(which + 2, rows["nom"], rows["ville"], strict=True)
    return [f"ligne {line} : {nom}, {ville}" for line, nom, ville in told]


def _check(present: set[str], name: str) -> None:
    missing = []
    if not present & {"id", "nom"}:
        missing.append(mots.COLONNE_NOM)
    if not ({"lon", "lat"} <= present or present & {"code_declare", "ville"}):
        missing.append(mots.COLONNE_LIEU_OU_COMMUNE)
    if missing:
        raise SchemaError(mots.COLONNES_ABSENTES.format(nom=name, colonnes=", ".join(missing)))


def _rows(
    raw: pd.DataFrame, communes: gpd.GeoDataFrame, today: str
) -> tuple[pd.DataFrame, dict[str, npt.NDArray[np.bool_]]]:
    places = irve_repair.coordinates(None, raw["lon"], raw["lat"])
    code, not_code = irve_repair.codes(raw["code_declare"])
    code, merged = placing.in_force(code)
    code = code.mask(code == "", _by_name(raw, communes))
    points = placing.metric_points(places.lon, places.lat)
    found, doubts = placing.place(points, code, communes)
    days = irve_repair.dates(raw["date_maj"], today)
    name = (raw["nom"] + " " + raw["detail"]).str.strip()
    unnamed = name + " / " + raw["ville"] + code
    nth = unnamed.groupby(unnamed).cumcount().astype("str").mask(lambda n: n == "0", "")
    rows = raw[["genre", "adresse"]].assign(
        nom=name,
        id=raw["id"].str.strip().mask(lambda text: text == "", unnamed + nth),
        code_declare=code,
        code_insee=found,
        lon=places.lon,
        lat=places.lat,
        date_maj=days,
    )
    told = ((code != "") & found.notna() & (code != found)).to_numpy()
    signs = {
        "paire_inversee": places.inversees,
        "position_convertie": places.converties,
        "position_absente": places.perdues,
        "code_illisible": not_code,
        "code_ancien": merged,
        "code_different": told,
        "limite": doubts,
        "date_illisible": irve_repair.undated(raw["date_maj"], days),
    }
    return rows, signs


def _by_name(raw: pd.DataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the commune that a row names, in its department; empty if none is ours."""
    former = named.former_communes()
    both = pd.concat([former[["nom", "code_insee"]], communes[["nom", "code_insee"]]])
    known = dict(zip(map(text_tables.column, both["nom"]), both["code_insee"], strict=True))
    told = raw["ville"].map(text_tables.column).map(known)
    here = raw["code_postal"].str.startswith(DEPARTEMENT) | (raw["code_postal"] == "")
    return told.where(here & told.isin(communes["code_insee"])).fillna("")


def _leave_out(
    rows: pd.DataFrame,
    signs: dict[str, npt.NDArray[np.bool_]],
    communes: gpd.GeoDataFrame,
    registre: Ledger,
) -> None:
    """Leave out what is not ours and copies; keep at its commune what only its place denies."""
    known = communes.set_index("code_insee")
    nowhere = rows["code_insee"].isna().to_numpy()
    ours = rows["code_declare"].isin(known.index).to_numpy()
    lost = signs["position_absente"]
    registre.remove(
        nowhere & lost & (rows["code_declare"] == "").to_numpy(), "refusees", "sans_lieu"
    )
    registre.remove(nowhere & ~ours, "refusees", "hors_perimetre")
    signs["position_declaree_ailleurs"] = nowhere & ours & ~lost
    at_commune = nowhere & ours
    rows.loc[at_commune, "code_insee"] = rows.loc[at_commune, "code_declare"]
    rows["precision"] = np.where(at_commune, "commune", "site")
    rows.loc[at_commune, ["lon", "lat"]] = np.nan
    rows["territoire"] = rows["code_insee"].map(known["territoire"])
    left = rows.loc[registre.reste, ["id", "date_maj"]]
    ordered = left.sort_values("date_maj", ascending=False, kind="stable", na_position="last")
    copies = ordered.index[ordered["id"].duplicated()]
    registre.remove(rows.index.isin(copies), "fusionnees", "meme_equipement")


LISTES: dict[str, Champs] = {
    "dechetteries": Champs(
        "dechetteries",
        {
            "id": ("C_SERVICE",),
            "nom": ("N_SERVICE",),
            "adresse": ("AD1_SITE",),
            "code_postal": ("CP_SITE",),
            "ville": ("L_VILLE_SITE",),
            "lon": ("GPS_LONG",),
            "lat": ("GPS_LAT",),
            "annee": ("ANNEE",),
            "date_maj": ("D_MODIF",),
        },
    ),
    "bassins": Champs(
        "bassins",
        {
            "id": ("equip_numero",),
            "nom": ("inst_nom",),
            "detail": ("equip_nom",),
            "genre": ("equip_type_famille", "equip_type_name"),
            "adresse": ("inst_adresse",),
            "code_declare": ("new_code",),
            "ville": ("new_name",),
            "lon": ("equip_x",),
            "lat": ("equip_y",),
        },
        ("bassin de natation", "piscine"),
    ),
    "ecoles": Champs(
        "ecoles",
        {
            "id": ("identifiant_de_l_etablissement",),
            "nom": ("nom_etablissement",),
            "genre": ("type_etablissement",),
            "adresse": ("adresse_1",),
            "code_declare": ("code_commune",),
            "ville": ("nom_commune",),
            "code_postal": ("code_postal",),
            "lon": ("longitude",),
            "lat": ("latitude",),
            "date_maj": ("date_maj_ligne",),
        },
    ),
    "ouvrages": Champs(
        "ouvrages",
        {
            "id": ("id", "identifiant", "code"),
            "nom": ("nom", "libelle", "ouvrage"),
            "genre": ("type", "genre", "nature"),
            "adresse": ("localisation", "adresse"),
            "code_declare": ("code_insee", "insee"),
            "ville": ("commune",),
            "lon": ("lon", "longitude", "x"),
            "lat": ("lat", "latitude", "y"),
            "date_maj": ("date_maj",),
        },
    ),
}
"""How each list of facilities names its columns."""
