"""Sites of charging stations for electric vehicles: one row a place, never a charge point.

A site is made of the stations that the national base of 25/10/2025 places within 40 m of each
other. The base often declares one station twice, by its operator and by an aggregator, and its
copy has lost the identifiers that would tell them apart: the hand-made ``stations.csv`` says which
declarations of a site may be the same station, and every count is a range, from what is surely
distinct to all that is declared. Sites of older sources that the base no longer declares are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core import schema
from geo.core.errors import SchemaError
from geo.labels.textes import RAPPORTS
from geo.sources import irve, merge

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "bornes.csv"
DEPENDS = ("communes", "bornes_2022")

TYPES = ("station de recharge", "bornes de flotte")

DATE_BASE = "2025-10-25"
"""Date of the national base that the table is made of."""

DATE_2022 = "2022-12-05"
"""Date of the base kept as history (see ``bornes_2022``)."""

DECLARATION_VIVANTE = "2023-10-25"
"""Oldest update of a declaration that proves that a station is open: two years before the base.

An operator must keep its declaration up to date; one that nobody has touched for longer proves
that the station exists, not that it still works.
"""

ECARTEE = "ecartee"
"""In ``stations.csv``, a station that is not where the base places it: it is counted nowhere."""

CLASSES = {
    "≤ 7,4 kW": 7.4,
    "7,4 à 22 kW": 22.1,
    "22 à 50 kW": 50.0,
    "> 50 kW": float("inf"),
}
"""Class of power and its upper bound in kW, included.

The bound of 22 kW leaves room for 22.08 kW (three phases of 32 A under 230 V): the same outlet,
declared as computed by some and as marketed by others.
"""

BASE, BASE_2022 = "base nationale des IRVE, 25/10/2025", "base nationale des IRVE, 05/12/2022"
RELEVE = "relevé antérieur de la base nationale, non daté"
DECLAREE = "déclarée dans la base nationale du 25/10/2025"
ANCIENNE = "déclaration de la base nationale sans mise à jour depuis plus de deux ans"
PERDUE = "non retrouvée dans la base nationale du 25/10/2025"
FERMEE = "fermée, selon son nom dans la base nationale du 05/12/2022"
"""Words that name the proofs of existence and of state."""

LUES = ("nom", "adresse", "remarque", "source_detail", "statut_source", "statut_ecrit")
"""Columns read by the public, whose typography is set at the build."""

CLE = ["nom_station", "nom_operateur", "adresse_station", "longitude", "latitude"]
"""What tells a station from another in the copy, which has no identifier."""

DATE = r"^\d{4}-\d{2}-\d{2}$"

SCHEMA = schema.table(
    "bornes",
    schema.facility_columns(*TYPES)
    | {
        "dans_la_base": schema.choice("oui", "non"),
        "code_postal": schema.text(nullable=True, pattern=r"^\d{5}$"),
        "nb_stations_min": schema.integer(1, nullable=True),
        "nb_stations_max": schema.integer(1, nullable=True),
        "nbre_pdc_min": schema.integer(1, nullable=True),
        "nbre_pdc_max": schema.integer(1, nullable=True),
        "puissance_max_kw": schema.number(nullable=True),
        "puissances_kw": schema.text(nullable=True, pattern=r"^\d+(\.\d+)?(\|\d+(\.\d+)?)*$"),
        "classe_puissance": schema.choice(*CLASSES, nullable=True),
        "operateur": schema.text(nullable=True),
        "enseigne": schema.text(nullable=True),
        "chez_concessionnaire": schema.choice("oui", "non"),
        "concessionnaire": schema.text(nullable=True),
        "autoroute": schema.text(nullable=True, pattern=r"^A\d+$"),
        "situation": schema.text(nullable=True),
        "acces": schema.choice("ouvert au public", "réservé à la clientèle", nullable=True),
        "horaires": schema.text(nullable=True),
        "mise_en_service": schema.text(nullable=True, pattern=DATE),
        "date_maj": schema.text(nullable=True, pattern=DATE),
        "id_station_2022": schema.text(nullable=True),
    },
)

ACCES = {
    "voirie": "ouvert au public",
    "parking privé à usage public": "ouvert au public",
    "parking privé réservé à la clientèle": "réservé à la clientèle",
}
"""Where a station stands, as the base of 2022 writes it -> who may use it."""


def power_class(puissance_max_kw: pd.Series) -> pd.Series:
    """Return the class of power of each station, on the same index; missing stays missing."""
    bounds = [float("-inf"), *CLASSES.values()]
    return pd.cut(puissance_max_kw, bounds, labels=list(CLASSES)).astype("str")


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one site, sorted by ``id``. ``lon``, ``lat``: WGS 84.

    ``dans_la_base``: whether the national base of 25/10/2025 declares it; the counts, powers and
    dates of the others are missing. ``nb_stations_min``, ``nbre_pdc_min``: stations and charge
    points that are surely distinct; ``…_max``: all that are declared. ``puissance_max_kw``: that
    of the strongest point, missing when the base gives none. ``chez_concessionnaire``: whether
    the site is at a car dealer, ``concessionnaire`` its makes. ``autoroute``: the motorway on whose
    service area the site stands, missing elsewhere. ``situation``, ``acces`` and ``enseigne`` are
    those of the base of 05/12/2022, missing for what it did not declare.
    ``code_postal``: the one of the declared address; ``code_insee`` is the commune in which the
    point is. ``mise_en_service``: first known date, of the base of 2022 where that of 2025 tells
    none; ``date_maj``: last update of a declaration.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path, communes: pd.DataFrame, bornes_2022: pd.DataFrame) -> pd.DataFrame:
    """Return the table from the base, the older sources and the hand-made review.

    Raises
    ------
    SchemaError
        If a station of the base is in no site, or a site in no line of the review, or the
        reverse; every fault is listed.
    """
    review = irve.read_text(folder / "revue.csv").set_index("id")
    links = irve.read_text(folder / "rapprochements.csv")
    declared = stations(folder)
    _check(declared, review, links)
    older = _older(folder, links, review.index)
    found = sites(declared).reindex(review.index)
    history = _history(bornes_2022, review.index)
    rows = review.join([found.drop(columns=["adresse", "lon", "lat"]), history])
    in_base = found["nbre_pdc_max"].notna()
    rows = rows.assign(
        mise_en_service=found["mise_en_service"].fillna(history["premiere_mise_en_service"]),
        **{name: found[name].fillna(older[name]) for name in ("adresse", "lon", "lat")},
        dans_la_base=in_base.map({True: "oui", False: "non"}),
        chez_concessionnaire=rows["concessionnaire"].notna().map({True: "oui", False: "non"}),
        classe_puissance=power_class(found["puissance_max_kw"]),
        source_code=found["code_insee"].fillna(older["code_insee"]),
        sources=_sources(links, in_base),
    )
    titles = _titles(rows.index, links, folder)
    rows = rows.assign(
        **_place(rows, communes),
        **_existence(rows, titles),
        **_states(rows, titles),
        statut_ecrit=_written(rows.index, links, folder),
        statut_adresse=None,
        source_detail=_cited(rows, links, folder),
    )
    rows = rows.assign(**{name: rows[name].map(irve.clean, na_action="ignore") for name in LUES})
    table = rows.reset_index()[list(SCHEMA.columns)].astype(merge.column_types(SCHEMA))
    return table.sort_values("id", ignore_index=True)


# --- the base of 2025 -------------------------------------------------------------------------


def stations(folder: Path) -> pd.DataFrame:
    """Return one row = one station as the base declares it, with its ``site`` and ``declaration``.

    Stations of a site that have the same ``declaration`` may be one. ``points`` counts its rows
    in the base: the number of points that an operator writes is never summed, since some write
    places there.

    Raises
    ------
    SchemaError
        If a station has no line in ``stations.csv``, or the reverse.
    """
    points = irve.read_text(folder / "points.csv")
    review = irve.read_text(folder / "stations.csv")
    power = points["puissance_nominale"].astype(float)
    groups = points.assign(puissance=power).groupby(CLE, sort=False)
    told = groups.agg(
        points=("puissance", "size"),
        puissances=("puissance", list),
        code_insee=("code_insee", "first"),
        code_postal=("code_postal", "first"),
        mise_en_service=("date_mise_en_service", "min"),
        date_maj=("date_maj", "max"),
        horaires=("horaires", "first"),
    ).reset_index()
    both = told.merge(review, on=CLE, how="outer", validate="one_to_one", indicator="vu")
    orphans = both.loc[both["vu"] != "both", "nom_station"]
    if len(orphans):
        msg = f"Stations de la base sans site, ou l’inverse : {', '.join(sorted(orphans))}."
        raise SchemaError(msg)
    return both.drop(columns="vu")


def sites(declared: pd.DataFrame) -> pd.DataFrame:
    """Return one row = one site, on its identifier, from its declared stations.

    The least number of points takes, among declarations that may be one station, the one with
    the most points; the greatest adds them all. Place and address are those of the declaration
    updated last.
    """
    kept = declared[declared["declaration"] != ECARTEE]
    distinct = kept.groupby(["site", "declaration"])["points"].max().groupby("site")
    groups = kept.groupby("site")
    last = kept.sort_values("date_maj", kind="stable").groupby("site").last()
    powers = groups["puissances"].sum()
    strongest = powers.map(max).astype(float)
    return pd.DataFrame(
        {
            "nb_stations_min": distinct.size(),
            "nb_stations_max": groups.size(),
            "nbre_pdc_min": distinct.sum(),
            "nbre_pdc_max": groups["points"].sum(),
            "puissances_kw": powers.map(irve.powers),
            "puissance_max_kw": strongest.mask(strongest == irve.PUISSANCE_INCONNUE),
            "operateur": groups["nom_operateur"].agg(_names),
            "mise_en_service": groups["mise_en_service"].min(),
            "date_maj": groups["date_maj"].max(),
            "horaires": groups["horaires"].agg(_openings),
            "adresse": last["adresse_station"].map(irve.address),
            "code_postal": last["code_postal"],
            "code_insee": last["code_insee"],
            "lon": last["longitude"].astype(float).round(6),
            "lat": last["latitude"].astype(float).round(6),
        }
    )


def _names(names: pd.Series) -> str:
    return schema.SEPARATEUR.join(sorted({irve.operator(name) for name in names}, key=str.casefold))


def _openings(told: pd.Series) -> str | None:
    known = dict.fromkeys(irve.hours(text) for text in told.dropna())
    return schema.SEPARATEUR.join(known) or None


# --- what the older sources add ---------------------------------------------------------------


def _check(declared: pd.DataFrame, review: pd.DataFrame, links: pd.DataFrame) -> None:
    known = pd.Index(declared["site"]).append(pd.Index(links["id"]))
    faults = [
        *(f"site absent de revue.csv : {one}" for one in known.unique().difference(review.index)),
        *(f"site sans aucune ligne : {one}" for one in review.index.difference(known)),
        *(
            f"site en double dans revue.csv : {one}"
            for one in review.index[review.index.duplicated()]
        ),
    ]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        msg = f"Le rapprochement des sources est incomplet : {len(faults)} défaut(s).\n{listed}"
        raise SchemaError(msg)


def _lines(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the older survey and the facts of the reports, each on the names of its lines."""
    survey = irve.read_text(folder / "releve.csv")
    survey.index = pd.Index([f"F{i:02d}" for i in range(1, len(survey) + 1)], name="ligne")
    return survey, irve.read_text(folder / "equipements_rapports.csv").set_index("ligne")


def _older(folder: Path, links: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Return address, place and commune of what the older sources name, on ``index``."""
    survey, reports = _lines(folder)
    places = pd.concat([survey, reports])[["adresse", "lon", "lat", "code_insee"]]
    rows = places.reindex(links["ligne"]).set_axis(links["id"])
    return rows.astype({"lon": float, "lat": float}).groupby(level=0).first().reindex(index)


def _history(bornes_2022: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Return what the base of 2022 alone tells of a site: where it stands and who may use it."""
    groups = bornes_2022.dropna(subset=["borne"]).groupby("borne")
    situation = groups["situation"].first().reindex(index)
    return pd.DataFrame(
        {
            "premiere_mise_en_service": groups["mise_en_service"].min().reindex(index),
            "situation": situation,
            "acces": situation.map(ACCES),
            "enseigne": groups["enseigne"].agg(_distinct).reindex(index),
            "id_station_2022": groups["id_station_itinerance"].agg(_distinct).reindex(index),
        }
    )


def _distinct(values: pd.Series) -> str | None:
    return schema.SEPARATEUR.join(dict.fromkeys(values.dropna())) or None


def _sources(links: pd.DataFrame, in_base: pd.Series) -> pd.Series:
    told = links.groupby("id")["sources"].agg(lambda all_: list(dict.fromkeys(all_)))
    told = told.reindex(in_base.index)
    return pd.Series(
        [
            schema.SEPARATEUR.join(
                dict.fromkeys(
                    [*(["irve"] if seen else []), *(ids if isinstance(ids, list) else [])]
                )
            )
            for seen, ids in zip(in_base, told, strict=True)
        ],
        index=in_base.index,
        dtype="str",
    )


def _place(rows: pd.DataFrame, communes: pd.DataFrame) -> dict[str, pd.Series]:
    """Return commune, territory and precision.

    The code of the copy is that of the commune in which the point is, computed with outlines ten
    times finer than ours; the older sources give theirs.
    """
    placed = rows["lon"].notna()
    code = rows["source_code"]
    return {
        "code_insee": code,
        "territoire": code.map(communes.set_index("code_insee")["territoire"]),
        "hors_territoire": pd.Series(data=False, index=rows.index),
        "commune_voisine": pd.Series(None, index=rows.index, dtype="str"),
        "precision": placed.map({True: "site", False: "commune"}),
    }


# --- proofs -----------------------------------------------------------------------------------


def _existence(rows: pd.DataFrame, reported: pd.Series) -> dict[str, pd.Series]:
    """Return what proves that a site exists, and when: the latest source that names it."""
    in_base, in_2022 = rows["dans_la_base"] == "oui", rows["id_station_2022"].notna()
    source = reported.fillna(RELEVE).mask(in_2022, BASE_2022).mask(in_base, BASE)
    date = rows["statut_date"].mask(in_2022, DATE_2022).mask(in_base, DATE_BASE)
    return {"existence_source": source, "existence_date": date}


def _states(rows: pd.DataFrame, reported: pd.Series) -> dict[str, pd.Series]:
    """Return the state of each site with its proof.

    A declaration updated less than two years before the base proves that the site is open at the
    date of the base; an older one, that it exists: its state is then not established, and its
    last written state is that of its last update. What the base no longer declares may exist
    still: absence from an extract is not a closure.
    """
    in_base = rows["dans_la_base"] == "oui"
    alive = in_base & (rows["date_maj"] >= DECLARATION_VIVANTE)
    stale = in_base & ~alive
    named_closed = rows["statut"] == "fermee"
    source = reported.fillna(PERDUE).mask(rows["id_station_2022"].notna(), PERDUE)
    return {
        "statut": rows["statut"].mask(alive, "ouverte").mask(stale, "non_etabli"),
        "statut_source": source.mask(named_closed, FERMEE)
        .mask(alive, DECLAREE)
        .mask(stale, ANCIENNE),
        "statut_date": rows["statut_date"].mask(alive, DATE_BASE).mask(stale, rows["date_maj"]),
        "dernier_etat": rows["dernier_etat"].mask(stale, "ouverte"),
    }


def _written(index: pd.Index, links: pd.DataFrame, folder: Path) -> pd.Series:
    """Return the state of a site as each report writes it: state, year, report."""
    _, reports = _lines(folder)
    told = reports["statut"] + ", " + reports["annee"] + " (" + reports["source"] + ")"
    return _by_site(told, links).reindex(index)


def _titles(index: pd.Index, links: pd.DataFrame, folder: Path) -> pd.Series:
    """Return the titles of the reports that name a site."""
    _, reports = _lines(folder)
    return _by_site(reports["source"].map(RAPPORTS), links).reindex(index)


def _by_site(told: pd.Series, links: pd.DataFrame) -> pd.Series:
    """Return, by site, what is said of its lines (``told`` is indexed by line)."""
    lines = links[links["ligne"].isin(told.index)]
    return lines["ligne"].map(told).groupby(lines["id"]).agg(_distinct)


def _cited(rows: pd.DataFrame, links: pd.DataFrame, folder: Path) -> pd.Series:
    """Return the sources in full words: bases, older survey, sections of the reports."""
    survey, reports = _lines(folder)
    cited = reports["source"].map(RAPPORTS) + ", « " + reports["section"] + " »"
    names = pd.concat([pd.Series(RELEVE, index=survey.index), cited])
    pieces = pd.DataFrame(
        {
            "base": pd.Series(BASE, index=rows.index).where(rows["dans_la_base"] == "oui"),
            "histoire": pd.Series(BASE_2022, index=rows.index).where(
                rows["id_station_2022"].notna()
            ),
            "autres": _by_site(names, links).reindex(rows.index),
        }
    )
    told = zip(*(pieces[name] for name in pieces), strict=True)
    joined = [merge.ET.join(one for one in row if pd.notna(one)) for row in told]
    return pd.Series(joined, index=rows.index).str.replace(schema.SEPARATEUR, merge.ET)
