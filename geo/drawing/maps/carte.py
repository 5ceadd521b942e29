"""The folium map: an empty Leaflet base served by this machine, and the group that draws a spec.

The base never changes from one run to the next, so the browser keeps it; only the group does.
folium's own links to foreign hosts are replaced here, on a subclass, because a single script that
does not load leaves the map blank without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import folium
from branca.element import MacroElement
from folium.template import Template

if TYPE_CHECKING:
    from geo.drawing.maps.spec import MapSpec

STATIC_FROM_FRAME = "../../app/static"
"""From the frame of the component, ``/component/<name>/``, to the static files of the server."""

CENTRE = (50.47, 2.66)
ZOOM = 10


class CarteLocale(folium.Map):
    """A folium map without tiles whose scripts and styles all come from this machine."""

    default_js: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]  # so does folium
        ("leaflet", f"{STATIC_FROM_FRAME}/vendor/leaflet/leaflet.js"),
        ("atlas", f"{STATIC_FROM_FRAME}/atlas.js"),
    ]
    default_css: ClassVar[list[tuple[str, str]]] = [  # type: ignore[misc]
        ("leaflet_css", f"{STATIC_FROM_FRAME}/vendor/leaflet/leaflet.css"),
        ("atlas_css", f"{STATIC_FROM_FRAME}/atlas.css"),
    ]


class _Dessin(MacroElement):
    """The call that draws a spec on the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Atlas.dessiner({{ this._parent._parent.get_name() }}, {{ this.spec }});"
        "{% endmacro %}"
    )

    def __init__(self, spec: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "dessin"
        self.spec = spec


def base_map() -> CarteLocale:
    """Return the empty base; made anew on each run because rendering changes it."""
    return CarteLocale(
        location=CENTRE,
        zoom_start=ZOOM,
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        min_zoom=8,
        max_zoom=18,
        zoomSnap=0.25,
    )


def drawing(spec: MapSpec) -> folium.FeatureGroup:
    """Return the group that draws ``spec`` on the base map."""
    group = folium.FeatureGroup(name="atlas")
    group.add_child(_Dessin(spec.to_json()))
    return group
