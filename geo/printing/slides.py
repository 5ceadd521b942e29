"""The model of a deck: which slides, what each says. Figures come from syntheses and fiches."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from geo.answers import mining
from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche as make_fiche
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.labels import rendu as mots
from geo.labels.bassin import RIEN
from geo.labels.formats import NON_RENSEIGNE, enumeration
from geo.printing.bars import slide_communes
from geo.printing.basin import require_bassin, slide_bassin, slide_communes_du_bassin
from geo.printing.changed import slide_changements
from geo.printing.footer import SUITE_CARACTERES, notes_de, sources_de
from geo.printing.model import Deck, Slide, Tableau, Vue
from geo.printing.pictures.describe_map import (
    carte_commune,
    carte_territoire,
    carte_theme,
    silhouette,
)
from geo.printing.quartiers import slide_quartiers
from geo.printing.report_slides import slide_rapports, slide_rapports_du_theme
from geo.printing.subject import agglomeration, groupe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.sentence import Chiffre, Synthese
    from geo.answers.view import ThemeView
    from geo.core.model import TerritoryId, Theme
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees

CHIFFRES = 3
"""Key figures on a slide."""
CLOTURE = "sources"
"""Id of the last slide."""
UNKNOWN = frozenset({NON_RENSEIGNE, RIEN})
"""What is written of a figure that is not known."""
DETAILS_JUSQU_A = 2
"""Up to that many themes, each has its communes and what the reports say, besides its map."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deck is asked to show, in this order: the territory, themes, communes.

    ``groupe``: codes of the communes that it is about, instead of a whole ``territoire``.
    ``details``: two more slides a theme, its communes and the reports; by default when there are
    few themes.
    """

    territoire: TerritoryId | None
    themes: tuple[str, ...]
    communes: tuple[str, ...] = ()
    details: bool | None = None
    groupe: tuple[str, ...] = ()


def deck(donnees: Donnees, plan: Plan) -> Deck:
    """Return the deck of a plan.

    Raises
    ------
    UnknownIdError
        If a territory, a theme or a commune is not known, or its data cannot be read.
    """
    about = sujet_de(donnees, plan)
    detailed = len(plan.themes) <= DETAILS_JUSQU_A if plan.details is None else plan.details
    middle: list[Slide] = []
    for theme_id in plan.themes:
        middle.append(slide_carte(donnees, about, theme_id))
        if detailed:
            theme = catalog.theme(theme_id)
            middle.append(slide_barres(donnees, about, theme_id))
            middle += _par_quartier(donnees, about, theme)
            middle += slide_rapports_du_theme(donnees, about, theme)
    middle += [slide_commune(donnees, code, plan.themes) for code in plan.communes]
    middle += slide_rapports(donnees, about)
    middle += slide_changements(donnees, _codes(donnees, about))
    slides = [slide_territoire(donnees, about), *middle]
    title = _title(about, plan.themes)
    return assemble(donnees, title, slides, mots.DECK_SOUS_TITRE)


def _codes(donnees: Donnees, about: Sujet) -> list[str]:
    return list(place_of(donnees.base, about.selection).communes["code_insee"])


def slide_carte(donnees: Donnees, about: Sujet, theme_id: str) -> Slide:
    """Return the slide that shows a theme, or the mining basin, on the map of a subject.

    Raises
    ------
    UnknownIdError
        If the theme is not known, or its data cannot be read.
    """
    if theme_id == mining.PAGE:
        return slide_bassin(donnees, place_of(donnees.base, about.selection))
    return slide_theme(donnees, theme_view(donnees, about, theme_id))


def slide_barres(donnees: Donnees, about: Sujet, theme_id: str) -> Slide:
    """Return the slide that compares the communes of a subject; see ``slide_carte`` for errors."""
    if theme_id == mining.PAGE:
        return slide_communes_du_bassin(donnees, place_of(donnees.base, about.selection))
    return slide_communes(theme_view(donnees, about, theme_id))


def _par_quartier(donnees: Donnees, about: Sujet, theme: Theme) -> list[Slide]:
    """Return the slide of the QPV one by one; none for another theme or where there is no QPV."""
    if theme.table != "qpv":
        return []
    made = slide_quartiers(donnees, theme_view(donnees, about, theme.id))
    return [] if made is None else [made]


def sujet_de(donnees: Donnees, plan: Plan) -> Sujet:
    """Return what a plan is about.

    Raises
    ------
    UnknownIdError
        If its territory or a commune of its group is not known.
    """
    if plan.groupe:
        return groupe(donnees.base, plan.groupe)
    return agglomeration(catalog.territory(str(plan.territoire)))


def assemble(donnees: Donnees, title: str, slides: Sequence[Slide], under: str) -> Deck:
    """Return a deck: its title slide, the slides, and the sources of all of them at the end."""
    seen = next((slide.carte for slide in slides if slide.carte is not None), None)
    shape = None if seen is None else silhouette(seen)
    first = Slide("titre", "titre", title, under, donnees.edition.mention, silhouette=shape)
    return Deck(title, (first, *slides, slide_cloture(slides)), donnees.edition)


def _title(about: Sujet, themes: Sequence[str]) -> str:
    if not themes:
        return about.titre
    names = [catalog.theme(theme_id).titre for theme_id in themes]
    told = enumeration([names[0], *(name[0].lower() + name[1:] for name in names[1:])])
    return mots.DECK_TITRE.format(themes=told, sigle=about.nom)


# --- a sentence, its figures, its sources -----------------------------------------------------

PHRASES = re.compile(r"(?<=\.)\s+(?=[A-ZÀ-Ý\d])")


def message_de(phrase: str) -> tuple[str, str]:
    """Return the first clause of a sentence that sums up, and the rest: nothing is lost."""
    first, *others = PHRASES.split(phrase, maxsplit=1)
    head, apart, tail = first.partition(" ; à part")
    if not apart:
        head, apart, tail = first.partition(" ; ")
        rest = [tail[:1].upper() + tail[1:]] if apart else []
    else:
        rest = [f"{mots.APART}{tail}"]
    message = head if head.endswith(".") else f"{head}."
    return message, " ".join([*rest, *others])


def en_bref(told: Synthese) -> tuple[str, str]:
    """Return what a slide says of a selection, and what completes it: two lines of each at most.

    All of it is in the notes of the slide.
    """
    if not told.message:
        return message_de(told.phrase)
    return told.message, told.suite(SUITE_CARACTERES)


def theme_view(donnees: Donnees, about: Sujet, theme_id: str) -> ThemeView:
    """Return what a subject keeps of a theme: worked out once for all its slides.

    Raises
    ------
    UnknownIdError
        If the theme is not known, or its data cannot be read.
    """
    theme = catalog.theme(theme_id)
    if theme_id not in donnees.themes:
        msg = f"Les données du thème « {theme.titre} » ne sont pas lisibles."
        raise UnknownIdError(msg)
    return view_of(donnees.themes[theme_id], about.selection)


# --- the territory, a theme -------------------------------------------------------------------


def synthese_de(donnees: Donnees, about: Sujet, theme_id: str | None) -> Synthese:
    """Return the sentence and figures of a theme of a territory, or of the territory itself."""
    if theme_id is None:
        return accueil(place_of(donnees.base, about.selection))
    if theme_id == mining.PAGE:
        return mining.synthese(require_bassin(donnees), place_of(donnees.base, about.selection))
    return synthese(theme_view(donnees, about, theme_id))


def slide_territoire(donnees: Donnees, about: Sujet) -> Slide:
    """Return the slide that shows the territory itself."""
    place = place_of(donnees.base, about.selection)
    told = accueil(place)
    message, rest = message_de(told.phrase)
    carte = carte_territoire(donnees, place)
    source = sources_de([*(figure.source for figure in told.chiffres), *carte.sources])
    return Slide(
        id="territoire",
        genre="contenu",
        titre=f"{mots.TERRITOIRE} : {about.titre if about.territoire else about.nom}",
        message=message,
        suite=rest,
        chiffres=told.chiffres[:CHIFFRES],
        carte=carte,
        source=source,
        notes=notes_de(source, carte.description, *place.notes),
        vue=Vue(),
    )


def slide_theme(donnees: Donnees, view: ThemeView) -> Slide:
    """Return the slide of a theme: its sentence, its map, its key figures."""
    told = synthese(view)
    message, rest = en_bref(told)
    carte = carte_theme(donnees, view)
    source = sources_de([*(figure.source for figure in told.chiffres), *carte.sources])
    return Slide(
        id=view.theme.id,
        genre="contenu",
        titre=mots.THEME.format(theme=view.theme.titre, lieu=view.place.nom),
        message=message,
        suite=rest,
        chiffres=told.chiffres[:CHIFFRES],
        carte=carte,
        source=source,
        notes=notes_de(source, told.phrase, carte.description),
        vue=Vue(theme=view.theme.id),
    )


# --- a commune, the end -----------------------------------------------------------------------


def slide_commune(donnees: Donnees, code_insee: str, themes: Sequence[str] = ()) -> Slide:
    """Return the slide of a commune: its own figures, or what it has of the themes of a deck.

    Raises
    ------
    UnknownIdError
        If the code is not that of a commune of the atlas, or a theme cannot be read.
    """
    fiche = make_fiche(donnees.base, donnees.themes, donnees.faits, code_insee)
    message, rest = message_de(fiche.phrase)
    figures, told = chiffres_de(fiche)[:CHIFFRES], [fiche.phrase]
    if themes:
        here = groupe(donnees.base, (code_insee,))
        syntheses = [synthese_de(donnees, here, theme_id) for theme_id in themes]
        figures, rest = _by_turns([one.chiffres for one in syntheses]), _first_ones(syntheses)
        told += [one.phrase for one in syntheses]
    shown = {i: data for i, data in donnees.themes.items() if i in themes} or donnees.themes
    neighbours = [item.code for item in fiche.voisines]
    carte = carte_commune(replace(donnees, themes=shown), code_insee, neighbours)
    source = sources_de([*(figure.source for figure in figures), *carte.sources])
    return Slide(
        id=code_insee,
        genre="contenu",
        titre=f"{fiche.identite.nom} ({fiche.identite.sigle})",
        message=message,
        suite=rest,
        chiffres=figures,
        carte=carte,
        source=source,
        notes=notes_de(source, *told, carte.description),
        vue=Vue(commune=code_insee, themes=tuple(themes)),
    )


def _by_turns(figures: Sequence[Sequence[Chiffre]]) -> tuple[Chiffre, ...]:
    """Return the key figures of a slide on several themes: the first of each, then the second.

    Those that are known come before those that are not.
    """
    found = [one for turn in zip_longest(*figures) for one in turn if one is not None]
    return tuple(sorted(found, key=lambda one: one.valeur in UNKNOWN)[:CHIFFRES])


def _first_ones(syntheses: Sequence[Synthese]) -> str:
    """Return the messages of the first themes, as many as there is room for, one at least."""
    said = ""
    for one in syntheses:
        longer = f"{said} {en_bref(one)[0]}".strip()
        if said and len(longer) > SUITE_CARACTERES:
            break
        said = longer
    return said


def slide_cloture(slides: Sequence[Slide]) -> Slide:
    """Return the last slide: the data sets behind the others."""
    themes = [slide.vue.theme for slide in slides if slide.vue is not None and slide.vue.theme]
    used = ["communes", "qpv", *(catalog.theme(i).sources[0] for i in themes), "rapports"]
    records = [catalog.source(source_id) for source_id in dict.fromkeys(used)]
    rows = tuple((record.titre, record.producteur, record.millesime) for record in records)
    source = sources_de(record.mention for record in records)
    return Slide(
        id=CLOTURE,
        genre="contenu",
        titre=mots.CLOTURE,
        message=mots.CLOTURE_MESSAGE,
        tableau=Tableau(mots.CLOTURE, mots.COLONNES_SOURCES, rows, (), (2, 3, 3)),
        notes=notes_de(
            source, *(f"{record.titre} : {record.url}" for record in records if record.url)
        ),
    )
