"""Makes the fiches of every commune, on all cores, and takes up where it was interrupted.

Each folder carries ``manifeste.json``: the version of the data, that of the code that set them,
those of the libraries and of the font that drew them, and the checksum of each file. A file that
is already there, unchanged, of the same versions, is not made again. Files are written beside, then
renamed: one is never half written.
"""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing import connection
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.core import catalog
from geo.core.writing import write_file
from geo.printing import world
from geo.reports.facts import cle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from geo.printing.world import Edition

MANIFESTE = "manifeste.json"
FORMATS = ("pdf", "pptx")
OUTILS = (
    "typst",
    "matplotlib",
    "plotly",
    "pillow",
    "python-pptx",
    "lxml",
    "font-source-sans-pro",
)
"""The packages, a font among them, another version of which may give other files."""


@dataclass(frozen=True, slots=True)
class BilanDuLot:
    """What a batch did: files made, files that were already there, communes that failed.

    ``echecs``: code of a commune -> why its fiche could not be made.
    """

    faits: int
    gardes: int
    echecs: Mapping[str, str] = field(default_factory=dict)


def nom_de_fichier(code: str, nom: str, kind: str) -> str:
    """Return the name of the file of a fiche: fiche-62119-bethune.pdf."""
    return f"fiche-{code}-{cle(nom).replace(' ', '-')}.{kind}"


def version_du_code() -> str:
    """Return a short hash of the code and templates that set the files."""
    digest = hashlib.sha256()
    folder = catalog.PACKAGE
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.typ")]):
        if "ui" in path.relative_to(folder).parts:
            continue  # the screen does not change what is on paper
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def empreinte(content: bytes) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(content).hexdigest()


def fichier_de(donnees: world.Donnees, code: str, kind: str) -> bytes:
    """Return the fiche of a commune in a format.

    Raises
    ------
    UnknownIdError
        If the code is not that of a commune of the atlas.
    """
    return fichiers_de(donnees, code, (kind,))[kind]


def fichiers_de(donnees: world.Donnees, code: str, kinds: Iterable[str]) -> dict[str, bytes]:
    """Return the fiche of a commune in several formats; see ``fichier_de`` for the error."""
    from geo.printing.pdf import pdf  # noqa: PLC0415 - heavy, and only here
    from geo.printing.pptx import deck  # noqa: PLC0415
    from geo.printing.sheet import feuille  # noqa: PLC0415

    writers = {"pdf": pdf.fiche_pdf, "pptx": deck.fiche_pptx}
    model = feuille(donnees, code)
    return {kind: writers[kind](model) for kind in kinds}


# --- the manifest -----------------------------------------------------------------------------


def _heading(edition: Edition) -> dict[str, Any]:
    return {
        "version_donnees": edition.version,
        "date_donnees": edition.jour.isoformat(),
        "version_code": version_du_code(),
        "outils": {name: version(name) for name in OUTILS},
    }


def _known(folder: Path, heading: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what the manifest tells of the files that are still valid."""
    try:
        written = json.loads((folder / MANIFESTE).read_text(encoding="utf-8"))
        entries = {entry["fichier"]: entry for entry in written["fichiers"]}
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
        return {}
    if any(written.get(key) != value for key, value in heading.items()):
        return {}
    return {name: entry for name, entry in entries.items() if _intact(folder / name, entry)}


def _intact(path: Path, entry: dict[str, str]) -> bool:
    return path.is_file() and empreinte(path.read_bytes()) == entry["sha256"]


def _write_manifest(
    folder: Path, heading: dict[str, Any], entries: dict[str, dict[str, str]]
) -> None:
    listed = [entries[name] for name in sorted(entries)]
    text = json.dumps(heading | {"fichiers": listed}, ensure_ascii=False, indent=1)
    write_file(folder / MANIFESTE, f"{text}\n".encode())


# --- one process ------------------------------------------------------------------------------

_WORLD: list[world.Donnees] = []
"""What this process read when it started: one element, or none."""


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it stops nobody itself."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _start() -> None:
    _end_with_parent()
    _WORLD.append(world.load_world())
    gc.freeze()  # the tables stay to the end: no use in looking for garbage among them


def _make(code: str, wanted: dict[str, str], folder: Path) -> list[dict[str, str]]:
    """Write the files of a commune (format -> name); return their entries in the manifest."""
    contents = fichiers_de(_WORLD[0], code, wanted)
    for kind, content in contents.items():
        write_file(folder / wanted[kind], content)
    return [
        {"fichier": wanted[kind], "code_insee": code, "sha256": empreinte(content)}
        for kind, content in contents.items()
    ]


LISIBLE = 200
"""Characters of an error that are told."""

# --- the batch --------------------------------------------------------------------------------


def fiches(
    folder: Path,
    territoire: str | None = None,
    avance: Callable[[int, int], None] = lambda _done, _total: None,
    coeurs: int | None = None,
) -> BilanDuLot:
    """Write the fiches of the communes, PDF and PPTX; ``avance`` is told of each commune.

    Raises
    ------
    AtlasError
        If the communes cannot be read.
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    communes = sources.load("communes")
    if territoire is not None:
        communes = communes[communes["territoire"] == territoire]
    heading = _heading(world.edition())
    entries = _known(folder, heading)
    asked = {
        str(row.code_insee): {
            kind: nom_de_fichier(str(row.code_insee), str(row.nom), kind) for kind in FORMATS
        }
        for row in communes.itertuples()
    }
    todo = {
        code: missing
        for code, names in asked.items()
        if (missing := {kind: name for kind, name in names.items() if name not in entries})
    }
    kept = len(asked) * len(FORMATS) - sum(len(names) for names in todo.values())
    _write_manifest(folder, heading, entries)
    failed = _run(todo, folder, heading, entries, _Progress(avance, len(asked), coeurs))
    made = sum(len(names) for code, names in todo.items() if code not in failed)
    return BilanDuLot(made, kept, failed)


@dataclass(frozen=True, slots=True)
class _Progress:
    """Who is told, of how many communes, and how many processes work."""

    tell: Callable[[int, int], None]
    total: int
    coeurs: int | None


def _run(
    todo: dict[str, dict[str, str]],
    folder: Path,
    heading: dict[str, Any],
    entries: dict[str, dict[str, str]],
    progress: _Progress,
) -> dict[str, str]:
    """Make what is to be made; return the communes that failed, with the reason."""
    done = progress.total - len(todo)
    progress.tell(done, progress.total)
    failed: dict[str, str] = {}
    if not todo:
        return failed
    cores = min(progress.coeurs or os.cpu_count() or 1, len(todo))
    # spawn: the same on every system, and safe whatever the libraries started before.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_start) as pool:
        running = {pool.submit(_make, code, wanted, folder): code for code, wanted in todo.items()}
        try:
            for finished in as_completed(running):
                reason = _failure(finished)
                if reason is None:
                    entries |= {entry["fichier"]: entry for entry in finished.result()}
                else:
                    failed[running[finished]] = reason
                done += 1
                _write_manifest(folder, heading, entries)
                progress.tell(done, progress.total)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return failed


def _failure(finished: Future[list[dict[str, str]]]) -> str | None:
    """Return why a fiche could not be made, ``None`` where it was.

    One fiche that fails is told at the end and the others go on. A disk that is full, or an
    interruption, stops the batch.
    """
    error = finished.exception()
    if error is None:
        return None
    if isinstance(error, OSError) or not isinstance(error, Exception):
        raise error
    return f"{type(error).__name__} : {str(error)[:LISIBLE]}"
