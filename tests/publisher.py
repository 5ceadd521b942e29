"""Processes that publish for ever, to be killed at any moment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd

from geo.refresh.official import lock, publication
from geo.refresh.official.ledger import Bilan
from geo.refresh.official.lu import Reading, objects


def lu(count, date="2024-07-01"):
    """Return a copy of ``count`` objects."""
    ids = [f"{i:05d}" for i in range(count)]
    frame = objects(
        pd.DataFrame({"id": ids, "nom": ids, "code_insee": "62119"}).assign(territoire="cabbalr")
    )
    return Reading({"stations": frame[["id", "nom"]]}, frame, Bilan(count, count), date)


def report(one):
    """Return the report that goes with a copy."""
    return {
        "date": one.date,
        "base": "",
        "publiee_le": "2024-07-16",
        "bilan": one.bilan.to_json(),
        "difference": {},
    }


def for_ever(racine, copies):
    """Publish a copy, then another, then the first…"""
    while True:
        for one in copies:
            with lock.alone(racine):
                publication.publish("irve", one, report(one), racine)


def main():
    """Start a process that publishes for ever at each line read, and tell its number.

    What is imported is imported once: a process starts in a millisecond.
    """
    copies = [lu(count) for count in (200, 300, 400)]
    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            for_ever(Path(sys.argv[1]), copies[::-1])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        os.waitpid(number, 0)


if __name__ == "__main__":
    main()
