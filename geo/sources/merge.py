"""From what several sources say of facilities to one row a facility.

The folder of a table of facilities holds four files as received:

- ``releve.csv``: the survey; its lines are named F01, F02… in their order;
- ``equipements_rapports.csv``: what the five reports say, one line a fact, named E01, E02…;
- ``rapprochements.csv``: hand-made, which line belongs to which facility, its sources, and why;
- ``revue.csv``: hand-made, one line a facility: its name, type, existence and state, each with the
  words that name its proof and their date, year, and our note. ``commune_voisine`` names the
  commune of a facility that stands outside the agglomérations.

Nothing is guessed here: the two hand-made files decide, and every line of the first two files
must be attached to a facility, or the build stops and lists what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core.errors import SchemaError
from geo.core.schema import SEPARATEUR
from geo.labels.formats import NBSP, NNBSP
from geo.labels.textes import RAPPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandera.pandas as pa

TERRITOIRE_DU_RAPPORT = {"ra2021": "call"}
"""Territory of the facts of a report; the four others speak of the CABBALR."""

TEXTES = (
    "nom",
    "adresse",
    "remarque",
    "source_detail",
    "operateur",
    "acces",
    "gestionnaire",
    "bassins",
    "dates",
    "cours_eau",
    "localisation",
    "maitre_ouvrage",
    "commune_voisine",
    "existence_source",
    "statut_source",
    "statut_ecrit",
)
"""Columns read by the public, whose typography is set at the build."""

REVUE_SEULE = ("nom", "type", "statut", "annee")
"""Columns decided by the review alone: a year of the survey may be that of an inquiry."""

UNITES = "€|M€|MF|%|m³|m²|m|km|ha|kW|points|bornes|véhicules"
"""Words that never leave the figure before them."""

NOMS_RELEVE = {"nom_station": "nom", "epci": "territoire"}
"""Columns of a survey under another name than ours."""

ET = f"{NBSP}; "
"""Between two things said of the same facility."""


@dataclass(frozen=True, slots=True)
class Releve:
    """The four files of a folder, every value a text, missing cells missing."""

    releve: pd.DataFrame
    rapports: pd.DataFrame
    liens: pd.DataFrame
    revue: pd.DataFrame


def column_types(schema: pa.DataFrameSchema) -> dict[str, str]:
    """Return the pandas type of each column: ``str``, ``float64``, ``Int64`` or ``bool``."""
    kinds = {name: str(column.dtype) for name, column in schema.columns.items()}
    return {name: k if k in ("Int64", "float64", "bool") else "str" for name, k in kinds.items()}


def read_table(path: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Read a built CSV with the types of its schema; an empty cell is missing."""
    return pd.read_csv(path, dtype=column_types(schema), keep_default_na=False, na_values=[""])


def _read_text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def read_parts(folder: Path) -> Releve:
    """Read the four raw files of a folder; the lines of the survey get their names."""
    releve = _read_text(folder / "releve.csv").rename(columns=NOMS_RELEVE)
    releve.index = pd.Index([f"F{i:02d}" for i in range(1, len(releve) + 1)], name="ligne")
    return Releve(
        releve=releve,
        rapports=_read_text(folder / "equipements_rapports.csv").set_index("ligne"),
        liens=_read_text(folder / "rapprochements.csv"),
        revue=_read_text(folder / "revue.csv").set_index("id"),
    )


def faults(parts: Releve) -> list[str]:
    """Return what is wrong between the four files, in French; empty when all is attached."""
    names = pd.concat([parts.releve["nom"], parts.rapports["nom"]])
    links, review = parts.liens, parts.revue.index
    known = links[links["ligne"].isin(names.index)]
    renamed = known["nom_lu"].fillna("") != known["ligne"].map(names).fillna("")
    survey = links.loc[links["ligne"].isin(parts.releve.index), "id"]
    checks = {
        "ligne sans équipement": names.index.difference(pd.Index(links["ligne"])),
        "ligne inconnue": links.loc[~links["ligne"].isin(names.index), "ligne"],
        "ligne dont le nom a changé": known.loc[renamed, "ligne"],
        "équipement absent de revue.csv": links.loc[~links["id"].isin(review), "id"],
        "équipement sans aucune ligne": review.difference(pd.Index(links["id"])),
        "équipement en double dans revue.csv": review[review.duplicated()],
        "équipement attaché à plus de lignes du relevé que sa revue ne dit": _beyond(survey, parts),
    }
    return [f"{what} : {value}" for what, values in checks.items() for value in values]


def _beyond(survey: pd.Series, parts: Releve) -> pd.Index:
    """Return the facilities tied to more lines of the survey than the review says.

    One, or ``lignes_releve`` for a work that the survey splits into several.
    """
    told = parts.revue.get("lignes_releve", pd.Series(pd.NA, index=parts.revue.index))
    expected = pd.to_numeric(told).fillna(1)
    counts = survey.value_counts()
    return counts.index[counts.to_numpy() > expected.reindex(counts.index, fill_value=1).to_numpy()]


def typography(text: str) -> str:
    """Return a French text with its apostrophes, no-break spaces and cubic metres."""
    text = text.replace("'", "’").replace("m3", "m³")
    text = re.sub(r"« ?", f"«{NBSP}", text)
    text = re.sub(r" ?»", f"{NBSP}»", text)
    text = re.sub(r" ([;:!?])", rf"{NBSP}\1", text)
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NNBSP, text)
    return re.sub(rf"(?<=\d) (?=({UNITES})(?!\w))", NBSP, text)


def _join(values: Iterable[str | None], separator: str) -> str | None:
    kept = dict.fromkeys(str(value) for value in values if pd.notna(value))
    return separator.join(kept) or None


def _paste(series: list[pd.Series], index: pd.Index, separator: str) -> pd.Series:
    """Return, row by row, the known texts of several series, each once."""
    told = zip(*(one.reindex(index) for one in series), strict=True)
    return pd.Series([_join(row, separator) for row in told], index=index, dtype="str")


def _first_known(series: list[pd.Series], index: pd.Index) -> pd.Series:
    known = pd.Series(None, index=index, dtype="str")
    for one in series:
        known = known.fillna(one.reindex(index))
    return known


def _told(links: pd.DataFrame, said: pd.Series, separator: str) -> pd.Series:
    """Return, by facility, what is said of its lines (``said`` is indexed by line)."""
    pairs = links[links["ligne"].isin(said.index)]
    lines = pairs["ligne"].map(said)
    return lines.groupby(pairs["id"]).agg(lambda all_: _join(all_, separator))


def _sources(links: pd.DataFrame) -> pd.Series:
    one_each = links.set_index("id")["sources"].str.split(SEPARATEUR, regex=False).explode()
    return one_each.groupby(level=0).agg(lambda all_: _join(all_, SEPARATEUR))


def _survey(parts: Releve) -> pd.DataFrame:
    """Return the line of the survey of each facility, the first of several, empty without any."""
    links = parts.liens[parts.liens["ligne"].isin(parts.releve.index)].sort_values("ligne")
    lines = links.drop_duplicates("id").set_index("id")["ligne"]
    found = parts.releve.reindex(lines).set_axis(lines.index).reindex(parts.revue.index)
    wanted = ("nom", "code_insee", "territoire", "statut", "source", "remarque")
    return found.reindex(columns=list(dict.fromkeys([*found.columns, *wanted])))


def _reported(parts: Releve) -> pd.DataFrame:
    """Return commune and territory of the first fact that the reports tell of each facility."""
    links = parts.liens[parts.liens["ligne"].isin(parts.rapports.index)].drop_duplicates("id")
    found = parts.rapports.reindex(links["ligne"]).set_axis(links["id"])
    territory = found["source"].map(lambda source: TERRITOIRE_DU_RAPPORT.get(source, "cabbalr"))
    return pd.DataFrame({"code_insee": found["code_insee"], "territoire": territory})


def _other_name(survey: pd.DataFrame, review: pd.DataFrame) -> pd.Series:
    """Return the name that the survey writes, where more than its typography differs."""
    written = survey["nom"].dropna()
    shown = review["nom"].map(typography).str.replace("–", "-")
    other = written[written.map(typography) != shown[written.index]]
    return "nom dans la source : « " + other + " »"


def _values(parts: Releve, survey: pd.DataFrame, columns: Iterable[str]) -> dict[str, pd.Series]:
    """Return the columns that one file gives: the review first, then the survey."""
    review = parts.revue
    values = {}
    for name in columns:
        given = [review[name]] if name in review else []
        if name in survey and name not in REVUE_SEULE:
            given.append(survey[name])
        values[name] = _first_known(given, review.index)
    return values


def _words(parts: Releve, survey: pd.DataFrame) -> dict[str, pd.Series]:
    """Return status as written, citations and remarks."""
    links, reports, review = parts.liens, parts.rapports, parts.revue
    status = reports["statut"] + ", " + reports["annee"] + " (" + reports["source"] + ")"
    cited = reports["source"].map(RAPPORTS) + ", « " + reports["section"] + " »"
    citations = [survey["source"], _other_name(survey, review), _told(links, cited, ET)]
    statuses = [survey["statut"], _told(links, status, SEPARATEUR)]
    remark = _values(parts, survey, ["remarque"])["remarque"]
    return {
        "statut_ecrit": _paste(statuses, review.index, SEPARATEUR),
        "source_detail": _paste(citations, review.index, ET),
        "remarque": _paste([remark, review["note"]], review.index, ET),
    }


def merge(parts: Releve, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return one row a facility, sorted by ``id``, with the columns and types of ``schema``.

    A value of the review goes before that of the survey; a facility known by the reports alone
    takes its commune and territory from them, and its place is that commune. A column that no
    file gives is missing.

    Raises
    ------
    SchemaError
        If a line is attached to no facility, or the hand-made files contradict the others; every
        fault is listed.
    """
    wrong = faults(parts)
    if wrong:
        listed = "\n".join(f"- {fault}" for fault in wrong)
        msg = f"Le rapprochement des sources est incomplet : {len(wrong)} défaut(s).\n{listed}"
        raise SchemaError(msg)
    survey, reported, index = _survey(parts), _reported(parts), parts.revue.index
    columns = _values(parts, survey, schema.columns) | _words(parts, survey)
    outside = columns["commune_voisine"].notna()
    columns |= {
        "id": index.to_series(),
        "hors_territoire": outside,
        "code_insee": _first_known([survey["code_insee"], reported["code_insee"]], index),
        "territoire": _first_known(
            [survey["territoire"].str.lower(), reported["territoire"]], index
        ).mask(outside),
        "precision": columns["precision"].fillna("commune"),
        "sources": _sources(parts.liens).reindex(index),
    }
    columns |= {
        name: columns[name].map(typography, na_action="ignore")
        for name in TEXTES
        if name in columns
    }
    frame = pd.DataFrame(columns).reset_index(drop=True)[list(schema.columns)]
    return frame.astype(column_types(schema)).sort_values("id", ignore_index=True)
