"""What « Bornes de recharge » tells besides a theme page: ranges, 2022 beside 2025, the words."""

from __future__ import annotations

from ecran import Ecran

from geo.labels import bornes as mots

PAGE = "pages/bornes_de_recharge.py"


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_counts_are_ranges_with_and_without_dealers_and_2022_stands_beside():
    ecran = Ecran(PAGE, volet="analyses", territoire="cabbalr").open()
    told = plain(ecran.html)
    assert "<td>102 à 122</td><td>340 à 428</td><td>1,19 à 1,47</td>" in told
    assert "<td>96 à 116</td><td>322 à 410</td>" in told
    cells = "".join(f'<td class="atlas-nombre">{n}</td>' for n in (36, 10, 97, 26, 8, 38, 25))
    assert cells in told
    assert (
        "55 bornes publiques installées ; au 25/10/2025, la base nationale y déclare 97 sites, "
        "102 à 122 stations et 340 à 428 points de charge" in told
    )
    assert all(word in told for word in mots.MOTS)


def test_the_other_agglomeration_is_not_told_what_the_report_says_of_the_first():
    ecran = Ecran(PAGE, volet="analyses", territoire="call").open()
    assert "bornes publiques installées" not in ecran.html


def test_the_map_of_2022_is_an_address():
    ecran = Ecran(PAGE, carte="sites_2022").open()
    assert ecran.avertissements == []
    assert any(couche["genre"] == "cercles" for couche in ecran.carte["couches"])
