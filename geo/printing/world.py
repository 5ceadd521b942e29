"""What every export reads: the tables, the grounds of the maps, the version and the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from geo.answers import bundle, mining, objectives, official, transport
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import rendu as mots
from geo.labels.formats import jour
from geo.printing.pictures.grounds import Fonds, fonds
from geo.sources.facts import load_faits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.mining import Bassin
    from geo.answers.transport import Horaires
    from geo.reports.facts import Faits
    from geo.sources.official import Version


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Edition:
    """What identifies the data of an export: their version and the day they were gathered."""

    version: str
    jour: date

    @property
    def mention(self) -> str:
        """Return the words that stand at the bottom of every export."""
        return mots.EDITION.format(date=jour(self.jour), version=self.version)

    @property
    def instant(self) -> datetime:
        """Return the date that is written inside the files: never that of the machine."""
        return datetime(self.jour.year, self.jour.month, self.jour.day, tzinfo=UTC)


def _nothing() -> None:
    """Return what is not there."""


@dataclass(frozen=True, slots=True)
class Donnees:
    """The tables that exports read. ``themes`` has those that can be read, in their order.

    ``faits`` is ``None`` when the reports cannot be read, ``horaires`` when the timetables cannot.
    ``publications`` gives the official data that were published here, by source.
    ``bassin`` and ``objectifs`` give the mining basin and the aims followed, ``None`` when they
    cannot be read: few exports need them, and they take a while.
    """

    base: Base
    themes: Mapping[str, ThemeData]
    faits: Faits | None
    fonds: Fonds
    edition: Edition
    horaires: Horaires | None = None
    bassin: Callable[[], Bassin | None] = _nothing
    objectifs: Callable[[], pd.DataFrame | None] = _nothing
    publications: Callable[[], Mapping[str, Version]] = dict


def edition() -> Edition:
    """Return the version of the data and the latest day on which one of them was gathered."""
    days = [date.fromisoformat(source.date_acces) for source in catalog.sources().values()]
    return Edition(catalog.data_version(), max(days))


def gather(
    base: Base,
    themes: Mapping[str, ThemeData],
    faits: Faits | None,
    horaires: Horaires | None = None,
    bassin: Callable[[], Bassin | None] = _nothing,
    objectifs: Callable[[], pd.DataFrame | None] = _nothing,
    publications: Callable[[], Mapping[str, Version]] = dict,
) -> Donnees:
    """Return what exports read, from tables that are already there."""
    ground = fonds(base, themes)
    return Donnees(
        base, themes, faits, ground, edition(), horaires, bassin, objectifs, publications
    )


def once(make: Callable[[], Made]) -> Callable[[], Made | None]:
    """Return what gives a thing that is made once, when first asked; ``None`` if unreadable."""
    made: list[Made | None] = []

    def given() -> Made | None:
        if not made:
            try:
                made.append(make())
            except AtlasError:
                made.append(None)
        return made[0]

    return given


def _readable(base: Base) -> dict[str, ThemeData]:
    read = {}
    for theme_id in catalog.THEMES:
        try:
            read[theme_id] = bundle.theme_data(base, theme_id)
        except AtlasError:
            continue
    return read


def load_world() -> Donnees:
    """Read what exports need; a damaged theme is left out, as on screen.

    Raises
    ------
    AtlasError
        If the communes cannot be read.
    """
    base = bundle.load_base()
    try:
        faits = load_faits()
    except AtlasError:
        faits = None
    try:
        horaires = transport.load()
    except AtlasError:
        horaires = None
    return gather(
        base,
        _readable(base),
        faits,
        horaires,
        once(lambda: mining.load(base)),
        once(objectives.suivi),
        official.load,
    )
