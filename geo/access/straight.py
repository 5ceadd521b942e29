"""How far each origin is from a service: ranges of distance and of time.

Everything is counted from one point a commune, its mairie (``geo.measures.joins.commune_points``),
and one point a QPV, inside its perimeter. Who is served is in ``geo.access.reach``.

A facility whose place is known gives one straight-line distance. One that is only known by its
commune may be anywhere in it: its distance is a range, from the nearest to the farthest point of
the outline of that commune, in Lambert-93. Its central value is the distance to the mairie of that
commune; for a place of that same commune it is at least two thirds of the radius of a disc of the
same area, the mean distance of the points of a disc to its centre.

A range stays a range to the end: the low value of a time takes the low distance, the low detour
and the high speed; the high value the contrary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.core.crs import to_display, to_metric
from geo.measures import indicators, joins

if TYPE_CHECKING:
    from collections.abc import Mapping

Mode = Literal["pied", "velo", "voiture"]
Floats: TypeAlias = npt.NDArray[np.float64]

MODES: tuple[Mode, ...] = get_args(Mode)
SEUILS_MIN = (10, 20, 30)
"""Bounds of the classes of time, in minutes; a bound belongs to the class below it."""

CLASSES = ("10", "20", "30", "plus")
"""The classes of time by their upper bound: 10 minutes at most, 10 to 20, 20 to 30, more."""

PRES_M = 5_000.0
"""Straight line driven at the near speed; what is beyond is driven at that of main roads.

Of 3, 4 and 5 km, the one that fits the road times best; see docs/decisions."""

SELON = "selon"
"""Class of a time whose range straddles a bound: it depends on the hypotheses."""

ROUNDING = 1e-9
"""A time that equals a threshold is within it, whatever the last bits say."""


# --- hypotheses: set here, and nowhere else ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hypothese:
    """One number that an estimate rests on: its range, why, and what kind of source it has.

    ``choix`` are the central values that a reader may choose; ``plancher`` is the least value
    that makes sense (a road is never shorter than the straight line).
    """

    titre: str
    unite: str
    bas: float
    centre: float
    haut: float
    choix: tuple[float, ...]
    nature: str
    raison: str
    plancher: float = 0.0

    def autour(self, centre: float) -> Hypothese:
        """Return it around another central value, with a range of the same proportions.

        What is zero unless the reader adds it has no proportions: it is then what was added.

        Raises
        ------
        ValueError
            If ``centre`` is not between the first and the last of ``choix``.
        """
        if not self.choix[0] <= centre <= self.choix[-1]:
            msg = (
                f"{self.titre} : attendu de {self.choix[0]} à {self.choix[-1]} {self.unite}, "
                f"trouvé {centre}."
            )
            raise ValueError(msg)
        if not self.centre:
            return replace(self, bas=centre, centre=centre, haut=centre)
        scale = centre / self.centre
        return replace(
            self,
            bas=max(self.bas * scale, self.plancher),
            centre=centre,
            haut=self.haut * scale,
        )


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """What turns a straight line into minutes. The defaults are those of the Atlas."""

    detour: Hypothese = Hypothese(
        titre="Facteur de détour",
        unite="×",
        bas=1.2,
        centre=1.3,
        haut=1.45,
        choix=(1.1, 1.2, 1.3, 1.4, 1.5, 1.6),
        nature="ordre de grandeur publié",
        raison="Une route est plus longue que la ligne droite. Les trajets routiers vers le centre "
        "de 300 villes européennes font 1,34 fois la ligne droite en moyenne (Environment and "
        "Planning B, 2023, doi:10.1177/23998083231168870) ; l’écart autour est celui que l’Atlas "
        "retient.",
        plancher=1.0,
    )
    pied: Hypothese = Hypothese(
        titre="Vitesse à pied",
        unite="km/h",
        bas=3.6,
        centre=4.5,
        haut=5.4,
        choix=(3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0),
        nature="convention de l’Atlas",
        raison="Marche d’un adulte sur trottoir, attentes aux traversées comprises ; 20 % de moins "
        "avec un enfant ou de la gêne, 20 % de plus d’un bon pas.",
    )
    velo: Hypothese = Hypothese(
        titre="Vitesse à vélo",
        unite="km/h",
        bas=12.0,
        centre=15.0,
        haut=18.0,
        choix=(10.0, 12.0, 15.0, 18.0, 20.0, 25.0),
        nature="convention de l’Atlas",
        raison="Vélo ordinaire, porte à porte, sur un relief faible ; le haut de la fourchette est "
        "celui d’un vélo à assistance.",
    )
    voiture: Hypothese = Hypothese(
        titre="Vitesse en voiture, près",
        unite="km/h",
        bas=30.0,
        centre=40.0,
        haut=50.0,
        choix=(20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0),
        nature="calé sur des temps routiers",
        raison="Sur les 5 premiers kilomètres à vol d’oiseau : bourgs, cités, carrefours et feux. "
        "Calé sur les temps routiers de 83 communes vers leur piscine la plus proche.",
    )
    route: Hypothese = Hypothese(
        titre="Vitesse en voiture, au-delà",
        unite="km/h",
        bas=50.0,
        centre=65.0,
        haut=80.0,
        choix=(50.0, 55.0, 60.0, 65.0, 70.0, 75.0, 80.0, 90.0),
        nature="calé sur des temps routiers",
        raison="Au-delà de 5 kilomètres à vol d’oiseau : un trajet plus long trouve une route "
        "départementale, une rocade ou l’autoroute. Calé sur les mêmes temps.",
    )
    depart: Hypothese = Hypothese(
        titre="Mise en route en voiture",
        unite="min",
        bas=0.5,
        centre=1.5,
        haut=3.0,
        choix=(0.5, 1.0, 1.5, 2.0, 3.0),
        nature="calé sur des temps routiers",
        raison="Sortir de sa rue et rejoindre un axe, puis le quitter : les rues lentes des deux "
        "bouts du trajet. Calé sur les mêmes temps.",
    )
    stationnement: Hypothese = Hypothese(
        titre="Stationnement en voiture",
        unite="min",
        bas=0.0,
        centre=0.0,
        haut=0.0,
        choix=(0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0),
        nature="au choix du lecteur",
        raison="Rejoindre la voiture, se garer, finir à pied : zéro par défaut, car les temps "
        "routiers qui servent au calage ne le comptent pas. À ajouter selon le lieu.",
    )

    def vitesse(self, mode: Mode) -> Hypothese:
        """Return the speed of a mode, in km/h."""
        return {"pied": self.pied, "velo": self.velo, "voiture": self.voiture}[mode]

    def reglees(self, centres: Mapping[str, float]) -> Hypotheses:
        """Return them with other central values, by name; see ``Hypothese.autour`` for the error.

        Raises
        ------
        ValueError
            If a value is out of its bounds.
        """
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return Hypotheses(
            **{
                name: record.autour(centres.get(name, record.centre))
                for name, record in known.items()
            }
        )


# --- ranges between origins and facilities ----------------------------------------------------


@dataclass(frozen=True, eq=False)
class Fourchettes:
    """What separates each origin from each facility: low, central and high values.

    Arrays of ``len(origines)`` rows and ``len(cibles)`` columns, in metres (straight lines) or in
    minutes; infinite where there is no way. ``origines`` and ``cibles`` are points in Lambert-93;
    the index of ``cibles`` is the id of each facility, and ``approx`` tells those only known by
    their commune.
    """

    origines: gpd.GeoSeries
    cibles: gpd.GeoSeries
    approx: npt.NDArray[np.bool_]
    bas: Floats
    centre: Floats
    haut: Floats


def comptes(equipements: pd.DataFrame, *, a_confirmer: bool = False) -> pd.DataFrame:
    """Return the facilities that count: the open ones, with those of unknown state if asked."""
    return indicators.possibles(equipements) if a_confirmer else indicators.ouverts(equipements)


def mairies(communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the mairies as facilities: one row = a commune, at the point that stands for it.

    Columns: ``id`` (code of the commune), ``nom``, ``code_insee``, ``commune``,
    ``existence``, ``statut``, ``lon``, ``lat``. Index of ``communes``. Each commune has its own:
    nobody is far from one, which checks the rest of the computation.
    """
    points = to_display(joins.commune_points(communes))
    return pd.DataFrame(
        {
            "id": communes["code_insee"],
            "nom": "Mairie",
            "code_insee": communes["code_insee"],
            "commune": communes["nom"],
            "existence": "attestee",
            "statut": "ouverte",
            "lon": points.x,
            "lat": points.y,
        }
    )


def qpv_points(qpv: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return a point inside each perimeter, in Lambert-93, on the index of ``qpv``."""
    return to_metric(qpv.geometry).representative_point()


def distances(
    origines: gpd.GeoSeries, equipements: pd.DataFrame, communes: gpd.GeoDataFrame
) -> Fourchettes:
    """Return the straight lines from each origin to each facility, in metres.

    ``equipements``: ``id``, ``code_insee``, ``lon``, ``lat``. One without coordinates and of no
    known commune is not there. An origin without geometry is infinitely far.
    """
    places = to_metric(joins.position(equipements, communes).set_axis(equipements["id"]))
    approx = joins.position_approximative(equipements).set_axis(places.index)
    places, approx = places[places.notna()].sort_index(), approx[places.notna()].sort_index()
    known = equipements.set_index("id").loc[places.index, "code_insee"]
    centre = _between(to_metric(origines), places)
    low, high = centre.copy(), centre.copy()
    outlines = to_metric(communes.set_index("code_insee").geometry)
    starts = to_metric(origines).to_numpy()
    for code in known[approx].unique():
        columns = np.flatnonzero((known == code).to_numpy() & approx.to_numpy())
        nearest, middle, farthest = _within(starts, outlines[code], centre[:, columns[0]])
        low[:, columns] = nearest[:, None]
        centre[:, columns] = middle[:, None]
        high[:, columns] = farthest[:, None]
    return Fourchettes(to_metric(origines), places, approx.to_numpy(dtype=bool), low, centre, high)


def vers_un_lieu(origines: gpd.GeoSeries, lieu: shapely.Point, nom: str) -> Fourchettes:
    """Return the straight lines to one place that is known, a Lambert-93 point named ``nom``."""
    cible = gpd.GeoSeries([lieu], index=[nom], crs=to_metric(origines).crs)
    line = _between(to_metric(origines), cible)
    return Fourchettes(to_metric(origines), cible, np.array([False]), line, line, line)


def avec(premieres: Fourchettes, secondes: Fourchettes) -> Fourchettes:
    """Return the ranges to the facilities of both, from the same origins."""
    return Fourchettes(
        premieres.origines,
        pd.concat([premieres.cibles, secondes.cibles]),
        np.concatenate([premieres.approx, secondes.approx]),
        np.hstack([premieres.bas, secondes.bas]),
        np.hstack([premieres.centre, secondes.centre]),
        np.hstack([premieres.haut, secondes.haut]),
    )


def parmi(fourchettes: Fourchettes, ids: frozenset[str]) -> Fourchettes:
    """Return the ranges to the facilities of these ids only, from the same origins."""
    kept = fourchettes.cibles.index.isin(list(ids))
    return Fourchettes(
        fourchettes.origines,
        fourchettes.cibles[kept],
        fourchettes.approx[kept],
        fourchettes.bas[:, kept],
        fourchettes.centre[:, kept],
        fourchettes.haut[:, kept],
    )


def _between(origines: gpd.GeoSeries, cibles: gpd.GeoSeries) -> Floats:
    starts, ends = origines.to_numpy(), cibles.to_numpy()
    found: Floats = shapely.distance(starts[:, None], ends[None, :])
    return np.where(np.isnan(found), np.inf, found)


def _within(
    starts: npt.NDArray[np.object_], outline: shapely.Geometry, to_mairie: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return how far a place somewhere in ``outline`` is: at least, centrally, at most."""
    nearest = shapely.distance(starts, outline)
    # The farthest point of a polygon is a vertex of its hull.
    corners = np.asarray(shapely.points(shapely.get_coordinates(shapely.convex_hull(outline))))
    farthest = shapely.distance(starts[:, None], corners[None, :]).max(axis=1)
    typical = 2 / 3 * math.sqrt(shapely.area(outline) / math.pi)
    at_home = nearest <= joins.TOUCH_M
    middle = np.where(at_home, np.maximum(to_mairie, typical), to_mairie)
    lost = np.isnan(nearest)
    return (
        np.where(lost, np.inf, nearest),
        middle,
        np.where(lost, np.inf, farthest),
    )


# --- times ------------------------------------------------------------------------------------


def minutes(lignes: Fourchettes, hypotheses: Hypotheses, mode: Mode) -> Fourchettes:
    """Return the times of a mode estimated from straight lines, in minutes.

    By car they are those of ``conduite``, with the time to park that the reader adds, if any.
    """
    if mode == "voiture":
        driven, fixed = conduite(lignes, hypotheses), hypotheses.stationnement
        return replace(
            driven,
            bas=driven.bas + fixed.bas,
            centre=driven.centre + fixed.centre,
            haut=driven.haut + fixed.haut,
        )
    detour, speed = hypotheses.detour, hypotheses.vitesse(mode)
    return replace(
        lignes,
        bas=lignes.bas * detour.bas / _metres_a_minute(speed.haut),
        centre=lignes.centre * detour.centre / _metres_a_minute(speed.centre),
        haut=lignes.haut * detour.haut / _metres_a_minute(speed.bas),
    )


def conduite(lignes: Fourchettes, hypotheses: Hypotheses) -> Fourchettes:
    """Return the times at the wheel estimated from straight lines, in minutes.

    A start, then the first ``PRES_M`` at the near speed and what is beyond at that of main roads.
    They compare with the times of a road network: neither reaching the car nor parking it is there.
    """
    h = hypotheses
    return replace(
        lignes,
        bas=h.depart.bas + h.detour.bas * _driven(lignes.bas, h.voiture.haut, h.route.haut),
        centre=h.depart.centre
        + h.detour.centre * _driven(lignes.centre, h.voiture.centre, h.route.centre),
        haut=h.depart.haut + h.detour.haut * _driven(lignes.haut, h.voiture.bas, h.route.bas),
    )


def _driven(metres: Floats, near_km_h: float, far_km_h: float) -> Floats:
    near = np.minimum(metres, PRES_M)
    return near / _metres_a_minute(near_km_h) + (metres - near) / _metres_a_minute(far_km_h)


def _metres_a_minute(km_h: float) -> float:
    return km_h * 1000 / 60


def plus_proches(fourchettes: Fourchettes) -> pd.DataFrame:
    """Return the nearest facility of each origin: one row = an origin, on their index.

    ``id`` and ``approx`` are those of the facility of the least central value, the smallest id of
    several. ``bas``, ``centre`` and ``haut`` bound the distance (or time) to the nearest facility,
    whichever it is: the least of each. Missing where no facility can be reached.
    """
    index = fourchettes.origines.index
    if not len(fourchettes.cibles):
        return pd.DataFrame(
            {
                "id": pd.Series(pd.NA, index=index, dtype="str"),
                "approx": False,
                "bas": np.nan,
                "centre": np.nan,
                "haut": np.nan,
            },
            index=index,
        )
    names = fourchettes.cibles.index.to_numpy(dtype=object)
    order = np.argsort(names, kind="stable")
    best = order[fourchettes.centre[:, order].argmin(axis=1)]
    least = {
        name: getattr(fourchettes, name).min(axis=1, initial=np.inf)
        for name in ("bas", "centre", "haut")
    }
    reached = np.isfinite(least["centre"])
    return pd.DataFrame(
        {
            "id": pd.Series(np.where(reached, names[best], None), index=index, dtype="str"),
            "approx": fourchettes.approx[best],
            **{name: np.where(np.isfinite(v), v, np.nan) for name, v in least.items()},
        },
        index=index,
    )


def classe_centrale(temps: pd.Series) -> pd.Series:
    """Return the class of ``CLASSES`` of each time in minutes; missing where the time is."""
    rank = np.searchsorted(np.array(SEUILS_MIN) + ROUNDING, temps.to_numpy(dtype=float))
    named = pd.Series(np.array(CLASSES, dtype=object)[rank.clip(max=3)], index=temps.index)
    return named.astype("str").where(temps.notna())


def classes(proches: pd.DataFrame) -> pd.Series:
    """Return the class of each time, ``selon`` when its low and its high value differ of class."""
    low, high = classe_centrale(proches["bas"]), classe_centrale(proches["haut"])
    sure = (low == high) | proches["centre"].isna()
    return low.where(sure, SELON).rename("classe")
