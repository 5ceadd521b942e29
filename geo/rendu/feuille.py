"""The fiche of a commune as it is set on paper: the same values as on screen, fewer columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import catalog
from geo.fiche import fiche as make_fiche
from geo.groupes import TAILLES
from geo.labels import commune as mots_commune
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import NBSP, accord, accorder, enumeration, nombre
from geo.rendu.cartes import carte_commune
from geo.rendu.modele import Feuille, Section, Tableau
from geo.synthese import Chiffre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.fiche import Equipement, Equipements, Fait, Fiche, Quartiers
    from geo.rendu.donnees import Donnees


def feuille(donnees: Donnees, code_insee: str) -> Feuille:
    """Return the fiche of a commune, with its map.

    Raises
    ------
    UnknownIdError
        If the code is not that of a commune of the atlas.
    """
    return feuille_de(donnees, make_fiche(donnees.base, donnees.themes, donnees.faits, code_insee))


def feuille_de(donnees: Donnees, fiche: Fiche) -> Feuille:
    """Return a fiche that is already made, with its map."""
    code = fiche.identite.code
    found = (
        _avons(fiche), _pres(fiche), _rapports(fiche), _situer(fiche), _voisines(fiche),
        _toutes(fiche),
    )  # fmt: skip
    sections = tuple(section for section in found if section is not None)
    who = [line.source for line in fiche.identite.lignes]
    return Feuille(
        code=code,
        nom=fiche.identite.nom,
        phrase=fiche.phrase,
        chiffres=chiffres_de(fiche),
        carte=carte_commune(donnees, code, [item.code for item in fiche.voisines]),
        identite=_identite(fiche),
        sections=sections,
        source=_joined([*who, *(section.source for section in sections)]),
        edition=donnees.edition,
    )


def _joined(mentions: Iterable[str]) -> str:
    """Return several mentions of sources, each told once."""
    parts = [part for mention in mentions for part in mention.split(" ; ") if part]
    return " ; ".join(dict.fromkeys(parts))


def chiffres_de(fiche: Fiche) -> tuple[Chiffre, ...]:
    """Return the key figures of a fiche: size, density, share in QPV, facts of the reports."""
    by_id = {rang.id: rang for rang in fiche.rangs}
    figures = []
    for name, label in mots.FIGURES_COMMUNE.items():
        value, _, unit = by_id[name].valeur.partition(NBSP)
        figures.append(Chiffre(value, unit, label, by_id[name].source))
    if fiche.faits is not None:
        noun = accorder(fiche.nb_faits, *mots.FAITS_UNITE)
        source = catalog.source("rapports").mention
        figures.append(Chiffre(nombre(fiche.nb_faits), noun, mots.FAITS_LIBELLE, source))
    return tuple(figures)


def _with(first: str, *others: str | None) -> str:
    """Return a cell: its text, then what is secondary on lines of its own."""
    return "\n".join([first, *(other for other in others if other)])


def _identite(fiche: Fiche) -> Tableau:
    rows = tuple((line.libelle, line.valeur) for line in fiche.identite.lignes)
    return Tableau(mots_commune.QUI, mots.COLONNES_IDENTITE, rows, largeurs=(1.1, 2))


# --- what we have -----------------------------------------------------------------------------


def _avons(fiche: Fiche) -> Section:
    shown = [group for group in fiche.equipements if group.connus or group.a_confirmer]
    empty = [group for group in fiche.equipements if group not in shown]
    told = [] if fiche.qpv.liste else [mots_commune.QPV_AUCUN]
    if empty:
        names = enumeration([textes.NOMS_THEMES[group.theme][1] for group in empty])
        told.append(mots_commune.EQUIPEMENTS_AUCUN.format(noms=names))
    if fiche.absents:
        told.append(mots_commune.THEMES_ABSENTS.format(noms=enumeration(list(fiche.absents))))
    tables = [_qpv(fiche.qpv)] if fiche.qpv.liste else []
    tables += [table for group in shown for table in _equipements(group)]
    return Section(
        titre=mots_commune.AVONS,
        textes=tuple(told),
        tableaux=tuple(tables),
        notes=(fiche.qpv.note,) if fiche.qpv.liste else (),
        source=_joined([fiche.qpv.source, *(group.source for group in fiche.equipements)]),
    )


def _qpv(quartiers: Quartiers) -> Tableau:
    rows = tuple(
        (
            f"{item.nom} ({item.code})",
            nombre(item.surface_km2, 2),
            nombre(item.part_commune_pct, 1),
            nombre(item.part_qpv_pct, 1),
        )
        for item in quartiers.liste
    )
    title = catalog.theme("qpv").titre
    return Tableau(title, mots.COLONNES_QPV, rows, droite=(1, 2, 3), largeurs=(3, 1, 1, 1))


def _equipements(group: Equipements) -> list[Tableau]:
    told = (
        (group.titre, group.connus),
        (mots_commune.EQUIPEMENTS_CONFIRMER.format(titre=group.titre), group.a_confirmer),
    )
    return [_equipements_table(title, items) for title, items in told if items]


def _equipements_table(title: str, items: tuple[Equipement, ...]) -> Tableau:
    rows = tuple(
        (
            _with(item.nom, item.type, item.remarque),
            item.etat,
            item.detail,
            item.annee,
            item.position,
            item.source,
        )
        for item in items
    )
    return Tableau(title, mots.COLONNES_EQUIPEMENTS, rows, largeurs=(2.8, 1, 1.7, 0.9, 1.5, 1.7))


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
    return Section(
        titre=mots_commune.PRES,
        tableaux=(
            Tableau(
                mots_commune.PRES_LEGENDE, mots.COLONNES_PRES, rows, (3,), (1.2, 2.4, 1.4, 1.4)
            ),
        ),
        notes=(mots_commune.PRES_NOTE,),
        source=_joined(item.source for item in fiche.proches),
    )


# --- what the reports say ---------------------------------------------------------------------


def _rapports(fiche: Fiche) -> Section:
    if fiche.faits is None:
        return Section(mots_commune.RAPPORTS, (mots_commune.RAPPORTS_ABSENTS,))
    if not fiche.faits:
        told = mots_commune.RAPPORTS_AUCUN.format(nom=fiche.identite.nom)
        return Section(mots_commune.RAPPORTS, (f"{told} {mots_commune.RAPPORTS_AUCUN_SUITE}",))
    tables = tuple(
        Tableau(
            group.titre,
            mots.COLONNES_FAITS,
            tuple(_fait(fact) for fact in group.faits),
            (3,),
            (3.6, 1, 1, 1.5, 2.4),
        )
        for group in fiche.faits
    )
    told = accord(fiche.nb_faits, *mots.FAITS_UNITE)
    return Section(
        titre=f"{mots_commune.RAPPORTS} ({told})",
        tableaux=tables,
        notes=(mots_commune.RAPPORTS_NOTE,),
        source=_joined(fact.source for group in fiche.faits for fact in group.faits),
    )


def _section(source: str, section: str) -> str:
    return mots_commune.SECTION.format(source=source, section=section)


def _fait(fact: Fait) -> tuple[str, ...]:
    against = [mots_commune.CONTRADICTION.format(texte=text) for text in fact.contradictions]
    return (
        _with(fact.fait, fact.lieu, fact.note, *against),
        fact.etat,
        fact.periode,
        fact.montant or mots_commune.RIEN,
        _section(fact.source, fact.section),
    )


def _toutes(fiche: Fiche) -> Section | None:
    if not fiche.reperes:
        return None
    rows = tuple(
        (
            _with(item.libelle, item.note),
            item.valeur,
            item.periode,
            _section(item.source, item.section),
        )
        for item in fiche.reperes
    )
    return Section(
        titre=mots_commune.TOUTES.format(sigle=fiche.identite.sigle),
        tableaux=(
            Tableau(
                accord(len(rows), "chiffre"), mots.COLONNES_REPERES, rows, (1,), (3.6, 1.4, 1, 3)
            ),
        ),
        notes=(mots_commune.TOUTES_NOTE,),
        source=_joined(item.source for item in fiche.reperes),
    )


# --- how we compare, our neighbours -----------------------------------------------------------


def _situer(fiche: Fiche) -> Section:
    rows = tuple(
        (
            rang.titre,
            rang.valeur,
            f"{rang.texte} ({rang.ordre})" if rang.rang else rang.texte,
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
                (2.2, 1.2, 3, 1, 1.5),
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
