"""Write ``docs/donnees.md`` from the catalog, the schemas, the rules and the tables themselves.

``python -m outils.documenter`` (``make docs``) writes the page; ``--check`` only says, by its exit
code, whether the committed page is what would be written. What a column means is told here, in
French, once: a column without its words stops the generation.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.answers import tables
from geo.core import catalog, columns
from geo.core.writing import write_file
from geo.labels import formats
from geo.measures import quality
from geo.measures.joins import TOUCH_M
from geo.measures.quality import rules
from geo.reports.vocabulary import GENRES, NATURES, NIVEAUX, STATUTS_ACTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geo.core.model import Source

PAGE = catalog.ROOT / "docs" / "donnees.md"
INTRODUCTION = (
    "Page tirée du code, des fiches `source.toml` et des tables livrées : `make docs` la refait, "
    "un essai vérifie qu’elle est à jour. Une case vide veut dire « non renseigné », jamais zéro. "
    "Les mots du domaine sont dans [glossaire.md](glossaire.md), les raisons des choix dans "
    "[decisions/](decisions/)."
)
VALEURS_MONTREES = 8
"""Length of the longest closed list that is written out in the table of columns."""

TYPES = {
    "string": "texte",
    "int64": "entier",
    "float64": "nombre",
    "bool": "oui ou non",
    "geometry": "contour",
}


PARAMETRES: dict[str, tuple[str, str]] = {
    "HORS_COMMUNE_M": ("B01", "m : distance à la commune à partir de laquelle un point est dehors"),
    "DOUBLON_M": ("B02", "m : distance sous laquelle deux équipements peuvent n’en être qu’un"),
    "PUISSANCE_MIN_KW": ("B03", "kW : puissance la plus faible admise"),
    "PUISSANCE_MAX_KW": ("B03", "kW : puissance la plus forte admise"),
    "PART_QPV_MIN_PCT": ("B05", "% : part d’un quartier à partir de laquelle il couvre la commune"),
    "MARGE_DEGRES": ("B06", "degré : marge autour des deux agglomérations"),
    "TOUCH_M": ("B10", "m : distance à la commune à partir de laquelle la mairie est dehors"),
    "ECART_TERRITOIRE_PCT": ("B11", "% : écart admis avec la superficie officielle"),
    "ANNEE_MIN": ("B14", "première année plausible"),
    "ANNEE_MAX": ("B14", "dernière année plausible"),
    "ECART_SURFACE_PCT": ("B19", "% : écart admis entre contour et surface déclarée"),
    "CURRENT_QPV_GENERATION": ("B21", "génération des contours livrés"),
}
"""Constant of ``quality.rules`` -> the rule that it sets, its unit and what it means."""


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def _grid(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _kind(column: Any) -> str:
    """Return the type of a column of a schema, and its closed list or its uniqueness."""
    name = str(column.dtype).partition("[")[0].lower()
    kind = TYPES.get(name, name)
    for check in column.checks:
        if check.name == "isin":
            allowed = [str(value) for value in check.statistics["allowed_values"]]
            if len(allowed) <= VALEURS_MONTREES:
                return f"{kind} : {', '.join(f'`{value}`' for value in allowed)}"
            return f"{kind}, {len(allowed)} valeurs admises"
    return f"{kind}, unique" if column.unique else kind


def _columns(source_id: str, frame: pd.DataFrame) -> str:
    schema = sources.module(source_id).SCHEMA
    rows = [
        (
            f"`{name}`",
            _kind(column),
            formats.nombre(int(frame[name].isna().sum())) if column.nullable else "",
            columns.meaning(source_id, name),
        )
        for name, column in schema.columns.items()
    ]
    return _grid(("Colonne", "Type", "Vides", "Ce qu’elle dit"), rows)


def _identity(record: Source) -> str:
    link = f"<{record.url}>" if record.url else "sans objet"
    files = ", ".join(f"`{file.nom}` ({file.role})" for file in record.fichiers)
    return _list(
        (
            f"Producteur : {record.producteur}",
            f"Licence : {record.licence}",
            f"Millésime : {record.millesime}",
            f"Adresse : {link} ; accès le {formats.jour(record.date_acces)}",
            f"Fichiers de `data/{record.id}/` : {files}",
        )
    )


def _anomalies(record: Source) -> str:
    rows = [
        (
            f"{entry.regle} {quality.RULES[entry.regle].titre}",
            "toutes" if entry.id == quality.TOUTES else f"`{entry.id}`",
            entry.raison,
        )
        for entry in record.anomalies
    ]
    return _grid(("Règle", "Lignes", "Raison"), rows)


def _source(record: Source, frame: pd.DataFrame) -> str:
    parts = [
        f"### `{record.id}` : {record.titre}",
        f"**{formats.nombre(len(frame))} lignes.** {record.description.strip()}",
        _identity(record),
        _columns(record.id, frame),
        "Lacunes connues :",
        _list(record.lacunes),
    ]
    if record.anomalies:
        parts += ["Anomalies déclarées, gardées et montrées :", _anomalies(record)]
    return "\n\n".join(parts)


def _summary(records: Sequence[Source], frames: dict[str, pd.DataFrame]) -> str:
    rows = [(f"`{r.id}`", r.titre, formats.nombre(len(frames[r.id])), r.millesime) for r in records]
    return _grid(("Table", "Contenu", "Lignes", "Millésime"), rows)


def _exported(name: str) -> str:
    """Return what an exported table is: its columns, in their order, its sources, its notes."""
    own = sources.module(name if name in catalog.sources() else "bornes").SCHEMA.columns
    added = [c for c in tables.COLONNES[name] if c not in own]
    listed = ", ".join(f"`{column}`" for column in tables.COLONNES[name])
    parts = [
        f"### Export `{name}`",
        f"Sources : {', '.join(f'`{s}`' for s in tables.SOURCES[name])}. Colonnes : {listed}."
        + (" Un contour ou un point vient en plus." if name in _WITH_PLACE else ""),
    ]
    if added:
        grid = [(f"`{c}`", columns.meaning(name, c)) for c in added]
        parts += ["Propres à l’export :", _grid(("Colonne", "Ce qu’elle dit"), grid)]
    return "\n\n".join([*parts, _list(tables.NOTES[name])])


_WITH_PLACE = frozenset(tables.COLONNES) - {
    "indicateurs",
    "contradictions",
    "objectifs",
    "revenus",
}


def _rules() -> str:
    rows = [
        (rule.code, rule.titre, rule.gravite, rule.attendu, rule.explication)
        for rule in quality.RULES.values()
    ]
    return _grid(("Code", "Règle", "Gravité", "Ce qui est juste", "Pourquoi"), rows)


def parameters() -> dict[str, float]:
    """Return the thresholds of the rules of quality, by name: theirs, and one of the joins."""
    return {
        name: value
        for name, value in (vars(rules) | {"TOUCH_M": TOUCH_M}).items()
        if name.isupper() and type(value) in {int, float}
    }


def _parameters() -> str:
    values = parameters()
    rows = [
        (rule, f"`{name}`", f"{values[name]:g}".replace(".", ","), unit)
        for name, (rule, unit) in PARAMETRES.items()
    ]
    return _grid(("Règle", "Constante", "Valeur", "Unité et sens"), rows)


def _indicators() -> str:
    rows = [
        (f"`{i.id}`", i.titre, i.unite, i.nature, i.methode)
        for i in (catalog.INDICATORS | catalog.QUARTIERS).values()
    ]
    return _grid(("Identifiant", "Titre", "Unité", "Nature", "Méthode"), rows)


def _vocabulary() -> str:
    lists = {
        "Natures d’un chiffre": NATURES,
        "États d’un fait": STATUTS_ACTION,
        "Niveaux d’une contradiction": NIVEAUX,
        "Natures d’une remarque de lecture": GENRES,
    }
    return "\n\n".join(
        f"{title} : " + ", ".join(f"`{key}` ({label})" for key, label in words.items()) + "."
        for title, words in lists.items()
    )


def page() -> str:
    """Return the whole page; see ``geo.sources.load`` for the errors of a damaged table."""
    records = list(catalog.sources().values())
    frames = {record.id: sources.load(record.id) for record in records}
    return (
        "\n\n".join(
            (
                "# Les données, table par table",
                "<!-- Page écrite par « make docs » : ne la corrigez pas à la main. -->",
                INTRODUCTION,
                _summary(records, frames),
                "## Tables livrées",
                *(_source(record, frames[record.id]) for record in records),
                "## Mots des tables de rapports",
                _vocabulary(),
                "## Tables exportées",
                "Ce que donnent `python -m geo export` et les boutons de téléchargement.",
                *(_exported(name) for name in tables.COLONNES),
                "## Indicateurs par commune",
                (
                    "Calculés pour chaque commune par `geo/measures/indicators.py` "
                    "et `geo/measures/joins.py`."
                ),
                _indicators(),
                "## Règles de qualité",
                "Une règle signale une ligne sans la retirer. Son code ne sert à aucune autre.",
                _rules(),
                "Leurs paramètres sont des constantes de `geo/measures/quality/rules.py` :",
                _parameters(),
            )
        )
        + "\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Write the page, or only compare it; return the exit code."""
    text = page()
    if "--check" in arguments:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("docs/donnees.md est à jour." if same else "docs/donnees.md : lancez « make docs ».")
        return 0 if same else 1
    write_file(PAGE, text.encode())
    print(f"{PAGE.relative_to(catalog.ROOT)} : {len(text.splitlines())} lignes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
