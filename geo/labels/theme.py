"""The words of the pages of a theme."""

from __future__ import annotations

from geo.labels import mots_carte

STATUTS_AIDE = (
    "« État non établi » : aucune source sûre ne dit l’état actuel. Ces équipements sont montrés à "
    "part : ils ne sont pas comptés comme ouverts."
)
SITUATIONS_QPV = {
    "dedans": "Dans un quartier prioritaire",
    "bande": "À moins de 300 m d’un quartier",
    "dehors": "À plus de 300 m",
}
FILTRE_TYPES = "Type"
FILTRE_TYPES_VIDE = "Tous les types"
FILTRE_QPV = "Quartier prioritaire"
FILTRE_QPV_VIDE = "Tous les quartiers"
SANS_INDICATEUR = "Aucun indicateur (communes seules)"
FILTRE_CLASSES = "Classes"
BARRES_EN_TETE = "{titre} ({unite}), {communes} en tête"
BARRES_ET_CHOISIES = "{titre}, et {communes}"
METHODES_CLASSES = {
    "jenks": "Seuils naturels (Fisher-Jenks)",
    "quantiles": "Effectifs égaux (quantiles)",
    "rondes": "Bornes rondes",
}
TITRE_TABLEAU = "Les mêmes données en tableau"
TABLEAUX = {
    "lignes": "Équipement par équipement",
    "communes": "Par commune",
    "mots": mots_carte.TITRE,
}
"""How the data of a map are read, one at a time."""
TABLEAU_QPV = "Quartier par quartier"
TITRE_GRAPHIQUES = "Graphiques"

COLONNES_VIDES = "Rien n’est renseigné ici pour : {noms}."
