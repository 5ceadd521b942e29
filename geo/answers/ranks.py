"""How a commune compares with those of its size; no rank that an unknown state could change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import catalog
from geo.labels import commune as mots
from geo.labels import textes
from geo.labels.formats import (
    DANS_LA_COMMUNE,
    NBSP,
    NON_RENSEIGNE,
    avec_unite,
    distance,
    nombre,
)
from geo.measures import indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.answers.bundle import Base, ThemeData
    from geo.measures.groups import ClasseDeTaille

NO_QPV = "aucun quartier prioritaire"
KM = 1000


def _mention(source_id: str) -> str:
    return catalog.source(source_id).mention


@dataclass(frozen=True, slots=True)
class Rang:
    """One measure of the commune among those of the same size.

    ``valeurs``: name and value of each commune of the class where it is known. ``rang`` counts
    from ``ordre``; missing where the value is not known, is none (no QPV at all), or could be
    ranked otherwise if facilities whose state is not established turned out to be open.
    """

    id: str
    titre: str
    unite: str
    decimales: int
    valeur: str
    rang: int | None
    texte: str
    ordre: str
    mediane: str
    etendue: str
    valeurs: tuple[tuple[str, float], ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Mesure:
    """A measure to compare: its values by commune code, and which end of the order is first.

    ``possibles``: what they would be if every facility whose state is not established were open.
    """

    id: str
    titre: str
    unite: str
    decimales: int
    ordre: str
    decroissant: bool
    valeurs: pd.Series
    write_as: Callable[[float], str]
    source: str
    possibles: pd.Series | None = None


def _mesures(base: Base, themes: Mapping[str, ThemeData]) -> list[_Mesure]:
    communes = base.communes
    codes, of_communes = communes["code_insee"], _mention("communes")
    found = [
        ("population", communes["population"], of_communes, "de la plus à la moins peuplée"),
        ("densite", indicators.densite(communes), of_communes, "de la plus à la moins dense"),
        (
            "part_qpv_pct",
            indicators.part_qpv_pct(communes, base.qpv_communes),
            _mention("qpv"),
            "de la plus grande à la plus petite part",
        ),
    ]
    measures = [
        _mesure(name, values.set_axis(codes), source, order)
        for name, values, source, order in found
    ]
    return measures + [
        _mesure_distance(themes[theme_id], codes)
        for theme_id in ("dechets", "piscines")
        if theme_id in themes
    ]


def _mesure(name: str, values: pd.Series, source: str, order: str) -> _Mesure:
    record = catalog.indicator(name)
    return _Mesure(
        id=name,
        titre=record.titre,
        unite=record.unite,
        decimales=record.decimales,
        ordre=order,
        decroissant=True,
        valeurs=values,
        write_as=lambda value: avec_unite(value, record.unite, record.decimales),
        source=source,
    )


def _mesure_distance(data: ThemeData, codes: pd.Series) -> _Mesure:
    noun = textes.NOMS_THEMES[data.theme.id][0]
    return _Mesure(
        id=f"distance_{data.theme.id}",
        titre=f"Distance à la {noun} ouverte la plus proche",
        unite="km",
        decimales=1,
        ordre="de la plus proche à la plus éloignée",
        decroissant=False,
        valeurs=(data.mesures["distance_m"] / KM).set_axis(codes),
        write_as=lambda value: distance(value * KM, dans_la_commune=True),
        source=f"{_mention(data.theme.sources[0])} ; calcul à vol d’oiseau",
        possibles=(data.possibles["distance_m"] / KM).set_axis(codes),
    )


def ranks(
    base: Base, themes: Mapping[str, ThemeData], classe: ClasseDeTaille, code: str
) -> tuple[Rang, ...]:
    """Return the place of a commune among those of its size, measure by measure."""
    names = base.communes.set_index("code_insee")["nom"]
    return tuple(_rang(mesure, classe, names, code) for mesure in _mesures(base, themes))


def _rang(mesure: _Mesure, classe: ClasseDeTaille, names: pd.Series, code: str) -> Rang:
    peers = mesure.valeurs[list(classe.codes)].dropna().astype(float)
    value = float(peers[code]) if code in peers.index else None
    none_at_all = mesure.id == "part_qpv_pct" and value == 0
    rank = (
        None if value is None or none_at_all else _rank(peers, value, decreasing=mesure.decroissant)
    )
    text = _rank_text(rank, value, peers, classe)
    middle = (float(peers.median()),) * 2
    if mesure.possibles is not None:
        best = mesure.possibles[list(classe.codes)].dropna().astype(float)
        middle = (float(best.median()), middle[1])
        if rank is not None and value is not None and not _holds(peers, best, code):
            rank, text = None, mots.RANG_INCERTAIN
    return Rang(
        id=mesure.id,
        titre=mesure.titre,
        unite=mesure.unite,
        decimales=mesure.decimales,
        valeur=NON_RENSEIGNE if value is None else mesure.write_as(value),
        rang=rank,
        texte=text,
        ordre=mesure.ordre,
        mediane=NON_RENSEIGNE if peers.empty else _span(mesure, *middle),
        etendue=NON_RENSEIGNE if peers.empty else _extent(mesure, peers),
        valeurs=tuple((str(names.loc[str(peer)]), float(number)) for peer, number in peers.items()),
        source=mesure.source,
    )


def _span(mesure: _Mesure, low: float, high: float) -> str:
    """Return a value, or the range of what the unknown states could make of it."""
    first, last = mesure.write_as(low), mesure.write_as(high)
    if first == last:
        return first
    words = mots.ICI_OU if first == DANS_LA_COMMUNE else mots.DE_A
    return words.format(bas=first, haut=last)


def _extent(mesure: _Mesure, peers: pd.Series) -> str:
    """Return the least and the greatest value of a class; a facility in the commune is at 0 km."""
    low, high = (nombre(bound, mesure.decimales) for bound in (peers.min(), peers.max()))
    if mesure.possibles is not None and not peers.min():
        return f"{DANS_LA_COMMUNE}, jusqu’à {high}{NBSP}{mesure.unite}"
    if low == high:
        return f"{low}{NBSP}{mesure.unite}"
    return f"de {low} à {high}{NBSP}{mesure.unite}"


def _holds(sures: pd.Series, possibles: pd.Series, code: str) -> bool:
    """Return whether a rank of distance is the same whichever of the unknown facilities are open.

    Each distance is between that of ``possibles`` and that of ``sures``, if it has one.
    """
    others = possibles.drop(code)
    surely = sures.drop(code) < possibles[code]
    return int(surely.sum()) == int((others < sures[code]).sum())


def _rank(peers: pd.Series, value: float, *, decreasing: bool) -> int:
    before = peers > value if decreasing else peers < value
    return int(before.sum()) + 1


def _rank_text(
    rank: int | None, value: float | None, peers: pd.Series, classe: ClasseDeTaille
) -> str:
    if value is None:
        return NON_RENSEIGNE
    if rank is None:
        return f"{NO_QPV}, {_alike(int((peers == 0).sum()) - 1, classe)}"
    tie = " ex æquo" if int((peers == value).sum()) > 1 else ""
    return f"{rang_ecrit(rank)}{tie} sur {nombre(len(peers))} {classe.libelle}"


def _alike(count: int, classe: ClasseDeTaille) -> str:
    """Return how many other communes of the class are in the same case."""
    others = len(classe.codes) - 1
    if count == 0:
        return f"seule sur {nombre(others + 1)} {classe.libelle}"
    if count == others:
        return f"comme les {nombre(others)} autres {classe.libelle}"
    return f"comme {nombre(count)} des {nombre(others)} autres {classe.libelle}"


def rang_ecrit(rank: int) -> str:
    """Return a rank of a commune as written: 1re, 2e, 27e."""
    return "1re" if rank == 1 else f"{nombre(rank)}e"
