"""The version of the data on every page: what an older link tells, the link to be cited.

Imported by the router before the server runs: see there what must not be imported.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from geo.answers import changes
from geo.labels import premiere as mots_premiere
from geo.labels import presentation as mots
from geo.labels import textes
from geo.labels.formats import as_html, as_markdown
from geo.ui import cache, state
from geo.ui.parts import components, images, panels


def avis() -> None:
    """Tell that the link was made with other data than those of today."""
    cited = state.cited_version()
    changed = changes.since(cited, cache.version(), cache.officielles()) if cited else ()
    if not changed:
        return
    told = mots.VERSION_AUTRE.format(quoi=" ".join(changed))
    with st.container(key="avis_version", horizontal=True, vertical_alignment="center"):
        st.warning(as_markdown(told), icon=":material/history:")
        if changes.official(cited, cache.officielles()):
            where = {panels.VOLET: "officielles", state.VERSION: cited}
            components.lien("donnees", mots.VERSION_VOIR, where)
        st.button(mots.VERSION_VUE, on_click=state.forget_version)


def lien() -> None:
    """Write the link of this view with the version of the data, at the foot of the page.

    A plain link, to be copied as any other; ``static/citation.js`` copies it on a click. On paper
    its address is written whole.
    """
    version = changes.cited(cache.version(), cache.officielles())
    asked = {key: one for key, one in st.query_params.to_dict().items() if key != state.PAPIER}
    address = str(st.context.url or "").split("?", 1)[0]
    link = _link(address, {**asked, state.VERSION: version})
    st.html(
        f'<p class="atlas-note atlas-citer">{mots.LIEN_CITE} <a href="{link}" '
        f'data-version="{version}">{mots.LIEN_CITE_NOM.format(version=version)}</a>. '
        f'<span class="atlas-ecran">{mots.LIEN_CITE_AIDE}</span>'
        f'<span class="atlas-sur-papier">{link}</span></p>'
    )
    if state.on_paper():
        st.html('<span class="atlas-papier" hidden></span>')
        return
    sheet = _link(address, {**asked, state.PAPIER: state.OUI})
    st.html(
        f'<p class="atlas-note"><a class="atlas-aller atlas-imprimer" href="{sheet}">'
        f"{mots.IMPRIMER}</a></p>"
    )
    _integrer(address)


def _link(address: str, query: dict[str, str]) -> str:
    """Return an address with its query, as HTML."""
    return as_html(f"{address}?{urlencode(query, safe=state.SEPARATOR)}")


def _integrer(address: str) -> None:
    """Write the code that shows this view in the page of another site."""
    parts = urlsplit(address)
    base = images.root()
    path = parts.path.removeprefix(base.rstrip("/")).lstrip("/")
    there = parts._replace(path=f"{base}{mots_premiere.CHEMIN_INTEGRER}/{path}", query="").geturl()
    query = urlencode(st.query_params.to_dict(), safe=state.SEPARATOR)
    code = mots_premiere.INTEGRER_CODE.format(
        adresse=as_html(f"{there}?{query}" if query else there),
        titre=textes.APPLICATION,
    )
    st.html(
        f'<details class="atlas-note"><summary>{mots_premiere.INTEGRER}</summary>'
        f"<p>{mots_premiere.INTEGRER_AIDE}</p><pre><code>{as_html(code)}</code></pre></details>"
    )
