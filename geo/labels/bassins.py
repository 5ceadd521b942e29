"""The words of the panel on the water surface of the pools."""

from __future__ import annotations

TITRE = "Surface de bassin pour 10\u202f000 habitants"

CAS = {
    "recensees": "Piscines recensées, hors parc départemental",
    "ouvertes": "dont ouvertes avec preuve",
    "avec_departement": "Avec la piscine du parc départemental d’Olhain",
}
"""What is counted in each line, by its id."""

COLONNES = (
    "Territoire",
    "Ce qui est compté",
    "Piscines",
    "Bassins",
    "m²",
    "m² pour 10\u202f000 hab.",
)

RAPPORT = (
    "Le rapport d’activités 2021 de la CALL écrit {rapport} pour 10\u202f000 habitants en "
    "{annee} ({surface} dans {piscines}), et cite un seuil de {seuil}."
)
ECART = (
    "Le recensement national compte {surface} dans {piscines} de la CALL, soit {taux} pour "
    "10\u202f000 habitants. Les deux nombres sont proches, mais ce ne sont pas les mêmes "
    "piscines\u00a0: la piscine olympique de Lens, fermée en 2018, faisait 45\u00a0% de la surface "
    "du rapport ; Aqualens et le centre aquatique de Billy-Montigny ont ouvert depuis ; et le "
    "recensement ne compte aucun bassin à Bully-les-Mines ni à Harnes."
)
LIMITES = (
    "Le rapport ne donne rien pour la CABBALR. Recensement\u00a0: {bassins}. Population\u00a0: "
    "{population}. Une piscine compte par tous ses bassins, ceux de jeux et d’été compris."
)
SOURCE = "{bassins} ; {population} ; calcul de l’Atlas"
