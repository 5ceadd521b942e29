"""The words of « Comparer »."""

from __future__ import annotations

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
    "bornes": "Sites de recharge à l’ouverture prouvée",
    "dechets": "Déchetteries à l’ouverture prouvée",
    "piscines": "Piscines à l’ouverture prouvée",
    "inondations": "Ouvrages contre les inondations en service",
}
COMPARER_POINTS = "Points de charge pour 1\u202f000 habitants, au moins"
COMPARER_POINTS_UNITE = "points"
COMPARER_PARTIEL = (
    "Base nationale du 25/10/2025 : points sûrement distincts ; ce qui n’est pas "
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
COMPARER_RAPPORTS_AIDE = (
    "Chiffres que les rapports des deux agglomérations donnent l’un et l’autre, choisis à la "
    "lecture. Ils ne sont pas rapportés à la population : {populations}."
)
COMPARER_REFUS_AIDE = (
    "Ces chiffres se ressemblent, mais les mettre côte à côte tromperait : voici pourquoi."
)
COMPARER_GENERATIONS = "Quartiers prioritaires de la {sigle} : rapport et périmètres de 2024"
COMPARER_COLONNES_REFUS = ("Chiffre", "Une valeur", "L’autre", "Pourquoi")
COMPARER_METHODES = "Comment chaque mesure est faite"
COMPARER_CARTE_AIDE = "Cliquez sur une commune pour la comparer, une seconde fois pour l’ôter."
COMPARER_ROLE, COMPARER_ROLE_PAIR = "comparé", "pair"
"""What a row of the file is: what is compared, or one of its peers."""
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
AVIS_ETATS = "Pour {noms}, un équipement plus proche a un état qui n’est pas établi."
AVIS_ETATS_COMPTE = (
    "Pour {noms}, un équipement au moins n’est pas compté : son état n’est pas établi."
)
AVIS_MANQUE = "Non renseigné pour {noms}."
AVIS_POSITION = (
    "Ordre de grandeur pour {noms} : l’équipement le plus proche n’est connu que par sa commune."
)
