"""Les mots de la première vue, de la page fixe et de la vue à intégrer."""

PAGES = "Pages de l’atlas"
LEGENDE = "Légende de la carte"
CARTE_DE = "Carte : {titre}"
SANS_PHRASE = "Les chiffres de cette page s’affichent dans un instant."
PAGE_FIXE = "Page fixe, sans script, avec la liste"
PAGE_ANIMEE = "Ouvrir la page animée"
TARDE = (
    "La page animée n’est pas encore venue. Ce qui est affiché ici est juste et reste lisible ; "
    "la carte animée prendra sa place dès qu’elle sera dessinée."
)
MONTRER = "Afficher la page animée telle qu’elle est"
TERRITOIRE = "Territoire"
COMMUNE = "Commune"
TOUTES = "toutes les communes"
VOIR = "Voir"
LISTE = "La liste"
LISTE_DE = "{titre} : {compte}"
SOURCES = "Sources"
CHEMIN_INTEGRER = "integrer"
INTEGREE = "Voir dans l’Atlas Artois"
INTEGRER = "Intégrer cette vue dans un autre site"
INTEGRER_AIDE = (
    "Code à copier. La vue ne s’affiche que dans les sites que l’administrateur de l’atlas a "
    "permis (ATLAS_INTEGRER)."
)
INTEGRER_CODE = (
    '<iframe src="{adresse}" title="{titre}" width="100%" height="720" loading="lazy" '
    'style="border:0"></iframe>'
)
APERCU_INCONNU = "Cette adresse n’a pas d’aperçu."
PAGE_INCONNUE = "Cette page n’existe pas dans l’atlas."
APERCU_ALT = "Carte : {titre}"
