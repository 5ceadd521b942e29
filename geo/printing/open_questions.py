"""The questions that a deck leaves open: its slide, and those of each slide for its speaker."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from geo.answers import questions
from geo.answers.view import place_of, view_of
from geo.core.model import Selection
from geo.labels import questions as mots
from geo.labels.formats import accord
from geo.printing import objectives as aims_slide
from geo.printing.footer import notes_de, sources_de
from geo.printing.model import Slide, Tableau, Vue
from geo.printing.report_slides import rows_of_theme
from geo.reports.chosen import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.questions import Question
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees

ID = "questions"
LIGNES = 5
"""Questions on a slide: they are long, and are read from the back of the room."""
FOR_ONE_SLIDE = 4
"""Questions that a speaker can ask over one slide."""
WIDTHS = (5.0, 5.0, 3.0)


def slide_questions(donnees: Donnees, about: Sujet, themes: Sequence[str]) -> list[Slide]:
    """Return the slide of the questions that the themes of a deck leave open; none without any.

    A theme after the other, so that each has its own; then the aims of the agglomération.
    """
    turns = zip_longest(*(of_theme(donnees, about, theme_id) for theme_id in themes))
    found = [one for turn in turns for one in turn if one is not None] + of_aims(donnees, about)
    found = list(dict.fromkeys(found))
    if not found:
        return []
    shown = found[:LIGNES]
    words = mots.MESSAGE if len(shown) == len(found) else mots.MESSAGE_TOUTES
    source = sources_de(one.source for one in shown)
    rows = tuple((one.texte, one.pourquoi, one.source) for one in shown)
    return [
        Slide(
            id=ID,
            genre="contenu",
            titre=mots.TITRE,
            message=words.format(questions=accord(len(found), *mots.QUESTION), montrees=len(shown)),
            tableau=Tableau(mots.TITRE, mots.COLONNES, rows, (), WIDTHS),
            source=source,
            notes=notes_de(source, mots.NOTES, *(one.texte for one in found[LIGNES:])),
            vue=Vue(),
            offerte=True,
        )
    ]


def of_slide(donnees: Donnees, about: Sujet, one: Slide) -> list[Question]:
    """Return the questions that a speaker may ask over a slide; none where it leaves none open."""
    view = one.vue
    if view is not None and view.commune is not None:
        found = _of_commune(donnees, view.commune, view.themes)
    elif view is not None and view.theme is not None:
        found = of_theme(donnees, about, view.theme)
    elif one.id.endswith(aims_slide.ID):
        found = of_aims(donnees, about)
    elif one.id.endswith("rapports") and about.territoire and donnees.faits is not None:
        found = list(questions.of_figures(donnees.faits, HEADLINES[about.territoire.id]))
    else:
        found = []
    return found[:FOR_ONE_SLIDE]


def of_theme(donnees: Donnees, about: Sujet, theme_id: str) -> list[Question]:
    """Return the questions on the facilities of a theme, then on what the reports say of it."""
    data = donnees.themes.get(theme_id)
    if data is None:
        return []
    found = list(questions.of_facilities(theme_id, view_of(data, about.selection).rows))
    if donnees.faits is not None and about.territoire is not None:
        ids = rows_of_theme(donnees.faits, about.territoire, data.theme)["id"]
        found += questions.of_figures(donnees.faits, ids)
    return found


def of_aims(donnees: Donnees, about: Sujet) -> list[Question]:
    """Return the questions on the aims of an agglomération whose deadline has passed."""
    aims = donnees.objectifs()
    if aims is None or donnees.faits is None or about.territoire is None:
        return []
    return list(questions.of_aims(aims[aims["territoire"] == about.territoire.id], donnees.faits))


def _of_commune(donnees: Donnees, code: str, themes: Sequence[str]) -> list[Question]:
    place = place_of(donnees.base, Selection(communes=(code,)))
    asked = [name for name in donnees.themes if not themes or name in themes]
    return [
        one
        for name in asked
        for one in questions.of_facilities(
            name, view_of(donnees.themes[name], place.selection).rows
        )
    ]
