import pandas as pd
import toy
from hypothesis import given
from hypothesis import strategies as st

from geo.measures import charging

COLUMNS = (
    "id",
    "code_insee",
    "dans_la_base",
    "statut",
    "nb_stations_min",
    "nb_stations_max",
    "nbre_pdc_min",
    "nbre_pdc_max",
    "chez_concessionnaire",
    "mise_en_service",
)

SITES = (
    ("plain", toy.A, "oui", "ouverte", 1, 1, 2, 2, "non", "2021-06-01"),
    ("twice", toy.A, "oui", "ouverte", 1, 2, 5, 10, "non", "2024-01-15"),
    ("dealer", toy.B, "oui", "ouverte", 2, 2, 6, 6, "oui", None),
    ("stale", toy.B, "oui", "non_etabli", 1, 1, 3, 3, "non", "2021-01-01"),
    ("lost", toy.B, "non", "non_etabli", None, None, None, None, "non", "2020-01-01"),
)

STATIONS_2022 = pd.DataFrame(
    {
        "site_2022": [1, 1, 2, 3],
        "borne": ["plain", "lost", "lost", None],
        "retrouvee": ["oui", "non", "non", "non"],
    }
)


def sites(rows=SITES):
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).assign(existence="attestee")
    counts = [name for name in COLUMNS if name.startswith("nb")]
    return frame.astype(dict.fromkeys(counts, "Int64"))


def test_bounds_are_those_of_all_that_is_declared_the_unknown_told_apart():
    assert charging.compte(sites()) == charging.Compte(
        sites=4,
        sites_ouverts=3,
        stations_min=5,
        stations_max=6,
        points_min=16,
        points_max=21,
        points_non_etablis_min=3,
        points_non_etablis_max=3,
    )


def test_dealers_can_be_left_out():
    found = charging.compte(charging.without_dealers(sites()))
    assert (found.sites, found.points_min, found.points_max) == (3, 10, 15)


def test_nothing_declared_is_counted_as_zero():
    assert charging.compte(sites(())) == charging.Compte()


def test_points_of_each_commune_are_a_range_zero_where_nothing_is_declared():
    communes = toy.communes()
    found = charging.points_by_commune(communes, sites()).set_axis(communes["code_insee"])
    assert found.loc[toy.A].tolist() == [7, 12]
    assert found.loc[toy.B].tolist() == [9, 9]
    assert charging.points_by_commune(communes, sites(())).to_numpy().tolist() == [[0, 0], [0, 0]]


def test_sites_of_two_bases_are_told_by_what_explains_them():
    found = charging.evolution(sites(), STATIONS_2022)
    assert found == charging.Evolution(
        sites_2022=3,
        retrouves=1,
        perdus=2,
        sites_2025=4,
        connus=1,
        deja_la=1,
        nouveaux=1,
        sans_date=1,
    )


def test_an_evolution_without_any_station_is_all_zero():
    assert charging.evolution(sites(()), STATIONS_2022.iloc[:0]) == charging.Evolution()


@given(st.lists(st.sampled_from(SITES), max_size=8))
def test_bounds_are_in_order_and_parts_add_up(rows):
    frame = sites(rows)
    found = charging.compte(frame)
    assert found.points_min <= found.points_max
    assert found.stations_min <= found.stations_max
    assert found.sites_ouverts <= found.sites
    told = charging.evolution(frame, STATIONS_2022)
    assert told.sites_2025 == told.connus + told.deja_la + told.nouveaux + told.sans_date
    assert told.sites_2022 == told.retrouves + told.perdus
    points = charging.points_by_commune(toy.communes(), frame)
    assert points["points_max"].sum() == found.points_max
