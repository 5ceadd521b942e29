"""How a link is announced by the applications that show links: title, sentence, picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.labels import premiere as mots
from geo.labels import textes
from geo.labels.formats import as_html
from geo.ui.parts import images
from geo.ui.parts.images import root

if TYPE_CHECKING:
    from geo.ui.parts.shown import Ecran
    from geo.ui.serve.first_view.asked import PageDemandee

PREFIX = "atlas/apercu"
ACCUEIL = "accueil"
"""How the first page, which has no path, is named in the address of its picture."""
ORIGIN = "\x00origine\x00"
"""What stands for the scheme and host of the request, which each answer fills in."""


def address(asked: PageDemandee) -> str:
    """Return the address of the picture of what is asked."""
    query = f"?{asked.requete}" if asked.requete else ""
    return f"{root()}{PREFIX}/{asked.page.chemin or ACCUEIL}.png{query}"


def title(asked: PageDemandee, shown: Ecran) -> str:
    """Return the title of the window: what is shown, then the atlas."""
    parts = dict.fromkeys((shown.titre, asked.page.titre, textes.APPLICATION))
    return " · ".join(parts)


def metas(asked: PageDemandee, shown: Ecran) -> str:
    """Return the title of the page, and what announces its link."""
    said = {
        "og:type": "website",
        "og:locale": "fr_FR",
        "og:site_name": textes.APPLICATION,
        "og:title": title(asked, shown),
        "og:description": shown.phrase,
    }
    if shown.carte is not None:
        said["og:image"] = ORIGIN + address(asked)
        said["og:image:alt"] = mots.APERCU_ALT.format(titre=shown.carte.cartel.titre)
    written = "".join(
        f'<meta property="{name}" content="{as_html(text)}">' for name, text in said.items()
    )
    return (
        f"<title>{as_html(f'{asked.page.titre} · {textes.APPLICATION}')}</title>"
        f'<meta name="description" content="{as_html(shown.phrase)}">{written}'
    )


def picture(shown: Ecran) -> bytes | None:
    """Return the PNG of the map of a page, by the code that prints it; ``None`` without map.

    Light: an application that shows links passes over a picture of more than 300 kB.

    Raises
    ------
    AtlasError
        If what the picture is made of cannot be read.
    """
    if shown.carte is None:
        return None
    from geo.printing.pictures.light import light  # noqa: PLC0415 - needed for a link alone

    drawn = images.picture_of(shown.carte.spec, shown.carte.blocs, shown.carte.cartel)
    return light(drawn.draw_on("png"))
