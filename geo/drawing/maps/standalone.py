"""A map in one HTML file, made with folium: Leaflet, layers and style inside, no network.

folium links its scripts and styles from foreign hosts; here they are written in the file. The
drawing is that of the live map (``static/atlas.js``): same spec, same classes, same symbols.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from geo.core import catalog, palette
from geo.drawing.maps import legend
from geo.labels import cartes as mots
from geo.labels.formats import as_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.legend import Bloc
    from geo.drawing.maps.spec import MapSpec

CENTRE = (50.47, 2.66)
ZOOM = 10
LEAFLET = "vendor/leaflet"
MAP_NAME = "map_atlas"
"""The map has one name: the same map gives the same bytes."""

STYLE = f"""
body {{ margin: 0; font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif;
  color: {palette.ENCRE}; }}
header, footer {{ padding: 12px 20px; }}
h1 {{ font-size: 24px; line-height: 1.4; margin: 0; }}
p {{ margin: 4px 0; max-width: 90ch; }}
footer {{ font-size: 13px; color: {palette.SECONDAIRE}; }}
main {{ display: flex; gap: 20px; padding: 0 20px; flex-wrap: wrap; }}
.folium-map, .atlas-carte {{ position: relative !important; flex: 1 1 560px; left: 0 !important;
  width: auto !important; height: 74vh !important; }}
aside {{ flex: 0 1 260px; font-size: 15px; }}
aside ul {{ list-style: none; padding: 0; margin: 4px 0 16px; }}
aside li {{ display: flex; gap: 8px; align-items: center; }}
.atlas-legende p {{ margin: 0; font-weight: 600; }}
.atlas-legende .atlas-note {{ font-weight: 400; font-size: 13px; }}
.atlas-pave {{ flex: none; box-sizing: border-box; width: 22px; height: 16px;
  border: 1px solid {palette.FILET}; }}
.atlas-absent {{ background: repeating-linear-gradient(45deg, {palette.PANNEAU} 0 4px,
  {palette.GRIS} 4px 5px); }}
.atlas-effectif {{ margin-left: auto; color: {palette.SECONDAIRE}; }}
"""


@dataclass(frozen=True, slots=True)
class Feuillet:
    """What stands around the map of a file: what it shows, its source, the version of the data."""

    titre: str
    phrase: str
    source: str
    version: str


class CarteAutonome(folium.Map):
    """A folium map without tiles that links nothing."""

    default_js: ClassVar[list[tuple[str, str]]] = []  # type: ignore[misc]  # so does folium
    default_css: ClassVar[list[tuple[str, str]]] = []  # type: ignore[misc]


class _AppelsDeDessin(MacroElement):
    """The calls that give the layers and draw a spec on the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{% for address, body in this.couches %}"
        "Atlas.fournir({{ address|tojson }}, {{ body }});\n"
        "{% endfor %}"
        "Atlas.dessiner({{ this._parent.get_name() }}, {{ this.spec }});"
        "{% endmacro %}"
    )

    def __init__(self, spec: MapSpec, couches: Mapping[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "dessin", "atlas"
        self.spec = spec.to_json()
        self.couches = tuple(couches.items())


def standalone(
    spec: MapSpec, layers: Iterable[Layer], blocs: Iterable[Bloc], feuillet: Feuillet
) -> bytes:
    """Return a map as one HTML file that opens with the cable out.

    ``layers`` are those that the spec names; the others are left out of the file.

    Raises
    ------
    FileNotFoundError
        If Leaflet is not installed beside the other static files (the set-up does it).
    """
    asked = {couche.url for couche in spec.couches}
    bodies = {
        layer.adresse: layer.corps.decode().replace("<", "\\u003c")
        for layer in layers
        if layer.adresse in asked
    }
    carte = CarteAutonome(
        location=CENTRE,
        zoom_start=ZOOM,
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        min_zoom=8,
        max_zoom=18,
        zoomSnap=0.25,
    )
    carte._name, carte._id = "map", "atlas"  # noqa: SLF001 - folium draws a name at random
    carte.add_child(_AppelsDeDessin(spec, bodies))
    root: Any = carte.get_root()
    root._id = "atlas"  # noqa: SLF001 - the same
    root.title = feuillet.titre
    for text in _head():
        root.header.add_child(Element(text))
    document: str = root.render()
    return _dressed(document, blocs, feuillet).encode()


def _read(name: str) -> str:
    return (catalog.STATIC / name).read_text(encoding="utf-8")


def _head() -> Iterable[str]:
    """Return the styles and scripts, written in the file; Jinja must not read them."""
    styles = (_read(f"{LEAFLET}/leaflet.css"), _read("atlas.css"), STYLE)
    scripts = (_read(f"{LEAFLET}/leaflet.js"), _read("atlas.js"))
    for text in styles:
        yield f"{{% raw %}}<style>{text}</style>{{% endraw %}}"
    for text in scripts:
        yield f"{{% raw %}}<script>{text}</script>{{% endraw %}}"


def _dressed(document: str, blocs: Iterable[Bloc], feuillet: Feuillet) -> str:
    """Return the document of folium with its title, its legend and its source around the map."""
    start = document.index("<body>") + len("<body>")
    end = document.index("</body>")
    head = f"<header><h1>{as_html(feuillet.titre)}</h1><p>{as_html(feuillet.phrase)}</p></header>"
    foot = mots.AUTONOME_PIED.format(source=feuillet.source, version=feuillet.version)
    return (
        document[:start].replace("<html>", '<html lang="fr">', 1)
        + f"{head}<main>{document[start:end]}<aside>{legend.html(blocs)}</aside></main>"
        + f"<footer><p>{as_html(foot)}</p></footer>"
        + document[end:]
    )
