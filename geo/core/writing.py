"""Writing a file: beside its place, then swapped.

Whatever stops the writing (no room left, a cut of power, Ctrl-C), the file that was there stays
whole. Every file that the project writes goes through here.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PARTIEL = ".partiel"
"""How the name of a file that is being written ends; it begins with a dot."""

RAISONS = {
    errno.ENOSPC: ("Il n’y a plus de place sur le disque. Libérez-en, puis relancez la commande."),
    errno.EDQUOT: (
        "Votre quota de disque est atteint : plus de place. Libérez-en, puis relancez la commande."
    ),
    errno.EACCES: "Vous n’avez pas le droit d’y écrire ou de le lire.",
    errno.EPERM: "Vous n’avez pas le droit d’y écrire ou de le lire.",
    errno.EROFS: "Ce disque est en lecture seule.",
    errno.ENOENT: "Ce fichier ou son dossier n’existe pas.",
    errno.ENOTDIR: "Une partie de ce chemin n’est pas un dossier.",
    errno.EISDIR: "C’est un dossier : donnez le nom d’un fichier.",
    errno.EFBIG: "Ce fichier est trop grand pour ce disque.",
    errno.EIO: "Le disque ne répond pas bien : vérifiez-le.",
}
"""What the system says by a number -> what we say of it, and what to do."""


def write_file(path: Path, content: bytes) -> None:
    """Write ``content`` at ``path``: all of it, or nothing.

    Raises
    ------
    OSError
        If it cannot be written, with ``path`` as its file name; the file that was there is left.
    """
    # A link stays a link; a device or a pipe cannot be swapped and takes what comes.
    place = path.resolve()
    if place.exists() and not place.is_file() and not place.is_dir():
        place.write_bytes(content)
        return
    beside = place.with_name(f".{place.name}{PARTIEL}")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            beside.chmod(place.stat().st_mode)
        os.replace(beside, place)  # noqa: PTH105 - the name says what is done
    except BaseException as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # a full disk tells none, and ours is hidden
        raise


def told(error: OSError) -> str:
    """Return what a fault of the disk is, in French, with the file and what to do."""
    reason = RAISONS.get(error.errno or 0, f"Le système dit : {error.strerror or error}.")
    where = f" : {error.filename}" if error.filename else ""
    return f"Fichier inaccessible{where}. {reason}"
