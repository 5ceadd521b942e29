"""Several processes behind nginx: its configuration, what is refused, what is started again."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from geo import __main__ as cli
from geo.commands import serve, serving
from geo.commands.serving import Facade
from geo.core import catalog

ALONE = Facade("127.0.0.1:9000", ["127.0.0.1:9001"])


def test_every_process_is_in_the_configuration_and_nothing_is_left_to_fill(tmp_path):
    text = serving.configuration(
        tmp_path, Facade("127.0.0.1:9000", [f"127.0.0.1:{port}" for port in (9001, 9002, 9003)])
    )
    assert re.findall(r"server 127\.0\.0\.1:(\d+)", text) == ["9001", "9002", "9003"]
    assert "listen 127.0.0.1:9000;" in text
    assert "{{" not in text
    assert text.count("{") == text.count("}")


def test_each_reader_is_told_apart_to_the_processes(tmp_path):
    """What nginx sets in a place would undo what it sets for all: it stands for all, once."""
    text = serving.configuration(tmp_path, ALONE)
    told = re.findall(r"proxy_set_header (\S+) (\S+);", text)
    assert dict(told)["X-Forwarded-For"] == "$remote_addr"
    assert len(told) == len(dict(told))
    assert set(re.findall(r"^( *)proxy_set_header", text, re.MULTILINE)) == {" " * 8}


def test_the_address_of_no_reader_is_kept(tmp_path):
    assert "access_log off;" in serving.configuration(tmp_path, ALONE)


@pytest.fixture
def certificate(tmp_path):
    """Make a certificate that nobody signed."""
    chain, key = tmp_path / "chaine.pem", tmp_path / "cle.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-subj", "/CN=atlas.exemple.fr", "-keyout", str(key), "-out", str(chain)]
    subprocess.run([*asked, *files], check=True, capture_output=True)
    return chain, key


@pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx n’est pas installé"
)
@pytest.mark.parametrize("base", ["/", "/atlas/"])
@pytest.mark.parametrize("tls", [False, True])
def test_nginx_takes_the_configuration(tmp_path, certificate, base, tls):
    facade = Facade("127.0.0.1:9000", ["127.0.0.1:9001"], base, certificate if tls else None)
    conf = tmp_path / "nginx.conf"
    conf.write_text(serving.configuration(tmp_path, facade), encoding="utf-8")
    told = subprocess.run(
        ["nginx", "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(conf)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def test_the_configuration_is_written_without_starting_anything(capsys):
    assert cli.main(["serve", "--conf", "--workers", "3", "--port", "9000"]) == 0
    assert capsys.readouterr().out.count("server 127.0.0.1:") == 3


@pytest.mark.parametrize("workers", ["0", "33"])
def test_too_few_or_too_many_processes_are_refused(capsys, workers):
    assert cli.main(["serve", "--workers", workers]) == 1
    assert f"{workers} demandés" in capsys.readouterr().err


def test_without_nginx_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert cli.main(["serve"]) == 1
    assert "apt install nginx-light" in capsys.readouterr().err


def test_what_dies_is_started_again_and_everything_stops(capsys, monkeypatch):
    monkeypatch.setattr(serving, "LOOK_S", 0.01)
    monkeypatch.setattr(serving, "SHORT_S", 0.0)
    kept = serving.keep("L’essai", [sys.executable, "-c", "import time; time.sleep(60)"])
    first = kept.process
    first.kill()
    first.wait()

    def ended():
        return kept.process is not first

    serving.watch([kept], ended)
    assert kept.process is not first
    assert kept.process.poll() is not None
    assert "est relancé" in capsys.readouterr().err


def test_the_door_is_asked_to_end_first_and_nobody_waits_for_another():
    done = []

    class Program:
        def __init__(self, name):
            self.name = name

        def ask(self):
            done.append(("asked", self.name))

        def stop(self):
            done.append(("ended", self.name))

    serving.watch([Program("1"), Program("2"), Program("nginx")], lambda: True)
    assert done[:3] == [("asked", "nginx"), ("asked", "2"), ("asked", "1")]
    assert {what for what, _ in done[3:]} == {"ended"}
    assert len(done) == 6


def test_what_dies_at_once_waits_before_it_starts_again(monkeypatch):
    monkeypatch.setattr(serving, "SHORT_S", 10.0)
    kept = serving.keep("L’essai", [sys.executable, "-c", ""])
    kept.process.wait()
    first = kept.process
    kept.look(kept.since + 1)
    kept.look(kept.since + 5)
    assert kept.process is first
    kept.look(kept.since + 12)
    assert kept.process is not first
    kept.stop()


def test_under_a_path_every_address_of_the_atlas_has_it(tmp_path):
    text = serving.configuration(tmp_path, Facade("127.0.0.1:9000", ["127.0.0.1:9001"], "/atlas/"))
    assert "location = /atlas/_stcore/stream" in text
    assert "location /atlas/ {" in text
    assert "Path=/atlas/;" in text
    assert text.count("return 308 /atlas/;") == 2


def test_the_processes_are_told_the_path(capsys):
    assert cli.main(["serve", "--conf", "--base", "atlas", "--port", "9000"]) == 0
    assert "location /atlas/ {" in capsys.readouterr().out
    told = serve.streamlit("127.0.0.1", 9001, "atlas.exemple.fr", (), 443, "/atlas/")
    assert told[told.index("--server.baseUrlPath") + 1] == "atlas"
    assert "--server.baseUrlPath" not in serve.streamlit("127.0.0.1", 9001, "localhost")


@pytest.mark.parametrize("base", ["/a b/", "/a/b/", "/$x/", "/x;}/"])
def test_a_path_that_is_none_is_refused(capsys, base):
    assert cli.main(["serve", "--conf", "--base", base]) == 1
    assert "comme /atlas/" in capsys.readouterr().err


def test_a_certificate_that_is_not_there_is_told(capsys, tmp_path):
    missing = [str(tmp_path / "a.pem"), str(tmp_path / "b.pem")]
    assert cli.main(["serve", "--port", "9000", "--tls", *missing]) == 1
    assert "introuvable" in capsys.readouterr().err


@pytest.mark.parametrize("name", serving.DEPLOYED)
def test_what_deploy_holds_is_what_the_command_writes(name):
    written = (catalog.ROOT / "deploy" / name).read_text(encoding="utf-8")
    assert written == serving.configuration(serving.WORK, serving.DEPLOYED[name])


def test_nginx_writes_no_line_that_names_a_reader(tmp_path):
    """From ``alert`` down, its lines give the address of who asked, and what was asked."""
    text = serving.configuration(tmp_path, ALONE)
    assert re.findall(r"error_log .*;", text) == ["error_log stderr emerg;"]
    for name in serving.DEPLOYED:
        deployed = (catalog.ROOT / "deploy" / name).read_text(encoding="utf-8")
        assert re.findall(r"error_log .*;", deployed) == ["error_log stderr emerg;"]
