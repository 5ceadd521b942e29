"""The map of the mining basin: its objects over the communes, with their legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers import mining
from geo.core import catalog, palette
from geo.drawing.maps import colours, legend, spec
from geo.drawing.maps.classes import classify
from geo.labels import bassin as mots
from geo.labels.formats import nombre
from geo.ui.parts import map_layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.mining import Bassin
    from geo.answers.view import PlaceView
    from geo.drawing.maps.layers import Layer

COULEUR = catalog.BASIN.couleur
PART = "part_cites_pct"
OBJETS = "objets"
PAR_DEFAUT = ("cites", "terrils")

COULEURS = {
    "terrils": palette.SECONDAIRE,
    "cavaliers": palette.ACCENT,
    "batiments": palette.FAITS,
    "espaces": palette.MESURE,
}
FORME = "hexagone"


def _surface(
    one: str, layer: Layer, ids: set[str], colour: str, titre: str, *, dashed: bool = False
) -> spec.LayerSpec:
    symbole = "bande" if dashed else ""
    states = spec.states(layer, ids)
    return spec.LayerSpec(
        one, layer.adresse, "surface", states, (colour,), symbole=symbole, titre=titre
    )


def objects(
    bassin: Bassin, place: PlaceView, couches: Sequence[str] = ()
) -> tuple[list[spec.LayerSpec], tuple[legend.Bloc, ...]]:
    """Return the layers that the reader asked for, and their legend with counts."""
    asked = couches or PAR_DEFAUT
    codes = place.communes["code_insee"]
    stack: list[spec.LayerSpec] = []
    lines: list[legend.Entree] = []
    for one in (name for name in mots.COUCHES if name in asked):
        table = mining.GROUPES[one]
        layer, rows = bassin.couches[table], mining.kept(bassin, table, codes)
        ids, count = set(rows["id"]), nombre(len(rows))
        if one == "cites":
            inscribed = set(rows.loc[rows["protection"] == "bien_inscrit", "id"])
            others, zones = ids - inscribed, mots.LEGENDE_CITES
            stack += [
                _surface("cites_tampon", layer, others, COULEUR, zones["zone_tampon"], dashed=True),
                _surface("cites_inscrites", layer, inscribed, COULEUR, zones["bien_inscrit"]),
            ]
            parts = (("quartier", inscribed, "bien_inscrit"), ("bande", others, "zone_tampon"))
            lines += [
                legend.Entree(
                    legend.Signe(mark, COULEUR),  # type: ignore[arg-type]
                    mots.LEGENDE_CITES[zone],
                    nombre(len(kept)),
                )
                for mark, kept, zone in parts
            ]
        elif one == "puits":
            shown = spec.states(layer, ids)
            stack.append(
                spec.LayerSpec(
                    one,
                    layer.adresse,
                    "points",
                    shown,
                    (COULEUR, COULEUR),
                    symbole=FORME,
                    titre=mots.COUCHES[one],
                )
            )
            mark = legend.Signe("symbole", COULEUR, FORME, "ouverte", rayon=legend.RAYON)
            lines.append(legend.Entree(mark, mots.COUCHES[one], count))
        else:
            stack.append(_surface(one, layer, ids, COULEURS[one], mots.COUCHES[one]))
            lines.append(
                legend.Entree(legend.Signe("quartier", COULEURS[one]), mots.COUCHES[one], count)
            )
    return stack, (legend.Bloc(mots.LEGENDE, tuple(lines)),)


def communes(
    bassin: Bassin, place: PlaceView, layers: dict[str, Layer], carte: str = OBJETS
) -> tuple[spec.LayerSpec, tuple[legend.Bloc, ...]]:
    """Return the communes: plain, or by their share in cités, hatched where nothing is told."""
    shown = place.autour
    codes = list(shown["code_insee"])
    indicator = catalog.indicator(PART)
    values = bassin.mesures.loc[shown.index, PART].set_axis(codes)
    write = map_layers.write_value(indicator)
    written = {code: write(value) for code, value in values.items()}
    layer = layers["communes"]
    if carte != PART:
        flat = spec.plain(layer, codes, values=written, title=indicator.titre, colour=colours.FLAT)
        return flat, ()
    classes = classify(values, zero=True)
    ramp = colours.ramp(COULEUR, len(classes.effectifs), zero=classes.zero)
    drawn = spec.choropleth(
        layer, classes, codes, colours=ramp, values=written, title=indicator.titre
    )
    return drawn, (legend.of_classes(classes, indicator, ramp),)


def stack(
    bassin: Bassin,
    place: PlaceView,
    layers: dict[str, Layer],
    couches: Sequence[str] = (),
    carte: str = OBJETS,
) -> tuple[tuple[spec.LayerSpec, ...], tuple[legend.Bloc, ...]]:
    """Return the layers of the map from bottom to top, and its legend."""
    ground, ramp = communes(bassin, place, layers, carte)
    drawn, blocs = objects(bassin, place, couches)
    limits = map_layers.territory_layer(layers, place.selection.territoire)
    return (ground, limits, *drawn), (*ramp, *blocs)
