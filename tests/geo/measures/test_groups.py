"""Ready groups of communes have their name; a list written by hand is read without guessing."""

from __future__ import annotations

import pandas as pd
import pytest
import toy

from geo import sources
from geo.answers import bundle
from geo.labels import groupes as mots
from geo.measures import groups
from geo.measures.groups import TAILLES, Groupes, classe_de_taille, parse

NBSP = "\N{NO-BREAK SPACE}"
LILLERS = "canton-6231"


def cantons(*rows):
    columns = ["code_canton", "nom", "code_insee", "part_commune_pct", "nb_communes", "chef_lieu"]
    return pd.DataFrame(rows, columns=columns)


def toy_groups(*rows):
    return Groupes(toy.communes().to_crs(4326), toy.qpv_communes(), cantons(*rows))


@pytest.fixture(scope="module")
def shipped():
    return bundle.load_base()


@pytest.fixture(scope="module")
def ready(shipped):
    return {group.id: group for group in shipped.groupes.prets}


# --- ready groups -----------------------------------------------------------------------------


def test_a_canton_is_named_and_placed_in_a_sentence():
    ready = toy_groups(("6299", "Carrée", toy.A, 100.0, 2, toy.A),
                       ("6299", "Carrée", toy.B, 100.0, 2, toy.A))  # fmt: skip
    found = ready.de((toy.B, toy.A))
    assert (found.nom, found.lieu) == ("canton de Carrée", "dans le canton de Carrée")
    assert found.codes == (toy.A, toy.B)
    assert found.territoire is None


def test_a_canton_that_goes_out_of_the_atlas_says_so():
    ready = toy_groups(("6299", "Auchel", toy.A, 100.0, 9, toy.A),
                       ("6299", "Auchel", toy.B, 100.0, 9, toy.A))  # fmt: skip
    assert ready.nom((toy.A, toy.B)) == f"canton d’Auchel (2{NBSP}communes sur 9)"


def test_a_commune_shared_by_two_cantons_is_in_both():
    rows = [
        (code, name, toy.A, 50.0, 1, toy.A) for code, name in (("6201", "Un"), ("6202", "Deux"))
    ]
    ready = toy_groups(*rows)
    assert [group.codes for group in ready.prets if group.genre == "canton"] == [(toy.A,)] * 2


def test_communes_that_are_no_ready_group_are_counted_and_one_has_its_name(shipped):
    assert shipped.groupes.de(("62119", "62498", "62516")) is None
    assert shipped.groupes.nom(("62119", "62498", "62516")) == "3 communes choisies"
    assert shipped.groupes.nom(("62119",)) == "Béthune"
    assert shipped.groupes.de(("62119",)) is None


def test_all_the_communes_of_an_agglomeration_are_it(shipped):
    for territory, sigle in (("cabbalr", "CABBALR"), ("call", "CALL")):
        codes = shipped.communes.loc[shipped.communes["territoire"] == territory, "code_insee"]
        found = shipped.groupes.de(tuple(codes))
        assert (found.genre, found.nom, found.lieu) == ("territoire", sigle, f"dans la {sigle}")


def test_a_commune_and_its_neighbours_are_known_again_whatever_their_order(shipped):
    around = shipped.groupes.voisines("62119")
    assert "62119" in around.codes
    assert len(around.codes) > 4
    assert shipped.groupes.nom(tuple(reversed(around.codes))) == "Béthune et ses voisines"


def test_every_ready_group_is_found_again_from_its_communes(shipped, ready):
    for group in ready.values():
        found = shipped.groupes.de(group.codes)
        assert found is None if len(group.codes) == 1 else set(found.codes) == set(group.codes)


def test_the_cantons_share_the_136_communes(shipped, ready):
    codes = [c for group in ready.values() if group.genre == "canton" for c in group.codes]
    assert sorted(codes) == sorted(shipped.communes["code_insee"])
    assert ready[LILLERS].nom == f"canton de Lillers (21{NBSP}communes sur 22)"


def test_the_groups_of_an_agglomeration_are_inside_it(shipped, ready):
    where = shipped.communes.set_index("code_insee")["territoire"]
    for group in ready.values():
        held = set(where[list(group.codes)])
        assert group.territoire is None or held == {group.territoire}


def test_without_cantons_nor_qpv_the_sizes_remain():
    ready = Groupes(toy.communes(), toy.qpv_communes().iloc[:0], cantons())
    assert {group.genre for group in ready.prets} == {"taille"}


def test_without_any_group_communes_are_counted_and_one_has_its_code():
    none = groups.aucun()
    assert none.prets == ()
    assert none.de((toy.A, toy.B)) is None
    assert none.nom((toy.A,)) == toy.A
    assert none.nom((toy.A, toy.B)) == mots.CHOISIES.format(compte=2)


def test_cantons_that_cannot_be_read_take_only_their_groups_away(monkeypatch):
    load = sources.load

    def damaged(name):
        if name == "cantons":
            msg = "abîmé"
            raise sources.DataFileError(msg)
        return load(name)

    monkeypatch.setattr(sources, "load", damaged)
    assert {g.genre for g in bundle.load_base().groupes.prets} == {"qpv", "taille"}


@pytest.mark.parametrize(
    ("population", "libelle"),
    [
        (0, f"communes de moins de 500{NBSP}habitants"),
        (499, f"communes de moins de 500{NBSP}habitants"),
        (500, f"communes de 500 à 999{NBSP}habitants"),
        (1_999, f"communes de 1\u202f000 à 1\u202f999{NBSP}habitants"),
        (10_000, f"communes de 10\u202f000{NBSP}habitants et plus"),
    ],
)
def test_a_size_class_is_named_by_the_populations_it_holds(population, libelle):
    assert classe_de_taille(toy.communes(), population).libelle == libelle


def test_a_commune_is_in_the_class_of_its_size_only():
    communes = toy.communes()
    assert classe_de_taille(communes, 1_000).codes == (toy.A,)
    assert classe_de_taille(communes, 3_000).codes == (toy.B,)


@pytest.mark.parametrize("bound", TAILLES[1:])
def test_a_commune_on_a_bound_begins_its_class(bound):
    communes = toy.communes().assign(population=[bound - 1, bound])
    below = max(low for low in TAILLES if low < bound)
    assert classe_de_taille(communes, bound).codes == (toy.B,)
    assert classe_de_taille(communes, below).codes == (toy.A,)
    assert classe_de_taille(communes, bound - 1).codes == (toy.A,)


def test_the_classes_share_the_136_communes_without_overlap(shipped):
    communes = shipped.communes
    classes = [classe_de_taille(communes, low) for low in TAILLES]
    codes = [code for classe in classes for code in classe.codes]
    assert sorted(codes) == sorted(communes["code_insee"])


# --- a list written by hand -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("62119,62498", ("62119", "62498")),
        ("62119 62498\n62119", ("62119", "62498")),
        ("Béthune, Lens", ("62119", "62498")),
        ("bethune LENS", ("62119", "62498")),
        ("Béthune et Lens", ("62119", "62498")),
        ("La Couture ; couture", ("62252",)),
        ("noeux les mines, Nœux-lès-Mines", ("62617",)),
        ("Vendin le Vieil Vendin-lez-Béthune", ("62842", "62841")),
        ("", ()),
        (" ,;\n\t- ", ()),
    ],
)
def test_names_and_codes_are_read_however_they_are_parted(shipped, texte, codes):
    found = parse(texte, shipped.communes)
    assert (found.codes, found.incompris) == (codes, ())


@pytest.mark.parametrize(
    ("texte", "incompris"),
    [
        ("Fouquières, Lens", ("Fouquières",)),
        ("Lens, Villeneuve d’Ascq, 59000", ("Villeneuve d’Ascq", "59000")),
        ("Saint Lens Arras Arras", ("Saint", "Arras Arras")),
        ("62119x Lens", ("62119x",)),
    ],
)
def test_what_is_not_a_whole_name_is_told_and_never_guessed(shipped, texte, incompris):
    found = parse(texte, shipped.communes)
    assert found.codes == ("62498",)
    assert found.incompris == incompris


def test_every_commune_is_read_by_its_name_and_by_its_code(shipped):
    names, codes = list(shipped.communes["nom"]), tuple(shipped.communes["code_insee"])
    for parting in (", ", "\n", " "):
        assert parse(parting.join(names), shipped.communes) == groups.NomsLus(codes, ())
        assert parse(parting.join(codes), shipped.communes) == groups.NomsLus(codes, ())
    assert len(", ".join(names)) < groups.LONGUEUR


def test_what_is_beyond_the_limit_is_not_read(shipped):
    assert parse(" " * groups.LONGUEUR + "Lens", shipped.communes).codes == ()


@pytest.mark.parametrize(("nom", "dit"), [("Auchel", "d’Auchel"), ("Lens", "de Lens")])
def test_de_is_elided_before_a_vowel(nom, dit):
    assert mots.de(nom) == dit
