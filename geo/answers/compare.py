"""Communes, groups and agglomérations side by side: what is measured, and what may be compared.

A measure is known by commune, with what it takes to compute it for a group. A comparison that
would mislead is refused or told, in French, by the rules of this module; a value that is not known
stays missing, and is never taken for none.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import pandas as pd

from geo.answers.bundle import REVENUS
from geo.answers.ranges import distances
from geo.core import catalog
from geo.core.crs import to_metric
from geo.drawing.maps.colours import TERRITORY_COLOURS
from geo.labels import compare as mots_compare
from geo.labels import textes
from geo.labels.formats import (
    accord,
    avec_unite,
    cle_de_tri,
    distance,
    enumeration,
    nombre,
)
from geo.measures import charging, indicators, joins
from geo.reports.facts import faits_par_commune, montant_ecrit, periode_ecrite, valeur_ecrite
from geo.reports.vocabulary import TAXES, UNITES_COMPTE, UNITES_MONTANT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from geo.answers.bundle import Base, ThemeData
    from geo.reports.chosen import Comparable
    from geo.reports.facts import Faits

    Ligne: TypeAlias = pd.Series | Mapping[Hashable, object]

Niveau = Literal["refus", "reserve"]
Nature = Literal["effectif", "taux", "distance"]

Borne = Literal["min", "median", "max"]
BORNES: tuple[Borne, ...] = ("min", "median", "max")

ONE_BY_ONE = 2
"""Names that a sentence takes one after the other; beyond, it gives the range of the values."""

PETIT = 5
"""Count under which one more or one less changes the comparison."""

GENERATION_2015, GENERATION_2024 = 2015, 2024
THEMES_QPV = ("politique_ville", "npnru")
"""Themes of the reports whose figures are about QPV."""

DISTANCES = ("piscines", "dechets", "bornes")
"""Themes to which one goes: their nearest facility is measured."""


# --- may two figures be compared? ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Avis:
    """Why a comparison is refused (« refus »), or what to know before making it (« reserve »)."""

    niveau: Niveau
    regle: str
    raison: str


def avis(a: Ligne, b: Ligne, liens: pd.DataFrame | None = None) -> tuple[Avis, ...]:
    """Return what stands in the way of comparing two figures of the reports, refusals first.

    Parameters
    ----------
    a, b
        Rows of ``indicateurs``. A row may tell its ``generation`` of QPV; else it is that of its
        years (see ``generation_qpv``).
    liens
        The table ``contradictions_liens``; without it the contradictions are not told.

    Returns
    -------
    tuple of Avis
        Empty when nothing stands in the way. A single « refus » where a value is not known.
    """
    if _missing(a["valeur"]) or _missing(b["valeur"]):
        return (Avis("refus", "inconnue", mots_compare.AVIS_INCONNUE),)
    found = [rule(a, b) for rule in RULES]
    if liens is not None:
        found.append(_contradictions(a, b, liens))
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: one.niveau != "refus"))


def refusee(told: Sequence[Avis]) -> bool:
    """Return whether one of these is a refusal."""
    return any(one.niveau == "refus" for one in told)


def unite_de_base(row: Ligne) -> str:
    """Return the unit of a figure without its tax, its scale nor « /an »: €, €/hab, m³, %."""
    unit = str(row["unite"])
    if unit in UNITES_MONTANT:
        return "€"
    for tax in TAXES:
        unit = unit.replace(f" {tax}", "")
    return unit.removesuffix("/an")


def generation_qpv(row: Ligne) -> int | None:
    """Return the generation of QPV that a figure speaks of; ``None`` if it speaks of none.

    The perimeters of 2015 hold until the end of 2023, those of 2024 since.
    """
    told = row.get("generation")
    if not _missing(told):
        return int(str(told))
    about = row.get("theme") in THEMES_QPV or "prioritaires" in str(row.get("libelle"))
    if not about:
        return None
    year = row["annee_fin"]
    old = _missing(year) or int(str(year)) < GENERATION_2024
    return GENERATION_2015 if old else GENERATION_2024


def _missing(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _text(value: object) -> str | None:
    return None if _missing(value) else str(value)


def _unites(a: Ligne, b: Ligne) -> Avis | None:
    one, other = unite_de_base(a), unite_de_base(b)
    if one == other:
        return None
    return Avis("refus", "unites", mots_compare.AVIS_UNITES.format(a=one, b=other))


def _natures(a: Ligne, b: Ligne) -> Avis | None:
    natures = {str(a["nature"]), str(b["nature"])}
    if len(natures) == 1:
        return None
    if "cible" in natures:
        return Avis("refus", "cible", mots_compare.AVIS_CIBLE)
    if not natures.isdisjoint({"estimation", "convention"}):
        return Avis("refus", "cible", mots_compare.AVIS_FIXE)
    if "periode" in natures:
        years = (periode_ecrite(a), periode_ecrite(b))
        return Avis("refus", "periode", mots_compare.AVIS_PERIODE.format(a=years[0], b=years[1]))
    return Avis("reserve", "nature", mots_compare.AVIS_NATURE)


def _periodes(a: Ligne, b: Ligne) -> Avis | None:
    """Refuse two totals of several years that are not the same years."""
    if str(a["nature"]) != "periode" or str(b["nature"]) != "periode":
        return None
    one, other = periode_ecrite(a), periode_ecrite(b)
    if one == other:
        return None
    return Avis("refus", "periode", mots_compare.AVIS_PERIODE.format(a=one, b=other))


def _taxes(a: Ligne, b: Ligne) -> Avis | None:
    one, other = _text(a["taxe"]), _text(b["taxe"])
    if one == other:
        return None
    if one is not None and other is not None:
        return Avis("refus", "taxe", mots_compare.AVIS_TAXES.format(a=one, b=other))
    return Avis("reserve", "taxe", mots_compare.AVIS_TAXE_INCONNUE.format(taxe=one or other))


def _generations(a: Ligne, b: Ligne) -> Avis | None:
    one, other = generation_qpv(a), generation_qpv(b)
    if one is None or other is None or one == other:
        return None
    return Avis("refus", "generation", mots_compare.AVIS_GENERATION)


def _millesimes(a: Ligne, b: Ligne) -> Avis | None:
    if str(a["nature"]) == "periode" or str(b["nature"]) == "periode":
        return None
    one, other = periode_ecrite(a), periode_ecrite(b)
    if _missing(a["annee_fin"]) or _missing(b["annee_fin"]):
        return Avis("reserve", "millesime", mots_compare.AVIS_NON_DATE)
    if one == other:
        return None
    return Avis("reserve", "millesime", mots_compare.AVIS_MILLESIMES.format(a=one, b=other))


def _effectifs(a: Ligne, b: Ligne) -> Avis | None:
    counts = str(a["unite"]) in UNITES_COMPTE and str(b["unite"]) in UNITES_COMPTE
    values = (float(str(a["valeur"])), float(str(b["valeur"])))
    if not counts or min(values) >= PETIT:
        return None
    return Avis("reserve", "effectif", mots_compare.AVIS_PETIT)


def _nuances(a: Ligne, b: Ligne) -> Avis | None:
    told = [text for row in (a, b) if (text := _text(row.get("nuance")))]
    if not told:
        return None
    listed = enumeration([f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" for text in told])
    return Avis("reserve", "nuance", mots_compare.AVIS_NUANCE.format(mots=listed))


RULES: tuple[Callable[[Ligne, Ligne], Avis | None], ...] = (
    _unites,
    _natures,
    _periodes,
    _taxes,
    _generations,
    _millesimes,
    _effectifs,
    _nuances,
)


def _contradictions(a: Ligne, b: Ligne, liens: pd.DataFrame) -> Avis | None:
    linked = liens[liens["ligne"].isin([a["id"], b["id"]])]["contradiction"]
    if linked.empty:
        return None
    listed = ", ".join(sorted(set(linked)))
    return Avis("reserve", "contradiction", mots_compare.AVIS_CONTRADICTION.format(ids=listed))


@dataclass(frozen=True, slots=True)
class Paire:
    """A figure that both agglomérations give: rows of ``indicateurs``, and what to know of it."""

    id: str
    titre: str
    cabbalr: pd.Series
    call: pd.Series
    avis: tuple[Avis, ...]

    @property
    def comparable(self) -> bool:
        """Return whether no rule refuses it."""
        return not refusee(self.avis)

    def valeurs(self) -> dict[str, float]:
        """Return the two values in the same unit (amounts in euros), by territory id."""
        rows = {"cabbalr": self.cabbalr, "call": self.call}
        return {
            name: float(row["valeur"] if _missing(row["valeur_eur"]) else row["valeur_eur"])
            for name, row in rows.items()
        }

    def write_as(self, value: float) -> str:
        """Return one of ``valeurs`` as written, with its unit."""
        if unite_de_base(self.cabbalr) == "€":
            return montant_ecrit(value)
        return valeur_ecrite({"valeur": value, "unite": self.cabbalr["unite"]})


def paires(faits: Faits, comparables: Sequence[Comparable]) -> tuple[Paire, ...]:
    """Return the figures that both agglomérations give, with what the rules say of each.

    What the hand-made list says to differ comes as one more « reserve ».
    """
    rows = {str(row["id"]): row for _, row in faits.indicateurs.iterrows()}
    found = []
    for one in comparables:
        a, b = rows[one.cabbalr], rows[one.call]
        told = avis(a, b, faits.liens)
        if one.difference:
            told = (*told, Avis("reserve", "perimetre", one.difference))
        found.append(Paire(one.id, one.titre, a, b, told))
    return tuple(found)


def refus_des_generations(base: Base, paire: Paire) -> tuple[Paire, ...]:
    """Return, for each agglomération, its QPV of the reports against the perimeters of 2024.

    They are there to be refused: it is the mistake that the two generations invite.
    """
    found = []
    for territoire, row in (("cabbalr", paire.cabbalr), ("call", paire.call)):
        codes = base.communes.loc[base.communes["territoire"] == territoire, "code_insee"]
        covered = base.qpv_communes["code_insee"].isin(codes)
        count = base.qpv_communes.loc[covered, "code_qpv"].nunique()
        ours = row.copy()
        ours["valeur"], ours["nuance"] = float(count), None
        ours["annee_debut"] = ours["annee_fin"] = GENERATION_2024
        ours["generation"] = GENERATION_2024
        told = avis(row, ours)
        sigle = catalog.territory(territoire).sigle
        title = mots_compare.COMPARER_GENERATIONS.format(sigle=sigle)
        found.append(Paire(f"generations-{territoire}", title, row, ours, told))
    return tuple(found)


# --- what is measured ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entite:
    """What is compared: a commune, or a group of communes that counts as one."""

    id: str
    nom: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mesure:
    """One measure of every commune, and how it is computed for a group.

    ``numerateur`` and ``denominateur`` are indexed by commune code; a ``taux`` is their ratio
    times ``facteur``, an ``effectif`` the sum of ``numerateur``, a ``distance`` (in metres) the
    median of the communes. ``approche`` marks the communes whose value is an order of magnitude,
    ``incertaine`` those whose value facilities of unknown state could change.
    ``note`` is to be known whatever is compared. The unit is written after the values unless
    ``nue``, where the title says it. ``seule``: only a commune has a value, never a group (a median
    is no sum).
    """

    id: str
    titre: str
    unite: str
    decimales: int
    nature: Nature
    couleur: str
    source: str
    methode: str
    numerateur: pd.Series
    denominateur: pd.Series | None = None
    facteur: float = 1.0
    approche: pd.Series | None = None
    incertaine: pd.Series | None = None
    note: str = ""
    nue: bool = False
    seule: bool = False

    def valeurs(self) -> pd.Series:
        """Return the value of each commune, by code."""
        known = self.numerateur.astype(float)
        if self.denominateur is None:
            return known
        over = self.denominateur.astype(float)
        return known / over.where(over > 0) * self.facteur

    def connus(self, codes: Iterable[str]) -> list[float]:
        """Return the known values of some communes, one by one: a few look-ups, no new table."""
        found = map(self.numerateur.get, codes)
        return [float(value) for value in found if value is not None and not pd.isna(value)]

    def de(self, codes: Sequence[str]) -> float:
        """Return the value of a group of communes: known parts only; missing if there is none."""
        known = self.connus(codes)
        if not known or (self.seule and len(codes) > 1):
            return float("nan")
        if self.nature == "distance":
            return statistics.median(known)
        total = sum(known)
        if self.denominateur is None:
            return total
        parts = map(self.denominateur.get, codes)
        over = float(sum(part for part in parts if part is not None and not pd.isna(part)))
        return total / over * self.facteur if over > 0 else float("nan")

    def write_as(self, value: float) -> str:
        """Return a value as written, with its unit."""
        if self.nature == "distance":
            return distance(value, dans_la_commune=True)
        if self.nue:
            return nombre(value, self.decimales)
        return avec_unite(value, self.unite, self.decimales)

    def write_bare(self, value: float) -> str:
        """Return a value as written where the unit is told once for all; a distance has its own."""
        if self.nature == "distance":
            return distance(value, dans_la_commune=True)
        return nombre(value, self.decimales)

    def write_range(self, value: float) -> str:
        """Return a bound of a scale as written: without unit, or in kilometres."""
        if self.nature == "distance":
            return avec_unite(value / 1000, "km", 1)
        return nombre(value, self.decimales)

    @property
    def titre_et_unite(self) -> str:
        """Return the title, with the unit where the values alone do not tell it."""
        return (
            self.titre if self.nue or self.nature == "distance" else f"{self.titre} ({self.unite})"
        )


def mesures(base: Base, themes: Mapping[str, ThemeData], faits: Faits | None) -> tuple[Mesure, ...]:
    """Return every measure that is compared, in the order of a reader.

    A theme that cannot be read, or ``faits`` that cannot, leaves its measures out.
    """
    found = _of_communes(base)
    for theme_id, data in themes.items():
        if theme_id in catalog.THEMES and data.theme.table != "qpv":
            found += _of_facilities(base, data)
    found += [_nearest(base, themes[theme_id]) for theme_id in DISTANCES if theme_id in themes]
    if faits is not None:
        found.append(_facts(base, faits))
    return tuple(found)


def _by_code(base: Base, values: pd.Series) -> pd.Series:
    return values.set_axis(base.communes["code_insee"])


def _catalogued(indicator_id: str, source_id: str, couleur: str, **what: object) -> Mesure:
    record = catalog.indicator(indicator_id)
    made: dict[str, object] = {
        "titre": record.titre,
        "unite": record.unite,
        "decimales": record.decimales,
        "nature": record.nature,
        "couleur": couleur,
        "source": catalog.source(source_id).mention,
        "methode": record.methode,
    }
    return Mesure(id=indicator_id, **(made | what))  # type: ignore[arg-type]


def _of_communes(base: Base) -> list[Mesure]:
    communes, ink = base.communes, TERRITORY_COLOURS["cabbalr"]
    area = _by_code(base, to_metric(communes.geometry).area / 1e6)
    covered = base.qpv_communes.groupby("code_insee")["surface_km2"].sum()
    band = _by_code(base, joins.band_share_pct(communes, base.qpv)) * area / 100
    population = _by_code(base, communes["population"])
    colour = catalog.theme("qpv").couleur
    return [
        _catalogued("population", "communes", ink, numerateur=population),
        _catalogued(
            "densite",
            "communes",
            ink,
            numerateur=population,
            denominateur=_by_code(base, communes["surface_km2"]),
        ),
        _catalogued(
            "part_qpv_pct",
            "qpv",
            colour,
            numerateur=covered.reindex(area.index).fillna(0.0),
            denominateur=area,
            facteur=100.0,
        ),
        _catalogued(
            "part_bande_300m_pct",
            "qpv",
            colour,
            numerateur=band,
            denominateur=area,
            facteur=100.0,
        ),
        *[
            _catalogued(
                name,
                "revenus",
                colour,
                numerateur=_by_code(base, indicators.known(communes, base.revenus, name)),
                seule=True,
                note=mots_compare.AVIS_NON_PUBLIE,
            )
            for name in REVENUS
            if len(base.revenus)
        ],
    ]


def _of_facilities(base: Base, data: ThemeData) -> list[Mesure]:
    theme, communes = data.theme, base.communes
    open_ones = indicators.comptes(data.table)
    source = theme.sources[0]
    found = [
        _catalogued(
            "nb_equipements",
            source,
            theme.couleur,
            titre=mots_compare.COMPARER_EFFECTIFS[theme.id],
            unite=textes.NOMS_THEMES[theme.id][1],
            nue=True,
            numerateur=_by_code(base, indicators.count_by_commune(communes, open_ones)),
        )
    ]
    if "dans_la_base" in data.table:
        points = charging.points_by_commune(communes, data.table)["points_min"]
        found.append(
            _catalogued(
                "points_pour_1000_hab",
                source,
                theme.couleur,
                titre=mots_compare.COMPARER_POINTS,
                unite=mots_compare.COMPARER_POINTS_UNITE,
                nue=True,
                numerateur=_by_code(base, points),
                denominateur=_by_code(base, communes["population"]),
                facteur=1000.0,
                note=mots_compare.COMPARER_PARTIEL,
            )
        )
    return [_named(mesure, theme.id) for mesure in found]


def _named(mesure: Mesure, theme_id: str) -> Mesure:
    """Return a measure whose id tells its theme: several themes have the same indicator."""
    fields = {name: getattr(mesure, name) for name in Mesure.__slots__}
    return Mesure(**{**fields, "id": f"{mesure.id}_{theme_id}"})


def _nearest(base: Base, data: ThemeData) -> Mesure:
    theme = data.theme
    unsure = data.table.loc[data.table["position_approximative"].astype(bool), "id"]
    about = data.proches.isin(unsure)
    noun = textes.NOMS_THEMES[theme.id][0]
    return _named(
        _catalogued(
            "distance_m",
            theme.sources[0],
            theme.couleur,
            titre=mots_compare.COMPARER_DISTANCE.format(nom=noun),
            unite="km",
            numerateur=_by_code(base, data.mesures["distance_m"]),
            approche=_by_code(base, about),
            incertaine=_by_code(base, distances(data, base.communes.index).incertaines),
        ),
        theme.id,
    )


def _facts(base: Base, faits: Faits) -> Mesure:
    return Mesure(
        id="nb_faits",
        titre=mots_compare.COMPARER_FAITS,
        unite=mots_compare.COMPARER_FAITS_UNITE,
        decimales=0,
        nature="effectif",
        couleur=TERRITORY_COLOURS["cabbalr"],
        source=catalog.source("actions").mention,
        methode=mots_compare.COMPARER_FAITS_METHODE,
        numerateur=_by_code(base, faits_par_commune(faits.actions, base.communes)),
        nue=True,
    )


# --- side by side -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Panneau:
    """One measure of what is compared.

    ``valeurs``: by name of what is compared, missing where not known. ``reference``: the value of
    each commune that gives the spread, by name; empty where it would mean nothing (the count of a
    group beside that of communes).
    """

    mesure: Mesure
    valeurs: pd.Series
    reference: pd.Series
    avis: tuple[Avis, ...]

    def borne(self, quelle: Borne) -> str:
        """Return a bound of the spread as written."""
        if self.reference.empty:
            return mots_compare.COMPARER_SANS_ETENDUE
        return self.mesure.write_bare(float(getattr(self.reference, quelle)()))


def compare_entities(
    base: Base,
    measured: Sequence[Mesure],
    entites: Sequence[Entite],
    reference: Sequence[str],
) -> tuple[Panneau, ...]:
    """Return each measure of what is compared, with the spread of the communes of reference."""
    names = base.communes.set_index("code_insee")["nom"]
    territoires = base.communes.set_index("code_insee")["territoire"]
    groups = any(len(entite.codes) > 1 for entite in entites)
    found = []
    for mesure in measured:
        values = pd.Series({e.nom: mesure.de(e.codes) for e in entites}, dtype=float)
        spread = mesure.valeurs().reindex(list(reference)).dropna()
        if groups and mesure.nature == "effectif":
            spread = spread.iloc[:0]
        told = avis_de(mesure, entites, territoires)
        found.append(Panneau(mesure, values, spread.set_axis(names.reindex(spread.index)), told))
    return tuple(found)


def avis_de(mesure: Mesure, entites: Sequence[Entite], territoires: pd.Series) -> tuple[Avis, ...]:
    """Return what to know before comparing a measure of some communes or groups.

    ``territoires``: the territory of each commune, by code.
    """
    if mesure.seule and any(len(entite.codes) > 1 for entite in entites):
        return (Avis("reserve", "groupe", mots_compare.AVIS_SEULE),)
    told = [_unknown_members(mesure, entites), _few(mesure, entites), _about(mesure, entites)]
    told.append(_unsure(mesure, entites))
    if mesure.id == "nb_faits":
        codes = [code for entite in entites for code in entite.codes]
        if len({territoires.get(code) for code in codes}) > 1:
            told.append(Avis("reserve", "rapports", mots_compare.AVIS_RAPPORTS))
    if mesure.note:
        told.append(Avis("reserve", "source", mesure.note))
    return tuple(one for one in told if one is not None)


def _unknown_members(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell what is not known: the value of a commune, or some members of a group."""
    parts = []
    for entite in entites:
        lost = len(entite.codes) - len(mesure.connus(entite.codes))
        if lost and len(entite.codes) > 1:
            parts.append(f"{entite.nom} ({accord(lost, 'commune')})")
        elif lost:
            parts.append(entite.nom)
    if not parts:
        return None
    return Avis("reserve", "inconnue", mots_compare.AVIS_MANQUE.format(noms=enumeration(parts)))


def _few(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell counts of facilities under ``PETIT``: one more would change who has the most."""
    if not mesure.id.startswith("nb_equipements"):
        return None
    values = [mesure.de(entite.codes) for entite in entites]
    if len(values) < 2 or not any(value < PETIT for value in values):  # noqa: PLR2004 - a pair
        return None
    return Avis("reserve", "effectif", mots_compare.AVIS_PETIT)


def _about(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell distances to facilities whose place is known to their commune only."""
    if mesure.approche is None:
        return None
    about = [e.nom for e in entites if any(mesure.approche.get(code, False) for code in e.codes)]
    if not about:
        return None
    return Avis("reserve", "position", mots_compare.AVIS_POSITION.format(noms=enumeration(about)))


def _unsure(mesure: Mesure, entites: Sequence[Entite]) -> Avis | None:
    """Tell distances that facilities whose state is not established could change."""
    if mesure.incertaine is None:
        return None
    names = [e.nom for e in entites if any(mesure.incertaine.get(code, False) for code in e.codes)]
    if not names:
        return None
    return Avis("reserve", "etat", mots_compare.AVIS_ETATS.format(noms=enumeration(names)))


def tableau(panneaux: Sequence[Panneau], colonnes: Collection[str] = ()) -> pd.DataFrame:
    """Return the comparison as a reader reads it: one row = a measure, values written.

    Columns: the measure, what is compared, the spread, then each commune of ``colonnes`` (names of
    the reference), then what to know.
    """
    rows = []
    for panneau in panneaux:
        write = panneau.mesure.write_bare
        row = {mots_compare.COMPARER_MESURE: panneau.mesure.titre_et_unite}
        row |= {str(name): write(value) for name, value in panneau.valeurs.items()}
        row |= {mots_compare.COMPARER_BORNES[bound]: panneau.borne(bound) for bound in BORNES}
        row |= {name: write(panneau.reference.get(name, float("nan"))) for name in colonnes}
        row[mots_compare.COMPARER_RESERVES] = " ".join(one.raison for one in panneau.avis) or "—"
        rows.append(row)
    return pd.DataFrame(rows)


def export(panneaux: Sequence[Panneau], etendue: str) -> pd.DataFrame:
    """Return the comparison as data: one row = a measure and what is compared, or a commune of it.

    Columns: ``indicateur``, ``titre``, ``unite``, ``role`` (« comparé », or ``etendue`` for the
    communes of the spread), ``nom``, ``valeur`` (distances in metres; missing where not known),
    ``reserve``, ``source``, ``methode``.
    """
    rows = []
    for panneau in panneaux:
        mesure = panneau.mesure
        head = {
            "indicateur": mesure.id,
            "titre": mesure.titre,
            "unite": "m" if mesure.nature == "distance" else mesure.unite,
        }
        tail = {
            "reserve": " ".join(one.raison for one in panneau.avis),
            "source": mesure.source,
            "methode": mesure.methode,
        }
        for role, values in (("comparé", panneau.valeurs), (etendue, panneau.reference)):
            rows += [
                head | {"role": role, "nom": str(name), "valeur": value} | tail
                for name, value in values.items()
            ]
    columns = [
        "indicateur",
        "titre",
        "unite",
        "role",
        "nom",
        "valeur",
        "reserve",
        "source",
        "methode",
    ]
    return pd.DataFrame(rows, columns=columns)


def tableau_des_paires(pairs_: Sequence[Paire]) -> pd.DataFrame:
    """Return the figures of the reports side by side, as written, with what to know of each."""
    return pd.DataFrame(
        [
            {
                mots_compare.COMPARER_CHIFFRE: one.titre,
                "CABBALR": ecrite(one.cabbalr),
                "CALL": ecrite(one.call),
                mots_compare.COMPARER_RESERVES: " ".join(a.raison for a in one.avis) or "—",
                mots_compare.COMPARER_DOCUMENTS: " ; ".join(
                    dict.fromkeys([str(one.cabbalr["document"]), str(one.call["document"])])
                ),
            }
            for one in pairs_
        ]
    )


def tableau_des_refus(refused: Sequence[Paire]) -> pd.DataFrame:
    """Return the figures that are not compared, with the reasons of the refusal."""
    rows = [
        (
            one.titre,
            ecrite(one.cabbalr),
            ecrite(one.call),
            " ".join(a.raison for a in one.avis if a.niveau == "refus"),
        )
        for one in refused
    ]
    return pd.DataFrame(rows, columns=list(mots_compare.COMPARER_COLONNES_REFUS))


def ecrite(row: pd.Series) -> str:
    """Return a figure of a report as written, with its year or period."""
    return f"{valeur_ecrite(row)} ({periode_ecrite(row)})"


# --- groups and sentences -----------------------------------------------------------------------


def entites(base: Base, codes: Sequence[str]) -> tuple[Entite, ...]:
    """Return communes, each by itself, in French order."""
    names = base.communes.set_index("code_insee")["nom"]
    order = sorted(codes, key=lambda code: cle_de_tri(str(names[code])))
    return tuple(Entite(code, str(names[code]), (code,)) for code in order)


def agglomerations(base: Base) -> tuple[Entite, ...]:
    """Return the agglomérations, each as one group of its communes."""
    of = base.communes.groupby("territoire")["code_insee"]
    members = {str(name): tuple(codes) for name, codes in of}
    return tuple(
        Entite(t.id, t.sigle, members[t.id])
        for t in catalog.TERRITORIES.values()
        if t.id in members
    )


def phrase(panneaux: Sequence[Panneau]) -> str:
    """Return one sentence on the size, density and QPV of what is compared: each, or the range."""
    kept = [p for p in panneaux if p.mesure.id in ("population", "densite", "part_qpv_pct")]
    names = [str(name) for name in kept[0].valeurs.index]
    if len(names) <= ONE_BY_ONE:
        return f"{' ; '.join(_of_one(name, kept) for name in names)}."
    told = enumeration([part for part in map(_from_to, kept) if part])
    return f"{enumeration(names)} : {told}."


def _of_one(name: str, panneaux: Sequence[Panneau]) -> str:
    told = [f"{p.mesure.write_as(p.valeurs[name])}{_tail(p.mesure)}" for p in panneaux]
    return f"{name} : {enumeration(told)}"


def _tail(mesure: Mesure) -> str:
    return " en quartier prioritaire" if mesure.id == "part_qpv_pct" else ""


def _from_to(panneau: Panneau) -> str:
    known = panneau.valeurs.dropna()
    mesure = panneau.mesure
    if known.empty:
        return ""
    low, high = float(known.min()), float(known.max())
    if mesure.write_as(low) == mesure.write_as(high):
        return f"{mesure.write_as(low)}{_tail(mesure)}"
    return f"de {nombre(low, mesure.decimales)} à {mesure.write_as(high)}{_tail(mesure)}"


def phrase_des_pairs(nom: str, noms_pairs: Sequence[str], panneaux: Sequence[Panneau]) -> str:
    """Return one sentence: who the peers are, and for how many measures the commune is above."""
    if not noms_pairs:
        return mots_compare.COMPARER_SANS_PAIRS.format(nom=nom)
    above = below = 0
    for panneau in panneaux:
        value = float(panneau.valeurs.iloc[0])
        if pd.isna(value) or panneau.reference.empty:
            continue
        middle = float(panneau.reference.median())
        above += value > middle
        below += value < middle
    return mots_compare.COMPARER_PHRASE_PAIRS.format(
        nom=nom,
        compte=len(noms_pairs),
        pairs=enumeration(list(noms_pairs)),
        dessus=nombre(above),
        dessous=nombre(below),
        total=accord(len(panneaux), "mesure"),
    )
