"""The model of a deck: which slides, what each says. Figures come from syntheses and fiches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers import ranges
from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche as make_fiche
from geo.answers.sentence import Chiffre, accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog, palette
from geo.core.errors import UnknownIdError
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import NBSP, accord, avec_unite, distance, enumeration, nombre
from geo.printing.model import Deck, Graphique, Slide, Tableau, Vue
from geo.printing.objectives import slide_objectifs
from geo.printing.pictures.describe_map import (
    carte_commune,
    carte_territoire,
    carte_theme,
    silhouette,
)
from geo.printing.subject import agglomeration, groupe
from geo.reports.chosen import HEADLINES
from geo.reports.facts import periode_ecrite, valeur_ecrite
from geo.reports.rules import contradictions_de, remarque
from geo.reports.vocabulary import STATUTS_ACTION, THEMES_RAPPORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.answers.bundle import ThemeData
    from geo.answers.sentence import Synthese
    from geo.answers.view import PlaceView, ThemeView
    from geo.core.model import Indicator, Territory, TerritoryId, Theme
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees
    from geo.reports.facts import Faits

CHIFFRES = 3
"""Key figures on a slide."""
LIGNES = 6
"""Figures of the reports on a slide: more could not be read from the back of the room."""
BARRES = 10
COULEUR_FAITS = palette.FAITS
"""Of the bars that count facts of all themes, as on the page of the themes of the reports."""
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


def sources_de(mentions: Iterable[str]) -> str:
    """Return the line of sources of a slide, each told once."""
    return " ; ".join(dict.fromkeys(mention for mention in mentions if mention))


def _notes(source: str, *others: str) -> str:
    return "\n".join([f"{mots.NOTES_SOURCES} {source}.", *(other for other in others if other)])


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
        notes=_notes(source, carte.description, *place.notes),
        vue=Vue(),
    )


def slide_theme(donnees: Donnees, view: ThemeView) -> Slide:
    """Return the slide of a theme: its sentence, its map, its key figures."""
    told = synthese(view)
    message, rest = message_de(told.phrase)
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
        notes=_notes(source, told.phrase, carte.description),
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
        barres=tuple((nom, _drawn(value, indicator), text) for nom, value, text in bars),
        description=f"{told} : {' ; '.join(f'{nom}, {text}' for nom, _, text in bars)}.",
    )
    return Slide(
        id=f"{theme_id}-communes",
        genre="contenu",
        titre=title,
        message=message,
        graphique=chart if bars else None,
        source=source,
        notes=_notes(source, mots.NOTES_METHODE.format(methode=indicator.methode)),
        vue=Vue(theme=theme_id, indicateur=indicator.id),
    )


def _bars(
    view: ThemeView, known: pd.Series, write: Callable[[float], str]
) -> tuple[tuple[tuple[str, float, str], ...], int]:
    """Return the bars as written, and how many an unknown state could shorten."""
    bars = tuple((str(nom), float(value), write(float(value))) for nom, value in known.items())
    if _indicator_to_compare(view.data).nature != "distance":
        return bars, 0
    found = ranges.distances(view.data, view.communes.index)
    names = view.communes["nom"]
    low = found.possibles.set_axis(names)[found.incertaines.to_numpy()]
    told = tuple(
        (
            nom,
            value,
            mots.DE_A.format(bas=write(float(low[nom])), haut=text) if nom in low else text,
        )
        for nom, value, text in bars
    )
    return told, sum(nom in low.index for nom, _, _ in bars)


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
        return mots.DISTANCES_INCERTAINES.format(
            communes=accord(len(bars), "commune"),
            nom=textes.NOMS_THEMES[theme_id][0],
            incertaines=doubtful,
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


# --- the reports ------------------------------------------------------------------------------


def _rows_of_theme(faits: Faits, territory: Territory, theme: Theme) -> pd.DataFrame:
    """Return the figures of a theme: those of the first page first, then the latest ones.

    The parts of a total are left to their total.
    """
    rows = faits.indicateurs
    kept = rows[
        (rows["territoire"] == territory.id)
        & rows["theme"].isin(list(theme.themes_rapport))
        & (rows["role"] != "partie").fillna(value=True)
        & rows["inclus_dans"].isna()
    ]
    doubtful = _contradicted(faits, kept)
    order = pd.DataFrame(
        {
            "repere": ~kept["id"].isin(list(HEADLINES[territory.id])),
            "reserve": kept["id"].isin(list(doubtful)),
            "annee": -kept["annee_fin"].astype("Float64").fillna(0),
        }
    ).sort_values(["repere", "reserve", "annee"], kind="stable")
    return kept.loc[order.index[:LIGNES]]


def _contradicted(faits: Faits, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return what contradicts each figure that something contradicts."""
    against = contradictions_de(rows["id"], faits.contradictions, faits.liens)
    against = against[against["genre"] == "contradiction"]
    return {str(line): list(found["explication"]) for line, found in against.groupby("ligne")}


def _remarks(faits: Faits, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return every remark on each figure: contradictions, evolutions and imprecisions."""
    told = contradictions_de(rows["id"], faits.contradictions, faits.liens)
    return {
        str(line): [remarque(row) for row in found.to_dict("records")]
        for line, found in told.groupby("ligne")
    }


def tableau_des_chiffres(faits: Faits, rows: pd.DataFrame, titre: str) -> Tableau:
    """Return figures of the reports as a table; one that is contradicted says so."""
    doubtful = _contradicted(faits, rows)
    lines = tuple(
        (
            "\n".join([str(row["libelle"]), *([mots.RESERVE] if row["id"] in doubtful else [])]),
            valeur_ecrite(row),
            periode_ecrite(row),
            str(row["document"]),
        )
        for row in rows.to_dict("records")
    )
    return Tableau(titre, mots.COLONNES_CHIFFRES, lines, (1,), (4, 1.6, 1.6, 2))


def _said_of_figures(faits: Faits, rows: pd.DataFrame) -> str:
    """Return where each figure stands in its report, and what must be known to read it."""
    doubtful = _remarks(faits, rows)
    lines = []
    for row in rows.to_dict("records"):
        lines.append(f"{row['libelle']} : {row['document']}, {row['section']}")
        lines += [
            mots.NOTES_RESERVE.format(libelle=row["libelle"], texte=text)
            for text in doubtful.get(str(row["id"]), [])
        ]
    return "\n".join(lines)


def chiffre_de(row: pd.Series) -> Chiffre:
    """Return a figure of a report as a key figure."""
    number, _, unit = valeur_ecrite({**row.to_dict(), "nuance": None}).partition(NBSP)
    nuance = "" if pd.isna(row["nuance"]) else str(row["nuance"])
    label = f"{row['libelle']} ({periode_ecrite(row)})"
    return Chiffre(number, unit, label, str(row["document"]), nuance)


def slide_des_chiffres(
    faits: Faits, rows: pd.DataFrame, name: str, titre: str, vue: Vue | None
) -> Slide:
    """Return a slide that lists figures of the reports; the first one is its message."""
    first = rows.iloc[0]
    message = mots.RAPPORTS_MESSAGE.format(
        libelle=first["libelle"], valeur=valeur_ecrite(first), periode=periode_ecrite(first)
    )
    source = sources_de(rows["document"])
    return Slide(
        id=name,
        genre="contenu",
        titre=titre,
        message=message,
        tableau=tableau_des_chiffres(faits, rows, titre),
        source=source,
        notes=_notes(source, textes.RAPPORTS_DISENT_AIDE, _said_of_figures(faits, rows)),
        vue=vue,
    )


def slide_rapports_du_theme(donnees: Donnees, about: Sujet, view: ThemeView) -> list[Slide]:
    """Return the slide of what the reports say on a theme; none when they say nothing."""
    theme = view.theme
    if donnees.faits is None:
        return []
    if about.territoire is None:
        return _faits_du_theme(donnees.faits, view)
    rows = _rows_of_theme(donnees.faits, about.territoire, theme)
    if rows.empty:
        return []
    title = mots.RAPPORTS_DU_THEME.format(theme=theme.titre)
    name = f"{theme.id}-rapports"
    return [slide_des_chiffres(donnees.faits, rows, name, title, Vue(theme=theme.id))]


def slide_rapports(donnees: Donnees, about: Sujet) -> list[Slide]:
    """Return the highlights of the reports; none when they cannot be read."""
    if donnees.faits is None:
        return []
    if about.territoire is None:
        return _faits_par_theme(donnees.faits, place_of(donnees.base, about.selection))
    wanted = list(HEADLINES[about.territoire.id][:LIGNES])
    rows = donnees.faits.indicateurs.set_index("id", drop=False).loc[wanted]
    return [
        slide_des_chiffres(donnees.faits, rows, "rapports", mots.RAPPORTS, Vue()),
        *slide_objectifs(about.territoire),
    ]


# --- the facts of a group -----------------------------------------------------------------------


def _faits_du_theme(faits: Faits, view: ThemeView) -> list[Slide]:
    """Return the slide of the latest facts of a theme in a group; none when there are none."""
    rows = _faits_du_groupe(faits, view.place)
    rows = rows[rows["theme"].isin(list(view.theme.themes_rapport))]
    if rows.empty:
        return []
    latest = rows.assign(fin=rows["annee_fin"].astype("Float64").fillna(0))
    shown = latest.sort_values("fin", ascending=False, kind="stable")[:LIGNES]
    title = mots.RAPPORTS_DU_THEME.format(theme=view.theme.titre)
    lines = tuple(
        (
            str(row["commune"]),
            str(row["fait"]),
            STATUTS_ACTION[str(row["statut"])],
            periode_ecrite({**row, "nature": None}),
            str(row["document"]),
        )
        for row in shown.to_dict("records")
    )
    source = sources_de(shown["document"])
    more = mots.FAITS_RECENTS.format(compte=len(shown)) if len(shown) < len(rows) else ""
    told = [f"{row['commune']} : {row['fait']} ({row['section']})" for _, row in shown.iterrows()]
    return [
        Slide(
            id=f"{view.theme.id}-rapports",
            genre="contenu",
            titre=title,
            message=_message_des_faits(rows, view.place, mots.FAITS_SUR_CE_THEME),
            suite=f"{more} {mots.FAITS_SANS_CHIFFRES}".strip(),
            tableau=Tableau(title, mots.COLONNES_DES_FAITS, lines, (), (2, 5, 1.5, 1.2, 2)),
            source=source,
            notes=_notes(source, *told),
            vue=Vue(theme=view.theme.id),
        )
    ]


def _faits_par_theme(faits: Faits, place: PlaceView) -> list[Slide]:
    """Return the slide that counts the facts of a group by theme; none when there are none."""
    rows = _faits_du_groupe(faits, place)
    if rows.empty:
        return []
    counts = rows["theme"].map(THEMES_RAPPORT).value_counts(sort=True)[:BARRES]
    bars = tuple((str(nom), float(n), nombre(n)) for nom, n in counts.items())
    source = sources_de(rows["document"])
    told = f"{mots.FAITS_PAR_THEME} : {' ; '.join(f'{nom}, {text}' for nom, _, text in bars)}."
    return [
        Slide(
            id="rapports",
            genre="contenu",
            titre=mots.RAPPORTS,
            message=_message_des_faits(rows, place),
            suite=mots.FAITS_SANS_CHIFFRES,
            graphique=Graphique(
                mots.FAITS_PAR_THEME, mots.FAITS_UNITE[1], COULEUR_FAITS, bars, told
            ),
            source=source,
            notes=_notes(source, told),
            vue=Vue(),
        )
    ]


def _faits_du_groupe(faits: Faits, place: PlaceView) -> pd.DataFrame:
    rows = faits.actions
    return rows[rows["code_insee"].isin(list(place.communes["code_insee"]))]


def _message_des_faits(rows: pd.DataFrame, place: PlaceView, on: str = "") -> str:
    where = place.nom
    total, named = len(place.communes), rows["code_insee"].nunique()
    sentence = mots.FAITS_MESSAGE if total > 1 else mots.FAITS_MESSAGE_SEULE
    return sentence.format(
        lieu=where[0].upper() + where[1:],
        faits=accord(len(rows), *mots.FAITS_UNITE),
        sujet=on,
        communes=accord(named, "commune"),
        total=total,
    )


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
        notes=_notes(source, fiche.phrase, carte.description),
        vue=Vue(commune=code_insee),
    )


def slide_cloture(slides: Sequence[Slide]) -> Slide:
    """Return the last slide: the data sets behind the others."""
    themes = [slide.vue.theme for slide in slides if slide.vue is not None and slide.vue.theme]
    used = ["communes", "qpv", *(catalog.theme(i).sources[0] for i in themes), "rapports"]
    records = [catalog.source(source_id) for source_id in dict.fromkeys(used)]
    rows = tuple((record.titre, record.producteur, record.millesime) for record in records)
    source = sources_de(record.mention for record in records)
    return Slide(
        id="sources",
        genre="contenu",
        titre=mots.CLOTURE,
        message=mots.CLOTURE_MESSAGE,
        tableau=Tableau(mots.CLOTURE, mots.COLONNES_SOURCES, rows, (), (2, 3, 3)),
        notes=_notes(
            source, *(f"{record.titre} : {record.url}" for record in records if record.url)
        ),
    )
