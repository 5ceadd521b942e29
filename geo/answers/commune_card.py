"""What a mayor asks first of a commune, in a few lines: who, what is near, what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers import counts
from geo.answers.fiche_facilities import proche_de
from geo.core import catalog
from geo.labels import ecran as mots
from geo.labels.formats import enumeration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.answers.bundle import Base, ThemeData

COUNTED = ("bornes", "inondations")
"""Themes that a card counts, besides those whose nearest place it tells."""
NEAREST = ("piscines", "dechets")


@dataclass(frozen=True, slots=True)
class CarteDeCommune:
    """A commune in brief; ``lignes``: what is told, with its label."""

    code: str
    nom: str
    sigle: str
    population: int
    lignes: tuple[tuple[str, str], ...]


def card(base: Base, themes: Mapping[str, ThemeData], code_insee: str) -> CarteDeCommune:
    """Return the card of one of ``base.communes``; a theme that cannot be read is left out.

    Each line says what the fiche of the commune says of the same thing.
    """
    row = int(base.communes.index[base.communes["code_insee"] == code_insee][0])
    commune = base.communes.loc[row]
    near = [_near(themes[one], row) for one in NEAREST if one in themes]
    counted = [_counted(themes[one], code_insee) for one in COUNTED if one in themes]
    covered = base.qpv_communes[base.qpv_communes["code_insee"] == code_insee]
    order = covered.sort_values(["surface_km2", "code_qpv"], ascending=[False, True])
    titles = base.qpv.set_index("code_qpv")["nom"]
    names = [str(titles[one]) for one in order["code_qpv"]]
    quartier = (mots.QUARTIER, enumeration(names) if names else mots.AUCUN_QUARTIER)
    return CarteDeCommune(
        code=code_insee,
        nom=str(commune["nom"]),
        sigle=catalog.territory(commune["territoire"]).sigle,
        population=int(commune["population"]),
        lignes=(*near, *counted[:1], quartier, *counted[1:]),
    )


def _near(data: ThemeData, row: int) -> tuple[str, str]:
    near = proche_de(data, row)
    where = f"{near.nom} ({near.commune})" if near.nom and near.commune else near.nom or ""
    return near.libelle, " : ".join(part for part in (where, near.texte) if part)


def _counted(data: ThemeData, code_insee: str) -> tuple[str, str]:
    here = data.rows_where("code_insee", code_insee)
    return data.theme.titre, counts.told(data.theme.id, here, 1)
