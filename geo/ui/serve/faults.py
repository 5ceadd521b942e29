"""What a reader sees when a page stops on a fault that nobody foresaw: French, short, no detail.

Streamlit would show an English box. The whole of the fault is in the log of the server, under the
same mark as on the page.
"""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import serve as mots
from geo.labels import textes
from geo.labels.formats import as_markdown
from geo.ui.serve import watch

LOG = logging.getLogger(__name__)


def tell(fault: Exception) -> bool:
    """Tell the reader that a page stopped; return that nothing else is to be shown.

    A fault of the data says which file, and what to do; of any other only a mark is shown, by which
    the person who serves the atlas finds it in the log.
    """
    if isinstance(fault, AtlasError):
        told = as_markdown(fault)
    else:
        watch.counts.fault()
        mark = secrets.token_hex(4)
        LOG.error(mots.JOURNAL_FAUTE, mark, exc_info=fault, extra={"repere": mark})
        told = mots.ERREUR_INATTENDUE.format(repere=mark, programme=catalog.PROGRAMME)
    st.error(
        f"{textes.ERREUR_PAGE}\n\n{told}\n\n{textes.ERREUR_AUTRES}",
        icon=":material/error:",
    )
    return True
