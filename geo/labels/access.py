"""The words of « Accès aux services »."""

from __future__ import annotations

ACCES_TITRE = "Accès aux services"
ACCES_SERVICES = {
    "dechetteries": "Déchetteries",
    "piscines": "Piscines",
    "bornes": "Bornes de recharge",
    "gares": "Gares",
    "ecoles": "Écoles",
    "mairies": "Mairies (contrôle)",
}
ACCES_VOISINS = "hors des deux agglomérations"
ACCES_DEPARTEMENT = "du Département"
ACCES_AUTOROUTE = "sur une aire d’autoroute"
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
ACCES_CLASSEMENT_AUCUN = (
    "Pas de classement : l’ordre des communes dépend des équipements dont l’état n’est pas établi."
)
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
ACCES_SI_POSSIBLES = "en comptant aussi les équipements dont l’état n’est pas établi"
ACCES_SI_AUTRE = " Avec ceux dont l’état n’est pas établi, la meilleure serait {nom}, {gain}."
ACCES_SI_AUCUNE = "Aucune commune ne ferait gagner d’habitants à ce seuil : tous y sont déjà."
ACCES_SI_RETIRER = "Retirer l’équipement ajouté"
ACCES_SI_VUES = {"avant": "Avant", "apres": "Après"}
ACCES_SI_VUE = "Carte"
ACCES_SI_SUGGESTION = (
    "Meilleure commune pour ce seuil : {nom}, {gain} de plus (valeur centrale).{autre}"
)
ACCES_SI_NOM = "équipement ajouté"
ACCES_SI_NOM_LE = "l’équipement ajouté"
ACCES_SI_GAINS = "Ce que l’ajout change, par mode et par seuil"
ACCES_SI_COMMUNES = "Communes rapprochées par l’ajout"
ACCES_SI_RIEN = "L’ajout ne rapproche aucune commune de la sélection."
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
        "bourgs, le reste à celle des routes. Le temps de stationnement est zéro, sauf si le "
        "lecteur en ajoute un. Ces nombres sont calés sur les "
        "temps routiers de 83 des 136 communes vers une piscine (OSRM sur OpenStreetMap, mars "
        "2026, sans stationnement). De la mairie à la même piscine : 1,4 minute d’écart moyen, et "
        "94\u202f% des 83 temps dans la fourchette. Le même modèle, ajusté sur une moitié de ces "
        "communes et jugé sur l’autre (200 tirages), s’en écarte de 1,5 minute ; les valeurs "
        "retenues, sur la moitié qui leur va le plus mal, de 1,7 minute, 88\u202f% dans la "
        "fourchette. Les 53 autres communes n’ont pas de temps routier : rien n’y est vérifié. "
        "Pour 43 communes, c’est aussi celle que "
        "l’Atlas donne pour la plus proche : 1,5 minute, 91\u202f%. Pour les 40 autres, il en "
        "donne une autre, faute de savoir si celle-là est ouverte : l’écart, sur les 83, est alors "
        "de 3,9 minutes, et vient des états, non de l’estimation."
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

_COTES = {"bas": "au moins", "centre": "hypothèses centrales", "haut": "au plus"}
_MODES = {"pied": "à pied", "velo": "à vélo", "voiture": "en voiture"}
ACCES_COLONNES = {
    "code_insee": "code officiel de la commune",
    "commune": "nom de la commune",
    "territoire": "agglomération",
    "population": "population municipale",
    "classe": "temps par le mode demandé : 10 minutes au plus, de 10 à 20, de 20 à 30, plus de 30",
    "proche": "équipement compté le plus proche",
    "distance_bas_km": "distance à vol d’oiseau jusqu’à lui, au moins, en kilomètres",
    "distance_haut_km": "distance à vol d’oiseau jusqu’à lui, au plus, en kilomètres",
    "temps_possible": "temps par le mode demandé, en minutes, si les équipements à l’état non "
    "établi comptaient aussi",
    "rang": "rang de la commune, la plus éloignée d’abord ; vide s’il dépend de ce qui n’est pas "
    "établi",
    **{
        f"temps_{mode}_{side}": f"temps {by}, en minutes, {told}"
        for mode, by in _MODES.items()
        for side, told in _COTES.items()
    },
    "quartier": "quartier prioritaire",
    "code_qpv": "code du quartier prioritaire, génération 2024",
    "communes": "communes que le quartier couvre",
    "habitants": "habitants du quartier",
    **{
        f"temps_{side}": f"temps par le mode demandé, en minutes, {t}" for side, t in _COTES.items()
    },
    "dedans": "équipements de position connue, dans le quartier",
    "bande": "équipements de position connue, hors du quartier, à 300 m au plus",
    "dehors": "équipements de position connue, plus loin",
}
"""What the columns of the files of « Accès aux services » say."""
ACCES_VERS = "distance à vol d’oiseau vers l’équipement le plus proche ({service}), en kilomètres"
