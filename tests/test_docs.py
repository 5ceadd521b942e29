"""The documentation says what the code and the data are: names, numbers, links, commands."""

from __future__ import annotations

import re
import shlex
import tomllib
from datetime import date
from pathlib import Path

import pytest

from geo import __main__ as commands
from geo import sources
from geo.answers import tables
from geo.core import catalog, columns, model
from geo.measures import quality
from geo.reports.vocabulary import NATURES
from outils import documenter

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
MARKDOWN = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "geo").rglob("*.md")]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
MODULES = sorted(
    path.stem
    for path in (ROOT / "geo").iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
)
GLOSSARY, ARCHITECTURE = "docs/glossaire.md", "docs/architecture.md"
CORRECTIONS_MAX = 25
"""Lines of the change log about how the reports were coded: a reader must go to the end."""


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rows(text, columns):
    """The rows of the Markdown tables that have that many columns, without their heading."""
    cells = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    heads = {rank - 1 for rank, row in enumerate(cells) if set(row[0]) == {"-"}}
    return [
        row
        for rank, row in enumerate(cells)
        if len(row) == columns and rank not in heads and set(row[0]) != {"-"}
    ]


def links(path):
    """The files that a page of documentation leads to, with what it calls them."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s#]+)", text) if "://" not in link]


# --- docs/donnees.md --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generated():
    return documenter.page()


def test_the_page_of_the_data_is_the_one_that_would_be_written_now(generated):
    assert read("docs/donnees.md") == generated, "lancez « make docs »"


def test_the_check_of_the_page_sees_a_page_that_is_not_up_to_date(tmp_path, monkeypatch, capsys):
    page = tmp_path / "donnees.md"
    monkeypatch.setattr(documenter, "PAGE", page)
    monkeypatch.setattr(documenter, "page", lambda: "à jour\n")
    assert documenter.main(["--check"]) == 1
    page.write_text("périmée\n", encoding="utf-8")
    assert documenter.main(["--check"]) == 1
    assert page.read_text(encoding="utf-8") == "périmée\n"
    page.write_text("à jour\n", encoding="utf-8")
    assert documenter.main(["--check"]) == 0
    assert "est à jour" in capsys.readouterr().out


def test_a_column_that_nobody_described_stops_the_generation():
    with pytest.raises(KeyError, match="colonne « inconnue » de « bornes »"):
        columns.meaning("bornes", "inconnue")


@pytest.mark.parametrize("source_id", catalog.sources())
def test_each_source_has_its_section_with_every_column_and_gap(source_id, generated):
    section = generated.partition(f"\n### `{source_id}` :")[2].partition("\n## ")[0]
    section = section.partition("\n### ")[0]
    record = catalog.source(source_id)
    described = {row[0] for row in rows(section, 4)}
    columns = sources.module(source_id).SCHEMA.columns
    assert {f"`{name}`" for name in columns} == described
    assert [gap for gap in record.lacunes if gap not in section] == []
    assert [entry.raison for entry in record.anomalies if entry.raison not in section] == []


@pytest.mark.parametrize("name", tables.COLONNES)
def test_each_exported_table_lists_its_columns(name, generated):
    section = generated.partition(f"\n### Export `{name}`\n")[2].partition("\n### ")[0]
    listed = re.findall(r"`(\w+)`", section.partition("Colonnes : ")[2].partition(".")[0])
    assert tuple(listed) == tables.COLONNES[name]


@pytest.mark.parametrize("name", tables.COLONNES)
def test_every_exported_column_is_described(name):
    assert all(columns.meaning(name, column) for column in tables.COLONNES[name])


def test_no_description_is_kept_for_a_column_that_no_longer_exists():
    known = {name: set(listed) for name, listed in tables.COLONNES.items()}
    for source_id in catalog.sources():
        known.setdefault(source_id, set()).update(sources.module(source_id).SCHEMA.columns)
    told = {(table, c) for table, words in columns.PARTICULIERES.items() for c in words}
    assert {(table, c) for table, c in told if c not in known.get(table, set())} == set()
    assert set(columns.COLONNES) <= set().union(*known.values())


def test_every_rule_and_every_indicator_has_its_row(generated):
    firsts = {row[0] for row in rows(generated, 5)}
    assert set(quality.RULES) <= firsts
    assert {f"`{key}`" for key in catalog.INDICATORS} <= firsts


def test_every_parameter_of_the_rules_is_told_with_a_rule_that_exists():
    assert set(documenter.PARAMETRES) == set(documenter.parameters())
    assert {rule for rule, _ in documenter.PARAMETRES.values()} <= set(quality.RULES)


# --- README -----------------------------------------------------------------------------------


@pytest.mark.parametrize("entree", catalog.NAVIGATION, ids=lambda entree: entree.id)
def test_the_readme_lists_the_page_with_its_address(entree):
    listed = [row[:2] for row in rows(read("README.md"), 3)]
    assert [entree.titre, f"`/{entree.chemin}`"] in listed


def test_the_readme_lists_no_page_that_does_not_exist():
    listed = {row[1] for row in rows(read("README.md"), 3) if row[1].startswith("`/")}
    assert listed == {f"`/{page.chemin}`" for page in catalog.NAVIGATION}


def test_the_numbers_of_the_readme_are_those_of_the_data():
    frames = {source_id: sources.load(source_id) for source_id in catalog.sources()}
    communes, facts = frames["communes"], frames["actions"]
    sizes = {t: len(frames[t]) for t in ("bornes", "dechetteries", "piscines", "ouvrages")}
    unsure = sum(int((frames[t]["statut"] == "non_etabli").sum()) for t in sizes)
    members = communes["territoire"].value_counts()
    named = facts["code_insee"].nunique()
    kinds = frames["contradictions"]["genre"].value_counts()
    in_qpv = frames["qpv_communes"]["code_insee"].nunique()
    text = re.sub(r"(?<=\d)[\u202f\xa0 ](?=\d{3}\b)", "", read("README.md"))
    expected = (
        f"{len(communes)} communes, {members['cabbalr']} dans la CABBALR",
        f"{members['call']} dans la CALL, {communes['population'].sum()} habitants",
        f"{len(frames['qpv'])} quartiers prioritaires (génération 2024), sur {in_qpv} communes",
        f"{sum(sizes.values())} équipements : {sizes['bornes']} sites de recharge",
        f", {sizes['dechetteries']} déchetteries, {sizes['piscines']} piscines",
        f", {sizes['ouvrages']} ouvrages",
        f"{len(frames['indicateurs'])} chiffres et {len(facts)} faits relevés",
        f"{facts['code_insee'].notna().sum()} faits dans {named} communes",
        f"{facts['code_insee'].isna().sum()} de toute une agglomération",
        f"{facts['redit'].notna().sum()} faits reprennent",
        f"{len(frames['contradictions'])} remarques de lecture",
        f"{kinds['contradiction']} contradictions, {kinds['evolution']} évolutions",
        f"{kinds['imprecision']} imprécisions",
        f"{unsure} équipements sont à l’état non établi",
        f"{len(communes) - named} communes ne sont nommées par aucun rapport",
    )
    assert [sentence for sentence in expected if sentence not in text] == []


@pytest.mark.parametrize(
    "line", re.findall(r"python -m geo ([^\n#`]+)", read("README.md")), ids=lambda line: line
)
def test_a_command_of_the_readme_is_one_that_the_program_takes(line):
    assert commands.parser().parse_args(shlex.split(line)).execute


def test_the_readme_names_every_exported_table():
    told = read("README.md").partition("\nTables : ")[2].partition(".")[0]
    assert set(re.findall(r"`(\w+)`", told)) == set(tables.COLONNES)


# --- links ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_internal_link_leads_to_a_file(path):
    assert [link for link in links(path) if not (path.parent / link).exists()] == []


def test_every_page_of_documentation_is_reached_from_the_readme():
    reached = {(ROOT / link).resolve() for link in links(ROOT / "README.md")}
    assert [p.name for p in DOCS.glob("*.md") if p.resolve() not in reached] == []


# --- glossary and architecture ----------------------------------------------------------------


@pytest.mark.parametrize("theme", catalog.THEMES.values(), ids=lambda theme: theme.id)
def test_the_glossary_lists_the_theme(theme):
    assert [f"`{theme.id}`", theme.titre] in [row[:2] for row in rows(read(GLOSSARY), 3)]


@pytest.mark.parametrize("indicator", catalog.INDICATORS.values(), ids=lambda one: one.id)
def test_the_glossary_lists_the_indicator(indicator):
    listed = [row[:3] for row in rows(read(GLOSSARY), 4)]
    assert [f"`{indicator.id}`", indicator.titre, indicator.nature] in listed


def test_the_glossary_lists_the_closed_vocabularies_of_the_code():
    words = {*model.STATUTS, *model.PRECISIONS, *NATURES, *catalog.TERRITORIES}
    told = set(re.findall(r"`(\w+)`", read(GLOSSARY)))
    assert words - told == set()


def test_each_word_of_the_glossary_has_its_definition_and_its_english():
    terms = [row for columns in (3, 4) for row in rows(read(GLOSSARY), columns)]
    assert len(terms) > 50
    assert [row[0] for row in terms if not (row[0].startswith("`") and row[1] and row[2])] == []


def test_the_architecture_names_the_rooms_in_the_order_of_the_import_contract():
    table = [re.findall(r"`(geo\.\w+)`", row[0]) for row in rows(read(ARCHITECTURE), 2)]
    told = [set(names) for names in table if names]
    assert told == [
        {f"geo.{room}" for room in re.findall(r"\w+", layer)} for layer in reversed(LAYERS)
    ]


@pytest.mark.parametrize("name", [m for m in MODULES if m not in {"__init__", "__pycache__"}])
def test_the_architecture_names_the_room(name):
    assert f"`geo.{name}`" in read(ARCHITECTURE)


# --- decisions and change log -----------------------------------------------------------------


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_dated_and_says_situation_choice_and_consequences(path):
    assert date.fromisoformat(path.name[:10]).year >= 2026
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert [p for p in ("Situation", "Choix", "Conséquences") if f"**{p}.**" not in text] == []


def test_the_change_log_tells_the_version_of_the_project():
    assert f"## [{PYPROJECT['project']['version']}] - " in read("CHANGELOG.md")


def test_the_corrections_of_the_reports_stay_short_to_read():
    section = read("CHANGELOG.md").partition("### Corrections du codage des rapports\n")[2]
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line]
    assert 0 < len(lines) <= CORRECTIONS_MAX
