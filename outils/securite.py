"""What is known against the dependencies, and their list: ``make audit``, ``make sbom``.

The tools live in a folder of their own: the atlas never needs them. ``audit`` asks the databases of
PyPI and npm: without a network it says so and fails. ``licences`` writes ``docs/licences.md`` from
what is installed here (``make docs``).
"""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".cache" / "securite"
AUDITOR, WRITER = "pip-audit==2.10.0", "cyclonedx-bom==7.3.0"
LOCKS = ("run", "build", "test")
SBOM = ROOT / "dist" / "sbom.cdx.json"
PAGE = ROOT / "docs" / "licences.md"

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)
FAMILIES = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software", "MPL", "Mozilla", "HPND")
COMPATIBLE = "|".join((*FAMILIES, "OFL", "Unlicense", "CC0", "Zlib"))
"""Licences that an MIT project may depend on, by a word of theirs."""
SAID_ELSEWHERE = {"streamlit-folium": "MIT", "font-source-sans-pro": "OFL"}
"""Packages whose metadata name no licence, or only that of their wrapping; read in their files."""
INTRODUCTION = """# Les licences de ce qui est installé

Page tirée des paquets installés par `requirements/run.txt` : `python outils/securite.py licences` \
la refait, un essai vérifie que chaque licence est connue et compatible avec la licence MIT de \
l’atlas. Les bibliothèques compilées dans les paquets (GEOS, GDAL, PROJ) ont les leurs, livrées \
avec eux. Dans le navigateur : Leaflet (BSD). Les données ont leurs licences : \
[LICENCE-DONNEES.md](../LICENCE-DONNEES.md).

| Paquet | Version | Licence |
|---|---|---|
"""


def tool(requirement: str) -> Path:
    """Return the folder of programs where a tool is installed, installed first if it is not."""
    folder = TOOLS / requirement.replace("==", "-")
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not any(programs.glob("python*")):
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", requirement], check=True)
    return programs


def audit() -> int:
    """Ask what is known against each locked version; return how many lists have something."""
    programs, found = tool(AUDITOR), 0
    for name in LOCKS:
        print(f"requirements/{name}.txt", flush=True)
        lock = ROOT / "requirements" / f"{name}.txt"
        asked = [programs / "pip-audit", "--disable-pip", "--require-hashes", "-r", lock]
        found += bool(subprocess.run(asked, check=False).returncode)
    print("package-lock.json", flush=True)
    found += bool(subprocess.run(["npm", "audit"], cwd=ROOT, check=False).returncode)
    return found


def sbom() -> int:
    """Write the list of what is installed to run the atlas (CycloneDX, JSON)."""
    SBOM.parent.mkdir(exist_ok=True)
    asked = ["requirements", "--pyproject", ROOT / "pyproject.toml", "-o", SBOM]
    lock = ROOT / "requirements" / "run.txt"
    subprocess.run([tool(WRITER) / "cyclonedx-py", *asked, lock], check=True)
    print(SBOM.relative_to(ROOT))
    return 0


def licence(package: str) -> str:
    """Return the licence of an installed package, as its metadata write it; empty if unknown."""
    if package in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[package]
    try:
        known = metadata(package)
    except PackageNotFoundError:
        return ""
    if known.get("License-Expression"):
        return str(known["License-Expression"])
    classified = [
        one.rpartition(" :: ")[2].removesuffix(" License")
        for one in known.get_all("Classifier") or ()
        if one.startswith("License :: OSI Approved :: ")
    ]
    return " ; ".join(classified) or (known.get("License") or "").partition("\n")[0][:40]


def is_compatible(said: str) -> bool:
    """Return whether each part of a licence is one that an MIT project may depend on."""
    parts = re.split(r" AND | OR | ; |\(|\)", said)
    return all(re.search(COMPATIBLE, part) for part in parts if part.strip()) and bool(said)


def locked() -> list[tuple[str, str]]:
    """Return what the atlas is run with: names and versions."""
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    return LOCKED.findall(text)


def licences_page() -> str:
    """Return the page of the licences."""
    rows = [f"| `{name}` | {version} | {licence(name)} |" for name, version in locked()]
    return INTRODUCTION + "\n".join(rows) + "\n"


def licences() -> int:
    """Write the page of the licences."""
    PAGE.write_text(licences_page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit({"audit": audit, "sbom": sbom, "licences": licences}[sys.argv[1]]())
