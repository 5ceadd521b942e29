"""Files of the national base of charging stations, made by hand on the toy territory."""

from __future__ import annotations

import csv
import io

import toy

LIEUX = toy.lonlat([toy.INSIDE, toy.IN_QPV, toy.OUTSIDE, toy.BORDER])


def paire(lieu):
    """Return a pair as the base writes it: ``[lon, lat]``."""
    row = LIEUX.iloc[lieu]
    return f"[{row.lon:.7f}, {row.lat:.7f}]"


DANS, QUARTIER, DEHORS, LIMITE = (paire(i) for i in range(4))

POINT = {
    "nom_amenageur": "Ville de La Carrée",
    "nom_operateur": "Exploitant",
    "nom_enseigne": "Réseau",
    "id_station_itinerance": "FRS62P62001A",
    "nom_station": "Place du Marché",
    "implantation_station": "Voirie",
    "adresse_station": "Place du Marché 62100 La Carrée",
    "code_insee_commune": toy.A,
    "coordonneesXY": DANS,
    "nbre_pdc": "1",
    "id_pdc_itinerance": "FRS62E62001A1",
    "puissance_nominale": "22",
    "condition_acces": "Accès libre",
    "accessibilite_pmr": "Accessibilité inconnue",
    "gratuit": "false",
    "horaires": "24/7",
    "date_mise_en_service": "2023-05-02",
    "observations": "",
    "date_maj": "2024-07-01",
}
"""A point with nothing wrong."""

OTHER = POINT | {
    "id_station_itinerance": "FRS62P62002B",
    "id_pdc_itinerance": "FRS62E62002B1",
    "nom_station": "Gare",
    "adresse_station": "Place de la Gare 62200 Équarrie",
    "code_insee_commune": toy.B,
    "coordonneesXY": QUARTIER,
}
"""Another, in the other commune."""


def fichier(chemin, *lignes, colonnes=None, encodage="utf-8", separateur=","):
    """Write rows, each a mapping; a column that a row has not is empty. Return the path."""
    names = list(dict.fromkeys(name for row in lignes for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, colonnes or names, delimiter=separateur, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lignes)
    chemin.write_bytes(out.getvalue().encode(encodage))
    return chemin
