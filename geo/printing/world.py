"""What every export reads: the tables, the grounds of the maps, the version and the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from geo.answers import bundle, transport
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import rendu as mots
from geo.labels.formats import jour
from geo.printing.pictures.grounds import Fonds, fonds
from geo.sources.facts import load_faits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.transport import Horaires
    from geo.reports.facts import Faits


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


@dataclass(frozen=True, slots=True)
class Donnees:
    """The tables that exports read. ``themes`` has those that can be read, in their order.

    ``faits`` is ``None`` when the reports cannot be read, ``horaires`` when the timetables cannot.
    """

    base: Base
    themes: Mapping[str, ThemeData]
    faits: Faits | None
    fonds: Fonds
    edition: Edition
    horaires: Horaires | None = None


def edition() -> Edition:
    """Return the version of the data and the latest day on which one of them was gathered."""
    days = [date.fromisoformat(source.date_acces) for source in catalog.sources().values()]
    return Edition(catalog.data_version(), max(days))


def gather(
    base: Base,
    themes: Mapping[str, ThemeData],
    faits: Faits | None,
    horaires: Horaires | None = None,
) -> Donnees:
    """Return what exports read, from tables that are already there."""
    return Donnees(base, themes, faits, fonds(base, themes), edition(), horaires)


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
    return gather(base, _readable(base), faits, horaires)
