"""« Présentation »: a deck is prepared, then shown full screen with live maps.

Both states show the same ``Deck`` as the exports. ``static/scene.css`` lays the screen out;
``static/presentation.js`` turns it, through the field and the button that stand on each slide.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.answers import changes, mining
from geo.answers.view import place_of, view_at, view_of
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.drawing.maps import colours, legend, spec
from geo.labels import presentation as mots
from geo.labels import textes
from geo.labels.formats import (
    NON_RENSEIGNE,
    accord,
    as_html,
    as_markdown,
    cle_de_tri,
    enumeration,
    nom_cherchable,
)
from geo.measures import states
from geo.printing import slides as slides_module
from geo.printing import stories as stories_module
from geo.printing.page.spaces import typographie
from geo.printing.subject import agglomeration, groupe
from geo.reports.facts import cle
from geo.ui import cache, state
from geo.ui.parts import (
    components,
    exports_panel,
    filters,
    groups,
    head,
    map_layers,
    mining_map,
    slide_room,
)
from geo.ui.parts.images import Cartel
from geo.ui.parts.live_map import live_map
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.serve import room as room_module
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.answers.bundle import Base
    from geo.answers.sentence import Chiffre
    from geo.core.model import Selection
    from geo.drawing.maps.legend import Bloc
    from geo.printing.model import Deck, Graphique, Slide, Tableau
    from geo.printing.stories import Recit
    from geo.printing.subject import Sujet


PAGE = "presentation"
PLEIN = "plein"
SHEET = catalog.STATIC / "scene.css"
"""The style of a slide on screen: it comes and goes with it."""
LONGEST = 400
"""No deck has more slides: each commune, and what comes with the themes."""
AUCUN = "aucun"
SURELY = 0.85
"""Share of its room under which a legend, whose height is estimated, surely does not scroll."""
MAP_KEY = "carte_presentation"
SEARCH = "chercher_commune"
NOT_FOUND = "commune_introuvable"
DEFAULT_TERRITORY = "cabbalr"
SUBJECT = "sujet_presentation"
GROUPE = "groupe"
"""The parameter of the communes that a deck is about, and the choice that shows their list."""


def stories_now() -> tuple[dict[str, Recit], list[str]]:
    """Return the ready stories by name, and why the others cannot be read.

    A story may be written while the application runs: the file is read again when it changes.
    """
    read, lost = {}, []
    for path in sorted(stories_module.DOSSIER.glob("*.md")):
        try:
            read[path.stem] = _story(path)
        except AtlasError as error:
            lost.append(str(error))
    return read, lost


def _story(path: Path) -> Recit:
    made: Recit = cache.once(("recit", *_mark(path)), lambda: stories_module.parse(path.stem))
    return made


def _mark(path: Path) -> tuple[str, str]:
    return path.stem, str(path.stat().st_mtime_ns)


def page_params(base: Base, stories: dict[str, Recit]) -> list[Param]:
    """Return the parameters of the page."""
    return [
        filters.param_territoire(),
        Param(
            GROUPE,
            tuple(base.communes["code_insee"]),
            multiple=True,
            message=textes.COMMUNE_INCONNUE,
        ),
        # A deck of one territory may show a commune of the other.
        replace(filters.param_communes(base), garder=None),
        Param("themes", tuple(catalog.TOLD), multiple=True),
        Param("recit", (AUCUN, *stories), defaut=AUCUN),
        Param("ecran", (PLEIN,)),
        Param("diapo", tuple(str(rank) for rank in range(1, LONGEST + 1)), defaut="1"),
        Param("saut", tuple(base.communes["code_insee"]), message=textes.COMMUNE_INCONNUE),
    ]


def _one_territory(stories: dict[str, Recit]) -> None:
    """Choose a territory when none is: a deck is about one, or a group; a story about its own."""
    key, story = state.widget_key("territoire"), stories.get(state.value("recit"))
    if story is not None:
        st.session_state[key] = story.territoire
        st.session_state[state.widget_key(GROUPE)] = []
    elif state.values(GROUPE):
        st.session_state[key] = filters.TOUS
    elif st.session_state.get(key) not in catalog.TERRITORIES:
        st.session_state[key] = DEFAULT_TERRITORY


def settled(lu: Lecture, stories: dict[str, Recit]) -> Lecture:
    """Return what an address asks with the territory that ``_one_territory`` chooses."""
    story = stories.get(lu.value("recit"))
    if story is not None:
        return lu.having(territoire=story.territoire, **{GROUPE: []})
    if lu.values(GROUPE):
        return lu.having(territoire=filters.TOUS)
    known = lu.value("territoire") in catalog.TERRITORIES
    return lu if known else lu.having(territoire=DEFAULT_TERRITORY)


# --- the deck ---------------------------------------------------------------------------------


def _known() -> tuple[str | bool | None, ...]:
    """Return what a deck depends on besides what it is asked for."""
    published = changes.cited("", cache.officielles())
    return ("|".join(cache.readable()), cache.reports() is not None, published)


def _deck(stories: dict[str, Recit], lu: Lecture) -> Deck:
    """Return the deck that the address asks for, made once."""
    made: Deck
    story = stories.get(lu.value("recit"))
    if story is not None:
        mark = _mark(stories_module.DOSSIER / f"{story.nom}.md")
        made = cache.once(
            ("deck", *mark, *_known()), lambda: stories_module.deck(exports_panel.donnees(), story)
        )
        return made
    plan = _plan(lu)
    asked = (plan.territoire, *("|".join(p) for p in (plan.themes, plan.communes, plan.groupe)))
    made = cache.once(
        ("deck", *asked, *_known()), lambda: slides_module.deck(exports_panel.donnees(), plan)
    )
    return made


def _plan(lu: Lecture) -> slides_module.Plan:
    return slides_module.Plan(
        territoire=lu.value("territoire"),  # type: ignore[arg-type]
        themes=lu.values("themes"),
        communes=lu.values("commune"),
        groupe=lu.values(GROUPE),
    )


def _about(base: Base, lu: Lecture) -> Sujet:
    """Return what the deck is about: an agglomération, that of the story, or the group."""
    chosen = lu.values(GROUPE)
    if chosen:
        return groupe(base, chosen)
    return agglomeration(catalog.territory(lu.value("territoire")))


def _slide_of(code: str) -> Slide:
    """Return the slide of a commune that is not in the deck."""
    made: Slide = cache.once(
        ("diapo", code, *_known()),
        lambda: slides_module.slide_commune(exports_panel.donnees(), code),
    )
    return made


def _rank(total: int, lu: Lecture) -> int:
    """Return the rank of the slide that the address asks for, from 1, the last one at most."""
    return min(int(lu.value("diapo") or 1), total)


# --- to prepare -------------------------------------------------------------------------------


def _start() -> None:
    st.session_state[state.widget_key("ecran")] = PLEIN
    st.session_state[state.widget_key("diapo")] = "1"
    st.session_state[state.widget_key("saut")] = ""


def _pick_themes(*, disabled: bool) -> None:
    st.multiselect(
        mots.FILTRE_THEMES,
        list(catalog.TOLD),
        format_func=lambda theme_id: catalog.theme(theme_id).titre,
        key=state.widget_key("themes"),
        placeholder=mots.FILTRE_THEMES_VIDE,
        disabled=disabled,
        select_all=False,
    )


def _pick_territory(*, disabled: bool) -> None:
    names = {t.id: t.sigle for t in catalog.TERRITORIES.values()} | {GROUPE: mots.UN_GROUPE}
    if state.values(GROUPE):
        st.session_state[SUBJECT] = GROUPE
    elif st.session_state.get(SUBJECT) != GROUPE or disabled:
        st.session_state[SUBJECT] = state.value("territoire")

    def chosen() -> None:
        if st.session_state[SUBJECT] != GROUPE:
            st.session_state[state.widget_key("territoire")] = st.session_state[SUBJECT]
            st.session_state[state.widget_key(GROUPE)] = []

    st.segmented_control(
        textes.FILTRE_TERRITOIRE,
        list(names),
        format_func=names.__getitem__,
        key=SUBJECT,
        required=True,
        disabled=disabled,
        on_change=chosen,
    )


def _pick_group(base: Base) -> None:
    names = _names(base)
    with st.container(key="avec_groupes_groupe"):
        st.multiselect(
            mots.FILTRE_GROUPE,
            sorted(names, key=lambda code: cle_de_tri(names[code])),
            format_func=lambda code: nom_cherchable(names[code]),
            key=state.widget_key(GROUPE),
            placeholder=mots.FILTRE_GROUPE_VIDE,
            select_all=False,
        )
        groups.picker(base, GROUPE)


def _as_territory() -> None:
    """Make the chosen communes the territory of the deck, instead of one slide each."""
    st.session_state[state.widget_key(GROUPE)] = list(state.values("commune"))
    st.session_state[state.widget_key("commune")] = []


def _offer_territory(base: Base) -> None:
    """Offer to tell several chosen communes together: they may come from another page."""
    chosen = state.values("commune")
    if len(chosen) > 1 and not state.values(GROUPE):
        name = base.groupes.nom(chosen)
        st.button(
            as_markdown(mots.EN_FAIRE_LE_TERRITOIRE.format(nom=name)),
            key="en_faire_le_territoire",
            on_click=_as_territory,
            icon=":material/group_work:",
            type="tertiary",
        )


def _pick_communes(base: Base, *, disabled: bool) -> None:
    names = _names(base)
    key = state.widget_key("commune")
    st.multiselect(
        mots.FILTRE_COMMUNES,
        sorted(names, key=lambda code: cle_de_tri(names[code])),
        format_func=lambda code: nom_cherchable(names[code]),
        key=key,
        placeholder=mots.FILTRE_COMMUNES_VIDE,
        disabled=disabled,
        select_all=False,
    )


def _names(base: Base) -> dict[str, str]:
    return dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))


def _filters(base: Base, stories: dict[str, Recit]) -> None:
    written = state.value("recit") in stories
    with (
        st.container(key="filtres"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        if stories:
            with st.container(width=240):
                st.selectbox(
                    mots.FILTRE_RECIT,
                    [AUCUN, *stories],
                    format_func=lambda i: stories[i].titre if i in stories else mots.SANS_RECIT,
                    key=state.widget_key("recit"),
                    help=mots.FILTRE_RECIT_AIDE,
                )
        with st.container(width="content"):
            _pick_territory(disabled=written)
        with st.container(width="stretch"):
            _pick_themes(disabled=written)
        with st.container(width="stretch"):
            _pick_communes(base, disabled=written)
    if not written:
        if st.session_state[SUBJECT] == GROUPE:
            _pick_group(base)
        _offer_territory(base)


def _phrase(shown: Deck, stories: dict[str, Recit], lu: Lecture) -> str:
    count = accord(len(shown.slides), *mots.DIAPOSITIVE)
    story = stories.get(lu.value("recit"))
    themes = [catalog.theme(i).titre for i in lu.values("themes")]
    towns = len(lu.values("commune"))
    parts = [*themes, *([accord(towns, "commune")] if towns else [])]
    content = enumeration([*mots.DEBUT, *parts, *mots.FIN])
    if story is not None:
        content = mots.RECIT_CONTENU.format(titre=story.titre)
    return mots.PHRASE.format(compte=count, contenu=content)


def _text(text: str) -> str:
    """Return a text of a slide as HTML, set as in the exports."""
    return as_html(typographie(text))


def _list_html(shown: Deck) -> str:
    items = "".join(
        f"<li><strong>{_text(one.titre)}</strong><br>{_text(one.message)}</li>"
        for one in shown.slides
    )
    return f'<ol class="atlas-sommaire">{items}</ol>'


def _keys_html() -> str:
    rows = "".join(
        f"<div><dt>{_text(key)}</dt><dd>{_text(told)}</dd></div>" for key, told in mots.TOUCHES
    )
    return f'<dl class="atlas-touches">{rows}</dl>'


def _prepare(base: Base, params: list[Param], stories: dict[str, Recit], told: list[str]) -> None:
    top = head.draw()
    _filters(base, stories)
    actions = st.container(horizontal=True, gap="small")
    state.end(PAGE, params)
    if st.session_state[SUBJECT] == GROUPE and not state.values(GROUPE):
        top.write(mots.TITRE, mots.GROUPE_A_CHOISIR, told)
        return
    lu = state.asked(params)
    shown = _deck(stories, lu)
    top.write(mots.TITRE, _phrase(shown, stories, lu), told)
    with actions:
        st.button(
            mots.PRESENTER,
            key="presenter",
            on_click=_start,
            icon=":material/slideshow:",
            type="primary",
        )
        name = state.value("recit")
        about = cle(_about(base, lu).nom).replace(" ", "-")
        parts = (name,) if name in stories else (about, *state.values("themes"))
        exports_panel.deck(shown, *parts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(mots.DIAPOSITIVES, anchor=False)
        st.html(_list_html(shown))
    with right:
        st.header(mots.TOUCHES_TITRE, anchor=False)
        st.html(_keys_html())
        room_module.panel()


# --- to present: what is live -----------------------------------------------------------------


def _framed(base: Base, code: str) -> gpd.GeoDataFrame:
    """Return a commune and its neighbours."""
    fiche = cache.fiche(code, tuple(cache.readable()), rapports=cache.reports() is not None)
    codes = [code, *(item.code for item in fiche.voisines)]
    return base.communes[base.communes["code_insee"].isin(codes)]


def _territory_map(
    base: Base, selection: Selection
) -> tuple[tuple[spec.LayerSpec, ...], tuple[Bloc, ...]]:
    layers, place = cache.layers(), place_of(base, selection)
    codes = list(place.autour["code_insee"])
    flat = spec.plain(layers["communes"], codes, values={}, title="", colour=colours.FLAT)
    stack = [flat, map_layers.territory_layer(layers, selection.territoire)]
    blocs: tuple[Bloc, ...] = ()
    quartiers = cache.readable().get("qpv")
    if quartiers is not None:
        rows = view_at(quartiers, place).rows
        stack.append(map_layers.facility_layer(quartiers, rows, layers))
        blocs = (map_layers.facility_legend(quartiers, rows),)
    return tuple(stack), blocs


def _commune_map(
    base: Base, framed: gpd.GeoDataFrame, code: str
) -> tuple[tuple[spec.LayerSpec, ...], tuple[Bloc, ...]]:
    stack, seen = map_layers.commune_layers(base, cache.readable(), framed, code)
    areas = [map_layers.facility_legend(d, rows) for d, rows in seen if d.theme.table == "qpv"]
    points = [(d, rows) for d, rows in seen if d.theme.table != "qpv"]
    symbols = legend.of_themes(
        [data.theme for data, _ in points],
        {statut for _, rows in points for statut in states.drawn(rows)},
        approximate=any(bool(rows["position_approximative"].any()) for _, rows in points),
    )
    return stack, (*areas, *([symbols] if points else []))


def _live(
    base: Base, one: Slide, lu: Lecture, *, sombre: bool, legende_dessus: bool
) -> CarteMontree:
    """Return the map of a slide, the same view as its picture; its legend may stand over it."""
    vue, selection = one.vue, _about(base, lu).selection
    chosen = selection.communes
    framed = place_of(base, selection).communes
    if vue is not None and vue.commune is not None:
        chosen, framed = (vue.commune,), _framed(base, vue.commune)
        stack, blocs = _commune_map(base, framed, vue.commune)
    elif vue is not None and vue.theme == mining.PAGE:
        asked = vue.indicateur or mining_map.OBJETS
        place = place_of(base, selection)
        stack, blocs = mining_map.stack(cache.mining(), place, cache.layers(), carte=asked)
    elif vue is not None and vue.theme is not None:
        view = view_of(cache.theme(vue.theme), selection)
        stack, blocs = map_layers.theme_layers(view, vue.indicateur or "")
    else:
        stack, blocs = _territory_map(base, selection)
    shapes, frame = framed.geometry, spec.frame(framed.geometry)
    if legende_dessus:
        room = slide_room.map_height(one)
        blocs = slide_room.fitted(blocs, room)
        frame = slide_room.beside_legend(shapes, blocs, room)
    drawn = spec.MapSpec(
        couches=stack,
        cadre=frame,
        choix=chosen,
        sombre=sombre,
        textes={"perdu": textes.CARTE_PERDUE},
    )
    return CarteMontree(drawn, blocs, Cartel(one.titre, one.source))


def _commune(one: Slide) -> str | None:
    return None if one.vue is None else one.vue.commune


def _jump(code: str, slides: tuple[Slide, ...]) -> None:
    """Go to the slide of a commune: that of the deck, or one that is made for it."""
    rank = next((i for i, one in enumerate(slides, 1) if _commune(one) == code), None)
    if rank is not None:
        _go(rank)
    else:
        st.session_state[state.widget_key("saut")] = code


def _go(rank: int) -> None:
    st.session_state[state.widget_key("diapo")] = str(rank)
    st.session_state[state.widget_key("saut")] = ""


def _turn(step: int) -> None:
    """Turn from where the reader is now, not from what was drawn: keys are faster than pages.

    From a commune that is not in the deck, back is the slide that was left. The page itself keeps
    the rank inside the deck.
    """
    rank, jumped = int(state.value("diapo") or 1), bool(state.value("saut"))
    _go(rank if jumped and step < 0 else max(rank + step, 1))


def _quit() -> None:
    st.session_state[state.widget_key("ecran")] = ""
    st.session_state[state.widget_key("saut")] = ""


def _named(base: Base, text: str) -> str | None:
    """Return the code of the commune of that code or name, else of the first that begins so."""
    names = _names(base)
    if text.strip() in names:
        return text.strip()
    asked = cle(text)
    if not asked:
        return None
    ordered = sorted(names, key=lambda code: cle_de_tri(names[code]))
    spelled = {code: cle(names[code]) for code in ordered}
    exact = [code for code in ordered if spelled[code] == asked]
    starts = [code for code in ordered if spelled[code].startswith(asked)]
    words = [code for code in ordered if f" {asked}" in spelled[code]]
    return next(iter([*exact, *starts, *words]), None)


def _searched(base: Base, slides: tuple[Slide, ...]) -> None:
    text = str(st.session_state.get(SEARCH) or "")
    st.session_state[SEARCH] = ""
    if not text.strip():
        return
    code = _named(base, text)
    if text.strip().isdecimal() and 1 <= int(text) <= len(slides):
        _go(int(text))
    elif code is None:
        st.session_state[NOT_FOUND] = text[: state.LONGEST_TEXT]
    else:
        _jump(code, slides)


# --- to present: what is written --------------------------------------------------------------


def _figure_html(figure: Chiffre) -> str:
    nuance = f"<small>{_text(figure.nuance)}</small> " if figure.nuance else ""
    unit = f" <small>{_text(figure.unite)}</small>" if figure.unite else ""
    css = "atlas-scene-inconnu" if figure.valeur == NON_RENSEIGNE else "atlas-scene-valeur"
    return (
        f'<div><dd class="{css}">{nuance}<span>{_text(figure.valeur)}</span>{unit}</dd>'
        f"<dt>{_text(figure.libelle)}</dt></div>"
    )


def _cell(text: str, *, head: bool, right: bool) -> str:
    first, *others = text.split("\n")
    more = "".join(f"<small>{_text(line)}</small>" for line in others)
    css = ' class="atlas-nombre"' if right else ""
    tag, scope = ("th", ' scope="row"') if head else ("td", "")
    return f"<{tag}{scope}{css}>{_text(first)}{more}</{tag}>"


SIZES = (2.3, 1.95, 1.65, 1.5, 1.35, 1.2, 1.05)
"""Of the text of a table, in hundredths of the width of the screen."""
TABLE_WIDTH, TABLE_HEIGHT, LETTER, LINE, PADDING = 92.8, 33.0, 0.46, 1.22, 1.1
"""In the same unit; ``LETTER`` and ``LINE`` are shares of the size of the text."""


def _height(table: Tableau, size: float) -> float:
    """Return about how high a table is with a text of that size."""
    widths = table.largeurs or (1.0,) * len(table.entetes)
    rooms = [TABLE_WIDTH * width / sum(widths) / (LETTER * size) for width in widths]

    def lines(cells: tuple[str, ...]) -> int:
        return max(
            sum(math.ceil(max(len(line), 1) / room) for line in cell.split("\n"))
            for cell, room in zip(cells, rooms, strict=True)
        )

    return sum(lines(row) * LINE * size + PADDING for row in (table.entetes, *table.lignes))


def _size(table: Tableau) -> float:
    """Return the largest text that lets the whole table be seen."""
    return next((size for size in SIZES if _height(table, size) <= TABLE_HEIGHT), SIZES[-1])


def _columns_html(table: Tableau) -> str:
    total = sum(table.largeurs)
    columns = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in table.largeurs)
    return f"<colgroup>{columns}</colgroup>" if columns else ""


def _table_html(table: Tableau) -> str:
    heads = "".join(
        f'<th scope="col"{" class=atlas-nombre" if rank in table.droite else ""}>{_text(text)}</th>'
        for rank, text in enumerate(table.entetes)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(text, head=rank == 0, right=rank in table.droite)
            for rank, text in enumerate(line)
        )
        + "</tr>"
        for line in table.lignes
    )
    return (
        f'<table class="atlas-scene-tableau" style="--corps:{_size(table)}">'
        f'<caption class="atlas-cache">{_text(table.titre)}</caption>{_columns_html(table)}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


FULL_CHART, MOST_ROOM = 9, 3.4
"""Bars that fill a slide at their usual thickness; how much thicker fewer ones are at most."""


def _bars_html(chart: Graphique) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(name)}</th><td><span class="atlas-scene-barre" '
        f'style="--part:{100 * part:.2f};background:{chart.couleur}"></span>'
        f"<span>{_text(text)}</span></td></tr>"
        for (name, _, text), part in zip(chart.barres, chart.parts, strict=True)
    )
    room = min(MOST_ROOM, max(1.0, FULL_CHART / len(chart.barres)))
    return (
        f'<table class="atlas-scene-barres" style="--ampleur:{room:.2f}">'
        f"<caption>{_text(chart.titre)}</caption>"
        f"<tbody>{rows}</tbody></table>"
    )


def _side_html(one: Slide) -> str:
    parts = []
    if one.chiffres:
        figures = "".join(_figure_html(figure) for figure in one.chiffres)
        parts.append(f'<dl class="atlas-scene-chiffres">{figures}</dl>')
    if one.tableau is not None:
        parts.append(_table_html(one.tableau))
    if one.graphique is not None:
        parts.append(_bars_html(one.graphique))
    return f'<div class="atlas-scene-cote">{"".join(parts)}</div>'


def _legend_html(one: Slide, blocs: tuple[Bloc, ...]) -> str:
    """Return the legend over the map; one that scrolls is reached by the keyboard."""
    reach = ""
    if not slide_room.fits(blocs, SURELY * slide_room.map_height(one)):
        reach = f' tabindex="0" role="group" aria-label="{mots.LEGENDE}"'
    return f'<div class="atlas-scene-legende"{reach}>{legend.html(blocs)}</div>'


def _kind(one: Slide) -> str:
    """Return how a slide is laid out: its title alone, beside a map, or over the whole width."""
    if one.genre == "titre":
        return "titre"
    return "carte" if one.carte is not None else "large"


def _place(rank: int, total: int, jumped: str) -> str:
    """Return what the script of the page needs to know, as attributes."""
    communes = cache.layers()["communes"].adresse
    return (
        f'data-rang="{rank}" data-total="{total}" data-saut="{as_html(jumped)}" '
        f'data-communes="{communes}"'
    )


def _room_html(one: Slide) -> str:
    """Return the address of the room for the title slide: phones open it while people sit down."""
    address = room_module.adresse() if one.genre == "titre" else ""
    if not address:
        return ""
    return f'<p class="atlas-scene-salle">{room_module.qr_svg(address)}{as_html(address)}</p>'


def _head_html(one: Slide, place: str) -> str:
    rest = f'<p class="atlas-scene-suite">{_text(one.suite)}</p>' if one.suite else ""
    dark = " atlas-sombre" if components.sombre() else ""
    over, main = (one.message, one.titre) if one.genre == "titre" else (one.titre, one.message)
    return (
        f'<div class="atlas-scene atlas-genre-{_kind(one)}{dark}" {place} '
        f'data-diapo="{as_html(one.id)}" role="status" aria-live="polite">'
        f'<p class="atlas-scene-titre">{_text(over)}</p>'
        f"<h1>{_text(main)}</h1>{rest}{_room_html(one)}</div>"
    )


def _foot_html(one: Slide, shown: Deck, number: str) -> str:
    source = f"{mots.SOURCE.format(source=one.source)}. " if one.source else ""
    edition = "" if one.genre == "titre" else _text(f"{shown.edition.mention}.")
    missing = st.session_state.pop(NOT_FOUND, "")
    alert = (
        f'<strong role="alert">{mots.COMMUNE_INTROUVABLE.format(texte=as_html(missing))}</strong> '
        if missing
        else ""
    )
    return (
        f'<div class="atlas-scene-pied"><p>{alert}{_text(source)}{edition}</p>'
        f'<p class="atlas-scene-numero">{number}</p></div>'
    )


def _commands(base: Base, slides: tuple[Slide, ...]) -> None:
    """Draw the buttons that the keys press: the mouse and the fingers have them too."""
    steps = (
        ("premiere", mots.PREMIERE, "first_page", _go, 1),
        ("precedente", mots.PRECEDENTE, "chevron_left", _turn, -1),
        ("suivante", mots.SUIVANTE, "chevron_right", _turn, 1),
        ("derniere", mots.DERNIERE, "last_page", _go, len(slides)),
    )
    with st.container(key="scene_commandes", horizontal=True, vertical_alignment="center"):
        for name, label, icon, move, where in steps:
            st.button(
                label,
                key=f"scene_{name}",
                on_click=move,
                args=(where,),
                icon=f":material/{icon}:",
                type="tertiary",
            )
        st.text_input(
            mots.ALLER,
            key=SEARCH,
            placeholder=mots.ALLER_VIDE,
            label_visibility="collapsed",
            on_change=_searched,
            args=(base, slides),
        )
        st.button(
            mots.PLEIN_ECRAN, key="scene_plein", icon=":material/fullscreen:", type="tertiary"
        )
        st.button(
            mots.QUITTER,
            key="scene_quitter",
            on_click=_quit,
            icon=":material/close:",
            type="tertiary",
        )


def _next_map(slides: tuple[Slide, ...], rank: int) -> Slide:
    """Return the slide whose map is drawn while a slide without any is shown: the next one."""
    following = (one for one in (*slides[rank:], *slides[:rank]) if one.carte is not None)
    return next(following, slides[rank - 1])


def _current(shown: Deck, lu: Lecture) -> tuple[Slide, int]:
    """Return the slide that is asked, and the rank of it or of the one that was left for it."""
    rank, jumped = _rank(len(shown.slides), lu), lu.value("saut")
    return _slide_of(jumped) if jumped else shown.slides[rank - 1], rank


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked: what its deck holds, or the current slide."""
    stories, lost = stories_now()
    lu = settled(lu, stories)
    shown = _deck(stories, lu)
    if lu.value("ecran") != PLEIN:
        return Ecran(mots.TITRE, _phrase(shown, stories, lu), (), None, tuple(lost))
    one, _ = _current(shown, lu)
    over, main = (one.message, one.titre) if one.genre == "titre" else (one.titre, one.message)
    carte = None if one.carte is None else _live(base, one, lu, sombre=sombre, legende_dessus=False)
    figures = tuple(
        replace(
            figure,
            **{
                name: typographie(getattr(figure, name))
                for name in ("valeur", "unite", "libelle", "nuance")
            },
        )
        for figure in one.chiffres
    )
    return Ecran(typographie(main), typographie(one.suite or over), figures, carte, ())


def _present(base: Base, params: list[Param], stories: dict[str, Recit]) -> None:
    lu = state.asked(params)
    shown = _deck(stories, lu)
    one, rank = _current(shown, lu)
    st.session_state[state.widget_key("diapo")] = str(rank)
    state.end(PAGE, params)
    jumped = state.value("saut")
    number = mots.NUMERO.format(rang=rank, total=len(shown.slides))
    mapped = one if one.carte is not None else _next_map(shown.slides, rank)
    live = _live(
        base,
        mapped,
        lu,
        sombre=components.sombre(),
        legende_dessus=not components.telephone(),
    )

    def clicked(sent: dict[str, object]) -> None:
        if "commune" in sent:
            _jump(str(sent["commune"]), shown.slides)

    st.html(SHEET)
    with st.container(key="scene"):
        st.html(_head_html(one, _place(rank, len(shown.slides), jumped)))
        with st.container(key="scene_carte"):
            live_map(live.spec, MAP_KEY, clicked)
            st.html(_legend_html(mapped, live.blocs))
        st.html(_side_html(one))
        st.html(_foot_html(one, shown, mots.HORS_FIL if jumped else number))
        _commands(base, shown.slides)


# --- the page ---------------------------------------------------------------------------------


def render() -> None:
    """Draw the deck of the address: to be prepared, or full screen."""

    def page() -> None:
        base = cache.base()
        stories, lost = stories_now()
        params = page_params(base, stories)
        messages = state.begin(PAGE, params) + lost
        _one_territory(stories)
        if state.value("ecran") == PLEIN:
            _present(base, params, stories)
        else:
            _prepare(base, params, stories, messages)

    filters.guarded(page)
