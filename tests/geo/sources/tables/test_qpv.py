import json

import geopandas as gpd
import pandas as pd
import pytest
import toy

from geo import sources
from geo.core import catalog
from geo.measures import joins
from geo.sources.tables import qpv, qpv_communes

FOLDER = catalog.DATA / "qpv"


@pytest.fixture(scope="module")
def table():
    return sources.load_geo("qpv")


@pytest.fixture(scope="module")
def coverage():
    return sources.load("qpv_communes")


def test_the_territories_have_the_expected_perimeters(table):
    assert len(table) == 37
    assert table["territoires"].str.contains("cabbalr").sum() == 16
    assert table["territoires"].str.contains("call").sum() == 22
    both = table.loc[table["territoires"] == "cabbalr|call", "code_qpv"]
    assert both.tolist() == ["QN06216M"]


def test_the_measured_area_is_the_declared_one(table):
    gap = table["surface_km2"] - table["surface_declaree_km2"]
    assert gap.abs().max() < 0.0001


def test_the_perimeters_that_leave_the_territories_are_the_known_ones(table):
    outside = table.set_index("code_qpv")["hors_territoire_pct"].loc[lambda share: share > 0]
    assert outside.to_dict() == {"QN06243M": 97.634, "QN06245M": 33.736, "QN06247M": 29.343}


def test_names_are_the_official_ones_but_for_the_apostrophe(table):
    raw = pd.read_csv(FOLDER / qpv.ATTRIBUTS, dtype="str").set_index("code_qp")["nom"]
    names = table.set_index("code_qpv")["nom"]
    assert names[names != raw.reindex(names.index)].to_dict() == {"QN06217M": "Le Haut D’Houdain"}


def test_the_two_received_files_say_the_same():
    attributes = pd.read_csv(FOLDER / qpv.ATTRIBUTS, dtype="str", keep_default_na=False)
    perimeters = gpd.read_file(FOLDER / qpv.PERIMETRES).drop(columns="geometry")
    same = perimeters.astype("str")[attributes.columns] == attributes
    assert same.all(axis=None)


def test_each_declared_commune_of_the_territories_is_covered(table, coverage):
    members = set(sources.load("communes")["code_insee"])
    declared = {
        (row.code_qpv, code)
        for row in table.itertuples()
        for code in row.communes_insee.split("|")
        if code in members
    }
    kept = coverage[coverage["declaree"]]
    assert set(zip(kept["code_qpv"], kept["code_insee"], strict=True)) == declared


def test_no_undeclared_commune_is_more_than_a_spill(coverage):
    assert coverage["declaree"].all()


def test_the_parts_of_a_qpv_with_outside_and_spills_make_the_whole(table, coverage):
    parts = coverage.groupby("code_qpv")["part_qpv_pct"].sum()
    rest = 100 - parts - table.set_index("code_qpv")["hors_territoire_pct"]
    assert rest.min() > -0.01
    assert rest.max() < qpv_communes.SLIVER_PCT


def test_the_coverage_is_that_of_the_joins(table, coverage):
    shares = joins.shares(table.set_index("code_qpv"), sources.load_geo("communes"))
    both = coverage.merge(
        shares, left_on=["code_qpv", "code_insee"], right_on=["zone", "code_insee"]
    )
    assert len(both) == len(coverage)
    assert (both["part_qpv_pct"] - both["part_zone_pct"]).abs().max() < 0.001
    gap = both["part_commune_pct_x"] - both["part_commune_pct_y"]
    assert gap.abs().max() < 0.001


class TestToyCoverage:
    def build(self, communes, perimeters):
        return qpv_communes.build(catalog.DATA / "qpv_communes", communes=communes, qpv=perimeters)

    def test_each_commune_has_its_part(self, toy_communes, toy_qpv, toy_qpv_communes):
        found = self.build(toy_communes, toy_qpv)
        pd.testing.assert_frame_equal(found, toy_qpv_communes)

    @pytest.mark.parametrize(
        ("west_m", "kept"), [(10, [toy.A, toy.B]), (4, [toy.A, toy.B]), (3, [toy.B])]
    )
    def test_an_undeclared_spill_is_dropped_under_the_threshold(
        self, toy_communes, toy_qpv, west_m, kept
    ):
        # The perimeter is 400 m long: 4 m of it in 62001 are 1 %.
        moved = toy_qpv.assign(geometry=toy_qpv.translate(xoff=100 - west_m), communes_insee=toy.B)
        found = self.build(toy_communes, moved)
        assert found["code_insee"].tolist() == kept
        assert found.loc[found["code_insee"] == toy.A, "declaree"].tolist() == [False] * (
            len(kept) - 1
        )

    def test_a_declared_commune_is_kept_however_small(self, toy_communes, toy_qpv):
        moved = toy_qpv.assign(geometry=toy_qpv.translate(xoff=99))
        found = self.build(toy_communes, moved)
        assert found["part_qpv_pct"].tolist() == [0.25, 99.75]


def write_raw(folder, zone, codes):
    """Write the two files of a source as received, with one perimeter."""
    shape = gpd.GeoSeries([zone], crs=toy.CRS).to_crs(4326)
    feature = json.loads(shape.to_json())["features"][0] | {"properties": {"code_qp": toy.QPV}}
    content = {"type": "FeatureCollection", "features": [feature]}
    (folder / qpv.PERIMETRES).write_text(json.dumps(content))
    row = {"code_qp": toy.QPV, "nom": "L'Essai", "communes_insee": codes, "surface_km2": "0.08"}
    pd.DataFrame([row]).to_csv(folder / qpv.ATTRIBUTS, index=False)


def test_a_perimeter_is_built_with_its_territories_and_its_share_outside(tmp_path, toy_communes):
    # Moved west by 950 m: 50 m of its 400 m are outside.
    zone = toy.qpv().translate(xoff=-950)[0].geoms[0]
    write_raw(tmp_path, zone, f"{toy.A}|{toy.B}|59350")
    found = qpv.build(tmp_path, communes=toy_communes)
    assert found["territoires"].tolist() == ["cabbalr|call"]
    assert found["hors_territoire_pct"].tolist() == [12.5]
    assert found["surface_km2"].tolist() == [0.08]
    assert found["nom"].tolist() == ["L’Essai"]
    assert found.geom_type.tolist() == ["MultiPolygon"]
    assert found.crs.to_epsg() == 4326


def test_a_quartier_received_twice_stops_the_build(tmp_path):
    (tmp_path / qpv.PERIMETRES).write_bytes((FOLDER / qpv.PERIMETRES).read_bytes())
    lines = (FOLDER / qpv.ATTRIBUTS).read_text(encoding="utf-8").splitlines()
    (tmp_path / qpv.ATTRIBUTS).write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(pd.errors.MergeError):
        qpv.build(tmp_path, sources.load_geo("communes"))
