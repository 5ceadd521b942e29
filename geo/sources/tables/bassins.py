"""Basins of the public pools, as the national register of sports facilities describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pandas as pd
import pandera.pandas as pa

from geo.core.model import TerritoryId
from geo.core.schema import (
    CODE_INSEE_FRANCE,
    SEPARATEUR,
    choice,
    integer,
    number,
    table,
    text,
)
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

DEPENDS = ("communes",)

FICHIER = "bassins.csv"
REGISTRE = "bassins_data_es.csv"
VOISINS = "bassins_voisins.csv"
INSTALLATIONS = "installations_data_es.csv"

TYPES = {
    "Bassin sportif de natation": "bassin sportif",
    "Bassin mixte de natation": "bassin mixte",
    "Bassin ludique de natation": "bassin ludique",
    "Bassin de réception de toboggan": "réception de toboggan",
}
"""Kind of the register -> kind of the table."""

PERIODES = {
    "Avant 1945": "avant 1945",
    "1975-1984": "1975-1984",
    "1995-2004": "1995-2004",
    "A partir de 2005": "à partir de 2005",
}

PUBLICS = {
    "Individuel(s),famille(s)": "individuels et familles",
    "Clubs sportifs,comités,ligues,fédérations": "clubs et fédérations",
    "Scolaires,universités": "scolaires et universités",
    "Autre - association(s) et groupes divers": "associations et autres groupes",
}
"""Users of the register -> those of the table, in the same order."""

SCOLAIRES = "Scolaires,universités"

COMMUNE_DU_POINT = {"I624570001": "62540"}
"""Installations that the register writes in another commune than the one where they stand: the
park of Olhain is written in Fresnicourt-le-Dolmen, its pool stands in Maisnil-lès-Ruitz, whichever
the outlines."""

COLONNES = {
    "id_equipement": "id",
    "id_installation": "id_installation",
    "installation": "installation",
    "equipement": "nom",
    "code_commune": "code_insee_declare",
    "commune": "commune_voisine",
    "longueur_m": "longueur_m",
    "largeur_m": "largeur_m",
    "surface_bassin_m2": "surface_m2",
    "profondeur_min_m": "profondeur_min_m",
    "profondeur_max_m": "profondeur_max_m",
    "nb_couloirs": "couloirs",
    "year_service": "annee",
    "last_major_works_year": "annee_travaux",
    "survey_date": "date_enquete",
    "state_change_date": "date_fiche",
    "longitude": "lon",
    "latitude": "lat",
}
"""Column of the register -> column of the table, for those kept as they are."""

ENTIERS = ("couloirs", "annee", "annee_travaux")
DATE = r"^\d{4}-\d{2}-\d{2}$"

SCHEMA = table(
    "bassins",
    {
        "id": text(pattern=r"^E\d{3}I\d{9}$", unique=True),
        "id_installation": text(pattern=r"^I\d{9}$"),
        "installation": text(),
        "nom": text(),
        "type": choice(*TYPES.values()),
        "code_insee": text(pattern=CODE_INSEE_FRANCE),
        "code_insee_declare": text(pattern=CODE_INSEE_FRANCE),
        "territoire": choice(*get_args(TerritoryId), nullable=True),
        "hors_territoire": pa.Column(bool),
        "commune_voisine": text(nullable=True),
        "adresse": text(nullable=True),
        "surface_m2": number(0),
        "longueur_m": number(0, nullable=True),
        "largeur_m": number(0, nullable=True),
        "profondeur_min_m": number(0, nullable=True),
        "profondeur_max_m": number(0, nullable=True),
        "couloirs": integer(1, nullable=True),
        "annee": integer(1850, 2035, nullable=True),
        "periode": choice(*PERIODES.values(), nullable=True),
        "annee_travaux": integer(1850, 2035, nullable=True),
        "scolaires": pa.Column(bool),
        "publics": text(nullable=True),
        "acces_handicap": text(nullable=True),
        "proprietaire": text(nullable=True),
        "delegation": choice("oui", "non", nullable=True),
        "activites": text(nullable=True),
        "date_enquete": text(nullable=True, pattern=DATE),
        "date_fiche": text(nullable=True, pattern=DATE),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one basin, sorted by ``id``, that of the register.

    ``surface_m2``, ``longueur_m``, ``largeur_m`` and the depths are in square metres and metres, as
    the register writes them: a surface may differ from length × width. ``code_insee`` is the
    commune where the basin stands, ``code_insee_declare`` the one that the register writes.
    ``id_installation`` is the pool it belongs to, several basins sharing one. ``annee`` is the
    first year of service, ``periode`` a wider one where the register gives it, ``annee_travaux``
    that of the last major works; ``scolaires`` says whether schools are among its users. A basin
    outside the agglomérations (``hors_territoire``) has no ``territoire``. Coordinates in WGS 84.
    Missing: what the register leaves empty.

    Source: bassins.
    """
    return merge.read_table(path, SCHEMA)


def _publics(cell: str) -> str:
    """Return the users of a basin; the register's own names hold commas."""
    return SEPARATEUR.join(words for raw, words in PUBLICS.items() if raw in cell)


def _installations(folder: Path) -> pd.DataFrame:
    """Return one row an installation, the first that the register gives of each."""
    rows = pd.read_csv(folder / INSTALLATIONS, dtype="str")
    return rows.drop_duplicates("Numéro de l'installation sportive").set_index(
        "Numéro de l'installation sportive"
    )


def build(folder: Path, communes: pd.DataFrame) -> pd.DataFrame:
    """Return the table (see ``read``) from the register as received."""
    here = pd.read_csv(folder / REGISTRE, dtype="str")
    beside = pd.read_csv(folder / VOISINS, dtype="str")
    rows = pd.concat([here, beside], ignore_index=True).reset_index(drop=True)
    sites = _installations(folder)
    site = rows["id_installation"]
    territory = communes.set_index("code_insee")["territoire"]
    kept = rows[list(COLONNES)].rename(columns=COLONNES)
    code = site.map(COMMUNE_DU_POINT).fillna(rows["code_commune"])
    built = kept.assign(
        code_insee=code,
        type=rows["type_equipement"].map(TYPES),
        territoire=code.map(territory).astype("str"),
        hors_territoire=~code.isin(territory.index),
        adresse=(site.map(sites["Adresse"]) + ", " + site.map(sites["Code Postal"])).astype("str"),
        periode=rows["service_period"].map(PERIODES).astype("str"),
        scolaires=rows["type_utilisation"].str.contains(SCOLAIRES, regex=False, na=False),
        publics=rows["type_utilisation"].map(_publics, na_action="ignore").astype("str"),
        acces_handicap=rows["handicap_access_types"].str.lower(),
        proprietaire=site.map(sites["Nom du propriétaire"]).astype("str"),
        delegation=site.map(sites["Gestion en DSP"])
        .map({"true": "oui", "false": "non"})
        .astype("str"),
        activites=rows["activites"],
    )
    # A whole number may be written « 2017.0 »: it is read as a number before it is told whole.
    whole = {name: pd.to_numeric(built[name]) for name in ENTIERS}
    typed = built.assign(**whole).astype(merge.column_types(SCHEMA))
    return typed[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
