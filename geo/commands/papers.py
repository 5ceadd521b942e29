"""``fiche``, ``fiches`` and ``diaporama``: what is printed or projected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.commands.parser import (
    BIEN,
    DEFAUT,
    MAL_ECRIT,
    Command,
    checksum,
    commune_codes,
    group_codes,
    listed,
    one_commune,
    one_of,
    output,
    selection,
    selection_arguments,
    territoire,
    themes,
)
from geo.core import catalog, writing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

FORMATS_PAPIER = ("pdf", "pptx")


def _recit(text: str) -> str:
    from geo.printing import stories

    return one_of(dict.fromkeys(stories.noms(), ()), stories.require)(text)


def _fiche_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument("commune", metavar="COMMUNE", help="nom ou code Insee de la commune")
    group.add_argument(
        "--format", type=str.lower, choices=FORMATS_PAPIER, required=True, help="format du fichier"
    )
    output(group, "fichier à écrire")


def _fiche(options: argparse.Namespace) -> int:
    from geo.printing import batch, world

    donnees = world.load_world()
    code = one_commune(donnees.base, options.commune)
    return _written(options.output, batch.fichier_de(donnees, code, options.format))


def _written(output: str, content: bytes) -> int:
    writing.write_file(Path(output), content)
    print(f"{output} : {len(content)} octets, sha256 {checksum(content)}")
    return BIEN


def _carte_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "theme",
        metavar="THEME",
        type=one_of(themes(), catalog.theme),
        help=f"thème de la carte : {', '.join(catalog.TOLD)}",
    )
    group.add_argument(
        "--couleur",
        metavar="MESURE",
        help="ce qui colore la carte, communes ou quartiers prioritaires (identifiant, voir docs)",
    )
    selection_arguments(group)
    output(group, "fichier HTML à écrire, qui s’ouvre sans réseau")


def _require_colour(asked: str | None, theme: str, known: Collection[str]) -> None:
    """Do nothing if a measure colours the map of a theme, or none is asked.

    Raises
    ------
    UnknownIdError
        Listing those that do.
    """
    from geo.core.errors import UnknownIdError
    from geo.labels import rendu as mots

    if asked and asked not in known:
        told = mots.COULEUR_INCONNUE.format(couleur=asked, theme=theme, connues=", ".join(known))
        raise UnknownIdError(told)


def _carte(options: argparse.Namespace) -> int:
    """Write the map of a theme as one file: the same layers as its page."""
    from geo.answers.sentence import synthese
    from geo.answers.view import view_of
    from geo.drawing.maps import spec
    from geo.drawing.maps.standalone import Feuillet, standalone
    from geo.labels import rendu as mots
    from geo.ui import cache
    from geo.ui.parts import map_layers

    if options.theme == catalog.BASIN.id:
        return _carte_du_bassin(options)
    data = cache.theme(options.theme)
    view = view_of(data, selection(data.base, options))
    _require_colour(options.couleur, data.theme.titre, map_layers.map_choices(data))
    stack, blocs = map_layers.theme_layers(view, options.couleur or "")
    drawn = spec.MapSpec(
        couches=stack,
        cadre=spec.frame(view.communes.geometry),
        choix=view.selection.communes,
    )
    feuillet = Feuillet(
        mots.CARTE_THEME.format(theme=data.theme.titre, lieu=view.place.nom),
        synthese(view).phrase,
        map_layers.mentions(data.theme.sources[0], "communes"),
        cache.version(),
    )
    return _written(options.output, standalone(drawn, cache.layers().values(), blocs, feuillet))


def _carte_du_bassin(options: argparse.Namespace) -> int:
    """Write the map of the mining basin as one file, as its page shows it at first."""
    from geo.answers import mining
    from geo.answers.view import place_of
    from geo.drawing.maps import spec
    from geo.drawing.maps.standalone import Feuillet, standalone
    from geo.labels import bassin as mots
    from geo.ui import cache
    from geo.ui.parts import map_layers, mining_map

    base, bassin = cache.base(), cache.mining()
    place = place_of(base, selection(base, options))
    _require_colour(options.couleur, catalog.BASIN.titre, catalog.BASIN.indicateurs)
    asked = options.couleur or mining_map.OBJETS
    stack, blocs = mining_map.stack(bassin, place, cache.layers(), carte=asked)
    drawn = spec.MapSpec(
        couches=stack,
        cadre=spec.frame(place.communes.geometry),
        choix=place.selection.communes,
    )
    feuillet = Feuillet(
        mots.CARTE.format(lieu=place.nom),
        mining.synthese(bassin, place).phrase,
        map_layers.mentions(mining.CITES, "communes"),
        cache.version(),
    )
    every = (*cache.layers().values(), *bassin.couches.values())
    return _written(options.output, standalone(drawn, every, blocs, feuillet))


def _fiches_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    output(group, "dossier à remplir ; une relance ne refait que ce qui manque", "DOSSIER")
    selection_arguments(group)
    group.add_argument(
        "--cluster",
        metavar="ADRESSE",
        help="ordonnanceur Dask dont les travailleurs font les fiches (tcp://hôte:8786) ; sans "
        "adresse, les cœurs de cette machine",
    )


BARRE = 30
"""Characters of the progress bar."""


def _progress(done: int, total: int) -> None:
    """Draw the progress bar; where nobody looks, tell each tenth."""
    if sys.stderr.isatty():
        full = BARRE * done // max(total, 1)
        print(f"\r[{'█' * full}{' ' * (BARRE - full)}] {done}/{total}", end="", file=sys.stderr)
        if done == total:
            print(file=sys.stderr)
    elif done == total or done % max(total // 10, 1) == 0:
        print(f"{done}/{total} communes", file=sys.stderr)


def _fiches(options: argparse.Namespace) -> int:
    from geo.answers import bundle
    from geo.printing import batch

    asked = selection(bundle.load_base(), options)
    try:
        found = batch.fiches(Path(options.output), asked, _progress, grappe=options.cluster)
    except KeyboardInterrupt:
        print(
            "\nInterrompu. La même commande, relancée, reprend où elle en était.", file=sys.stderr
        )
        return DEFAUT
    print(
        f"{found.faits} fichiers faits, {found.gardes} déjà à jour : "
        f"{Path(options.output) / batch.MANIFESTE}"
    )
    for code, reason in found.echecs.items():
        print(f"Fiche non faite : {code} ({reason})", file=sys.stderr)
    return DEFAUT if found.echecs else BIEN


def _diaporama_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    territoire(group, "territoire du diaporama")
    group.add_argument(
        "--groupe",
        metavar="GROUPE",
        help="groupe déjà prêt, ou communes (noms ou codes Insee) qui font ensemble le territoire "
        "du diaporama",
    )
    group.add_argument(
        "--themes",
        metavar="A,B",
        type=listed(one_of(themes(), catalog.theme)),
        action="extend",
        default=[],
        help=f"thèmes, dans l’ordre : {', '.join(catalog.TOLD)}",
    )
    group.add_argument(
        "--communes",
        metavar="COMMUNE,COMMUNE",
        type=listed(str),
        action="extend",
        default=[],
        help="communes à montrer (noms ou codes Insee)",
    )
    group.add_argument(
        "--recit",
        metavar="NOM",
        type=_recit,
        help="récit de data/recits, sans territoire, groupe ni thème",
    )
    group.add_argument(
        "--format", type=str.lower, choices=FORMATS_PAPIER, required=True, help="format du fichier"
    )
    output(group, "fichier à écrire")


def _diaporama(options: argparse.Namespace) -> int:
    if sum(map(bool, (options.recit, options.territoire, options.groupe))) != 1:
        print("Donnez --territoire, --groupe ou --recit : un seul des trois.", file=sys.stderr)
        return MAL_ECRIT
    from geo.printing import slides, stories, world
    from geo.printing.pdf import pdf
    from geo.printing.pptx import deck

    donnees = world.load_world()
    if options.recit is not None:
        show = stories.deck(donnees, stories.parse(options.recit))
    else:
        plan = slides.Plan(
            options.territoire,
            tuple(options.themes),
            commune_codes(donnees.base, options.communes),
            groupe=group_codes(donnees.base, options.groupe) if options.groupe else (),
        )
        show = slides.deck(donnees, plan)
    writer = pdf.deck_pdf if options.format == "pdf" else deck.deck_pptx
    print(f"{len(show.slides)} diapositives")
    return _written(options.output, writer(show))


COMMANDS = (
    Command("fiche", "écrit la fiche d’une commune", _fiche_arguments, _fiche),
    Command("carte", "écrit la carte d’un thème en un seul fichier HTML", _carte_arguments, _carte),
    Command("fiches", "écrit la fiche de chaque commune", _fiches_arguments, _fiches),
    Command("diaporama", "écrit un diaporama", _diaporama_arguments, _diaporama),
)
