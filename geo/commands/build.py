"""``build``: what remakes the files of ``data/``."""

from __future__ import annotations

import sys
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


COMMANDS = (
    Command(
        "build", "reconstruit les tables de data/ depuis leurs sources", _build_arguments, _build
    ),
)
