"""What changes when the atlas is served in a meeting room: its address on the wall, no upload.

``make room`` (``outils/salle.py``) sets the environment that is read here.
"""

from __future__ import annotations

import os

import streamlit as st

from geo.labels import presentation as mots
from geo.labels.formats import echapper

LECTURE_SEULE = "ATLAS_LECTURE_SEULE"
ADRESSE = "ATLAS_ADRESSE_SALLE"


def lecture_seule() -> bool:
    """Return whether readers may only read: then no page takes a file."""
    return os.environ.get(LECTURE_SEULE) == "1"


def adresse() -> str:
    """Return the address that phones of the room open; empty outside a room."""
    return os.environ.get(ADRESSE, "")


def qr_svg(address: str) -> str:
    """Return the QR code of an address as an image element, drawn by this machine."""
    import segno  # noqa: PLC0415 - in a room only

    uri = segno.make(address, error="m", micro=False).svg_data_uri(
        scale=6, border=4, light="#fff", dark="#000"
    )
    told = echapper(mots.QR.format(adresse=address))
    return f'<img class="atlas-qr" src="{echapper(uri)}" alt="{told}">'


def panel() -> None:
    """Show the address of the room and its QR code; nothing outside a room."""
    address = adresse()
    if not address:
        return
    st.header(mots.SALLE_TITRE, anchor=False)
    st.html(
        f'<p>{mots.SALLE_AIDE}</p>{qr_svg(address)}<p class="atlas-adresse">{echapper(address)}</p>'
    )
