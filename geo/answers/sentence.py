"""What a selection amounts to: one sentence and a few key figures, computed from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import catalog
from geo.core.model import STATUTS
from geo.labels import bornes as mots_bornes
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import (
    NON_RENSEIGNE,
    accord,
    agree,
    avec_unite,
    distance,
    nombre,
)
from geo.measures import charging, indicators, states

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.answers.bundle import ThemeData
    from geo.answers.view import PlaceView, ThemeView


@dataclass(frozen=True, slots=True)
class Chiffre:
    """One key figure: ``valeur`` and ``unite`` as written, what it counts, where it comes from.

    ``nuance`` stands before the value: « environ », « plus de ».
    """

    valeur: str
    unite: str
    libelle: str
    source: str
    nuance: str = ""


@dataclass(frozen=True, slots=True)
class Synthese:
    """The sentence and the figures of a selection; ``vide`` when the selection keeps nothing."""

    phrase: str
    chiffres: tuple[Chiffre, ...]
    vide: bool = False


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _statut_counts(rows: pd.DataFrame) -> dict[str, int]:
    counts = rows["statut"].value_counts()
    return {statut: int(counts.get(statut, 0)) for statut in STATUTS}


def _apart(counts: dict[str, int], theme_id: str) -> str:
    """Return what is not counted among the open ones, as « 2 en travaux, 1 fermée »."""
    parts = [
        f"{count}\N{NO-BREAK SPACE}{mots_etats.agreed(theme_id, statut, count)}"
        for statut in STATUTS
        if statut not in states.OPEN and (count := counts[statut])
    ]
    return ", ".join(parts)


def _source(theme_id: str) -> str:
    return catalog.source(catalog.theme(theme_id).sources[0]).mention


def _source_communes() -> str:
    return catalog.source("communes").mention


def _compte(count: float, singulier: str, libelle: str, source: str, pluriel: str = "") -> Chiffre:
    """Return a count whose noun agrees with it."""
    return Chiffre(nombre(count), agree(count, singulier, pluriel or None), libelle, source)


def _empty() -> Synthese:
    return Synthese(textes.SELECTION_VIDE, (), vide=True)


def _facilities(view: ThemeView) -> Synthese:
    data, selection, rows, communes = view.data, view.selection, view.rows, view.communes
    noun = textes.NOMS_THEMES[data.theme.id]
    if rows.empty:
        filtered = selection.statuts or selection.types or selection.qpv or communes.empty
        return _empty() if filtered else _none_here(view, noun)
    counts = _statut_counts(rows)
    where = view.place.nom
    open_ones = indicators.ouverts(rows)
    with_one = open_ones["code_insee"].nunique()
    state = mots_etats.agreed(data.theme.id, "ouverte", len(open_ones))
    sentence = f"{where} : {accord(len(open_ones), *noun)} {state}"
    if len(communes) > 1 and len(open_ones):
        sentence += f", dans {accord(with_one, 'commune')} sur {len(communes)}"
    apart = _apart(counts, data.theme.id)
    if apart:
        sentence += f" ; à part : {apart}"
    sentence += "."
    extra_sentence, figures = EXTRA[data.theme.id](view)
    source = _source(data.theme.id)
    label = "en service" if data.theme.id == "inondations" else "en fonctionnement, état connu"
    head = _compte(len(open_ones), noun[0], label, source, noun[1])
    return Synthese(_capital(f"{sentence} {extra_sentence}".strip()), (head, *figures))


def _none_here(view: ThemeView, noun: tuple[str, str]) -> Synthese:
    """Return what to say of communes without any facility: where the nearest one is."""
    data, where, communes = view.data, view.place.nom, view.communes
    none = "aucun" if data.theme.id == "inondations" else "aucune"
    known = "recensé" if data.theme.id == "inondations" else "recensée"
    sentence = _capital(f"{where} : {none} {noun[0]} {known}.")
    figure = _compte(0, noun[0], f"{known} ici", _source(data.theme.id), noun[1])
    if "distance_m" not in data.mesures:
        return Synthese(sentence, (figure,))
    more, figures = _distances(data, communes)
    return Synthese(f"{sentence} {more}".strip(), (figure, *figures))


Extra = tuple[str, tuple[Chiffre, ...]]


def _bornes(view: ThemeView) -> Extra:
    rows, communes = view.rows, view.communes
    found = charging.compte(rows)
    per_1000 = 1000 / communes["population"].sum()
    points = mots_bornes.points(found.points_min, found.points_max)
    rate = mots_bornes.fourchette(found.points_min * per_1000, found.points_max * per_1000, 2)
    without = len(communes) - charging.declared(rows)["code_insee"].nunique()
    source = _source("bornes")
    base = "La base nationale du 25/10/2025"
    sentence = f"{base} y déclare {points}, soit {rate} pour 1\u202f000 habitants."
    figures = (
        Chiffre(
            mots_bornes.fourchette(found.points_min, found.points_max),
            agree(found.points_max, "point"),
            agree(found.points_max, "de charge déclaré", "de charge déclarés"),
            source,
        ),
        Chiffre(rate, "points", "pour 1\u202f000 habitants", source),
        _compte(without, "commune", "sans site déclaré", source),
    )
    return sentence, figures


def _farthest(data: ThemeData, communes: gpd.GeoDataFrame) -> tuple[str, float] | None:
    distances = data.mesures.loc[communes.index, "distance_m"].dropna()
    if distances.empty:
        return None
    row = distances.idxmax()
    return str(communes.loc[row, "nom"]), float(distances.max())


def _distances(data: ThemeData, communes: gpd.GeoDataFrame) -> Extra:
    farthest = _farthest(data, communes)
    if farthest is None or farthest[1] == 0:
        return "", ()
    name, metres = farthest
    distances = data.mesures.loc[communes.index, "distance_m"]
    source = "calcul à vol d’oiseau, de mairie à mairie si le site est inconnu"
    noun = textes.NOMS_THEMES[data.theme.id][0]
    if len(communes) == 1:
        return _nearest_of_one(data, communes, metres, noun, source)
    median = Chiffre(
        nombre(distances.median() / 1000, 1),
        "km",
        f"de distance médiane à une {noun} confirmée",
        source,
    )
    top = Chiffre(nombre(metres / 1000, 1), "km", f"au plus loin : {name}", source)
    sentence = (
        f"La commune la plus éloignée d’une {noun} à l’état confirmé est {name}, "
        f"à environ {distance(metres)} à vol d’oiseau."
    )
    return sentence, (median, top)


def _nearest_of_one(
    data: ThemeData, communes: gpd.GeoDataFrame, metres: float, noun: str, source: str
) -> Extra:
    nearest = data.proches.loc[communes.index[0]]
    row = data.table.set_index("id").loc[nearest]
    figure = Chiffre(nombre(metres / 1000, 1), "km", f"à vol d’oiseau : {row['nom']}", source)
    sentence = (
        f"La {noun} à l’état confirmé la plus proche, {row['nom']} ({row['commune']}), "
        f"est à environ {distance(metres)} à vol d’oiseau."
    )
    return sentence, (figure,)


def _dechets(view: ThemeView) -> Extra:
    counts = _statut_counts(view.rows)
    source = _source("dechets")
    sentence, figures = _distances(view.data, view.communes)
    confirm = _compte(counts["non_etabli"], "déchetterie", "à l’état non établi", source)
    return sentence, (*figures, confirm)


def _piscines(view: ThemeView) -> Extra:
    counts = _statut_counts(view.rows)
    source = _source("piscines")
    sentence, figures = _distances(view.data, view.communes)
    confirm = _compte(
        counts["travaux"] + counts["projet"], "piscine", "en travaux ou en projet", source
    )
    return sentence, (*figures, confirm)


def _inondations(view: ThemeView) -> Extra:
    rows = view.rows
    open_ones = indicators.ouverts(rows)
    known = open_ones["volume_m3"].dropna()
    source = _source("inondations")
    volume = known.sum()
    sentence = (
        f"Leur volume est connu pour {accord(len(known), 'ouvrage')} : "
        f"{avec_unite(volume, 'm³')} au moins."
        if len(known)
        else "Aucun volume n’est renseigné."
    )
    figures = (
        Chiffre(nombre(volume) if len(known) else NON_RENSEIGNE, "m³", "de stockage connu", source),
        _compte(len(known), "ouvrage", "en service au volume connu", source),
        _compte(int((rows["statut"] == "travaux").sum()), "ouvrage", "en travaux", source),
    )
    return sentence, figures


EXTRA = {
    "bornes": _bornes,
    "dechets": _dechets,
    "piscines": _piscines,
    "inondations": _inondations,
}


def _qpv(view: ThemeView) -> Synthese:
    rows, base, communes = view.rows, view.base, view.communes
    if communes.empty or (rows.empty and view.selection.qpv):
        return _empty()
    covered = base.qpv_communes[
        base.qpv_communes["code_qpv"].isin(rows["code_qpv"])
        & base.qpv_communes["code_insee"].isin(communes["code_insee"])
    ]
    area = covered["surface_km2"].sum()
    share = area / communes["surface_calculee_km2"].sum() * 100
    where = view.place.nom
    touched = covered["code_insee"].nunique()
    several = rows["codes_communes"].str.contains("|", regex=False).sum()
    sentence = (
        f"{where} : aucun {textes.NOMS_THEMES['qpv'][0]}."
        if rows.empty
        else (
            f"{where} : {accord(len(rows), *textes.NOMS_THEMES['qpv'])} "
            f"sur {accord(touched, 'commune')}, soit {avec_unite(area, 'km²', 1)} "
            f"({avec_unite(share, '%', 1)} de la surface)."
        )
    )
    if several:
        verb = "s’étend" if several == 1 else "s’étendent"
        sentence += f" {nombre(several)} {verb} sur plusieurs communes."
    source = _source("qpv")
    figures = (
        _compte(len(rows), "quartier", "en politique de la ville (génération 2024)", source),
        _compte(touched, "commune", "avec un quartier prioritaire", source),
        *_inhabitants(rows),
        Chiffre(nombre(area, 1), "km²", "en quartier prioritaire", source),
        Chiffre(nombre(share, 1), "%", "de la surface des communes", source),
    )
    return Synthese(_capital(sentence), figures)


def _inhabitants(rows: pd.DataFrame) -> tuple[Chiffre, ...]:
    """Return who lives in these QPV, each counted once and whole; nothing where it is not known."""
    if rows.empty or rows["habitants"].isna().any():
        return ()
    overflow = (rows["hors_territoire_pct"] > 0).any()
    label = textes.QPV_HABITANTS_DEBORDENT if overflow else textes.QPV_HABITANTS
    people = int(rows["habitants"].sum())
    return (_compte(people, "habitant", label, catalog.source("qpv_population").mention),)


def synthese(view: ThemeView) -> Synthese:
    """Return the sentence and the key figures of a theme for a selection."""
    return _qpv(view) if view.theme.table == "qpv" else _facilities(view)


def accueil(place: PlaceView) -> Synthese:
    """Return the sentence and the key figures of the territories themselves."""
    base, communes = place.base, place.communes
    if communes.empty:
        return _empty()
    population, area = int(communes["population"].sum()), float(communes["surface_km2"].sum())
    touched = base.qpv_communes[base.qpv_communes["code_insee"].isin(communes["code_insee"])]
    where = place.nom
    source = _source_communes()
    if base.qpv_perdu:
        return _without_qpv(communes, population, area, where)
    reach = _reach(len(communes), touched)
    sentence = f"{where} : {accord(population, 'habitant')} sur {avec_unite(area, 'km²')}, {reach}."
    figures = (
        _compte(len(communes), "commune", "dans la sélection", source),
        _compte(population, "habitant", "population municipale", source),
        Chiffre(nombre(population / area), "hab./km²", "densité", source),
        _compte(
            touched["code_qpv"].nunique(),
            "quartier prioritaire",
            "génération 2024",
            _source("qpv"),
            "quartiers prioritaires",
        ),
    )
    return Synthese(_capital(sentence), figures)


def _reach(communes: int, touched: pd.DataFrame) -> str:
    """Return how many communes there are, and how many QPV in how many of them."""
    count = touched["code_qpv"].nunique()
    quartiers = accord(count, *textes.NOMS_THEMES["qpv"])
    if communes == 1:
        return f"avec {quartiers}" if count else f"sans {textes.NOMS_THEMES['qpv'][0]}"
    among = f"dans {accord(communes, 'commune')}"
    if not count:
        return f"{among}, sans {textes.NOMS_THEMES['qpv'][0]}"
    return f"{among} dont {accord(touched['code_insee'].nunique(), 'touchée')} par {quartiers}"


def _without_qpv(communes: pd.DataFrame, population: int, area: float, where: str) -> Synthese:
    """Return the same without a word on the QPV, which cannot be read."""
    source = _source_communes()
    sentence = f"{where} : {accord(population, 'habitant')} sur {avec_unite(area, 'km²')}."
    figures = (
        _compte(len(communes), "commune", "dans la sélection", source),
        _compte(population, "habitant", "population municipale", source),
        Chiffre(nombre(population / area), "hab./km²", "densité", source),
        Chiffre(NON_RENSEIGNE, "", "quartiers prioritaires : fichier illisible", source),
    )
    return Synthese(_capital(sentence), figures)
