"""What a reader sees of a page run without a browser, and a copy of ``data/`` that may be hurt."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.core import catalog
from geo.core.catalog import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

TIMEOUT = 120
SHIPPED = catalog.DATA
"""The data as shipped, whatever a fixture that is still there makes the application read."""
COLONNE = re.compile(r' data-colonne="[^"]*"')
TAGS = re.compile(r"<[^>]*>")


def forget() -> None:
    """Forget all that was read of ``data/``."""
    catalog.sources.cache_clear()
    catalog.unreadable_sources.cache_clear()
    st.cache_resource.clear()


class Ecran:
    """A page as AppTest runs it: through the router, or its script alone."""

    def __init__(self, fichier: str = "app.py", **adresse: str) -> None:
        self.essai = AppTest.from_file(ROOT / fichier, default_timeout=TIMEOUT)
        for cle, valeur in adresse.items():
            self.essai.query_params[cle] = valeur

    def open(self, fichier: str = "") -> Ecran:
        """Run the page; with ``fichier``, go to that page first, as a click on its link does."""
        if fichier:
            self.essai.query_params.clear()
            self.essai.switch_page(str(ROOT / fichier))
        self.essai.run()
        return self

    @property
    def adresse(self) -> dict[str, str]:
        return {cle: str(valeur) for cle, valeur in self.essai.query_params.items()}

    @property
    def titres(self) -> list[str]:
        return [element.value for element in self.essai.title]

    @property
    def rubriques(self) -> list[str]:
        return [element.value for element in self.essai.header]

    @property
    def html(self) -> str:
        """All the HTML that our code writes, as sent to the browser."""
        return "\n".join(self.morceaux)

    @property
    def morceaux(self) -> list[str]:
        """The same, piece by piece, without what names the column of a cell on a phone."""
        return [COLONNE.sub("", element.proto.body) for element in self.essai.get("html")]

    @property
    def texte(self) -> str:
        return html.unescape(TAGS.sub(" ", self.html))

    @property
    def phrase(self) -> str:
        found = re.search(r'<p class="atlas-phrase"[^>]*>(.*?)</p>', self.html, re.DOTALL)
        return html.unescape(found[1]) if found else ""

    @property
    def chiffres(self) -> list[str]:
        """The key figures: the value and its unit."""
        found = re.findall(r'<dd class="atlas-valeur">(.*?)</dd>', self.html, re.DOTALL)
        return [html.unescape(TAGS.sub("", value)) for value in found]

    @property
    def erreurs(self) -> list[str]:
        return [element.value for element in self.essai.error]

    @property
    def avertissements(self) -> list[str]:
        return [element.value for element in self.essai.warning]

    @property
    def infos(self) -> list[str]:
        return [element.value for element in self.essai.info]

    @property
    def exceptions(self) -> list[str]:
        return [element.message for element in self.essai.exception]

    @property
    def carte(self) -> dict[str, object] | None:
        """The spec that the map is asked to draw; ``None`` without a map."""
        return next((one for one in self._composants if "couches" in one), None)

    @property
    def diapos(self) -> list[dict[str, object]]:
        """The slides that the list of a deck is asked to show; none elsewhere."""
        return next((one["diapos"] for one in self._composants if "diapos" in one), [])

    @property
    def _composants(self) -> list[dict[str, object]]:
        found = self.essai.get("bidi_component")
        return [json.loads(one.proto.json) for one in found if one.proto.json]

    @property
    def couches(self) -> dict[str, dict[str, object]]:
        return {couche["id"]: couche for couche in (self.carte or {"couches": []})["couches"]}

    @property
    def tableau(self) -> pd.DataFrame | None:
        """The rows of the theme as the grid shows them; ``None`` without a grid."""
        found = [grid for grid in self.essai.dataframe if (grid.key or "").startswith("lignes_")]
        return found[0].value if found else None

    @property
    def lignes(self) -> int:
        """How many rows the grid shows."""
        return 0 if self.tableau is None else len(self.tableau)

    def vus(self, couche: str) -> int:
        """How many features of a layer of the map are seen."""
        return sum(etat != "." for etat in self.couches[couche]["etats"])


@dataclass(frozen=True)
class Donnees:
    """A copy of ``data/`` that the application reads instead of the real one."""

    dossier: Path

    def chemin(self, fichier: str) -> Path:
        return self.dossier / Path(fichier).stem / fichier

    def declarer(self, fichier: str) -> None:
        """Write the checksum of a changed file in its record: it is then the declared one."""
        path = self.chemin(fichier)
        record = path.with_name("source.toml")
        entry = re.compile(rf'(nom = "{re.escape(fichier)}"\n.*?sha256 = ")[0-9a-f]+"', re.DOTALL)
        fresh = hashlib.sha256(path.read_bytes()).hexdigest()
        text, done = entry.subn(rf'\g<1>{fresh}"', record.read_text(encoding="utf-8"))
        assert done == 1
        record.write_text(text, encoding="utf-8")

    def write_as(self, fichier: str, contenu: bytes) -> None:
        """Replace a file and declare it."""
        self.chemin(fichier).write_bytes(contenu)
        self.declarer(fichier)

    def changer(
        self, fichier: str, changement: Callable[[dict[str, str]], None], rang: int = 0
    ) -> dict[str, str]:
        """Change a row in service whose place is known in a CSV file, declare it, return the row.

        ``rang`` counts such rows.
        """
        text = self.chemin(fichier).read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        row = [row for row in rows if row["lon"] and row["statut"] == "ouverte"][rang]
        changement(row)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write_as(fichier, out.getvalue().encode())
        return row


@contextmanager
def other_data(folder):
    """Make the application read a copy of the shipped data."""
    shutil.copytree(SHIPPED, folder)
    with reading(folder):
        yield Donnees(folder)


@contextmanager
def reading(folder):
    """Make the application read a folder instead of the shipped data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog, "DATA", folder)
        forget()
        yield
    forget()
