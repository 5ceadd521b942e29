"""The projects of the Fonds de cohésion sociale, and the tables of the Contrat de ville."""

from __future__ import annotations

import pytest

from geo import sources
from geo.core import catalog
from geo.core.schema import validate
from geo.sources.tables import projets_fcs

FOLDER = catalog.DATA / "projets_fcs"


def annexe(nom):
    return validate(projets_fcs.read_annexe(FOLDER, nom), projets_fcs.ANNEXES[nom], nom)


def test_there_are_22_projects_with_operator_title_and_amount():
    projects = sources.load("projets_fcs")
    assert len(projects) == 22
    assert (projects["montant"] > 0).all()


def test_the_projects_of_each_axis_make_the_amount_of_the_axis():
    axes = annexe("fcs_axes")
    parts = axes[axes["role"] == "partie"].set_index("axe")["montant"]
    found = sources.load("projets_fcs").groupby("axe")["montant"].sum()
    assert found.to_dict() == parts.to_dict()


@pytest.mark.parametrize(
    ("nom", "colonnes"),
    [
        ("credits_pilier", ["droit_commun", "specifique", "total", "part_pct"]),
        ("projets_associatifs_pilier", ["projets"]),
        ("fcs_axes", ["montant"]),
        ("fonds_concours_politique_ville", ["montant"]),
    ],
)
def test_the_parts_of_each_table_make_its_total(nom, colonnes):
    rows = annexe(nom)
    for column in colonnes:
        parts = rows.loc[rows["role"] == "partie", column].sum()
        assert parts == pytest.approx(rows.loc[rows["role"] == "total", column].iloc[0])


def test_common_law_and_specific_credits_make_each_pillar():
    rows = annexe("credits_pilier")
    assert (rows["droit_commun"] + rows["specifique"] == rows["total"]).all()


def test_the_communes_of_the_projects_are_named_as_they_are():
    names = sources.load("communes").set_index("code_insee")["nom"]
    told = sources.load("projets_fcs").dropna(subset="code_insee")
    assert (told["code_insee"].map(names) == told["commune"]).all()
