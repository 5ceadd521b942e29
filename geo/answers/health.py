"""Whether what the pages load can be loaded: tables that are valid may be empty or misplaced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd

from geo import sources
from geo.answers import bundle
from geo.core import catalog
from geo.core.crs import WGS84
from geo.core.errors import AtlasError, DataFileError
from geo.sources.facts import load_faits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

AUTOUR = (1.0, 49.0, 4.5, 51.5)
"""West, south, east, north of what the tables speak of, in degrees: Pas-de-Calais and its
neighbours. Metres, or swapped coordinates, are far outside."""


CARD = "source.toml"


def faults_of_files() -> list[str]:
    """Return what is wrong with the files of ``data/``: those received as well as those built.

    Each one that a ``source.toml`` declares is there, not empty, and has the checksum that is
    declared; each file of such a folder is declared.
    """
    found = []
    for record in catalog.sources().values():
        folder = catalog.DATA / record.id
        for declared in record.fichiers:
            try:
                sources.check_file(folder, declared)
            except DataFileError as error:
                found.append(str(error))
        known = {CARD, *(declared.nom for declared in record.fichiers)}
        stray = sorted(path.name for path in folder.iterdir() if path.name not in known)
        found += [f"Le fichier data/{record.id}/{name} n’est pas déclaré." for name in stray]
    return found


def faults_of_tables(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return what is wrong with tables as a whole: empty, in another system, elsewhere."""
    found = []
    for name, frame in frames.items():
        if frame.empty:
            found.append(f"{name} : la table n’a aucune ligne.")
        elif isinstance(frame, gpd.GeoDataFrame):
            found += _misplaced(name, frame)
        elif {"lon", "lat"} <= {*frame.columns} and frame["lon"].notna().any():
            points = frame[["lon", "lat"]].astype(float)
            low, high = points.min(), points.max()
            found += _outside(name, (low["lon"], low["lat"], high["lon"], high["lat"]))
    return found


def _misplaced(name: str, frame: gpd.GeoDataFrame) -> list[str]:
    if frame.crs is None or frame.crs.to_epsg() != WGS84:
        told = "aucun" if frame.crs is None else frame.crs.to_string()
        return [f"{name} : système de coordonnées attendu EPSG:{WGS84}, trouvé {told}."]
    return _outside(name, tuple(frame.total_bounds))


def _outside(name: str, bounds: tuple[float, ...]) -> list[str]:
    west, south, east, north = AUTOUR
    x, y, right, top = bounds
    if not (west <= x <= right <= east and south <= y <= top <= north):
        found = f"de ({x:.2f} ; {y:.2f}) à ({right:.2f} ; {top:.2f})"
        told = f"{name} : géométries hors du Pas-de-Calais et de ses voisins, {found}"
        return [f"{told} ; longitude et latitude sont peut-être échangées."]
    return []


def faults_of_pages() -> list[str]:
    """Return what stops the pages: the spine, the reports and each theme are loaded as they do."""
    loads: dict[str, Callable[[], object]] = {"rapports": load_faits}
    found = []
    try:
        base = bundle.load_base()
    except Exception as error:  # noqa: BLE001 - told, whatever it is: that is what is looked for
        return [_told("communes", error)]
    loads["couches communes"] = lambda: bundle.base_layers(base)
    for theme_id in catalog.THEMES:
        loads[f"thème {theme_id}"] = partial(bundle.theme_data, base, theme_id)
    for name, load in loads.items():
        try:
            load()
        except Exception as error:  # noqa: BLE001 - same reason
            found.append(_told(name, error))
    return found


def _told(name: str, error: Exception) -> str:
    """Return a fault in one line; one that nobody foresaw is told with its kind."""
    kind = "" if isinstance(error, AtlasError) else f"{type(error).__name__} : "
    line = str(error).splitlines()[0] if str(error) else "sans message"
    return f"{name} ne se charge pas. {kind}{line}"
