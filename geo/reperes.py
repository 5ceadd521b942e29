"""Figures of the reports that concern every commune of a territory without naming any.

Chosen by reading: what a report gives for all the communes (« aux 100 communes »), a rate or an
aid that is the same for every inhabitant, an aim of the whole territory. Not a count of equipment,
which stands somewhere, nor a programme that only some communes joined.
"""

from __future__ import annotations

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
