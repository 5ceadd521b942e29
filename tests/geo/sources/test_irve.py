import pytest

from geo.sources import irve


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("24/7", "jour et nuit, tous les jours"),
        ("Mo-Su 00:00-23:57", "jour et nuit, tous les jours"),
        ("Mo-Fr 08:00-18:00", "lundi à vendredi : 8 h à 18 h"),
        (
            "Mo 08:30-12:00, Mo 14:00-19:00, Tu 08:30-12:00, Tu 14:00-19:00, Sa 09:00-12:00",
            "lundi à mardi : 8 h 30 à 12 h, 14 h à 19 h ; samedi : 9 h à 12 h",
        ),
        ("We,Mo,Fr,Tu,Th,Su,Sa  08:00-18:00", "lundi à dimanche : 8 h à 18 h"),
        (
            "Mo-Tu 08:00-12:00,Mo-Tu 14:00-18:00,Tu 08:00-18:00",
            "lundi : 8 h à 12 h, 14 h à 18 h ; mardi : 8 h à 18 h",
        ),
        ("sur rendez-vous", "sur rendez-vous"),
    ],
)
def test_hours_are_told_in_french(written, told):
    assert irve.hours(written).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("E-TOTEM", "e-Totem"),
        ("E-Totem", "e-Totem"),
        ("Freshmile | FR*FR1", "Freshmile"),
        ("E.Leclerc | FR*LE2", "E.Leclerc"),
        ("WAAT SAS | FR*WA2", "WAAT"),
        ("Lidl", "Lidl"),
    ],
)
def test_an_operator_has_one_name(written, name):
    assert irve.operator(written) == name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("36 Bd de la Paix, 62260 Auchel, France", "36 Bd de la Paix, 62260 Auchel"),
        ("1 Pl. X, 62210 Avion, France, Avion 62210 France", "1 Pl. X, 62210 Avion"),
        (" Rue de Versailles,  62620 BARLIN", "Rue de Versailles, 62620 BARLIN"),
        ("7 rue de France, 62000 Arras", "7 rue de France, 62000 Arras"),
    ],
)
def test_an_address_does_not_repeat_the_country(written, told):
    assert irve.address(written) == told


def test_powers_are_told_once_without_zero():
    assert irve.powers([50.0, 0.0, 22.08, 50.0]) == "22.08|50"
    assert irve.powers([0.0]) is None
