"""The words of the fiche of a commune, on screen and on paper."""

from __future__ import annotations

TITRE = "Ma commune"
ONGLET = "{nom} · Ma commune · Atlas Artois"
CHOISIR = "Choisir ma commune"
SANS_COMMUNE = (
    "Choisissez une commune dans la liste, ou cliquez sur la carte : sa fiche dit qui elle est, "
    "ce qu’elle a, ce qui est près, ce que les rapports en disent et comment elle se situe."
)
PARMI = "Parmi les {compte} choisies"

QUI = "Qui sommes-nous"
AVONS = "Ce que nous avons"
PRES = "Ce qui est près"
RAPPORTS = "Ce que disent les rapports"
TOUTES = "Ce qui vaut pour toutes les communes de la {sigle}"
SITUER = "Comment nous situons-nous"
VOISINES = "Nos voisines, parmi les 136 communes de l’atlas"

SOURCE = "Source : {source}."

QPV_NOTE = (
    "Périmètres de génération 2024, différents de ceux de 2015 dont parlent les rapports. "
    "Habitants : ceux du quartier entier, communes voisines comprises (Insee, millésime non "
    "précisé dans la copie)."
)
QPV_AUCUN = "Aucun quartier prioritaire de génération 2024 ne couvre une partie de la commune."
EQUIPEMENTS_AUCUN = (
    "Rien n’est recensé dans la commune parmi : {noms}. Les relevés sont partiels : il peut y en "
    "avoir qu’ils ignorent."
)
EQUIPEMENTS_COMPTES = "{titre}\N{NO-BREAK SPACE}: {comptes}"
EQUIPEMENTS_CONFIRMER = "{titre} : état non établi"
PRES_NOTE = (
    "À vol d’oiseau depuis la mairie, jusqu’à l’équipement le plus proche dont l’ouverture est "
    "prouvée ; un autre, plus près, dont l’état n’est pas établi, est dit à côté. "
    "« Environ » : l’équipement n’est connu que par sa commune ou sa rue, la distance va alors "
    "de mairie à mairie."
)
PRES_AUCUN = "aucun équipement à l’ouverture prouvée"

RAPPORTS_AUCUN = "Aucun des cinq rapports ne cite {nom} nommément."
RAPPORTS_AUCUN_SUITE = (
    "Les faits qui portent sur toute l’agglomération la concernent sans la nommer : en voici "
    "quelques-uns ci-dessous."
)
RAPPORTS_NOTE = (
    "L’état et les années sont ceux du rapport, à sa date. Les montants ne s’additionnent pas : "
    "certains disent le même argent, ou n’ont pas le même périmètre."
)
RAPPORTS_AGGLO = (
    "{faits} des rapports portent sur toute la {sigle}, sans nommer de commune : ils ne sont pas "
    "dans ce tableau, ils se lisent par thème dans « Thèmes des rapports »."
)
RAPPORTS_ABSENTS = "Les faits des rapports ne sont pas lisibles : la page Données dit pourquoi."
RAPPORTS_FILTRE = "Thèmes"
RAPPORTS_FILTRE_VIDE = "Tous les thèmes"
TOUTES_NOTE = (
    "Chiffres donnés par les rapports à l’échelle de l’agglomération, sans détail par commune."
)

SITUER_NOTE = (
    "Parmi les {compte} {classe} de la CABBALR et de la CALL. Les classes de taille commencent à "
    "{bornes} habitants (population municipale)."
)
SITUER_LEGENDE = "Rangs parmi les communes de même taille"
PRES_LEGENDE = "L’équipement le plus proche de chaque sorte, et son état"
SECTION = "{source}, «\N{NO-BREAK SPACE}{section}\N{NO-BREAK SPACE}»"
RIEN = "—"
THEMES_ABSENTS = "Données illisibles pour : {noms}. Leur page dit pourquoi."

COLONNES_EQUIPEMENTS = ("Nom", "Type", "État", "Détail", "Année", "Position", "Remarque", "Source")
COLONNES_QPV = (
    "Quartier",
    "Code",
    "Surface dans la commune (km²)",
    "Part de la commune (%)",
    "Part du quartier (%)",
    "Habitants du quartier entier",
)
COLONNES_PRES = ("Équipement", "Le plus proche", "Commune", "Distance", "Source")
COLONNES_FAITS = (
    "Thème",
    "Fait",
    "Lieu",
    "État",
    "Année",
    "Montant ou quantité",
    "Source et section",
    "Remarque",
)
COMPTE_SUR = "{compte} sur {tous}"
COLONNES_REPERES = ("Chiffre", "Valeur", "Année", "Source et section", "Remarque")
COLONNES_RANGS = ("Mesure", "Notre valeur", "Rang", "Médiane", "Étendue", "Source")

PRES_SI = "plus près, {etat} : {nom}, {distance}"
RANG_INCERTAIN = "sans rang : il dépend d’équipements dont l’état n’est pas établi"
DE_A = "de {bas} à {haut}"
ICI_OU = "{bas} ou à {haut}"
SELON_ETAT = "{bas} ou {haut}, selon l’état"
