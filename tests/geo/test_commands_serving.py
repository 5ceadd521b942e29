"""Several processes behind nginx: its configuration, what is refused, what is started again."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from geo import __main__ as cli
from geo.commands import serving


def test_every_process_is_in_the_configuration_and_nothing_is_left_to_fill(tmp_path):
    text = serving.configuration(tmp_path, "127.0.0.1:9000", [9001, 9002, 9003])
    assert re.findall(r"server 127\.0\.0\.1:(\d+)", text) == ["9001", "9002", "9003"]
    assert "listen 127.0.0.1:9000;" in text
    assert "{{" not in text
    assert text.count("{") == text.count("}")


def test_each_reader_is_told_apart_to_the_processes(tmp_path):
    """What nginx sets in a place would undo what it sets for all: it stands for all, once."""
    text = serving.configuration(tmp_path, "127.0.0.1:9000", [9001])
    told = re.findall(r"proxy_set_header (\S+) (\S+);", text)
    assert dict(told)["X-Forwarded-For"] == "$remote_addr"
    assert len(told) == len(dict(told))
    assert set(re.findall(r"^( *)proxy_set_header", text, re.MULTILINE)) == {" " * 8}


def test_the_address_of_no_reader_is_kept(tmp_path):
    assert "access_log off;" in serving.configuration(tmp_path, "127.0.0.1:9000", [9001])


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx n’est pas installé")
def test_nginx_takes_the_configuration(tmp_path):
    conf = tmp_path / "nginx.conf"
    conf.write_text(serving.configuration(tmp_path, "127.0.0.1:9000", [9001]), encoding="utf-8")
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
