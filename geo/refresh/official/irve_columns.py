"""The columns of the national base of charging stations, under the names of each of its schemas."""

from __future__ import annotations

from typing import Literal

from geo.core.errors import SchemaError
from geo.labels import officielles as mots

Grain = Literal["point", "station"]
Base = Literal["consolidation data.gouv.fr", "point d’accès national", "inconnue"]

COLONNES: dict[str, tuple[str, ...]] = {
    "id_pdc": ("id_pdc_itinerance", "id_pdc"),
    "id_station": ("id_station_itinerance", "id_station"),
    "nom": ("nom_station", "n_station"),
    "operateur": ("nom_operateur", "n_operateur"),
    "enseigne": ("nom_enseigne", "n_enseigne"),
    "amenageur": ("nom_amenageur", "n_amenageur"),
    "adresse": ("adresse_station", "ad_station"),
    "code_declare": ("code_insee_commune", "code_insee"),
    "paire": ("coordonneesXY",),
    "lon": ("longitude", "Xlongitude", "consolidated_longitude"),
    "lat": ("latitude", "Ylatitude", "consolidated_latitude"),
    "nbre_pdc": ("nbre_pdc",),
    "puissance": ("puissance_nominale", "puiss_max"),
    "implantation": ("implantation_station",),
    "acces": ("condition_acces", "acces_recharge", "acces_recharge_grouped"),
    "pmr": ("accessibilite_pmr",),
    "gratuit": ("gratuit",),
    "deux_roues": ("station_deux_roues",),
    "horaires": ("horaires", "accessibilite", "accessibilite_grouped"),
    "mise_en_service": ("date_mise_en_service",),
    "date_maj": ("date_maj",),
    "observations": ("observations",),
    "origine": ("datagouv_resource_id", "resource_id", "datagouv_dataset_id", "dataset_id"),
    "proprietaire": ("datagouv_organization_or_owner", "organization_or_owner", "source_grouped"),
    "date_ressource": ("last_modified", "resource_last_modified", "created_at"),
}
"""Our name of a column -> its names: schema of 2021 to 2026 (v2), the one of 2017, v3 under way."""

DYNAMIQUES = frozenset({"etat_pdc", "occupation_pdc", "horodatage"})
"""Columns of the other file of the base, that of the states of each minute."""

PAR_POINT = frozenset({"id_pdc_itinerance", "id_pdc"})
"""Without one of these, a row is a station and its points cannot be counted."""


def check(columns: tuple[str, ...], name: str) -> Grain:
    """Return what a row of a file is, from its columns.

    Raises
    ------
    SchemaError
        If the file is that of the states of each minute, or has not what is needed: a name or an
        identifier, and a place.
    """
    present = set(columns)
    if present & DYNAMIQUES:
        raise SchemaError(mots.DYNAMIQUE.format(nom=name))
    needed = {
        mots.COLONNE_STATION: {"id_station_itinerance", "id_station", "nom_station", "n_station"},
        mots.COLONNE_LIEU: {"coordonneesxy", "longitude", "xlongitude", "consolidated_longitude"},
    }
    missing = [what for what, names in needed.items() if not names & present]
    if missing:
        raise SchemaError(mots.COLONNES_ABSENTES.format(nom=name, colonnes=", ".join(missing)))
    return "point" if present & PAR_POINT else "station"


def base_of(columns: tuple[str, ...]) -> Base:
    """Return which of the two national bases a file is, by the columns that each adds."""
    present = set(columns)
    if any(name.startswith(("consolidated_", "datagouv_")) for name in present):
        return "consolidation data.gouv.fr"
    return "point d’accès national" if {"dataset_id", "resource_id"} & present else "inconnue"
