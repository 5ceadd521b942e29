import pandas as pd
import pytest

from geo import sources


@pytest.fixture(scope="module")
def table():
    return sources.load("qpv_generations")


def test_each_perimeter_is_told_once_in_each_generation(table):
    assert table["generation"].value_counts().to_dict() == {2015: 37, 2024: 37}
    assert table["code"].is_unique


def test_the_code_tells_the_generation(table):
    letters = table["generation"].map({2015: "QP", 2024: "QN"})
    assert (table["code"].str[:2] == letters).all()


def test_the_link_goes_both_ways(table):
    link = table.set_index("code")["code_correspondant"]
    pd.testing.assert_series_equal(
        link.reindex(link).reset_index(drop=True),
        table["code"],
        check_names=False,
    )


def test_the_generation_of_2024_is_that_of_the_perimeters(table):
    perimeters = sources.load("qpv")["code_qpv"]
    assert set(table.loc[table["generation"] == 2024, "code"]) == set(perimeters)
