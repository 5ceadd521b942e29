"""Change the code one spot at a time and see whether a test fails: ``make mutants``.

A mutant is a copy of the code with one change (``<`` for ``<=``, a word, a number, an argument
taken away). It dies when a test fails; one that survives is a line that no test holds. mutmut makes
them and knows which tests pass through each function (``[tool.mutmut]`` of ``pyproject.toml``);
``outils.essayer`` runs these, the nearest first. All of them would take days: a sample is drawn,
each room by its size and always the same for the same code. A mutant without a verdict counts as a
survivor, and so does one that changes nothing a reader can see: docs/mesures.md names these.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from outils.essayer import (
    ALIVE,
    DEAD,
    MUTANTS,
    UNTOLD,
    Verdict,
    judge,
    keeping,
    load_libraries,
    run_tests,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = MUTANTS.parent
KEPT = MUTANTS / "verdicts.json"
"""What the last run said of each mutant that it tried."""

SEED = 20261128
"""Of the draw: the same code gives the same sample, a larger one holds the smaller."""
FLOOR_PCT = 90.0
OTHERS_S = 10.0
"""Of tests other than the nearest, the quickest that fit in this time: a function that everything
reads is covered by nearly all of them."""

ROOMS = {
    "mesures": "geo.measures.",
    "accès": "geo.access.",
    "rapports": "geo.reports.",
    "lecteurs de tables": "geo.sources.",
    "lecteurs de coordonnées": "geo.answers.coordinates.",
}

GENERATE = """
from pathlib import Path
from mutmut import __main__ as m
from mutmut.workers.isolation import get_mutant_runner
Path("mutants").mkdir(exist_ok=True)
m.set_mutant_under_test("mutant_generation")
m.copy_src_dir(); m.copy_also_copy_files(); m.setup_source_paths()
m.store_lines_covered_by_tests()
m.create_mutants(1)
m.collect_or_load_stats(get_mutant_runner(1))
"""
"""The command of mutmut never stops there: its own functions are called, at the locked version.
The last one runs every test once on the unchanged code, and stops when one fails."""


# --------------------------------------------------------------------------- what is drawn


def module_of(mutant: str) -> str:
    """Return the module of a mutant: ``geo.access.reach`` of ``geo.access.reach.x_f__mutmut_1``."""
    return mutant.rpartition(".")[0]


def function_of(mutant: str) -> str:
    """Return the function of a mutant as mutmut names it, the same for all its mutants."""
    return mutant.partition("__mutmut_")[0]


def room_of(mutant: str) -> str:
    """Return the room of a mutant, one of ``ROOMS``."""
    return next(room for room, start in ROOMS.items() if mutant.startswith(start))


def shares(sizes: dict[str, int], drawn: int) -> dict[str, int]:
    """Share a draw between rooms by their sizes, largest remainders first; none is left at zero."""
    total = sum(sizes.values())
    if drawn >= total:
        return sizes
    exact = {room: drawn * size / total for room, size in sizes.items()}
    given = {room: max(int(part), min(1, sizes[room])) for room, part in exact.items()}
    for room in sorted(exact, key=lambda room: given[room] - exact[room]):
        if sum(given.values()) < drawn and given[room] < sizes[room]:
            given[room] += 1
    return given


def draw(mutants: Iterable[str], size: int) -> list[str]:
    """Return some mutants of each room, in the order of a hash of their names.

    A function that changes only changes the draw of its own mutants.
    """
    by_room: dict[str, list[str]] = {}
    for name in mutants:
        by_room.setdefault(room_of(name), []).append(name)
    given = shares({room: len(names) for room, names in by_room.items()}, size)
    return sorted(
        name
        for room, names in by_room.items()
        for name in sorted(names, key=lambda n: hashlib.sha256(f"{SEED} {n}".encode()).digest())[
            : given[room]
        ]
    )


# --------------------------------------------------------------------------- which tests


def nearest(module: str, files: set[str]) -> str:
    """Return the test file that mirrors a module, or the one of its folder; ``""`` without any."""
    parts = module.split(".")
    while len(parts) > 1:
        path = "/".join(["tests", *parts[:-1], f"test_{parts[-1]}.py"])
        if path in files:
            return path
        parts.pop()
    return ""


def stages(
    covering: Iterable[str], near: str, durations: dict[str, float]
) -> tuple[tuple[str, ...], ...]:
    """Return the tests to try in turn, each group the quickest first.

    Those of the nearest file that cover the function; those of the others, the quickest one and
    what fits in ``OTHERS_S``; last the nearest file whole: what runs while the files are loaded is
    of no test.
    """
    ordered = sorted(covering, key=lambda test: (durations.get(test, 0.0), test))
    close = tuple(test for test in ordered if test.partition("::")[0] == near)
    rest, spent = [], 0.0
    for test in ordered:
        spent += 0.0 if test in close else durations.get(test, 0.0)
        if test not in close and (spent <= OTHERS_S or not rest):
            rest.append(test)
    return close, tuple(rest), (near,) if near else ()


# --------------------------------------------------------------------------- what is told


def pct(part: int, whole: int) -> str:
    """Write a share, with the comma."""
    return f"{part / whole * 100:.1f} %".replace(".", ",") if whole else "—"


COUNTED = {DEAD: "morts", ALIVE: "vivants", UNTOLD: "sans verdict"}


def table(verdicts: dict[str, Verdict]) -> list[str]:
    """Return a line for each room, then the whole: dead, alive, without verdict, share."""
    lines = []
    for room in [*ROOMS, "en tout"]:
        said = [v.status for name, v in verdicts.items() if room in (room_of(name), "en tout")]
        if said:
            counts = ", ".join(f"{word} {said.count(s)}" for s, word in COUNTED.items())
            lines.append(f"{room:24} {len(said):5} : {counts} ; {pct(said.count(DEAD), len(said))}")
    return lines


def line_of(source: str, function: str, diff: str) -> int:
    """Return the line of a file where a change stands.

    Parameters
    ----------
    source
        The text of the file.
    function
        As mutmut names it, without the module: ``x_read``, or ``xǁReachǁminutes`` in a class.
    diff
        Of the function alone.
    """
    owner, _, name = function.removeprefix("x_").removeprefix("xǁ").rpartition("ǁ")
    tree: ast.AST = ast.parse(source)
    if owner:
        tree = next(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == owner)
    found = next(
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == name
    )
    first = min([found.lineno, *(d.lineno for d in found.decorator_list)])
    header, *body = diff.splitlines()[2:]
    start = int(header.split()[1].removeprefix("-").partition(",")[0])
    before = next(i for i, line in enumerate(body) if line[:1] in "+-")
    return first + start - 1 + before


def show(mutant: str) -> str:
    """Return where a mutant stands and its change, as the lines that differ."""
    # Here: the tests of this module run without mutmut, which only « make mutants » installs.
    from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant  # noqa: PLC0415

    path = Path(find_mutant(mutant).path)
    diff = get_diff_for_mutant(mutant, path=path)
    function = function_of(mutant).rpartition(".")[2]
    line = line_of((ROOT / path).read_text(encoding="utf-8"), function, diff)
    changed = [text for text in diff.splitlines()[3:] if text[:1] in "+-"]
    return "\n".join([f"{path}:{line}", *(f"    {text}" for text in changed)])


# --------------------------------------------------------------------------- the run


def drop_stale_copies() -> None:
    """Take away the copies that mutmut would keep though their source changed or left.

    It makes a changed file anew when it is one that it mutates, and copies the others only once.
    """
    shutil.rmtree(MUTANTS / "tests", ignore_errors=True)
    for copy in [path for path in (MUTANTS / "geo").rglob("*") if path.is_file()]:
        written = copy.suffix in {".meta", ".spans"}  # By mutmut, beside each file that it mutates.
        source = ROOT / (copy.with_suffix("") if written else copy).relative_to(MUTANTS)
        mutated = written or Path(f"{copy}.meta").exists()
        same = source.exists() and (mutated or source.stat().st_mtime == copy.stat().st_mtime)
        if not same:
            copy.unlink(missing_ok=True)


def generate() -> None:
    """Write the changed copies of the code in ``mutants/``, and note which tests cover what."""
    drop_stale_copies()
    command = [sys.executable, "-c", GENERATE]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
        sys.exit("mutmut s’est arrêté : les essais passent-ils sans aucun changement (make test) ?")


def mutants_made() -> dict[str, str]:
    """Return the name of each mutant, and what its function was when it was made."""
    made = {}
    for path in sorted(MUTANTS.rglob("*.meta")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        hashes = meta["hash_by_function_name"]
        for name in meta["exit_code_by_key"]:
            made[name] = hashes.get(function_of(name).rpartition(".")[2], "")
    return made


def kept() -> dict[str, list[str]]:
    """Return what is known of each mutant tried so far: its status, why, and its function then."""
    known: dict[str, list[str]] = {}
    if KEPT.exists():
        known = json.loads(KEPT.read_text(encoding="utf-8"))
    return known


def still_dead(made: dict[str, str]) -> dict[str, Verdict]:
    """Return the mutants that an earlier run saw die, of functions that are the same since."""
    return {
        name: Verdict(status, why)
        for name, (status, why, function) in kept().items()
        if status == DEAD and made.get(name) == function
    }


def keep(name: str, verdict: Verdict, function: str) -> None:
    """Write what is known of one more mutant."""
    known = kept() | {name: [verdict.status, verdict.why, function]}
    KEPT.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")


def try_all(left: list[str], limit_s: float) -> Iterator[tuple[str, Verdict]]:
    """Yield the verdict of each mutant as it comes, until the time is up."""
    stats = json.loads((MUTANTS / "mutmut-stats.json").read_text(encoding="utf-8"))
    covering, durations = stats["tests_by_mangled_function_name"], stats["duration_by_test"]
    files = {test.partition("::")[0] for test in durations}
    load_libraries()
    run, end = keeping(run_tests), time.monotonic() + limit_s
    for name in left:
        if time.monotonic() > end:
            return
        near = nearest(module_of(name), files)
        yield name, judge(name, stages(covering.get(function_of(name), ()), near, durations), run)


def main() -> None:
    """Draw the sample, try it, tell the share; end with an error under the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="mutants à tirer ; 0 : tous")
    parser.add_argument("--minutes", type=float, default=60, help="durée au plus des essais")
    parser.add_argument("--only", default="", help="seulement les noms qui commencent ainsi")
    parser.add_argument(
        "--again", action="store_true", help="reprendre : les morts déjà vus le restent"
    )
    asked = parser.parse_args()
    generate()
    made = mutants_made()
    found = [name for name in made if name.startswith(asked.only)]
    sample = draw(found, asked.sample or len(found))
    known = still_dead(made) if asked.again else {}
    left = [name for name in sample if name not in known]
    verdicts = {name: known.get(name, Verdict(UNTOLD, "pas essayé")) for name in sample}
    for rank, (name, verdict) in enumerate(try_all(left, asked.minutes * 60), 1):
        verdicts[name] = verdict
        keep(name, verdict, made[name])
        told = f"{rank}/{len(left)} {verdict.status} {name} {verdict.why}"
        print(told, file=sys.stderr, flush=True)
    for name, verdict in verdicts.items():
        if verdict.status != DEAD:
            print(f"\n{verdict.status} {name} {verdict.why}\n{show(name)}")
    print(f"\n{len(sample)} mutants tirés parmi {len(found)}, plancher {FLOOR_PCT:.0f} %")
    print("\n".join(table(verdicts)))
    dead = sum(v.status == DEAD for v in verdicts.values())
    sys.exit(0 if dead >= FLOOR_PCT / 100 * len(verdicts) > 0 else 1)


if __name__ == "__main__":
    main()
