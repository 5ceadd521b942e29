"""What the pages load is loaded: an empty, misplaced or odd table is found before a reader."""

from __future__ import annotations

import pytest
import shapely

from geo import __main__ as cli
from geo import sources
from geo.answers import health
from geo.commands import check

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
