"""The panel of the page « Quartiers prioritaires »: its inhabitants, register beside reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers.quartiers import registre_et_rapports
from geo.core.errors import AtlasError
from geo.labels import textes
from geo.labels.formats import as_markdown, nombre
from geo.ui import cache
from geo.ui.parts import components

if TYPE_CHECKING:
    from geo.answers.view import ThemeView


def habitants(view: ThemeView) -> None:
    """Show who lives in the QPV of each territory, and what its reports say of it."""
    st.header(textes.QPV_REGISTRE, anchor=False)
    try:
        rows = registre_et_rapports(view.base, cache.faits())
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    frame = pd.DataFrame(rows, columns=list(textes.QPV_REGISTRE_COLONNES))
    formats = dict.fromkeys(textes.QPV_REGISTRE_COLONNES[1:4], nombre)
    components.table(frame, textes.QPV_REGISTRE, formats)
    components.note(textes.QPV_REGISTRE_NOTE)
