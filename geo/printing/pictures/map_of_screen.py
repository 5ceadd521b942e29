"""The map that is on screen, as a picture: read from the very description the browser draws.

A ``MapSpec`` says which features are shown, in which class and colour; its layers say which they
are. Nothing is computed anew here, so a picture cannot differ from the screen it was taken from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from geo.core import catalog
from geo.core.crs import WGS84, points_from_lonlat, to_metric
from geo.core.errors import RenduError
from geo.drawing.maps.colours import GREY_STATES
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.drawing.maps.quartiers import PLEIN
from geo.drawing.maps.spec import ABSENT, HIDDEN, SHOWN
from geo.labels import rendu as mots
from geo.labels.formats import accord, enumeration
from geo.printing.pictures import describe_map
from geo.printing.pictures.grounds import PX, Symbole
from geo.printing.pictures.map_model import Aire, Carte, Cercle, Perimetre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shapely import Geometry

    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.spec import LayerSpec, MapSpec
    from geo.printing.pictures.grounds import Lieu
    from geo.printing.pictures.map_model import Cadre
    from geo.printing.world import Donnees

TOUS_LES_NOMS_M = 25_000
"""Height under which the screen is near enough to write the name of every commune."""
NOMMEES = 3
"""Chosen communes named in the legend; beyond, they are counted."""


@dataclass(slots=True)
class _Dessin:
    """What the layers read so far put on the map, from bottom to top."""

    lieux: list[Lieu] = field(default_factory=list)
    aires: list[Aire] = field(default_factory=list)
    voiles: list[Geometry] = field(default_factory=list)
    limites: list[Geometry] = field(default_factory=list)
    perimetres: list[Perimetre] = field(default_factory=list)
    cercles: list[Cercle] = field(default_factory=list)
    symboles: list[Symbole] = field(default_factory=list)


def _shown(couche: LayerSpec, layer: Layer) -> Iterator[tuple[str, str, int]]:
    """Return the features that are seen: their id, their state, their rank in the layer."""
    states = couche.etats or SHOWN * len(layer.ids)
    for rank, (feature, state) in enumerate(zip(layer.ids, states, strict=True)):
        if state != HIDDEN:
            yield feature, state, rank


def _communes(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    for code, state, _ in _shown(couche, layer):
        place = donnees.fonds.communes[code]
        colour = describe_map.ABSENT if state == ABSENT else couche.couleurs[int(state)]
        dessin.lieux.append(place)
        dessin.aires.append(Aire(place.contour, colour))


def _veil(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    for code, _, _ in _shown(couche, layer):
        dessin.voiles.append(donnees.fonds.communes[code].contour)


def _outlines(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    for territoire, _, _ in _shown(couche, layer):
        dessin.limites.append(donnees.fonds.territoires[territoire])


def _areas(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    band = couche.symbole == "bande"
    if layer.nom not in {"qpv", "bande"}:
        _areas_besides(dessin, couche, layer)
        return
    shapes = donnees.fonds.bandes if band else donnees.fonds.qpv
    line = couche.couleurs[1] if couche.symbole == PLEIN else ""
    for code, _, _ in _shown(couche, layer):
        dessin.perimetres.append(Perimetre(shapes[code], couche.couleurs[0], band, line))


LIGNE_M = 15.0
"""Half the width, in metres, of the band that stands for a line."""


def _areas_besides(dessin: _Dessin, couche: LayerSpec, layer: Layer) -> None:
    """Draw areas or lines that are no QPV: their own document tells where they are."""
    features = json.loads(layer.corps)["features"]
    drawn = [shape(feature["geometry"]) for feature in features]
    for (_, _, rank), one in zip(
        _shown(couche, layer),
        to_metric(gpd.GeoSeries([drawn[rank] for _, _, rank in _shown(couche, layer)], crs=WGS84)),
        strict=True,
    ):
        line = drawn[rank].geom_type.endswith("LineString")
        contour = one.buffer(LIGNE_M) if line else one
        band = couche.symbole == "bande"
        dessin.perimetres.append(Perimetre(contour, couche.couleurs[0], bande=band))


def _circles(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    for code, _, rank in _shown(couche, layer):
        x, y = donnees.fonds.communes[code].centre
        dessin.cercles.append(Cercle(x, y, couche.rayons[rank] * PX, couche.couleurs[0]))


def _facilities(dessin: _Dessin, donnees: Donnees, couche: LayerSpec, layer: Layer) -> None:
    theme = next((theme for theme in catalog.THEMES.values() if theme.table == layer.nom), None)
    if theme is None:
        _points_besides(dessin, couche, layer)
        return
    known = donnees.fonds.symboles[theme.id]
    ids = donnees.themes[theme.id].table.loc[list(known), "id"].astype(str)
    by_id = dict(zip(ids, known.values(), strict=True))
    for feature, _, _ in _shown(couche, layer):
        symbol = by_id[feature]
        colour = couche.couleurs[1 if symbol.statut in GREY_STATES else 0]
        dessin.symboles.append(replace(symbol, forme=couche.symbole, couleur=colour))


def _points_besides(dessin: _Dessin, couche: LayerSpec, layer: Layer) -> None:
    """Draw the points of a layer that is no theme's: its own document tells where they are."""
    features = json.loads(layer.corps)["features"]
    lon, lat = zip(*(feature["geometry"]["coordinates"] for feature in features), strict=True)
    places = _metric(lat, lon)
    for _, _, rank in _shown(couche, layer):
        card = features[rank]["properties"]
        dessin.symboles.append(
            Symbole(
                *places[rank],
                couche.symbole,
                couche.couleurs[0],
                card["statut"],
                creux=card["approx"],
                rayon=card["rayon"] * PX,
            )
        )


READ: dict[str, Callable[[_Dessin, Donnees, LayerSpec, Layer], None]] = {
    "classes": _communes,
    "voile": _veil,
    "contour": _outlines,
    "surface": _areas,
    "cercles": _circles,
    "points": _facilities,
}


def _metric(lat: Sequence[float], lon: Sequence[float]) -> list[tuple[float, float]]:
    places = to_metric(points_from_lonlat(pd.DataFrame({"lon": list(lon), "lat": list(lat)})))
    return [(float(place.x), float(place.y)) for place in places]


def _frame(spec: MapSpec) -> Cadre:
    south, west, north, east = spec.cadre
    corners = _metric((south, south, north, north), (west, east, west, east))
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _own_legend(dessin: _Dessin, chosen: Sequence[Lieu]) -> tuple[Bloc, ...]:
    """Return what the screen has no need to tell: whose outlines the thick lines are."""
    lines = [Entree(Signe("limite"), mots.LIMITE)] if dessin.limites else []
    if chosen:
        names = enumeration([place.nom for place in chosen])
        many = accord(len(chosen), *mots.COMMUNES_CHOISIES)
        lines.append(Entree(Signe("choix"), names if len(chosen) <= NOMMEES else many))
    return (Bloc("", tuple(lines)),) if lines else ()


def _described(titre: str, legende: Sequence[Bloc], chosen: Sequence[Lieu]) -> str:
    told = [mots.ALT_CARTE.format(titre=titre)]
    for bloc in legende:
        lines = [
            f"{line.texte} ({line.effectif})" if line.effectif else line.texte
            for line in bloc.entrees
        ]
        if lines:
            head = bloc.titre or mots.LEGENDE
            told.append(mots.ALT_LEGENDE.format(titre=head, lignes=" ; ".join(lines)))
    if chosen:
        told.append(mots.ALT_CHOIX.format(noms=enumeration([place.nom for place in chosen])))
    return " ".join(told)


def carte_de_ecran(
    donnees: Donnees,
    couches: Mapping[str, Layer],
    spec: MapSpec,
    legende: Sequence[Bloc],
    *,
    titre: str,
    source: str,
    note: str = "",
) -> Carte:
    """Return the picture of a map on screen; ``couches`` are the layers that the spec draws.

    ``source`` is that of what is shown; the date and the version of the data follow it. ``note``
    comes before it: what must be known to read the map.

    Raises
    ------
    RenduError
        If the spec draws a layer that is no longer the one of today.
    """
    layers = {layer.adresse: layer for layer in couches.values()}
    dessin = _Dessin()
    for couche in spec.couches:
        layer = layers.get(couche.url)
        if layer is None:
            raise RenduError(mots.COUCHE_CHANGEE.format(nom=couche.id))
        READ[couche.genre](dessin, donnees, couche, layer)
    chosen = [donnees.fonds.communes[code] for code in spec.choix]
    frame = _frame(spec)
    near = frame[3] - frame[1] < TOUS_LES_NOMS_M
    return Carte(
        titre=titre,
        description=_described(titre, legende, chosen),
        cadre=frame,
        pied=f"{note} {describe_map.pied(donnees, [source])}".strip(),
        aires=tuple(dessin.aires),
        limites=tuple(dessin.limites),
        perimetres=tuple(sorted(dessin.perimetres, key=lambda one: not one.bande)),
        cercles=tuple(dessin.cercles),
        symboles=tuple(dessin.symboles),
        choix=tuple(place.contour for place in chosen),
        noms=describe_map.noms(
            dessin.lieux, None if near else describe_map.NOMS_TERRITOIRE, spec.choix
        ),
        legende=(*legende, *_own_legend(dessin, chosen)),
        voiles=tuple(dessin.voiles),
        repere=_metric([spec.repere[0]], [spec.repere[1]])[0] if spec.repere else None,
    )
