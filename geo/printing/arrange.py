"""A deck as its speaker arranges it: slides left out, put in another order, given another title.

An arrangement is written in an address. It names slides by their id, never by their rank: it means
the same once the data or the themes have changed. Only titles are typed; what a slide says and its
figures stay those of the atlas.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.labels import rendu as mots
from geo.labels.formats import accord
from geo.printing.slides import CLOTURE, slide_cloture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.printing.model import Deck, Slide

LONGEST_TITLE = 80
"""Characters of a title: one line over the message of a slide."""
LONGEST_TITLES = 1500
"""Characters of all the titles in an address, which browsers and proxies cut far beyond."""
BETWEEN, OF, ESCAPE = "|", ":", "~"
ESCAPED = {ESCAPE: "~~", BETWEEN: "~-"}
"""What a title may have that an address uses, as it is written there."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of what is not seen, or turns the direction of what follows."""


@dataclass(frozen=True, slots=True)
class Rangement:
    """What a speaker changes: ids left out, ids moved in their new order, titles by id.

    ``avec``: ids of the slides that are only offered, and that are wanted.
    """

    sans: tuple[str, ...] = ()
    avec: tuple[str, ...] = ()
    ordre: tuple[str, ...] = ()
    titres: tuple[tuple[str, str], ...] = ()


def arranged(deck: Deck, asked: Rangement) -> Deck:
    """Return a deck as it is asked; what names no slide of it is ignored.

    The slides of ``ordre`` take, in that order, the places that they have: the others stay where
    they are. A deck keeps one slide at least: were all of them left out, none is.
    """
    slides = [_titled(one, dict(asked.titres)) for one in ordered(deck, asked.ordre)]
    kept = [one for one in slides if is_kept(one, asked)]
    kept = kept or [one for one in slides if not one.offerte]
    changed = [one for one, was in zip(kept, _of(deck, kept), strict=True) if one is not was]
    if len(kept) == len(deck.slides) and not changed:
        return replace(deck, slides=tuple(kept))
    closed = [_closing(one, kept, len(changed)) for one in kept]
    first = next((one.titre for one in kept if one.genre == "titre"), deck.titre)
    return replace(deck, titre=first, slides=tuple(closed))


def is_kept(one: Slide, asked: Rangement) -> bool:
    """Return whether a slide is shown."""
    return one.id in asked.avec if one.offerte else one.id not in asked.sans


def ordered(deck: Deck, ordre: Sequence[str]) -> tuple[Slide, ...]:
    """Return all the slides of a deck, some of them in another order."""
    by_id = {one.id: one for one in deck.slides}
    moved = iter([by_id[name] for name in dict.fromkeys(ordre) if name in by_id])
    names = set(ordre)
    return tuple(next(moved) if one.id in names else one for one in deck.slides)


def order_of(deck: Deck, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the shortest ``ordre`` that puts the slides of a deck as wanted.

    ``wanted`` that does not name each slide once asks for nothing.
    """
    now, asked = [one.id for one in deck.slides], list(wanted)
    if sorted(now) != sorted(asked):
        return ()
    return tuple(name for name, was in zip(asked, now, strict=True) if name != was)


def _of(deck: Deck, slides: Iterable[Slide]) -> list[Slide]:
    by_id = {one.id: one for one in deck.slides}
    return [by_id[one.id] for one in slides]


def _titled(one: Slide, titles: Mapping[str, str]) -> Slide:
    asked = titles.get(one.id, one.titre)
    if asked == one.titre:
        return one
    notes = "\n".join(filter(None, (one.notes, mots.TITRE_DE_L_ATLAS.format(titre=one.titre))))
    return replace(one, titre=asked, notes=notes)


def _closing(one: Slide, kept: Sequence[Slide], changed: int) -> Slide:
    """Return the slide of the sources with those of the kept slides, and who wrote the titles."""
    if one.id != CLOTURE:
        return one
    fresh = slide_cloture([slide for slide in kept if slide.id != CLOTURE])
    told = mots.TITRES_DE_L_ORATEUR.format(titres=accord(changed, *mots.TITRES_REECRITS))
    return replace(fresh, titre=one.titre, suite=told if changed else "")


# --- titles in an address ---------------------------------------------------------------------


def plain(text: str) -> str:
    """Return a title as it is kept: on one line, without what is not seen, cut where too long."""
    seen = (" " if unicodedata.category(sign) in UNSEEN else sign for sign in text)
    return " ".join("".join(seen).split())[:LONGEST_TITLE].rstrip()


def titles_written(titles: Mapping[str, str]) -> str:
    """Return titles as an address writes them; those that would make it too long are left out."""
    written = ""
    for name, text in titles.items():
        escaped = "".join(ESCAPED.get(sign, sign) for sign in plain(text))
        longer = f"{written}{BETWEEN if written else ''}{name}{OF}{escaped}"
        if escaped and len(longer) <= LONGEST_TITLES:
            written = longer
    return written


def titles_read(
    text: str, known: Collection[str] | None = None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the titles of an address by id, and what is none of a known slide.

    Without ``known``, every id is taken.
    """
    titles: dict[str, str] = {}
    lost: list[str] = []
    for part in filter(None, text[:LONGEST_TITLES].split(BETWEEN)):
        name, _, escaped = part.partition(OF)
        title = plain(_unescaped(escaped))
        if title and (known is None or name.strip() in known):
            titles[name.strip()] = title
        else:
            lost.append(part)
    return titles, tuple(lost)


def _unescaped(text: str) -> str:
    pairs = text.split(ESCAPED[ESCAPE])
    return ESCAPE.join(pair.replace(ESCAPED[BETWEEN], BETWEEN) for pair in pairs)
