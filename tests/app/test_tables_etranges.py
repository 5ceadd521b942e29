"""Tables that are read well and are wrong: emptied, cut, misplaced, absurd.

Each is declared as a build would, checksum and all. ``geo check`` says which, and a page that
cannot go on says so in French: never Streamlit's English box.
"""

from __future__ import annotations

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from ecran import Ecran, forget
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from geo import __main__ as cli
from geo.commands import check
from geo.core import catalog
from geo.labels import textes
from geo.sources import module
from geo.ui.serve import faults

PAGES = {
    "indicateurs": "pages/indicateurs.py",
    "actions": "pages/themes.py",
    "qpv": "pages/quartiers_prioritaires.py",
    "qpv_communes": "pages/quartiers_prioritaires.py",
    "communes": "pages/ma_commune.py",
    "piscines": "pages/piscines.py",
    "bornes": "pages/bornes_de_recharge.py",
    "contradictions": "pages/donnees.py",
}
"""Table -> the page that speaks of it first."""


def first(frame, column, value):
    """Return the table with another value in the first row where there is one."""
    changed = frame.copy()
    changed.loc[changed.index[changed[column].ne("")][0], column] = value
    return changed


def header_only(frame):
    return frame.iloc[:0]


def half(frame):
    return frame.iloc[: len(frame) // 2]


def five_rows(frame):
    return frame.iloc[:5]


def swapped(frame):
    return frame.set_geometry(
        frame.geometry.map(lambda one: shapely.transform(one, lambda xy: xy[:, ::-1]))
    )


def lambert(frame):
    return frame.to_crs(2154)


def lambert_said_wgs84(frame):
    return frame.to_crs(2154).set_crs(4326, allow_override=True)


def unknown_codes(frame):
    return frame.assign(code_insee=["62999", "62999", *frame["code_insee"][2:]])


def absurd_value(frame):
    return first(frame, "valeur", "1" + "0" * 308)


def infinite_gap(frame):
    return first(frame, "ecart", "inf")


CASES = [
    ("indicateurs", header_only),
    ("indicateurs", absurd_value),
    ("actions", header_only),
    ("qpv", lambert_said_wgs84),
    ("qpv", swapped),
    ("qpv", five_rows),
    ("qpv_communes", unknown_codes),
    ("communes", lambert),
    ("communes", lambert_said_wgs84),
    ("communes", five_rows),
    ("piscines", header_only),
    ("bornes", header_only),
    ("contradictions", half),
    ("contradictions", infinite_gap),
]
IN_FRENCH = (textes.ERREUR_PAGE, "Le fichier data/")
"""How the fault of a whole page begins, and that of a part of it."""

QUICK = {
    ("indicateurs", header_only),
    ("qpv", lambert_said_wgs84),
    ("qpv_communes", unknown_codes),
    ("communes", lambert),
    ("bornes", header_only),
    ("contradictions", infinite_gap),
}
"""One case of each kind; the others take minutes, and are for « make test-complet »."""

every_case = pytest.mark.parametrize(
    ("table", "spoil"),
    [pytest.param(*case, marks=() if case in QUICK else pytest.mark.long) for case in CASES],
    ids=[f"{table}-{spoil.__name__}" for table, spoil in CASES],
)
cut = pytest.mark.parametrize(
    ("table", "spoil"),
    [case for case in CASES if case[1] in (header_only, half, five_rows)],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)


def replace(donnees, table, spoil, *, rows_declared=False):
    """Put a spoilt table in the place of the good one; with its rows, nothing tells it was cut."""
    name = module(table).FICHIER
    path = donnees.chemin(name)
    if name.endswith(".parquet"):
        frame = spoil(gpd.read_parquet(path))
        frame.to_parquet(path, index=False)
    else:
        frame = spoil(pd.read_csv(path, dtype="str", keep_default_na=False))
        frame.to_csv(path, index=False, lineterminator="\n")
    donnees.declarer(name)
    if rows_declared:
        card = path.with_name("source.toml")
        text = card.read_text(encoding="utf-8")
        card.write_text(re.sub(r"(?m)^lignes = \d+$", f"lignes = {len(frame)}", text), "utf-8")
    forget()


@pytest.fixture
def as_served(monkeypatch):
    """Faults told as the server tells them: AppTest does not read ``st.App``."""
    begin = LocalScriptRunner.__init__

    def with_our_words(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        self._on_script_error = faults.tell

    monkeypatch.setattr(LocalScriptRunner, "__init__", with_our_words)


@every_case
def test_check_names_the_table_and_the_rows_that_it_lost(
    donnees, capsys, monkeypatch, table, spoil
):
    # What is long to check and has tests of its own.
    monkeypatch.setattr(check, "_check_documents", lambda _frames: 0)
    monkeypatch.setattr(check, "_check_characters", lambda _frames: 0)
    rows = catalog.source(table).lignes
    replace(donnees, table, spoil)
    assert cli.main(["check"]) == 1
    printed = capsys.readouterr()
    told = printed.out.partition("\n\n")[2] + printed.err
    assert table in told
    left = {header_only: 0, half: rows // 2, five_rows: 5}
    if spoil in left:
        assert f"{rows} attendues (source.toml), {left[spoil]} trouvées" in told


@pytest.mark.usefixtures("as_served")
@every_case
def test_no_page_shows_the_english_box(donnees, table, spoil):
    replace(donnees, table, spoil, rows_declared=True)  # nothing tells that it was cut
    for page in dict.fromkeys((PAGES[table], "pages/accueil.py", "pages/donnees.py")):
        ecran = Ecran(page).open()
        assert (page, ecran.exceptions) == (page, [])
        if page != "pages/donnees.py":  # there, faults are listed one by one
            assert [told for told in ecran.erreurs if not told.startswith(IN_FRENCH)] == []


@pytest.mark.usefixtures("as_served")
@cut
def test_the_page_of_a_cut_table_says_so(donnees, table, spoil):
    replace(donnees, table, spoil)
    ecran = Ecran(PAGES[table]).open()
    said = " ".join((*ecran.erreurs, *ecran.avertissements, ecran.texte))
    assert "trouvées. Rétablissez-le" in said
