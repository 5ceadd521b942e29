"""The panel of what the reports say on a page: short first, each group on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.answers.view import place_of
from geo.core.model import Selection
from geo.labels import reports as mots
from geo.labels import textes
from geo.reports import facts
from geo.ui import cache, state
from geo.ui.parts import components, reports
from geo.ui.parts.report_charts import folded_charts

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.reports.facts import Faits


def _communes_asked(territoire: str) -> tuple[str, ...]:
    """Return the communes of the filters: the chosen ones, else those of the territory.

    A fact belongs to where it is: the Département and the other agglomération act there too.
    """
    chosen = state.values("commune")
    if chosen or territoire in {"", "tous"}:
        return chosen
    communes = cache.base().communes
    return tuple(communes.loc[communes["territoire"] == territoire, "code_insee"])


def panel(
    themes: tuple[str, ...],
    couleur: str,
    key: str,
    about: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> None:
    """Show what the reports say on some themes, for the territory and communes in the filters.

    ``about``: which of their rows speak of the subject; all of them by default.
    """
    known = cache.faits()
    territoire = state.value("territoire")
    kept = () if territoire in {"", "tous"} else (territoire, "departement")
    figures = facts.filter_rows(known.indicateurs, facts.Filtre(themes=themes, territoires=kept))
    asked = facts.Filtre(themes=themes, communes=_communes_asked(territoire), portees=("commune",))
    actions = facts.filter_rows(known.actions, asked)
    if about is not None:
        figures, actions = figures[about(figures)], actions[about(actions)]
    st.header(mots.RAPPORTS_DISENT, anchor=False)
    components.note(textes.RAPPORTS_DISENT_AIDE)
    if not figures.empty:
        _figures(figures, known, couleur, key)
    st.subheader(textes.FAITS_TITRE, anchor=False)
    reports.first_facts(actions, f"faits_{key}")
    reports.territory_facts(themes, kept[0] if kept else "", f"faits_agglo_{key}", about)
    if not (figures.empty and actions.empty):
        components.fold(
            mots.FICHIERS_TITRE,
            f"fichiers_{key}",
            lambda: _files(figures, actions, territoire, key),
        )


def _figures(figures: pd.DataFrame, known: Faits, couleur: str, key: str) -> None:
    """Show figures, what compares among them, and what contradicts."""
    st.subheader(textes.CHIFFRES_TITRE, anchor=False)
    ticked = reports.first_figures(figures, known, f"chiffres_{key}")
    reports.details(ticked, known)
    folded_charts(figures, known, f"panneau_{key}", couleur)
    if not ticked:
        reports.contradictions(figures["id"].to_list(), known)


def _files(figures: pd.DataFrame, actions: pd.DataFrame, territoire: str, key: str) -> None:
    """Offer the figures and the localised facts of the panel as files."""
    if not figures.empty:
        reports.offer_files(figures, "indicateurs", f"panneau_chiffres_{key}", mots.CHIFFRES_COURT)
    if not actions.empty:
        chosen = Selection(
            territoire=None if territoire in {"", "tous"} else territoire,  # type: ignore[arg-type]
            communes=state.values("commune"),
        )
        notes = place_of(cache.base(), chosen).notes
        reports.offer_files(actions, "actions", f"panneau_faits_{key}", mots.FAITS_COURT, notes)
