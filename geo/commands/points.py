"""``points``: what « Adresse ou point » answers for a file, with the same reader."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.commands.parser import (
    BIEN,
    DEFAUT,
    MAL_ECRIT,
    SORTIE_STANDARD,
    Command,
    checksum,
    output,
    write,
)
from geo.core import catalog, choices
from geo.core.errors import AtlasError

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from geo.answers.coordinates.points_file import Fichier

FORMATS = ("csv", "xlsx", "geojson")
SOURCES = ("communes", "qpv", "dechetteries", "piscines", "bornes", "ecoles", "gares")


def _known_system(text: str) -> str:
    """Return the system that a text names: by its key, or as a heading names it (EPSG:3857)."""
    import argparse

    from geo.answers.coordinates.headings import system_named
    from geo.answers.coordinates.systems import CHOIX

    found = choices.option(CHOIX, text) or system_named(text)
    if not found:
        msg = f"{text} : système inconnu ; connus : {', '.join(CHOIX)}"
        raise argparse.ArgumentTypeError(msg)
    return found


def _arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument("fichier", metavar="FICHIER", help="CSV ou classeur (xlsx, xls, ods)")
    group.add_argument(
        "--format", type=str.lower, choices=FORMATS, required=True, help="format des réponses"
    )
    group.add_argument(
        "--systeme",
        metavar="SYSTEME",
        type=_known_system,
        default="auto",
        help="système des coordonnées : auto, degres, lambert93, web_mercator, cc50…",
    )
    output(group, "fichier à écrire ; - pour la sortie standard")


def answered(read: Fichier) -> pd.DataFrame:
    """Return the answers of the page for a file of points; a theme that is lost is told."""
    from geo.answers import bundle, place
    from geo.answers.access import services

    base = bundle.load_base()
    base.require_qpv()
    themes = {}
    for kind in place.KINDS:
        try:
            themes[kind] = bundle.theme_data(base, kind)
        except AtlasError as error:
            print(error, file=sys.stderr)
    sites = {}
    for name in place.SITES:
        try:
            sites[name] = services.places(base, name)
        except AtlasError as error:
            print(error, file=sys.stderr)
    return place.reponses_au_fichier(read, base, themes, sites)


def content(frame: pd.DataFrame, file_format: str, notes: tuple[str, ...]) -> bytes:
    """Return the answers as a file; a GeoJSON has each point at its place."""
    import geopandas as gpd

    from geo.core.crs import points_from_lonlat
    from geo.drawing import files
    from geo.labels import textes

    if file_format == "csv":
        return files.to_csv(frame, tableur=False)
    if file_format == "xlsx":
        records = [catalog.source(name) for name in SOURCES]
        return files.to_xlsx(frame, records, (*textes.FICHIER_NOTES, *notes), textes.POINT_TITRE)
    return files.to_geojson(gpd.GeoDataFrame(frame, geometry=points_from_lonlat(frame)))


def _is_input(options: argparse.Namespace) -> bool:
    """Return whether the answers would be written over the file that they answer."""
    target = Path(options.output)
    return (
        options.output != SORTIE_STANDARD and target.exists() and target.samefile(options.fichier)
    )


def _points(options: argparse.Namespace) -> int:
    from geo.answers.coordinates import points_file

    if _is_input(options):
        print(
            f"{options.output} est le fichier à lire : donnez un autre nom à -o, il serait perdu.",
            file=sys.stderr,
        )
        return MAL_ECRIT
    read = points_file.read_points(Path(options.fichier).read_bytes(), options.systeme)
    for note in read.notes:
        print(note, file=sys.stderr)
    for refused in read.rejets.itertuples():
        print(f"ligne {refused.ligne} : {refused.raison}", file=sys.stderr)
    frame = answered(read)
    body = content(frame, options.format, read.notes)
    told = (
        f"{len(frame)} point{'s' if len(frame) > 1 else ''} lu{'s' if len(frame) > 1 else ''}, "
        f"{len(read.rejets)} ligne{'s' if len(read.rejets) > 1 else ''} "
        f"rejetée{'s' if len(read.rejets) > 1 else ''}, sha256 {checksum(body)}"
    )
    write(options.output, body, told)
    return BIEN if len(frame) else DEFAUT


COMMANDS = (
    Command("points", "répond pour chaque point d’un fichier, comme la page", _arguments, _points),
)
