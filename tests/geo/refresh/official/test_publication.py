"""What is published is whole, whatever stops a publication; the copy before is never far."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import publisher
import pytest
from publisher import lu, report

from geo.core.errors import DataFileError, RefreshError
from geo.refresh.official import lock, publication
from geo.sources import official

ROOT = Path(__file__).resolve().parents[4]


def publish(racine, count, date="2024-07-01", **told):
    one = lu(count, date)
    return publication.publish("irve", one, report(one) | told, racine)


def shown(racine):
    version = official.current("irve", racine)
    return None if version is None else len(version.table("objets"))


def left(racine):
    """Return what is there besides versions and what names the one in place."""
    return sorted(path.name for path in (racine / "irve").iterdir())


def test_nothing_is_there_before(tmp_path):
    assert official.current("irve", tmp_path) is None
    assert official.stamp(tmp_path) == ()


def test_a_copy_is_read_back_with_its_report(tmp_path):
    version = publish(tmp_path, 3)
    found = official.current("irve", tmp_path)
    assert found == version
    assert found.table("stations")["id"].tolist() == ["00000", "00001", "00002"]
    assert (found.date, found.publiee_le) == ("2024-07-01", "2024-07-16")
    assert found.rapport["bilan"]["lues"] == 3
    assert left(tmp_path) == ["courante.json", "versions"]


def test_twice_is_once(tmp_path):
    publish(tmp_path, 3)
    before = official.stamp(tmp_path)
    publish(tmp_path, 3)
    assert official.stamp(tmp_path) == before
    assert official.pointer("irve", tmp_path)["precedentes"] == []


def test_the_stamp_changes_when_the_copy_does(tmp_path):
    publish(tmp_path, 3)
    before = official.stamp(tmp_path)
    publish(tmp_path, 4)
    assert official.stamp(tmp_path) != before


def test_one_goes_back_as_far_as_what_is_shipped(tmp_path):
    for count in (1, 2, 3):
        publish(tmp_path, count)
    assert len(publication.rollback("irve", tmp_path).table("objets")) == 2
    assert len(publication.rollback("irve", tmp_path).table("objets")) == 1
    assert publication.rollback("irve", tmp_path) is None
    assert shown(tmp_path) is None
    with pytest.raises(RefreshError, match="rien à reprendre"):
        publication.rollback("irve", tmp_path)


def test_what_was_in_place_a_day_is_remembered_through_publications_and_returns(tmp_path):
    first = publish(tmp_path, 1, publiee_le="2026-01-02")
    publish(tmp_path, 2, publiee_le="2026-01-04")
    publication.rollback("irve", tmp_path, "2026-01-06")
    publication.rollback("irve", tmp_path, "2026-01-08")
    third = publish(tmp_path, 3, publiee_le="2026-01-10")
    days = official.journal("irve", tmp_path)
    assert [day for day, _ in days] == [f"2026-01-{n:02d}" for n in (2, 4, 6, 8, 10)]
    told = {
        day: official.in_place_before(day, "irve", tmp_path)
        for day in ("2026-01-02", "2026-01-03", "2026-01-07", "2026-01-09", "2026-01-11")
    }
    assert list(told.values()) == [None, first.nom, first.nom, None, third.nom]


def test_a_folder_without_a_journal_has_the_days_of_its_versions(tmp_path):
    version = publish(tmp_path, 1)
    path = tmp_path / "irve" / "courante.json"
    path.write_text(json.dumps({"version": version.nom, "precedentes": []}))
    assert official.journal("irve", tmp_path) == [("2024-07-16", version.nom)]
    assert official.journal("qpv2024", tmp_path) == []


def test_a_copy_published_again_tells_what_changes_now(tmp_path):
    publish(tmp_path, 1, depuis="rien")
    publish(tmp_path, 2, depuis="un")
    again = publish(tmp_path, 1, depuis="deux", publiee_le="2026-02-01")
    assert (again.rapport["depuis"], again.publiee_le) == ("deux", "2026-02-01")
    assert official.current("irve", tmp_path) == again


def test_five_copies_are_kept_before_the_one_in_place(tmp_path):
    for count in range(1, 9):
        publish(tmp_path, count)
    assert len(list((tmp_path / "irve" / "versions").iterdir())) == 6
    assert shown(tmp_path) == 8


def test_a_copy_that_was_damaged_is_passed_over(tmp_path):
    publish(tmp_path, 1)
    version = publish(tmp_path, 2)
    (version.dossier / "objets.parquet").write_bytes(b"PAR1")
    assert shown(tmp_path) == 1
    with pytest.raises(DataFileError, match="abîmée"):
        version.table("objets")
    publish(tmp_path, 2)
    assert shown(tmp_path) == 2


@pytest.mark.parametrize("told", [b"", b"{", b"[]", b'{"version": 3}', b'{"version": "../../x"}'])
def test_a_pointer_that_was_damaged_is_no_pointer(tmp_path, told):
    publish(tmp_path, 1)
    (tmp_path / "irve" / "courante.json").write_bytes(told)
    assert shown(tmp_path) is None
    publish(tmp_path, 1)
    assert shown(tmp_path) == 1


@pytest.mark.parametrize("nth", range(1, 8))
def test_a_full_disk_changes_nothing(tmp_path, monkeypatch, nth):
    publish(tmp_path, 1)
    real, calls = publication.write_file, []

    def full(path, content):
        calls.append(path)
        if len(calls) == nth:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(publication, "write_file", full)
    if nth <= 4:  # two tables, a report, the pointer
        with pytest.raises(OSError, match="No space"):
            publish(tmp_path, 2)
        assert shown(tmp_path) == 1
        assert left(tmp_path) == ["courante.json", "versions"]
    else:
        publish(tmp_path, 2)
        assert shown(tmp_path) == 2


def test_two_at_once_wait_for_each_other(tmp_path):
    with (
        lock.alone(tmp_path),
        pytest.raises(RefreshError, match="en cours"),
        lock.alone(tmp_path),
    ):
        pass
    with lock.alone(tmp_path):
        pass


@pytest.mark.skipif(os.name != "posix", reason="kill -9 est une affaire de POSIX")
def test_fifty_kills_leave_a_whole_copy_each_time(tmp_path):
    publish(tmp_path, 200)
    draw, seen = random.Random(62), set()  # noqa: S311 - moments, not secrets
    maker = subprocess.Popen(
        [sys.executable, publisher.__file__, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    with maker:
        for _ in range(50):
            maker.stdin.write("encore\n")
            maker.stdin.flush()
            number = int(maker.stdout.readline())
            threading.Event().wait(draw.uniform(0, 0.12))
            os.kill(number, signal.SIGKILL)
            told = json.loads((tmp_path / "irve" / "courante.json").read_text())
            assert official.whole("irve", told["version"], tmp_path) is not None
            seen.add(shown(tmp_path))
        maker.stdin.close()
    assert len(seen) > 1  # else none was killed at its work
    publish(tmp_path, 5)
    assert left(tmp_path) == ["courante.json", "versions"]
    assert shown(tmp_path) == 5
