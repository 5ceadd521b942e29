"""The fixed words of the interface."""

from __future__ import annotations

APPLICATION = "Atlas Artois"
SOUS_TITRE = "Béthune-Bruay, Artois-Lys Romane et Lens-Liévin, commune par commune"
A_PROPOS_MENU = (
    "**Atlas Artois** : les 136 communes de la CABBALR et de la CALL, leurs quartiers "
    "prioritaires, leurs équipements et les faits de leurs rapports publics. "
    "Code sous licence MIT, données sous Licence Ouverte 2.0."
)

TOUS_LES_TERRITOIRES = "Les deux"

STATUTS = {
    "ouverte": "Ouvert",
    "travaux": "En travaux",
    "projet": "En projet",
    "fermee": "Fermé",
    "a_confirmer": "À confirmer",
}
STATUTS_OUVRAGES = {**STATUTS, "ouverte": "En service", "fermee": "Hors service"}

STATUTS_AIDE = (
    "« À confirmer » : aucune source sûre ne dit l’état actuel. Ces équipements sont montrés à "
    "part et ne comptent ni dans les totaux, ni dans les distances."
)

PRECISIONS = {
    "site": "position du site",
    "rue": "position approximative (rue connue, placée à la mairie)",
    "commune": "position approximative (commune connue, placée à la mairie)",
}

SITUATIONS_QPV = {
    "dedans": "Dans un quartier prioritaire",
    "bande": "À moins de 300 m d’un quartier",
    "dehors": "À plus de 300 m",
}
SITUATION_INCONNUE = "Position trop imprécise pour le dire"

# The noun of each theme: singular, plural.
NOMS_THEMES = {
    "qpv": ("quartier prioritaire", "quartiers prioritaires"),
    "bornes": ("station de recharge", "stations de recharge"),
    "dechets": ("déchetterie", "déchetteries"),
    "piscines": ("piscine", "piscines"),
    "inondations": ("ouvrage", "ouvrages"),
}

FILTRE_TERRITOIRE = "Territoire"
FILTRE_COMMUNES = "Communes"
FILTRE_COMMUNES_VIDE = "Toutes les communes"
FILTRE_STATUTS = "État"
FILTRE_STATUTS_VIDE = "Tous les états"
FILTRE_TYPES = "Type"
FILTRE_TYPES_VIDE = "Tous les types"
FILTRE_QPV = "Quartier prioritaire"
FILTRE_QPV_VIDE = "Tous les quartiers"
FILTRE_INDICATEUR = "Carte colorée par"
SANS_INDICATEUR = "Aucun indicateur (communes seules)"
FILTRE_CLASSES = "Classes"
FILTRE_FOND = "Fond de carte"
FILTRES = "Filtres"
OPTIONS_CARTE = "Options de carte"
AUCUN_RESULTAT = "Aucun résultat"

METHODES_CLASSES = {
    "jenks": "Seuils naturels (Fisher-Jenks)",
    "quantiles": "Effectifs égaux (quantiles)",
    "rondes": "Bornes rondes",
}
FONDS = {"aucun": "Aucun (sans réseau)", "ign": "Plan IGN (demande le réseau)"}

DONNEE_ABSENTE = "donnée absente"
POSITION_APPROXIMATIVE = "position approximative"
CARTE_AIDE = (
    "Cliquez sur une commune pour la choisir, sur un symbole pour sa fiche. "
    "Tout ce que montre la carte est aussi dans le tableau."
)

TITRE_TABLEAU = "Les mêmes données en tableau"
VUE_COMMUNES = "Par commune"
VUE_EQUIPEMENTS = "Équipement par équipement"
VUE_QPV = "Quartier par quartier"
TABLEAU_SIMPLE = "Tableau simple (lecture d’écran, impression)"
TABLEAU_AIDE = "Cochez une ligne pour choisir sa commune ; cliquez sur un en-tête pour trier."
TITRE_GRAPHIQUES = "Graphiques"
TITRE_SOURCES = "Sources, millésimes et limites connues"
TITRE_TELECHARGEMENTS = "Téléchargements"

SELECTION_VIDE = (
    "Aucun résultat pour cette sélection. Retirez un filtre, ou choisissez d’autres communes."
)

COLONNES = {
    "code_insee": "Code INSEE",
    "commune": "Commune",
    "nom": "Nom",
    "type": "Type",
    "territoire": "Territoire",
    "statut": "État",
    "annee": "Année",
    "adresse": "Adresse",
    "precision": "Position",
    "population": "Population",
    "surface_km2": "Superficie (km²)",
    "densite": "Densité (hab./km²)",
    "nbre_pdc": "Points de charge",
    "puissance_max_kw": "Puissance maximale (kW)",
    "classe_puissance": "Puissance",
    "operateur": "Opérateur",
    "gestionnaire": "Gestionnaire",
    "bassins": "Bassins",
    "surface_bassins_m2": "Bassins (m²)",
    "volume_m3": "Volume (m³)",
    "cours_eau": "Cours d’eau",
    "maitre_ouvrage": "Maître d’ouvrage",
    "localisation": "Lieu",
    "acces": "Accès",
    "code_qpv": "Code du quartier",
    "situation_qpv": "Quartier prioritaire",
    "part_qpv_pct": "Part de la commune en QPV (%)",
    "part_bande_300m_pct": "Part à moins de 300 m d’un QPV (%)",
    "nb_qpv": "Quartiers prioritaires",
    "nb_equipements": "Équipements ouverts",
    "points_de_charge": "Points de charge",
    "points_pour_1000_hab": "Points pour 1 000 hab.",
    "distance_m": "Distance au plus proche (km)",
    "remarque": "Remarque",
    "sources": "Sources",
    "communes": "Communes",
    "hors_territoire_pct": "Part hors territoire (%)",
}

SOURCES_COURTES = {
    "irve": "Base nationale des IRVE",
    "presse": "Presse et sites publics",
    "rdd2020": "Rapport de développement durable 2020 (CABBALR)",
    "bilan2023": "Bilan de mi-mandat 2020-2023 (CABBALR)",
    "ra2021": "Rapport d’activités 2021 (CALL)",
    "ct2023": "Contrat de territoire 2023-2026 (Département et CABBALR)",
    "cv2021": "Rapport 2021 sur la politique de la ville (CABBALR)",
}

ERREUR_PAGE = "Cette page ne peut pas s’afficher : une de ses données manque ou est abîmée."
ERREUR_AUTRES = "Les autres pages restent disponibles."
COMMUNE_INCONNUE = "Commune inconnue dans l’adresse : « {valeur} ». Elle est ignorée."
VALEUR_INCONNUE = "Valeur inconnue dans l’adresse pour « {cle} » : « {valeur} ». Elle est ignorée."

BOUTON_TOUT_EFFACER = "Effacer les filtres"
CHOISIR_MA_COMMUNE = "Choisir ma commune"

CARTE = "Carte"
SANS_JAVASCRIPT = "Cette application demande JavaScript."
COUCHE_INCONNUE = "Cette couche n’existe pas, ou plus : rechargez la page."
CARTE_PERDUE = (
    "La carte ne reçoit plus ses données : la liaison avec le serveur est coupée. "
    "Rechargez la page quand elle est revenue."
)

# --- Accueil ---
ACCUEIL_PHRASE_ERREUR = "Couches indisponibles : {noms}. Leur page dit pourquoi."
COUCHES = "Couches affichées"
COUCHES_VIDE = "Quartiers prioritaires"
COUCHES_NOMS = {
    "qpv": "Quartiers prioritaires",
    "bornes": "Bornes de recharge",
    "dechets": "Déchetteries",
    "piscines": "Piscines",
    "inondations": "Ouvrages contre les inondations",
}
FRAICHEUR = "Fraîcheur des données"
MA_COMMUNE_VIDE = "Choisissez une commune dans le filtre ou sur la carte : sa fiche s’ouvre ici."

# --- Données et qualité ---
DONNEES_TITRE = "Données et qualité"
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

# --- À propos ---
A_PROPOS_TITRE = "À propos"
VERSION = "0.1.0"

# --- Rapports ---
INDICATEURS_TITRE = "Indicateurs des rapports"
RECHERCHE = "Chercher un chiffre"
RECHERCHE_AIDE = "un mot, une commune, un nombre : « piscines », « 631 858 », « bornes 2023 »"
FILTRE_THEMES = "Thèmes"
FILTRE_THEMES_VIDE = "Tous les thèmes"
FILTRE_SOURCES = "Rapports"
FILTRE_SOURCES_VIDE = "Les cinq rapports"
FILTRE_NATURES = "Nature"
FILTRE_NATURES_VIDE = "Toutes les natures"
FILTRE_ANNEES = "Années"
FILTRE_ANNEES_VIDE = "Toutes les années"
TERRITOIRES_RAPPORT = {"cabbalr": "CABBALR", "call": "CALL", "departement": "Département"}
AUCUN_CHIFFRE = "Aucun chiffre des rapports ne répond à cette demande. Retirez un filtre ou un mot."
CHIFFRES_AIDE = (
    "Cochez une ligne pour lire sa source, sa section et ses contradictions ; plusieurs lignes "
    "pour les additionner, quand cela a un sens."
)
ADDITION = "Additionner les lignes cochées"
CONTRADICTIONS_TITRE = "Contradictions relevées"
CONTRADICTIONS_AIDE = (
    "La valeur du rapport n’est jamais corrigée : elle est montrée telle qu’elle est écrite, avec "
    "la contradiction à côté."
)
SERIES_TITRE = "Évolutions et objectifs"
SERIES_AIDE = (
    "Seules les grandeurs comparables (même objet, même unité, même périmètre) sont reliées."
)
PARTS_TITRE = "Répartitions"
THEMES_TITRE = "Thèmes des rapports"
FILTRE_THEME = "Thème"
FAITS_TITRE = "Les faits, commune par commune"
CARTE_FAITS = "nombre de faits"
CARTE_MONTANTS = "montants cités (€)"
CHIFFRES_TITRE = "Les chiffres du thème"
RAPPORTS_DISENT = "Ce que disent les rapports"
RAPPORTS_DISENT_AIDE = (
    "Chiffres et faits relevés dans cinq rapports publics, aux dates de ces rapports : ils ne "
    "décrivent pas l’état d’aujourd’hui."
)
AUCUN_FAIT = "Aucun des rapports ne cite de fait localisé pour cette sélection."
DIX_CHIFFRES = "Dix chiffres des rapports"
COLONNES |= {
    "libelle": "Chiffre",
    "valeur_ecrite": "Valeur",
    "periode": "Période",
    "theme": "Thème",
    "document": "Rapport",
    "section": "Section",
    "contradiction": "Contradiction",
    "note": "Note",
    "fait": "Fait",
    "lieu": "Lieu",
    "montant_ecrit": "Montant",
    "statut_rapport": "État selon le rapport",
}

OUVRIR_FICHE = "Ouvrir la fiche de la commune"
