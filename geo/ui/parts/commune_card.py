"""The card of the chosen commune, over the map: what a mayor asks first, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.core import catalog
from geo.labels import ecran as mots
from geo.labels.formats import accord, as_html, enumeration
from geo.ui import cache
from geo.ui.parts import figures
from geo.ui.parts.images import root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.fiche import Fiche
    from geo.answers.sentence import Chiffre

COUNTED = ("bornes", "inondations")
"""Themes that a card counts, besides those whose nearest place it tells."""
NEAREST = ("piscines", "dechets")


def over_map(choix: Sequence[str], chiffres: Sequence[Chiffre], *, lien: bool = True) -> str:
    """Return what stands over a map: the card of the one chosen commune, else the key figures.

    ``lien``: the card leads to the fiche of the commune.
    """
    if len(choix) != 1:
        return figures.over_map(chiffres)
    themes = tuple(cache.readable())
    fiche = cache.fiche(choix[0], themes, rapports=cache.reports() is not None)
    return _card(fiche, chiffres, lien=lien)


def _lines(fiche: Fiche) -> list[tuple[str, str]]:
    found = {near.theme: near for near in fiche.proches}
    lines = []
    for theme in NEAREST:
        near = found.get(theme)
        if near is not None:
            where = f"{near.nom} ({near.commune})" if near.nom and near.commune else near.nom or ""
            lines.append((near.libelle, " : ".join(part for part in (where, near.texte) if part)))
    groups = {group.theme: group for group in fiche.equipements}
    counted = [(groups[one].titre, groups[one].comptes) for one in COUNTED if one in groups]
    names = [item.nom for item in fiche.qpv.liste]
    quartier = (mots.QUARTIER, enumeration(names) if names else mots.AUCUN_QUARTIER)
    return [*lines, *counted[:1], quartier, *counted[1:]]


def _card(fiche: Fiche, chiffres: Sequence[Chiffre], *, lien: bool) -> str:
    identite = fiche.identite
    lines = "".join(
        f"<div><dt>{as_html(label)}</dt><dd>{as_html(text)}</dd></div>"
        for label, text in _lines(fiche)
    )
    address = f"{root()}{_path()}?{urlencode({'commune': identite.code})}"
    link = (
        f'<p><a class="atlas-aller" href="{as_html(address)}">'
        f"{as_html(mots.TOUT_SUR.format(nom=identite.nom))}</a></p>"
        if lien
        else ""
    )
    folded = (
        f"<details><summary>{mots.CHIFFRES}</summary>{figures.html(chiffres)}</details>"
        if chiffres
        else ""
    )
    told = f"{accord(identite.population, 'habitant')} · {identite.sigle}"
    return (
        f'<details class="atlas-sur-carte atlas-carte-commune" open>'
        f"<summary><strong>{as_html(identite.nom)}</strong></summary>"
        f"<p>{as_html(told)}</p><dl>{lines}</dl>{link}{folded}</details>"
    )


def _path() -> str:
    return next(page.chemin for page in catalog.NAVIGATION if page.id == "ma_commune")
