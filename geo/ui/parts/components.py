"""The pieces that every page is made of."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.core import catalog
from geo.labels import ecran as mots_ecran
from geo.labels import textes
from geo.labels.commune import RIEN
from geo.labels.formats import NON_RENSEIGNE, accord, as_html, as_markdown, jour, nombre
from geo.ui import state
from geo.ui.parts import figures, images
from geo.ui.parts.images import Cartel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geo.answers.sentence import Chiffre
    from geo.drawing.charts import PlotlyFigure
    from geo.ui.state import Param

ROW_PX = 35
HEADER_PX = 38
NUMBER_PX = 124
TABLE_ROWS = 12
PHONE_ROWS = 3


def sombre() -> bool:
    """Return whether the reader sees the dark theme; a sheet of paper is light."""
    return st.context.theme.type == "dark" and not state.on_paper()


def telephone() -> bool:
    """Return whether the reader holds a phone: its filters are a drawer, closed at first."""
    return "Mobile" in str(st.context.headers.get("User-Agent", ""))


def note(texte: str) -> None:
    """Write what must be known to read what stands above, in small."""
    st.html(f'<p class="atlas-note">{as_html(texte)}</p>')


def avertissements(messages: Iterable[str]) -> None:
    """Tell what was not understood in the address."""
    for message in messages:
        st.warning(as_markdown(message), icon=":material/link_off:")


def refused(message: str, *champs: str) -> None:
    """Tell, for who does not see, which fields hold a value that is refused, and why.

    The fields are named by their widget keys; ``static/streamlit.js`` writes it on them.
    """
    st.html(
        f'<span class="atlas-refus" id="atlas-refus" data-champs="{as_html(" ".join(champs))}" '
        f"hidden>{as_html(message)}</span>"
    )


def lien(page_id: str, label: str, parametres: Mapping[str, str]) -> None:
    """Write a link to another page of the catalog, with its parameters.

    A page run alone, without the router, has no navigation to go through: a plain link then.
    """
    page = next(entry for entry in catalog.NAVIGATION if entry.id == page_id)
    if st.session_state.get(state.ROUTER_KEY):
        st.page_link(page.fichier, label=label, icon=page.icone, query_params=dict(parametres))
    else:
        st.html(f'<a href="{page.chemin}?{urlencode(parametres)}">{as_html(label)}</a>')


def chiffres(shown: Sequence[Chiffre]) -> None:
    """Show the key figures: value, unit, what it counts, source."""
    st.html(figures.html(shown))


def choose_ground() -> None:
    """Draw the choice of the background of the map."""
    st.radio(
        textes.FILTRE_FOND,
        list(textes.FONDS),
        format_func=textes.FONDS.__getitem__,
        key=state.widget_key("fond"),
    )


def choose(label: str, cle: str, names: Mapping[str, str], width: int) -> None:
    """Draw the list of a parameter, on the line of the title: its label is told, not shown."""
    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=state.widget_key(cle),
        width=width,
        label_visibility="collapsed",
    )


def clear_filters(params: Sequence[Param]) -> None:
    """Draw the button that puts some parameters back to their default, if some are set."""
    if not state.to_query(params, state.asked(params).valeurs):
        return
    st.button(
        textes.BOUTON_TOUT_EFFACER,
        on_click=state.clear(params),
        icon=":material/filter_alt_off:",
        type="tertiary",
    )


PAUSE_S = 0.1
"""How long a page holds back what stands under its answer, in seconds."""


def let_see() -> None:
    """Let the browser show what was sent, the sentence, figures and map, before it gets the rest.

    They are the answer to a click. One thread draws everything in a browser: were the tables and
    charts under the map sent at once, the answer would wait for all of them, up to a second.
    """
    time.sleep(PAUSE_S)


def fold(titre: str, key: str, draw: Callable[[], None]) -> None:
    """Draw a group closed under its title, made once it is opened; on paper it is whole."""
    if state.on_paper():
        st.subheader(as_markdown(titre), anchor=False)
        draw()
        return
    group = st.expander(as_markdown(titre), key=f"pli_{key}", on_change="rerun")
    if group.open:
        with group:
            draw()


def grid_height(rows: int) -> int:
    """Return the height of a grid: its rows, twelve at most at once."""
    return min(rows, TABLE_ROWS) * ROW_PX + HEADER_PX


def _html_cell(value: Any, write_as: Callable[[object], str] | None, column: str) -> str:
    """Return a cell; ``column`` is told in it where a row is a card, on a phone."""
    name = f' data-colonne="{as_html(column)}"'
    if isinstance(value, str) and value == RIEN:
        return f'<td class="atlas-rien"{name}>{RIEN}</td>'
    if value is None or pd.isna(value) or value == "":
        return f'<td class="atlas-manque"{name}>{NON_RENSEIGNE}</td>'
    if write_as is not None:
        return f'<td class="atlas-nombre"{name}>{as_html(write_as(value))}</td>'
    return f"<td{name}>{as_html(value)}</td>"


def _folded_cell(text: str, more: str, column: str) -> str:
    """Return a cell whose text opens on ``more``, HTML; open on paper."""
    opened = " open" if state.on_paper() else ""
    return (
        f'<td data-colonne="{as_html(column)}"><details{opened}>'
        f"<summary>{as_html(text)}</summary>{more}</details></td>"
    )


def tableau_html(
    frame: pd.DataFrame,
    legende: str,
    formats: Mapping[str, Callable[[object], str]],
    choisies: Sequence[bool] = (),
    plis: Sequence[str] = (),
) -> str:
    """Return a real HTML table: caption, column headers, the first column as row headers.

    ``plis``: HTML that the last cell of each row opens on, closed under its text; open on paper.
    """
    heads = "".join(
        f'<th scope="col"{" class=atlas-nombre" if column in formats else ""}>'
        f"{as_html(textes.COLONNES.get(column, column))}</th>"
        for column in frame.columns
    )
    names = {column: textes.COLONNES.get(column, column) for column in map(str, frame.columns)}
    marked = list(choisies) or [False] * len(frame)
    rows, under = [], list(plis) or [""] * len(frame)
    for chosen, more, record in zip(marked, under, frame.to_dict("records"), strict=True):
        first, *others = record.items()
        told = [
            _html_cell(value, formats.get(str(column)), names[str(column)])
            for column, value in others
        ]
        if more:
            column, text = others[-1]
            told[-1] = _folded_cell(str(text), more, names[str(column)])
        cells = "".join(told)
        css = ' class="atlas-choisie"' if chosen else ""
        rows.append(f'<tr{css}><th scope="row">{as_html(first[1])}</th>{cells}</tr>')
    return (
        f'<div class="atlas-defile" tabindex="0" role="region" aria-label="{as_html(legende)}">'
        f'<table class="atlas-tableau"><caption>{as_html(legende)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def table(
    frame: pd.DataFrame,
    legende: str,
    formats: Mapping[str, Callable[[object], str]] | None = None,
    *,
    key: str = "",
    whole: bool = False,
) -> None:
    """Show a real HTML table; on a phone its first rows, all of them when asked or ``whole``.

    ``key`` tells it from another of the same columns on its page.
    """
    kept = frame if whole else _first_rows(frame, key or "_".join(map(str, frame.columns)))
    st.html(tableau_html(kept, legende, formats or {}))


def first(every: int, most: int, key: str, told: str) -> int:
    """Return how many rows to show: the first ones, or all when few, asked for, or on paper.

    ``told``: how many there are, in words, beside the switch that asks for all of them.
    """
    if every <= most or state.on_paper():
        return every
    whole = st.toggle(mots_ecran.TOUT_VOIR.format(compte=told), key=f"tout_{key}")
    return every if whole else most


def _first_rows(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return the rows to show as cards: on a phone the first ones, all of them when asked."""
    if not telephone():
        return frame
    return frame.head(first(len(frame), PHONE_ROWS, key, compte(len(frame))))


def simple(key: str, *, value: bool = False) -> bool:
    """Return whether a table is shown as plain HTML: when it is asked for, and on paper."""
    if state.on_paper():
        return True
    return st.toggle(textes.TABLEAU_SIMPLE, key=f"simple_{key}", value=value)


def grid(
    frame: pd.DataFrame,
    key: str,
    legende: str,
    columns: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
) -> None:
    """Show a sortable table that is only read, or the same as plain HTML; ``whole``: all rows."""
    if simple(key, value=telephone()):
        table(frame, legende, key=key, whole=whole)
        return
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height=grid_height(len(frame)),
        placeholder="",
        alt=legende,
        column_config=columns,
    )


def tableau(
    frame: pd.DataFrame,
    codes: pd.Series,
    *,
    key: str,
    legende: str,
    formats: Mapping[str, Callable[[object], str]],
) -> None:
    """Show a sortable table whose rows choose communes; ``codes`` gives the commune of each row.

    The grid of Streamlit is drawn on a canvas; the same rows can be asked as a plain HTML table.
    """
    chosen = set(state.values("commune"))
    if simple(key, value=telephone()):
        kept = _first_rows(frame, key)
        marked = [code in chosen for code in codes[: len(kept)]]
        st.html(tableau_html(kept, legende, formats, marked))
        return
    written: dict[Any, Any] = {
        textes.COLONNES.get(column, column): partial(_blank_or, write_as)
        for column, write_as in formats.items()
    }
    shown = frame.rename(columns=textes.COLONNES)
    listed = codes.to_list()
    rows = [rank for rank, code in enumerate(listed) if code in chosen]
    grid = _grid_key(key, chosen)

    def picked() -> None:
        ranks = st.session_state[grid]["selection"]["rows"]
        picks = list(dict.fromkeys(listed[rank] for rank in ranks if listed[rank]))
        st.session_state[state.widget_key("commune")] = picks
        st.session_state[f"choix_{key}"] = set(picks)

    st.dataframe(
        shown.style.format(written),
        key=grid,
        hide_index=True,
        height=grid_height(len(shown)),
        on_select=picked,
        selection_mode="multi-row",
        selection_default={"selection": {"rows": rows}},
        placeholder=NON_RENSEIGNE,
        # Wide enough for what is not known to be read whole.
        column_config={name: st.column_config.Column(width=NUMBER_PX) for name in written},
        alt=legende,
    )
    st.html(f'<p class="atlas-note">{textes.TABLEAU_AIDE}</p>')


def _blank_or(write_as: Callable[[object], str], value: Any) -> str:
    return "" if pd.isna(value) else write_as(value)


def _grid_key(key: str, chosen: set[str]) -> str:
    """Return the key of the grid: a new one when the choice was made elsewhere than in it."""
    epoch = int(st.session_state.get(f"epoque_{key}", 0))
    if st.session_state.get(f"choix_{key}", set()) != chosen:
        epoch += 1
    st.session_state[f"epoque_{key}"], st.session_state[f"choix_{key}"] = epoch, chosen
    return f"{key}_{epoch}"


def graphique(
    figure: PlotlyFigure,
    key: str,
    titre: str,
    description: str,
    *,
    source: str,
    contexte: str = "",
    note: str = "",
) -> None:
    """Show a chart under its title and the links to its pictures, with its text alternative.

    ``source`` stands in its pictures, with what only the page says around it: ``contexte``, which
    territory or communes; ``note``, what must be known to read it.
    """
    cartel = Cartel(titre, source, contexte, note)
    links = images.liens_graphique(figure, description, cartel)
    st.html(f'<p class="atlas-titre-graphique">{as_html(titre)}</p>{links}')
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config={"displayModeBar": False, "locale": "fr", "staticPlot": True},
        alt=description,
    )


def _gaps_told(count: int) -> str:
    limites = accord(count, "limite connue", "limites connues")
    return f' · <span class="atlas-note">{limites}</span>' if count else ""


def sources_html(source_ids: Sequence[str], more: Mapping[str, str] | None = None) -> str:
    """Return what is to know of each source: one line with its vintage, the rest on demand.

    ``more``: HTML that ends what is told of some of them.
    """
    blocks, ends = [], more or {}
    for source_id in source_ids:
        record = catalog.source(source_id)
        gaps = "".join(f"<li>{as_html(gap)}</li>" for gap in record.lacunes)
        blocks.append(
            '<details class="atlas-une-source">'
            f"<summary><strong>{as_html(record.titre)}</strong> · {as_html(record.millesime)}"
            f"{_gaps_told(len(record.lacunes))}</summary>"
            f"<p>{as_html(record.producteur)} · {as_html(record.licence)} · "
            f"consulté le {jour(record.date_acces)}<br>"
            f'<span class="atlas-note">{as_html(record.url)}</span></p>'
            f"{f'<ul>{gaps}</ul>' if gaps else ''}{ends.get(source_id, '')}</details>"
        )
    return "".join(blocks)


def compte(rows: int) -> str:
    """Return how many rows a table has, for its caption."""
    return f"{nombre(rows)} {'ligne' if rows < 2 else 'lignes'}"  # noqa: PLR2004 - French plural


def sources_panel(source_ids: tuple[str, ...]) -> None:
    """Show where the data come from and what they lack."""
    st.header(textes.TITRE_SOURCES, anchor=False)
    st.html(sources_html(source_ids))
