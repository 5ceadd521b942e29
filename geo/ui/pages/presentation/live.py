"""The live map of a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import mining
from geo.answers.view import place_of, view_at, view_of
from geo.drawing.maps import colours, legend, spec
from geo.labels import textes
from geo.measures import states
from geo.ui import cache
from geo.ui.pages.presentation.asked import about
from geo.ui.parts import map_layers, mining_map, slide_room
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.answers.bundle import Base
    from geo.core.model import Selection
    from geo.drawing.maps.legend import Bloc
    from geo.printing.model import Slide
    from geo.ui.state import Lecture


def _framed(base: Base, code: str) -> gpd.GeoDataFrame:
    """Return a commune and its neighbours."""
    fiche = cache.fiche(code, tuple(cache.readable()), rapports=cache.reports() is not None)
    codes = [code, *(item.code for item in fiche.voisines)]
    return base.communes[base.communes["code_insee"].isin(codes)]


def _territory_map(
    base: Base, selection: Selection
) -> tuple[tuple[spec.LayerSpec, ...], tuple[Bloc, ...]]:
    layers, place = cache.layers(), place_of(base, selection)
    codes = list(place.autour["code_insee"])
    flat = spec.plain(layers["communes"], codes, values={}, title="", colour=colours.FLAT)
    stack = [flat, map_layers.territory_layer(layers, selection.territoire)]
    blocs: tuple[Bloc, ...] = ()
    quartiers = cache.readable().get("qpv")
    if quartiers is not None:
        rows = view_at(quartiers, place).rows
        stack.append(map_layers.facility_layer(quartiers, rows, layers))
        blocs = (map_layers.facility_legend(quartiers, rows),)
    return tuple(stack), blocs


def _commune_map(
    base: Base, framed: gpd.GeoDataFrame, code: str, themes: tuple[str, ...]
) -> tuple[tuple[spec.LayerSpec, ...], tuple[Bloc, ...]]:
    known = cache.readable()
    shown = {name: data for name, data in known.items() if name in themes} or known
    stack, seen = map_layers.commune_layers(base, shown, framed, code)
    areas = [map_layers.facility_legend(d, rows) for d, rows in seen if d.theme.table == "qpv"]
    points = [(d, rows) for d, rows in seen if d.theme.table != "qpv"]
    symbols = legend.of_themes(
        [data.theme for data, _ in points],
        {statut for _, rows in points for statut in states.drawn(rows)},
        approximate=any(bool(rows["position_approximative"].any()) for _, rows in points),
    )
    return stack, (*areas, *([symbols] if points else []))


def live_of(
    base: Base, one: Slide, lu: Lecture, *, sombre: bool, legende_dessus: bool
) -> CarteMontree:
    """Return the map of a slide, the same view as its picture; its legend may stand over it."""
    vue, selection = one.vue, about(base, lu).selection
    chosen = selection.communes
    framed = place_of(base, selection).communes
    if vue is not None and vue.commune is not None:
        chosen, framed = (vue.commune,), _framed(base, vue.commune)
        stack, blocs = _commune_map(base, framed, vue.commune, vue.themes)
    elif vue is not None and vue.theme == mining.PAGE:
        asked = vue.indicateur or mining_map.OBJETS
        place = place_of(base, selection)
        stack, blocs = mining_map.stack(cache.mining(), place, cache.layers(), carte=asked)
    elif vue is not None and vue.theme is not None:
        view = view_of(cache.theme(vue.theme), selection)
        stack, blocs = map_layers.theme_layers(view, vue.indicateur or "")
    else:
        stack, blocs = _territory_map(base, selection)
    shapes, frame = framed.geometry, spec.frame(framed.geometry)
    if legende_dessus:
        room = slide_room.map_height(one)
        blocs = slide_room.fitted(blocs, room)
        frame = slide_room.beside_legend(shapes, blocs, room)
    drawn = spec.MapSpec(
        couches=stack,
        cadre=frame,
        choix=chosen,
        sombre=sombre,
        textes={"perdu": textes.CARTE_PERDUE},
    )
    return CarteMontree(drawn, blocs, Cartel(one.titre, one.source))
