"""What is known of a room that follows a deck: few rooms, small, short-lived, nothing on persons.

A room is a small file beside the others, in the cache of the user who runs the atlas: several
processes of one machine see the same rooms. Its name is public: who has it reads the current slide.
Writing takes a secret, which is kept as a digest: that of the deck, given once to who opens the
room; that of the remote, given once to the phone that types the code shown to the speaker.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from geo.core.errors import RefreshError, RoomError
from geo.core.writing import write_file
from geo.labels import salle as mots
from geo.refresh.official.lock import alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOSSIER = "ATLAS_SALLES_DOSSIER"
"""Environment: the folder of the rooms, that of the cache of the user by default."""
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Of the name of a room: said aloud, typed on a phone, it makes no word."""
NAME = re.compile(rf"[{LETTERS}]{{4}}")
MOST = 8
"""Rooms open at once: a place has one or two."""
LIVES_S = 4 * 3600
"""A room that nothing changed for so long is over."""
CODE_DIGITS, TRIES = 6, 5
"""A code is forgotten after so many wrong ones: one chance in 200 000 to guess it."""

MOST_STEPS = 10
"""How far one message of the remote goes, either way."""
PATIENCE = 40
PAUSE_S = 0.025


@dataclass(frozen=True, slots=True)
class Salle:
    """A room: the slide it is shown, and the digests of what may change it.

    ``requete``: the address of the slide; ``numero`` grows with each change of slide. ``somme``:
    all the steps of the remote so far, which the deck follows. ``essais``: wrong codes left.
    """

    nom: str
    jeton: str
    requete: str = ""
    titre: str = ""
    rang: int = 1
    total: int = 1
    numero: int = 1
    code: str = ""
    essais: int = 0
    telecommande: str = ""
    somme: int = 0
    change: float = 0.0


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _same(secret: str, digest: str) -> bool:
    return bool(digest) and hmac.compare_digest(_digest(secret), digest)


@dataclass
class Salles:
    """The rooms of a folder. Reading costs the look at one file; each change is alone."""

    dossier: Path
    horloge: Callable[[], float] = time.time
    _read: dict[str, tuple[tuple[int, int, int], Salle]] = field(default_factory=dict)

    def find(self, nom: str) -> Salle | None:
        """Return a room; ``None`` when it is not open, or not any more."""
        if not NAME.fullmatch(nom):
            return None
        path = self._path(nom)
        try:
            seen = path.stat()
        except OSError:
            self._read.pop(nom, None)
            return None
        mark = seen.st_mtime_ns, seen.st_size, seen.st_ino
        kept = self._read.get(nom)
        if kept is None or kept[0] != mark:
            room = _parsed(nom, path)
            if room is None:
                return None
            kept = self._read[nom] = mark, room
        return kept[1] if self._is_open(kept[1]) else None

    def open(self) -> tuple[Salle, str]:
        """Open a room; return it and the secret of its deck.

        Raises
        ------
        RoomError
            If as many rooms as there may be are open, or nothing can be written.
        """
        with self._alone():
            names = [path.stem for path in self.dossier.glob("*.json")]
            for name in names:
                if self.find(name) is None:
                    self._forget(name)
            taken = {path.stem for path in self.dossier.glob("*.json")}
            if len(taken) >= MOST:
                raise RoomError(mots.TROP_DE_SALLES.format(n=MOST))
            name = next(one for one in iter(_any_name, "") if one not in taken)
            secret = secrets.token_urlsafe(18)
            return self._write(Salle(name, _digest(secret))), secret

    def show(
        self, nom: str, secret: str, *, requete: str, titre: str, place: tuple[int, int]
    ) -> Salle:
        """Change the slide that a room is shown; see ``of_deck`` for errors.

        ``place``: its rank, and how many slides the deck has.
        """
        with self._alone():
            room = self.of_deck(nom, secret)
            rang, total = place
            same = (room.requete, room.titre, room.rang, room.total) == (requete, titre, *place)
            numero = room.numero if same else room.numero + 1
            told = replace(
                room, requete=requete, titre=titre, rang=rang, total=total, numero=numero
            )
            return room if same else self._write(told)

    def give_code(self, nom: str, secret: str) -> str:
        """Return a new code for one phone; the phone that turned the slides turns none any more."""
        with self._alone():
            room = self.of_deck(nom, secret)
            code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
            self._write(replace(room, code=_digest(code), essais=TRIES, telecommande=""))
            return code

    def take(self, nom: str, code: str) -> str:
        """Return the secret of the remote to who gives the code, which serves once.

        Raises
        ------
        RoomError
            If the room is over, or the code is wrong; after some wrong ones there is none left.
        """
        with self._alone():
            room = self._known(nom)
            if not _same(code, room.code):
                left = max(0, room.essais - 1)
                self._write(replace(room, essais=left, code=room.code if left else ""))
                raise RoomError(mots.CODE_FAUX if left else mots.CODE_PERDU)
            secret = secrets.token_urlsafe(18)
            self._write(replace(room, code="", essais=0, telecommande=_digest(secret)))
            return secret

    def step(self, nom: str, secret: str, steps: int) -> Salle:
        """Ask the deck for so many slides, onward or back.

        Raises
        ------
        RoomError
            If the room is over, or the secret is not that of its remote.
        """
        with self._alone():
            room = self._known(nom)
            if not _same(secret, room.telecommande):
                raise RoomError(mots.PAS_LA_TELECOMMANDE)
            bounded = max(-MOST_STEPS, min(MOST_STEPS, steps))
            return self._write(replace(room, somme=room.somme + bounded))

    def close(self, nom: str, secret: str) -> str:
        """Close a room, and return its name; see ``of_deck`` for errors."""
        with self._alone():
            room = self.of_deck(nom, secret)
            self._forget(room.nom)
            return room.nom

    def of_deck(self, nom: str, secret: str) -> Salle:
        """Return a room to its deck.

        Raises
        ------
        RoomError
            If the room is over, or the secret is not that of its deck.
        """
        room = self._known(nom)
        if not _same(secret, room.jeton):
            raise RoomError(mots.PAS_LE_DIAPORAMA)
        return room

    def _known(self, nom: str) -> Salle:
        room = self.find(nom)
        if room is None:
            raise RoomError(mots.SALLE_FINIE)
        return room

    def _is_open(self, room: Salle) -> bool:
        # A clock that was set back must not close a room, nor keep it for ever.
        return abs(self.horloge() - room.change) < LIVES_S

    def _path(self, nom: str) -> Path:
        return self.dossier / f"{nom}.json"

    def _write(self, room: Salle) -> Salle:
        room = replace(room, change=self.horloge())
        try:
            write_file(self._path(room.nom), json.dumps(asdict(room)).encode())
        except OSError as error:
            raise RoomError(mots.PAS_ECRITE) from error
        return room

    def _forget(self, nom: str) -> None:
        self._read.pop(nom, None)
        with suppress(OSError):
            self._path(nom).unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of the folder during the block, whatever the process."""
        for rest in reversed(range(PATIENCE)):
            try:
                with alone(self.dossier):
                    yield
                    return
            except RefreshError:
                if not rest:
                    raise RoomError(mots.PAS_ECRITE) from None
                time.sleep(PAUSE_S)
            except OSError as error:
                raise RoomError(mots.PAS_ECRITE) from error


def _any_name() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(4))


def _parsed(nom: str, path: Path) -> Salle | None:
    """Return the room of a file; ``None`` where it holds none: it is then as if it were over."""
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        room = Salle(**told)
    except (OSError, ValueError, TypeError):
        return None
    return room if room.nom == nom else None


def folder() -> Path:
    """Return the folder of the rooms."""
    chosen = os.environ.get(DOSSIER)
    if chosen:
        return Path(chosen)
    return Path(platformdirs.user_cache_dir("atlas-artois", appauthor=False)) / "salles"
