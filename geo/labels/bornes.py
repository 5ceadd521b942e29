"""The words of charging stations: what is counted, the two bases, what the reports say."""

from __future__ import annotations

from geo.labels.formats import NBSP, NON_RENSEIGNE, agree, nombre

TITRE = "Ce que la base nationale déclare"

MOTS = {
    "Site": (
        "un lieu : les stations placées à 40 m au plus les unes des autres. C’est ce que la carte "
        "montre et ce que l’Atlas compte d’abord."
    ),
    "Station": (
        "un ensemble de points d’un même exploitant. La même est parfois déclarée deux fois, par "
        "l’exploitant et par un agrégateur."
    ),
    "Point de charge": (
        "de quoi charger un véhicule à la fois. Un nombre de points est donné en fourchette : de "
        "ce qui est sûrement distinct à tout ce qui est déclaré."
    ),
    "Place": (
        "un emplacement de stationnement devant un point. La base n’en dit pas le nombre : "
        "certains exploitants l’écrivent à la place du nombre de points."
    ),
    "Borne": (
        "le mot des rapports : un appareil, qui a un ou plusieurs points. La base nationale n’en "
        "compte aucune : un nombre de bornes ne se compare ni aux stations, ni aux points."
    ),
}
"""What each word means on the page, told once."""
MOTS_TITRE = "Site, station, point, place, borne : ce qui est compté"

DEUX_BASES = "Base nationale des IRVE, 05/12/2022 et 25/10/2025"

COMPTES = "Sites, stations et points déclarés au 25/10/2025"
COMPTES_NOTE = (
    "Au moins : ce qui est sûrement distinct. Au plus : tout ce que la base déclare, déclarations "
    "en double comprises. Les sites à l’état non établi sont dans les deux. Les concessions "
    "automobiles sont reconnues au nom de la station ; leur parking est ouvert au public selon la "
    "base du 05/12/2022, là où elle le dit. Les points des aires d’autoroute sont comptés ; le "
    "taux pour 1\u202f000 habitants les laisse de côté."
)
PORTEE_TOUS = "Tous les sites"
PORTEE_HORS = "Hors concessions automobiles"

EVOLUTION = "De 2022 à 2025"
EVOLUTION_LEGENDE = "Sites déclarés dans la base nationale, au 05/12/2022 et au 25/10/2025"
EVOLUTION_NOTE = (
    "Une base qui grandit, ce n’est pas seulement des stations nouvelles. Parmi les sites de 2025 "
    "absents de la base de 2022, certains étaient déjà en service et n’étaient pas déclarés ; pour "
    "d’autres, la date de mise en service n’est pas donnée. Un site de 2022 qui n’est pas retrouvé "
    "n’est pas forcément fermé."
)
CARTE_2022 = "Voir les sites de 2022 sur la carte"
CARTE_2025 = "Voir les sites de 2025 sur la carte"

RAPPORTS = "Ce que disent les rapports, à côté"
RAPPORTS_NOTE = (
    "Les rapports comptent des bornes, la base des stations et des points : ces nombres ne se "
    "soustraient pas. La base compte aussi les stations privées ouvertes au public : magasins, "
    "hôtels, concessions, aires d’autoroute."
)
RAPPORT_DIT = (
    "Le bilan de 2023 de la CABBALR dit {compte} ; au 25/10/2025, la base nationale y déclare "
    "{base}."
)

COLONNES = {
    "ou": "Où",
    "portee": "Sites retenus",
    "sites": "Sites déclarés",
    "sites_ouverts": "dont ouverts",
    "stations": "Stations",
    "points": "Points de charge",
    "taux": "Points pour 1\u202f000 habitants",
    "sites_2022": "Sites en 2022",
    "perdus": "dont non retrouvés",
    "sites_2025": "Sites en 2025",
    "connus": "déjà déclarés en 2022",
    "deja_la": "déjà en service, non déclarés en 2022",
    "nouveaux": "mis en service depuis",
    "sans_date": "sans date de mise en service",
}

HORS_CONCESSIONS = " ; hors concessions automobiles, {points}"
NON_ETABLIS = " ; dans des sites dont l’état n’est pas établi, {points}"
TAUX = ", soit {taux} pour 1\u202f000 habitants"
TAUX_SANS_AUTOROUTE = (
    ", dont {points} sur des aires d’autoroute ; sans ceux-ci, {taux} pour 1\u202f000 habitants"
)
TOUS_SUR_AUTOROUTE = ", sur des aires d’autoroute seulement"
POUR_1000 = "pour 1\u202f000 habitants"
POUR_1000_HORS = "pour 1\u202f000 habitants, hors autoroutes"
SUR_AUTOROUTE = (
    " ; plus près, mais sur une aire de l’autoroute {route} : {nom}, à environ {distance}"
)
AIRE = "Sur une aire de l’autoroute {route} : compte dans les totaux, dans aucune distance"
CONCESSION = "Chez un concessionnaire : {marques}"


def fourchette(low: float, high: float, decimales: int = 0) -> str:
    """Return a range of numbers: « 2 », « 2 à 4 »; bounds that are written alike are told once."""
    first, last = nombre(low, decimales), nombre(high, decimales)
    if NON_RENSEIGNE in {first, last}:
        return NON_RENSEIGNE
    return first if first == last else f"{first} à {last}"


def points(low: float, high: float) -> str:
    """Return a range of charge points with its noun: « 2 à 4 points de charge »."""
    told = fourchette(low, high)
    if told == NON_RENSEIGNE:
        return told
    return f"{told}{NBSP}{agree(high, 'point de charge', 'points de charge')}"
