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

STATUTS_AIDE = (
    "« État non établi » : aucune source sûre ne dit l’état actuel. Ces équipements sont montrés à "
    "part : ils ne sont pas comptés comme ouverts."
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
BARRES_EN_TETE = "{titre} ({unite}), {communes} en tête"
BARRES_ET_CHOISIES = "{titre}, et {communes}"
OPTIONS_CARTE = "Options de carte"

METHODES_CLASSES = {
    "jenks": "Seuils naturels (Fisher-Jenks)",
    "quantiles": "Effectifs égaux (quantiles)",
    "rondes": "Bornes rondes",
}
FONDS = {"aucun": "Aucun (sans réseau)", "ign": "Plan IGN (demande le réseau)"}

DONNEE_ABSENTE = "donnée absente"
POSITION_APPROXIMATIVE = "position approximative"
TRAVAUX_OU_PROJET = "En travaux ou en projet"
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
    "nb_equipements": "Équipements ouverts",
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

SOURCES_COURTES = {
    "irve": "Base nationale des IRVE",
    "data_es": "Data ES, recensement national des équipements sportifs",
    "sinoe": "SINOE, annuaire national des déchetteries",
    "presse": "Presse et sites publics",
    "rdd2020": "Rapport de développement durable 2020 (CABBALR)",
    "bilan2023": "Bilan de mi-mandat 2020-2023 (CABBALR)",
    "ra2021": "Rapport d’activités 2021 (CALL)",
    "ct2023": "Contrat de territoire 2023-2026 (Département et CABBALR)",
    "cv2021": "Rapport 2021 sur la politique de la ville (CABBALR)",
}

ERREUR_PAGE = "Cette page ne peut pas s’afficher : une de ses données manque ou est abîmée."
ERREUR_INATTENDUE = (
    "La cause n’est pas connue. La personne qui sert l’atlas la trouve dans son journal, sous le "
    "repère {repere} ; la commande « python -m geo check » cherche une table abîmée."
)
PAGE_CHANGEE = (
    "L’atlas ne démarre pas : la page de Streamlit n’est plus celle qu’il met en français.\n"
    "Page : {page}\nAbsents : {absents}\n"
    "Réinstallez les versions de requirements/run.txt (make run le fait)."
)
ERREUR_AUTRES = "Les autres pages restent disponibles."
COMMUNE_INCONNUE = "Commune inconnue dans l’adresse : « {valeur} ». Elle est ignorée."
COMMUNE_REUNIE = "{ancienne} ({code}) est réunie à {nom} : c’est elle qui est montrée."
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
TOUT_SANS_GRAPHIQUE = (
    "Cherchez un mot ou posez un filtre : les évolutions, les répartitions et les contradictions "
    "de la sélection s’affichent ici."
)
AUCUN_CHIFFRE = "Aucun chiffre des rapports ne répond à cette demande. Retirez un filtre ou un mot."
CHIFFRES_AIDE = (
    "Cochez une ligne pour lire sa source, sa section et ses contradictions ; plusieurs lignes "
    "pour les additionner, quand cela a un sens."
)
ADDITION = "Additionner les lignes cochées"
COUVERTURE_TITRE = "Ce qui est relevé de chaque rapport"
COUVERTURE_AIDE = (
    "Chapitre par chapitre : ce que l’Atlas a relevé, et pourquoi il manque quelque chose. Un "
    "dessin ou un graphique n’a pas de valeur dans le texte lu."
)
CONTRADICTIONS_TITRE = "Contradictions, évolutions et imprécisions"
CONTRADICTIONS_AIDE = (
    "La valeur du rapport n’est jamais corrigée : elle est montrée telle qu’elle est écrite, avec "
    "la remarque à côté. Une contradiction ne peut être vraie des deux côtés ; une évolution dit "
    "deux dates ou deux périmètres, justes l’un et l’autre ; une imprécision est un arrondi, une "
    "coquille ou une chose non dite."
)
SERIES_TITRE = "Évolutions et objectifs"
SERIES_AIDE = (
    "Seules les grandeurs comparables (même objet, même unité, même périmètre) sont reliées."
)
PARTS_TITRE = "Répartitions"
THEMES_TITRE = "Thèmes des rapports"
THEMES_PHRASE_CHOIX = (
    "{theme}, {lieu} : {faits} dans {communes}, aux dates des rapports. "
    "Les chiffres ({chiffres}) sont ceux de toute l’agglomération."
)
FILTRE_THEME = "Thème"
FAITS_TITRE = "Les faits, commune par commune"
FAITS_AGGLO_TITRE = "Les faits de toute l’agglomération"
FAITS_AGGLO_AIDE = (
    "Ce que les rapports disent sans nommer de commune : ces faits ne sont pas sur la carte et ne "
    "comptent pour aucune commune."
)
CARTE_FAITS = "nombre de faits"
CARTE_MONTANTS = "montants cités (€)"
CHIFFRES_TITRE = "Les chiffres du thème"
CHIFFRES_COURT = "Chiffres des rapports"
FAITS_COURT = "Faits des rapports"
RAPPORTS_DISENT = "Ce que disent les rapports"
RAPPORTS_DISENT_AIDE = (
    "Chiffres et faits relevés dans cinq rapports publics, aux dates de ces rapports : ils ne "
    "décrivent pas l’état d’aujourd’hui."
)
AUCUN_FAIT = "Aucun des rapports ne cite de fait localisé pour cette sélection."
FCS_TITRE = "Projets du fonds de cohésion sociale 2021 (CABBALR)"
COLONNES |= {"axe": "Axe", "operateur": "Opérateur", "titre": "Projet", "montant": "Montant"}
DIX_CHIFFRES = "Dix chiffres des rapports"
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

# --- Comparer ---
REGLETTE_ETENDUE = "{nom} : de {bas} à {haut}, médiane {mediane}"
COMPARER_TITRE = "Comparer"
COMPARER_MODE = "Que comparer"
COMPARER_MODES = {
    "communes": "Des communes",
    "groupe": "Un groupe entier",
    "agglos": "Les deux agglomérations",
    "pairs": "Une commune et ses pairs",
}
COMPARER_VIDE = (
    "Choisissez deux à cinq communes dans la liste ou sur la carte, ou un groupe déjà prêt : elles "
    "se comparent ici, mesure par mesure."
)
COMPARER_UNE_SEULE = (
    "Une seule commune est choisie : choisissez-en une autre, ou comparez-la à ses pairs."
)
COMPARER_GROUPE_SEULE = (
    "Choisissez deux communes ou plus, ou un groupe déjà prêt : elles comptent ici comme un seul "
    "territoire, comparé aux deux agglomérations."
)
COMPARER_TROP = (
    "La sélection compte {compte} : au-delà de cinq, elle est comparée en entier, "
    "comme un seul territoire, aux deux agglomérations."
)
COMPARER_PAIRS_VIDE = "Choisissez une commune : ses pairs s’affichent ici."
COMPARER_UNE_COMMUNE = "Commune"
COMPARER_GROUPE_CHOISI = "Les {compte} choisies"
COMPARER_LIEN = "Lien vers cette sélection"
COMPARER_LIEN_AIDE = (
    "Les communes choisies suivent sur toutes les pages, qui les traitent comme un seul "
    "territoire. L’adresse les garde : copiez-la pour les retrouver ou les partager."
)
COMPARER_AILLEURS = "La même sélection sur les autres pages"
COMPARER_MESURES = "Mesure par mesure"
COMPARER_TABLEAU = "La comparaison en tableau"
COMPARER_MESURE = "Mesure"
COMPARER_CHIFFRE = "Chiffre"
COMPARER_RESERVES = "À savoir"
COMPARER_DOCUMENTS = "Rapports"
COMPARER_SANS_ETENDUE = "sans objet"
COMPARER_AUTRES = "autres communes"
COMPARER_BORNES = {"min": "Minimum", "median": "Médiane", "max": "Maximum"}
COMPARER_ETENDUES = {
    "communes": "136 communes",
    "agglos": "136 communes",
    "pairs": "pairs",
    "groupe": "communes choisies",
}
COMPARER_AIDE = (
    "Sur chaque échelle, un point par ligne ; les traits du bas sont les {etendue}, de la plus "
    "petite valeur à la plus grande, leur médiane en gras."
)
COMPARER_AIDE_EFFECTIF = "Pour un groupe, une distance est la médiane de celles de ses communes."
COMPARER_EFFECTIFS = {
    "bornes": "Sites de recharge ouverts",
    "dechets": "Déchetteries ouvertes",
    "piscines": "Piscines ouvertes",
    "inondations": "Ouvrages contre les inondations en service",
}
COMPARER_POINTS = "Points de charge pour 1\u202f000 habitants, au moins"
COMPARER_POINTS_UNITE = "points"
COMPARER_PARTIEL = (
    "Base nationale du 25/10/2025 : points sûrement distincts des sites ouverts ; ce qui n’est pas "
    "déclaré n’y est pas."
)
COMPARER_DISTANCE = "Distance à la {nom} ouverte la plus proche"
COMPARER_FAITS = "Faits cités par les rapports"
COMPARER_FAITS_UNITE = "faits"
COMPARER_FAITS_METHODE = "Nombre de faits des cinq rapports qui nomment la commune."
COMPARER_PAIRS = "Les pairs et pourquoi"
COMPARER_PAIRS_METHODE = (
    "Les pairs sont les communes les plus proches par trois critères de même poids : "
    "la population et la densité (par leur logarithme, pour comparer des rapports) et la part de "
    "la surface en quartier prioritaire de 2024. Chaque critère est centré et réduit sur les 136 "
    "communes ; la distance est euclidienne, en écarts-types. Une commune à qui il manque une "
    "valeur n’est le pair d’aucune."
)
COMPARER_CRITERES = {
    "population": "population",
    "densite": "densité",
    "part_qpv_pct": "part en quartier prioritaire",
}
COMPARER_COLONNES_PAIRS = (
    "Commune",
    "Territoire",
    "Distance",
    "Population",
    "Densité (hab./km²)",
    "Part en QPV (%)",
    "Proche surtout par",
)
COMPARER_SANS_PAIRS = "{nom} n’a pas de pair : une de ses trois mesures manque."
COMPARER_PHRASE_PAIRS = (
    "Les {compte} communes les plus semblables à {nom} sont {pairs} ; sur {total}, "
    "{nom} est au-dessus de leur médiane pour {dessus}, au-dessous pour {dessous}."
)
COMPARER_RAPPORTS = "Ce que les rapports disent des deux côtés"
COMPARER_RAPPORTS_AIDE = (
    "Chiffres que les rapports des deux agglomérations donnent l’un et l’autre, choisis à la "
    "lecture. Ils ne sont pas rapportés à la population : {populations}."
)
COMPARER_REFUS = "Ce qui ne se compare pas"
COMPARER_REFUS_AIDE = (
    "Ces chiffres se ressemblent, mais les mettre côte à côte tromperait : voici pourquoi."
)
COMPARER_GENERATIONS = "Quartiers prioritaires de la {sigle} : rapport et périmètres de 2024"
COMPARER_COLONNES_REFUS = ("Chiffre", "Une valeur", "L’autre", "Pourquoi")
COMPARER_METHODES = "Comment chaque mesure est faite"
COMPARER_CARTE_AIDE = "Cliquez sur une commune pour la comparer, une seconde fois pour l’ôter."
COMPARER_NOTES = (
    "role : « comparé » pour ce qui est comparé, sinon ce qui donne l’étendue.",
    "Une distance est en mètres, à vol d’oiseau ; une valeur absente n’est pas renseignée.",
    "Pour un groupe, une distance est la médiane de celles de ses communes.",
)
AVIS_INCONNUE = (
    "Une des deux valeurs n’est pas renseignée : l’absence d’un chiffre n’est pas un zéro."
)
AVIS_UNITES = "Unités différentes : « {a} » et « {b} »."
AVIS_CIBLE = "Un objectif ou une prévision ne se compare pas à une valeur constatée."
AVIS_PERIODE = "Un total de plusieurs années ne se compare pas à d’autres années : {a} et {b}."
AVIS_FIXE = "Une estimation ou un montant fixé d’avance ne se compare pas à une valeur constatée."
AVIS_NATURE = "Un état à une date d’un côté, une valeur de l’année de l’autre."
AVIS_TAXES = "L’un est {a}, l’autre {b}."
AVIS_TAXE_INCONNUE = "L’un est {taxe}, l’autre ne précise pas la taxe."
AVIS_GENERATION = (
    "Les quartiers prioritaires de 2015 et ceux de 2024 n’ont pas les mêmes périmètres."
)
AVIS_MILLESIMES = "Années différentes : {a} et {b}."
AVIS_NON_DATE = "L’année d’un des deux chiffres n’est pas précisée."
AVIS_SEULE = "Un groupe de communes n’a pas de valeur : une médiane ou un taux ne se moyenne pas."
AVIS_NON_PUBLIE = "Insee, Filosofi 2021 ; « non renseigné » : secret statistique."
AVIS_PETIT = "Petits nombres (moins de 5) : un de plus ou de moins change la comparaison."
AVIS_NUANCE = "Valeur approchée : {mots} dans le rapport."
AVIS_CONTRADICTION = "Remarque de lecture sur ce chiffre : {ids}."
AVIS_RAPPORTS = (
    "Quatre rapports parlent de la CABBALR, un seul de la CALL : le nombre de faits cités dit ce "
    "que les rapports racontent, pas ce qui est fait."
)
AVIS_MANQUE = "Non renseigné pour {noms}."
AVIS_POSITION = (
    "Ordre de grandeur pour {noms} : l’équipement le plus proche n’est connu que par sa commune."
)
# --- fin de Comparer ---

# --- Accès aux services -------------------------------------------------------------------------
ACCES_TITRE = "Accès aux services"
ACCES_SERVICES = {
    "dechetteries": "Déchetteries",
    "piscines": "Piscines",
    "bornes": "Bornes de recharge",
    "gares": "Gares",
    "ecoles": "Écoles",
    "mairies": "Mairies (contrôle)",
}
ACCES_NOMS = {
    "dechetteries": ("déchetterie", "déchetteries"),
    "piscines": ("piscine", "piscines"),
    "bornes": ("station de recharge", "stations de recharge"),
    "gares": ("gare", "gares"),
    "ecoles": ("école", "écoles"),
    "mairies": ("mairie", "mairies"),
}
ACCES_VOISINS = "hors des deux agglomérations"
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
ACCES_CLASSES = {
    "10": "10 min au plus",
    "20": "10 à 20 min",
    "30": "20 à 30 min",
    "plus": "plus de 30 min",
    "selon": "selon les hypothèses",
}
ACCES_FILTRE_SERVICE = "Service"
ACCES_FILTRE_MODE = "Mode"
ACCES_FILTRE_MINUTES = "Minutes"
ACCES_OPTIONS = "Options"
ACCES_A_CONFIRMER = "Compter aussi ceux dont l’état n’est pas établi"
ACCES_A_CONFIRMER_AIDE = (
    "Aucune source sûre ne dit leur état actuel : par défaut, ils ne comptent pas."
)
ACCES_ESTIMATION = "estimation : ligne droite × détour"
ACCES_RESEAU = "temps sur le réseau routier"
ACCES_MODE_ESTIMATION = (
    "Aucun réseau routier n’est installé : les temps sont **estimés** à partir de la ligne droite, "
    "avec les hypothèses données sous la carte. Chaque temps est une fourchette."
)
ACCES_OSM = (
    "Réseau routier : © les contributeurs d’OpenStreetMap, licence ODbL 1.0 "
    "(https://www.openstreetmap.org/copyright)."
)
ACCES_MODE_RESEAU = (
    "Un réseau routier est installé : les temps suivent **les routes** ; la fourchette ne reste "
    f"que pour les équipements connus par leur seule commune. {ACCES_OSM}"
)
ACCES_SANS_EQUIPEMENT = "Aucun équipement de cette sorte n’est compté : aucun temps à montrer."
ACCES_CARTE_TITRE = "temps jusqu’au plus proche"
ACCES_CARTE_AIDE = (
    "La couleur suit la valeur centrale. Les hachures marquent les communes qui passent d’un "
    "côté ou de l’autre du seuil selon les hypothèses ou les états non établis. Tout est aussi "
    "dans le tableau."
)
ACCES_CARTE_PLACER = "Cliquez sur la carte, à l’endroit de l’équipement à essayer."
ACCES_HACHURES = "moins ou plus de {minutes} min, selon les hypothèses ou les états non établis"
ACCES_TABLEAU = "Commune par commune"
ACCES_GROUPES = "Habitants desservis, par territoire et par mode"
ACCES_GROUPES_LEGENDE = "Part des habitants à {minutes} minutes au plus {service}"
ACCES_GROUPES_NOTE = (
    "Des seuls équipements ouverts à ceux dont l’état n’est pas établi, puis selon aussi les "
    "hypothèses. Les habitants d’une commune sont "
    "comptés ensemble, à sa mairie."
)
ACCES_GROUPE_TOUS = "Les deux agglomérations"
ACCES_GROUPE_QPV = "Communes avec un quartier prioritaire"
ACCES_GROUPE_SELECTION = "Communes choisies"
ACCES_GRAPHIQUE = "Habitants par classe de temps (%), valeur centrale"
ACCES_CLASSEMENT = "Les communes les moins bien desservies"
ACCES_TEMPS = "Temps"
ACCES_CLASSEMENT_NOTE = (
    "Du temps central le plus long au plus court ; à temps égal, la plus peuplée d’abord."
)
ACCES_HYPOTHESES = "Hypothèses"
ACCES_HYPOTHESES_NOTE = (
    "Réglez la valeur centrale : le bas et le haut gardent leurs proportions. La valeur basse d’un "
    "temps prend la distance la plus courte, le détour le plus faible et la vitesse la plus "
    "haute ; la valeur haute, l’inverse."
)
ACCES_SI = "Et si on ajoutait un équipement ?"
ACCES_SI_COMMUNE = "À la mairie de"
ACCES_SI_COMMUNE_VIDE = "Choisir une commune"
ACCES_SI_PLACER = "Placer sur la carte"
ACCES_SI_MEILLEURE = "Essayer la meilleure commune"
ACCES_SI_MEILLEURE_AIDE = (
    "Les 136 mairies sont toutes essayées ; celle qui met le plus d’habitants de la sélection sous "
    "le seuil l’emporte (à égalité, la commune la plus peuplée, puis l’ordre alphabétique)."
)
ACCES_SI_AUCUNE = "Aucune commune ne ferait gagner d’habitants à ce seuil : tous y sont déjà."
ACCES_SI_RETIRER = "Retirer l’équipement ajouté"
ACCES_SI_VUES = {"avant": "Avant", "apres": "Après"}
ACCES_SI_VUE = "Carte"
ACCES_SI_SUGGESTION = "Meilleure commune pour ce seuil : {nom}, {gain} de plus (valeur centrale)."
ACCES_SI_NOM = "équipement ajouté"
ACCES_SI_NOM_LE = "l’équipement ajouté"
ACCES_SI_GAINS = "Ce que l’ajout change, par mode et par seuil"
ACCES_SI_COMMUNES = "Communes rapprochées par l’ajout"
ACCES_SI_RIEN = "L’ajout ne rapproche aucune commune de la sélection."
ACCES_SI_INVALIDE = (
    "Lieu inconnu dans l’adresse pour « ajout » : « {valeur} ». Attendu : le code d’une des 136 "
    "communes, ou latitude,longitude à 20 km au plus du territoire. Il est ignoré."
)
ACCES_QPV = "Depuis les quartiers prioritaires"
ACCES_QPV_NOTE = (
    "Le départ est un point à l’intérieur du périmètre (génération 2024). Seuls les équipements "
    "existants comptent ici. Une distance en fourchette : l’équipement n’est connu que par sa "
    "commune."
)
ACCES_QPV_HABITANTS = "Le nombre d’habitants des quartiers n’a pas pu être lu."
ACCES_QPV_DESSERTE = (
    "{mode}, {part} des {habitants} de ces quartiers sont à moins de {minutes} minutes "
    "{service}{entre}. Chaque quartier est compté entier, depuis un point à l’intérieur de son "
    "périmètre (Insee, millésime non précisé dans la copie)."
)
QPV_HABITANTS = "dans ces quartiers, chacun compté entier"
QPV_HABITANTS_DEBORDENT = (
    "dans ces quartiers, chacun compté entier, même là où il déborde des deux agglomérations"
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
ACCES_QPV_SITUATIONS = "Dans le quartier, à moins de 300 m, au-delà : par commune"
ACCES_QPV_SITUATIONS_NOTE = (
    "Seules les positions connues sont situées par rapport aux quartiers ; les équipements connus "
    "par leur seule commune sont comptés à part. Un équipement proche de deux quartiers compte "
    "pour chacun dans le tableau par quartier, une seule fois dans celui-ci."
)
ACCES_VOLET = "Sous la carte"
ACCES_VOLETS = {
    "communes": "Par commune",
    "habitants": "Habitants desservis",
    "essai": "Essayer un équipement",
    "quartiers": "Quartiers prioritaires",
    "hypotheses": "Hypothèses et méthode",
    "fichiers": "Télécharger",
}
ACCES_FICHIER_COMMUNES = "Communes"
ACCES_FICHIER_QPV = "Quartiers prioritaires"
ACCES_METHODE_TITRE = "Méthode"
ACCES_METHODE = (
    (
        "Départ : la mairie de chaque commune ; tous ses habitants y sont comptés, comme dans un "
        "distancier entre chefs-lieux."
    ),
    (
        "Un équipement connu par sa seule commune peut être n’importe où dans celle-ci : sa "
        "distance va du point le plus proche au point le plus éloigné du contour de la commune, en "
        "Lambert-93. La valeur centrale est la distance de mairie à mairie ; dans la même commune, "
        "au moins les deux tiers du rayon d’un disque de même surface."
    ),
    (
        "En voiture : une mise en route, les 5 premiers kilomètres à vol d’oiseau à la vitesse des "
        "bourgs, le reste à celle des routes, puis le temps fixe. Ces nombres sont calés sur les "
        "temps routiers de 83 des 136 communes vers une piscine (OSRM sur OpenStreetMap, mars "
        "2026, sans le temps fixe) : 1,2 minute d’écart moyen, et 96\u202f% de ces temps dans la "
        "fourchette. L’estimation d’avant, à une seule vitesse, s’en écartait de 1,7 minute, avec "
        "80\u202f% dans sa fourchette."
    ),
    (
        "Classes : 10 minutes au plus, de 10 à 20, de 20 à 30, plus de 30. « Selon les "
        "hypothèses » : la "
        "fourchette passe d’une classe à l’autre."
    ),
    (
        "Effet de bord : hors des deux agglomérations, seuls les équipements qu’une source nomme "
        "sont connus, et comptent ; une commune de la limite peut avoir plus près ailleurs."
    ),
    (
        "Le relevé des équipements est partiel : « non desservi » veut dire « loin d’un équipement "
        "compté ici »."
    ),
)
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
# --- fin : Accès aux services -------------------------------------------------------------------

# --- Adresse ou point ---
POINT_TITRE = "Adresse ou point"
POINT_VIDE = (
    "Écrivez des coordonnées ou cliquez sur la carte : la page dit la commune, le quartier "
    "prioritaire ou sa distance, et l’équipement ouvert le plus proche de chaque sorte."
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
    "Rien d’autre n’est dit : les quartiers et les équipements de l’extérieur ne sont pas connus."
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
POINT_PROCHE = "{nom} ouverte la plus proche"
POINT_SITE_PROCHE = "{nom} la plus proche"
POINT_AUCUN = "Aucune dont l’ouverture soit confirmée"
POINT_A = "{nom}, à {distance} à vol d’oiseau"
POINT_ENVIRON = "{nom} : place inconnue dans sa commune, dont la mairie est à {distance}"
POINT_APPROCHE = "Ordre de grandeur : elle n’est connue que par sa commune."
POINT_SITE = " Dont la place est connue, la plus proche : {nom}, à {distance}."
POINT_ABSENTS = "Données illisibles pour : {noms}. Leur page dit pourquoi."
POINT_LIMITES = (
    "Distances à vol d’oiseau, en Lambert-93. Seuls comptent les équipements dont l’ouverture est "
    "confirmée ; ceux de l’extérieur des deux agglomérations ne sont pas connus, et peuvent être "
    "plus proches."
)
ADRESSE_TITRE = "Chercher une adresse (demande le réseau)"
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
FICHIER_NOTES = (
    "Distances en mètres, à vol d’oiseau, calculées en Lambert-93 ; lat et lon en degrés WGS 84.",
    "commune_incertaine : le point est à 20 m au plus d’une limite, tracée à 10 m environ.",
    "…_approximative : l’équipement n’est connu que par sa commune, la distance va à la mairie.",
    "…_site : l’équipement le plus proche dont la place est vraiment connue.",
)
# --- fin d’Adresse ou point ---
