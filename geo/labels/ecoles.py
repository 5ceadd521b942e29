"""The words of the schools and of the pupils who have a swimming pool near."""

from __future__ import annotations

NIVEAUX = {
    "ecole": "École maternelle ou élémentaire",
    "college": "Collège",
    "college_lycee": "Collège et lycée",
    "lycee": "Lycée",
}

GROUPES = {
    "ecoles": ("Écoles maternelles et élémentaires", ("ecole",)),
    "colleges": ("Collèges et cités scolaires", ("college", "college_lycee")),
    "lycees": ("Lycées", ("lycee",)),
}
"""Groups of levels whose pupils are told together."""

TITRE = "Les élèves et la piscine la plus proche"
LEGENDE = "Part des élèves qui ont une piscine à 10, 20 et 30 minutes, {lieu}"
COLONNES = ("Élèves", "Mode", "10 min", "20 min", "30 min")
PHRASE = (
    "{lieu} : sur {eleves} des écoles maternelles et élémentaires, {valeur} ont une piscine à "
    "{minutes} minutes en voiture."
)
ENTRE = "entre {sure} et {possible}"
PHRASE_SANS = "{lieu} : aucun élève d’école maternelle ou élémentaire dans la liste."
NOTE = (
    "De la première valeur, avec les seules piscines dont l’ouverture est établie, à la seconde, "
    "avec celles dont l’état n’est pas établi. Temps estimés, valeur centrale, de l’école à la "
    "piscine ; une piscine connue par sa seule commune compte à la mairie. Les élèves d’un "
    "établissement sont comptés ensemble."
)
OBJECTIF_TITRE = "« Savoir nager » : ce que visent les rapports"
OBJECTIF_CABBALR = (
    "CABBALR : {valeur} des jeunes sachant nager à l’entrée en sixième d’ici {annee} ({document})."
)
OBJECTIF_CALL = (
    "CALL : que tous les enfants du territoire sachent nager avant l’entrée en sixième, sans "
    "échéance ({document}, « Plan d’aisance aquatique »)."
)
OBJECTIF_NOTE = (
    "Aucun rapport ne donne la part des enfants qui savent nager : l’écart à l’objectif ne se "
    "mesure pas. Avoir une piscine près de l’école n’est pas savoir nager."
)
FICHIER_NOTES = (
    "minutes_… : temps estimé, valeur centrale.",
    "_sure : piscines ouvertes ; _possible : aussi celles dont l’état n’est pas établi.",
)
EXPORT = "eleves-et-piscines"
EXPORT_OBJET = "Établissements"
