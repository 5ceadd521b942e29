"""The words of official data: what is downloaded, refused, repaired, published."""

from __future__ import annotations

RIEN_N_A_CHANGE = "Rien n’a changé."

# --- downloading ------------------------------------------------------------------------------

TROP_LENT = "le service ne répond plus"
COUPE = "la liaison a été coupée ({raison})"
REPONSE = "réponse {code}"
NOUVEL_ESSAI = "{raison} ; nouvel essai dans {s:.0f} s…"
REVENEZ = (
    "{hote} demande d’attendre {s:.0f} s. Réessayez plus tard, ou donnez un fichier déjà "
    f"téléchargé avec --from. {RIEN_N_A_CHANGE}"
)
INJOIGNABLE = (
    "{hote} n’a pas donné le fichier ({raison}, {n} essais). Vérifiez l’accès à Internet, ou "
    f"donnez un fichier déjà téléchargé avec --from. {RIEN_N_A_CHANGE}"
)
REDIRECTIONS = "Plus de {n} redirections, la dernière vers {adresse}."
AUTRE_PROTOCOLE = (
    f"{{adresse}} renvoie vers un autre protocole ({{vers}}) : refusé. {RIEN_N_A_CHANGE}"
)
REFUSE = f"{{adresse}} a répondu {{code}}. {RIEN_N_A_CHANGE}"
PAGE_WEB = (
    "{adresse} a donné une page web au lieu d’un fichier {forme} : le service est peut-être en "
    f"maintenance, ou l’adresse a changé. {RIEN_N_A_CHANGE}"
)
TROP_GROS = f"{{adresse}} dépasse {{mo}} Mo : refusé. {RIEN_N_A_CHANGE}"
TROP_LONG = f"{{adresse}} n’a pas tout envoyé en {{s:.0f}} s : abandonné. {RIEN_N_A_CHANGE}"
EMPREINTE = (
    "{adresse} n’est pas le fichier que son producteur annonce (empreinte différente). "
    f"{RIEN_N_A_CHANGE}"
)
VIDE = f"{{adresse}} est vide. {RIEN_N_A_CHANGE}"
AUTRE_FORME = f"{{adresse}} n’est pas un fichier {{forme}}. {RIEN_N_A_CHANGE}"

ARCHIVE_SANS = "L’archive {nom} ne contient pas le fichier attendu."
ARCHIVE_ABIMEE = "L’archive {nom} ne s’ouvre pas ({raison})."
ARCHIVE_PLEINE = "L’archive {nom} contient plus de {n} fichiers : refusée."
ARCHIVE_SORT = "L’archive {nom} veut écrire hors de son dossier ({entree}) : refusée."
ARCHIVE_BOMBE = "L’archive {nom} se déplie en un fichier démesuré : refusée."

# --- reading ----------------------------------------------------------------------------------

FICHIER_VIDE = "Le fichier {nom} est vide."
PAS_DU_TEXTE = "Le fichier {nom} n’est pas un fichier de texte."
COLONNE_DEUX_FOIS = "Le fichier {nom} a deux fois la même colonne : {colonnes}."
COLONNES_ABSENTES = "Le fichier {nom} n’a pas ce qu’il faut : {colonnes}."
SANS_LIGNE = "Le fichier {nom} n’a aucune ligne."
ILLISIBLE = "Le fichier {nom} ne se lit pas ({raison})."
DYNAMIQUE = (
    "Le fichier {nom} est celui des états minute par minute (données dynamiques), pas la liste des "
    "stations : donnez le fichier « statique » de la base nationale."
)
COLONNE_STATION = "un identifiant ou un nom de station"
COLONNE_LIEU = "des coordonnées (coordonneesXY, ou longitude et latitude)"

RAISONS = {
    "ligne_abimee": "ligne mal formée : trop ou trop peu de cellules",
    "hors_perimetre": "hors des communes de l’atlas",
    "lieu_contredit": "position et commune déclarée se contredisent, l’adresse ne tranche pas",
    "sans_lieu": "ni position lisible, ni commune déclarée",
    "retiree": "retirée, selon sa remarque",
    "autre_origine": "même station dans un autre fichier, retenu avant celui-ci",
    "meme_point": "même point de charge, déclaré plusieurs fois",
    "meme_station": "même station, déclarée plusieurs fois",
}
"""Reason why a row is refused or merged -> what the reader is told."""

SIGNALEMENTS = {
    "sans_identifiant": "sans identifiant national : compté une fois par ligne",
    "paire_inversee": "longitude et latitude inversées, remises à l’endroit",
    "position_absente": "position absente ou illisible : connu à la commune",
    "position_contredite": "position hors du territoire, commune confirmée par l’adresse : connu à "
    "la commune",
    "code_absent": "commune non déclarée, trouvée par la position",
    "code_illisible": "ce qui est écrit à la place du code de la commune n’en est pas un",
    "code_postal": "code postal écrit à la place du code de la commune",
    "code_different": "commune déclarée voisine de celle où tombe le point",
    "code_lointain": "commune déclarée étrangère au territoire : à vérifier",
    "limite": "à 20 m au plus d’une limite : la commune déclarée est retenue",
    "puissance_en_watts": "puissance écrite en watts, ramenée en kilowatts",
    "plusieurs_puissances": "plusieurs puissances dans une cellule : la plus forte est retenue",
    "puissance_inconnue": "puissance absente ou hors de toute mesure",
}
"""What was repaired or is doubtful in a row that is kept -> what the reader is told."""

MINEURS = frozenset({"code_absent", "limite", "puissance_inconnue"})
"""What is counted, and not written beside each row: most rows of the base would have one."""

DOUTEUX = frozenset({"code_lointain", "position_contredite", "position_absente"})
"""What makes the place of a point doubtful."""
