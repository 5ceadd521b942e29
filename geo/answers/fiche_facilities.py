"""The facilities of a commune and the nearest ones, as its fiche tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers import counts, ranges
from geo.answers.fiche_text import mention_de, ou_non_renseigne, texte_connu
from geo.core.schema import SEPARATEUR
from geo.labels import bornes as mots_bornes
from geo.labels import commune as mots
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import (
    DANS_LA_COMMUNE,
    NON_RENSEIGNE,
    avec_unite,
    cle_de_tri,
    distance,
)
from geo.labels.phrases import kind_of
from geo.measures import indicators, states

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from geo.answers.bundle import ThemeData


@dataclass(frozen=True, slots=True)
class Equipement:
    """A facility of the commune; ``position`` says how well its place is known."""

    id: str
    nom: str
    type: str
    statut: str
    etat: str
    detail: str
    annee: str
    position: str
    source: str
    remarque: str


@dataclass(frozen=True, slots=True)
class Equipements:
    """The facilities of one theme in the commune; those of unknown state stay apart."""

    theme: str
    titre: str
    recenses: int
    comptes: str
    ouverts: int
    connus: tuple[Equipement, ...]
    a_confirmer: tuple[Equipement, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Proche:
    """The nearest facility known to be open, of one kind.

    ``distance_m`` is a straight line from the mairie; ``texte`` says it, with « environ » when the
    place of the facility is approximate, « dans la commune » when it is nowhere else known to be.
    Missing where there is none. ``court``: what of it stands in a narrow column, both distances
    where a nearer facility may be open.
    """

    theme: str
    libelle: str
    nom: str | None
    commune: str | None
    distance_m: float | None
    texte: str
    source: str
    court: str = ""


DETAILS: dict[str, Callable[[object], str]] = {
    "puissance_max_kw": lambda value: avec_unite(value, "kW", 1),
    "bassins": str,
    "surface_bassins_m2": lambda value: f"{avec_unite(value, 'm²')} de bassins",
    "volume_m3": lambda value: avec_unite(value, "m³"),
    "cours_eau": str,
    "acces": str,
}
"""Column -> how it is written in the detail of a facility, when it is known."""


def _detail(row: Mapping[Hashable, object]) -> str:
    known = [write(row[name]) for name, write in DETAILS.items() if texte_connu(row.get(name))]
    if texte_connu(row.get("nbre_pdc_min")):
        low, high = row["nbre_pdc_min"], row["nbre_pdc_max"]
        known.insert(0, mots_bornes.points(float(low), float(high)))  # type: ignore[arg-type]
    return ", ".join(known) or NON_RENSEIGNE


def _etat(theme_id: str, row: Mapping[Hashable, object]) -> str:
    """Return the state of a facility: with its year if the proof is old, else the last known."""
    moment, last = texte_connu(row.get("statut_date")), texte_connu(row.get("dernier_etat"))
    if last:
        told = mots_etats.last_known(kind_of(theme_id), last, moment)
        return told[0].upper() + told[1:]
    told = mots_etats.title(kind_of(theme_id), str(row["statut"]))
    if moment and states.stale(moment) and row["statut"] != states.UNKNOWN:
        return f"{told} ({mots_etats.year_of_proof(moment)})"
    return told


def _equipement(theme_id: str, row: Mapping[Hashable, object]) -> Equipement:
    year = texte_connu(row.get("annee"))
    ids = (texte_connu(row["sources"]) or "").split(SEPARATEUR)
    return Equipement(
        id=str(row["id"]),
        nom=str(row["nom"]),
        type=ou_non_renseigne(row["type"]),
        statut=str(row["statut"]),
        etat=_etat(theme_id, row),
        detail=_detail(row),
        annee=NON_RENSEIGNE if year is None else str(int(float(year))),
        position=textes.PRECISIONS[str(row["precision"])],
        source=" ; ".join(textes.SOURCES_COURTES[i] for i in ids if i) or NON_RENSEIGNE,
        remarque=texte_connu(row.get("remarque")) or "",
    )


def equipements_de(data: ThemeData, code: str) -> Equipements:
    """Return the facilities of a theme in a commune, in the order of their names."""
    here = data.rows_where("code_insee", code)
    told = sorted(here.to_dict("records"), key=lambda row: cle_de_tri(row["nom"]))
    rows = [_equipement(data.theme.id, row) for row in told]
    return Equipements(
        theme=data.theme.id,
        titre=data.theme.titre,
        comptes=counts.told(data.theme.id, here, 1),
        recenses=int(states.counted(here).sum()),
        ouverts=len(indicators.comptes(here)),
        connus=tuple(row for row in rows if row.statut != states.UNKNOWN),
        a_confirmer=tuple(row for row in rows if row.statut == states.UNKNOWN),
        source=mention_de(data.theme.sources[0]),
    )


# --- what is near -----------------------------------------------------------------------------


def has_nearest(data: ThemeData) -> bool:
    """Return whether a distance means something for this theme: one goes to a pool, not a dyke."""
    return "distance_m" in data.theme.indicateurs


def proche_de(data: ThemeData, row: int) -> Proche:
    """Return the nearest facility of a theme for the commune of a row."""
    label = textes.NOMS_THEMES[data.theme.id][0].capitalize()
    source = mention_de(data.theme.sources[0])
    sure, maybe = ranges.nearest(data, row)
    if sure is None:
        told = mots.PRES_AUCUN if maybe is None else mots.PRES_SI.format(**_named(maybe))
        return Proche(data.theme.id, label, None, None, None, told, source)
    written = _distance(sure.metres, approximate=sure.approximative)
    if sure.preuve:
        written += f" ({sure.preuve})"
    short = written
    if maybe is not None:
        closer = _distance(maybe.metres, approximate=maybe.approximative)
        short = mots.SELON_ETAT.format(bas=closer, haut=written)
        written += f" ; {mots.PRES_SI.format(**_named(maybe))}"
    return Proche(
        theme=data.theme.id,
        libelle=label,
        nom=sure.nom,
        commune=sure.lieu,
        distance_m=sure.metres,
        texte=written,
        source=source,
        court=short,
    )


def _named(cible: ranges.Cible) -> dict[str, str]:
    return {
        "nom": f"{cible.nom} ({cible.voisine})" if cible.voisine else cible.nom,
        "etat": cible.adjectif,
        "distance": _distance(cible.metres, approximate=cible.approximative),
    }


def _distance(metres: float, *, approximate: bool) -> str:
    written = distance(metres, dans_la_commune=True)
    return f"environ {written}" if approximate and written != DANS_LA_COMMUNE else written
