"""Communes, groups and agglomérations side by side, as tables and sentences.

What is measured is in ``compare_measures``; what may be compared, in ``comparable``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geo.answers.comparable import PETIT, Avis, Paire
from geo.answers.compare_measures import Entite, Mesure
from geo.core import catalog
from geo.labels import compare as mots_compare
from geo.labels.formats import (
    accord,
    cle_de_tri,
    enumeration,
    nombre,
)
from geo.reports.facts import periode_ecrite, valeur_ecrite

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.answers.bundle import Base


Borne = Literal["min", "median", "max"]
BORNES: tuple[Borne, ...] = ("min", "median", "max")

ONE_BY_ONE = 2
"""Names that a sentence takes one after the other; beyond, it gives the range of the values."""


# --- side by side -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Panneau:
    """One measure of what is compared.

    ``valeurs``: by name of what is compared, missing where not known. ``reference``: the value of
    each commune that gives the spread, by name; empty where it would mean nothing (the count of a
    group beside that of communes).
    """

    mesure: Mesure
    valeurs: pd.Series
    reference: pd.Series
    avis: tuple[Avis, ...]

    def borne(self, quelle: Borne) -> str:
        """Return a bound of the spread as written."""
        if self.reference.empty:
            return mots_compare.COMPARER_SANS_ETENDUE
        return self.mesure.write_bare(float(getattr(self.reference, quelle)()))


def compare_entities(
    base: Base,
    measured: Sequence[Mesure],
    entites: Sequence[Entite],
    reference: Sequence[str],
) -> tuple[Panneau, ...]:
    """Return each measure of what is compared, with the spread of the communes of reference."""
    names = base.communes.set_index("code_insee")["nom"]
    territoires = base.communes.set_index("code_insee")["territoire"]
    groups = any(len(entite.codes) > 1 for entite in entites)
    found = []
    for mesure in measured:
        values = pd.Series({e.nom: mesure.de(e.codes) for e in entites}, dtype=float)
        spread = mesure.valeurs().reindex(list(reference)).dropna()
        if groups and mesure.nature == "effectif":
            spread = spread.iloc[:0]
        told = avis_de(mesure, entites, territoires)
        found.append(Panneau(mesure, values, spread.set_axis(names.reindex(spread.index)), told))
    return tuple(found)


def avis_de(mesure: Mesure, entites: Sequence[Entite], territoires: pd.Series) -> tuple[Avis, ...]:
    """Return what to know before comparing a measure of some communes or groups.

    ``territoires``: the territory of each commune, by code.
    """
    if mesure.seule and any(len(entite.codes) > 1 for entite in entites):
        return (Avis("reserve", "groupe", mots_compare.AVIS_SEULE),)
    told = [_unknown_members(mesure, entites), _few(mesure, entites), _about(mesure, entites)]
    told.append(_unsure(mesure, entites))
    if mesure.id == "nb_faits":
        codes = [code for entite in entites for code in entite.codes]
        if len({territoires.get(code) for code in codes}) > 1:
            told.append(Avis("reserve", "rapports", mots_compare.AVIS_RAPPORTS))
    if mesure.note:
        told.append(Avis("reserve", "source", mesure.note))
    return tuple(one for one in told if one is not None)


def _unknown_members(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell what is not known: the value of a commune, or some members of a group."""
    parts = []
    for entite in entites:
        lost = len(entite.codes) - len(mesure.connus(entite.codes))
        if lost and len(entite.codes) > 1:
            parts.append(f"{entite.nom} ({accord(lost, 'commune')})")
        elif lost:
            parts.append(entite.nom)
    if not parts:
        return None
    return Avis("reserve", "inconnue", mots_compare.AVIS_MANQUE.format(noms=enumeration(parts)))


def _few(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell counts of facilities under ``PETIT``: one more would change who has the most."""
    if not mesure.id.startswith("nb_equipements"):
        return None
    values = [mesure.de(entite.codes) for entite in entites]
    if len(values) < 2 or not any(value < PETIT for value in values):  # noqa: PLR2004 - a pair
        return None
    return Avis("reserve", "effectif", mots_compare.AVIS_PETIT)


def _about(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell distances to facilities whose place is known to their commune only."""
    if mesure.approche is None:
        return None
    about = [e.nom for e in entites if any(mesure.approche.get(code, False) for code in e.codes)]
    if not about:
        return None
    return Avis("reserve", "position", mots_compare.AVIS_POSITION.format(noms=enumeration(about)))


def _unsure(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell counts and distances that facilities of a state not established could change."""
    if mesure.incertaine is None:
        return None
    names = [e.nom for e in entites if any(mesure.incertaine.get(code, False) for code in e.codes)]
    if not names:
        return None
    distance = mesure.nature == "distance"
    told = mots_compare.AVIS_ETATS if distance else mots_compare.AVIS_ETATS_COMPTE
    return Avis("reserve", "etat", told.format(noms=enumeration(names)))


def tableau(panneaux: Sequence[Panneau], colonnes: Collection[str] = ()) -> pd.DataFrame:
    """Return the comparison as a reader reads it: one row = a measure, values written.

    Columns: the measure, what is compared, the spread, then each commune of ``colonnes`` (names of
    the reference), then what to know.
    """
    rows = []
    for panneau in panneaux:
        write = panneau.mesure.write_bare
        row = {mots_compare.COMPARER_MESURE: panneau.mesure.titre_et_unite}
        row |= {str(name): write(value) for name, value in panneau.valeurs.items()}
        row |= {mots_compare.COMPARER_BORNES[bound]: panneau.borne(bound) for bound in BORNES}
        row |= {name: write(panneau.reference.get(name, float("nan"))) for name in colonnes}
        row[mots_compare.COMPARER_RESERVES] = " ".join(one.raison for one in panneau.avis) or "—"
        rows.append(row)
    return pd.DataFrame(rows)


def export(panneaux: Sequence[Panneau], etendue: str) -> pd.DataFrame:
    """Return the comparison as data: one row = a measure and what is compared, or a commune of it.

    Columns: ``indicateur``, ``titre``, ``unite``, ``role`` (« comparé », or ``etendue`` for the
    communes of the spread), ``nom``, ``valeur`` (distances in metres; missing where not known),
    ``reserve``, ``source``, ``methode``.
    """
    rows = []
    for panneau in panneaux:
        mesure = panneau.mesure
        head = {
            "indicateur": mesure.id,
            "titre": mesure.titre,
            "unite": "m" if mesure.nature == "distance" else mesure.unite,
        }
        tail = {
            "reserve": " ".join(one.raison for one in panneau.avis),
            "source": mesure.source,
            "methode": mesure.methode,
        }
        for role, values in (
            (mots_compare.COMPARER_ROLE, panneau.valeurs),
            (etendue, panneau.reference),
        ):
            rows += [
                head | {"role": role, "nom": str(name), "valeur": value} | tail
                for name, value in values.items()
            ]
    columns = [
        "indicateur",
        "titre",
        "unite",
        "role",
        "nom",
        "valeur",
        "reserve",
        "source",
        "methode",
    ]
    return pd.DataFrame(rows, columns=columns)


def tableau_des_paires(pairs_: Sequence[Paire]) -> pd.DataFrame:
    """Return the figures of the reports side by side, as written, with what to know of each."""
    return pd.DataFrame(
        [
            {
                mots_compare.COMPARER_CHIFFRE: one.titre,
                "CABBALR": ecrite(one.cabbalr),
                "CALL": ecrite(one.call),
                mots_compare.COMPARER_RESERVES: " ".join(a.raison for a in one.avis) or "—",
                mots_compare.COMPARER_DOCUMENTS: " ; ".join(
                    dict.fromkeys([str(one.cabbalr["document"]), str(one.call["document"])])
                ),
            }
            for one in pairs_
        ]
    )


def tableau_des_refus(refused: Sequence[Paire]) -> pd.DataFrame:
    """Return the figures that are not compared, with the reasons of the refusal."""
    rows = [
        (
            one.titre,
            ecrite(one.cabbalr),
            ecrite(one.call),
            " ".join(a.raison for a in one.avis if a.niveau == "refus"),
        )
        for one in refused
    ]
    return pd.DataFrame(rows, columns=list(mots_compare.COMPARER_COLONNES_REFUS))


def ecrite(row: pd.Series) -> str:
    """Return a figure of a report as written, with its year or period."""
    return f"{valeur_ecrite(row)} ({periode_ecrite(row)})"


# --- groups and sentences -----------------------------------------------------------------------


def entites(base: Base, codes: Sequence[str]) -> tuple[Entite, ...]:
    """Return communes, each by itself, in French order."""
    names = base.communes.set_index("code_insee")["nom"]
    order = sorted(codes, key=lambda code: cle_de_tri(str(names[code])))
    return tuple(Entite(code, str(names[code]), (code,)) for code in order)


def agglomerations(base: Base) -> tuple[Entite, ...]:
    """Return the agglomérations, each as one group of its communes."""
    of = base.communes.groupby("territoire")["code_insee"]
    members = {str(name): tuple(codes) for name, codes in of}
    return tuple(
        Entite(t.id, t.sigle, members[t.id])
        for t in catalog.TERRITORIES.values()
        if t.id in members
    )


def phrase(panneaux: Sequence[Panneau]) -> str:
    """Return one sentence on the size, density and QPV of what is compared: each, or the range."""
    kept = [p for p in panneaux if p.mesure.id in ("population", "densite", "part_qpv_pct")]
    names = [str(name) for name in kept[0].valeurs.index]
    if len(names) <= ONE_BY_ONE:
        return f"{' ; '.join(_of_one(name, kept) for name in names)}."
    told = enumeration([part for part in map(_from_to, kept) if part])
    return f"{enumeration(names)} : {told}."


def _of_one(name: str, panneaux: Sequence[Panneau]) -> str:
    told = [f"{p.mesure.write_as(p.valeurs[name])}{_tail(p.mesure)}" for p in panneaux]
    return f"{name} : {enumeration(told)}"


def _tail(mesure: Mesure) -> str:
    return " en quartier prioritaire" if mesure.id == "part_qpv_pct" else ""


def _from_to(panneau: Panneau) -> str:
    known = panneau.valeurs.dropna()
    mesure = panneau.mesure
    if known.empty:
        return ""
    low, high = float(known.min()), float(known.max())
    if mesure.write_as(low) == mesure.write_as(high):
        return f"{mesure.write_as(low)}{_tail(mesure)}"
    return f"de {nombre(low, mesure.decimales)} à {mesure.write_as(high)}{_tail(mesure)}"


def phrase_des_pairs(nom: str, noms_pairs: Sequence[str], panneaux: Sequence[Panneau]) -> str:
    """Return one sentence: who the peers are, and for how many measures the commune is above."""
    if not noms_pairs:
        return mots_compare.COMPARER_SANS_PAIRS.format(nom=nom)
    above = below = 0
    for panneau in panneaux:
        value = float(panneau.valeurs.iloc[0])
        if pd.isna(value) or panneau.reference.empty:
            continue
        middle = float(panneau.reference.median())
        above += value > middle
        below += value < middle
    return mots_compare.COMPARER_PHRASE_PAIRS.format(
        nom=nom,
        compte=len(noms_pairs),
        pairs=enumeration(list(noms_pairs)),
        dessus=nombre(above),
        dessous=nombre(below),
        total=accord(len(panneaux), "mesure"),
    )
