"""The words of « Accueil »."""

from __future__ import annotations

ACCUEIL_PHRASE_ERREUR = "Couches indisponibles : {noms}. Leur page dit pourquoi."
COUCHES = "Couches affichées"
COUCHES_VIDE = "Quartiers prioritaires"
FRAICHEUR = "Fraîcheur des données"
FRAICHEUR_COMPTE = (
    "Fraîcheur des données\N{NO-BREAK SPACE}: {compte} sources, la dernière consultée le {date}"
)
MA_COMMUNE_VIDE = "Choisissez une commune dans le filtre ou sur la carte : sa fiche s’ouvre ici."
DIX_CHIFFRES = "Dix chiffres des rapports"
