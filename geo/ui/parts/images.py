"""The pictures of what is on screen: two links under a chart or a map, and what draws them.

Showing a chart or a map only notes what it is, under the digest of what it shows; the picture is
drawn when its address is asked for (``geo.ui.serve.server``), and nothing is a widget: a link costs
nothing at a rerun.
"""

from __future__ import annotations

import hashlib
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from streamlit import config

from geo.core.errors import RenduError
from geo.drawing.maps import words
from geo.labels import cartes as mots_cartes
from geo.labels import mots_carte
from geo.labels import presentation as mots
from geo.labels import rendu as mots_rendu
from geo.labels.formats import as_html
from geo.measures import compass
from geo.reports.facts import cle
from geo.ui import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.charts import PlotlyFigure
    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.legend import Bloc
    from geo.drawing.maps.spec import MapSpec
    from geo.drawing.scales import Reglette
    from geo.ui.parts.shown import CarteMontree
    from geo.ui.registry import Dessinable

Genre = Literal["png", "svg", "html", "txt", "json"]
GENRES: dict[Genre, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
IMAGES: tuple[Genre, ...] = ("png", "svg")
"""What is drawn of a chart."""
DE_CARTE: tuple[Genre, ...] = (*IMAGES, "html", "txt")
"""What is given of a map: one HTML file and its words too. At the keyboard, it tells its JSON."""
LUS: frozenset[Genre] = frozenset({"txt"})
"""What a browser shows instead of keeping it as a file."""
NOMS = {
    "html": (mots_cartes.AUTONOME, mots_cartes.AUTONOME_DE),
    "txt": (mots_carte.TITRE, mots_carte.TITRE_DE),
}
"""Links that are not named by their format: what is seen, then what is told, which begins by it."""
PREFIX = "atlas/images"
LONGEST_NAME = 70


def root() -> str:
    """Return the path under which the application is served, with both slashes."""
    path = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}/" if path else "/"


@dataclass(frozen=True, slots=True)
class Cartel:
    """What is written around a picture: its title, its source, and where that is needed the rest.

    ``contexte`` says what the page says around a chart (which communes); ``note`` what must be
    known to read a chart or a map.
    """

    titre: str
    source: str
    contexte: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImageDeGraphique:
    """A chart that was shown: what makes its figure, its text alternative."""

    cartel: Cartel
    description: str
    figure: Callable[[], PlotlyFigure]

    def draw_on(self, genre: Genre) -> bytes:
        """Return the picture.

        Raises
        ------
        RenduError
            If the figure holds an element that is not known.
        """
        from geo.printing.pictures import draw_chart  # noqa: PLC0415 - heavy, needed on a click only
        from geo.printing.world import edition  # noqa: PLC0415

        said = self.cartel
        drawn = draw_chart.FigureDessinee(
            titre=said.titre,
            description=self.description,
            pied=mots_rendu.PIED.format(source=said.source, edition=edition().mention),
            figure=self.figure().to_plotly_json(),
            contexte=said.contexte,
            note=said.note,
        )
        makers = {"png": draw_chart.graphique_png, "svg": draw_chart.graphique_svg}
        if genre not in makers:
            raise RenduError(mots.IMAGE_INCONNUE)
        return makers[genre](drawn)


@dataclass(frozen=True, slots=True)
class ImageDeCarte:
    """A map that was shown: its description, without what only a screen needs, and its legend."""

    cartel: Cartel
    spec: MapSpec
    blocs: tuple[Bloc, ...]

    def draw_on(self, genre: Genre) -> bytes:
        """Return the picture.

        Raises
        ------
        AtlasError
            If the communes cannot be read, or if a layer has changed since the map was shown.
        """
        makers = {"html": self._file, "txt": self._text, "json": self._keyboard}
        if genre in makers:
            return makers[genre]()
        from geo.printing.pictures.draw_map import carte_png, carte_svg  # noqa: PLC0415 - needed on a click only
        from geo.printing.pictures.map_of_screen import carte_de_ecran  # noqa: PLC0415

        drawn = carte_de_ecran(
            cache.exports(),
            cache.every_layer(),
            self.spec,
            self.blocs,
            titre=self.cartel.titre,
            source=self.cartel.source,
            note=self.cartel.note,
        )
        return carte_png(drawn) if genre == "png" else carte_svg(drawn)

    def _file(self) -> bytes:
        from geo.drawing.maps.standalone import Feuillet, standalone  # noqa: PLC0415 - folium is heavy

        said = self.cartel
        feuillet = Feuillet(said.titre, said.note, said.source, cache.version())
        return standalone(self.spec, cache.every_layer().values(), self.blocs, feuillet)

    def communes_dites(self) -> list[words.CommuneDite]:
        """Return the communes of the map, in words."""
        return words.in_words(self.spec, self._layers(), self.blocs, _around())

    def _text(self) -> bytes:
        return words.text(self.cartel.titre, self.communes_dites()).encode()

    def _keyboard(self) -> bytes:
        return words.for_keyboard(self.spec, self._layers(), self.blocs, _around()).encode()

    def _layers(self) -> list[Layer]:
        """Return the layers of the map; those that only one page draws are read for it alone."""
        asked = {couche.url for couche in self.spec.couches}
        known = list(cache.layers().values())
        if asked <= {layer.adresse for layer in known}:
            return known
        return list(cache.every_layer().values())


def _around() -> compass.Voisinage:
    """Return the neighbours of each commune, with their direction."""
    found: compass.Voisinage = cache.once(
        ("voisinage",), lambda: compass.around(cache.base().communes)
    )
    return found


def nom(titre: str) -> str:
    """Return the name of a file, in plain letters: the title, then the version of the data."""
    short = textwrap.shorten(cle(titre), LONGEST_NAME, placeholder="").replace(" ", "-")
    return f"atlas-artois_{short}_{cache.version()}"


def _noted(shown: str, cartel: Cartel, faire: Callable[[], Dessinable]) -> str:
    """Note what was shown, told whole by ``shown``; return its address, without a format."""
    digest = hashlib.blake2b(f"{cartel}{shown}".encode(), digest_size=12).hexdigest()
    name = nom(cartel.titre)
    cache.images.keep(digest, name, faire)
    return f"{PREFIX}/{digest}/{name}"


def _links(noted: str, cartel: Cartel, accessible: str, genres: Sequence[Genre] = IMAGES) -> str:
    """Return the links to the pictures of what was ``noted``, as HTML."""
    address, links = f"{root()}{noted}", []
    for genre in genres:
        seen, told = NOMS.get(genre, (genre.upper(), accessible))
        label = as_html(told.format(titre=cartel.titre, genre=seen))
        links.append(f'<a href="{address}.{genre}" aria-label="{label}">{seen}</a>')
    return f'<span class="atlas-images">{"".join(links)}</span>'


def liens_graphique(figure: PlotlyFigure, description: str, cartel: Cartel) -> str:
    """Return the links to the pictures of a chart."""
    # What plotly keeps inside: its public ways copy the whole figure, at each rerun.
    shown = repr((figure._data, figure._layout, description))  # noqa: SLF001
    kept = ImageDeGraphique(cartel, description, lambda: figure)
    return _links(_noted(shown, cartel, lambda: kept), cartel, mots.IMAGE_GRAPHIQUE)


def liens_reglette(scale: Reglette, cartel: Cartel) -> str:
    """Return the links to the pictures of a scale; its figure is made when one is asked for."""
    shown = repr((scale.dite, scale.valeurs.to_list(), scale.reference.to_list(), scale.couleur))
    kept = ImageDeGraphique(cartel, scale.dite, scale.figure)
    return _links(_noted(shown, cartel, lambda: kept), cartel, mots.IMAGE_GRAPHIQUE)


def picture_of(spec: MapSpec, blocs: Sequence[Bloc], cartel: Cartel) -> ImageDeCarte:
    """Return what draws the pictures of a map, without what only a screen needs."""
    bare = replace(spec, sombre=False, fond="aucun", clic="commune")
    bare = replace(bare, ensuite=(), textes={})
    return ImageDeCarte(cartel, bare, tuple(blocs))


def noter_carte(spec: MapSpec, blocs: Sequence[Bloc], cartel: Cartel) -> str:
    """Note the map that is shown; return its address, from the root, without a format."""
    kept = picture_of(spec, blocs, cartel)
    return _noted(repr(kept), cartel, lambda: kept)


def in_words(montree: CarteMontree) -> str:
    """Return the map of a page in words, as HTML: made when it is asked for."""
    shown = picture_of(montree.spec, montree.blocs, montree.cartel)
    return words.html(shown.communes_dites())


def liens_carte(noted: str, cartel: Cartel) -> str:
    """Return the links to the pictures of a map that was ``noted``."""
    return _links(noted, cartel, mots.IMAGE_CARTE, DE_CARTE)
