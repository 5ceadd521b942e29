"""The words of what the reports say, under each page »."""

from __future__ import annotations

CHIFFRES_AIDE = (
    "Cochez une ligne pour lire sa source, sa section et ses contradictions ; plusieurs lignes "
    "pour les additionner, quand cela a un sens."
)
ADDITION = "Additionner les lignes cochées"
SERIES_TITRE = "Évolutions et objectifs"
SERIES_AIDE = (
    "Seules les grandeurs comparables (même objet, même unité, même périmètre) sont reliées."
)
PARTS_TITRE = "Répartitions"
FAITS_AGGLO_TITRE = "Les faits de toute l’agglomération"
FAITS_AGGLO_AIDE = (
    "Ce que les rapports disent sans nommer de commune : ces faits ne sont pas sur la carte et ne "
    "comptent pour aucune commune."
)
CHIFFRES_COURT = "Chiffres des rapports"
FAITS_COURT = "Faits des rapports"
RAPPORTS_DISENT = "Ce que disent les rapports"
PREMIERS = (
    "{compte} sur {tous}, les montants d’abord, puis les quantités, du plus récent au plus ancien"
)
GROUPE = "{titre} : {compte}"
GRAPHIQUES_TITRE = "Évolutions et répartitions"
FICHIERS_TITRE = "Fichiers de ces chiffres et de ces faits"
AUCUN_FAIT = "Aucun des rapports ne cite de fait localisé pour cette sélection."
FCS_TITRE = "Projets du fonds de cohésion sociale 2021 (CABBALR)"
