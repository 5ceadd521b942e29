"""The grid of RGAA 4.1: whole, honest, and the same on the page and in the declaration."""

from __future__ import annotations

import re

import pytest

from geo.core import catalog
from geo.core.catalog import ROOT
from geo.labels import rgaa
from outils import declarer

COUNTS = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}
"""How many criteria RGAA 4.1 has in each theme: 106 in all."""
CITED = re.compile(r"\b(?:tests|static|geo)/[\w/]+\.(?:py|css|js)\b")


def test_the_grid_has_each_criterion_once_in_order():
    expected = [f"{theme}.{rank + 1}" for theme, many in COUNTS.items() for rank in range(many)]
    assert [one.numero for one in rgaa.criteres()] == expected
    assert len(expected) == 106


def test_every_verdict_has_its_evidence_and_cites_files_that_are():
    assert [one.numero for one in rgaa.criteres() if not (one.sujet and one.preuve)] == []
    cited = {path for one in rgaa.criteres() for path in CITED.findall(one.preuve)}
    assert cited
    assert sorted(path for path in cited if not (ROOT / path).is_file()) == []


def test_what_conforms_says_a_test_or_that_it_was_looked_at():
    silent = [
        one.numero
        for one in rgaa.criteres()
        if one.etat == "conforme" and not (CITED.search(one.preuve) or "regardé" in one.preuve)
    ]
    assert silent == []


def test_what_nobody_could_check_counts_against_the_rate(monkeypatch):
    grid = tuple(
        rgaa.Critere(f"1.{rank}", "sujet", etat, "regardé")
        for rank, etat in enumerate(["conforme", "conforme", "non vérifié", "sans objet"])
    )
    monkeypatch.setattr(rgaa, "criteres", lambda: grid)
    assert rgaa.applicables() == 3
    assert rgaa.taux_pct() == pytest.approx(200 / 3)


def test_the_rate_is_the_one_aimed_at():
    assert rgaa.taux_pct() >= 90


def test_an_unknown_verdict_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "rgaa.tsv"
    file.write_text("critere\tsujet\tetat\tpreuve\n1.1\timage\tpresque\taxe\n", encoding="utf-8")
    monkeypatch.setattr(rgaa, "FICHIER", file)
    with pytest.raises(ValueError, match="presque"):
        rgaa.criteres.__wrapped__()


def test_the_declaration_is_the_one_that_would_be_written_now():
    assert declarer.main(["--check"]) == 0, "lancez « make docs »"


def test_a_verdict_that_changes_changes_the_declaration(monkeypatch):
    monkeypatch.setattr(rgaa, "criteres", lambda: ())
    monkeypatch.setattr(rgaa, "taux_pct", lambda: 12.3)
    assert declarer.main(["--check"]) == 1


def test_the_page_asks_only_for_what_is_measured():
    wanted = set(re.findall(r"\{(\w+)\}", catalog.ABOUT.read_text(encoding="utf-8")))
    assert wanted - {"version", "donnees"} <= set(rgaa.valeurs())
    assert "taux" in wanted
