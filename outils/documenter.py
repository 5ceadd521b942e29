"""Write ``docs/donnees.md`` from the catalog, the schemas, the rules and the tables themselves.

``python -m outils.documenter`` (``make docs``) writes the page; ``--check`` only says, by its exit
code, whether the committed page is what would be written. What a column means is told here, in
French, once: a column without its words stops the generation.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.answers import tables
from geo.core import catalog
from geo.core.writing import write_file
from geo.labels import formats
from geo.measures import quality
from geo.reports.vocabulary import GENRES, NATURES, NIVEAUX, STATUTS_ACTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geo.core.model import Source

PAGE = catalog.ROOT / "docs" / "donnees.md"
INTRODUCTION = (
    "Page tirée du code, des fiches `source.toml` et des tables livrées : `make docs` la refait, "
    "un essai vérifie qu’elle est à jour. Une case vide veut dire « non renseigné », jamais zéro. "
    "Les mots du domaine sont dans [glossaire.md](glossaire.md), les raisons des choix dans "
    "[decisions/](decisions/)."
)
VALEURS_MONTREES = 8
"""Length of the longest closed list that is written out in the table of columns."""

TYPES = {
    "string": "texte",
    "int64": "entier",
    "float64": "nombre",
    "bool": "oui ou non",
    "geometry": "contour",
}

COLONNES: dict[str, str] = {
    "acces": "qui peut y entrer, selon la source",
    "adresse": "adresse, telle que la source la donne",
    "annee": "année de mise en service ou d’ouverture",
    "annee_debut": "première année concernée",
    "annee_fin": "dernière année concernée ; la même que la première pour une seule année",
    "code_insee": "code officiel de la commune",
    "code_qpv": "code du quartier prioritaire, génération 2024",
    "commune": "nom de la commune",
    "cout_eur_ht": "coût en euros hors taxes, selon la source",
    "ecrit": "nombre tel qu’il est imprimé ; vide s’il est déduit, et la note dit comment",
    "geometry": "contour, en WGS 84 (EPSG:4326)",
    "id": "identifiant stable",
    "lat": "latitude en degrés (WGS 84) ; vide si seule la commune ou la rue est connue",
    "lon": "longitude en degrés (WGS 84) ; vide si seule la commune ou la rue est connue",
    "montant_eur": "montant converti en euros ; vide si ce n’est pas de l’argent",
    "nom": "nom",
    "note": "remarque de codage",
    "precision": "finesse de la position : site, rue ou commune",
    "producteur": "auteur",
    "remarque": "ce qu’il faut savoir pour lire la ligne",
    "section": "intitulé de la partie du rapport",
    "source": "rapport d’où vient la ligne",
    "source_detail": "sources, en toutes lettres",
    "sources": "sources de la ligne, séparées par une barre",
    "statut": "état",
    "statut_source": "mots qui nomment la preuve de l’état",
    "statut_date": "date de la preuve de l’état (AAAA, AAAA-MM ou AAAA-MM-JJ) ; vide si non datée",
    "statut_adresse": "page qui dit l’état, quand elle est connue",
    "statut_ecrit": "état tel que chaque source l’écrit",
    "dernier_etat": "dernier état écrit par une source, quand l’état n’est pas établi",
    "existence": "existence attestée ou à confirmer",
    "existence_source": "mots qui nomment la preuve de l’existence",
    "existence_date": "date de la preuve de l’existence ; vide si non datée",
    "hors_territoire": "vrai hors des deux agglomérations : compte dans les distances seulement",
    "commune_voisine": "commune d’un équipement hors des deux agglomérations",
    "taxe": "hors taxes ou toutes taxes comprises ; vide si le rapport ne le dit pas",
    "territoire": "agglomération",
    "theme": "thème de rapport",
    "titre": "titre",
    "type": "nature de l’équipement",
    "unite": "unité",
    # what the joins add to an exported table
    "codes_communes": "codes des communes réellement couvertes, séparés par une barre",
    "communes": "noms des communes réellement couvertes",
    "distance_qpv_m": "mètres à vol d’oiseau jusqu’au quartier prioritaire le plus proche",
    "position_approximative": "vrai si la ligne est dessinée à la mairie, faute de mieux",
    "situation_qpv": "dedans, bande (à 300 m au plus) ou dehors",
    "table": "table d’où vient l’équipement",
}
"""Column -> what it says, where it says the same in every table."""

PARTICULIERES: dict[str, dict[str, str]] = {
    "actions": {
        "fait": "ce qui est fait, dit par l’Atlas en une phrase courte",
        "groupe_montant": "lignes qui parlent du même argent ou de la même quantité : "
        "elles ne s’additionnent pas",
        "lieu": "lieu dans la commune, selon le rapport",
        "montant": "nombre, dans son unité, qui n’est pas toujours de l’argent",
        "objet": "ce qui est construit, soutenu ou compté, en quelques mots",
        "portee": "commune, ou territoire pour un fait de toute une agglomération",
        "redit": "chiffre de la table indicateurs qui donne déjà le même nombre",
        "repere": "quelques mots sous lesquels le rapport dit le fait",
        "statut": "état à la date du rapport",
        "code_insee": "commune du fait ; vide pour un fait de toute une agglomération",
        "territoire": "qui agit ; le lieu est code_insee",
    },
    "alias_communes": {
        "cle": "la forme sans majuscule, accent ni trait d’union, pour comparer",
        "code_insee": "commune désignée ; vide si ce n’en est pas une",
        "forme": "nom tel qu’il est écrit",
        "nature": "nom officiel, variante, lieu, homonyme…",
        "sources": "rapports où ce sens vaut ; vide s’il vaut partout",
    },
    "arrets_cars": {
        "arret": "code de l’arrêt, le même sur deux lignes quand deux parties du réseau le servent",
        "id": "partie du réseau et code de l’arrêt",
        "lignes": "lignes, séparées par une barre",
        "nom": "nom de l’arrêt, tel que les horaires l’écrivent",
        "passages_dimanche": "passages de cars un dimanche",
        "passages_jour_ouvre": "passages de cars un jour ouvré",
        "passages_samedi": "passages de cars un samedi",
        "reseau": "partie du réseau régional, telle que les horaires la nomment",
    },
    "bornes": {
        "acces": "qui peut s’en servir, selon la base du 05/12/2022",
        "annee": "année de pose, selon un rapport",
        "chez_concessionnaire": "oui si le site est chez un concessionnaire automobile",
        "classe_puissance": "classe de la plus forte puissance",
        "code_insee": "code de la commune où est le point",
        "code_postal": "code postal de l’adresse déclarée",
        "concessionnaire": "marques du concessionnaire",
        "dans_la_base": "oui si la base nationale du 25/10/2025 déclare le site",
        "date_maj": "dernière mise à jour d’une de ses déclarations (AAAA-MM-JJ)",
        "enseigne": "enseigne du réseau, selon la base du 05/12/2022",
        "horaires": "heures d’accès ; une barre sépare celles de plusieurs stations",
        "id_station_2022": "identifiants nationaux de ses stations dans la base du 05/12/2022",
        "mise_en_service": "première date de mise en service connue (AAAA-MM-JJ)",
        "nb_stations_max": "stations déclarées",
        "nb_stations_min": "stations sûrement distinctes",
        "nbre_pdc_max": "points de charge déclarés",
        "nbre_pdc_min": "points de charge sûrement distincts",
        "operateur": "exploitants des stations, séparés par une barre",
        "puissance_max_kw": "puissance du point le plus fort, en kW",
        "puissances_kw": "toutes les puissances connues, en kW, séparées par une barre",
        "situation": "voirie ou parking, selon la base du 05/12/2022",
    },
    "bornes_2022": {
        "amenageur": "qui a fait poser la station",
        "borne": "site de la table des bornes au même lieu ; vide s’il n’y en a pas",
        "code_insee": "code de la commune où est le point",
        "code_insee_declare": "code de commune que la base écrit",
        "enseigne": "enseigne du réseau",
        "id_station_itinerance": "identifiant national de la station",
        "mise_en_service": "date de mise en service (AAAA-MM-JJ)",
        "operateur": "exploitant de la station",
        "raison": "pourquoi la station est rapprochée d’un site, ou d’aucun",
        "retrouvee": "oui si la base du 25/10/2025 déclare encore le site",
        "site_2022": "numéro du lieu : les stations à 40 m au plus ont le même",
        "situation": "voirie ou parking",
    },
    "cantons": {
        "chef_lieu": "code de la commune du bureau centralisateur",
        "code_canton": "code officiel du canton",
        "nb_communes": "communes du canton, celles qui sont hors de l’atlas comprises",
        "nom": "nom du canton",
        "part_commune_pct": "part de la commune qui est dans le canton, en %",
    },
    "communes": {
        "altitude_moyenne_m": "altitude moyenne, en mètres",
        "code_postal": "code postal de la mairie",
        "densite": "habitants par km² de superficie officielle",
        "maire": "nom du maire, tel que le répertoire national l’écrit",
        "mairie_adresse": "adresse de la mairie",
        "mairie_horaires": "heures d’ouverture de la mairie",
        "mairie_lat": "latitude du point de la mairie, tel que reçu",
        "mairie_lon": "longitude du point de la mairie, tel que reçu",
        "mairie_site": "site de la mairie",
        "mairie_telephone": "téléphone de la mairie",
        "nom": "nom officiel, article compris",
        "nom_tri": "nom sans son article, pour l’ordre alphabétique",
        "population": "population municipale de 2022, en habitants",
        "siren_epci": "numéro SIREN de l’agglomération",
        "superficie_ha": "superficie officielle, en hectares",
        "surface_calculee_km2": "surface du contour, en km², en Lambert-93",
        "surface_km2": "superficie officielle, en km²",
    },
    "communes_deleguees": {
        "code_ancien": "code de l’ancienne commune",
        "code_insee": "code de la commune d’aujourd’hui",
        "nature": "ce qu’elle est dans sa commune",
        "nom": "nom de l’ancienne commune",
    },
    "contradictions": {
        "annonce": "ce qui est écrit",
        "ecart": "valeur annoncée moins valeur recalculée ; vide s’il n’a pas de sens",
        "explication": "ce qui ne va pas, et ce qu’on peut en penser",
        "genre": "contradiction, évolution ou imprécision : voir plus bas",
        "niveau": "A, B, C ou D : voir plus bas",
        "recalcule": "ce que donnent les autres chiffres, ou ce qui est écrit ailleurs",
        "sujet": "de quoi il s’agit",
        "territoire": "agglomérations concernées, séparées par une barre",
    },
    "contradictions_liens": {
        "contradiction": "identifiant de la contradiction",
        "ligne": "identifiant du chiffre ou du fait concerné",
        "role": "sa place : valeur annoncée, recalculée, terme du calcul ou autre valeur",
    },
    "ecoles": {
        "eleves": "élèves de l’établissement, tous niveaux ensemble",
        "id": "numéro national de l’établissement (UAI)",
        "niveau": "école, collège, collège et lycée, ou lycée",
        "niveau_source": "niveau tel que la source l’écrit",
    },
    "gares": {
        "cars_ter_jour_ouvre": "cars des mêmes horaires, un jour ouvré",
        "code_insee": "commune où se trouve la gare",
        "code_insee_declare": "commune dont la gare porte le nom",
        "id": "code national de la gare (UIC)",
        "lignes": "lignes, séparées par une barre",
        "trains_dimanche": "trains qui s’y arrêtent un dimanche",
        "trains_jour_ouvre": "trains qui s’y arrêtent un jour ouvré",
        "trains_samedi": "trains qui s’y arrêtent un samedi",
    },
    "couverture": {
        "chapitre": "chapitre ou groupe de chapitres",
        "document": "rapport",
        "raison": "ce qui manque et pourquoi ; vide si rien ne manque",
        "statut": "couvert, en partie ou non",
    },
    "objectifs": {
        "cible": "valeur visée, écrite avec son unité ; vide pour un objectif en mots",
        "constat": "chiffre de la dernière valeur connue",
        "depart": "chiffre de la valeur de départ",
        "ecart": "la cible moins la dernière valeur connue, dans l’unité ; vide s’il est refusé",
        "echeance": "année visée ; vide si le rapport n’en donne pas",
        "etat": "dans_les_temps, en_retard, echeance_passee ou non_mesurable",
        "genre": "objectif, règle, prévision, projet, programme ou mots",
        "libelle": "ce qui est visé",
        "objectif": "chiffre ou fait qui dit l’objectif",
        "raison": "pourquoi cet état, ou pourquoi l’écart est refusé",
        "sens": "si la valeur doit monter ou baisser",
        "valeur": "dernière valeur connue, avec son année",
    },
    "indicateurs": {
        "groupe": "nom de la décomposition à laquelle le chiffre appartient",
        "inclus_dans": "chiffres qui contiennent celui-ci, séparés par une barre",
        "libelle": "ce qui est compté, compréhensible seul",
        "nature": "valeur annuelle, total d’une période, état à une date, objectif, "
        "estimation ou montant fixé",
        "redit": "chiffre dont celui-ci n’est que la reprise",
        "nuance": "mot du rapport qui fait du chiffre un à-peu-près ou une borne",
        "role": "partie ou total de la décomposition",
        "serie": "nom de la grandeur suivie à plusieurs dates",
        "valeur": "valeur du rapport, dans son unité",
        "valeur_eur": "montant converti en euros ; vide si ce n’est pas de l’argent",
    },
    "ouvrages": {
        "communes_insee": "communes d’un ouvrage qui en couvre plusieurs, séparées par une barre",
        "bassin_versant": "bassin versant, s’il est nommé par une source",
        "cours_eau": "cours d’eau concerné",
        "localisation": "emplacement dans la commune, en mots",
        "maitre_ouvrage": "organisme qui fait les travaux",
        "volume_m3": "volume de stockage, en m³",
    },
    "piscines": {
        "bassins": "bassins, en mots",
        "competence": "communautaire, communale ou départementale",
        "cout_eur": "coût de l’opération en euros ; la remarque dit si les taxes sont comprises",
        "dates": "dates connues, en mots",
        "gestionnaire": "organisme qui la gère",
        "id_installation": "identifiant de la piscine dans le recensement, et dans bassins",
        "surface_bassins_m2": "surface d’eau, en m² : somme des bassins recensés, sinon annoncée",
    },
    "projets_fcs": {
        "axe": "axe du fonds",
        "code_insee": "commune du projet ; vide si le rapport ne la dit pas",
        "montant": "aide, en euros",
        "operateur": "organisme qui porte le projet",
    },
    "qpv": {
        "communes_insee": "communes que déclare la source, séparées par une barre",
        "hors_territoire_pct": "part de la surface hors des 136 communes, en %",
        "surface_declaree_km2": "surface donnée par la source, en km²",
        "surface_km2": "surface mesurée en Lambert-93, en km²",
        "territoires": "agglomérations touchées, séparées par une barre",
    },
    "qpv_population": {
        "allocataires_caf": "allocataires de la CAF",
        "habitants": "habitants du quartier entier",
        "indice_jeunesse": "habitants de moins de 20 ans pour un habitant de 60 ans ou plus",
        "logements_sociaux": "logements sociaux, occupés ou non",
        "menages": "ménages, estimés",
        "menages_1_personne_pct": "part des ménages d’une personne, en %",
        "menages_6_personnes_pct": "part des ménages de six personnes et plus, en %",
        "personnes_caf": "personnes couvertes par une allocation de la CAF",
        "rsa_socle": "foyers qui perçoivent le RSA socle",
        "taux_emploi_pct": "taux d’emploi, en %",
        "taux_pauvrete_pct": "taux de pauvreté à 60 % du niveau de vie médian national, en %",
    },
    "revenus": {
        "decile_1_eur": "niveau de vie sous lequel sont les 10 % les plus modestes, en euros",
        "decile_9_eur": "niveau de vie au-dessus duquel sont les 10 % les plus aisés, en euros",
        "impots_pct": "impôts dans le revenu disponible, en % (négatif)",
        "indemnites_chomage_pct": "indemnités de chômage dans le revenu disponible, en %",
        "menages_fiscaux": "ménages fiscaux",
        "menages_imposes_pct": "part des ménages imposés, en %",
        "minima_sociaux_pct": "minima sociaux dans le revenu disponible, en %",
        "niveau_vie_median_eur": "niveau de vie médian, en euros par an et unité de consommation",
        "pensions_retraites_pct": "pensions et retraites dans le revenu disponible, en %",
        "personnes_menages_fiscaux": "personnes des ménages fiscaux",
        "prestations_familiales_pct": "prestations familiales dans le revenu disponible, en %",
        "prestations_logement_pct": "prestations logement dans le revenu disponible, en %",
        "prestations_sociales_pct": "prestations sociales dans le revenu disponible, en %",
        "rapport_interdecile": "neuvième décile divisé par le premier",
        "revenus_activite_pct": "revenus d’activité dans le revenu disponible, en %",
        "revenus_independants_pct": "revenus non salariés dans le revenu disponible, en %",
        "revenus_patrimoine_pct": "revenus du patrimoine dans le revenu disponible, en %",
        "salaires_pct": "salaires et traitements dans le revenu disponible, en %",
        "taux_pauvrete_pct": "taux de pauvreté à 60 % du niveau de vie médian national, en %",
    },
    "qpv_communes": {
        "declaree": "vrai si la source nomme la commune",
        "part_commune_pct": "part de la commune couverte par le quartier, en %",
        "part_qpv_pct": "part du quartier qui est dans la commune, en %",
        "surface_km2": "surface commune, en km², en Lambert-93",
    },
    "qpv_generations": {
        "code": "code du périmètre",
        "code_correspondant": "code du périmètre correspondant de l’autre génération",
        "generation": "2015 ou 2024",
        "statut_2024": "ce que le périmètre est devenu en 2024",
    },
    "rapports": {
        "annee": "année du rapport",
        "fichier": "nom du fichier de texte lu, qui n’est pas livré",
        "periode": "années que le rapport raconte",
        "sha256": "empreinte du texte lu",
        "territoire": "agglomération ou département",
        "titre_court": "titre court",
    },
    "bassins": {
        "acces_handicap": "handicaps pour lesquels l’accès est aménagé",
        "activites": "activités pratiquées, séparées par une barre",
        "adresse": "adresse de l’installation, telle que le recensement l’écrit",
        "annee": "année de mise en service",
        "annee_travaux": "année des derniers gros travaux",
        "code_insee": "commune où se trouve le bassin",
        "code_insee_declare": "commune que déclare le recensement",
        "couloirs": "nombre de couloirs",
        "date_enquete": "date de l’enquête",
        "date_fiche": "date du dernier changement de la fiche",
        "delegation": "gestion en délégation de service public",
        "id": "identifiant du bassin dans le recensement",
        "id_installation": "identifiant de la piscine dans le recensement",
        "installation": "nom de l’installation dans le recensement",
        "largeur_m": "largeur, en mètres",
        "longueur_m": "longueur, en mètres",
        "periode": "période de mise en service",
        "profondeur_max_m": "profondeur la plus grande, en mètres",
        "profondeur_min_m": "profondeur la plus petite, en mètres",
        "proprietaire": "propriétaire, tel que le recensement l’écrit",
        "publics": "publics accueillis, séparés par une barre",
        "scolaires": "vrai si les scolaires sont parmi les publics",
        "surface_m2": "surface d’eau, en mètres carrés",
        "type": "sorte de bassin",
    },
    "dechetteries": {
        "nom_sinoe": "nom dans l’annuaire national des déchetteries",
    },
    "totaux_publics": {
        "adresse": "page qui le dit, quand elle est connue",
        "date": "date de ce que dit la source",
        "id": "identifiant",
        "source": "qui donne le total",
        "table": "table dont c’est le total",
        "total": "nombre d’équipements selon la source",
    },
    "stations_mesure": {
        "code_insee": "commune où se trouve le point",
        "code_insee_declare": "commune que déclare la source",
        "cours_eau": "rivière mesurée, reprise du nom de la station",
        "etiage_q90_l_s": "débit de basses eaux, dépassé neuf jours sur dix de 2000 à 2024, "
        "en litres par seconde",
        "etiage_tendance_duree": "tendance de la durée des sécheresses, selon un tiers",
        "etiage_tendance_vcn10": "tendance du plus faible débit moyen de dix jours, selon un tiers",
        "id": "code national de la station",
        "mesure": "débit, niveau ou débit quand la source ne dit pas lequel, ou météo",
        "nom": "nom, quand la source le donne",
        "type": "nature de la station",
    },
}
"""Table -> column -> what it says there, where that differs or exists only there."""

PARAMETRES: dict[str, tuple[str, str]] = {
    "HORS_COMMUNE_M": ("B01", "m : distance à la commune à partir de laquelle un point est dehors"),
    "DOUBLON_M": ("B02", "m : distance sous laquelle deux équipements peuvent n’en être qu’un"),
    "PUISSANCE_MIN_KW": ("B03", "kW : puissance la plus faible admise"),
    "PUISSANCE_MAX_KW": ("B03", "kW : puissance la plus forte admise"),
    "PART_QPV_MIN_PCT": ("B05", "% : part d’un quartier à partir de laquelle il couvre la commune"),
    "MARGE_DEGRES": ("B06", "degré : marge autour des deux agglomérations"),
    "TOUCH_M": ("B10", "m : distance à la commune à partir de laquelle la mairie est dehors"),
    "ECART_TERRITOIRE_PCT": ("B11", "% : écart admis avec la superficie officielle"),
    "ANNEE_MIN": ("B14", "première année plausible"),
    "ANNEE_MAX": ("B14", "dernière année plausible"),
    "ECART_SURFACE_PCT": ("B19", "% : écart admis entre contour et surface déclarée"),
    "CURRENT_QPV_GENERATION": ("B21", "génération des contours livrés"),
}
"""Constant of ``geo.measures.quality`` -> the rule that it sets, its unit and what it means."""


def meaning(table: str, column: str) -> str:
    """Return what a column says in a table.

    Raises
    ------
    KeyError
        If nobody has written it yet, naming where to write it.
    """
    told = PARTICULIERES.get(table, {}).get(column) or COLONNES.get(column)
    if told is None and table == "qpv":
        told = PARTICULIERES["qpv_population"].get(column)
    if told is None:
        msg = f"La colonne « {column} » de « {table} » n’a pas de description (outils/documenter)."
        raise KeyError(msg)
    return told


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def _grid(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _kind(column: Any) -> str:
    """Return the type of a column of a schema, and its closed list or its uniqueness."""
    name = str(column.dtype).partition("[")[0].lower()
    kind = TYPES.get(name, name)
    for check in column.checks:
        if check.name == "isin":
            allowed = [str(value) for value in check.statistics["allowed_values"]]
            if len(allowed) <= VALEURS_MONTREES:
                return f"{kind} : {', '.join(f'`{value}`' for value in allowed)}"
            return f"{kind}, {len(allowed)} valeurs admises"
    return f"{kind}, unique" if column.unique else kind


def _columns(source_id: str, frame: pd.DataFrame) -> str:
    schema = sources.module(source_id).SCHEMA
    rows = [
        (
            f"`{name}`",
            _kind(column),
            formats.nombre(int(frame[name].isna().sum())) if column.nullable else "",
            meaning(source_id, name),
        )
        for name, column in schema.columns.items()
    ]
    return _grid(("Colonne", "Type", "Vides", "Ce qu’elle dit"), rows)


def _identity(record: Source) -> str:
    link = f"<{record.url}>" if record.url else "sans objet"
    files = ", ".join(f"`{file.nom}` ({file.role})" for file in record.fichiers)
    return _list(
        (
            f"Producteur : {record.producteur}",
            f"Licence : {record.licence}",
            f"Millésime : {record.millesime}",
            f"Adresse : {link} ; accès le {formats.jour(record.date_acces)}",
            f"Fichiers de `data/{record.id}/` : {files}",
        )
    )


def _anomalies(record: Source) -> str:
    rows = [
        (
            f"{entry.regle} {quality.RULES[entry.regle].titre}",
            "toutes" if entry.id == quality.TOUTES else f"`{entry.id}`",
            entry.raison,
        )
        for entry in record.anomalies
    ]
    return _grid(("Règle", "Lignes", "Raison"), rows)


def _source(record: Source, frame: pd.DataFrame) -> str:
    parts = [
        f"### `{record.id}` : {record.titre}",
        f"**{formats.nombre(len(frame))} lignes.** {record.description.strip()}",
        _identity(record),
        _columns(record.id, frame),
        "Lacunes connues :",
        _list(record.lacunes),
    ]
    if record.anomalies:
        parts += ["Anomalies déclarées, gardées et montrées :", _anomalies(record)]
    return "\n\n".join(parts)


def _summary(records: Sequence[Source], frames: dict[str, pd.DataFrame]) -> str:
    rows = [(f"`{r.id}`", r.titre, formats.nombre(len(frames[r.id])), r.millesime) for r in records]
    return _grid(("Table", "Contenu", "Lignes", "Millésime"), rows)


def _exported(name: str) -> str:
    """Return what an exported table is: its columns, in their order, its sources, its notes."""
    own = sources.module(name if name in catalog.sources() else "bornes").SCHEMA.columns
    added = [c for c in tables.COLONNES[name] if c not in own]
    columns = ", ".join(f"`{column}`" for column in tables.COLONNES[name])
    parts = [
        f"### Export `{name}`",
        f"Sources : {', '.join(f'`{s}`' for s in tables.SOURCES[name])}. Colonnes : {columns}."
        + (" Un contour ou un point vient en plus." if name in _WITH_PLACE else ""),
    ]
    if added:
        grid = [(f"`{c}`", meaning(name, c)) for c in added]
        parts += ["Propres à l’export :", _grid(("Colonne", "Ce qu’elle dit"), grid)]
    return "\n\n".join([*parts, _list(tables.NOTES[name])])


_WITH_PLACE = frozenset(tables.COLONNES) - {
    "indicateurs",
    "contradictions",
    "objectifs",
    "revenus",
}


def _rules() -> str:
    rows = [
        (rule.code, rule.titre, rule.gravite, rule.attendu, rule.explication)
        for rule in quality.RULES.values()
    ]
    return _grid(("Code", "Règle", "Gravité", "Ce qui est juste", "Pourquoi"), rows)


def parameters() -> dict[str, float]:
    """Return the numeric constants of ``geo.measures.quality``, by name."""
    return {
        name: value
        for name, value in vars(quality).items()
        if name.isupper() and type(value) in {int, float}
    }


def _parameters() -> str:
    values = parameters()
    rows = [
        (rule, f"`{name}`", f"{values[name]:g}".replace(".", ","), unit)
        for name, (rule, unit) in PARAMETRES.items()
    ]
    return _grid(("Règle", "Constante", "Valeur", "Unité et sens"), rows)


def _indicators() -> str:
    rows = [
        (f"`{i.id}`", i.titre, i.unite, i.nature, i.methode) for i in catalog.INDICATORS.values()
    ]
    return _grid(("Identifiant", "Titre", "Unité", "Nature", "Méthode"), rows)


def _vocabulary() -> str:
    lists = {
        "Natures d’un chiffre": NATURES,
        "États d’un fait": STATUTS_ACTION,
        "Niveaux d’une contradiction": NIVEAUX,
        "Natures d’une remarque de lecture": GENRES,
    }
    return "\n\n".join(
        f"{title} : " + ", ".join(f"`{key}` ({label})" for key, label in words.items()) + "."
        for title, words in lists.items()
    )


def page() -> str:
    """Return the whole page; see ``geo.sources.load`` for the errors of a damaged table."""
    records = list(catalog.sources().values())
    frames = {record.id: sources.load(record.id) for record in records}
    return (
        "\n\n".join(
            (
                "# Les données, table par table",
                "<!-- Page écrite par « make docs » : ne la corrigez pas à la main. -->",
                INTRODUCTION,
                _summary(records, frames),
                "## Tables livrées",
                *(_source(record, frames[record.id]) for record in records),
                "## Mots des tables de rapports",
                _vocabulary(),
                "## Tables exportées",
                "Ce que donnent `python -m geo export` et les boutons de téléchargement.",
                *(_exported(name) for name in tables.COLONNES),
                "## Indicateurs par commune",
                (
                    "Calculés pour chaque commune par `geo/measures/indicators.py` "
                    "et `geo/measures/joins.py`."
                ),
                _indicators(),
                "## Règles de qualité",
                "Une règle signale une ligne sans la retirer. Son code ne sert à aucune autre.",
                _rules(),
                "Leurs paramètres sont des constantes de `geo/measures/quality.py` :",
                _parameters(),
            )
        )
        + "\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Write the page, or only compare it; return the exit code."""
    text = page()
    if "--check" in arguments:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("docs/donnees.md est à jour." if same else "docs/donnees.md : lancez « make docs ».")
        return 0 if same else 1
    write_file(PAGE, text.encode())
    print(f"{PAGE.relative_to(catalog.ROOT)} : {len(text.splitlines())} lignes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
