"""``phrase`` and ``acces``: the answers of the pages, as text, CSV or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.commands.parser import (
    BIEN,
    Command,
    checksum,
    one_of,
    output,
    selection,
    selection_arguments,
    themes,
    write,
)
from geo.core import catalog, choices
from geo.labels.access import ACCES_SERVICES

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from geo.answers.bundle import Base
    from geo.answers.sentence import Chiffre, Synthese
    from geo.answers.view import PlaceView

ACCUEIL = "accueil"
"""The territories themselves, beside the themes."""

MINUTES_MAX = 120
MODES = ("pied", "velo", "voiture")


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame for JSON; what is missing is null."""
    found: list[dict[str, object]] = json.loads(frame.to_json(orient="records", force_ascii=False))
    return found


def as_json(content: object) -> bytes:
    """Return a JSON document, readable as it is."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def figures(chiffres: tuple[Chiffre, ...]) -> list[dict[str, object]]:
    """Return key figures for JSON: numbers as numbers, and as the page writes them (``ecrit``).

    ``valeur`` is missing where the page tells a range, whose ends are ``min`` and ``max``; all
    three are where it tells no number. Times are in minutes.
    """
    return [_figure(one) for one in chiffres]


def _figure(chiffre: Chiffre) -> dict[str, object]:
    from geo.labels.formats import lus

    numbers, unit = lus(chiffre.valeur)
    low, high = (min(numbers), max(numbers)) if numbers else (None, None)
    return {
        "libelle": chiffre.libelle,
        "valeur": low if low == high else None,
        "min": low,
        "max": high,
        "unite": chiffre.unite or unit,
        "ecrit": " ".join(part for part in (chiffre.nuance, chiffre.valeur, chiffre.unite) if part),
        "source": chiffre.source,
    }


# --- phrase -----------------------------------------------------------------------------------


def _require_theme(name: str) -> object:
    return name if name == ACCUEIL else catalog.theme(name)


def _phrase_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "theme",
        metavar="THEME",
        type=one_of(themes(ACCUEIL), _require_theme),
        help=f"{ACCUEIL}, ou un thème : {', '.join(catalog.TOLD)}",
    )
    selection_arguments(group)
    group.add_argument(
        "--format",
        type=str.lower,
        choices=("texte", "json"),
        default="texte",
        help="texte par défaut",
    )


def _told(base: Base, theme: str, place: PlaceView) -> Synthese:
    from geo.answers import bundle, mining, sentence
    from geo.answers.view import view_at

    if theme == ACCUEIL:
        return sentence.accueil(place)
    if theme == mining.PAGE:
        return mining.synthese(mining.load(base), place)
    return sentence.synthese(view_at(bundle.theme_data(base, theme), place))


def _phrase(options: argparse.Namespace) -> int:
    from geo.answers import bundle
    from geo.answers.view import place_of

    base = bundle.load_base()
    place = place_of(base, selection(base, options))
    told = _told(base, options.theme, place)
    if options.format == "json":
        content = {
            "theme": options.theme,
            "lieu": place.nom,
            "communes": list(place.communes["code_insee"]),
            "phrase": told.phrase,
            "chiffres": figures(told.chiffres),
            "version": catalog.data_version(),
        }
        print(as_json(content).decode(), end="")
        return BIEN
    print(told.phrase)
    for figure in told.chiffres:
        value = " ".join(part for part in (figure.nuance, figure.valeur, figure.unite) if part)
        print(f"- {value} {figure.libelle} ({figure.source})")
    return BIEN


# --- acces ------------------------------------------------------------------------------------


def _service(text: str) -> str:
    from geo.answers.access.asked import SERVICES

    known = {service: (ACCES_SERVICES[service],) for service in SERVICES}
    return one_of(known, lambda name: catalog.find(known, name, "Service"))(text)


def _minutes(text: str) -> int:
    import argparse

    if not (text.isdecimal() and 0 < int(text) <= MINUTES_MAX):
        msg = f"{text} : un nombre entier de minutes est attendu, de 1 à {MINUTES_MAX}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _acces_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument(
        "--service",
        metavar="SERVICE",
        required=True,
        type=_service,
        help=", ".join(ACCES_SERVICES),
    )
    group.add_argument(
        "--mode",
        type=lambda text: choices.option(MODES, text) or text,
        choices=MODES,
        required=True,
        help="comment on s’y rend",
    )
    group.add_argument(
        "--minutes", metavar="N", type=_minutes, required=True, help="seuil, en minutes"
    )
    group.add_argument(
        "--a-confirmer",
        action="store_true",
        help="compte aussi les équipements dont l’état n’est pas établi",
    )
    group.add_argument(
        "--ajout",
        metavar="LIEU",
        help="équipement à essayer : une commune (nom ou code), ou des coordonnées",
    )
    selection_arguments(group)
    group.add_argument(
        "--format", type=str.lower, choices=("csv", "json"), required=True, help="format du fichier"
    )
    output(group, "fichier à écrire ; - pour la sortie standard")


def _acces(options: argparse.Namespace) -> int:
    from geo.access import network
    from geo.access.straight import Hypotheses
    from geo.answers import bundle
    from geo.answers.access import answer, asked, frames, services, words
    from geo.answers.view import place_of
    from geo.core.errors import UnknownIdError
    from geo.drawing import files
    from geo.labels import textes

    base = bundle.load_base()
    tried = None if options.ajout is None else asked.read_added(options.ajout, base)
    if options.ajout is not None and tried is None:
        raise UnknownIdError(textes.ACCES_AJOUT_INCONNU.format(valeur=options.ajout))
    demand = asked.Demande(
        options.service,
        options.mode,
        options.minutes,
        options.a_confirmer,
        place_of(base, selection(base, options)),
        Hypotheses(),
        tried,
    )
    found_table = services.facilities(
        base, options.service, lambda theme: bundle.theme_data(base, theme)
    )
    ground = answer.terrain(base, options.service, found_table)
    mairies = answer.terrain(base, "mairies", None)
    roads = network.load(catalog.roads_folder())
    found = answer.Chemins() if roads is None else answer.search(roads, demand, ground, mairies)
    told = answer.answer_to(base, demand, ground, mairies, found)
    sentence, frame = words.phrase(told, demand), frames.communes_file(told, demand)
    content = files.to_csv(frame, tableur=False)
    if options.format == "json":
        content = as_json(
            {
                "phrase": sentence,
                "chiffres": figures(words.chiffres(told, demand)),
                "notes": [*demand.place.notes, *words.notes(told, demand)],
                "communes": records(frame),
                "version": catalog.data_version(),
            }
        )
    return write(options.output, content, f"{sentence} sha256 {checksum(content)}")


COMMANDS = (
    Command("phrase", "dit la phrase et les chiffres d’un thème", _phrase_arguments, _phrase),
    Command("acces", "écrit qui est à combien de minutes d’un service", _acces_arguments, _acces),
)
