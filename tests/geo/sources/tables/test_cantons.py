import geopandas as gpd
import pytest
import toy
from shapely import box

from geo import sources
from geo.core import catalog
from geo.sources import package
from geo.sources.tables import cantons


@pytest.fixture(scope="module")
def table():
    return sources.load("cantons")


def test_each_of_the_136_communes_is_in_one_canton_whole(table):
    assert sorted(table["code_insee"]) == sorted(sources.load("communes")["code_insee"])
    assert table["part_commune_pct"].min() > 99.9


def test_a_bureau_centralisateur_is_in_its_own_canton(table):
    ours = set(table["code_insee"])
    seats = table.drop_duplicates("code_canton").set_index("code_canton")["chef_lieu"]
    held = table.groupby("code_canton")["code_insee"].agg(set)
    # Aire-sur-la-Lys is the only one outside the atlas.
    assert [code for code, seat in seats.items() if seat not in ours] == ["6201"]
    assert all(seat in held[code] for code, seat in seats.items() if seat in ours)


def test_a_canton_is_in_one_agglomeration(table):
    where = sources.load("communes").set_index("code_insee")["territoire"]
    sides = table.assign(ou=table["code_insee"].map(where)).groupby("code_canton")["ou"].nunique()
    assert len(sides) == 14
    assert set(sides) == {1}


def test_the_cantons_that_go_out_of_the_atlas_are_the_declared_ones(table):
    sizes = table.groupby("nom").agg(ici=("code_insee", "size"), tout=("nb_communes", "first"))
    assert (sizes["ici"] <= sizes["tout"]).all()
    out = sizes.index[sizes["ici"] < sizes["tout"]]
    assert sorted(out) == ["Aire-sur-la-Lys", "Beuvry", "Harnes", "Lillers"]
    assert all(name in catalog.source("cantons").lacunes[0] for name in out)


def toy_cantons(cut):
    """Two cantons that meet at ``cut`` metres from the west of the toy territory."""
    middle = toy.X0 + cut
    return gpd.GeoDataFrame(
        {"code_canton": ["6298", "6299"], "nom": ["Ouest", "Est"], "chef_lieu": [toy.A, toy.B]},
        geometry=[
            box(toy.X0, toy.Y0, middle, toy.Y0 + toy.SIDE),
            box(middle, toy.Y0, toy.X0 + 2 * toy.SIDE, toy.Y0 + toy.SIDE),
        ],
        crs=toy.CRS,
    )


def read(found):
    columns = ["code_canton", "code_insee", "part_commune_pct", "nb_communes"]
    return [tuple(row) for row in found[columns].to_numpy()]


def test_a_commune_shared_between_two_cantons_is_kept_in_both_with_its_shares():
    found = cantons.covered(toy_cantons(700), toy.communes())
    assert read(found) == [
        ("6298", toy.A, 70.0, 1),
        ("6299", toy.A, 30.0, 2),
        ("6299", toy.B, 100.0, 2),
    ]


def test_a_sliver_of_the_outlines_is_no_part_of_a_canton():
    found = cantons.covered(toy_cantons(1_005), toy.communes())
    assert read(found) == [("6298", toy.A, 100.0, 1), ("6299", toy.B, 99.5, 1)]


def test_the_files_of_the_package_are_declared_with_their_checksums():
    description = catalog.source("cantons").description
    for name in cantons.PAQUET:
        assert f"{name}.csv.lzma : {package.PACKAGE_SHA256[name]}" in description
