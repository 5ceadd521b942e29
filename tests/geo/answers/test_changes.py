"""What a publication changed: in some communes, and since a link that was cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.answers import changes
from geo.labels import officielles as mots
from geo.sources.official import Version


def version(source, nom, rows=(), comptes=None):
    told = {
        "publiee_le": "2026-11-20",
        "date": "2026-11-01",
        "difference": {"communes": list(rows), "comptes": comptes or {}},
    }
    return Version(source, nom, Path(), told)


def row(code, before, after):
    return {"code_insee": code, "nom": code, "avant": before, "apres": after}


IRVE = version(
    "irve",
    "a",
    [row("1", 4, 6), row("2", 1, 1), row("3", 2, None)],
    {"ajoutes": 2, "retires": 0, "deplaces": 1, "changes": 0},
)


class TestInSomeCommunes:
    def test_what_changed_is_told_with_the_day_before_and_after(self):
        [one] = changes.of_communes({"irve": IRVE}, {"1", "2"})
        assert (one.avant, one.apres) == (5, 7)
        assert "20/11/2026" in one.phrase or "20 novembre 2026" in one.phrase
        assert "5 points de charge avant, 7 points de charge après" in one.phrase.replace(
            "\xa0", " "
        )

    def test_what_did_not_is_not(self):
        assert changes.of_communes({"irve": IRVE}, {"2"}) == ()
        assert changes.of_communes({"irve": IRVE}, {"9"}) == ()
        assert changes.of_communes({"irve": version("irve", "a")}, {"1"}) == ()

    def test_what_the_source_does_not_count_is_not_known(self):
        [one] = changes.of_communes({"irve": IRVE}, {"1", "3"})
        assert one.apres is None
        assert mots.NON_COMPTE in one.phrase
        assert changes.written(one)[2:] == ("6", "–")

    def test_a_report_of_another_time_says_nothing(self):
        bare = Version("irve", "a", Path(), {"publiee_le": "2026-11-20"})
        assert changes.of_communes({"irve": bare}, {"1"}) == ()


class TestSinceALink:
    def test_the_same_data_say_nothing(self):
        mark = changes.cited("v1", {"irve": IRVE})
        assert changes.since(mark, "v1", {"irve": IRVE}) == ()
        assert changes.since(changes.cited("v1", {}), "v1", {}) == ()

    def test_another_version_of_a_source_is_told_with_what_it_changed(self):
        [told] = changes.since(changes.cited("v1", {}), "v1", {"irve": IRVE})
        assert "2\N{NO-BREAK SPACE}stations en plus" in told
        assert "déplacements : 1" in told
        assert "en moins" not in told

    def test_a_source_that_was_taken_back_is_told(self):
        mark = changes.cited("v1", {"irve": IRVE})
        [told] = changes.since(mark, "v1", {})
        assert mots.TITRES["irve"] in told

    @pytest.mark.parametrize("mark", ["v0", "v0~", "v0~<b>.x", "v0~inconnue.x", "v0~irve"])
    def test_other_shipped_data_are_told_and_what_is_no_mark_is_not_read(self, mark):
        told = changes.since(mark, "v1", {})
        assert told == (mots.LIVREES_AUTRES.format(citee="v0", version="v1"),)


class TestWhatReadersSee:
    TERRITORIES = {"1": "cabbalr", "2": "cabbalr", "3": "call"}  # noqa: RUF012 - read only
    NAMES = {"1": "Auchel", "2": "Béthune", "3": "Lens"}  # noqa: RUF012

    def seen(self, now, *rows):
        report = {"publiee_le": "2026-11-28", "difference": {"communes": list(rows)}}
        return changes.seen("irve", now, report, self.TERRITORIES, self.NAMES)

    def test_the_slides_and_the_sheets_that_would_change_are_named(self):
        found = self.seen(None, row("1", 4, 6), row("2", 1, 1))
        places = [one.ou for one in found]
        assert places == [
            mots.DIAPOSITIVE.format(lieu="la CABBALR"),
            mots.DIAPOSITIVE.format(lieu="les deux intercommunalités"),
            mots.FICHES.format(n="1\N{NO-BREAK SPACE}fiche change", noms="Auchel"),
        ]
        assert found[0].avant == ""
        assert "5\N{NO-BREAK SPACE}points de charge avant, 7" in found[0].apres

    def test_a_slide_that_would_go_is_told_too(self):
        found = self.seen(IRVE.rapport, row("1", 6, 6))
        assert all(one.apres == "" for one in found)
        assert "fiche" in found[-1].ou

    def test_nothing_changes_nothing(self):
        assert self.seen(None, row("1", 4, 4)) == ()


def test_several_publications_since_a_link_are_not_told_as_one():
    now = Version("irve", "c", Path(), IRVE.rapport | {"depuis": "b"})
    [told] = changes.since(changes.cited("v1", {"irve": IRVE}), "v1", {"irve": now})
    assert "plusieurs publications" in told
    alone = Version("irve", "c", Path(), IRVE.rapport | {"depuis": "a"})
    [told] = changes.since(changes.cited("v1", {"irve": IRVE}), "v1", {"irve": alone})
    assert "plusieurs" not in told
