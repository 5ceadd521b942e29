"""The records of a deck and of a fiche: what is said, before anything is set in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from geo.answers.sentence import Chiffre
    from geo.printing.pictures.map_model import Carte
    from geo.printing.world import Edition


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table, as written. ``droite``: ranks of the columns of numbers, aligned right.

    A cell may have several lines: what follows the first is secondary. ``remarques``: one a row,
    or none at all; what is to know of it, where there is room to say it.
    """

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    droite: tuple[int, ...] = ()
    largeurs: tuple[float, ...] = ()
    remarques: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graphique:
    """Horizontal bars, largest first: a name, a value, the value as written."""

    titre: str
    unite: str
    couleur: str
    barres: tuple[tuple[str, float, str], ...]
    description: str

    @property
    def parts(self) -> tuple[float, ...]:
        """Return the length of each bar as a share of the longest, 0 where all are 0."""
        longest = max((value for _, value, _ in self.barres), default=0.0)
        return tuple(value / longest if longest else 0.0 for _, value, _ in self.barres)


@dataclass(frozen=True, slots=True)
class Vue:
    """What a slide looks at, for a live map: a theme or a commune of a territory.

    ``themes``: those that the slide of a commune speaks of; all of them by default.
    """

    theme: str | None = None
    commune: str | None = None
    indicateur: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title, one message, and what shows it.

    ``id`` names it in an address: ``titre``, a theme, a commune code… ``suite`` completes the
    message in smaller type. ``chiffres``: three at most. ``silhouette``: the communes that a
    title slide shows, and nothing else of their map. ``offerte``: shown only where it is asked.
    """

    id: str
    genre: Literal["titre", "contenu"]
    titre: str
    message: str
    suite: str = ""
    chiffres: tuple[Chiffre, ...] = ()
    carte: Carte | None = None
    tableau: Tableau | None = None
    graphique: Graphique | None = None
    source: str = ""
    notes: str = ""
    vue: Vue | None = None
    silhouette: Carte | None = None
    offerte: bool = False


@dataclass(frozen=True, slots=True)
class Deck:
    """A slide show and the edition of the data that it was made from."""

    titre: str
    slides: tuple[Slide, ...]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a fiche on paper: text, tables, notes, the sources of all of them."""

    titre: str
    textes: tuple[str, ...] = ()
    tableaux: tuple[Tableau, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rapports:
    """What the reports say of a commune, as far as a page allows.

    ``faits``: all the facts as one table, those to tell first at the top; a page sets the first
    ones that it has room for. ``restes[n]``: what is said when ``n`` of them are left.
    """

    titre: str
    textes: tuple[str, ...] = ()
    faits: Tableau | None = None
    notes: tuple[str, ...] = ()
    restes: tuple[str, ...] = ("",)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Feuille:
    """The fiche of a commune, ready to be set, in the order of a mayor.

    From ``identite`` to ``voisines``: what one page tells. ``bassin``: what the mining basin has
    there, missing where its source has nothing. ``detail``: the full lists behind it.
    """

    code: str
    nom: str
    phrase: str
    chiffres: tuple[Chiffre, ...]
    carte: Carte
    identite: Section
    avons: Section
    pres: Section | None
    rapports: Rapports
    situer: Section
    voisines: Section
    bassin: Section | None
    detail: Detail
    source: str
    edition: Edition


@dataclass(frozen=True, slots=True)
class Detail:
    """The full lists behind a fiche: QPV and facilities, facts by theme, figures for all.

    Each is missing where there is nothing to list.
    """

    equipements: Section | None
    faits: Section | None
    toutes: Section | None

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return those that are there, in their order."""
        found = (self.equipements, self.faits, self.toutes)
        return tuple(section for section in found if section is not None)
