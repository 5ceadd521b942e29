"""A map that fills the screen: its legend and key figures over it, its links under it.

The live map and the first view are framed alike: see ``map_frame``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.drawing.maps import legend, spec
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import as_html
from geo.ui.parts import commune_card, images, map_frame
from geo.ui.parts.live_map import live_map

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.sentence import Chiffre
    from geo.ui.parts.shown import CarteMontree


def show(
    montree: CarteMontree | None,
    key: str,
    on_commune: Callable[[str], None] | None = None,
    *,
    chiffres: Sequence[Chiffre] = (),
    on_point: Callable[[float, float], None] | None = None,
    aide: str = textes.CARTE_AIDE,
    fiche: bool = True,
) -> None:
    """Draw the map of what a page shows, if it has one.

    A click calls ``on_commune`` with the code of the commune, or, where ``spec.clic`` asks for the
    place, ``on_point`` with its latitude and longitude. The card of the one chosen commune takes
    the place of the figures; ``fiche``: it leads to its fiche. ``aide`` is written under the map.
    """
    if montree is None:
        return

    def clicked(sent: dict[str, Any]) -> None:
        code = sent.get("commune")
        if code and on_commune is not None:
            on_commune(str(code))
        if "lat" in sent and on_point is not None:
            on_point(float(sent["lat"]), float(sent["lon"]))

    with st.container(key=f"cadre_{key}", gap="xsmall"):
        st.html(f'<h2 class="atlas-cache">{textes.CARTE}</h2>')
        sides = map_frame.margins(montree, chiffres)
        drawn = spec.on_ground(replace(montree.spec, marges=sides))
        noted = images.noter_carte(montree.spec, montree.blocs, montree.cartel)
        live_map(drawn, key, clicked, mots=f"{noted}.json")
        over = commune_card.over_map(montree.spec.choix, chiffres, lien=fiche)
        if over:
            with st.container(key=f"dessus_{key}"):
                st.html(over)
        if montree.blocs:
            with st.container(key=f"legende_{key}"):
                blocs = legend.on_dark(montree.blocs) if drawn.sombre else montree.blocs
                st.html(map_frame.folded_legend(blocs))
    links = images.liens_carte(noted, montree.cartel)
    source = mots_rendu.SOURCE.format(source=montree.cartel.source)
    st.html(
        f'<div class="atlas-sous-carte"><p class="atlas-note">{aide}</p>{links}'
        f'<p class="atlas-note atlas-sur-papier">{as_html(source)}</p></div>'
    )
