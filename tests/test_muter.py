"""The mutation tester: what it draws, which tests it runs, and that nothing dies on a doubt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outils import muter
from outils.essayer import ALIVE, DEAD, UNTOLD, Outcome, Verdict, judge, keeping

ROOT = Path(__file__).resolve().parents[1]

MUTANT = "geo.access.reach.x_minutes__mutmut_3"
NEAR = "tests/geo/access/test_reach.py"
OTHERS = ("tests/geo/answers/test_fiche.py::test_a", "tests/properties/test_access.py::test_b")


class Runs:
    """Answers what the tests gave, with the mutant and without, and notes what was asked."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []

    def __call__(self, mutant, tests):
        self.asked.append((mutant, tests))
        return self.answers[mutant, tests]


def test_a_mutant_dies_at_its_first_failure_and_the_other_tests_are_not_run():
    failing = f"{NEAR}::test_minutes"
    runs = Runs({(MUTANT, (NEAR,)): Outcome(1, failing), ("", (failing,)): Outcome(0)})
    assert judge(MUTANT, ((NEAR,), OTHERS), runs) == Verdict(DEAD, failing)
    assert runs.asked == [(MUTANT, (NEAR,)), ("", (failing,))]


def test_a_mutant_that_every_test_lets_pass_is_alive():
    runs = Runs({(MUTANT, (NEAR,)): Outcome(0), (MUTANT, OTHERS): Outcome(0)})
    assert judge(MUTANT, ((NEAR,), OTHERS), runs) == Verdict(ALIVE)


def test_the_other_tests_kill_what_the_nearest_let_pass():
    runs = Runs(
        {
            (MUTANT, (NEAR,)): Outcome(0),
            (MUTANT, OTHERS): Outcome(1, OTHERS[1]),
            ("", (OTHERS[1],)): Outcome(0),
        }
    )
    assert judge(MUTANT, ((NEAR,), OTHERS), runs).status == DEAD


def test_a_test_that_fails_without_any_change_kills_nothing():
    failing = f"{NEAR}::test_minutes"
    runs = Runs({(MUTANT, (NEAR,)): Outcome(1, failing), ("", (failing,)): Outcome(1, failing)})
    assert judge(MUTANT, ((NEAR,), ()), runs).status == UNTOLD


@pytest.mark.parametrize(
    ("clean", "status"),
    [
        (Outcome(0, seconds=10), DEAD),
        (Outcome(0, seconds=60), UNTOLD),
        (Outcome(None, seconds=90, cut=True), UNTOLD),
        (Outcome(1, "autre", seconds=1), UNTOLD),
    ],
)
def test_too_long_kills_only_where_the_unchanged_code_is_far_quicker(clean, status):
    runs = Runs({(MUTANT, (NEAR,)): Outcome(None, seconds=90, cut=True), ("", (NEAR,)): clean})
    assert judge(MUTANT, ((NEAR,), ()), runs).status == status


@pytest.mark.parametrize("outcome", [Outcome(None), Outcome(4), Outcome(5), Outcome(3)])
def test_tests_that_could_not_be_run_say_nothing(outcome):
    assert judge(MUTANT, ((NEAR,), ()), Runs({(MUTANT, (NEAR,)): outcome})).status == UNTOLD


def test_without_any_test_there_is_no_verdict():
    assert judge(MUTANT, ((), ()), Runs({})).status == UNTOLD


def test_the_unchanged_code_runs_once_for_the_same_tests():
    runs = Runs({(MUTANT, (NEAR,)): Outcome(0), ("", (NEAR,)): Outcome(0)})
    run = keeping(runs)
    for mutant in (MUTANT, "", MUTANT, ""):
        run(mutant, (NEAR,))
    assert [mutant for mutant, _ in runs.asked] == [MUTANT, "", MUTANT]


NAMES = [f"geo.{room}.m.x_f__mutmut_{rank}" for room in ("access", "reports") for rank in range(40)]


def test_a_draw_is_the_same_again_and_a_larger_one_holds_it():
    few, more = muter.draw(NAMES, 10), muter.draw(reversed(NAMES), 30)
    assert muter.draw(NAMES, 10) == few
    assert set(few) < set(more) < set(NAMES)


def test_a_change_in_one_function_leaves_the_draw_of_the_others():
    before = muter.draw(NAMES, 20)
    after = muter.draw(
        [name.replace("geo.reports.m.x_f", "geo.reports.m.x_g") for name in NAMES], 20
    )
    assert [n for n in before if "access" in n] == [n for n in after if "access" in n]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=5), st.integers(5, 6000))
def test_rooms_share_a_draw_by_their_sizes(sizes, drawn):
    rooms = dict(zip("abcde", sizes, strict=False))
    given_ = muter.shares(rooms, drawn)
    assert all(1 <= given_[room] <= rooms[room] for room in rooms)
    assert sum(given_.values()) >= min(drawn, sum(sizes))
    if drawn < sum(sizes):
        assert all(given_[room] <= drawn * rooms[room] / sum(sizes) + 1 for room in rooms)


def test_the_nearest_test_file_mirrors_the_module_or_its_folder():
    files = {"tests/geo/access/test_reach.py", "tests/geo/measures/test_quality.py"}
    assert muter.nearest("geo.access.reach", files) == "tests/geo/access/test_reach.py"
    assert (
        muter.nearest("geo.measures.quality.rules", files) == "tests/geo/measures/test_quality.py"
    )
    assert muter.nearest("geo.reports.rules", files) == ""


def test_the_tests_of_the_nearest_file_come_first_then_the_quickest_of_the_others():
    durations = {
        f"{NEAR}::slow": 500.0,
        f"{NEAR}::a": 0.1,
        "t.py::slow": muter.OTHERS_S,
        "t.py::b": 2.0,
        "u.py::c": 1.0,
    }
    found = muter.stages(durations, NEAR, durations)
    assert found == ((f"{NEAR}::a", f"{NEAR}::slow"), ("u.py::c", "t.py::b"), (NEAR,))
    alone = "t.py::slow"
    assert muter.stages([alone], "", {alone: 5 * muter.OTHERS_S}) == ((), (alone,), ())
    assert muter.stages((), "", durations) == ((), (), ())


def test_the_share_of_each_room_counts_what_has_no_verdict_as_a_survivor():
    said = {
        "geo.access.m.x_f__mutmut_1": Verdict(DEAD),
        "geo.access.m.x_f__mutmut_2": Verdict(UNTOLD),
        "geo.sources.m.x_f__mutmut_1": Verdict(ALIVE),
        "geo.sources.m.x_f__mutmut_2": Verdict(DEAD),
        "geo.sources.m.x_f__mutmut_3": Verdict(DEAD),
    }
    lines = [" ".join(line.split()) for line in muter.table(said)]
    assert lines == [
        "accès 2 : morts 1, vivants 0, sans verdict 1 ; 50,0 %",
        "lecteurs de tables 3 : morts 2, vivants 1, sans verdict 0 ; 66,7 %",
        "en tout 5 : morts 3, vivants 1, sans verdict 1 ; 60,0 %",
    ]


SOURCE = """\
import math


class Reach:
    @property
    def minutes(self):
        a = 1
        return a + 1


def minutes(a):
    return a + 2
"""
METHOD = """\
--- r.py
+++ r.py
@@ -1,4 +1,4 @@
 @property
 def minutes(self):
-    a = 1
+    a = 2
     return a + 1"""
PLAIN = """\
--- r.py
+++ r.py
@@ -1,2 +1,2 @@
 def minutes(a):
-    return a + 2
+    return a - 2"""


@pytest.mark.parametrize(
    ("function", "diff", "line"), [("xǁReachǁminutes", METHOD, 7), ("x_minutes", PLAIN, 12)]
)
def test_a_survivor_is_told_with_its_line(function, diff, line):
    assert muter.line_of(SOURCE, function, diff) == line


TRIED = """\
import os


def test_it():
    awake = os.environ["MUTANT_UNDER_TEST"]
    while awake == "endless":
        pass
    if awake == "crash":
        os._exit(1)
    assert awake != "wrong"
"""
SCRIPT = """
import json, sys
from pathlib import Path
from outils import essayer

essayer.MUTANTS = Path(sys.argv[1])
for mutant, limit_s in [("", 60), ("wrong", 60), ("crash", 60), ("endless", 2)]:
    found = essayer.run_tests(mutant, ("test_tried.py",), limit_s)
    print(json.dumps([found.code, found.first_failed, found.cut]))
"""


def test_a_child_runs_the_tests_with_one_mutant_awake_and_is_ended_in_time(tmp_path):
    (tmp_path / "test_tried.py").write_text(TRIED, encoding="utf-8")
    profile = "from hypothesis import settings\nsettings.register_profile('mutants')\n"
    (tmp_path / "conftest.py").write_text(profile, encoding="utf-8")
    # Apart: a fork of a process that has threads, as one that runs tests, may never end.
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [json.loads(line) for line in told.stdout.splitlines()] == [
        [0, "", False],
        [1, "test_tried.py::test_it", False],
        [None, "", False],
        [None, "", True],
    ]
