"""The story of a deck, as a Markdown file of ``data/recits`` that anyone can write.

The heading gives ``titre`` and ``territoire``; each ``##`` opens a slide: its title, a line
``vue :`` (what it shows), maybe a line ``chiffres :``, then the message, then what completes it.
A number is never typed: ``{bilan2023-079}`` is a figure of a report, ``{piscines.recensées}`` the
key figure of a theme whose unit or label has these words (``{territoire.habitants}`` of the
territory, ``{62119.densité}`` of a commune): never its rank, which changes with the data.
``{piscines.message}`` and ``{piscines.suite}`` are what the slide of a theme says by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche as make_fiche
from geo.core import catalog
from geo.core.errors import DataFileError, UnknownIdError
from geo.labels import rendu as mots
from geo.labels.formats import NBSP
from geo.printing import footer, report_slides, slides
from geo.printing.model import Slide
from geo.printing.quartiers import slide_quartiers
from geo.printing.subject import agglomeration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.answers.sentence import Chiffre
    from geo.printing.model import Deck
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees

DOSSIER = catalog.DATA / "recits"
REPERE = re.compile(r"\{([^{}]*)\}")
SENTENCES = ("message", "suite")
"""The sentences of a slide that a story may ask for."""
CLE = re.compile(r"^(\w+)\s*:\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Partie:
    """One slide as written: ``vue`` is what it shows, ``chiffres`` the references it asks."""

    titre: str
    vue: str
    chiffres: tuple[str, ...]
    message: str
    suite: str
    ligne: int


@dataclass(frozen=True, slots=True)
class Recit:
    """A story as written, before any figure is put in its place."""

    nom: str
    titre: str
    territoire: str
    parties: tuple[Partie, ...]


def noms() -> list[str]:
    """Return the names of the stories that are there."""
    return sorted(path.stem for path in DOSSIER.glob("*.md"))


def require(nom: str) -> str:
    """Return the name of a story, once it is known.

    Raises
    ------
    UnknownIdError
        Listing the known names.
    """
    catalog.find(dict.fromkeys(noms()), nom, "Récit")
    return nom


def parse(nom: str) -> Recit:
    """Read a story.

    Raises
    ------
    UnknownIdError
        If there is none of that name.
    DataFileError
        If it does not follow the form above; the message tells the line.
    """
    path = DOSSIER / f"{require(nom)}.md"
    try:
        return parse_story(nom, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise _fault(path, 1, "le fichier n’est pas en UTF-8") from error


def _fault(path: Path | str, line: int, why: str) -> DataFileError:
    return DataFileError(f"Récit {path}, ligne {line} : {why}.")


def parse_story(nom: str, text: str) -> Recit:
    """Return a story from its text; see ``parse`` for the errors."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (x.strip() for x in lines[1:]):
        raise _fault(nom, 1, "l’en-tête, entre deux lignes « --- », manque")
    end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    heading = {}
    for number, line in enumerate(lines[1:end], start=2):
        found = CLE.match(line.strip())
        if found is None:
            raise _fault(nom, number, f"« {line} » n’est pas de la forme « clé : valeur »")
        heading[found[1]] = found[2].strip()
    for key in ("titre", "territoire"):
        if key not in heading:
            raise _fault(nom, 1, f"« {key} : … » manque dans l’en-tête")
    catalog.territory(heading["territoire"])
    starts = [n for n, line in enumerate(lines) if n > end and line.startswith("## ")]
    if not starts:
        raise _fault(nom, end + 1, "aucune diapositive : une ligne « ## Titre » en ouvre une")
    stops = [*starts[1:], len(lines)]
    parts = tuple(_part(nom, lines[a:b], a + 1) for a, b in zip(starts, stops, strict=True))
    return Recit(nom, heading["titre"], heading["territoire"], parts)


def _part(nom: str, lines: list[str], number: int) -> Partie:
    told: dict[str, str] = {}
    rest = list(lines[1:])
    while rest and (
        not rest[0].strip() or (CLE.match(rest[0]) and _key(rest[0]) in {"vue", "chiffres"})
    ):
        line = rest.pop(0)
        if line.strip():
            told[_key(line)] = line.partition(":")[2].strip()
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", "\n".join(rest)) if p.strip()]
    if not paragraphs:
        raise _fault(nom, number, "la diapositive n’a pas de message")
    asked = tuple(part.strip() for part in told.get("chiffres", "").split(",") if part.strip())
    return Partie(
        titre=lines[0].removeprefix("## ").strip(),
        vue=told.get("vue", ""),
        chiffres=asked,
        message=paragraphs[0],
        suite=" ".join(paragraphs[1:]),
        ligne=number,
    )


def _key(line: str) -> str:
    return line.partition(":")[0].strip()


# --- figures in their place -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where the references of a story are looked for."""

    donnees: Donnees
    about: Sujet

    def chiffre(self, reference: str) -> Chiffre:
        """Return the figure that a reference names."""
        name, dot, words = reference.partition(".")
        if not dot:
            return self._of_report(name)
        named = {f"{figure.unite} {figure.libelle}": figure for figure in self._of(name)}
        asked = words if words and not words.isdecimal() else None
        found = [told for told in named if asked is not None and asked in told]
        if len(found) != 1:
            msg = f"Chiffre inconnu : « {reference} ». {name} a : {' ; '.join(named)}."
            raise UnknownIdError(msg)
        return named[found[0]]

    def sentence(self, reference: str) -> str | None:
        """Return the sentence that a reference names; ``None`` for what names a figure."""
        name, _, which = reference.partition(".")
        if which not in SENTENCES:
            return None
        told = slides.synthese_de(self.donnees, self.about, self._theme_of(name))
        return slides.en_bref(told)[SENTENCES.index(which)]

    @staticmethod
    def _theme_of(name: str) -> str | None:
        return None if name == "territoire" else name

    def _of(self, name: str) -> tuple[Chiffre, ...]:
        if name.isdecimal():
            world = self.donnees
            return chiffres_de(make_fiche(world.base, world.themes, world.faits, name))
        return slides.synthese_de(self.donnees, self.about, self._theme_of(name)).chiffres

    def _of_report(self, name: str) -> Chiffre:
        faits = self.donnees.faits
        rows = None if faits is None else faits.indicateurs[faits.indicateurs["id"] == name]
        if rows is None or rows.empty:
            msg = f"Chiffre des rapports inconnu : « {name} »."
            raise UnknownIdError(msg)
        return report_slides.chiffre_de(rows.iloc[0])


def _written(figure: Chiffre) -> str:
    return " ".join(filter(None, [figure.nuance, f"{figure.valeur}{NBSP}{figure.unite}"]))


def _filled(text: str, sources: _Sources) -> tuple[str, list[Chiffre]]:
    """Return a text with its figures in their place, and these figures."""
    used: list[Chiffre] = []

    def put(found: re.Match[str]) -> str:
        sentence = sources.sentence(found[1].strip())
        if sentence is not None:
            return sentence
        used.append(sources.chiffre(found[1].strip()))
        return _written(used[-1])

    return REPERE.sub(put, text).strip(), used


def deck(donnees: Donnees, recit: Recit) -> Deck:
    """Return the deck of a story.

    Raises
    ------
    DataFileError
        If a slide asks for a figure or a view that is not known; the message tells the line.
    """
    sources = _Sources(donnees, agglomeration(catalog.territory(recit.territoire)))
    made = []
    for rank, part in enumerate(recit.parties, start=1):
        try:
            made.append(_slide(part, rank, sources))
        except UnknownIdError as error:
            raise _fault(recit.nom, part.ligne, str(error).removesuffix(".")) from error
    return slides.assemble(donnees, recit.titre, made, mots.DECK_SOUS_TITRE)


def slide_ids(recit: Recit) -> tuple[str, ...]:
    """Return the ids that the slides of a story may have, before any of them is made."""
    return tuple(
        name
        for rank, part in enumerate(recit.parties, start=1)
        for name in (f"{rank}", f"{rank}-{_id_of(part)}")
    )


def _id_of(part: Partie) -> str:
    """Return the id of the slide that a view makes by itself: see ``_view``."""
    kind, _, target = part.vue.partition(" ")
    named = {"quartiers": "qpv-quartiers", "communes": f"{target}-communes"}
    reports = f"{target}-rapports" if target else "rapports"
    return {**named, "rapports": reports}.get(kind, target or kind)


def _view(part: Partie, sources: _Sources) -> Slide | None:
    """Return the slide that a view makes by itself; ``None`` for text and figures alone."""
    world, about = sources.donnees, sources.about
    kind, _, target = (part.vue or "chiffres").partition(" ")

    def reports() -> Slide | None:
        made = (
            report_slides.slide_rapports_du_theme(world, about, catalog.theme(target))
            if target
            else report_slides.slide_rapports(world, about)
        )
        return made[0] if made else None

    makers: dict[str, Callable[[], Slide | None]] = {
        "carte": lambda: slides.slide_carte(world, about, target),
        "communes": lambda: slides.slide_barres(world, about, target),
        "quartiers": lambda: slide_quartiers(
            world, slides.theme_view(world, about, "qpv"), *[target] * bool(target)
        ),
        "rapports": reports,
        "commune": lambda: slides.slide_commune(world, target),
        "territoire": lambda: slides.slide_territoire(world, about),
        "chiffres": lambda: None,
    }
    return catalog.find(makers, kind, "Vue")()


def _slide(part: Partie, rank: int, sources: _Sources) -> Slide:
    message, in_message = _filled(part.message, sources)
    rest, in_rest = _filled(part.suite, sources)
    base = _view(part, sources) or Slide(id="", genre="contenu", titre="", message="")
    asked = tuple(sources.chiffre(reference) for reference in part.chiffres)
    told = [figure.source for figure in (*in_message, *in_rest, *asked)]
    source = footer.sources_de([*base.source.split(" ; "), *told])
    return replace(
        base,
        id=f"{rank}-{base.id}" if base.id else f"{rank}",
        titre=part.titre,
        message=message,
        suite=rest,
        chiffres=asked or base.chiffres,
        source=source,
        notes="\n".join(
            filter(None, [f"{mots.NOTES_SOURCES} {source}.", *base.notes.split("\n")[1:]])
        ),
    )
