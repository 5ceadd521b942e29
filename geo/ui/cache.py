"""The only module that caches. What is kept is shared by every session and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import datasets
from geo.maps.classes import Classification, Methode, classify

if TYPE_CHECKING:
    from geo.datasets import Base, DataState, ThemeData
    from geo.maps.layers import Layer


@st.cache_resource(show_spinner=False)
def base() -> Base:
    """Return the spine: communes, QPV, and the covering of one by the other."""
    return datasets.load_base()


@st.cache_resource(show_spinner=False)
def theme(theme_id: str) -> ThemeData:
    """Return all that a theme shows, before any filter."""
    return datasets.theme_data(base(), theme_id)


@st.cache_resource(show_spinner=False)
def layers() -> dict[str, Layer]:
    """Return every layer of the maps by name."""
    return datasets.every_layer(base(), theme)


@st.cache_resource(show_spinner=False, max_entries=256)
def classes(
    theme_id: str, indicator_id: str, territoire: str | None, methode: Methode
) -> Classification:
    """Return the classes of an indicator over the communes of a territory."""
    data = theme(theme_id)
    values = data.mesures[indicator_id]
    if territoire is not None:
        values = values[data.base.communes["territoire"] == territoire]
    codes = data.base.communes.loc[values.index, "code_insee"]
    return classify(values.set_axis(codes), methode)


@st.cache_resource(show_spinner=False)
def data_state() -> DataState:
    """Return how the shipped data are: rows, what cannot be read, anomalies."""
    return datasets.data_state()


@st.cache_resource(show_spinner=False)
def version() -> str:
    """Return the version of the data."""
    return datasets.data_version()
