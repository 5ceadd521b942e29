"""The mining basin: each layer with its communes, what each commune has, what a page tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd

from geo import sources
from geo.answers import bundle
from geo.answers.sentence import Chiffre, Synthese
from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_display, to_metric
from geo.drawing.maps import layers
from geo.labels import bassin as mots
from geo.labels.formats import accord, agree, distance, enumeration, nombre
from geo.measures import mining

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

    from geo.answers.bundle import Base
    from geo.answers.view import PlaceView
    from geo.drawing.maps.layers import Layer

PAGE = catalog.BASIN.id
"""How an address and a command call it."""

CITES, PUITS = "cites_minieres", "puits_de_mine"
TABLES = tuple(one for one in catalog.BASIN.sources if one not in {"communes", "qpv"})
"""The layers of the basin, each a table of the same name."""


SEEN = ("cites", "terrils", "puits")
"""What the sentence of a slide counts first, besides the cavaliers."""


def joined(base: Base, name: str) -> gpd.GeoDataFrame:
    """Return a layer with its communes (``geo.measures.mining.attached``), and its QPV for cités.

    Index and rows of the table; geometry in WGS 84. See ``geo.sources.load`` for the errors.
    """
    rows = sources.load(name)
    if name == PUITS:
        placed = gpd.GeoDataFrame(rows, geometry=points_from_lonlat(rows))
        return placed.assign(**mining.of_points(placed.geometry, base.communes))
    areas = gpd.GeoDataFrame(rows)
    told = areas.assign(**mining.attached(areas, base.communes))
    return told.assign(**mining.towards_qpv(areas, base.qpv)) if name == CITES else told


def table(name: str) -> gpd.GeoDataFrame:
    """Return a layer as it is exported; see ``joined``."""
    return joined(bundle.load_base(), name)


# --- what a page shows ------------------------------------------------------------------------

DRAWN_M = 5.0
"""Size of the smallest detail of an outline that the map draws, in metres."""

PART = "(partie en zone-tampon)"
"""How the source names the rest of a cité that is inscribed in part: in the buffer zone."""

GROUPES = {
    "cites": CITES,
    "terrils": "terrils",
    "cavaliers": "cavaliers",
    "puits": PUITS,
    "batiments": "batiments_miniers",
    "espaces": "espaces_neonaturels",
}
"""Layer that a reader chooses -> its table; lines stand for the cavaliers, inscribed or not."""


@dataclass(frozen=True, eq=False, slots=True)
class Bassin:
    """The basin: its tables and the layers of its maps, by name, and what each commune has.

    ``tables`` leave out the second drawings of cités; ``mesures`` has one row a commune, on the
    index of the communes.
    """

    tables: dict[str, gpd.GeoDataFrame]
    mesures: pd.DataFrame
    couches: dict[str, Layer]


def load(base: Base) -> Bassin:
    """Return the basin; see ``geo.sources.load`` for the errors."""
    tables = {name: joined(base, name) for name in TABLES}
    tables[CITES] = mining.counted(tables[CITES])
    drawn = {name: _layer(name, tables[name]) for name in GROUPES.values()}
    return Bassin(tables, mining.measures(tables, base.communes), drawn)


def _layer(name: str, rows: gpd.GeoDataFrame) -> Layer:
    if name == PUITS:
        return layers.points_layer(name, rows.geometry, _cards(rows))
    light = to_display(to_metric(rows.geometry).simplify(DRAWN_M))
    codes = [layers.codes_of(told) for told in rows["codes_communes"]]
    return layers.areas_layer(name, light, rows["id"].to_list(), _names(name, rows), codes)


def _names(name: str, rows: gpd.GeoDataFrame) -> list[str]:
    """Return what the map says of each object: its name, its protection, its landlord."""
    if "protection" not in rows:
        return [str(nom) for nom in rows["nom"]]
    told = rows["protection"].map(mots.PROTECTIONS)
    if name == CITES:
        told = told + (", " + rows["bailleur"]).fillna("")
    pairs = zip(rows["nom"], told, strict=True)
    return [mots.NOM_COMPLET.format(nom=nom, detail=detail) for nom, detail in pairs]


def _cards(rows: gpd.GeoDataFrame) -> list[dict[str, object]]:
    """Return what the map knows of each shaft: no state, a full symbol."""
    return [
        {
            "id": row["id"],
            "nom": row["nom"],
            "statut": "ouverte",
            "communes": layers.codes_of(row["code_insee"]),
            "approx": False,
            "rayon": 5.0,
            "resume": [str(row["commune"])],
            "details": [str(row["commune"]), str(row["compagnie"])],
        }
        for row in rows.drop(columns="geometry").to_dict("records")
    ]


def kept(bassin: Bassin, name: str, codes: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the objects of a table that are in some of these communes, on its index."""
    rows, wanted = bassin.tables[name], set(codes)
    column = "codes_communes" if "codes_communes" in rows else "code_insee"
    inside = rows[column].map(
        lambda told: bool(wanted & set(str(told).split(" | "))), na_action="ignore"
    )
    return rows[inside.eq(other=True)]


@dataclass(frozen=True, slots=True)
class BilanMinier:
    """What the source has in some communes: objects by layer, km of cavaliers, cités by zone.

    A cité is an outline of the source: ``parties`` are the rest of cités inscribed in part.
    ``partages``: objects by layer that are also in the agglomération that was told beside.
    """

    comptes: dict[str, int]
    protections: dict[str, int]
    parties: int
    en_qpv: int
    cavaliers_km: float
    partages: Mapping[str, int] = field(default_factory=dict)

    @property
    def vide(self) -> bool:
        """Return whether the source has nothing there."""
        return not any(self.comptes.values()) and not self.cavaliers_km


def bilan(bassin: Bassin, communes: pd.DataFrame, voisines: Collection[str] = ()) -> BilanMinier:
    """Return what the source has in these communes, rows of those of the base.

    ``voisines``: the communes of the other agglomération, which counts what lies in both too.
    """
    codes = set(communes["code_insee"])
    objects = {one: kept(bassin, GROUPES[one], codes) for one in mots.COMPTES}
    beyond = {one: kept(bassin, GROUPES[one], voisines).index for one in mots.COMPTES}
    cites = objects["cites"]
    zones = cites["protection"].value_counts()
    return BilanMinier(
        comptes={one: len(rows) for one, rows in objects.items()},
        protections={one: int(zones.get(one, 0)) for one in mots.PROTECTIONS},
        parties=int(cites["nom"].str.contains(PART, regex=False).sum()),
        en_qpv=int(cites["situation_qpv"].isin(["dedans", "en_partie"]).sum()),
        cavaliers_km=float(bassin.mesures.loc[communes.index, "cavaliers_km"].sum()),
        partages={one: int(rows.index.isin(beyond[one]).sum()) for one, rows in objects.items()},
    )


def phrase(told: BilanMinier, lieu: str) -> str:
    """Return the sentence of some communes; what the source has not is not told as none."""
    if told.vide:
        return mots.PHRASE_RIEN.format(lieu=lieu)
    parts = [_counted(told, one) for one, count in told.comptes.items() if count]
    if told.cavaliers_km:
        parts.append(mots.CAVALIERS.format(longueur=distance(told.cavaliers_km * 1000)))
    return mots.PHRASE.format(objets=enumeration(parts), lieu=lieu)


def _counted(told: BilanMinier, one: str) -> str:
    written = accord(told.comptes[one], *mots.COMPTES[one])
    if one != "cites":
        return written
    return mots.DONT.format(cites=written, zones=_zones(told))


def _zones(told: BilanMinier) -> str:
    """Return how many outlines of cités are in each zone, and how many are parts of others."""
    zones = [
        mots.PAR_PROTECTION[zone].format(compte=nombre(count))
        for zone, count in told.protections.items()
        if count
    ]
    parts = ""
    if told.parties:
        parts = agree(told.parties, *mots.PARTIES).format(compte=nombre(told.parties))
    if told.comptes["cites"] == 1:
        alone = next(zone for zone, count in told.protections.items() if count)
        zones = [mots.PAR_PROTECTION[alone].removeprefix("{compte} ")]
        parts = mots.PARTIE_SEULE if told.parties else ""
    return f"{enumeration(zones)}{parts}"


def _shared(told: BilanMinier, autre: str) -> tuple[str, str]:
    """Return what the other agglomération counts too, in full and for a slide; else nothing."""
    parts = {one: accord(n, *mots.COMPTES[one]) for one, n in told.partages.items() if n}
    brief = [parts[one] for one in SEEN if one in parts]
    return (
        mots.PARTAGES.format(autre=autre, objets=enumeration(list(parts.values())))
        if parts
        else "",
        mots.PARTAGES_EN_BREF.format(autre=autre, objets=enumeration(brief)) if brief else "",
    )


def synthese(bassin: Bassin, place: PlaceView) -> Synthese:
    """Return the sentence and the key figures of a selection, as those of a theme."""
    autre, voisines = place.voisine
    told = bilan(bassin, place.communes, voisines)
    sentence, figures = phrase(told, place.nom), _figures(told)
    if told.vide:
        return Synthese(sentence, figures, told.vide, sentence)
    message, rests = _in_short(told)
    shared, brief = _shared(told, autre)
    rests = tuple(f"{rest} {brief}".strip() for rest in rests)
    return Synthese(f"{sentence} {shared}".strip(), figures, told.vide, message, rests)


def _in_short(told: BilanMinier) -> tuple[str, tuple[str, ...]]:
    """Return the sentence of a slide, and what completes it: in full, then without the rest."""
    parts = [accord(told.comptes[one], *mots.COMPTES[one]) for one in SEEN if told.comptes[one]]
    if told.cavaliers_km:
        parts.append(mots.CAVALIERS.format(longueur=distance(told.cavaliers_km * 1000)))
    others = [one for one in mots.COMPTES if one not in SEEN and told.comptes[one]]
    rest = [accord(told.comptes[one], *mots.COMPTES[one]) for one in others]
    cites = ""
    if count := told.comptes["cites"]:
        cites = agree(count, *mots.CITES_EN_BREF).format(zones=_zones(told))
    more = mots.AUSSI.format(objets=enumeration(rest)) if rest else ""
    if not parts:
        return mots.MESSAGE.format(objets=enumeration(rest)), ()
    return mots.MESSAGE.format(objets=enumeration(parts)), (f"{cites} {more}".strip(), cites)


def _figures(told: BilanMinier) -> tuple[Chiffre, ...]:
    source = catalog.source(CITES).mention

    def count(one: str) -> Chiffre:
        value = told.comptes[one]
        return Chiffre(nombre(value) if value else mots.RIEN, "", mots.CHIFFRES[one], source)

    cites = told.comptes["cites"]
    inside = Chiffre(
        nombre(told.en_qpv) if cites else mots.RIEN,
        mots.CHIFFRE_QPV.format(total=nombre(cites)) if cites else "",
        mots.CHIFFRES["qpv"],
        " ; ".join(catalog.source(one).mention for one in (CITES, "qpv")),
    )
    km = told.cavaliers_km
    lines = Chiffre(
        distance(km * 1000) if km else mots.RIEN, "", mots.CHIFFRES["cavaliers"], source
    )
    return (count("cites"), inside, count("terrils"), lines, count("puits"), count("batiments"))
