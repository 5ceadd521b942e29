"""The words of a map that is told: « La carte en mots », and its keys (static/clavier.js)."""

NBSP = "\N{NO-BREAK SPACE}"

TITRE = "La carte en mots"
TITRE_DE = f"La carte en mots, texte : «{NBSP}{{titre}}{NBSP}»"
AIDE = (
    "Chaque commune de la carte, sa valeur, sa classe, ce qui s’y trouve et ses voisines par "
    "direction. Les mêmes mots sont dits au clavier : la carte est un seul arrêt, les flèches vont "
    "de commune en commune, « ? » donne les touches."
)
DIRECTIONS = (
    "au nord",
    "au nord-est",
    "à l’est",
    "au sud-est",
    "au sud",
    "au sud-ouest",
    "à l’ouest",
    "au nord-ouest",
)
"""The eight directions, from the north, clockwise."""

CLASSE = f"classe «{NBSP}{{classe}}{NBSP}»"
RANG = " ({rang} sur {total}, de la plus basse à la plus haute)"
DEUX_POINTS = f"{NBSP}: "
SEULE = "aucune commune voisine sur la carte"
CHOISIE = "commune choisie"

CLAVIER = {
    "carte": "Carte au clavier, {total} communes",
    "aide": (
        "Flèches : aller de commune en commune. Entrée : choisir. Échap : quitter. "
        "Point d’interrogation : les touches."
    ),
    "astuce": "Flèches : commune voisine · Entrée : choisir · Échap : quitter · ? : touches",
    "bord": "Rien {direction} : c’est le bord de la carte.",
    "choisie": "{nom} : choix envoyé.",
    "lieu": "{nom} : le milieu de la commune est demandé.",
    "quittee": "Carte quittée.",
    "sans_objet": "{nom} : aucun équipement sur la carte.",
    "objet": "{rang} sur {total} dans {nom}",
    "touches": "Touches de la carte",
    "fermer": "Fermer",
}
"""What the live map says, by name; static/clavier.js fills the names between braces."""

TOUCHES = (
    ("Flèches", "aller à la commune voisine dans cette direction"),
    ("Page suivante, page précédente", "commune suivante ou précédente, par ordre alphabétique"),
    ("Début", "revenir à la commune choisie, ou à la plus peuplée"),
    ("Entrée", "choisir la commune : sa fiche s’ouvre sur la carte"),
    ("Espace", "équipement suivant de la commune, avec sa fiche"),
    ("+ et −", "agrandir, réduire"),
    ("0", "recadrer la carte"),
    ("Maj + flèches", "déplacer la carte"),
    ("?", "ouvrir cette liste"),
    ("Échap", "fermer ce qui est ouvert, puis quitter la carte"),
)
