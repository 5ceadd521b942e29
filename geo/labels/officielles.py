"""The words of official data: what is downloaded, refused, repaired, published."""

from __future__ import annotations

from geo.core.catalog import PROGRAMME

RIEN_N_A_CHANGE = "Rien n’a changé."

# --- downloading ------------------------------------------------------------------------------

TROP_LENT = "le service ne répond plus"
COUPE = "la liaison a été coupée, ou ce qui est venu ne se déplie pas"
SANS_LIAISON = "aucune liaison avec ce service"
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
ARCHIVE_ABIMEE = "L’archive {nom} ne s’ouvre pas : elle est abîmée, coupée, ou n’en est pas une."
ARCHIVE_PLUSIEURS = (
    "L’archive {nom} contient plusieurs fichiers ({noms}) : donnez celui qu’il faut."
)
ARCHIVE_PLEINE = "L’archive {nom} contient plus de {n} fichiers : refusée."
ARCHIVE_SORT = "L’archive {nom} veut écrire hors de son dossier ({entree}) : refusée."
ARCHIVE_BOMBE = "L’archive {nom} se déplie en un fichier démesuré : refusée."

# --- reading ----------------------------------------------------------------------------------

FICHIER_VIDE = "Le fichier {nom} est vide."
PAS_DU_TEXTE = "Le fichier {nom} n’est pas un fichier de texte."
COLONNE_DEUX_FOIS = "Le fichier {nom} a deux fois la même colonne : {colonnes}."
COLONNES_ABSENTES = "Le fichier {nom} n’a pas ce qu’il faut : {colonnes}."
SANS_LIGNE = "Le fichier {nom} n’a aucune ligne."
ILLISIBLE = "Le fichier {nom} ne se lit pas : il est coupé, abîmé ou d’un autre format."
PAS_UNE_TABLE = "Le fichier {nom} n’est pas un tableau (CSV) : c’est {quoi}."
PAGE = "une page web ou la réponse d’un service"
JSON = "du JSON"
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
    "meme_equipement": "même identifiant, déjà lu",
    "autre_annee": "d’une année plus ancienne que la dernière du fichier",
    "autre_genre": "d’un autre genre d’équipement",
    "sans_geometrie": "sans tracé",
    "autre_trace": "tracé d’un autre genre (un point, une ligne ou un contour à la place)",
}
"""Reason why a row is refused or merged -> what the reader is told."""

SIGNALEMENTS = {
    "sans_identifiant": "sans identifiant national : compté une fois par ligne",
    "paire_inversee": "longitude et latitude inversées, remises à l’endroit",
    "position_convertie": "position écrite en mètres, dans un système reconnu : convertie",
    "position_absente": "position absente ou illisible : connu à la commune",
    "position_contredite": "position hors du territoire, commune confirmée par l’adresse : connu à "
    "la commune",
    "position_declaree_ailleurs": "position hors de la commune déclarée : connu à la commune",
    "code_absent": "commune non déclarée, trouvée par la position",
    "code_illisible": "ce qui est écrit à la place du code de la commune n’en est pas un",
    "code_ancien": "commune déclarée réunie depuis à une autre : c’est celle-ci qui est retenue",
    "code_postal": "code postal écrit à la place du code de la commune",
    "code_different": "commune déclarée voisine de celle où tombe le point",
    "code_lointain": "commune déclarée étrangère au territoire : à vérifier",
    "limite": "à 20 m au plus d’une limite : la commune déclarée est retenue",
    "puissance_en_watts": "puissance écrite en watts, ramenée en kilowatts",
    "plusieurs_puissances": "plusieurs puissances dans une cellule : la plus forte est retenue",
    "date_illisible": "date de mise à jour illisible, ou à venir : non datée",
    "ligne_courte": "ligne plus courte que l’en-tête : ses dernières cellules sont lues vides",
    "puissance_inconnue": "puissance absente ou hors de toute mesure",
}
"""What was repaired or is doubtful in a row that is kept -> what the reader is told."""

MINEURS = frozenset({"code_absent", "limite", "puissance_inconnue"})
"""What is counted, and not written beside each row: most rows of the base would have one."""

DOUTEUX = frozenset({"code_lointain", "position_contredite", "position_absente"})
"""What makes the place of a point doubtful."""

# --- what stops a publication -----------------------------------------------------------------

PLUS_ANCIEN = "ce fichier s’arrête au {neuf}, ce qui est en place va jusqu’au {vieux}"
AUTRE_BASE = "ce fichier vient d’une autre base ({neuf}) que ce qui est en place ({vieux})"
REFUS = "{n}, sur {sur} : plus d’une sur dix"
REFUSEE = ("ligne est refusée", "lignes sont refusées")
PLUS_DE_DATE = (
    "ce fichier ne dit aucune date lisible : rien ne prouve qu’il suit ce qui est en place, qui va "
    "jusqu’au {vieux}"
)
SANS_COMPTE = "ce fichier ne dit pas ce qui se comptait jusqu’ici (une ligne y est une station)"
COMMUNE_VIDEE = "n’ont plus rien : {noms}"
PERTE = "{lieu} {passe} de {avant} à {apres} : plus de {part}\N{NO-BREAK SPACE}% de perte"
SAUT = "{lieu} {passe} de {avant} à {apres} : un saut trop grand pour une mise à jour"
PERTE_COMMUNE = "perdent plus de la moitié : {noms}"
ORIGINE_PERDUE = "ne déclarent plus rien : {noms}"
AUTRES = "{n} autres"

LIEUX = {"cabbalr": "la CABBALR", "call": "la CALL"}


def lieu(territoire: str) -> str:
    """Return how a sentence names a territory; those of a QPV may be several."""
    return " et ".join(LIEUX.get(one, one) for one in territoire.split("|"))


def passe(territoire: str) -> str:
    """Return the verb that goes with ``lieu``."""
    return "passent" if "|" in territoire else "passe"


# --- publishing -------------------------------------------------------------------------------

COPIE_ABIMEE = (
    "La copie publiée de « {source} » a été abîmée ; la précédente est reprise si elle est "
    "entière. Relancez le rafraîchissement."
)
DEJA_EN_COURS = f"Un autre rafraîchissement est en cours. Attendez sa fin. {RIEN_N_A_CHANGE}"
RIEN_A_REPRENDRE = "Rien n’a été publié pour « {source} » : il n’y a rien à reprendre."

PLUS_GARDEE = (
    "{titre} : ce qui était en place ce jour-là ({version}) n’est plus gardé ; demandez un jour "
    "plus récent."
)

# --- what is told of a source -----------------------------------------------------------------

TITRES = {
    "irve": "Stations de recharge (base nationale des IRVE)",
    "communes": "Communes (IGN, Insee)",
    "communes_ign": "Contours des communes, en détail (IGN)",
    "qpv2024": "Quartiers prioritaires de 2024",
    "qpv2015": "Quartiers prioritaires de 2015",
    "dechetteries": "Déchetteries (SINOE)",
    "bassins": "Bassins de natation (Data ES)",
    "ecoles": "Écoles, collèges et lycées",
    "cours_eau": "Cours d’eau (BD TOPAGE)",
    "ouvrages": "Ouvrages contre les inondations",
}
"""The title of each source."""

OBJETS = {
    "irve": ("station", "stations"),
    "communes": ("commune", "communes"),
    "communes_ign": ("commune", "communes"),
    "qpv2024": ("quartier", "quartiers"),
    "qpv2015": ("quartier", "quartiers"),
    "dechetteries": ("déchetterie", "déchetteries"),
    "bassins": ("bassin", "bassins"),
    "ecoles": ("établissement", "établissements"),
    "cours_eau": ("cours d’eau", "cours d’eau"),
    "ouvrages": ("ouvrage", "ouvrages"),
}
"""What one row of a source is."""

EFFECTIFS = {"irve": ("point de charge", "points de charge")}
"""What is counted inside one, where it is not itself."""

QUI = {
    "irve": "la base nationale des IRVE déclare",
    "communes": "l’IGN dessine",
    "communes_ign": "l’IGN dessine en détail",
    "qpv2024": "la liste de 2024 compte",
    "qpv2015": "la liste de 2015 compte",
    "dechetteries": "l’annuaire SINOE compte",
    "bassins": "le recensement des équipements sportifs compte",
    "ecoles": "l’annuaire de l’éducation compte",
    "cours_eau": "la BD TOPAGE nomme",
    "ouvrages": "le fichier reçu compte",
}
PHRASE = "{ou} : {qui} {quoi}, dans {communes}"
ICI = "les deux intercommunalités"
AU = ", au {jour}."
SANS_DATE = ", sans date."
LIVREE = "la copie livrée avec l’atlas"

SANS_ADRESSE = (
    f"« {{titre}} » ne se télécharge pas : donnez le fichier, {PROGRAMME} refresh {{source}} "
    "--from FICHIER."
)
RIEN_A = "Il n’y a rien à {chemin}."
COMPTE_FAUX = "« {titre} » : le compte des lignes ne tombe pas juste. " + RIEN_N_A_CHANGE
RIEN_ICI = "« {titre} » ne contient rien des communes de l’atlas. " + RIEN_N_A_CHANGE
ARRETE = (
    "Publication arrêtée : {points} à lire. Si c’est voulu, dites pourquoi : "
    f'{PROGRAMME} refresh {{source}} --publish --accept "RAISON"'
)

# --- the command and its report ---------------------------------------------------------------

AIDE = "rapporte les données officielles, montre ce qui changerait, publie ; ou le réseau routier"
AIDE_SOURCES = f"sources officielles à rafraîchir ({', '.join(QUI)}), toutes par défaut"
AIDE_FROM = "fichier ou dossier déjà là, au lieu du téléchargement"
AIDE_ESSAI = "lit et vérifie tout, dit ce qui changerait, mais n’écrit rien"
AIDE_PUBLIER = "met en place ce qui a été lu, si rien ne l’arrête"
AIDE_ACCEPTER = "publie malgré ce qui arrête ; la raison est gardée avec les données"
AIDE_REPRENDRE = "remet en place la copie d’avant"
AIDE_DEPUIS = "dit ce qui a changé depuis un jour, entre les copies publiées ici ; ne rapporte rien"
DEPUIS_SEUL = "--since ne va ni avec --from, ni avec --publish, ni avec --rollback."
AIDE_JSON = "écrit aussi le rapport complet en JSON (« - » : sortie standard)"

ROUTES_SEULES = "« routes » se rafraîchit seul, avec --from, --overpass et --dry-run."
UNE_SEULE_SOURCE = "--from ne va qu’avec une seule source."
ACCEPTER_QUOI = "--accept ne va qu’avec --publish."
PUBLIER_OU_ESSAYER = "--publish ne va ni avec --dry-run, ni avec --rollback."
RAPPORT_ECRIT = "rapport de {sources}"
POUR_PUBLIER = f"\nRien n’est publié. Pour publier : {PROGRAMME} refresh {{source}} --publish"
PUBLIEE = (
    "\nPublié : {version}. L’application en marche la prend d’elle-même. Pour revenir en arrière : "
    f"{PROGRAMME} refresh {{source}} --rollback"
)
REPRISE = "{titre} : en place, {version}."
RESTE = "  Reste en place : {version}, au {jour} ({age})."
RESTE_LIVREE = f"  Reste en place : {LIVREE}."

NON_DATEE = "non datée"
COMPTE = "{lues} = {gardees} gardées + {fusionnees} réunies à une autre + {refusees} refusées"
FUSIONNEES = "Réunies à une autre :"
REFUSEES = "Refusées :"
SIGNALEES = "Gardées, et signalées :"
DEPUIS = "Par rapport à {depuis} ({date}) :"
AUCUNE = "rien ne change."
CHANGE = ("ajoutée", "retirée", "déplacée", "modifiée")
AJOUTES = "Ajoutées :"
RETIRES = "Retirées :"
DEPLACES = "Déplacées :"
CHANGES = "Modifiées :"
PAR_COMMUNE = "Par commune :"
COLONNES_OBJETS = {
    "nom": "nom",
    "genre": "genre",
    "operateur": "exploitant",
    "puissance_max_kw": "puissance la plus forte",
    "mesure": "taille",
    "population": "population",
}
"""Column of what is compared -> its name; what is counted has that of ``EFFECTIFS``."""

COMPTEE = "nombre compté"
PLUSIEURS_FICHIERS = (
    "Il y a plusieurs fichiers dans ce dossier ({noms}) : donnez celui qu’il faut, "
    "--from DOSSIER/FICHIER."
)
ET_AUTRES = "… et {n} autres (toutes dans le rapport --json)"
PLACE_INCONNUE = "place connue d’un seul côté"
PHRASES = "Ce que l’atlas en dit :"
ECRANS = "Ce qui change à l’écran, sur le papier et dans le diaporama :"
DIAPOSITIVE = "Présentation de {lieu}, diapositive « Ce qui a changé »"
FICHES = "Ma commune : {n} ({noms})"
FICHES_DETAIL = "commune par commune, plus bas"
FICHE = ("fiche change", "fiches changent")
FICHES_MAX = 12
A_COTE = "Bornes de recharge, à côté du rapport de 2023"
RIEN_ECRIT = "rien"
ARRETS = "À lire avant de publier :"

# --- on screen --------------------------------------------------------------------------------

TITRE_SECTION = "Données officielles rapportées"
AIDE_SECTION = (
    "Les tables de l’atlas sont livrées relues, à leur date. Ce que les producteurs publient "
    "depuis peut être rapporté à côté, sans y toucher : chaque ligne reçue est gardée, réunie à "
    "une autre ou refusée, avec sa raison ; chaque différence est lue avant d’être publiée, et la "
    "copie d’avant n’est jamais perdue."
)
POUR_RAPPORTER = f"Pour rapporter : {PROGRAMME} refresh"
TITRE_CHANGE = "Ce qui a changé"
RIEN_RAPPORTE = "Rien n’a encore été rapporté : ce sont les tables livrées qui sont montrées."
LEGENDE_SOURCES = "Chaque source officielle, ce qui est en place et ce qui a été lu"
RAPPORTEE = "rapportée le {jour}"
LIVREE_COURT = "livrée"
JAMAIS = "jamais rapportée"
ICI_PHRASE = "La phrase de cette page"
OU = "Où"
LEGENDE_ECRITS = "Ce qui s’écrit autrement depuis cette publication"
TROP_VIEILLE = (
    "{titre} : la copie en place s’arrête au {jour}, il y a {age}. Son producteur la renouvelle "
    "plus souvent : il est temps de la rapporter."
)
TROP_VIEILLE_SANS_DATE = (
    "{titre} : la copie en place ne dit pas sa date, et elle a été rapportée le {jour}. Son "
    "producteur la renouvelle plus souvent : il est temps de la rapporter."
)
COLONNES_SOURCES = {
    "titre": "Source",
    "en_place": "En place",
    "date": "Jusqu’au",
    "age": "Âge",
    "lues": "Lignes lues",
    "gardees": "Gardées",
    "fusionnees": "Réunies",
    "refusees": "Refusées",
}
LEGENDE_COMPTE = "Ce que sont devenues les {lues} du fichier"
LEGENDE_COMMUNES = "Ce qui change, commune par commune : {quoi}"
LEGENDE_OBJETS = "Ce qui est ajouté, retiré, déplacé"
AVANT, APRES = "Avant", "Après"
SORTS = {"fusionnees": "réunie à une autre", "refusees": "refusée", "signalements": "gardée"}
ACCEPTEE = (
    "Publiée malgré ce qui l’arrêtait, pour cette raison\N{NO-BREAK SPACE}: "
    "«\N{NO-BREAK SPACE}{raison}\N{NO-BREAK SPACE}»."
)
VERSION = "Version {version}, {rapportee}, comparée à {depuis}."
RAPPORT_A_COTE = (
    "Le bilan de 2023 de la CABBALR dit {compte} ; la base nationale rapportée le {jour} y déclare "
    "{base}. Elle ne compte pas de bornes : les deux nombres ne se soustraient pas."
)
CHANGEMENTS = {"ajoutes": "en plus", "retires": "en moins", "deplaces": "déplacement"}
DE = "{quoi} de {distance}"
SUR = " ({vus} montrés sur {total})"

COLONNE_NOM = "un identifiant ou un nom"
COLONNE_LIEU_OU_COMMUNE = "une position (longitude, latitude) ou une commune"
COUCHE_COUPEE = "La couche {nom} a {n} objets, autant que le service en donne : elle est coupée."
SANS_GEOMETRIE = "Le fichier {nom} n’a aucun tracé."
DEGRES_FAUX = (
    "Le fichier {nom} est écrit en mètres et ne dit pas dans quel système (un GeoJSON sans « crs » "
    "est en degrés) : il n’est pas deviné."
)
AUTRE_LISTE = (
    "Ce fichier n’est pas celui de cette liste de quartiers : ses codes ({exemple}) sont ceux "
    "d’une autre génération. Les quartiers de 2015 et de 2024 ne se mêlent pas."
)
SANS_SYSTEME = (
    "Le fichier {nom} ne dit pas dans quel système sont ses coordonnées (il manque le .prj d’un "
    "Shapefile) : il n’est pas deviné."
)

DEPUIS_LE = "Ce qui a changé depuis le"
DEPUIS_AIDE = (
    "Un jour, JJ/MM/AAAA : ce qui était en place ce matin-là est comparé à ce qui l’est à présent. "
    "Vide : ce que la dernière publication a changé."
)
DEPUIS_ILLISIBLE = "« {texte} » n’est pas un jour : écrivez JJ/MM/AAAA."
DEPUIS_TEXTE = "Depuis le {jour}, par rapport à {depuis} ({date}) : {quoi}."
DEPUIS_LIEN = "Depuis votre lien, fait avec {depuis} ({date}) : {quoi}."
PLI_ECRITS = "Phrases, diapositives et fiches"
PLI_COMPTE = "Ce que sont devenues les lignes, raison par raison"
PLI_COMMUNES = "Commune par commune"
PLI_OBJETS = "Objet par objet"
PLI_HISTOIRE = "Les copies gardées"
LEGENDE_HISTOIRE = "Les copies publiées ici, la plus récente d’abord"
COLONNES_HISTOIRE = ("Version", "Publiée le", "Jusqu’au", "Lignes gardées", "Raison donnée")

CHANGE_ICI = "{titre}, publication du {jour} : {avant} avant, {apres} après."
NON_COMPTE = "un nombre inconnu"
LIVREES_AUTRES = "Données livrées : version {citee} dans ce lien, {version} aujourd’hui."
REPRISE_LIVREE = "{titre} : la table livrée a repris la place de celle qui était publiée."
PUBLIEE_DEPUIS = "{titre}, publication du {jour} : {quoi}."
PUBLIEES_DEPUIS = (
    "{titre}, plusieurs publications depuis ce lien ; la dernière, du {jour} : {quoi}."
)
CHANGEMENTS_COMPTES = {
    "ajoutes": "{objets} en plus",
    "retires": "{objets} en moins",
    "deplaces": "déplacements : {n}",
    "changes": "valeurs changées : {n}",
}
SANS_CHANGEMENT = "rien n’a changé"
CHANGE_TITRE = "Ce qui a changé"
CHANGE_COLONNES = ("Donnée", "Publiée le", "Avant", "Après")
CHANGE_MESSAGE = "Les dernières données officielles publiées changent {n} ici."
CHANGE_LIGNE = "{titre} : {nom}"
CHANGE_SOURCE = "{titre}, publication du {jour}"
CHANGE_QUOI = ("compte", "comptes")
CHANGE_NOTES = (
    "Ce que compte chaque source ici, avant et après sa dernière publication dans l’atlas. "
    "Données et qualité en dit le détail, ligne par ligne."
)
