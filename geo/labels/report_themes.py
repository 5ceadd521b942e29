"""The words of « Thèmes des rapports »."""

from __future__ import annotations

THEMES_TITRE = "Thèmes des rapports"
THEMES_PHRASE_CHOIX = (
    "{theme}, {lieu} : {faits} dans {communes}, aux dates des rapports. "
    "Les chiffres ({chiffres}) sont ceux de toute l’agglomération."
)
FILTRE_THEME = "Thème"
CARTE_FAITS = "nombre de faits"
CARTE_MONTANTS = "montants cités (€)"
