"""The words of « Données et qualité »."""

from __future__ import annotations

DONNEES_TITRE = "Données et qualité"
JEUX_TITRE = "Jeux de données"
JEUX_LEGENDE = "Ce qui est livré avec l’atlas"
JEUX_DETAIL = "Chaque jeu : origine, licence, limites, fichiers"
QUALITE_TITRE = "Contrôles de qualité"
QUALITE_AIDE = (
    "Rien n’est retiré en silence : chaque anomalie relevée par une règle est listée, avec la "
    "raison pour laquelle elle reste. Une anomalie « déclarée » est connue et assumée."
)
GRAVITES = {"erreur": "Erreur", "avertissement": "Avertissement"}
GENERATIONS_TITRE = "Quartiers prioritaires : générations 2015 et 2024"
GENERATIONS_AIDE = (
    "Les rapports parlent des quartiers de 2015 (codes QP062…) ; les périmètres montrés ici sont "
    "ceux de 2024 (codes QN062…M). Tous ont été modifiés entre les deux : les chiffres de l’une "
    "ne valent pas pour l’autre."
)
TELECHARGEMENTS_AIDE = (
    "Chaque table entière, avec ses colonnes documentées. Les pages de thème offrent la même chose "
    "pour la sélection en cours."
)
COUVERTURE_TITRE = "Ce qui est relevé de chaque rapport"
COUVERTURE_AIDE = (
    "Chapitre par chapitre : ce que l’Atlas a relevé, combien de chiffres et de faits, et pourquoi "
    "il manque quelque chose. « Sauf les dessins » : tout le texte est relevé ; un dessin ou un "
    "graphique n’a pas de valeur dans le texte lu."
)
COUVERTURE_RIEN = "Rien"
"""What is left out of a chapter that is covered: known, not « non renseigné »."""
COUVERTURE_RESUME = {
    "couvert": ("couvert", "couverts"),
    "sauf_dessins": ("couvert sauf ses dessins", "couverts sauf leurs dessins"),
    "en_partie": ("couvert en partie", "couverts en partie"),
    "non_couvert": ("non couvert", "non couverts"),
}
"""How far chapters were read -> their number, one and several."""
