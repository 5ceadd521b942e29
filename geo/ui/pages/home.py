"""The first page: both territories on one map, switchable layers, the card of a commune."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.answers import counts
from geo.answers.sentence import Chiffre, accueil
from geo.answers.view import place_of, view_at
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.drawing.maps import colours, legend, spec
from geo.labels import home as mots
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import (
    NBSP,
    NON_RENSEIGNE,
    accord,
    as_html,
    as_markdown,
    avec_unite,
    enumeration,
    jour,
    nombre,
)
from geo.reports import facts
from geo.reports.chosen import HEADLINES
from geo.ui import cache, state
from geo.ui.parts import components, filter_bar, filters, head, map_layers, map_screen
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.view import PlaceView
    from geo.core.model import Selection
    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.legend import Bloc

PAGE = "accueil"
ACCENT = colours.TERRITORY_COLOURS["cabbalr"]
LAYERS = tuple(textes.COUCHES_NOMS)
DEFAULT_LAYERS = ("qpv",)
NONE = "aucune"


def page_params(base: Base) -> list[Param]:
    """Return the parameters of the first page, in the order of its filters."""
    return [
        filters.param_territoire(),
        filters.param_communes(base),
        Param("couches", (*LAYERS, NONE), multiple=True),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
    ]


def _filters(base: Base, params: list[Param]) -> None:
    def more() -> None:
        st.multiselect(
            mots.COUCHES,
            LAYERS,
            format_func=textes.COUCHES_NOMS.__getitem__,
            key=state.widget_key("couches"),
            placeholder=mots.COUCHES_VIDE,
            select_all=False,
        )

    filter_bar.bar(base, params, more)


def _readable_themes() -> tuple[dict[str, ThemeData], list[str]]:
    """Return the themes that can be read, and the names of the others."""
    read, lost = {}, []
    for theme_id in LAYERS:
        try:
            read[theme_id] = cache.theme(theme_id)
        except AtlasError:
            lost.append(textes.COUCHES_NOMS[theme_id])
    return read, lost


def _population_layer(
    selection: Selection, layers: dict[str, Layer]
) -> tuple[spec.LayerSpec, Bloc]:
    indicator = catalog.indicator("densite")
    values, classes = cache.density(selection.territoire)
    palette = colours.ramp(ACCENT, len(classes.effectifs), share=colours.DENSITE)
    written = {code: f"{nombre(value)} {indicator.unite}" for code, value in values.items()}
    layer = spec.choropleth(
        layers["communes"],
        classes,
        list(values.index),
        colours=palette,
        values={str(code): text for code, text in written.items()},
        title=indicator.titre,
    )
    return layer, legend.of_classes(classes, indicator, palette)


def _map(
    place: PlaceView, themes: dict[str, ThemeData], lu: Lecture, *, sombre: bool
) -> CarteMontree:
    layers, selection = cache.layers(), place.selection
    first, bloc = _population_layer(selection, layers)
    stack = [first, map_layers.territory_layer(layers, selection.territoire)]
    blocs, shown, sources = [bloc], [catalog.indicator("densite").titre], ["communes"]
    wanted = lu.values("couches") or DEFAULT_LAYERS
    for theme_id in (layer for layer in LAYERS if layer in wanted and layer in themes):
        data = themes[theme_id]
        rows = view_at(data, place).drawn
        stack.append(map_layers.facility_layer(data, rows, layers))
        blocs.append(map_layers.facility_legend(data, rows))
        shown.append(textes.COUCHES_NOMS[theme_id].lower())
        sources.append(data.theme.sources[0])
    drawn = spec.MapSpec(
        couches=tuple(stack),
        cadre=spec.frame(place.communes.geometry),
        choix=selection.communes,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    title = mots_rendu.CARTE_CONTENU.format(contenu=enumeration(shown), lieu=place.nom)
    cartel = Cartel(title, map_layers.mentions(*sources))
    return CarteMontree(drawn, tuple(blocs), cartel)


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the first page shows of what is asked."""
    place = place_of(base, filters.selection_of(lu))
    resume = accueil(place)
    themes, lost = _readable_themes()
    told = (mots.ACCUEIL_PHRASE_ERREUR.format(noms=", ".join(lost)),) if lost else ()
    carte = _map(place, themes, lu, sombre=sombre)
    return Ecran(textes.APPLICATION, resume.phrase, resume.chiffres, carte, told)


def _lines(commune: pd.Series) -> list[tuple[str, str]]:
    def known(name: str) -> str:
        value = commune[name]
        return NON_RENSEIGNE if pd.isna(value) else str(value)

    return [
        ("Territoire", catalog.territory(commune["territoire"]).nom),
        ("Population", accord(int(commune["population"]), "habitant")),
        ("Superficie", avec_unite(commune["surface_km2"], "km²", 1)),
        ("Densité", avec_unite(commune["densite"], "hab./km²")),
        ("Maire", known("maire")),
        ("Mairie", known("mairie_adresse")),
        ("Téléphone", known("mairie_telephone")),
        ("Site", known("mairie_site")),
        ("Horaires", known("mairie_horaires")),
    ]


def _equipment_lines(code: str, themes: dict[str, ThemeData]) -> list[tuple[str, str]]:
    lines = []
    for theme_id, data in themes.items():
        if theme_id == "qpv":
            here = data.table[data.table["codes_communes"].str.contains(code)]
            names = ", ".join(here["nom"]) if len(here) else "aucun"
            lines.append((textes.COUCHES_NOMS[theme_id], names))
            continue
        rows = data.table[data.table["code_insee"] == code]
        text = counts.told(theme_id, rows, 1)
        lines.append((textes.COUCHES_NOMS[theme_id], text[0].upper() + text[1:]))
    return lines


def _kept_lines(code: str, themes: dict[str, ThemeData]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = cache.once(
        ("equipements", code, *themes), lambda: _equipment_lines(code, themes)
    )
    return found


def _cards(base: Base, selection: Selection, themes: dict[str, ThemeData]) -> None:
    st.header(textes.CHOISIR_MA_COMMUNE, anchor=False)
    chosen = base.communes[base.communes["code_insee"].isin(selection.communes)]
    if chosen.empty:
        st.info(mots.MA_COMMUNE_VIDE, icon=":material/touch_app:")
        return
    for _, commune in chosen.iterrows():
        st.subheader(as_markdown(commune["nom"]), anchor=False)
        code = commune["code_insee"]
        lines = [*_lines(commune), *_kept_lines(code, themes)]
        items = "".join(
            f"<div><dt>{as_html(label)}</dt><dd>{as_html(text)}</dd></div>" for label, text in lines
        )
        st.html(f'<dl class="atlas-fiche">{items}</dl>')
        components.lien("ma_commune", textes.OUVRIR_FICHE, {"commune": code})


def _headlines(base: Base, selection: Selection) -> None:
    """Show ten figures of the reports for each territory of the selection or of its communes."""
    try:
        known = cache.faits()
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    st.header(mots.DIX_CHIFFRES, anchor=False)
    chosen = base.communes["code_insee"].isin(selection.communes)
    asked = (
        {selection.territoire} if selection.territoire else set(base.communes[chosen]["territoire"])
    )
    for territoire in [one for one in HEADLINES if not asked or one in asked]:
        st.subheader(catalog.territory(territoire).nom, anchor=False)
        ids = HEADLINES[territoire]
        figures = cache.once(("dix_chiffres", territoire), partial(_report_figures, known, ids))
        components.chiffres(figures)


def _report_figures(known: facts.Faits, ids: Sequence[str]) -> list[Chiffre]:
    rows = known.indicateurs.set_index("id", drop=False).loc[list(ids)]
    return [_report_figure(row) for row in rows.to_dict("records")]


def _report_figure(row: dict[Any, Any]) -> Chiffre:
    """Return a figure of a report as a key figure."""
    bare = {**row, "nuance": None}
    number, _, unit = facts.valeur_ecrite(bare).partition(NBSP)
    nuance = "" if pd.isna(row["nuance"]) else str(row["nuance"])
    label = f"{row['libelle']} ({facts.periode_ecrite(row)})"
    return Chiffre(number, unit, label, row["document"], nuance)


def _freshness() -> None:
    """Show the vintage of every source: how many there are, the rest on demand."""
    records = [catalog.source(i) for i in catalog.sources()]
    if not records:
        return
    last = max(record.date_acces for record in records)
    frame = pd.DataFrame(
        {
            "Jeu de données": [record.titre for record in records],
            "Millésime": [record.millesime for record in records],
            "Consulté le": [jour(record.date_acces) for record in records],
            "Producteur": [record.producteur for record in records],
        }
    )
    told = mots.FRAICHEUR_COMPTE.format(compte=len(records), date=jour(last))
    with st.expander(as_markdown(told), expanded=state.on_paper(), icon=":material/update:"):
        components.table(frame, mots.FRAICHEUR)


def render() -> None:
    """Draw the first page."""

    def page() -> None:
        base = cache.base()
        params = page_params(base)
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(base, params))
        state.end(PAGE, params)
        lu = state.asked(params)
        montre, selection = ecran(base, lu, sombre=components.sombre()), filters.selection_of(lu)
        top.write(montre.titre, montre.phrase, [*messages, *montre.dits])
        map_screen.show(
            montre.carte, "carte_accueil", state.toggle_commune, chiffres=montre.chiffres
        )
        components.let_see()
        _cards(base, selection, _readable_themes()[0])
        _headlines(base, selection)
        _freshness()

    filters.guarded(page)
