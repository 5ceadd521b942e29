"""The contract of the house is closed: what breaks it fails ``make check``."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def linted(folder):
    """Run the import linter on a copy of the house."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path):
    shutil.copytree(ROOT / "geo", tmp_path / "geo", ignore=shutil.ignore_patterns("*.typ", "*.md"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_module_without_a_room_is_refused(house):
    (house / "geo" / "extra.py").write_text('"""Nobody knows where I live."""\n')
    done = linted(house)
    assert done.returncode != 0
    assert "extra" in done.stdout


@pytest.mark.parametrize("module", ["__main__.py", "measures/joins.py", "printing/world.py"])
def test_streamlit_outside_its_room_is_refused(house, module):
    path = house / "geo" / module
    path.write_text(path.read_text(encoding="utf-8") + "\nimport streamlit\n", encoding="utf-8")
    done = linted(house)
    assert done.returncode != 0
    assert "Only geo.ui knows Streamlit and Starlette BROKEN" in done.stdout


def test_a_page_that_imports_another_is_refused(house):
    path = house / "geo" / "ui" / "pages" / "about.py"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nfrom geo.ui.pages import data\n", encoding="utf-8"
    )
    done = linted(house)
    assert done.returncode != 0
    assert "Pages never import each other BROKEN" in done.stdout


LONGEST = 500
LONG = {}
"""Module over ``LONGEST`` lines -> why it is not cut."""


def modules():
    return sorted((ROOT / "geo").rglob("*.py"))


def test_a_module_is_short_or_says_why():
    long = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert long == set(LONG)


def test_a_class_has_a_name_of_its_own():
    where = defaultdict(list)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in where.items() if len(places) > 1} == {}
