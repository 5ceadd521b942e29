"""Change the code one spot at a time and see whether a test fails: ``make mutants``.

A mutant is a copy of the code with one change (``<`` for ``<=``, a word, a number, an argument
taken away). It dies when a test fails; one that survives is a line that no test holds. mutmut makes
them, knows which tests pass through each function, and runs these alone (``[tool.mutmut]`` of
``pyproject.toml``). All of them take hours: a sample is drawn, always the same for the same code,
and the share that dies is that of the sample. Mutants without a verdict when time is up count as
survivors.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"

SEED = 20261128
"""Of the draw: the same code gives the same sample."""
DEAD = {"killed", "timeout"}
"""What mutmut says of a mutant that a test does not let pass."""
FLOOR_PCT = 90.0


def generate(children: int) -> None:
    """Write the changed copies of the code in ``mutants/``; those already there are kept."""
    code = (
        "from pathlib import Path\n"
        "from mutmut import __main__ as m\n"
        "Path('mutants').mkdir(exist_ok=True)\n"
        "m.set_mutant_under_test('mutant_generation')\n"
        "m.copy_src_dir(); m.copy_also_copy_files(); m.setup_source_paths()\n"
        "m.store_lines_covered_by_tests()\n"
        f"m.create_mutants({children})\n"
    )
    # The command never only generates: its own functions are called, at the locked version.
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def verdicts() -> dict[str, str]:
    """Return what mutmut says of each mutant, by its name."""
    found = {}
    for path in sorted(MUTANTS.rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= {name: status_by_exit_code[code] for name, code in codes.items()}
    return found


def forget(names: set[str]) -> None:
    """Take away what an earlier run said of some mutants: the tests may have changed since."""
    for path in MUTANTS.rglob("*.meta"):
        record = json.loads(path.read_text(encoding="utf-8"))
        record["exit_code_by_key"] |= dict.fromkeys(names & record["exit_code_by_key"].keys())
        path.write_text(json.dumps(record, indent=4), encoding="utf-8")


def draw(names: list[str], size: int) -> list[str]:
    """Return ``size`` names at random, in their order, or all of them."""
    if size >= len(names):
        return names
    return sorted(random.Random(SEED).sample(names, size))  # noqa: S311 - a draw, no secret


def run(names: list[str], children: int, limit_s: float) -> None:
    """Try mutants until the time is up; mutmut keeps each verdict as it comes."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children), *names]
    process = subprocess.Popen(command, cwd=ROOT, stdout=sys.stderr)
    try:
        code = process.wait(timeout=limit_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        process.wait()
        return
    if code:
        sys.exit("mutmut s’est arrêté : les essais passent-ils sans aucun changement (make test) ?")


def tell(names: list[str], among: int) -> bool:
    """Print the share that dies and what survives; return whether the floor is held."""
    said = verdicts()
    alive = [(said[name], name) for name in names if said[name] not in DEAD]
    share = (len(names) - len(alive)) / len(names) * 100
    for status, name in sorted(alive):
        print(f"{status:12} {name}")
    told = f"{share:.1f} % (plancher : {FLOOR_PCT:.0f} %)".replace(".", ",")
    drawn = f"{len(names)} tirés parmi {among}"
    print(f"{len(names) - len(alive)} mutants morts sur {drawn} : {told}.")
    print("Voir un survivant : .venv/bin/python -m mutmut show NOM")
    return share >= FLOOR_PCT


def main() -> None:
    """Draw the sample, try it, tell the share; end with an error under the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="mutants à tirer ; 0 : tous")
    parser.add_argument("--minutes", type=float, default=60, help="durée au plus des essais")
    parser.add_argument("--children", type=int, default=2, help="mutants essayés à la fois")
    parser.add_argument("--only", default="", help="seulement les noms qui commencent ainsi")
    asked = parser.parse_args()
    generate(asked.children)
    names = sorted(name for name in verdicts() if name.startswith(asked.only))
    sample = draw(names, asked.sample or len(names))
    forget(set(sample))
    run(sample, asked.children, asked.minutes * 60)
    sys.exit(0 if tell(sample, len(names)) else 1)


if __name__ == "__main__":
    main()
