"""The panel of the page on pools: water surface, the register beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers import basins
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import bassins as mots
from geo.labels.formats import as_markdown, nombre
from geo.ui import cache
from geo.ui.parts import components

if TYPE_CHECKING:
    from geo.answers.basins import Surfaces
    from geo.answers.view import ThemeView


def water_surface(view: ThemeView) -> None:
    """Show the water surface for 10,000 inhabitants of the territories that are looked at."""
    st.header(mots.TITRE, anchor=False)
    try:
        told: Surfaces = cache.once(("bassins",), basins.surfaces)
    except AtlasError as error:
        st.error(as_markdown(error), icon=":material/database_off:")
        return
    rows = [
        (
            catalog.territory(line.territoire).sigle,
            mots.CAS[line.cas],
            line.piscines,
            line.bassins,
            line.surface_m2,
            line.m2_pour_10000_hab,
        )
        for line in told.lignes
        if view.selection.territoire in (None, line.territoire)
    ]
    frame = pd.DataFrame(rows, columns=list(mots.COLONNES))
    formats = dict.fromkeys(mots.COLONNES[2:], nombre)
    components.table(frame, mots.TITRE, formats)
    st.markdown(as_markdown(f"{told.rapport} {told.ecart}"))
    components.note(f"{told.limites} {told.source}.")
