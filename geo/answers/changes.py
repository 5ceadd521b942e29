"""What official data that were published here changed: for a commune, for a place, since a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.core import catalog
from geo.labels import officielles as mots
from geo.labels.formats import accord, cle_de_tri, enumeration, jour, nombre

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.sources.official import Version

PART = re.compile(r"[a-z0-9_]+\.[A-Za-z0-9._-]+")
"""How a cited link names the version of a source: ``irve.20241128-0a1b2c``."""
AND = "~"


@dataclass(frozen=True, slots=True)
class Changement:
    """What the last publication of a source changed in a place.

    ``avant`` and ``apres`` count what the source counts there, missing where it does not tell;
    ``comptes``: the objects added, removed, moved and changed everywhere, as its report has them.
    """

    titre: str
    publiee_le: str
    nom: tuple[str, str]
    avant: int | None
    apres: int | None
    comptes: Mapping[str, int]

    @property
    def phrase(self) -> str:
        """Return it in a sentence."""
        return mots.CHANGE_ICI.format(
            titre=self.titre,
            jour=jour(self.publiee_le),
            avant=_counted(self.avant, self.nom),
            apres=_counted(self.apres, self.nom),
        )

    @property
    def source(self) -> str:
        """Return where it comes from: the source and the day of its publication."""
        return mots.CHANGE_SOURCE.format(titre=self.titre, jour=jour(self.publiee_le))


def _counted(count: int | None, noun: tuple[str, str]) -> str:
    return mots.NON_COMPTE if count is None else accord(count, *noun)


def of_communes(versions: Mapping[str, Version], codes: Collection[str]) -> tuple[Changement, ...]:
    """Return what the versions in place changed in some communes, a source each; those that did."""
    found = (_of_source(source, version, codes) for source, version in versions.items())
    return tuple(one for one in found if one is not None)


def _of_source(source: str, version: Version, codes: Collection[str]) -> Changement | None:
    return of_report(source, version.rapport, codes)


def of_report(source: str, rapport: Mapping[str, Any], codes: Collection[str]) -> Changement | None:
    """Return what a publication changed in some communes, from its report; ``None``: nothing."""
    told: dict[str, Any] = rapport.get("difference") or {}
    rows = [row for row in told.get("communes", ()) if row["code_insee"] in codes]
    if all(row["avant"] == row["apres"] for row in rows):
        return None
    noun = mots.EFFECTIFS.get(source, mots.OBJETS[source])
    before, after = _total(rows, "avant"), _total(rows, "apres")
    return Changement(
        mots.TITRES[source],
        str(rapport["publiee_le"]),
        noun,
        before,
        after,
        told.get("comptes", {}),
    )


@dataclass(frozen=True, slots=True)
class Ecrit:
    """Something that readers see and that a publication would write otherwise.

    ``ou``: where it stands; ``avant`` and ``apres``: what it says, empty where it says nothing.
    """

    ou: str
    avant: str
    apres: str


def seen(
    source: str,
    now: Mapping[str, Any] | None,
    new: Mapping[str, Any],
    territories: Mapping[str, str],
    noms: Mapping[str, str],
) -> tuple[Ecrit, ...]:
    """Return the slides and the sheets that publishing a report would change.

    ``now`` is the report of what is in place, missing where it is what is shipped;
    ``territories`` and ``noms`` give the territory and the name of each commune.
    """
    decks = {
        place: {code for code, one in territories.items() if place in {one, ""}}
        for place in (*catalog.TERRITORIES, "")
    }
    found = []
    for place, codes in decks.items():
        before, after = _told(source, now, codes), _told(source, new, codes)
        if before != after:
            lieu = mots.LIEUX.get(place, mots.ICI[0].lower() + mots.ICI[1:])
            found.append(Ecrit(mots.DIAPOSITIVE.format(lieu=lieu), before, after))
    sheets = [
        noms[code]
        for code in territories
        if _told(source, now, {code}) != _told(source, new, {code})
    ]
    if sheets:
        rest = len(sheets) - mots.FICHES_MAX
        more = [mots.AUTRES.format(n=rest)] if rest > 0 else []
        names = enumeration([*sorted(sheets, key=cle_de_tri)[: mots.FICHES_MAX], *more])
        found.append(
            Ecrit(
                mots.FICHES.format(n=accord(len(sheets), *mots.FICHE), noms=names),
                "",
                "",
            )
        )
    return tuple(found)


def _told(source: str, rapport: Mapping[str, Any] | None, codes: Collection[str]) -> str:
    one = None if rapport is None else of_report(source, rapport, codes)
    return "" if one is None else one.phrase


def _total(rows: Sequence[Mapping[str, Any]], name: str) -> int | None:
    values = [row[name] for row in rows]
    return None if None in values else int(sum(values))


def cited(data: str, versions: Mapping[str, Version]) -> str:
    """Return what a link carries: the version of the shipped data, and of each source published."""
    parts = [f"{source}.{version.nom}" for source, version in sorted(versions.items())]
    return AND.join([data, *parts])


def of_mark(mark: str) -> dict[str, str]:
    """Return the version of each source that a link carries; those that were shipped are not in."""
    parts = mark.split(AND)[1:]
    return dict(part.split(".", 1) for part in parts if PART.fullmatch(part))


def since(mark: str, data: str, versions: Mapping[str, Version]) -> tuple[str, ...]:
    """Return what changed since a link that carries ``mark``, a sentence each.

    Empty when nothing did. What is not a mark of ours is told as other data.
    """
    shipped, then = mark.split(AND, maxsplit=1)[0], of_mark(mark)
    told = []
    if shipped != data:
        told.append(mots.LIVREES_AUTRES.format(citee=shipped, version=data))
    for source in official(mark, versions):
        version = versions.get(source)
        if version is None:
            told.append(mots.REPRISE_LIVREE.format(titre=mots.TITRES[source]))
        else:
            told.append(_published(source, version, then.get(source, mots.LIVREE)))
    return tuple(told)


def official(mark: str, versions: Mapping[str, Version]) -> list[str]:
    """Return the official sources that are not today those of a link that carries ``mark``."""
    then, now = of_mark(mark), {source: one.nom for source, one in versions.items()}
    return [
        source
        for source in sorted({*then, *now} & {*mots.TITRES})
        if then.get(source) != now.get(source)
    ]


def _published(source: str, version: Version, cited_: str) -> str:
    """Return what the last publication changed, and whether others went before since a link."""
    what = counted(source, (version.rapport.get("difference") or {}).get("comptes", {}))
    alone = version.rapport.get("depuis", cited_) == cited_
    words = mots.PUBLIEE_DEPUIS if alone else mots.PUBLIEES_DEPUIS
    return words.format(titre=mots.TITRES[source], jour=jour(version.publiee_le), quoi=what)


def counted(source: str, comptes: Mapping[str, int]) -> str:
    """Return how many objects were added, removed, moved and changed, in words."""
    parts = [
        word.format(n=nombre(comptes[kind]), objets=accord(comptes[kind], *mots.OBJETS[source]))
        for kind, word in mots.CHANGEMENTS_COMPTES.items()
        if comptes.get(kind)
    ]
    return ", ".join(parts) or mots.SANS_CHANGEMENT


def written(one: Changement) -> tuple[str, str, str, str]:
    """Return a line of a table: the source, the day, before, after."""
    before, after = ("–" if one is None else nombre(one) for one in (one.avant, one.apres))
    label = mots.CHANGE_LIGNE.format(titre=one.titre, nom=one.nom[1])
    return label, jour(one.publiee_le), before, after
