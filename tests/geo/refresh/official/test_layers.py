"""Layers of outlines and lines, in each of the forms in which they are published."""

from __future__ import annotations

import zipfile

import geopandas as gpd
import pytest
import toy
from shapely import LineString, box, transform

from geo import sources
from geo.core.errors import RefreshError, SchemaError
from geo.refresh.official import layers
from geo.refresh.official.difference import compare

OURS = "200072460"


def quarters(**columns):
    """Return the toy QPV and one that is 5 km away, as the list of 2024 writes them."""
    far = box(toy.X0 - 5_000, toy.Y0, toy.X0 - 4_800, toy.Y0 + 200)
    given = {
        "code_qp": ["QN06201M", "QN06299M"],
        "lib_qp": ["Cité du Milieu", "Ailleurs"],
        "insee_com": [f"{toy.A}, {toy.B}", "59001"],
        "siren_epci": [OURS, "999999999"],
    }
    return gpd.GeoDataFrame(given | columns, geometry=[toy.qpv().geometry[0], far], crs=toy.CRS)


def zipped(tmp_path, *paths):
    path = tmp_path / "recu.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for one in paths:
            packed.write(one, f"GEOJSON/{one.name}")
    return path


def written(tmp_path, frame, form):
    if form == "shp":
        path = tmp_path / "QP_METROPOLE_LB93.shp"
        frame.to_file(path)
        return zipped(tmp_path, *tmp_path.glob("QP_METROPOLE_LB93.*"))
    path = tmp_path / "qpv.geojson"
    frame.to_crs(4326).to_file(path, driver="GeoJSON")
    return zipped(tmp_path, path) if form == "zip" else path


def lu(name, *paths):
    found = layers.read(paths, toy.communes(), layers.TRACES[name])
    assert found.bilan.juste
    return found


def refused(found):
    return {one.raison: one.lignes for one in found.bilan.refusees}


@pytest.mark.parametrize("form", ["geojson", "zip", "shp"])
def test_quarters_of_2024_in_every_form_are_the_same(tmp_path, form):
    found = lu("qpv2024", written(tmp_path, quarters(), form))
    row = found.objets.iloc[0]
    assert (row["id"], row["nom"]) == ("QN06201M", "Cité du Milieu")
    assert (row["code_insee"], row["territoire"]) == (f"{toy.A} | {toy.B}", "cabbalr|call")
    assert row["mesure"] == "0,08 km²"
    assert refused(found) == {"hors_perimetre": 1}
    table = found.tables["qpv2024"]
    assert table.crs.to_epsg() == 4326
    assert round(table.to_crs(toy.CRS).area.sum()) == 80_000


def test_a_quarter_that_declares_nothing_is_where_it_is(tmp_path):
    older = quarters(code_qp=["QP062001", "QP062002"])[["code_qp", "lib_qp", "geometry"]]
    frame = older.rename(columns={"lib_qp": "nom_qp"})
    found = lu("qpv2015", written(tmp_path, frame, "shp"))
    assert found.objets["code_insee"].tolist() == [f"{toy.A} | {toy.B}"]


def test_an_outline_that_only_touches_a_commune_is_not_in_it(tmp_path):
    frame = quarters(insee_com=["", ""]).iloc[:1]
    frame = frame.set_geometry([box(toy.X0 + 500, toy.Y0, toy.X0 + 1_004, toy.Y0 + 100)])
    assert lu("qpv2024", written(tmp_path, frame, "geojson")).objets["code_insee"].tolist() == [
        toy.A
    ]


def test_a_shapefile_without_its_system_is_refused(tmp_path):
    written(tmp_path, quarters(), "shp")
    (tmp_path / "QP_METROPOLE_LB93.prj").unlink()
    with pytest.raises(SchemaError, match="ne dit pas dans quel système"):
        lu("qpv2024", zipped(tmp_path, *tmp_path.glob("QP_METROPOLE_LB93.*")))


def test_an_archive_that_leaves_its_folder_is_refused(tmp_path):
    path = tmp_path / "recu.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../qpv.geojson", "{}")
    with pytest.raises(RefreshError, match="hors de son dossier"):
        lu("qpv2024", path)


def test_communes_come_in_several_files(tmp_path):
    frame = toy.communes()[["code_insee", "nom", "population", "geometry"]].to_crs(4326)
    paths = []
    for i in range(2):
        paths.append(tmp_path / f"c{i}.geojson")
        frame.iloc[[i]].rename(columns={"code_insee": "code"}).to_file(paths[i], driver="GeoJSON")
    found = lu("communes", *paths)
    assert found.objets["id"].tolist() == [toy.A, toy.B]
    assert found.objets["population"].tolist() == ["1000", "3000"]


def rivers(count):
    line = LineString([(toy.X0 - 500, toy.Y0 + 500), (toy.X0 + 500, toy.Y0 + 500)])
    return gpd.GeoDataFrame(
        {"CdOH": [str(i) for i in range(count)], "TopoOH": ["la Lawe"] * count},
        geometry=[line] * count,
        crs=toy.CRS,
    )


def test_a_river_that_crosses_a_commune_is_there(tmp_path):
    found = lu("cours_eau", written(tmp_path, rivers(1), "geojson"))
    assert found.objets[["nom", "code_insee", "mesure"]].to_numpy().tolist() == [
        ["la Lawe", toy.A, "1 km"]
    ]


def test_a_full_last_page_is_a_layer_cut_short(tmp_path, monkeypatch):
    monkeypatch.setitem(
        layers.TRACES,
        "cours_eau",
        layers.LayerCard("cours_eau", layers.TRACES["cours_eau"].colonnes, lignes=True, page_max=2),
    )
    lu("cours_eau", written(tmp_path, rivers(1), "geojson"))
    with pytest.raises(SchemaError, match="coupée"):
        lu("cours_eau", written(tmp_path, rivers(2), "geojson"))


@pytest.mark.parametrize("content", ["{", "a,b", ""])
def test_what_is_no_layer_is_told(tmp_path, content):
    path = tmp_path / "f.geojson"
    path.write_text(content)
    with pytest.raises(SchemaError):
        lu("qpv2024", path)


def test_a_missing_column_is_told(tmp_path):
    with pytest.raises(SchemaError, match="n’a pas ce qu’il faut : nom"):
        lu("qpv2024", written(tmp_path, quarters().drop(columns="lib_qp"), "geojson"))


def test_the_service_of_outlines_is_read_with_its_own_names_of_columns(tmp_path):
    frame = toy.communes()[["code_insee", "nom", "population", "geometry"]].to_crs(4326)
    path = tmp_path / "wfs.geojson"
    frame.rename(columns={"nom": "nom_officiel"}).to_file(path, driver="GeoJSON")
    found = lu("communes_ign", path)
    assert found.objets["id"].tolist() == list(frame["code_insee"])
    assert found.objets["nom"].tolist() == list(frame["nom"])


def communes(**columns):
    frame = toy.communes()[["code_insee", "nom", "population", "geometry"]]
    return frame.rename(columns={"code_insee": "code"}).to_crs(4326).assign(**columns)


def saved(tmp_path, frame, name="c.geojson"):
    path = tmp_path / name
    frame.to_file(path)
    return path


def test_a_commune_is_told_by_its_code_and_a_merged_one_by_its_place(tmp_path):
    both = communes()
    wide = both.assign(geometry=[both.union_all(), None], code=["62001", "62002"])
    found = lu("communes", saved(tmp_path, wide.iloc[:1]))
    assert found.objets["code_insee"].tolist() == [toy.A]  # 62002 has none any more: it is told
    new = lu("communes", saved(tmp_path, wide.iloc[:1].assign(code="62999")))
    assert new.objets["code_insee"].tolist() == [f"{toy.A} | {toy.B}"]


@pytest.mark.parametrize("codes", [[62001, 62002], [62001.0, 62002.0], ["62001 ", " 62002"]])
def test_a_code_taken_for_a_number_is_a_code(tmp_path, codes):
    found = lu(
        "communes",
        saved(tmp_path, communes(code=codes)),
    )
    assert found.objets["id"].tolist() == [toy.A, toy.B]


def test_what_is_drawn_as_another_thing_is_refused(tmp_path):
    frame = communes()
    frame.loc[0, "geometry"] = frame.geometry[0].centroid
    assert refused(lu("communes", saved(tmp_path, frame))) == {"autre_trace": 1}


def test_outlines_with_latitude_first_are_put_right_and_told(tmp_path):
    frame = communes()
    frame["geometry"] = frame.geometry.map(lambda one: transform(one, lambda xy: xy[:, ::-1]))
    found = lu("communes", saved(tmp_path, frame))
    assert [(one.raison, one.lignes) for one in found.bilan.signalements] == [("paire_inversee", 2)]
    straight = lu("communes", saved(tmp_path, communes()))
    assert found.objets[["lon", "lat"]].equals(straight.objets[["lon", "lat"]])


def test_metres_said_to_be_degrees_are_refused(tmp_path):
    metres = gpd.GeoDataFrame(communes().to_crs(2154).set_crs(4326, allow_override=True))
    path = tmp_path / "c.geojson"
    path.write_text(metres.to_json(drop_id=True, to_wgs84=False))
    with pytest.raises(SchemaError, match="en mètres"):
        lu("communes", path)


@pytest.mark.parametrize("written_in", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("told", ["", "UTF-8", "ISO-8859-1"])
def test_names_of_a_shapefile_are_read_whatever_its_cpg_tells(tmp_path, written_in, told):
    path = tmp_path / "c.shp"
    communes().to_file(path, encoding=written_in)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if told:
        path.with_suffix(".cpg").write_text(told)
    names = ["La Carrée", "Équarrie"]
    assert lu("communes", path).objets["nom"].tolist() == names
    assert lu("communes", *sorted(tmp_path.iterdir())).objets["nom"].tolist() == names


def test_two_layers_that_nothing_tells_apart_are_not_chosen_from(tmp_path):
    path = tmp_path / "recu.zip"
    layer = saved(tmp_path, communes())
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(layer, "2023/c.geojson")
        packed.write(layer, "2024/c.geojson")
    with pytest.raises(SchemaError, match="plusieurs fichiers"):
        lu("communes", path)


def test_the_two_generations_of_quarters_are_never_mixed(tmp_path):
    older = quarters(code_qp=["QP062001", "QP062002"])
    with pytest.raises(SchemaError, match="autre génération"):
        lu("qpv2024", written(tmp_path, older, "geojson"))
    with pytest.raises(SchemaError, match="autre génération"):
        lu("qpv2015", written(tmp_path, quarters(), "geojson"))
    assert lu("qpv2015", written(tmp_path, older, "geojson")).objets["id"].tolist() == ["QP062001"]


def test_an_outline_drawn_finer_has_not_moved(tmp_path):
    """The point inside an outline jumps when it is drawn anew; its centre stays."""
    shape = toy.square(0).difference(box(toy.X0 + 450, toy.Y0, toy.X0 + 550, toy.Y0 + 999))
    finer = shape.union(box(toy.X0 + 450, toy.Y0, toy.X0 + 550, toy.Y0 + 20))
    place = toy.communes().to_crs(4326)
    first, second = (
        lu("communes", saved(tmp_path, communes(geometry=[one, place.geometry[1]])))
        for one in (
            gpd.GeoSeries([shape], crs=toy.CRS).to_crs(4326)[0],
            gpd.GeoSeries([finer], crs=toy.CRS).to_crs(4326)[0],
        )
    )
    names = place.set_index("code_insee")["nom"]
    assert compare(first.objets, second.objets, names).deplaces.empty


@pytest.mark.parametrize("trace", ["communes", "communes_ign"])
def test_the_real_outlines_of_2018_are_the_136_communes(extraits, trace):
    frame = gpd.read_file(extraits / "communes_admin-express-cog-2018_cabbalr-call.geojson")
    assert len(frame) == 136
    found = layers.read(
        (extraits / "communes_admin-express-cog-2018_cabbalr-call.geojson",),
        sources.load_geo("communes"),
        layers.TRACES[trace],
    )
    assert len(found.objets) == 136
