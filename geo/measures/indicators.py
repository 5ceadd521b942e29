"""One number per commune: frames in, a Series on the index of the communes out.

Every function takes ``communes`` (one row = one commune, columns ``code_insee``, ``population``,
``surface_km2``, geometry) and returns a Series on ``communes.index``. Only facilities proven to be
open count (``geo.measures.states``); the others stay apart. Nothing is changed in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.measures import joins, states

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def ouverts(equipements: pd.DataFrame) -> pd.DataFrame:
    """Return the facilities that count in distances: those known to be open.

    None of a service area of a motorway, which serves who drives there.

    Examples
    --------
    >>> sites = {"existence": "attestee", "statut": ["ouverte", "non_etabli"]}
    >>> ouverts(pd.DataFrame(sites))["statut"].tolist()
    ['ouverte']
    """
    return equipements[states.is_open(equipements) & ~states.on_motorway(equipements)]


def possibles(equipements: pd.DataFrame) -> pd.DataFrame:
    """Return the same facilities as ``ouverts``, and those that may be open.

    Examples
    --------
    >>> sites = {"existence": "attestee", "statut": ["ouverte", "non_etabli", "fermee"]}
    >>> possibles(pd.DataFrame(sites))["statut"].tolist()
    ['ouverte', 'non_etabli']
    """
    return equipements[states.may_be_open(equipements) & ~states.on_motorway(equipements)]


def comptes(equipements: pd.DataFrame) -> pd.DataFrame:
    """Return the facilities that count in totals and rates: open, of the agglomérations."""
    return equipements[states.is_open(equipements) & states.counted(equipements)]


def count_by_commune(communes: pd.DataFrame, equipements: pd.DataFrame) -> pd.Series:
    """Return the number of rows of ``equipements`` in each commune (0 where none).

    A work spread over several communes counts in each: their sum may exceed the number of rows.

    Examples
    --------
    >>> count_by_commune(communes, pd.DataFrame({"code_insee": ["62001", "62001"]})).tolist()
    [2, 0]
    """
    counts = joins.communes_of(equipements).value_counts()
    return communes["code_insee"].map(counts).fillna(0).astype(int)


def total_by_commune(communes: pd.DataFrame, equipements: pd.DataFrame, column: str) -> pd.Series:
    """Return the sum of the known values of ``column`` in each commune.

    A commune without any row gets 0; a commune whose rows are all unknown gets a missing value.

    Examples
    --------
    >>> works = pd.DataFrame({"code_insee": ["62001", "62001"], "volume_m3": [None, 40.0]})
    >>> total_by_commune(communes, works, "volume_m3").tolist()
    [40.0, 0.0]
    >>> total_by_commune(communes, works[:1], "volume_m3").tolist()
    [nan, 0.0]
    """
    groups = equipements.groupby("code_insee")[column]
    totals = groups.sum(min_count=1).astype(float)
    present = communes["code_insee"].isin(equipements["code_insee"])
    values = communes["code_insee"].map(totals)
    return values.where(present, 0.0)


def per_inhabitants(values: pd.Series, communes: pd.DataFrame, inhabitants: int) -> pd.Series:
    """Return ``values`` per that number of inhabitants (municipal population).

    Examples
    --------
    >>> per_inhabitants(pd.Series([2, 3]), communes, 1_000).tolist()
    [2.0, 1.0]
    """
    return values / communes["population"].where(communes["population"] > 0) * inhabitants


def known(communes: pd.DataFrame, table: pd.DataFrame, column: str) -> pd.Series:
    """Return the value that ``table`` (one row = a commune) gives each commune, missing if none.

    Examples
    --------
    >>> incomes = pd.DataFrame({"code_insee": ["62002"], "revenu": [21_000]})
    >>> known(communes, incomes, "revenu").tolist()
    [nan, 21000.0]
    """
    values = table.set_index("code_insee")[column].astype(float)
    return communes["code_insee"].map(values)


def densite(communes: pd.DataFrame) -> pd.Series:
    """Return inhabitants per km² of official area.

    Examples
    --------
    >>> densite(communes).tolist()
    [1000.0, 3000.0]
    """
    return communes["population"] / communes["surface_km2"]


def part_qpv_pct(communes: pd.DataFrame, qpv_communes: pd.DataFrame) -> pd.Series:
    """Return the share of each commune covered by QPV perimeters, in percent.

    ``qpv_communes``: one row = a QPV and a commune it really covers, ``part_commune_pct``.

    Examples
    --------
    >>> covered = pd.DataFrame({"code_insee": ["62002", "62002"], "part_commune_pct": [6.0, 1.5]})
    >>> part_qpv_pct(communes, covered).tolist()
    [0.0, 7.5]
    """
    shares = qpv_communes.groupby("code_insee")["part_commune_pct"].sum()
    return communes["code_insee"].map(shares).fillna(0.0)


def nb_qpv(communes: pd.DataFrame, qpv_communes: pd.DataFrame) -> pd.Series:
    """Return the number of QPV that really cover a part of each commune.

    Examples
    --------
    >>> covered = pd.DataFrame({"code_insee": ["62002", "62002"], "code_qpv": ["QN1", "QN2"]})
    >>> nb_qpv(communes, covered).tolist()
    [0, 2]
    """
    counts = qpv_communes.groupby("code_insee")["code_qpv"].nunique()
    return communes["code_insee"].map(counts).fillna(0).astype(int)


def distance_au_plus_proche(communes: gpd.GeoDataFrame, equipements: pd.DataFrame) -> pd.DataFrame:
    """Return ``distance_m`` (straight line) and ``id`` of the nearest open facility.

    From the mairie of each commune to the position of the facility, its own mairie when only its
    commune is known. Missing where there is no open facility.
    """
    return plus_proche(communes, ouverts(equipements))


def plus_proche(communes: gpd.GeoDataFrame, equipements: pd.DataFrame) -> pd.DataFrame:
    """Return ``distance_m`` (straight line) and ``id`` of the nearest of some facilities.

    The same as ``distance_au_plus_proche``, whatever their state.

    Examples
    --------
    >>> sites = pd.DataFrame({"id": ["est"], "code_insee": ["62002"], "lon": None, "lat": None})
    >>> plus_proche(communes, sites).round()
       distance_m   id
    0      1000.0  est
    1         0.0  est
    """
    targets = joins.position(equipements, communes).set_axis(equipements["id"])
    return joins.nearest(joins.commune_points(communes), targets)
