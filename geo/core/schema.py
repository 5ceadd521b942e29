"""Schemas of the tables: one definition a table, every fault of a file told at once.

A schema is a pandera schema; this module only adds our wording. Codes are strings, always.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo.core import catalog
from geo.core.columns import meaning
from geo.core.errors import SchemaError
from geo.core.model import EXISTENCES, PRECISIONS, STATUTS, TerritoryId

if TYPE_CHECKING:
    import geopandas as gpd

Frame = TypeVar("Frame", bound=pd.DataFrame)

CODE_INSEE = r"^62\d{3}$"
"""Official code of a commune of Pas-de-Calais."""

CODE_INSEE_FRANCE = r"^(\d{2}|2[AB])\d{3}$"
"""Official code of any commune."""

CODE_QPV_2024 = r"^QN\d{5}[A-Z]$"
"""Code of a QPV perimeter of generation 2024."""

CODE_QPV_2015 = r"^QP\d{6}$"
"""Code of a QPV perimeter of generation 2015."""

IDENTIFIANT = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Stable identifier of a facility: words without accents, joined by hyphens."""

SOURCES_EQUIPEMENT = (
    "irve",
    "data_es",
    "sinoe",
    "presse",
    "rdd2020",
    "bilan2023",
    "ra2021",
    "ct2023",
    "cv2021",
)
"""Where a facility may come from: the national bases, the press, the five reports."""

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
"""A date as precise as its source: a year, a month, or a day."""

SEPARATEUR = " | "
"""Between the values of a cell that holds several."""

REPAIR = f"Corrigez le fichier ou reconstruisez-le : {catalog.PROGRAMME} build"

FAULTS_SHOWN = 25
"""Faults written out in a message: enough to see the pattern; the count tells the rest."""


MESURE_MAX = 1e13
"""No figure of ours comes near: ten thousand billions, of euros or of anything."""

DEGRES_MAX = 180.0


def text(*, nullable: bool = False, pattern: str | None = None, **kwargs: Any) -> pa.Column:
    """Return a text column; ``pattern`` is a regular expression for the whole value."""
    checks = [pa.Check.str_matches(pattern)] if pattern else None
    return pa.Column(str, checks=checks, nullable=nullable, coerce=False, **kwargs)


def choice(*values: str, nullable: bool = False) -> pa.Column:
    """Return a text column whose values belong to a closed list."""
    return pa.Column(str, checks=pa.Check.isin(list(values)), nullable=nullable)


def number(
    low: float | None = None, high: float | None = None, *, nullable: bool = False
) -> pa.Column:
    """Return a decimal column, both bounds included; never an infinite or an absurd number."""
    checks = [
        pa.Check(lambda s: s.abs() <= MESURE_MAX, error=f"un nombre d’au plus {MESURE_MAX:g}")
    ]
    if low is not None:
        checks.append(pa.Check.ge(low))
    if high is not None:
        checks.append(pa.Check.le(high))
    return pa.Column(float, checks=checks, nullable=nullable, coerce=True)


def integer(
    low: int | None = None, high: int | None = None, *, nullable: bool = False
) -> pa.Column:
    """Return a whole-number column (pandas ``Int64``, so that a missing value stays missing)."""
    checks = []
    if low is not None:
        checks.append(pa.Check.ge(low))
    if high is not None:
        checks.append(pa.Check.le(high))
    return pa.Column("Int64", checks=checks or None, nullable=nullable, coerce=True)


def _in_degrees(geometries: gpd.GeoSeries) -> pd.Series:
    """Return which geometries may be longitudes and latitudes: metres are far outside."""
    farthest: pd.Series[float] = geometries.bounds.abs().max(axis=1)
    return farthest <= DEGRES_MAX


def multipolygons() -> pa.Column:
    """Return a column of valid, non-empty multipolygons in degrees."""
    return pa.Column(
        "geometry",
        checks=[
            pa.Check(lambda s: s.geom_type == "MultiPolygon", error="un multipolygone"),
            pa.Check(lambda s: s.is_valid & ~s.is_empty, error="une géométrie valide et non vide"),
            pa.Check(_in_degrees, error="des longitudes et latitudes en degrés (WGS 84)"),
        ],
    )


def part(columns: dict[str, pa.Column], **kwargs: Any) -> pa.DataFrameSchema:
    """Return the schema of a raw file: exactly these columns, told to nobody."""
    return pa.DataFrameSchema(columns, strict=True, **kwargs)


def table(name: str, columns: dict[str, pa.Column], **kwargs: Any) -> pa.DataFrameSchema:
    """Return the schema of a table: exactly these columns, none missing, none besides.

    Each column bears its description, from ``geo.core.columns``.

    Raises
    ------
    KeyError
        If nobody has said what a column is.
    """
    for title, column in columns.items():
        column.description = meaning(name, title)
    return pa.DataFrameSchema(columns, name=name, strict=True, **kwargs)


def facility_columns(*types: str) -> dict[str, pa.Column]:
    """Return the columns that every table of facilities begins with, in their order.

    ``types`` is the closed list of the table. Coordinates are WGS 84 degrees, missing where the
    place is known to the street or the commune only; a swapped pair passes here and is reported
    by ``geo.measures.quality``, so that one bad row never hides a table.

    ``existence`` and ``statut`` are two facts: each has the words that name its proof and the date
    of the proof, missing when the source is undated. ``dernier_etat`` is the last state that a
    source wrote, of a row whose state today is not established. A facility outside the
    agglomérations (``hors_territoire``) has no ``territoire``, and ``commune_voisine`` names its
    commune: it counts for distances, never in totals.
    """
    one = f"({'|'.join(SOURCES_EQUIPEMENT)})"
    return {
        "id": text(pattern=IDENTIFIANT, unique=True),
        "nom": text(),
        "type": choice(*types),
        "code_insee": text(pattern=CODE_INSEE_FRANCE),
        "territoire": choice(*get_args(TerritoryId), nullable=True),
        "hors_territoire": pa.Column(bool),
        "commune_voisine": text(nullable=True),
        "adresse": text(nullable=True),
        "existence": choice(*EXISTENCES),
        "existence_source": text(nullable=True),
        "existence_date": text(nullable=True, pattern=DATE),
        "statut": choice(*STATUTS),
        "statut_source": text(nullable=True),
        "statut_date": text(nullable=True, pattern=DATE),
        "statut_adresse": text(nullable=True, pattern=r"^https?://\S+$"),
        "dernier_etat": choice(*STATUTS, nullable=True),
        "statut_ecrit": text(nullable=True),
        "annee": integer(nullable=True),
        "precision": choice(*PRECISIONS),
        "lon": number(-180, 180, nullable=True),
        "lat": number(-90, 90, nullable=True),
        "sources": text(nullable=True, pattern=rf"^{one}( \| {one})*$"),
        "source_detail": text(),
        "remarque": text(nullable=True),
    }


LONGEST = 80
"""Characters of a value that a message shows: a cell may hold a whole book."""


def short(value: object) -> str:
    """Return a value as a message shows it: on one line, cut where it is long."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _fault(case: dict[str, object]) -> str:
    check, column = str(case["check"]), case["column"]
    if check == "column_in_dataframe":
        return f"colonne attendue absente : {short(case['failure_case'])}"
    if check == "column_in_schema":
        return f"colonne inattendue : {short(case['failure_case'])}"
    row = case["index"]
    where = f"ligne {row}, colonne « {column} »" if row is not None else f"colonne « {column} »"
    return f"{where} : trouvé « {short(case['failure_case'])} », attendu {check}"


def validate(frame: Frame, schema: pa.DataFrameSchema, where: str, repair: str = REPAIR) -> Frame:
    """Return ``frame`` if it follows ``schema``; ``repair`` tells the reader what to do if not.

    Raises
    ------
    SchemaError
        With every fault of the table: row, column, value found, what was expected. ``where`` is
        the path shown to the reader.
    """
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases.astype(object).where(error.failure_cases.notna(), None)
        faults = [_fault(case) for case in cases.to_dict("records")]
        shown = "\n".join(f"- {fault}" for fault in faults[:FAULTS_SHOWN])
        more = len(faults) - FAULTS_SHOWN
        rest = f"\n- … et {more} autre(s)" if more > 0 else ""
        msg = (
            f"Le fichier {where} ne suit pas son schéma : {len(faults)} défaut(s).\n{shown}{rest}\n"
            f"{repair}"
        )
        raise SchemaError(msg) from error
    return frame
