"""Compare les temps estimés en voiture à des temps routiers calculés par d’autres.

``python bench/temps_voiture.py FICHIER.csv``, depuis la racine du dépôt. Le fichier, qui n’est pas
livré, a une ligne par commune : son code, l’installation (Data ES) où mène le trajet et les minutes
de conduite. L’estimation va de la mairie à la même installation, quel que soit son état.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.access import road_times  # noqa: E402 - the repository is found first
from geo.answers import bundle  # noqa: E402


def main() -> None:
    """Print the table of the errors."""
    times = pd.read_csv(sys.argv[1], dtype={road_times.COMMUNE: "str"})
    base = bundle.load_base()
    pairs = road_times.paired(times, base.communes, bundle.equipements(base, "piscines"))
    rows = {
        "vers la piscine du fichier, toutes": road_times.ecart(pairs),
        "dont celle que l’Atlas donne pour la plus proche": road_times.ecart(pairs[pairs["meme"]]),
    }
    print("| comparaison | temps | écart moyen | dans la fourchette | largeur |")
    print("|---|---|---|---|---|")
    for name, told in rows.items():
        print(
            f"| {name} | {told.temps} | {told.moyen_min:.2f} min | {told.dedans_pct:.1f} % | "
            f"{told.largeur_min:.1f} min |"
        )
    halves = road_times.moities(pairs)
    print(
        f"\nAjusté sur une moitié des communes et jugé sur l’autre, {halves.tirages} tirages : "
        f"{halves.ajuste_min:.2f} min d’écart moyen. Les valeurs publiées, sur les mêmes moitiés : "
        f"{halves.publie_min:.2f} min ; sur la pire, {halves.pire_min:.2f} min et "
        f"{halves.pire_dedans_pct:.1f} % dans la fourchette."
    )
    other = road_times.ecart(pairs, "centre_ouverte").moyen_min
    print(f"\nVers la plus proche prouvée ouverte, qui est parfois une autre : {other:.2f} min.")


if __name__ == "__main__":
    main()
