"""The words of groups of communes: their names, and how one is chosen."""

from __future__ import annotations

CANTON = "canton {de_nom}"
EN_PARTIE = " ({compte} sur {total})"
COMMUNES_QPV = "communes{de_qui} avec un quartier prioritaire"
DE_TERRITOIRE = " de la {sigle}"
VOISINES = "{nom} et ses voisines"
CHOISIES = "{compte} communes choisies"

LIEU_TERRITOIRE = "dans la {sigle}"
LIEU_CANTON = "dans le {nom}"
LIEU_COMMUNES = "dans les {nom}"
LIEU_VOISINES = "dans l’ensemble « {nom} et ses voisines »"
LIEU_CHOISIES = "dans les {compte} communes choisies"

LIAISONS = ("", "et")
"""Words between two names of a list, as ``cle_commune`` writes them."""

# --- to choose one ---
GROUPE = "Groupe"
PRET = "Groupe déjà prêt"
PRET_VIDE = "Canton, communes avec un quartier…"
OPTION = "{nom} · {compte}"
LISTE = "Ou une liste de communes"
LISTE_AIDE = (
    "Noms ou codes Insee, séparés par des virgules, des espaces ou des lignes ; "
    "{limite} caractères au plus."
)
LISTE_VIDE = "Béthune, Lens, 62516…"
CHOISIR = "Choisir ces communes"
INCOMPRIS = "Non reconnu, donc ignoré : {textes}."
RIEN = "Aucune commune reconnue dans cette liste."
SELECTION = "Sélection : {nom}."
SELECTION_MEMBRES = "Sélection : {nom} ({membres})."

VOYELLES = "AÂÀÉÈÊEIÎOÔUÛŒY"


def de(nom: str) -> str:
    """Return « de » and a name, elided before a vowel; no canton begins with an article."""
    return f"d’{nom}" if nom[0] in VOYELLES else f"de {nom}"
