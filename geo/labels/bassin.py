"""The words of the mining basin. What a commune has not in the source is never « aucun »."""

from __future__ import annotations

RIEN = "rien dans la source"
PROTECTIONS = {
    "bien_inscrit": "bien inscrit au patrimoine mondial",
    "zone_tampon": "zone tampon",
    "non_etablie": "protection non établie",
}
SITUATIONS = {
    "dedans": "dans un quartier prioritaire",
    "en_partie": "en partie dans un quartier prioritaire",
    "dehors": "hors des quartiers prioritaires",
}
COUCHES = {
    "cites": "Cités minières",
    "terrils": "Terrils",
    "cavaliers": "Cavaliers",
    "puits": "Puits de mine",
    "batiments": "Bâtiments inscrits",
    "espaces": "Espaces néonaturels",
}
FILTRE_COUCHES = "Couches"
FILTRE_COUCHES_VIDE = "Cités et terrils"
CARTES = {"objets": "Sans couleur", "part_cites_pct": "Part en cité minière"}

COMPTES = {
    "cites": ("contour de cité minière", "contours de cité minière"),
    "terrils": ("terril", "terrils"),
    "puits": ("puits de mine", "puits de mine"),
    "batiments": (
        "bâtiment inscrit au patrimoine mondial",
        "bâtiments inscrits au patrimoine mondial",
    ),
    "espaces": ("espace néonaturel", "espaces néonaturels"),
}
PHRASE = "La Mission Bassin Minier recense, {lieu}, {objets} (avril 2026)."
PARTIES = (
    " ; {compte} n’est que le reste d’une cité inscrite en partie",
    " ; {compte} ne sont que le reste d’une cité inscrite en partie",
)
"""One, several: outlines that the source draws for what is left of a cité."""
PARTIE_SEULE = " ; il n’est que le reste d’une cité inscrite en partie"
PARTAGES = "Comptés aussi dans la {autre} : {objets}."
PARTAGES_EN_BREF = "Aussi dans la {autre} : {objets}."
CAVALIERS = "{longueur} de cavaliers"
DONT = "{cites} ({zones})"
MESSAGE = "La Mission Bassin Minier recense {objets}."
CITES_EN_BREF = ("Contour de cité : {zones}.", "Contours de cité : {zones}.")
AUSSI = "Aussi : {objets}."
PAR_PROTECTION = {
    "bien_inscrit": "{compte} dans le bien inscrit",
    "zone_tampon": "{compte} dans la zone tampon",
    "non_etablie": "{compte} à la protection non établie",
}
PHRASE_RIEN = (
    "La Mission Bassin Minier n’a rien dans sa source {lieu} (avril 2026) : ce n’est pas dire "
    "qu’il n’y a rien."
)
ABSENCE = (
    "Le périmètre du recensement n’est pas donné : une commune sans objet n’a « rien dans la "
    "source », jamais zéro. Hors du bassin minier, l’absence ne veut rien dire. Un objet à cheval "
    "compte dans chacune de ses communes. Une cité dessinée deux fois compte une fois ; les "
    "contours « (partie en zone-tampon) » sont le reste d’une cité inscrite."
)
CHIFFRES = {
    "cites": "Contours de cité minière",
    "qpv": "Contours de cité dans un quartier prioritaire, entièrement ou en partie",
    "terrils": "Terrils",
    "cavaliers": "Cavaliers",
    "puits": "Puits de mine",
    "batiments": "Bâtiments inscrits au patrimoine mondial",
}
CHIFFRE_QPV = "sur {total}"
LEGENDE = "Bassin minier"
LEGENDE_CITES = {
    "bien_inscrit": "Cité, bien inscrit",
    "zone_tampon": "Cité, zone tampon ou protection non établie",
}
CITES = "Cités minières et bailleurs"
COMMUNES = "Par commune"
TABLEAU_CITES = "Cités minières {lieu} : {compte}"
TABLEAU_COMMUNES = "Bassin minier, par commune : {compte}"
COLONNES_CITES = {
    "nom": "Cité",
    "communes": "Communes",
    "protection": "Protection",
    "bailleur": "Bailleur",
    "type": "Forme",
    "compagnie": "Compagnie",
    "situation_qpv": "Quartier prioritaire (2024)",
    "part_qpv_pct": "Part en quartier (%)",
}
COLONNES_COMMUNES = {
    "commune": "Commune",
    "nb_cites": "Cités",
    "part_cites_pct": "Part en cité (%)",
    "nb_terrils": "Terrils",
    "cavaliers_km": "Cavaliers (km)",
    "nb_puits": "Puits",
    "nb_batiments": "Bâtiments inscrits",
    "nb_espaces": "Espaces néonaturels",
}
CARTE = "Bassin minier {lieu}"
ILLISIBLE = "Les données du bassin minier ne sont pas lisibles."
COMMUNE_TITRE = "Bassin minier"
NOMMES = {"cites": "Cités : {noms}.", "terrils": "Terrils : {noms}."}
NOM_COMPLET = "{nom} ({detail})"
