"""``refresh``: official data and the road network, brought in from where they are published."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.commands.parser import BIEN, DEFAUT, MAL_ECRIT, Command, write
from geo.core.errors import AtlasError, RefreshError
from geo.labels import officielles as mots

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from geo.refresh.official.cards import SourceCard

ROUTES = "routes"
"""The road network, which is not official data: it has its own way (docs/routes.md)."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "source",
        metavar="SOURCE",
        nargs="*",
        type=_source,
        help=f"{mots.AIDE_SOURCES} ; {ROUTES} : le réseau routier d’OpenStreetMap",
    )
    group.add_argument("--from", dest="chemin", metavar="CHEMIN", type=Path, help=mots.AIDE_FROM)
    group.add_argument("--dry-run", action="store_true", help=mots.AIDE_ESSAI)
    group.add_argument("--publish", action="store_true", help=mots.AIDE_PUBLIER)
    group.add_argument("--accept", metavar="RAISON", default="", help=mots.AIDE_ACCEPTER)
    group.add_argument("--rollback", action="store_true", help=mots.AIDE_REPRENDRE)
    group.add_argument("--since", metavar="AAAA-MM-JJ", type=_day, help=mots.AIDE_DEPUIS)
    group.add_argument("--json", metavar="RAPPORT", default="", help=mots.AIDE_JSON)
    group.add_argument(
        "--overpass",
        metavar="ADRESSE",
        help="autre service Overpass à interroger (par défaut https://overpass-api.de/api)",
    )


def _day(text: str) -> str:
    import argparse
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        msg = f"une date est attendue (AAAA-MM-JJ), pas {text!r}"
        raise argparse.ArgumentTypeError(msg) from None


def _source(text: str) -> str:
    import argparse

    if text != ROUTES and text not in mots.QUI:
        known = ", ".join(repr(one) for one in (*mots.QUI, ROUTES))
        msg = f"valeur inconnue : {text!r} (connues : {known})"
        raise argparse.ArgumentTypeError(msg)
    return text


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _refresh(options: argparse.Namespace) -> int:
    asked = list(dict.fromkeys(options.source))
    if ROUTES in asked:
        if len(asked) > 1 or options.publish or options.rollback or options.json:
            _tell(mots.ROUTES_SEULES)
            return MAL_ECRIT
        return _roads(options)
    from geo.refresh.official import cards

    fiches = [cards.find(one) for one in asked] or [
        one for one in cards.FICHES.values() if one.adresses
    ]
    fault = _badly_written(options, fiches)
    if fault:
        _tell(fault)
        return MAL_ECRIT
    try:
        if options.since:
            return _since(fiches, options.since)
        return _roll_back(fiches) if options.rollback else _official(options, fiches)
    except KeyboardInterrupt:
        _tell(f"\nInterrompu. {mots.RIEN_N_A_CHANGE}")
        return DEFAUT


def _badly_written(options: argparse.Namespace, fiches: list[SourceCard]) -> str:
    if options.chemin is not None and len(fiches) > 1:
        return mots.UNE_SEULE_SOURCE
    if options.since and (options.publish or options.rollback or options.chemin):
        return mots.DEPUIS_SEUL
    if options.accept and not options.publish:
        return mots.ACCEPTER_QUOI
    if options.publish and (options.dry_run or options.rollback):
        return mots.PUBLIER_OU_ESSAYER
    return ""


# --- official data ----------------------------------------------------------------------------


class _Barre:
    """How much has come, on one line of a terminal; nothing anywhere else."""

    LARGEUR = 30

    def __init__(self) -> None:
        self._seen = -1
        self._shown = sys.stderr.isatty()

    def __call__(self, recus: int, total: int | None) -> None:
        """Draw how much has come."""
        step = recus * 100 // total if total else recus // 1_000_000
        if not self._shown or step == self._seen:
            return
        self._seen = step
        if total:
            full = step * self.LARGEUR // 100
            bar = "█" * full + "·" * (self.LARGEUR - full)
            print(f"\r{bar} {step} %", end="", file=sys.stderr, flush=True)
        else:
            print(f"\r{step} Mo", end="", file=sys.stderr, flush=True)
        if total and recus >= total:
            print(file=sys.stderr)


def _official(options: argparse.Namespace, fiches: list[SourceCard]) -> int:
    from geo.refresh.official import lock
    from geo.sources import official

    racine = official.folder()
    code, reports = BIEN, []
    if options.dry_run:
        for fiche in fiches:
            one, report = _one(options, fiche, racine)
            code = max(code, one)
            reports.append(report)
    else:
        with lock.alone(racine):
            for fiche in fiches:
                one, report = _one(options, fiche, racine)
                code = max(code, one)
                reports.append(report)
    if options.json:
        from geo.labels.formats import accord

        content = json.dumps(reports, ensure_ascii=False, indent=1).encode()
        write(
            options.json, content, mots.RAPPORT_ECRIT.format(sources=accord(len(reports), "source"))
        )
    return code


def _one(
    options: argparse.Namespace, fiche: SourceCard, racine: Path
) -> tuple[int, dict[str, object]]:
    """Refresh one source; a source that fails leaves the others, and its own copy, as they are."""
    from geo.refresh.official import download, refreshing, telling

    tools = download.Outils(dire=_tell, avancer=_Barre())
    try:
        found = refreshing.examine(
            fiche, racine, chemin=options.chemin, essai=options.dry_run, outils=tools
        )
    except AtlasError as error:
        _tell(f"{fiche.titre} : {error}")
        _tell(telling.in_place(fiche.id, racine))
        return DEFAUT, {"source": fiche.id, "erreur": str(error)}
    out = sys.stderr if options.json == "-" else sys.stdout
    print(telling.report(found), file=out)
    report = found.to_json()
    if not options.publish:
        print(mots.POUR_PUBLIER.format(source=fiche.id), file=out)
        return BIEN, report
    try:
        version = refreshing.publish(found, racine, raison=options.accept)
    except RefreshError as error:
        _tell(str(error))
        return DEFAUT, report
    print(mots.PUBLIEE.format(version=version.nom, source=fiche.id), file=out)
    return BIEN, report | {"version": version.nom}


def _since(fiches: Iterable[SourceCard], day: str) -> int:
    """Tell what changed since a day; what was never published is passed over in one sentence."""
    from geo.refresh.official import refreshing, telling
    from geo.sources import official

    code = BIEN
    for fiche in fiches:
        try:
            name, until, change = refreshing.since(fiche, official.folder(), day)
        except RefreshError as error:
            _tell(str(error))
            code = DEFAUT
            continue
        print("\n".join([fiche.titre, *telling.changes(name, until, change)]))
    return code


def _roll_back(fiches: Iterable[SourceCard]) -> int:
    from geo.refresh.official import lock, publication
    from geo.sources import official

    racine, code = official.folder(), BIEN
    with lock.alone(racine):
        for fiche in fiches:
            try:
                version = publication.rollback(fiche.id, racine)
            except RefreshError as error:
                _tell(str(error))
                code = DEFAUT
                continue
            name = mots.LIVREE if version is None else version.nom
            print(mots.REPRISE.format(titre=fiche.titre, version=name))
    return code


# --- the road network -------------------------------------------------------------------------


def _roads(options: argparse.Namespace) -> int:
    from geo.refresh import road_checks, roads

    try:
        found = roads.refresh_roads(
            options.chemin, essai=options.dry_run, adresse=options.overpass, dire=_tell
        )
    except KeyboardInterrupt:
        _tell(f"\nInterrompu. {road_checks.RIEN_N_A_CHANGE}")
        return DEFAUT
    modes = ", ".join(f"{mode} {count}" for mode, count in found.par_mode.items())
    print(f"{found.carrefours} carrefours, {found.troncons} tronçons ({modes})")
    if options.dry_run:
        print("Essai : le réseau convient, rien n’a été écrit.")
        return BIEN
    kept = f" ; le précédent est dans data/{roads.PRECEDENT}" if found.precedent else ""
    print(f"écrit : data/{roads.ROUTES}{kept}. Relancez l’application pour qu’elle le prenne.")
    return BIEN


COMMANDS = (Command("refresh", mots.AIDE, _arguments, _refresh),)
