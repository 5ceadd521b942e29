"""The fiche of a commune: all that is known of it, each value with its source, ready to be shown.

One model for the page, the PDF and the slides. Nothing here draws, reads a file or caches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers.bundle import REVENUS
from geo.answers.fiche_facilities import Equipements, Proche, equipements_de, has_nearest, proche_de
from geo.answers.fiche_text import mention_de, ou_non_renseigne, texte_connu
from geo.answers.ranks import NO_QPV, Rang, ranks
from geo.answers.transport import transports
from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.labels import commune as mots
from geo.labels import textes
from geo.labels.formats import (
    accord,
    avec_unite,
    cle_de_tri,
)
from geo.measures.groups import classe_de_taille
from geo.reports.chosen import FOR_ALL_COMMUNES
from geo.reports.facts import periode_ecrite, valeur_ecrite
from geo.reports.rules import contradictions_de, remarque
from geo.reports.vocabulary import STATUTS_ACTION, THEMES_RAPPORT

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.transport import Horaires, Transports
    from geo.measures.groups import ClasseDeTaille
    from geo.reports.facts import Faits

KM = 1000


@dataclass(frozen=True, slots=True)
class Ligne:
    """One value as written, with what it is and where it comes from."""

    libelle: str
    valeur: str
    source: str


@dataclass(frozen=True, slots=True)
class Identite:
    """Who the commune is. ``site`` is the address of its site, missing when there is none."""

    code: str
    nom: str
    territoire: str
    sigle: str
    population: int
    site: str | None
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class Quartier:
    """A QPV of generation 2024 that really covers a part of the commune; shares in percent."""

    code: str
    nom: str
    surface_km2: float
    part_commune_pct: float
    part_qpv_pct: float
    habitants: int | None = None


@dataclass(frozen=True, slots=True)
class Quartiers:
    """The QPV of the commune and the share of it that they cover together."""

    liste: tuple[Quartier, ...]
    part_pct: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Fait:
    """A fact of a report on this commune; ``montant`` is as written, missing if none is given.

    ``annee``: the last year of ``periode``, missing where the report gives none.
    """

    id: str
    theme: str
    fait: str
    lieu: str | None
    etat: str
    periode: str
    annee: int | None
    montant: str | None
    source: str
    section: str
    note: str | None
    contradictions: tuple[str, ...]

    @property
    def rang(self) -> tuple[int, int]:
        """Return what sorts facts by importance: amounts in euros, quantities, others; recent."""
        written = self.montant or ""
        kind = 0 if "€" in written else 1 if written else 2
        return kind, -(self.annee or 0)


@dataclass(frozen=True, slots=True)
class FaitsDuTheme:
    """The facts of one theme, in the order of the reports. Their amounts are never added."""

    theme: str
    titre: str
    faits: tuple[Fait, ...]


@dataclass(frozen=True, slots=True)
class Repere:
    """A figure of a report that concerns every commune of the territory."""

    id: str
    libelle: str
    valeur: str
    periode: str
    source: str
    section: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Voisine:
    """A commune that shares a border with this one."""

    code: str
    nom: str
    sigle: str
    population: int


@dataclass(frozen=True, slots=True)
class Fiche:
    """All that is shown of a commune. ``absents``: themes whose data cannot be read.

    ``faits`` is ``None`` when the reports cannot be read, empty when no report names it;
    ``transports`` is ``None`` when the timetables cannot.
    """

    identite: Identite
    phrase: str
    qpv: Quartiers
    equipements: tuple[Equipements, ...]
    proches: tuple[Proche, ...]
    faits: tuple[FaitsDuTheme, ...] | None
    reperes: tuple[Repere, ...]
    classe: ClasseDeTaille
    rangs: tuple[Rang, ...]
    voisines: tuple[Voisine, ...]
    absents: tuple[str, ...]
    transports: Transports | None = None

    @property
    def nb_faits(self) -> int:
        """Return how many facts the reports tie to the commune."""
        return sum(len(theme.faits) for theme in self.faits or ())


def fiche(
    base: Base,
    themes: Mapping[str, ThemeData],
    faits: Faits | None,
    code_insee: str,
    horaires: Horaires | None = None,
) -> Fiche:
    """Return the fiche of a commune.

    Parameters
    ----------
    base
        The spine.
    themes
        Theme id -> its data; a theme that cannot be read is left out and told in ``absents``.
    faits
        The tables of the reports, or ``None`` when they cannot be read.
    code_insee
        Official code of one of ``base.communes``.
    horaires
        The timetables, or ``None`` when they cannot be read.

    Raises
    ------
    UnknownIdError
        If the code is none of them.
    """
    base.require_qpv()
    found = base.communes.index[base.communes["code_insee"] == code_insee]
    if found.empty:
        msg = f"Commune inconnue : « {code_insee} » n’est pas une des communes de l’atlas."
        raise UnknownIdError(msg)
    row = int(found[0])
    commune = base.communes.loc[row]
    identite = _with_incomes(_identite(commune), base)
    quartiers = _quartiers(base, code_insee)
    facilities = tuple(
        equipements_de(data, code_insee)
        for theme_id, data in themes.items()
        if theme_id in catalog.THEMES and data.theme.table != "qpv"
    )
    localised = None if faits is None else _faits(faits, code_insee)
    classe = classe_de_taille(base.communes, int(commune["population"]))
    near = tuple(proche_de(data, row) for data in themes.values() if has_nearest(data))
    told = {f"distance_{item.theme}": item.court or item.texte for item in near}
    rangs = tuple(
        replace(rang, valeur=told.get(rang.id, rang.valeur))
        for rang in ranks(base, themes, classe, code_insee)
    )
    return Fiche(
        identite=identite,
        phrase=_phrase(identite, quartiers, rangs[0], localised),
        qpv=quartiers,
        equipements=facilities,
        proches=near,
        faits=localised,
        reperes=() if faits is None else _reperes(faits, str(commune["territoire"])),
        classe=classe,
        rangs=rangs,
        voisines=_voisines(base, code_insee),
        absents=tuple(t.titre for t in catalog.THEMES.values() if t.id not in themes),
        transports=None if horaires is None else transports(horaires, base.communes, code_insee),
    )


def _titles(faits: Faits) -> dict[str, str]:
    """Return the title of each report by its id."""
    return dict(zip(faits.documents["id"], faits.documents["titre"], strict=True))


# --- who we are -------------------------------------------------------------------------------


def _identite(commune: pd.Series) -> Identite:
    source = mention_de("communes")
    territory = catalog.territory(commune["territoire"])
    written = {
        "Intercommunalité": f"{territory.nom} ({territory.sigle})",
        "Code Insee": str(commune["code_insee"]),
        "Population municipale": accord(int(commune["population"]), "habitant"),
        "Densité": avec_unite(commune["densite"], "hab./km²"),
        "Superficie": avec_unite(commune["surface_km2"], "km²", 1),
        "Altitude moyenne": avec_unite(commune["altitude_moyenne_m"], "m"),
        "Maire": ou_non_renseigne(commune["maire"]),
        "Adresse de la mairie": ou_non_renseigne(commune["mairie_adresse"]),
        "Téléphone": ou_non_renseigne(commune["mairie_telephone"]),
        "Site": ou_non_renseigne(commune["mairie_site"]),
        "Horaires de la mairie": ou_non_renseigne(commune["mairie_horaires"]),
    }
    return Identite(
        code=str(commune["code_insee"]),
        nom=str(commune["nom"]),
        territoire=territory.id,
        sigle=territory.sigle,
        population=int(commune["population"]),
        site=texte_connu(commune["mairie_site"]),
        lignes=tuple(Ligne(label, value, source) for label, value in written.items()),
    )


def _with_incomes(identite: Identite, base: Base) -> Identite:
    """Return who the commune is, with the standard of living of its inhabitants."""
    rows = base.revenus[base.revenus["code_insee"] == identite.code]
    if rows.empty:
        return identite
    source = mention_de("revenus")
    added = []
    for name in REVENUS:
        record, value = catalog.indicator(name), rows[name].iloc[0]
        written = avec_unite(value, record.unite, record.decimales)
        told = record.absence if pd.isna(value) else written
        added.append(Ligne(record.titre, told, source))
    return replace(identite, lignes=(*identite.lignes, *added))


# --- what we have -----------------------------------------------------------------------------


def _count(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _quartiers(base: Base, code: str) -> Quartiers:
    covered = base.qpv_communes[base.qpv_communes["code_insee"] == code]
    names = base.qpv.set_index("code_qpv")["nom"]
    people = dict(
        zip(base.qpv_population["code_qpv"], base.qpv_population["habitants"], strict=True)
    )
    rows = covered.sort_values(["surface_km2", "code_qpv"], ascending=[False, True])
    listed = tuple(
        Quartier(
            code=str(row.code_qpv),
            nom=str(names[row.code_qpv]),
            surface_km2=float(row.surface_km2),  # type: ignore[arg-type]
            part_commune_pct=float(row.part_commune_pct),  # type: ignore[arg-type]
            part_qpv_pct=float(row.part_qpv_pct),  # type: ignore[arg-type]
            habitants=_count(people.get(str(row.code_qpv))),
        )
        for row in rows.itertuples()
    )
    share = float(covered["part_commune_pct"].sum())
    return Quartiers(listed, share, mention_de("qpv"), mots.QPV_NOTE)


# --- what the reports say ---------------------------------------------------------------------


def _fait(
    row: Mapping[Hashable, object], titles: Mapping[str, str], told: Mapping[str, tuple[str, ...]]
) -> Fait:
    return Fait(
        id=str(row["id"]),
        theme=str(row["theme"]),
        fait=str(row["fait"]),
        lieu=texte_connu(row["lieu"]),
        etat=STATUTS_ACTION[str(row["statut"])],
        periode=periode_ecrite(row),
        annee=None if pd.isna(row["annee_fin"]) else int(row["annee_fin"]),  # type: ignore[call-overload]
        montant=None if pd.isna(row["montant"]) else valeur_ecrite(row),  # type: ignore[call-overload]
        source=titles[str(row["source"])],
        section=str(row["section"]),
        note=texte_connu(row["note"]),
        contradictions=told.get(str(row["id"]), ()),
    )


def _faits(faits: Faits, code: str) -> tuple[FaitsDuTheme, ...]:
    rows = faits.actions[faits.actions["code_insee"] == code]
    against = contradictions_de(rows["id"], faits.contradictions, faits.liens)
    told = {
        str(fact): tuple(remarque(row) for row in found.to_dict("records"))
        for fact, found in against.groupby("ligne", sort=False)
    }
    titles = _titles(faits)
    every = [_fait(row, titles, told) for row in rows.to_dict("records")]
    grouped = {theme: tuple(f for f in every if f.theme == theme) for theme in THEMES_RAPPORT}
    return tuple(
        FaitsDuTheme(theme, THEMES_RAPPORT[theme], kept) for theme, kept in grouped.items() if kept
    )


def _reperes(faits: Faits, territoire: str) -> tuple[Repere, ...]:
    rows = faits.indicateurs.set_index("id", drop=False).loc[list(FOR_ALL_COMMUNES[territoire])]
    titles = _titles(faits)
    return tuple(
        Repere(
            id=str(row["id"]),
            libelle=str(row["libelle"]),
            valeur=valeur_ecrite(row),
            periode=periode_ecrite(row),
            source=titles[str(row["source"])],
            section=str(row["section"]),
            note=texte_connu(row["note"]),
        )
        for row in rows.to_dict("records")
    )


# --- our neighbours ---------------------------------------------------------------------------


def _voisines(base: Base, code: str) -> tuple[Voisine, ...]:
    near = [one for one in base.groupes.voisines(code).codes if one != code]
    rows = base.communes[base.communes["code_insee"].isin(near)]
    rows = rows.loc[rows["nom"].map(cle_de_tri).sort_values().index]
    return tuple(
        Voisine(
            code=str(row.code_insee),
            nom=str(row.nom),
            sigle=catalog.territory(str(row.territoire)).sigle,
            population=int(row.population),
        )
        for row in rows.itertuples()
    )


# --- the sentence -----------------------------------------------------------------------------


def _phrase(
    identite: Identite,
    quartiers: Quartiers,
    population: Rang,
    faits: tuple[FaitsDuTheme, ...] | None,
) -> str:
    """Return one sentence that sums up the commune: its size, its QPV, what the reports say."""
    parts = [f"{accord(identite.population, 'habitant')}, {population.texte}"]
    if quartiers.liste:
        counted = accord(len(quartiers.liste), *textes.NOMS_THEMES["qpv"])
        parts.append(f"{counted} sur {avec_unite(quartiers.part_pct, '%', 1)} de la commune")
    else:
        parts.append(NO_QPV)
    parts.append(_said(faits))
    return f"{identite.nom} ({identite.sigle}) : {' ; '.join(parts)}."


def _said(faits: tuple[FaitsDuTheme, ...] | None) -> str:
    if faits is None:
        return "faits des rapports illisibles"
    count = sum(len(theme.faits) for theme in faits)
    if count == 0:
        return "aucun des cinq rapports ne la cite nommément"
    return f"{accord(count, 'fait')} dans les rapports, sur {accord(len(faits), 'thème')}"
