"""The registry: territories, sources, themes, indicators and pages are declared here, once.

Adding a theme is a folder of ``data/``, a module of ``geo.sources``, a record here, its words in
``geo.labels`` and a few lines in ``pages/``. Adding an agglomération is one record of
``TERRITORIES``. The sources are not listed here: each folder of ``data/`` with a ``source.toml``
is one.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geo.core import palette
from geo.core.errors import DataFileError, UnknownIdError
from geo.core.indicators import INDICATORS, QUARTIERS
from geo.core.model import DataFile, DeclaredAnomaly, Indicator, Page, Source, Territory, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).resolve().parents[1]
BUNDLE = PACKAGE / "_bundle"
"""Where the wheel puts what a checkout has beside the library: app.py, pages, static, data."""
INSTALLED = BUNDLE.is_dir()
ROOT = BUNDLE if INSTALLED else PACKAGE.parent
DATA = ROOT / "data"
STATIC = ROOT / "static"
PROGRAMME = "atlas-artois" if INSTALLED else "python -m geo"
"""How the command line is called here, in what is told to the reader."""
ROUTES, ROUTES_PRECEDENT = "routes", "routes.precedent"
"""The folders of the road network in ``data/`` and of the one before it."""
ABOUT = PACKAGE / "labels" / "a_propos.md"

TERRITORIES: dict[str, Territory] = {
    territory.id: territory
    for territory in (
        Territory(
            id="cabbalr",
            sigle="CABBALR",
            nom="Béthune-Bruay, Artois-Lys Romane",
            siren="200072460",
            communes_attendues=100,
            population_attendue=275_736,
            surface_attendue_km2=649.0,
        ),
        Territory(
            id="call",
            sigle="CALL",
            nom="Lens-Liévin",
            siren="246200364",
            communes_attendues=36,
            population_attendue=242_591,
            surface_attendue_km2=240.0,
        ),
    )
}

THEMES: dict[str, Theme] = {
    theme.id: theme
    for theme in (
        Theme(
            id="qpv",
            titre="Quartiers prioritaires",
            chemin="quartiers-prioritaires",
            icone=":material/holiday_village:",
            couleur=palette.THEMES["qpv"],
            symbole="surface",
            table="qpv",
            sources=("qpv", "qpv_population", "qpv_generations", "revenus", "communes"),
            indicateurs=(
                "part_qpv_pct",
                "part_bande_300m_pct",
                "nb_qpv",
                "niveau_vie_median_eur",
                "taux_pauvrete_pct",
            ),
            themes_rapport=("politique_ville", "npnru", "erbm"),
        ),
        Theme(
            id="bornes",
            titre="Bornes de recharge",
            chemin="bornes-de-recharge",
            icone=":material/ev_station:",
            couleur=palette.THEMES["bornes"],
            symbole="cercle",
            table="bornes",
            sources=("bornes", "bornes_2022", "communes", "qpv"),
            indicateurs=(
                "points_pour_1000_hab",
                "points_pour_1000_hab_max",
                "points_hors_concessions",
                "points_de_charge",
                "points_de_charge_max",
                "nb_equipements",
                "sites_2025",
                "sites_2022",
                "distance_m",
            ),
            themes_rapport=("mobilite_electrique",),
        ),
        Theme(
            id="dechets",
            titre="Déchets",
            chemin="dechets",
            icone=":material/recycling:",
            couleur=palette.THEMES["dechets"],
            symbole="carre",
            table="dechetteries",
            sources=("dechetteries", "communes", "qpv"),
            indicateurs=("distance_m", "nb_equipements"),
            themes_rapport=("dechets", "compostage"),
        ),
        Theme(
            id="piscines",
            titre="Piscines",
            chemin="piscines",
            icone=":material/pool:",
            couleur=palette.THEMES["piscines"],
            symbole="goutte",
            table="piscines",
            sources=("piscines", "bassins", "communes", "qpv"),
            indicateurs=("distance_m", "nb_equipements"),
            themes_rapport=("piscines",),
        ),
        Theme(
            id="inondations",
            titre="Inondations",
            chemin="inondations",
            icone=":material/flood:",
            couleur=palette.THEMES["inondations"],
            symbole="triangle",
            table="ouvrages",
            sources=("ouvrages", "stations_mesure", "communes", "qpv"),
            indicateurs=("volume_m3", "nb_equipements"),
            themes_rapport=("inondations",),
            appoint="stations_mesure",
        ),
    )
}

BASIN = Theme(
    id="bassin-minier",
    titre="Bassin minier",
    chemin="bassin-minier",
    icone=":material/landscape:",
    couleur=palette.THEMES["bassin_minier"],
    symbole="surface",
    table="cites_minieres",
    sources=(
        "cites_minieres",
        "terrils",
        "cavaliers",
        "cavaliers_inscrits",
        "espaces_neonaturels",
        "puits_de_mine",
        "batiments_miniers",
        "communes",
        "qpv",
    ),
    indicateurs=("part_cites_pct",),
    themes_rapport=("erbm", "npnru"),
)
"""The mining basin: seven tables of remains, which have no state, no public and no distance.

It is kept out of ``THEMES``, whose rows are facilities (or QPV): what walks over those (ranks,
nearest, states, Comparer) has nothing to say of a terril. It is a theme wherever one is told.
"""

TOLD: dict[str, Theme] = {**THEMES, BASIN.id: BASIN}
"""What a sentence, a map, a deck or a story may be about: the themes and the mining basin."""

_THEME_PAGES = tuple(
    Page(t.id, t.titre, t.chemin, t.icone, f"pages/{t.chemin.replace('-', '_')}.py", "Thèmes", t.id)
    for t in THEMES.values()
)

NAVIGATION: tuple[Page, ...] = (
    Page("accueil", "Accueil", "", ":material/map:", "pages/accueil.py", "Atlas"),
    Page(
        "ma_commune",
        "Ma commune",
        "ma-commune",
        ":material/location_city:",
        "pages/ma_commune.py",
        "Atlas",
    ),
    Page(
        "presentation",
        "Présentation",
        "presentation",
        ":material/slideshow:",
        "pages/presentation.py",
        "Atlas",
    ),
    *_THEME_PAGES,
    Page(
        "bassin_minier",
        BASIN.titre,
        BASIN.chemin,
        BASIN.icone,
        "pages/bassin_minier.py",
        "Thèmes",
    ),
    Page(
        "acces",
        "Accès aux services",
        "acces",
        ":material/directions_walk:",
        "pages/acces.py",
        "Analyses",
    ),
    Page(
        "comparer",
        "Comparer",
        "comparer",
        ":material/compare:",
        "pages/comparer.py",
        "Analyses",
    ),
    Page(
        "point",
        "Adresse ou point",
        "point",
        ":material/pin_drop:",
        "pages/point.py",
        "Analyses",
    ),
    Page(
        "themes",
        "Thèmes des rapports",
        "themes",
        ":material/menu_book:",
        "pages/themes.py",
        "Rapports",
    ),
    Page(
        "indicateurs",
        "Indicateurs",
        "indicateurs",
        ":material/query_stats:",
        "pages/indicateurs.py",
        "Rapports",
    ),
    Page(
        "objectifs",
        "Objectifs",
        "objectifs",
        ":material/flag:",
        "pages/objectifs.py",
        "Rapports",
    ),
    Page(
        "donnees",
        "Données et qualité",
        "donnees",
        ":material/database:",
        "pages/donnees.py",
        "Méthode",
    ),
    Page("a_propos", "À propos", "a-propos", ":material/info:", "pages/a_propos.py", "Méthode"),
)

Record = TypeVar("Record")


def find(records: Mapping[str, Record], record_id: str, kind: str) -> Record:
    """Return the record of that id.

    Raises
    ------
    UnknownIdError
        Listing the known ids.
    """
    try:
        return records[record_id]
    except KeyError:
        known = ", ".join(records)
        msg = f"{kind} inconnu : « {record_id} ». Connus : {known}."
        raise UnknownIdError(msg) from None


def source_from_toml(path: Path) -> Source:
    """Read one ``source.toml``.

    Raises
    ------
    DataFileError
        If the file is missing, is not TOML, or lacks a key.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        files = tuple(DataFile(**entry) for entry in raw.pop("fichiers"))
        anomalies = tuple(DeclaredAnomaly(**entry) for entry in raw.pop("anomalies", ()))
        gaps = tuple(raw.pop("lacunes"))
        return Source(id=path.parent.name, fichiers=files, anomalies=anomalies, lacunes=gaps, **raw)
    except FileNotFoundError:
        msg = f"Fiche de source absente : {path}. Rétablissez-la depuis le dépôt."
        raise DataFileError(msg) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        msg = f"Fiche de source illisible : {path} ({error}). Rétablissez-la depuis le dépôt."
        raise DataFileError(msg) from error


def _cards() -> list[Path]:
    return sorted(DATA.glob("*/source.toml"))


@cache
def unreadable_sources() -> dict[str, str]:
    """Return why a ``source.toml`` cannot be read, by source id; empty when all can."""
    told = {}
    for path in _cards():
        try:
            source_from_toml(path)
        except DataFileError as error:
            told[path.parent.name] = str(error)
    return told


@cache
def sources() -> dict[str, Source]:
    """Return every source of ``data/`` that can be read, by id, in alphabetical order."""
    lost = unreadable_sources()
    return {
        path.parent.name: source_from_toml(path)
        for path in _cards()
        if path.parent.name not in lost
    }


def roads_folder(racine: Path | None = None) -> Path:
    """Return where the road network is; the previous one where a renewal died between two names.

    ``python -m geo refresh routes`` puts the old network aside, then the new one in its place: if
    the machine stops in between, the old one is whole under its other name.
    """
    root = DATA if racine is None else racine
    current, previous = root / ROUTES, root / ROUTES_PRECEDENT
    return previous if previous.is_dir() and not current.is_dir() else current


def data_version() -> str:
    """Return the version of the data: a short hash of the checksums of every declared file.

    The road network counts too, where one is installed.
    """
    digest = hashlib.sha256()
    for record in sources().values():
        for entry in record.fichiers:
            digest.update(f"{record.id}/{entry.nom}:{entry.sha256}\n".encode())
    # The road network is not shipped, but the times of access depend on it.
    if (roads := roads_folder() / "routes.toml").is_file():
        digest.update(roads.read_bytes())
    return digest.hexdigest()[:10]


def source(source_id: str) -> Source:
    """Return one source; see ``find`` for the error of an unknown id.

    Raises
    ------
    DataFileError
        If its ``source.toml`` cannot be read: the pages that do not need it are not concerned.
    """
    reason = unreadable_sources().get(source_id)
    if reason is not None:
        raise DataFileError(reason)
    return find(sources(), source_id, "Jeu de données")


def theme(theme_id: str) -> Theme:
    """Return one theme, the mining basin included; see ``find`` for the error."""
    return find(TOLD, theme_id, "Thème")


def territory(territory_id: str) -> Territory:
    """Return one territory; see ``find`` for the error."""
    return find(TERRITORIES, territory_id, "Territoire")


def indicator(indicator_id: str) -> Indicator:
    """Return one indicator, of communes or of QPV; see ``find`` for the error."""
    return find({**INDICATORS, **QUARTIERS}, indicator_id, "Indicateur")
