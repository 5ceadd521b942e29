"""What was read of each chapter of the five reports."""

from __future__ import annotations

from geo import sources
from geo.reports.vocabulary import DOCUMENTS
from geo.sources.tables import couverture


def test_a_chapter_that_is_only_a_number_stays_a_text(tmp_path):
    path = tmp_path / "couverture.csv"
    path.write_text(
        "id,document,chapitre,statut,raison\n"
        "rdd2020-c01,rdd2020,01,couvert,\n"
        "rdd2020-c02,rdd2020,2,non,Trop flou\n",
        encoding="utf-8",
    )
    read = couverture.read(path)
    assert read["chapitre"].tolist() == ["01", "2"]
    assert read["raison"].isna().tolist() == [True, False]


def test_every_report_has_its_chapters():
    table = sources.load("couverture")
    assert set(table["document"]) == set(DOCUMENTS)
