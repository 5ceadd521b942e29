"""Run tests on one changed copy of the code, and judge: dead, alive, or no verdict.

The heavy libraries are loaded once; each run is a child process that loads the code and the tests
anew, with one mutant awake (``MUTANT_UNDER_TEST``, which the copies in ``mutants/`` listen to).
Nothing dies on a doubt: the test that fails must pass alone on the unchanged code, and a run that
is too long only kills when the same tests end far sooner on the unchanged code.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.metadata
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MUTANTS = Path(__file__).resolve().parent.parent / "mutants"

DEAD, ALIVE, UNTOLD = "mort", "vivant", "sans verdict"

HOUSE = {MUTANTS.parent, Path()}
"""Where the unchanged code lies: no child imports from there."""

LIMIT_S = 60.0
"""Of one run of some tests."""
FAR_QUICKER = 4
"""A run that is cut kills when the unchanged code takes this many times less than the limit."""
MEMORY = 8 * 2**30
"""Bytes that one child may ask for: a loop without end must not fill the machine."""

LIBRARIES = ("geopandas", "pandera.pandas", "pyarrow", "pyogrio", "hypothesis")
"""Slow to load, without threads of their own, and none of them the code under test."""
OPTIONS = (
    *(
        "-x",
        "-q",
        "--tb=native",
        "--rootdir=.",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=mutants",
    ),
    # Some libraries loaded above are plugins too: their own assertions need no rewriting.
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)

PASSED, FAILED, INTERRUPTED = 0, 1, 2
"""Exit codes of pytest; ``INTERRUPTED`` with a first failure: a file that could not be loaded."""


@dataclass(frozen=True)
class Outcome:
    """What one run of some tests gave; ``code`` is ``None`` when it was cut or crashed."""

    code: int | None
    first_failed: str = ""
    seconds: float = 0.0
    cut: bool = False


@dataclass(frozen=True)
class Verdict:
    """What is known of a mutant, and why: the test that fails, or what prevented a verdict."""

    status: str
    why: str = ""


Runner = Callable[[str, tuple[str, ...]], Outcome]
"""Runs tests with a mutant awake (``""``: the unchanged code)."""


class FirstFailure:
    """A pytest plugin that keeps the name of the first test, or file, that fails."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep the test that fails, in its own lines or in what prepares it."""
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        """Keep the file that cannot be loaded."""
        if report.failed and not self.name:
            self.name = report.nodeid


def load_libraries() -> None:
    """Load once what every run needs: the libraries, and the plugins of pytest."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for plugin in importlib.metadata.entry_points(group="pytest11"):
        plugin.load()


def in_child(out: Connection, mutant: str, tests: tuple[str, ...]) -> None:
    """Run tests in ``mutants/`` with a mutant awake, and send the code and the first failure."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # One that nobody waits for any more, after Ctrl + C, ends by itself.
    resource.setrlimit(resource.RLIMIT_CPU, (2 * int(LIMIT_S), 2 * int(LIMIT_S)))
    os.chdir(MUTANTS)
    sys.path[:] = [str(MUTANTS), *(p for p in sys.path if Path(p) not in HOUSE)]
    # What a child compiles serves the next ones, whatever the environment says.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(MUTANTS / "pycache")
    os.environ["MUTANT_UNDER_TEST"] = mutant
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    failure = FirstFailure()
    code = int(pytest.main([*OPTIONS, *tests], plugins=[failure]))
    out.send((code, failure.name))


def run_tests(mutant: str, tests: tuple[str, ...], limit_s: float = LIMIT_S) -> Outcome:
    """Run some tests in a child process, and end it with all it started."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=in_child, args=(there, mutant, tests))
    start = time.monotonic()
    child.start()
    there.close()
    try:
        cut = not here.poll(limit_s)
        code, failed = (None, "") if cut else here.recv()
    except EOFError:
        cut, code, failed = False, None, ""
    seconds = time.monotonic() - start
    child.kill()
    child.join()
    if child.pid is not None:
        # What the tests started and left behind is of its group.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    return Outcome(code, failed, seconds, cut)


def judge(mutant: str, stages: tuple[tuple[str, ...], ...], run: Runner) -> Verdict:
    """Try groups of tests in turn until one fails; say what is known of the mutant.

    Parameters
    ----------
    mutant
        Its name, as mutmut gives it.
    stages
        Groups of tests (files or node ids), the nearest first; empty ones are skipped.
    run
        Runs tests; the runs on the unchanged code should be kept by the caller (``keeping``).

    Returns
    -------
    Verdict
        Alive only when every group could be run to its end, and there was one.
    """
    doubts = [] if any(stages) else ["aucun essai ne passe par là"]
    for tests in filter(None, stages):
        outcome = run(mutant, tests)
        if outcome.code == PASSED:
            continue
        if outcome.cut:
            clean = run("", tests)
            if clean.code == PASSED and clean.seconds * FAR_QUICKER <= outcome.seconds:
                return Verdict(DEAD, f"{outcome.seconds:.0f} s au lieu de {clean.seconds:.0f} s")
            doubts.append("délai dépassé, et le code inchangé n’est pas bien plus rapide")
        elif outcome.code in (FAILED, INTERRUPTED) and outcome.first_failed:
            if run("", (outcome.first_failed,)).code == PASSED:
                return Verdict(DEAD, outcome.first_failed)
            doubts.append(f"échoue aussi sans changement : {outcome.first_failed}")
        else:
            doubts.append(f"essais impossibles (code {outcome.code})")
    return Verdict(UNTOLD, " ; ".join(doubts)) if doubts else Verdict(ALIVE)


def keeping(run: Runner) -> Runner:
    """Return a runner that runs the unchanged code once only for the same tests."""
    clean = functools.cache(lambda tests: run("", tests))
    return lambda mutant, tests: run(mutant, tests) if mutant else clean(tests)
