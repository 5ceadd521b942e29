"""Groups of communes: those that are ready and have a name, those that a reader writes by hand.

A group is only its communes: the address says their codes, and the name is found again from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import pandas as pd

from geo.core import catalog
from geo.core.crs import WGS84
from geo.labels import groupes as mots
from geo.labels.formats import NBSP, accord, cle_de_tri, nombre
from geo.measures import joins
from geo.reports.vocabulary import cle_commune, sans_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.core.model import Territory

Genre = Literal["territoire", "canton", "qpv", "taille", "voisines"]

TAILLES = (0, 500, 1_000, 2_000, 5_000, 10_000)
"""Lower bounds of the size classes, in inhabitants; each class ends before the next bound."""

LONGUEUR = 3_000
"""Characters of a list written by hand: the 136 names need fewer."""
MOTS_D_UN_NOM = 6
"""Words between blanks of the longest name, with some to spare."""


# --- ready groups -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Groupe:
    """Communes that have a name together.

    ``nom`` follows an article (« canton de Lillers »), ``lieu`` is how a sentence says it (« dans
    le canton de Lillers »). A group that has communes outside the atlas says so in both.
    ``territoire``: where all of it is, missing if in both. ``codes`` are sorted.
    """

    id: str
    genre: Genre
    nom: str
    lieu: str
    codes: tuple[str, ...]
    territoire: str | None = None


@dataclass(frozen=True, slots=True)
class ClasseDeTaille:
    """The communes of the same size, of both territories; ``libelle`` follows a count."""

    libelle: str
    codes: tuple[str, ...]


class Groupes:
    """The ready groups of some communes, by their members.

    ``qpv_communes`` and ``cantons`` are the tables of that name (see their sources), empty where
    they cannot be read: their groups are then not offered.
    """

    def __init__(
        self, communes: gpd.GeoDataFrame, qpv_communes: pd.DataFrame, cantons: pd.DataFrame
    ) -> None:
        """Keep the tables; nothing is computed before it is asked."""
        self._communes = communes
        self._qpv_communes = qpv_communes
        self._cantons = cantons

    @cached_property
    def prets(self) -> tuple[Groupe, ...]:
        """Return the groups that are offered, in the order of a list: cantons, QPV, sizes."""
        found = [*self._of_cantons()]
        for territory in (None, *catalog.TERRITORIES.values()):
            found += [*self._of_qpv(territory), *self._of_sizes(territory)]
        return tuple(found)

    @cached_property
    def _noms(self) -> Mapping[frozenset[str], Groupe]:
        """Return every group by its communes; of two with the same ones, the first is kept."""
        named: dict[frozenset[str], Groupe] = {}
        for group in (*self._territories(), *self.prets):
            named.setdefault(frozenset(group.codes), group)
        return named

    @cached_property
    def _autour(self) -> Mapping[str, Groupe]:
        """Return each commune with its neighbours, by the code of the commune."""
        found: dict[str, Groupe] = {}
        if self._communes.empty:
            return found
        for code, near in joins.neighbours(self._communes).items():
            name, codes = self._names[code], tuple(sorted((code, *near)))
            label, place = mots.VOISINES.format(nom=name), mots.LIEU_VOISINES.format(nom=name)
            found[code] = Groupe(f"voisines-{code}", "voisines", label, place, codes)
        return found

    @cached_property
    def _voisinages(self) -> Mapping[frozenset[str], Groupe]:
        return {frozenset(group.codes): group for group in reversed([*self._autour.values()])}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return dict(zip(self._communes["code_insee"], self._communes["nom"], strict=True))

    def de(self, codes: Sequence[str]) -> Groupe | None:
        """Return the ready group that these communes are, ``None`` if they are none."""
        if len(codes) < 2:  # noqa: PLR2004 - a commune alone has its own name
            return None
        asked = frozenset(codes)
        return self._noms.get(asked) or self._voisinages.get(asked)

    def voisines(self, code: str) -> Groupe:
        """Return a commune and its neighbours."""
        return self._autour[code]

    def nom(self, codes: Sequence[str]) -> str:
        """Return the name of some communes: of one, of a ready group, else how many they are."""
        if len(codes) == 1:
            return self._names.get(codes[0], codes[0])
        group = self.de(codes)
        return mots.CHOISIES.format(compte=len(codes)) if group is None else group.nom

    def _territories(self) -> Iterator[Groupe]:
        for territory in catalog.TERRITORIES.values():
            codes = self._codes(territory)
            if codes:
                place = mots.LIEU_TERRITOIRE.format(sigle=territory.sigle)
                yield Groupe(
                    territory.id, "territoire", territory.sigle, place, codes, territory.id
                )

    def _codes(self, territory: Territory | None) -> tuple[str, ...]:
        rows = self._communes
        if territory is not None:
            rows = rows[rows["territoire"] == territory.id]
        return tuple(sorted(rows["code_insee"]))

    def _of_cantons(self) -> Iterator[Groupe]:
        where = dict(zip(self._communes["code_insee"], self._communes["territoire"], strict=True))
        rows = self._cantons[self._cantons["code_insee"].isin(list(where))]
        for code, members in sorted(
            rows.groupby("code_canton"), key=lambda item: cle_de_tri(str(item[1]["nom"].iloc[0]))
        ):
            codes, whole = tuple(sorted(members["code_insee"])), int(members["nb_communes"].iloc[0])
            name = mots.CANTON.format(de_nom=mots.de(str(members["nom"].iloc[0])))
            if len(codes) < whole:
                name += mots.EN_PARTIE.format(compte=accord(len(codes), "commune"), total=whole)
            held = {where[member] for member in codes}
            yield Groupe(
                f"canton-{code}",
                "canton",
                name,
                mots.LIEU_CANTON.format(nom=name),
                codes,
                held.pop() if len(held) == 1 else None,
            )

    def _of_qpv(self, territory: Territory | None) -> Iterator[Groupe]:
        covered = set(self._qpv_communes["code_insee"])
        codes = tuple(code for code in self._codes(territory) if code in covered)
        name = mots.COMMUNES_QPV.format(de_qui=_whose(territory))
        yield from _group("qpv", "qpv", name, codes, territory)

    def _of_sizes(self, territory: Territory | None) -> Iterator[Groupe]:
        here = self._communes["code_insee"].isin(list(self._codes(territory)))
        for bound in TAILLES:
            size = classe_de_taille(self._communes[here], bound)
            name = size.libelle.replace("communes", f"communes{_whose(territory)}", 1)
            yield from _group(f"taille-{bound}", "taille", name, size.codes, territory)


def aucun() -> Groupes:
    """Return no group at all: communes are then only counted."""
    columns = ["code_insee", "nom", "territoire", "population", "geometry"]
    none = gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=WGS84)
    cantons = pd.DataFrame(columns=["code_canton", "nom", "code_insee", "nb_communes"])
    return Groupes(none, none[["code_insee"]], cantons)


def _whose(territory: Territory | None) -> str:
    return "" if territory is None else mots.DE_TERRITOIRE.format(sigle=territory.sigle)


def _group(
    ident: str, genre: Genre, name: str, codes: tuple[str, ...], territory: Territory | None
) -> Iterator[Groupe]:
    """Yield a group of both territories or of one, where it has communes."""
    if codes:
        whole = ident if territory is None else f"{ident}-{territory.id}"
        place = mots.LIEU_COMMUNES.format(nom=name)
        yield Groupe(whole, genre, name, place, codes, None if territory is None else territory.id)


def classe_de_taille(communes: pd.DataFrame, population: int) -> ClasseDeTaille:
    """Return the size class of a population, with the communes that are in it.

    Examples
    --------
    >>> towns = pd.DataFrame({"code_insee": ["62001", "62002"], "population": [499, 500]})
    >>> classe_de_taille(towns, 500).codes
    ('62002',)
    """
    low = max(bound for bound in TAILLES if bound <= population)
    above = [bound for bound in TAILLES if bound > low]
    high = above[0] if above else None
    size = communes["population"]
    inside = (size >= low) & ((size < high) if high is not None else True)
    if high is None:
        label = f"communes de {nombre(low)}{NBSP}habitants et plus"
    elif low == 0:
        label = f"communes de moins de {nombre(high)}{NBSP}habitants"
    else:
        label = f"communes de {nombre(low)} à {nombre(high - 1)}{NBSP}habitants"
    return ClasseDeTaille(label, tuple(communes.loc[inside, "code_insee"]))


# --- a list written by hand ---------------------------------------------------------------------

PARTS = re.compile(r"[,;\n\t]+")


@dataclass(frozen=True, slots=True)
class NomsLus:
    """What was understood of a list: official codes, each once, and the texts that were not."""

    codes: tuple[str, ...]
    incompris: tuple[str, ...]


def parse(texte: str, communes: pd.DataFrame) -> NomsLus:
    """Return the communes that a list names, by name or by code, in the order of the list.

    Commas, semicolons, lines and blanks part them; capitals, accents, hyphens and the article do
    not count. Only whole names are understood: nothing is guessed. What is beyond ``LONGUEUR``
    characters is not read.

    Examples
    --------
    >>> towns = pd.DataFrame({"code_insee": ["62119", "62252"], "nom": ["Béthune", "La Couture"]})
    >>> parse("bethune, 62252, Paris", towns)
    NomsLus(codes=('62119', '62252'), incompris=('Paris',))
    """
    names = _spelled(communes)
    codes: dict[str, None] = {}
    lost: list[str] = []
    for part in PARTS.split(texte[:LONGUEUR]):
        for found, words in _named(part.split(), names):
            if found is None:
                lost.append(words)
            else:
                codes[found] = None
    return NomsLus(tuple(codes), tuple(dict.fromkeys(lost)))


def _spelled(communes: pd.DataFrame) -> dict[str, str]:
    """Return the code of each commune by what may be written for it."""
    pairs = list(zip(communes["code_insee"], communes["nom"].map(cle_commune), strict=True))
    short = [(code, sans_article(key)) for code, key in pairs]
    counts: dict[str, int] = {}
    for _, key in short:
        counts[key] = counts.get(key, 0) + 1
    bare = {key: code for code, key in short if counts[key] == 1}
    return bare | {key: code for code, key in pairs} | {code: code for code, _ in pairs}


def _named(tokens: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    """Yield each commune of some words, the longest name first, and the words that are none."""
    start, lost = 0, list[str]()
    while start < len(tokens):
        ends = range(min(start + MOTS_D_UN_NOM, len(tokens)), start, -1)
        read = ((end, cle_commune(" ".join(tokens[start:end]))) for end in ends)
        end, code = next(((e, names[key]) for e, key in read if key in names), (start + 1, None))
        if code is None:
            if cle_commune(tokens[start]) not in mots.LIAISONS:
                lost.append(tokens[start])
        else:
            if lost:
                yield None, " ".join(lost)
                lost = []
            yield code, ""
        start = end
    if lost:
        yield None, " ".join(lost)
