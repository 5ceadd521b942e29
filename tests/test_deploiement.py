"""What ``deploy/`` holds starts the atlas that this repository is."""

from __future__ import annotations

import configparser
import re
import shlex

import pytest
import yaml

from geo import __main__ as cli
from geo.commands import serving
from geo.core import catalog
from geo.ui.serve import server

DEPLOY = catalog.ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
CLUSTER = list(
    yaml.safe_load_all((DEPLOY / "cluster" / "atlas-artois.yaml").read_text(encoding="utf-8"))
)
COMPOSE = yaml.safe_load((DEPLOY / "conteneur" / "compose.yaml").read_text(encoding="utf-8"))
CONTAINER = (DEPLOY / "conteneur" / "Containerfile").read_text(encoding="utf-8")


def of_kind(kind):
    return next(one for one in CLUSTER if one["kind"] == kind)


def accepted(words):
    """Return the options of a command line, read by the parser of the program."""
    return cli.parser().parse_args([word.replace("%i", "8501") for word in words])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_starts_a_command_that_exists(path):
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(path, encoding="utf-8")
    program, *words = shlex.split(unit["Service"]["ExecStart"])
    assert program.endswith("/atlas-artois")
    assert accepted(words).host == "atlas.exemple.fr"


def test_the_container_starts_a_command_that_exists():
    entry = re.search(r"^ENTRYPOINT (\[.*\])$", CONTAINER, re.MULTILINE)[1]
    program, *words = yaml.safe_load(entry)
    assert program.endswith("/atlas-artois")
    port = accepted(words).port
    assert f"EXPOSE {port}" in CONTAINER
    assert f"127.0.0.1:{port}/_stcore/health" in CONTAINER
    atlas = of_kind("Deployment")["spec"]["template"]["spec"]["containers"][0]
    assert atlas["ports"][0]["containerPort"] == port
    assert accepted([*words, *atlas["args"]]).base == "/atlas/"
    assert accepted([*words, *COMPOSE["services"]["atlas-1"]["command"]]).host == "localhost"


def test_the_processes_of_compose_are_those_that_nginx_knows():
    named = serving.DEPLOYED["conteneur/nginx.conf"].servers
    kept = sorted(name for name in COMPOSE["services"] if name.startswith("atlas"))
    assert [one.partition(":")[0] for one in named] == kept


def test_the_probes_ask_addresses_that_answer(monkeypatch):
    atlas = of_kind("Deployment")["spec"]["template"]["spec"]["containers"][0]
    asked = {
        atlas[probe]["httpGet"]["path"]
        for probe in ("readinessProbe", "livenessProbe", "startupProbe")
    }
    monkeypatch.setattr(server, "root", lambda: "/atlas/")
    known = {one.path for one in server.routes()} | {"/atlas/_stcore/health"}
    assert asked <= known


def test_the_parts_of_the_cluster_name_one_another():
    label = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert of_kind("Service")["spec"]["selector"] == label
    assert of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == label
    rule = of_kind("Ingress")["spec"]["rules"][0]["http"]["paths"][0]
    assert rule["backend"]["service"]["name"] == of_kind("Service")["metadata"]["name"]
    assert rule["path"] == "/atlas/"
    notes = of_kind("Ingress")["metadata"]["annotations"]
    assert notes["nginx.ingress.kubernetes.io/affinity"] == "cookie"
