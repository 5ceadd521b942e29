"""The words of the sentences that sum up facilities: counts by state, proofs, distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.labels import textes
from geo.labels.formats import (
    DANS_LA_COMMUNE,
    accord,
    agree,
    avec_unite,
    de,
    distance,
    nombre,
)
from geo.labels.states import GENRES, MOIS, when
from geo.labels.states import agreed as state_agreed

if TYPE_CHECKING:
    from collections.abc import Sequence

KM = 1000
HECTOMETRE = 100
"""The least distance that is written in kilometres: « 0,0 » would tell that there is none."""
HECTARES = 100
"""In a square kilometre."""
SMALL_KM2 = 0.05
SMALL_PCT = 0.05
"""Area and share under which one decimal would write « 0,0 »."""

DAY = len("2026-03-16")
"""Length of a date known to the day."""

SAISON = "saisonnière"
NON_ETABLIE = "dont l’état n’est pas établi"
NON_ETABLIE_DEPUIS = "dont l’état n’est pas établi (dernier état écrit : {etat} {preuve})"
EXISTENCE = "dont l’existence reste à confirmer"
REGISTRE = "du recensement national de mars 2026"
"""The register of the pools, by its date: what it does not list."""
CHANTIER = "en travaux en {annee} selon la dernière source"
LOCALE = "communale ni communautaire"
"""What is missing where only a facility of the Département stands: « aucune piscine … »."""
TRAVAUX_REALISES = ("opération de travaux réalisée", "opérations de travaux réalisées")
"""Works that are finished: no facility in service."""
BORD = "Hors des deux agglomérations, seuls comptent les équipements qu’une source cite."
"""What every distance leaves out."""
A_PART = "À part : {comptes}."
AUTRES = (
    "{compte} autre est à part.",
    "{compte} autres sont à part.",
)
"""On a slide that has no room to tell them one by one."""
TOTAUX = "Totaux publiés sans la liste : {totaux}."
TOTAL = "{total} {quand}, {source}"

SOURCE_DISTANCE = "calcul à vol d’oiseau, de mairie à mairie si le site est inconnu"
SELON_ETATS = "selon les états non établis"
AU_PLUS_LOIN = "au plus loin : {nom}"
AU_PLUS_LOIN_EN_BREF = (
    "La plus grande distance à une {noun} est {distance} à vol d’oiseau, selon les états non "
    "établis ({ici})."
)
AU_PLUS_LOIN_SELON = "au plus loin, selon les états non établis"
HERE_OR_AT = "dans la commune ou à {distance}"
MEDIANE = "de distance médiane à une {nom}"
MEDIANE_SELON = "de distance médiane à une {nom}, selon les états non établis"
JUSQU_A = "à vol d’oiseau : {nom}"
JUSQU_A_SELON = "à vol d’oiseau, selon l’état {nom}"


COMPTES = {"bornes": "sites"}
"""Themes whose rows are not what one goes to: a site holds one or several stations."""
NOMS_COMPTES = {"sites": ("site de recharge", "sites de recharge")}


def kind_of(theme_id: str) -> str:
    """Return what the rows of a theme are, for the gender of their words."""
    return COMPTES.get(theme_id, theme_id)


def noun_of(theme_id: str) -> tuple[str, str]:
    """Return what the rows of a theme are called: singular, plural."""
    return NOMS_COMPTES.get(kind_of(theme_id)) or textes.NOMS_THEMES[theme_id]


def masculine(theme_id: str) -> bool:
    """Return whether the noun of a theme is masculine."""
    return GENRES.get(theme_id) == "m"


def agreed(theme_id: str, feminine: str, count: float = 1) -> str:
    """Return a participle as its theme and its count want it, from its feminine singular."""
    return agree(count, feminine.removesuffix("e") if masculine(theme_id) else feminine)


def none_known(theme_id: str, noun: str) -> str:
    """Return « aucune piscine recensée », « aucun ouvrage recensé »."""
    none = "aucun" if masculine(theme_id) else "aucune"
    return f"{none} {noun} {agreed(theme_id, 'recensée')}"


def named(theme_id: str, name: str) -> str:
    """Return the name of a facility inside a sentence: « la piscine du parc d’Olhain »."""
    return f"{'le' if masculine(theme_id) else 'la'} {name[0].lower()}{name[1:]}"


MASCULINE_FIRST = frozenset({"nouveau", "centre"})
FEMININE_FIRST = frozenset({"nouvelle", "ancienne"})
"""First words of the names of facilities that are no proper names: they take an article."""


def with_article(theme_id: str, name: str) -> str:
    """Return a name as a subject: « la piscine d’Auchel », « le nouveau centre », « Aqualys »."""
    if theme_id == "bornes":
        return f"la station « {name} »"
    first = name.split(maxsplit=1)[0].lower()
    if first in MASCULINE_FIRST:
        return f"le {name[0].lower()}{name[1:]}"
    if first in {textes.NOMS_THEMES[theme_id][0].split()[0], *FEMININE_FIRST}:
        return named(theme_id, name)
    return name


def of_name(theme_id: str, name: str) -> str:
    """Return « de » and a name: « de la piscine d’Auchel », « d’Aqualys », « de Nauticaa »."""
    subject = with_article(theme_id, name)
    if subject.startswith("le "):
        return f"du {subject.removeprefix('le ')}"
    return f"de {subject}" if subject.startswith("la ") else de(subject)


def finished(theme_id: str, count: int) -> str:
    """Return what is done and finished: works, or what only a report says to be made."""
    if theme_id == "inondations":
        return agree(count, *TRAVAUX_REALISES)
    return f"{agreed(theme_id, 'réalisée', count)} selon un rapport"


def announced(theme_id: str, count: int) -> str:
    """Return what is said of things that a source announced, and that nothing tells to be made."""
    return f"{agreed(theme_id, 'annoncée', count)} sans preuve de réalisation"


def begun(_theme_id: str, count: int) -> str:
    """Return what is said of works under way at their last source, whose end nothing tells."""
    return f"en travaux à la date de {'leur' if count > 1 else 'sa'} source"


def unlisted(theme_id: str, count: int) -> str:
    """Return what is said of things that the register of their kind does not list."""
    return f"{agree(count, 'absent' if masculine(theme_id) else 'absente')} {REGISTRE}"


def all_of_them(theme_id: str, count: int) -> str:
    """Return what stands before a state that all have: « toutes », « tous deux », nothing for 1."""
    if count == 1:
        return ""
    every = "tous" if masculine(theme_id) else "toutes"
    return f"{every} deux " if count == 2 else f"{every} "  # noqa: PLR2004 - both


def proof(dates: Sequence[str], undated: int) -> str:
    """Return when some states are proven: « au 16/03/2026 », « selon des sources de 2017 à 2025 ».

    Days of one year are told by the latest. A month or a year is that of the source, for « ouverte
    en mars » would tell an opening.
    ``dates``: those of the dated proofs, years, months or days; ``undated``: how many have none.
    """
    known = sorted(set(dates))
    several = len(dates) + undated > 1
    source = "des sources" if several else "une source"
    if not known:
        return f"selon {source} non {agree(len(dates) + undated, 'datée')}"
    first, last = known[0][:4], known[-1][:4]
    years = f"de {first}" if first == last else f"de {first} à {last}"
    if undated:
        return f"selon {source} {years} ou non datées"
    if first != last:
        return f"selon {source} {years}"
    if all(len(one) == DAY for one in known):
        return when(known[-1])
    months = {one[:7] for one in known}
    if len(months) == 1 and len(known[0]) > len(first):
        month = MOIS[int(known[0][5:7]) - 1]
        return f"selon {source} {'d’' if month[0] in 'ao' else 'de '}{month} {first}"
    return f"selon {source} {years}"


def seasonal(count: int, among: int) -> str:
    """Return « (dont 1 saisonnière) », « (saisonnière) » for the only one, or nothing."""
    if not count:
        return ""
    if among == 1:
        return f" ({SAISON})"
    return f" (dont {accord(count, SAISON)})"


QPV_GENERATION = "en politique de la ville (génération 2024)"


def surface_of(*, alone: bool) -> str:
    """Return what a share of area is a share of."""
    return "de la surface de la commune" if alone else "de la surface des communes"


def area(km2: float) -> tuple[str, str]:
    """Return an area as written and its unit: km², hectares where it is small."""
    if 0 < km2 < SMALL_KM2:
        return nombre(km2 * HECTARES, 1), "ha"
    return nombre(km2, 1), "km²"


def share(pct: float) -> tuple[str, str]:
    """Return a share in percent as written, and what stands before it."""
    if 0 < pct < SMALL_PCT:
        return nombre(0.1, 1), "moins de"
    return nombre(pct, 1), ""


def spread(several: int, among: int, *, alone: bool, shared: int = 0, other: str = "") -> str:
    """Return how many QPV spread over several communes; ``alone``: one commune is looked at.

    ``shared``: how many of them are also in the ``other`` agglomération, which counts them too.
    """
    if not several:
        return ""
    beyond = "aussi sur d’autres communes" if alone else "sur plusieurs communes"
    if shared:
        among_them = "" if several == 1 else f" dont {nombre(shared)}"
        beyond = f"{beyond},{among_them} aussi dans la {other}"
    if among == 1:
        return f" Il s’étend {beyond}."
    if several == among == 2:  # noqa: PLR2004 - both
        return f" Tous deux s’étendent {beyond}."
    if several == among:
        return f" Tous s’étendent {beyond}."
    if several == 1:
        return f" L’un d’eux s’étend {beyond}."
    return f" {nombre(several)} d’entre eux s’étendent {beyond}."


STOCKAGE = "de stockage connu, en service"
AU_VOLUME_CONNU = "en service au volume connu"


def volume(known: int, among: int, written: str) -> str:
    """Return what is stored by ``known`` of the ``among`` works in service, ``written`` in all."""
    if not known:
        return "Aucun volume de stockage n’est renseigné."
    if known == among == 1:
        return f"Son volume de stockage est de {written}."
    if known == among:
        return f"Leur volume de stockage est de {written} en tout."
    return (
        f"Le volume de stockage n’est connu que pour {known} des {among} en service : {written} "
        "au moins."
    )


def metres(low: float, high: float) -> str:
    """Return a range of distances: « entre 8,1 et 21,2 km », one distance when both are alike."""
    first, last = distance(low), distance(high)
    if not low:
        return HERE_OR_AT.format(distance=f"environ {last}") if high else DANS_LA_COMMUNE
    if first == last:
        return f"à environ {last}"
    return f"entre {bare(low, high)}"


def depending(theme_id: str, low: float, high: float, what: str) -> str:
    """Return both ends of a range of distances, with what the shorter one depends on.

    « 20,1 km, ou 5,2 km si Aqualys est ouverte »; « ou sur place si la sienne est ouverte ».
    """
    opened = state_agreed(theme_id, "ouverte")
    if not low:
        own = "le sien" if masculine(theme_id) else "la sienne"
        return f"{distance(high)}, ou sur place si {own} est {opened}"
    return f"{distance(high)}, ou {distance(low)} si {what} est {opened}"


def bare(low: float, high: float) -> str:
    """Return both ends of a range of distances: « 8,1 et 21,2 km », « 800 m et 1,2 km »."""
    if low >= KM:
        return f"{nombre(low / KM, 1)} et {avec_unite(high / KM, 'km', 1)}"
    return f"{distance(low)} et {distance(high)}"


def kilometres(low: float, high: float) -> str:
    """Return a range in kilometres without unit: « 8,1 à 21,2 », « dans la commune ou à 3,4 »."""
    least = max(low, HECTOMETRE) if low else low
    first, last = nombre(least / KM, 1), nombre(high / KM, 1)
    if not low and high:
        return HERE_OR_AT.format(distance=last)
    return first if first == last else f"{first} à {last}"


def reach(low: float, high: float, *, ici: bool) -> tuple[str, str]:
    """Return a range of distances and its unit; a place unknown in the commune is not at 0 km.

    « dans la commune ou à 16,2 km »: ``ici`` tells that the nearer facility is in the commune.
    """
    if ici and not low and high:
        return HERE_OR_AT.format(distance=nombre(high / KM, 1)), "km"
    return kilometres(low, high), "km"
