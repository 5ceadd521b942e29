"""The words of the room: the speaker's window, the phones that follow, the one that turns."""

from __future__ import annotations

# --- what a room refuses ---
TROP_DE_SALLES = "{n} salles sont déjà ouvertes : fermez-en une, ou attendez qu’elle finisse."
SALLE_FINIE = "Cette salle n’est plus ouverte."
CODE_FAUX = "Ce code n’est pas le bon."
CODE_PERDU = "Ce code n’est pas le bon, ou ne sert plus : demandez-en un autre à l’orateur."
PAS_LA_TELECOMMANDE = "Ce téléphone ne tourne plus les diapositives : un autre code a été donné."
PAS_LE_DIAPORAMA = "Cette fenêtre n’est pas celle qui a ouvert la salle."
PAS_ECRITE = "La salle ne peut pas être gardée : le disque refuse l’écriture."
PAS_OUVERTE_ICI = (
    "Une salle s’ouvre depuis la machine qui projette, avec « make room » ; un serveur la permet "
    "à tous ses lecteurs avec ATLAS_SALLES=oui."
)
ORIGINE = "Cette demande ne vient pas d’une page de l’atlas."
MAL_ECRITE = "Cette demande n’est pas comprise."
TROP_VITE = "Trop de demandes : réessayez dans {s} s."

# --- addresses ---
CHEMIN = "atlas/salle"
CHEMIN_SUIVRE = "suivre"
CHEMIN_TELECOMMANDE = "telecommande"
CHEMIN_ORATEUR = "orateur"

# --- the phones that follow ---
SUIVRE_TITRE = "Vous suivez la présentation"
SUIVIE = "Suivi : salle {nom}"
MA_COMMUNE = "Ma commune"
REVENIR = "← Revenir à la présentation"
SUIVRE_PERDUE = "La présentation ne répond plus : dernière diapositive reçue."
SUIVRE_RECHARGER = "Voir la diapositive en cours"
OUVRIR_ATLAS = "Ouvrir l’atlas"
RANG = "Diapositive {rang} sur {total}"

# --- the phone that turns ---
TELECOMMANDE = "Télécommande"
CODE = "Code à six chiffres, montré à l’orateur"
PRENDRE = "Prendre la télécommande"
PRECEDENTE = "Précédente"
SUIVANTE = "Suivante"
TELECOMMANDE_MOTS = {
    "perdue": "L’atlas ne répond pas : rapprochez-vous du réseau.",
    "prise": "Ce téléphone tourne les diapositives.",
}

# --- the speaker's window ---
ORATEUR = "Vue de l’orateur"
MAINTENANT = "À l’écran"
ENSUITE = "Ensuite"
FIN = "C’est la dernière diapositive."
A_DIRE = "À dire"
QUESTIONS = "Questions à poser"
SANS_QUESTION = "Rien de ce que montre cette diapositive n’est laissé ouvert par les données."
NOTES = "Sources et réserves"
HEURE = "Heure"
ECOULE = "Temps écoulé"
REPARTIR = "Remettre à zéro"
NOIR = "Écran noir"
TELEPHONES = "Téléphones de la salle"
OUVRIR = "Ouvrir la salle aux téléphones"
FERMER = "Fermer la salle"
DONNER_CODE = "Donner un code de télécommande"
ADRESSE_SALLE = "Les téléphones suivent à cette adresse :"
ADRESSE_TELECOMMANDE = "La télécommande, sur votre téléphone :"
ORATEUR_MOTS = {
    "seule": "La fenêtre des diapositives ne répond pas : ouvrez-la, ou revenez-y.",
    "liee": "En lien avec la fenêtre des diapositives.",
    "hors": "Hors du fil : {titre}",
    "code": "Code : {code}. Il sert une fois.",
    "refus": "L’atlas ne répond pas.",
    "suivie": "Salle {nom} ouverte.",
}
