"""The official sources that can be refreshed: where each is, how it is read, what is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo import sources
from geo.core.errors import UnknownIdError
from geo.refresh.official import irve
from geo.refresh.official.guards import Avant
from geo.refresh.official.lu import Lu, objects
from geo.refresh.official.text_tables import TexteLu
from geo.sources.irve import read_text
from geo.sources.tables import bornes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

    from geo.refresh.official.download import Forme

Nature = Literal["points_de_charge", "objets"]


@dataclass(frozen=True, slots=True)
class Fiche:
    """One official source.

    ``adresses``: the files to download, none where the source is a file that someone gives.
    ``lire`` reads those files for our communes; ``livree`` gives what is shipped, to compare with
    the first time. ``rythme_jours``: how often the producer renews it; older is told.
    ``theme``: the theme of the atlas that it speaks of.
    """

    id: str
    titre: str
    producteur: str
    licence: str
    adresses: tuple[str, ...]
    forme: Forme
    rythme_jours: int
    theme: str
    lire: Callable[[tuple[Path, ...], gpd.GeoDataFrame], Lu]
    livree: Callable[[gpd.GeoDataFrame], Avant]


def find(source: str) -> Fiche:
    """Return a source by its id.

    Raises
    ------
    UnknownIdError
        Listing those that are known.
    """
    if source not in FICHES:
        raise UnknownIdError(f"Source inconnue : « {source} ». Connues : {', '.join(FICHES)}.")
    return FICHES[source]


# --- charging stations ------------------------------------------------------------------------

ATTRIBUTS_IRVE = ("puissance_max_kw", "operateur")


def _irve_objects(found: irve.Importation) -> Lu:
    stations = found.stations.assign(
        effectif=found.stations["points"],
        origine=found.stations["amenageur"].where(
            found.stations["amenageur"] != "", found.stations["operateur"]
        ),
        puissance_max_kw=found.stations["puissance_max_kw"].map(
            "{:g} kW".format, na_action="ignore"
        ),
    )
    return Lu(
        {"points": found.points, "stations": found.stations, "sites": found.sites},
        objects(stations, ATTRIBUTS_IRVE),
        found.bilan,
        found.date,
        found.base,
    )


def read_irve(paths: tuple[Path, ...], communes: gpd.GeoDataFrame) -> Lu:
    """Return what the national base of charging stations declares in our communes."""
    return _irve_objects(irve.read(paths[0], communes))


RENOMMEES = {
    "nom_station": "nom",
    "nom_operateur": "operateur",
    "adresse_station": "adresse",
    "longitude": "lon",
    "latitude": "lat",
    "puissance_nominale": "puissance",
    "date_mise_en_service": "mise_en_service",
}
"""Columns of the copy that is shipped -> ours."""


def shipped_irve(communes: gpd.GeoDataFrame) -> Avant:
    """Return the base of 25/10/2025 as it is shipped, read as a new copy is.

    Its copy has no identifier: its stations are told by name, address and place, and compared by
    place. It does not say who owns a station either, so that no one is missed from it.
    """
    frame = read_text(sources.folder("bornes") / "points.csv").fillna("").rename(columns=RENOMMEES)
    columns = ("nom_station", "longitude", "id_pdc_itinerance")
    texts = TexteLu(frame.drop(columns="code_insee"), columns, 0, (), "utf-8")
    lu = _irve_objects(irve.from_texts(texts, "points.csv", communes))
    return Avant(lu.objets.assign(origine=""), bornes.DATE_BASE)


FICHES: dict[str, Fiche] = {
    "irve": Fiche(
        "irve",
        "Stations de recharge (base nationale des IRVE)",
        "transport.data.gouv.fr, data.gouv.fr",
        "Licence Ouverte 2.0",
        ("https://www.data.gouv.fr/api/1/datasets/r/eb76d20a-8501-400e-b336-d85724de5435",),
        "csv",
        45,
        "bornes",
        read_irve,
        shipped_irve,
    ),
}
"""Every source, in the order in which they are refreshed."""
