"""What may be compared: pairs of figures of the reports, and the rules that refuse or warn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import pandas as pd

from geo.core import catalog
from geo.labels import compare as mots_compare
from geo.labels.formats import (
    enumeration,
)
from geo.reports.facts import montant_ecrit, periode_ecrite, valeur_ecrite
from geo.reports.vocabulary import TAXES, UNITES_COMPTE, UNITES_MONTANT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from geo.answers.bundle import Base
    from geo.reports.chosen import Comparable
    from geo.reports.facts import Faits

    Ligne: TypeAlias = pd.Series | Mapping[Hashable, object]

Niveau = Literal["refus", "reserve"]
Nature = Literal["effectif", "taux", "distance"]

PETIT = 5
"""Count under which one more or one less changes the comparison."""

GENERATION_2015, GENERATION_2024 = 2015, 2024
THEMES_QPV = ("politique_ville", "npnru")
"""Themes of the reports whose figures are about QPV."""


# --- may two figures be compared? ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Avis:
    """Why a comparison is refused (« refus »), or what to know before making it (« reserve »)."""

    niveau: Niveau
    regle: str
    raison: str


def avis(a: Ligne, b: Ligne, liens: pd.DataFrame | None = None) -> tuple[Avis, ...]:
    """Return what stands in the way of comparing two figures of the reports, refusals first.

    Parameters
    ----------
    a, b
        Rows of ``indicateurs``. A row may tell its ``generation`` of QPV; else it is that of its
        years (see ``generation_qpv``).
    liens
        The table ``contradictions_liens``; without it the contradictions are not told.

    Returns
    -------
    tuple of Avis
        Empty when nothing stands in the way. A single « refus » where a value is not known.
    """
    if _missing(a["valeur"]) or _missing(b["valeur"]):
        return (Avis("refus", "inconnue", mots_compare.AVIS_INCONNUE),)
    found = [rule(a, b) for rule in RULES]
    if liens is not None:
        found.append(_contradictions(a, b, liens))
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: one.niveau != "refus"))


def refusee(told: Sequence[Avis]) -> bool:
    """Return whether one of these is a refusal."""
    return any(one.niveau == "refus" for one in told)


def unite_de_base(row: Ligne) -> str:
    """Return the unit of a figure without its tax, its scale nor « /an »: €, €/hab, m³, %."""
    unit = str(row["unite"])
    if unit in UNITES_MONTANT:
        return "€"
    for tax in TAXES:
        unit = unit.replace(f" {tax}", "")
    return unit.removesuffix("/an")


def generation_qpv(row: Ligne) -> int | None:
    """Return the generation of QPV that a figure speaks of; ``None`` if it speaks of none.

    The perimeters of 2015 hold until the end of 2023, those of 2024 since.
    """
    told = row.get("generation")
    if not _missing(told):
        return int(str(told))
    about = row.get("theme") in THEMES_QPV or "prioritaires" in str(row.get("libelle"))
    if not about:
        return None
    year = row["annee_fin"]
    old = _missing(year) or int(str(year)) < GENERATION_2024
    return GENERATION_2015 if old else GENERATION_2024


def _missing(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _text(value: object) -> str | None:
    return None if _missing(value) else str(value)


def _unites(a: Ligne, b: Ligne) -> Avis | None:
    one, other = unite_de_base(a), unite_de_base(b)
    if one == other:
        return None
    return Avis("refus", "unites", mots_compare.AVIS_UNITES.format(a=one, b=other))


def _natures(a: Ligne, b: Ligne) -> Avis | None:
    natures = {str(a["nature"]), str(b["nature"])}
    if len(natures) == 1:
        return None
    if "cible" in natures:
        return Avis("refus", "cible", mots_compare.AVIS_CIBLE)
    if not natures.isdisjoint({"estimation", "convention"}):
        return Avis("refus", "cible", mots_compare.AVIS_FIXE)
    if "periode" in natures:
        years = (periode_ecrite(a), periode_ecrite(b))
        return Avis("refus", "periode", mots_compare.AVIS_PERIODE.format(a=years[0], b=years[1]))
    return Avis("reserve", "nature", mots_compare.AVIS_NATURE)


def _periodes(a: Ligne, b: Ligne) -> Avis | None:
    """Refuse two totals of several years that are not the same years."""
    if str(a["nature"]) != "periode" or str(b["nature"]) != "periode":
        return None
    one, other = periode_ecrite(a), periode_ecrite(b)
    if one == other:
        return None
    return Avis("refus", "periode", mots_compare.AVIS_PERIODE.format(a=one, b=other))


def _taxes(a: Ligne, b: Ligne) -> Avis | None:
    one, other = _text(a["taxe"]), _text(b["taxe"])
    if one == other:
        return None
    if one is not None and other is not None:
        return Avis("refus", "taxe", mots_compare.AVIS_TAXES.format(a=one, b=other))
    return Avis("reserve", "taxe", mots_compare.AVIS_TAXE_INCONNUE.format(taxe=one or other))


def _generations(a: Ligne, b: Ligne) -> Avis | None:
    one, other = generation_qpv(a), generation_qpv(b)
    if one is None or other is None or one == other:
        return None
    return Avis("refus", "generation", mots_compare.AVIS_GENERATION)


def _millesimes(a: Ligne, b: Ligne) -> Avis | None:
    if str(a["nature"]) == "periode" or str(b["nature"]) == "periode":
        return None
    one, other = periode_ecrite(a), periode_ecrite(b)
    if _missing(a["annee_fin"]) or _missing(b["annee_fin"]):
        return Avis("reserve", "millesime", mots_compare.AVIS_NON_DATE)
    if one == other:
        return None
    return Avis("reserve", "millesime", mots_compare.AVIS_MILLESIMES.format(a=one, b=other))


def _effectifs(a: Ligne, b: Ligne) -> Avis | None:
    counts = str(a["unite"]) in UNITES_COMPTE and str(b["unite"]) in UNITES_COMPTE
    values = (float(str(a["valeur"])), float(str(b["valeur"])))
    if not counts or min(values) >= PETIT:
        return None
    return Avis("reserve", "effectif", mots_compare.AVIS_PETIT)


def _nuances(a: Ligne, b: Ligne) -> Avis | None:
    told = [text for row in (a, b) if (text := _text(row.get("nuance")))]
    if not told:
        return None
    listed = enumeration([f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" for text in told])
    return Avis("reserve", "nuance", mots_compare.AVIS_NUANCE.format(mots=listed))


RULES: tuple[Callable[[Ligne, Ligne], Avis | None], ...] = (
    _unites,
    _natures,
    _periodes,
    _taxes,
    _generations,
    _millesimes,
    _effectifs,
    _nuances,
)


def _contradictions(a: Ligne, b: Ligne, liens: pd.DataFrame) -> Avis | None:
    linked = liens[liens["ligne"].isin([a["id"], b["id"]])]["contradiction"]
    if linked.empty:
        return None
    listed = ", ".join(sorted(set(linked)))
    return Avis("reserve", "contradiction", mots_compare.AVIS_CONTRADICTION.format(ids=listed))


@dataclass(frozen=True, slots=True)
class Paire:
    """A figure that both agglomérations give: rows of ``indicateurs``, and what to know of it."""

    id: str
    titre: str
    cabbalr: pd.Series
    call: pd.Series
    avis: tuple[Avis, ...]

    @property
    def comparable(self) -> bool:
        """Return whether no rule refuses it."""
        return not refusee(self.avis)

    def valeurs(self) -> dict[str, float]:
        """Return the two values in the same unit (amounts in euros), by territory id."""
        rows = {"cabbalr": self.cabbalr, "call": self.call}
        return {
            name: float(row["valeur"] if _missing(row["valeur_eur"]) else row["valeur_eur"])
            for name, row in rows.items()
        }

    def write_as(self, value: float) -> str:
        """Return one of ``valeurs`` as written, with its unit."""
        if unite_de_base(self.cabbalr) == "€":
            return montant_ecrit(value)
        return valeur_ecrite({"valeur": value, "unite": self.cabbalr["unite"]})


def paires(faits: Faits, comparables: Sequence[Comparable]) -> tuple[Paire, ...]:
    """Return the figures that both agglomérations give, with what the rules say of each.

    What the hand-made list says to differ comes as one more « reserve ».
    """
    rows = {str(row["id"]): row for _, row in faits.indicateurs.iterrows()}
    found = []
    for one in comparables:
        a, b = rows[one.cabbalr], rows[one.call]
        told = avis(a, b, faits.liens)
        if one.difference:
            told = (*told, Avis("reserve", "perimetre", one.difference))
        found.append(Paire(one.id, one.titre, a, b, told))
    return tuple(found)


def refus_des_generations(base: Base, paire: Paire) -> tuple[Paire, ...]:
    """Return, for each agglomération, its QPV of the reports against the perimeters of 2024.

    They are there to be refused: it is the mistake that the two generations invite.
    """
    found = []
    for territoire, row in (("cabbalr", paire.cabbalr), ("call", paire.call)):
        codes = base.communes.loc[base.communes["territoire"] == territoire, "code_insee"]
        covered = base.qpv_communes["code_insee"].isin(codes)
        count = base.qpv_communes.loc[covered, "code_qpv"].nunique()
        ours = row.copy()
        ours["valeur"], ours["nuance"] = float(count), None
        ours["annee_debut"] = ours["annee_fin"] = GENERATION_2024
        ours["generation"] = GENERATION_2024
        told = avis(row, ours)
        sigle = catalog.territory(territoire).sigle
        title = mots_compare.COMPARER_GENERATIONS.format(sigle=sigle)
        found.append(Paire(f"generations-{territoire}", title, row, ours, told))
    return tuple(found)
