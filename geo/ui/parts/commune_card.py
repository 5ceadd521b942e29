"""The card of the chosen commune, over the map: what a mayor asks first, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.core import catalog
from geo.labels import ecran as mots
from geo.labels.formats import accord, as_html
from geo.ui import cache
from geo.ui.parts import figures
from geo.ui.parts.images import root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.commune_card import CarteDeCommune
    from geo.answers.sentence import Chiffre


def over_map(choix: Sequence[str], chiffres: Sequence[Chiffre], *, lien: bool = True) -> str:
    """Return what stands over a map: the card of the one chosen commune, else the key figures.

    ``lien``: the card leads to the fiche of the commune.
    """
    if len(choix) != 1:
        return figures.over_map(chiffres)
    return _card(cache.carte_de(choix[0]), chiffres, lien=lien)


def _card(told: CarteDeCommune, chiffres: Sequence[Chiffre], *, lien: bool) -> str:
    lines = "".join(
        f"<div><dt>{as_html(label)}</dt><dd>{as_html(text)}</dd></div>"
        for label, text in told.lignes
    )
    address = f"{root()}{_path()}?{urlencode({'commune': told.code})}"
    link = (
        f'<p><a class="atlas-aller" href="{as_html(address)}">'
        f"{as_html(mots.TOUT_SUR.format(nom=told.nom))}</a></p>"
        if lien
        else ""
    )
    folded = (
        f"<details><summary>{mots.CHIFFRES}</summary>{figures.html(chiffres)}</details>"
        if chiffres
        else ""
    )
    who = f"{accord(told.population, 'habitant')} · {told.sigle}"
    return (
        f'<details class="atlas-sur-carte atlas-carte-commune" open>'
        f"<summary><strong>{as_html(told.nom)}</strong></summary>"
        f"<p>{as_html(who)}</p><dl>{lines}</dl>{link}{folded}</details>"
    )


def _path() -> str:
    return next(page.chemin for page in catalog.NAVIGATION if page.id == "ma_commune")
