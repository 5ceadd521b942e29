"""What is compared, for the page « Comparer » and the command of the same name: one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers import compare
from geo.answers.compare_measures import Entite, Mesure
from geo.answers.sentence import Chiffre, accueil
from geo.answers.view import place_of
from geo.core.model import Selection
from geo.labels import compare as mots
from geo.labels.formats import NBSP, accord
from geo.measures import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.answers.bundle import Base
    from geo.answers.compare import Panneau

MODES = tuple(mots.COMPARER_MODES)
MOST = 5
"""Communes compared one by one at most."""


@dataclass(frozen=True, slots=True)
class VueDeComparaison:
    """What is asked: what is compared, with which communes for the spread.

    ``groupe``: one territory made of all the chosen communes; ``etendue`` names the communes of
    ``reference``; ``pairs`` is the frame of the peers, in the mode that has some.
    """

    mode: str
    entites: tuple[Entite, ...]
    reference: tuple[str, ...]
    etendue: str
    chosen: tuple[str, ...]
    groupe: bool = False
    pairs: pd.DataFrame | None = None


def view(
    base: Base, measured: Sequence[Mesure], mode: str, chosen: tuple[str, ...]
) -> VueDeComparaison:
    """Return what is compared in a mode, one of ``MODES``, for some communes by code.

    More than ``MOST`` communes are one territory, beside the two agglomérations.
    """
    everyone = tuple(base.communes["code_insee"])
    if mode == "agglos":
        found = compare.agglomerations(base)
        return VueDeComparaison(mode, found, everyone, mots.COMPARER_ETENDUES["agglos"], ())
    if mode == "pairs":
        code = chosen[:1]
        peers = pairs.pairs(base.communes, _criteria(base, measured), code[0]) if code else None
        codes = () if peers is None else tuple(peers["code_insee"])
        found = compare.entites(base, code)
        return VueDeComparaison(
            mode, found, codes, mots.COMPARER_ETENDUES["pairs"], code, pairs=peers
        )
    if len(chosen) > MOST or (mode == "groupe" and len(chosen) > 1):
        group = Entite("groupe", _group_name(base, chosen), chosen)
        found = (group, *compare.agglomerations(base))
        etendue = mots.COMPARER_ETENDUES["groupe"]
        return VueDeComparaison(mode, found, chosen, etendue, chosen, groupe=True)
    found = compare.entites(base, chosen)
    return VueDeComparaison(mode, found, everyone, mots.COMPARER_ETENDUES["communes"], chosen)


def _criteria(base: Base, measured: Sequence[Mesure]) -> pd.DataFrame:
    """Return what makes two communes alike, on the index of the communes."""
    by_id = {mesure.id: mesure.valeurs() for mesure in measured}
    codes = base.communes["code_insee"]
    return pd.DataFrame(
        {name: by_id[name].reindex(codes).to_numpy() for name in pairs.CRITERES},
        index=base.communes.index,
    )


def _group_name(base: Base, chosen: tuple[str, ...]) -> str:
    known = base.groupes.de(chosen)
    if known is None:
        return mots.COMPARER_GROUPE_CHOISI.format(compte=accord(len(chosen), "commune"))
    return known.nom[0].upper() + known.nom[1:]


def phrase(base: Base, vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> str:
    """Return the sentence of a comparison; what to do when nothing is compared."""
    if vue.groupe:
        return accueil(place_of(base, Selection(communes=vue.chosen))).phrase
    if not vue.entites:
        return mots.COMPARER_PAIRS_VIDE if vue.mode == "pairs" else mots.COMPARER_VIDE
    if vue.pairs is not None:
        names = [str(name) for name in vue.pairs["nom"]]
        return compare.phrase_des_pairs(vue.entites[0].nom, names, panneaux)
    return compare.phrase(panneaux)


def advice(vue: VueDeComparaison) -> str | None:
    """Return what to do when there are too few or too many communes to compare one by one."""
    if vue.groupe and vue.mode == "communes":
        return mots.COMPARER_TROP.format(compte=accord(len(vue.chosen), "commune"))
    if vue.mode == "groupe" and not vue.groupe:
        return mots.COMPARER_GROUPE_SEULE
    if vue.mode == "communes" and len(vue.entites) == 1:
        return mots.COMPARER_UNE_SEULE
    return None


def figures(base: Base, vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> tuple[Chiffre, ...]:
    """Return the key figures of a comparison."""
    if not vue.entites:
        return ()
    if vue.groupe:
        return accueil(place_of(base, Selection(communes=vue.chosen))).chiffres
    wanted = ("population",) if len(vue.entites) > 1 else pairs.CRITERES
    found = []
    for panneau in (p for p in panneaux if p.mesure.id in wanted):
        for name, value in panneau.valeurs.items():
            written, _, unit = panneau.mesure.write_as(value).partition(NBSP)
            label = str(name) if len(vue.entites) > 1 else panneau.mesure.titre
            found.append(Chiffre(written, unit, label, panneau.mesure.source))
    return tuple(found)


LIGNES = (
    "indicateur",
    "titre",
    "role",
    "code",
    "nom",
    "valeur",
    "ecrit",
    "unite",
    "reference",
    "reference_min",
    "reference_mediane",
    "reference_max",
    "a_savoir",
    "refus",
    "source",
    "methode",
)


def lines(vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> pd.DataFrame:
    """Return the comparison line by line: one row = a measure of what is compared, or of a peer.

    Columns ``LIGNES``: ``role`` is « comparé » or « pair »; ``code`` the Insee code of a commune,
    else the id of the group; ``valeur`` in ``unite`` (distances in metres), missing where ``refus``
    says why; ``ecrit`` as the page writes it; ``reference`` names the communes of the spread, whose
    bounds are missing where a spread means nothing; ``a_savoir`` the reserves of the measure.
    """
    rows = [row for panneau in panneaux for row in _lines_of(vue, panneau)]
    return pd.DataFrame(rows, columns=list(LIGNES))


def _lines_of(vue: VueDeComparaison, panneau: Panneau) -> Iterator[dict[str, object]]:
    mesure, spread = panneau.mesure, panneau.reference
    head = {"indicateur": mesure.id, "titre": mesure.titre}
    tail = {
        "unite": "m" if mesure.nature == "distance" else mesure.unite,
        "reference": mots.COMPARER_SANS_ETENDUE if spread.empty else vue.etendue,
        "reference_min": spread.min(),
        "reference_mediane": spread.median(),
        "reference_max": spread.max(),
        "a_savoir": " ".join(one.raison for one in panneau.avis),
        "source": mesure.source,
        "methode": mesure.methode,
    }
    for role, entite in _compared(vue):
        value = mesure.de(entite.codes)
        yield {
            **head,
            "role": role,
            "code": entite.id,
            "nom": entite.nom,
            "valeur": value,
            "ecrit": mesure.write_as(value),
            "refus": _refusal(mesure, entite) if pd.isna(value) else "",
            **tail,
        }


def _compared(vue: VueDeComparaison) -> Iterator[tuple[str, Entite]]:
    """Return what is compared, then the peers, each with its role."""
    yield from ((mots.COMPARER_ROLE, entite) for entite in vue.entites)
    if vue.pairs is not None:
        for code, name in zip(vue.pairs["code_insee"], vue.pairs["nom"], strict=True):
            yield mots.COMPARER_ROLE_PAIR, Entite(str(code), str(name), (str(code),))


def _refusal(mesure: Mesure, entite: Entite) -> str:
    """Return why a measure has no value."""
    if mesure.seule and len(entite.codes) > 1:
        return mots.AVIS_SEULE
    return mots.AVIS_MANQUE.format(noms=entite.nom)
