"""Beaucoup de lecteurs à la fois : pages ouvertes qui changent, téléphones sur une page fixe.

``python bench/charge.py [--sessions 50] [--telephones 136] [--secondes 60] [--pause 4]``, machine
au repos, depuis la racine du dépôt. Chaque session a sa liaison, comme un navigateur, et demande
une autre vue toutes les quatre secondes ; sa durée va de la demande à la fin de l’exécution. Chaque
téléphone demande la page fixe de la diapositive toutes les cinq secondes. Le processeur et la
mémoire sont ceux du serveur. ``--workers N`` : derrière nginx, par ``python -m geo serve``.

``make soak`` en fait un essai d’endurance : vingt sessions pendant deux heures ; il échoue à la
première erreur, ou si la mémoire monte encore après le premier quart.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serveur import served  # noqa: E402 - the repository is found first
from geo.core import catalog  # noqa: E402

OTHERS = {"accueil", "ma_commune", "acces"}
COMMUNES = ("62119", "62498", "62178", "62516", "62413", "62510", "62427", "62065")
PAGES = tuple(page.chemin for page in catalog.NAVIGATION if page.theme or page.id in OTHERS)
PHONE = "presentation?ecran=plein&themes=piscines&diapo=2&vue=fixe"
PHONE_PAUSE_S = 5.0
LONGEST_S = 60.0
GROWTH = 0.10
"""Share by which the memory may still grow after the first quarter of an endurance run."""


@dataclass
class Told:
    """What a run saw: seconds of each answer, and what went wrong."""

    views: list[float] = field(default_factory=list)
    phones: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0
    lasted: float = 0.0


def _asked(rank: random.Random) -> tuple[str, str]:
    """Return a page and a query, as a reader would change them."""
    page = rank.choice(PAGES)
    query = rank.choice(("", "territoire=call", "territoire=cabbalr"))
    if rank.random() < 0.5 or page == "ma-commune":  # noqa: PLR2004 - one view in two is a commune
        query = f"commune={rank.choice(COMMUNES)}"
    return page, query


async def _view(link: websockets.ClientConnection, page: str, query: str) -> None:
    """Ask a view and read what comes until the run of its page is over."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    await link.send(message.SerializeToString())
    while True:
        told = ForwardMsg()
        told.ParseFromString(await link.recv())
        kind = told.WhichOneof("type")
        if kind == "page_not_found":
            raise RuntimeError(f"/{page} : cette page n’existe pas")
        if kind == "delta" and _is_a_fault(told):
            raise RuntimeError(f"/{page}?{query} : la page dit une faute")
        if kind != "script_finished":
            continue
        if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return
        if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RuntimeError(f"/{page}?{query} : la page ne se lit pas")


def _is_a_fault(told: ForwardMsg) -> bool:
    element = told.delta.new_element
    return element.WhichOneof("type") == "exception" or (
        element.WhichOneof("type") == "alert" and "repère" in element.alert.body
    )


async def session(url: str, told: Told, end: float, pause: float, seed: int) -> None:
    """Be one reader until ``end``: a link, and a change every ``pause`` seconds."""
    rank = random.Random(seed)  # noqa: S311 - not a secret
    address = f"{url.replace('http', 'ws', 1)}_stcore/stream"
    await asyncio.sleep(rank.random() * pause)
    try:
        async with websockets.connect(
            address, subprotocols=["streamlit"], origin=url.rstrip("/"), max_size=None
        ) as link:
            await _view(link, "", "")
            while True:  # once at least, however slow the machine
                began = time.monotonic()
                await asyncio.wait_for(_view(link, *_asked(rank)), LONGEST_S)
                told.views.append(time.monotonic() - began)
                await asyncio.sleep(max(0.0, pause - (time.monotonic() - began)))
                if time.monotonic() >= end:
                    break
    except (OSError, RuntimeError, TimeoutError, websockets.WebSocketException) as error:
        told.errors.append(f"session {seed} : {type(error).__name__} {error}"[:200])


async def phone(
    client: httpx.AsyncClient, url: str, told: Told, end: float, rank: random.Random
) -> None:
    """Be one phone until ``end``: the still page again and again."""
    await asyncio.sleep(rank.random() * PHONE_PAUSE_S)
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            answer = await client.get(url + PHONE)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            told.errors.append(f"téléphone : {type(error).__name__} {error}"[:200])
            return
        told.phones.append(time.monotonic() - began)
        await asyncio.sleep(PHONE_PAUSE_S)


def _family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def _used(pid: int) -> tuple[float, float]:
    """Return the seconds of processor and the megabytes of a server and its processes."""
    seconds = memory = 0.0
    for process in _family(pid):
        try:
            times = process.cpu_times()
            seconds += times.user + times.system
            memory += process.memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            continue
    return seconds, memory


async def _watch(pid: int, told: Told, end: float, each: float) -> None:
    began = time.monotonic()
    while time.monotonic() < end:
        told.memory.append((time.monotonic() - began, _used(pid)[1]))
        await asyncio.sleep(min(each, max(0.0, end - time.monotonic()) + 0.01))


async def load(url: str, pid: int, asked: argparse.Namespace) -> Told:
    """Be all the readers asked for at once; return what they saw."""
    told, before, began = Told(), _used(pid)[0], time.monotonic()
    end = began + asked.secondes
    rank = random.Random(1)  # noqa: S311 - not a secret
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=LONGEST_S) as client:
        await asyncio.gather(
            *(session(url, told, end, asked.pause, seed) for seed in range(asked.sessions)),
            *(phone(client, url, told, end, rank) for _ in range(asked.telephones)),
            _watch(pid, told, end, max(1.0, asked.secondes / 120)),
        )
    told.lasted = time.monotonic() - began
    told.cpu = _used(pid)[0] - before
    return told


def _line(name: str, seconds: list[float]) -> str:
    if not seconds:
        return f"| {name} | 0 | – | – | – |"
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle, longest = statistics.median(ordered) * 1000, ordered[-1] * 1000
    return f"| {name} | {len(ordered)} | {middle:.0f} | {p95 * 1000:.0f} | {longest:.0f} |"


def grows(memory: list[tuple[float, float]]) -> bool:
    """Return whether the memory still grows after the first quarter of a run."""
    settled = [used for _, used in memory[len(memory) // 4 :]]
    half = len(settled) // 2
    if half == 0:
        return False
    return statistics.median(settled[half:]) > statistics.median(settled[:half]) * (1 + GROWTH)


def report(told: Told, asked: argparse.Namespace) -> str:
    """Return the table of a run."""
    highest = max(used for _, used in told.memory)
    server = (
        f"\nProcesseur du serveur : {100 * told.cpu / told.lasted:.0f} % d’un cœur. Mémoire : "
        f"{told.memory[0][1]:.0f} Mo au début, {highest:.0f} au plus, {told.memory[-1][1]:.0f} à "
        f"la fin. Erreurs : {len(told.errors)}."
    )
    lines = [
        f"{asked.sessions} sessions, {asked.telephones} téléphones, {told.lasted:.0f} s, ms\n",
        "| qui | réponses | médiane | p95 | la plus longue |",
        "|---|---:|---:|---:|---:|",
        _line("session", told.views),
        _line("téléphone", told.phones),
        server,
        *dict.fromkeys(told.errors),
    ]
    return "\n".join(lines)


def main() -> int:
    """Run what is asked, print its table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--telephones", type=int, default=0)
    parser.add_argument("--secondes", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=4.0)
    parser.add_argument("--workers", type=int, default=0, help="processus derrière nginx (aucun)")
    parser.add_argument("--port", type=int, default=8640)
    parser.add_argument(
        "--attente",
        type=float,
        default=0.0,
        help="secondes laissées au serveur pour préparer ses premières vues (0 : processus froid)",
    )
    parser.add_argument("--endurance", action="store_true", help="échoue si la mémoire monte")
    asked = parser.parse_args()
    with served(asked.port, asked.workers) as (url, pid):
        time.sleep(asked.attente)
        told = asyncio.run(load(url, pid, asked))
    print(report(told, asked))
    if asked.endurance and grows(told.memory):
        print("La mémoire monte encore après le premier quart.", file=sys.stderr)
        return 1
    return 1 if told.errors else 0


if __name__ == "__main__":
    sys.exit(main())
