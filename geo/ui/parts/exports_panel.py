"""What is taken away from a page: slides and fiches. Each file is made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import presentation as mots
from geo.reports.facts import cle
from geo.ui import cache
from geo.ui.parts.downloads import nom_de_fichier

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.printing.model import Deck
    from geo.printing.world import Donnees

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF = "application/pdf"


def donnees() -> Donnees:
    """Return what slides and exports read: the themes and reports that can be read now."""
    return cache.exports()


def _button(
    label: str, make: Callable[[], bytes], name: str, mime: str, icon: str, key: str
) -> None:
    st.download_button(
        label,
        make,
        name,
        mime,
        icon=f":material/{icon}:",
        key=key,
        on_click="ignore",
        help=mots.EXPORT_AIDE,
    )


def deck(shown: Deck, *parts: str) -> None:
    """Offer a deck as PPTX and PDF; ``parts`` name the files."""

    def pptx() -> bytes:
        from geo.printing.pptx.deck import deck_pptx  # noqa: PLC0415 - heavy, needed on a click only

        return deck_pptx(shown)

    def pdf() -> bytes:
        from geo.printing.pdf.pdf import deck_pdf  # noqa: PLC0415 - heavy, needed on a click only

        return deck_pdf(shown)

    name = nom_de_fichier("diaporama", *parts)
    _button(mots.EN_PPTX, pptx, f"{name}.pptx", PPTX, "slideshow", "export_deck_pptx")
    _button(mots.EN_PDF, pdf, f"{name}.pdf", PDF, "picture_as_pdf", "export_deck_pdf")


def fiche(code_insee: str, nom: str) -> None:
    """Offer the fiche of a commune as PDF and PPTX."""

    def pdf() -> bytes:
        from geo.printing.pdf.pdf import fiche_pdf  # noqa: PLC0415
        from geo.printing.sheet import feuille  # noqa: PLC0415 - heavy, needed on a click only

        return fiche_pdf(feuille(donnees(), code_insee))

    def pptx() -> bytes:
        from geo.printing.pptx.deck import fiche_pptx  # noqa: PLC0415
        from geo.printing.sheet import feuille  # noqa: PLC0415 - heavy, needed on a click only

        return fiche_pptx(feuille(donnees(), code_insee))

    name = nom_de_fichier("fiche", code_insee, cle(nom).replace(" ", "-"))
    with st.container(horizontal=True):
        _button(mots.FICHE_PDF, pdf, f"{name}.pdf", PDF, "picture_as_pdf", "export_fiche_pdf")
        _button(mots.FICHE_PPTX, pptx, f"{name}.pptx", PPTX, "slideshow", "export_fiche_pptx")
