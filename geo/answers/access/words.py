"""The words of « Accès aux services »: sentence, key figures, what a file says of itself."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.access import reach
from geo.answers.access.answer import shown
from geo.answers.access.asked import HYPOTHESES, SANS_ETAT, THEME_OF
from geo.answers.sentence import Chiffre
from geo.core import catalog
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import accord, agree, avec_unite, enumeration, nombre

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geo.answers.access.answer import Reponse
    from geo.answers.access.asked import Demande
    from geo.answers.view import ThemeView

HOUR = 60


def duree(minutes: float) -> str:
    """Return a time for a reader: minutes, then hours and minutes."""
    return "—" if pd.isna(minutes) else _whole_minutes(round(minutes))


@functools.lru_cache(maxsize=1024)
def _whole_minutes(whole: int) -> str:
    if whole < 1:
        return "moins d’1\N{NO-BREAK SPACE}min"
    if whole < HOUR:
        return avec_unite(whole, "min")
    return f"{whole // HOUR}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{whole % HOUR:02d}"


def fourchette(row: Mapping[Hashable, Any]) -> str:
    """Return a time and its range: « 23 min (16 min à 35 min) »."""
    if pd.isna(row["centre"]):
        return "—"
    low, high = duree(row["bas"]), duree(row["haut"])
    told = duree(row["centre"])
    return told if low == high else f"{told} ({low} à {high})"


def km(row: Mapping[Hashable, Any]) -> str:
    """Return a distance in kilometres, as a range when it is one: « 3,1 à 6,4 »."""
    if pd.isna(row["bas"]):
        return "—"
    low, high = _hectometres(round(row["bas"] / 100)), _hectometres(round(row["haut"] / 100))
    return low if low == high else f"{low} à {high}"


@functools.lru_cache(maxsize=1024)
def _hectometres(count: int) -> str:
    return nombre(count / 10, 1)


def percent(share: float) -> str:
    """Return a share as it is written, without decimals."""
    return avec_unite(share, "%")


def d_un(asked: Demande) -> str:
    """Return « d’une piscine confirmée », as the facilities counted want it."""
    noun = asked.noms[0]
    if asked.service in SANS_ETAT:
        return f"d’une {noun}"
    if asked.a_confirmer:
        return f"d’une {noun}, confirmée ou à l’état non établi"
    return f"d’une {noun} confirmée"


def phrase(answer: Reponse, asked: Demande) -> str:
    """Return the sentence of the selection: who is within the threshold, or how far one is."""
    communes = asked.place.communes
    if not answer.comptes:
        return textes.ACCES_SANS_EQUIPEMENT
    times = shown(answer, asked)[asked.mode]
    mode = textes.ACCES_MODES[asked.mode]
    if asked.ajout is not None and not asked.avant:
        mode = f"Avec {textes.ACCES_SI_NOM_LE} ({asked.ajout.nom}), {mode.lower()}"
    if len(communes) == 1:
        return _phrase_of_one(answer, asked, communes, times)
    served = reach.desserte(communes["population"], times, asked.minutes)
    who = "des habitants des deux agglomérations"
    if asked.place.selection.communes:
        where = asked.place.nom
        mode, who = f"{mode}, {where}", "des habitants"
    elif asked.place.selection.territoire:
        who = f"des habitants de la {catalog.territory(asked.place.selection.territoire).sigle}"
    return (
        f"{mode}, {percent(served.part_pct())} {who} sont à moins de {asked.minutes} minutes "
        f"{d_un(asked)}{_between(served)}."
    )


def _between(served: reach.Desserte) -> str:
    low, high = percent(served.part_pct("bas")), percent(served.part_pct("haut"))
    if low == high:
        return ""
    return f" (entre {low} et {high} selon les hypothèses)"


def _phrase_of_one(
    answer: Reponse, asked: Demande, communes: pd.DataFrame, times: pd.DataFrame
) -> str:
    row = times.loc[communes.index[0]]
    where = asked.place.nom
    start = f"{where[0].upper()}{where[1:]}"
    if pd.isna(row["centre"]):
        return f"{start}, aucune {asked.noms[0]} n’est atteinte."
    about = f"environ {duree(row['centre'])}"
    low, high = duree(row["bas"]), duree(row["haut"])
    spread = "" if low == high else f" (entre {low} et {high} selon les hypothèses)"
    mode = textes.ACCES_MODES[asked.mode].lower()
    noun = asked.noms[0] if asked.service in SANS_ETAT else f"{asked.noms[0]} comptée"
    return (
        f"{start}, la {noun} la plus proche, {answer.noms[str(row['id'])]}, est à {about} "
        f"{mode}{spread}."
    )


def phrase_gain(row: Mapping[Hashable, Any], asked: Demande) -> str:
    """Return what the added facility changes at the threshold and mode asked."""
    ajout = asked.ajout.nom if asked.ajout else ""
    mode = textes.ACCES_MODES[asked.mode].lower()
    low, high = nombre(row["gagnes_min"]), nombre(row["gagnes_max"])
    spread = "" if low == high else f" (de {low} à {high} selon les hypothèses)"
    won = int(row["habitants_gagnes"])
    count = int(row["communes_gagnees"])
    return (
        f"Une {asked.noms[0]} de plus ({ajout}) mettrait {accord(won, 'habitant')} de plus"
        f"{spread}, dans {accord(count, 'commune')}, à moins de {asked.minutes} minutes {mode}."
    )


def laissees_apart(answer: Reponse, asked: Demande) -> str:
    """Return how many facilities count and how many are left apart, by state."""
    theme_id = THEME_OF.get(asked.service, asked.service)
    parts = [
        f"{count} {mots_etats.agreed(theme_id, statut, count)}"
        for statut, count in answer.apart.items()
    ]
    told = f"{accord(answer.comptes, *asked.noms)} {agree(answer.comptes, 'comptée')}"
    if answer.voisins:
        told += f", dont {answer.voisins} {textes.ACCES_VOISINS}"
    return f"{told} ; laissées à part : {enumeration(parts)}." if parts else f"{told}."


def chiffres(answer: Reponse, asked: Demande) -> tuple[Chiffre, ...]:
    """Return the key figures of the selection."""
    communes = asked.place.communes
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    served = reach.desserte(communes["population"], times, asked.minutes)
    within = reach.desservies(times, asked.minutes)["centre"]
    source = textes.ACCES_RESEAU if answer.sur_reseau else textes.ACCES_ESTIMATION
    mode = textes.ACCES_MODES[asked.mode].lower()
    threshold = f"à {asked.minutes} min au plus, {mode}"
    low, high = (nombre(served.part_pct(side)) for side in ("bas", "haut"))
    shares = f"{low} à {high} % selon les hypothèses"
    people = f"{nombre(served.bas)} à {nombre(served.haut)} selon les hypothèses"
    figures = [
        Chiffre(nombre(served.part_pct()), "%", f"des habitants, {shares}", source),
        Chiffre(nombre(served.centre), "hab.", people, source),
        Chiffre(nombre(int(within.sum())), f"/ {len(communes)} communes", threshold, source),
    ]
    longest = times["centre"].idxmax() if times["centre"].notna().any() else None
    if longest is not None:
        label = f"au plus loin : {communes.loc[longest, 'nom']}"
        figures.append(Chiffre(duree(times.loc[longest, "centre"]), "", label, source))
    return tuple(figures)


def notes(answer: Reponse, asked: Demande) -> list[str]:
    """Return what a file of this page must say of itself."""
    told = [
        f"{asked.noms[1].capitalize()}, {textes.ACCES_MODES[asked.mode].lower()}.",
        laissees_apart(answer, asked),
    ]
    if asked.service in textes.ACCES_SERVICE_NOTES:
        told.append(textes.ACCES_SERVICE_NOTES[asked.service])
    if asked.ajout is not None:
        told.append(f"Équipement ajouté : {asked.ajout.nom}.")
    told += [
        f"{record.titre} : {nombre(record.bas, 2)} / {nombre(record.centre, 2)} / "
        f"{nombre(record.haut, 2)} {record.unite}."
        for record in (getattr(asked.hypotheses, name) for name in HYPOTHESES.values())
    ]
    if answer.sur_reseau:
        told.append(textes.ACCES_OSM)
    return [*told, *textes.ACCES_METHODE]


def qpv_served(answer: Reponse, asked: Demande, quartiers: ThemeView) -> str:
    """Return how many inhabitants of the QPV of the selection are served; empty if not known.

    A QPV counts once and whole, from a point inside it.
    """
    people = reach.habitants_qpv(quartiers.rows)
    if people.empty or people.isna().any():
        return ""
    times = answer.qpv.comptes(a_confirmer=asked.a_confirmer)[asked.mode]
    served = reach.desserte(people, times, asked.minutes)
    return textes.ACCES_QPV_DESSERTE.format(
        mode=textes.ACCES_MODES[asked.mode],
        part=percent(served.part_pct()),
        habitants=accord(served.habitants, "habitant"),
        minutes=asked.minutes,
        service=d_un(asked),
        entre=_between(served),
    )


def qpv_sentence(frame: pd.DataFrame, asked: Demande, exact: int, apart: int) -> str:
    """Return how many QPV have nothing inside nor near, among places that are known."""
    if not exact:
        verb = "sont" if apart > 1 else "est"
        return (
            f"Aucune {asked.noms[0]} comptée n’a de position connue : rien ne dit si elle est dans "
            f"un quartier ou à moins de 300 m. {accord(apart, *asked.noms)} {verb} à part."
        )
    without = int((frame["dedans"] + frame["bande"] == 0).sum())
    verb = "n’ont" if without > 1 else "n’a"
    told = (
        f"{nombre(without)} {'quartiers' if without > 1 else 'quartier'} sur {len(frame)} {verb} "
        f"aucune {asked.noms[0]} à la position connue, ni dedans ni à moins de 300 m."
    )
    if apart:
        told += f" {accord(apart, *asked.noms)} à la position approximative, à part."
    return told


def provenance(answer: Reponse, asked: Demande) -> str:
    """Return where the times come from: the facilities, the communes, and how they are made."""
    ids = () if asked.service == "mairies" else (asked.service,)
    made = textes.ACCES_RESEAU if answer.sur_reseau else textes.ACCES_ESTIMATION
    return " ; ".join([*(catalog.source(name).mention for name in (*ids, "communes")), made])


def a_savoir(answer: Reponse, asked: Demande) -> str:
    """Return what a picture must say of its times: what is counted, under which assumptions."""
    seen = replace(asked, ajout=None) if asked.avant else asked
    return " ".join(line for line in notes(answer, seen) if line not in textes.ACCES_METHODE)
