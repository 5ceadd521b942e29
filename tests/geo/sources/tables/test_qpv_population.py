import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import qpv_population


@pytest.fixture(scope="module")
def table():
    return sources.load("qpv_population")


def test_each_qpv_of_the_atlas_is_there_once(table):
    assert table["code_qpv"].tolist() == sources.load("qpv")["code_qpv"].tolist()


def test_the_inhabitants_are_98_200(table):
    assert table["habitants"].sum() == 98_200


def test_what_is_missing_is_what_the_card_says(table):
    unknown = table.set_index("code_qpv").isna().stack()
    assert sorted(unknown.index[unknown]) == [
        ("QN06202M", "taux_pauvrete_pct"),
        ("QN06226M", "indice_jeunesse"),
        ("QN06232M", "taux_pauvrete_pct"),
        ("QN06245M", "logements_sociaux"),
    ]
    told = " ".join(catalog.source("qpv_population").lacunes)
    assert all(code in told for code, _ in unknown.index[unknown])


def test_the_unknown_vintage_is_said_wherever_it_is_credited():
    assert "millésime non précisé" in catalog.source("qpv_population").mention


def test_dwellings_are_no_share_of_the_households(table):
    more = table.loc[table["logements_sociaux"] > table["menages"], "code_qpv"]
    told = " ".join(catalog.source("qpv_population").lacunes)
    assert more.tolist() == ["QN06214M", "QN06227M", "QN06231M"]
    assert all(code in told for code in more)


def test_a_missing_cell_stays_missing(tmp_path):
    header = "code_qpv," + ",".join(qpv_population.COLONNES)
    row = "QN06201M,1500,600.5,,40.5,,900,400,100,,30.5,2.5"
    (tmp_path / qpv_population.RECU).write_text(f"{header}\n{row}\n")
    found = qpv_population.build(tmp_path).iloc[0]
    assert (found["habitants"], found["menages"]) == (1_500, 600.5)
    assert found[["logements_sociaux", "taux_pauvrete_pct", "indice_jeunesse"]].isna().all()
