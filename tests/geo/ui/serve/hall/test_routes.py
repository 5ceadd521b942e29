"""The addresses of the rooms: who may open, write, read; what a phone and a speaker are given."""

from __future__ import annotations

import html
import json

import pytest
from asgi import Client
from starlette.applications import Starlette
from streamlit import config

from geo.labels import presentation as mots_deck
from geo.labels import salle as mots
from geo.printing.page.spaces import ordinaire
from geo.ui import cache
from geo.ui.serve import room, server
from geo.ui.serve.gate import Porte
from geo.ui.serve.hall import routes, watching, who
from geo.ui.serve.hall.state import DOSSIER, MOST, TRIES
from geo.ui.serve.rate import Debit

HOST = "192.0.2.7:8501"
OURS = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}
DECK = "territoire=cabbalr&themes=piscines&ecran=plein"


@pytest.fixture
def site(monkeypatch, tmp_path):
    """The atlas in a room, seen through its door."""
    monkeypatch.setenv(DOSSIER, str(tmp_path))
    monkeypatch.setenv(room.LECTURE_SEULE, "1")
    monkeypatch.setenv(room.PORT, "8501")
    monkeypatch.setenv(room.ADRESSE, "192.0.2.7")
    monkeypatch.setattr(who, "codes", Debit(par_minute=6, rafale=TRIES + 1))
    monkeypatch.setattr(who, "openings", Debit(par_minute=1 / 5, rafale=4))
    monkeypatch.setattr(who, "changes", Debit(par_minute=240, rafale=60))
    app = Starlette(routes=server.routes())
    return Client(server.Enveloppe(Porte(app)))


def post(site, path, said=None, client="127.0.0.1", **headers):
    body = said if isinstance(said, bytes) else json.dumps(said or {}).encode()
    return site.send("POST", f"/atlas/salle{path}", body, client, **(OURS | headers))


@pytest.fixture
def salle(site):
    """An open room: its name and the secret of its deck."""
    told = json.loads(post(site, "").content)
    return told["nom"], told["jeton"]


def show(site, salle, **changed):
    query = "&".join([DECK, *(f"{k}={v}" for k, v in changed.items())])
    return post(site, f"/{salle[0]}/diapo", {"jeton": salle[1], "requete": f"?{query}"})


def state_of(site, salle, vu=""):
    return site.get(f"/atlas/salle/{salle[0]}/etat?vu={vu}")


def read(page):
    return ordinaire(html.unescape(page.text))


# --- who may ----------------------------------------------------------------------------------


def test_no_room_opens_but_where_it_was_asked_for(site, monkeypatch):
    assert post(site, "", client="192.0.2.99").status_code == 403
    monkeypatch.delenv(room.PORT)
    answer = post(site, "")
    assert answer.status_code == 403
    assert json.loads(answer.text)["refus"] == mots.PAS_OUVERTE_ICI
    monkeypatch.setenv(who.ALLOWED, "oui")
    assert post(site, "", client="192.0.2.99").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://autre.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "http://[::1"},
        {"host": "autre.example", "origin": "http://autre.example"},
        {"content-type": "text/plain"},
    ],
)
def test_a_page_of_another_site_changes_nothing(site, salle, headers):
    assert post(site, "", **headers).status_code == 403
    query = {"jeton": salle[1], "requete": DECK}
    assert post(site, f"/{salle[0]}/diapo", query, **headers).status_code == 403
    assert json.loads(state_of(site, salle).content)["numero"] == 1


def test_one_reader_cannot_take_every_room(site, monkeypatch):
    monkeypatch.setenv(who.ALLOWED, "oui")
    opened = [post(site, "", client="192.0.2.99").status_code for _ in range(MOST + 1)]
    assert opened.count(200) < MOST
    assert opened[-1] == 429
    assert post(site, "", client="192.0.2.98").status_code == 200, "the others still may"


def test_a_page_of_another_site_costs_a_speaker_no_room(site):
    for _ in range(MOST):
        assert post(site, "", origin="http://autre.example").status_code == 403
    assert post(site, "").status_code == 200


def test_a_request_without_origin_changes_nothing(site):
    bare = {name: value for name, value in OURS.items() if name != "origin"}
    answer = site.send("POST", "/atlas/salle", b"{}", **bare)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{",
        b"\xff",
        b'{"jeton": "' + b"x" * 9_000 + b'"}',
        b"[" * 8_000,
        b'{"a":' * 1_500,
        b'{"jeton": "\\ud800"}',
        b'{"jeton": "x", "requete": "titres=titre:\\udfff"}',
        b'{"pas": ' + b"9" * 8_000 + b"}",
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_what_is_no_message_is_refused(site, salle, body):
    assert post(site, f"/{salle[0]}/diapo", body).status_code == 400


@pytest.mark.parametrize("said", [{}, {"jeton": 3}, {"jeton": ["x"]}, {"jeton": "x", "pas": "1"}])
def test_a_message_without_its_secret_is_refused(site, salle, said):
    for what in ("diapo", "code", "pas", "fermer"):
        assert post(site, f"/{salle[0]}/{what}", said).status_code == 409


def test_a_follower_never_drives(site, salle):
    show(site, salle, diapo=2)
    public = json.loads(state_of(site, salle).content)
    assert set(public) == {"numero", "rang", "total", "titre", "somme", "telecommande"}
    page = site.get(f"/suivre/{salle[0]}").text
    assert salle[1] not in page
    for guess in ("", salle[0], str(public["numero"])):
        for what in ("diapo", "code", "pas", "fermer"):
            said = {"jeton": guess, "pas": 1, "requete": DECK}
            assert post(site, f"/{salle[0]}/{what}", said).status_code == 409
    assert json.loads(state_of(site, salle).content) == public
    for method in ("PUT", "DELETE", "PATCH"):
        assert site.send(method, f"/atlas/salle/{salle[0]}", b"", **OURS).status_code in {404, 405}
        assert site.send(method, "/presentation", b"", **OURS).status_code == 403


def test_the_remote_takes_its_code_once_and_turns(site, salle):
    code = json.loads(post(site, f"/{salle[0]}/code", {"jeton": salle[1]}).content)["code"]
    taken = post(site, f"/{salle[0]}/prendre", {"code": code}, client="192.0.2.50")
    secret = json.loads(taken.content)["jeton"]
    assert json.loads(state_of(site, salle).content)["telecommande"] is True
    moved = post(site, f"/{salle[0]}/pas", {"jeton": secret, "pas": 1}, client="192.0.2.50")
    assert json.loads(moved.content)["somme"] == 1
    again = post(site, f"/{salle[0]}/prendre", {"code": code}, client="192.0.2.51")
    assert json.loads(again.text)["refus"] == mots.CODE_PERDU


def test_codes_are_not_tried_without_end(site, salle):
    post(site, f"/{salle[0]}/code", {"jeton": salle[1]})
    tried = [post(site, f"/{salle[0]}/prendre", {"code": "x"}).status_code for _ in range(9)]
    assert tried == [409] * (TRIES + 1) + [429] * (8 - TRIES)


def test_changes_are_not_asked_without_end(site, salle, monkeypatch):
    monkeypatch.setattr(who, "changes", Debit(par_minute=1, rafale=1))
    assert show(site, salle).status_code == 200
    assert show(site, salle).status_code == 429


# --- what is read -----------------------------------------------------------------------------


def test_a_phone_reads_the_current_slide_in_few_bytes(site, salle):
    assert show(site, salle, diapo=3).status_code == 200
    told = state_of(site, salle)
    assert len(told.content) < 400
    assert json.loads(told.content)["rang"] == 3
    page = site.get(f"/suivre/{salle[0].lower()}")
    assert page.status_code == 200
    text = read(page)
    assert "Piscines dans la CABBALR" in text
    assert mots.RANG.format(rang=3, total=8) in text
    assert 'class="atlas-fixe-carte"' in text
    assert f"/ma-commune?vue=fixe&salle={salle[0]}" in text
    assert site.get(f"/suivre/{salle[0]}", **{"if-none-match": page.headers["etag"]}).content == b""
    show(site, salle, diapo=4)
    fourth = site.get(f"/suivre/{salle[0]}", **{"if-none-match": page.headers["etag"]})
    assert "Piscines : commune par commune" in read(fourth)


@pytest.mark.parametrize("vu", ["0", "x", "-1", "9" * 40, "²"])
def test_a_phone_that_has_another_slide_is_answered_at_once(site, salle, vu, monkeypatch):
    monkeypatch.setattr(watching, "WAIT_S", 60.0)
    assert json.loads(state_of(site, salle, vu).content)["numero"] == 1


def test_a_slide_with_a_table_is_read_whole(site, salle):
    show(site, salle, diapo=5)
    text = read(site.get(f"/suivre/{salle[0]}"))
    assert "<table>" in text
    assert "Bilan de mi-mandat" in text


def test_the_way_back_follows_a_phone_that_left(salle):
    page = server.page_of("ma-commune", f"vue=fixe&salle={salle[0]}").plain("").decode()
    assert f'href="/suivre/{salle[0]}"' in page
    assert f'name="salle" value="{salle[0]}"' in page
    for query in ("vue=fixe&salle=BBBB", f"salle={salle[0]}", "vue=fixe&salle=<b>"):
        assert "/suivre/" not in server.page_of("ma-commune", query).plain("").decode()


def test_a_room_that_is_over_says_so(site, salle):
    post(site, f"/{salle[0]}/fermer", {"jeton": salle[1]})
    for path in ("suivre", "telecommande"):
        answer = site.get(f"/{path}/{salle[0]}")
        assert answer.status_code == 404
        assert mots.SALLE_FINIE in html.unescape(answer.text)
    assert state_of(site, salle).status_code == 404


HOSTILE = "<img src=x onerror=alert(1)>"


def test_what_is_written_in_an_address_is_escaped_everywhere(site, salle):
    show(site, salle, diapo=3, titres=f"piscines:{HOSTILE}")
    pages = [
        site.get(f"/suivre/{salle[0]}"),
        site.get(f"/orateur?{DECK}&titres=piscines:{HOSTILE}"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert HOSTILE not in page.text
        assert html.escape(HOSTILE) in ordinaire(page.text)
    assert json.loads(state_of(site, salle).content)["titre"].startswith(HOSTILE)


def test_the_speaker_has_every_slide_what_to_say_and_to_ask(site):
    page = site.get(f"/orateur?{DECK}&diapo=3")
    assert page.status_code == 200
    assert page.text.count("<section data-rang=") == 8
    text = read(page)
    assert 'data-rang="3" data-total="8"' in text
    assert "Piscine d’Auchel" in text
    assert "8 piscines recensées" in text
    assert text.count(mots.A_DIRE) == 8


def test_an_address_that_is_none_opens_the_first_slide(site):
    page = site.get(f"/orateur?{DECK}&diapo=zéro&themes=<b>")
    assert 'data-rang="1"' in page.text


@pytest.mark.parametrize("vers", ["", "x" * 2_000, "%F0%9F%98%80" * 1_000, "suivre/\n"])
def test_a_code_of_nothing_is_not_drawn(site, vers):
    assert site.get(f"/atlas/salle/qr.svg?vers={vers}").status_code == 404


def test_the_longest_code_is_drawn(site):
    longest = "x" * routes.LONGEST_CODE
    assert site.get(f"/atlas/salle/qr.svg?vers={longest}").status_code == 200


def test_a_code_leads_to_this_atlas_alone(site, monkeypatch):
    drawn = []
    monkeypatch.setattr(room, "qr_bytes", lambda address: drawn.append(address) or b"<svg/>")
    for vers in ("suivre/BCDF", "//autre.example", "http://autre.example"):
        assert site.get(f"/atlas/salle/qr.svg?vers={vers}").status_code == 200
    assert drawn == [
        "http://192.0.2.7:8501/suivre/BCDF",
        "http://192.0.2.7:8501/autre.example",
        "http://192.0.2.7:8501/http://autre.example",
    ]


@pytest.mark.usefixtures("site")
def test_the_rooms_stand_under_the_path_of_the_atlas():
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "atlas")
    try:
        under = Client(server.Enveloppe(Porte(Starlette(routes=server.routes()))))
        opened = under.send("POST", "/atlas/atlas/salle", b"{}", **OURS)
        told = json.loads(opened.content)
        query = json.dumps({"jeton": told["jeton"], "requete": DECK}).encode()
        shown = under.send("POST", f"/atlas/atlas/salle/{told['nom']}/diapo", query, **OURS)
        assert shown.status_code == 200
        page = under.get(f"/atlas/suivre/{told['nom']}")
        assert 'data-racine="/atlas/"' in page.text
    finally:
        config.set_option("server.baseUrlPath", before)


def test_what_a_room_follows_is_kept_and_bounded():
    assert cache.POOLS["suivie"] <= 64
    assert mots_deck.NOTES
