"""One visit of the application in a browser, and what happened during it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Locator,
        Page,
        Request,
        Route,
    )

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

CADRE = ".atlas-carte"

FOREIGN = re.compile(r"^(?:http|ws)s?://(?!(?:127\.0\.0\.1|localhost)(?::\d+)?(?:[/?#]|$))")
"""An address that leaves this machine."""

# A page imports its libraries at its first run, on a machine that may be busy.
FIRST_RUN_MS = 60_000


def is_foreign(url: str) -> bool:
    """Tell whether asking for that address leaves this machine."""
    return FOREIGN.match(url) is not None


@dataclass
class Visite:
    """A page of the browser, with all that a test may want to reproach it.

    ``hotes_etrangers`` holds the addresses asked for outside this machine (all refused),
    ``erreurs_console`` the errors written to the console, ``erreurs_page`` the uncaught
    JavaScript exceptions; frames are included.
    """

    page: Page
    hotes_etrangers: list[str] = field(default_factory=list)
    erreurs_console: list[str] = field(default_factory=list)
    erreurs_page: list[str] = field(default_factory=list)

    def ecouter(self, context: BrowserContext) -> None:
        """Refuse what leaves this machine and keep what goes wrong from now on."""
        # A pattern, which the browser's side matches: asking here for each file was a quarter of
        # the time of a visit.
        context.route(FOREIGN, self._filtrer)
        context.route_web_socket(FOREIGN, lambda ws: self._refuser(ws.url))
        # What the page's own security policy stops never becomes a request: asked all the same.
        context.expose_binding("noterRefus", lambda _, url: self._refuser(url))
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => noterRefus(e.blockedURI))"
        )
        context.on("console", self._noter_console)
        context.on("weberror", lambda error: self.erreurs_page.append(str(error.error)))

    def _filtrer(self, route: Route, request: Request) -> None:
        route.abort()
        self._refuser(request.url)

    def _refuser(self, url: str) -> None:
        if is_foreign(url):  # the security policy also tells of inline scripts
            self.hotes_etrangers.append(url)

    def _noter_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.erreurs_console.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, chemin: str = "/") -> Page:
        """Go to an address of the application and wait until it is all there."""
        self.page.goto(chemin)
        self.attendre()
        return self.page

    def attendre(self) -> None:
        """Wait until Streamlit has finished the run under way."""
        application = self.page.get_by_test_id("stApp")
        expect(application).to_have_attribute(
            "data-test-script-state", "notRunning", timeout=FIRST_RUN_MS
        )
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0)
        # The first view has given way: what is seen is the live page.
        expect(self.page.locator("#atlas-fixe")).to_have_count(0, timeout=FIRST_RUN_MS)

    @property
    def cadre(self) -> Locator:
        """The map."""
        return self.page.locator(CADRE)

    @property
    def surfaces(self) -> Locator:
        """What can be clicked on the map, symbols apart: communes, QPV, bands."""
        return self.cadre.locator("path.leaflet-interactive")

    @property
    def communes(self) -> Locator:
        return self.cadre.locator(".leaflet-classes-pane path.leaflet-interactive")

    @property
    def symboles(self) -> Locator:
        return self.cadre.locator(".atlas-symbole")

    @property
    def choix(self) -> Locator:
        """The outlines of the chosen communes: two lines each, a halo and a stroke."""
        return self.cadre.locator("path.atlas-choix")

    def filtrer(self) -> None:
        """Open what the button of the filters holds."""
        self.page.get_by_role("button", name=re.compile("Filtrer")).click()

    def carte(self) -> None:
        """Wait until the map is drawn."""
        expect(self.page.locator(f"{CADRE}[data-pret]")).to_be_visible(timeout=FIRST_RUN_MS)

    def axe(self) -> list[dict[str, Any]]:
        """Return axe's accessibility violations on the page and its frames, in short."""
        source = AXE.read_text(encoding="utf-8")
        zoom = self.cadre.locator(".leaflet-control-zoom-in")
        if zoom.count():
            # A control still moving, or covered, has no size of its own: axe would say so.
            zoom.click(trial=True)
        for frame in self.page.frames:
            frame.evaluate(source)
        result = self.page.evaluate("tags => axe.run({runOnly: tags})", AXE_RULES)
        return [
            {
                "regle": violation["id"],
                "gravite": violation["impact"],
                "aide": violation["help"],
                "cibles": [node["target"] for node in violation["nodes"]],
            }
            for violation in result["violations"]
        ]
