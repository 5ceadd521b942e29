"""``build`` and ``refresh``: what remakes the files of ``data/``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.commands.parser import BIEN, DEFAUT, Command

if TYPE_CHECKING:
    import argparse


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("options")
    group.add_argument(
        "--check",
        action="store_true",
        help="n’écrit rien ; échoue si un fichier livré n’est pas celui que donne la construction",
    )


def _build(options: argparse.Namespace) -> int:
    try:
        from geo.sources import build
    except ModuleNotFoundError as error:
        print(
            f"La construction demande le paquet « {error.name} ». "
            "Installez-le : pip install -e '.[build]'",
            file=sys.stderr,
        )
        return DEFAUT
    if not options.check:
        for file in build.build_all():
            print(f"construit : data/{file.as_posix()}")
        return BIEN
    different = build.check_all()
    for file in different:
        print(f"différent de ce que donne la construction : data/{file.as_posix()}")
    if not different:
        print("Les fichiers livrés sont ceux que donne la construction.")
    return DEFAUT if different else BIEN


# --- refresh ----------------------------------------------------------------------------------

RAFRAICHIS = ("routes",)
"""What can be renewed from the network or from a file."""


def _refresh_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "source",
        metavar="SOURCE",
        choices=RAFRAICHIS,
        help="routes : le réseau routier d’OpenStreetMap, pour les temps d’accès",
    )
    group.add_argument(
        "--from",
        dest="chemin",
        metavar="CHEMIN",
        type=Path,
        help="fichier OSM XML ou GraphML, ou dossier de tables, au lieu du téléchargement",
    )
    group.add_argument(
        "--overpass",
        metavar="ADRESSE",
        help="autre service Overpass à interroger (par défaut https://overpass-api.de/api)",
    )
    group.add_argument(
        "--dry-run", action="store_true", help="lit et vérifie tout, mais n’écrit rien"
    )


def _refresh(options: argparse.Namespace) -> int:
    from geo.refresh import road_checks, roads

    def tell(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    try:
        found = roads.refresh_roads(
            options.chemin, essai=options.dry_run, adresse=options.overpass, dire=tell
        )
    except KeyboardInterrupt:
        print(f"\nInterrompu. {road_checks.RIEN_N_A_CHANGE}", file=sys.stderr)
        return DEFAUT
    modes = ", ".join(f"{mode} {count}" for mode, count in found.par_mode.items())
    print(f"{found.carrefours} carrefours, {found.troncons} tronçons ({modes})")
    if options.dry_run:
        print("Essai : le réseau convient, rien n’a été écrit.")
        return BIEN
    kept = f" ; le précédent est dans data/{roads.PRECEDENT}" if found.precedent else ""
    print(f"écrit : data/{roads.ROUTES}{kept}. Relancez l’application pour qu’elle le prenne.")
    return BIEN


COMMANDS = (
    Command(
        "build", "reconstruit les tables de data/ depuis leurs sources", _build_arguments, _build
    ),
    Command("refresh", "renouvelle ce qui n’est pas livré", _refresh_arguments, _refresh),
)
