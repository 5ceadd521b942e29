"""The style that a GeoPackage carries: QGIS draws the layer with it as soon as it is opened.

QGIS reads the table ``layer_styles`` of the file, one row a style (QML), one of them the default.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""
CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles pour QGIS', ?)
"""
STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
  styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', ?)
"""
NOM = "Atlas Artois"

CLASSES = {"point": "marker", "line": "line", "polygon": "fill"}
"""Kind of geometry -> kind of symbol of QGIS."""
BORD, ENCRE = "0.4", "255,255,255,255"
"""Width of an outline, in millimetres, and its colour round a point."""
VOILE = 60
"""Opacity of the inside of an area, of 255: what lies under it is seen."""
POINT_MM = "3.2"


def kind_of(geometry_type: str) -> str:
    """Return « point », « line » or « polygon » for a name of geometry type."""
    name = geometry_type.lower()
    return next((kind for kind in CLASSES if kind in name), "polygon")


def qml(kind: str, colour: str) -> str:
    """Return the style of a layer: one symbol, in the colour of its theme (``#RRGGBB``)."""
    rgb = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    options = {
        "point": ("SimpleMarker", {
            "name": "circle", "color": f"{rgb},255", "size": POINT_MM, "size_unit": "MM",
            "outline_color": ENCRE, "outline_width": BORD, "outline_style": "solid",
        }),
        "line": ("SimpleLine", {
            "line_color": f"{rgb},255", "line_width": BORD, "line_style": "solid",
        }),
        "polygon": ("SimpleFill", {
            "color": f"{rgb},{VOILE}", "style": "solid", "outline_color": f"{rgb},255",
            "outline_width": BORD, "outline_style": "solid",
        }),
    }  # fmt: skip
    layer, told = options[kind]
    written = "".join(
        f'<Option type="QString" name={quoteattr(name)} value={quoteattr(value)}/>'
        for name, value in told.items()
    )
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
        '<qgis version="3.34" styleCategories="Symbology">'
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0">'
        f'<symbols><symbol type="{CLASSES[kind]}" name="0" alpha="1" clip_to_extent="1">'
        f'<layer class="{layer}" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{written}</Option></layer></symbol></symbols>'
        "</renderer-v2></qgis>"
    )


def add(path: Path, couche: str, kind: str, colour: str, when: datetime) -> None:
    """Write the default style of a layer in a GeoPackage, dated ``when``."""
    stamp = when.strftime("%Y-%m-%dT00:00:00.000Z")
    with closing(sqlite3.connect(path)) as base, base:
        [(column,)] = base.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (couche,)
        )
        base.execute(TABLE)
        base.execute(CONTENTS, (stamp,))
        base.execute(STYLE, (couche, column, NOM, qml(kind, colour), NOM, stamp))
