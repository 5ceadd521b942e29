"""What every command of ``python -m geo`` is made of: a French parser, shared arguments."""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.core import catalog, choices, writing
from geo.core.errors import UnknownIdError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.answers.bundle import Base
    from geo.core.model import Selection

SORTIE_STANDARD = "-"

BIEN, DEFAUT, MAL_ECRIT = 0, 1, 2
"""Exit codes: all is well, the data has a fault, the command is badly written."""

MESSAGES = {
    "the following arguments are required:": "il manque :",
    "unrecognized arguments:": "arguments inconnus :",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "invalid choice:": "valeur inconnue :",
    "choose from": "connues :",
}
"""What the standard parser says in English -> what we say."""


class Once(argparse.Action):
    """Keep the value of an option; another one for the same option is refused, never dropped."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        _option: str | None = None,
    ) -> None:
        """Keep ``values`` in ``namespace``."""
        before = getattr(namespace, self.dest, None)
        if before is not None and before not in (self.default, values):
            raise argparse.ArgumentError(self, f"donné deux fois : {before} et {values}")
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """A command parser that speaks French."""

    def __init__(self, **kwargs: object) -> None:
        """Make a parser without abbreviations, whose help is French."""
        super().__init__(add_help=False, allow_abbrev=False, **kwargs)  # type: ignore[arg-type]
        for action in (None, "store"):
            self.register("action", action, Once)
        helps = self.add_argument_group("aide")
        helps.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """End with what is wrong in the command and how it is written."""
        for english, french in MESSAGES.items():
            message = message.replace(english, french)
        self.exit(MAL_ECRIT, f"{self.format_usage()}{self.prog} : erreur : {message}\n")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``arguments`` declares its options, ``execute`` returns the exit code."""

    nom: str
    aide: str
    arguments: Callable[[argparse.ArgumentParser], None]
    execute: Callable[[argparse.Namespace], int]


def known(check: Callable[[str], object]) -> Callable[[str], str]:
    """Return a type of argument: the value itself, once ``check`` knows it."""

    def convert(value: str) -> str:
        try:
            check(value)
        except UnknownIdError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return value

    return convert


def one_of(
    records: Mapping[str, Iterable[str]], check: Callable[[str], object]
) -> Callable[[str], str]:
    """Return a type of argument: one of some ids, by itself or by a name (``core.choices``).

    ``records``: the other names of each id. ``check`` raises ``UnknownIdError`` for what is none.
    """
    one = known(check)
    return lambda text: one(choices.named(records, text) or text)


def themes(*others: str) -> dict[str, tuple[str, ...]]:
    """Return the names of every theme, by id, for ``one_of``; ``others``: ids beside them."""
    told = {one.id: (one.titre, one.chemin, one.table) for one in catalog.TOLD.values()}
    return {**dict.fromkeys(others, ()), **told}


def no_argument(_parser: argparse.ArgumentParser) -> None:
    """Declare nothing: the command has no option."""


def output(group: argparse._ArgumentGroup, what: str, metavar: str = "FICHIER") -> None:
    """Declare the file (or folder) to write."""
    group.add_argument(
        "-o", "--output", metavar=metavar, required=True, type=_path_given, help=what
    )


def _path_given(text: str) -> str:
    if not text.strip():
        msg = "un nom est attendu"
        raise argparse.ArgumentTypeError(msg)
    return text


def territoire(group: argparse._ArgumentGroup, told: str) -> None:
    """Declare the territory that the command keeps to."""
    group.add_argument(
        "--territoire",
        metavar="TERRITOIRE",
        type=one_of(
            {one.id: (one.sigle, one.nom) for one in catalog.TERRITORIES.values()},
            catalog.territory,
        ),
        help=f"{told} : {', '.join(catalog.TERRITORIES)}",
    )


def listed(one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """Return a type of argument: values parted by commas, each of the type ``one``."""

    def convert(text: str) -> tuple[str, ...]:
        found = tuple(one(part.strip()) for part in text.split(",") if part.strip())
        if not found:
            msg = "au moins une valeur est attendue"
            raise argparse.ArgumentTypeError(msg)
        return found

    return convert


def selection_arguments(group: argparse._ArgumentGroup) -> None:
    """Declare what a selection is made of: a territory, communes, a group."""
    territoire(group, "ne regarde qu’un territoire")
    group.add_argument(
        "--commune",
        metavar="CODE,CODE",
        type=listed(str),
        action="extend",
        default=[],
        help="ne regarde que ces communes (code Insee ou nom)",
    )
    group.add_argument(
        "--groupe",
        metavar="GROUPE",
        help="groupe déjà prêt (canton-6201, qpv-call, taille-500, voisines-62119) ou liste de "
        "communes, par nom ou par code",
    )


def selection(base: Base, options: argparse.Namespace) -> Selection:
    """Return the selection that a command asks for.

    Raises
    ------
    UnknownIdError
        If a commune or a group is not known, or no commune of the territory is asked for.
    """
    from geo.answers.named import within
    from geo.core.model import Selection

    grouped = () if options.groupe is None else group_codes(base, options.groupe)
    codes = (*commune_codes(base, options.commune), *grouped)
    kept, told = within(base.communes, options.territoire, codes)
    if codes and not kept:
        raise UnknownIdError("Aucune de ces communes n’est dans ce territoire.")
    if told:
        print(told, file=sys.stderr)
    return Selection(options.territoire, tuple(dict.fromkeys(kept)))


def commune_codes(base: Base, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the communes that some texts mean, as in an address; what is to be told is told.

    Raises
    ------
    UnknownIdError
        If one is not sure.
    """
    from geo.answers.named import commune_named, former_communes

    former = former_communes()
    texts = [part for text in asked for part in text.split(",") if part.strip()]
    read = {text: commune_named(base.communes, former, text) for text in texts}
    unknown = [text for text, found in read.items() if found is None]
    if unknown:
        listed = base.communes[["code_insee", "nom"]].to_numpy()
        known = ", ".join(f"{code} {name}" for code, name in listed)
        msg = f"Commune inconnue : {', '.join(unknown)}. Attendu, un nom ou un code de : {known}."
        raise UnknownIdError(msg)
    found = [one for one in read.values() if one is not None]
    for told in dict.fromkeys(told for _, told in found if told):
        print(told, file=sys.stderr)
    return tuple(dict.fromkeys(code for code, _ in found))


def one_commune(base: Base, asked: str) -> str:
    """Return the only commune that a text means.

    Raises
    ------
    UnknownIdError
        If it is not sure, or means several.
    """
    found = commune_codes(base, [asked])
    if len(found) != 1:
        msg = f"Une seule commune est attendue : « {asked} »."
        raise UnknownIdError(msg)
    return found[0]


def group_codes(base: Base, asked: str) -> tuple[str, ...]:
    """Return the communes of a group: a ready one by its id, else a list of names or codes.

    Raises
    ------
    UnknownIdError
        If it is neither.
    """
    from geo.measures import groups

    ready = {group.id: group for group in base.groupes.prets}
    same = choices.option(ready, asked)
    if same is not None:
        return ready[same].codes
    code = asked.strip(choices.AUTOUR).casefold().removeprefix("voisines-")
    if code != asked and (base.communes["code_insee"] == code).any():
        return base.groupes.voisines(code).codes
    found = groups.parse(asked, base.communes)
    if found.incompris or not found.codes:
        told = ", ".join(found.incompris or (asked,))
        msg = f"Groupe ou commune inconnu : {told}. Groupes : {', '.join(ready)}."
        raise UnknownIdError(msg)
    return found.codes


def write(output: str, content: bytes, told: str) -> int:
    """Write a file, or the standard output, and tell what it is; return the exit code."""
    if output == SORTIE_STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        print(told, file=sys.stderr)
    else:
        writing.write_file(Path(output), content)
        print(f"{told}, {output}")
    return BIEN


def checksum(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()
