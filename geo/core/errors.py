"""The few errors of the project.

A message says what was expected, what was found, where, and what to do; it is in French because
the person in front of the page reads it.
"""


class AtlasError(Exception):
    """Base of every error that a page may show to its reader."""


class DataFileError(AtlasError, OSError):
    """Raised when a file of ``data/`` is missing, empty, truncated or not the one declared."""


class SchemaError(AtlasError, ValueError):
    """Raised when a table does not follow its schema; the message lists every fault at once."""


class CrsError(AtlasError, ValueError):
    """Raised when geometries carry no coordinate system, or not the one required."""


class RefreshError(AtlasError, RuntimeError):
    """Raised when newer data cannot be had: no network, a missing package, an unreadable file."""


class RenduError(AtlasError, ValueError):
    """Raised when a picture cannot be drawn as its screen is: nothing of it may be left out."""


class UnknownIdError(AtlasError, KeyError):
    """Raised when an identifier is not in the catalog; the message lists the known ones."""

    def __str__(self) -> str:
        """Return the message itself (``KeyError`` would show it between quotes)."""
        return str(self.args[0]) if self.args else ""


class RoomError(AtlasError, RuntimeError):
    """What is asked of a meeting room cannot be done: it is over, or who asks may not."""
