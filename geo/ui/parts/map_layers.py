"""The layers and the legend of the maps of the pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.answers import bundle, stations
from geo.answers.quartiers import rates
from geo.core import catalog, palette
from geo.core.indicators import QUARTIERS
from geo.drawing.maps import colours, legend, quartiers, spec
from geo.drawing.maps.classes import unsure
from geo.labels import rendu as mots_rendu
from geo.labels import stations as mots_stations
from geo.labels import textes
from geo.labels.formats import (
    NON_RENSEIGNE,
    avec_unite,
    distance,
)
from geo.measures import states
from geo.ui import cache

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    import pandas as pd

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.view import ThemeView
    from geo.core.model import Indicator
    from geo.drawing.maps.classes import Methode
    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.legend import Bloc

SANS_INDICATEUR = "communes"


def map_choices(data: ThemeData) -> tuple[str, ...]:
    """Return what the communes may be coloured by, the default first.

    Where every indicator is a count, the symbols of the facilities already tell it: the communes
    are plain by default.
    """
    indicators = data.theme.indicateurs
    if catalog.indicator(indicators[0]).nature == "effectif":
        return (SANS_INDICATEUR, *indicators)
    own = tuple(QUARTIERS) if data.theme.table == "qpv" else ()
    return (*indicators, *own, SANS_INDICATEUR)


def write_value(indicator: Indicator) -> Callable[[object], str]:
    """Return how the values of an indicator are written, with their unit."""
    if indicator.nature == "distance":
        return partial(distance, dans_la_commune=True)
    absent = indicator.absence or NON_RENSEIGNE
    return lambda value: avec_unite(value, indicator.unite, indicator.decimales).replace(
        NON_RENSEIGNE, absent
    )


def _commune_layers(
    view: ThemeView, layers: dict[str, Layer], asked: str, methode: Methode
) -> tuple[list[spec.LayerSpec], tuple[Bloc, ...]]:
    """Return the communes as the ``asked`` indicator colours them, with its legend.

    A rate is a choropleth; a count is never one: it is drawn as proportional circles.
    """
    data, shown = view.data, view.place.autour
    codes = list(shown["code_insee"])
    if asked == SANS_INDICATEUR:
        flat = spec.plain(layers["communes"], codes, values={}, title="", colour=colours.FLAT)
        return [flat], ()
    indicator = catalog.indicator(asked)
    values = data.mesures.loc[shown.index, indicator.id].set_axis(codes)
    write = write_value(indicator)
    written = {code: write(value) for code, value in values.items()}
    if indicator.nature == "effectif":
        flat = spec.plain(
            layers["communes"], codes, values=written, title=indicator.titre, colour=colours.FLAT
        )
        drawn, steps = spec.circles(layers["communes"], values, codes, colour=data.theme.couleur)
        return [flat, drawn], (legend.of_circles(indicator, data.theme.couleur, steps),)
    classes = cache.classes(data.theme.id, indicator.id, view.selection.territoire, methode)
    palette = colours.ramp(data.theme.couleur, len(classes.effectifs), zero=classes.zero)
    layer = spec.choropleth(
        layers["communes"], classes, codes, colours=palette, values=written, title=indicator.titre
    )
    other = bundle.other_end(data, indicator.id)
    if other is None:
        return [layer], (legend.of_classes(classes, indicator, palette),)
    doubtful = unsure(classes, other.loc[shown.index].set_axis(codes))
    hatched = set(doubtful.index[doubtful])
    veil = spec.LayerSpec("voile", layer.url, "voile", spec.states(layers["communes"], hatched))
    bloc = legend.of_classes(classes, indicator, palette, len(hatched))
    return [layer, *([veil] if hatched else [])], (bloc,)


def facility_layer(data: ThemeData, rows: pd.DataFrame, layers: dict[str, Layer]) -> spec.LayerSpec:
    """Return the facilities (or the QPV) of a theme, those of ``rows`` shown."""
    theme = data.theme
    if theme.table == "qpv":
        layer = layers["qpv"]
        return spec.LayerSpec(
            "qpv",
            layer.adresse,
            "surface",
            spec.states(layer, set(rows["id"])),
            (theme.couleur,),
            titre=textes.COUCHES_NOMS[theme.id],
        )
    layer = layers[theme.table]
    return spec.LayerSpec(
        theme.table,
        layer.adresse,
        "points",
        spec.states(layer, set(rows["id"])),
        (theme.couleur, colours.GREY_TO_CONFIRM),
        symbole=theme.symbole,
        titre=textes.COUCHES_NOMS[theme.id],
    )


def _coloured_quartiers(
    view: ThemeView, layers: dict[str, Layer], asked: str, methode: Methode
) -> tuple[list[spec.LayerSpec], Bloc]:
    """Return the QPV coloured by a rate of their own, a layer a class, and the legend.

    Classes are those of the QPV of the territory: they do not change with what is chosen in it.
    """
    layer, theme, indicator = layers["qpv"], view.theme, catalog.indicator(asked)
    values = rates(view, asked)
    told = quartiers.coloration(values, indicator, theme.couleur, methode)
    write = write_value(indicator)
    written = {code: write(value) for code, value in values.items()}
    shown = set(view.rows["id"])
    stack = [
        spec.LayerSpec(
            f"qpv_{rank}",
            layer.adresse,
            "surface",
            spec.states(layer, group.codes & shown),
            (group.couleur, theme.couleur),
            symbole=quartiers.PLEIN if group.connu else "",
            valeurs=tuple(written.get(i, "") if i in shown else "" for i in layer.ids),
            titre=indicator.titre,
        )
        for rank, group in enumerate(told.groupes)
    ]
    return stack, told.legende


def _band_layer(rows: pd.DataFrame, layers: dict[str, Layer], couleur: str) -> spec.LayerSpec:
    layer = layers["bande"]
    return spec.LayerSpec(
        "bande",
        layer.adresse,
        "surface",
        spec.states(layer, set(rows["id"])),
        (couleur,),
        symbole="bande",
    )


def territory_layer(layers: dict[str, Layer], territoire: str | None) -> spec.LayerSpec:
    """Return the thick outline of the territories that are shown."""
    layer = layers["territoires"]
    shown = {territoire} if territoire else set(catalog.TERRITORIES)
    return spec.LayerSpec("territoires", layer.adresse, "contour", spec.states(layer, shown))


def facility_legend(data: ThemeData, rows: pd.DataFrame, *, band: bool = False) -> Bloc:
    """Return the legend of the facilities (or of the QPV) of a theme."""
    theme = data.theme
    if theme.table == "qpv":
        return legend.of_qpv(theme.couleur, band=band)
    approx = bool((rows["position_approximative"] & (rows["statut"] == "ouverte")).any())
    return legend.of_symbols(
        theme,
        set(states.drawn(rows)),
        approximate=approx,
        sized=mots_rendu.TAILLES.get(theme.id, ""),
    )


def theme_layers(
    view: ThemeView, asked: str = "", methode: Methode = "jenks"
) -> tuple[tuple[spec.LayerSpec, ...], tuple[Bloc, ...]]:
    """Return the layers of the map of a theme from bottom to top, and its legend.

    ``asked`` is what colours the communes: by default the first of ``map_choices``.
    """
    layers, data, rows, theme = cache.layers(), view.data, view.drawn, view.theme
    if asked in QUARTIERS:
        stack, _ = _commune_layers(view, layers, SANS_INDICATEUR, methode)
        stack.append(territory_layer(layers, view.selection.territoire))
        coloured, bloc = _coloured_quartiers(view, layers, asked, methode)
        return (*stack, *coloured), (bloc,)
    stack, blocs = _commune_layers(view, layers, asked or map_choices(data)[0], methode)
    if theme.table == "qpv":
        stack.append(_band_layer(rows, layers, theme.couleur))
    stack.append(territory_layer(layers, view.selection.territoire))
    besides, told = _stations(view, layers)
    stack += [*besides, facility_layer(data, rows, layers)]
    return tuple(stack), (*blocs, facility_legend(data, rows, band=True), *told)


STATION_COLOURS = {"hydrometrique": palette.MESURE, "meteorologique": palette.SECONDE}
"""Colours of the stations, apart from those of the themes; their shape is theirs alone."""
STATION_SHAPE = "losange"


def _stations(
    view: ThemeView, layers: dict[str, Layer]
) -> tuple[list[spec.LayerSpec], tuple[Bloc, ...]]:
    """Return the stations of the communes that are shown, and their legend.

    Nothing for a theme without them, or when their file cannot be read: the panel says why.
    """
    if view.theme.appoint != stations.TABLE or stations.TABLE not in layers:
        return [], ()
    layer, table = layers[stations.TABLE], cache.stations().table
    codes = view.place.autour["code_insee"]
    kept = table[table["code_insee"].isin(codes)]
    stack, lines = [], []
    for kind, colour in STATION_COLOURS.items():
        ids = set(kept.loc[kept["type"] == kind, "id"])
        if not ids:
            continue
        states = spec.states(layer, ids)
        stack.append(
            spec.LayerSpec(
                kind,
                layer.adresse,
                "points",
                states,
                (colour, colour),
                symbole=STATION_SHAPE,
                titre=mots_stations.TYPES[kind],
            )
        )
        mark = legend.Signe("symbole", colour, STATION_SHAPE, "ouverte", rayon=legend.RAYON)
        lines.append(legend.Entree(mark, mots_stations.TYPES[kind]))
    return stack, (legend.Bloc(mots_stations.LEGENDE, tuple(lines)),) if lines else ()


def mentions(*source_ids: str) -> str:
    """Return the mentions of some sources, as they stand in the foot of a picture."""
    return " ; ".join(dict.fromkeys(catalog.source(i).mention for i in source_ids))


WIDER = 0.5
"""Share of the frame that a map shows at most on each side, on a wide screen."""


def _within(table: gpd.GeoDataFrame, framed: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows that the map may show: it is wider than what it frames."""
    south, west, north, east = spec.frame(framed.geometry)
    margin = (east - west) * WIDER
    return table.cx[west - margin : east + margin, south:north]


def commune_layers(
    base: Base, themes: dict[str, ThemeData], framed: gpd.GeoDataFrame, code: str | None
) -> tuple[tuple[spec.LayerSpec, ...], list[tuple[ThemeData, pd.DataFrame]]]:
    """Return the communes, the QPV and the facilities; each theme seen there, with its rows."""
    layers = cache.layers()
    names = dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))
    flat = spec.plain(layers["communes"], list(names), values={}, title="", colour=colours.FLAT)
    stack, seen = [flat, territory_layer(layers, None)], []
    for data in themes.values():
        if code is None and data.theme.table != "qpv":
            continue
        stack.append(facility_layer(data, data.table, layers))
        near = _within(data.table, framed)
        if len(near):
            seen.append((data, near))
    return tuple(stack), seen
