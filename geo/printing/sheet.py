"""The fiche of a commune as it is set on paper: the same values as on screen, fewer columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche as make_fiche
from geo.core import catalog
from geo.labels import commune as mots_commune
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import NBSP, accord, avec_unite, enumeration, nombre
from geo.measures.groups import TAILLES
from geo.printing.basin import section_of
from geo.printing.model import Detail, Feuille, Rapports, Section, Tableau
from geo.printing.objectives import table_of
from geo.printing.pictures.describe_map import carte_commune

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.answers.fiche import Fait, Fiche, Quartiers
    from geo.answers.fiche_facilities import Equipement, Equipements
    from geo.answers.ranks import Rang
    from geo.measures.groups import ClasseDeTaille
    from geo.printing.world import Donnees


def feuille(donnees: Donnees, code_insee: str) -> Feuille:
    """Return the fiche of a commune, with its map.

    Raises
    ------
    UnknownIdError
        If the code is not that of a commune of the atlas.
    """
    return feuille_de(
        donnees,
        make_fiche(donnees.base, donnees.themes, donnees.faits, code_insee, donnees.horaires),
    )


def feuille_de(donnees: Donnees, fiche: Fiche) -> Feuille:
    """Return a fiche that is already made, with its map."""
    code = fiche.identite.code
    carte = carte_commune(donnees, code, [item.code for item in fiche.voisines])
    avons, pres, rapports, situer = _avons(fiche), _pres(fiche), _rapports(fiche), _locate(fiche)
    aims = table_of(donnees, fiche.identite.territoire)
    detail = Detail(_equipements(fiche), _faits(fiche), _toutes(fiche, aims))
    identite, bassin = _identite(fiche), section_of(donnees, code)
    besides = [section for section in (pres, bassin) if section]
    told = [identite, avons, *besides, *detail.sections, situer]
    return Feuille(
        code=code,
        nom=fiche.identite.nom,
        phrase=fiche.phrase,
        chiffres=chiffres_de(fiche),
        carte=carte,
        identite=identite,
        avons=avons,
        pres=pres,
        rapports=rapports,
        situer=situer,
        voisines=_voisines(fiche),
        bassin=bassin,
        detail=detail,
        source=_joined([*(section.source for section in told), *carte.sources]),
        edition=donnees.edition,
    )


def _joined(mentions: Iterable[str]) -> str:
    """Return several mentions of sources, each told once."""
    parts = [part for mention in mentions for part in mention.split(" ; ") if part]
    return " ; ".join(dict.fromkeys(parts))


def _with(first: str, *others: str | None) -> str:
    """Return a cell: its text, then what is secondary on lines of its own."""
    return "\n".join([first, *(other for other in others if other)])


def _identite(fiche: Fiche) -> Section:
    lines = fiche.identite.lignes
    rows = tuple((line.libelle, line.valeur) for line in lines)
    table = Tableau(mots_commune.QUI, mots.COLONNES_IDENTITE, rows, largeurs=(1.1, 2))
    return Section(mots_commune.QUI, (), (table,), (), _joined(line.source for line in lines))


# --- what we have -----------------------------------------------------------------------------


def _avons(fiche: Fiche) -> Section:
    """Return how many facilities and QPV there are, by kind and by state."""
    shown = [group for group in fiche.equipements if group.connus or group.a_confirmer]
    empty = [group for group in fiche.equipements if group not in shown]
    told = [] if fiche.qpv.liste else [mots_commune.QPV_AUCUN]
    if empty:
        names = enumeration([textes.NOMS_THEMES[group.theme][1] for group in empty])
        told.append(mots_commune.EQUIPEMENTS_AUCUN.format(noms=names))
    if fiche.absents:
        told.append(mots_commune.THEMES_ABSENTS.format(noms=enumeration(list(fiche.absents))))
    rows = [*([_compte_qpv(fiche.qpv)] if fiche.qpv.liste else []), *map(_compte, shown)]
    table = Tableau(mots.COMPTES, mots.COLONNES_COMPTES, tuple(rows), (1,), (1.5, 0.8, 3))
    return Section(
        titre=mots_commune.AVONS,
        textes=tuple(told),
        tableaux=(table,) if rows else (),
        notes=(fiche.qpv.note,) if fiche.qpv.liste else (),
        source=_joined([fiche.qpv.source, *(group.source for group in fiche.equipements)]),
    )


def _compte_qpv(quartiers: Quartiers) -> tuple[str, ...]:
    share = mots.PART_QPV.format(part=avec_unite(quartiers.part_pct, "%", 1))
    names = [item.nom for item in quartiers.liste]
    if names[1:]:
        parts = [avec_unite(item.part_commune_pct, "%", 1) for item in quartiers.liste]
        names = [f"{name} ({part})" for name, part in zip(names, parts, strict=True)]
    told = f"{share}{NBSP}: {enumeration(names)}"
    return catalog.theme("qpv").titre, nombre(len(names)), told


def _compte(group: Equipements) -> tuple[str, ...]:
    """Return the row of a kind: how many are counted, and the words of the sentence."""
    return group.titre, nombre(group.recenses), group.comptes


def _equipements(fiche: Fiche) -> Section | None:
    """Return the QPV and the facilities one by one; none where there is none."""
    tables = [_qpv(fiche.qpv)] if fiche.qpv.liste else []
    tables += [table for group in fiche.equipements for table in _equipements_du_theme(group)]
    if not tables:
        return None
    listed = [group.source for group in fiche.equipements if group.connus or group.a_confirmer]
    return Section(
        titre=mots.UN_A_UN,
        tableaux=tuple(tables),
        source=_joined([*([fiche.qpv.source] if fiche.qpv.liste else []), *listed]),
    )


def _qpv(quartiers: Quartiers) -> Tableau:
    rows = tuple(
        (
            f"{item.nom} ({item.code})",
            nombre(item.surface_km2, 2),
            nombre(item.part_commune_pct, 1),
            nombre(item.part_qpv_pct, 1),
            nombre(item.habitants),
        )
        for item in quartiers.liste
    )
    title = catalog.theme("qpv").titre
    return Tableau(title, mots.COLONNES_QPV, rows, droite=(1, 2, 3, 4), largeurs=(3, 1, 1, 1, 1))


def _equipements_du_theme(group: Equipements) -> list[Tableau]:
    told = (
        (group.titre, group.connus),
        (mots_commune.EQUIPEMENTS_CONFIRMER.format(titre=group.titre), group.a_confirmer),
    )
    return [_equipements_table(title, items) for title, items in told if items]


def _equipements_table(title: str, items: tuple[Equipement, ...]) -> Tableau:
    """Return facilities as a table; a type that all of them have is told in its title."""
    kinds = {item.type for item in items}
    if len(kinds) == 1:
        title = f"{title} ({items[0].type})"
    rows = tuple(
        (
            _with(item.nom, item.type if len(kinds) > 1 else None),
            item.etat,
            item.detail,
            item.annee,
            item.position,
            item.source,
        )
        for item in items
    )
    return Tableau(
        title,
        mots.COLONNES_EQUIPEMENTS,
        rows,
        largeurs=(3.4, 0.85, 2, 0.95, 2.3, 2),
        remarques=tuple(item.remarque for item in items),
    )


# --- what is near -----------------------------------------------------------------------------


def _pres(fiche: Fiche) -> Section | None:
    if not fiche.proches:
        return None
    rows = tuple(
        (
            item.libelle,
            item.nom or mots_commune.RIEN,
            item.commune or mots_commune.RIEN,
            item.texte,
        )
        for item in fiche.proches
    )
    trains = () if fiche.transports is None else (fiche.transports.court,)
    rail = () if fiche.transports is None else (fiche.transports.constats[0].source,)
    return Section(
        titre=mots_commune.PRES,
        tableaux=(
            Tableau(mots_commune.PRES_LEGENDE, mots.COLONNES_PRES, rows, (), (1, 1.6, 1.1, 2.2)),
        ),
        notes=(mots_commune.PRES_NOTE, *trains),
        source=_joined([*(item.source for item in fiche.proches), *rail]),
    )


# --- what the reports say ---------------------------------------------------------------------


def _rapports(fiche: Fiche) -> Rapports:
    """Return what the reports say in short: how many facts, on what, and the facts to tell first.

    First those with an amount in euros, then those with a quantity, then the others; the latest
    first in each.
    """
    if fiche.faits is None:
        return Rapports(mots_commune.RAPPORTS, (mots_commune.RAPPORTS_ABSENTS,))
    if not fiche.faits:
        told = mots_commune.RAPPORTS_AUCUN.format(nom=fiche.identite.nom)
        return Rapports(mots_commune.RAPPORTS, (f"{told} {mots_commune.RAPPORTS_AUCUN_SUITE}",))
    themes = sorted(fiche.faits, key=lambda group: -len(group.faits))
    by_theme = enumeration([f"{t.titre} ({nombre(len(t.faits))})" for t in themes])
    counted = accord(fiche.nb_faits, *mots.FAITS_UNITE)
    told = mots.FAITS_THEMES.format(
        faits=counted, themes=accord(len(themes), "thème"), liste=by_theme
    )
    every = [(fact, group.titre) for group in fiche.faits for fact in group.faits]
    every.sort(key=lambda one: one[0].rang)
    rows = tuple(_fait(fact, theme) for fact, theme in every)
    remarks = tuple(fact.note or "" for fact, _ in every)
    return Rapports(
        titre=mots_commune.RAPPORTS,
        textes=(told,),
        faits=Tableau(mots.FAITS_CHOISIS, mots.COLONNES_FAITS, rows, (3,), LARGEURS_FAITS, remarks),
        notes=(mots_commune.RAPPORTS_NOTE,),
        restes=("", *(_reste(left) for left in range(1, len(rows) + 1))),
        source=_joined(fact.source for fact, _ in every),
    )


def _reste(left: int) -> str:
    return f"{mots.FAITS_REGLE} {mots.FAITS_RESTE[left > 1].format(compte=nombre(left))}"


LARGEURS_FAITS = (4.3, 0.75, 0.95, 1.3, 3.2)


def _faits(fiche: Fiche) -> Section | None:
    """Return all the facts, theme by theme; none where there is none."""
    if not fiche.faits:
        return None
    tables = tuple(
        Tableau(
            group.titre,
            mots.COLONNES_FAITS,
            tuple(_fait(fact) for fact in group.faits),
            (3,),
            LARGEURS_FAITS,
            tuple(fact.note or "" for fact in group.faits),
        )
        for group in fiche.faits
    )
    told = accord(fiche.nb_faits, *mots.FAITS_UNITE)
    return Section(
        titre=f"{mots_commune.RAPPORTS} ({told})",
        tableaux=tables,
        source=_joined(fact.source for group in fiche.faits for fact in group.faits),
    )


def _section(source: str, section: str) -> str:
    return mots_commune.SECTION.format(source=source, section=section)


def _fait(fact: Fait, theme: str = "") -> tuple[str, ...]:
    """Return the row of a fact; its theme stands with its place where no heading tells it."""
    return (
        _with(fact.fait, " · ".join(filter(None, [theme, fact.lieu])), *fact.contradictions),
        fact.etat,
        fact.periode,
        fact.montant or mots_commune.RIEN,
        _section(fact.source, fact.section),
    )


def _toutes(fiche: Fiche, aims: Tableau | None) -> Section | None:
    """Return the figures for all the communes, then the aims of their agglomération."""
    if not fiche.reperes:
        return None
    rows = tuple(
        (
            item.libelle,
            item.valeur,
            item.periode,
            _section(item.source, item.section),
        )
        for item in fiche.reperes
    )
    title = mots_commune.TOUTES.format(sigle=fiche.identite.sigle)
    title = f"{title} ({accord(len(rows), 'chiffre')})"
    return Section(
        titre=title,
        tableaux=(
            Tableau(
                title,
                mots.COLONNES_REPERES,
                rows,
                (1,),
                (3.9, 1.3, 1.15, 4),
                tuple(item.note or "" for item in fiche.reperes),
            ),
            *([aims] if aims else []),
        ),
        notes=(mots_commune.TOUTES_NOTE,),
        source=_joined(item.source for item in fiche.reperes),
    )


# --- how we compare, our neighbours -----------------------------------------------------------


def _rang(rang: Rang, classe: ClasseDeTaille) -> str:
    """Return a rank without the name of the class: the note under the table gives it."""
    told = rang.texte.removesuffix(f" {classe.libelle}")
    return f"{told}, {rang.ordre}" if rang.rang else told


def _locate(fiche: Fiche) -> Section:
    rows = tuple(
        (
            rang.titre,
            rang.valeur,
            _rang(rang, fiche.classe),
            rang.mediane,
            rang.etendue,
        )
        for rang in fiche.rangs
    )
    bounds = enumeration([nombre(bound) for bound in TAILLES[1:]])
    note = mots_commune.SITUER_NOTE.format(
        compte=len(fiche.classe.codes), classe=fiche.classe.libelle, bornes=bounds
    )
    return Section(
        titre=mots_commune.SITUER,
        tableaux=(
            Tableau(
                mots_commune.SITUER_LEGENDE,
                mots.COLONNES_RANGS,
                rows,
                (1, 3),
                (2.9, 1.3, 3.1, 1.25, 1.9),
            ),
        ),
        notes=(note,),
        source=_joined(rang.source for rang in fiche.rangs),
    )


def _voisines(fiche: Fiche) -> Section:
    told = enumeration(
        [
            f"{item.nom} ({item.sigle}, {accord(item.population, 'habitant')})"
            for item in fiche.voisines
        ]
    )
    return Section(mots_commune.VOISINES, (f"{told}.",) if told else ())
