"""The commands that answer as the pages do: « phrase » and « acces »."""

import argparse
import io
import json

import pandas as pd
import pytest

from geo import __main__ as cli
from geo.access.straight import Hypotheses
from geo.answers import bundle
from geo.answers.access import answer, asked, frames, words
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.commands import ask, parser
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import access as access_words


@pytest.fixture(scope="module")
def base():
    return bundle.load_base()


def run(capsys, *argv):
    code = cli.main([str(part) for part in argv])
    return code, capsys.readouterr()


def test_the_mining_basin_is_asked_as_a_theme(capsys):
    code, told = run(capsys, "phrase", "bassin-minier", "--commune", "Lens")
    assert code == 0
    assert told.out.startswith("La Mission Bassin Minier recense, à Lens, 18")
    assert "contours de cité minière" in told.out.splitlines()[1].lower()


@pytest.mark.parametrize("theme", catalog.THEMES)
def test_a_sentence_is_that_of_the_page_with_its_figures(base, capsys, theme):
    code, told = run(capsys, "phrase", theme, "--territoire", "call")
    expected = synthese(view_of(bundle.theme_data(base, theme), Selection("call")))
    first, *lines = told.out.splitlines()
    assert code == 0
    assert first == expected.phrase
    assert len(lines) == len(expected.chiffres)
    for line, figure in zip(lines, expected.chiffres, strict=True):
        assert figure.valeur in line
        assert figure.source in line


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        *((record.titre, name) for name, record in catalog.TOLD.items()),
        ("Piscine", "piscines"),
        ("borne de recharge", "bornes"),
        ("Déchetterie", "dechets"),
        ("QUARTIER PRIORITAIRE", "qpv"),
        ("inondation", "inondations"),
        ("bassin", "bassin-minier"),
        ("accueil", "accueil"),
    ],
)
def test_a_theme_is_named_as_one_says_it(text, theme):
    assert parser.one_of(parser.themes("accueil"), ask._require_theme)(text) == theme


@pytest.mark.parametrize("text", ["", "p", "zzz", "piscine et borne", "b"])
def test_a_name_that_is_of_none_or_of_several_is_not_guessed(text):
    with pytest.raises(argparse.ArgumentTypeError, match="Connus : qpv"):
        parser.one_of(parser.themes("accueil"), ask._require_theme)(text)


@pytest.mark.parametrize(
    ("text", "service"),
    [("Déchetterie", "dechetteries"), ("École", "ecoles"), ("mairie", "mairies")],
)
def test_a_service_is_named_as_one_says_it(text, service):
    assert ask._service(text) == service


def test_the_sentence_of_the_territories_is_that_of_the_first_page(base, capsys):
    code, told = run(capsys, "phrase", "accueil", "--format", "json")
    found = json.loads(told.out)
    assert code == 0
    assert found["phrase"] == accueil(place_of(base, Selection())).phrase
    assert len(found["communes"]) == len(base.communes)
    assert found["version"] == catalog.data_version()


@pytest.mark.parametrize(
    ("groupe", "codes"),
    [
        ("Lens, Liévin", {"62498", "62510"}),
        ("62119 62498", {"62119", "62498"}),
        ("taille-10000-call", None),
        ("voisines-62119", None),
    ],
)
def test_a_group_is_ready_or_written_by_hand(base, capsys, groupe, codes):
    _, told = run(capsys, "phrase", "accueil", "--groupe", groupe, "--format", "json")
    found = json.loads(told.out)["communes"]
    if codes is None:
        ready = {group.id: set(group.codes) for group in base.groupes.prets}
        codes = ready.get(groupe) or set(base.groupes.voisines("62119").codes)
    assert set(found) == codes


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("phrase", "nope"), "Thème inconnu"),
        (("phrase", "qpv", "--commune", "62999"), "Commune inconnue : 62999"),
        (("phrase", "qpv", "--groupe", "Atlantis"), "Groupe ou commune inconnu : Atlantis"),
        (("phrase", "qpv", "--commune", "62119", "--territoire", "call"), "dans ce territoire"),
        (("acces", "--service", "nope"), "Service inconnu"),
        (("acces", "--service", "piscines", "--minutes", "0"), "nombre entier de minutes"),
    ],
)
def test_what_is_not_known_is_told_and_ends_with_2(capsys, argv, said):
    try:
        code = cli.main(list(argv))
    except SystemExit as left:
        code = left.code
    assert code == 2
    assert said in capsys.readouterr().err


ACCESS = ("acces", "--service", "Déchetteries", "--mode", "Vélo", "--minutes", "30")


def expected(base, selection, ajout=None):
    demand = asked.Demande(
        "dechetteries",
        "velo",
        30,
        a_confirmer=False,
        place=place_of(base, selection),
        hypotheses=Hypotheses(),
        ajout=asked.read_added(ajout, base) if ajout else None,
    )
    ground = answer.terrain(base, "dechetteries", bundle.theme_data(base, "dechets").table)
    mairies = answer.terrain(base, "mairies", None)
    return demand, answer.answer_to(base, demand, ground, mairies, answer.Chemins())


def test_the_table_of_access_is_the_file_of_the_page(base, capsys, tmp_path):
    path = tmp_path / "acces.csv"
    argv = (*ACCESS, "--territoire", "call", "--format", "csv", "-o", path)
    code, told = run(capsys, *argv)
    demand, found = expected(base, Selection("call"))
    assert code == 0
    assert words.phrase(found, demand) in told.out
    frame = pd.read_csv(path, dtype={"code_insee": "str"})
    shown = frames.communes_file(found, demand)
    assert list(frame["code_insee"]) == list(shown["code_insee"])
    assert frame["temps_velo_centre"].tolist() == pytest.approx(shown["temps_velo_centre"].tolist())


def test_the_answer_of_access_says_its_sentence_and_what_is_tried(base, capsys):
    argv = (*ACCESS, "--commune", "62119", "--ajout", "62119", "--format", "json", "-o", "-")
    code, told = run(capsys, *argv)
    demand, found = expected(base, Selection(communes=("62119",)), "62119")
    content = json.load(io.StringIO(told.out))
    assert code == 0
    assert content["phrase"] == words.phrase(found, demand)
    assert "Équipement ajouté : Béthune, à la mairie." in content["notes"]
    [row] = content["communes"]
    assert row["commune"] == "Béthune"
    assert all(round(row[name], 2) == row[name] for name in row if name.startswith("distance"))
    assert all(round(row[name], 1) == row[name] for name in row if name.startswith("temps"))
    assert set(row) <= set(access_words.ACCES_COLONNES)


@pytest.mark.parametrize("place", ["50.5274, 2.6411", "50° 31’ 39” N ; 2° 38’ 28” E", "Bethune."])
def test_a_place_to_try_is_written_as_everywhere(base, place):
    found = asked.read_added(place, base)
    assert found is not None
    assert (round(found.lat, 2), round(found.lon, 2)) == (50.53, 2.64)


def test_a_place_to_try_in_lambert_93_is_where_it_is(base):
    found = asked.read_added("674512 ; 7047846", base)
    assert (round(found.lieu.x), round(found.lieu.y)) == (674512, 7047846)


def test_key_figures_are_numbers_for_a_program(base, capsys):
    _, told = run(capsys, "phrase", "bornes", "--territoire", "call", "--format", "json")
    expected = synthese(view_of(bundle.theme_data(base, "bornes"), Selection("call"))).chiffres
    found = json.loads(told.out)["chiffres"]
    assert [one["ecrit"] for one in found] == [
        " ".join(part for part in (one.nuance, one.valeur, one.unite) if part) for one in expected
    ]
    for one in found:
        ends = [one["min"], one["max"]]
        assert all(isinstance(end, int | float) for end in ends)
        assert one["valeur"] == (ends[0] if ends[0] == ends[1] else None)
    assert any(one["valeur"] is None for one in found)


def test_a_place_to_try_that_is_not_understood_is_refused(capsys):
    code, told = run(capsys, *ACCESS, "--ajout", "48.85,2.35", "--format", "csv", "-o", "-")
    assert code == 2
    assert "Lieu inconnu" in told.err
    assert not told.out
