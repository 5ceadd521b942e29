"""The grid of RGAA 4.1 as it was measured: 106 criteria, one verdict each, its evidence.

``rgaa.tsv`` is the only place where a verdict is written: the page « À propos » and the declaration
(docs/accessibilite.md, by ``python -m outils.declarer``) are both made from it. A criterion that
only a person with an assistive technology can settle is ``non vérifié``, and counts as one that
fails.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from geo.labels.formats import nombre

FICHIER = Path(__file__).with_name("rgaa.tsv")

Etat = Literal["conforme", "non conforme", "non vérifié", "sans objet"]
ETATS: tuple[Etat, ...] = ("conforme", "non conforme", "non vérifié", "sans objet")

REGARDE_LE = "28 novembre 2026"
"""Day on which the pages were looked at: what « regardé » means in a piece of evidence."""

PAGES = (
    "Accueil",
    "Ma commune (Nœux-les-Mines)",
    "Piscines",
    "Accès aux services",
    "Comparer (Béthune et Lens)",
    "Adresse ou point",
    "Thèmes des rapports",
    "Données et qualité",
    "Présentation",
    "À propos",
)
"""The pages that were looked at."""

THEMES = {
    1: "Images",
    2: "Cadres",
    3: "Couleurs",
    4: "Multimédia",
    5: "Tableaux",
    6: "Liens",
    7: "Scripts",
    8: "Éléments obligatoires",
    9: "Structure",
    10: "Présentation",
    11: "Formulaires",
    12: "Navigation",
    13: "Consultation",
}
"""Theme of the RGAA -> its name."""


@dataclass(frozen=True, slots=True)
class Critere:
    """One criterion: its number (« 10.7 »), its subject in a few words, its verdict, its evidence.

    ``preuve`` is the test that keeps it, or what was looked at on ``REGARDE_LE``.
    """

    numero: str
    sujet: str
    etat: Etat
    preuve: str

    @property
    def theme(self) -> int:
        """Return the number of its theme."""
        return int(self.numero.split(".")[0])


@cache
def criteres() -> tuple[Critere, ...]:
    """Return the 106 criteria, in the order of the RGAA.

    Raises
    ------
    ValueError
        If a verdict is none of ``ETATS``.
    """
    with FICHIER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    unknown = {row["etat"] for row in rows} - set(ETATS)
    if unknown:
        msg = f"rgaa.tsv : état inconnu : {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    states = {state: state for state in ETATS}
    return tuple(
        Critere(row["critere"], row["sujet"], states[row["etat"]], row["preuve"])  # type: ignore[index]
        for row in rows
    )


def compte(etat: Etat) -> int:
    """Return how many criteria have that verdict."""
    return sum(one.etat == etat for one in criteres())


def applicables() -> int:
    """Return how many criteria apply: all but those without object."""
    return len(criteres()) - compte("sans objet")


def taux_pct() -> float:
    """Return the share of the criteria that apply which conform, without reserve, in percent."""
    return 100 * compte("conforme") / applicables()


def valeurs() -> dict[str, str]:
    """Return what the page « À propos » and the declaration write of the measure."""
    failing = [one for one in criteres() if one.etat in ("non conforme", "non vérifié")]
    return {
        "taux": f"{nombre(taux_pct(), 1)}\N{NO-BREAK SPACE}%",
        "conformes": nombre(compte("conforme")),
        "applicables": nombre(applicables()),
        "criteres": nombre(len(criteres())),
        "non_conformes": nombre(compte("non conforme")),
        "non_verifies": nombre(compte("non vérifié")),
        "sans_objet": nombre(compte("sans objet")),
        "regarde_le": REGARDE_LE,
        "defauts_courts": "\n".join(f"- {one.numero}, {one.sujet} ({one.etat})" for one in failing),
        "defauts": "\n".join(
            f"- {one.numero}, {one.sujet} ({one.etat}) : {one.preuve}." for one in failing
        ),
    }
