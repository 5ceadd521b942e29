"""``check``: how the shipped tables are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geo.commands.parser import BIEN, DEFAUT, Command, no_argument
from geo.core import catalog
from geo.core.errors import AtlasError, DataFileError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    import pandas as pd


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
    from geo.reports import documents

    folder, needed = documents.dossier_des_documents(), ("rapports", "indicateurs", "actions")
    missing = [name for name in needed if name not in frames]
    if folder is None or missing:
        why = (
            f"table absente : {', '.join(missing)}"
            if missing
            else f"{documents.VARIABLE_DOSSIER} ne dit pas où ils sont"
        )
        print(f"\nVérification dans le texte des rapports : non faite ({why}).")
        return 0
    checked = {name: frames[name] for name in needed[1:]}
    faults = documents.verify_documents(folder, frames["rapports"], checked)
    rows = sum(int(frame["ecrit"].notna().sum()) for frame in checked.values())
    marks = int(checked["actions"]["repere"].notna().sum())
    print(
        f"\nVérification dans le texte des rapports : {rows} nombres et {marks} repères cherchés, "
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


def _check_pages(frames: Mapping[str, pd.DataFrame]) -> int:
    """Tell wrong files, odd tables and what the pages cannot load; return how many."""
    from geo.answers import health

    found = [
        *health.faults_of_files(),
        *health.faults_of_tables(frames),
        *health.faults_of_pages(),
    ]
    for told in found:
        print(f"\n{told}", file=sys.stderr)
    return len(found)


def _print_warnings(report: pd.DataFrame) -> None:
    """Print how many warnings nobody has declared, and the first ones of each rule."""
    loose = report[(report["gravite"] == "avertissement") & ~report["declaree"].astype(bool)]
    for (source_id, rule), rows in loose.groupby(["source", "regle"]):
        first = rows.iloc[0]
        print(
            f"\nAvertissements non déclarés, {source_id} {rule} : {len(rows)}. "
            f"Le premier : {first['id']}, {first['message']}"
        )


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
    _print_warnings(report)
    for source_id, error in faults.items():
        print(f"\nTable illisible, {source_id} : {error}", file=sys.stderr)
    unprinted = _check_documents(frames)
    total = errors + len(faults) + unprinted + _check_characters(frames) + _check_pages(frames)
    print("\nAucun défaut." if total == 0 else f"\nDéfauts : {total}.")
    return DEFAUT if total else BIEN


COMMANDS = (
    Command(
        "check",
        "vérifie chaque fichier et chaque table, compte leurs anomalies",
        no_argument,
        _check,
    ),
)
