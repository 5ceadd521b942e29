"""The commune that a written text surely means, in an address as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import sources
from geo.core import catalog, choices
from geo.core.errors import AtlasError
from geo.labels import textes
from geo.labels.formats import enumeration
from geo.measures.groups import parse as parse_names
from geo.reports.vocabulary import cle_commune
from geo.sources.tables import communes_deleguees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd


def load_former() -> pd.DataFrame:
    """Return the table of the former communes of ours."""
    return sources.load("communes_deleguees")


def former_communes(load: Callable[[], pd.DataFrame] = load_former) -> pd.DataFrame:
    """Return the former communes of ours; none when they cannot be read: a name more is lost."""
    try:
        return load()
    except AtlasError:
        return pd.DataFrame(columns=[*communes_deleguees.SCHEMA.columns])


def commune_named(
    communes: gpd.GeoDataFrame, former: pd.DataFrame, text: str
) -> tuple[str, str] | None:
    """Return the code of the commune that a text surely means, and what is to be told of it.

    The text is a code, a name, or the code or name of a former commune (``former``, as
    ``former_communes`` gives it): its successor is then told. ``None`` when it is not sure.
    """
    text = text.strip(choices.AUTOUR)
    if (communes["code_insee"] == text).any():
        return text, ""
    known = (former["code_ancien"] == text) | (former["nom"].map(cle_commune) == cle_commune(text))
    for row in former[known].itertuples():
        name = communes.set_index("code_insee")["nom"].get(row.code_insee, row.code_insee)
        told = textes.COMMUNE_REUNIE.format(ancienne=row.nom, code=row.code_ancien, nom=name)
        return str(row.code_insee), told
    read = parse_names(text, communes)
    return (read.codes[0], "") if len(read.codes) == 1 and not read.incompris else None


def within(
    communes: gpd.GeoDataFrame, territory_id: str | None, codes: Sequence[str]
) -> tuple[tuple[str, ...], str]:
    """Return the communes that are in a territory, and what is to be told of the others.

    All of them are kept, and nothing is told, when the territory is ``None``.
    """
    if territory_id is None:
        return tuple(codes), ""
    by_code = communes.set_index("code_insee")
    inside = by_code["territoire"] == territory_id
    out = [code for code in codes if not inside.get(code, False)]
    if not out:
        return tuple(codes), ""
    told = textes.COMMUNE_HORS_TERRITOIRE.format(
        sigle=catalog.territory(territory_id).sigle,
        noms=enumeration([str(by_code["nom"].get(code, code)) for code in out]),
    )
    return tuple(code for code in codes if code not in out), told
