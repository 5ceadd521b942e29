"""Where the official files are. ``…/datasets/r/<id>`` stays when the file behind it changes."""

from __future__ import annotations

from geo.core import catalog

DATA_GOUV = "https://www.data.gouv.fr/api/1/datasets/r/"

IRVE = (f"{DATA_GOUV}eb76d20a-8501-400e-b336-d85724de5435",)

COMMUNES = tuple(
    f"https://geo.api.gouv.fr/epcis/{one.siren}/communes"
    "?fields=nom,code,population&geometry=contour&format=geojson"
    for one in catalog.TERRITORIES.values()
)

PAGE_IGN = 1_000
"""Communes of one answer of the service of outlines: four times what the frame holds."""

COMMUNES_IGN = (
    (
        "https://data.geopf.fr/wfs/ows?service=WFS&version=2.0.0&request=GetFeature"
        "&typeNames=ADMINEXPRESS-COG.LATEST:commune&outputFormat=application%2Fjson"
        f"&srsName=CRS:84&bbox=2.28,50.30,3.02,50.68,CRS:84&count={PAGE_IGN}"
    ),
)
"""The outlines at full resolution: ten times as many points as those of geo.api.gouv.fr."""

QPV_2024 = (f"{DATA_GOUV}942d4ee8-8142-4556-8ea1-335537ce1119",)
"""A ZIP today; it was a bare GeoJSON."""

QPV_2015 = (
    (
        "https://static.data.gouv.fr/resources/quartiers-prioritaires-de-la-politique-de-la-ville"
        "-qpv/20180110-144945/qp-politiquedelaville-shp.zip"
    ),
)

SINOE = (
    "https://data.ademe.fr/data-fair/api/v1/datasets/sinoe-(r)-annuaire-des-decheteries-dma/raw",
)

DATA_ES = (
    (
        "https://equipements.sports.gouv.fr/api/explore/v2.1/catalog/datasets/data-es/exports/csv"
        "?where=dep_code%3D%2262%22"
    ),
)

ECOLES = (
    (
        "https://data.education.gouv.fr/api/explore/v2.1/catalog/datasets/fr-en-annuaire-education"
        "/exports/csv?where=code_departement%3D%22062%22"
    ),
)

PAGE_TOPAGE = 2_000
"""Features of one answer of the service of rivers; there is no telling how many pages there are."""

_TOPAGE = (
    "https://services.sandre.eaufrance.fr/geo/sandre?service=WFS&version=2.0.0&request=GetFeature"
    "&typename=sa:CoursEau_FXX_Topage2025&outputFormat=application%2Fjson%3B%20subtype%3Dgeojson"
    "&srsName=CRS:84&bbox=2.28,50.30,3.02,50.68,CRS:84"
)
COURS_EAU = tuple(f"{_TOPAGE}&count={PAGE_TOPAGE}&startIndex={start}" for start in (0, PAGE_TOPAGE))
