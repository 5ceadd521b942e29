"""The still page: the same block, the list as a table, the sources; no script, no websocket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import premiere as mots
from geo.labels import rendu as mots_rendu
from geo.labels.formats import accord, as_html
from geo.ui import cache
from geo.ui.parts import filters
from geo.ui.serve.first_view import block

if TYPE_CHECKING:
    from geo.ui.parts.shown import Ecran
    from geo.ui.serve.first_view.asked import PageDemandee


def whole(asked: PageDemandee, shown: Ecran, metas: str) -> str:
    """Return the still page of what is asked."""
    body = block.block(asked, shown, fixe=True, suite=_list(asked) + _sources(asked, shown))
    return _page(metas, body)


def embedded(asked: PageDemandee, shown: Ecran, metas: str) -> str:
    """Return the view to be embedded in another site: the block alone, with its way back."""
    back = as_html(block.address(asked))
    parts = [
        f"<h1>{as_html(shown.titre)}</h1>",
        f'<p class="atlas-fixe-phrase">{as_html(shown.phrase)}</p>',
        "" if shown.carte else block.figures(shown.chiffres),
        block.carte(shown, asked.page.id),
        _mention(shown),
        f'<p><a href="{back}" target="_blank" rel="noopener">{mots.INTEGREE}</a></p>',
    ]
    body = f'<div id="atlas-fixe" class="atlas-integree"><main>{"".join(parts)}</main></div>'
    return _page(metas, body)


def _page(metas: str, body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{metas}{block.style()}<style>#atlas-fixe{{position:static}}</style></head>"
        f"<body>{body}</body></html>"
    )


def _list(asked: PageDemandee) -> str:
    """Return the facilities that a theme page shows, as a table; nothing on the other pages."""
    if not asked.page.theme:
        return ""
    from geo.ui.parts import (  # noqa: PLC0415 - see ``asked.params_of``
        components,
        theme_screen,
        theme_tables,
    )

    try:
        data = cache.theme(asked.page.theme)
    except AtlasError:
        return ""  # the block has told it
    view = theme_screen.seen(data, filters.selection_of(asked.lu)).view
    if view.rows.empty:
        return ""
    frame = theme_screen.liste(view).frame
    count = accord(len(frame), "ligne")
    caption = mots.LISTE_DE.format(titre=data.theme.titre, compte=count)
    return f"<h2>{mots.LISTE}</h2>{components.tableau_html(frame, caption, theme_tables.FORMATS)}"


def _sources(asked: PageDemandee, shown: Ecran) -> str:
    from geo.ui.parts import components  # noqa: PLC0415 - see ``asked.params_of``

    told = _mention(shown)
    if asked.page.theme:
        told += components.sources_html(catalog.theme(asked.page.theme).sources)
    return f"<h2>{mots.SOURCES}</h2>{told}" if told else ""


def _mention(shown: Ecran) -> str:
    if shown.carte is None:
        return ""
    from geo.printing.world import edition  # noqa: PLC0415 - not needed to start

    said = mots_rendu.PIED.format(source=shown.carte.cartel.source, edition=edition().mention)
    return f'<p class="atlas-fixe-source">{as_html(said)}</p>'
