"""A group of communes is a territory of its own: its totals are the sums of its communes."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import toy
import toy_themes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from geo import sources
from geo.answers import bundle, compare_measures
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core.model import Selection
from geo.measures import groups

CODES = tuple(f"6200{rank}" for rank in range(1, 6))
"""Five squares of 1 km side by side; the QPV of the toy territory straddles the first two."""

GROUPS = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(tuple)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(["ouverte", "projet", "non_etabli"]),
        st.one_of(st.none(), st.integers(0, 500)),
    ),
    max_size=20,
)
NO_CANTON = pd.DataFrame(columns=["code_canton", "nom", "code_insee", "nb_communes"])
FEW = settings(max_examples=12)
"""Examples of what measures a whole territory each time: areas, bands, distances."""

POPULATIONS = st.lists(st.integers(1, 50_000), min_size=5, max_size=5)


def territory(populations):
    first = toy.communes().iloc[[0]]
    five = gpd.GeoDataFrame(pd.concat([first] * 5, ignore_index=True), crs=toy.CRS)
    mairies = toy.lonlat([toy.square(rank).centroid for rank in range(5)])
    communes = five.assign(
        code_insee=list(CODES),
        nom=[f"Commune {rank}" for rank in "ABCDE"],
        territoire=["cabbalr", "cabbalr", "call", "call", "cabbalr"],
        population=pd.array(populations, dtype="Int64"),
        mairie_lon=mairies["lon"],
        mairie_lat=mairies["lat"],
    ).set_geometry([toy.square(rank) for rank in range(5)], crs=toy.CRS)
    return bundle.Base(
        communes=communes.to_crs(4326),
        qpv=toy.qpv().to_crs(4326),
        qpv_communes=toy.qpv_communes(),
    )


def stations(base, rows):
    with pytest.MonkeyPatch.context() as patch:
        listed = [
            toy_themes.facility(
                f"s{rank}", code, Point(toy.X0 + 5 * rank, toy.Y0 + 500), statut, fact
            )
            for rank, (code, statut, fact) in enumerate(rows)
        ]
        patch.setattr(sources, "load", lambda name: toy_themes.load(name, listed))
        return bundle.theme_data(base, "bornes")


@FEW
@given(POPULATIONS, ROWS, GROUPS)
def test_the_rows_of_a_group_are_those_of_its_communes(populations, rows, group):
    base = territory(populations)
    data = stations(base, rows)
    together = view_of(data, Selection(communes=group)).rows
    apart = [view_of(data, Selection(communes=(code,))).rows for code in group]
    assert sorted(together["id"]) == sorted(i for one in apart for i in one["id"])


@given(POPULATIONS, GROUPS)
def test_a_group_has_the_inhabitants_of_its_communes_and_tells_how_many_they_are(
    populations, group
):
    base = territory(populations)
    whole = base.communes.set_index("code_insee")["population"]
    place = place_of(base, Selection(communes=group))
    assert place.communes["population"].sum() == whole[list(group)].sum()
    if len(group) > 1:
        assert place.nom == f"dans les {len(group)} communes choisies"
    told = accueil(place).chiffres
    read = [int(c.valeur.replace("\u202f", "")) for c in told[:2]]
    assert read == [len(group), whole[list(group)].sum()]


@FEW
@given(POPULATIONS, ROWS, GROUPS)
def test_a_count_of_a_group_is_a_sum_and_a_rate_is_between_those_of_its_communes(
    populations, rows, group
):
    base = territory(populations)
    for mesure in compare_measures.mesures(base, {"bornes": stations(base, rows)}, None):
        if mesure.nature == "effectif":
            assert mesure.de(group) == sum(mesure.de((code,)) for code in group)
            continue
        alone = mesure.valeurs()[list(group)]
        if alone.isna().any():
            continue
        assert alone.min() - 1e-9 <= mesure.de(group) <= alone.max() + 1e-9
        if len(group) == 1:
            assert mesure.de(group) == pytest.approx(alone.iloc[0])


@FEW
@given(POPULATIONS, ROWS, GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_the_communes_of_a_group_changes_nothing(populations, rows, group, random):
    base = territory(populations)
    data = stations(base, rows)
    other = list(group)
    random.shuffle(other)
    one, two = Selection(communes=group), Selection(communes=tuple(other))
    assert synthese(view_of(data, one)) == synthese(view_of(data, two))
    assert accueil(place_of(base, one)) == accueil(place_of(base, two))


@FEW
@given(POPULATIONS, ROWS, st.sampled_from(["cabbalr", "call"]))
def test_all_the_communes_of_a_territory_are_the_territory(populations, rows, territoire):
    plain = territory(populations)
    base = replace(plain, groupes=groups.Groupes(plain.communes, plain.qpv_communes, NO_CANTON))
    data = stations(base, rows)
    codes = tuple(base.communes.loc[base.communes["territoire"] == territoire, "code_insee"])
    whole, chosen = Selection(territoire=territoire), Selection(communes=codes)
    assert accueil(place_of(base, chosen)) == accueil(place_of(base, whole))
    assert synthese(view_of(data, chosen)) == synthese(view_of(data, whole))
    assert place_of(base, chosen).notes == place_of(base, whole).notes


@FEW
@given(POPULATIONS, ROWS)
def test_all_the_communes_together_are_the_territory(populations, rows):
    base = territory(populations)
    data = stations(base, rows)
    every, chosen = Selection(), Selection(communes=CODES)
    assert synthese(view_of(data, every)).chiffres == synthese(view_of(data, chosen)).chiffres
    assert accueil(place_of(base, every)).chiffres == accueil(place_of(base, chosen)).chiffres
