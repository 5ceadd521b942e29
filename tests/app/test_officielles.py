"""What the pages show of official data that were brought in, without a restart."""

from __future__ import annotations

import publisher
import pytest
from ecran import Ecran

from geo.answers import changes
from geo.labels import bornes
from geo.labels import officielles as mots
from geo.labels import presentation as mots_presentation
from geo.refresh.official import publication
from geo.refresh.official.ledger import Bilan, Tally
from geo.sources import official
from geo.ui import cache

PAGE, BORNES = "pages/donnees.py", "pages/bornes_de_recharge.py"


@pytest.fixture(autouse=True)
def racine(tmp_path, monkeypatch):
    monkeypatch.setenv(official.DOSSIER, str(tmp_path))
    return tmp_path


def publish(racine, count, date="2024-07-01", **more):
    one = publisher.lu(count, date)
    bilan = Bilan(
        count + 3,
        count,
        (Tally("meme_point", 1, ("ligne 9 : <b>Gare</b>",)),),
        (Tally("hors_perimetre", 2, ("ligne 4 : Lille",)),),
        (Tally("paire_inversee", 1),),
    )
    change = {
        "comptes": {"ajoutes": 70, "retires": 0, "deplaces": 1, "changes": 0},
        "ajoutes": [{"nom": f"Nouvelle {i}"} for i in range(70)],
        "retires": [],
        "deplaces": [{"nom": "Mairie", "code_insee": "62119", "distance_m": 300.0}],
        "communes": [
            {"code_insee": "62119", "nom": "Béthune", "avant": 4, "apres": 6},
            {"code_insee": "62498", "nom": "Lens", "avant": 1, "apres": 1},
        ],
    }
    told = publisher.report(one) | {
        "bilan": bilan.to_json(),
        "difference": change,
        "depuis": mots.LIVREE,
        "acceptee": "",
        "arrets": [],
        "phrases": [["avant", "La base dit quelque chose."]],
    }
    return publication.publish("irve", one, told | more, racine)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_is_shipped_is_told_as_shipped():
    page = Ecran(PAGE, volet="officielles").open()
    assert page.exceptions == []
    assert mots.TITRE_SECTION in page.rubriques
    assert mots.RIEN_RAPPORTE in page.texte
    assert "livrée" in page.html


def test_what_is_published_is_shown_at_once_and_what_is_taken_back_is_not(racine):
    page = Ecran(PAGE, volet="officielles").open()
    version = publish(racine, 3)
    told = plain(page.open().html)
    assert version.nom in told
    cells = "".join(f'<td class="atlas-nombre">{n}</td>' for n in (6, 3, 1, 2))
    assert cells in told
    assert '<th scope="row">Béthune</th>' in told
    assert '<th scope="row">Lens</th><td' not in told
    assert "&lt;b&gt;Gare&lt;/b&gt;" in told
    assert mots.RAISONS["hors_perimetre"] in told
    assert mots.SIGNALEMENTS["paire_inversee"] in told
    assert "61 montrés sur 71" in told
    assert '<th scope="row">Mairie</th><td>Béthune</td><td>déplacement de 300 m</td>' in told
    assert "commune par commune : points de charge" in told
    assert "La base dit quelque chose." in told
    older = version.nom
    version = publish(racine, 4)
    told = plain(page.open().html)
    assert f'<th scope="row">{version.nom}</th>' in told
    assert f'<th scope="row">{older}</th>' in told
    publication.rollback("irve", racine)
    assert version.nom not in page.open().html


def test_what_is_written_otherwise_is_shown_before_and_after(racine):
    slide = {"ou": "Présentation, diapositive", "avant": "", "apres": "4 avant, 6 après."}
    sheets = {"ou": "Ma commune : 1 fiche change", "avant": "", "apres": ""}
    publish(racine, 3, ecrits=[slide, sheets])
    told = Ecran(PAGE, volet="officielles").open().html
    for cells in (
        (mots.ICI_PHRASE, "avant", "La base dit quelque chose."),
        (slide["ou"], mots.RIEN_ECRIT, slide["apres"]),
        (sheets["ou"], mots.FICHES_DETAIL, mots.FICHES_DETAIL),
    ):
        assert f'<th scope="row">{cells[0]}</th><td>{cells[1]}</td><td>{cells[2]}</td>' in told


def test_what_the_atlas_does_not_ship_is_not_said_to_be_shipped():
    told = Ecran(PAGE, volet="officielles").open().html
    row = told[told.index(mots.TITRES["cours_eau"]) :]
    assert row.startswith(f"{mots.TITRES['cours_eau']}</th><td>{mots.JAMAIS}</td>")


def test_a_copy_older_than_its_rhythm_is_told(racine):
    publish(racine, 3, date="2020-01-01")
    (told,) = Ecran(PAGE, volet="officielles").open().avertissements
    assert "01/01/2020" in told


def test_the_reason_that_was_given_is_shown_with_what_it_passed_over(racine):
    publish(
        racine, 3, acceptee="vu avec la commune", arrets=[{"code": "x", "texte": "Lens se vide"}]
    )
    told = Ecran(PAGE, volet="officielles").open().texte
    assert "vu avec la commune" in told
    assert "Lens se vide" in told


def test_the_report_and_the_base_that_was_brought_in_stand_side_by_side(racine):
    ecran = Ecran(BORNES, territoire="cabbalr", volet="analyses").open()
    assert "rapportée le" not in ecran.texte
    publish(racine, 7)
    told = plain(ecran.open().texte)
    assert "55 bornes publiques installées ; la base nationale rapportée le 16/07/2024" in told
    assert "y déclare 7 points de charge, en 7 stations, au 01/07/2024" in told


def test_a_copy_damaged_while_it_is_shown_leaves_the_page_as_it_was(racine):
    version = publish(racine, 7)
    ecran = Ecran(BORNES, territoire="cabbalr", volet="analyses").open()
    (version.dossier / "objets.parquet").write_bytes(b"PAR1")
    ecran.open()
    assert ecran.exceptions == []
    assert any("abîmée" in told for told in ecran.erreurs)
    assert bornes.RAPPORTS_NOTE in ecran.texte  # what follows is there too


def test_the_fiche_of_a_commune_says_what_a_publication_changed_there(racine):
    publish(racine, 3)
    page = Ecran("pages/ma_commune.py", commune="62119", volet="avons").open()
    assert page.exceptions == []
    assert "4 points de charge avant, 6 points de charge après" in plain(page.html)
    other = Ecran("pages/ma_commune.py", commune="62498", volet="avons").open()
    assert "points de charge avant" not in plain(other.html)


def titles(deck):
    return [one["titre"] for one in deck.diapos]


def test_the_deck_has_its_slide_once_something_was_published(racine):
    before = Ecran("pages/presentation.py", territoire="cabbalr").open()
    assert mots.CHANGE_TITRE not in titles(before)
    publish(racine, 3)
    after = Ecran("pages/presentation.py", territoire="cabbalr").open()
    assert after.exceptions == []
    assert mots.CHANGE_TITRE in titles(after)
    other = Ecran("pages/presentation.py", territoire="call").open()
    assert mots.CHANGE_TITRE not in titles(other)


def test_the_mark_of_a_cited_link_is_read_back(racine):
    version = publish(racine, 3)
    mark = changes.cited("v1", {"irve": version})
    assert changes.since(mark, "v1", {"irve": version}) == ()
    assert len(changes.since("v1", "v1", {"irve": version})) == 1


def test_long_lists_are_closed_on_screen_and_open_on_paper(racine):
    publish(racine, 3)
    told = Ecran(PAGE, volet="officielles").open().html
    for title in (mots.PLI_COMPTE, mots.PLI_COMMUNES, mots.PLI_OBJETS, mots.PLI_HISTOIRE):
        assert f"<details><summary>{title} (" in told
    assert (
        f"<details open><summary>{mots.PLI_COMMUNES} (1)"
        in Ecran(PAGE, volet="officielles", papier="oui").open().html
    )


class TestSinceADay:
    def test_what_changed_since_a_day_is_told_from_what_was_in_place_then(self, racine):
        first = publish(racine, 3, publiee_le="2026-01-02")
        publish(racine, 5, publiee_le="2026-01-09")
        told = plain(Ecran(PAGE, depuis="05/01/2026").open().html)
        assert (
            f"Depuis le 05/01/2026, par rapport à {first.nom} (01/07/2024) : 2 stations en plus."
            in told
        )
        assert '<th scope="row">Béthune</th>' in told
        assert mots.LEGENDE_COMPTE.split("{")[0] not in told
        assert "rien n’a changé" in plain(Ecran(PAGE, depuis="10/01/2026").open().html)

    def test_the_day_stays_in_the_address_and_may_be_written_both_ways(self, racine):
        publish(racine, 3, publiee_le="2026-01-02")
        ecran = Ecran(PAGE, depuis="2026-01-05").open()
        assert ecran.adresse["depuis"] == "2026-01-05"
        assert "Depuis le 05/01/2026" in ecran.html

    @pytest.mark.parametrize("text", ["hier", "31/02/2026", "**2026**"])
    def test_what_is_no_day_is_told_and_shows_the_last_publication(self, racine, text):
        version = publish(racine, 3)
        page = Ecran(PAGE, depuis=text).open()
        assert page.exceptions == []
        assert any("n’est pas un jour" in told for told in page.avertissements)
        assert version.nom in page.html

    def test_what_was_in_place_and_is_not_kept_is_told(self, racine):
        for count in range(1, 9):
            publish(racine, count, publiee_le=f"2026-01-{count:02d}")
        page = Ecran(PAGE, depuis="02/01/2026").open()
        assert any("n’est plus gardé" in told for told in page.avertissements)


class TestSinceALink:
    def test_what_changed_since_the_version_of_a_link_is_told_whatever_came_between(self, racine):
        first = publish(racine, 3, publiee_le="2026-01-02")
        mark = changes.cited(cache.version(), {"irve": first})
        publish(racine, 4, publiee_le="2026-01-05")
        publish(racine, 6, publiee_le="2026-01-09")
        told = plain(Ecran(PAGE, volet="officielles", version=mark).open().html)
        assert (
            f"Depuis votre lien, fait avec {first.nom} (01/07/2024) : 3 stations en plus." in told
        )

    def test_a_link_of_what_is_in_place_says_nothing_more(self, racine):
        mark = changes.cited(cache.version(), {"irve": publish(racine, 3)})
        page = Ecran(PAGE, volet="officielles", version=mark).open()
        assert "Depuis votre lien" not in page.html

    def test_a_version_that_is_not_kept_is_told(self, racine):
        publish(racine, 3)
        page = Ecran(PAGE, volet="officielles", version="0123456789~irve.2020-01-01").open()
        assert page.exceptions == []
        assert any("n’est plus gardé" in told for told in page.avertissements)

    def test_a_link_leads_to_what_changed_since(self, racine):
        first = publish(racine, 3)
        mark = changes.cited(cache.version(), {"irve": first})
        publish(racine, 4)
        page = Ecran(version=mark).open()
        assert page.exceptions == []
        [told] = page.avertissements
        assert mots.TITRES["irve"] in told
        links = {one.proto.label: one.proto.query_string for one in page.essai.get("page_link")}
        assert "volet=officielles" in links[mots_presentation.VERSION_VOIR]
        assert mark.replace("~", "%7E") in links[mots_presentation.VERSION_VOIR] or (
            mark in links[mots_presentation.VERSION_VOIR]
        )


class TestWithoutADate:
    def test_a_file_without_a_date_never_passes_for_one_of_the_day(self, racine):
        publish(racine, 3, date=None)
        told = plain(Ecran(PAGE, volet="officielles").open().html)
        assert "0 jour" not in told
        assert f"<td>{mots.NON_DATEE}</td>" in told

    def test_it_is_at_least_as_old_as_its_publication(self, racine):
        publish(racine, 3, date=None, publiee_le="2020-01-02")
        warned = Ecran(PAGE).open().avertissements
        assert any("ne dit pas sa date" in told and "02/01/2020" in told for told in warned)
