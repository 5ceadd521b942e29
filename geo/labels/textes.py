"""The words that several pages share."""

from __future__ import annotations

APPLICATION = "Atlas Artois"
TOUS_LES_TERRITOIRES = "Les deux"
PRECISIONS = {
    "site": "position du site",
    "rue": "position approximative (rue connue, placée à la mairie)",
    "commune": "position approximative (commune connue, placée à la mairie)",
}
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
FILTRE_INDICATEUR = "Carte colorée par"
FILTRE_FOND = "Fond de carte"
FILTRES = "Filtres"
OPTIONS_CARTE = "Options de carte"
FONDS = {"aucun": "Aucun (sans réseau)", "ign": "Plan IGN (demande le réseau)"}
DONNEE_ABSENTE = "donnée absente"
CLASSE_INCERTAINE = "classe à confirmer"
POSITION_APPROXIMATIVE = "position approximative"
TRAVAUX_OU_PROJET = "En travaux ou en projet"
CARTE_AIDE = (
    "Cliquez sur une commune pour la choisir, sur un symbole pour sa fiche. "
    "Tout ce que montre la carte se lit aussi en mots."
)
TABLEAU_SIMPLE = "Tableau simple (lecture d’écran, impression)"
FERMER_AVIS = "Fermer cet avis"
TABLEAU_AIDE = "Cochez une ligne pour choisir sa commune ; cliquez sur un en-tête pour trier."
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
    "points": "Points de charge",
    "concessionnaire": "Concession",
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
    "nb_equipements": "Ouverture prouvée",
    "points_de_charge": "Points de charge, au moins",
    "points_de_charge_max": "Points de charge, au plus",
    "points_pour_1000_hab": "Points pour 1 000 hab., au moins",
    "points_pour_1000_hab_max": "Points pour 1 000 hab., au plus",
    "points_hors_concessions": "Points pour 1 000 hab. hors concessions, au moins",
    "sites_2025": "Sites en 2025",
    "sites_2022": "Sites en 2022",
    "distance_m": "Distance au plus proche (km)",
    "remarque": "Remarque",
    "sources": "Sources",
    "communes": "Communes",
    "hors_territoire_pct": "Part hors territoire (%)",
    "habitants": "Habitants (quartier entier)",
    "taux_pauvrete_pct": "Taux de pauvreté (%)",
    "taux_emploi_pct": "Taux d’emploi (%)",
    "menages": "Ménages (estimation)",
    "logements_sociaux": "Logements sociaux",
    "allocataires_caf": "Allocataires CAF",
    "rsa_socle": "Foyers au RSA socle",
    "niveau_vie_median_eur": "Niveau de vie médian 2021 (€ par an)",
}
RAPPORTS = {
    "rdd2020": "Rapport de développement durable 2020 (CABBALR)",
    "bilan2023": "Bilan de mi-mandat 2020-2023 (CABBALR)",
    "ra2021": "Rapport d’activités 2021 (CALL)",
    "ct2023": "Contrat de territoire 2023-2026 (Département, CABBALR)",
    "cv2021": "Rapport 2021 sur la politique de la ville (CABBALR)",
}
"""Title of each report, as it is cited."""
SOURCES_COURTES = {
    "irve": "Base nationale des IRVE",
    "data_es": "Data ES, recensement national des équipements sportifs",
    "sinoe": "SINOE, annuaire national des déchetteries",
    "presse": "Presse et sites publics",
    **RAPPORTS,
}
ERREUR_PAGE = "Cette page ne peut pas s’afficher : une de ses données manque ou est abîmée."
ERREUR_AUTRES = "Les autres pages restent disponibles."
COMMUNE_INCONNUE = "Commune inconnue dans l’adresse : « {valeur} ». Elle est ignorée."
COMMUNE_HORS_TERRITOIRE = (
    "Hors du territoire choisi ({sigle}), donc non retenu dans la sélection : {noms}."
)
COMMUNE_REUNIE = "{ancienne} ({code}) est réunie à {nom} : c’est elle qui est montrée."
VALEUR_EN_TROP = (
    "Une seule valeur est attendue dans l’adresse pour « {cle} » : « {valeur} » est ignorée."
)
VALEUR_INCONNUE = "Valeur inconnue dans l’adresse pour « {cle} » : « {valeur} ». Elle est ignorée."
BOUTON_TOUT_EFFACER = "Effacer les filtres"
CHOISIR_MA_COMMUNE = "Choisir ma commune"
CARTE = "Carte"
CARTE_PERDUE = (
    "La carte ne reçoit plus ses données : la liaison avec le serveur est coupée. "
    "Rechargez la page quand elle est revenue."
)
COUCHES_NOMS = {
    "qpv": "Quartiers prioritaires",
    "bornes": "Bornes de recharge",
    "dechets": "Déchetteries",
    "piscines": "Piscines",
    "inondations": "Ouvrages contre les inondations",
}
FILTRE_THEMES = "Thèmes"
TERRITOIRES_RAPPORT = {"cabbalr": "CABBALR", "call": "CALL", "departement": "Département"}
CONTRADICTIONS_TITRE = "Contradictions, évolutions et imprécisions"
CONTRADICTIONS_AIDE = (
    "La valeur du rapport n’est jamais corrigée : elle est montrée telle qu’elle est écrite, avec "
    "la remarque à côté. Une contradiction ne peut être vraie des deux côtés ; une évolution dit "
    "deux dates ou deux périmètres, justes l’un et l’autre ; une imprécision est un arrondi, une "
    "coquille ou une chose non dite."
)
FAITS_TITRE = "Les faits, commune par commune"
CHIFFRES_TITRE = "Les chiffres du thème"
RAPPORTS_DISENT_AIDE = (
    "Chiffres et faits relevés dans cinq rapports publics, aux dates de ces rapports : ils ne "
    "décrivent pas l’état d’aujourd’hui."
)
COLONNES |= {"axe": "Axe", "operateur": "Opérateur", "titre": "Projet", "montant": "Montant"}
COLONNES |= {
    "libelle": "Chiffre",
    "valeur_ecrite": "Valeur",
    "periode": "Période",
    "theme": "Thème",
    "document": "Rapport",
    "section": "Section",
    "contradiction": "À lire avec",
    "note": "Note",
    "fait": "Fait",
    "lieu": "Lieu",
    "montant_ecrit": "Montant",
    "statut_rapport": "État selon le rapport",
}
OUVRIR_FICHE = "Ouvrir la fiche de la commune"
REGLETTE_ETENDUE = "{nom} : de {bas} à {haut}, médiane {mediane}"
COMPARER_RAPPORTS = "Ce que les rapports disent des deux côtés"
COMPARER_REFUS = "Ce qui ne se compare pas"
ACCES_NOMS = {
    "dechetteries": ("déchetterie", "déchetteries"),
    "piscines": ("piscine", "piscines"),
    "bornes": ("station de recharge", "stations de recharge"),
    "gares": ("gare", "gares"),
    "ecoles": ("école", "écoles"),
    "mairies": ("mairie", "mairies"),
}
ACCES_SERVICE_NOTES = {
    "gares": (
        "Gares où un train régional s’arrête (mars 2026), même deux fois par jour. Le réseau "
        "urbain (TADAO) et les cars n’y sont pas : loin d’une gare ne veut pas dire « sans "
        "transport »."
    ),
    "ecoles": (
        "Écoles maternelles et élémentaires, publiques et privées, de la liste de 2024 ; ni leur "
        "secteur ni leurs places ne sont connus."
    ),
}
ACCES_MODES = {"pied": "À pied", "velo": "À vélo", "voiture": "En voiture"}
ACCES_SI_INVALIDE = (
    "Lieu inconnu dans l’adresse pour « ajout » : « {valeur} ». Attendu : le code d’une des 136 "
    "communes, ou latitude,longitude à 20 km au plus du territoire. Il est ignoré."
)
ACCES_AJOUT_INCONNU = (
    "Lieu inconnu pour --ajout : « {valeur} ». Attendu : une des 136 communes (nom ou code), ou "
    "des coordonnées (50,5300 ; 2,6400, Lambert-93…) à 20 km au plus du territoire."
)
QPV_HABITANTS = "dans ces quartiers, chacun compté entier"
QPV_HABITANTS_DEBORDENT = (
    "dans ces quartiers, chacun compté entier, même là où il déborde des deux agglomérations"
)
QPV_HABITANTS_A_CHEVAL = (
    "dans ces quartiers, chacun compté entier, même là où il déborde de l’agglomération"
)
QPV_REGISTRE = "Habitants des quartiers : le registre et les rapports"
QPV_REGISTRE_COLONNES = (
    "Agglomération",
    "Quartiers 2024",
    "Habitants (Insee)",
    "dont quartiers qui débordent",
    "Ce que dit le rapport",
)
QPV_REGISTRE_NOTE = (
    "Les deux ne se comparent pas terme à terme. Les rapports parlent des quartiers de 2015 et "
    "arrondissent (pour la CABBALR, avec cinq quartiers choisis par l’agglomération) ; le registre "
    "compte ceux de 2024, d’autres contours, millésime non précisé dans la copie. Un quartier "
    "partagé entre les deux agglomérations compte dans chacune, et un quartier qui déborde du "
    "territoire compte avec tous ses habitants."
)
QPV_RAPPORT = "{valeur} ({periode}) : {document}"
COLONNES |= {
    "rang": "Rang",
    "proche": "Le plus proche",
    "distance_bas_km": "Distance, au moins (km)",
    "distance_haut_km": "Distance, au plus (km)",
    "temps_bas": "Temps, au moins (min)",
    "temps_centre": "Temps (min)",
    "temps_haut": "Temps, au plus (min)",
    "temps_possible": "Temps avec les états non établis (min)",
    "classe": "Classe",
    "groupe": "Territoire",
    "habitants": "Habitants",
    "mode": "Mode",
    "seuil": "Seuil",
    "communes_gagnees": "Communes gagnées",
    "habitants_avant": "Habitants avant",
    "habitants_apres": "Habitants après",
    "habitants_gagnes": "Habitants gagnés",
    "gain_fourchette": "Selon les hypothèses",
    "avant": "Avant (min)",
    "apres": "Après (min)",
    "distance_avant": "Distance avant (km)",
    "distance_apres": "Distance après (km)",
    "hypothese": "Hypothèse",
    "bas": "Bas",
    "centre": "Central",
    "haut": "Haut",
    "unite": "Unité",
    "nature": "Nature",
    "raison": "Raison",
    "quartier": "Quartier",
    "dedans": "Dans le quartier",
    "bande": "À moins de 300 m",
    "dehors": "Au-delà de 300 m",
    "approximatifs": "Position approximative, à part",
    "vers_dechetteries": "Déchetterie (km)",
    "vers_piscines": "Piscine (km)",
    "vers_bornes": "Station de recharge (km)",
    "vers_gares": "Gare (km)",
    "vers_ecoles": "École (km)",
    "vers_mairies": "Mairie (km)",
}
POINT_TITRE = "Adresse ou point"
FICHIER_NOTES = (
    "Distances en mètres, à vol d’oiseau, calculées en Lambert-93 ; lat et lon en degrés WGS 84.",
    "commune_incertaine : le point est à 20 m au plus d’une limite, tracée à 10 m environ.",
    "…_approximative : l’équipement n’est connu que par sa commune, la distance va à la mairie.",
    "…_site : l’équipement le plus proche dont la place est vraiment connue.",
    "…_etat : ce qui prouve que l’équipement est ouvert, et à quelle date.",
    "…_possible : un autre, plus près, dont l’état n’est pas établi ; vide s’il n’y en a pas.",
)
