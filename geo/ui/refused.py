"""What could not be read is not read again until a file changes; ``geo.ui.cache`` asks for it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from geo.core import catalog
from geo.core.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_P = ParamSpec("_P")
_R = TypeVar("_R")

REFUSED: dict[tuple[str, ...], tuple[Hashable, AtlasError]] = {}
"""What could not be read, with the state of the files that said so; one at most a table."""


def _state_of_files() -> Hashable:
    """Return what changes when a file of ``data/`` does: names, sizes, dates."""
    return tuple(
        (str(path), told.st_size, told.st_mtime_ns)
        for path in sorted(catalog.DATA.glob("*/*"))
        for told in (path.stat(),)
    )


def read_once(read: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return ``read``, which does not read again a damaged table until a file changes.

    What is read is kept; a failure is not, and a large table takes seconds to be refused: each
    page would take them again.
    """

    @wraps(read)
    def tried(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (read.__name__, *map(str, args))
        known = REFUSED.get(key)
        if known is not None and known[0] == _state_of_files():
            raise known[1].with_traceback(None)
        try:
            found = read(*args, **kwargs)
        except AtlasError as error:
            REFUSED[key] = (_state_of_files(), error)
            raise
        REFUSED.pop(key, None)
        return found

    return tried
