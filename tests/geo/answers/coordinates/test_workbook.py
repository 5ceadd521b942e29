"""Workbooks that would take the server down, hide a sheet or hold too much."""

import io
import json
import sys
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from geo.answers.coordinates import workbook, workbook_reader
from geo.answers.coordinates.grids import FichierError
from geo.answers.coordinates.points_file import read_points

ROWS = [("nom", "lat", "lon"), ("a", 50.4321, 2.8315)]


def written(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book)
    return target.getvalue()


def table(book, name="F", rows=ROWS):
    sheet = book.add_worksheet(name)
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    return sheet


def places(content):
    return read_points(content).points[["lat", "lon"]].to_numpy().tolist()


@pytest.mark.parametrize("cell", [(1_048_575, 16_383), (1_048_575, 900), (20, 16_383)])
def test_a_cell_at_the_far_end_of_a_sheet_is_told_and_nothing_dies(cell):
    content = written(lambda book: table(book).write(*cell, "x"))
    with pytest.raises(FichierError, match=r"très loin du tableau|colonnes"):
        read_points(content)


def test_a_cell_far_below_is_only_a_long_way():
    assert places(written(lambda book: table(book).write(15_000, 0, ""))) == [[50.4321, 2.8315]]


def test_a_sheet_of_too_many_lines_is_told_without_a_wrong_count():
    content = written(lambda book: table(book, rows=[ROWS[0], *[ROWS[1]] * 25_000]))
    with pytest.raises(FichierError, match=r"^La feuille a plus de 2 000 lignes\."):
        read_points(content)


def test_a_hidden_sheet_gives_way_to_one_that_is_shown():
    def fill(book):
        old = table(book, "2019", [ROWS[0], ("b", 48.85, 2.35)])
        table(book, "2026").activate()
        old.hide()

    read = read_points(written(fill))
    assert read.points[["lat", "lon"]].to_numpy().tolist() == [[50.4321, 2.8315]]
    assert "masquée" not in read.notes[0]


def test_a_hidden_sheet_is_read_when_no_other_has_positions_and_that_is_told():
    def fill(book):
        table(book, "Notice", [("Bonjour",)]).activate()
        table(book, "cachée").hide()

    read = read_points(written(fill))
    assert len(read.points) == 1
    assert "« cachée »" in read.notes[0]
    assert "masquée" in read.notes[0]


def test_a_sheet_of_a_chart_is_left():
    def fill(book):
        table(book)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=F!$B$2:$B$2"})
        book.add_chartsheet("G").set_chart(chart)

    assert places(written(fill)) == [[50.4321, 2.8315]]


def hurt(content, old, new):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as one, zipfile.ZipFile(target, "w") as other:
        for name in one.namelist():
            body = one.read(name)
            if name.startswith("xl/worksheets/"):
                assert old in body
                body = body.replace(old, new)
            other.writestr(name, body)
    return target.getvalue()


@pytest.mark.parametrize(
    "reference", [b"A99999999999", b"ZZZZZZ1", b"A4294967295", b"", b"A0", b"1", b"-A1"]
)
def test_a_reference_that_no_program_writes_is_no_death(reference):
    content = hurt(written(table), b'r="B2"', b'r="' + reference + b'"')
    try:
        read_points(content)
    except FichierError as error:
        assert "classeur" in str(error).lower() or "colonnes" in str(error)  # noqa: PT017 - or read


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(workbook, "SECONDS", 1e-9)
    with pytest.raises(FichierError, match="trop de mémoire"):
        read_points(written(table))


def test_a_fault_of_the_library_is_a_damaged_workbook_not_a_large_one(monkeypatch, tmp_path):
    reader = tmp_path / "reader.py"
    monkeypatch.setattr(workbook, "READER", reader)
    for code, told in (
        ("raise BaseException('a panic')", "ne s’ouvre pas"),
        ("import os; os.abort()", "trop de mémoire"),
        (f"raise SystemExit({workbook_reader.TOO_LARGE})", "trop de mémoire"),
    ):
        reader.write_text(code)
        with pytest.raises(FichierError, match=told):
            read_points(written(table))


def test_the_reader_says_its_codes_and_cells_as_its_caller_reads_them(monkeypatch):
    assert (workbook.UNREADABLE, workbook.TOO_WIDE) == (
        workbook_reader.UNREADABLE,
        workbook_reader.TOO_WIDE,
    )
    said = io.BytesIO()
    monkeypatch.setattr(workbook_reader, "_bound", lambda: None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written(table))))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said))
    assert workbook_reader.main(10) == workbook_reader.READ
    assert json.loads(said.getvalue()) == [
        ["F", True, [[1, ["nom", "lat", "lon"]], [2, ["a", "50.4321", "2.8315"]]]]
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 3, 12), "2026-03-12"),  # noqa: DTZ001 - as the library gives it
        (datetime(2026, 3, 12, 9, 30), "2026-03-12 09:30:00"),  # noqa: DTZ001
        (50.0, "50"),
        (2.8315, "2.8315"),
        (True, "oui"),
        (None, ""),
        (" a ", "a"),
    ],
)
def test_a_cell_is_a_text(value, text):
    assert workbook_reader.cell(value) == text
