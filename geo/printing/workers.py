"""Who makes the files of a batch: the cores of this machine, or those of a cluster."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection
from typing import TYPE_CHECKING

from geo.core.errors import RenduError
from geo.labels import rendu as mots

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

AHEAD = 2
"""Tasks given to each process at once: the one that it does, and the next."""
PATIENCE_S, START_S = 10.0, 60.0
"""How long a cluster may take to answer, and a worker to read the atlas."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Processes that make files, and how many tasks to give them at once."""

    pool: Executor
    places: int


@contextmanager
def here(cores: int) -> Iterator[Crew]:
    """Give ``cores`` processes of this machine, which end with the work, or with this process."""
    # spawn: the same on every system, and safe whatever the libraries started before.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=end_with_parent) as pool:
        try:
            yield Crew(pool, AHEAD * cores)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it stops nobody itself."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Give the workers of a Dask scheduler; a task whose worker is lost is done by another one.

    Raises
    ------
    RenduError
        If Dask is not installed here, if nobody answers at this address, if the scheduler has no
        worker, or if the atlas is not installed beside them.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra of its own, for who has a cluster
    except ImportError as error:
        raise RenduError(mots.GRAPPE_NON_INSTALLEE) from error
    # What it tells in English of a link that is lost, we tell in French.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RenduError(mots.GRAPPE_ABSENTE.format(adresse=address)) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise RenduError(mots.GRAPPE_VIDE.format(adresse=address))
        try:
            client.submit(_ready, pure=False).result(timeout=START_S)
        except (RuntimeError, ImportError, TimeoutError) as error:
            raise RenduError(mots.GRAPPE_SANS_ATLAS.format(adresse=address)) from error
        yield Crew(client.get_executor(pure=False), AHEAD * threads)


def _ready() -> bool:
    """Answer from a worker: the scheduler and it have read this module."""
    return True
