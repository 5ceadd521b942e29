"""Mesure la bibliothèque, sans Streamlit : durées et tailles, en un tableau Markdown.

``python bench/mesures.py [--repetitions 20]``, depuis la racine du dépôt. Chaque durée est la
médiane des répétitions ; ce qui ne se fait qu’une fois par démarrage est répété cinq fois au plus.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.answers import bundle
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.drawing.maps import carte, colours, legend, spec
from geo.drawing.maps.classes import classify
from geo.labels.formats import nombre

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import Base, ThemeData
    from geo.drawing.maps.classes import Classification
    from geo.drawing.maps.layers import Layer

MODULES = (
    "geo.answers.bundle, geo.answers.sentence, geo.drawing.charts, "
    "geo.drawing.maps.carte, geo.drawing.maps.classes"
)
ONCE = 5
"""Répétitions, au plus, de ce qui ne se fait qu’au démarrage."""


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Return the median duration of ``work`` in milliseconds."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        durations.append((time.perf_counter() - start) * 1000)
    return statistics.median(durations)


def start_up(code: str) -> Callable[[], object]:
    """Return the start of a new Python that runs ``code``."""
    root = Path(__file__).resolve().parent.parent
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def classes_of(data: ThemeData) -> Classification:
    """Return the classes of the first indicator of a theme; the application keeps them."""
    codes = data.base.communes["code_insee"]
    return classify(data.mesures[data.theme.indicateurs[0]].set_axis(codes))


def map_of(data: ThemeData, classes: Classification, shared: dict[str, Layer]) -> str:
    """Return the spec of a theme's map as it goes on the wire: classes, symbols, frame."""
    communes = data.base.communes
    codes = communes["code_insee"].tolist()
    indicator = catalog.indicator(data.theme.indicateurs[0])
    values = data.mesures[indicator.id].set_axis(codes)
    palette = colours.sequential(data.theme.couleur, len(classes.effectifs))
    written = {code: nombre(value, indicator.decimales) for code, value in values.items()}
    coloured = spec.choropleth(
        shared["communes"], classes, codes, colours=palette, values=written, title=indicator.titre
    )
    symbols = spec.LayerSpec(
        id=data.couche.nom,
        url=data.couche.adresse,
        genre="points",
        etats=spec.states(data.couche, data.table["id"]),
        couleurs=(data.theme.couleur, colours.GREY_TO_CONFIRM),
        symbole=data.theme.symbole,
    )
    legend.html([legend.of_classes(classes, indicator, palette)])
    return spec.MapSpec((coloured, symbols), spec.frame(communes.geometry)).to_json()


def durations(base: Base, themes: dict[str, ThemeData], times: int) -> dict[str, float]:
    """Return what each step takes, in milliseconds."""
    once = min(times, ONCE)
    shared = bundle.base_layers(base)
    rows = {
        "démarrer Python seul": milliseconds(start_up("pass"), once),
        "démarrer Python et importer la bibliothèque": milliseconds(
            start_up(f"import {MODULES}"), once
        ),
        "lire les communes et les quartiers": milliseconds(bundle.load_base, once),
        "couches communes à toutes les pages": milliseconds(lambda: bundle.base_layers(base), once),
    }
    for theme_id in themes:
        rows[f"assembler le thème « {theme_id} »"] = milliseconds(
            lambda theme_id=theme_id: bundle.theme_data(base, theme_id), once
        )
    everything, one = Selection(), Selection(communes=(base.communes["code_insee"].iloc[0],))
    for name, selection in (("tout", everything), ("une commune", one)):
        rows[f"phrase et chiffres de l’accueil ({name})"] = milliseconds(
            lambda selection=selection: accueil(place_of(base, selection)), times
        )
        for theme_id, data in themes.items():
            rows[f"phrase et chiffres « {theme_id} » ({name})"] = milliseconds(
                lambda data=data, selection=selection: synthese(view_of(data, selection)), times
            )
    for theme_id, data in themes.items():
        classes = classes_of(data)
        rows[f"classes de la carte « {theme_id} » (gardées)"] = milliseconds(
            lambda data=data: classes_of(data), times
        )
        rows[f"légende et description de la carte « {theme_id} »"] = milliseconds(
            lambda data=data, classes=classes: map_of(data, classes, shared), times
        )
    rows["carte de fond folium"] = milliseconds(lambda: carte.base_map().get_root().render(), times)
    return rows


def sizes(base: Base, themes: dict[str, ThemeData]) -> dict[str, bytes]:
    """Return what goes on the wire: layers once, the spec of a map at each change."""
    shared = bundle.base_layers(base)
    layers = bundle.every_layer(shared, themes.__getitem__)
    found = {f"couche « {name} » (une fois)": layer.corps for name, layer in layers.items()}
    for theme_id, data in themes.items():
        drawn = map_of(data, classes_of(data), shared)
        found[f"carte « {theme_id} » (à chaque filtre)"] = drawn.encode()
    return found


def main() -> None:
    """Measure, then print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=20)
    times = parser.parse_args().repetitions
    base = bundle.load_base()
    themes = {theme_id: bundle.theme_data(base, theme_id) for theme_id in catalog.THEMES}

    print(f"Python {platform.python_version()}, {os.cpu_count()} cœurs, médiane de {times}.\n")
    print("| étape | ms |\n|---|---:|")
    for name, duration in durations(base, themes, times).items():
        print(f"| {name} | {nombre(duration, 1)} |")
    print("\n| document | octets | compressé |\n|---|---:|---:|")
    for name, body in sizes(base, themes).items():
        print(f"| {name} | {nombre(len(body))} | {nombre(len(gzip.compress(body)))} |")


if __name__ == "__main__":
    main()
