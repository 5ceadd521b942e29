"""The words of « Adresse ou point »."""

from __future__ import annotations

POINT_VIDE = (
    "Écrivez des coordonnées ou cliquez sur la carte : la page dit la commune, le quartier "
    "prioritaire ou sa distance, et l’équipement le plus proche de chaque sorte, avec son état."
)
POINT_LAT = "Latitude (ou « lat, lon »)"
POINT_LON = "Longitude"
POINT_LAT_EXEMPLE = "50,4321"
POINT_LON_EXEMPLE = "2,8315"
POINT_CARTE_AIDE = "Cliquez n’importe où sur la carte pour interroger ce point."
POINT_REPONSES = "Ce que l’on sait de ce point"
POINT_COLONNES = ("Question", "Réponse", "À savoir")
POINT_LIEU = "Point {lat} ; {lon}"
POINT_COMMUNE = "Commune"
POINT_DEHORS = "hors des deux agglomérations, à {distance} de la commune la plus proche."
POINT_DEHORS_AIDE = (
    "Rien d’autre n’est dit : les quartiers et la plupart des équipements de l’extérieur ne sont "
    "pas connus."
)
POINT_LIMITE = (
    "À {distance} de la limite : les contours sont tracés à une dizaine de mètres, la commune "
    "n’est pas sûre."
)
POINT_LIMITE_AUTRES = " Ce peut être aussi : {noms}."
POINT_LIMITE_LOIN = "À {distance} de la limite de la commune."
POINT_QPV = "Quartier prioritaire (2024)"
POINT_QPV_DEDANS = "Dans le quartier {nom} ({code})"
POINT_QPV_BANDE = "À {distance} du quartier {nom} : à 300 m au plus"
POINT_QPV_DEHORS = "À {distance} du quartier le plus proche, {nom} : à plus de 300 m"
POINT_QPV_AUCUN = "Aucun périmètre connu"
POINT_QPV_INCERTAIN = (
    "À moins de 20 m du bord d’un périmètre généralisé : dedans ou dehors, à vérifier."
)
POINT_PROCHE = "{nom} la plus proche"
POINT_AUCUN = "Aucune dont l’ouverture soit prouvée"
POINT_PLUS_PRES = "Une autre, {etat}, est plus près : {nom}, à {environ}{distance}."
POINT_SEULE = "Mais une, {etat}, est connue : {nom}, à {environ}{distance}."
POINT_ETAT = "{nom}, {etat}"
POINT_A = "{nom}, à {distance} à vol d’oiseau"
POINT_ENVIRON = "{nom} : place inconnue dans sa commune, dont la mairie est à {distance}"
POINT_APPROCHE = "Ordre de grandeur : elle n’est connue que par sa commune."
POINT_SITE = " Dont la place est connue, la plus proche : {nom}, à {distance}."
POINT_ABSENTS = "Données illisibles pour : {noms}. Leur page dit pourquoi."
POINT_LIMITES = (
    "Distances à vol d’oiseau, en Lambert-93. Le premier nommé est ouvert, selon la source et la "
    "date qui le suivent ; un autre, plus près, dont l’état n’est pas établi, est dit à côté. Hors "
    "des deux agglomérations, seuls comptent les équipements qu’une source cite ; les bornes des "
    "aires d’autoroute ne comptent pas."
)
OPTIONS = "Options"
ADRESSE_TITRE = "Chercher une adresse"
ADRESSE_AVERTISSEMENT = (
    "Cette recherche est la seule de la page qui sorte de cette machine : elle demande le réseau "
    "et envoie l’adresse écrite au géocodeur de la Géoplateforme (IGN, data.geopf.fr). Rien n’est "
    "envoyé avant que vous n’appuyiez sur le bouton."
)
ADRESSE = "Adresse"
ADRESSE_EXEMPLE = "1 place Jean-Jaurès, Lens"
ADRESSE_BOUTON = "Chercher cette adresse"
ADRESSE_AUCUNE = "Le géocodeur ne propose rien pour cette adresse."
ADRESSE_VIDE = "Écrivez une adresse avant de la chercher."
ADRESSE_CHOIX = "{libelle} (sûr à {score})"
GEOCODAGE_LENT = (
    "Le géocodeur de la Géoplateforme n’a pas répondu en 5 secondes. Réessayez plus tard."
)
GEOCODAGE_REFUS = "Le géocodeur de la Géoplateforme refuse la demande (code {code})."
GEOCODAGE_ABSENT = (
    "Le géocodeur de la Géoplateforme est injoignable : cette machine n’a sans doute pas de "
    "réseau. Les coordonnées et la carte restent utilisables."
)
GEOCODAGE_ILLISIBLE = "La réponse du géocodeur de la Géoplateforme n’est pas lisible."
FICHIER_TITRE = "Un fichier de points"
FICHIER_AIDE = (
    "Un fichier CSV ou un classeur (xlsx, xls, ods) de 1 Mo et 2 000 lignes au plus, avec deux "
    "colonnes : lat et lon, x et y, ou leurs noms des schémas nationaux (bornes de recharge, "
    "adresses, gares, équipements sportifs) ; ou une colonne qui tienne les deux. Chaque ligne "
    "reçoit les mêmes réponses que ci-dessus."
)
FICHIER_VIE_PRIVEE = (
    "Rien n’est gardé sur le serveur : le fichier reste en mémoire le temps de cette visite, et "
    "n’est ni enregistré ni envoyé ailleurs."
)
FICHIER = "Fichier CSV ou classeur"
FICHIER_LU = "{lus} sur {total}"
FICHIER_RESULTATS = "Réponses"
FICHIER_REJETS = "Lignes rejetées"
