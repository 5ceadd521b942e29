"""The columns of the trade."""

import pytest

from geo.answers.coordinates import headings


@pytest.mark.parametrize("names", headings.METIER)
def test_each_name_of_the_trade_is_known_and_has_its_source(names):
    listed = names.split(", ")
    [found] = headings.find(["nom", *listed, "commune"])
    assert set(found.noms) == set(listed)
    assert headings.METIER[names]


@pytest.mark.parametrize(
    ("header", "read", "systeme"),
    [
        ("x;y;long;lat", ("lat", "long"), "degres"),
        ("X_L93;Y_L93;X_WGS84;Y_WGS84;Geo Point", ("Y_WGS84", "X_WGS84"), "degres"),
        (
            "coordonneesXY;consolidated_longitude;consolidated_latitude",
            ("consolidated_latitude", "consolidated_longitude"),
            "degres",
        ),
        (
            "latitude;longitude;consolidated_latitude;consolidated_longitude",
            ("consolidated_latitude", "consolidated_longitude"),
            "degres",
        ),
        (
            "Coordonnée X (Lambert 93);Coordonnée Y (Lambert 93)",
            ("Coordonnée Y (Lambert 93)", "Coordonnée X (Lambert 93)"),
            "lambert93",
        ),
        ("X (EPSG:3950);Y (EPSG:3950)", ("Y (EPSG:3950)", "X (EPSG:3950)"), "cc50"),
        ("X_EPSG3857;Y_EPSG3857", ("Y_EPSG3857", "X_EPSG3857"), "web_mercator"),
        ("XL93;YL93;lambertX;lambertY", ("YL93", "XL93"), "lambert93"),
        ("Latitude (N);Longitude (E)", ("Latitude (N)", "Longitude (E)"), "degres"),
        ("latitude_mairie;longitude_mairie", ("latitude_mairie", "longitude_mairie"), "degres"),
    ],
)
def test_of_several_systems_one_is_taken(header, read, systeme):
    first = headings.find(header.split(";"))[0]
    assert (first.noms, first.systeme) == (read, systeme)


@pytest.mark.parametrize(
    "header",
    [
        "nom;adresse",
        "longueur;largeur",
        "lat (fichier);lon (fichier)",
        "lat_depart;lon_depart;lat_arrivee;lon_arrivee",
        "x_parcelle;y_parcelle",
        "taxe;nylon;exlat",
        "lat",
        "",
    ],
)
def test_what_is_not_surely_a_position_is_not_taken(header):
    assert headings.find(header.split(";")) == []


@pytest.mark.parametrize(
    ("name", "lon_first", "system"),
    [
        ("X/Y (Lambert 93)", True, "lambert93"),
        ("Y X Lambert 93", False, "lambert93"),
        ("Latitude, longitude", False, ""),
        ("Longitude latitude WGS84", True, "degres"),
    ],
)
def test_one_column_that_names_both_is_a_pair_in_its_order(name, lon_first, system):
    [found] = headings.find(["nom", name])
    assert (found.lat, found.lon, found.lon_first) == (1, 1, lon_first)
    assert found.systeme == system


def test_a_column_of_the_same_name_is_a_double_and_a_pair_is_not():
    header = ["lat", "lon", "lat"]
    assert headings.find(header)[0].doubles == {0: [2]}
    twice = ["lat", "lon", "lat", "lon"]
    assert [columns.lat for columns in headings.find(twice)] == [0, 2]
    assert headings.find(twice)[0].doubles == {}


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("EPSG:2154", "lambert93"),
        ("Lambert 93", "lambert93"),
        ("RGF93 / Lambert-93 (EPSG:2154)", "lambert93"),
        ("Pseudo-Mercator", "web_mercator"),
        ("Lambert II étendu", "lambert2"),
        ("Lambert nord", "lambert1"),
        ("WGS 84", "degres"),
        ("EPSG:3857 ou EPSG:2154", ""),
        ("mètres", ""),
    ],
)
def test_a_system_is_named_by_its_words_and_by_one_only(text, system):
    assert headings.system_named(text) == system


@pytest.mark.parametrize(
    ("header", "rank"),
    [
        ("x;y;epsg", 2),
        ("code_projection;x;y", 0),
        ("X;Y;Système de coordonnées", 2),
        ("x;y;srid;crs", None),
        ("x_l93;y_l93;epsg", None),
        ("lat;lon;epsg", None),
        ("x;y;système de chauffage", None),
    ],
)
def test_a_column_tells_the_system_of_each_line_unless_the_names_do(header, rank):
    assert headings.find(header.split(";"))[0].par_ligne == rank


def test_a_line_that_no_separator_cuts_is_no_heading():
    assert headings.words("lat " * 100_000) == ["lat"] * 50
