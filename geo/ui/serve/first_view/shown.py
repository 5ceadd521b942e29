"""What a page shows of what it is asked, by the functions of the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core.errors import AtlasError
from geo.labels import premiere as mots
from geo.labels import textes
from geo.ui import cache
from geo.ui.parts.shown import Ecran

if TYPE_CHECKING:
    from geo.core.model import Page
    from geo.ui.serve.first_view.asked import PageDemandee


def ecran(asked: PageDemandee) -> Ecran:
    """Return what the page shows; a file that cannot be read is told, as the page tells it."""
    try:
        return _ecran(asked)
    except AtlasError as error:
        return lost(asked.page, error)


def lost(page: Page, error: AtlasError) -> Ecran:
    """Return what is shown of a page whose file cannot be read."""
    return Ecran(page.titre, textes.ERREUR_PAGE, (), None, (str(error), textes.ERREUR_AUTRES))


def _ecran(asked: PageDemandee) -> Ecran:
    from geo.ui.pages import (  # noqa: PLC0415 - see ``asked.params_of``
        about,
        bassin_minier,
        compare,
        home,
        indicators,
        objectifs,
        place,
        report_themes,
    )
    from geo.ui.pages.access import page as access  # noqa: PLC0415
    from geo.ui.pages.commune import page as commune  # noqa: PLC0415
    from geo.ui.pages.presentation import page as presentation  # noqa: PLC0415
    from geo.ui.parts import theme_screen  # noqa: PLC0415

    page, lu, sombre = asked.page, asked.lu, asked.sombre
    if page.theme:
        return theme_screen.ecran(page.theme, lu, sombre=sombre)
    of = {
        "accueil": home.ecran,
        "bassin_minier": bassin_minier.ecran,
        "ma_commune": commune.ecran,
        "presentation": presentation.ecran,
        "acces": access.ecran,
        "comparer": compare.ecran,
        "point": place.ecran,
        "themes": report_themes.ecran,
    }
    if page.id in of:
        return of[page.id](cache.base(), lu, sombre=sombre)
    if page.id == "indicateurs":
        return indicators.ecran(cache.faits(), lu)
    if page.id == "objectifs":
        return objectifs.ecran(lu)
    if page.id == "a_propos":
        return about.ecran()
    # « Données et qualité » checks every table: its sentence is not worth making the HTML wait.
    return Ecran(page.titre, mots.SANS_PHRASE, (), None, ())
