"""Themes of the toy territory: facilities written row by row, joined as the real ones are."""

from __future__ import annotations

import pandas as pd
import toy

from geo import sources
from geo.answers import bundle

FACTS = {"ouvrages": "volume_m3", "piscines": "surface_bassins_m2"}
"""The figure that each table has besides what every facility has."""


def base():
    """Return the spine of the toy territory, stored as the real one is: in WGS 84."""
    return bundle.Base(
        communes=toy.communes().to_crs(4326),
        qpv=toy.qpv().to_crs(4326),
        qpv_communes=toy.qpv_communes(),
    )


def facility(name, code, place=None, statut="ouverte", fact=None, kind="genre", **proof):
    """Return one facility; without a ``place``, only its commune is known.

    ``proof``: ``date`` of its state (none by default), ``existence``, and ``outside`` the name of
    the neighbouring commune where it stands.
    """
    return {
        "id": name.lower().replace(" ", "-"),
        "nom": name,
        "code_insee": code,
        "place": place,
        "statut": statut,
        "fact": fact,
        "type": kind,
        "date": proof.get("date"),
        "existence": proof.get("existence", "attestee"),
        "outside": proof.get("outside"),
    }


def table(name, rows):
    """Return facilities with the columns that the themes use."""
    frame = pd.DataFrame(rows, columns=list(facility("x", "y")))
    degrees = toy.lonlat(list(frame["place"]))
    shipped = pd.DataFrame(
        {
            **{key: frame[key].astype("str") for key in ("id", "nom", "code_insee", "type")},
            "hors_territoire": frame["outside"].notna(),
            "commune_voisine": frame["outside"].astype("str"),
            "existence": frame["existence"].astype("str"),
            "statut": frame["statut"].astype("str"),
            "statut_date": frame["date"].astype("str"),
            "adresse": pd.Series(pd.NA, index=frame.index, dtype="str"),
            "annee": pd.Series(pd.NA, index=frame.index, dtype="Int64"),
            "precision": degrees["lon"].isna().map({True: "commune", False: "site"}).astype("str"),
            "lon": degrees["lon"],
            "lat": degrees["lat"],
        }
    )
    if name == "bornes":
        shipped = shipped.assign(**_charging(pd.to_numeric(frame["fact"])))
    if name in FACTS:
        shipped[FACTS[name]] = pd.to_numeric(frame["fact"]).astype("Float64")
    return shipped


def _charging(points):
    """Return what a site of charging stations has besides: its points are surely distinct."""
    declared = points.astype("Int64")
    return {
        "dans_la_base": "oui",
        "chez_concessionnaire": "non",
        "concessionnaire": pd.Series(pd.NA, index=points.index, dtype="str"),
        "nb_stations_min": 1,
        "nb_stations_max": 1,
        "nbre_pdc_min": declared,
        "nbre_pdc_max": declared,
        "mise_en_service": pd.Series(pd.NA, index=points.index, dtype="str"),
    }


def bornes_2022():
    """Return the base of 2022 of the toy territory: one site, in the first commune."""
    return pd.DataFrame(
        {"code_insee": [toy.A], "site_2022": [1], "borne": ["ouest"], "retrouvee": ["oui"]}
    )


def load(name, rows):
    """Return a table of the toy territory, as ``sources.load`` would."""
    return bornes_2022() if name == "bornes_2022" else table(name, rows)


def theme(monkeypatch, theme_id, rows):
    """Return a theme of the toy territory, as its page would read it."""
    monkeypatch.setattr(sources, "load", lambda name: load(name, rows))
    return bundle.theme_data(base(), theme_id)


def plain(text):
    """Return a text with ordinary spaces, so that a test reads as the page does."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
