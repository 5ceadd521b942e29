"""What may be done with the figures of the reports, and what must be refused with a reason.

Pure rules on the tables ``indicateurs``, ``actions``, ``contradictions`` and ``alias_communes``:
frames in, frames or small records out. A sum is allowed only where the reports make it
meaningful; everything else is a ``Refus`` that says why in French.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core.errors import AtlasError, UnknownIdError
from geo.core.schema import SEPARATEUR
from geo.reports.vocabulary import (
    GENRES,
    NATURES_VISEES,
    STATUTS_A_VENIR,
    UNITES_MONTANT,
    UNITES_TAUX,
    cle_commune,
    sans_article,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

CENTIME = 2
"""Decimals of an amount in euros; sums are rounded to them, not to the last bit."""


class AmbiguousCommuneError(AtlasError, ValueError):
    """Raised when a written name may mean several communes; the message lists them."""


@dataclass(frozen=True, slots=True)
class Refus:
    """A sum that would mean nothing: which rule forbids it, why, and the rows in question."""

    regle: str
    raison: str
    lignes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that the reports allow.

    ``unite`` is « € » (with its tax where told) or the unit of the rows; ``sans_valeur`` counts
    the rows that have no number; ``approche`` says that at least one value is approximate.
    """

    valeur: float
    unite: str
    lignes: int
    sans_valeur: int
    approche: bool


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The parts and the total of one ``groupe``, as told by the report.

    ``somme`` adds the parts; ``annonce`` is the total as written, missing where the report gives
    none; ``ecart`` is ``annonce`` minus ``somme``, in ``unite``.
    """

    groupe: str
    parties: pd.DataFrame
    somme: float
    annonce: float | None
    ecart: float | None
    unite: str


def somme_permise(frame: pd.DataFrame, liens: pd.DataFrame | None = None) -> Refus | None:
    """Return why the rows of ``frame`` must not be added, or ``None`` if they may be.

    Parameters
    ----------
    frame
        Rows of ``indicateurs`` or of ``actions``. Rows without a number take no part.
    liens
        The table ``contradictions_liens``; without it the contradictions are not looked at.
    """
    rows = _avec_nombre(frame)
    if len(rows) < 2:  # noqa: PLR2004  one figure is always itself
        return None
    for rule in RULES:
        refusal = rule(rows)
        if refusal is not None:
            return refusal
    return _variantes(rows, liens) if liens is not None else None


def total(frame: pd.DataFrame, liens: pd.DataFrame | None = None) -> Total | Refus:
    """Return the sum of the rows of ``frame``, or why it is refused; see ``somme_permise``.

    Amounts in €, k€ and M€ are added in euros.
    """
    rows = _avec_nombre(frame)
    if rows.empty:
        return Refus("vide", "Aucune de ces lignes ne porte de nombre.")
    refusal = somme_permise(frame, liens)
    if refusal is not None:
        return refusal
    values = _euros(rows) if _sont_des_montants(rows) else _nombre(rows)
    nuances = rows["nuance"].notna().any() if "nuance" in rows else False
    return Total(
        valeur=round(float(values.sum()), CENTIME),
        unite=_unite(rows),
        lignes=len(rows),
        sans_valeur=len(frame) - len(rows),
        approche=bool(nuances),
    )


def series(indicateurs: pd.DataFrame) -> pd.DataFrame:
    """Return the points of the series: the same quantity told at several dates.

    One row = a point, sorted by ``serie`` then ``annee``; columns of ``indicateurs`` with
    ``annee`` (the last year of the row) besides. A target without a date comes last, its ``annee``
    missing; any other undated value is left out. A value told twice for the same year is kept
    once. Series with one point only are left out. What is aimed at has a ``nature`` of
    ``NATURES_VISEES``.
    """
    dated = indicateurs["annee_fin"].notna() | indicateurs["nature"].isin(NATURES_VISEES)
    points = indicateurs[indicateurs["serie"].notna() & dated]
    points = points.assign(annee=points["annee_fin"])
    points = points.drop_duplicates(["serie", "annee", "nature", "valeur"])
    several = points.groupby("serie")["id"].transform("size") > 1
    return points[several].sort_values(["serie", "annee", "id"], ignore_index=True)


def decomposition(indicateurs: pd.DataFrame, groupe: str) -> Decomposition:
    """Return the parts of one ``groupe`` with their sum and the total announced.

    Raises
    ------
    UnknownIdError
        If no row belongs to this group.
    """
    rows = indicateurs[indicateurs["groupe"] == groupe]
    if rows.empty:
        msg = f"Aucun chiffre n’appartient à la décomposition « {groupe} »."
        raise UnknownIdError(msg)
    values = _euros(rows) if _sont_des_montants(rows) else _nombre(rows)
    parts = rows["role"] == "partie"
    somme = round(float(values[parts].sum()), CENTIME)
    stated = values[~parts]
    annonce = None if stated.empty else float(stated.iloc[0])
    return Decomposition(
        groupe=groupe,
        parties=rows[parts],
        somme=somme,
        annonce=annonce,
        ecart=None if annonce is None else round(annonce - somme, CENTIME),
        unite="€" if _sont_des_montants(rows) else str(rows["unite"].iloc[0]),
    )


def contradictions_de(
    ids: Iterable[str], contradictions: pd.DataFrame, liens: pd.DataFrame
) -> pd.DataFrame:
    """Return the contradictions that concern these figures or facts.

    One row = a figure and a contradiction: ``ligne`` and ``role`` of ``liens``, then the columns
    of ``contradictions``. Empty if nothing contradicts them.
    """
    concerned = liens[liens["ligne"].isin(list(ids))]
    return concerned.merge(
        contradictions, left_on="contradiction", right_on="id", how="left", validate="many_to_one"
    ).drop(columns="contradiction")


def remarque(row: Mapping[Hashable, object]) -> str:
    """Return a remark as it is read beside a figure: its kind, then its explanation."""
    return f"{GENRES[str(row['genre'])]} : {row['explication']}"


def recalcul(
    contradiction: str, liens: pd.DataFrame, indicateurs: pd.DataFrame, actions: pd.DataFrame
) -> pd.Series:
    """Return the values of the terms of a contradiction, amounts in euros, in their order.

    Indexed by the id of the figure or fact.
    """
    terms = liens[(liens["contradiction"] == contradiction) & (liens["role"] == "composante")]
    return valeurs(indicateurs, actions).reindex(terms["ligne"].to_list())


def valeurs(indicateurs: pd.DataFrame, actions: pd.DataFrame) -> pd.Series:
    """Return the number of every figure and fact by id, amounts in euros."""
    numbers: dict[str, float] = {}
    for frame in (indicateurs, actions):
        numbers |= dict(zip(frame["id"], _euros(frame).fillna(_nombre(frame)), strict=True))
    return pd.Series(numbers, dtype="float64")


def candidats_commune(texte: str, alias: pd.DataFrame, source: str | None = None) -> pd.DataFrame:
    """Return the rows of ``alias`` that a written name may mean, in a given report or in general.

    Case, accents, hyphens and the first article do not count, except where the article makes the
    meaning: « la Souchez » is the river. What a report means by a name comes before the general
    meaning; without a report, an official name comes before the special meanings.
    """
    key = cle_commune(texte)
    rows = alias[alias["cle"] == key]
    if rows.empty:
        rows = alias[alias["cle"] == sans_article(key)]
    general = rows[rows["sources"].isna()]
    if source is None:
        official = rows[rows["nature"] == "officiel"]
        return official if len(official) else rows
    listed = rows["sources"].fillna("").map(lambda value: source in value.split(SEPARATEUR))
    return rows[listed] if listed.any() else general


def resolve_commune(texte: str, alias: pd.DataFrame, source: str | None = None) -> str:
    """Return the code of the commune that a written name means; see ``candidats_commune``.

    Raises
    ------
    UnknownIdError
        If the name is not one of the communes, with what it is where we know it.
    AmbiguousCommuneError
        If it may mean several communes, with their codes.
    """
    rows = candidats_commune(texte, alias, source)
    codes = list(dict.fromkeys(rows["code_insee"].dropna()))
    notes = " ; ".join(dict.fromkeys(rows["note"].dropna()))
    detail = f" ({notes})" if notes else ""
    if not codes:
        msg = f"« {texte} » n’est pas une des communes des deux territoires{detail}."
        raise UnknownIdError(msg)
    if len(codes) > 1:
        msg = f"« {texte} » peut désigner plusieurs communes : {', '.join(codes)}{detail}."
        raise AmbiguousCommuneError(msg)
    return str(codes[0])


def _nombre(frame: pd.DataFrame) -> pd.Series:
    return frame["valeur"] if "valeur" in frame else frame["montant"]


def _euros(frame: pd.DataFrame) -> pd.Series:
    return frame["valeur_eur"] if "valeur_eur" in frame else frame["montant_eur"]


def _avec_nombre(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[_nombre(frame).notna()]


def _sont_des_montants(rows: pd.DataFrame) -> bool:
    return bool(rows["unite"].isin(list(UNITES_MONTANT)).all())


def _constant(values: pd.Series) -> bool:
    return bool((values == values.iloc[0]).all())


def _unite(rows: pd.DataFrame) -> str:
    if not _sont_des_montants(rows):
        return str(rows["unite"].iloc[0])
    tax = rows["taxe"].iloc[0]
    return "€" if pd.isna(tax) else f"€ {tax}"


def _un_seul_tout(rows: pd.DataFrame) -> bool:
    """Return whether the rows are parts of one decomposition that the report adds up."""
    if "groupe" not in rows:
        return False
    return bool((rows["role"] == "partie").all() and _constant(rows["groupe"]))


def _refus(regle: str, raison: str, rows: pd.DataFrame) -> Refus:
    return Refus(regle, raison, tuple(rows["id"]))


def _unites(rows: pd.DataFrame) -> Refus | None:
    if _sont_des_montants(rows) or _constant(rows["unite"]):
        return None
    found = ", ".join(f"« {unit} »" for unit in rows["unite"].unique())
    return _refus("unites", f"Des unités différentes ne s’additionnent pas : {found}.", rows)


def _taux(rows: pd.DataFrame) -> Refus | None:
    if not rows["unite"].isin(UNITES_TAUX).any() or _un_seul_tout(rows):
        return None
    return _refus("taux", "Des taux, des parts ou des coûts unitaires ne s’additionnent pas.", rows)


def _taxes(rows: pd.DataFrame) -> Refus | None:
    taxes = rows["taxe"].fillna("taxe non précisée").unique()
    if not _sont_des_montants(rows) or len(taxes) == 1:
        return None
    found = ", ".join(sorted(taxes))
    return _refus("taxe", f"Ces montants ne sont pas comptés de la même façon : {found}.", rows)


def _territoires(rows: pd.DataFrame) -> Refus | None:
    territories = set(rows["territoire"])
    if "departement" not in territories or len(territories) == 1:
        return None
    reason = (
        "Le Département contient les agglomérations : ses chiffres ne s’ajoutent pas aux leurs."
    )
    return _refus("territoires", reason, rows)


def _natures(rows: pd.DataFrame) -> Refus | None:
    if "nature" not in rows or _constant(rows["nature"]):
        return None
    found = set(rows["nature"])
    if "cible" in found:
        reason = "Un objectif ou une prévision ne s’ajoute pas à une valeur constatée."
    elif "estimation" in found:
        reason = "Une estimation ne s’ajoute pas à une valeur constatée ou décidée."
    elif "convention" in found:
        reason = "Un montant ou une règle fixés d’avance ne s’ajoutent pas à une valeur constatée."
    elif "periode" in found:
        reason = "Un total de plusieurs années ne s’ajoute pas à une valeur annuelle."
    else:
        reason = "Un état à une date ne s’ajoute pas à une valeur annuelle."
    return _refus("natures", reason, rows)


def _statuts(rows: pd.DataFrame) -> Refus | None:
    if "statut" not in rows:
        return None
    coming = rows["statut"].isin(STATUTS_A_VENIR)
    if coming.all() or not coming.any():
        return None
    reason = "Ce qui est prévu ou à l’étude ne s’ajoute pas à ce qui est fait ou en cours."
    return _refus("statuts", reason, rows)


def _dates(rows: pd.DataFrame) -> Refus | None:
    same = len(rows[["annee_debut", "annee_fin"]].drop_duplicates()) == 1
    stocks = (rows["nature"] == "instantane").any() if "nature" in rows else False
    if same or not (stocks or not _sont_des_montants(rows)):
        return None
    return _refus("dates", "Ces valeurs ne portent pas sur les mêmes années.", rows)


def _periodes(rows: pd.DataFrame) -> Refus | None:
    """Refuse totals of different periods, which may overlap."""
    if "nature" not in rows or not (rows["nature"] == "periode").all():
        return None
    if len(rows[["annee_debut", "annee_fin"]].drop_duplicates()) == 1:
        return None
    return _refus("periodes", "Ces totaux portent sur des périodes différentes.", rows)


def _meme_serie(rows: pd.DataFrame) -> Refus | None:
    if "serie" not in rows:
        return None
    told = rows[rows["serie"].notna() & rows["serie"].duplicated(keep=False)]
    if told.empty:
        return None
    reason = (
        "C’est la même grandeur dite à plusieurs dates : elle se compare, elle ne s’ajoute pas."
    )
    return _refus("serie", reason, told)


def _total_et_parties(rows: pd.DataFrame) -> Refus | None:
    if "groupe" not in rows:
        return None
    for _, group in rows[rows["groupe"].notna()].groupby("groupe"):
        if len(group) > 1 and (group["role"] == "total").any():
            reason = "Un total ne s’ajoute pas aux parties qui le composent."
            return _refus("groupe", reason, group)
    return None


def _inclusions(rows: pd.DataFrame) -> Refus | None:
    if "inclus_dans" not in rows:
        return None
    ids = set(rows["id"])
    containers = rows["inclus_dans"].fillna("").str.split(SEPARATEUR, regex=False)
    contained = [not ids.isdisjoint(found) for found in containers]
    inside = rows[contained]
    if inside.empty:
        return None
    return _refus("inclusion", "Une de ces valeurs est comprise dans une autre.", inside)


def _meme_montant(rows: pd.DataFrame) -> Refus | None:
    if "groupe_montant" not in rows:
        return None
    slug = rows["groupe_montant"]
    twice = rows[slug.notna() & slug.duplicated(keep=False)]
    if twice.empty:
        return None
    reason = (
        "Ces lignes disent le même montant ou la même étendue plusieurs fois, ou une part et son "
        "tout."
    )
    return _refus("groupe_montant", reason, twice)


def _decomptes(rows: pd.DataFrame) -> Refus | None:
    """Refuse counts and measures that the report does not make the parts of one whole."""
    if _sont_des_montants(rows) or _un_seul_tout(rows):
        return None
    if "objet" in rows and _constant(rows["objet"]):
        return None
    reason = "Le rapport ne présente pas ces grandeurs comme les parties d’un même tout."
    return _refus("decomptes", reason, rows)


def _variantes(rows: pd.DataFrame, liens: pd.DataFrame) -> Refus | None:
    """Refuse values of one contradiction, unless they are only the terms of its computation."""
    for contradiction, linked in liens[liens["ligne"].isin(rows["id"])].groupby("contradiction"):
        if len(linked) > 1 and (linked["role"] != "composante").any():
            reason = f"Ces valeurs se contredisent ou se recoupent (contradiction {contradiction})."
            return Refus("contradiction", reason, tuple(linked["ligne"]))
    return None


RULES: tuple[Callable[[pd.DataFrame], Refus | None], ...] = (
    _unites,
    _taux,
    _taxes,
    _territoires,
    _natures,
    _statuts,
    _total_et_parties,
    _inclusions,
    _meme_montant,
    _meme_serie,
    _dates,
    _periodes,
    _decomptes,
)
"""The rules, from the one that says most to the one that says least; the first refusal is told."""
