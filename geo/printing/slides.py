"""The model of a deck: which slides, what each says. Figures come from syntheses and fiches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers import bundle, mining, ranges
from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche as make_fiche
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.labels import bassin as mots_bassin
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import (
    DANS_LA_COMMUNE,
    accord,
    agree,
    avec_unite,
    distance,
    enumeration,
    nombre,
)
from geo.printing.basin import slide_bassin
from geo.printing.footer import BARRES, notes_de, sources_de
from geo.printing.model import Deck, Graphique, Slide, Tableau, Vue
from geo.printing.pictures.describe_map import (
    carte_commune,
    carte_territoire,
    carte_theme,
    silhouette,
)
from geo.printing.report_slides import slide_rapports, slide_rapports_du_theme
from geo.printing.subject import agglomeration, groupe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.bundle import ThemeData
    from geo.answers.sentence import Synthese
    from geo.answers.view import ThemeView
    from geo.core.model import Indicator, TerritoryId
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees

CHIFFRES = 3
"""Key figures on a slide."""
SUITE_CARACTERES = 224
"""Of what completes a message: two lines on a screen, the rest is the map's."""
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
        if theme_id == mining.PAGE:
            middle.append(slide_bassin(donnees, place_of(donnees.base, about.selection)))
            continue
        view = theme_view(donnees, about, theme_id)
        middle.append(slide_theme(donnees, view))
        if detailed:
            middle.append(slide_communes(view))
            middle += slide_rapports_du_theme(donnees, about, view)
    middle += [slide_commune(donnees, code) for code in plan.communes]
    middle += slide_rapports(donnees, about)
    slides = [slide_territoire(donnees, about), *middle]
    title = _title(about, plan.themes)
    return assemble(donnees, title, slides, mots.DECK_SOUS_TITRE)


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
    names = [
        mots_bassin.TITRE if theme_id == mining.PAGE else catalog.theme(theme_id).titre
        for theme_id in themes
    ]
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
    short = (rest for rest in told.suites if len(rest) <= SUITE_CARACTERES)
    return told.message, next(short, told.suites[-1] if told.suites else "")


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


# --- the communes of a theme ------------------------------------------------------------------


def _write(indicator: Indicator) -> Callable[[float], str]:
    if indicator.nature == "distance":
        return partial(distance, dans_la_commune=True)
    return lambda value: avec_unite(value, indicator.unite, indicator.decimales)


def _indicator_to_compare(data: ThemeData) -> Indicator:
    """Return the measure whose bars say most: the first one, a known volume for the works."""
    return catalog.indicator(data.theme.indicateurs[0])


def slide_communes(view: ThemeView) -> Slide:
    """Return the slide that compares the communes of a territory on the measure of a theme."""
    data, shown, theme_id = view.data, view.communes, view.theme.id
    indicator = _indicator_to_compare(data)
    write = _write(indicator)
    values = data.mesures.loc[shown.index, indicator.id].astype("Float64").set_axis(shown["nom"])
    known = values[values > 0].dropna().sort_values(ascending=False, kind="stable")[:BARRES]
    bars, doubtful = _bars(view, known, write)
    title = mots.COMMUNES_DU_THEME.format(theme=data.theme.titre)
    message = _message_of_bars(bars, indicator, theme_id, doubtful)
    source = sources_de([catalog.source(data.theme.sources[0]).mention])
    told = f"{indicator.titre} ({indicator.unite})"
    chart = Graphique(
        titre=told,
        unite=indicator.unite,
        couleur=data.theme.couleur,
        barres=tuple(
            (nom, _drawn(value, indicator), _beside_bar(text, indicator))
            for nom, value, text in bars
        ),
        description=f"{told} : {' ; '.join(f'{nom}, {text}' for nom, _, text in bars)}.",
    )
    return Slide(
        id=f"{theme_id}-communes",
        genre="contenu",
        titre=title,
        message=message,
        graphique=chart if bars else None,
        source=source,
        notes=notes_de(
            source,
            mots.NOTES_METHODE.format(methode=indicator.methode),
            *([_why_doubtful(indicator, theme_id)] if doubtful else []),
        ),
        vue=Vue(theme=theme_id, indicateur=indicator.id),
    )


def _bars(
    view: ThemeView, known: pd.Series, write: Callable[[float], str]
) -> tuple[tuple[tuple[str, float, str], ...], int]:
    """Return the bars as written, with both ends of a range, and how many are ranges."""
    bars = tuple((str(nom), float(value), write(float(value))) for nom, value in known.items())
    indicator = _indicator_to_compare(view.data)
    other = bundle.other_end(view.data, indicator.id)
    if other is None:
        return bars, 0
    names = view.communes["nom"]
    ends = other.loc[view.communes.index].astype("Float64").set_axis(names)
    if indicator.nature == "distance":
        sure = ranges.distances(view.data, view.communes.index).incertaines
        ends = ends[sure.to_numpy()]
    told = tuple((nom, value, _range(value, ends.get(nom), indicator)) for nom, value, _ in bars)
    return told, sum(text != alone for (_, _, text), (*_, alone) in zip(told, bars, strict=True))


def _why_doubtful(indicator: Indicator, theme_id: str) -> str:
    """Return why some bars are ranges, for the notes."""
    if indicator.nature == "distance":
        return mots.POURQUOI_DISTANCES.format(nom=textes.NOMS_THEMES[theme_id][0])
    return mots.POURQUOI_POINTS


def _range(value: float, end: float | None, indicator: Indicator) -> str:
    """Return a value as written, or the range to its other end, the least first."""
    write = _write(indicator)
    if end is None or pd.isna(end):
        return write(value)
    least, most = sorted((value, float(end)))
    low, high = write(least), write(most)
    if low == high:
        return low
    if low == DANS_LA_COMMUNE:
        return mots.ICI_OU.format(haut=high)
    if indicator.nature != "distance":
        low = nombre(least, indicator.decimales)
    return mots.DE_A.format(bas=low, haut=high)


def _beside_bar(text: str, indicator: Indicator) -> str:
    """Return a value without a unit of several words: the title of the chart has it."""
    long = " " in indicator.unite and text.endswith(indicator.unite)
    return text.removesuffix(indicator.unite).rstrip() if long else text


def _drawn(value: float, indicator: Indicator) -> float:
    """Return a value in the unit of its axis, with the decimals that are written."""
    scaled = value / 1000 if indicator.nature == "distance" else value
    return round(scaled, indicator.decimales)


def _message_of_bars(
    bars: Sequence[tuple[str, float, str]], indicator: Indicator, theme_id: str, doubtful: int = 0
) -> str:
    if not bars:
        return mots.RIEN_A_COMPARER
    if doubtful:
        words = mots.FOURCHETTES
        if indicator.nature == "distance":
            words = agree(len(bars), *mots.DISTANCES_INCERTAINES)
        return words.format(
            titre=indicator.titre,
            communes=accord(len(bars), "commune"),
            nom=textes.NOMS_THEMES[theme_id][0],
            incertaines=accord(doubtful, "commune"),
        )
    high, low = bars[0][2], bars[-1][2]
    if len(bars) == 1:
        return mots.UNE_SEULE.format(titre=indicator.titre, nom=bars[0][0], valeur=high)
    told = {"titre": indicator.titre, "compte": len(bars), "bas": low, "haut": high}
    if high == low:
        return mots.EGALES.format(**told, valeur=high)
    if indicator.nature == "distance":
        return mots.PREMIERES_DISTANCE.format(**told, nom=textes.NOMS_THEMES[theme_id][0])
    told["bas"] = nombre(bars[-1][1], indicator.decimales)
    sentence = mots.PREMIERES if len(bars) == BARRES else mots.TOUTES_CONNUES
    return sentence.format(**told)


# --- a commune, the end -----------------------------------------------------------------------


def slide_commune(donnees: Donnees, code_insee: str) -> Slide:
    """Return the slide of a commune, from its fiche.

    Raises
    ------
    UnknownIdError
        If the code is not that of a commune of the atlas.
    """
    fiche = make_fiche(donnees.base, donnees.themes, donnees.faits, code_insee)
    message, rest = message_de(fiche.phrase)
    figures = chiffres_de(fiche)[:CHIFFRES]
    carte = carte_commune(donnees, code_insee, [item.code for item in fiche.voisines])
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
        notes=notes_de(source, fiche.phrase, carte.description),
        vue=Vue(commune=code_insee),
    )


def slide_cloture(slides: Sequence[Slide]) -> Slide:
    """Return the last slide: the data sets behind the others."""
    themes = [slide.vue.theme for slide in slides if slide.vue is not None and slide.vue.theme]
    basin = [mining.CITES for slide in slides if slide.id == mining.PAGE]
    used = ["communes", "qpv", *(catalog.theme(i).sources[0] for i in themes), *basin, "rapports"]
    records = [catalog.source(source_id) for source_id in dict.fromkeys(used)]
    rows = tuple((record.titre, record.producteur, record.millesime) for record in records)
    source = sources_de(record.mention for record in records)
    return Slide(
        id="sources",
        genre="contenu",
        titre=mots.CLOTURE,
        message=mots.CLOTURE_MESSAGE,
        tableau=Tableau(mots.CLOTURE, mots.COLONNES_SOURCES, rows, (), (2, 3, 3)),
        notes=notes_de(
            source, *(f"{record.titre} : {record.url}" for record in records if record.url)
        ),
    )
