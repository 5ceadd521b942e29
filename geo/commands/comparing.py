"""``comparer``: communes, a group or a commune and its peers, as the page compares them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geo.commands.ask import as_json, figures, records
from geo.commands.parser import (
    MAL_ECRIT,
    Command,
    checksum,
    commune_codes,
    group_codes,
    one_commune,
    output,
    write,
)
from geo.core import catalog
from geo.core.errors import AtlasError

if TYPE_CHECKING:
    import argparse

    from geo.answers.bundle import Base
    from geo.answers.compare_measures import Mesure


def _arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "communes",
        metavar="COMMUNE",
        nargs="*",
        help="communes comparées une à une (code Insee ou nom) ; au-delà de cinq, comme un groupe",
    )
    group.add_argument(
        "--groupe",
        metavar="GROUPE",
        help="un groupe entier, à côté des deux agglomérations : groupe déjà prêt "
        "(canton-6201, voisines-62119) ou liste de communes",
    )
    group.add_argument("--pairs", metavar="COMMUNE", help="une commune et ses pairs statistiques")
    group.add_argument(
        "--format", type=str.lower, choices=("csv", "json"), required=True, help="format du fichier"
    )
    output(group, "fichier à écrire ; - pour la sortie standard")


def _asked(base: Base, options: argparse.Namespace) -> tuple[str, tuple[str, ...]]:
    """Return the mode of the comparison and its communes, by code."""
    if options.pairs is not None:
        return "pairs", (one_commune(base, options.pairs),)
    if options.groupe is not None:
        return "groupe", group_codes(base, options.groupe)
    return "communes", commune_codes(base, options.communes)


def _measured(base: Base) -> tuple[Mesure, ...]:
    """Return every measure that can be computed; what a damaged file takes away is told."""
    from geo.answers import bundle, compare_measures
    from geo.sources.facts import load_faits

    themes, known = {}, None
    for theme_id in catalog.THEMES:
        try:
            themes[theme_id] = bundle.theme_data(base, theme_id)
        except AtlasError as error:
            print(error, file=sys.stderr)
    try:
        known = load_faits()
    except AtlasError as error:
        print(error, file=sys.stderr)
    return compare_measures.mesures(base, themes, known)


def _compare(options: argparse.Namespace) -> int:
    ways = (bool(options.communes), options.groupe is not None, options.pairs is not None)
    if sum(ways) != 1:
        print("Donnez des communes, --groupe ou --pairs : un seul des trois.", file=sys.stderr)
        return MAL_ECRIT
    from geo.answers import bundle, compare, compare_view
    from geo.answers.view import place_of
    from geo.core.model import Selection
    from geo.drawing import files
    from geo.labels import compare as mots

    base = bundle.load_base()
    base.require_qpv()
    mode, codes = _asked(base, options)
    measured = _measured(base)
    vue = compare_view.view(base, measured, mode, codes)
    panels = compare.compare_entities(base, measured, vue.entites, vue.reference)
    sentence, advice = compare_view.phrase(base, vue, panels), compare_view.advice(vue)
    if advice:
        print(advice, file=sys.stderr)
    frame = compare_view.lines(vue, panels)
    content = files.to_csv(frame, tableur=False)
    if options.format == "json":
        kept = place_of(base, Selection(communes=vue.chosen)).notes
        content = as_json(
            {
                "phrase": sentence,
                "chiffres": figures(compare_view.figures(base, vue, panels)),
                "conseil": advice,
                "notes": [*kept, *mots.COMPARER_NOTES[1:]],
                "lignes": records(frame),
                "version": catalog.data_version(),
            }
        )
    return write(options.output, content, f"{sentence} sha256 {checksum(content)}")


COMMANDS = (
    Command(
        "comparer",
        "compare des communes, un groupe, une commune et ses pairs",
        _arguments,
        _compare,
    ),
)
