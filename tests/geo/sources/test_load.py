"""Reading a shipped table: what is wrong with a file is told in French, with what to do."""

import dataclasses
import shutil

import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import DataFileError, SchemaError, UnknownIdError
from geo.core.model import DataFile
from geo.sources.tables import communes, qpv_generations

SOURCE = "qpv_generations"
FILE = qpv_generations.FICHIER
WHERE = f"Le fichier data/{SOURCE}/{FILE}"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Return a copy of a shipped file, read in place of the true one."""
    catalog.sources()  # they are kept: those of the true folder
    shutil.copytree(catalog.DATA / SOURCE, tmp_path / SOURCE)
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    return tmp_path / SOURCE / FILE


def declare(path, monkeypatch):
    """Declare a file with the checksum that it has: only its content may now be wrong."""
    entry = DataFile(path.name, "construit", sources.sha256(path))
    record = dataclasses.replace(catalog.source(SOURCE), fichiers=(entry,))
    monkeypatch.setattr(catalog, "source", lambda _id: record)


def test_a_good_file_gives_its_table(shipped):
    assert len(sources.load(SOURCE)) == len(pd.read_csv(shipped))


@pytest.mark.parametrize("kept", [0, 1, 40])
def test_a_table_that_was_cut_and_declared_again_is_told(shipped, monkeypatch, kept):
    lines = shipped.read_text(encoding="utf-8").splitlines(keepends=True)
    shipped.write_text("".join(lines[: 1 + kept]), encoding="utf-8")
    declare(shipped, monkeypatch)
    expected = f"{len(lines) - 1} attendues (source.toml), {kept} trouvées. Rétablissez-le"
    with pytest.raises(DataFileError) as caught:
        sources.load(SOURCE)
    assert expected in str(caught.value)


def test_a_missing_file_is_told(shipped):
    shipped.unlink()
    with pytest.raises(DataFileError, match=f"{WHERE} est absent. Rétablissez-le .*geo build"):
        sources.load(SOURCE)


def test_a_folder_in_the_place_of_a_file_is_a_missing_file(shipped):
    shipped.unlink()
    shipped.mkdir()
    with pytest.raises(DataFileError, match="est absent"):
        sources.load(SOURCE)


def test_an_empty_file_is_told(shipped):
    shipped.write_bytes(b"")
    with pytest.raises(DataFileError, match=f"{WHERE} est vide. Rétablissez-le"):
        sources.load(SOURCE)


def test_a_truncated_file_is_told_with_both_checksums(shipped):
    content = shipped.read_bytes()
    expected = sources.sha256(shipped)
    shipped.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataFileError, match="tronqué ou modifié") as caught:
        sources.load(SOURCE)
    assert expected[:12] in str(caught.value)
    assert sources.sha256(shipped)[:12] in str(caught.value)


def test_one_changed_character_is_told(shipped):
    content = bytearray(shipped.read_bytes())
    content[-2] ^= 1
    shipped.write_bytes(bytes(content))
    with pytest.raises(DataFileError, match="tronqué ou modifié"):
        sources.load(SOURCE)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00\x01", b'a,b\n"1,2\n', b"\n"],
    ids=["not text", "open quote", "blank"],
)
def test_an_unreadable_file_is_told_even_when_it_is_the_declared_one(shipped, monkeypatch, content):
    shipped.write_bytes(content)
    declare(shipped, monkeypatch)
    with pytest.raises((DataFileError, SchemaError), match=f"{WHERE} ne (se lit|suit) pas"):
        sources.load(SOURCE)


def test_a_parquet_that_is_not_one_is_unreadable(tmp_path, monkeypatch):
    folder = tmp_path / "communes"
    folder.mkdir()
    path = folder / communes.FICHIER
    path.write_bytes(b"PAR1 nothing PAR1")
    record = dataclasses.replace(
        catalog.source("communes"),
        fichiers=(DataFile(path.name, "construit", sources.sha256(path)),),
    )
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    monkeypatch.setattr(catalog, "source", lambda _id: record)
    with pytest.raises(DataFileError, match=r"communes\.parquet ne se lit pas"):
        sources.load("communes")


def test_a_table_that_lost_a_column_tells_which(shipped, monkeypatch):
    frame = pd.read_csv(shipped, dtype="str")
    lost = frame.columns[-1]
    frame.drop(columns=lost).to_csv(shipped, index=False)
    declare(shipped, monkeypatch)
    with pytest.raises((DataFileError, SchemaError), match=lost):
        sources.load(SOURCE)


def test_a_file_that_its_card_does_not_declare_is_told(monkeypatch):
    record = dataclasses.replace(catalog.source(SOURCE), fichiers=())
    monkeypatch.setattr(catalog, "source", lambda _id: record)
    with pytest.raises(UnknownIdError, match=f"Fichier déclaré inconnu : « {FILE} »"):
        sources.load(SOURCE)


def test_an_unknown_source_lists_the_known_ones():
    with pytest.raises(UnknownIdError, match=r"Jeu de données inconnu : « os »\. Connus : .*qpv"):
        sources.load("os")


def test_a_table_without_geometry_is_not_read_as_a_map():
    with pytest.raises(DataFileError, match="« qpv_generations » n’a pas de géométrie"):
        sources.load_geo(SOURCE)


def test_a_table_with_geometry_is_read_as_a_map():
    assert sources.load_geo("communes").crs.to_epsg() == 4326
