"""What is measured to compare communes, groups and agglomérations.

A measure is known by commune, with what it takes to compute it for a group; a value that is not
known stays missing, and is never taken for none.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers.bundle import REVENUS
from geo.answers.ranges import distances
from geo.core import catalog
from geo.core.crs import to_metric
from geo.drawing.maps.colours import TERRITORY_COLOURS
from geo.labels import compare as mots_compare
from geo.labels import textes
from geo.labels.formats import (
    avec_unite,
    distance,
    nombre,
    titre_et_unite,
)
from geo.measures import charging, indicators, joins, states
from geo.reports.facts import faits_par_commune

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.comparable import Nature
    from geo.reports.facts import Faits


DISTANCES = ("piscines", "dechets", "bornes")
"""Themes to which one goes: their nearest facility is measured."""


# --- what is measured ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entite:
    """What is compared: a commune, or a group of communes that counts as one."""

    id: str
    nom: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mesure:
    """One measure of every commune, and how it is computed for a group.

    ``numerateur`` and ``denominateur`` are indexed by commune code; a ``taux`` is their ratio
    times ``facteur``, an ``effectif`` the sum of ``numerateur``, a ``distance`` (in metres) the
    median of the communes. ``approche`` marks the communes whose value is an order of magnitude,
    ``incertaine`` those whose value facilities of unknown state could change.
    ``note`` is to be known whatever is compared. The unit is written after the values unless
    ``nue``, where the title says it. ``seule``: only a commune has a value, never a group (a median
    is no sum).
    """

    id: str
    titre: str
    unite: str
    decimales: int
    nature: Nature
    couleur: str
    source: str
    methode: str
    numerateur: pd.Series
    denominateur: pd.Series | None = None
    facteur: float = 1.0
    approche: pd.Series | None = None
    incertaine: pd.Series | None = None
    note: str = ""
    nue: bool = False
    seule: bool = False

    def valeurs(self) -> pd.Series:
        """Return the value of each commune, by code."""
        known = self.numerateur.astype(float)
        if self.denominateur is None:
            return known
        over = self.denominateur.astype(float)
        return known / over.where(over > 0) * self.facteur

    def connus(self, codes: Iterable[str]) -> list[float]:
        """Return the known values of some communes, one by one: a few look-ups, no new table."""
        found = map(self.numerateur.get, codes)
        return [float(value) for value in found if value is not None and not pd.isna(value)]

    def de(self, codes: Sequence[str]) -> float:
        """Return the value of a group of communes: known parts only; missing if there is none."""
        known = self.connus(codes)
        if not known or (self.seule and len(codes) > 1):
            return float("nan")
        if self.nature == "distance":
            return statistics.median(known)
        total = sum(known)
        if self.denominateur is None:
            return total
        parts = map(self.denominateur.get, codes)
        over = float(sum(part for part in parts if part is not None and not pd.isna(part)))
        return total / over * self.facteur if over > 0 else float("nan")

    def write_as(self, value: float) -> str:
        """Return a value as written, with its unit."""
        if self.nature == "distance":
            return distance(value, dans_la_commune=True)
        if self.nue:
            return nombre(value, self.decimales)
        return avec_unite(value, self.unite, self.decimales)

    def write_bare(self, value: float) -> str:
        """Return a value as written where the unit is told once for all; a distance has its own."""
        if self.nature == "distance":
            return distance(value, dans_la_commune=True)
        return nombre(value, self.decimales)

    def write_range(self, value: float) -> str:
        """Return a bound of a scale as written: without unit, or in kilometres."""
        if self.nature == "distance":
            return avec_unite(value / 1000, "km", 1)
        return nombre(value, self.decimales)

    @property
    def titre_et_unite(self) -> str:
        """Return the title, with the unit where the values alone do not tell it."""
        bare = self.nue or self.nature == "distance"
        return self.titre if bare else titre_et_unite(self.titre, self.unite)


def mesures(base: Base, themes: Mapping[str, ThemeData], faits: Faits | None) -> tuple[Mesure, ...]:
    """Return every measure that is compared, in the order of a reader.

    A theme that cannot be read, or ``faits`` that cannot, leaves its measures out.
    """
    found = _of_communes(base)
    for theme_id, data in themes.items():
        if theme_id in catalog.THEMES and data.theme.table != "qpv":
            found += _of_facilities(base, data)
    found += [_nearest(base, themes[theme_id]) for theme_id in DISTANCES if theme_id in themes]
    if faits is not None:
        found.append(_facts(base, faits))
    return tuple(found)


def _by_code(base: Base, values: pd.Series) -> pd.Series:
    return values.set_axis(base.communes["code_insee"])


def _catalogued(indicator_id: str, source_id: str, couleur: str, **what: object) -> Mesure:
    record = catalog.indicator(indicator_id)
    made: dict[str, object] = {
        "titre": record.titre,
        "unite": record.unite,
        "decimales": record.decimales,
        "nature": record.nature,
        "couleur": couleur,
        "source": catalog.source(source_id).mention,
        "methode": record.methode,
    }
    return Mesure(id=indicator_id, **(made | what))  # type: ignore[arg-type]


def _of_communes(base: Base) -> list[Mesure]:
    communes, ink = base.communes, TERRITORY_COLOURS["cabbalr"]
    area = _by_code(base, to_metric(communes.geometry).area / 1e6)
    covered = base.qpv_communes.groupby("code_insee")["surface_km2"].sum()
    band = _by_code(base, joins.band_share_pct(communes, base.qpv)) * area / 100
    population = _by_code(base, communes["population"])
    colour = catalog.theme("qpv").couleur
    return [
        _catalogued("population", "communes", ink, numerateur=population),
        _catalogued(
            "densite",
            "communes",
            ink,
            numerateur=population,
            denominateur=_by_code(base, communes["surface_km2"]),
        ),
        _catalogued(
            "part_qpv_pct",
            "qpv",
            colour,
            numerateur=covered.reindex(area.index).fillna(0.0),
            denominateur=area,
            facteur=100.0,
        ),
        _catalogued(
            "part_bande_300m_pct",
            "qpv",
            colour,
            numerateur=band,
            denominateur=area,
            facteur=100.0,
        ),
        *[
            _catalogued(
                name,
                "revenus",
                colour,
                numerateur=_by_code(base, indicators.known(communes, base.revenus, name)),
                seule=True,
                note=mots_compare.AVIS_NON_PUBLIE,
            )
            for name in REVENUS
            if len(base.revenus)
        ],
    ]


def _of_facilities(base: Base, data: ThemeData) -> list[Mesure]:
    theme, communes = data.theme, base.communes
    open_ones = indicators.comptes(data.table)
    source = theme.sources[0]
    found = [
        _catalogued(
            "nb_equipements",
            source,
            theme.couleur,
            titre=mots_compare.COMPARER_EFFECTIFS[theme.id],
            unite=textes.NOMS_THEMES[theme.id][1],
            nue=True,
            numerateur=_by_code(base, indicators.count_by_commune(communes, open_ones)),
            incertaine=_by_code(base, _unproven(data)),
        )
    ]
    if "dans_la_base" in data.table:
        ours = charging.off_motorways(data.table)
        points = charging.points_by_commune(communes, ours)["points_min"]
        found.append(
            _catalogued(
                "points_pour_1000_hab",
                source,
                theme.couleur,
                titre=mots_compare.COMPARER_POINTS,
                unite=mots_compare.COMPARER_POINTS_UNITE,
                nue=True,
                numerateur=_by_code(base, points),
                denominateur=_by_code(base, communes["population"]),
                facteur=1000.0,
                note=mots_compare.COMPARER_PARTIEL,
            )
        )
    return [_named(mesure, theme.id) for mesure in found]


def _unproven(data: ThemeData) -> pd.Series:
    """Return whether each commune has a facility that may be open besides those that are."""
    table = data.table
    maybe = table[states.may_be_open(table) & ~states.is_open(table)]
    return indicators.count_by_commune(data.base.communes, maybe) > 0


def _named(mesure: Mesure, theme_id: str) -> Mesure:
    """Return a measure whose id tells its theme: several themes have the same indicator."""
    fields = {name: getattr(mesure, name) for name in Mesure.__slots__}
    return Mesure(**{**fields, "id": f"{mesure.id}_{theme_id}"})


def _nearest(base: Base, data: ThemeData) -> Mesure:
    theme = data.theme
    unsure = data.table.loc[data.table["position_approximative"].astype(bool), "id"]
    about = data.proches.isin(unsure)
    noun = textes.NOMS_THEMES[theme.id][0]
    return _named(
        _catalogued(
            "distance_m",
            theme.sources[0],
            theme.couleur,
            titre=mots_compare.COMPARER_DISTANCE.format(nom=noun),
            unite="km",
            numerateur=_by_code(base, data.mesures["distance_m"]),
            approche=_by_code(base, about),
            incertaine=_by_code(base, distances(data, base.communes.index).incertaines),
        ),
        theme.id,
    )


def _facts(base: Base, faits: Faits) -> Mesure:
    return Mesure(
        id="nb_faits",
        titre=mots_compare.COMPARER_FAITS,
        unite=mots_compare.COMPARER_FAITS_UNITE,
        decimales=0,
        nature="effectif",
        couleur=TERRITORY_COLOURS["cabbalr"],
        source=catalog.source("actions").mention,
        methode=mots_compare.COMPARER_FAITS_METHODE,
        numerateur=_by_code(base, faits_par_commune(faits.actions, base.communes)),
        nue=True,
    )
