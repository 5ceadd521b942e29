"""The services that are no theme: stations and schools, as places that one goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import sources
from geo.answers.access.asked import THEME_OF

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.answers.bundle import Base, ThemeData

GARES, ECOLES = "gares", "ecoles"
NIVEAU = "ecole"
"""The level of the schools that count: maternelle or élémentaire, where children walk to."""


def as_facilities(rows: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Return places as facilities that all count: they have no state, the list is their proof.

    Adds ``commune``, ``existence`` and ``statut``. Index of ``rows``.
    """
    names = communes.set_index("code_insee")["nom"]
    return rows.assign(
        commune=rows["code_insee"].map(names), existence="attestee", statut="ouverte"
    )


def places(base: Base, service: str) -> pd.DataFrame:
    """Return the stations, or the schools that count; see ``geo.sources.load`` for the errors."""
    rows = sources.load(service)
    if service == ECOLES:
        rows = rows[rows["niveau"] == NIVEAU]
    return as_facilities(rows, base.communes)


def facilities(base: Base, service: str, read: Callable[[str], ThemeData]) -> pd.DataFrame | None:
    """Return the facilities of a service; ``None`` for the mairies, which the communes tell.

    ``read`` gives the data of a theme.

    Raises
    ------
    AtlasError
        If the file of the service is missing, damaged or does not follow its schema.
    """
    if service in THEME_OF:
        table: pd.DataFrame = read(THEME_OF[service]).table
        return table
    return places(base, service) if service in (GARES, ECOLES) else None
