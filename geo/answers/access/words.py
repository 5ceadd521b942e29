"""The words of « Accès aux services »: sentence, key figures, what a file says of itself."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from geo.access import reach, straight
from geo.answers import counts
from geo.answers.access.asked import HYPOTHESES, SANS_ETAT, THEME_OF
from geo.answers.ranges import adjective, top_of, unsure_words
from geo.answers.sentence import Chiffre
from geo.core import catalog
from geo.labels import access as mots_access
from geo.labels import phrases as mots
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import NBSP, accord, agree, avec_unite, enumeration, nombre
from geo.measures import states

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


def _open_noun(answer: Reponse, asked: Demande) -> str:
    """Return what one goes to for sure: « piscine ouverte », « station de recharge recensée »."""
    noun = asked.noms[0]
    if asked.service in SANS_ETAT:
        return noun
    table = answer.terrain.table
    dated = bool(states.is_dated(table[states.is_open(table)]).all())
    return f"{noun} {adjective(THEME_OF[asked.service], dated=dated)}"


def _counted_noun(answer: Reponse, asked: Demande, count: int) -> str:
    """Return what rows are counted for sure: « piscines ouvertes », « sites de recharge ouverts ».

    One goes to a station, and a row of the table is a site, which holds one or several.
    """
    theme_id = THEME_OF[asked.service]
    table = answer.terrain.table
    dated = bool(states.is_dated(table[states.is_open(table)]).all())
    noun = agree(count, *mots.noun_of(theme_id))
    return f"{noun} {adjective(mots.kind_of(theme_id), dated=dated, count=count)}"


def d_un(answer: Reponse, asked: Demande) -> str:
    """Return « d’une piscine ouverte », as the facilities counted want it."""
    noun = _open_noun(answer, asked)
    if asked.a_confirmer and asked.service not in SANS_ETAT:
        return f"d’une {noun} ou {mots.NON_ETABLIE}"
    return f"d’une {noun}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The inhabitants within the threshold: counting the open facilities only, then all."""

    sures: reach.Desserte
    possibles: reach.Desserte

    def write(self, *, aussi: bool = True) -> str:
        """Return the shares without unit, of central hypotheses, or of all the hypotheses too."""
        sides: tuple[Literal["bas", "centre"], Literal["haut", "centre"]]
        sides = ("bas", "haut") if aussi else ("centre", "centre")
        low = nombre(self.sures.part_pct(sides[0]))
        high = nombre(self.possibles.part_pct(sides[1]))
        return low if low == high else f"{low} à {high}"


def parts_of(answer: Reponse, asked: Demande, communes: pd.DataFrame) -> Parts:
    """Return the inhabitants of some communes that are within the threshold."""
    near = answer.avant if asked.avant else answer.apres
    people = communes["population"]
    return Parts(
        reach.desserte(people, near.surs[asked.mode], asked.minutes),
        reach.desserte(people, near.possibles[asked.mode], asked.minutes),
    )


def phrase(answer: Reponse, asked: Demande) -> str:
    """Return the sentence of the selection: who is within the threshold, or how far one is.

    What the unknown states could change is in it: from the open facilities only, to all those that
    may be open.
    """
    communes = asked.place.communes
    if not len(answer.terrain.lignes.cibles) and asked.ajout is None:
        return mots_access.ACCES_SANS_EQUIPEMENT
    mode = textes.ACCES_MODES[asked.mode]
    if asked.ajout is not None and not asked.avant:
        mode = f"Avec {mots_access.ACCES_SI_NOM_LE} ({asked.ajout.nom}), {mode.lower()}"
    if len(communes) == 1:
        return _phrase_of_one(answer, asked, int(communes.index[0]))
    who = "des habitants des deux agglomérations"
    if asked.place.selection.communes:
        mode, who = f"{mode}, {asked.place.nom}", "des habitants"
    elif asked.place.selection.territoire:
        who = f"des habitants de la {catalog.territory(asked.place.selection.territoire).sigle}"
    found = parts_of(answer, asked, communes)
    low, high = (percent(one.part_pct()) for one in (found.sures, found.possibles))
    within = f"sont à moins de {asked.minutes} minutes"
    every = found.write()
    if low == high:
        spread = "" if every == found.write(aussi=False) else f" ({every} % selon les hypothèses)"
        return f"{mode}, {low} {who} {within} d’une {_open_noun(answer, asked)}{spread}."
    sure, maybe = _counted(answer)
    known = f"{nombre(len(sure))}{NBSP}{_counted_noun(answer, asked, len(sure))}"
    apart = {
        mots_access.ACCES_VOISINS: int(states.outside(sure).sum()),
        mots_access.ACCES_DEPARTEMENT: int(states.departmental(sure).sum()),
    }
    if told := [f"{count}{NBSP}{words}" for words, count in apart.items() if count]:
        known += f", dont {enumeration(told)}"
    others = _others(mots.kind_of(THEME_OF[asked.service]), maybe)
    return (
        f"{mode}, entre {low} ({known}) et {high} (avec {others}) {who} "
        f"{within} d’une {asked.noms[0]} ; {every} % selon aussi les hypothèses de trajet."
    )


def _counted(answer: Reponse) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the facilities that are open, and those that may be besides."""
    table = answer.terrain.table
    reached = table[table["id"].isin(answer.terrain.lignes.cibles.index)]
    open_ones = reached["id"].isin(answer.terrain.surs)
    return reached[open_ones], reached[~open_ones]


def _others(theme_id: str, rows: pd.DataFrame) -> str:
    """Return how many facilities may be open, in the words of the themes, each counted once."""
    outside, attested = states.outside(rows), rows["existence"] == "attestee"
    known, away = int((attested & ~outside).sum()), int(outside.sum())
    return enumeration(
        [
            *([f"{known}{NBSP}{mots.NON_ETABLIE}"] if known else []),
            *counts.unproven(theme_id, rows[~outside]),
            *([f"{away}{NBSP}{mots.NON_ETABLIE} {mots_access.ACCES_VOISINS}"] if away else []),
        ]
    )


def _phrase_of_one(answer: Reponse, asked: Demande, row: int) -> str:
    near = answer.avant if asked.avant else answer.apres
    sure, maybe = near.surs[asked.mode].loc[row], near.possibles[asked.mode].loc[row]
    where = asked.place.nom
    start = f"{where[0].upper()}{where[1:]}"
    mode, noun = textes.ACCES_MODES[asked.mode].lower(), _open_noun(answer, asked)
    if pd.isna(sure["centre"]):
        told = f"{start}, aucune {noun} n’est atteinte"
    else:
        low, high = duree(sure["bas"]), duree(sure["haut"])
        spread = "" if low == high else f" (entre {low} et {high} selon les hypothèses)"
        told = (
            f"{start}, la {noun} la plus proche, {answer.noms[str(sure['id'])]}, est à environ "
            f"{duree(sure['centre'])} {mode}{spread}"
        )
    if not _nearer(sure, maybe):
        return f"{told}."
    return (
        f"{told} ; une autre, {_not_known(answer, asked, maybe)}, est plus près : "
        f"{answer.noms[str(maybe['id'])]}, à environ {duree(maybe['centre'])}."
    )


def _not_known(answer: Reponse, asked: Demande, near: pd.Series) -> str:
    """Return what is not known of the nearest facility that may be open."""
    table = answer.terrain.table
    theme_id = THEME_OF.get(asked.service, asked.service)
    return unsure_words(theme_id, table[table["id"] == near["id"]])


def _nearer(sure: pd.Series, maybe: pd.Series) -> bool:
    """Return whether a facility whose state is unknown is nearer than the open ones."""
    if pd.isna(maybe["centre"]):
        return False
    return bool(pd.isna(sure["centre"]) or sure["centre"] - maybe["centre"] > straight.ROUNDING)


def gain(answer: Reponse, asked: Demande, *, a_confirmer: bool) -> dict[Hashable, Any]:
    """Return what the added facility changes at the threshold and mode asked, as ``reach.gains``.

    ``a_confirmer``: where what may be open is thought to be.
    """
    before, after = (near.comptes(a_confirmer=a_confirmer) for near in (answer.avant, answer.apres))
    table = reach.gains(asked.place.communes["population"], before, after)
    here = table[(table["mode"] == asked.mode) & (table["seuil_min"] == asked.minutes)]
    return here.to_dict("records")[0]


def phrase_gain(answer: Reponse, asked: Demande) -> str:
    """Return what the added facility changes, whether what may be open is open or not."""
    ajout = asked.ajout.nom if asked.ajout else ""
    mode = textes.ACCES_MODES[asked.mode].lower()
    sure, possible = (gain(answer, asked, a_confirmer=asks) for asks in (False, True))
    verb = "mettrait" if int(sure["habitants_gagnes"]) else "ne mettrait"
    told = (
        f"À moins de {asked.minutes} minutes {mode}, une {asked.noms[0]} de plus ({ajout}) {verb} "
        f"{_won(sure)}"
    )
    if _won(sure) == _won(possible):
        return f"{told}."
    return f"{told} ; {mots_access.ACCES_SI_POSSIBLES}, {_won(possible)}."


def _won(row: Mapping[Hashable, Any]) -> str:
    low, high = nombre(row["gagnes_min"]), nombre(row["gagnes_max"])
    spread = "" if low == high else f" (de {low} à {high} selon les hypothèses)"
    won, count = int(row["habitants_gagnes"]), int(row["communes_gagnees"])
    if not won:
        return f"aucun habitant de plus{spread}"
    return f"{accord(won, 'habitant')} de plus{spread}, dans {accord(count, 'commune')}"


def laissees_apart(answer: Reponse, asked: Demande) -> str:
    """Return how many facilities count and how many are left apart, by state."""
    rows = states.facts(answer.terrain.table, "id")
    counted = straight.comptes(rows, a_confirmer=asked.a_confirmer)
    parts = _left(asked, rows[~rows["id"].isin(counted["id"])])
    theme_id = THEME_OF.get(asked.service)
    nouns = asked.noms if theme_id is None else mots.noun_of(theme_id)
    seen = mots.agreed(mots.kind_of(theme_id or ""), "comptée", answer.comptes)
    told = f"{accord(answer.comptes, *nouns)} {seen}"
    if answer.voisins:
        told += f", dont {answer.voisins} {mots_access.ACCES_VOISINS}"
    apart = mots.agreed(mots.kind_of(theme_id or ""), "laissée", len(parts) + 1)
    return f"{told} ; {apart} à part : {' ; '.join(parts)}." if parts else f"{told}."


def _left(asked: Demande, rows: pd.DataFrame) -> list[str]:
    """Return why some facilities are left apart: their state, else what does not prove them."""
    theme_id = mots.kind_of(THEME_OF.get(asked.service, asked.service))
    away, travelled = states.outside(rows), states.on_motorway(rows)
    proven = rows[(rows["existence"] == "attestee") & ~away & ~travelled]
    told = [
        f"{count}{NBSP}{mots_etats.agreed(theme_id, str(statut), count)}"
        for statut, count in proven["statut"].value_counts().items()
    ]
    told += counts.unproven(theme_id, rows[~away])
    if count := int(away.sum()):
        state = mots_etats.agreed(theme_id, states.UNKNOWN, count)
        told.append(f"{count}{NBSP}{state} {mots_access.ACCES_VOISINS}")
    if count := int((travelled & states.may_be_open(rows)).sum()):
        told.append(f"{count}{NBSP}{mots_access.ACCES_AUTOROUTE}")
    return told


def chiffres(answer: Reponse, asked: Demande) -> tuple[Chiffre, ...]:
    """Return the key figures of the selection: from the open facilities to all that may be."""
    communes = asked.place.communes
    source = mots_access.ACCES_RESEAU if answer.sur_reseau else mots_access.ACCES_ESTIMATION
    if len(communes) == 1:
        return _figures_of_one(answer, asked, int(communes.index[0]), source)
    near = answer.avant if asked.avant else answer.apres
    found = parts_of(answer, asked, communes)
    times = {
        name: frames[asked.mode].loc[communes.index]
        for name, frames in (("surs", near.surs), ("possibles", near.possibles))
    }
    within = [int(reach.desservies(one, asked.minutes)["centre"].sum()) for one in times.values()]
    mode = textes.ACCES_MODES[asked.mode].lower()
    threshold = f"à {asked.minutes} min au plus, {mode}"
    unsure = found.sures.centre != found.possibles.centre
    by_state = f" {mots.SELON_ETATS}" if unsure else ""
    people = _range(found.sures.centre, found.possibles.centre)
    share, every = found.write(aussi=False), found.write()
    by_hypothesis = "" if share == every else f", {every} % selon les hypothèses"
    figures = [
        Chiffre(share, "%", f"des habitants{by_state}{by_hypothesis}", source),
        Chiffre(people, "hab.", f"{threshold}{by_state}", source),
        Chiffre(_range(*within), f"/ {accord(len(communes), 'commune')}", f"{threshold}", source),
    ]
    if times["surs"]["centre"].notna().any():
        top = top_of(times["surs"]["centre"])
        sure, maybe = times["surs"].loc[top], times["possibles"].loc[top]
        longest = duree(sure["centre"])
        label = mots.AU_PLUS_LOIN.format(nom=communes.loc[top, "nom"])
        if _nearer(sure, maybe):
            low = duree(times["possibles"]["centre"].max())
            longest = longest if low == longest else f"{low} à {longest}"
            label = mots.AU_PLUS_LOIN_SELON
        figures.append(Chiffre(longest, "", label, source))
    return tuple(figures)


def _range(low: int, high: int) -> str:
    first, last = nombre(low), nombre(high)
    return first if first == last else f"{first} à {last}"


def _figures_of_one(answer: Reponse, asked: Demande, row: int, source: str) -> tuple[Chiffre, ...]:
    """Return the time to the nearest open facility, and to the nearer one that may be."""
    near = answer.avant if asked.avant else answer.apres
    sure, maybe = near.surs[asked.mode].loc[row], near.possibles[asked.mode].loc[row]
    mode = textes.ACCES_MODES[asked.mode].lower()
    figures: list[Chiffre] = []
    if not pd.isna(sure["centre"]):
        label = f"{mode} : {answer.noms[str(sure['id'])]}"
        figures.append(Chiffre(duree(sure["centre"]), "", label, source))
    if _nearer(sure, maybe):
        label = f"{mode} : {answer.noms[str(maybe['id'])]}, {_not_known(answer, asked, maybe)}"
        figures.append(Chiffre(duree(maybe["centre"]), "", label, source))
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
        told.append(mots_access.ACCES_OSM)
    return [*told, *mots_access.ACCES_METHODE]


def qpv_served(answer: Reponse, asked: Demande, quartiers: ThemeView) -> str:
    """Return how many inhabitants of the QPV of the selection are served; empty if not known.

    A QPV counts once and whole, from a point inside it.
    """
    people = reach.habitants_qpv(quartiers.rows)
    if people.empty or people.isna().any():
        return ""
    found = Parts(
        reach.desserte(people, answer.qpv.surs[asked.mode], asked.minutes),
        reach.desserte(people, answer.qpv.possibles[asked.mode], asked.minutes),
    )
    central, every = found.write(aussi=False), found.write()
    spread = "" if central == every else f" ({every} % selon les hypothèses)"
    return mots_access.ACCES_QPV_DESSERTE.format(
        mode=textes.ACCES_MODES[asked.mode],
        part=f"{central}{NBSP}%",
        habitants=accord(found.sures.habitants, "habitant"),
        minutes=asked.minutes,
        service=f"d’une {_open_noun(answer, asked)}",
        entre=f" {mots.SELON_ETATS}{spread}" if " à " in central else spread,
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
    made = mots_access.ACCES_RESEAU if answer.sur_reseau else mots_access.ACCES_ESTIMATION
    return " ; ".join([*(catalog.source(name).mention for name in (*ids, "communes")), made])


def a_savoir(answer: Reponse, asked: Demande) -> str:
    """Return what a picture must say of its times: what is counted, under which assumptions."""
    seen = replace(asked, ajout=None) if asked.avant else asked
    return " ".join(line for line in notes(answer, seen) if line not in mots_access.ACCES_METHODE)
