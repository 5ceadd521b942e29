"""Refreshing a source: have its files, read them, tell what would change, publish or not."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.answers import changes
from geo.answers import official as answers
from geo.core.errors import RefreshError, SchemaError
from geo.core.writing import write_file
from geo.labels import officielles as mots
from geo.labels.formats import accord
from geo.refresh.official import download, publication
from geo.refresh.official.difference import Difference, compare
from geo.refresh.official.guards import Arret, Avant, stops
from geo.sources import official
from geo.sources.facts import load_faits

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.answers.changes import Ecrit
    from geo.refresh.official.cards import SourceCard
    from geo.refresh.official.lu import Reading
    from geo.sources.official import Version

RECUS, CONNU = "recus", "connu.json"
"""The folder of the files received, and what the service said of each."""


@dataclass(frozen=True, slots=True)
class Examen:
    """A copy that was read and compared, not published yet.

    ``depuis`` names what is in place: a published version, or what is shipped. ``phrases``: what
    the atlas says of it, before and after, by territory. ``ecrits``: the slides, sheets and figures
    that publishing it today would change.
    """

    fiche: SourceCard
    lu: Reading
    avant: Avant
    depuis: str
    difference: Difference
    arrets: tuple[Arret, ...]
    phrases: tuple[tuple[str, str], ...]
    fichiers: tuple[str, ...]
    ecrits: tuple[Ecrit, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the whole report as plain values."""
        return {
            "source": self.fiche.id,
            "titre": self.fiche.titre,
            "date": self.lu.date,
            "base": self.lu.base,
            "depuis": self.depuis,
            "fichiers_recus": list(self.fichiers),
            "provenance": self.provenance,
            "bilan": self.lu.bilan.to_json(),
            "difference": self.difference.to_json(),
            "phrases": [list(pair) for pair in self.phrases],
            "ecrits": [asdict(one) for one in self.ecrits],
            "arrets": [{"code": one.code, "texte": one.texte} for one in self.arrets],
        }


def examine(
    fiche: SourceCard,
    racine: Path,
    *,
    chemin: Path | None = None,
    essai: bool = False,
    outils: download.Outils | None = None,
    limites: download.Limites | None = None,
    communes: gpd.GeoDataFrame | None = None,
) -> Examen:
    """Return what a source has now, and what publishing it would change.

    ``chemin``: a file that is there already, instead of the download. With ``essai``, what is
    downloaded is not kept.

    Raises
    ------
    RefreshError
        If the files cannot be had.
    SchemaError
        If they are not those of the source.
    """
    communes = sources.load_geo("communes") if communes is None else communes
    if chemin is not None:
        return _examined(fiche, given(chemin), communes, racine, {"origine": chemin.name})
    if not fiche.adresses:
        raise RefreshError(mots.SANS_ADRESSE.format(titre=fiche.titre, source=fiche.id))
    if essai:
        with TemporaryDirectory() as folder:
            paths, told = _downloaded(fiche, Path(folder), outils, limites)
            return _examined(fiche, paths, communes, racine, told)
    paths, told = _downloaded(fiche, racine / fiche.id / RECUS, outils, limites)
    return _examined(fiche, paths, communes, racine, told)


def given(chemin: Path) -> tuple[Path, ...]:
    """Return the files of a path: itself, or those of a folder, in the order of their names.

    Raises
    ------
    RefreshError
        If there is nothing.
    """
    found = tuple(sorted(path for path in chemin.glob("*") if path.is_file()))
    paths = found if chemin.is_dir() else (chemin,)
    if not paths or not paths[0].is_file():
        raise RefreshError(mots.RIEN_A.format(chemin=chemin))
    return paths


def _downloaded(
    fiche: SourceCard,
    folder: Path,
    outils: download.Outils | None,
    limites: download.Limites | None,
) -> tuple[tuple[Path, ...], dict[str, Any]]:
    """Return the files of a source, sent again only if they have changed, and where they are from.

    What the service said is kept once the file is there, so that a stop in between only costs a
    download.
    """
    known = _known(folder)
    paths, told = [], {}
    for number, adresse in enumerate(fiche.adresses):
        path = folder / f"{fiche.id}-{number}.{fiche.forme}"
        said = known.get(adresse, {})
        if not _is_whole(path, said):
            said = {}
        connu = download.Connu(said["etag"], said["modifie"]) if said else None
        got = download.download(
            adresse, path, fiche.forme, connu=connu, limites=limites, outils=outils
        )
        if not got.inchange:
            said = {"etag": got.etag, "modifie": got.modifie, "sha256": got.sha256}
        told[adresse] = said
        paths.append(path)
    write_file(folder / CONNU, json.dumps(told).encode())
    return tuple(paths), {"origine": "telechargement", "adresses": told}


SUS = {"etag", "modifie", "sha256"}


def _known(folder: Path) -> dict[str, dict[str, str]]:
    try:
        told = json.loads((folder / CONNU).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {one: said for one, said in told.items() if isinstance(said, dict) and set(said) >= SUS}


def _is_whole(path: Path, said: dict[str, str]) -> bool:
    """Return whether the file received is still the one that the service gave: else it is asked."""
    return bool(said) and path.is_file() and sources.sha256(path) == said["sha256"]


def _examined(
    fiche: SourceCard,
    paths: tuple[Path, ...],
    communes: gpd.GeoDataFrame,
    racine: Path,
    provenance: dict[str, Any],
) -> Examen:
    lu = _dated(fiche.lire(paths, communes), provenance)
    if not lu.bilan.juste:
        raise SchemaError(mots.COMPTE_FAUX.format(titre=fiche.titre))
    if lu.objets.empty:
        raise SchemaError(mots.RIEN_ICI.format(titre=fiche.titre))
    avant, depuis = _in_place(fiche, racine, communes)
    noms = communes.set_index("code_insee")["nom"]
    change = compare(avant.objets, lu.objets, noms)
    return Examen(
        fiche,
        lu,
        avant,
        depuis,
        change,
        tuple(stops(avant, lu, change)),
        _sentences(fiche, avant, lu),
        tuple(path.name for path in paths),
        _written(fiche, racine, lu, change, communes),
        provenance,
    )


def _written(
    fiche: SourceCard,
    racine: Path,
    lu: Reading,
    change: Difference,
    communes: gpd.GeoDataFrame,
) -> tuple[Ecrit, ...]:
    """Return what readers see that publishing a copy today would write otherwise."""
    if publication.is_in_place(fiche.id, lu, racine):
        return ()
    version = official.current(fiche.id, racine)
    today = _today()
    report = {"publiee_le": today, "difference": change.to_json()}
    known = communes.set_index("code_insee")
    seen = changes.seen(
        fiche.id,
        None if version is None else version.rapport,
        report,
        known["territoire"].to_dict(),
        known["nom"].to_dict(),
    )
    if fiche.id != answers.A_COTE_DU_RAPPORT:
        return seen
    faits = load_faits()
    before = "" if version is None else answers.beside_the_report(version, faits)
    after = answers.beside(lu.objets, lu.date, today, faits)
    return seen if before == after else (*seen, changes.Ecrit(mots.A_COTE, before, after))


def _today() -> str:
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def _dated(lu: Reading, provenance: dict[str, Any]) -> Reading:
    """Return what was read with the date of its file, where it tells none itself."""
    if lu.date is not None:
        return lu
    days = []
    for said in provenance.get("adresses", {}).values():
        with suppress(ValueError):
            days.append(parsedate_to_datetime(said["modifie"]).date().isoformat())
    return replace(lu, date=max(days)) if days else lu


def _in_place(fiche: SourceCard, racine: Path, communes: gpd.GeoDataFrame) -> tuple[Avant, str]:
    version = official.current(fiche.id, racine)
    if version is None:
        return fiche.livree(communes), mots.LIVREE
    told = version.rapport
    return Avant(version.table("objets"), version.date, told["base"]), version.nom


def _sentences(fiche: SourceCard, avant: Avant, lu: Reading) -> tuple[tuple[str, str], ...]:
    """Return what the atlas says of each territory, before and after, where it differs."""
    found = []
    for place in ("cabbalr", "call", None):
        told = tuple(
            answers.sentence(fiche.id, answers.within(objets, place), date, place)
            for objets, date in ((avant.objets, avant.date), (lu.objets, lu.date))
        )
        if told[0] != told[1]:
            found.append((told[0], told[1]))
    return tuple(found)


def since(
    fiche: SourceCard, racine: Path, jour: str, communes: gpd.GeoDataFrame | None = None
) -> tuple[str, str | None, Difference]:
    """Return what changed between what was in place as a day began and what is in place now.

    The name and the date of what was in place go first; before any publication, or once all were
    taken back, it is what is shipped. ``jour``: ``AAAA-MM-JJ``; what was published that very day
    counts.

    Raises
    ------
    RefreshError
        If nothing was ever published, or if what was in place is not kept any more.
    """
    if not official.journal(fiche.id, racine):
        raise RefreshError(mots.RIEN_A_REPRENDRE.format(source=fiche.id))
    name = official.in_place_before(jour, fiche.id, racine)
    return since_version(fiche, racine, name, communes)


def since_version(
    fiche: SourceCard, racine: Path, name: str | None, communes: gpd.GeoDataFrame | None = None
) -> tuple[str, str | None, Difference]:
    """Return what changed between a version (``None``: what is shipped) and what is in place now.

    The name and the date of that version go first.

    Raises
    ------
    RefreshError
        If that version is not kept any more, or never was there.
    """
    communes = sources.load_geo("communes") if communes is None else communes
    noms = communes.set_index("code_insee")["nom"]
    now, _ = _in_place(fiche, racine, communes)
    if name is None:
        avant, name = fiche.livree(communes), mots.LIVREE
    else:
        then = official.whole(fiche.id, name, racine)
        if then is None:
            raise RefreshError(mots.PLUS_GARDEE.format(titre=fiche.titre, version=name))
        avant = Avant(then.table("objets"), then.date)
    return name, avant.date, compare(avant.objets, now.objets, noms)


def publish(found: Examen, racine: Path, *, raison: str = "") -> Version:
    """Publish what was examined, and return the version in place.

    Raises
    ------
    RefreshError
        If something stops it and no reason to go on is given.
    """
    if found.arrets and not raison.strip():
        raise RefreshError(
            mots.ARRETE.format(points=accord(len(found.arrets), "point"), source=found.fiche.id)
        )
    report = found.to_json() | {
        "publiee_le": _today(),
        "acceptee": raison,
    }
    return publication.publish(found.fiche.id, found.lu, report, racine)
