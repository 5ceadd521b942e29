"""What can be searched by a name: communes, quartiers, facilities, pages, figures of the reports.

Nothing here reads a file or caches; the browser does the matching (``static/barre.js``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import catalog
from geo.labels import barre as mots
from geo.labels.formats import cle_de_tri
from geo.reports.vocabulary import THEMES_RAPPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    from geo.answers.bundle import ThemeData
    from geo.reports.facts import Faits


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """One thing that can be found: its kind and name as written, what tells it from its likes.

    ``page`` is the path of the page that shows it, ``parametres`` what that page is asked;
    ``commune`` is a code where the thing is a commune: it may be shown on the page in view.
    """

    genre: str
    nom: str
    precision: str = ""
    page: str = ""
    parametres: tuple[tuple[str, str], ...] = ()
    commune: str = ""


def communes(table: gpd.GeoDataFrame, former: pd.DataFrame) -> list[Trouvaille]:
    """Return the communes in French order, then the former ones, which lead to theirs."""
    names = dict(zip(table["code_insee"], table["nom"], strict=True))
    found = [
        Trouvaille(
            mots.COMMUNE,
            str(row["nom"]),
            f"{row['code_postal']} · {catalog.territory(row['territoire']).sigle}",
            "ma-commune",
            (("commune", str(row["code_insee"])),),
            str(row["code_insee"]),
        )
        for row in table.to_dict("records")
    ]
    found.sort(key=lambda one: cle_de_tri(one.nom))
    return found + [
        Trouvaille(
            mots.ANCIENNE,
            str(row["nom"]),
            mots.AUJOURDHUI.format(nom=names[row["code_insee"]]),
            "ma-commune",
            (("commune", str(row["code_insee"])),),
            str(row["code_insee"]),
        )
        for row in former.to_dict("records")
        if row["code_insee"] in names and row["nom"] != names[row["code_insee"]]
    ]


def facilities(themes: Mapping[str, ThemeData]) -> list[Trouvaille]:
    """Return the quartiers and the facilities of the themes, each with its commune."""
    found = []
    for data in themes.values():
        path = data.theme.chemin
        for row in data.table.to_dict("records"):
            if data.theme.table == "qpv":
                found.append(
                    Trouvaille(
                        mots.QUARTIER,
                        str(row["nom"]),
                        _told(row.get("communes")),
                        path,
                        (("quartier", str(row["id"])),),
                    )
                )
                continue
            code = row.get("code_insee")
            asked = () if pd.isna(code) else (("commune", str(code)),)
            where = _told(row.get("commune"))
            found.append(Trouvaille(data.theme.titre, str(row["nom"]), where, path, asked))
    return found


def _told(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def pages() -> list[Trouvaille]:
    """Return the pages of the atlas."""
    return [Trouvaille(mots.PAGE, page.titre, "", page.chemin) for page in catalog.NAVIGATION]


def figures(known: Faits) -> list[Trouvaille]:
    """Return the figures of the reports, one for each label and report."""
    rows = known.indicateurs.drop_duplicates(["libelle", "document"])
    return [
        Trouvaille(
            mots.CHIFFRE,
            str(row["libelle"]),
            f"{THEMES_RAPPORT[row['theme']]} · {row['document']}",
            "indicateurs",
            (("recherche", str(row["libelle"])),),
        )
        for row in rows.to_dict("records")
    ]


def as_lists(found: Iterable[Trouvaille]) -> list[list[object]]:
    """Return what is found as the browser reads it: kind, name, precision, path, query, commune."""
    return [
        [one.genre, one.nom, one.precision, one.page, dict(one.parametres), one.commune]
        for one in found
    ]
