"""Les téléphones d’une salle qui suivent les diapositives : ce qu’ils attendent, ce qu’ils coûtent.

``python bench/salle.py [--telephones 136] [--secondes 60] [--diapo 15] [--workers N]``, machine au
repos, depuis la racine du dépôt. Une salle est ouverte ; le diaporama change toutes les ``--diapo``
secondes.
Chaque téléphone fait ce que fait ``static/suivre.js`` : il attend le numéro de la diapositive
suivante, huit secondes au plus, puis demande la diapositive.
Le processeur est celui du serveur.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serveur import served  # noqa: E402 - the repository is found first

DECK = "territoire=cabbalr&themes=piscines,inondations&ecran=plein"
SLIDES = 11
ROUND_S, WAITED_S, CHANCE_S = 2.5, 1.0, 0.7
LONGEST_S = 60.0
IDLE_S = 0.05
"""Processor taken in a second by a server that nobody asks anything."""


@dataclass
class Seen:
    """What a room saw, in seconds: from a change to its news, then each answer with a slide.

    ``changed``: when the slide changed last.
    """

    changed: float = 0.0
    told: list[float] = field(default_factory=list)
    slides: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cpu: float = 0.0
    lasted: float = 0.0


class Link:
    """The connection of one phone: as light as it may be, so that the server alone is measured."""

    def __init__(self, url: str) -> None:
        host = urlsplit(url)
        self._host, self._port = host.hostname or "", host.port or 80
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an address; a link that was closed is opened again."""
        try:
            return await self._get(path)
        except (asyncio.IncompleteReadError, ConnectionError):
            self._open = None
            return await self._get(path)

    async def _get(self, path: str) -> tuple[int, bytes]:
        if self._open is None:
            self._open = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._open
        asked = f"GET /{path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
        # What is small is asked plain: nginx would send it compressed in parts.
        packed = "" if "/etat" in path else "Accept-Encoding: gzip\r\n"
        writer.write(f"{asked}{packed}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        if b"connection: close" in head:
            writer.close()
            self._open = None
        return int(head[9:12]), body


async def phone(url: str, room: str, seen: Seen, end: float, chance: random.Random) -> None:
    """Be one phone until ``end``."""
    link = Link(url)
    number = 0
    await asyncio.sleep(chance.random() * ROUND_S)
    while time.monotonic() < end:
        began = time.monotonic()
        status, body = await link.get(f"atlas/salle/{room}/etat?vu={number}")
        took = time.monotonic() - began
        if status != httpx.codes.OK:
            seen.errors.append(f"état : {status}")
        elif json.loads(body)["numero"] != number:
            if number:
                seen.told.append(time.monotonic() - seen.changed)
            number = json.loads(body)["numero"]
            await asyncio.sleep(chance.random() * CHANCE_S)
            began = time.monotonic()
            status, _ = await link.get(f"suivre/{room}")
            seen.slides.append(time.monotonic() - began)
            if status != httpx.codes.OK:
                seen.errors.append(f"diapositive : {status}")
        rest = ROUND_S if took < WAITED_S else 0.0
        await asyncio.sleep(rest + chance.random() * CHANCE_S)


async def deck(
    client: httpx.AsyncClient, room: dict[str, str], seen: Seen, end: float, each: float
) -> None:
    """Be the deck until ``end``: a slide, then the next one."""
    rank = 0
    while time.monotonic() < end:
        rank = rank % SLIDES + 1
        said = {"jeton": room["jeton"], "requete": f"{DECK}&diapo={rank}"}
        answer = await client.post(f"atlas/salle/{room['nom']}/diapo", json=said)
        seen.changed = time.monotonic()
        if answer.is_error:
            seen.errors.append(f"diaporama : {answer.text}")
        await asyncio.sleep(min(each, max(0.0, end - time.monotonic())))


def _used(pid: int) -> float:
    first = psutil.Process(pid)
    times = [one.cpu_times() for one in (first, *first.children(recursive=True))]
    return sum(one.user + one.system for one in times)


async def _quiet(pid: int) -> None:
    """Wait until the server, which makes its first views once started, has nothing to do."""
    limit, used = time.monotonic() + LONGEST_S, _used(pid)
    while time.monotonic() < limit:
        await asyncio.sleep(1.0)
        now = _used(pid)
        if now - used < IDLE_S:
            return
        used = now


async def follow(url: str, pid: int, asked: argparse.Namespace) -> Seen:
    """Be the whole room; return what it saw."""
    seen, chance = Seen(), random.Random(1)  # noqa: S311 - not a secret
    origin = {"origin": url.rstrip("/")}
    async with httpx.AsyncClient(base_url=url, timeout=LONGEST_S, headers=origin) as client:
        room = (await client.post("atlas/salle", json={})).json()
        # The slides are made before: a deck is turned once by its speaker.
        for rank in range(1, SLIDES + 1):
            await deck_once(client, room, rank)
            await client.get(f"suivre/{room['nom']}")
        await _quiet(pid)
        before, began = _used(pid), time.monotonic()
        end = began + asked.secondes
        await asyncio.gather(
            deck(client, room, seen, end, asked.diapo),
            *(phone(url, room["nom"], seen, end, chance) for _ in range(asked.telephones)),
        )
    seen.lasted = time.monotonic() - began
    seen.cpu = _used(pid) - before
    return seen


async def deck_once(client: httpx.AsyncClient, room: dict[str, str], rank: int) -> None:
    """Show one slide."""
    said = {"jeton": room["jeton"], "requete": f"{DECK}&diapo={rank}"}
    (await client.post(f"atlas/salle/{room['nom']}/diapo", json=said)).raise_for_status()


def _line(name: str, seconds: list[float]) -> str:
    if not seconds:
        return f"| {name} | 0 | – | – | – |"
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle = statistics.median(ordered)
    return (
        f"| {name} | {len(ordered)} | {middle * 1000:.0f} | {p95 * 1000:.0f} "
        f"| {ordered[-1] * 1000:.0f} |"
    )


def main() -> int:
    """Run what is asked, print its table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--telephones", type=int, default=136)
    parser.add_argument("--secondes", type=float, default=60.0)
    parser.add_argument("--diapo", type=float, default=15.0)
    parser.add_argument("--workers", type=int, default=0, help="processus derrière nginx (aucun)")
    parser.add_argument("--port", type=int, default=8641)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ATLAS_SALLES": "oui", "ATLAS_SALLES_DOSSIER": folder}
        with served(asked.port, asked.workers) as (url, pid):
            seen = asyncio.run(follow(url, pid, asked))
    print(f"{asked.telephones} téléphones, {seen.lasted:.0f} s, ms\n")
    print("| demande | réponses | médiane | p95 | la plus longue |\n|---|---:|---:|---:|---:|")
    print(_line("du changement à sa nouvelle", seen.told))
    print(_line("diapositive", seen.slides))
    print(f"\nProcesseur du serveur : {100 * seen.cpu / seen.lasted:.1f} % d’un cœur.")
    print("\n".join(dict.fromkeys(seen.errors)))
    return 1 if seen.errors else 0


if __name__ == "__main__":
    sys.exit(main())
