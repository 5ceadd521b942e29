"""Write the measure of the declaration of accessibility from ``geo/labels/rgaa.tsv``.

``python -m outils.declarer`` (``make docs``) writes what stands between the two marks of
docs/accessibilite.md; ``--check`` only says, by its exit status, whether it is up to date.
"""

from __future__ import annotations

import sys

from geo.core.catalog import ROOT
from geo.labels import rgaa

PAGE = ROOT / "docs" / "accessibilite.md"
DEBUT, FIN = "<!-- mesure -->", "<!-- fin de la mesure -->"


def measure() -> str:
    """Return the measure as Markdown: the rate, what fails, the grid."""
    told = rgaa.valeurs()
    rate = (
        f"**{told['taux']} : {told['conformes']} critères conformes sur {told['applicables']} "
        f"applicables**, sans réserve, le {told['regarde_le']} ; {told['non_conformes']} non "
        f"conformes, {told['non_verifies']} non vérifiés (comptés comme non conformes), "
        f"{told['sans_objet']} sans objet, sur {told['criteres']}."
    )
    pages = f"Pages regardées : {', '.join(rgaa.PAGES)}."
    lines = [
        rate,
        "",
        f"{pages} Un critère est conforme s’il l’est sur toutes.",
        "",
        "### Ce qui n’est pas conforme ou n’a pas pu être vérifié",
        "",
        told["defauts"],
        "",
        "### La grille",
        "",
        "« Regardé » : essayé dans Chromium à cette date, sans aide technique.",
        "",
        "| Critère | Sujet | Thème | État | Preuve |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.numero} | {one.sujet} | {rgaa.THEMES[one.theme]} | {one.etat} | {one.preuve} |"
        for one in rgaa.criteres()
    ]
    return "\n".join(lines)


def page() -> str:
    """Return the declaration with the measure of now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(DEBUT)
    _, _, after = rest.partition(FIN)
    return f"{before}{DEBUT}\n{measure()}\n{FIN}{after}"


def main(arguments: list[str]) -> int:
    """Write the page, or check that it is up to date."""
    written = page()
    if "--check" in arguments:
        return int(PAGE.read_text(encoding="utf-8") != written)
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
