"""Each format is opened again with another library than the one that wrote it."""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import time
import xml.etree.ElementTree as ET
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO, StringIO
from itertools import pairwise

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import toy
from hypothesis import given
from hypothesis import strategies as st

from geo.answers import tables
from geo.core import catalog
from geo.core.errors import CrsError
from geo.core.model import Source
from geo.drawing import files, gpkg_style

SOURCE = Source(
    id="jouet",
    titre="Communes carrées",
    producteur="Personne",
    licence="Licence Ouverte 2.0",
    url="https://exemple.example/jeu",
    millesime="2024",
    date_acces="2026-11-21",
    description="",
    table="communes",
    lacunes=("Rien au nord.", "Rien au sud."),
    fichiers=(),
)
FORMULES = ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\tcmd", "\rcmd", "\ncmd"]


def read_csv(content: bytes, *, tableur: bool) -> list[list[str]]:
    text = content.decode("utf-8-sig" if tableur else "utf-8")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";" if tableur else ","))


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["a", "b"],
            "texte": pd.Series(["L’été ; « ici », à 5 €", None], dtype="str"),
            "entier": pd.array([-5, None], dtype="Int64"),
            "decimal": [-1234.5, float("nan")],
            "vrai": [True, False],
        }
    )


def test_a_csv_for_programs_has_commas_points_and_empty_cells_for_what_is_missing(frame):
    assert files.to_csv(frame, tableur=False).decode() == (
        "id,texte,entier,decimal,vrai\r\n"
        'a,"L’été ; « ici », à 5 €",-5,-1234.5,true\r\n'
        "b,,,,false\r\n"
    )


def test_a_csv_for_a_french_spreadsheet_has_a_mark_semicolons_and_decimal_commas(frame):
    content = files.to_csv(frame, tableur=True)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        'id;texte;entier;decimal;vrai\r\na;"L’été ; « ici », à 5 €";-5;-1234,5;oui\r\nb;;;;non\r\n'
    )


@pytest.mark.parametrize("tableur", [True, False])
@pytest.mark.parametrize("formula", FORMULES)
def test_a_text_that_could_be_a_formula_is_neutralised_in_a_csv(formula, tableur):
    content = files.to_csv(pd.DataFrame({"nom": [formula]}), tableur=tableur)
    assert read_csv(content, tableur=tableur)[1] == [f"'{formula}"]


@pytest.mark.parametrize("number", [-5, -5.5, 1e-7, 1e20])
def test_a_number_stays_a_number_even_negative_tiny_or_huge(number):
    written = read_csv(files.to_csv(pd.DataFrame({"n": [number]}), tableur=False), tableur=False)
    assert float(written[1][0]) == number
    assert "e" not in written[1][0]


@given(
    rows=st.lists(st.tuples(st.text(), st.text()), min_size=1),
    tableur=st.booleans(),
)
def test_any_text_reads_back_as_itself_or_behind_one_apostrophe(rows, tableur):
    frame = pd.DataFrame(rows, columns=["a", "b"]).astype(object)
    written = read_csv(files.to_csv(frame, tableur=tableur), tableur=tableur)[1:]
    assert written == [[files.neutralise(text) for text in row] for row in rows]
    texts = [cell for row in written for cell in row if not files.NOMBRE_SIGNE.fullmatch(cell)]
    assert not any(cell.startswith(files.DANGEREUX) for cell in texts)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_reads_back_as_itself_from_both_csv(number):
    frame = pd.DataFrame({"n": [number]})
    assert float(read_csv(files.to_csv(frame, tableur=False), tableur=False)[1][0]) == number
    french = read_csv(files.to_csv(frame, tableur=True), tableur=True)[1][0]
    assert float(french.replace(",", ".")) == number


def test_infinity_and_a_missing_date_are_missing_and_a_date_is_iso():
    frame = pd.DataFrame(
        {
            "n": [float("inf"), 1.0],
            "jour": [date(2024, 2, 29), None],
            "instant": [pd.NaT, pd.Timestamp("2024-02-29 12:00")],
        }
    )
    properties = [f["properties"] for f in json.loads(files.to_geojson(frame))["features"]]
    assert properties == [
        {"n": None, "jour": "2024-02-29", "instant": None},
        {"n": 1.0, "jour": None, "instant": "2024-02-29T12:00:00"},
    ]


# --- GeoJSON ----------------------------------------------------------------------------------


def signed_area(ring: list[list[float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def check_rfc_7946(content: bytes) -> dict:
    collection = json.loads(content.decode("utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids)
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is None:
            continue
        for x, y in shapely.get_coordinates(shapely.from_geojson(json.dumps(feature["geometry"]))):
            assert 1 < x < 4, "longitude first"
            assert 49 < y < 52
            assert (round(x, 6), round(y, 6)) == (x, y)
        if feature["geometry"]["type"] == "MultiPolygon":
            for outer, *holes in feature["geometry"]["coordinates"]:
                assert outer[0] == outer[-1]
                assert signed_area(outer) > 0, "outer ring counterclockwise"
                assert all(signed_area(hole) < 0 for hole in holes)
    return collection


def test_a_geojson_of_lambert_93_squares_is_in_degrees_with_the_first_column_as_id(toy_communes):
    collection = check_rfc_7946(files.to_geojson(toy_communes))
    assert [feature["id"] for feature in collection["features"]] == ["62001", "62002"]
    first = collection["features"][0]
    assert first["properties"]["nom"] == "La Carrée"
    assert list(first["properties"]) == [c for c in toy_communes if c != "geometry"]
    west, south = toy_communes.to_crs(4326).total_bounds[:2].round(6)
    assert min(x for x, _ in first["geometry"]["coordinates"][0][0]) == west
    assert min(y for _, y in first["geometry"]["coordinates"][0][0]) == south


def test_a_clockwise_polygon_with_a_hole_is_rewound(toy_communes):
    square = toy_communes.geometry.iloc[0].geoms[0]
    hole = square.buffer(-100).exterior
    wrong = shapely.Polygon(square.exterior.coords[::-1], [hole.coords])
    assert not shapely.is_ccw(wrong.exterior)
    frame = gpd.GeoDataFrame({"id": ["x"]}, geometry=[shapely.MultiPolygon([wrong])], crs=2154)
    (feature,) = check_rfc_7946(files.to_geojson(frame))["features"]
    assert len(feature["geometry"]["coordinates"][0]) == 2


def test_an_unknown_place_is_a_null_geometry_and_keeps_its_row(toy_points, toy_geometries):
    frame = gpd.GeoDataFrame(toy_points, geometry=toy_geometries)
    features = check_rfc_7946(files.to_geojson(frame))["features"]
    assert [feature["geometry"] is None for feature in features] == [False] * 4 + [True]
    assert features[4]["properties"]["lon"] is None


def test_a_place_of_unknown_system_is_refused(toy_communes):
    lost = toy_communes.set_crs(None, allow_override=True)
    for write in (
        files.to_geojson,
        lambda frame: files.to_gpkg(frame, [], "x"),
        lambda frame: files.to_parquet(frame, []),
    ):
        with pytest.raises(CrsError, match="système de coordonnées"):
            write(lost)


# --- XLSX -------------------------------------------------------------------------------------


def test_a_workbook_keeps_types_and_never_holds_a_formula_or_a_link():
    frame = pd.DataFrame(
        {
            "code_insee": ["062119", *["x"] * (len(FORMULES) + 1)],
            "texte": ["https://exemple.example", None, *FORMULES],
            "montant_eur": [-5.25, *[float("nan")] * (len(FORMULES) + 1)],
            "entier": pd.array([7, *[None] * (len(FORMULES) + 1)], dtype="Int64"),
            "vrai": [True] * (len(FORMULES) + 2),
        }
    )
    book = openpyxl.load_workbook(BytesIO(files.to_xlsx(frame, [SOURCE], ["À savoir."])))
    assert book.sheetnames == ["Données", "Sources", "Notes"]
    sheet = book["Données"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(frame.columns)
    assert rows[1] == ("062119", "https://exemple.example", -5.25, 7, True)
    assert rows[2] == ("x", None, None, None, True)
    texts = [row[1] for row in rows[3:]]
    assert [text.replace("_x000D_", "\r") for text in texts] == FORMULES
    assert {cell.data_type for cell in sheet["B"][1:] if cell.value is not None} == {"s"}
    assert all(cell.hyperlink is None for cell in sheet["B"])
    assert sheet["C2"].data_type == "n"
    assert "€" in sheet["C2"].number_format
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:E{len(frame) + 1}"


def test_a_workbook_credits_its_sources_and_says_what_must_be_known(frame):
    book = openpyxl.load_workbook(BytesIO(files.to_xlsx(frame, [SOURCE], ["Un.", "=2"])))
    head, row = book["Sources"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True)) == {
        "Titre": "Communes carrées",
        "Producteur": "Personne",
        "Licence": "Licence Ouverte 2.0",
        "Adresse": "https://exemple.example/jeu",
        "Millésime": "2024",
        "Date d’accès": datetime(2026, 11, 21),  # noqa: DTZ001
        "Lacunes connues": "Rien au nord.\nRien au sud.",
    }
    version = f"Version des données : {catalog.data_version()}"
    assert list(book["Notes"].iter_rows(values_only=True)) == [("Un.",), ("=2",), (version,)]
    assert book.properties.description == version
    assert book["Notes"]["A2"].data_type == "s"
    assert book.properties.created == datetime(2026, 11, 21)  # noqa: DTZ001


# --- GeoPackage and Parquet -------------------------------------------------------------------


def test_a_geopackage_has_one_named_layer_in_wgs_84_with_its_sources(tmp_path, toy_communes):
    path = tmp_path / "x.gpkg"
    path.write_bytes(files.to_gpkg(toy_communes, [SOURCE], "communes"))
    assert gpd.list_layers(path)["name"].tolist() == ["communes", "layer_styles"]
    back = gpd.read_file(path, layer="communes")
    assert back.crs.to_epsg() == 4326
    assert back["nom"].tolist() == ["La Carrée", "Équarrie"]
    assert back["population"].tolist() == [1000, 3000]
    moved = back.to_crs(2154).geometry.hausdorff_distance(toy_communes.geometry)
    assert moved.max() < 0.001
    # A GeoPackage is an SQLite file: the text stands in it as it is.
    assert "Communes carrées".encode() in path.read_bytes()


def test_two_geopackages_written_at_once_have_each_its_own_date(toy_communes):
    other = replace(SOURCE, date_acces="2021-02-03")
    alone = {one.date_acces: files.to_gpkg(toy_communes, [one], "x") for one in (SOURCE, other)}
    asked = [SOURCE, other] * 12
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda one: files.to_gpkg(toy_communes, [one], "x"), asked))
    for one, content in zip(asked, made, strict=True):
        assert f"{one.date_acces}T00:00:00.000Z".encode() in content
        assert content == alone[one.date_acces]


def test_a_parquet_file_keeps_types_geometry_and_sources(toy_communes):
    content = files.to_parquet(toy_communes, [SOURCE])
    back = gpd.read_parquet(BytesIO(content))
    assert back.crs.to_epsg() == 4326
    pd.testing.assert_frame_equal(
        pd.DataFrame(back.drop(columns="geometry")),
        pd.DataFrame(toy_communes.drop(columns="geometry")),
    )
    metadata = pq.read_schema(BytesIO(content)).metadata
    assert json.loads(metadata[b"sources"])[0]["titre"] == "Communes carrées"
    assert json.loads(metadata[b"geo"])["version"] == "1.1.0"


def test_a_table_without_geometry_goes_to_every_format(tmp_path, frame):
    features = json.loads(files.to_geojson(frame))["features"]
    assert [feature["geometry"] for feature in features] == [None, None]
    path = tmp_path / "x.gpkg"
    path.write_bytes(files.to_gpkg(frame, [SOURCE], "x"))
    assert gpd.read_file(path)["texte"].tolist()[0] == frame["texte"][0]
    back = pd.read_parquet(BytesIO(files.to_parquet(frame, [])))
    pd.testing.assert_frame_equal(back, frame)


def test_an_empty_table_is_written_with_its_columns(tmp_path, toy_communes):
    empty = toy_communes.iloc[:0]
    names = [name for name in empty if name != "geometry"]
    assert read_csv(files.to_csv(empty, tableur=False), tableur=False) == [names]
    assert json.loads(files.to_geojson(empty))["features"] == []
    sheet = openpyxl.load_workbook(BytesIO(files.to_xlsx(empty, [], [])))["Données"]
    assert list(sheet.iter_rows(values_only=True)) == [tuple(names)]
    path = tmp_path / "x.gpkg"
    path.write_bytes(files.to_gpkg(empty, [], "x"))
    assert len(gpd.read_file(path, layer="x")) == 0
    assert len(gpd.read_parquet(BytesIO(files.to_parquet(empty, [])))) == 0


def test_no_export_changes_its_frame(toy_communes):
    before = toy_communes.copy(deep=True)
    for write in WRITERS.values():
        write(toy_communes, [SOURCE])
    pd.testing.assert_frame_equal(pd.DataFrame(toy_communes), pd.DataFrame(before))


# --- the real tables --------------------------------------------------------------------------

WRITERS = {
    "csv": lambda frame, _: files.to_csv(frame, tableur=False),
    "tableur": lambda frame, _: files.to_csv(frame, tableur=True),
    "geojson": lambda frame, _: files.to_geojson(frame),
    "xlsx": lambda frame, records: files.to_xlsx(frame, records, ["Note"]),
    "gpkg": lambda frame, records: files.to_gpkg(frame, records, "x"),
    "parquet": files.to_parquet,
}


@pytest.fixture(scope="module", params=sorted(tables.COLONNES))
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def real(name) -> pd.DataFrame:
    return tables.table(name)


@cache
def written(writer: str, name: str) -> bytes:
    """Return a shipped table in a format, written once for all the tests that open it."""
    return WRITERS[writer](tables.table(name), tables.records(name))


def bare(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))


def as_objects(frame: pd.DataFrame) -> list[list[object]]:
    frame = bare(frame).astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def same(found: object, expected: object) -> bool:
    """Return whether two cells are equal, numbers to the 15 digits that a workbook keeps."""
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=1e-14)
    return found == expected


def test_a_real_csv_reads_back_as_the_model(real, name):
    content = written("csv", name)
    kinds = bare(real).dtypes
    back = pd.read_csv(BytesIO(content), dtype=kinds.to_dict())
    texts = bare(real).select_dtypes("str").columns
    expected = bare(real).assign(
        **{
            text: real[text].map(files.neutralise, na_action="ignore").astype("str")
            for text in texts
        }
    )
    pd.testing.assert_frame_equal(back, expected)
    french = read_csv(written("tableur", name), tableur=True)
    assert len(french) == len(real) + 1
    assert {len(row) for row in french} == {len(kinds)}


def test_a_real_geojson_is_rfc_7946_and_opens_as_the_model(real, name):
    content = written("geojson", name)
    collection = check_rfc_7946(content)
    rows = [list(feature["properties"].values()) for feature in collection["features"]]
    assert rows == as_objects(real)
    if "geometry" in real:
        back = gpd.read_file(BytesIO(content))
        placed = real.geometry.notna().to_numpy()
        assert (back.geometry.notna().to_numpy() == placed).all()
        assert back.geometry[placed].is_valid.all()
        assert back.crs.to_epsg() == 4326
        gaps = back.to_crs(2154).geometry.hausdorff_distance(real.to_crs(2154).geometry)
        assert gaps.max() < 0.1


def test_a_real_workbook_holds_the_model(real, name):
    sheet = openpyxl.load_workbook(BytesIO(written("xlsx", name)))["Données"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head) == list(bare(real).columns)
    several = [column == files.NOMBRES_A_BARRE for column in head]
    for cells, row in zip(rows, as_objects(real), strict=True):
        expected = [
            cell.replace(".", ",") if bar and isinstance(cell, str) else cell
            for cell, bar in zip(row, several, strict=True)
        ]
        # A day is a real date in a workbook.
        found = [c.date().isoformat() if isinstance(c, datetime) else c for c in cells]
        assert all(map(same, found, expected)), (found, expected)


def test_a_real_geopackage_and_parquet_hold_the_model(real, name, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(written("gpkg", name))
    assert as_objects(gpd.read_file(path, layer="x")) == as_objects(real)
    content = BytesIO(written("parquet", name))
    if "geometry" in real:
        back = gpd.read_parquet(content)
        same_place = back.geometry.geom_equals(real.geometry)
        assert (same_place | (back.geometry.isna() & real.geometry.isna())).all()
    else:
        back = pd.read_parquet(content)
    pd.testing.assert_frame_equal(bare(back), bare(real))


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_table_gives_the_same_bytes_a_moment_later(writer, real, name):
    first = written(writer, name)
    # GDAL writes milliseconds.
    time.sleep(0.002)
    assert WRITERS[writer](real, tables.records(name)) == first


def test_a_workbook_says_no_hour_of_its_making(frame):
    with zipfile.ZipFile(BytesIO(files.to_xlsx(frame, [SOURCE], []))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-21T00:00:00Z" in parts.read("docProps/core.xml")


def test_each_format_that_has_room_for_it_carries_the_version_of_the_data(toy_communes):
    version = catalog.data_version()
    assert json.loads(files.to_geojson(toy_communes))["version_donnees"] == version
    written = pq.read_schema(BytesIO(files.to_parquet(toy_communes, [SOURCE])))
    assert written.metadata[b"version_donnees"].decode() == version
    assert version.encode() in files.to_gpkg(toy_communes, [SOURCE], "communes")


def test_numbers_written_as_texts_have_decimal_commas_for_a_french_spreadsheet():
    written = pd.DataFrame(
        {
            "id": ["1.5"],
            "puissances_kw": ["3.7|22.08|50"],
            "ecrit": ["59 482.50"],
        }
    )
    assert read_csv(files.to_csv(written, tableur=True), tableur=True)[1] == [
        "1.5",
        "3,7|22,08|50",
        "59 482,50",
    ]
    assert read_csv(files.to_csv(written, tableur=False), tableur=False)[1][1:] == [
        "3.7|22.08|50",
        "59 482.50",
    ]


def test_a_workbook_has_the_decimal_comma_in_texts_that_are_numbers():
    frame = pd.DataFrame({"id": ["a"], "puissances_kw": ["3.7|22.08|50"], "note": ["1.5"]})
    book = openpyxl.load_workbook(BytesIO(files.to_xlsx(frame, [], [])))
    assert [cell.value for cell in book["Données"][2]] == ["a", "3,7|22,08|50", "1.5"]


@pytest.mark.parametrize("thousands", ["280.000", "1.280.000", "2.5.1"])
def test_thousands_printed_with_a_dot_never_become_decimals(thousands):
    content = files.to_csv(pd.DataFrame({"ecrit": [thousands]}), tableur=True)
    assert read_csv(content, tableur=True)[1] == [thousands]


def test_a_column_of_days_holds_real_dates_in_a_workbook_and_another_its_texts():
    content = files.to_xlsx(
        pd.DataFrame(
            {
                "jour": pd.Series(["2020-02-13", None], dtype="str"),
                "mixte": ["2020-02-13", "vers 2020"],
                "faux": ["2020-02-31", "2020-02-13"],
            }
        ),
        [SOURCE],
        [],
    )
    sheet = openpyxl.load_workbook(BytesIO(content))["Données"]
    assert sheet["A2"].value == datetime(2020, 2, 13)  # noqa: DTZ001 - a workbook has no zone
    assert (sheet["A2"].number_format, sheet["A3"].value) == ("dd/mm/yyyy", None)
    assert sheet["B2"].value == "2020-02-13"
    assert sheet["C2"].value == "2020-02-31"


def test_a_workbook_has_a_title_and_is_in_french(frame):
    book = openpyxl.load_workbook(BytesIO(files.to_xlsx(frame, [SOURCE], [])))
    assert (book.properties.title, book.properties.language) == ("Communes carrées", "fr-FR")
    assert openpyxl.load_workbook(BytesIO(files.to_xlsx(frame, [], []))).properties.title


@pytest.mark.parametrize(("epsg", "west"), [(4326, 2.7), (2154, toy.X0)])
def test_a_geopackage_is_in_the_system_that_is_asked(tmp_path, toy_communes, epsg, west):
    path = tmp_path / "un.gpkg"
    path.write_bytes(files.to_gpkg(toy_communes, [SOURCE], "communes", epsg))
    found = gpd.read_file(path, layer="communes")
    assert found.crs.to_epsg() == epsg
    assert found.total_bounds[0] == pytest.approx(west, abs=0.1)


def test_a_geopackage_is_described_and_styled_for_qgis(tmp_path, toy_communes):
    path = tmp_path / "un.gpkg"
    path.write_bytes(files.to_gpkg(toy_communes, [SOURCE], "communes"))
    with closing(sqlite3.connect(path)) as base:
        [(described,)] = base.execute(
            "SELECT description FROM gpkg_contents WHERE table_name = 'communes'"
        )
        [(layer, column, default, qml)] = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        )
        dates = base.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    assert "Communes carrées (Personne ; Licence Ouverte 2.0)" in described
    assert (layer, column, default) == ("communes", "geom", 1)
    assert ET.fromstring(qml.split(">", 1)[1]).find(".//symbol").get("type") == "fill"  # noqa: S314
    assert len(dates) == 1
    assert pyogrio.list_layers(path)[0, 0] == "communes"


@pytest.mark.parametrize(
    ("geometry", "kind"), [("MultiPolygon", "polygon"), ("Point", "point"), ("LineString", "line")]
)
def test_a_style_is_made_for_each_kind_of_geometry(geometry, kind):
    assert gpkg_style.kind_of(geometry) == kind
    assert "18,66,107" in gpkg_style.qml(kind, "#12426B")
