"""Downloading one file: never half of it, never a web page instead of it, never without an end.

A file is asked for by GET alone (some services answer 404 to HEAD and serve the file all the
same), written beside its place as it comes, and put there once it is whole and of the kind that
was expected.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import httpx

from geo.core.errors import RefreshError
from geo.labels import officielles as mots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Forme = Literal["csv", "json", "zip", "couche"]
"""``couche``: a layer, which some services give packed and others not."""

NOTRE_NOM = "Atlas Artois (python -m geo refresh)"
"""How the command names itself to a service."""

A_REESSAYER = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Answers of a service that may do better in a moment."""

REDIRECTIONS_MAX = 5
DEBUT = 512
"""Bytes of a file that tell what it is."""
MORCEAU = 1 << 16
LARGES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
"""Marks of the encodings whose letters hold zeros."""


@dataclass(frozen=True, slots=True)
class Limites:
    """How much is taken, how long is waited, how many times.

    ``lecture_s`` is the longest silence of the service; ``total_s`` the longest download, however
    it drips. A pause asked for (``Retry-After``) beyond ``pause_max_s`` is told, not waited for.
    """

    octets_max: int = 600_000_000
    connexion_s: float = 20.0
    lecture_s: float = 30.0
    total_s: float = 1_800.0
    essais: int = 4
    pause_s: float = 2.0
    pause_max_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Connu:
    """What is known of the copy that is there: it is not sent again if it has not changed."""

    etag: str = ""
    modifie: str = ""


@dataclass(frozen=True, slots=True)
class Recu:
    """A file that was received, or that has not changed (``inchange``: nothing was written)."""

    adresse: str
    inchange: bool = False
    octets: int = 0
    sha256: str = ""
    etag: str = ""
    modifie: str = ""


@dataclass(frozen=True, slots=True)
class Outils:
    """What a test replaces: the clock, the pauses, what is told on the way."""

    dire: Callable[[str], None] = field(default=lambda _: None)
    avancer: Callable[[int, int | None], None] = field(default=lambda _recus, _total: None)
    attendre: Callable[[float], None] = field(default_factory=lambda: time.sleep)
    horloge: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class _Demande:
    """What is asked for, and how."""

    vers: Path
    forme: Forme
    connu: Connu | None
    attendu: str
    limites: Limites
    outils: Outils


class _Encore(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """The service may do better: after ``pause`` seconds, if it asked for some."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


def download(
    adresse: str,
    vers: Path,
    forme: Forme,
    *,
    connu: Connu | None = None,
    attendu: str = "",
    limites: Limites | None = None,
    outils: Outils | None = None,
) -> Recu:
    """Write at ``vers`` what is at ``adresse``, whole and of the kind ``forme``, or nothing.

    ``attendu`` is the SHA-256 that the producer publishes, where it does.

    Raises
    ------
    RefreshError
        If the file cannot be had, is too large or too slow, is not of its kind (a web page with
        status 200 is the usual case), or has not the checksum expected.
    """
    limites, outils = limites or Limites(), outils or Outils()
    asked = _Demande(vers, forme, connu, attendu, limites, outils)
    last = ""
    timeout = httpx.Timeout(limites.lecture_s, connect=limites.connexion_s)
    with httpx.Client(timeout=timeout, headers={"user-agent": NOTRE_NOM}) as client:
        for essai in range(1, limites.essais + 1):
            try:
                return _once(client, adresse, asked)
            except _Encore as again:
                last = str(again)
                if essai == limites.essais:
                    break
                pause = limites.pause_s * 2 ** (essai - 1) if again.pause is None else again.pause
                if pause > limites.pause_max_s:
                    raise RefreshError(mots.REVENEZ.format(hote=_host(adresse), s=pause)) from None
                outils.dire(mots.NOUVEL_ESSAI.format(raison=last, s=pause))
                outils.attendre(pause)
    raise RefreshError(mots.INJOIGNABLE.format(hote=_host(adresse), raison=last, n=limites.essais))


def _host(adresse: str) -> str:
    return urlsplit(adresse).netloc


def _once(client: httpx.Client, adresse: str, asked: _Demande) -> Recu:
    start, connu = asked.outils.horloge(), asked.connu
    headers = _conditions(connu)
    try:
        for _ in range(REDIRECTIONS_MAX + 1):
            with client.stream("GET", adresse, headers=headers) as answer:
                if answer.has_redirect_location:
                    adresse = _followed(adresse, answer)
                    continue
                if answer.status_code == HTTPStatus.NOT_MODIFIED and connu is not None:
                    return Recu(adresse, inchange=True, etag=connu.etag, modifie=connu.modifie)
                _check_status(answer)
                _check_declared(answer, asked)
                return _written(answer, asked, start)
    except httpx.TimeoutException:
        raise _Encore(mots.TROP_LENT) from None
    except httpx.ConnectError:
        raise _Encore(mots.SANS_LIAISON) from None
    except (httpx.TransportError, httpx.DecodingError):
        raise _Encore(mots.COUPE) from None
    raise RefreshError(mots.REDIRECTIONS.format(n=REDIRECTIONS_MAX, adresse=adresse))


def _conditions(connu: Connu | None) -> dict[str, str]:
    if connu is None:
        return {}
    told = {"if-none-match": connu.etag, "if-modified-since": connu.modifie}
    return {name: value for name, value in told.items() if value}


def _followed(adresse: str, answer: httpx.Response) -> str:
    """Return where a redirection leads; never to another scheme, where it could be read or lied."""
    there: str = urljoin(adresse, str(answer.headers.get("location", "")))
    if urlsplit(there).scheme != urlsplit(adresse).scheme:
        raise RefreshError(mots.AUTRE_PROTOCOLE.format(adresse=adresse, vers=there))
    return there


def _check_status(answer: httpx.Response) -> None:
    code = answer.status_code
    if code in A_REESSAYER:
        told = mots.REPONSE.format(code=code)
        raise _Encore(told, _pause_asked(answer.headers.get("retry-after", "")))
    if code != HTTPStatus.OK:
        raise RefreshError(mots.REFUSE.format(adresse=answer.url, code=code))


def _pause_asked(text: str) -> float | None:
    """Return the seconds of a ``Retry-After`` (seconds, or a date); none if it cannot be read."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(tz=UTC)).total_seconds())


def _check_declared(answer: httpx.Response, asked: _Demande) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise RefreshError(mots.PAGE_WEB.format(adresse=answer.url, forme=asked.forme))
    size = answer.headers.get("content-length", "")
    if size.isdecimal() and int(size) > asked.limites.octets_max:
        raise _too_large(answer, asked)


def _too_large(answer: httpx.Response, asked: _Demande) -> RefreshError:
    mo = asked.limites.octets_max // 10**6
    return RefreshError(mots.TROP_GROS.format(adresse=answer.url, mo=mo))


def _written(answer: httpx.Response, asked: _Demande, start: float) -> Recu:
    vers = asked.vers
    vers.parent.mkdir(parents=True, exist_ok=True)
    beside = vers.with_name(f".{vers.name}.{os.getpid()}.partiel")
    digest, size = hashlib.sha256(), 0
    try:
        with beside.open("wb") as stream:
            for part in _parts(answer, asked, start):
                digest.update(part)
                size += len(part)
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
        with beside.open("rb") as stream:
            check_kind(stream.read(DEBUT), asked.forme, str(answer.url))
        found = digest.hexdigest()
        if asked.attendu and found != asked.attendu:
            raise RefreshError(mots.EMPREINTE.format(adresse=answer.url))
        beside.replace(vers)
    finally:
        beside.unlink(missing_ok=True)
    told = answer.headers
    return Recu(
        str(answer.url),
        octets=size,
        sha256=found,
        etag=told.get("etag", ""),
        modifie=told.get("last-modified", ""),
    )


def _parts(answer: httpx.Response, asked: _Demande, start: float) -> Iterator[bytes]:
    """Give the file by parts, unpacked: what a small answer unpacks to has the same limit."""
    declared = answer.headers.get("content-length", "")
    total = int(declared) if declared.isdecimal() else None
    size = 0
    for part in answer.iter_bytes(MORCEAU):
        size += len(part)
        if size > asked.limites.octets_max:
            raise _too_large(answer, asked)
        if asked.outils.horloge() - start > asked.limites.total_s:
            told = mots.TROP_LONG.format(adresse=answer.url, s=asked.limites.total_s)
            raise RefreshError(told)
        asked.outils.avancer(answer.num_bytes_downloaded, total)
        yield part


def check_kind(start: bytes, forme: Forme, where: str) -> None:
    """Refuse a file whose first bytes are not those of its kind.

    Raises
    ------
    RefreshError
        If it is empty, a web page, or something else than ``forme``.
    """
    told = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not told:
        raise RefreshError(mots.VIDE.format(adresse=where))
    if told[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise RefreshError(mots.PAGE_WEB.format(adresse=where, forme=forme))
    packed = told.startswith(b"PK")
    json = told[:1] in {b"{", b"["}
    markup = told.startswith(b"<")
    right = {
        "zip": packed,
        "json": json,
        "couche": packed or json,
        "csv": not (packed or json or markup or (b"\0" in told and not start.startswith(LARGES))),
    }
    if not right[forme]:
        raise RefreshError(mots.AUTRE_FORME.format(adresse=where, forme=forme))
