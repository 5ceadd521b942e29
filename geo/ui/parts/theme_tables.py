"""The same data as the map of a theme, in a table: row by row, or by commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.core import catalog
from geo.labels import bornes as mots_bornes
from geo.labels import textes
from geo.labels import theme as mots
from geo.labels.formats import cle_de_tri, enumeration, nombre
from geo.ui import state
from geo.ui.parts import components
from geo.ui.parts.theme_words import statut_names, writer
from geo.ui.state import Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView

TABLEAU = "tableau"


def communes_table(view: ThemeView) -> None:
    """Show one row a commune: the indicators of the theme."""
    data, communes = view.data, view.place.autour
    order = communes["nom"].map(cle_de_tri).sort_values().index
    indicators = {i: catalog.indicator(i) for i in data.theme.indicateurs}
    frame = pd.DataFrame(
        {
            "commune": communes["nom"],
            "territoire": communes["territoire"].map(lambda t: catalog.territory(t).sigle),
            "population": communes["population"],
            **{i: data.mesures.loc[communes.index, i] for i in indicators},
        }
    ).loc[order]
    formats = {"population": nombre, **{i: writer(r) for i, r in indicators.items()}}
    components.tableau(
        frame,
        communes.loc[order, "code_insee"],
        key=f"communes_{data.theme.id}",
        legende=f"{data.theme.titre}, par commune : {components.compte(len(frame))}",
        formats=formats,
    )


TABLE_COLUMNS = {
    "bornes": [
        "nom",
        "commune",
        "statut",
        "points",
        "puissance_max_kw",
        "operateur",
        "concessionnaire",
        "situation_qpv",
        "adresse",
        "precision",
        "sources",
    ],
    "dechets": [
        "nom",
        "commune",
        "statut",
        "annee",
        "acces",
        "adresse",
        "precision",
        "sources",
        "remarque",
    ],
    "piscines": [
        "nom",
        "commune",
        "statut",
        "annee",
        "gestionnaire",
        "bassins",
        "surface_bassins_m2",
        "precision",
        "sources",
        "remarque",
    ],
    "inondations": [
        "nom",
        "commune",
        "type",
        "statut",
        "annee",
        "volume_m3",
        "cours_eau",
        "maitre_ouvrage",
        "sources",
        "remarque",
    ],
    "qpv": [
        "nom",
        "communes",
        "habitants",
        "taux_pauvrete_pct",
        "taux_emploi_pct",
        "menages",
        "logements_sociaux",
        "allocataires_caf",
        "rsa_socle",
        "surface_km2",
        "hors_territoire_pct",
    ],
}
FORMATS: dict[str, Callable[[object], str]] = {
    "puissance_max_kw": lambda value: nombre(value, 1),
    "surface_bassins_m2": nombre,
    "volume_m3": nombre,
    "surface_km2": lambda value: nombre(value, 2),
    **dict.fromkeys(
        ("habitants", "menages", "logements_sociaux", "allocataires_caf", "rsa_socle"), nombre
    ),
    **dict.fromkeys(("taux_pauvrete_pct", "taux_emploi_pct"), lambda value: nombre(value, 1)),
    "hors_territoire_pct": lambda value: nombre(value, 1),
    "annee": lambda value: str(int(value)),  # type: ignore[call-overload]
}


def readable_rows(data: ThemeData, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with codes replaced by their words, on the columns that a reader wants."""
    told = _with_ranges(rows) if data.theme.id == "bornes" else rows
    frame = pd.DataFrame(told[TABLE_COLUMNS[data.theme.id]])
    words = {
        "statut": statut_names(data),
        "situation_qpv": mots.SITUATIONS_QPV,
        "precision": textes.PRECISIONS,
    }
    for column, names in words.items():
        if column in frame:
            frame[column] = frame[column].map(names)
    if "sources" in frame:
        frame["sources"] = frame["sources"].map(_source_names)
    return frame


def _with_ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sites with their charge points written as a range, in a column ``points``."""
    bounds = rows[["nbre_pdc_min", "nbre_pdc_max"]].to_numpy()
    return rows.assign(points=[mots_bornes.fourchette(low, high) for low, high in bounds])


def _source_names(ids: object) -> str | None:
    if pd.isna(ids):  # type: ignore[call-overload]
        return None
    return " ; ".join(textes.SOURCES_COURTES[i] for i in str(ids).split(" | "))


@dataclass(frozen=True, eq=False, slots=True)
class Liste:
    """The rows of a theme as a reader sees them, in the order of their names.

    ``frame``: one row a facility or a QPV; ``codes``: the commune of each, on the same index;
    ``vides``: the columns that are not there, nothing being known in any row.
    """

    frame: pd.DataFrame
    codes: pd.Series
    vides: list[str]


def listed(data: ThemeData, rows: pd.DataFrame) -> Liste:
    """Return rows of a theme as its list shows them."""
    ordered = rows.loc[rows["nom"].map(cle_de_tri).sort_values().index]
    codes = ordered["code_insee"] if "code_insee" in ordered else ordered["codes_communes"].str[:5]
    frame, empty = _without_empty(readable_rows(data, ordered))
    return Liste(frame, codes, empty)


def rows_table(data: ThemeData, liste: Liste) -> None:
    """Show one row a facility or a QPV."""
    frame = liste.frame
    components.tableau(
        frame,
        liste.codes,
        key=f"lignes_{data.theme.id}",
        legende=f"{data.theme.titre} : {components.compte(len(frame))}",
        formats={name: FORMATS[name] for name in frame if name in FORMATS},
    )
    if liste.vides:
        names = enumeration([textes.COLONNES.get(name, name).lower() for name in liste.vides])
        components.note(mots.COLONNES_VIDES.format(noms=names))


def _without_empty(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return rows without the columns of which nothing is known for any, and their names."""
    empty = [str(name) for name in frame if frame[name].isna().all()]
    return frame.drop(columns=empty), empty


def param() -> Param:
    """Return the parameter of how the data of the map are read: row by row by default."""
    return Param(TABLEAU, tuple(mots.TABLEAUX), defaut="lignes")


def tables(
    view: ThemeView, rows_of: Callable[[ThemeView], Liste], in_words: Callable[[], str]
) -> None:
    """Show the same data as the map: row by row, by commune, or in words.

    ``rows_of`` gives its list, ``in_words`` the map in words, as HTML: asked when a reader does.
    """
    st.header(mots.TITRE_TABLEAU, anchor=False)
    names = mots.TABLEAUX
    if view.theme.table == "qpv":
        names = names | {"lignes": mots.TABLEAU_QPV}
    st.segmented_control(
        mots.TITRE_TABLEAU,
        list(names),
        format_func=names.__getitem__,
        required=True,
        key=state.widget_key(TABLEAU),
        label_visibility="collapsed",
    )
    shown = state.value(TABLEAU)
    if shown == "lignes":
        rows_table(view.data, rows_of(view))
    elif shown == "communes":
        communes_table(view)
    else:
        st.html(in_words())
