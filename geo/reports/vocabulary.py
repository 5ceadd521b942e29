"""The closed lists of the tables of the reports: documents, themes, units, natures, statuses.

A unit says what may be done with its values: amounts convert to euros, rates are never added,
measures and counts are added only where the report says that they make a whole.
"""

from __future__ import annotations

import re

from geo.core.accents import sans_accent

DOCUMENTS = ("rdd2020", "bilan2023", "ra2021", "ct2023", "cv2021")
"""Ids of the five reports, in the order of the table ``rapports``."""

TERRITOIRES_RAPPORT = {
    "CABBALR": "cabbalr",
    "CALL": "call",
    "Département": "departement",
}
"""Territory as coded in the raw files -> our id. The Département contains the two others."""

THEMES_RAPPORT: dict[str, str] = {
    "gouvernance": "Gouvernance",
    "finances": "Finances et fonds de concours",
    "rh": "Ressources humaines",
    "mutualisation": "Services aux communes",
    "numerique": "Numérique",
    "habitat": "Habitat et logement",
    "erbm": "Cités minières (ERBM)",
    "npnru": "Renouvellement urbain (NPNRU)",
    "politique_ville": "Politique de la ville",
    "economie": "Économie",
    "emploi": "Emploi et insertion",
    "culture": "Culture et patrimoine",
    "sport": "Sport",
    "piscines": "Piscines",
    "tourisme": "Tourisme",
    "sante": "Santé",
    "solidarites": "Solidarités et action sociale",
    "handicap": "Handicap",
    "acces_droit": "Accès au droit",
    "climat": "Climat",
    "energie": "Énergie",
    "mobilite": "Mobilité",
    "mobilite_electrique": "Mobilité électrique",
    "eau": "Eau potable",
    "assainissement": "Assainissement",
    "inondations": "Inondations et cours d’eau",
    "biodiversite": "Biodiversité et espaces naturels",
    "dechets": "Déchets",
    "compostage": "Compostage",
    "alimentation": "Alimentation et agriculture",
    "secours": "Secours et incendie",
    "fourriere": "Fourrière animale",
    "autre": "Autres sujets",
}
"""Theme id -> French label, in the order of the pages."""

NATURES: dict[str, str] = {
    "annuel": "Valeur d’une année",
    "periode": "Total de plusieurs années",
    "instantane": "État à une date",
    "cible": "Objectif ou prévision",
    "estimation": "Estimation à une date",
    "convention": "Montant ou règle fixés à une date",
}
"""Kind of period of a figure -> French label.

The year of a ``cible`` is its deadline; that of an ``estimation`` (a cost worked out) or of a
``convention`` (a grant won, a signed amount, a legal rule) is the year in which it was stated.
"""

NATURES_VISEES = ("cible", "convention")
"""What a series is measured against: an aim, or the rule that fixes it."""

STATUTS_ACTION: dict[str, str] = {
    "réalisé": "Réalisé",
    "en cours": "En cours",
    "prévu": "Prévu",
    "étude": "À l’étude",
    "attribué": "Aide attribuée",
    "non dit": "État non précisé",
    "annulé": "Annulé",
}
"""Status of a fact, as told by its report -> French label."""

STATUTS_A_VENIR = ("prévu", "étude", "annulé")
"""Statuses of what the report does not present as done or under way."""

PORTEES: dict[str, str] = {
    "commune": "Dans une commune",
    "territoire": "Toute l’agglomération",
}
"""What a fact is about -> French label: a commune, or the whole of who acts."""

NUANCES = ("environ", "plus de", "près de", "moins de", "au moins", "jusqu’à")
"""Words of the report that make a figure an approximation or a bound."""

ROLES = ("partie", "total")
"""Place of a figure in the decomposition named by its ``groupe``."""

NIVEAUX: dict[str, str] = {
    "A": "Total qui ne tombe pas juste",
    "B": "Deux valeurs dans le même document",
    "C": "Écart entre documents",
    "D": "Coquille ou liste absente",
}
"""Level of a contradiction -> French label."""

GENRES: dict[str, str] = {
    "contradiction": "Contradiction",
    "evolution": "Évolution",
    "imprecision": "Imprécision",
}
"""Kind of a reading remark -> French label.

A ``contradiction`` cannot be true on both sides; an ``evolution`` tells two dates, or two scopes,
that are both right; an ``imprecision`` is a rounding, a misprint or something left unsaid.
"""

GENRES_OBJECTIF: dict[str, str] = {
    "objectif": "Objectif",
    "regle": "Règle",
    "seuil": "Seuil cité, pas un engagement",
    "prevision": "Prévision ou annonce",
    "projet": "Taille d’un projet",
    "programme": "Contenu d’un programme",
    "mots": "Objectif sans nombre",
}
"""What an aim of a report is -> French label. The first three alone are measured."""

RELEVES = ("piscines_call",)
"""Measures of the Atlas that prolong a figure of a report: same unit and perimeter, later date."""

SENS = ("hausse", "baisse")
"""Whether a value must rise or fall to reach its aim."""

ETATS_OBJECTIF: dict[str, str] = {
    "dans_les_temps": "Dans les temps",
    "en_retard": "En retard",
    "echeance_passee": "Échéance passée",
    "non_mesurable": "Non mesurable",
}
"""State of an aim, worked out -> French label."""

COUVERTURES: dict[str, str] = {
    "couvert": "Couvert",
    "sauf_dessins": "Couvert, sauf les dessins",
    "en_partie": "Couvert en partie",
    "non_couvert": "Non couvert",
}
"""How far a chapter of a report was read -> French label.

``sauf_dessins``: all that its text says is in the tables; what remains is drawn (a chart, a map).
"""

ROLES_LIEN: dict[str, str] = {
    "annonce": "Valeur annoncée",
    "recalcule": "Valeur qui tombe juste",
    "composante": "Valeur servant au recalcul",
    "variante": "Autre valeur donnée pour la même chose",
}
"""Place of a figure in a contradiction -> French label."""

EUROS: dict[str, float] = {"€": 1.0, "k€": 1e3, "M€": 1e6}
TAXES = ("HT", "TTC")

UNITES_MONTANT: dict[str, tuple[float, str | None]] = {
    **{unite: (facteur, None) for unite, facteur in EUROS.items()},
    **{f"{unite} {taxe}": (facteur, taxe) for unite, facteur in EUROS.items() for taxe in TAXES},
}
"""Unit of an amount -> euros in one unit, and whether it is HT, TTC or not said (``None``)."""

UNITES_TAUX = (
    "%",
    "points",
    "facteur",
    "€/hab",
    "€/hab/an",
    "€ HT/hab",
    "€/logement",
    "k€/logement",
    "€/adhésion",
    "€/aide",
    "€/association",
    "€/chèque",
    "€/demande",
    "€/entrée",
    "€/entreprise",
    "€ pour 1 €",
    "kg/hab/an",
    "kg/hab/j",
)
"""Units of rates, shares and factors: adding them means nothing."""

UNITES_MESURE = (
    "m³", "m³/an", "m³/j", "m²", "ha", "km", "m", "t", "t/an", "kg", "MWh", "MWh/an", "kWh",
    "t éq. CO₂", "h", "jours", "ans", "mois", "minutes", "ETP",
)  # fmt: skip
"""Units of physical quantities, durations and full-time equivalents."""

UNITES_COMPTE = (
    "abonnés", "actes", "acteurs", "actions", "activités", "adhérents", "adresses", "agents",
    "aidants", "aides", "animations", "animaux", "antennes", "appels à manifestation d’intérêt",
    "arbres", "arrêtés", "artisans", "artistes", "assistantes familiales", "associations",
    "ateliers", "attributions", "avions", "axes", "bacs", "bâtiments", "bénéficiaires", "bornes",
    "boutiques", "branchements", "brochures", "cabinets", "candidats", "capteurs", "centres",
    "champs d’action", "chantiers", "chats", "cheffes d’entreprise", "chèques", "chiens", "cités",
    "classes", "clubs", "collèges", "commandes", "commerces", "commissions", "communes",
    "composteurs", "concerts", "conférences", "conseillers", "consultations", "contentieux",
    "contrats", "contrôles", "conventions", "CPTS", "déchetteries", "décisions", "délibérations",
    "demandes", "diagnostics", "disciplines", "dispositifs", "documents", "domaines", "dossiers",
    "écoles", "éditions", "élèves", "élus", "emplois", "enfants", "engagements", "entrées",
    "entreprises", "entretiens", "équipements", "équivalents-habitants", "établissements",
    "états des lieux", "études", "événements", "exemplaires", "exposants", "expositions",
    "filières", "films", "forages", "fours", "foyers", "fruitiers", "groupements", "guides",
    "habitants", "habitats", "hangars", "implantations", "indicateurs", "injections",
    "installations", "instituts", "interventions", "jeunes", "jouets", "lieux", "logements", "lots",
    "marchés", "mares", "masques", "mécènes", "membres", "ménages", "mesures", "métiers", "milieux",
    "millions de couches", "mobilités", "nichoirs", "nids", "nuitées", "objectifs", "œuvres",
    "offres", "OPAH-RU", "opérateurs", "opérations", "orientations", "ouvrages", "pactes", "PAD",
    "pages", "palettes", "parcs", "partenaires", "participants", "parutions", "pass", "pépinières",
    "permanences", "personnes", "pieux", "piliers", "piscines", "plans d’actions", "pneus",
    "points de charge", "points de collecte", "points d’accueil", "points lumineux", "porteurs",
    "postes", "pratiquants", "prescripteurs", "prestations", "prêts", "priorités", "procédures",
    "producteurs", "produits", "professeurs", "programmes", "projections", "projets", "promotions",
    "propriétaires", "quartiers", "randonneurs", "rapports", "référents", "relais", "rencontres",
    "rendez-vous", "réponses", "reportages", "réseaux", "réservoirs", "restaurants", "réunions",
    "salariés", "scénarios", "séances", "secteurs", "sections", "sentiers", "sessions",
    "signalements", "signataires", "sites", "sondages", "sorties", "spectacles", "spectateurs",
    "stagiaires", "stands", "stations", "structures", "suivis", "systèmes", "tests", "thématiques",
    "ULM", "unités", "usagers", "véhicules", "vergers", "villes", "visites", "visiteurs",
    "volontaires", "zones",
)  # fmt: skip
"""Nouns of the things counted, in the plural."""

ACCORDEES = frozenset({*UNITES_COMPTE, "ans", "jours", "minutes", "points"})
"""Units that are words: they agree with their number, a symbol (km, t, ETP) does not."""

INVARIABLES = frozenset({"CPTS", "contentieux", "mois", "OPAH-RU", "pass", "relais", "rendez-vous"})
"""Units that are written the same for one and for many."""

SINGULIERS = {
    "animaux": "animal",
    "assistantes familiales": "assistante familiale",
    "équivalents-habitants": "équivalent-habitant",
    "lieux": "lieu",
    "milieux": "milieu",
    "pieux": "pieu",
    "plans d’actions": "plan d’actions",
    "points lumineux": "point lumineux",
    "réseaux": "réseau",
}
"""Unit in the plural -> its singular, where taking the s off its first word is not enough."""

UNITES = (*UNITES_MONTANT, *UNITES_TAUX, *UNITES_MESURE, *UNITES_COMPTE)
"""Every unit of the tables of the reports."""


ARTICLES = ("la", "le", "les", "l")
MOTS_EQUIVALENTS = {"lez": "les", "st": "saint", "ste": "sainte"}
"""Words of a name of commune that are written in two ways."""


def singulier(unite: str) -> str:
    """Return the singular of a unit that is counted: its first word without its s."""
    if unite in INVARIABLES:
        return unite
    if unite in SINGULIERS:
        return SINGULIERS[unite]
    first, *others = unite.split(" ")
    return " ".join([first.removesuffix("s"), *others])


def taxe(unite: str) -> str | None:
    """Return HT or TTC where the unit says it, else ``None``."""
    return next((t for t in TAXES if f"€ {t}" in unite), None)


def cle_commune(nom: str) -> str:
    """Return the form under which a name of commune is compared.

    Lower case, without accents nor ligatures, hyphens and apostrophes as spaces, « lez » as
    « lès », « St » as « Saint »: ``cle_commune("Fouquières-Lez-Lens")`` is ``fouquieres les lens``.
    """
    words = re.sub(r"[^a-z0-9]+", " ", sans_accent(nom).lower()).split()
    return " ".join(MOTS_EQUIVALENTS.get(word, word) for word in words)


def sans_article(cle: str) -> str:
    """Return a key (see ``cle_commune``) without the article that begins it."""
    first, _, rest = cle.partition(" ")
    return rest if first in ARTICLES and rest else cle
