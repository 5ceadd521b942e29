"""What a selection amounts to: one sentence and a few key figures, computed from the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.answers import counts, ranges
from geo.answers.charging import rate as rate_of
from geo.core import catalog
from geo.labels import bornes as mots_bornes
from geo.labels import phrases as mots
from geo.labels import textes
from geo.labels.formats import (
    NBSP,
    NON_RENSEIGNE,
    accord,
    agree,
    avec_unite,
    enumeration,
    nombre,
)
from geo.labels.phrases import agreed, none_known, of_name
from geo.measures import charging, states

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.answers.bundle import ThemeData
    from geo.answers.counts import Decompte
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
    """The sentence and the figures of a selection; ``vide`` when the selection keeps nothing.

    ``message`` and ``suites``: the same for a slide that is read from the back of a room. What
    completes the message is told from the fullest to the shortest; none where the sentence is
    short enough by itself. A range stands in each of them.
    """

    phrase: str
    chiffres: tuple[Chiffre, ...]
    vide: bool = False
    message: str = ""
    suites: tuple[str, ...] = ()

    def suite(self, longest: int) -> str:
        """Return the fullest of ``suites`` in so many characters, else the shortest."""
        short = (rest for rest in self.suites if len(rest) <= longest)
        return next(short, self.suites[-1] if self.suites else "")


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _source(theme_id: str) -> str:
    return catalog.source(catalog.theme(theme_id).sources[0]).mention


def _source_of_count(theme_id: str, rows: pd.DataFrame) -> str:
    """Return where the counted rows come from: the bornes have an earlier base for those closed."""
    if theme_id == "bornes":
        kept = states.facts(rows[states.counted(rows)], *charging.READ)
        if len(charging.declared(kept)) < len(kept):
            return mots_bornes.DEUX_BASES
    return _source(theme_id)


def _source_communes() -> str:
    return catalog.source("communes").mention


def _compte(count: float, singulier: str, libelle: str, source: str, pluriel: str = "") -> Chiffre:
    """Return a count whose noun agrees with it."""
    return Chiffre(nombre(count), agree(count, singulier, pluriel or None), libelle, source)


def _empty() -> Synthese:
    return Synthese(textes.SELECTION_VIDE, (), vide=True)


def _facilities(view: ThemeView) -> Synthese:
    data, selection, rows, communes = view.data, view.selection, view.rows, view.communes
    noun = mots.noun_of(data.theme.id)
    if rows.empty:
        filtered = selection.statuts or selection.types or selection.qpv or communes.empty
        return _empty() if filtered else _none_here(view, noun)
    compte = counts.compte(data.theme.id, rows, len(communes))
    extra = EXTRA[data.theme.id](view)
    found, source = states.etats(rows), _source_of_count(data.theme.id, rows)
    label = agreed(mots.kind_of(data.theme.id), "recensée", found.recensees)
    head = _compte(found.recensees, noun[0], label, source, noun[1])
    maybe = int((states.may_be_open(rows) & ~states.outside(rows)).sum())
    if not found.recensees and found.a_confirmer and maybe:
        head = _compte(maybe, noun[0], mots.EXISTENCE, source, noun[1])
    parts = [f"{view.place.nom}, {compte.phrase}.", _totals(view), extra.phrase]
    return Synthese(
        _capital(" ".join(part for part in parts if part)),
        (head, *extra.chiffres),
        message=_capital(f"{compte.message}."),
        suites=_suites(compte, extra.bref),
    )


def _suites(compte: Decompte, rest: str) -> tuple[str, ...]:
    """Return what completes the message of a slide: what is apart one by one, then its number."""
    if not (compte.a_part and compte.etats):
        return (rest,)
    whole = mots.A_PART.format(comptes=enumeration(compte.a_part))
    short = agree(compte.autres, *mots.AUTRES).format(compte=nombre(compte.autres))
    return tuple(f"{apart} {rest}".strip() for apart in (whole, short))


def _totals(view: ThemeView) -> str:
    """Return the public totals beside those of a whole territory; nothing for a part of it."""
    selection = view.selection
    if selection.communes or selection.statuts or selection.types or selection.qpv:
        return ""
    return counts.public_totals(view.base.totaux, view.theme.table, selection.territoire)


def _none_here(view: ThemeView, noun: tuple[str, str]) -> Synthese:
    """Return what to say of communes without any facility: where the nearest one is."""
    data, theme_id = view.data, mots.kind_of(view.theme.id)
    sentence = _capital(f"{view.place.nom}, {none_known(theme_id, noun[0])}.")
    label = f"{agreed(theme_id, 'recensée')} ici"
    figure = _compte(0, noun[0], label, _source(view.theme.id), noun[1])
    if "distance_m" not in data.mesures:
        return Synthese(sentence, (figure,))
    more = _distances(data, view.communes)
    return Synthese(
        f"{sentence} {more.phrase}".strip(),
        (figure, *more.chiffres),
        message=sentence,
        suites=(more.bref,),
    )


@dataclass(frozen=True, slots=True)
class Extra:
    """What a theme adds to its counts: a sentence, figures, and the sentence of a slide."""

    phrase: str = ""
    chiffres: tuple[Chiffre, ...] = ()
    bref: str = ""


def _bornes(view: ThemeView) -> Extra:
    rows, communes = states.facts(view.rows, *charging.READ), view.communes
    found = charging.compte(rows)
    points = mots_bornes.points(found.points_min, found.points_max)
    bounds = rate_of(rows, float(communes["population"].sum()))
    rate = mots_bornes.fourchette(*bounds, 2)
    without = len(communes) - charging.declared(rows)["code_insee"].nunique()
    source = _source("bornes")
    base = "La base nationale du 25/10/2025"
    if not found.points_max:
        told = f"{base} n’y déclare aucun point de charge."
        if len(communes) > 1:
            return Extra(told, bref=told)
        more = _nearest_of_one(view.data, int(communes.index[0]))
        return Extra(f"{told} {more.phrase}".strip(), more.chiffres, f"{told} {more.bref}".strip())
    start, besides = _per_inhabitant(rows, rate)
    brief = f"{base} y déclare {points}{start}."
    sentence = f"{base} y déclare {points}{start}{besides}."
    if len(communes) == 1 and states.on_motorway(rows).all():
        sentence = f"{sentence} {ranges.nearest_words(view.data, int(communes.index[0]))}"
    figures: tuple[Chiffre, ...] = (
        Chiffre(
            mots_bornes.fourchette(found.points_min, found.points_max),
            agree(found.points_max, "point"),
            agree(found.points_max, "de charge déclaré", "de charge déclarés"),
            source,
        ),
        Chiffre(rate, agree(bounds[1], "point"), _rate_label(rows), source),
    )
    if len(communes) > 1:
        figures = (*figures, _compte(without, "commune", "sans site déclaré", source))
    return Extra(sentence, figures, brief)


def _private(rows: pd.DataFrame, found: charging.Compte) -> str:
    """Return how many points are left without the car dealers, when they have some."""
    others = charging.compte(charging.without_dealers(rows))
    if others.points_max == found.points_max:
        return ""
    counted = mots_bornes.fourchette(others.points_min, others.points_max)
    return mots_bornes.HORS_CONCESSIONS.format(points=counted)


def _per_inhabitant(rows: pd.DataFrame, rate: str) -> tuple[str, str]:
    """Return the points for 1 000 inhabitants, motorways apart; then the dealers, the unproven."""
    found = charging.compte(rows)
    away = charging.compte(rows[states.on_motorway(rows)])
    if away.points_max and away.points_max == found.points_max:
        return mots_bornes.TOUS_SUR_AUTOROUTE, _unproven(found)
    start = mots_bornes.TAUX
    if away.points_max:
        points = mots_bornes.fourchette(away.points_min, away.points_max)
        start = mots_bornes.TAUX_SANS_AUTOROUTE.format(points=points, taux="{taux}")
    return start.format(taux=rate), f"{_private(rows, found)}{_unproven(found)}"


def _rate_label(rows: pd.DataFrame) -> str:
    away = bool(states.on_motorway(rows).any())
    return mots_bornes.POUR_1000_HORS if away else mots_bornes.POUR_1000


def _unproven(found: charging.Compte) -> str:
    """Return how many of the points are at sites whose state is not established."""
    if not found.points_non_etablis_max:
        return ""
    points = mots_bornes.points(found.points_non_etablis_min, found.points_non_etablis_max)
    return mots_bornes.NON_ETABLIS.format(points=points)


def _distances(data: ThemeData, communes: gpd.GeoDataFrame) -> Extra:
    """Return how far the facilities are, from the known ones to those that may be open."""
    if len(communes) == 1:
        return _nearest_of_one(data, int(communes.index[0]))
    told = ranges.farthest(data, communes)
    if not told:
        return Extra()
    noun, source = ranges.noun_of(data), mots.SOURCE_DISTANCE
    found = ranges.distances(data, communes.index)
    sure = found.sures.fillna(found.possibles)
    middle = (float(found.possibles.median()), float(sure.median()))
    high = (float(found.possibles.max()), float(sure.max()))
    unsure = bool(found.incertaines.any())
    label = (mots.MEDIANE_SELON if unsure else mots.MEDIANE).format(nom=noun)
    # Half of the communes have one whose place is not known: no figure, « 0 km » is no distance.
    median = (Chiffre(mots.kilometres(*middle), "km", label, source),) if middle[1] else ()
    top = ranges.top_of(sure)
    label = mots.AU_PLUS_LOIN.format(nom=communes.loc[top, "nom"])
    if found.incertaines[top]:
        label = mots.AU_PLUS_LOIN_SELON
    else:
        high = (high[1], high[1])
    most = Chiffre(mots.kilometres(*high), "km", label, source)
    return Extra(f"{told} {mots.BORD}", (*median, most), ranges.farthest_in_short(data, communes))


def _nearest_of_one(data: ThemeData, row: int) -> Extra:
    told = ranges.nearest_words(data, row)
    sure, maybe = ranges.nearest(data, row)
    one = sure or maybe
    if one is None:
        return Extra()
    low, high, label = one.metres, one.metres, mots.JUSQU_A.format(nom=one.nom)
    if sure is not None and maybe is not None:
        low, label = maybe.metres, mots.JUSQU_A_SELON.format(nom=of_name(data.theme.id, maybe.nom))
    written = mots.reach(low, high, ici=maybe is not None and maybe.ici)
    figure = Chiffre(*written, label, mots.SOURCE_DISTANCE)
    here = sure is not None and sure.ici
    return Extra(told if here else f"{told} {mots.BORD}", ((figure,) if high else ()), bref=told)


def _dechets(view: ThemeView) -> Extra:
    return _visited(view, "dechets")


def _piscines(view: ThemeView) -> Extra:
    return _visited(view, "piscines")


def _visited(view: ThemeView, theme_id: str) -> Extra:
    """Return what to say of a theme to which one goes: distances, and the states unknown."""
    more = _distances(view.data, view.communes)
    opened = view.rows[states.is_open(view.rows) & states.counted(view.rows)]
    source, noun = _source(theme_id), textes.NOMS_THEMES[theme_id]
    head: tuple[Chiffre, ...] = ()
    if len(opened):
        label = counts.state_words(theme_id, opened)
        head = (_compte(len(opened), noun[0], label, source, noun[1]),)
    return replace(more, chiffres=(*head, *more.chiffres))


def _inondations(view: ThemeView) -> Extra:
    rows = view.rows
    opened = rows[states.is_open(rows) & states.counted(rows)]
    known = opened["volume_m3"].dropna()
    source, volume = _source("inondations"), avec_unite(known.sum(), "m³")
    if opened.empty:
        return Extra()
    figures = [_compte(len(opened), "ouvrage", counts.state_words("inondations", opened), source)]
    if len(known):
        figures.append(Chiffre(nombre(known.sum()), "m³", mots.STOCKAGE, source))
        figures.append(_compte(len(known), "ouvrage", mots.AU_VOLUME_CONNU, source))
    told = mots.volume(len(known), len(opened), volume)
    return Extra(told, tuple(figures), told)


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
    area, alone = float(covered["surface_km2"].sum()), len(communes) == 1
    share = area / communes["surface_calculee_km2"].sum() * 100
    (size, unit), (part, nuance) = mots.area(area), mots.share(share)
    touched = covered["code_insee"].nunique()
    several = int(rows["codes_communes"].str.contains("|", regex=False).sum())
    other, shared = view.place.voisine[0], _in_both(view)
    noun, source = textes.NOMS_THEMES["qpv"], _source("qpv")
    count = _compte(len(rows), "quartier", mots.QPV_GENERATION, source)
    if rows.empty:
        return Synthese(_capital(f"{view.place.nom}, aucun {noun[0]}."), (count,))
    where = "" if alone else f" sur {accord(touched, 'commune')}"
    sentence = (
        f"{view.place.nom}, {accord(len(rows), *noun)}{where}, soit "
        f"{size}{NBSP}{unit} ({f'{nuance} ' if nuance else ''}{part}{NBSP}% de la surface)."
        f"{mots.spread(several, len(rows), alone=alone, shared=shared, other=other)}"
    )
    figures = [
        count,
        *_inhabitants(view),
        Chiffre(size, unit, "en quartier prioritaire", source),
        Chiffre(part, "%", mots.surface_of(alone=alone), source, nuance),
    ]
    if not alone:
        figures.insert(1, _compte(touched, "commune", "avec un quartier prioritaire", source))
    return Synthese(_capital(sentence), tuple(figures))


def _in_both(view: ThemeView) -> int:
    """Return how many of the QPV are also in the other agglomération, which counts them too."""
    beyond = view.place.voisine[1]
    return sum(not beyond.isdisjoint(codes.split("|")) for codes in view.rows["codes_communes"])


def _inhabitants(view: ThemeView) -> tuple[Chiffre, ...]:
    """Return who lives in these QPV, each counted once and whole; nothing where it is not known.

    Nothing for chosen communes either: a QPV that they share would count whole.
    """
    rows = view.rows
    if view.selection.communes or rows.empty or rows["habitants"].isna().any():
        return ()
    overflow, alone = (rows["hors_territoire_pct"] > 0).any(), view.selection.territoire is not None
    label = textes.QPV_HABITANTS_DEBORDENT if overflow else textes.QPV_HABITANTS
    if _in_both(view) or (alone and overflow):
        label = textes.QPV_HABITANTS_A_CHEVAL
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
    reached = touched["code_insee"].nunique()
    if reached == communes:
        return f"{among}, {mots.all_of_them('communes', reached)}touchées par {quartiers}"
    return f"{among} dont {accord(reached, 'touchée')} par {quartiers}"


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
