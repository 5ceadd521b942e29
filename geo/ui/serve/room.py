"""What changes when the atlas is served in a meeting room: its address on the wall, no upload.

``make room`` (``geo.commands.serve``) sets the environment that is read here.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.labels import presentation as mots
from geo.labels.formats import as_html, enumeration
from geo.ui.serve.addresses import adresses

if TYPE_CHECKING:
    from segno import QRCode

LECTURE_SEULE = "ATLAS_LECTURE_SEULE"
PORT = "ATLAS_SALLE_PORT"
ADRESSE = "ATLAS_SALLE_ADRESSE"
LONG_ADDRESS = 120
LOOK: dict[str, Any] = {"scale": 6, "border": 4, "light": "#fff", "dark": "#000"}


def lecture_seule() -> bool:
    """Return whether readers may only read: then no page takes a file."""
    return os.environ.get(LECTURE_SEULE) == "1"


def _hotes() -> tuple[str, ...]:
    """Return by which addresses the room may open this machine, the one to show first.

    Read each time: a machine that joins a network again often has another address there.
    """
    if not os.environ.get(PORT):
        return ()
    chosen = os.environ.get(ADRESSE, "")
    return (chosen,) if chosen else adresses()


def adresse() -> str:
    """Return the address that phones of the room open; empty outside a room, or without network."""
    host = next(iter(_hotes()), "")
    return f"http://{host}:{os.environ[PORT]}" if host else ""


def qr_svg(address: str, path: str = "") -> str:
    """Return the QR code of an address, and of a path there, as an image element."""
    uri = _drawn(f"{address}{path}").svg_data_uri(**LOOK)
    told = as_html(mots.QR.format(adresse=address))
    return f'<img class="atlas-qr" src="{as_html(uri)}" alt="{told}">'


def qr_bytes(address: str) -> bytes:
    """Return the QR code of an address as an SVG file."""
    out = io.BytesIO()
    _drawn(address).save(out, kind="svg", **LOOK)
    return out.getvalue()


def _drawn(address: str) -> QRCode:
    """Return the QR code of an address, drawn by this machine.

    The lightest correction where it is long: fewer, larger squares are read from afar.
    """
    import segno  # noqa: PLC0415 - in a room only

    return segno.make(address, error="m" if len(address) < LONG_ADDRESS else "l", micro=False)


def panel() -> None:
    """Show the address of the room and its QR code; nothing outside a room."""
    if not os.environ.get(PORT):
        return
    st.header(mots.SALLE_TITRE, anchor=False)
    address, others = adresse(), _hotes()[1:]
    if not address:
        st.html(f"<p>{mots.SALLE_SANS_RESEAU}</p>")
        return
    more = mots.SALLE_AUTRES.format(autres=enumeration(list(others))) if others else ""
    st.html(
        f"<p>{mots.SALLE_AIDE}</p>{qr_svg(address)}"
        f'<p class="atlas-adresse">{as_html(address)}</p>'
        + (f'<p class="atlas-note">{as_html(more)}</p>' if more else "")
    )
