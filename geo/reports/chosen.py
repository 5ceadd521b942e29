"""Figures of the reports that concern every commune of a territory without naming any.

Chosen by reading: what a report gives for all the communes (« aux 100 communes »), a rate or an
aid that is the same for every inhabitant, an aim of the whole territory. Not a count of equipment,
which stands somewhere, nor a programme that only some communes joined.
"""

from __future__ import annotations

from typing import NamedTuple

FOR_ALL_COMMUNES: dict[str, tuple[str, ...]] = {
    "cabbalr": (
        "bilan2023-030",  # paid back to the 100 communes
        "bilan2023-008",  # investment of the project of the territory
        "bilan2023-006",  # services of every day within 30 minutes
        "bilan2023-051",  # cost of the collection of waste, by inhabitant
        "bilan2023-050",  # rate of the tax on waste
        "bilan2023-061",  # water programme
        "bilan2023-064",  # aid for a rain water butt
        "rdd2020-012",  # energy: aim of the climate plan
        "rdd2020-013",  # greenhouse gases: aim of the climate plan
        "bilan2023-114",  # unemployment
    ),
    "call": (
        "ra2021-196",  # digital pass in the 36 communes
        "ra2021-452",  # sports pass: reduction by membership
        "ra2021-496",  # waste by inhabitant
        "ra2021-505",  # cost of waste by inhabitant
        "ra2021-500",  # share of waste recovered
        "ra2021-487",  # sewers: maintenance in the 36 communes
        "ra2021-489",  # drinking water: maintenance in the 36 communes
    ),
}
"""Territory id -> ids of the table ``indicateurs``, in the order in which a mayor reads them."""

HEADLINES: dict[str, tuple[str, ...]] = {
    "cabbalr": (
        "bilan2023-008",  # investment of the project of the territory
        "bilan2023-030",  # paid back to the 100 communes
        "bilan2023-032",  # public investment brought by the fonds de concours
        "bilan2023-061",  # water programme
        "bilan2023-049",  # storage of the ZEC of Gosnay
        "bilan2023-051",  # cost of waste by inhabitant
        "bilan2023-077",  # public charging stations
        "bilan2023-079",  # pools to renovate
        "cv2021-004",  # Contrat de ville
        "bilan2023-114",  # unemployment
    ),
    "call": (
        "ra2021-263",  # mining estate: total cost
        "ra2021-253",  # mining estate: dwellings
        "ra2021-271",  # inhabitants of the QPV
        "ra2021-213",  # social housing: requests waiting
        "ra2021-496",  # waste by inhabitant
        "ra2021-505",  # cost of waste by inhabitant
        "ra2021-504",  # tax on waste
        "ra2021-442",  # area of basin for 10 000 inhabitants
        "ra2021-558",  # aquatic centre of Lens
        "ra2021-345",  # people brought to a job
    ),
}
"""Territory id -> the ten figures of the first page, each from a report, in their order."""


class Comparable(NamedTuple):
    """A figure that the reports of both agglomérations give.

    ``cabbalr`` and ``call`` are ids of the table ``indicateurs``; ``difference`` says, in French,
    what the two figures do not have in common beyond their years and units, which are compared by
    rule; empty where nothing is known to differ.
    """

    id: str
    titre: str
    cabbalr: str
    call: str
    difference: str


COMPARABLES: tuple[Comparable, ...] = (
    Comparable(
        "dechets-collectes",
        "Déchets ménagers collectés",
        "rdd2020-465",
        "ra2021-495",
        "Porte-à-porte et apport volontaire à la CABBALR ; déchets ménagers et assimilés à la "
        "CALL.",
    ),
    Comparable(
        "dechets-matiere",
        "Déchets valorisés en matière ou en compost",
        "rdd2020-467",
        "ra2021-498",
        "",
    ),
    Comparable(
        "dechets-energie",
        "Déchets valorisés en énergie",
        "rdd2020-470",
        "ra2021-499",
        "",
    ),
    Comparable(
        "dechets-cout",
        "Coût des déchets par habitant",
        "bilan2023-051",
        "ra2021-505",
        "La CABBALR donne le coût de la collecte ; la CALL, celui de toute la gestion, recettes "
        "déduites.",
    ),
    Comparable(
        "permis-de-louer",
        "Communes au permis de louer",
        "bilan2023-085",
        "ra2021-230",
        "Sur 100 communes d’un côté, 36 de l’autre.",
    ),
    Comparable(
        "anah",
        "Aides de l’Anah à la rénovation des logements privés",
        "rdd2020-043",
        "ra2021-226",
        "",
    ),
    Comparable(
        "aides-renovation",
        "Aides de l’agglomération à la rénovation des logements privés",
        "rdd2020-044",
        "ra2021-228",
        "À la CALL, aides complémentaires à celles de l’Anah.",
    ),
    Comparable(
        "logements-sociaux",
        "Logements sociaux de l’année",
        "rdd2020-038",
        "ra2021-200",
        "La CABBALR compte les logements financés, dont des rénovations ; la CALL, les logements "
        "produits, accession comprise.",
    ),
    Comparable(
        "proch-emploi",
        "Mises à l’emploi par Proch’emploi",
        "rdd2020-338",
        "ra2021-346",
        "",
    ),
    Comparable(
        "proch-emploi-bilan",
        "Mises à l’emploi par Proch’emploi, derniers chiffres",
        "bilan2023-126",
        "ra2021-345",
        "",
    ),
    Comparable(
        "chomage",
        "Taux de chômage",
        "bilan2023-114",
        "ra2021-329",
        "",
    ),
    Comparable(
        "agents",
        "Agents de l’agglomération",
        "bilan2023-026",
        "ra2021-001",
        "Les compétences ne sont pas les mêmes : la CABBALR gère par exemple ses piscines en "
        "régie, celles de la CALL sont municipales.",
    ),
    Comparable(
        "elus",
        "Élus communautaires",
        "bilan2023-001",
        "ra2021-129",
        "Leur nombre suit celui des communes et des habitants.",
    ),
    Comparable(
        "qpv",
        "Quartiers prioritaires reconnus par l’État",
        "cv2021-002",
        "ra2021-270",
        "",
    ),
    Comparable(
        "qpv-habitants",
        "Habitants des quartiers prioritaires",
        "ct2023-003",
        "ra2021-271",
        "",
    ),
    Comparable(
        "contrat-de-ville",
        "Contrat de ville, montant de l’année",
        "cv2021-004",
        "ra2021-274",
        "Programmation prévisionnelle des quatre piliers à la CABBALR, montant total des projets "
        "à la CALL.",
    ),
    Comparable(
        "cohesion-sociale",
        "Soutien aux projets associatifs de cohésion sociale",
        "cv2021-039",
        "ra2021-279",
        "Fonds de l’agglomération à la CABBALR ; à la CALL, appel à manifestation d’intérêt, dont "
        "7\u202f000\N{NO-BREAK SPACE}€ de la Région.",
    ),
    Comparable(
        "cohesion-sociale-projets",
        "Projets associatifs de cohésion sociale soutenus",
        "cv2021-040",
        "ra2021-278",
        "Fonds de l’agglomération à la CABBALR, appel à manifestation d’intérêt à la CALL.",
    ),
    Comparable(
        "reservoirs",
        "Réservoirs d’eau potable",
        "rdd2020-142",
        "ra2021-461",
        "",
    ),
    Comparable(
        "clea-communes",
        "Communes du contrat local d’éducation artistique",
        "rdd2020-208",
        "ra2021-397",
        "Édition 2020 à la CABBALR, année scolaire 2020-2021 à la CALL.",
    ),
    Comparable(
        "clea-structures",
        "Structures du contrat local d’éducation artistique",
        "rdd2020-207",
        "ra2021-394",
        "Structures inscrites à la CABBALR, participantes à la CALL.",
    ),
    Comparable(
        "aide-covid",
        "Aide de crise par commerce ou artisan",
        "rdd2020-326",
        "ra2021-350",
        "Deux dispositifs différents, forfaitaires l’un et l’autre.",
    ),
    Comparable(
        "conseillers-energie",
        "Conseillers en énergie auprès des communes",
        "rdd2020-067",
        "ra2021-185",
        "",
    ),
)
"""What the reports of both agglomérations give, chosen by reading, in the order of a reader.

Two figures that a rule refuses to compare stay in the list: that they do not compare, and why, is
what the reader must know before putting them side by side.
"""
