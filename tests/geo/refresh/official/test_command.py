"""The command: what it tells, what it writes, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pytest
import toy
from guichet import Reponse
from irve_rows import OTHER, POINT, fichier
from shapely import LineString

from geo import __main__ as cli
from geo.answers import official as answers
from geo.labels import officielles as mots
from geo.refresh.official import cards, lock, refreshing
from geo.refresh.official.guards import Avant
from geo.sources import official


@pytest.fixture(autouse=True)
def racine(tmp_path, monkeypatch):
    """A folder of our own, the toy territory, and nothing shipped but one station."""
    monkeypatch.setenv(official.DOSSIER, str(tmp_path / "officielles"))
    monkeypatch.setattr(refreshing.sources, "load_geo", lambda _: toy.communes())
    shipped = cards.read_irve((fichier(tmp_path / "livre.csv", POINT),), toy.communes())
    fiche = replace(
        cards.find("irve"), livree=lambda _: Avant(shipped.objets, "2023-10-25"), adresses=()
    )
    monkeypatch.setitem(cards.FICHES, "irve", fiche)
    return tmp_path / "officielles"


@pytest.fixture
def both(tmp_path):
    return str(fichier(tmp_path / "deux.csv", POINT, OTHER, POINT))


def run(*words):
    return cli.main(["refresh", *words])


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_one_reads_what_would_change_and_nothing_is_published(racine, both, capsys):
    assert run("irve", "--from", both) == 0
    told = plain(capsys.readouterr().out)
    assert "3 lignes lues = 2 gardées + 1 réunies à une autre + 0 refusées" in told
    assert "ligne 4 : Place du Marché" in told
    assert "1 ajoutée, 0 retirée, 0 déplacée, 0 modifiée" in told
    assert "Équarrie : 0 → 1" in told
    assert "+ Les deux intercommunalités : la base nationale des IRVE déclare 2 points" in told
    assert "Présentation de la CALL, diapositive « Ce qui a changé »" in told
    assert "0 point de charge avant, 1 point de charge après" in told
    assert "Ma commune : 1 fiche change (Équarrie)" in told
    assert "dit 55 bornes publiques installées ; la base nationale rapportée le" in told
    assert "refresh irve --publish" in told
    assert official.current("irve") is None
    assert [path.name for path in racine.iterdir()] == [".verrou"]


def test_a_trial_writes_nothing_at_all(racine, both):
    assert run("irve", "--from", both, "--dry-run") == 0
    assert not racine.exists()


def test_one_publishes_looks_and_goes_back(racine, both, capsys):
    assert run("irve", "--from", both, "--publish") == 0
    version = official.current("irve", racine)
    assert version.table("points")["id_pdc"].tolist() == ["FRS62E62001A1", "FRS62E62002B1"]
    assert version.nom in capsys.readouterr().out
    assert run("irve", "--from", both) == 0
    told = capsys.readouterr().out
    assert "rien ne change" in told
    assert "diapositive" not in told
    assert run("irve", "--rollback") == 0
    assert "la copie livrée" in capsys.readouterr().out
    assert official.current("irve", racine) is None
    assert run("irve", "--rollback") == 1


def test_what_stops_needs_a_reason_which_is_kept(racine, tmp_path, both, capsys):
    assert run("irve", "--from", both, "--publish") == 0
    first = official.current("irve", racine)
    poorer = str(fichier(tmp_path / "un.csv", POINT))
    assert run("irve", "--from", poorer, "--publish") == 1
    told = capsys.readouterr()
    assert "n’ont plus rien : Équarrie" in told.out
    assert "--accept" in told.err
    assert official.current("irve", racine) == first
    assert run("irve", "--from", poorer, "--publish", "--accept", "vu avec la commune") == 0
    assert official.current("irve", racine).rapport["acceptee"] == "vu avec la commune"


def test_the_report_is_complete_in_json(both, tmp_path, capsys):
    assert run("irve", "--from", both, "--json", "-") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["bilan"]["lues"] == 3
    assert report["difference"]["comptes"]["ajoutes"] == 1
    assert report["difference"]["ajoutes"][0]["nom"] == "Gare"
    assert report["arrets"] == []
    assert [one["ou"] for one in report["ecrits"]][-1] == mots.A_COTE
    assert report["fichiers_recus"] == ["deux.csv"]
    assert run("irve", "--from", both, "--json", str(tmp_path / "r.json")) == 0
    assert json.loads((tmp_path / "r.json").read_text()) == [report]


def test_a_folder_of_several_tables_is_not_chosen_from(both, tmp_path, capsys):
    (tmp_path / "lisez-moi.md").write_text("ce que c’est")
    assert Path(both).parent == tmp_path
    assert run("irve", "--from", str(tmp_path)) == 1
    assert "plusieurs fichiers dans ce dossier (deux.csv, livre.csv)" in capsys.readouterr().err
    (tmp_path / "livre.csv").unlink()
    assert run("irve", "--from", str(tmp_path)) == 0


def served(monkeypatch, guichet, *answers):
    adresse = guichet.sert("/irve", *answers)
    monkeypatch.setitem(cards.FICHES, "irve", replace(cards.find("irve"), adresses=(adresse,)))


def test_a_download_is_kept_and_not_sent_again(racine, guichet, both, monkeypatch):
    content = Path(both).read_bytes()
    served(monkeypatch, guichet, Reponse(content, entetes={"etag": '"1"'}), Reponse(code=304))
    assert run("irve") == 0
    assert run("irve", "--publish") == 0
    assert [dict(headers).get("if-none-match") for *_, headers in guichet.demandes] == [None, '"1"']
    assert len(official.current("irve", racine).table("points")) == 2


@pytest.mark.parametrize("damage", ["fichier", "connu", "forme"])
def test_what_was_received_and_is_not_whole_any_more_is_asked_again(
    racine, guichet, both, monkeypatch, damage
):
    content = Path(both).read_bytes()
    served(monkeypatch, guichet, Reponse(content, entetes={"etag": '"1"'}))
    assert run("irve") == 0
    folder = racine / "irve" / "recus"
    if damage == "fichier":
        (folder / "irve-0.csv").write_bytes(content[:-20])
    else:
        (folder / "connu.json").write_text("[]" if damage == "connu" else '{"a": 1, "b": {}}')
    assert run("irve", "--publish") == 0
    assert not any("if-none-match" in headers for *_, headers in guichet.demandes)
    assert len(official.current("irve", racine).table("points")) == 2


def test_without_a_source_every_one_that_has_an_address_is_refreshed(
    racine, guichet, both, monkeypatch
):
    served(monkeypatch, guichet, Reponse(Path(both).read_bytes()))
    monkeypatch.setattr(cards, "FICHES", {"irve": cards.find("irve")})
    assert run("--publish") == 0
    assert official.current("irve", racine) is not None


def test_a_source_that_fails_keeps_its_last_copy_and_says_its_age(
    racine, guichet, both, monkeypatch, capsys
):
    assert run("irve", "--from", both, "--publish") == 0
    capsys.readouterr()
    first = official.current("irve", racine)
    page = Reponse(b"<!DOCTYPE html><p>Maintenance</p>", genre="text/html")
    served(monkeypatch, guichet, page)
    assert run("irve", "--publish") == 1
    told = plain(capsys.readouterr().err)
    assert "page web" in told
    assert f"Reste en place : {first.nom}, au 01/07/2024 (" in told
    assert official.current("irve", racine) == first


def test_offline_is_one_sentence(monkeypatch, capsys):
    fiche = replace(cards.find("irve"), adresses=("http://127.0.0.1:9/f",))
    monkeypatch.setitem(cards.FICHES, "irve", fiche)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert run("irve", "--dry-run") == 1
    assert "Vérifiez l’accès à Internet" in capsys.readouterr().err


def test_two_at_once(racine, both, capsys):
    with lock.alone(racine):
        assert run("irve", "--from", both) == 1
    assert "en cours" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("irve", "--accept", "oui"),
        ("irve", "--publish", "--dry-run"),
        ("irve", "--publish", "--rollback"),
        ("irve", "routes"),
        ("routes", "--publish"),
    ],
)
def test_what_makes_no_sense_is_told(words, capsys):
    assert run(*words) == 2
    assert capsys.readouterr().err


def test_a_source_without_address_asks_for_its_file(capsys, tmp_path):
    assert run("irve") == 1
    assert "--from" in capsys.readouterr().err
    assert run("irve", "--from", str(tmp_path / "rien")) == 1
    assert "Il n’y a rien à" in capsys.readouterr().err


def test_a_layer_is_published_as_a_list_is(racine, tmp_path, capsys):
    line = LineString([(toy.X0, toy.Y0 + 500), (toy.X0 + 500, toy.Y0 + 500)])
    rivers = gpd.GeoDataFrame({"CdOH": ["1"], "TopoOH": ["la Lawe"]}, geometry=[line], crs=toy.CRS)
    rivers.to_crs(4326).to_file(tmp_path / "lawe.geojson", driver="GeoJSON")
    path = str(tmp_path / "lawe.geojson")
    assert run("cours_eau", "--from", path, "--publish") == 0
    assert "la BD TOPAGE nomme 1 cours d’eau" in plain(capsys.readouterr().out)
    version = official.current("cours_eau", racine)
    assert version.table("cours_eau")["nom"].tolist() == ["la Lawe"]


def test_every_source_has_its_words_its_rhythm_and_its_reader():
    assert set(cards.FICHES) == set(mots.TITRES) == set(mots.OBJETS) == set(mots.QUI)
    assert set(answers.RYTHMES) == set(cards.FICHES)
    for fiche in cards.FICHES.values():
        assert all(adresse.startswith("https://") for adresse in fiche.adresses)


def test_what_was_in_place_and_is_not_kept_is_told(racine, both, capsys):
    assert run("irve", "--from", both, "--publish") == 0
    version = official.current("irve", racine)
    path = racine / "irve" / "courante.json"
    told = json.loads(path.read_text()) | {"journal": [["2026-01-01", "2025-01-01-oubliee"]]}
    path.write_text(json.dumps(told | {"version": version.nom}))
    assert run("irve", "--since", "2026-06-01") == 1
    assert "n’est plus gardé" in capsys.readouterr().err


def test_one_reads_what_changed_since_a_day(both, tmp_path, capsys):
    assert run("irve", "--since", "2024-01-01") == 1
    assert run("irve", "--from", both, "--publish") == 0
    assert run("irve", "--from", str(fichier(tmp_path / "un.csv", OTHER)), "--publish") == 1
    capsys.readouterr()
    assert run("irve", "--since", "1999-01-01") == 0
    told = plain(capsys.readouterr().out)
    assert "Par rapport à la copie livrée avec l’atlas (25/10/2023)" in told
    assert "1 ajoutée, 0 retirée" in told
    assert run("irve", "--since", "2999-01-01") == 0
    assert "rien ne change" in capsys.readouterr().out
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    assert run("irve", "--since", today) == 0
    assert "1 ajoutée" in plain(capsys.readouterr().out)
    assert run("irve", "--rollback") == 0
    capsys.readouterr()
    assert run("irve", "--since", today) == 0  # back to what is shipped: nothing changed
    assert "rien ne change" in capsys.readouterr().out
    assert run("irve", "--since", "2999-01-01", "--publish") == 2
    with pytest.raises(SystemExit):
        run("irve", "--since", "hier")
    assert "AAAA-MM-JJ" in capsys.readouterr().err
