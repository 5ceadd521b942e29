"""The words of the gauging and weather stations."""

from __future__ import annotations

TYPES = {
    "hydrometrique": "Station de mesure d’un cours d’eau",
    "meteorologique": "Station météorologique",
}
MESURES = {
    "debit": "débit",
    "niveau_ou_debit": "niveau ou débit (la source ne dit pas lequel)",
    "meteo": "météo (la source ne dit pas quoi)",
}
SANS_NOM = "Station {id}"
MESURE = "Mesure : {mesure}"
COURS_EAU = "Cours d’eau : {nom}"
ETIAGE = "Basses eaux (Q90, 2000-2024) : {debit}\u202fl/s, pas une crue"
LEGENDE = "Stations de mesure"
TITRE = "Stations de mesure des cours d’eau et de la météo"
TABLEAU = "Stations de mesure, {lieu}"
AUCUNE = "Aucune station de mesure dans la sélection."
COLONNES = ("Station", "Commune", "Cours d’eau", "Mesure", "Basses eaux (l/s)")
NOTE = (
    "Les débits sont ceux des **basses eaux** : le Q90 est dépassé neuf jours sur dix (2000 à "
    "2024, calcul d’un tiers). Il ne dit rien d’une crue. Les mesures en direct et la vigilance "
    "sont sur vigicrues.gouv.fr."
)
EXPORT = "stations-de-mesure"
EXPORT_OBJET = "Stations de mesure"
