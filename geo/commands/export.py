"""``export`` and ``sources``: a table in an open format, where the tables come from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geo.commands.parser import (
    BIEN,
    MAL_ECRIT,
    Command,
    checksum,
    commune_codes,
    no_argument,
    one_of,
    output,
    territoire,
    write,
)
from geo.core import catalog

if TYPE_CHECKING:
    import argparse

    from geo.core.model import Selection

CRS = ("4326", "2154")
FORMATS = ("csv", "geojson", "gpkg", "xlsx", "parquet")


def _table(text: str) -> str:
    from geo.answers import tables

    return one_of(dict.fromkeys(tables.COLONNES, ()), tables.require)(text)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument("table", metavar="TABLE", type=_table, help="table à exporter")
    group.add_argument(
        "--format", type=str.lower, choices=FORMATS, required=True, help="format du fichier"
    )
    output(group, "fichier à écrire ; - pour la sortie standard")
    territoire(group, "ne garde qu’un territoire")
    group.add_argument(
        "--commune",
        metavar="COMMUNE",
        nargs="+",
        action="extend",
        default=[],
        help="ne garde que ces communes (nom ou code Insee)",
    )
    group.add_argument(
        "--crs",
        choices=CRS,
        default=CRS[0],
        help="système de coordonnées d’un GeoPackage : 4326 (degrés) ou 2154 (Lambert-93)",
    )


def _selected(kept: Selection) -> tuple[str, ...]:
    """Return what the notes of a workbook say of the communes that it was asked for."""
    from geo.answers import bundle, view

    return view.place_of(bundle.load_base(), kept).notes


def _export(options: argparse.Namespace) -> int:
    from geo.answers import bundle, exports, tables
    from geo.core.model import Selection

    codes = commune_codes(bundle.load_base(), options.commune) if options.commune else ()
    frame = tables.table(options.table, options.territoire, codes)
    kept = Selection(options.territoire, codes)
    if options.crs != CRS[0] and options.format != "gpkg":
        print("--crs ne vaut que pour un GeoPackage (--format gpkg).", file=sys.stderr)
        return MAL_ECRIT
    if options.format == "gpkg":
        content = exports.geopackage(frame, options.table, int(options.crs))
    else:
        kind = exports.FORMATS[options.format]
        content = exports.content(frame, options.table, kind, _selected(kept))
    told = (
        f"{options.table} : {len(frame)} ligne{'s' if len(frame) > 1 else ''}, "
        f"version {catalog.data_version()}, sha256 {checksum(content)}"
    )
    return write(options.output, content, told)


def _sources(_options: argparse.Namespace) -> int:
    for record in catalog.sources().values():
        print(
            f"{record.id}\n"
            f"  {record.titre}\n"
            f"  producteur : {record.producteur}\n"
            f"  licence : {record.licence}\n"
            f"  millésime : {record.millesime}\n"
            f"  accès : {record.date_acces}, {record.url}"
        )
    return BIEN


COMMANDS = (
    Command("export", "écrit une table dans un format ouvert", _export_arguments, _export),
    Command("sources", "liste les jeux de données et leur licence", no_argument, _sources),
)
