"""The mining basin in the fiche of a commune: what the source has there, and nothing made up."""

from __future__ import annotations

import streamlit as st

from geo.answers import mining
from geo.answers.view import at
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import bassin as mots
from geo.labels.formats import as_html, enumeration, sort_rows
from geo.ui import cache
from geo.ui.parts import components


def of_commune(code_insee: str) -> None:
    """Write the cités, terrils and protection of a commune; nothing when they cannot be read."""
    try:
        bassin = cache.mining()
    except AtlasError:
        return
    communes = cache.base().communes
    commune = communes[communes["code_insee"] == code_insee]
    told = mining.bilan(bassin, commune)
    st.header(mots.COMMUNE_TITRE, anchor=False)
    lines = [mining.phrase(told, at(str(commune["nom"].iloc[0])))]
    for kind, words in mots.NOMMES.items():
        names = mining.kept(bassin, mining.GROUPES[kind], [code_insee])["nom"].dropna().unique()
        if len(names):
            lines.append(words.format(noms=enumeration(sort_rows(names))))
    st.html("".join(f"<p>{as_html(line)}</p>" for line in lines))
    components.lien("bassin_minier", catalog.BASIN.titre, {"commune": code_insee})
