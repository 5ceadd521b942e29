"""The words around a map: its folded parts, the panels under it, the card of a commune."""

LEGENDE = "Légende"
SOURCES_CHIFFRES = "Sources"
PLUS_DE_CHIFFRES = "Autres chiffres et sources"

FILTRER = "Filtrer"
FILTRER_COMPTE = "Filtrer ({compte})"

VOLET = "Sous la carte"
VOLETS = {
    "liste": "Liste",
    "graphiques": "Graphiques",
    "analyses": "Analyses",
    "rapports": "Rapports",
    "sources": "Sources",
    "fichiers": "Fichiers",
}
"""The panels under the map of a theme, in their order."""

VOLETS_COMMUNE = {
    "qui": "Qui sommes-nous",
    "avons": "Ce que nous avons",
    "pres": "Ce qui est près",
    "rapports": "Rapports",
    "situer": "Nous situer",
    "sources": "Sources",
}
"""The panels of the fiche of a commune, in the order of a mayor."""

VOLETS_COMPARER = {
    "mesures": "Mesures",
    "tableau": "Tableau",
    "rapports": "Rapports",
    "liens": "Liens",
    "sources": "Sources",
    "fichiers": "Fichiers",
}
"""The panels of a comparison; the reports are those of the two agglomérations."""

VOLETS_POINT = {"reponse": "Ce lieu", "fichier": "Un fichier de points", "sources": "Sources"}
"""The panels of a place: what is known of it, many at once, where it comes from."""

VOLETS_DONNEES = {
    "jeux": "Jeux de données",
    "origines": "Origines et limites",
    "officielles": "Données officielles",
    "controles": "Contrôles",
    "rapports": "Rapports",
    "fichiers": "Fichiers",
}
"""The panels of the data: what is shipped, from where, then brought in, checked, read, given."""

TOUT_VOIR = "Tout voir : {compte}"

QUARTIER = "Quartier prioritaire"
AUCUN_QUARTIER = "aucun dans la commune"
TOUT_SUR = "Tout sur {nom}"
CHIFFRES = "Chiffres de la page"
