"""Mesure ce qu’attend un lecteur : du geste à la réponse, dans un vrai navigateur, sans réseau.

``python bench/navigateur.py [--repetitions 7] [--port N]``, depuis la racine du dépôt, machine au
repos. Le serveur est lancé ici. L’horloge est celle de la
page : du geste à la nouvelle phrase, à la carte redessinée, aux premières échelles ou au premier
tableau, à la fin du travail du serveur.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.serveur import served

HERTZ = os.sysconf("SC_CLK_TCK")
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
MAP = "#root .atlas-carte"
ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]

WATCH = """() => {
  const etat = () => ({
    phrase: document.querySelector(".atlas-phrase")?.textContent,
    detail: document.querySelector(".atlas-reglettes, .atlas-tableau")?.textContent,
    carte: document.querySelector("#root .atlas-carte")?.dataset.pret,
    pret: !!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]"),
  });
  const avant = etat();
  window.mesure = { fini: false };
  let depart = null, tourne = false;
  const geste = () => {
    if (depart !== null) return;
    depart = performance.now();
    const suivre = () => {
      const la = etat(), t = performance.now() - depart, m = window.mesure;
      if (la.phrase !== avant.phrase && !m.phrase) m.phrase = t;
      if (la.carte !== avant.carte && !m.carte) m.carte = t;
      if (la.detail !== avant.detail && !m.detail) m.detail = t;
      if (!la.pret) tourne = true;
      if (tourne && la.pret) { m.fin ??= t; }
      if ((m.fin && t > m.fin + 400) || t > 8000) { m.fini = true; return; }
      requestAnimationFrame(suivre);
    };
    suivre();
  };
  for (const nom of ["click", "keydown"]) {
    document.addEventListener(nom, geste, { capture: true, once: true });
  }
}"""


@dataclass(frozen=True)
class Geste:
    """One gesture of a reader: on which page, what is done before the clock, and what is timed."""

    nom: str
    page: str
    faire: Callable[[Page, int], None]
    avant: Callable[[Page, int], None] | None = None


def radio(*names: str) -> Callable[[Page, int], None]:
    """Return a click on one of the buttons named, each in its turn."""
    return lambda page, rank: page.get_by_role("radio", name=names[rank % len(names)]).click()


SEEN = """paths => paths.map((path, rank) => [rank, path.getBoundingClientRect()])
    .filter(([, box]) => box.width > 8 && box.x > 60 && box.y > 60
        && box.right < innerWidth && box.bottom < innerHeight).map(([rank]) => rank)"""
"""The ranks of the communes that stand whole in the frame."""


def on_map(page: Page, rank: int) -> None:
    """Click the middle of a commune of the map, another one at each turn."""
    communes = page.locator(MAP).locator(".leaflet-classes-pane path.leaflet-interactive")
    seen: list[int] = communes.evaluate_all(SEEN)
    communes.nth(seen[(37 * rank + 11) % len(seen)]).click(force=True)


def open_list(label: str) -> Callable[[Page, int], None]:
    """Return the opening of a list of choices."""
    return lambda page, _: page.get_by_role("combobox", name=label, exact=True).click()


def option(*names: str) -> Callable[[Page, int], None]:
    """Return the choice of one of the options named, each in its turn."""
    return lambda page, rank: page.get_by_role(
        "option", name=names[rank % len(names)], exact=True
    ).click()


def button(name: str) -> Callable[[Page, int], None]:
    """Return a click on a button."""
    return lambda page, _: page.get_by_role("button", name=name).click()


GESTES = (
    Geste("accueil : territoire", "", radio("CALL", "CABBALR")),
    Geste("piscines : territoire", "piscines", radio("CALL", "CABBALR")),
    Geste("piscines : commune sur la carte", "piscines", on_map),
    Geste("bornes : territoire", "bornes-de-recharge", radio("CALL", "CABBALR")),
    Geste("inondations : territoire", "inondations", radio("CALL", "CABBALR")),
    Geste("quartiers : territoire", "quartiers-prioritaires", radio("CALL", "CABBALR")),
    Geste("accès : quartiers, minutes", "acces?volet=quartiers", radio("10", "30")),
    Geste("accès : minutes", "acces", radio("10", "30")),
    Geste("accès : territoire", "acces", radio("CALL", "CABBALR")),
    Geste("accès : commune sur la carte", "acces", on_map),
    Geste("accès : mode", "acces", option("À pied", "À vélo"), open_list("Mode")),
    Geste(
        "accès : service",
        "acces",
        option("Bornes de recharge", "Déchetteries"),
        open_list("Service"),
    ),
    Geste(
        "accès : meilleure commune",
        "acces?minutes=10&volet=essai",
        button("Essayer la meilleure commune"),
    ),
    Geste(
        "accès : équipement placé, minutes",
        "acces?ajout=62119",
        radio("10", "30"),
    ),
    Geste("comparer : commune sur la carte", "comparer?commune=62119,62498", on_map),
    Geste("comparer : groupe", "comparer", radio("Un groupe entier")),
    Geste("comparer : agglomérations", "comparer", radio("Les deux agglomérations")),
    Geste("point : sur la carte", "point", on_map),
    Geste("thèmes : territoire", "themes", radio("CALL", "CABBALR")),
    Geste("ma commune : sur la carte", "ma-commune", on_map),
)


def cpu_ms(pid: int) -> float:
    """Return the processor time that a process has taken, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / HERTZ


def timed(page: Page, url: str, geste: Geste, rank: int, pid: int) -> dict[str, float]:
    """Return what one gesture took: milliseconds, processor of the server, bytes received."""
    page.goto(url + geste.page)
    page.wait_for_selector(READY, timeout=60_000)
    page.locator(f"{MAP}[data-pret]").wait_for(timeout=60_000)
    page.wait_for_timeout(3000)  # the page is all there: a reader looks before clicking
    if geste.avant:
        geste.avant(page, rank)
        page.wait_for_timeout(300)
    received: list[int] = []
    page.evaluate("() => { window.recu = 0; }")
    before = cpu_ms(pid)
    page.evaluate(WATCH)
    listening: list[Any] = page.recus  # type: ignore[attr-defined]
    listening.clear()
    geste.faire(page, rank)
    page.wait_for_function("() => window.mesure.fini", timeout=20_000)
    received = list(listening)
    found: dict[str, float] = page.evaluate("() => window.mesure")
    found["cpu"] = cpu_ms(pid) - before
    found["ko"] = sum(received) / 1000
    return found


def listened(page: Page) -> None:
    """Keep the size of each message that the server sends to a page."""
    sizes: list[int] = []
    page.recus = sizes  # type: ignore[attr-defined]
    page.on("websocket", lambda ws: ws.on("framereceived", lambda body: sizes.append(len(body))))


def median(rows: list[dict[str, float]], key: str) -> str:
    """Return the median and the largest of a measure, written; a dash where it never happened."""
    values = [row[key] for row in rows if row.get(key)]
    if not values:
        return "–"
    return f"{statistics.median(values):.0f} ({max(values):.0f})"


def main() -> None:
    """Measure each gesture, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--port", type=int, default=8599)
    parser.add_argument("--seulement", default="")
    asked = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    print("| geste | phrase ms | carte ms | détail ms | fin ms | serveur CPU ms | ko reçus |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    with served(asked.port) as (url, pid), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="fr-FR", reduced_motion="reduce"
        )
        for geste in (g for g in GESTES if asked.seulement in g.nom):
            page = context.new_page()
            listened(page)
            timed(page, url, geste, 0, pid)
            rows = [timed(page, url, geste, rank, pid) for rank in range(1, asked.repetitions + 1)]
            keys = ("phrase", "carte", "detail", "fin", "cpu", "ko")
            print(f"| {geste.nom} | " + " | ".join(median(rows, key) for key in keys) + " |")
            sys.stdout.flush()
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
