"""Schemas: a good table passes unchanged, a bad one tells every fault at once."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPolygon, Point, Polygon, box

from geo.core import schema
from geo.core.errors import SchemaError

SCHEMA = schema.part(
    {
        "code_insee": schema.text(pattern=schema.CODE_INSEE, unique=True),
        "statut": schema.choice("ouverte", "fermee"),
        "part_pct": schema.number(0, 100, nullable=True),
        "nombre": schema.integer(0, 10, nullable=True),
    }
)
GOOD = pd.DataFrame(
    {
        "code_insee": ["62001", "62002"],
        "statut": ["ouverte", "fermee"],
        "part_pct": [0.0, 100.0],
        "nombre": pd.array([0, pd.NA], dtype="Int64"),
    }
)


def faults(frame, against=SCHEMA):
    with pytest.raises(SchemaError) as caught:
        schema.validate(frame, against, "data/essai/essai.csv")
    return str(caught.value)


def test_a_good_table_is_returned_as_it_is():
    assert schema.validate(GOOD, SCHEMA, "data/essai/essai.csv") is GOOD


def test_every_fault_is_told_at_once_with_its_row_its_column_and_what_was_expected():
    bad = GOOD.assign(code_insee=["62001", "6200"], part_pct=[-1.0, 120.0])
    message = faults(bad)
    assert "Le fichier data/essai/essai.csv ne suit pas son schéma : 3 défaut(s)." in message
    assert "ligne 1, colonne « code_insee » : trouvé « 6200 »" in message
    assert "ligne 0, colonne « part_pct » : trouvé « -1.0 »" in message
    assert "ligne 1, colonne « part_pct » : trouvé « 120.0 »" in message
    assert "python -m geo build" in message


def test_a_missing_column_is_named():
    message = faults(GOOD.drop(columns="statut"))
    assert "colonne attendue absente : statut" in message


def test_an_unexpected_column_is_named():
    assert "colonne inattendue : surprise" in faults(GOOD.assign(surprise=1))


def test_a_value_out_of_the_closed_list_is_told():
    assert "trouvé « ouvert »" in faults(GOOD.assign(statut=["ouverte", "ouvert"]))


def test_a_missing_value_is_a_fault_where_it_is_not_allowed():
    assert "colonne « statut »" in faults(GOOD.assign(statut=["ouverte", None]))


def test_a_repeated_identifier_is_a_fault():
    assert "colonne « code_insee »" in faults(GOOD.assign(code_insee=["62001", "62001"]))


def test_a_code_that_was_read_as_a_number_is_a_fault():
    assert "code_insee" in faults(GOOD.assign(code_insee=[62001, 62002]))


def test_a_text_in_a_column_of_numbers_is_a_fault():
    assert "part_pct" in faults(GOOD.assign(part_pct=["douze", "treize"]))


def test_a_long_list_of_faults_is_cut_and_counted():
    many = pd.DataFrame({"part_pct": [200.0] * (schema.FAULTS_SHOWN + 5)})
    message = faults(many, schema.part({"part_pct": schema.number(0, 100)}))
    assert message.count("\n- ") == schema.FAULTS_SHOWN + 1
    assert "… et 5 autre(s)" in message


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (schema.CODE_INSEE, "62119", "59350"),
        (schema.CODE_INSEE_FRANCE, "2A004", "2C004"),
        (schema.CODE_QPV_2024, "QN06201M", "QP062001"),
        (schema.CODE_QPV_2015, "QP062001", "QN06201M"),
        (schema.IDENTIFIANT, "bethune-1", "Béthune 1"),
    ],
)
def test_a_code_follows_its_pattern_from_end_to_end(pattern, good, bad):
    one = schema.part({"code": schema.text(pattern=pattern)})
    schema.validate(pd.DataFrame({"code": [good]}), one, "essai")
    for value in (bad, f"{good}_", f" {good}"):
        assert "colonne « code »" in faults(pd.DataFrame({"code": [value]}), one)


@pytest.mark.parametrize(
    "shape",
    [
        Point(0, 0),
        box(0, 0, 1, 1),
        MultiPolygon([Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]),
        MultiPolygon(),
    ],
    ids=["point", "polygon", "crossed", "empty"],
)
def test_only_a_valid_multipolygon_that_is_not_empty_is_an_outline(shape):
    outlines = schema.part({"geometry": schema.multipolygons()})
    good = gpd.GeoDataFrame(geometry=[MultiPolygon([box(0, 0, 1, 1)])], crs=2154)
    schema.validate(good, outlines, "essai")
    assert "geometry" in faults(gpd.GeoDataFrame(geometry=[shape], crs=2154), outlines)


def test_a_facility_begins_with_the_same_columns_whatever_its_table():
    first, second = schema.facility_columns("bassin"), schema.facility_columns("fosse", "mare")
    assert list(first) == list(second)
    assert list(first)[:5] == ["id", "nom", "type", "code_insee", "territoire"]


def test_the_sources_of_a_facility_are_a_list_of_known_ones():
    one = schema.part({"sources": schema.facility_columns("bassin")["sources"]})
    schema.validate(pd.DataFrame({"sources": ["irve", "irve | presse", None]}), one, "essai")
    for value in ("blog", "irve, presse", "irve | blog"):
        assert "sources" in faults(pd.DataFrame({"sources": [value]}), one)


def test_a_long_value_is_cut_in_a_message():
    frame = pd.DataFrame({"nom": ["a" * 10_000]})
    with pytest.raises(SchemaError) as caught:
        schema.validate(frame, schema.part({"nom": schema.text(pattern="b+")}), "data/x.csv")
    assert f"« {'a' * schema.LONGEST}… »" in str(caught.value)
    assert len(str(caught.value)) < 400
