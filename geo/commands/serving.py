"""``serve``: several processes of the atlas behind nginx, on one machine.

All the state of a reader is in the address and the data are read-only: processes share nothing.
nginx keeps each reader on one of them (a cookie that names it), serves what does not depend on the
reader from its own cache, and turns to another process when one is dead. This process starts
them, starts again what dies, and stops them all.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.commands.parser import BIEN, DEFAUT, Command
from geo.commands.serve import (
    CETTE_MACHINE,
    PORT,
    base_of,
    is_taken,
    public_arguments,
    refused_base,
    streamlit,
)
from geo.core import catalog
from geo.ui.serve.addresses import SOI_MEME

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

MODELE = Path(__file__).with_name("nginx.conf.modele")
NGINX = "nginx"
WORK = Path("/var/lib/atlas-artois/nginx")
"""Where nginx writes, on a machine that has its own."""
MOST = 32
"""Processes of one machine: more would share too few cores."""
RATE, BURST = 200, 2_000
"""Requests a second of one address, and those let through at once: a room has one address."""
LOOK_S = 0.5
"""How often what is dead is looked for."""
SHORT_S = 10.0
"""A process that lived less long than this is started again after a pause of as much."""
STOP_S = 10.0


@dataclass(frozen=True, slots=True)
class Facade:
    """What readers see of the atlas.

    ``listen`` is where nginx listens, as it writes it (``127.0.0.1:8501``); ``servers``, the
    processes, each with its port; ``base`` is the path of the atlas, with both slashes;
    ``certificate``, that of TLS and its key.
    """

    listen: str
    servers: Sequence[str]
    base: str = "/"
    certificate: tuple[Path, Path] | None = None


def configuration(folder: Path, facade: Facade) -> str:
    """Return the configuration of nginx; in ``folder`` it writes what it keeps and what waits."""
    servers = "\n".join(
        f"        server {one} max_fails=1 fail_timeout=2s;" for one in facade.servers
    )
    filled = {
        "dossier": folder.as_posix(),
        "ecoute": facade.listen + (" ssl" if facade.certificate else ""),
        "certificat": _certificate(facade),
        "ailleurs": _elsewhere(facade.base),
        "base": facade.base,
        "processus": servers,
        "debit": str(RATE),
        "rafale": str(BURST),
    }
    text = MODELE.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


DEPLOYED = {
    "nginx/atlas-artois.conf": Facade(
        "443",
        (f"{SOI_MEME}:8501", f"{SOI_MEME}:8502"),
        "/atlas/",
        (Path("/etc/ssl/atlas-artois/chaine.pem"), Path("/etc/ssl/atlas-artois/cle.pem")),
    ),
    "conteneur/nginx.conf": Facade("8500", ("atlas-1:8501", "atlas-2:8501")),
}
"""Configurations that ``deploy/`` holds, written by ``outils/documenter.py``."""


def _certificate(facade: Facade) -> str:
    if facade.certificate is None:
        return ""
    chain, key = facade.certificate
    lines = (
        f"ssl_certificate {chain.as_posix()};",
        f"ssl_certificate_key {key.as_posix()};",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_session_cache shared:atlas_tls:2m;",
        'add_header Strict-Transport-Security "max-age=31536000" always;',
    )
    return "\n".join(f"        {line}" for line in lines)


def _elsewhere(base: str) -> str:
    """Return where the addresses around the path of the atlas lead."""
    if base == "/":
        return ""
    short = base.rstrip("/")
    return "\n".join(
        f"        location = {path} {{\n            return 308 {base};\n        }}"
        for path in ("/", short)
    )


@dataclass
class Watched:
    """A program that is started again when it dies."""

    nom: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    since: float
    not_before: float = 0.0

    def look(self, now: float) -> None:
        """Start the program again if it is dead; after a pause if it had just begun."""
        if self.process.poll() is None:
            return
        if not self.not_before:
            lived = now - self.since
            self.not_before = now if lived > SHORT_S else now + SHORT_S
            print(f"{self.nom} s’est arrêté (code {self.process.returncode}).", file=sys.stderr)
        if now >= self.not_before:
            self.process, self.since, self.not_before = self.start(), now, 0.0
            print(f"{self.nom} est relancé.", file=sys.stderr, flush=True)

    def ask(self) -> None:
        """Ask the program to end."""
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Ask the program to end, and end it if it does not."""
        self.ask()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep(nom: str, command: Sequence[str]) -> Watched:
    """Start a program that is to be kept alive."""

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(list(command), cwd=catalog.ROOT)  # noqa: S603 - ours, or nginx

    return Watched(nom, start, start(), time.monotonic())


def _workers(ports: Sequence[int], options: argparse.Namespace, base: str) -> list[Watched]:
    """Start the processes of the atlas, each on its port of this machine."""
    host = options.host
    hosts = () if host == CETTE_MACHINE else (host,)
    return [
        keep(f"Le processus {rank}", streamlit(SOI_MEME, inner, host, hosts, options.port, base))
        for rank, inner in enumerate(ports, start=1)
    ]


def ask_all(kept: Sequence[Watched]) -> None:
    """Ask all the programs to end, the last first: the slow ones do not wait for each other."""
    for one in reversed(kept):
        one.ask()


def watch(kept: Sequence[Watched], ended: Callable[[], bool]) -> None:
    """Start again what dies, until ``ended``; then stop everything, the door first."""
    with ExitStack() as stack:
        for one in kept:
            stack.callback(one.stop)
        stack.callback(ask_all, kept)
        while not ended():
            for one in kept:
                one.look(time.monotonic())
            time.sleep(LOOK_S)


def _arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("options")
    group.add_argument("--workers", metavar="N", type=int, default=2, help="processus (2)")
    group.add_argument("--port", metavar="PORT", type=int, default=PORT, help=f"port ({PORT})")
    group.add_argument(
        "--address",
        metavar="ADRESSE",
        default=SOI_MEME,
        help=f"adresse d’écoute de nginx ({SOI_MEME} : cette machine seulement)",
    )
    public_arguments(group)
    group.add_argument(
        "--tls",
        metavar=("CERTIFICAT", "CLE"),
        nargs=2,
        type=Path,
        help="sert en https, avec ce certificat (et sa chaîne) et sa clé",
    )
    group.add_argument(
        "--conf", action="store_true", help="écrit la configuration de nginx et s’arrête"
    )


def _refusal(options: argparse.Namespace, ports: Sequence[int]) -> str:
    """Return why the atlas cannot be served so; empty when it can."""
    if not 1 <= options.workers <= MOST:
        return f"--workers : de 1 à {MOST} processus attendus, {options.workers} demandés."
    if shutil.which(NGINX) is None and not options.conf:
        return (
            "nginx est introuvable. Sur Debian : apt install nginx-light. Pour un seul processus, "
            f"sans nginx : {catalog.PROGRAMME} run."
        )
    lost = [str(path) for path in options.tls or () if not path.is_file()]
    if lost and not options.conf:
        return f"--tls : fichier introuvable : {', '.join(lost)}."
    if not base_of(options.base):
        return refused_base(options.base)
    taken = [port for port in (options.port, *ports) if is_taken(SOI_MEME, port)]
    if taken and not options.conf:
        return f"Port déjà pris : {', '.join(map(str, taken))}. Choisissez-en d’autres par --port."
    return ""


def _serve(options: argparse.Namespace) -> int:
    ports = [options.port + rank for rank in range(1, options.workers + 1)]
    refusal = _refusal(options, ports)
    if refusal:
        print(refusal, file=sys.stderr)
        return DEFAUT
    base = base_of(options.base)
    certificate = tuple(path.absolute() for path in options.tls) if options.tls else None
    facade = Facade(
        f"{options.address}:{options.port}",
        [f"{SOI_MEME}:{port}" for port in ports],
        base,
        certificate,
    )
    if options.conf:
        print(configuration(WORK, facade), end="")
        return BIEN
    with tempfile.TemporaryDirectory(prefix="atlas-nginx-") as name:
        folder = Path(name)
        # Started by root, nginx serves as another user: it must reach what it made in there.
        folder.chmod(0o711)
        conf = folder / "nginx.conf"
        conf.write_text(configuration(folder, facade), encoding="utf-8")
        asked: list[int] = []
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda number, _frame: asked.append(number))
        door = keep("nginx", [NGINX, "-e", "stderr", "-p", name, "-c", str(conf)])
        kept = [*_workers(ports, options, base), door]
        print(
            f"Atlas Artois : {'https' if certificate else 'http'}://{options.host}:{options.port}"
            f"{base if base != '/' else ''} "
            f"({options.workers} processus ; Ctrl+C pour arrêter)",
            flush=True,
        )
        watch(kept, lambda: bool(asked))
    return BIEN


COMMANDS = (
    Command("serve", "plusieurs processus derrière nginx, sur cette machine", _arguments, _serve),
)
