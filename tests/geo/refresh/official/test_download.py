"""A download is whole, of its kind and bounded, or it is nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from guichet import Reponse, bombe

from geo.core.errors import RefreshError
from geo.refresh.official.download import Connu, Limites, Outils, check_kind, download

CORPS = b"id_pdc_itinerance,nom\nFR1,A\n" * 1000
BON = Reponse(CORPS)


class Bureau:
    """What a download says and waits for, without a clock."""

    def __init__(self):
        self.pauses, self.dits, self.avance = [], [], []
        self.outils = Outils(
            dire=self.dits.append,
            attendre=self.pauses.append,
            avancer=lambda *told: self.avance.append(told),
        )


@pytest.fixture
def bureau():
    return Bureau()


@pytest.fixture
def vers(tmp_path):
    path = tmp_path / "irve.csv"
    path.write_bytes(b"la copie d'avant")
    return path


def refused(adresse, vers, bureau, match, forme="csv", **kwargs):
    """Check that nothing is taken: the copy that was there stays, nothing is left beside."""
    with pytest.raises(RefreshError, match=match):
        download(adresse, vers, forme, outils=bureau.outils, **kwargs)
    assert vers.read_bytes() == b"la copie d'avant"
    assert [path.name for path in vers.parent.iterdir()] == [vers.name]


def test_a_file_is_written_whole_with_its_checksum(guichet, vers, bureau):
    adresse = guichet.sert("/f", Reponse(CORPS, entetes={"etag": '"v1"', "last-modified": "hier"}))
    got = download(adresse, vers, "csv", outils=bureau.outils)
    assert vers.read_bytes() == CORPS
    assert got.sha256 == hashlib.sha256(CORPS).hexdigest()
    assert (got.octets, got.etag, got.modifie, got.inchange) == (len(CORPS), '"v1"', "hier", False)
    assert bureau.avance[-1] == (len(CORPS), len(CORPS))
    assert bureau.pauses == []


def test_head_is_never_asked(guichet, vers, bureau):
    download(guichet.sert("/f", BON), vers, "csv", outils=bureau.outils)
    assert [method for method, *_ in guichet.demandes] == ["GET"]


def test_a_copy_that_has_not_changed_is_not_sent_again(guichet, vers, bureau):
    adresse = guichet.sert("/f", Reponse(code=304))
    got = download(
        adresse, vers, "csv", connu=Connu('"v1"', "Mon, 01 Jul 2024"), outils=bureau.outils
    )
    assert got.inchange
    assert vers.read_bytes() == b"la copie d'avant"
    sent = {name.lower(): value for name, value in guichet.demandes[0][2].items()}
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == "Mon, 01 Jul 2024"


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_a_service_that_stumbles_is_asked_again_with_longer_pauses(guichet, vers, bureau, code):
    adresse = guichet.sert("/f", Reponse(code=code), Reponse(code=code), BON)
    download(adresse, vers, "csv", outils=bureau.outils)
    assert vers.read_bytes() == CORPS
    assert bureau.pauses == [2, 4]
    assert str(code) in bureau.dits[0]


def test_the_pause_that_is_asked_for_is_waited(guichet, vers, bureau):
    later = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=60), usegmt=True)
    adresse = guichet.sert(
        "/f",
        Reponse(code=429, entetes={"retry-after": "7"}),
        Reponse(code=503, entetes={"retry-after": later}),
        Reponse(code=503, entetes={"retry-after": "soon"}),
        BON,
    )
    download(adresse, vers, "csv", outils=bureau.outils)
    assert bureau.pauses[0] == 7
    assert 50 < bureau.pauses[1] <= 60
    assert bureau.pauses[2] == 8


def test_a_pause_of_an_hour_is_told_not_waited(guichet, vers, bureau):
    adresse = guichet.sert("/f", Reponse(code=429, entetes={"retry-after": "3600"}))
    refused(adresse, vers, bureau, "3600 s")
    assert bureau.pauses == []


def test_a_service_that_never_answers_well_is_left(guichet, vers, bureau):
    refused(guichet.sert("/f", Reponse(code=500)), vers, bureau, r"réponse 500, 4 essais")
    assert len(guichet.demandes) == 4


def test_what_is_not_there_is_not_asked_twice(guichet, vers, bureau):
    refused(f"{guichet.adresse}/absent", vers, bureau, "404")
    assert len(guichet.demandes) == 1


def test_a_file_cut_short_is_asked_again_then_refused(guichet, vers, bureau):
    cut = Reponse(CORPS, coupe=100)
    download(guichet.sert("/f", cut, BON), vers, "csv", outils=bureau.outils)
    assert vers.read_bytes() == CORPS
    vers.write_bytes(b"la copie d'avant")
    refused(guichet.sert("/g", cut), vers, bureau, "coupée")


def test_silence_in_the_middle_is_not_waited_for_ever(guichet, vers, bureau):
    limits = Limites(lecture_s=0.1, essais=2)
    adresse = guichet.sert("/f", Reponse(CORPS, coupe=100, muet=True))
    refused(adresse, vers, bureau, "ne répond plus", limites=limits)


def test_a_slow_drip_has_an_end(guichet, vers):
    ticks = iter(range(0, 10_000, 1_000))
    outils = Outils(horloge=lambda: next(ticks))
    with pytest.raises(RefreshError, match="pas tout envoyé en 500 s"):
        download(guichet.sert("/f", BON), vers, "csv", limites=Limites(total_s=500), outils=outils)
    assert vers.read_bytes() == b"la copie d'avant"


def test_a_large_file_is_refused_before_it_comes(guichet, vers, bureau):
    limits = Limites(octets_max=1_000)
    refused(guichet.sert("/f", BON), vers, bureau, "dépasse", limites=limits)
    assert bureau.avance == []


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(guichet, vers, bureau):
    adresse = guichet.sert("/f", bombe(30_000_000))
    refused(adresse, vers, bureau, "dépasse 5 Mo", limites=Limites(octets_max=5_000_000))


def test_a_web_page_with_status_200_is_an_error(guichet, vers, bureau):
    page = b"<!DOCTYPE html><html><body>Maintenance</body></html>"
    refused(
        guichet.sert("/f", Reponse(page, genre="text/html; charset=utf-8")),
        vers,
        bureau,
        "page web",
    )
    refused(guichet.sert("/g", Reponse(b"\n  " + page)), vers, bureau, "page web")


@pytest.mark.parametrize(
    ("start", "forme"),
    [
        (b"", "csv"),
        (b"\xef\xbb\xbf \n", "csv"),
        (b"PK\x03\x04", "csv"),
        (b'{"error": 1}', "csv"),
        (b"<?xml version='1.0'?>", "csv"),
        (b"a,b\n1,2\n", "zip"),
        (b"a,b\n1,2\n", "json"),
    ],
)
def test_a_file_of_another_kind_is_refused(start, forme):
    with pytest.raises(RefreshError):
        check_kind(start, forme, "ici")


@pytest.mark.parametrize(
    ("start", "forme"),
    [
        (b"\xef\xbb\xbfa;b\n", "csv"),
        (b"PK\x03\x04", "zip"),
        (b' {"type": "FeatureCollection"', "json"),
        (b"[", "json"),
    ],
)
def test_a_file_of_its_kind_is_taken(start, forme):
    check_kind(start, forme, "ici")


def test_an_empty_file_is_refused(guichet, vers, bureau):
    refused(guichet.sert("/f", Reponse(b"")), vers, bureau, "vide")


def test_a_checksum_that_differs_is_refused(guichet, vers, bureau):
    adresse = guichet.sert("/f", BON)
    refused(adresse, vers, bureau, "empreinte", attendu="0" * 64)
    download(adresse, vers, "csv", attendu=hashlib.sha256(CORPS).hexdigest())
    assert vers.read_bytes() == CORPS


def test_a_redirection_is_followed_but_never_to_another_scheme(guichet, vers, bureau):
    good = guichet.sert("/f", BON)
    download(guichet.sert("/r", Reponse(code=302, entetes={"location": "/f"})), vers, "csv")
    assert vers.read_bytes() == CORPS
    vers.write_bytes(b"la copie d'avant")
    for elsewhere in (
        good.replace("http", "ftp"),
        good.replace("http", "https"),
        "file:///etc/hosts",
    ):
        moved = guichet.sert("/s", Reponse(code=302, entetes={"location": elsewhere}))
        refused(moved, vers, bureau, "autre protocole")


def test_redirections_have_an_end(guichet, vers, bureau):
    loop = guichet.sert("/r", Reponse(code=302, entetes={"location": "/r"}))
    refused(loop, vers, bureau, "redirections")


def test_nobody_at_home(vers, bureau):
    refused("http://127.0.0.1:9/f", vers, bureau, "Vérifiez l’accès à Internet")


def test_what_does_not_unpack_is_asked_again_then_told(guichet, vers, bureau):
    bad = Reponse(b"a,b\n1,2\n", entetes={"content-encoding": "gzip"})
    adresse = guichet.sert("/f", bad, Reponse(b"a,b\n1,2\n"))
    refused(guichet.sert("/g", bad), vers, bureau, "ne se déplie pas")
    assert download(adresse, vers, "csv", outils=bureau.outils).octets == 8


def test_a_table_in_the_encoding_of_a_spreadsheet_is_of_its_kind(guichet, vers, bureau):
    content = "nom;é\nA;1\n".encode("utf-16")
    download(guichet.sert("/f", Reponse(content)), vers, "csv", outils=bureau.outils)
    assert vers.read_bytes() == content
