"""The words of what leaves the screen: maps, slides, fiches on paper."""

from __future__ import annotations

EDITION = "Données relevées jusqu’au {date}, version {version}"
PIED = "Source : {source}. {edition}."
FOND_COMMUNES = "contours des communes : IGN"

NORD = "N"
QUARTIER = "Quartier prioritaire (2024)"
BANDE = "Bande de 300 m"
LIMITE = "Limite d’agglomération"
EFFECTIFS = "à droite : nombre de communes"
TAILLES = {
    "bornes": "La taille du cercle suit le nombre de points de charge.",
    "inondations": "La taille du triangle suit le volume, quand il est connu.",
}
"""What the size of a symbol says, by theme."""

CARTE_THEME = "{theme}, {lieu}"
CARTE_TERRITOIRE = "Les communes et les quartiers prioritaires, {lieu}"
CARTE_COMMUNE = "{nom} et ses voisines"
ALT_CARTE = "Carte : {titre}."
ALT_CLASSES = "Communes colorées par {titre} ({unite}), de {bas} à {haut}."
ALT_CERCLES = "Cercles proportionnels : {titre} ({unite})."
ALT_ABSENTS = "Donnée absente : {compte}."
ALT_SYMBOLES = "Symboles : {comptes}."
ALT_QPV = "Périmètres hachurés : {compte}."
ALT_CHOIX = "Commune entourée d’un trait épais : {noms}."
