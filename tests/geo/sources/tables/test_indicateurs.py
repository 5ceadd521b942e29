"""The figures of the reports: ids, units, amounts, years, groups and series."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import SchemaError
from geo.core.schema import validate
from geo.reports.vocabulary import NATURES, THEMES_RAPPORT, UNITES, UNITES_MONTANT
from geo.sources.tables import indicateurs


@cache
def table():
    return sources.load("indicateurs")


def test_what_is_shipped_is_what_a_build_gives():
    built = indicateurs.build(catalog.DATA / "indicateurs")
    pd.testing.assert_frame_equal(validate(built, indicateurs.SCHEMA, "indicateurs"), table())


def test_there_are_more_figures_than_the_951_first_told():
    assert len(table()) >= 951


def test_ids_are_unique_and_name_their_report():
    frame = table()
    assert frame["id"].is_unique
    assert (frame["id"].str.split("-").str[0] == frame["source"]).all()


def test_numbers_of_a_report_follow_each_other():
    for source, rows in table().groupby("source"):
        numbers = rows["id"].str.removeprefix(f"{source}-").astype(int)
        assert list(numbers) == sorted(numbers)


def test_first_ids_never_change():
    labels = table().set_index("id")["libelle"]
    assert labels["rdd2020-153"] == "Entretien des cours d’eau"
    assert labels["bilan2023-077"] == "Bornes publiques de recharge installées"
    assert labels["ra2021-001"] == "Agents de l’agglomération au 31 décembre"
    assert labels["ct2023-009"] == "Part modale du vélo"
    assert labels["cv2021-004"] == "Programmation du Contrat de ville : total des quatre piliers"


def test_every_unit_theme_and_nature_is_of_its_closed_list():
    frame = table()
    assert set(frame["unite"]) <= set(UNITES)
    assert set(frame["theme"]) <= set(THEMES_RAPPORT)
    assert set(frame["nature"]) == set(NATURES)


def test_no_unit_is_listed_twice():
    assert len(set(UNITES)) == len(UNITES)


@pytest.mark.parametrize(
    ("valeur", "unite", "euros", "taxe"),
    [
        (2.0, "€", 2.0, None),
        (2.0, "k€", 2_000.0, None),
        (2.5, "M€", 2_500_000.0, None),
        (952.4, "M€ HT", 952_400_000.0, "HT"),
        (19.99, "€ TTC", 19.99, "TTC"),
        (800.0, "€/logement", None, None),
        (100.4, "€ HT/hab", None, "HT"),
        (12.0, "%", None, None),
    ],
)
def test_amounts_are_converted_to_euros_and_say_their_tax(tmp_path, valeur, unite, euros, taxe):
    row = brut(tmp_path, [{"valeur": valeur, "unite": unite}]).iloc[0]
    assert row["valeur_eur"] == euros or (euros is None and pd.isna(row["valeur_eur"]))
    assert row["taxe"] == taxe or (taxe is None and pd.isna(row["taxe"]))


def brut(folder, rows, series=(), inclusions=()):
    """Build toy figures of the first report; the other files are empty."""
    base = dict.fromkeys(pd.read_csv(catalog.DATA / "indicateurs" / "ct2023.csv", nrows=0).columns)
    base |= {
        "territoire": "CALL",
        "theme": "eau",
        "libelle": "Réseau",
        "valeur": 1.0,
        "unite": "km",
    }
    base |= {"ecrit": "1", "nature": "annuel", "section": "Eau"}
    lines = [base | {"id": f"rdd2020-{i:03d}"} | row for i, row in enumerate(rows, 1)]
    for document in indicateurs.DOCUMENTS:
        part = pd.DataFrame(lines if document == "rdd2020" else [], columns=list(base))
        part.to_csv(folder / f"{document}.csv", index=False)
    pd.DataFrame(series, columns=["id", "serie"]).to_csv(folder / "series.csv", index=False)
    pd.DataFrame(inclusions, columns=["id", "inclus_dans"]).to_csv(
        folder / "inclusions.csv", index=False
    )
    pd.DataFrame([], columns=["id", "redit"]).to_csv(folder / "redites.csv", index=False)
    return indicateurs.build(folder)


def test_a_toy_figure_follows_the_schema(tmp_path):
    validate(brut(tmp_path, [{}]), indicateurs.SCHEMA, "jouet")


@pytest.mark.parametrize(
    "faute",
    [
        {"annee_debut": 2022, "annee_fin": 2021},
        {"annee_debut": 2022},
        {"unite": "brouettes"},
        {"theme": "inconnu"},
        {"ecrit": None},
        {"role": "partie"},
        {"libelle": "x" * 91},
        {"id": "rdd2020-1"},
        {"valeur": None},
    ],
)
def test_a_wrong_row_is_refused(tmp_path, faute):
    with pytest.raises(SchemaError):
        validate(brut(tmp_path, [faute]), indicateurs.SCHEMA, "jouet")


def test_a_part_is_inside_its_total_and_what_contains_it(tmp_path):
    rows = [
        {"groupe": "g", "role": "partie"},
        {"groupe": "g", "role": "total"},
        {},
        {},
    ]
    inclusions = [("rdd2020-002", "rdd2020-003"), ("rdd2020-004", "rdd2020-001")]
    built = brut(tmp_path, rows, inclusions=inclusions).set_index("id")["inclus_dans"]
    assert built["rdd2020-001"] == "rdd2020-002 | rdd2020-003"
    assert built["rdd2020-004"] == "rdd2020-001 | rdd2020-002 | rdd2020-003"
    assert pd.isna(built["rdd2020-003"])


def test_a_figure_inside_itself_is_refused(tmp_path):
    loop = [("rdd2020-001", "rdd2020-002"), ("rdd2020-002", "rdd2020-001")]
    with pytest.raises(SchemaError, match="inclus dans lui-même"):
        brut(tmp_path, [{}, {}], inclusions=loop)


def test_series_and_inclusions_name_existing_figures():
    folder = catalog.DATA / "indicateurs"
    ids = set(table()["id"])
    series = pd.read_csv(folder / "series.csv", dtype="str")
    inclusions = pd.read_csv(folder / "inclusions.csv", dtype="str")
    assert set(series["id"]) <= ids
    assert series["id"].is_unique
    assert set(inclusions["id"]) | set(inclusions["inclus_dans"]) <= ids


def test_each_group_has_parts_and_at_most_one_total():
    for groupe, rows in table().dropna(subset="groupe").groupby("groupe"):
        assert (rows["role"] == "total").sum() <= 1, groupe
        assert (rows["role"] == "partie").sum() >= 2, groupe
        assert set(rows["source"]) == {groupe.split("-")[0]}, groupe


def test_a_period_covers_several_years_or_says_why():
    frame = table()
    short = frame[(frame["nature"] == "periode") & (frame["annee_debut"] == frame["annee_fin"])]
    assert short["note"].notna().all()


def test_only_targets_reach_the_future():
    frame = table()
    assert (frame.loc[frame["annee_fin"] > 2026, "nature"] == "cible").all()


def test_texts_have_typographic_apostrophes_and_no_stray_space():
    frame = table()
    for column in ("libelle", "note", "section"):
        values = frame[column].dropna()
        assert not values.str.contains("'").any(), column
        assert (values == values.str.strip()).all(), column
        assert not values.str.contains("  ").any(), column


def test_labels_begin_with_a_capital_and_do_not_end_with_a_full_stop():
    labels = table()["libelle"]
    assert labels.str.match(r"^[A-ZÀÉÈÊÎŒ«]").all()
    assert not labels.str.endswith(".").any()


def test_amounts_have_euros_and_nothing_else_has():
    frame = table()
    assert (frame["valeur_eur"].notna() == frame["unite"].isin(list(UNITES_MONTANT))).all()
