"""The command line: ``python -m geo`` builds, refreshes, checks, exports tables, fiches, slides.

It ends with 0 when all is well, 1 on a fault of the data, 2 when the command is badly written.
Each command imports what it needs when it runs: asking for help stays instantaneous.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.core import catalog
from geo.core.errors import AtlasError, DataFileError, UnknownIdError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from geo.core.model import Selection

PROGRAMME = "python -m geo"
FORMATS = ("csv", "geojson", "gpkg", "xlsx", "parquet")
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


class Parser(argparse.ArgumentParser):
    """A command parser that speaks French."""

    def __init__(self, **kwargs: object) -> None:
        """Make a parser without abbreviations, whose help is French."""
        super().__init__(add_help=False, allow_abbrev=False, **kwargs)  # type: ignore[arg-type]
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


def _known(check: Callable[[str], object]) -> Callable[[str], str]:
    """Return a type of argument: the value itself, once ``check`` knows it."""

    def convert(value: str) -> str:
        try:
            check(value)
        except UnknownIdError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return value

    return convert


def _require_table(name: str) -> str:
    from geo.answers import tables

    return tables.require(name)


def _no_argument(_parser: argparse.ArgumentParser) -> None:
    """Declare nothing: the command has no option."""


# --- build ------------------------------------------------------------------------------------


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
    from geo.refresh import roads

    def tell(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    try:
        found = roads.refresh_roads(
            options.chemin, essai=options.dry_run, adresse=options.overpass, dire=tell
        )
    except KeyboardInterrupt:
        print(f"\nInterrompu. {roads.RIEN_N_A_CHANGE}", file=sys.stderr)
        return DEFAUT
    modes = ", ".join(f"{mode} {count}" for mode, count in found.par_mode.items())
    print(f"{found.carrefours} carrefours, {found.troncons} tronçons ({modes})")
    if options.dry_run:
        print("Essai : le réseau convient, rien n’a été écrit.")
        return BIEN
    kept = f" ; le précédent est dans data/{roads.PRECEDENT}" if found.precedent else ""
    print(f"écrit : data/{roads.ROUTES}{kept}. Relancez l’application pour qu’elle le prenne.")
    return BIEN


# --- check ------------------------------------------------------------------------------------


def _table_of_text(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table of fixed-width columns: the first one to the left, numbers to the right."""
    lines = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if position else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _load_all() -> tuple[dict[str, pd.DataFrame], dict[str, AtlasError]]:
    """Return the tables that can be read by source, and why the others cannot."""
    from geo import sources

    frames: dict[str, pd.DataFrame] = {}
    cards = catalog.unreadable_sources()
    faults: dict[str, AtlasError] = {i: DataFileError(why) for i, why in cards.items()}
    for source_id in catalog.sources():
        try:
            frames[source_id] = sources.load(source_id)
        except AtlasError as error:
            faults[source_id] = error
    return frames, faults


def _counts(source_id: str, rows: int, report: pd.DataFrame) -> tuple[object, ...]:
    found = report[report["source"] == source_id]
    cells: list[object] = [source_id, rows]
    for severity in ("erreur", "avertissement"):
        of_severity = found[found["gravite"] == severity]
        cells += [int((~of_severity["declaree"]).sum()), int(of_severity["declaree"].sum())]
    return tuple(cells)


def _check_documents(frames: dict[str, pd.DataFrame]) -> int:
    """Print whether the numbers of the reports are those printed in them; return the faults."""
    from geo.reports import rules

    folder, needed = rules.dossier_des_documents(), ("rapports", "indicateurs", "actions")
    missing = [name for name in needed if name not in frames]
    if folder is None or missing:
        why = f"table absente : {', '.join(missing)}" if missing else "leur dossier n’est pas là"
        print(f"\nVérification dans le texte des rapports : non faite ({why}).")
        return 0
    checked = {name: frames[name] for name in needed[1:]}
    faults = rules.verify_documents(folder, frames["rapports"], checked)
    rows = sum(int(frame["ecrit"].notna().sum()) for frame in checked.values())
    print(
        f"\nVérification dans le texte des rapports : {rows} nombres cherchés, "
        f"{len(faults)} défaut(s)."
    )
    for fault in faults.fillna("").itertuples():
        print(f"- {fault.table} {fault.id} ({fault.source}) « {fault.ecrit} » : {fault.raison}")
    return len(faults)


def _print_anomalies(report: pd.DataFrame) -> int:
    """Print what nobody has declared, and what is declared for nothing; return the errors."""
    from geo.measures import quality

    errors = quality.undeclared_errors(report)
    if len(errors):
        print("\nErreurs non déclarées :")
    for row in errors.itertuples():
        print(f"- {row.source} {row.regle} {row.id} : {row.message} Attendu : {row.attendu}.")
    for record in catalog.sources().values():
        for entry in quality.obsolete(report[report["source"] == record.id], record.anomalies):
            print(f"\nDéclarée dans {record.id} mais plus trouvée : {entry.regle} {entry.id}.")
    return len(errors)


def _check_characters(frames: Mapping[str, pd.DataFrame]) -> int:
    """Tell the texts that a fiche can only write with a box; return how many."""
    from geo.printing.page import glyphs

    found = [
        (name, *cell) for name, frame in frames.items() for cell in glyphs.illegible_cells(frame)
    ]
    for name, column, label, signs in found:
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs)
        print(
            f"{name}, ligne {label}, colonne « {column} » : caractère qu’une fiche ne sait pas "
            f"écrire ({codes}). Remplacez-le à la source.",
            file=sys.stderr,
        )
    return len(found)


def _check(_options: argparse.Namespace) -> int:
    from geo.measures import quality

    frames, faults = _load_all()
    header = (
        "source",
        "lignes",
        "erreurs",
        "(déclarées)",
        "avertissements",
        "(déclarés)",
    )
    report = quality.check_all(frames)
    print(_table_of_text(header, [_counts(key, len(frames[key]), report) for key in frames]))
    errors = _print_anomalies(report)
    for source_id, error in faults.items():
        print(f"\nTable illisible, {source_id} : {error}", file=sys.stderr)
    unprinted = _check_documents(frames)
    total = errors + len(faults) + unprinted + _check_characters(frames)
    print("\nAucun défaut." if total == 0 else f"\nDéfauts : {total}.")
    return DEFAUT if total else BIEN


# --- export -----------------------------------------------------------------------------------


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "table", metavar="TABLE", type=_known(_require_table), help="table à exporter"
    )
    group.add_argument("--format", choices=FORMATS, required=True, help="format du fichier")
    group.add_argument(
        "-o",
        "--output",
        metavar="FICHIER",
        required=True,
        help="fichier à écrire ; - pour la sortie standard",
    )
    group.add_argument(
        "--territoire",
        metavar="TERRITOIRE",
        type=_known(catalog.territory),
        help=f"ne garde qu’un territoire : {', '.join(catalog.TERRITORIES)}",
    )
    group.add_argument(
        "--commune",
        metavar="CODE",
        nargs="+",
        action="extend",
        default=[],
        help="ne garde que ces communes (code INSEE)",
    )


def _selected(kept: Selection) -> tuple[str, ...]:
    """Return what the notes of a workbook say of the communes that it was asked for."""
    from geo.answers import bundle, sentence

    return sentence.note_de_la_selection(bundle.load_base(), kept)


def _export(options: argparse.Namespace) -> int:
    from geo.answers import exports, tables
    from geo.core.model import Selection

    frame = tables.table(options.table, options.territoire, options.commune)
    kept = Selection(options.territoire, tuple(options.commune))
    content = exports.content(
        frame, options.table, exports.FORMATS[options.format], _selected(kept)
    )
    checksum = hashlib.sha256(content).hexdigest()
    told = (
        f"{options.table} : {len(frame)} ligne{'s' if len(frame) > 1 else ''}, "
        f"version {catalog.data_version()}, sha256 {checksum}"
    )
    if options.output == SORTIE_STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        print(told, file=sys.stderr)
    else:
        Path(options.output).write_bytes(content)
        print(f"{told}, {options.output}")
    return BIEN


# --- sources ----------------------------------------------------------------------------------


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


# --- fiches and slides ------------------------------------------------------------------------

FORMATS_PAPIER = ("pdf", "pptx")


def _require_recit(name: str) -> str:
    from geo.printing import stories

    return stories.require(name)


def _output(group: argparse._ArgumentGroup, what: str, metavar: str = "FICHIER") -> None:
    group.add_argument("-o", "--output", metavar=metavar, required=True, help=what)


def _territoire(group: argparse._ArgumentGroup, told: str) -> None:
    group.add_argument(
        "--territoire",
        metavar="TERRITOIRE",
        type=_known(catalog.territory),
        help=f"{told} : {', '.join(catalog.TERRITORIES)}",
    )


def _listed(check: Callable[[str], object]) -> Callable[[str], tuple[str, ...]]:
    """Return a type of argument: values parted by commas, once ``check`` knows each."""
    one = _known(check)
    return lambda text: tuple(one(part.strip()) for part in text.split(",") if part.strip())


def _fiche_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument("code", metavar="CODE", help="code Insee de la commune")
    group.add_argument("--format", choices=FORMATS_PAPIER, required=True, help="format du fichier")
    _output(group, "fichier à écrire")


def _fiche(options: argparse.Namespace) -> int:
    from geo.printing import batch
    from geo.printing import world as world_module

    content = batch.fichier_de(world_module.load_world(), options.code, options.format)
    return _written(options.output, content)


def _written(output: str, content: bytes) -> int:
    Path(output).write_bytes(content)
    print(f"{output} : {len(content)} octets, sha256 {hashlib.sha256(content).hexdigest()}")
    return BIEN


def _fiches_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    _output(group, "dossier à remplir ; une relance ne refait que ce qui manque", "DOSSIER")
    _territoire(group, "ne fait que les communes d’un territoire")


BARRE = 30
"""Characters of the progress bar."""


def _progress(done: int, total: int) -> None:
    """Draw the progress bar; where nobody looks, tell each tenth."""
    if sys.stderr.isatty():
        full = BARRE * done // max(total, 1)
        print(f"\r[{'█' * full}{' ' * (BARRE - full)}] {done}/{total}", end="", file=sys.stderr)
        if done == total:
            print(file=sys.stderr)
    elif done == total or done % max(total // 10, 1) == 0:
        print(f"{done}/{total} communes", file=sys.stderr)


def _fiches(options: argparse.Namespace) -> int:
    from geo.printing import batch

    try:
        found = batch.fiches(Path(options.output), options.territoire, _progress)
    except KeyboardInterrupt:
        print(
            "\nInterrompu. La même commande, relancée, reprend où elle en était.", file=sys.stderr
        )
        return DEFAUT
    print(
        f"{found.faits} fichiers faits, {found.gardes} déjà à jour : "
        f"{Path(options.output) / batch.MANIFESTE}"
    )
    for code, reason in found.echecs.items():
        print(f"Fiche non faite : {code} ({reason})", file=sys.stderr)
    return DEFAUT if found.echecs else BIEN


def _diaporama_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    _territoire(group, "territoire du diaporama")
    group.add_argument(
        "--groupe",
        metavar="CODE,CODE",
        type=_listed(str),
        default=(),
        help="communes (code Insee) qui font ensemble le territoire du diaporama",
    )
    group.add_argument(
        "--themes",
        metavar="A,B",
        type=_listed(catalog.theme),
        default=(),
        help=f"thèmes, dans l’ordre : {', '.join(catalog.THEMES)}",
    )
    group.add_argument(
        "--communes",
        metavar="CODE,CODE",
        type=_listed(str),
        default=(),
        help="communes à montrer (code Insee)",
    )
    group.add_argument(
        "--recit",
        metavar="NOM",
        type=_known(_require_recit),
        help="récit de data/recits, sans territoire, groupe ni thème",
    )
    group.add_argument("--format", choices=FORMATS_PAPIER, required=True, help="format du fichier")
    _output(group, "fichier à écrire")


def _diaporama(options: argparse.Namespace) -> int:
    if sum(map(bool, (options.recit, options.territoire, options.groupe))) != 1:
        print("Donnez --territoire, --groupe ou --recit : un seul des trois.", file=sys.stderr)
        return MAL_ECRIT
    from geo.printing import slides, stories
    from geo.printing import world as world_module
    from geo.printing.pdf import pdf
    from geo.printing.pptx import deck

    world = world_module.load_world()
    if options.recit is not None:
        show = stories.deck(world, stories.parse(options.recit))
    else:
        plan = slides.Plan(
            options.territoire, options.themes, options.communes, groupe=options.groupe
        )
        show = slides.deck(world, plan)
    writer = pdf.deck_pdf if options.format == "pdf" else deck.deck_pptx
    print(f"{len(show.slides)} diapositives")
    return _written(options.output, writer(show))


COMMANDS: tuple[Command, ...] = (
    Command(
        "build", "reconstruit les tables de data/ depuis leurs sources", _build_arguments, _build
    ),
    Command("refresh", "renouvelle ce qui n’est pas livré", _refresh_arguments, _refresh),
    Command("check", "vérifie chaque table et compte ses anomalies", _no_argument, _check),
    Command("export", "écrit une table dans un format ouvert", _export_arguments, _export),
    Command("sources", "liste les jeux de données et leur licence", _no_argument, _sources),
    Command("fiche", "écrit la fiche d’une commune", _fiche_arguments, _fiche),
    Command("fiches", "écrit la fiche de chaque commune", _fiches_arguments, _fiches),
    Command("diaporama", "écrit un diaporama", _diaporama_arguments, _diaporama),
)
"""Every command, in the order of the help."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    root = Parser(prog=PROGRAMME, description="Atlas Artois : les tables et leurs exports.")
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
        print(
            f"Fichier inaccessible : {error.filename}. "
            "Vérifiez que son dossier existe et que vous pouvez y écrire.",
            file=sys.stderr,
        )
        return DEFAUT
    return code


if __name__ == "__main__":
    sys.exit(main())
