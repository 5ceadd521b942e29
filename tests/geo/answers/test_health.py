"""What the pages load is loaded: an empty, misplaced or odd table is found before a reader."""

from __future__ import annotations

import shutil

import pytest
import shapely

from geo import __main__ as cli
from geo import sources
from geo.answers import health
from geo.commands import check
from geo.core import catalog

REAL = sources.load


def swapped(frame):
    return frame.set_geometry(
        frame.geometry.map(lambda g: shapely.transform(g, lambda a: a[:, ::-1]))
    )


CASES = {
    ("indicateurs", "vide"): lambda f: f.iloc[:0],
    ("actions", "vide"): lambda f: f.iloc[:0],
    ("piscines", "vide"): lambda f: f.iloc[:0],
    ("bornes", "vide"): lambda f: f.iloc[:0],
    ("qpv", "x et y échangés"): swapped,
    ("qpv", "Lambert-93 dit WGS 84"): lambda f: f.to_crs(2154).set_crs(4326, allow_override=True),
    ("bornes", "lon et lat échangées"): lambda f: f.assign(lon=f["lat"], lat=f["lon"]),
    ("communes", "Lambert-93"): lambda f: f.to_crs(2154),
    ("communes", "Lambert-93 dit WGS 84"): lambda f: f.to_crs(2154).set_crs(
        4326, allow_override=True
    ),
}


def test_the_shipped_tables_have_no_such_fault():
    frames = {name: REAL(name) for name in ("communes", "qpv", "bornes", "indicateurs")}
    assert health.faults_of_tables(frames) == []
    assert health.faults_of_pages() == []


@pytest.mark.parametrize(("table", "kind"), CASES)
def test_a_valid_but_odd_table_is_told_with_its_name(table, kind):
    [told] = health.faults_of_tables({table: CASES[table, kind](REAL(table))})
    assert told.startswith(f"{table} : ")


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A ``data/`` of one folder, that may be hurt."""
    shutil.copytree(catalog.DATA / "dechetteries", tmp_path / "dechetteries")
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    one = {"dechetteries": catalog.source_from_toml(tmp_path / "dechetteries" / "source.toml")}
    monkeypatch.setattr(catalog, "sources", lambda: one)
    assert health.faults_of_files() == []
    return tmp_path / "dechetteries"


def test_every_file_of_the_data_is_the_one_that_is_declared():
    assert health.faults_of_files() == []


def test_a_file_as_received_that_lost_a_line_is_told(copied):
    path = copied / "releve.csv"
    path.write_bytes(path.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0])
    [told] = health.faults_of_files()
    assert "data/dechetteries/releve.csv n’est pas celui qui est déclaré" in told


@pytest.mark.parametrize(
    ("hurt", "said"),
    [
        (lambda path: path.write_bytes(b""), "est vide"),
        (lambda path: path.unlink(), "est absent"),
        (lambda path: path.with_name("copie.csv").write_bytes(b"a"), "copie.csv n’est pas déclaré"),
    ],
)
def test_a_file_that_is_empty_absent_or_not_declared_is_told(copied, hurt, said):
    hurt(copied / "releve.csv")
    [told] = health.faults_of_files()
    assert said in told


def test_what_a_page_cannot_load_is_told_whatever_the_fault(monkeypatch):
    def broken(_base, theme_id):
        if theme_id == "bornes":
            raise TypeError("boum")

    monkeypatch.setattr(health.bundle, "theme_data", broken)
    assert health.faults_of_pages() == ["thème bornes ne se charge pas. TypeError : boum"]


def test_the_command_ends_with_1_on_an_empty_table(monkeypatch, capsys):
    frames = {"piscines": REAL("piscines").iloc[:0]}
    monkeypatch.setattr(check, "_load_all", lambda: (frames, {}))
    monkeypatch.setattr(health, "faults_of_pages", list)
    assert cli.main(["check"]) == 1
    assert "piscines : la table n’a aucune ligne." in capsys.readouterr().err
