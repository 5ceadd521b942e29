from __future__ import annotations

import zipfile

import pytest

from geo.core.errors import RefreshError
from geo.refresh.official.archives import extract


def archive(tmp_path, entries):
    path = tmp_path / "recu.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path


def taken(tmp_path, entries, **kwargs):
    out = tmp_path / "sortie"
    out.mkdir()
    return extract(
        archive(tmp_path, entries), out, lambda name: name.endswith(".geojson"), **kwargs
    )


def test_what_is_wanted_comes_out_and_nothing_else(tmp_path):
    found = taken(tmp_path, {"GEOJSON/qpv.geojson": "{}", "SHP/qpv.shp": "x"})
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["sortie/0/qpv.geojson"]
    assert found[0].read_text() == "{}"


@pytest.mark.parametrize(
    "name",
    ["../qpv.geojson", "a/../../b.geojson", "/etc/b.geojson", "..\\b.geojson", "C:\\b.geojson"],
)
def test_a_name_that_leaves_its_folder_is_refused_whatever_is_wanted(tmp_path, name):
    with pytest.raises(RefreshError, match="hors de son dossier"):
        taken(tmp_path, {"qpv.geojson": "{}", name: "x"})
    assert not list((tmp_path / "sortie").iterdir())


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("qpv.geojson")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "recu.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(RefreshError, match="hors de son dossier"):
        extract(path, tmp_path, lambda _: True)


def test_a_bomb_is_stopped_by_what_comes_out(tmp_path):
    with pytest.raises(RefreshError, match="démesuré"):
        taken(tmp_path, {"qpv.geojson": b"0" * 2_000_000}, octets_max=1_000_000)


def test_an_archive_without_what_is_wanted_or_damaged_is_told(tmp_path):
    with pytest.raises(RefreshError, match="ne contient pas"):
        taken(tmp_path, {"lisez-moi.txt": "x"})
    (tmp_path / "abime.zip").write_bytes(b"PK\x03\x04 rien de plus")
    with pytest.raises(RefreshError, match="ne s’ouvre pas"):
        extract(tmp_path / "abime.zip", tmp_path, lambda _: True)


def test_too_many_entries_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.refresh.official.archives.ENTREES_MAX", 2)
    with pytest.raises(RefreshError, match="plus de 2 fichiers"):
        taken(tmp_path, {f"{i}.geojson": "{}" for i in range(3)})


def test_two_files_of_one_name_do_not_meet(tmp_path):
    found = taken(tmp_path, {"2015/qpv.geojson": "15", "2024/a/qpv.geojson": "24"})
    assert [path.read_text() for path in found] == ["15", "24"]


def test_the_twins_that_macos_adds_are_left(tmp_path):
    twins = {"__MACOSX/qpv.geojson": "x", "__MACOSX/._qpv.geojson": "x", "a/._b.geojson": "x"}
    found = taken(tmp_path, twins | {"a/qpv.geojson": "{}"})
    assert [path.read_text() for path in found] == ["{}"]
