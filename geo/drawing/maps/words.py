"""A map told in words: each commune with its value, its class, what is there, its neighbours.

The same pieces are told by the live map at the keyboard (``static/clavier.js``), from the same
layers and description.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.drawing.maps.spec import ABSENT, HIDDEN
from geo.labels import mots_carte as mots
from geo.labels import textes
from geo.labels.formats import as_html, cle_de_tri, enumeration, nombre

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.legend import Bloc
    from geo.drawing.maps.spec import LayerSpec, MapSpec

LISTED = 6
"""Objects of a kind that are named in a commune; more are counted."""
GROUND = ("communes", "territoires", "bande", "voile", "cercles")
"""Layers that hold no object of a commune: what they show is told by its value and class."""

Voisines = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CommuneDite:
    """One commune of a map, in words.

    ``valeur`` comes with its title and unit, empty where the map tells none; ``objets``: what the
    other layers show there, by kind; ``voisines``: those that the map shows, by direction.
    """

    code: str
    nom: str
    valeur: str
    classe: str
    objets: tuple[tuple[str, tuple[str, ...]], ...]
    voisines: Voisines
    choisie: bool


@dataclass(frozen=True, slots=True)
class Classes:
    """The name of each class of the communes of a map, lowest first, as its legend says it.

    ``absente`` is what it says of a commune without data, ``voile`` of a hatched one.
    """

    noms: tuple[str, ...] = ()
    absente: str = textes.DONNEE_ABSENTE
    voile: str = textes.CLASSE_INCERTAINE

    def of(self, state: str, *, veiled: bool) -> str:
        """Return what is said of the class of a commune, from its state in the layer."""
        if state == ABSENT:
            return self.absente
        if not self.noms or not (state.isdigit() and int(state) < len(self.noms)):
            return ""
        rank = int(state)
        told = mots.CLASSE.format(classe=self.noms[rank])
        told += mots.RANG.format(rang=rank + 1, total=len(self.noms))
        return f"{told}, {self.voile}" if veiled else told


def classes_of(spec: MapSpec, blocs: Iterable[Bloc]) -> Classes:
    """Return the classes of the communes, read in the legend: a class is told by its colour.

    No names where some colour of the communes stands in no line of the legend: the map is plain.
    """
    communes = _named(spec, "communes")
    lines = [line for bloc in blocs for line in bloc.entrees]
    names = {line.signe.couleur: line.texte for line in lines if line.signe.genre == "pave"}
    kinds = {line.signe.genre: line.texte for line in lines}
    colours = communes.couleurs if communes is not None else ()
    told = tuple(names[one] for one in colours) if all(one in names for one in colours) else ()
    return Classes(
        told if len(told) > 1 else (),
        kinds.get("absent", textes.DONNEE_ABSENTE),
        kinds.get("voile", textes.CLASSE_INCERTAINE),
    )


def _named(spec: MapSpec, name: str) -> LayerSpec | None:
    return next((one for one in spec.couches if one.id == name), None)


def _features(layer: Layer) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in json.loads(layer.corps)["features"]]


def _object(card: dict[str, Any]) -> str:
    return f"{card['nom']} ({card['etat']})" if card.get("etat") else str(card["nom"])


def _objects(
    spec: MapSpec, documents: Mapping[str, list[dict[str, Any]]]
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return what the map shows in each commune, by code: kinds in the order of the layers."""
    found: dict[str, dict[str, list[str]]] = {}
    for couche in spec.couches:
        if couche.id in GROUND:
            continue
        cards = documents.get(couche.url, ())
        values = couche.valeurs or ("",) * len(cards)
        for card, state, value in zip(cards, couche.etats, values, strict=False):
            told = f"{_object(card)}{mots.DEUX_POINTS}{value}" if value else _object(card)
            for code in card.get("communes", ()) if state != HIDDEN else ():
                found.setdefault(code, {}).setdefault(couche.titre, []).append(told)
    return {
        code: [(kind, tuple(names)) for kind, names in kinds.items()]
        for code, kinds in found.items()
    }


def in_words(
    spec: MapSpec,
    layers: Iterable[Layer],
    blocs: Iterable[Bloc],
    around: Mapping[str, tuple[tuple[str, int], ...]],
) -> list[CommuneDite]:
    """Return the communes that a map shows, in French order; none if it draws no commune.

    ``layers``: those that the map names, others are not read. ``around``: the neighbours of each
    commune with their direction (``geo.measures.compass.around``); those that are not shown are
    not told.
    """
    communes = _named(spec, "communes")
    if communes is None:
        return []
    asked = {couche.url for couche in spec.couches}
    documents = {layer.adresse: _features(layer) for layer in layers if layer.adresse in asked}
    cards = documents[communes.url]
    names = {
        card["id"]: card["nom"]
        for card, state in zip(cards, communes.etats, strict=True)
        if state != HIDDEN
    }
    classes, objects = classes_of(spec, blocs), _objects(spec, documents)
    veil = _named(spec, "voile")
    hatched = veil.etats if veil is not None else HIDDEN * len(cards)
    values = communes.valeurs or ("",) * len(cards)
    told = [
        CommuneDite(
            code=card["id"],
            nom=card["nom"],
            valeur=f"{communes.titre}{mots.DEUX_POINTS}{value}" if value else "",
            classe=classes.of(state, veiled=hatch != HIDDEN),
            objets=tuple(objects.get(card["id"], ())),
            voisines=_by_direction(around.get(card["id"], ()), names),
            choisie=card["id"] in spec.choix,
        )
        for card, state, value, hatch in zip(cards, communes.etats, values, hatched, strict=True)
        if state != HIDDEN
    ]
    return sorted(told, key=lambda one: cle_de_tri(one.nom))


def _by_direction(near: Iterable[tuple[str, int]], names: Mapping[str, str]) -> Voisines:
    found: dict[int, list[str]] = {}
    for code, sector in near:
        if code in names:
            found.setdefault(sector, []).append(names[code])
    return tuple(
        (mots.DIRECTIONS[sector], tuple(sorted(found[sector], key=cle_de_tri)))
        for sector in sorted(found)
    )


def _kind(kind: str, names: tuple[str, ...]) -> str:
    listed = nombre(len(names)) if len(names) > LISTED else ", ".join(names)
    return f"{kind}{mots.DEUX_POINTS}{listed}"


def neighbours_told(voisines: Voisines) -> str:
    """Return the neighbours of a commune: « à l’est, A et B ; au sud, C »."""
    if not voisines:
        return mots.SEULE
    return " ; ".join(f"{direction}, {enumeration(names)}" for direction, names in voisines)


def sentence(one: CommuneDite) -> str:
    """Return what is said of a commune after its name."""
    parts = [
        mots.CHOISIE if one.choisie else "",
        ", ".join(part for part in (one.valeur, one.classe) if part),
        *(_kind(kind, names) for kind, names in one.objets),
        neighbours_told(one.voisines),
    ]
    told = ". ".join(f"{part[0].upper()}{part[1:]}" for part in parts if part)
    return f"{told}."


def text(titre: str, communes: Iterable[CommuneDite]) -> str:
    """Return a map in words as a plain text, one line a commune."""
    lines = [f"{one.nom}{mots.DEUX_POINTS}{sentence(one)}" for one in communes]
    return "\n".join([titre, mots.AIDE, "", *lines, ""])


def for_keyboard(
    spec: MapSpec,
    layers: Iterable[Layer],
    blocs: Iterable[Bloc],
    around: Mapping[str, tuple[tuple[str, int], ...]],
) -> str:
    """Return what ``static/clavier.js`` tells of a map, as JSON: see ``in_words``.

    ``communes`` are in French order, each with the codes and directions of the neighbours that the
    map shows.
    """
    told = in_words(spec, layers, blocs, around)
    shown = {one.code for one in told}
    communes = {
        one.code: {
            "nom": one.nom,
            "dit": sentence(one),
            "voisines": [pair for pair in around.get(one.code, ()) if pair[0] in shown],
        }
        for one in told
    }
    document = {
        "mots": mots.CLAVIER,
        "touches": mots.TOUCHES,
        "directions": mots.DIRECTIONS,
        "communes": communes,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def html(communes: Iterable[CommuneDite]) -> str:
    """Return a map in words as a list; its words are escaped."""
    lines = "".join(
        f"<li><strong>{as_html(one.nom)}</strong>{mots.DEUX_POINTS}{as_html(sentence(one))}</li>"
        for one in communes
    )
    return f'<p class="atlas-note">{mots.AIDE}</p><ul class="atlas-mots">{lines}</ul>'
