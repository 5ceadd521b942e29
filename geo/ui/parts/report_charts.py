"""The charts of the figures of the reports: series over the years, parts of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import palette
from geo.drawing import charts
from geo.labels import reports as mots
from geo.labels import textes
from geo.labels.formats import enumeration, nombre
from geo.reports import facts, rules
from geo.reports.vocabulary import (
    NATURES_VISEES,
)
from geo.ui import cache
from geo.ui.parts import components

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.drawing.charts import PlotlyFigure
    from geo.reports.facts import Faits

MAX_CHARTS = 8
COULEUR = palette.ACCENT


@dataclass(frozen=True, slots=True)
class Dessin:
    """A chart ready to be shown: its figure, title, text alternative, source, note under it.

    ``contexte``: whose figures they are.
    """

    figure: PlotlyFigure
    titre: str
    description: str
    source: str
    note: str
    contexte: str


# --- charts of what compares ------------------------------------------------------------------


def _serie_figure(points: pd.DataFrame, couleur: str, *, sombre: bool) -> PlotlyFigure:
    rows = points.to_dict("records")
    values = {row["valeur"]: facts.valeur_ecrite({**row, "unite": ""}).strip() for row in rows}
    return charts.serie(
        [facts.periode_ecrite({**row, "nature": None}) for row in rows],
        [row["valeur"] for row in rows],
        [row["nature"] in NATURES_VISEES for row in rows],
        couleur=couleur,
        write_as=values.__getitem__,
        sombre=sombre,
    )


def _serie_drawn(serie: str, known: Faits, couleur: str, *, sombre: bool) -> Dessin:
    points = _points(known)
    points = points[points["serie"] == serie]
    title, unit = _undated(str(points["libelle"].iloc[0])), str(points["unite"].iloc[0])
    sentence = facts.lecture_serie(points)
    return Dessin(
        _serie_figure(points, couleur, sombre=sombre),
        f"{title} ({unit})",
        f"{title}. {sentence}",
        _sources(points),
        sentence,
        _whose(points),
    )


def _undated(label: str) -> str:
    """Return the label of a point as the name of its series: without the year it ends with."""
    return re.sub(r" (?:en|d’ici) (?:19|20)\d\d$", "", label)


def _points(known: Faits) -> pd.DataFrame:
    frame: pd.DataFrame = cache.once(("points",), lambda: rules.series(known.indicateurs))
    return frame


def _parts_drawn(groupe: str, known: Faits, couleur: str, *, sombre: bool) -> Dessin:
    split = rules.decomposition(known.indicateurs, groupe)
    parts = split.parties
    labels = _distinct_ends(parts["libelle"].to_list())
    values = parts["valeur_eur"] if parts["valeur_eur"].notna().all() else parts["valeur"]
    totals = known.indicateurs[
        (known.indicateurs["groupe"] == groupe) & (known.indicateurs["role"] == "total")
    ]
    title = str(totals["libelle"].iloc[0]) if len(totals) else _common_start(parts["libelle"])

    def write(value: float) -> str:
        return facts.valeur_ecrite({"valeur": value, "unite": split.unite, "nuance": None})

    told = f"Somme des parties : {write(split.somme)}."
    if split.ecart and split.annonce is not None:
        told += f" Le rapport annonce {write(split.annonce)} : écart de {write(split.ecart)}."
    figure = charts.barres(values.set_axis(labels), couleur=couleur, write_as=write, sombre=sombre)
    pairs = zip(parts["libelle"], values, strict=True)
    written = " ; ".join(f"{label} : {write(value)}" for label, value in pairs)
    return Dessin(
        figure,
        f"{title} ({split.unite})",
        f"{title}. {written}. {told}",
        _sources(parts),
        told,
        _whose(parts),
    )


def _draw(drawn: Dessin, key: str) -> None:
    components.graphique(
        drawn.figure,
        key,
        drawn.titre,
        drawn.description,
        source=drawn.source,
        contexte=drawn.contexte,
        note=drawn.note,
    )
    told = f"{drawn.note} Source : {drawn.source}."
    components.note(told)


def _common_start(labels: pd.Series) -> str:
    first = str(labels.iloc[0])
    return first.partition(" : ")[0]


def _distinct_ends(labels: list[str]) -> list[str]:
    """Return labels without the words that they all begin with: « Crédits du pilier … »."""
    split = [label.split(" ") for label in labels]
    columns = list(zip(*split, strict=False))
    shared = next((n for n, words in enumerate(columns) if len(set(words)) > 1), len(columns))
    if shared in {0, len(columns)}:
        return labels
    ends = [" ".join(words[shared:]) for words in split]
    return [end[0].upper() + end[1:] for end in ends]


def _sources(rows: pd.DataFrame) -> str:
    titles = rows.drop_duplicates("source")["document"] if "document" in rows else rows["source"]
    sections = rows["section"].drop_duplicates()
    where = f", « {sections.iloc[0]} »" if len(sections) == 1 else ""
    return f"{' ; '.join(titles.drop_duplicates())}{where}"


def _whose(rows: pd.DataFrame) -> str:
    return enumeration([textes.TERRITOIRES_RAPPORT[i] for i in rows["territoire"].unique()])


def comparable_charts(
    rows: pd.DataFrame, known: Faits, key: str, couleur: str = COULEUR, most: int = MAX_CHARTS
) -> None:
    """Show the series and the decompositions that some figures belong to, and nothing else."""
    dark = components.sombre()
    listed = facts.series_de(rows, _points(known))
    groups = facts.groupes_de(rows)
    if listed:
        st.subheader(mots.SERIES_TITRE, anchor=False)
        components.note(mots.SERIES_AIDE)
        _in_columns(key + "_s", [_serie_of(s, known, couleur, dark) for s in listed[:most]])
    if groups:
        st.subheader(mots.PARTS_TITRE, anchor=False)
        _in_columns(key + "_g", [_parts_of(g, known, couleur, dark) for g in groups[:most]])


def folded_charts(rows: pd.DataFrame, known: Faits, key: str, couleur: str = COULEUR) -> None:
    """Offer the same charts closed under one title, made when a reader asks for them."""
    listed, groups = facts.series_de(rows, _points(known)), facts.groupes_de(rows)
    count = min(len(listed), MAX_CHARTS) + min(len(groups), MAX_CHARTS)
    if count:
        title = mots.GROUPE.format(titre=mots.GRAPHIQUES_TITRE, compte=nombre(count))
        components.fold(title, key, lambda: comparable_charts(rows, known, key, couleur))


def _serie_of(serie: str, known: Faits, couleur: str, dark: bool) -> Dessin:  # noqa: FBT001
    made: Dessin = cache.once(
        ("serie", serie, couleur, dark),
        lambda: _serie_drawn(serie, known, couleur, sombre=dark),
    )
    return made


def _parts_of(groupe: str, known: Faits, couleur: str, dark: bool) -> Dessin:  # noqa: FBT001
    made: Dessin = cache.once(
        ("parts", groupe, couleur, dark),
        lambda: _parts_drawn(groupe, known, couleur, sombre=dark),
    )
    return made


def _in_columns(key: str, drawings: Sequence[Dessin]) -> None:
    columns = st.columns(2, gap="large")
    for rank, drawn in enumerate(drawings):
        with columns[rank % 2]:
            _draw(drawn, f"{key}{rank}")
