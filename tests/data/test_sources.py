"""Every folder of ``data/``, as shipped: a new source is tested for free."""

import re
from importlib import import_module

import pytest

from geo import sources
from geo.core import catalog
from geo.measures import quality, states

SOURCES = list(catalog.sources())

LICENCES = (
    "Licence Ouverte 2.0",
    "ODbL 1.0 : ",
    "Faits relevés dans ",
    "Faits et nombres relevés dans ",
)
"""How a licence may begin: an open licence (the one that is shared alike says why), or facts taken
from public documents."""


@pytest.fixture(scope="module")
def frames():
    return {source_id: sources.load(source_id) for source_id in SOURCES}


def declared_pairs(source_id):
    return {(entry.regle, entry.id) for entry in catalog.source(source_id).anomalies}


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_declared_file_is_there_with_its_checksum(source_id):
    record = catalog.source(source_id)
    for declared in record.fichiers:
        assert sources.check_file(catalog.DATA / source_id, declared).is_file()


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_file_of_the_folder_is_declared(source_id):
    shipped = {path.name for path in (catalog.DATA / source_id).iterdir()}
    declared = {entry.nom for entry in catalog.source(source_id).fichiers}
    assert shipped == declared | {"source.toml"}


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_shipped_table_follows_its_schema_and_is_not_empty(source_id, frames):
    assert len(frames[source_id]) > 0
    assert catalog.source(source_id).lignes == len(frames[source_id])


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_description_of_a_source_is_complete(source_id):
    record = catalog.source(source_id)
    assert record.titre
    assert record.producteur
    assert record.millesime
    assert record.description.strip()
    assert record.licence.startswith(LICENCES), record.licence
    assert re.fullmatch(r"20\d{2}-[01]\d-[0-3]\d", record.date_acces)


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_code_insee_is_that_of_a_member_commune(source_id, frames):
    frame = frames[source_id]
    if "code_insee" in frame:
        known = set(frames["communes"]["code_insee"])
        outside = states.outside(frame)
        assert set(frame.loc[~outside, "code_insee"].dropna()) <= known
        assert not set(frame.loc[outside, "code_insee"]) & known


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_anomalies_are_exactly_the_declared_ones(source_id, frames):
    report = quality.check(source_id, frames)
    undeclared = report[~report["declaree"]]
    assert undeclared[["regle", "id", "message"]].to_dict("records") == []
    assert quality.obsolete(report, catalog.source(source_id).anomalies) == []


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_declared_anomaly_names_a_rule_and_says_why(source_id):
    for entry in catalog.source(source_id).anomalies:
        assert entry.regle in quality.RULES
        assert len(entry.raison) > 20


@pytest.mark.parametrize("source_id", SOURCES)
def test_no_anomaly_is_declared_twice(source_id):
    assert len(declared_pairs(source_id)) == len(catalog.source(source_id).anomalies)


SANS_TABLE = {"recits"}
"""Folders of data/ that hold no table: the stories of slide shows, written in Markdown."""


def test_every_folder_of_data_has_a_card_and_a_module():
    folders = {path.name for path in catalog.DATA.iterdir() if path.is_dir()}
    # The road network is downloaded by whoever wants it: never shipped, never listed.
    assert folders - {"routes", "routes.precedent"} == set(SOURCES) | SANS_TABLE
    for source_id in SOURCES:
        module = import_module(f"geo.sources.tables.{source_id}")
        assert callable(module.read)
        assert module.FICHIER in {f.nom for f in catalog.source(source_id).fichiers}


def test_every_module_of_a_source_has_a_folder():
    package = catalog.ROOT / "geo" / "sources" / "tables"
    modules = {path.stem for path in package.glob("*.py") if not path.stem.startswith("_")}
    assert modules
    assert modules <= set(SOURCES)


def test_every_source_of_a_theme_exists():
    for theme in catalog.THEMES.values():
        assert set(theme.sources) <= set(SOURCES), theme.id
        assert theme.table in SOURCES
