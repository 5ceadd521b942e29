"""The skeleton of a theme page, the same for every theme.

Title and sentence, filters, key figures, map, table, charts, sources, downloads. A page may add
panels of its own after the charts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers.sentence import synthese
from geo.answers.view import view_of
from geo.core import catalog
from geo.core.model import STATUTS
from geo.drawing import charts, files
from geo.drawing.maps import spec
from geo.drawing.maps.classes import METHODES, Methode
from geo.labels import bornes as mots_bornes
from geo.labels import rendu as mots_rendu
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels import theme as mots
from geo.labels.formats import (
    NON_RENSEIGNE,
    accord,
    cle_de_tri,
    enumeration,
    nombre,
)
from geo.labels.phrases import kind_of
from geo.measures import indicators
from geo.ui import cache, state
from geo.ui.parts import components, filters, map_layers, reports
from geo.ui.parts import downloads as downloads_module
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import ThemeData
    from geo.answers.sentence import Synthese
    from geo.answers.view import ThemeView
    from geo.core.model import Indicator, Selection

    Panneau = Callable[[ThemeView], None]

CHART_BARS = 12


# --- filters ----------------------------------------------------------------------------------


def page_params(data: ThemeData) -> list[Param]:
    """Return the parameters of a theme page, in the order of its filters."""
    theme = data.theme
    params = [filters.param_territoire(), filters.param_communes(data.base)]
    if theme.table == "qpv":
        params.append(Param("quartier", tuple(data.table["id"]), multiple=True))
    else:
        params.append(Param("etat", _statuts(data), multiple=True))
        types = tuple(sorted(data.table["type"].dropna().unique(), key=cle_de_tri))
        params.append(Param("type", types, multiple=True))
    params.append(
        Param("carte", map_layers.map_choices(data), defaut=map_layers.map_choices(data)[0])
    )
    params.append(Param("classes", METHODES, defaut="jenks"))
    params.append(Param("fond", tuple(textes.FONDS), defaut="aucun"))
    return params


def _statuts(data: ThemeData) -> tuple[str, ...]:
    """Return the states that some facility of the theme has."""
    return tuple(statut for statut in STATUTS if (data.table["statut"] == statut).any())


def _statut_names(data: ThemeData) -> dict[str, str]:
    return mots_etats.titles(kind_of(data.theme.id))


def _pick_rows(data: ThemeData) -> None:
    if data.theme.table == "qpv":
        names = dict(zip(data.table["id"], data.table["nom"], strict=True))
        st.multiselect(
            mots.FILTRE_QPV,
            sorted(names, key=lambda code: cle_de_tri(names[code])),
            format_func=names.__getitem__,
            key=state.widget_key("quartier"),
            placeholder=mots.FILTRE_QPV_VIDE,
            select_all=False,
        )
        return
    statuts = _statut_names(data)
    st.multiselect(
        textes.FILTRE_STATUTS,
        _statuts(data),
        format_func=statuts.__getitem__,
        key=state.widget_key("etat"),
        placeholder=textes.FILTRE_STATUTS_VIDE,
        help=mots.STATUTS_AIDE,
        select_all=False,
    )


def _map_options(data: ThemeData) -> None:
    indicators = {i: catalog.indicator(i) for i in data.theme.indicateurs}
    names = {i: f"{record.titre} ({record.unite})" for i, record in indicators.items()}
    names[map_layers.SANS_INDICATEUR] = mots.SANS_INDICATEUR
    if data.theme.table != "qpv":
        types = sorted(data.table["type"].dropna().unique(), key=cle_de_tri)
        st.multiselect(
            mots.FILTRE_TYPES,
            types,
            key=state.widget_key("type"),
            placeholder=mots.FILTRE_TYPES_VIDE,
            select_all=False,
        )
    st.selectbox(
        textes.FILTRE_INDICATEUR,
        map_layers.map_choices(data),
        format_func=names.__getitem__,
        key=state.widget_key("carte"),
    )
    st.selectbox(
        mots.FILTRE_CLASSES,
        METHODES,
        format_func=mots.METHODES_CLASSES.__getitem__,
        key=state.widget_key("classes"),
    )
    components.choose_ground()


def filter_bar(data: ThemeData, params: list[Param]) -> None:
    """Draw the filters: one line on a wide screen, a drawer on a phone."""
    with (
        st.container(key="filtres"),
        st.expander(textes.FILTRES, not components.telephone(), icon=":material/tune:"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        with st.container(width="content"):
            filters.pick_territoire()
        with st.container(width="stretch"):
            filters.pick_communes(data.base, state.value("territoire"))
        with st.container(width="stretch"):
            _pick_rows(data)
        with st.popover(textes.OPTIONS_CARTE, icon=":material/layers:"):
            _map_options(data)
        components.clear_filters(params)


# --- map --------------------------------------------------------------------------------------


def _methode(lu: Lecture) -> Methode:
    return lu.value("classes") or "jenks"  # type: ignore[return-value]


def _mention(data: ThemeData) -> str:
    """Return the source of what a theme shows: that of its table, then the communes."""
    return map_layers.mentions(data.theme.sources[0], "communes")


def _where(view: ThemeView) -> str:
    """Return what a theme shows, and where: the title of its map, the context of its charts."""
    title = mots_rendu.CARTE_THEME.format(theme=view.theme.titre, lieu=view.place.nom)
    filtered = _filtered(view.data, view.selection)
    return mots_rendu.FILTRES.format(titre=title, filtres=filtered) if filtered else title


def _filtered(data: ThemeData, selection: Selection) -> str:
    """Return what the filters keep of the rows of a theme; empty when they keep all of them."""
    statuts, names = (
        _statut_names(data),
        dict(zip(data.table["id"], data.table["nom"], strict=True)),
    )
    asked = (
        (mots_rendu.FILTRE_ETATS, [statuts[i].lower() for i in selection.statuts]),
        (mots_rendu.FILTRE_TYPES, list(selection.types)),
        (mots_rendu.FILTRE_QUARTIERS, [names[i] for i in selection.qpv]),
    )
    return " ; ".join(words.format(noms=enumeration(kept)) for words, kept in asked if kept)


def carte(view: ThemeView, lu: Lecture, *, sombre: bool) -> CarteMontree:
    """Return the map of a theme with its legend."""
    stack, blocs = map_layers.theme_layers(view, lu.value("carte"), _methode(lu))
    drawn = spec.MapSpec(
        couches=stack,
        cadre=spec.frame(view.communes.geometry),
        choix=view.selection.communes,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    return CarteMontree(drawn, blocs, Cartel(_where(view), _mention(view.data)))


def ecran(data: ThemeData, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page of a theme shows of what is asked."""
    view = view_of(data, filters.selection_of(lu))
    resume = synthese(view)
    return Ecran(
        data.theme.titre, resume.phrase, resume.chiffres, carte(view, lu, sombre=sombre), ()
    )


# --- table, charts ----------------------------------------------------------------------------


def _in_km(value: object) -> str:
    return nombre(float(value) / 1000, 1)  # type: ignore[arg-type]


def _writer(indicator: Indicator) -> Callable[[object], str]:
    if indicator.nature == "distance":
        return _in_km
    absent = indicator.absence or NON_RENSEIGNE
    return lambda value: nombre(value, indicator.decimales).replace(NON_RENSEIGNE, absent)


def communes_table(view: ThemeView) -> None:
    """Show one row a commune: the indicators of the theme."""
    data, communes = view.data, view.place.autour
    order = communes["nom"].map(cle_de_tri).sort_values().index
    indicators = {i: catalog.indicator(i) for i in data.theme.indicateurs}
    frame = pd.DataFrame(
        {
            "commune": communes["nom"],
            "territoire": communes["territoire"].map(lambda t: catalog.territory(t).sigle),
            "population": communes["population"],
            **{i: data.mesures.loc[communes.index, i] for i in indicators},
        }
    ).loc[order]
    formats = {"population": nombre, **{i: _writer(r) for i, r in indicators.items()}}
    components.tableau(
        frame,
        communes.loc[order, "code_insee"],
        key=f"communes_{data.theme.id}",
        legende=f"{data.theme.titre}, par commune : {components.compte(len(frame))}",
        formats=formats,
    )


TABLE_COLUMNS = {
    "bornes": [
        "nom",
        "commune",
        "statut",
        "points",
        "puissance_max_kw",
        "operateur",
        "concessionnaire",
        "situation_qpv",
        "adresse",
        "precision",
        "sources",
    ],
    "dechets": [
        "nom",
        "commune",
        "statut",
        "annee",
        "acces",
        "adresse",
        "precision",
        "sources",
        "remarque",
    ],
    "piscines": [
        "nom",
        "commune",
        "statut",
        "annee",
        "gestionnaire",
        "bassins",
        "surface_bassins_m2",
        "precision",
        "sources",
        "remarque",
    ],
    "inondations": [
        "nom",
        "commune",
        "type",
        "statut",
        "annee",
        "volume_m3",
        "cours_eau",
        "maitre_ouvrage",
        "sources",
        "remarque",
    ],
    "qpv": [
        "nom",
        "communes",
        "habitants",
        "taux_pauvrete_pct",
        "taux_emploi_pct",
        "menages",
        "logements_sociaux",
        "allocataires_caf",
        "rsa_socle",
        "surface_km2",
        "hors_territoire_pct",
    ],
}
FORMATS: dict[str, Callable[[object], str]] = {
    "puissance_max_kw": lambda value: nombre(value, 1),
    "surface_bassins_m2": nombre,
    "volume_m3": nombre,
    "surface_km2": lambda value: nombre(value, 2),
    **dict.fromkeys(
        ("habitants", "menages", "logements_sociaux", "allocataires_caf", "rsa_socle"), nombre
    ),
    **dict.fromkeys(("taux_pauvrete_pct", "taux_emploi_pct"), lambda value: nombre(value, 1)),
    "hors_territoire_pct": lambda value: nombre(value, 1),
    "annee": lambda value: str(int(value)),  # type: ignore[call-overload]
}


def readable_rows(data: ThemeData, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with codes replaced by their words, on the columns that a reader wants."""
    told = _with_ranges(rows) if data.theme.id == "bornes" else rows
    frame = pd.DataFrame(told[TABLE_COLUMNS[data.theme.id]])
    words = {
        "statut": _statut_names(data),
        "situation_qpv": mots.SITUATIONS_QPV,
        "precision": textes.PRECISIONS,
    }
    for column, names in words.items():
        if column in frame:
            frame[column] = frame[column].map(names)
    if "sources" in frame:
        frame["sources"] = frame["sources"].map(_source_names)
    return frame


def _with_ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sites with their charge points written as a range, in a column ``points``."""
    bounds = rows[["nbre_pdc_min", "nbre_pdc_max"]].to_numpy()
    return rows.assign(points=[mots_bornes.fourchette(low, high) for low, high in bounds])


def _source_names(ids: object) -> str | None:
    if pd.isna(ids):  # type: ignore[call-overload]
        return None
    return " ; ".join(textes.SOURCES_COURTES[i] for i in str(ids).split(" | "))


def rows_table(data: ThemeData, rows: pd.DataFrame) -> None:
    """Show one row a facility or a QPV."""
    order = rows["nom"].map(cle_de_tri).sort_values().index
    codes = rows["code_insee"] if "code_insee" in rows else rows["codes_communes"].str[:5]
    frame = readable_rows(data, rows.loc[order])
    components.tableau(
        frame,
        codes.loc[order],
        key=f"lignes_{data.theme.id}",
        legende=f"{data.theme.titre} : {components.compte(len(frame))}",
        formats={name: FORMATS[name] for name in frame if name in FORMATS},
    )


def tables(view: ThemeView) -> None:
    """Show the same data as the map, in a table: by commune or row by row."""
    st.header(mots.TITRE_TABLEAU, anchor=False)
    by_row = mots.VUE_QPV if view.theme.table == "qpv" else mots.VUE_EQUIPEMENTS
    shown = st.segmented_control(
        mots.TITRE_TABLEAU,
        [by_row, mots.VUE_COMMUNES],
        default=by_row,
        required=True,
        key=f"vue_{view.theme.id}",
        label_visibility="collapsed",
    )
    if shown == by_row:
        rows_table(view.data, view.rows)
    else:
        communes_table(view)


def _bars_title(indicator: Indicator, leading: int, others: int) -> str:
    """Return what the bars show: the communes in the lead, and the chosen ones that are not."""
    title = mots.BARRES_EN_TETE.format(
        titre=indicator.titre, unite=indicator.unite, communes=accord(leading, "commune")
    )
    if not others:
        return title
    return mots.BARRES_ET_CHOISIES.format(
        titre=title, communes=accord(others, "commune choisie", "communes choisies")
    )


def _indicator_chart(view: ThemeView) -> None:
    data, communes, selection = view.data, view.place.autour, view.selection
    asked = state.value("carte")
    known_ids = data.theme.indicateurs
    indicator = catalog.indicator(asked if asked in known_ids else known_ids[0])
    values = data.mesures.loc[communes.index, indicator.id].set_axis(communes["nom"])
    known = values.dropna()
    top = known.nlargest(CHART_BARS)
    if top.empty or top.max() == 0:
        return
    chosen = communes.loc[communes["code_insee"].isin(selection.communes), "nom"]
    kept = known[known.index.isin([*top.index, *chosen])]
    writer, middle = _writer(indicator), float(known.median())
    figure = charts.barres(
        kept[kept > 0],
        couleur=data.theme.couleur,
        write_as=writer,
        moyenne=("médiane", middle) if middle > 0 and not indicator.absence else None,
        accent=list(chosen),
        sombre=components.sombre(),
    )
    leading = int((top > 0).sum())
    title = _bars_title(indicator, leading, int((kept > 0).sum()) - leading)
    first = f"{top.index[0]}, {writer(top.iloc[0])} {indicator.unite}"
    key = f"graphique_{data.theme.id}"
    components.graphique(
        figure,
        key,
        title,
        f"{title}. En tête : {first}.",
        source=_mention(data),
        contexte=_where(view),
    )


def _areas_chart(view: ThemeView) -> None:
    data, rows = view.data, view.rows
    values = rows.set_index("nom")["surface_km2"].nlargest(CHART_BARS)
    title = f"Surface des quartiers prioritaires (km²), {accord(len(values), 'premier')}"
    figure = charts.barres(
        values,
        couleur=data.theme.couleur,
        write_as=lambda value: nombre(value, 2),
        sombre=components.sombre(),
    )
    told = " ; ".join(f"{label} : {nombre(value, 2)}" for label, value in values.items())
    components.graphique(
        figure,
        f"surfaces_{data.theme.id}",
        title,
        f"{title}. {told}.",
        source=map_layers.mentions(data.theme.sources[0]),
        contexte=_where(view),
    )


def _count_chart(view: ThemeView) -> None:
    data, rows = view.data, view.rows
    values = rows["statut"].map(_statut_names(data)).value_counts()
    title = "Équipements par état"
    figure = charts.barres(values, couleur=data.theme.couleur, sombre=components.sombre())
    told = " ; ".join(f"{label} : {nombre(value)}" for label, value in values.items())
    components.graphique(
        figure,
        f"etats_{data.theme.id}",
        title,
        f"{title}. {told}.",
        source=map_layers.mentions(data.theme.sources[0]),
        contexte=_where(view),
    )


BREAKDOWNS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "bornes": (("classe_puissance", "", "Stations ouvertes par puissance maximale"),),
    "inondations": (
        ("type", "", "Ouvrages en service par type"),
        ("bassin_versant", "volume_m3", "Volume de stockage connu par bassin versant (m³)"),
    ),
}
"""Theme -> column, what is summed (nothing: rows are counted) and title of each of its charts."""


def _breakdowns(view: ThemeView) -> None:
    """Show the open facilities of a theme by what sets them apart; the unknown is a bar too."""
    data, rows = view.data, view.rows
    asked = BREAKDOWNS.get(data.theme.id)
    if asked is None:
        return
    columns = st.columns(2, gap="large")
    open_ones = indicators.comptes(rows)
    for rank, (column, summed, title) in enumerate(asked):
        groups = open_ones.groupby(open_ones[column].fillna(NON_RENSEIGNE))
        values = groups[summed].sum(min_count=1).dropna() if summed else groups.size()
        if values.empty:
            continue
        figure = charts.barres(values, couleur=data.theme.couleur, sombre=components.sombre())
        told = " ; ".join(f"{label} : {nombre(value)}" for label, value in values.items())
        with columns[rank % 2]:
            key = f"{column}_{data.theme.id}"
            components.graphique(
                figure,
                key,
                title,
                f"{title}. {told}.",
                source=map_layers.mentions(data.theme.sources[0]),
                contexte=_where(view),
            )


def chart_panel(view: ThemeView) -> None:
    """Show the charts of a theme."""
    st.header(mots.TITRE_GRAPHIQUES, anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        _indicator_chart(view)
    with right:
        if view.theme.table == "qpv":
            _areas_chart(view)
        else:
            _count_chart(view)
    _breakdowns(view)


# --- sources, downloads -----------------------------------------------------------------------


def downloads(view: ThemeView) -> None:
    """Offer the rows of the selection as files; they are made when asked."""
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    data, rows, said = view.data, view.rows, view.place.notes
    frame = pd.DataFrame(rows.drop(columns="geometry"))
    with st.container(horizontal=True):
        downloads_module.csv_et_excel(frame, data.theme.table, data.theme.sources, said)
        st.download_button(
            "GeoJSON",
            lambda: files.to_geojson(rows),
            f"{downloads_module.nom_de_fichier(data.theme.table)}.geojson",
            "application/geo+json",
            icon=":material/map:",
            on_click="ignore",
        )


# --- the page ---------------------------------------------------------------------------------


def _body(view: ThemeView, resume: Synthese, lu: Lecture, panneaux: tuple[Panneau, ...]) -> None:
    if resume.vide:
        st.info(textes.SELECTION_VIDE, icon=":material/search_off:")
    else:
        components.chiffres(resume.chiffres)
    components.montrer(
        carte(view, lu, sombre=components.sombre()),
        f"carte_{view.theme.id}",
        state.toggle_commune,
    )
    components.let_see()
    if not resume.vide:
        tables(view)
        chart_panel(view)
    for panneau in panneaux:
        panneau(view)
    reports.panel(view.theme.themes_rapport, view.theme.couleur, view.theme.id)
    components.sources_panel(view.theme.sources)
    if not resume.vide:
        downloads(view)


def render(theme_id: str, *panneaux: Panneau) -> None:
    """Draw a whole theme page; ``panneaux`` are its own panels, after the charts."""

    def page() -> None:
        data = cache.theme(theme_id)
        params = page_params(data)
        messages = state.begin(theme_id, params)
        head = st.container()
        filter_bar(data, params)
        state.end(theme_id, params)
        lu = state.asked(params)
        view = view_of(data, filters.selection_of(lu))
        resume = synthese(view)
        with head:
            components.titre(data.theme.titre, resume.phrase)
            components.avertissements(messages)
        _body(view, resume, lu, panneaux)

    filters.guarded(page)
