"""What a refresh found, as text: the account of the rows, what would change, what stops it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from geo.labels import officielles as mots
from geo.labels.formats import accord, distance, jour, nombre
from geo.sources import official

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.refresh.official.difference import Difference
    from geo.refresh.official.ledger import Bilan, Tally
    from geo.refresh.official.refreshing import Examen

LIGNES = 12
"""Objects or communes written out in a list; the JSON report has them all."""


def report(found: Examen) -> str:
    """Return the report of a refresh, to be read in a terminal."""
    date_ = jour(found.lu.date) if found.lu.date else mots.NON_DATEE
    head = [f"{found.fiche.titre}, {date_}", "", *account(found.lu.bilan), ""]
    return "\n".join(
        [*head, *_changes(found), *_sentences(found), *_written(found), *_stops(found)]
    )


def account(bilan: Bilan) -> Iterator[str]:
    """Give the account of the rows, line by line, with examples of what was refused."""
    merged = sum(one.lignes for one in bilan.fusionnees)
    refused = sum(one.lignes for one in bilan.refusees)
    yield mots.COMPTE.format(
        lues=accord(bilan.lues, "ligne lue", "lignes lues"),
        gardees=nombre(bilan.gardees),
        fusionnees=nombre(merged),
        refusees=nombre(refused),
    )
    yield from _reasons(mots.FUSIONNEES, bilan.fusionnees, mots.RAISONS)
    yield from _reasons(mots.REFUSEES, bilan.refusees, mots.RAISONS)
    yield from _reasons(mots.SIGNALEES, bilan.signalements, mots.SIGNALEMENTS, examples=False)


def _reasons(
    title: str, counts: Iterable[Tally], words: dict[str, str], *, examples: bool = True
) -> Iterator[str]:
    told = sorted(counts, key=lambda one: -one.lignes)
    if not told:
        return
    yield f"  {title}"
    for one in told:
        yield f"    {nombre(one.lignes):>7}  {words[one.raison]}"
        shown = one.exemples[:2] if examples and one.raison != "hors_perimetre" else ()
        for example in shown:
            yield f"             {example}"


def _changes(found: Examen) -> Iterator[str]:
    yield from changes(found.depuis, found.avant.date, found.difference)


def changes(depuis: str, date_: str | None, change: Difference) -> Iterator[str]:
    """Give what changed since ``depuis``, line by line."""
    yield mots.DEPUIS.format(depuis=depuis, date=jour(date_) if date_ else mots.NON_DATEE)
    if change.vide:
        yield f"  {mots.AUCUNE}"
        return
    counts = (
        len(change.ajoutes),
        len(change.retires),
        len(change.deplaces),
        change.changes["id"].nunique(),
    )
    told = (accord(n, word) for n, word in zip(counts, mots.CHANGE, strict=True))
    yield f"  {', '.join(told)}"
    yield from _listed(mots.AJOUTES, change.ajoutes["nom"])
    yield from _listed(mots.RETIRES, change.retires["nom"])
    moved = change.deplaces
    far = [mots.PLACE_INCONNUE if pd.isna(m) else distance(m) for m in moved["distance_m"]]
    gone = [f"{name} ({away})" for name, away in zip(moved["nom"], far, strict=True)]
    yield from _listed(mots.DEPLACES, gone)
    values = change.changes.fillna({"avant": "?", "apres": "?"})
    names = values["colonne"].map(lambda one: mots.COLONNES_OBJETS.get(one, mots.COMPTEE))
    rows = zip(values["nom"], names, values["avant"], values["apres"], strict=True)
    written = [f"{name}, {what} : {before} → {after}" for name, what, before, after in rows]
    yield from _listed(mots.CHANGES, written)
    yield from _listed(mots.PAR_COMMUNE, communes(change.communes))


def communes(counts: pd.DataFrame) -> list[str]:
    """Return one line a commune whose count changes, the largest change first."""
    a, b = counts["avant"], counts["apres"]
    differs = counts[(a != b).fillna(value=True) & ~(a.isna() & b.isna())]
    size = (differs["apres"] - differs["avant"]).abs().astype("Float64").fillna(0)
    rows = differs.loc[size.sort_values(ascending=False, kind="stable").index]
    names = rows["nom"].fillna(rows["code_insee"])
    told = zip(names, rows["avant"], rows["apres"], strict=True)
    return [f"{name} : {nombre(before)} → {nombre(after)}" for name, before, after in told]


def _listed(title: str, told: Iterable[str]) -> Iterator[str]:
    lines = list(told)
    if not lines:
        return
    yield f"  {title}"
    for line in lines[:LIGNES]:
        yield f"    {line}"
    if len(lines) > LIGNES:
        yield f"    {mots.ET_AUTRES.format(n=nombre(len(lines) - LIGNES))}"


def _sentences(found: Examen) -> Iterator[str]:
    if not found.phrases:
        return
    yield ""
    yield mots.PHRASES
    for before, after in found.phrases:
        yield f"  - {before}"
        yield f"  + {after}"


def _written(found: Examen) -> Iterator[str]:
    if not found.ecrits:
        return
    yield ""
    yield mots.ECRANS
    for one in found.ecrits:
        yield f"  {one.ou}"
        if one.avant or one.apres:
            yield f"    - {one.avant or mots.RIEN_ECRIT}"
            yield f"    + {one.apres or mots.RIEN_ECRIT}"


def _stops(found: Examen) -> Iterator[str]:
    if not found.arrets:
        return
    yield ""
    yield mots.ARRETS
    for one in found.arrets:
        yield f"  ! {one.texte}"


def in_place(source: str, racine: Path, today: date | None = None) -> str:
    """Return what stays in place where a refresh has failed, and its age."""
    version = official.current(source, racine)
    if version is None:
        return mots.RESTE_LIVREE
    told = version.date or version.publiee_le
    age = ((today or date.today()) - date.fromisoformat(told)).days  # noqa: DTZ011 - an age in days
    return mots.RESTE.format(version=version.nom, jour=jour(told), age=accord(age, "jour"))
