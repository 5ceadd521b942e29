import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import sources
from geo.core import catalog
from geo.core.crs import to_metric
from geo.measures.joins import neighbours
from geo.sources import package
from geo.sources.tables import communes

FOLDER = catalog.DATA / "communes"


@pytest.fixture(scope="module")
def table():
    return sources.load_geo("communes")


@pytest.fixture(scope="module")
def outlines(table):
    return to_metric(table.geometry)


@pytest.mark.parametrize("territory", catalog.TERRITORIES.values(), ids=catalog.TERRITORIES)
def test_each_territory_has_its_official_totals(table, territory):
    members = table[table["territoire"] == territory.id]
    assert set(members["siren_epci"]) == {territory.siren}
    assert len(members) == territory.communes_attendues
    assert members["population"].sum() == territory.population_attendue
    assert round(members["surface_km2"].sum()) == territory.surface_attendue_km2


def test_rows_are_sorted_by_code(table):
    assert table["code_insee"].is_monotonic_increasing
    assert table.index.equals(pd.RangeIndex(136))


def test_names_have_their_article_and_are_sorted_without_it(table):
    articles = table.loc[table["nom"] != table["nom_tri"], ["nom", "nom_tri"]]
    assert articles.to_numpy().tolist() == [["La Comté", "Comté"], ["La Couture", "Couture"]]


def test_ligatures_are_those_of_print(table):
    assert "Nœux-les-Mines" in set(table["nom"])
    assert not table["mairie_adresse"].str.contains("Noeux").any()


def test_names_are_the_official_ones_but_for_one_that_changed(table):
    official = pd.read_csv(FOLDER / communes.SUPERFICIES, dtype="str").set_index("code_insee")
    names = table.set_index("code_insee")["nom"]
    different = names[names != official["nom_officiel"].reindex(names.index)]
    assert different.to_dict() == {"62486": "Lambres-lez-Aire"}


def test_the_postal_code_is_not_that_of_a_cedex(table):
    codes = table.set_index("code_insee")["code_postal"]
    assert codes[["62178", "62510"]].tolist() == ["62700", "62800"]


def test_every_commune_has_one_maire(table):
    assert table["maire"].notna().all()


def test_the_only_unknown_values_are_the_sites_of_mairies(table):
    unknown = table.isna().sum()
    assert unknown[unknown > 0].to_dict() == {"mairie_site": 31}


def test_the_measured_area_is_close_to_the_official_one(table):
    gap = table["surface_calculee_km2"] / table["surface_km2"] - 1
    assert gap.abs().max() < 0.05


def test_outlines_overlap_in_one_known_place_only(table, outlines):
    one, other = outlines.sindex.query(outlines, predicate="overlaps")
    pairs = {
        tuple(sorted(pair))
        for pair in zip(table["nom"].iloc[one], table["nom"].iloc[other], strict=True)
    }
    assert pairs == {("Aix-Noulette", "Liévin")}
    common = shapely.intersection(outlines.array[one], outlines.array[other])
    assert shapely.area(common).max() < 1_500


def test_outlines_leave_no_gap_but_one_of_2_m2(outlines):
    territory = outlines.union_all()
    assert territory.geom_type == "Polygon"
    gaps = [shapely.Polygon(ring).area for ring in territory.interiors]
    assert gaps == [pytest.approx(2.3, abs=0.1)]


def test_every_commune_has_a_neighbour(table):
    assert all(neighbours(table).values())


def test_mairies_outside_their_commune_are_the_known_ones(table):
    mairies = gpd.GeoSeries.from_xy(table["mairie_lon"], table["mairie_lat"], crs=4326)
    outside = set(table.loc[~table.contains(mairies), "nom"])
    assert outside == {
        "Calonne-sur-la-Lys",
        "Cauchy-à-la-Tour",
        "Fouquières-lès-Lens",
        "Hinges",
        "Liettres",
        "Quernes",
    }
    gaps = " ".join(catalog.source("communes").lacunes)
    assert all(name in gaps for name in outside)


def hours(source):
    """Return the opening hours with ordinary spaces, easier to read in a test."""
    return re.sub(r"\s", " ", communes.opening_hours(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("[]", ""),
        ('[["lundi","lundi",[["09:00:00","19:30:00"]]]]', "lundi : 9 h–19 h 30"),
        (
            '[["lundi","lundi",[["09:00:00","12:00:00"]]],["mardi","vendredi",[["09:00:00","12:30:00"]]]]',
            "lundi : 9 h–12 h ; mardi à vendredi : 9 h–12 h 30",
        ),
        (
            '[["samedi","samedi",[["10:00:00","12:00:00"]]],["lundi","lundi",[["08:05:00","12:00:00"]]]]',
            "lundi : 8 h 05–12 h ; samedi : 10 h–12 h",
        ),
        (
            '[["lundi","lundi",[["08:00:00","12:00:00"]]],["mardi","mardi",[["08:00:00","12:00:00"]]]]',
            "lundi et mardi : 8 h–12 h",
        ),
        (
            '[["lundi","jeudi",[["08:00:00","12:00:00"]]],["mardi","jeudi",[["08:00:00","12:00:00"]]]]',
            "lundi à jeudi : 8 h–12 h",
        ),
        (
            '[["lundi","lundi",[["14:00:00","17:00:00"],["08:00:00","12:00:00"]]]]',
            "lundi : 8 h–12 h, 14 h–17 h",
        ),
    ],
)
def test_opening_hours_read_as_a_sentence(source, expected):
    assert hours(source) == expected


def test_an_hour_is_not_cut_from_its_letter():
    text = communes.opening_hours('[["lundi","mardi",[["09:00:00","19:30:00"]]]]')
    assert text == "lundi et mardi\u00a0: 9\u00a0h–19\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ("2 rue d'Hinges\n62136 La Couture", "Couture", "2 rue d’Hinges, 62136 La Couture"),
        ("\n62430 Sallaumines", "Sallaumines", "62430 Sallaumines"),
        ("1 rue\n62290 Noeux-les-Mines", "Nœux-les-Mines", "1 rue, 62290 Nœux-les-Mines"),
        ("1 rue\n62120 Lambres\u2011lez", "Lambres-lez-Aire", "1 rue, 62120 Lambres-lez"),
        ("", "Béthune", ""),
    ],
)  # fmt: skip
def test_an_address_is_one_printed_line(lines, name, expected):
    assert communes.address(lines, name) == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [("www.bajus.fr", "http://www.bajus.fr"), ("https://a.fr", "https://a.fr"), ("", "")],
)
def test_a_site_has_a_scheme(site, expected):
    assert communes.web_address(site) == expected


def test_the_files_of_the_package_are_declared_with_their_checksums():
    description = catalog.source("communes").description
    for name in communes.PAQUET:
        assert f"{name}.csv.lzma : {package.PACKAGE_SHA256[name]}" in description
