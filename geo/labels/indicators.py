"""The words of « Indicateurs »."""

from __future__ import annotations

INDICATEURS_TITRE = "Indicateurs des rapports"
RECHERCHE = "Chercher un chiffre"
RECHERCHE_AIDE = "un mot, une commune, un nombre : « piscines », « 631 858 », « bornes 2023 »"
FILTRE_THEMES_VIDE = "Tous les thèmes"
FILTRE_SOURCES = "Rapports"
FILTRE_SOURCES_VIDE = "Les cinq rapports"
FILTRE_NATURES = "Nature"
FILTRE_NATURES_VIDE = "Toutes les natures"
FILTRE_ANNEES = "Années"
FILTRE_ANNEES_VIDE = "Toutes les années"
TOUT_SANS_GRAPHIQUE = (
    "Cherchez un mot ou posez un filtre : les évolutions, les répartitions et les contradictions "
    "de la sélection s’affichent ici."
)
AUCUN_CHIFFRE = "Aucun chiffre des rapports ne répond à cette demande. Retirez un filtre ou un mot."
