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
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.core import catalog
from geo.core.crs import WGS84, to_display, to_metric
from geo.core.errors import RefreshError, SchemaError
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

PART_COMMUNE = 0.10
"""The same for a commune that is not ours by its code: one of ours that was merged is in it."""

MOITIE = 0.5
KM2 = 1_000_000.0
DEGRES_MAX = 180.0

SURFACES = ("Polygon", "MultiPolygon")
LIGNES = ("LineString", "MultiLineString")

FORMES = (".geojson", ".json", ".gpkg", ".shp")
AVEC = (".dbf", ".shx", ".prj", ".cpg")
"""What stands beside a Shapefile and is read with it."""


@dataclass(frozen=True, slots=True)
class LayerCard:
    """How a layer names its columns, and what of it is ours.

    ``colonnes``: our name -> its names: ``id``, ``nom``, ``communes`` (codes), ``epci`` (SIREN),
    ``population``. ``preferee``: part of the name of the file to take out of a ZIP, the first that
    is there. ``part_min``: share of a feature that makes it of a commune, where it declares none.
    ``codes``: how its identifiers are written. ``page_max``: features of a page beyond which the
    service cuts; a last page that is full may be cut short.
    """

    table: str
    colonnes: Mapping[str, tuple[str, ...]]
    preferee: tuple[str, ...] = ()
    lignes: bool = False
    part_min: float = PART_MIN
    codes: str = ""
    page_max: int | None = None


def read(paths: tuple[Path, ...], communes: gpd.GeoDataFrame, trace: LayerCard) -> Reading:
    """Return the features of a layer that are in ``communes``.

    Raises
    ------
    SchemaError
        If a file cannot be read, has no system of coordinates, or lacks a column; if the last page
        of a service is full.
    """
    pages = [_page(path, trace) for path in _layers(paths)]
    if trace.page_max is not None and len(pages[-1]) >= trace.page_max:
        raise SchemaError(mots.COUCHE_COUPEE.format(nom=paths[-1].name, n=trace.page_max))
    parts = [page for page in pages if len(page)] or pages[:1]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84)
    _check_codes(frame["id"], trace)
    told = "objet " + frame["id"] + " : " + frame["nom"]
    registre = Ledger(len(frame), lambda which: list(told.iloc[which]))
    drawn = (frame.geometry.notna() & ~frame.geometry.is_empty).to_numpy()
    registre.remove(~drawn, "refusees", "sans_geometrie")
    kinds = LIGNES if trace.lignes else SURFACES
    right = frame.geometry.geom_type.isin(kinds).to_numpy()
    registre.remove(~right, "refusees", "autre_trace")
    frame["geometry"], swapped = _straight(frame.geometry.where(drawn & right), communes)
    frame["geometry"] = frame.geometry.make_valid()
    registre.sign(np.full(len(frame), swapped), "paire_inversee")
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


def _layers(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files that are layers: what stands beside a Shapefile is read with it."""
    found = tuple(path for path in paths if path.suffix.lower() in {*FORMES, ".zip"})
    return found or paths


def _check_codes(ids: pd.Series, trace: LayerCard) -> None:
    """Refuse a list whose identifiers are those of another: QPV of 2015 for those of 2024.

    Raises
    ------
    SchemaError
        If most of them are.
    """
    if trace.codes and len(ids) and ids.str.fullmatch(trace.codes).mean() < MOITIE:
        raise SchemaError(mots.AUTRE_LISTE.format(exemple=ids.iloc[0]))


def _straight(drawn: gpd.GeoSeries, communes: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, bool]:
    """Return a layer with its longitudes first, and whether it had its latitudes there.

    Some services of outlines write latitude first (the order of EPSG:4326). A layer that is
    nowhere near the communes, and that is there once its axes are swapped, is swapped.
    """
    around = shapely.box(*communes.geometry.to_crs(WGS84).total_bounds)
    swapped = gpd.GeoSeries(
        shapely.transform(drawn.to_numpy(), lambda xy: xy[:, ::-1]), drawn.index, crs=drawn.crs
    )
    if drawn.intersects(around).any() or not swapped.intersects(around).any():
        return drawn, False
    return swapped, True


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
        raise RefreshError(mots.ARCHIVE_SANS.format(nom=archive.name))

    def rank(path: Path) -> tuple[int, int]:
        wanted = [i for i, part in enumerate(trace.preferee) if part in path.name.lower()]
        return (min(wanted, default=len(trace.preferee)), FORMES.index(path.suffix.lower()))

    first = min(layers, key=rank)
    if len(alike := [path for path in layers if rank(path) == rank(first)]) > 1:
        names = ", ".join(path.name for path in alike)
        raise SchemaError(mots.ARCHIVE_PLUSIEURS.format(nom=archive.name, noms=names))
    return first


ENCODAGES = ("utf-8", "cp1252")
"""Encodings of the texts of a Shapefile, which its .cpg does not tell or tells wrong."""


def _opened(path: Path) -> gpd.GeoDataFrame:
    for encoding in ENCODAGES if path.suffix.lower() == ".shp" else (None,):
        try:
            return _in_degrees(gpd.read_file(path, encoding=encoding), path.name)
        except UnicodeDecodeError:
            continue
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise SchemaError(mots.ILLISIBLE.format(nom=path.name)) from error
    raise SchemaError(mots.ILLISIBLE.format(nom=path.name))


def _in_degrees(frame: gpd.GeoDataFrame | pd.DataFrame, name: str) -> gpd.GeoDataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):
        raise SchemaError(mots.SANS_GEOMETRIE.format(nom=name))
    if frame.crs is None:
        raise SchemaError(mots.SANS_SYSTEME.format(nom=name))
    if frame.crs.is_geographic and (np.abs(frame.total_bounds) > DEGRES_MAX).any():
        raise SchemaError(mots.DEGRES_FAUX.format(nom=name))
    return to_display(frame)


def _named(frame: gpd.GeoDataFrame, name: str, trace: LayerCard) -> gpd.GeoDataFrame:
    """Return our columns, as texts, and the geometry."""
    titles = {text_tables.column(str(title)): title for title in frame.columns}
    found = {}
    for ours, names in trace.colonnes.items():
        title = next((titles[one] for one in map(text_tables.column, names) if one in titles), None)
        if title is not None:
            found[ours] = _texts(frame[title])
    missing = [ours for ours in ("id", "nom") if ours not in found]
    if missing and len(frame):
        raise SchemaError(mots.COLONNES_ABSENTES.format(nom=name, colonnes=", ".join(missing)))
    columns = {"id": pd.Series(dtype="str"), "nom": pd.Series(dtype="str")} | found
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=frame.crs)


def _texts(values: pd.Series) -> pd.Series:
    """Return a column as texts; a code that a program took for a number is a code again."""
    if pd.api.types.is_float_dtype(values):
        values = values.astype("Int64") if (values.dropna() % 1 == 0).all() else values
    plain: pd.Series = values.astype("str").where(values.notna(), "").str.strip()
    return plain


def _placed(
    frame: gpd.GeoDataFrame, communes: gpd.GeoDataFrame, trace: LayerCard
) -> gpd.GeoDataFrame:
    """Return the features with their communes, territories, a point and their size."""
    metric = to_metric(frame.geometry)
    size = metric.length / 1_000 if trace.lignes else metric.area / KM2
    # Where a feature is, to tell whether it moved: the centre of an outline drawn anew hardly does.
    middle = to_display(metric.centroid)
    codes = _declared(frame, communes)
    codes = codes.mask(codes == "", _crossed(metric, communes, trace))
    territory = communes.set_index("code_insee")["territoire"]
    found = frame.assign(
        code_insee=codes,
        territoire=codes.map(lambda told: _territories(told, territory)),
        lon=middle.x,
        lat=middle.y,
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


def _crossed(metric: gpd.GeoSeries, communes: gpd.GeoDataFrame, trace: LayerCard) -> pd.Series:
    """Return in which of our communes a feature is, for ``part_min`` of it at least."""
    outlines = to_metric(communes.geometry)
    which, crossing = metric.sindex.query(outlines.to_numpy(), predicate="intersects")
    pieces = metric.iloc[crossing].intersection(outlines.iloc[which], align=False)
    measure = (pieces.length if trace.lignes else pieces.area).to_numpy()
    whole = (metric.length if trace.lignes else metric.area).to_numpy()[crossing]
    kept = measure >= whole * trace.part_min
    codes = communes["code_insee"].to_numpy()[which][kept]
    told = pd.Series(codes, index=metric.index[crossing[kept]], dtype="str")
    joined = told.groupby(level=0).agg(lambda all_: SEPARATEUR.join(sorted(all_)))
    found: pd.Series = joined.reindex(metric.index).fillna("")
    return found


def _territories(codes: str, territory: pd.Series) -> str:
    names = [territory[code] for code in codes.split(SEPARATEUR) if code]
    return "|".join(dict.fromkeys(sorted(names)))


COMMUNE_CODES = ("code", "code_insee", "insee_com", "codgeo", "insee")
COMMUNE_NOMS = ("nom", "nom_officiel", "nom_com", "nom_commune", "libgeo")
"""Names of the columns of communes: geo.api.gouv.fr, Admin Express old and new, Insee."""

QPV_CODES = ("code_qp", "code_qpv", "codeqp")
QPV_NOMS = ("lib_qp", "nom_qp", "nom_qpv", "lib_qpv")

COMMUNES = {
    "id": COMMUNE_CODES,
    "nom": COMMUNE_NOMS,
    "communes": COMMUNE_CODES,
    "population": ("population",),
}

TRACES: dict[str, LayerCard] = {
    "communes": LayerCard("communes", COMMUNES, part_min=PART_COMMUNE),
    "communes_ign": LayerCard(
        "communes_ign",
        COMMUNES,
        part_min=PART_COMMUNE,
        page_max=addresses.PAGE_IGN,
    ),
    "qpv2024": LayerCard(
        "qpv2024",
        {
            "id": QPV_CODES,
            "nom": QPV_NOMS,
            "communes": ("insee_com",),
            "epci": ("siren_epci",),
        },
        ("qp2024_france_hexagonale_outre_mer_wgs84", "wgs84", "qp2024"),
        codes=r"QN\d{5}[A-Z]",
    ),
    "qpv2015": LayerCard(
        "qpv2015",
        {"id": QPV_CODES, "nom": QPV_NOMS},
        ("metropole_lb93", "metropole"),
        codes=r"QP\d{6}",
    ),
    "cours_eau": LayerCard(
        "cours_eau",
        {"id": ("CdOH", "cdoh", "gml_id"), "nom": ("TopoOH", "topooh", "toponyme")},
        lignes=True,
        page_max=addresses.PAGE_TOPAGE,
    ),
}
"""How each layer names its columns."""
