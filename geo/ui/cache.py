"""The only module that caches. What is kept is shared by every session and never changed."""

from __future__ import annotations

import gc
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.access import network, straight
from geo.answers import bundle, named, objectives, transport
from geo.answers.access import answer, services
from geo.answers.access.answer import Chemins
from geo.answers.charging import load_history
from geo.answers.commune_card import card
from geo.answers.fiche import fiche as make_fiche
from geo.answers.mining import load as load_mining
from geo.answers.official import load as load_official
from geo.answers.stations import TABLE as STATIONS
from geo.answers.stations import load as load_stations
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.drawing.maps import still
from geo.drawing.maps.classes import Classification, Methode, classify
from geo.measures import indicators
from geo.sources import official
from geo.sources.facts import load_faits
from geo.ui.refused import read_once
from geo.ui.registry import RegistreDesImages

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pandas as pd

    from geo.access.network import Graphe, Reseau, Trajets
    from geo.access.straight import Fourchettes, Hypotheses, Mode
    from geo.answers.access.answer import Reponse, Terrain
    from geo.answers.access.asked import Demande
    from geo.answers.bundle import Base, DataState, ThemeData
    from geo.answers.commune_card import CarteDeCommune
    from geo.answers.fiche import Fiche
    from geo.answers.mining import Bassin
    from geo.answers.stations import Stations
    from geo.answers.transport import Horaires
    from geo.core.model import TerritoryId
    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.spec import MapSpec
    from geo.printing.world import Donnees
    from geo.reports.facts import Faits
    from geo.sources.official import Version


@read_once
@st.cache_resource(show_spinner=False)
def base() -> Base:
    """Return the spine: communes, QPV, and the covering of one by the other."""
    return bundle.load_base()


@read_once
@st.cache_resource(show_spinner=False)
def theme(theme_id: str) -> ThemeData:
    """Return all that a theme shows, before any filter."""
    return bundle.theme_data(base(), theme_id)


@read_once
@st.cache_resource(show_spinner=False)
def bornes_2022() -> pd.DataFrame:
    """Return the charging stations declared on 05/12/2022."""
    return load_history()


@st.cache_resource(show_spinner=False)
def _base_layers() -> dict[str, Layer]:
    return bundle.base_layers(base())


def layers() -> dict[str, Layer]:
    """Return every layer of the maps by name.

    Put together at each call, from what is kept: a theme whose file was damaged has its layer as
    soon as the file is back.
    """
    found = bundle.every_layer(_base_layers(), theme)
    with suppress(AtlasError):
        found[STATIONS] = stations().couche
    return found


def every_layer() -> dict[str, Layer]:
    """Return the layers of ``layers`` and those of the mining basin, which only its page draws.

    Apart: the basin takes two seconds to read, and no other first map must wait for it.
    """
    found = layers()
    with suppress(AtlasError):
        found |= mining().couches
    return found


@st.cache_resource(show_spinner=False, max_entries=48)
def _trace(adresse: str, _layer: Layer) -> still.Traces:  # noqa: ARG001 - the key of the cache
    return still.traces(_layer)


def traces(drawn: MapSpec) -> dict[str, still.Traces]:
    """Return the layers of a map as they are written in a picture, by address."""
    known = layers()
    named = {one.url: one.url.rpartition("/")[2].removesuffix(".geojson") for one in drawn.couches}
    return {url: _trace(url, known[name]) for url, name in named.items() if name in known}


@read_once
@st.cache_resource(show_spinner=False)
def _timetables() -> Horaires:
    return transport.load()


def timetables() -> Horaires | None:
    """Return the timetables of trains and coaches, or ``None`` when they cannot be read."""
    try:
        return _timetables()
    except AtlasError:
        return None


@read_once
@st.cache_resource(show_spinner=False)
def mining() -> Bassin:
    """Return the mining basin: its objects, what each commune has, its layers."""
    return load_mining(base())


@read_once
@st.cache_resource(show_spinner=False)
def stations() -> Stations:
    """Return the gauging stations and their layer."""
    return load_stations(base())


@st.cache_resource(show_spinner=False, max_entries=256)
def classes(
    theme_id: str, indicator_id: str, territoire: str | None, methode: Methode
) -> Classification:
    """Return the classes of an indicator over the communes of a territory."""
    data = theme(theme_id)
    values = data.mesures[indicator_id]
    if territoire is not None:
        values = values[data.base.communes["territoire"] == territoire]
    codes = data.base.communes.loc[values.index, "code_insee"]
    counted = catalog.indicator(indicator_id).nature != "distance"
    return classify(values.set_axis(codes), methode, zero=counted)


@st.cache_resource(show_spinner=False)
def data_state() -> DataState:
    """Return how the shipped data are: rows, what cannot be read, anomalies."""
    return bundle.data_state()


@st.cache_resource(show_spinner=False)
def version() -> str:
    """Return the version of the data."""
    return catalog.data_version()


@st.cache_resource(show_spinner=False, max_entries=2)
def _officielles(mark: Hashable) -> dict[str, Version]:  # noqa: ARG001 - the key of the cache
    return load_official()


@st.cache_resource(show_spinner=False, max_entries=2)
def _publications(mark: Hashable) -> dict[str, list[Version]]:
    return {source: official.history(source) for source in _officielles(mark)}


def publications() -> dict[str, list[Version]]:
    """Return the copies that were published here and are kept, by source, the last one first."""
    return _publications(official.stamp())


def officielles() -> dict[str, Version]:
    """Return the official data that were published here, by source: those of this very moment.

    A publication, by this process or another, changes the mark of the folder: nobody restarts.
    """
    return _officielles(official.stamp())


@st.cache_resource(show_spinner=False)
def _anciennes() -> pd.DataFrame:
    return named.load_former()


def anciennes() -> pd.DataFrame:
    """Return the former communes of ours; none when they cannot be read: a name more is lost."""
    return named.former_communes(_anciennes)


@read_once
@st.cache_resource(show_spinner=False)
def faits() -> Faits:
    """Return the tables of the reports."""
    return load_faits()


def readable() -> dict[str, ThemeData]:
    """Return the themes that can be read now, by id."""
    read = {}
    for theme_id in catalog.THEMES:
        try:
            read[theme_id] = theme(theme_id)
        except AtlasError:
            continue
    return read


def reports() -> Faits | None:
    """Return the tables of the reports, or ``None`` when they cannot be read."""
    try:
        return faits()
    except AtlasError:
        return None


@st.cache_resource(show_spinner=False, max_entries=4)
def rendu(lus: tuple[str, ...], *, rapports: bool, horaires: bool) -> Donnees:
    """Return what slides and exports read: the themes and reports that can be read now."""
    from geo.printing import world  # noqa: PLC0415 - not needed to start

    read = {i: theme(i) for i in lus}
    known = faits() if rapports else None
    times = _timetables() if horaires else None
    mines, aims = world.once(mining), world.once(objectives.suivi)
    return world.gather(base(), read, known, times, mines, aims, officielles)


def exports() -> Donnees:
    """Return what slides and exports read now."""
    return rendu(
        tuple(readable()), rapports=reports() is not None, horaires=timetables() is not None
    )


@st.cache_resource(show_spinner=False, max_entries=136)
def _fiche(code_insee: str, lus: tuple[str, ...], *, rapports: bool, horaires: bool) -> Fiche:
    themes = {theme_id: theme(theme_id) for theme_id in lus}
    known = faits() if rapports else None
    return make_fiche(base(), themes, known, code_insee, _timetables() if horaires else None)


def fiche(code_insee: str, lus: tuple[str, ...], *, rapports: bool) -> Fiche:
    """Return the fiche of a commune, made of the themes and reports that can be read now."""
    return _fiche(code_insee, lus, rapports=rapports, horaires=timetables() is not None)


def carte_de(code_insee: str) -> CarteDeCommune:
    """Return the card of a commune, made of the themes that can be read now."""
    themes = readable()
    found: CarteDeCommune = once(
        ("carte_de_commune", code_insee, *themes), lambda: card(base(), themes, code_insee)
    )
    return found


# --- access to services -----------------------------------------------------------------------


@st.cache_resource(show_spinner=False, max_entries=1)
def roads() -> Reseau | None:
    """Return the road network, if one is installed."""
    return network.load(catalog.roads_folder())


@st.cache_resource(show_spinner=False, max_entries=8)
def terrain(service: str) -> Terrain:
    """Return the facilities of a service and the straight lines to them."""
    return answer.terrain(base(), service, services.facilities(base(), service, theme))


@st.cache_resource(show_spinner=False, max_entries=12)
def streets(_roads: Reseau, _hypotheses: Hypotheses, mode: Mode, speed: float | None) -> Graphe:  # noqa: ARG001 - the key of the cache
    """Return the streets of a mode; ``speed`` is all that they take of the hypotheses."""
    return network.graphe(_roads, _hypotheses, mode)


@st.cache_resource(show_spinner=False, max_entries=128)
def ways(
    _roads: Reseau,
    _lines: Fourchettes,
    _hypotheses: Hypotheses,
    name: tuple[str, ...],  # noqa: ARG001 - the key of the cache
    mode: Mode,
    speed: float | None,
) -> Trajets:
    """Return the ways of some lines, searched once whatever is then asked of them.

    ``name`` tells these lines from all others.
    """
    return answer.ways(
        _roads, lambda: streets(_roads, _hypotheses, mode, speed), _lines, mode, speed
    )


def chemins(asked: Demande) -> Chemins:
    """Return the ways that a demand needs."""
    known = roads()
    if known is None:
        return Chemins()

    def of(lines: Fourchettes, *name: str) -> dict[Mode, Trajets]:
        found = {}
        for mode in straight.MODES:
            speed = network.vitesse_inconnue(known, asked.hypotheses, mode)
            if name:
                found[mode] = ways(known, lines, asked.hypotheses, name, mode, speed)
                continue
            # A place that a reader gives: there is no end of them, none is kept.
            roads_of = partial(streets, known, asked.hypotheses, mode, speed)
            found[mode] = answer.ways(known, roads_of, lines, mode, speed)
        return found

    ground, service = terrain(asked.service), asked.service
    tried = None
    if asked.ajout is not None:
        tried = of(answer.towards(ground.lignes, asked.ajout))
    return Chemins(
        of(ground.lignes, service, "communes"),
        of(ground.lignes_qpv, service, "qpv"),
        of(terrain("mairies").lignes, "mairies", "communes"),
        tried,
    )


def acces(asked: Demande) -> Reponse:
    """Return the answer to a demand, from what is kept.

    Raises
    ------
    AtlasError
        If the file of the service, or of the network, is missing or damaged.
    """

    def make() -> Reponse:
        ground, mairies = terrain(asked.service), terrain("mairies")
        return answer.answer_to(base(), asked, ground, mairies, chemins(asked))

    if asked.mark is None:
        return make()
    found: Reponse = once(("acces", roads() is not None, *asked.mark), make)
    return found


@st.cache_resource(show_spinner=False, max_entries=3)
def density(territoire: TerritoryId | None) -> tuple[pd.Series, Classification]:
    """Return the density of the communes of a territory, by code, and its classes."""
    communes = base().communes
    if territoire is not None:
        communes = communes[communes["territoire"] == territoire]
    values = indicators.densite(communes).set_axis(communes["code_insee"])
    return values, classify(values)


POOLS: dict[str, int] = {
    # What the search of every page can find, by what can be read.
    "recherche": 2,
    # The neighbours of the communes, with their direction.
    "voisinage": 1,
    # The room that the legend and the figures take from a frame.
    "marges": 512,
    # The tables of the reports, written for readers: one of each.
    "badges": 1,
    "chiffres": 1,
    "points": 1,
    "paires": 1,
    "eleves": 1,
    "bassins": 1,
    "objectifs": 1,
    # One for each territory.
    "dix_chiffres": 2,
    # What a selection shows of a theme.
    "vue": 256,
    "carte": 256,
    "liste": 128,
    # Answers of « Accès aux services »; screens of that page, maps of « Ma commune ».
    "acces": 16,
    "ecran_acces": 128,
    "carte_commune": 256,
    # What each commune has, on the first page.
    "equipements": 136,
    # Measures of « Comparer », by the themes that can be read.
    "comparer": 4,
    # Charts of the reports, light and dark: all of them, and half as many again.
    "serie": 128,
    "parts": 128,
    # Slides: a deck holds the drawings of its slides.
    "recit": 16,
    "deck": 24,
    "diapo": 136,
    # First views: the pages as they are asked for, then their pictures for the links to them.
    "choix_communes": 1,
    "premiere_vue": 256,
    "integree": 64,
    # The slides that rooms follow: a few rooms, their last slides.
    "suivie": 32,
    "apercu": 32,
    # The cards of the communes, over the maps.
    "carte_de_commune": 136,
    # Scripts and sheets of Streamlit, compressed: those of a page, then those of its charts.
    "coquille": 192,
}
"""What ``once`` keeps, by name, and how many of each at most: the oldest give way.

docs/caches.md tells their sizes; a name that is not here is refused. No key holds what a reader
types: what is typed has no end.
"""


def _pool(name: str, most: int) -> Callable[[Hashable, Callable[[], Any]], Any]:
    def kept(key: Hashable, _make: Callable[[], Any]) -> Any:  # noqa: ARG001 - the key of the cache
        return _make()

    # Streamlit tells its caches apart by the name of their function.
    kept.__qualname__ = f"once_{name}"
    bounded: Callable[[Hashable, Callable[[], Any]], Any] = st.cache_resource(
        show_spinner=False, max_entries=most
    )(kept)
    return bounded


_KEPT = {name: _pool(name, most) for name, most in POOLS.items()}


def once(key: tuple[str | bool | None, ...], make: Callable[[], Any]) -> Any:
    """Return what ``make`` gives, made once for each ``key``; the result must not be changed.

    The first part of ``key`` names what is kept, in ``POOLS``. For what depends on little and is
    asked on each run: the figure of a series, the readable rows of a theme. Where a result depends
    on the data, nothing more is needed in the key: the data do not change while the server runs.

    Raises
    ------
    KeyError
        If the name is not declared.
    """
    return _KEPT[str(key[0])](key[1:], make)


MOST_IMAGES = 2000
"""Pictures that may be asked for: the charts and maps of the last hundred pages or more."""

images = RegistreDesImages(MOST_IMAGES)

HEAVY = ("plotly.graph_objects", "jenkspy")
"""Libraries that the first pages need and that take long to load."""


def warm() -> None:
    """Load what every first map needs, before anyone asks; a damaged file is told by its page.

    Nothing more: what only some pages read would slow down the first of them.

    What is loaded then stays for ever: it is put out of the reach of the garbage collector, which
    would otherwise go through all of it again and again.
    """
    for library in HEAVY:
        import_module(library)
    with suppress(AtlasError):
        layers()
    gc.collect()
    gc.freeze()
