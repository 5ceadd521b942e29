"""What stands under the map of « Accès aux services », one panel at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.access import reach, straight
from geo.answers.access.answer import shown
from geo.answers.access.asked import HYPOTHESES, SERVICES
from geo.answers.access.frames import (
    communes_file,
    communes_frame,
    groupes,
    qpv_frame,
    situations_frame,
)
from geo.answers.access.words import (
    a_savoir,
    d_un,
    fourchette,
    km,
    laissees_apart,
    notes,
    parts_of,
    percent,
    phrase_gain,
    provenance,
    qpv_sentence,
    qpv_served,
)
from geo.answers.view import view_at
from geo.core.errors import AtlasError
from geo.drawing import charts
from geo.drawing.maps import colours
from geo.labels import access as mots
from geo.labels import textes
from geo.labels.formats import accord, as_html, as_markdown, avec_unite, cle_de_tri, nombre
from geo.measures import joins
from geo.ui import cache, state
from geo.ui.parts import components, downloads, filters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.answers.access.answer import Reponse, Terrain
    from geo.answers.access.asked import Demande
    from geo.answers.view import ThemeView

PLACER = "acces_placer"
"""Key of the switch by which a click on the map places a facility."""
RANKED = 12


def palette(asked: Demande) -> list[str]:
    """Return one colour a class, darker when farther."""
    return colours.sequential(asked.couleur, len(straight.CLASSES))


# --- what if ---


def try_place(text: str) -> None:
    """Try the facility that a text names, and show the map with it."""
    st.session_state[state.widget_key("ajout")] = text
    st.session_state[state.widget_key("vue")] = "apres"


def _what_if(answer: Reponse, asked: Demande) -> None:
    """Draw the tools of the what-if: a commune, the map, the best commune, before and after."""
    base = answer.base
    names = dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))
    focus = asked.place.communes
    best, other = (
        reach.best_commune(
            base.communes,
            answer.avant.comptes(a_confirmer=unknown)[asked.mode],
            answer.candidates,
            asked.minutes,
            list(focus["code_insee"]),
        )
        for unknown in (asked.a_confirmer, True)
    )
    picker = "acces_si_commune"
    st.session_state[picker] = (asked.ajout.code or None) if asked.ajout else None
    st.header(mots.ACCES_SI, anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        filters.one_commune(
            mots.ACCES_SI_COMMUNE,
            names,
            picker,
            lambda code: try_place(code or ""),
            placeholder=mots.ACCES_SI_COMMUNE_VIDE,
            width=260,
        )
        st.toggle(mots.ACCES_SI_PLACER, key=PLACER)
        st.button(
            mots.ACCES_SI_MEILLEURE,
            on_click=try_place,
            args=(best[0] if best else "",),
            icon=":material/emoji_objects:",
            disabled=best is None,
            help=mots.ACCES_SI_MEILLEURE_AIDE,
        )
        if asked.ajout is not None:
            st.segmented_control(
                mots.ACCES_SI_VUE,
                list(mots.ACCES_SI_VUES),
                format_func=mots.ACCES_SI_VUES.__getitem__,
                key=state.widget_key("vue"),
                required=True,
            )
            st.button(
                mots.ACCES_SI_RETIRER,
                on_click=try_place,
                args=("",),
                icon=":material/delete:",
                type="tertiary",
            )
    more = ""
    if best and other and other[0] != best[0]:
        more = mots.ACCES_SI_AUTRE.format(nom=names[other[0]], gain=accord(other[1], "habitant"))
    told = (
        mots.ACCES_SI_SUGGESTION.format(
            nom=names[best[0]], gain=accord(best[1], "habitant"), autre=more
        )
        if best
        else mots.ACCES_SI_AUCUNE
    )
    components.note(told)


def _gains(answer: Reponse, asked: Demande) -> None:
    """Show what the added facility changes: by mode and threshold, then commune by commune."""
    if asked.ajout is None:
        return
    communes = asked.place.communes
    before, after = (
        near.comptes(a_confirmer=asked.a_confirmer) for near in (answer.avant, answer.apres)
    )
    table = reach.gains(communes["population"], before, after)
    st.success(as_markdown(phrase_gain(answer, asked)), icon=":material/add_location:")
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
    components.table(written, mots.ACCES_SI_GAINS, dict.fromkeys(numbers, nombre))
    _closer(answer, asked, communes)


def _closer(answer: Reponse, asked: Demande, communes: pd.DataFrame) -> None:
    before, after = (
        near.comptes(a_confirmer=asked.a_confirmer)[asked.mode].loc[communes.index]
        for near in (answer.avant, answer.apres)
    )
    moved = before["centre"].fillna(float("inf")) - after["centre"] > straight.ROUNDING
    closer = communes[moved].index
    if closer.empty:
        st.info(mots.ACCES_SI_RIEN, icon=":material/info:")
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
    caption = f"{mots.ACCES_SI_COMMUNES} : {components.compte(len(frame))}"
    with st.expander(caption, icon=":material/compare_arrows:"):
        components.table(frame, caption, {"habitants": nombre})


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
    "temps_possible": nombre,
    "rang": nombre,
}


def _communes_table(answer: Reponse, frame: pd.DataFrame) -> None:
    st.header(mots.ACCES_TABLEAU, anchor=False)
    order = frame["commune"].map(cle_de_tri).sort_values().index
    rounded = frame.loc[order].round(
        {"temps_bas": 0, "temps_centre": 0, "temps_haut": 0, "temps_possible": 0}
    )
    components.tableau(
        rounded,
        answer.base.communes.loc[order, "code_insee"],
        key="lignes_acces",
        legende=f"{mots.ACCES_TITRE} : {components.compte(len(frame))}",
        formats=FORMATS,
    )


def _group_table(answer: Reponse, asked: Demande, groups: Mapping[str, pd.DataFrame]) -> None:
    rows = []
    for name, group in groups.items():
        row = {"groupe": name, "habitants": nombre(group["population"].sum())}
        for mode, label in textes.ACCES_MODES.items():
            parts = parts_of(answer, replace(asked, mode=mode), group)  # type: ignore[arg-type]
            central, every = parts.write(aussi=False), parts.write()
            spread = "" if central == every else f" ({every})"
            row[label] = f"{central}\N{NO-BREAK SPACE}%{spread}"
        rows.append(row)
    caption = mots.ACCES_GROUPES_LEGENDE.format(minutes=asked.minutes, service=d_un(answer, asked))
    numbers = ("habitants", *textes.ACCES_MODES.values())
    components.table(pd.DataFrame(rows), caption, dict.fromkeys(numbers, str))
    components.note(mots.ACCES_GROUPES_NOTE)


def _group_chart(answer: Reponse, asked: Demande, groups: Mapping[str, pd.DataFrame]) -> None:
    times = shown(answer, asked)[asked.mode]
    classes = straight.classe_centrale(times["centre"])
    parts = {}
    for name, group in groups.items():
        people = group["population"].groupby(classes.loc[group.index]).sum()
        share = people / group["population"].sum() * 100
        parts[name] = share.reindex(list(straight.CLASSES), fill_value=0).astype(float)
    frame = pd.DataFrame(parts).T.rename(columns=mots.ACCES_CLASSES)
    figure = charts.empilees(frame, couleurs=palette(asked), sombre=components.sombre())
    told = " ; ".join(
        f"{name} : "
        + ", ".join(f"{label} {percent(value)}" for label, value in row.items() if value)
        for name, row in frame.iterrows()
    )
    title = f"{mots.ACCES_GRAPHIQUE}, {textes.ACCES_MODES[asked.mode].lower()}"
    components.graphique(
        figure,
        "acces_classes",
        title,
        f"{title}. {told}.",
        source=provenance(answer, asked),
        contexte=mots.ACCES_SERVICES[asked.service],
        note=a_savoir(answer, asked),
    )


def _ranking(answer: Reponse, asked: Demande, frame: pd.DataFrame) -> None:
    st.subheader(mots.ACCES_CLASSEMENT, anchor=False)
    if frame["rang"].isna().any():
        components.note(mots.ACCES_CLASSEMENT_AUCUN)
        return
    last = frame.sort_values("rang").head(RANKED)
    times = shown(answer, asked)[asked.mode].loc[last.index]
    told = last[["commune", "rang", "population"]].assign(
        **{mots.ACCES_TEMPS: [fourchette(row) for row in times.to_dict("records")]},
        proche=last["proche"],
    )
    components.table(
        told,
        mots.ACCES_CLASSEMENT_NOTE,
        {"rang": nombre, "population": nombre},
    )


# --- hypotheses ---


def _hypotheses_panel(answer: Reponse, asked: Demande) -> None:
    st.header(mots.ACCES_HYPOTHESES, anchor=False)
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
    components.table(frame, mots.ACCES_HYPOTHESES, formats)
    components.note(mots.ACCES_HYPOTHESES_NOTE)
    lines = "".join(f"<li>{as_html(line)}</li>" for line in mots.ACCES_METHODE)
    st.html(f"<h3>{mots.ACCES_METHODE_TITRE}</h3><ul>{lines}</ul>")
    components.note(laissees_apart(answer, asked))


# --- QPV ---


def _quartiers(asked: Demande) -> ThemeView:
    return view_at(cache.theme("qpv"), asked.place)


def _terrains() -> dict[str, Terrain]:
    """Return the services whose file can be read; the page of the others tells why."""
    read = {}
    for service in SERVICES:
        try:
            read[service] = cache.terrain(service)
        except AtlasError:
            continue
    return read


def _qpv_panel(answer: Reponse, asked: Demande) -> None:
    quartiers = _quartiers(asked)
    frame = qpv_frame(answer, asked, quartiers, _terrains())
    st.header(mots.ACCES_QPV, anchor=False)
    if frame.empty:
        st.info(textes.SELECTION_VIDE, icon=":material/search_off:")
        return
    counted = straight.comptes(answer.terrain.table, a_confirmer=asked.a_confirmer)
    apart = int(joins.position_approximative(counted).sum())
    st.markdown(as_markdown(qpv_sentence(frame, asked, len(counted) - apart, apart)))
    if served := qpv_served(answer, asked, quartiers):
        st.markdown(as_markdown(served))
    order = frame.sort_values("temps_centre", ascending=False, kind="stable").index
    codes = quartiers.data.table.loc[order, "codes_communes"].str[:5]
    unknown = frame["habitants"].isna().all()
    written = frame.loc[order].dropna(axis="columns", how="all")
    whole = ("temps_bas", "temps_centre", "temps_haut", "dedans", "bande", "dehors", "habitants")
    components.tableau(
        written,
        codes,
        key="acces_qpv",
        legende=f"{mots.ACCES_QPV} : {components.compte(len(frame))}",
        formats={name: nombre for name in whole if name in written},
    )
    components.note(mots.ACCES_QPV_NOTE)
    if unknown:
        components.note(mots.ACCES_QPV_HABITANTS)
    _situations(answer, asked)


def _situations(answer: Reponse, asked: Demande) -> None:
    frame = situations_frame(answer, asked, cache.theme("qpv"))
    if frame.empty:
        return
    caption = f"{mots.ACCES_QPV_SITUATIONS} : {components.compte(len(frame))}"
    formats: dict[str, Callable[[object], str]] = {
        "part_bande_300m_pct": _one_decimal,
        **dict.fromkeys(("dedans", "bande", "dehors", "approximatifs"), nombre),
    }
    with st.expander(caption, icon=":material/holiday_village:"):
        components.table(frame, caption, formats)
        components.note(mots.ACCES_QPV_SITUATIONS_NOTE)


# --- downloads ---


def _downloads(answer: Reponse, asked: Demande) -> None:
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    base = answer.base
    said = [*asked.place.notes, *notes(answer, asked)]
    service = () if asked.service == "mairies" else (asked.service,)
    frame = communes_file(answer, asked)
    quartiers = qpv_frame(answer, asked, _quartiers(asked), _terrains())
    quartiers = quartiers.assign(code_qpv=base.qpv.loc[quartiers.index, "code_qpv"])
    far = {
        f"vers_{name}": mots.ACCES_VERS.format(service=mots.ACCES_SERVICES[name].lower())
        for name in mots.ACCES_SERVICES
    }
    with st.container(horizontal=True):
        downloads.csv_et_excel(
            frame,
            f"acces_{asked.service}_{asked.mode}",
            (*service, "communes"),
            said,
            objet=mots.ACCES_FICHIER_COMMUNES,
            colonnes=mots.ACCES_COLONNES,
        )
        downloads.csv_et_excel(
            quartiers,
            f"acces_qpv_{asked.service}",
            (*service, "communes", "qpv"),
            said,
            objet=mots.ACCES_FICHIER_QPV,
            colonnes=mots.ACCES_COLONNES | far,
        )


# --- the panels ---


def _by_commune(answer: Reponse, asked: Demande) -> None:
    frame = communes_frame(answer, asked)
    _communes_table(answer, frame)
    _ranking(answer, asked, frame)


def _by_group(answer: Reponse, asked: Demande) -> None:
    groups = groupes(answer, asked)
    st.header(mots.ACCES_GROUPES, anchor=False)
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
