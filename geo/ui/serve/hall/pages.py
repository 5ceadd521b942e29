"""The pages of a room: the slide that phones follow, the phone that turns, the speaker's window.

No Streamlit page: a phone of the room costs a few bytes every other second, and the speaker's
window has the whole deck at once. Every word that comes from data or from an address is escaped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.labels import presentation as mots_deck
from geo.labels import salle as mots
from geo.labels import textes
from geo.labels.formats import as_html
from geo.printing import open_questions
from geo.printing.page.spaces import typographie
from geo.ui.parts.images import root
from geo.ui.serve.first_view import block
from geo.ui.serve.our_files import address, script, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.answers.sentence import Chiffre
    from geo.printing.model import Graphique, Slide, Tableau
    from geo.ui.serve.hall.slide import Montree
    from geo.ui.serve.hall.state import Salle

SHEET = "salle.css"


def _said(text: str) -> str:
    return as_html(typographie(text))


def page(titre: str, body: str, *scripts: str, style: str = "") -> str:
    """Return a whole page of a room."""
    run = "".join(script(root(), name) for name in scripts)
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{as_html(titre)} · {textes.APPLICATION}</title>"
        f'<link rel="icon" href="{address(root(), "icone.png")}">'
        f"{style}{sheet(root(), SHEET)}{run}</head><body>{body}</body></html>"
    )


def _words(known: Mapping[str, str]) -> str:
    return as_html(json.dumps(dict(known), ensure_ascii=False))


# --- the phones that follow -------------------------------------------------------------------


def followed(room: Salle, seen: Montree) -> str:
    """Return the slide that a room follows: its sentence, figures, map, table, source.

    Without a script, the page asks for itself again.
    """
    still = f"{root()}ma-commune?vue=fixe&amp;salle={room.nom}"
    again = f"{root()}{mots.CHEMIN_SUIVRE}/{room.nom}"
    body = (
        f'<div id="atlas-fixe" class="atlas-suivi" data-salle="{room.nom}" '
        f'data-numero="{room.numero}" data-racine="{root()}" '
        f'data-perdue="{mots.SUIVRE_PERDUE}" data-finie="{mots.SALLE_FINIE}">'
        f'<header class="atlas-suivi-tete"><strong>{mots.SUIVRE_TITRE}</strong> '
        f'<span class="atlas-suivi-salle">{mots.SUIVIE.format(nom=room.nom)}</span></header>'
        '<p class="atlas-suivi-dit" role="status" hidden></p>'
        f'<main id="atlas-suivi-vue" aria-live="polite">{_slide(seen)}</main>'
        f'<nav class="atlas-suivi-pied" aria-label="{mots.SUIVRE_TITRE}">'
        f'<a href="{still}">{mots.MA_COMMUNE}</a></nav>'
        f'<noscript><p><a href="{again}">{mots.SUIVRE_RECHARGER}</a></p>'
        '<meta http-equiv="refresh" content="8"></noscript></div>'
    )
    return page(mots.SUIVRE_TITRE, body, "suivre.js", style=block.style())


def _slide(seen: Montree) -> str:
    from geo.ui import cache  # noqa: PLC0415
    from geo.ui.pages.presentation import page as deck_page  # noqa: PLC0415 - needs the server

    one = seen.slide
    shown = deck_page.ecran(cache.base(), seen.asked.lu.having(ecran="plein"))
    over = one.message if one.genre == "titre" else one.titre
    rang = mots.RANG.format(rang=seen.rang, total=len(seen.deck.slides))
    source = f"{mots_deck.SOURCE.format(source=one.source)}." if one.source else ""
    figures = "" if shown.carte else block.figures(shown.chiffres)
    return (
        f'<p class="atlas-suivi-rang">{rang}</p><p class="atlas-suivi-titre">{_said(over)}</p>'
        f"<h1>{as_html(shown.titre)}</h1><p>{_said(one.suite)}</p>"
        f"{block.carte(shown, seen.asked.page.id)}{figures}"
        f"{_table(one.tableau)}{_bars(one.graphique)}"
        f'<p class="atlas-fixe-source">{_said(source)} {_said(seen.deck.edition.mention)}.</p>'
    )


def _table(table: Tableau | None) -> str:
    if table is None:
        return ""
    heads = "".join(f'<th scope="col">{_said(one)}</th>' for one in table.entetes)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{'<br>'.join(map(_said, cell.split(chr(10))))}</td>" for cell in line)
        + "</tr>"
        for line in table.lignes
    )
    return (
        f'<div class="atlas-defile" tabindex="0" role="group" aria-label="{_said(table.titre)}">'
        f"<table><caption>{_said(table.titre)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _bars(chart: Graphique | None) -> str:
    if chart is None:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_said(name)}</th><td class="atlas-nombre">{_said(text)}</td></tr>'
        for name, _, text in chart.barres
    )
    return f"<table><caption>{_said(chart.titre)}</caption><tbody>{rows}</tbody></table>"


def over(why: str) -> str:
    """Return the page of a room that is not open."""
    body = (
        f'<main class="atlas-salle-fin"><h1>{as_html(why)}</h1>'
        f'<p><a href="{root()}">{mots.OUVRIR_ATLAS}</a></p></main>'
    )
    return page(mots.SUIVRE_TITRE, body)


# --- the phone that turns ---------------------------------------------------------------------


def remote(nom: str) -> str:
    """Return the page of the phone that turns the slides: a code, then two big buttons."""
    body = (
        f'<main class="atlas-telecommande" data-salle="{nom}" data-racine="{root()}" '
        f'data-mots="{_words(mots.TELECOMMANDE_MOTS)}"><h1>{mots.TELECOMMANDE}</h1>'
        '<p class="atlas-dit" role="status"></p>'
        f'<form><label>{mots.CODE}<input name="code" inputmode="numeric" maxlength="6" '
        f'pattern="[0-9]{{6}}" autocomplete="one-time-code" required></label>'
        f"<button>{mots.PRENDRE}</button></form>"
        '<div class="atlas-telecommande-pas" hidden><p class="atlas-telecommande-vue"></p>'
        f'<button type="button" data-pas="1">{mots.SUIVANTE}</button>'
        f'<button type="button" data-pas="-1">{mots.PRECEDENTE}</button></div></main>'
    )
    return page(mots.TELECOMMANDE, body, "telecommande.js")


# --- the speaker's window ---------------------------------------------------------------------


def speaker(seen: Montree) -> str:
    """Return the speaker's window: the deck of an address, all its slides with their notes."""
    from geo.ui.parts import exports_panel  # noqa: PLC0415 - needs the server

    world = exports_panel.donnees()
    slides = seen.deck.slides
    sections = "".join(
        _notes(one, rank, [q.texte for q in open_questions.of_slide(world, seen.sujet, one)])
        for rank, one in enumerate(slides, start=1)
    )
    minis = "".join(_mini(one, rank) for rank, one in enumerate(slides, start=1))
    body = (
        f'<main class="atlas-orateur" data-racine="{root()}" data-rang="{seen.rang}" '
        f'data-total="{len(slides)}" data-mots="{_words(mots.ORATEUR_MOTS)}">'
        f"<header><h1>{mots.ORATEUR}</h1>"
        f'<p>{mots.HEURE} <time class="atlas-orateur-heure"></time></p>'
        f'<p>{mots.ECOULE} <span class="atlas-orateur-temps" role="timer">0:00</span> '
        f'<button type="button" data-fait="repartir">{mots.REPARTIR}</button></p>'
        f'<p class="atlas-orateur-lien" role="status"></p></header>'
        f'<nav><button type="button" data-pas="-1">← {mots.PRECEDENTE}</button>'
        f'<span class="atlas-orateur-rang"></span>'
        f'<button type="button" data-pas="1">{mots.SUIVANTE} →</button>'
        f'<button type="button" data-fait="noir">{mots.NOIR}</button></nav>'
        f'<section class="atlas-orateur-vues"><div class="atlas-orateur-maintenant">'
        f"<h2>{mots.MAINTENANT}</h2></div>"
        f'<div class="atlas-orateur-ensuite"><h2>{mots.ENSUITE}</h2>'
        f'<p class="atlas-orateur-fin" hidden>{mots.FIN}</p></div></section>'
        f'<template class="atlas-orateur-minis">{minis}</template>'
        f'<div class="atlas-orateur-notes">{sections}</div>{_phones()}</main>'
    )
    return page(mots.ORATEUR, body, "orateur.js")


def _phones() -> str:
    return (
        f'<details class="atlas-orateur-salle"><summary>{mots.TELEPHONES}</summary>'
        f'<p class="atlas-orateur-salle-dit" role="status"></p>'
        f'<button type="button" data-fait="ouvrir">{mots.OUVRIR}</button>'
        f'<div class="atlas-orateur-ouverte" hidden><div><p>{mots.ADRESSE_SALLE}</p>'
        f'<img class="atlas-qr" data-qr="suivre" alt=""><p class="atlas-orateur-adresse"></p></div>'
        f"<div><p>{mots.ADRESSE_TELECOMMANDE}</p>"
        f'<button type="button" data-fait="code">{mots.DONNER_CODE}</button>'
        f'<img class="atlas-qr" data-qr="telecommande" alt="" hidden>'
        f'<p class="atlas-orateur-code"></p></div>'
        f'<button type="button" data-fait="fermer">{mots.FERMER}</button></div></details>'
    )


def _mini(one: Slide, rank: int) -> str:
    """Return a slide in small: what its wall says."""
    over_, main = (one.message, one.titre) if one.genre == "titre" else (one.titre, one.message)
    figures = "".join(f"<li>{_figure(figure)}</li>" for figure in one.chiffres)
    return (
        f'<article data-rang="{rank}"><p class="atlas-orateur-titre">{_said(over_)}</p>'
        f"<h3>{_said(main)}</h3><ul>{figures}</ul></article>"
    )


def _figure(one: Chiffre) -> str:
    value = " ".join(filter(None, (one.nuance, one.valeur, one.unite)))
    return f"<strong>{_said(value)}</strong> {_said(one.libelle)}"


def _notes(one: Slide, rank: int, questions: list[str]) -> str:
    """Return what a speaker reads over a slide: what to say, to ask, and where it comes from."""
    said = [one.message if one.genre != "titre" else one.titre, one.suite]
    sentences = "".join(f"<p>{_said(text)}</p>" for text in said if text)
    figures = "".join(f"<li>{_figure(figure)}</li>" for figure in one.chiffres)
    asked = "".join(f"<li>{_said(text)}</li>" for text in questions)
    asked = f"<ul>{asked}</ul>" if asked else f"<p>{mots.SANS_QUESTION}</p>"
    notes = "".join(f"<p>{_said(line)}</p>" for line in one.notes.split("\n") if line)
    return (
        f'<section data-rang="{rank}" hidden><div><h2>{mots.A_DIRE}</h2>{sentences}'
        f"<ul>{figures}</ul></div><div><h2>{mots.QUESTIONS}</h2>{asked}</div>"
        f"<details><summary>{mots.NOTES}</summary>{notes}</details></section>"
    )
