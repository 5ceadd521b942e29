"""The command line: ``python -m geo``, or ``atlas-artois`` where the wheel is installed.

It starts the atlas, builds, refreshes, checks, and exports tables, fiches and slides.

It ends with 0 when all is well, 1 on a fault of the data, 2 when the command is badly written. The
commands are in ``geo.commands``, by subject.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from geo.commands import (
    ask,
    build,
    check,
    comparing,
    export,
    papers,
    points,
    refreshing,
    serve,
    serving,
)
from geo.commands.parser import DEFAUT, MAL_ECRIT, Command, Parser
from geo.core import catalog, writing
from geo.core.errors import AtlasError, UnknownIdError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS: tuple[Command, ...] = (
    *serve.COMMANDS,
    *serving.COMMANDS,
    *build.COMMANDS,
    *refreshing.COMMANDS,
    *check.COMMANDS,
    *export.COMMANDS,
    *ask.COMMANDS,
    *comparing.COMMANDS,
    *points.COMMANDS,
    *papers.COMMANDS,
)
"""Every command, in the order of the help."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    root = Parser(prog=catalog.PROGRAMME, description="Atlas Artois : les tables et leurs exports.")
    group = root.add_subparsers(
        title="commandes", metavar="COMMANDE", required=True, parser_class=Parser
    )
    for command in COMMANDS:
        one = group.add_parser(command.nom, help=command.aide, description=command.aide)
        command.arguments(one)
        one.set_defaults(execute=command.execute)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a fault is a French message, never a traceback."""
    options = parser().parse_args(argv)
    try:
        code: int = options.execute(options)
    except UnknownIdError as error:
        print(error, file=sys.stderr)
        return MAL_ECRIT
    except AtlasError as error:
        print(error, file=sys.stderr)
        return DEFAUT
    except BrokenPipeError:
        # The reader of our output has gone (« | head »): nothing is left to say, even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DEFAUT
    except OSError as error:
        print(writing.told(error), file=sys.stderr)
        return DEFAUT
    return code


def entry() -> None:
    """Run the command that the words of the terminal ask for, as ``atlas-artois`` does."""
    sys.exit(main())


if __name__ == "__main__":
    entry()
