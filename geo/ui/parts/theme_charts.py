"""The charts of a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import catalog
from geo.drawing import charts
from geo.labels import theme as mots
from geo.labels.formats import NON_RENSEIGNE, accord, nombre
from geo.measures import indicators
from geo.ui import state
from geo.ui.parts import components, map_layers
from geo.ui.parts.theme_words import mention, statut_names, where, writer

if TYPE_CHECKING:
    from geo.answers.view import ThemeView
    from geo.core.model import Indicator

CHART_BARS = 12


def bars_title(indicator: Indicator, leading: int, others: int) -> str:
    """Return what the bars show: the communes in the lead, and the chosen ones that are not."""
    title = mots.BARRES_EN_TETE.format(
        titre=indicator.titre, unite=indicator.unite, communes=accord(leading, "commune")
    )
    if not others:
        return title
    return mots.BARRES_ET_CHOISIES.format(
        titre=title, communes=accord(others, "commune choisie", "communes choisies")
    )


def _indicator_chart(view: ThemeView) -> None:
    data, communes, selection = view.data, view.place.autour, view.selection
    asked = state.value("carte")
    known_ids = data.theme.indicateurs
    indicator = catalog.indicator(asked if asked in known_ids else known_ids[0])
    values = data.mesures.loc[communes.index, indicator.id].set_axis(communes["nom"])
    known = values.dropna()
    top = known.nlargest(CHART_BARS)
    if top.empty or top.max() == 0:
        return
    chosen = communes.loc[communes["code_insee"].isin(selection.communes), "nom"]
    kept = known[known.index.isin([*top.index, *chosen])]
    write, middle = writer(indicator), float(known.median())
    figure = charts.barres(
        kept[kept > 0],
        couleur=data.theme.couleur,
        write_as=write,
        moyenne=("médiane", middle) if middle > 0 and not indicator.absence else None,
        accent=list(chosen),
        sombre=components.sombre(),
    )
    leading = int((top > 0).sum())
    title = bars_title(indicator, leading, int((kept > 0).sum()) - leading)
    first = f"{top.index[0]}, {write(top.iloc[0])} {indicator.unite}"
    key = f"graphique_{data.theme.id}"
    components.graphique(
        figure,
        key,
        title,
        f"{title}. En tête : {first}.",
        source=mention(data),
        contexte=where(view),
    )


def _areas_chart(view: ThemeView) -> None:
    data, rows = view.data, view.rows
    values = rows.set_index("nom")["surface_km2"].nlargest(CHART_BARS)
    title = f"Surface des quartiers prioritaires (km²), {accord(len(values), 'premier')}"
    figure = charts.barres(
        values,
        couleur=data.theme.couleur,
        write_as=lambda value: nombre(value, 2),
        sombre=components.sombre(),
    )
    told = " ; ".join(f"{label} : {nombre(value, 2)}" for label, value in values.items())
    components.graphique(
        figure,
        f"surfaces_{data.theme.id}",
        title,
        f"{title}. {told}.",
        source=map_layers.mentions(data.theme.sources[0]),
        contexte=where(view),
    )


def _count_chart(view: ThemeView) -> None:
    data, rows = view.data, view.rows
    values = rows["statut"].map(statut_names(data)).value_counts()
    title = "Équipements par état"
    figure = charts.barres(values, couleur=data.theme.couleur, sombre=components.sombre())
    told = " ; ".join(f"{label} : {nombre(value)}" for label, value in values.items())
    components.graphique(
        figure,
        f"etats_{data.theme.id}",
        title,
        f"{title}. {told}.",
        source=map_layers.mentions(data.theme.sources[0]),
        contexte=where(view),
    )


BREAKDOWNS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "bornes": (("classe_puissance", "", "Stations ouvertes par puissance maximale"),),
    "inondations": (
        ("type", "", "Ouvrages en service par type"),
        ("bassin_versant", "volume_m3", "Volume de stockage connu par bassin versant (m³)"),
    ),
}
"""Theme -> column, what is summed (nothing: rows are counted) and title of each of its charts."""


def _breakdowns(view: ThemeView) -> None:
    """Show the open facilities of a theme by what sets them apart; the unknown is a bar too."""
    data, rows = view.data, view.rows
    asked = BREAKDOWNS.get(data.theme.id)
    if asked is None:
        return
    columns = st.columns(2, gap="large")
    open_ones = indicators.comptes(rows)
    for rank, (column, summed, title) in enumerate(asked):
        groups = open_ones.groupby(open_ones[column].fillna(NON_RENSEIGNE))
        values = groups[summed].sum(min_count=1).dropna() if summed else groups.size()
        if values.empty:
            continue
        figure = charts.barres(values, couleur=data.theme.couleur, sombre=components.sombre())
        told = " ; ".join(f"{label} : {nombre(value)}" for label, value in values.items())
        with columns[rank % 2]:
            key = f"{column}_{data.theme.id}"
            components.graphique(
                figure,
                key,
                title,
                f"{title}. {told}.",
                source=map_layers.mentions(data.theme.sources[0]),
                contexte=where(view),
            )


def chart_panel(view: ThemeView) -> None:
    """Show the charts of a theme."""
    st.header(mots.TITRE_GRAPHIQUES, anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        _indicator_chart(view)
    with right:
        if view.theme.table == "qpv":
            _areas_chart(view)
        else:
            _count_chart(view)
    _breakdowns(view)
