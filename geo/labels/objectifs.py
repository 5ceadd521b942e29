"""What is said of the aims of the reports: the page, the fiche, the deck."""

from __future__ import annotations

TITRE = "Objectifs"
PHRASE = "{lieu} : {objectifs} dans les rapports, dont {connus} avec une valeur à comparer."
PHRASE_ETATS = "En {annee} : {etats}."
PHRASE_PASSES = (
    "Les rapports s’arrêtent à 2023 : une échéance passée ne dit pas ce qui a été fait depuis."
)
PHRASE_A_PART = (
    "À part, {compte} (prévisions, projets, programmes, seuils cités), sans engagement de résultat."
)
TOUS = "Les deux agglomérations et le Département"
FILTRE_ETAT = "État"
FILTRE_ETAT_VIDE = "Tous les états"
FILTRE_THEME_VIDE = "Tous les thèmes"
TABLEAU = "Les objectifs des rapports"
AUCUN = "Aucun objectif ne répond à cette demande. Retirez un filtre."
COLONNES = {
    "libelle": "Objectif",
    "territoire": "Qui",
    "cible": "Visé",
    "echeance": "Échéance",
    "valeur": "Dernière valeur connue",
    "constat": "Où en est-on",
    "document": "Source et détail",
}
ANNONCES = "Annonces des rapports"
A_PART = "Ce que les rapports annoncent, sans engagement de résultat : {compte}"
COLONNES_A_PART = {
    "libelle": "Annonce",
    "territoire": "Qui",
    "cible": "Prévu",
    "echeance": "Échéance",
    "genre": "Ce que c’est",
    "document": "Source et détail",
}
CONSTAT = "{etat}. {raison}"
DETAIL = {"section": "Section", "theme": "Thème", "genre": "Genre", "ecart": "Écart"}
REMARQUE = "Remarque"
FICHIERS = "Le fichier a les {objectifs} et les {annonces}, avec toutes leurs colonnes."
METHODE = (
    "Une avance ou un retard n’est dit que si l’unité, le périmètre et la nature des deux valeurs "
    "sont les mêmes, et s’il y a une valeur de départ : entre les deux dates, la progression "
    "attendue est régulière. Tout le reste est refusé, avec sa raison. L’écart est la cible moins "
    "la valeur."
)
ORIGINE_PISCINES = "recensement national"
SANS_ECHEANCE = "sans échéance"

# --- the fiche and the deck ---------------------------------------------------------------------

FICHE_TITRE = "Objectifs de la {sigle}"
FICHE_LEGENDE = "Objectifs de l’agglomération dont une valeur est connue"
FICHE_COLONNES = ("Objectif", "Visé", "Dernière valeur connue", "État", "Source et section")
FICHE_LIEN = "Tous les objectifs de la {sigle}"
DIAPO_TITRE = "Objectifs des rapports"
DIAPO_COLONNES = ("Objectif", "Visé", "Dernière valeur connue", "État")

# --- why ----------------------------------------------------------------------------------------

RAISON_GENRES = {
    "prevision": "Une prévision ou une annonce, pas un engagement de la collectivité.",
    "projet": "La taille d’un projet, pas un résultat à suivre.",
    "programme": "Le contenu d’un programme, pas un résultat à suivre.",
    "mots": "L’objectif est dit en mots : il n’y a pas de valeur à comparer.",
}
RAISON_SANS_VALEUR = "Aucun rapport ne donne de valeur atteinte."
RAISON_UNITES = "L’objectif est en « {cible} », la valeur connue en « {valeur} »."
RAISON_PERIMETRES = "L’objectif et la valeur connue n’ont pas le même périmètre."
RAISON_NATURE = "La valeur connue n’est pas une valeur constatée à une date : {nature}."
RAISON_NON_DATEE = "La valeur connue n’est pas datée."
RAISON_SANS_ECHEANCE = "Aucune échéance : l’écart se lit, l’avance ou le retard non."
RAISON_SANS_DEPART = "Aucune valeur de départ : le rythme attendu n’est pas connu."
RAISON_PASSEE_ATTEINTE = "Atteint en {annee}, dernière valeur connue."
RAISON_PASSEE_AVANT = (
    "Pas atteint en {annee}, avant l’échéance ; aucune valeur plus récente n’est connue."
)
RAISON_PASSEE_MANQUE = "Pas atteint en {annee}, dernière valeur connue."
RAISON_ATTEINTE = "Atteint en {annee}."
RAISON_RYTHME = "En {annee}, une progression régulière donnerait {attendu}."
