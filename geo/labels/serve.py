"""The words of the server."""

from __future__ import annotations

A_PROPOS_MENU = (
    "**Atlas Artois** : les 136 communes de la CABBALR et de la CALL, leurs quartiers "
    "prioritaires, leurs équipements et les faits de leurs rapports publics. "
    "Code sous licence MIT, données sous Licence Ouverte 2.0."
)
ERREUR_INATTENDUE = (
    "La cause n’est pas connue. La personne qui sert l’atlas la trouve dans son journal, sous le "
    "repère {repere} ; la commande « {programme} check » cherche une table abîmée."
)
PAGE_CHANGEE = (
    "L’atlas ne démarre pas : la page de Streamlit n’est plus celle qu’il met en français.\n"
    "Page : {page}\nAbsents : {absents}\n"
    "Réinstallez les versions de requirements/run.txt (make run le fait), ou Atlas Artois lui-même."
)
SUPERVISION_FAUSSE = (
    "L’atlas ne démarre pas : {nom} attend des adresses ou des réseaux, comme "
    "« 10.0.0.0/8 192.0.2.7 » ; trouvé : « {valeur} »."
)
SANS_JAVASCRIPT = "Cette application demande JavaScript."
COUCHE_INCONNUE = "Cette couche n’existe pas, ou plus : rechargez la page."
TROP_DE_LECTEURS = "Trop de lecteurs sur ce processus : la page se reconnecte seule."
TROP_DE_FICHIERS = (
    "L’atlas tient déjà autant de fichiers qu’il peut : réessayez dans quelques minutes."
)
INCONNU = "Cette adresse n’existe pas."
PRET, PAS_PRET = "prêt", "pas prêt"
LIAISONS = "Pages ouvertes en ce moment sur ce processus"
FAUTES = "Pages arrêtées par une faute imprévue"
REPONSES = "Réponses par genre et par classe de statut"
DUREES = "Temps jusqu’au début d’une réponse, en secondes"

JOURNAL_FAUTE = "Faute %s"
JOURNAL_PRET = "Prêt à servir"
JOURNAL_FIN = "Arrêt"
