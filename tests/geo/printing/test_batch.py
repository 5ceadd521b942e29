"""The batch and the commands: files, manifest, resumption."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import Future
from contextlib import nullcontext
from importlib.metadata import version

import pytest
from pptx import Presentation

from geo import __main__ as cli
from geo import sources
from geo.core import catalog
from geo.printing import batch
from geo.printing.workers import Crew
from geo.printing.world import edition


@pytest.fixture
def two_communes(monkeypatch, world):
    """Make a batch of two communes, in this process, without drawing anything."""
    load = sources.load

    def few(name):
        return load(name).iloc[:2] if name == "communes" else load(name)

    made = []

    def files(_world, code, kinds):
        made.append((code, tuple(kinds)))
        return {kind: f"{code} {kind}".encode() for kind in kinds}

    class Here:
        """A pool that works at once, in this process."""

        def submit(self, function, *args):
            future = Future()
            # What a process reads when it starts.
            batch._WORLD[:] = [(batch._heading(edition()), world)]
            try:
                future.set_result(function(*args))
            except Exception as error:  # noqa: BLE001 - what a real pool does
                future.set_exception(error)
            return future

    monkeypatch.setattr(sources, "load", few)
    monkeypatch.setattr(batch, "fichiers_de", files)
    monkeypatch.setattr(batch, "_WORLD", [])
    monkeypatch.setattr(batch.workers, "here", lambda _cores: nullcontext(Crew(Here(), 1)))
    return made


def manifest(folder):
    return json.loads((folder / batch.MANIFESTE).read_text(encoding="utf-8"))


class TestTheBatch:
    @pytest.mark.usefixtures("two_communes")
    def test_writes_each_fiche_and_its_checksum(self, tmp_path):
        assert batch.fiches(tmp_path) == batch.BilanDuLot(4, 0)
        told = manifest(tmp_path)
        assert told["version_donnees"] == edition().version
        for entry in told["fichiers"]:
            content = (tmp_path / entry["fichier"]).read_bytes()
            assert batch.empreinte(content) == entry["sha256"]
        assert not list(tmp_path.glob("*.partiel"))

    def test_makes_again_only_what_is_missing_or_changed(self, two_communes, tmp_path):
        batch.fiches(tmp_path)
        two_communes.clear()
        first, second, *_ = manifest(tmp_path)["fichiers"]
        (tmp_path / first["fichier"]).unlink()
        (tmp_path / second["fichier"]).write_bytes(b"x")
        assert batch.fiches(tmp_path) == batch.BilanDuLot(2, 2)
        assert two_communes == [(first["code_insee"], ("pdf", "pptx"))]

    @pytest.mark.usefixtures("two_communes")
    def test_has_nothing_to_do_the_second_time(self, tmp_path):
        batch.fiches(tmp_path)
        told = []
        assert batch.fiches(tmp_path, avance=lambda *step: told.append(step)) == batch.BilanDuLot(
            0, 4
        )
        assert told == [(2, 2)]

    @pytest.mark.parametrize("key", ["version_donnees", "version_code"])
    @pytest.mark.usefixtures("two_communes")
    def test_makes_all_again_when_data_or_code_changed(self, tmp_path, key):
        batch.fiches(tmp_path)
        told = manifest(tmp_path) | {key: "autre"}
        (tmp_path / batch.MANIFESTE).write_text(json.dumps(told), encoding="utf-8")
        assert batch.fiches(tmp_path) == batch.BilanDuLot(4, 0)

    @pytest.mark.parametrize("package", batch.OUTILS)
    @pytest.mark.usefixtures("two_communes")
    def test_makes_all_again_when_what_draws_was_upgraded(self, tmp_path, monkeypatch, package):
        batch.fiches(tmp_path)
        assert manifest(tmp_path)["outils"][package] == version(package)
        monkeypatch.setattr(batch, "version", lambda name: f"{version(name)}{name == package}")
        assert batch.fiches(tmp_path) == batch.BilanDuLot(4, 0)

    @pytest.mark.usefixtures("two_communes")
    def test_a_damaged_manifest_only_costs_time(self, tmp_path):
        batch.fiches(tmp_path)
        (tmp_path / batch.MANIFESTE).write_text("{", encoding="utf-8")
        assert batch.fiches(tmp_path) == batch.BilanDuLot(4, 0)

    @pytest.mark.usefixtures("two_communes")
    def test_keeps_what_is_done_when_it_is_interrupted(self, tmp_path):
        def stop(done, _total):
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            batch.fiches(tmp_path, avance=stop)
        assert len(manifest(tmp_path)["fichiers"]) == 2
        assert batch.fiches(tmp_path) == batch.BilanDuLot(2, 2)

    def test_names_a_file_without_accent_nor_space(self):
        name = batch.nom_de_fichier("62617", "Nœux-les-Mines", "pdf")
        assert name == "fiche-62617-noeux-les-mines.pdf"


class TestTheCommands:
    @pytest.fixture(autouse=True)
    def read_once(self, monkeypatch, world):
        monkeypatch.setattr(f"{batch.__name__}.world.load_world", lambda: world)

    @pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("pptx", b"PK")])
    def test_fiche_writes_one_file(self, tmp_path, capsys, kind, start):
        file = tmp_path / f"f.{kind}"
        assert cli.main(["fiche", "62141", "--format", kind, "-o", str(file)]) == 0
        assert file.read_bytes().startswith(start)
        assert batch.empreinte(file.read_bytes()) in capsys.readouterr().out

    def test_fiche_of_an_unknown_commune_is_badly_written(self, tmp_path, capsys):
        assert cli.main(["fiche", "1", "--format", "pdf", "-o", str(tmp_path / "f")]) == 2
        assert "Commune inconnue" in capsys.readouterr().err

    def test_diaporama_of_a_territory(self, tmp_path, capsys):
        file = tmp_path / "d.pdf"
        argv = ["diaporama", "--territoire", "call", "--themes", "piscines"]
        assert cli.main([*argv, "--format", "pdf", "-o", str(file)]) == 0
        assert "8 diapositives" in capsys.readouterr().out

    def test_diaporama_of_a_story(self, tmp_path, capsys):
        file = tmp_path / "d.pptx"
        argv = ["diaporama", "--recit", "call-piscines-quartiers", "--format", "pptx"]
        assert cli.main([*argv, "-o", str(file)]) == 0
        assert "10 diapositives" in capsys.readouterr().out

    def test_diaporama_of_a_group(self, tmp_path, capsys):
        file = tmp_path / "d.pptx"
        argv = ["diaporama", "--groupe", "62033,62498,62523", "--format", "pptx"]
        assert cli.main([*argv, "-o", str(file)]) == 0
        slides = Presentation(file).slides
        assert slides[0].shapes.title.text_frame.text == "Canton de Lens"
        assert f"{len(slides)} diapositives" in capsys.readouterr().out

    def test_diaporama_of_an_unknown_commune_is_told(self, tmp_path, capsys):
        argv = ["diaporama", "--groupe", "59350", "--format", "pptx"]
        assert cli.main([*argv, "-o", str(tmp_path / "d.pptx")]) == 2
        assert "59350" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "argv",
        [
            (),
            ("--territoire", "call", "--recit", "call-piscines-quartiers"),
            ("--territoire", "call", "--groupe", "62498"),
        ],
    )
    def test_diaporama_asks_for_a_territory_or_a_story(self, tmp_path, capsys, argv):
        assert cli.main(["diaporama", *argv, "--format", "pdf", "-o", str(tmp_path / "d")]) == 2
        assert "--territoire, --groupe ou --recit" in capsys.readouterr().err

    @pytest.mark.usefixtures("two_communes")
    def test_fiches_tells_what_it_did(self, tmp_path, capsys):
        assert cli.main(["fiches", "-o", str(tmp_path), "--territoire", "call"]) == 0
        told = capsys.readouterr()
        assert "4 fichiers faits, 0 déjà à jour" in told.out
        assert "2/2 communes" in told.err

    def test_an_interrupted_batch_says_how_to_go_on(self, monkeypatch, tmp_path, capsys):
        def stop(*_, **_options):
            raise KeyboardInterrupt

        monkeypatch.setattr(batch, "fiches", stop)
        assert cli.main(["fiches", "-o", str(tmp_path)]) == 1
        assert "reprend où elle en était" in capsys.readouterr().err


def test_the_application_starts_without_what_draws():
    code = (
        "import sys, geo.printing.world, geo.printing.slides, "
        "geo.printing.stories, geo.printing.batch;"
        "print([m for m in ('matplotlib', 'pptx', 'typst') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


class TestOneFicheFails:
    def test_the_others_go_on_and_it_is_told(self, two_communes, monkeypatch, tmp_path, capsys):
        make = batch.fichiers_de
        failing = []

        def one_fails(world, code, kinds):
            failing.append(code)
            if len(failing) == 1:
                raise RuntimeError("pas de glyphe")
            return make(world, code, kinds)

        monkeypatch.setattr(batch, "fichiers_de", one_fails)
        assert cli.main(["fiches", "-o", str(tmp_path)]) == 1
        told = capsys.readouterr()
        assert f"Fiche non faite : {failing[0]} (RuntimeError : pas de glyphe)" in told.err
        assert "2 fichiers faits" in told.out
        assert [code for code, _ in two_communes] == [failing[1]]

    @pytest.mark.usefixtures("two_communes")
    def test_a_full_disk_stops_the_batch(self, monkeypatch, tmp_path):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(batch, "fichiers_de", full)
        with pytest.raises(OSError, match="No space"):
            batch.fiches(tmp_path)
