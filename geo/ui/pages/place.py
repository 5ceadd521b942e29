"""« Adresse ou point »: what is known of a place, or of each point of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import place
from geo.answers.coordinates import points_file, position, systems
from geo.answers.coordinates.grids import FichierError
from geo.answers.coordinates.written import PointError
from geo.answers.place import GeocodageError
from geo.answers.view import place_of
from geo.core import catalog
from geo.core.crs import WGS84
from geo.core.errors import AtlasError
from geo.core.model import Selection
from geo.core.palette import ACCENT
from geo.drawing.maps import colours, spec
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.labels import coordonnees as mots
from geo.labels import ecran as mots_ecran
from geo.labels import place as mots_place
from geo.labels import presentation as mots_salle
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import accord, as_markdown, enumeration, nombre
from geo.ui import cache, state
from geo.ui.parts import components, downloads, filters, head, map_layers, map_screen, panels
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.serve import room
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from geo.answers.bundle import Base, ThemeData
    from geo.answers.coordinates.points_file import Fichier
    from geo.answers.coordinates.position import Position

PAGE = "point"
SOURCES = ("communes", "qpv", "dechetteries", "piscines", "bornes", "ecoles", "gares")
UPLOAD = "fichier_points"
ANSWERED = "reponses_fichier"
FOUND = "adresses_trouvees"
DEPOSIT, NO_COOKIE = "depot", "sans_cookie"
"""Parts of the page: one alone is seen, as ``static/streamlit.js`` finds a cookie or none."""


def page_params() -> list[Param]:
    """Return the parameters of the page."""
    return [
        Param("lat", (), libre=True),
        Param("lon", (), libre=True),
        Param("systeme", systems.CHOIX, defaut=systems.AUTO),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        panels.param(mots_ecran.VOLETS_POINT),
    ]


def _themes() -> tuple[dict[str, ThemeData], list[str]]:
    """Return the themes whose nearest facility is told, and the names of those that are lost."""
    read, lost = {}, []
    for theme_id in place.KINDS:
        try:
            read[theme_id] = cache.theme(theme_id)
        except AtlasError:
            lost.append(textes.NOMS_THEMES[theme_id][1])
    return read, lost


def _sites() -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Return the schools and the stations, and the names of those that are lost."""
    read, lost = {}, []
    for name in place.SITES:
        try:
            read[name] = cache.terrain(name).table
        except AtlasError:
            lost.append(textes.ACCES_NOMS[name][1])
    return read, lost


def _place(lat: float, lon: float) -> None:
    """Make a place the one that is asked about."""
    st.session_state[state.widget_key("lat")] = f"{lat:.5f}"
    st.session_state[state.widget_key("lon")] = f"{lon:.5f}"


FIELD_PX = 128
"""Width of a field: both of them and the buttons stand beside the title."""


def _filters(params: list[Param]) -> None:
    with (
        st.container(key="filtres"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        for cle, label, example in (
            ("lat", mots_place.POINT_LAT, mots_place.POINT_LAT_EXEMPLE),
            ("lon", mots_place.POINT_LON, mots_place.POINT_LON_EXEMPLE),
        ):
            with st.container(width=FIELD_PX):
                st.text_input(
                    label,
                    key=state.widget_key(cle),
                    placeholder=example,
                    max_chars=state.LONGEST_TEXT,
                )
        with st.popover(mots_place.ADRESSE_TITRE, icon=":material/travel_explore:"):
            _address()
        with st.popover(mots_place.OPTIONS, icon=":material/tune:"):
            names = {systems.AUTO: mots.AUTOMATIQUE} | mots.SYSTEMES
            st.selectbox(
                mots.SYSTEME,
                list(systems.CHOIX),
                format_func=names.__getitem__,
                key=state.widget_key("systeme"),
                help=mots.SYSTEME_AIDE,
            )
            components.choose_ground()
        if any(state.value(cle) for cle in ("lat", "lon")):
            components.clear_filters(params)


def _system() -> str:
    return state.value("systeme") or systems.AUTO


def _read_in(systeme: str) -> None:
    """Choose the system in which the numbers are read."""
    st.session_state[state.widget_key("systeme")] = systeme


def _asked(lu: Lecture) -> tuple[Position | None, str]:
    """Return the place that the two fields say, or why they say none."""
    lat, lon = lu.value("lat"), lu.value("lon")
    if not (lat.strip() or lon.strip()):
        return None, ""
    try:
        return position.parse(lat, lon, lu.value("systeme") or systems.AUTO), ""
    except PointError as error:
        return None, str(error)


def _answers(lieu: Position, base: Base, themes: dict[str, ThemeData]) -> pd.Series:
    where = gpd.GeoSeries(gpd.points_from_xy([lieu.lon], [lieu.lat]), crs=WGS84)
    return place.reponses(where, base, themes, _sites()[0]).iloc[0]


def _answer_table(lieu: Position, row: pd.Series) -> None:
    st.header(mots_place.POINT_REPONSES, anchor=False)
    lines = place.en_lignes(row)
    frame = pd.DataFrame(
        [(line.question, line.texte, line.reserve or "—") for line in lines],
        columns=list(mots_place.POINT_COLONNES),
    )
    st.html(components.tableau_html(frame, mots_place.POINT_REPONSES, {}))
    told = position.remarque(lieu)
    if told:
        st.info(as_markdown(told), icon=":material/swap_horiz:")
    components.note(mots_place.POINT_LIMITES)
    if not pd.isna(row["code_insee"]):
        components.lien("ma_commune", textes.OUVRIR_FICHE, {"commune": str(row["code_insee"])})


def _frame(base: Base, code: str | None) -> gpd.GeoSeries:
    """Return what the map frames: the commune of the point, or everything."""
    if code is not None:
        return base.communes.geometry[base.communes["code_insee"] == code]
    return base.communes.geometry


def _map_title(base: Base, lieu: Position | None) -> str:
    if lieu is None:
        everywhere = place_of(base, Selection()).nom
        return mots_rendu.CARTE_TERRITOIRE.format(lieu=everywhere)
    return mots_rendu.CARTE_POINT.format(lat=nombre(lieu.lat, 5), lon=nombre(lieu.lon, 5))


def _map(
    base: Base,
    themes: dict[str, ThemeData],
    lieu: Position | None,
    code: str | None,
    lu: Lecture,
    *,
    sombre: bool,
) -> CarteMontree:
    layers = cache.layers()
    codes = list(base.communes["code_insee"])
    colour = catalog.theme("qpv").couleur
    every = set(base.qpv["code_qpv"])
    zones = [
        spec.LayerSpec(
            name,
            layers[name].adresse,
            "surface",
            spec.states(layers[name], every),
            (colour,),
            symbole=mark,
            titre=textes.COUCHES_NOMS["qpv"],
        )
        for name, mark in (("bande", "bande"), ("qpv", ""))
    ]
    stack = [
        spec.plain(layers["communes"], codes, values={}, title="", colour=colours.FLAT),
        *zones,
        map_layers.territory_layer(layers, None),
    ]
    blocs = [map_layers.facility_legend(cache.theme("qpv"), base.qpv, band=True)]
    if lieu is not None:
        blocs.insert(0, Bloc("", (Entree(Signe("repere", ACCENT), mots_rendu.POINT_DEMANDE),)))
    for data in themes.values():
        stack.append(map_layers.facility_layer(data, data.table, layers))
        blocs.append(map_layers.facility_legend(data, data.table))
    sources = ["communes", "qpv", *(data.theme.sources[0] for data in themes.values())]
    drawn = spec.MapSpec(
        couches=tuple(stack),
        cadre=spec.frame(_frame(base, code)),
        choix=(code,) if code else (),
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        clic="point",
        repere=None if lieu is None else (round(lieu.lat, 6), round(lieu.lon, 6)),
        textes={"perdu": textes.CARTE_PERDUE},
    )
    cartel = Cartel(_map_title(base, lieu), map_layers.mentions(*sources))
    return CarteMontree(drawn, tuple(blocs), cartel)


@dataclass(frozen=True, eq=False, slots=True)
class VueDuLieu:
    """The place that is asked, what is known of it, why there is none, and what cannot be read."""

    lieu: Position | None
    row: pd.Series | None
    wrong: str
    themes: dict[str, ThemeData]
    lost: list[str]

    @property
    def code(self) -> str | None:
        """Return the commune of the place, if it is in one of ours."""
        return (
            None
            if self.row is None or pd.isna(self.row["code_insee"])
            else str(self.row["code_insee"])
        )


def _vue(base: Base, lu: Lecture) -> VueDuLieu:
    themes, lost = _themes()
    lost += _sites()[1]
    lieu, wrong = _asked(lu)
    row = None if lieu is None else _answers(lieu, base, themes)
    return VueDuLieu(lieu, row, wrong, themes, lost)


def _ecran(base: Base, lu: Lecture, vue: VueDuLieu, *, sombre: bool) -> Ecran:
    told = mots_place.POINT_VIDE
    if vue.lieu is not None and vue.row is not None:
        told = place.phrase(vue.lieu, vue.row)
    said = (mots_place.POINT_ABSENTS.format(noms=enumeration(vue.lost)),) if vue.lost else ()
    carte = _map(base, vue.themes, vue.lieu, vue.code, lu, sombre=sombre)
    return Ecran(textes.POINT_TITRE, told, (), carte, said)


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    base.require_qpv()
    vue = _vue(base, lu)
    montre = _ecran(base, lu, vue, sombre=sombre)
    return replace(montre, dits=(*montre.dits, vue.wrong)) if vue.wrong else montre


def _downloads(frame: pd.DataFrame, nom: str, objet: str = "") -> None:
    with st.container(horizontal=True):
        downloads.csv_et_excel(frame, nom, SOURCES, textes.FICHIER_NOTES, objet=objet)


# --- an address -------------------------------------------------------------------------------


def _search(question: str) -> None:
    """Ask the geocoder, keep what it proposes for this session, and tell when there is nothing."""
    st.session_state.pop(FOUND, None)
    try:
        st.session_state[FOUND] = place.geocode(question)
    except GeocodageError as error:
        st.error(as_markdown(error), icon=":material/wifi_off:")
        return
    if not st.session_state[FOUND]:
        st.info(mots_place.ADRESSE_AUCUNE, icon=":material/search_off:")


def _address() -> None:
    """Draw the search of an address; nothing is asked before its button."""
    st.write(mots_place.ADRESSE_AVERTISSEMENT)
    with st.form("adresse", border=False, enter_to_submit=False):
        question = st.text_input(
            mots_place.ADRESSE,
            placeholder=mots_place.ADRESSE_EXEMPLE,
            max_chars=state.LONGEST_TEXT,
            key="adresse_cherchee",
        )
        asked = st.form_submit_button(mots_place.ADRESSE_BOUTON, icon=":material/search:")
    if asked and not question.strip():
        st.warning(mots_place.ADRESSE_VIDE)
        components.refused(mots_place.ADRESSE_VIDE, "adresse_cherchee")
    elif asked:
        _search(question.strip())
    for rank, found in enumerate(st.session_state.get(FOUND, ())):
        sure = f"{nombre(found.score * 100)}\N{NO-BREAK SPACE}%"
        st.button(
            mots_place.ADRESSE_CHOIX.format(libelle=as_markdown(found.libelle), score=sure),
            key=f"adresse_{rank}",
            on_click=_place,
            args=(found.lat, found.lon),
            type="tertiary",
        )


# --- a file -----------------------------------------------------------------------------------


def _answered(
    content: bytes, file_id: str, base: Base, themes: dict[str, ThemeData]
) -> tuple[Fichier, pd.DataFrame]:
    """Return a file and its answers, kept for this session only: never in the shared cache."""
    kept = st.session_state.get(ANSWERED)
    sites = _sites()[0]
    key = (file_id, _system(), *themes, *sites)
    if kept is None or kept[0] != key:
        read = points_file.read_points(content, _system())
        kept = (key, read, place.reponses_au_fichier(read, base, themes, sites))
        st.session_state[ANSWERED] = kept
    return kept[1], kept[2]


def _results(read: Fichier, answers: pd.DataFrame) -> None:
    total = len(answers) + len(read.rejets)
    told = mots_place.FICHIER_LU.format(
        lus=accord(len(answers), "point lu", "points lus"), total=accord(total, "ligne")
    )
    _notes(read)
    if len(answers):
        st.subheader(f"{mots_place.FICHIER_RESULTATS} : {told}", anchor=False)
        components.grid(answers, "grille_points", told)
        _downloads(answers, "points")
    if len(read.rejets):
        rejected = accord(len(read.rejets), "ligne rejetée", "lignes rejetées")
        st.subheader(f"{mots_place.FICHIER_REJETS} : {rejected}", anchor=False)
        components.grid(read.rejets, "grille_rejets", rejected)
        _downloads(read.rejets, "points-rejetes", mots_place.FICHIER_REJETS)


def _notes(read: Fichier) -> None:
    """Tell what is to be known of the whole file, and offer the system that its numbers suggest."""
    if read.notes:
        st.info("\n\n".join(map(as_markdown, read.notes)), icon=":material/info:")
    if read.propose:
        st.button(
            mots.RELIRE.format(systeme=mots.SYSTEMES[read.propose]),
            key="relire_en",
            on_click=_read_in,
            args=(read.propose,),
            icon=":material/swap_horiz:",
        )


def _file(base: Base, themes: dict[str, ThemeData]) -> None:
    st.header(mots_place.FICHIER_TITRE, anchor=False)
    if room.lecture_seule():
        st.info(mots_salle.LECTURE_SEULE, icon=":material/lock:")
        return
    st.write(mots_place.FICHIER_AIDE)
    components.note(mots_place.FICHIER_VIE_PRIVEE)
    # The server takes no file without its cookie. The browser alone knows whether it keeps one: on
    # a first visit, the session may open before the cookie has come, and tells nothing of it.
    with st.container(key=NO_COOKIE):
        st.warning(mots.SANS_COOKIE, icon=":material/cookie_off:")
    # Of any type: one that is refused in the browser would be so in English, under the answers of
    # the file before. What a file is, is told by its content.
    with st.container(key=DEPOSIT):
        sent = st.file_uploader(mots_place.FICHIER, key=UPLOAD)
    if sent is None:
        st.session_state.pop(ANSWERED, None)
        return
    try:
        read, answers = _answered(sent.getvalue(), sent.file_id, base, themes)
    except FichierError as error:
        st.error(as_markdown(error), icon=":material/upload_file:")
        st.session_state.pop(ANSWERED, None)
        return
    _results(read, answers)


# --- the page ---------------------------------------------------------------------------------


def _answer(lieu: Position | None, row: pd.Series | None) -> None:
    """Show what is known of the place, and offer it as a file."""
    if lieu is None or row is None:
        st.info(mots_place.POINT_CARTE_AIDE, icon=":material/touch_app:")
        return
    _answer_table(lieu, row)
    one = pd.DataFrame([{"lat": lieu.lat, "lon": lieu.lon, **row.to_dict()}])
    _downloads(one, "point")


def render() -> None:
    """Draw what is known of the place of the address."""

    def page() -> None:
        base = cache.base()
        base.require_qpv()
        params = page_params()
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(params))
        state.end(PAGE, params)
        lu = state.asked(params)
        vue = _vue(base, lu)
        lieu, row = vue.lieu, vue.row
        montre = _ecran(base, lu, vue, sombre=components.sombre())
        top.write(
            montre.titre,
            montre.phrase,
            [*messages, *montre.dits],
            carte=montre.carte is not None,
        )
        if vue.wrong:
            st.warning(as_markdown(vue.wrong), icon=":material/wrong_location:")
            components.refused(vue.wrong, *(state.widget_key(cle) for cle in ("lat", "lon")))
        map_screen.show(
            montre.carte, "carte_point", on_point=_place, aide=mots_place.POINT_CARTE_AIDE
        )
        components.let_see()
        panels.draw(
            {
                "reponse": lambda: _answer(lieu, row),
                "fichier": lambda: _file(base, vue.themes),
                "sources": lambda: components.sources_panel(SOURCES),
            },
            mots_ecran.VOLETS_POINT,
        )

    filters.guarded(page)
