"""« Accès aux services »: who is how far from what, what an added facility would change, QPV."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import access, catalog, charts, datasets, exports, joins
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import accord, avec_unite, cle_de_tri, echapper, nombre
from geo.maps import colours, spec
from geo.maps.legend import Bloc, Entree, Signe
from geo.synthese import nom_de_la_selection, note_de_la_selection
from geo.ui import cache, components, state, theme_page
from geo.ui.access_answer import (
    HYPOTHESES,
    SERVICES,
    THEME_OF,
    Ajout,
    Demande,
    Reponse,
    chiffres,
    communes_frame,
    d_un,
    fourchette,
    groupes,
    km,
    laissees_apart,
    lire_ajout,
    notes,
    percent,
    phrase,
    phrase_gain,
    qpv_frame,
    qpv_sentence,
    repondre,
    shown,
    situations_frame,
    table_of,
    temps_par_mode,
)
from geo.ui.images import Cartel
from geo.ui.state import Param

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.access import Hypotheses
    from geo.datasets import Base

PAGE = "acces"
SEUILS = tuple(str(minutes) for minutes in access.SEUILS_MIN)
NON, OUI = "non", "oui"
PLACER = "acces_placer"
RANKED = 12


# --- what is asked ---


def _params(base: Base, *, essai: bool) -> list[Param]:
    """Return the parameters of the address; ``essai``: a facility is tried, its panel is open."""
    defaults = access.Hypotheses()
    settings = [
        Param(
            cle,
            tuple(str(value) for value in getattr(defaults, name).choix),
            defaut=str(getattr(defaults, name).centre),
        )
        for cle, name in HYPOTHESES.items()
    ]
    return [
        theme_page.param_territoire(),
        theme_page.param_communes(base),
        Param("service", SERVICES, defaut="piscines"),
        Param("mode", access.MODES, defaut="voiture"),
        Param("minutes", SEUILS, defaut="20"),
        Param("a_confirmer", (NON, OUI), defaut=NON),
        Param("ajout", (), libre=True),
        Param("vue", tuple(textes.ACCES_SI_VUES), defaut="apres"),
        Param("volet", tuple(VOLETS), defaut="essai" if essai else "communes"),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        *settings,
    ]


def _ajout(base: Base) -> tuple[Ajout | None, list[str]]:
    """Return the added facility of the address, and what to tell when it is not understood."""
    asked = state.value("ajout")
    found = cache.once(("ajout", asked), lambda: lire_ajout(asked, base)) if asked else None
    if asked and found is None:
        st.session_state[state.widget_key("ajout")] = ""
        return None, [textes.ACCES_SI_INVALIDE.format(valeur=asked)]
    return found, []


def _hypotheses() -> Hypotheses:
    centres = {
        name: float(state.value(cle)) for cle, name in HYPOTHESES.items() if state.value(cle)
    }
    return access.Hypotheses().reglees(centres)


def _demande(ajout: Ajout | None) -> Demande:
    return Demande(
        service=state.value("service") or "piscines",
        mode=state.value("mode") or "voiture",  # type: ignore[arg-type]
        minutes=int(state.value("minutes") or 20),
        a_confirmer=state.value("a_confirmer") == OUI,
        selection=theme_page.selection_of_widgets(),
        hypotheses=_hypotheses(),
        ajout=ajout,
        avant=state.value("vue") == "avant",
    )


# --- filters ---


def _choose(label: str, cle: str, names: Mapping[str, str], width: int) -> None:
    st.selectbox(
        label, list(names), format_func=names.__getitem__, key=state.widget_key(cle), width=width
    )


def _confirm_toggle() -> None:
    key, box = state.widget_key("a_confirmer"), "acces_bascule_a_confirmer"

    def switched() -> None:
        st.session_state[key] = OUI if st.session_state[box] else NON

    st.session_state[box] = state.value("a_confirmer") == OUI
    st.toggle(
        textes.ACCES_A_CONFIRMER, key=box, on_change=switched, help=textes.ACCES_A_CONFIRMER_AIDE
    )


def _filters(base: Base, params: list[Param]) -> None:
    with (
        st.container(key="filtres"),
        st.expander(textes.FILTRES, not components.telephone(), icon=":material/tune:"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        with st.container(width="content"):
            theme_page.pick_territoire()
        with st.container(width="stretch"):
            theme_page.pick_communes(base, state.value("territoire"))
        _choose(textes.ACCES_FILTRE_SERVICE, "service", textes.ACCES_SERVICES, 190)
        _choose(textes.ACCES_FILTRE_MODE, "mode", textes.ACCES_MODES, 130)
        with st.container(width="content"):
            st.segmented_control(
                textes.ACCES_FILTRE_MINUTES, SEUILS, key=state.widget_key("minutes"), required=True
            )
        with st.popover(textes.ACCES_OPTIONS, icon=":material/layers:"):
            _confirm_toggle()
            components.choisir_fond()
            components.effacer(params)


# --- map ---


def _palette(asked: Demande) -> list[str]:
    """Return one colour a class, darker when farther."""
    return colours.sequential(asked.couleur, len(access.CLASSES))


def _legend(times: pd.DataFrame, asked: Demande) -> Bloc:
    counts = access.classe_centrale(times["centre"]).value_counts()
    pairs = list(zip(access.CLASSES, _palette(asked), strict=True))
    lines = [
        Entree(Signe("pave", colour), textes.ACCES_CLASSES[name], nombre(counts.get(name, 0)))
        for name, colour in reversed(pairs)
    ]
    unsure = textes.ACCES_HACHURES.format(minutes=asked.minutes)
    lines.append(Entree(Signe("voile"), unsure))
    if asked.ajout is not None and not asked.avant:
        lines.append(Entree(Signe("repere"), mots_rendu.EQUIPEMENT_AJOUTE))
    title = f"{asked.noms[0].capitalize()} : {textes.ACCES_CARTE_TITRE}, "
    title += textes.ACCES_MODES[asked.mode].lower()
    return Bloc(title, tuple(lines), mots_rendu.EFFECTIFS)


def _sources(answer: Reponse, asked: Demande) -> str:
    """Return where the times come from: the facilities, the communes, and how they are made."""
    ids = () if asked.service == "mairies" else (asked.service,)
    made = textes.ACCES_RESEAU if answer.sur_reseau else textes.ACCES_ESTIMATION
    return f"{theme_page.mentions(*ids, 'communes')} ; {made}"


def _told(answer: Reponse, asked: Demande) -> str:
    """Return what a picture must say of its times: what is counted, under which assumptions."""
    seen = replace(asked, ajout=None) if asked.avant else asked
    return " ".join(line for line in notes(answer, seen) if line not in textes.ACCES_METHODE)


def _cartel(answer: Reponse, asked: Demande, title: str) -> Cartel:
    place = nom_de_la_selection(answer.base, asked.selection)
    if asked.ajout is not None and not asked.avant:
        title = mots_rendu.CARTE_AJOUT.format(titre=title, lieu=place, nom=asked.ajout.nom)
    else:
        title = mots_rendu.CARTE_ACCES.format(titre=title, lieu=place)
    return Cartel(title, _sources(answer, asked), note=_told(answer, asked))


def _on_point(lat: float, lon: float) -> None:
    st.session_state[state.widget_key("ajout")] = f"{lat:.5f},{lon:.5f}"
    st.session_state[state.widget_key("vue")] = "apres"
    st.session_state[PLACER] = False


def _map(answer: Reponse, asked: Demande) -> None:
    base, layers = answer.base, cache.layers()
    communes = datasets.communes_of(base, asked.selection)
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    codes = list(communes["code_insee"])
    ranks = access.classe_centrale(times["centre"]).map(access.CLASSES.index).set_axis(codes)
    sides = access.desservies(times, asked.minutes)
    unsure = set(communes.loc[sides["haut"] & ~sides["bas"], "code_insee"])
    told = [
        f"{fourchette(row)}, {answer.noms.get(str(row['id']), '')}"
        for row in times.to_dict("records")
    ]
    values = dict(zip(codes, told, strict=True))
    layer = layers["communes"]
    stack = [
        spec.LayerSpec(
            id="communes",
            url=layer.adresse,
            genre="classes",
            etats=spec.states(layer, codes, ranks),
            couleurs=tuple(_palette(asked)),
            valeurs=tuple(values.get(code, "") for code in layer.ids),
            titre=f"{asked.noms[0].capitalize()} la plus proche",
        ),
        spec.LayerSpec("voile", layer.adresse, "voile", spec.states(layer, unsure)),
        theme_page.territory_layer(layers, asked.selection.territoire),
    ]
    blocs = [_legend(times, asked)]
    if asked.service in THEME_OF:
        data = cache.theme(THEME_OF[asked.service])
        rows = access.comptes(data.table, a_confirmer=asked.a_confirmer)
        stack.append(theme_page.facility_layer(data, rows, layers))
        blocs.append(theme_page.facility_legend(data, rows))
    placing = bool(st.session_state.get(PLACER))
    pin = None if asked.avant else asked.ajout
    drawn = spec.MapSpec(
        couches=tuple(stack),
        cadre=spec.frame(datasets.focus_of(base, asked.selection).geometry),
        choix=asked.selection.communes,
        sombre=components.sombre(),
        fond=state.value("fond") or "aucun",  # type: ignore[arg-type]
        clic="point" if placing else "commune",
        repere=(round(pin.lat, 5), round(pin.lon, 5)) if pin else None,
        ensuite=tuple(layers[name].adresse for name in THEME_OF if name in layers),
        textes={"perdu": textes.CARTE_PERDUE},
    )
    components.carte(
        drawn,
        "carte_acces",
        blocs,
        state.toggle_commune,
        cartel=_cartel(answer, asked, blocs[0].titre),
        on_point=_on_point,
        aide=textes.ACCES_CARTE_PLACER if placing else textes.ACCES_CARTE_AIDE,
    )


# --- what if ---


def _set_ajout(text: str) -> None:
    st.session_state[state.widget_key("ajout")] = text
    st.session_state[state.widget_key("vue")] = "apres"


def _what_if(answer: Reponse, asked: Demande) -> None:
    """Draw the tools of the what-if: a commune, the map, the best commune, before and after."""
    base = answer.base
    names = dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))
    focus = datasets.focus_of(base, asked.selection)
    best = access.best_commune(
        base.communes,
        answer.avant[asked.mode],
        answer.candidates,
        asked.minutes,
        list(focus["code_insee"]),
    )
    picker = "acces_si_commune"
    st.session_state[picker] = (asked.ajout.code or None) if asked.ajout else None
    st.header(textes.ACCES_SI, anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            textes.ACCES_SI_COMMUNE,
            sorted(names, key=lambda code: cle_de_tri(names[code])),
            index=None,
            format_func=names.__getitem__,
            key=picker,
            placeholder=textes.ACCES_SI_COMMUNE_VIDE,
            on_change=lambda: _set_ajout(st.session_state[picker] or ""),
            width=260,
        )
        st.toggle(textes.ACCES_SI_PLACER, key=PLACER)
        st.button(
            textes.ACCES_SI_MEILLEURE,
            on_click=_set_ajout,
            args=(best[0] if best else "",),
            icon=":material/emoji_objects:",
            disabled=best is None,
            help=textes.ACCES_SI_MEILLEURE_AIDE,
        )
        if asked.ajout is not None:
            st.segmented_control(
                textes.ACCES_SI_VUE,
                list(textes.ACCES_SI_VUES),
                format_func=textes.ACCES_SI_VUES.__getitem__,
                key=state.widget_key("vue"),
                required=True,
            )
            st.button(
                textes.ACCES_SI_RETIRER,
                on_click=_set_ajout,
                args=("",),
                icon=":material/delete:",
                type="tertiary",
            )
    told = (
        textes.ACCES_SI_SUGGESTION.format(nom=names[best[0]], gain=accord(best[1], "habitant"))
        if best
        else textes.ACCES_SI_AUCUNE
    )
    st.html(f'<p class="atlas-note">{echapper(told)}</p>')


def _gains(answer: Reponse, asked: Demande) -> None:
    """Show what the added facility changes: by mode and threshold, then commune by commune."""
    if asked.ajout is None:
        return
    communes = datasets.focus_of(answer.base, asked.selection)
    table = access.gains(communes["population"], answer.avant, answer.apres)
    here = table[(table["mode"] == asked.mode) & (table["seuil_min"] == asked.minutes)]
    st.success(phrase_gain(here.to_dict("records")[0], asked), icon=":material/add_location:")
    written = pd.DataFrame(
        {
            "mode": table["mode"].map(textes.ACCES_MODES),
            "seuil": table["seuil_min"].map(lambda value: avec_unite(value, "min")),
            "communes_gagnees": table["communes_gagnees"],
            "habitants_avant": table["habitants_avant"],
            "habitants_apres": table["habitants_apres"],
            "habitants_gagnes": table["habitants_gagnes"],
            "gain_fourchette": [
                f"{nombre(low)} à {nombre(high)}"
                for low, high in zip(table["gagnes_min"], table["gagnes_max"], strict=True)
            ],
        }
    )
    numbers = ("communes_gagnees", "habitants_avant", "habitants_apres", "habitants_gagnes")
    st.html(components.tableau_html(written, textes.ACCES_SI_GAINS, dict.fromkeys(numbers, nombre)))
    _closer(answer, asked, communes)


def _closer(answer: Reponse, asked: Demande, communes: pd.DataFrame) -> None:
    before = answer.avant[asked.mode].loc[communes.index]
    after = answer.apres[asked.mode].loc[communes.index]
    moved = before["centre"].fillna(float("inf")) - after["centre"] > access.ROUNDING
    closer = communes[moved].index
    if closer.empty:
        st.info(textes.ACCES_SI_RIEN, icon=":material/info:")
        return
    order = (before["centre"] - after["centre"]).loc[closer].sort_values(ascending=False).index
    frame = pd.DataFrame(
        {
            "commune": communes.loc[order, "nom"],
            "habitants": communes.loc[order, "population"],
            "avant": [fourchette(row) for row in before.loc[order].to_dict("records")],
            "apres": [fourchette(row) for row in after.loc[order].to_dict("records")],
            "distance_avant": [km(row) for row in answer.lignes.loc[order].to_dict("records")],
            "distance_apres": [
                km(row) for row in answer.lignes_apres.loc[order].to_dict("records")
            ],
        }
    )
    caption = f"{textes.ACCES_SI_COMMUNES} : {components.compte(len(frame))}"
    with st.expander(caption, icon=":material/compare_arrows:"):
        st.html(components.tableau_html(frame, caption, {"habitants": nombre}))


# --- tables and charts ---


def _one_decimal(value: object) -> str:
    return nombre(value, 1)


FORMATS: dict[str, Callable[[object], str]] = {
    "population": nombre,
    "distance_bas_km": _one_decimal,
    "distance_haut_km": _one_decimal,
    "temps_bas": nombre,
    "temps_centre": nombre,
    "temps_haut": nombre,
    "rang": nombre,
}


def _communes_table(answer: Reponse, frame: pd.DataFrame) -> None:
    st.header(textes.ACCES_TABLEAU, anchor=False)
    order = frame["commune"].map(cle_de_tri).sort_values().index
    rounded = frame.loc[order].round({"temps_bas": 0, "temps_centre": 0, "temps_haut": 0})
    components.tableau(
        rounded,
        answer.base.communes.loc[order, "code_insee"],
        key="lignes_acces",
        legende=f"{textes.ACCES_TITRE} : {components.compte(len(frame))}",
        formats=FORMATS,
    )


def _group_table(answer: Reponse, asked: Demande, groups: Mapping[str, pd.DataFrame]) -> None:
    times = shown(answer, asked)
    rows = []
    for name, group in groups.items():
        row = {"groupe": name, "habitants": nombre(group["population"].sum())}
        for mode, label in textes.ACCES_MODES.items():
            served = access.desserte(group["population"], times[mode], asked.minutes)  # type: ignore[index]
            low, high = (percent(served.part_pct(side)) for side in ("bas", "haut"))
            spread = "" if low == high else f" ({low} à {high})"
            row[label] = f"{percent(served.part_pct())}{spread}"
        rows.append(row)
    caption = textes.ACCES_GROUPES_LEGENDE.format(minutes=asked.minutes, service=d_un(asked))
    numbers = ("habitants", *textes.ACCES_MODES.values())
    st.html(components.tableau_html(pd.DataFrame(rows), caption, dict.fromkeys(numbers, str)))
    _note(textes.ACCES_GROUPES_NOTE)


def _group_chart(answer: Reponse, asked: Demande, groups: Mapping[str, pd.DataFrame]) -> None:
    times = shown(answer, asked)[asked.mode]
    classes = access.classe_centrale(times["centre"])
    parts = {}
    for name, group in groups.items():
        people = group["population"].groupby(classes.loc[group.index]).sum()
        share = people / group["population"].sum() * 100
        parts[name] = share.reindex(list(access.CLASSES), fill_value=0).astype(float)
    frame = pd.DataFrame(parts).T.rename(columns=textes.ACCES_CLASSES)
    figure = charts.empilees(frame, couleurs=_palette(asked), sombre=components.sombre())
    told = " ; ".join(
        f"{name} : "
        + ", ".join(f"{label} {percent(value)}" for label, value in row.items() if value)
        for name, row in frame.iterrows()
    )
    title = f"{textes.ACCES_GRAPHIQUE}, {textes.ACCES_MODES[asked.mode].lower()}"
    components.graphique(
        figure,
        "acces_classes",
        title,
        f"{title}. {told}.",
        source=_sources(answer, asked),
        contexte=textes.ACCES_SERVICES[asked.service],
        note=_told(answer, asked),
    )


def _ranking(answer: Reponse, asked: Demande, frame: pd.DataFrame) -> None:
    last = frame.dropna(subset="rang").sort_values("rang").head(RANKED)
    times = shown(answer, asked)[asked.mode].loc[last.index]
    told = last[["commune", "rang", "population"]].assign(
        **{textes.ACCES_TEMPS: [fourchette(row) for row in times.to_dict("records")]},
        proche=last["proche"],
    )
    st.subheader(textes.ACCES_CLASSEMENT, anchor=False)
    st.html(
        components.tableau_html(
            told,
            textes.ACCES_CLASSEMENT_NOTE,
            {"rang": nombre, "population": nombre},
        )
    )


def _note(text: str) -> None:
    st.html(f'<p class="atlas-note">{echapper(text)}</p>')


# --- hypotheses ---


def _hypotheses_panel(answer: Reponse, asked: Demande) -> None:
    st.header(textes.ACCES_HYPOTHESES, anchor=False)
    with st.container(horizontal=True, gap="medium"):
        for cle, name in HYPOTHESES.items():
            record = getattr(asked.hypotheses, name)
            st.select_slider(
                f"{record.titre} ({record.unite})",
                [str(value) for value in record.choix],
                format_func=lambda text: nombre(float(text), 1),
                key=state.widget_key(cle),
                width=185,
            )
    records = [getattr(asked.hypotheses, name) for name in HYPOTHESES.values()]
    frame = pd.DataFrame(
        {
            "hypothese": [record.titre for record in records],
            "bas": [record.bas for record in records],
            "centre": [record.centre for record in records],
            "haut": [record.haut for record in records],
            "unite": [record.unite for record in records],
            "nature": [record.nature for record in records],
            "raison": [record.raison for record in records],
        }
    )
    formats = dict.fromkeys(("bas", "centre", "haut"), lambda value: nombre(value, 2))
    st.html(components.tableau_html(frame, textes.ACCES_HYPOTHESES, formats))
    _note(textes.ACCES_HYPOTHESES_NOTE)
    lines = "".join(f"<li>{echapper(line)}</li>" for line in textes.ACCES_METHODE)
    st.html(f"<h3>{textes.ACCES_METHODE_TITRE}</h3><ul>{lines}</ul>")
    _note(laissees_apart(answer, asked))


# --- QPV ---


def _qpv_panel(answer: Reponse, asked: Demande) -> None:
    base = answer.base
    frame = qpv_frame(base, asked)
    st.header(textes.ACCES_QPV, anchor=False)
    if frame.empty:
        st.info(textes.SELECTION_VIDE, icon=":material/search_off:")
        return
    counted = access.comptes(table_of(asked.service, base), a_confirmer=asked.a_confirmer)
    apart = int(joins.position_approximative(counted).sum())
    st.markdown(qpv_sentence(frame, asked, len(counted) - apart, apart))
    order = frame.sort_values("temps_centre", ascending=False, kind="stable").index
    codes = cache.theme("qpv").table.loc[order, "codes_communes"].str[:5]
    unknown = frame["habitants"].isna().all()
    written = frame.loc[order].dropna(axis="columns", how="all")
    whole = ("temps_bas", "temps_centre", "temps_haut", "dedans", "bande", "dehors", "habitants")
    components.tableau(
        written,
        codes,
        key="acces_qpv",
        legende=f"{textes.ACCES_QPV} : {components.compte(len(frame))}",
        formats={name: nombre for name in whole if name in written},
    )
    _note(textes.ACCES_QPV_NOTE)
    if unknown:
        _note(textes.ACCES_QPV_HABITANTS)
    _situations(base, asked, counted)


def _situations(base: Base, asked: Demande, counted: pd.DataFrame) -> None:
    frame = situations_frame(base, asked, counted)
    if frame.empty:
        return
    caption = f"{textes.ACCES_QPV_SITUATIONS} : {components.compte(len(frame))}"
    formats: dict[str, Callable[[object], str]] = {
        "part_bande_300m_pct": _one_decimal,
        **dict.fromkeys(("dedans", "bande", "dehors", "approximatifs"), nombre),
    }
    with st.expander(caption, icon=":material/holiday_village:"):
        st.html(components.tableau_html(frame, caption, formats))
        _note(textes.ACCES_QPV_SITUATIONS_NOTE)


# --- downloads ---


def _download(frame: pd.DataFrame, name: str, records: Sequence[str], notes: list[str]) -> None:
    full = f"atlas-artois_{name}_{cache.version()}"
    credits_ = [catalog.source(record) for record in records]
    st.download_button(
        f"CSV, {name} ({accord(len(frame), 'ligne')})",
        lambda: exports.to_csv(frame, tableur=True),
        f"{full}.csv",
        "text/csv",
        icon=":material/table:",
        on_click="ignore",
        key=f"csv_{name}",
    )
    st.download_button(
        f"Excel, {name}",
        lambda: exports.to_xlsx(frame, credits_, notes),
        f"{full}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/table_view:",
        on_click="ignore",
        key=f"xlsx_{name}",
    )


def _downloads(answer: Reponse, asked: Demande) -> None:
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    base = answer.base
    said = [*note_de_la_selection(base, asked.selection), *notes(answer, asked)]
    records = ("communes",) if asked.service == "mairies" else (asked.service, "communes")
    frame = communes_frame(answer, asked).join(temps_par_mode(answer, asked))
    frame.insert(0, "code_insee", base.communes.loc[frame.index, "code_insee"])
    quartiers = qpv_frame(base, asked)
    quartiers = quartiers.assign(code_qpv=base.qpv.loc[quartiers.index, "code_qpv"])
    with st.container(horizontal=True):
        _download(frame, f"acces_{asked.service}_{asked.mode}", records, said)
        _download(quartiers, f"acces_qpv_{asked.service}", (*records, "qpv"), said)


# --- the page ---


def _by_commune(answer: Reponse, asked: Demande) -> None:
    frame = communes_frame(answer, asked)
    _communes_table(answer, frame)
    _ranking(answer, asked, frame)


def _by_group(answer: Reponse, asked: Demande) -> None:
    groups = groupes(answer, asked)
    st.header(textes.ACCES_GROUPES, anchor=False)
    _group_table(answer, asked, groups)
    _group_chart(answer, asked, groups)


def _trial(answer: Reponse, asked: Demande) -> None:
    _what_if(answer, asked)
    _gains(answer, asked)


VOLETS: dict[str, Callable[[Reponse, Demande], None]] = {
    "communes": _by_commune,
    "habitants": _by_group,
    "essai": _trial,
    "quartiers": _qpv_panel,
    "hypotheses": _hypotheses_panel,
    "fichiers": _downloads,
}
"""What stands under the map, one at a time: a page that holds all of it answers too late."""


def _volets() -> None:
    with st.container(key="volets"):
        st.segmented_control(
            textes.ACCES_VOLET,
            list(VOLETS),
            format_func=textes.ACCES_VOLETS.__getitem__,
            key=state.widget_key("volet"),
            required=True,
        )


def _body(answer: Reponse, asked: Demande) -> None:
    components.chiffres(chiffres(answer, asked))
    _map(answer, asked)
    components.laisser_voir()
    _note(laissees_apart(answer, asked))
    st.caption(textes.ACCES_MODE_RESEAU if answer.sur_reseau else textes.ACCES_MODE_ESTIMATION)
    _volets()
    VOLETS[state.value("volet")](answer, asked)
    source = () if asked.service == "mairies" else (asked.service,)
    theme_page.sources_panel((*source, "communes", "qpv"))


def render() -> None:
    """Draw the page."""

    def page() -> None:
        base = cache.base()
        base.exiger_qpv()
        params = _params(base, essai=bool(st.query_params.get("ajout")))
        messages = state.begin(PAGE, params)
        head = st.container()
        _filters(base, params)
        ajout, wrong = _ajout(base)
        state.end(PAGE, _params(base, essai=ajout is not None))
        asked = _demande(ajout)
        answer = repondre(base, asked)
        with head:
            components.titre(textes.ACCES_TITRE, phrase(answer, asked))
            components.avertissements([*messages, *wrong])
        _body(answer, asked)

    theme_page.guarded(page)
