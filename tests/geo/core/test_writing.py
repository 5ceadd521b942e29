"""A file is written whole or not at all, and what stops it is told in French."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from geo.core import writing


def test_the_file_bears_what_was_given_and_nothing_is_left_beside(tmp_path):
    path = tmp_path / "a.pdf"
    writing.write_file(path, b"un")
    writing.write_file(path, b"deux")
    assert path.read_bytes() == b"deux"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_keeps_the_good_file(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.pdf"
    path.write_bytes(b"bon")
    monkeypatch.setattr(writing.os, step, full)
    with pytest.raises(OSError, match="No space") as caught:
        writing.write_file(path, b"nouveau")
    assert path.read_bytes() == b"bon"
    assert list(tmp_path.iterdir()) == [path]
    told = writing.told(caught.value)
    assert str(path) in told
    assert "plus de place" in told


def test_an_interruption_keeps_the_good_file(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    path = tmp_path / "a.pdf"
    path.write_bytes(b"bon")
    monkeypatch.setattr(writing.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        writing.write_file(path, b"nouveau")
    assert path.read_bytes() == b"bon"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_with_its_path(tmp_path):
    path = tmp_path / "absent" / "a.csv"
    with pytest.raises(FileNotFoundError) as caught:
        writing.write_file(path, b"x")
    assert writing.told(caught.value) == (
        f"Fichier inaccessible : {path}. Ce fichier ou son dossier n’existe pas."
    )


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(IsADirectoryError) as caught:
        writing.write_file(tmp_path, b"x")
    assert "C’est un dossier" in writing.told(caught.value)


def test_a_fault_that_we_do_not_know_says_what_the_system_says():
    told = writing.told(OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN), "/x"))
    assert told == f"Fichier inaccessible : /x. Le système dit : {os.strerror(errno.ENOTCONN)}."


def test_a_link_stays_a_link_and_the_rights_of_the_file_stay(tmp_path):
    real, link = tmp_path / "vrai.csv", tmp_path / "lien.csv"
    real.write_bytes(b"un")
    real.chmod(0o640)
    link.symlink_to(real)
    writing.write_file(link, b"deux")
    assert link.is_symlink()
    assert real.read_bytes() == b"deux"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_device_takes_what_comes():
    writing.write_file(Path(os.devnull), b"x")
