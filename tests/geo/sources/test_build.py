import json
import sys
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
import pyproj
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo.core import catalog
from geo.core.errors import DataFileError, SchemaError
from geo.core.schema import number, text
from geo.sources import build, sha256

CARD = """\
# Une remarque à garder.
titre    = "Essai"
producteur = ""
licence = ""
url = ""
millesime = ""
date_acces = "2026-11-21"
description = ""
table = "essai"
lignes = 1
lacunes = []
"""
FILE = '\n[[fichiers]]\nnom = "{}"  # un fichier\nrole = "{}"\nsha256   =  "{}" # une empreinte\n'

SCHEMA = pa.DataFrameSchema({"id": text(), "valeur": number(0)}, strict=True)


def read(path):
    return pd.read_csv(path, dtype={"id": "str"})


def build_base(folder):
    return read(folder / "brut.csv").sort_values("id")


def build_double(folder, zbase):
    assert folder.name == "double"
    return zbase.assign(valeur=zbase["valeur"] * 2)


MODULES = {
    # In alphabetical order, the one that depends would come first.
    "double": SimpleNamespace(
        FICHIER="double.csv", SCHEMA=SCHEMA, DEPENDS=("zbase",), read=read,
        build=build_double,
    ),
    "recu": SimpleNamespace(FICHIER="recu.csv", SCHEMA=SCHEMA, read=read),
    "zbase": SimpleNamespace(FICHIER="zbase.csv", SCHEMA=SCHEMA, read=read, build=build_base),
}  # fmt: skip


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A data folder of three sources: one built, one built from it, one as received."""
    for name, module in MODULES.items():
        monkeypatch.setitem(sys.modules, f"geo.sources.tables.{name}", module)
        (tmp_path / name).mkdir()
    (tmp_path / "recu/recu.csv").write_text("id,valeur\nr,1\n")
    (tmp_path / "zbase/brut.csv").write_text("id,valeur\nb,0.1\na,2\n")
    for name, files in {
        "double": [("double.csv", "construit", "")],
        "recu": [("recu.csv", "brut", "")],
        "zbase": [("brut.csv", "brut", ""), ("zbase.csv", "construit", "")],
    }.items():
        card = CARD + "".join(FILE.format(*file) for file in files)
        (tmp_path / name / "source.toml").write_text(card, encoding="utf-8")
    return tmp_path


def contents(root):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


class TestBuildAll:
    def test_a_source_is_built_after_those_it_depends_on(self, root):
        names = [file.as_posix() for file in build.build_all(root)]
        assert names == ["zbase/zbase.csv", "double/double.csv"]
        assert (root / "double/double.csv").read_text() == "id,valeur\na,4\nb,0.2\n"

    def test_the_checksums_of_every_file_are_declared(self, root):
        build.build_all(root)
        for name in MODULES:
            for file in catalog.source_from_toml(root / name / "source.toml").fichiers:
                assert file.sha256 == sha256(root / name / file.nom)

    def test_the_rows_of_every_table_are_declared(self, root):
        build.build_all(root)
        rows = {name: catalog.source_from_toml(root / name / "source.toml") for name in MODULES}
        assert {name: record.lignes for name, record in rows.items()} == {
            "double": 2,
            "recu": 1,
            "zbase": 2,
        }

    def test_the_rows_are_declared_before_the_files_where_they_were_not(self, root):
        card = root / "recu/source.toml"
        card.write_text(card.read_text(encoding="utf-8").replace("lignes = 1\n", ""))
        build.build_all(root)
        assert catalog.source_from_toml(card).lignes == 1

    def test_only_the_checksums_of_a_card_change(self, root):
        card = root / "recu/source.toml"
        before = card.read_text(encoding="utf-8")
        build.build_all(root)
        expected = before.replace('"" #', f'"{sha256(root / "recu/recu.csv")}" #')
        assert card.read_text(encoding="utf-8") == expected

    def test_building_again_changes_no_byte(self, root):
        build.build_all(root)
        before = contents(root)
        build.build_all(root)
        assert contents(root) == before

    def test_a_source_as_received_is_left_as_it_is(self, root):
        before = (root / "recu/recu.csv").read_bytes()
        build.build_all(root)
        assert (root / "recu/recu.csv").read_bytes() == before

    def test_a_raw_file_that_is_not_the_declared_one_is_refused(self, root):
        build.build_all(root)
        (root / "zbase/brut.csv").write_text("id,valeur\nb,0.1\n")
        before = contents(root)
        with pytest.raises(
            DataFileError, match=r"data/zbase/brut\.csv n’est pas celui qui est déclaré"
        ):
            build.build_all(root)
        assert contents(root) == before

    def test_a_table_that_does_not_follow_its_schema_replaces_nothing(self, root, monkeypatch):
        build.build_all(root)
        before = contents(root)
        monkeypatch.setattr(
            MODULES["double"], "build", lambda _, zbase: zbase.assign(valeur=-zbase["valeur"])
        )
        with pytest.raises(SchemaError, match=r"data/double/double\.csv"):
            build.build_all(root)
        assert contents(root) == before

    def test_a_declared_file_that_nothing_builds_is_told(self, root):
        card = root / "recu/source.toml"
        card.write_text(card.read_text(encoding="utf-8") + FILE.format("x.csv", "construit", ""))
        with pytest.raises(DataFileError, match=r"data/recu/x\.csv, déclaré, est absent"):
            build.build_all(root)


class TestCheckAll:
    def names(self, root):
        return [file.as_posix() for file in build.check_all(root)]

    def test_what_was_just_built_is_right(self, root):
        build.build_all(root)
        assert self.names(root) == []

    def test_nothing_is_written(self, root):
        before = contents(root)
        assert self.names(root) == [
            "double/source.toml",
            "zbase/source.toml",
            "zbase/zbase.csv",
            "double/double.csv",
        ]
        assert contents(root) == before

    def test_a_file_changed_by_hand_is_told(self, root):
        build.build_all(root)
        (root / "zbase/zbase.csv").write_text("id,valeur\na,2\n")
        assert self.names(root) == ["zbase/zbase.csv"]

    def test_an_absent_file_is_told(self, root):
        build.build_all(root)
        (root / "double/double.csv").unlink()
        assert self.names(root) == ["double/double.csv"]

    def test_a_number_of_rows_that_is_not_the_declared_one_is_told(self, root):
        build.build_all(root)
        card = root / "recu/source.toml"
        card.write_text(card.read_text(encoding="utf-8").replace("lignes = 1", "lignes = 3"))
        assert self.names(root) == ["recu/source.toml"]

    def test_a_checksum_that_is_not_declared_is_told(self, root):
        build.build_all(root)
        card = root / "double/source.toml"
        checksum = sha256(root / "double/double.csv")
        card.write_text(card.read_text(encoding="utf-8").replace(checksum, "0" * 64))
        assert self.names(root) == ["double/double.csv"]

    @pytest.mark.long  # « make test » asks « geo build --check » the same beside
    def test_the_shipped_data_is_what_a_build_gives(self):
        assert build.check_all() == []


class TestWrite:
    def test_a_csv_is_the_same_bytes_everywhere(self, tmp_path):
        frame = pd.DataFrame(
            {
                "nom": ["Nœux", None],
                "vrai": [True, False],
                "compte": pd.array([1, None], dtype="Int64"),
                "mesure": [1e-7, 25.0],
            }
        )
        build.write(frame, tmp_path / "neuf" / "t.csv")
        assert (tmp_path / "neuf/t.csv").read_bytes().decode() == (
            "nom,vrai,compte,mesure\nNœux,True,1,0.0000001\n,False,,25\n"
        )

    def test_a_geoparquet_is_the_same_bytes_however_proj_names_its_system(
        self, tmp_path, toy_communes
    ):
        communes = toy_communes.to_crs(4326)
        build.write(communes, tmp_path / "a.parquet")
        told = json.loads(build.WGS84_PROJJSON.read_text(encoding="utf-8"))
        ensemble = told.pop("datum_ensemble")
        told["datum"] = {
            "type": "GeodeticReferenceFrame",
            "name": "World Geodetic System 1984",
            "ellipsoid": ensemble["ellipsoid"],
            "id": ensemble["id"],
        }
        other = pyproj.CRS.from_json_dict(told)
        assert "datum" in other.to_json_dict()
        build.write(communes.set_crs(other, allow_override=True), tmp_path / "b.parquet")
        assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
        assert gpd.read_parquet(tmp_path / "b.parquet").crs == 4326

    def test_a_geoparquet_is_the_same_bytes_twice_and_reads_back(self, tmp_path, toy_communes):
        communes = toy_communes.to_crs(4326)
        for name in ("a.parquet", "b.parquet"):
            build.write(communes, tmp_path / name)
        assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
        assert_geodataframe_equal(gpd.read_parquet(tmp_path / "a.parquet"), communes)

    @pytest.mark.parametrize("name", ["t.parquet", "t.xlsx"])
    def test_another_format_is_refused(self, tmp_path, name):
        with pytest.raises(ValueError, match=f"Format de fichier inconnu : {name}"):
            build.write(pd.DataFrame({"a": [1]}), tmp_path / name)
