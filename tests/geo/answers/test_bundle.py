"""What a theme assembles and what a selection keeps, on the toy territory."""

import dataclasses
import json

import pandas as pd
import pytest
import toy
import toy_themes
from pandas.testing import assert_frame_equal
from toy_themes import facility, plain

from geo import sources
from geo.answers import bundle
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.errors import DataFileError, UnknownIdError
from geo.core.model import Selection

ROWS = [
    facility("Ouest", toy.A, toy.INSIDE, fact=4, kind="rapide"),
    facility("Milieu", toy.B, toy.IN_QPV, fact=6, kind="lente"),
    facility("Mairie", toy.B, statut="non_etabli", kind="lente"),
]


@pytest.fixture
def bornes(monkeypatch):
    return toy_themes.theme(monkeypatch, "bornes", ROWS)


@pytest.fixture
def qpv():
    return bundle.theme_data(toy_themes.base(), "qpv")


class TestTheTableOfATheme:
    def test_has_one_row_a_facility_with_the_name_of_its_commune(self, bornes):
        assert bornes.table["commune"].tolist() == ["La Carrée", "Équarrie", "Équarrie"]
        assert bornes.table.crs.to_epsg() == 4326

    def test_tells_the_situation_of_what_has_a_place_of_its_own_only(self, bornes):
        assert bornes.table["situation_qpv"].tolist()[:2] == ["dehors", "dedans"]
        assert bornes.table["code_qpv"].tolist()[1] == toy.QPV
        last = bornes.table.iloc[2]
        assert last[["situation_qpv", "code_qpv", "distance_qpv_m"]].isna().all()
        assert bornes.table["distance_qpv_m"].tolist()[:2] == pytest.approx([700, 0], abs=0.01)

    def test_places_at_its_mairie_what_is_known_by_its_commune(self, bornes):
        assert bornes.table["position_approximative"].tolist() == [False, False, True]
        mairie = toy_themes.base().communes.iloc[1]
        assert bornes.table.geometry.iloc[2].x == pytest.approx(mairie["mairie_lon"])

    def test_of_the_qpv_names_the_communes_they_really_cover(self, qpv):
        assert qpv.table["communes"].tolist() == ["La Carrée, Équarrie"]
        assert qpv.table["codes_communes"].tolist() == [f"{toy.A}|{toy.B}"]
        assert qpv.table["id"].tolist() == [toy.QPV]


class TestTheMeasuresOfATheme:
    def test_are_its_indicators_in_their_order_one_row_a_commune(self, bornes, qpv):
        for data in (bornes, qpv):
            assert tuple(data.mesures.columns) == data.theme.indicateurs
            assert data.mesures.index.equals(data.base.communes.index)

    def test_count_open_facilities_only(self, bornes):
        assert bornes.mesures["nb_equipements"].tolist() == [1, 1]
        assert bornes.mesures["points_de_charge"].tolist() == [4.0, 6.0]
        assert bornes.mesures["points_pour_1000_hab"].tolist() == [4.0, 2.0]

    def test_find_the_nearest_facility_of_each_commune(self, bornes):
        assert bornes.mesures["distance_m"].tolist() == pytest.approx([300, 300], abs=0.01)
        assert bornes.proches.tolist() == ["ouest", "milieu"]

    def test_of_the_qpv_are_shares_and_numbers(self, qpv):
        assert qpv.mesures["part_qpv_pct"].tolist() == [2.0, 6.0]
        assert qpv.mesures["nb_qpv"].tolist() == [1, 1]
        # 62001: 400 m by 800 m and two quarters of disc of 300 m; 62002: 600 m by 800 m and two.
        quarters = 2 * 3.14159 * 300**2 / 4
        expected = [
            (100 * 800 + 300 * 200 + quarters) / 1e4,
            (300 * 800 + 300 * 200 + quarters) / 1e4,
        ]
        assert qpv.mesures["part_bande_300m_pct"].tolist() == pytest.approx(expected, rel=0.01)

    def test_of_works_are_their_known_volumes(self, monkeypatch):
        rows = [
            facility("Bassin", toy.A, toy.INSIDE, fact=500),
            facility("Fossé", toy.A, toy.INSIDE),
            facility("Mare", toy.B, toy.IN_QPV),
        ]
        volumes = toy_themes.theme(monkeypatch, "inondations", rows).mesures["volume_m3"]
        assert volumes.iloc[0] == 500
        assert pd.isna(volumes.iloc[1])

    def test_of_a_theme_without_any_row_are_zero_or_missing(self, monkeypatch):
        data = toy_themes.theme(monkeypatch, "bornes", [])
        assert data.mesures["nb_equipements"].tolist() == [0, 0]
        assert data.mesures["distance_m"].isna().all()
        assert data.couche.ids == ()


class TestTheCards:
    def records(self, data):
        return json.loads(data.couche.corps)["features"]

    def test_are_in_the_order_of_the_table(self, bornes):
        assert bornes.couche.ids == ("ouest", "milieu", "mairie")

    def test_say_the_commune_the_state_and_the_figures(self, bornes):
        card = self.records(bornes)[0]["properties"]
        assert card["nom"] == "Ouest"
        assert card["details"][0] == "La Carrée · Ouvert · rapide"
        assert "Points de charge : 4" in card["details"]
        assert "Année : non renseigné" in card["details"]
        assert card["resume"] == card["details"][:2]

    def test_say_that_a_position_is_approximate(self, bornes):
        first, _, last = (feature["properties"] for feature in self.records(bornes))
        assert not first["approx"]
        assert last["approx"]
        assert "position approximative" in last["details"][-1].lower()

    def test_name_the_states_of_works_otherwise(self, monkeypatch):
        rows = [facility("Bassin", toy.A, toy.INSIDE, fact=500)]
        card = self.records(toy_themes.theme(monkeypatch, "inondations", rows))[0]["properties"]
        assert card["details"][0] == "La Carrée · En service · genre"
        assert plain(card["details"][1]) == "Volume : 500 m³"

    def test_give_symbols_whose_area_grows_with_the_facility_between_two_bounds(self, monkeypatch):
        rows = [
            facility(f"S{fact}", toy.A, toy.INSIDE, fact=fact) for fact in (None, 1, 4, 16, 900)
        ]
        data = toy_themes.theme(monkeypatch, "bornes", rows)
        radii = [feature["properties"]["rayon"] for feature in self.records(data)]
        assert radii == sorted(radii)
        assert radii[-1] == bundle.RADIUS_MAX

    def test_keep_an_address_when_there_is_one(self, monkeypatch):
        frame = toy_themes.table("piscines", [facility("Bain", toy.A, toy.INSIDE)])
        frame["adresse"] = "1 rue <b>"
        monkeypatch.setattr(sources, "load", lambda _name: frame)
        data = bundle.theme_data(toy_themes.base(), "piscines")
        assert "1 rue <b>" in self.records(data)[0]["properties"]["details"]


class TestASelection:
    def test_keeps_everything_when_it_is_empty(self, bornes, qpv):
        everything = Selection()
        assert len(place_of(bornes.base, everything).communes) == 2
        assert view_of(bornes, everything).rows.index.equals(bornes.table.index)
        assert len(view_of(qpv, everything).rows) == 1

    @pytest.mark.parametrize(
        ("selection", "kept"),
        [
            (Selection(territoire="cabbalr"), ["ouest"]),
            (Selection(communes=(toy.B,)), ["milieu", "mairie"]),
            (Selection(territoire="cabbalr", communes=(toy.B,)), []),
            (Selection(statuts=("non_etabli",)), ["mairie"]),
            (Selection(types=("lente",), statuts=("ouverte",)), ["milieu"]),
            (Selection(qpv=(toy.QPV,)), ["milieu"]),
            (Selection(statuts=("projet",)), []),
        ],
        ids=["territory", "commune", "elsewhere", "state", "type", "qpv", "nothing"],
    )
    def test_keeps_the_rows_that_answer_to_all_of_it(self, bornes, selection, kept):
        assert view_of(bornes, selection).rows["id"].tolist() == kept

    def test_of_one_commune_keeps_every_qpv_that_covers_it(self, qpv):
        for code in (toy.A, toy.B):
            assert len(view_of(qpv, Selection(communes=(code,))).rows) == 1
        assert view_of(qpv, Selection(qpv=("QN06299M",))).rows.empty

    def test_changes_nothing_of_the_theme(self, bornes):
        before = bornes.table.copy()
        view_of(bornes, Selection(communes=(toy.A,), statuts=("ouverte",)))
        assert_frame_equal(bornes.table, before)


class TestTheLayers:
    def test_of_the_spine_have_one_feature_a_row(self):
        layers = bundle.base_layers(toy_themes.base())
        assert layers["communes"].ids == (toy.A, toy.B)
        assert layers["territoires"].ids == ("cabbalr", "call")
        assert layers["qpv"].ids == layers["bande"].ids == (toy.QPV,)

    def test_of_a_damaged_theme_are_left_out_and_the_others_stay(self, bornes):
        def read(theme_id):
            if theme_id == "piscines":
                raise DataFileError("Le fichier est vide.")
            return bornes

        shared = bundle.base_layers(bornes.base)
        layers = bundle.every_layer(shared, read)
        assert set(layers) == {*shared, "bornes", "dechetteries", "ouvrages"}
        assert "bornes" not in shared


class TestTheStateOfTheData:
    def test_tells_a_damaged_source_without_losing_the_others(self, monkeypatch):
        load = sources.load

        def damaged(source_id):
            if source_id == "piscines":
                raise DataFileError("Le fichier est vide.")
            return load(source_id)

        monkeypatch.setattr(sources, "load", damaged)
        state = bundle.data_state()
        assert state.illisibles == {"piscines": "Le fichier est vide."}
        assert set(state.lignes) == set(catalog.sources()) - {"piscines"}
        assert state.lignes["communes"] == 136

    def test_has_a_version_that_changes_with_any_file(self, monkeypatch):
        before = catalog.data_version()
        assert before == catalog.data_version()
        records = dict(catalog.sources())
        first = next(iter(records))
        files = records[first].fichiers
        changed = (dataclasses.replace(files[0], sha256="0" * 64), *files[1:])
        records[first] = dataclasses.replace(records[first], fichiers=changed)
        monkeypatch.setattr(catalog, "sources", lambda: records)
        assert catalog.data_version() != before

    def test_has_another_version_with_another_road_network(self, monkeypatch, tmp_path):
        before = catalog.data_version()
        monkeypatch.setattr(catalog, "DATA", tmp_path)
        assert catalog.data_version() == before
        (tmp_path / "routes").mkdir()
        (tmp_path / "routes" / "routes.toml").write_text("date = 1", encoding="utf-8")
        assert catalog.data_version() != before


def test_the_spine_is_read_from_the_shipped_files():
    base = bundle.load_base()
    assert len(base.communes) == 136
    assert set(base.qpv_communes["code_qpv"]) == set(base.qpv["code_qpv"])


def test_an_unknown_theme_is_told():
    with pytest.raises(UnknownIdError, match="Thème inconnu"):
        bundle.theme_data(toy_themes.base(), "plages")


def test_a_map_draws_what_stands_outside_unless_a_part_is_asked(monkeypatch):
    rows = [
        toy_themes.facility("Ici", toy.A, toy.INSIDE),
        toy_themes.facility("Voisine", "62999", toy.OUTSIDE, "non_etabli", outside="Ailleurs"),
    ]
    data = toy_themes.theme(monkeypatch, "piscines", rows)
    seen = view_of(data, Selection())
    assert seen.rows["nom"].tolist() == ["Ici"]
    assert seen.drawn["nom"].tolist() == ["Ici", "Voisine"]
    cards = {card["nom"]: card for card in bundle.cards(data.theme, seen.drawn)}
    assert [cards[name]["statut"] for name in ("Ici", "Voisine")] == ["ouverte", "dehors"]
    assert "Hors des deux agglomérations" in cards["Voisine"]["details"]
    chosen = view_of(data, Selection(statuts=("ouverte",)))
    assert chosen.drawn["nom"].tolist() == ["Ici"]
