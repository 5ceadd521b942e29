"""Mesure l’import de la base nationale des bornes à l’échelle du pays, défauts compris.

``python bench/officielles.py [--lignes 225000] [--repetitions 3]``, depuis la racine du dépôt,
machine au repos. Le fichier national, les 35 000 communes et les 1 609 quartiers sont fabriqués :
ils ont les tailles et la part de défauts des vrais, pas leurs lieux. Chaque répétition est un
processus neuf ; sont donnés la durée, du fichier brut aux stations jointes aux communes et aux
quartiers, et le plus haut de la mémoire. Puis une intercommunalité est lue dans la table nationale
(GeoParquet, boîtes englobantes). Un tableau Markdown est écrit à la fin.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import shapely

from geo.refresh.official import irve, placing

COTE_M, COLONNES = 5_600, 187
"""Side of a commune, and how many stand in a row: 35 000 squares over mainland France."""

VERTEX_M = 400
QPV, QPV_M = 1_609, 600
OUEST_M, SUD_M = 130_000, 6_090_000
AUJOURDHUI = "2026-10-07"
GRAINE = 62

PARTS = {
    "double": 0.0037,
    "sans_id": 0.012,
    "autre_fichier": 0.15,
    "inverse": 0.1492,
    "sans_place": 0.002,
    "etranger": 0.001,
    "sans_code": 0.35,
    "code_postal": 0.02,
    "autre_code": 0.05,
    "watts": 0.004,
    "plusieurs": 0.001,
    "etoiles": 0.3,
    "retire": 0.0005,
}
"""Share of the rows that have each defect, as published threads and our own extract tell."""


def communes() -> gpd.GeoDataFrame:
    """Return the communes: squares in Lambert-93 with as many vertices as real outlines have."""
    x, y = np.meshgrid(np.arange(COLONNES), np.arange(COLONNES))
    west, south = OUEST_M + x.ravel() * COTE_M, SUD_M + y.ravel() * COTE_M
    squares = shapely.segmentize(shapely.box(west, south, west + COTE_M, south + COTE_M), VERTEX_M)
    codes = [f"{1 + i // 400:02d}{i % 400:03d}" for i in range(len(squares))]
    return gpd.GeoDataFrame(
        {"code_insee": codes, "nom": [f"Commune {code}" for code in codes]},
        geometry=squares,
        crs=2154,
    )


def quarters(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the QPV: small squares anywhere."""
    width = COTE_M * COLONNES - QPV_M
    west, south = OUEST_M + rng.uniform(0, width, QPV), SUD_M + rng.uniform(0, width, QPV)
    return gpd.GeoDataFrame(
        {"code_qpv": [f"QN{i:06d}" for i in range(QPV)]},
        geometry=shapely.box(west, south, west + QPV_M, south + QPV_M),
        crs=2154,
    )


def national(path: Path, rows: int, rng: np.random.Generator) -> None:
    """Write a national file: the columns of the schema, stations of a few points, the defects."""
    station = np.sort(rng.integers(0, rows // 3, rows))
    places = OUEST_M + rng.uniform(0, COTE_M * COLONNES, (rows // 3, 2)) + [0, SUD_M - OUEST_M]
    degrees = gpd.GeoSeries(shapely.points(places), crs=2154).to_crs(4326)
    lon, lat = degrees.x.to_numpy()[station], degrees.y.to_numpy()[station]
    cell = ((places - [OUEST_M, SUD_M]) // COTE_M).astype(int)
    number = (cell[:, 1] * COLONNES + cell[:, 0])[station]
    code = pd.Series(number).map("{:05d}".format)
    code = pd.Series([f"{1 + i // 400:02d}{i % 400:03d}" for i in number])

    def drawn(defect: str) -> np.ndarray:
        return rng.random(rows) < PARTS[defect]

    ids = pd.Series(np.arange(rows))
    ids = ids.mask(drawn("double"), ids.shift(1, fill_value=0))
    pdc = "FRS" + (station % 90).astype(str) + "E" + ids.astype(str).to_numpy()
    pdc = pd.Series(pdc).mask(drawn("etoiles"), lambda s: s.str.replace("FRS", "FR*S"))
    pdc = pdc.mask(drawn("sans_id"), "Non concerné")
    swap, lost, abroad = drawn("inverse"), drawn("sans_place"), drawn("etranger")
    lon, lat = np.where(abroad, 4.3517, lon), np.where(abroad, 60.8503, lat)
    a, b = np.where(swap, lat, lon), np.where(swap, lon, lat)
    pair = "[" + pd.Series(a.round(6)).astype(str) + ", " + pd.Series(b.round(6)).astype(str) + "]"
    power = pd.Series(rng.choice(["7.4", "22", "22.08", "50", "150", "300"], rows))
    power = power.mask(drawn("watts"), power + "000").mask(drawn("plusieurs"), "7, " + power)
    code = code.mask(drawn("sans_code"), "").mask(drawn("code_postal"), "62000")
    code = code.mask(drawn("autre_code"), "59350")
    day = pd.Series(
        pd.to_datetime("2021-01-01") + pd.to_timedelta(rng.integers(0, 2100, rows), "D")
    )
    text = pd.Series(station).astype(str)
    frame = pd.DataFrame(
        {
            "nom_amenageur": "Aménageur " + pd.Series(station % 900).astype(str),
            "siren_amenageur": "123456789",
            "contact_amenageur": "contact@exemple.fr",
            "nom_operateur": "Exploitant " + pd.Series(station % 300).astype(str),
            "contact_operateur": "contact@exemple.fr",
            "telephone_operateur": "0300000000",
            "nom_enseigne": "Réseau " + pd.Series(station % 100).astype(str),
            "id_station_itinerance": "FRS" + pd.Series(station % 90).astype(str) + "P" + text,
            "nom_station": "Station n° " + text,
            "implantation_station": rng.choice(["Voirie", "Parking public"], rows),
            "adresse_station": text + " rue de la République, 62000 Exemple",
            "code_insee_commune": code,
            "coordonneesXY": pair.mask(lost, "[0, 0]"),
            "nbre_pdc": rng.integers(1, 9, rows),
            "id_pdc_itinerance": pdc,
            "puissance_nominale": power,
            "condition_acces": "Accès libre",
            "gratuit": rng.choice(["true", "FAUX"], rows),
            "horaires": "24/7",
            "accessibilite_pmr": "Accessibilité inconnue",
            "station_deux_roues": "false",
            "date_mise_en_service": day.dt.strftime("%Y-%m-%d"),
            "observations": np.where(drawn("retire"), "Point de charge supprimé", ""),
            "date_maj": day.dt.strftime("%Y-%m-%d"),
            "datagouv_resource_id": np.where(drawn("autre_fichier"), "agregat", "exploitant"),
            "datagouv_organization_or_owner": np.where(station % 7 == 0, "eco-movement", "x"),
        }
    )
    frame.to_csv(path, index=False)


def prepare(folder: Path, rows: int) -> None:
    """Write what is measured."""
    rng = np.random.default_rng(GRAINE)
    national(folder / "irve.csv", rows, rng)
    communes().to_parquet(folder / "communes.parquet", write_covering_bbox=True)
    quarters(rng).to_parquet(folder / "qpv.parquet")


def once(folder: Path) -> dict[str, float]:
    """Import the national file in this process, and tell how long it took, and how much memory."""
    places = gpd.read_parquet(folder / "communes.parquet")
    qpv = gpd.read_parquet(folder / "qpv.parquet")
    before = time.perf_counter()
    found = irve.read(folder / "irve.csv", places, AUJOURDHUI)
    stations = found.stations
    points = placing.metric_points(stations["lon"], stations["lat"])
    inside = placing.inside(points, qpv.geometry.to_numpy())
    took = time.perf_counter() - before
    assert found.bilan.juste  # noqa: S101 - a wrong account is not worth measuring
    return {
        "s": took,
        "mo": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lues": found.bilan.lues,
        "points": len(found.points),
        "stations": len(stations),
        "en_qpv": int((inside >= 0).sum()),
    }


def one_territory(folder: Path) -> float:
    """Return the seconds taken to read one intercommunalité out of the national table."""
    frame = gpd.read_parquet(folder / "communes.parquet")
    metres = frame.total_bounds[:2] + COTE_M * 40
    frame.sort_values("code_insee").to_parquet(
        folder / "national.parquet", write_covering_bbox=True, row_group_size=1_000
    )
    box = (*metres, *(metres + COTE_M * 11.5))
    took = []
    for _ in range(7):
        before = time.perf_counter()
        read = gpd.read_parquet(folder / "national.parquet", bbox=box)
        took.append(time.perf_counter() - before)
    assert 100 < len(read) < 200  # noqa: S101, PLR2004 - a territory of about 136 communes
    assert pq.ParquetFile(folder / "national.parquet").num_row_groups > 1  # noqa: S101
    return statistics.median(took)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lignes", type=int, default=225_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--une-fois", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.une_fois:
        print(json.dumps(once(options.une_fois)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, options.lignes)
        runs = [
            json.loads(
                subprocess.run(
                    [sys.executable, __file__, "--une-fois", name],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for _ in range(options.repetitions)
        ]
        territory = one_territory(folder)
    seconds = statistics.median(run["s"] for run in runs)
    memory = max(run["mo"] for run in runs)
    told = runs[0]
    print("| ce qui est fait | mesure | visé |\n|---|---:|---:|")
    print(
        f"| {told['lues']} lignes nationales lues, {told['points']} points gardés, "
        f"{told['stations']} stations jointes à 34 969 communes et {QPV} quartiers "
        f"({told['en_qpv']} dedans) | {seconds:.1f} s | 5 s |"
    )
    print(f"| le plus haut de la mémoire, bibliothèques comprises | {memory:.0f} Mo | 600 Mo |")
    print(
        f"| une intercommunalité lue dans la table nationale | {territory * 1000:.0f} ms | 50 ms |"
    )


if __name__ == "__main__":
    main()
