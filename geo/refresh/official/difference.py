"""What a new copy of a source changes: added, removed, moved, changed, commune by commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geo.core.crs import WGS84, to_metric
from geo.core.schema import SEPARATEUR
from geo.labels.formats import nom_cherchable
from geo.refresh.official.lu import OBJETS

if TYPE_CHECKING:
    import numpy.typing as npt

MEME_LIEU_M = 40.0
"""Two objects without a common identifier are the same if they are this close; an object that has
gone farther has moved."""

LISTE_MAX = 2_000
"""Objects written out in a report: beyond, the counts tell the rest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes, from the copy that is there to the new one.

    ``ajoutes`` and ``retires`` are objects; ``deplaces`` has ``distance_m`` (missing where one of
    the two places is not known) and both communes; ``changes`` has one row a value that differs.
    ``communes``: one row a commune that has an object in either, what it counts in both, missing
    where it is not known.
    """

    ajoutes: pd.DataFrame
    retires: pd.DataFrame
    deplaces: pd.DataFrame
    changes: pd.DataFrame
    communes: pd.DataFrame
    origines_perdues: tuple[str, ...] = ()
    origines_nouvelles: tuple[str, ...] = ()

    @property
    def vide(self) -> bool:
        """Return whether nothing changes."""
        return not any(map(len, (self.ajoutes, self.retires, self.deplaces, self.changes)))

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain values, the lists cut to ``LISTE_MAX``."""
        names = ("ajoutes", "retires", "deplaces", "changes")
        counts = {name: len(getattr(self, name)) for name in names}
        listed = {name: _records(getattr(self, name).head(LISTE_MAX)) for name in names}
        return {
            "comptes": counts,
            "communes": _records(self.communes),
            "origines_perdues": list(self.origines_perdues),
            "origines_nouvelles": list(self.origines_nouvelles),
            **listed,
        }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


def compare(before: pd.DataFrame, after: pd.DataFrame, noms: pd.Series) -> Difference:
    """Return what changes between two tables of objects (``lu.OBJETS`` and attributes).

    Objects are the same by their identifier; else, where both are alone, by their place: at most
    ``MEME_LIEU_M`` away, the same name first. ``noms`` gives the name of a commune by its code.
    """
    pairs = _paired(before, after)
    old = before.loc[pairs[:, 0]].reset_index(drop=True)
    new = after.loc[pairs[:, 1]].reset_index(drop=True)
    lost, found = set(before["origine"]) - {""}, set(after["origine"]) - {""}
    return Difference(
        after[~after.index.isin(pairs[:, 1])].reset_index(drop=True),
        before[~before.index.isin(pairs[:, 0])].reset_index(drop=True),
        _moved(old, new),
        _changed(old, new),
        _communes(before, after, noms),
        tuple(sorted(lost - found)),
        tuple(sorted(found - lost)),
    )


def _paired(before: pd.DataFrame, after: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the rows of both that are the same object, two by two."""
    places = pd.Series(after.index, index=after["id"])
    by_id = before["id"].map(places)
    known = by_id.notna()
    sure = np.column_stack([np.flatnonzero(known), by_id[known].to_numpy(dtype=np.int64)])
    alone = before[~known], after[~after.index.isin(sure[:, 1])]
    found: npt.NDArray[np.int64] = np.vstack([sure, _close(*alone)])
    return found


def _close(before: pd.DataFrame, after: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return, of objects without a common identifier, those that are at one place, two by two."""
    old, new = _metric(before), _metric(after)
    if not len(old) or not len(new):
        return np.empty((0, 2), dtype=np.int64)
    near = cKDTree(old.to_numpy()).sparse_distance_matrix(
        cKDTree(new.to_numpy()), MEME_LIEU_M, output_type="ndarray"
    )
    left, right = old.index[near["i"]], new.index[near["j"]]
    ties = pd.DataFrame(
        {
            "avant": left,
            "apres": right,
            "autre_nom": before.loc[left, "nom"].map(nom_cherchable).to_numpy()
            != after.loc[right, "nom"].map(nom_cherchable).to_numpy(),
            "ecart": (
                before.loc[left, "effectif"].to_numpy(float, na_value=0)
                - after.loc[right, "effectif"].to_numpy(float, na_value=0)
            ),
            "distance": near["v"],
        }
    )
    ties["ecart"] = ties["ecart"].abs()
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    kept = []
    for one in ties.sort_values(["autre_nom", "ecart", "distance"], kind="stable").itertuples():
        i, j = int(str(one.avant)), int(str(one.apres))
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            kept.append((i, j))
    return np.array(kept, dtype=np.int64).reshape(-1, 2)


def _metric(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the places of objects in metres (Lambert-93), those that are known."""
    known = frame[frame["lon"].notna() & frame["lat"].notna()]
    points = gpd.GeoSeries(gpd.points_from_xy(known["lon"], known["lat"]), crs=WGS84)
    xy = shapely.get_coordinates(to_metric(points).to_numpy())
    return pd.DataFrame(xy, index=known.index, columns=["x", "y"])


def _moved(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    a, b = _metric(old), _metric(new)
    gap = b - a.reindex(b.index)
    away = ((gap["x"] ** 2 + gap["y"] ** 2) ** 0.5).reindex(old.index)
    elsewhere = (old["code_insee"] != new["code_insee"]) | (away > MEME_LIEU_M)
    appeared = old["lon"].isna() != new["lon"].isna()
    rows = new.loc[elsewhere | appeared, ["id", "nom", "code_insee"]]
    found: pd.DataFrame = rows.assign(
        code_insee_avant=old["code_insee"].reindex(rows.index),
        distance_m=away.reindex(rows.index).round(),
    ).reset_index(drop=True)
    return found


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return one row a value that differs: object, column, before, after.

    An attribute that one of the two copies never has is not compared: it did not change.
    """
    told = []
    names = [name for name in new if name in old and (name not in OBJETS or name == "effectif")]
    for name in ("nom", *names):
        a, b = old[name], new[name]
        if len(old) and (a.isna().all() or b.isna().all()):
            continue
        differs = (a.astype(object) != b.astype(object)) & ~(a.isna() & b.isna())
        if name == "nom":
            differs &= a.map(nom_cherchable) != b.map(nom_cherchable)
        rows = pd.DataFrame(
            {
                "id": new["id"],
                "nom": new["nom"],
                "code_insee": new["code_insee"],
                "colonne": name,
                "avant": a.map(_written),
                "apres": b.map(_written),
            }
        )
        told.append(rows[differs.fillna(value=True)])
    return pd.concat(told, ignore_index=True).sort_values(["id", "colonne"], ignore_index=True)


def _written(value: object) -> str | None:
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)


def _communes(before: pd.DataFrame, after: pd.DataFrame, noms: pd.Series) -> pd.DataFrame:
    both = pd.DataFrame({"avant": _total(before), "apres": _total(after)})
    for name, frame in (("avant", before), ("apres", after)):
        absent = ~both.index.isin(frame["code_insee"].str.split(SEPARATEUR, regex=False).explode())
        both[name] = both[name].mask(absent, 0)
    both["nom"] = both.index.map(noms.to_dict())
    return both.rename_axis("code_insee").reset_index()


def _total(frame: pd.DataFrame) -> pd.Series:
    """Return what each commune counts, missing where one of its objects does not tell."""
    codes = frame["code_insee"].str.split(SEPARATEUR, regex=False)
    rows = frame.assign(code_insee=codes).explode("code_insee")
    found: pd.Series = rows.groupby("code_insee")["effectif"].agg(
        lambda all_: all_.sum(skipna=False)
    )
    return found
