"""Damaged, hostile or odd data: told in French where it is, and nowhere else."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from ecran import Ecran, forget, other_data

from geo.core import catalog
from geo.labels import data as mots_data
from geo.labels import home as mots_home
from geo.labels import textes

MOELLE = ("communes.parquet",)
"""Read by every page with a map: nothing can be counted without them."""

AVEC_QPV = {"qpv", "ma_commune", "acces", "comparer", "point"}
"""Pages that speak of the QPV: they cannot without their perimeters."""

PAGE_DE = {
    "communes.parquet": "pages/accueil.py",
    "qpv.parquet": "pages/quartiers_prioritaires.py",
    "bornes.csv": "pages/bornes_de_recharge.py",
    "dechetteries.csv": "pages/dechets.py",
    "piscines.csv": "pages/piscines.py",
    "ouvrages.csv": "pages/inondations.py",
}
AVEC_CARTE = [p.fichier for p in catalog.NAVIGATION if p.theme or p.id == "accueil"]


def absent(donnees, fichier):
    donnees.chemin(fichier).unlink()


def vide(donnees, fichier):
    donnees.write_as(fichier, b"")


def tronque(donnees, fichier):
    content = donnees.chemin(fichier).read_bytes()
    donnees.chemin(fichier).write_bytes(content[: len(content) // 2])


def tronque_et_declare(donnees, fichier):
    """Cut in the middle of a row, with the checksum of what is left: the schema must see it."""
    content = donnees.chemin(fichier).read_bytes()
    head = content[: content.index(b"\n", len(content) // 2) + 12]
    donnees.write_as(fichier, head)


def autre_schema(donnees, fichier):
    frame = pd.DataFrame({"quoi": ["autre", "chose"], "lon": ["ici", "là"]})
    if fichier.endswith(".csv"):
        donnees.write_as(fichier, frame.to_csv(index=False).encode())
        return
    out = io.BytesIO()
    frame.to_parquet(out)
    donnees.write_as(fichier, out.getvalue())


def du_binaire(donnees, fichier):
    donnees.write_as(fichier, bytes(range(256)) * 40)


DEGATS = {
    "absent": absent,
    "vide": vide,
    "tronqué": tronque,
    "tronqué et déclaré": tronque_et_declare,
    "autre schéma": autre_schema,
    "du binaire": du_binaire,
}


@pytest.mark.parametrize("degat", DEGATS)
@pytest.mark.parametrize("fichier", PAGE_DE)
def test_the_page_of_a_damaged_file_says_which_file_and_what_to_do(donnees, fichier, degat):
    DEGATS[degat](donnees, fichier)
    ecran = Ecran(PAGE_DE[fichier]).open()
    assert ecran.exceptions == []
    [told] = ecran.erreurs
    assert told.startswith(textes.ERREUR_PAGE)
    assert f"data/{donnees.chemin(fichier).parent.name}/{fichier}" in told
    assert "python -m geo build" in told
    assert "Traceback" not in told


QUICK = ("bornes.csv", "qpv.parquet")
"""A table and outlines; the other files take minutes, and are for « make test-complet »."""
SANS = [
    pytest.param(name, marks=() if name in QUICK else pytest.mark.long)
    for name in PAGE_DE
    if name not in MOELLE
]


@pytest.fixture(scope="module", params=SANS)
def sans(request, tmp_path_factory):
    """The shipped data without one file: its name, and the folder it is missing from."""
    with other_data(tmp_path_factory.mktemp("sans") / "data") as copy:
        absent(copy, request.param)
        yield request.param, copy.chemin(request.param).parent.name


def test_the_other_pages_keep_working_without_a_file(sans):
    fichier, _ = sans
    for page in catalog.NAVIGATION:
        if page.fichier in {PAGE_DE[fichier], "pages/donnees.py"}:
            continue
        if fichier == "qpv.parquet" and page.id in AVEC_QPV:
            continue
        # The page of access opens on one service: it is asked for one that no file can take away.
        asked = {"service": "mairies"} if page.id == "acces" else {}
        ecran = Ecran(page.fichier, **asked).open()
        assert (page.id, ecran.exceptions, ecran.erreurs) == (page.id, [], [])
        assert (page.fichier not in AVEC_CARTE) or ecran.vus("communes") == 136


def test_the_home_page_says_which_layer_is_missing(sans):
    fichier, _ = sans
    theme = next(p.theme for p in catalog.NAVIGATION if p.fichier == PAGE_DE[fichier])
    ecran = Ecran("pages/accueil.py", couches=theme, commune="62498").open()
    told = mots_home.ACCUEIL_PHRASE_ERREUR.format(noms=textes.COUCHES_NOMS[theme])
    assert ecran.avertissements == [told]
    assert ecran.vus("communes") == 136
    assert ecran.exceptions == []


def assert_the_data_page_tells(fichier, source):
    ecran = Ecran("pages/donnees.py").open()
    assert ecran.exceptions == []
    assert ecran.titres == [mots_data.DONNEES_TITRE]
    assert [error for error in ecran.erreurs if fichier in error]
    others = [record.titre for i, record in catalog.sources().items() if i != source]
    assert all(title in ecran.texte for title in others)


def test_the_data_page_says_which_source_is_damaged_and_shows_the_others(sans):
    assert_the_data_page_tells(*sans)


def test_the_data_page_stays_without_the_communes(donnees):
    absent(donnees, "communes.parquet")
    assert_the_data_page_tells("communes.parquet", "communes")


def test_without_the_communes_every_page_with_a_map_says_so(donnees):
    absent(donnees, "communes.parquet")
    for fichier in AVEC_CARTE:
        ecran = Ecran(fichier).open()
        assert ecran.exceptions == []
        assert ["communes.parquet" in told for told in ecran.erreurs] == [True]
    assert Ecran("pages/a_propos.py").open().erreurs == []


def test_a_file_put_back_is_read_again_without_a_restart(donnees):
    content = donnees.chemin("bornes.csv").read_bytes()
    absent(donnees, "bornes.csv")
    assert Ecran("pages/accueil.py", couches="bornes").open().avertissements
    donnees.chemin("bornes.csv").write_bytes(content)
    for fichier in ("pages/bornes_de_recharge.py", "pages/accueil.py"):
        ecran = Ecran(fichier, couches="bornes").open()
        assert ecran.exceptions == []
        assert ecran.erreurs == []
        assert ecran.vus("bornes") > 0


MARKUP = '<script>alert("1")</script><img src=x onerror=alert(2)>'


def test_markup_in_a_name_is_shown_as_text(donnees):
    row = donnees.changer("bornes.csv", lambda row: row.update(nom=MARKUP))
    for page in ("pages/bornes_de_recharge.py", "pages/accueil.py"):
        ecran = Ecran(page, couches="bornes", commune=row["code_insee"]).open()
        assert (ecran.exceptions, ecran.erreurs) == ([], [])
        assert "<script>alert" not in ecran.html
        assert "<img src=x" not in ecran.html
    ecran = Ecran("pages/bornes_de_recharge.py").open()
    assert MARKUP in set(ecran.tableau["Nom"])
    ecran.essai.toggle(key="simple_lignes_bornes").set_value(True).run()
    assert "<script>alert" not in ecran.html
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in ecran.html


def test_markup_in_a_name_never_closes_the_script_of_the_map(donnees):
    donnees.changer("bornes.csv", lambda row: row.update(nom=MARKUP))
    ecran = Ecran("pages/bornes_de_recharge.py").open()
    sent = ecran.essai.get("bidi_component")[0].proto.json
    assert "script>alert" not in sent
    assert ecran.vus("bornes") == ecran.lignes


def swap(row):
    row["lon"], row["lat"] = row["lat"], row["lon"]


def test_a_station_with_swapped_coordinates_stays_in_the_table_and_is_listed(donnees):
    before = Ecran("pages/bornes_de_recharge.py").open().lignes
    forget()
    row = donnees.changer("bornes.csv", swap)
    ecran = Ecran("pages/bornes_de_recharge.py").open()
    assert (ecran.exceptions, ecran.erreurs) == ([], [])
    assert ecran.lignes == before
    assert row["nom"] in set(ecran.tableau["Nom"])
    assert ecran.vus("communes") == 136
    assert ecran.vus("bornes") == before
    south, west, north, east = ecran.carte["cadre"]
    assert 50 < south < north < 51
    assert 2 < west < east < 3.2
    listed = Ecran("pages/donnees.py", source="bornes").open()
    assert '<th scope="row">B06 · Point hors du territoire</th><td>Stations' in listed.html
    assert row["id"] in listed.html
