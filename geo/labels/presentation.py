"""The words of the slide show on screen, of what is taken away from a page, and of the room."""

from __future__ import annotations

TITRE = "Présentation"
PHRASE = (
    "{compte} : {contenu}. Les mêmes chiffres sont projetés ici, avec des cartes vivantes, et "
    "exportés en PPTX et en PDF."
)
DEBUT = ("le titre", "le territoire")
FIN = ("les rapports", "les sources")
RECIT_CONTENU = "le récit « {titre} »"

FILTRE_RECIT = "Récit"
SANS_RECIT = "Composer soi-même"
FILTRE_RECIT_AIDE = (
    "Un récit est un fichier de data/recits/ : son ordre et ses textes sont déjà écrits."
)
FILTRE_THEMES = "Thèmes, dans l’ordre choisi"
FILTRE_THEMES_VIDE = "Choisir des thèmes"
UN_GROUPE = "Un groupe"
FILTRE_GROUPE = "Communes du groupe"
FILTRE_GROUPE_VIDE = "Choisir une à une, ou par « Groupe »"
GROUPE_A_CHOISIR = (
    "Choisissez les communes du groupe : un canton, un secteur ou une liste. Elles seront "
    "racontées ensemble, comme un seul territoire."
)
EN_FAIRE_LE_TERRITOIRE = "Raconter ensemble : {nom}"
FILTRE_COMMUNES = "Communes à montrer"
FILTRE_COMMUNES_VIDE = "Une diapositive chacune"
PRESENTER = "Présenter"
DIAPOSITIVES = "Les diapositives"
PHRASE_RANGEE = (
    "{compte} sur {total}, dans l’ordre ci-dessous. Les mêmes chiffres sont projetés ici, avec des "
    "cartes vivantes, et exportés en PPTX et en PDF."
)
RANGER_AIDE = (
    "Décochez ce qui ne sera pas montré ; glissez une poignée, ou prenez ↑ et ↓, pour changer "
    "l’ordre ; écrivez un autre titre. L’adresse, les exports et la page fixe suivent."
)
RANGER_MOTS = {
    "liste": "Diapositives, dans l’ordre",
    "garder": "Montrer « {titre} »",
    "poignee": "Glisser « {titre} »",
    "monter": "Monter « {titre} »",
    "descendre": "Descendre « {titre} »",
    "titre": "Titre de « {titre} »",
    "revenir": "Revenir à l’ordre et aux titres de l’atlas",
    "place": "« {titre} » : {rang} sur {total}",
    "derniere": "Une diapositive au moins est montrée.",
}
"""What the list of slides says (``static/diapos.js``)."""
DIAPO_INCONNUE = "Diapositive inconnue dans l’adresse : « {valeur} »."
TITRE_INCONNU = "Titre d’aucune diapositive dans l’adresse : « {valeur} »."
TOUT_OTE = "L’adresse ôte toutes les diapositives : elles sont toutes montrées."
TOUCHES_TITRE = "Au clavier, pendant la présentation"
TOUCHES = (
    ("→, ↓, Espace, Entrée ou Page suivante", "la diapositive suivante"),
    ("←, ↑ ou Page précédente", "la précédente"),
    ("Début, Fin", "la première, la dernière"),
    ("chiffres", "la diapositive de ce numéro"),
    ("deux lettres", "chercher une commune ; Entrée y va, → reprend le fil"),
    ("F", "plein écran"),
    ("B", "écran noir ; une touche rend la diapositive"),
    ("N", "la vue de l’orateur : la suivante, quoi dire, l’heure, les téléphones"),
    ("Q", "le code à viser : la diapositive sur un téléphone"),
    ("Échap", "revenir à la préparation"),
    ("Maj + flèches", "déplacer la carte quand elle a le focus"),
)
TOUCHES_SEULES = "Une lettre ou un chiffre seul agit"
TOUCHES_SEULES_AIDE = (
    "Sans elles, ni plein écran, ni écran noir, ni recherche, ni numéro au clavier : une dictée ou "
    "un lecteur d’écran ne les déclenche plus par mégarde. Flèches, Espace, Entrée et Échap "
    "restent, et les boutons de la diapositive."
)

PRECEDENTE = "Précédente"
SUIVANTE = "Suivante"
PREMIERE = "Première"
DERNIERE = "Dernière"
PLEIN_ECRAN = "Plein écran"
NOTES = "Notes"
QUITTER = "Quitter"
ALLER = "Aller à une commune"
ALLER_VIDE = "Commune…"
COMMUNE_INTROUVABLE = "Aucune commune ne s’appelle « {texte} »."
NUMERO = "{rang} / {total}"
HORS_FIL = "hors du fil"
DIAPOSITIVE = ("diapositive", "diapositives")
SOURCE = "Source : {source}"
LEGENDE = "Légende de la carte"

# --- exports ---
EN_PPTX = "PowerPoint (PPTX)"
EN_PDF = "PDF"
FICHE_PPTX = "Fiche en PowerPoint"
FICHE_PDF = "Fiche en PDF (A4)"
IMAGE_GRAPHIQUE = (
    "Télécharger le graphique «\N{NO-BREAK SPACE}{titre}\N{NO-BREAK SPACE}» en {genre}"
)
IMAGE_CARTE = "Télécharger la carte «\N{NO-BREAK SPACE}{titre}\N{NO-BREAK SPACE}» en {genre}"
IMAGE_INCONNUE = (
    "Cette image n’est plus disponible : revenez à la page, rechargez-la, puis suivez de nouveau "
    "le lien."
)
EXPORT_AIDE = "Fabriqué quand vous cliquez : quelques secondes."

# --- cited links ---
LIEN_CITE = "Citer cette page :"
LIEN_CITE_NOM = "lien vers cette vue, avec la version {version} des données"
IMPRIMER = "Imprimer cette page"
LIEN_CITE_AIDE = "Ouvert plus tard sur d’autres données, il le dira."
VERSION_AUTRE = (
    "Ce lien a été fait avec d’autres données. {quoi} Les chiffres peuvent différer de ceux qui "
    "ont été cités."
)
VERSION_VUE = "J’ai compris"
VERSION_VOIR = "Voir ce qui a changé depuis"

# --- in the room ---
SALLE_TITRE = "Dans la salle"
SALLE_AIDE = (
    "Sur le même réseau, les téléphones ouvrent cette adresse ou visent ce code. Ils lisent "
    "seulement : personne ne peut rien changer."
)
SALLE_SANS_RESEAU = (
    "Cette machine n’est sur aucun réseau : l’atlas n’y répond qu’à elle. L’adresse et son code "
    "viendront ici quand elle en aura un."
)
SALLE_AUTRES = (
    "Cette machine a aussi l’adresse {autres} : si les téléphones sont sur ce réseau-là, relancez "
    "avec make room ADDRESS="
)
QR = "Code QR de l’adresse {adresse}"
LECTURE_REFUS = "En salle, l’atlas est en lecture seule."
LECTURE_SEULE = "En salle, l’atlas est en lecture seule : aucun fichier ne peut être déposé."
