"""The live map: a component of our own, drawn by ``static/atlas.js`` with Leaflet.

No frame: scripts and sheets stand in the page (``geo.ui.serve.server``), where the browser reads
them while Streamlit starts. What goes through the websocket is the ``MapSpec`` alone.

The server imports the router before it runs, and a component declared before the server exists
is not known to it: only pages import this module.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from geo.ui.parts.map_frame import MAP_BOX

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.drawing.maps.spec import MapSpec

CLICK = "clic"

BRIDGE = """
export default function ({ data, parentElement, setTriggerValue }) {
  const hote = parentElement.querySelector(".atlas-carte");
  const montrer = () =>
    window.Atlas.monter(hote, data, (valeur) => setTriggerValue("clic", valeur));
  if (window.Atlas) montrer();
  else document.addEventListener("atlas-pret", montrer, { once: true });
}
"""

_mount = st.components.v2.component("atlas_carte", html=MAP_BOX, js=BRIDGE, isolate_styles=False)


def live_map(
    spec: MapSpec, key: str, on_click: Callable[[dict[str, object]], None], *, mots: str = ""
) -> None:
    """Draw a map; ``on_click`` is given what a click says: a commune, or a place.

    A click gives ``commune`` (its code), or ``lat`` and ``lon`` where ``spec.clic`` asks for the
    place. ``mots`` is the address of what the map tells at the keyboard, from the root
    (``geo.drawing.maps.words``, ``static/clavier.js``); without it, it is not walked.
    """

    def clicked() -> None:
        sent = (st.session_state.get(key) or {}).get(CLICK)
        if sent:
            on_click(dict(sent))

    data = json.loads(spec.to_json()) | {"mots": mots}
    _mount(data=data, key=key, on_clic_change=clicked)
