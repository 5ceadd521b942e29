"""The inhabitants of the QPV: what the register counts, beside what the reports say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers.view import place_of, view_at
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import textes
from geo.labels.formats import NON_RENSEIGNE
from geo.measures.quartiers import measures
from geo.reports.facts import periode_ecrite, valeur_ecrite

if TYPE_CHECKING:
    import pandas as pd

    from geo.answers.bundle import Base
    from geo.answers.view import ThemeView
    from geo.core.model import TerritoryId
    from geo.reports.facts import Faits

RAPPORTS = {"cabbalr": "ct2023-003", "call": "ra2021-271"}
"""The latest figure of the reports on the inhabitants of the QPV of each territory, by its id."""


@dataclass(frozen=True, slots=True)
class Registre:
    """The QPV of a territory as the register counts them, each whole.

    ``habitants`` is missing where the number of one QPV is not known; ``debordent`` are those of
    the QPV that go out of the territories.
    """

    territoire: str
    quartiers: int
    habitants: int | None
    debordent: int | None


def registre(base: Base, territoire: TerritoryId) -> Registre:
    """Return the QPV that really cover a commune of a territory, and who lives there.

    A QPV of both territories counts in each.
    """
    members = base.communes.loc[base.communes["territoire"] == territoire, "code_insee"]
    covered = base.qpv_communes["code_insee"].isin(members)
    codes = base.qpv_communes.loc[covered, "code_qpv"].unique()
    people = base.qpv_population.set_index("code_qpv")["habitants"].reindex(codes)
    overflow = base.qpv.set_index("code_qpv")["hors_territoire_pct"].reindex(codes) > 0
    if people.isna().any():
        return Registre(territoire, len(codes), None, None)
    return Registre(territoire, len(codes), int(people.sum()), int(people[overflow].sum()))


def rates(view: ThemeView, asked: str) -> pd.Series:
    """Return a rate of the QPV of the territory of a view, by code; see ``measures.quartiers``."""
    around = view_at(view.data, place_of(view.base, Selection(view.selection.territoire)))
    people = view.base.qpv_population.set_index("code_qpv")
    rates: pd.Series = measures(people)[asked].reindex(around.rows["code_qpv"])
    return rates


def du_rapport(faits: Faits, territoire: TerritoryId) -> str:
    """Return what the latest report of a territory says of them, as written, with its document."""
    rows = faits.indicateurs[faits.indicateurs["id"] == RAPPORTS[territoire]]
    if rows.empty:
        return NON_RENSEIGNE
    row: pd.Series = rows.iloc[0]
    titles = dict(zip(faits.documents["id"], faits.documents["titre"], strict=True))
    return textes.QPV_RAPPORT.format(
        valeur=valeur_ecrite(row),
        periode=periode_ecrite(row),
        document=titles[str(row["source"])],
    )


def registre_et_rapports(base: Base, faits: Faits) -> list[tuple[str | int | None, ...]]:
    """Return one row a territory: its sigle, its QPV, their inhabitants, what the report says."""
    rows: list[tuple[str | int | None, ...]] = []
    for territory in catalog.TERRITORIES.values():
        told = registre(base, territory.id)
        report = du_rapport(faits, territory.id)
        rows.append((territory.sigle, told.quartiers, told.habitants, told.debordent, report))
    return rows
