import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import revenus


@pytest.fixture(scope="module")
def table():
    return sources.load("revenus")


def test_each_commune_is_there_once(table):
    assert table["code_insee"].tolist() == sources.load("communes")["code_insee"].tolist()


@pytest.mark.parametrize(
    ("column", "count"),
    [
        ("niveau_vie_median_eur", 135),
        ("taux_pauvrete_pct", 59),
        ("menages_imposes_pct", 65),
        ("decile_1_eur", 65),
    ],
)
def test_the_rest_is_secret(table, column, count):
    assert table[column].notna().sum() == count


def test_a_missing_value_is_a_secret_one_and_nothing_else(table):
    raw = pd.read_csv(catalog.DATA / "revenus" / revenus.RECU, dtype="str", keep_default_na=False)
    secret = (raw[[*revenus.COLONNES]] == revenus.NON_PUBLIE).rename(columns=revenus.COLONNES)
    secret = secret.set_axis(raw["code_insee"]).sort_index()
    missing = table.set_index("code_insee").isna()
    pd.testing.assert_frame_equal(missing, secret, check_names=False)
    assert not (table.drop(columns="code_insee") == 0).any(axis=None)


def test_all_is_secret_in_rombly_only(table):
    everything = table.set_index("code_insee").isna().all(axis="columns")
    assert everything.index[everything].tolist() == ["62720"]


def test_the_letter_of_the_secret_becomes_a_missing_value(tmp_path):
    header = "code_insee," + ",".join(revenus.COLONNES)
    values = ["791", "1890", "25590", *["s"] * 16]
    (tmp_path / revenus.RECU).write_text(f"{header}\n62001,{','.join(values)}\n")
    found = revenus.build(tmp_path).iloc[0]
    assert found["niveau_vie_median_eur"] == 25_590
    assert found.iloc[4:].isna().all()
