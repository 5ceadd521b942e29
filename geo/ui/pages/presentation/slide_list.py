"""The slides of a deck in a list where each is kept or not, moved, given another title.

A component of our own (``static/diapos.js``): one message a change, whatever the number of slides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.labels import presentation as mots
from geo.printing import arrange
from geo.printing.arrange import Rangement
from geo.printing.page.spaces import typographie
from geo.ui import state
from geo.ui.pages.presentation.asked import AVEC, ORDRE, SANS, TITRES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.printing.model import Deck

KEY, SENT = "diapos_presentation", "rangement"

BRIDGE = """
export default function ({ data, parentElement, setTriggerValue }) {
  const hote = parentElement.querySelector(".atlas-diapos");
  const montrer = () =>
    window.AtlasDiapos.monter(hote, data, (valeur) => setTriggerValue("rangement", valeur));
  if (window.AtlasDiapos) montrer();
  else document.addEventListener("atlas-diapos-pret", montrer, { once: true });
}
"""

_mount = st.components.v2.component(
    "atlas_diapos", html='<div class="atlas-diapos"></div>', js=BRIDGE, isolate_styles=False
)


def rows(whole: Deck, asked: Rangement) -> list[dict[str, Any]]:
    """Return what the list shows of each slide of a deck, those that are left out too."""
    titles = dict(asked.titres)
    return [
        {
            "id": one.id,
            "titre": titles.get(one.id, one.titre),
            "atlas": one.titre,
            "message": typographie(one.message),
            "garde": arrange.is_kept(one, asked),
        }
        for one in arrange.ordered(whole, asked.ordre)
    ]


def understood(whole: Deck, sent: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the parameters of the address for what the list sends; what is none is not taken."""
    own = {one.id: arrange.plain(one.titre) for one in whole.slides}
    titles = {
        name: arrange.plain(str(text))
        for name, text in dict(sent.get("titres") or {}).items()
        if name in own and arrange.plain(str(text)) not in {"", own[name]}
    }
    offered = {one.id for one in whole.slides if one.offerte}
    unticked = set(map(str, sent.get("sans") or ()))
    everything = unticked >= set(own) or not sent.get("ordre")
    return {
        SANS: [] if everything else [i for i in own if i in unticked and i not in offered],
        AVEC: [] if everything else [i for i in own if i in offered and i not in unticked],
        ORDRE: list(arrange.order_of(whole, map(str, sent.get("ordre") or ()))),
        TITRES: arrange.titles_written(titles),
    }


def draw(whole: Deck, asked: Rangement) -> None:
    """Draw the list of the slides of a deck; a change is in the address at the next run."""

    def changed() -> None:
        sent = (st.session_state.get(KEY) or {}).get(SENT)
        if sent:
            for name, value in understood(whole, sent).items():
                st.session_state[state.widget_key(name)] = value

    data = {
        "diapos": rows(whole, asked),
        "mots": mots.RANGER_MOTS,
        "longueur": arrange.LONGEST_TITLE,
        "rangee": asked != Rangement(),
    }
    _mount(data=data, key=KEY, on_rangement_change=changed)
