"""The words of the reading of coordinates: one wording for the fields, the files, the commands."""

from __future__ import annotations

SYSTEMES = {
    "degres": "degrés (WGS 84)",
    "lambert93": "Lambert-93",
    "web_mercator": "Web Mercator (EPSG:3857)",
    "utm31": "UTM 31 Nord (EPSG:32631)",
    "lambert2": "Lambert II étendu (NTF)",
    "lambert1": "Lambert I (NTF)",
    "lambert1c": "Lambert I carto (NTF)",
}
"""How each system is named; the nine conic conformal zones follow."""
SYSTEMES |= {f"cc{zone}": f"Lambert CC{zone}" for zone in range(42, 51)}

AUTOMATIQUE = "Reconnu par la page"
SYSTEME = "Système de coordonnées"
SYSTEME_AIDE = (
    "Degrés, Lambert-93 et zones CC se reconnaissent à leurs nombres. Les autres se choisissent : "
    "deux systèmes peuvent donner des nombres semblables pour deux lieux différents."
)

INVERSEES = "Latitude et longitude étaient inversées : elles ont été remises dans l’ordre."
METRES_INVERSES = "X et Y étaient inversés : ils ont été remis dans l’ordre."
LUES_COMME = "Lues comme des coordonnées {systeme}."
AUTRE_SYSTEME = "La colonne annonce {annonce} ; lues comme des coordonnées {systeme}."

PAS_UN_NOMBRE = (
    "« {texte} » n’est pas un nombre : degrés attendus, comme 50,4321 ou 50° 25’ 56” N, ou mètres."
)
SCIENTIFIQUE = (
    "« {texte} » est écrit en notation scientifique par un tableur : des chiffres sont perdus. "
    "Mettez la colonne en nombre avec ses décimales, puis enregistrez à nouveau."
)
DEUX_NOMBRES = "Deux nombres sont attendus, comme « 50,4321 ; 2,8315 » ; trouvé : « {texte} »."
HORS_FRANCE = (
    "« {texte} » n’est en France métropolitaine ni en degrés (latitude 41 à 51,6 ; longitude -5,6 "
    "à 9,9), ni en Lambert-93, ni dans une zone CC."
)
HORS_SYSTEME = "« {texte} » n’est pas en France métropolitaine en {systeme}."
DECIMALES_PERDUES = (
    "« {texte} » : la marque décimale semble perdue dans un tableur (il faudrait peut-être lire "
    "« {lecture} »). Rien n’est deviné : reprenez le fichier d’origine."
)
POINTS_DE_TROP = (
    "« {texte} » a plusieurs points : la marque décimale a sans doute été perdue dans un tableur. "
    "Reprenez le fichier d’origine."
)
DEGRES_ENTIERS = (
    "« {texte} » : des degrés entiers, sans minutes ni décimales, ne disent un lieu qu’à cent "
    "kilomètres près. Rien n’est deviné : donnez les décimales, ou les minutes et les secondes."
)
DATE = (
    "« {texte} » est une date : un tableur a sans doute pris le nombre pour elle. Reprenez le "
    "fichier d’origine, ou mettez la colonne en nombre."
)
MILLIERS = (
    "« {texte} » : la marque des décimales semble y séparer les milliers. Écrivez le nombre sans "
    "elle, ou avec des espaces (7 047 496)."
)
KILOMETRES = (
    "« {texte} » ressemble à du Lambert-93 en kilomètres (en mètres : « {lecture} »). Rien n’est "
    "deviné : donnez les deux nombres en mètres."
)
PAS_UN_POINT = "« {texte} » n’est pas un seul point (ligne, surface ou plusieurs points)."
PROPOSE = (
    "« {texte} » ressemble à des coordonnées {systeme} : elles tomberaient alors dans la région. "
    "Si c’est bien cela, choisissez ce système ; il n’est pas supposé."
)
PROPOSE_FICHIER = (
    "Ces nombres ressemblent à des coordonnées {systeme} : les points tomberaient alors dans la "
    "région. Si c’est bien cela, choisissez ce système pour les lire ; il n’est pas supposé."
)
RELIRE = "Lire en {systeme}"

TROP_GROS = "Le fichier dépasse 1 Mo. Partagez-le en plusieurs."
TROP_LONG = "Le fichier compte {compte} lignes ; 2 000 au plus. Partagez-le en plusieurs."
TROP_LONG_CLASSEUR = "La feuille a plus de 2 000 lignes. Partagez-la en plusieurs fichiers."
CLASSEUR_TROP_GROS = "Ce classeur est trop gros une fois ouvert. Partagez-le en plusieurs."
CLASSEUR_TROP_ETENDU = (
    "Ce classeur demande trop de mémoire pour être ouvert : une seule cellule remplie très loin du "
    "tableau y suffit. Supprimez les lignes et les colonnes en trop (Ctrl + Fin montre la dernière "
    "cellule), ou enregistrez la feuille en CSV."
)
TROP_LARGE = (
    "Le fichier compte plus de {compte} colonnes. Gardez celles de la position et celles qui "
    "servent, puis déposez-le de nouveau."
)
ILLISIBLE = (
    "Ce fichier n’est pas un CSV lisible (texte UTF-8, UTF-16, Windows, DOS ou Mac attendu)."
)
GUILLEMETS = (
    "Ce fichier n’est pas un CSV lisible : un guillemet est ouvert et n’est pas refermé, ligne "
    "{ligne} ou après."
)
PAS_UN_TABLEAU = "Ce fichier est {nature} : déposez un CSV ou un classeur (xlsx, xls, ods)."
NATURES = {
    "json": "du JSON ou du GeoJSON",
    "html": "une page HTML ou du XML (KML, GPX)",
    "zip": "une archive zip qui n’est pas un classeur",
    "pdf": "un PDF",
    "image": "une image",
    "base": "une base de données (GeoPackage ou SQLite)",
    "archive": "une archive compressée",
    "parquet": "du Parquet",
    "shp": "un fichier de formes (shapefile)",
}
CLASSEUR_ILLISIBLE = (
    "C’est un classeur (Excel ou LibreOffice), mais il ne s’ouvre pas : abîmé ou protégé par un "
    "mot de passe. Enregistrez-le en CSV."
)
VIDE = "Ce fichier n’a pas de ligne de données sous sa ligne de titres."
COLONNES = (
    "Une colonne lat (ou latitude, y) et une colonne lon (ou longitude, x) sont attendues, ou une "
    "colonne qui tienne les deux (coordonneesXY, Geo Point). Colonnes trouvées : {colonnes}."
)
AUCUNE_COLONNE = "aucune"
UNE_COLONNE = (
    " Une seule colonne : les séparateurs lus sont le point-virgule, la virgule, la tabulation et "
    "la barre | (à défaut : deux-points, ^, ~ et espace), ou celui qu’annonce une première ligne "
    "« sep= »."
)
CELLULES = "{compte} au lieu de {attendu}"
VIRGULE = (
    " : si la virgule est décimale, séparez les colonnes par des points-virgules ou mettez les "
    "nombres entre guillemets"
)
ABSENTE = "{nom} absente"
MINUTES = "partie en minutes de la {nom}"
LATITUDE, LONGITUDE, POSITION = "latitude (ou y)", "longitude (ou x)", "position"
DOUBLES_EN_DESACCORD = (
    "Deux colonnes « {nom} » disent deux nombres, « {un} » et « {autre} » : rien n’est choisi."
)

# --- what is said of a whole file ---
COLONNES_LUES = "Position lue dans {colonnes}{systeme}."
SYSTEME_PAR_LIGNE = " (système de chaque ligne : « {colonne} »)"
COLONNES_TEMOINS = (
    "Aussi dans le fichier, et comparées ligne à ligne : {colonnes}. Tout écart de plus de "
    "{tolerance} est dit en remarque."
)
COLONNES_DOUBLES = (
    "Plusieurs colonnes s’appellent « {nom} » : la première est lue, les autres lui sont comparées."
)
SECOURS = "Position lue dans {colonnes}, faute de mieux sur cette ligne."
ECART = "{colonnes} : un autre lieu, à {distance}."
COMMENTAIRES = "Commencent par # et n’ont pas de position, laissées : {compte}."
TITRES_PLUS_BAS = "Ligne de titres trouvée ligne {ligne} ; ce qui précède est laissé."
FEUILLE = "C’est un classeur : la feuille « {nom} » est lue."
FEUILLE_MASQUEE = " Elle est masquée dans le classeur."
FEUILLE_PARMI = "C’est un classeur : la feuille « {nom} » est lue, et elle seule, sur {compte}."
ENCODAGE = "Le fichier n’est pas en UTF-8 : lu comme du {encodage}. Vérifiez les accents."
ENCODAGE_UTF16 = "Lu comme de l’UTF-16, sans marque au début."
OCTETS_FAUX = (
    "Le fichier est en UTF-8, sauf {octets}, ligne {ligne} : lu comme du {encodage}. Vérifiez les "
    "accents."
)
OCTETS_MELES = (
    "Le fichier mêle deux encodages : il est en UTF-8, sauf {octets}, à partir de la ligne "
    "{ligne}, lus comme du {encodage}. Vérifiez les accents."
)
MOJIBAKE = (
    "Des accents étaient déjà abîmés dans le fichier (« {exemple} ») : ils sont repris tels quels."
)
ENCODAGES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (CP850)",
    "iso8859_15": "ISO 8859-15",
}

SANS_COOKIE = (
    "Votre navigateur refuse le cookie de cette page, ou l’affiche dans le cadre d’un autre site : "
    "le dépôt d’un fichier y serait refusé. Ouvrez l’atlas dans son propre onglet, ou autorisez "
    "ses cookies, puis rechargez la page. Le reste de la page fonctionne."
)
