"""The former communes of ours."""

import pandas as pd

from geo import sources
from geo.sources.tables import communes_deleguees


def test_labuissiere_is_in_bruay():
    table = sources.load("communes_deleguees").set_index("code_ancien")
    assert table.loc["62482"].tolist() == ["Labuissière", "déléguée", "62178"]


def test_no_former_code_is_one_of_today():
    table = sources.load("communes_deleguees")
    codes = set(sources.load("communes")["code_insee"])
    assert set(table["code_insee"]) <= codes
    assert not set(table["code_ancien"]) & codes


def test_only_the_parts_of_ours_that_bear_another_code_are_kept():
    rows = pd.DataFrame(
        [
            ("1", "62001", "COM", "Une", None),
            ("2", "62001", "COMD", "Une", "1"),
            ("3", "62002", "COMD", "Deux", "1"),
            ("4", "62003", "COMA", "Trois", "1"),
            ("5", "62900", "COM", "Ailleurs", None),
            ("6", "62901", "COMD", "Autre", "5"),
            ("7", "62004", "ARM", "Arrondissement", "1"),
        ],
        columns=["id", "code", "type", "nom", "commune_parent_id"],
    )
    assert communes_deleguees.former(rows, ["62001"]).to_numpy().tolist() == [
        ["62002", "Deux", "déléguée", "62001"],
        ["62003", "Trois", "associée", "62001"],
    ]
