"""Layers of outlines or lines (QPV, communes, rivers): GeoJSON, Shapefile or GeoPackage, or a ZIP.

Every layer comes out in WGS 84 longitude, latitude, whatever the system that its file declares; a
file that declares none is refused, never guessed, but GeoJSON, which has only one by its standard.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.core import catalog
from geo.core.crs import WGS84, to_display, to_metric
from geo.core.errors import SchemaError
from geo.core.schema import SEPARATEUR
from geo.labels import officielles as mots
from geo.labels.formats import nombre
from geo.refresh.official import addresses, archives, text_tables
from geo.refresh.official.ledger import Ledger
from geo.refresh.official.lu import Reading, objects

if TYPE_CHECKING:
    from collections.abc import Mapping

PART_MIN = 0.01
"""Share of an outline in a commune below which it only touches it: outlines are drawn to 10 m."""

KM2 = 1_000_000.0

FORMES = (".geojson", ".json", ".gpkg", ".shp")
AVEC = (".dbf", ".shx", ".prj", ".cpg")
"""What stands beside a Shapefile and is read with it."""


@dataclass(frozen=True, slots=True)
class LayerCard:
    """How a layer names its columns, and what of it is ours.

    ``colonnes``: our name -> its names: ``id``, ``nom``, ``communes`` (codes), ``epci`` (SIREN),
    ``population``. ``preferee``: part of the name of the file to take out of a ZIP, the first that
    is there. ``page_max``: features of a page beyond which the service cuts; a last page that is
    full may be cut short.
    """

    table: str
    colonnes: Mapping[str, tuple[str, ...]]
    preferee: tuple[str, ...] = ()
    lignes: bool = False
    page_max: int | None = None


def read(paths: tuple[Path, ...], communes: gpd.GeoDataFrame, trace: LayerCard) -> Reading:
    """Return the features of a layer that are in ``communes``.

    Raises
    ------
    SchemaError
        If a file cannot be read, has no system of coordinates, or lacks a column; if the last page
        of a service is full.
    """
    pages = [_page(path, trace) for path in paths]
    if trace.page_max is not None and len(pages[-1]) >= trace.page_max:
        raise SchemaError(mots.COUCHE_COUPEE.format(nom=paths[-1].name, n=trace.page_max))
    parts = [page for page in pages if len(page)] or pages[:1]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84)
    told = "objet " + frame["id"] + " : " + frame["nom"]
    registre = Ledger(len(frame), lambda which: list(told.iloc[which]))
    drawn = (frame.geometry.notna() & ~frame.geometry.is_empty).to_numpy()
    registre.remove(~drawn, "refusees", "sans_geometrie")
    frame["geometry"] = frame.geometry.where(drawn).make_valid()
    placed = _placed(frame, communes, trace)
    registre.remove((placed["code_insee"] == "").to_numpy(), "refusees", "hors_perimetre")
    registre.remove(frame["id"].duplicated().to_numpy(), "fusionnees", "meme_equipement")
    kept = placed[registre.reste].sort_values("id", ignore_index=True)
    return Reading(
        {trace.table: kept.drop(columns=["lon", "lat"])},
        _objects(kept),
        registre.bilan(),
        None,
    )


def _objects(kept: gpd.GeoDataFrame) -> pd.DataFrame:
    attributs = ("mesure", *(["population"] if "population" in kept else []))
    return objects(pd.DataFrame(kept.drop(columns="geometry")), attributs)


def placed(frame: gpd.GeoDataFrame, communes: gpd.GeoDataFrame, trace: LayerCard) -> pd.DataFrame:
    """Return what is compared of a layer that has ``id`` and ``nom`` already."""
    kept = [name for name in ("id", "nom", "population", "geometry") if name in frame]
    plain = frame[kept].assign(
        **{name: frame[name].astype("str") for name in ("population",) if name in frame}
    )
    return _objects(_placed(plain, communes, trace))


def _page(path: Path, trace: LayerCard) -> gpd.GeoDataFrame:
    if path.suffix == ".zip" or path.read_bytes()[:2] == b"PK":
        with TemporaryDirectory() as folder:
            return _named(_opened(_out_of(path, Path(folder), trace)), path.name, trace)
    return _named(_opened(path), path.name, trace)


def _out_of(archive: Path, folder: Path, trace: LayerCard) -> Path:
    """Take one layer out of an archive: the preferred one, with what is read with it."""
    found = archives.extract(
        archive, folder, lambda name: PurePath(name).suffix.lower() in {*FORMES, *AVEC}
    )
    layers = [path for path in found if path.suffix.lower() in FORMES]
    if not layers:
        raise SchemaError(mots.ARCHIVE_SANS.format(nom=archive.name))

    def rank(path: Path) -> tuple[int, int]:
        wanted = [i for i, part in enumerate(trace.preferee) if part in path.name.lower()]
        return (min(wanted, default=len(trace.preferee)), FORMES.index(path.suffix.lower()))

    return min(layers, key=rank)


def _opened(path: Path) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_file(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise SchemaError(mots.ILLISIBLE.format(nom=path.name, raison=error)) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise SchemaError(mots.SANS_GEOMETRIE.format(nom=path.name))
    if frame.crs is None:
        raise SchemaError(mots.SANS_SYSTEME.format(nom=path.name))
    return to_display(frame)


def _named(frame: gpd.GeoDataFrame, name: str, trace: LayerCard) -> gpd.GeoDataFrame:
    """Return our columns, as texts, and the geometry."""
    titles = {text_tables.column(str(title)): title for title in frame.columns}
    found = {}
    for ours, names in trace.colonnes.items():
        title = next((titles[one] for one in map(text_tables.column, names) if one in titles), None)
        if title is not None:
            found[ours] = frame[title].astype("str").fillna("")
    missing = [ours for ours in ("id", "nom") if ours not in found]
    if missing and len(frame):
        raise SchemaError(mots.COLONNES_ABSENTES.format(nom=name, colonnes=", ".join(missing)))
    columns = {"id": pd.Series(dtype="str"), "nom": pd.Series(dtype="str")} | found
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=frame.crs)


def _placed(
    frame: gpd.GeoDataFrame, communes: gpd.GeoDataFrame, trace: LayerCard
) -> gpd.GeoDataFrame:
    """Return the features with their communes, territories, a point and their size."""
    metric = to_metric(frame.geometry)
    size = metric.length / 1_000 if trace.lignes else metric.area / KM2
    inside = frame.geometry.representative_point()
    codes = _declared(frame, communes)
    codes = codes.mask(codes == "", _crossed(metric, communes, lines=trace.lignes))
    territory = communes.set_index("code_insee")["territoire"]
    found = frame.assign(
        code_insee=codes,
        territoire=codes.map(lambda told: _territories(told, territory)),
        lon=inside.x,
        lat=inside.y,
        mesure=size.map(lambda value: f"{nombre(value, 2)} {'km' if trace.lignes else 'km²'}"),
    )
    return found.drop(columns=[name for name in ("communes", "epci") if name in found])


def _declared(frame: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return which of our communes a feature declares, between bars; empty where it tells none."""
    if "communes" not in frame:
        return pd.Series("", index=frame.index, dtype="str")
    ours = set(communes["code_insee"])
    told = frame["communes"].str.findall(r"\b(?:\d{2}|2[AB])\d{3}\b")
    found: pd.Series = told.map(lambda codes: SEPARATEUR.join(sorted(set(codes) & ours)))
    if "epci" in frame:
        sirens = {one.siren for one in catalog.TERRITORIES.values()}
        named = frame["epci"].map(lambda text: any(siren in text for siren in sirens))
        # A declared code of ours under another EPCI is another's quarter: its place decides.
        found = found.where(named, "")
    return found


def _crossed(metric: gpd.GeoSeries, communes: gpd.GeoDataFrame, *, lines: bool) -> pd.Series:
    """Return in which of our communes a feature is, for one hundredth of it at least."""
    outlines = to_metric(communes.geometry)
    which, crossing = metric.sindex.query(outlines.to_numpy(), predicate="intersects")
    pieces = metric.iloc[crossing].intersection(outlines.iloc[which], align=False)
    measure = (pieces.length if lines else pieces.area).to_numpy()
    whole = (metric.length if lines else metric.area).to_numpy()[crossing]
    kept = measure >= whole * PART_MIN
    codes = communes["code_insee"].to_numpy()[which][kept]
    told = pd.Series(codes, index=metric.index[crossing[kept]], dtype="str")
    joined = told.groupby(level=0).agg(lambda all_: SEPARATEUR.join(sorted(all_)))
    found: pd.Series = joined.reindex(metric.index).fillna("")
    return found


def _territories(codes: str, territory: pd.Series) -> str:
    names = [territory[code] for code in codes.split(SEPARATEUR) if code]
    return "|".join(dict.fromkeys(sorted(names)))


TRACES: dict[str, LayerCard] = {
    "communes": LayerCard(
        "communes",
        {"id": ("code", "insee_com", "code_insee"), "nom": ("nom",), "population": ("population",)},
    ),
    "communes_ign": LayerCard(
        "communes_ign",
        {
            "id": ("code_insee", "insee_com", "code"),
            "nom": ("nom_officiel", "nom"),
            "population": ("population",),
        },
        page_max=addresses.PAGE_IGN,
    ),
    "qpv2024": LayerCard(
        "qpv2024",
        {
            "id": ("code_qp",),
            "nom": ("lib_qp", "nom_qp"),
            "communes": ("insee_com",),
            "epci": ("siren_epci",),
        },
        ("qp2024_france_hexagonale_outre_mer_wgs84", "wgs84", "qp2024"),
    ),
    "qpv2015": LayerCard(
        "qpv2015", {"id": ("code_qp",), "nom": ("nom_qp",)}, ("metropole_lb93", "metropole")
    ),
    "cours_eau": LayerCard(
        "cours_eau",
        {"id": ("CdOH", "cdoh", "gml_id"), "nom": ("TopoOH", "topooh", "toponyme")},
        lignes=True,
        page_max=addresses.PAGE_TOPAGE,
    ),
}
"""How each layer names its columns."""
