"""The words of what leaves the screen: maps, slides, fiches on paper."""

from __future__ import annotations

EDITION = "Données relevées jusqu’au {date}, version {version}"
SOURCE = "Source de la carte : {source}."
PIED = "Source : {source}. {edition}."
FOND_COMMUNES = "contours des communes : Mission Bassin Minier et Géo2France"

NORD = "N"
QUARTIER = "Quartier prioritaire (2024)"
BANDE = "Bande de 300 m"
LIMITE = "Limite d’agglomération"
LEGENDE = "Légende"
COMMUNES_CHOISIES = ("commune choisie", "communes choisies")
EFFECTIFS = "entre parenthèses : communes"
EFFECTIFS_QUARTIERS = "entre parenthèses : quartiers"
TAILLES = {
    "bornes": "Taille : nombre de points.",
    "inondations": "La taille du triangle suit le volume, quand il est connu.",
}
"""What the size of a symbol says, by theme."""
TAILLE_COMMUNE = "Taille : points de charge, ou volume connu."
HORS_TERRITOIRE = "Hors des deux agglomérations"
ETATS_COMMUNE = {
    ("projet", "travaux"): "En projet ou en travaux",
    ("fermee",): "Fermé ou hors service",
    ("demolie",): "Démoli",
    ("non_etabli",): "État non établi",
    ("a_confirmer",): "Existence à confirmer",
    ("realise",): "Travaux réalisés",
    ("dehors",): HORS_TERRITOIRE,
}
"""How states are told where several kinds share a legend."""

CARTE_THEME = "{theme} {lieu}"
CARTE_TERRITOIRE = "Communes et quartiers prioritaires {lieu}"
CARTE_COMMUNE = "{nom} et ses voisines"
CARTE_CONTENU = "{contenu} {lieu}"
CARTE_ACCES = "{titre}, {lieu}"
CARTE_AJOUT = "{titre}, {lieu}, avec un équipement ajouté : {nom}"
CARTE_COMMUNES = "Communes {lieu}"
CARTE_COMPAREES = "Communes comparées : {noms}"
CARTE_PAIRS = "{nom} et ses pairs"
CARTE_POINT = "Autour du point {lat} ; {lon}"
CARTE_FAITS = "{mesure} : {theme}, {lieu}"
FILTRES = "{titre} ({filtres})"
FILTRE_ETATS = "état : {noms}"
FILTRE_TYPES = "type : {noms}"
FILTRE_QUARTIERS = "quartier : {noms}"
PARMI = "{nom} parmi les {compte} {classe}"
EQUIPEMENT_AJOUTE = "Équipement ajouté"
POINT_DEMANDE = "Point demandé"
SILHOUETTE = "Silhouette du territoire"
ALT_SILHOUETTE = "Silhouette du territoire : {compte}."
ALT_CARTE = "Carte : {titre}."
ALT_CLASSES = "{quoi} par {titre} ({unite}), {bas} à {haut}."
ALT_COMMUNES = ("Communes colorées", "commune")
ALT_QUARTIERS = ("Quartiers prioritaires colorés", "quartier")
"""What is coloured, and one of it."""
ALT_CERCLES = "Cercles proportionnels : {titre} ({unite})."
ALT_ABSENTS = "Donnée absente : {compte}."
ALT_SYMBOLES = "Symboles : {comptes}."
ALT_QPV = "Périmètres hachurés : {compte}."
ALT_LEGENDE = "{titre} : {lignes}."
COULEUR_INCONNUE = "« {couleur} » ne colore pas la carte « {theme} ». Connues : {connues}."
ALT_CHOIX = "Commune entourée d’un trait épais : {noms}."

# --- pictures of what is on screen ---
COUCHE_CHANGEE = (
    "La couche « {nom} » a changé depuis que cette carte a été affichée. Rechargez la page, puis "
    "demandez l’image à nouveau."
)
ELEMENT_INCONNU = (
    "Ce graphique contient un élément que l’image ne sait pas dessiner : {element}. Plutôt que de "
    "l’omettre, l’image n’est pas faite."
)

# --- slides ---
DECK_TITRE = "{themes} —\N{NO-BREAK SPACE}{sigle}"
DECK_SOUS_TITRE = "Conférence des maires"
TERRITOIRE = "Le territoire"
THEME = "{theme} {lieu}"
COMMUNES_DU_THEME = "{theme} : commune par commune"
QUARTIERS_TITRE = "{theme} : quartier par quartier"
QUARTIERS_ETENDUE = "de {bas} à {haut}"
QUARTIERS_TOUS = "{titre} : {valeur}, pour {total}."
QUARTIERS_CONNUS = "{titre} : {valeur}, connu pour {connus} sur {total}."
QUARTIERS_INCONNUS = "{titre} : non connu, pour {total}."
QUARTIERS_ENTIERS = "Chaque quartier compte entier, où qu’il s’étende."
QUARTIERS_BOUTS = ("au plus haut : {qui}", "au plus bas : {qui}")
QUARTIERS_BOUTS_CONNUS = ("au plus haut des connus : {qui}", "au plus bas des connus : {qui}")
QUARTIER_NOMME = "{nom} ({communes})"
RAPPORTS_DU_THEME = "{theme} : ce que disent les rapports"
RAPPORTS = "Ce que disent les rapports"
RAPPORTS_MESSAGE = "{libelle} : {valeur} ({periode})."
CLOTURE = "Sources et version des données"
CLOTURE_MESSAGE = "Chaque chiffre de ce diaporama porte sa source ; aucun n’est saisi à la main."
TITRE_DE_L_ATLAS = "Titre réécrit par l’orateur. Titre de l’atlas : {titre}."
TITRES_REECRITS = ("titre réécrit", "titres réécrits")
TITRES_DE_L_ORATEUR = "{titres} par l’orateur pour cette présentation."
PREMIERES_DISTANCE = (
    "Les {compte} communes les plus éloignées d’une {nom} ouverte sont à {bas} ou plus, "
    "jusqu’à {haut}."
)
DE_A = "{bas} à {haut}"
ICI_OU = "dans la commune ou à {haut}"
FOURCHETTES = (
    "{titre} : les {communes} où il y en a sûrement le plus, l’ordre peut changer pour "
    "{incertaines}."
)
POURQUOI_POINTS = (
    "Une fourchette : la base déclare peut-être deux fois la même station, sous deux opérateurs."
)
DISTANCES_INCERTAINES = (
    (
        "La plus grande distance connue à une {nom} ouverte ; pour {incertaines}, une autre, "
        "d’état non établi, est peut-être plus près."
    ),
    (
        "Les plus grandes distances connues à une {nom} ouverte ; pour {incertaines}, une autre, "
        "d’état non établi, est peut-être plus près."
    ),
)
POURQUOI_DISTANCES = (
    "Une fourchette : une {nom} dont l’état n’est pas établi est peut-être ouverte, et plus près."
)
PREMIERES = "{titre} : les {compte} communes en tête vont de {bas} à {haut}."
TOUTES_CONNUES = "{titre} : les {compte} communes où la valeur est connue vont de {bas} à {haut}."
UNE_SEULE = "{titre} : une seule commune a une valeur, {nom}, {valeur}."
EGALES = "{titre} : les {compte} communes en tête ont la même valeur, {valeur}."
RIEN_A_COMPARER = "Aucune commune n’a de valeur connue."
APART = "À part"
COLONNES_CHIFFRES = ("Chiffre", "Valeur", "Période", "Rapport")
RESERVE = "Réserve : une contradiction est relevée, voir les notes."
NOTES_RESERVE = "Réserve sur « {libelle} » : {texte}"
NOTES_TITRE = "Notes et réserves"
COLONNES_SOURCES = ("Jeu de données", "Producteur", "Millésime")
NOTES_SOURCES = "Sources :"
NOTES_METHODE = "Méthode : {methode}"
FAITS_MESSAGE = "{lieu}, les rapports citent {faits}{sujet}, dans {communes} sur {total}."
FAITS_MESSAGE_SEULE = "{lieu}, les rapports citent {faits}{sujet}."
FAITS_SUR_CE_THEME = " sur ce thème"
FAITS_RECENTS = "En voici {compte}, les plus récents."
FAITS_SANS_CHIFFRES = (
    "Les chiffres des rapports valent pour toute l’agglomération : ils ne sont pas repris ici."
)
FAITS_PAR_THEME = "Faits cités par les rapports, par thème"
COLONNES_DES_FAITS = ("Commune", "Fait", "État selon le rapport", "Année", "Rapport")
FAITS_UNITE = ("fait", "faits")
FAITS_LIBELLE = "dans les cinq rapports"
FIGURES_COMMUNE = {
    "population": "population municipale",
    "densite": "densité",
    "part_qpv_pct": "de la commune en quartier prioritaire",
}

# --- fiches ---
FICHE = "Fiche communale"
FICHE_DETAIL = "Le détail"
FICHE_DETAIL_RANG = "le détail ({rang})"
FAITS_AUTRES = "Les autres faits des rapports"
FICHE_REMARQUE = "{nom} : {remarque}"
FICHE_NOTES = "Comment lire"
FICHE_QUI = "qui nous sommes, ce que nous avons, ce qui est près"
FICHE_RAPPORTS = "ce que disent les rapports, comment nous nous situons"
COMPTES = "Ce que nous avons, par sorte et par état"
COLONNES_COMPTES = ("Équipement ou quartier", "Nombre", "État ou part")
PART_QPV = "{part} de la commune"
A_PART = "à part : {comptes}"
UN_A_UN = "Nos quartiers et équipements, un à un"
FAITS_THEMES = "{faits} sur {themes} : {liste}."
FAITS_CHOISIS = "Faits des rapports"
FAITS_REGLE = (
    "D’abord les montants en euros, puis les quantités, puis les autres faits ; les plus récents "
    "en tête."
)
FAITS_RESTE = (
    "{compte} autre fait est dans « Le détail ».",
    "{compte} autres faits sont dans « Le détail ».",
)
COLONNES_IDENTITE = ("Qui", "Réponse")
COLONNES_EQUIPEMENTS = ("Équipement", "État", "Détail", "Année", "Position", "Source")
COLONNES_QPV = (
    "Quartier",
    "Surface ici (km²)",
    "Part de la commune (%)",
    "Part du quartier (%)",
    "Habitants (quartier entier)",
)
COLONNES_PRES = ("Équipement", "Le plus proche", "Commune", "Distance")
COLONNES_FAITS = ("Fait", "État", "Année", "Montant ou quantité", "Source et section")
COLONNES_REPERES = ("Chiffre", "Valeur", "Année", "Source et section")
COLONNES_RANGS = ("Mesure", "Notre valeur", "Rang", "Médiane", "Étendue")
PAGE = "page {page} sur {total}"
AUTEUR = "Atlas Artois"

ZERO = {
    "part_qpv_pct": "aucun quartier",
    "part_bande_300m_pct": "aucun quartier proche",
    "points_pour_1000_hab": "aucun point",
    "part_cites_pct": "aucune cité",
}
"""Indicator -> how its class of zero is told, where zero means none; the others write 0."""
JUSQU_A = "jusqu’à {borne}"

# --- the batch on a cluster -------------------------------------------------------------------

GRAPPE_NON_INSTALLEE = (
    "La grappe demande Dask, qui n’est pas installé ici : pip install 'atlas-artois[grappe]', "
    "de la même version que ses travailleurs."
)
GRAPPE_ABSENTE = (
    "Aucun ordonnanceur Dask ne répond à l’adresse « {adresse} ». Vérifiez-la (tcp://hôte:8786), "
    "et qu’il est lancé ; sans --cluster, les cœurs de cette machine suffisent."
)
GRAPPE_VIDE = "L’ordonnanceur « {adresse} » n’a aucun travailleur : lancez-en un au moins."
GRAPPE_SANS_ATLAS = (
    "L’ordonnanceur « {adresse} » ou ses travailleurs ne lisent pas l’atlas : installez chez "
    "chacun atlas-artois[grappe], de la même version qu’ici, puis relancez."
)
GRAPPE_PERDUE = (
    "La grappe ne répond plus. Ce qui était fait est gardé : la même commande, relancée, reprend "
    "où elle en était."
)
GRAPPE_AUTRE_VERSION = (
    "Un travailleur de la grappe n’est pas de la même version ({quoi}) : ses fichiers "
    "différeraient de ceux d’ici. Installez partout le même atlas et les mêmes bibliothèques, "
    "puis relancez."
)
