"""The head of a page: its title and its filters on one line, then its sentence.

The filters are drawn first, since what they say makes the sentence; the title keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import textes
from geo.labels.formats import as_html, as_markdown
from geo.ui.parts import components

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True, slots=True)
class Tete:
    """The places of the title and of what is under it, to be written once the filters are read."""

    titre: DeltaGenerator
    dessous: DeltaGenerator

    def write(
        self, titre: str, phrase: str, messages: Iterable[str] = (), *, carte: bool = True
    ) -> None:
        """Write the title, the sentence, and what was not understood in the address.

        ``carte``: the page has a map under its sentence; what was not understood lies over it.
        """
        self.titre.title(as_markdown(titre), anchor=False)
        with self.dessous:
            mark = ' class="atlas-sombre"' if components.sombre() else ""
            st.html(f'<p class="atlas-phrase">{as_html(phrase)}</p><span{mark} hidden></span>')
            told = list(messages)
            if not told:
                return
            if not carte:
                components.avertissements(told)
                return
            with st.container(
                key="avis_sur_carte", horizontal=True, vertical_alignment="center", gap="small"
            ):
                with st.container(gap="xsmall", width="content"):
                    components.avertissements(told)
                # What is told of an address is told once: any choice of the reader ends it.
                st.button(textes.FERMER_AVIS, icon=":material/close:", type="tertiary")


def draw(filters: Callable[[], None] | None = None, *, serres: bool = False) -> Tete:
    """Draw the filters of a page beside the place of its title; ``serres``: never under it."""
    with st.container(
        key="entete",
        horizontal=True,
        wrap=not serres,
        vertical_alignment="center",
        gap="small",
        width="stretch",
    ):
        title = st.container(key="titre", width="content")
        if filters is not None:
            filters()
    return Tete(title, st.container(key="dessous"))
