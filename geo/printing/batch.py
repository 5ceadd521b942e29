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
import os
import threading
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.core import catalog
from geo.core.errors import RenduError
from geo.core.model import Selection
from geo.core.writing import write_file
from geo.labels import rendu as mots
from geo.printing import workers, world
from geo.reports.facts import cle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
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

_WORLD: list[tuple[dict[str, Any], world.Donnees]] = []
"""What this process read when it was first asked for a fiche, and its versions: one, or none."""
_ALONE = threading.Lock()
"""A process draws one thing at a time: what draws does not like threads."""


def _here() -> tuple[dict[str, Any], world.Donnees]:
    if not _WORLD:
        _WORLD.append((_heading(world.edition()), world.load_world()))
        gc.freeze()  # the tables stay to the end: no use in looking for garbage among them
    return _WORLD[0]


def _make(code: str, kinds: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the fiche of a commune in several formats, and the versions that made it."""
    with _ALONE:
        heading, donnees = _here()
        return heading, fichiers_de(donnees, code, kinds)


EVERYWHERE = Selection()
LISIBLE = 200
"""Characters of an error that are told."""

# --- the batch --------------------------------------------------------------------------------


def fiches(
    folder: Path,
    selection: Selection = EVERYWHERE,
    avance: Callable[[int, int], None] = lambda _done, _total: None,
    coeurs: int | None = None,
    grappe: str | None = None,
) -> BilanDuLot:
    """Write the fiches of a selection, PDF and PPTX; ``avance`` is told of each commune.

    ``coeurs``: how many processes of this machine make them, one a core by default. ``grappe``: the
    address of a Dask scheduler whose workers make them instead; the files are written here, the
    same byte for byte.

    Raises
    ------
    AtlasError
        If the communes cannot be read; if the cluster cannot be reached, is lost, or has not the
        same data, code or libraries.
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    communes = sources.load("communes")
    if selection.territoire is not None:
        communes = communes[communes["territoire"] == selection.territoire]
    if selection.communes:
        communes = communes[communes["code_insee"].isin(selection.communes)]
    lot = _Lot.of(folder, dict(zip(communes["code_insee"], communes["nom"], strict=True)))
    kept = len(lot.names) * len(FORMATS) - sum(map(len, lot.todo.values()))
    lot.write_manifest()
    avance(len(lot.names) - len(lot.todo), len(lot.names))
    failed: dict[str, str] = {}
    if lot.todo:
        cores = min(coeurs or os.cpu_count() or 1, len(lot.todo))
        with workers.cluster(grappe) if grappe else workers.here(cores) as crew:
            failed = lot.run(crew, avance)
    made = sum(len(names) for code, names in lot.todo.items() if code not in failed)
    return BilanDuLot(made, kept, failed)


@dataclass(frozen=True, slots=True)
class _Lot:
    """What is asked of a batch, and what is done of it.

    ``names``: code of a commune -> format -> name of its file. ``entries``: name of a file -> its
    entry in the manifest. ``todo``: as ``names``, what is to be made.
    """

    folder: Path
    heading: dict[str, Any]
    names: dict[str, dict[str, str]]
    entries: dict[str, dict[str, str]]
    todo: dict[str, dict[str, str]]

    @classmethod
    def of(cls, folder: Path, communes: Mapping[str, str]) -> _Lot:
        """Return the batch of some communes (code -> name), with what the folder has of it."""
        heading = _heading(world.edition())
        entries = _known(folder, heading)
        names = {
            code: {kind: nom_de_fichier(code, nom, kind) for kind in FORMATS}
            for code, nom in communes.items()
        }
        missing = {
            code: {kind: name for kind, name in wanted.items() if name not in entries}
            for code, wanted in names.items()
        }
        return cls(folder, heading, names, entries, {k: v for k, v in missing.items() if v})

    def write_manifest(self) -> None:
        _write_manifest(self.folder, self.heading, self.entries)

    def run(self, crew: workers.Crew, avance: Callable[[int, int], None]) -> dict[str, str]:
        """Make what is to be made; return the communes that failed, with the reason."""
        failed: dict[str, str] = {}
        done = len(self.names) - len(self.todo)
        for code, finished in self._in_turn(crew):
            reason = _failure(finished)
            if reason is None:
                self._keep(code, *finished.result())
            else:
                failed[code] = reason
            done += 1
            self.write_manifest()
            avance(done, len(self.names))
        return failed

    def _in_turn(
        self, crew: workers.Crew
    ) -> Iterator[tuple[str, Future[tuple[dict[str, Any], dict[str, bytes]]]]]:
        """Give each commune and its fiche as they are made.

        No more are asked for than what the workers will soon take: thousands that nobody has
        written yet would fill the memory.
        """
        waiting = iter(self.todo.items())
        running: dict[Future[Any], str] = {}
        while True:
            for code, names in islice(waiting, crew.places - len(running)):
                running[crew.pool.submit(_make, code, tuple(names))] = code
            if not running:
                return
            for one in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(one), one

    def _keep(self, code: str, heading: dict[str, Any], contents: dict[str, bytes]) -> None:
        """Write the files of a commune.

        Raises
        ------
        RenduError
            If they were made by other versions: two files of a batch must never differ.
        """
        if heading != self.heading:
            other = [key for key, value in self.heading.items() if heading.get(key) != value]
            raise RenduError(mots.GRAPPE_AUTRE_VERSION.format(quoi=", ".join(other)))
        for kind, content in contents.items():
            name = self.todo[code][kind]
            write_file(self.folder / name, content)
            self.entries[name] = {
                "fichier": name,
                "code_insee": code,
                "sha256": empreinte(content),
            }


def _failure(finished: Future[Any]) -> str | None:
    """Return why a fiche could not be made, ``None`` where it was.

    One fiche that fails is told at the end and the others go on. A disk that is full, a cluster
    that is lost, or an interruption, stops the batch.
    """
    try:
        error = finished.exception()
    except CancelledError as lost:
        raise RenduError(mots.GRAPPE_PERDUE) from lost
    if error is None:
        return None
    if isinstance(error, OSError) or not isinstance(error, Exception):
        raise error
    return f"{type(error).__name__} : {str(error)[:LISIBLE]}"
