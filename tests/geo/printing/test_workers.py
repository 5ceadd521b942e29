"""A batch handed to a cluster: the same bytes, and nothing lost with a worker."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import Future

import pytest
from distributed import LocalCluster

from geo import __main__ as cli
from geo import sources
from geo.core.errors import RenduError
from geo.core.model import Selection
from geo.labels import rendu as mots
from geo.printing import batch, workers
from geo.printing.world import edition

THREE = Selection(communes=("62119", "62498", "62178"))


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _expected(world):
    communes = sources.load("communes").set_index("code_insee")["nom"]
    return {
        batch.nom_de_fichier(code, communes[code], kind): content
        for code in THREE.communes
        for kind, content in batch.fichiers_de(world, code, batch.FORMATS).items()
    }


def test_the_bytes_of_a_cluster_are_those_of_this_machine(monkeypatch, tmp_path, world):
    monkeypatch.setattr(batch, "_WORLD", [(batch._heading(edition()), world)])
    with LocalCluster(n_workers=2, processes=False, dashboard_address=":0") as found:
        assert batch.fiches(tmp_path, THREE, grappe=found.scheduler_address) == batch.BilanDuLot(
            6, 0
        )
    assert _files(tmp_path).items() >= _expected(world).items()


@pytest.mark.long
def test_a_killed_worker_loses_nothing(tmp_path, world):
    told = []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as found:

        def kill_one(done, total):
            told.append((done, total))
            if done == 1:
                os.kill(next(iter(found.workers.values())).pid, signal.SIGKILL)

        address = found.scheduler_address
        assert batch.fiches(tmp_path, THREE, avance=kill_one, grappe=address) == batch.BilanDuLot(
            6, 0
        )
    assert told == [(done, 3) for done in range(4)]
    assert _files(tmp_path).items() >= _expected(world).items()


def test_nobody_at_the_address_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(workers, "PATIENCE_S", 0.2)
    argv = ["fiches", "-o", str(tmp_path), "--cluster", "tcp://127.0.0.1:1"]
    assert cli.main(argv) == cli.DEFAUT
    assert mots.GRAPPE_ABSENTE.format(adresse="tcp://127.0.0.1:1") in capsys.readouterr().err


def test_a_cluster_without_worker_is_told():
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(RenduError, match="aucun travailleur"),
        workers.cluster(empty.scheduler_address),
    ):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RenduError, match=r"atlas-artois\[grappe\]"), workers.cluster("tcp://a:1"):
        pass


def test_a_worker_of_another_version_stops_the_batch(tmp_path):
    lot = batch._Lot.of(tmp_path, {"62119": "Béthune"})
    other = lot.heading | {"version_code": "0000000000"}
    with pytest.raises(RenduError, match="version_code"):
        lot._keep("62119", other, {"pdf": b"", "pptx": b""})
    assert _files(tmp_path) == {}


def test_a_cluster_that_is_lost_stops_the_batch():
    lost = Future()
    lost.cancel()
    with pytest.raises(RenduError, match="reprend où elle en était"):
        batch._failure(lost)


def test_no_more_is_asked_for_than_what_the_workers_will_soon_take(tmp_path):
    lot = batch._Lot.of(tmp_path, {f"{code}": "Commune" for code in range(62000, 62010)})
    asked = []

    class Pool:
        def submit(self, _function, code, _kinds):
            asked.append(code)
            done = Future()
            done.set_result(None)
            return done

    for rank, _ in enumerate(lot._in_turn(workers.Crew(Pool(), 3)), start=1):
        assert len(asked) <= rank + 2
    assert len(asked) == 10
