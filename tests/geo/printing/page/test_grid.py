"""The grid of the slides: what is measured fits, whatever the font."""

from __future__ import annotations

import pytest
from matplotlib.text import Text

from geo.answers.sentence import Chiffre
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.labels.formats import NBSP
from geo.printing.model import Tableau
from geo.printing.page import arial, grid
from geo.printing.pictures import describe_map, draw_map, picture_format

TABLE = Tableau("T", ("Chiffre", "Valeur"), (("un deux trois quatre", f"631 858{NBSP}entrées"),))


class TestTheLetters:
    @pytest.mark.parametrize(
        ("text", "style", "width"),
        [("A", "normal", 0.667), ("é", "normal", 0.556), ("œ", "fort", 0.944), ("—", "gras", 1.0)],
    )
    def test_of_arial_are_known(self, text, style, width):
        assert arial.largeur_relative(text, style) == pytest.approx(width)

    def test_a_text_is_as_wide_as_its_letters(self):
        assert grid.ARIAL.largeur("AA", 72) == pytest.approx(2 * 0.667 * grid.PRUDENCE)

    def test_a_text_takes_the_lines_that_it_needs(self):
        width = grid.ARIAL.largeur("un deux", 20) + 0.01
        assert grid.ARIAL.lignes("un deux", width, 20) == 1
        assert grid.ARIAL.lignes("un deux trois", width, 20) == 2
        assert grid.ARIAL.lignes(f"un{NBSP}deux{NBSP}trois", width, 20) == 2


class TestATable:
    @pytest.mark.parametrize("width", [2.6, 3, 5, 12])
    def test_cuts_no_number_from_its_unit(self, width):
        found = grid.largeurs(TABLE, width, 12, grid.ARIAL)
        assert sum(found) == pytest.approx(width)
        assert found[1] > grid.ARIAL.largeur(f"631 858{NBSP}entrées", 12)

    def test_is_as_large_as_its_place_allows(self):
        large = grid.corps_de_table(TABLE, 12, 3, grid.ARIAL)
        small = grid.corps_de_table(TABLE, 3, 0.7, grid.ARIAL)
        assert large == grid.TABLES[0] > small


class TestTheFigures:
    FIGURES = (
        Chiffre(f"276{NBSP}895", "habitants", "population municipale", "s"),
        Chiffre("2", "piscines", "en fonctionnement", "s", "environ"),
    )

    def test_shrink_together(self):
        size = grid.corps_des_chiffres(self.FIGURES, 3.5, 1.4, grid.ARIAL)
        alone = grid.corps_des_chiffres(self.FIGURES[1:], 1.8, 1.4, grid.ARIAL)
        both = grid.corps_des_chiffres(self.FIGURES, 1.8, 1.4, grid.ARIAL)
        assert size > both
        assert both < alone

    def test_never_part_a_sign_from_its_number(self):
        figure = Chiffre(f"30{NBSP}480{NBSP}607", "€ HT", "coût", "s")
        size = grid.corps_des_chiffres([figure], 3.7, 2, grid.ARIAL)
        assert grid.sticks(figure, size, 3.7, grid.ARIAL)
        assert size < grid.VALEURS[0]

    def test_put_the_unit_below_when_there_is_no_room_beside(self):
        figure = self.FIGURES[0]
        assert not grid.sticks(figure, 54, 3.5, grid.ARIAL)
        assert grid.sticks(figure, 28, 3.5, grid.ARIAL)
        assert grid.libelle(figure, sticks=False) == "habitants · population municipale"

    @pytest.mark.parametrize(
        ("unit", "label", "written"),
        [
            ("points", "de charge déclarés", "points de charge déclarés"),
            ("sites de recharge", "recensés", "sites de recharge recensés"),
            ("hab./km²", "densité", "hab./km² · densité"),
        ],
    )
    def test_make_one_sentence_of_a_unit_and_of_the_label_that_goes_on(self, unit, label, written):
        assert grid.libelle(Chiffre("98", unit, label, "s"), sticks=False) == written


class TestTheMapsOfSlides:
    """Legends and names are read from the back of the room, and nothing is cut."""

    def check(self, carte):
        height = 3.55
        figure = draw_map._figure(carte, grid.carte(height), 72)
        texts = [text for text in figure.findobj(Text) if text.get_text()]
        assert min(text.get_fontsize() for text in texts) >= 14
        legend = figure.axes[-1]
        lows = [text.get_position()[1] for text in legend.texts]
        assert min(lows, default=1) > 0
        assert carte.pied not in [text.get_text() for text in texts]

    @pytest.mark.parametrize("territoire", list(catalog.TERRITORIES))
    @pytest.mark.parametrize("theme", list(catalog.THEMES))
    def test_of_a_theme(self, world, territoire, theme):
        self.check(
            describe_map.carte_theme(
                world, view_of(world.themes[theme], Selection(territoire=territoire))
            )
        )

    @pytest.mark.parametrize("code", ["62119", "62498", "62178", "62141"])
    def test_of_a_commune(self, world, code):
        self.check(describe_map.carte_commune(world, code, []))

    def test_a_picture_alone_keeps_its_source(self, world):
        carte = describe_map.carte_territoire(
            world, place_of(world.base, Selection(territoire="call"))
        )
        figure = draw_map._figure(carte, picture_format.IMAGE, 72)
        told = " ".join(text.get_text() for text in figure.findobj(Text))
        assert carte.pied in told
