"""The block of a first view, as HTML: every word that comes from data or address is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from geo.core import catalog
from geo.drawing.maps import colours, still
from geo.labels import premiere as mots
from geo.labels import salle as mots_salle
from geo.labels import textes
from geo.labels.formats import NON_RENSEIGNE, as_html, cle_de_tri
from geo.ui import cache, state
from geo.ui.parts import commune_card, filters, map_frame
from geo.ui.parts.images import root
from geo.ui.parts.map_frame import MAP_BOX
from geo.ui.serve.first_view.asked import FIXE, SALLE, VUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.sentence import Chiffre
    from geo.drawing.maps.spec import MapSpec
    from geo.ui.parts.shown import Ecran
    from geo.ui.serve.first_view.asked import PageDemandee

SHEET = catalog.STATIC / "premiere.css"
SUIVRE = mots_salle.CHEMIN_SUIVRE


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style of the block, to stand in the page itself."""
    return f"<style>{SHEET.read_text(encoding='utf-8').strip()}</style>"


COLOUR = re.compile(r"#[0-9A-F]{6}", re.IGNORECASE)


def dark_style(html: str, *, forced: bool) -> str:
    """Return the style that gives a map, its names and its legend their colours of a dark page.

    The block is written once, for both: ``forced`` tells that the address asks for the dark one.
    """
    pairs = {one: colours.on_dark(one) for one in sorted(set(COLOUR.findall(html)))}
    where = "#atlas-fixe .atlas-fixe-vue "
    rules = "".join(
        f'{where}[{what}="{light}"]{{{what}:{dark}}}'
        for light, dark in pairs.items()
        if light != dark
        for what in ("fill", "stroke")
    )
    rules += "".join(
        f'{where}[style*="background:{light}"]{{background:{dark}!important}}'
        for light, dark in pairs.items()
        if light != dark
    )
    if forced:
        return f"<style>{rules}</style>"
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


def address(asked: PageDemandee, *, fixe: bool = False) -> str:
    """Return the address of what is asked."""
    more = _still(asked) if fixe else ""
    query = "&".join(part for part in (asked.requete, more) if part)
    return f"{root()}{asked.page.chemin}{'?' if query else ''}{query}"


def _still(asked: PageDemandee) -> str:
    """Return what asks for a still page, and keeps the way back to the room it came from."""
    return urlencode({VUE: FIXE} | ({SALLE: asked.salle} if asked.salle else {}))


def block(asked: PageDemandee, shown: Ecran, *, fixe: bool = False, suite: str = "") -> str:
    """Return the block of a page; ``suite`` stands at its foot, ``fixe``: nothing comes after it.

    A page with a map is replaced when the live one has drawn, the others at their first title:
    ``data-carte`` tells which.
    """
    has_map = shown.carte is not None
    told = "".join(f'<p class="atlas-fixe-dit">{as_html(one)}</p>' for one in _told(asked, shown))
    map_html = "" if shown.carte is None else carte(shown, asked.page.id, vive=not fixe)
    theme = ' data-theme="dark"' if asked.sombre else ""
    theme += "" if fixe else " data-suite"
    return (
        f'<div id="atlas-fixe" data-carte="{"oui" if has_map else "non"}"{theme}>'
        f'<div class="atlas-fixe-page">{_nav(asked, fixe=fixe)}<main>{_way_back(asked)}'
        f'<div class="atlas-fixe-entete"><h1>{as_html(shown.titre)}</h1>'
        f"{_form(asked, fixe=fixe)}</div>"
        f'<div class="atlas-fixe-dire"><p class="atlas-fixe-phrase">{as_html(shown.phrase)}</p>'
        f"</div>{told}{map_html or figures(shown.chiffres)}{suite}"
        f"{_foot(asked, fixe=fixe)}</main></div></div>"
    )


def _way_back(asked: PageDemandee) -> str:
    """Return the link of a phone to the slide that its room follows."""
    if not asked.salle:
        return ""
    return (
        f'<p class="atlas-fixe-dit"><a href="{root()}{SUIVRE}/{asked.salle}">'
        f"{mots_salle.REVENIR}</a></p>"
    )


def _told(asked: PageDemandee, shown: Ecran) -> tuple[str, ...]:
    return (*asked.dits, *shown.dits)


def _nav(asked: PageDemandee, *, fixe: bool) -> str:
    more = f"?{as_html(_still(asked))}" if fixe else ""
    items = "".join(
        f'<li><a href="{root()}{page.chemin}{more}"'
        f"{' aria-current=page' if page.id == asked.page.id else ''}>{as_html(page.titre)}</a></li>"
        for page in catalog.NAVIGATION
    )
    return f'<nav aria-label="{mots.PAGES}"><ul>{items}</ul></nav>'


def figures(shown: Sequence[Chiffre]) -> str:
    """Return key figures."""
    if not shown:
        return ""
    return f'<dl class="atlas-fixe-chiffres">{"".join(map(_figure, shown))}</dl>'


def _figure(one: Chiffre) -> str:
    nuance = f"<small>{as_html(one.nuance)}</small> " if one.nuance else ""
    value = f"{nuance}{as_html(one.valeur)} <small>{as_html(one.unite)}</small>"
    if one.valeur == NON_RENSEIGNE:
        value = f'<span class="atlas-fixe-absent">{NON_RENSEIGNE}</span>'
    return (
        f"<div><dd>{value}</dd><dt>{as_html(one.libelle)}</dt>"
        f'<dd class="atlas-fixe-source">{as_html(one.source)}</dd></div>'
    )


def carte(seen: Ecran, page: str, *, vive: bool = False) -> str:
    """Return a map with its legend and key figures over it; nothing where there is none.

    ``vive``: the map may become live in the block, by ``static/premiere.js``.
    """
    shown = seen.carte
    if shown is None:
        return ""
    sides = map_frame.margins(shown, seen.chiffres)
    light = replace(shown.spec, sombre=False)
    drawn = still.svg(
        light,
        cache.traces(shown.spec),
        titre=mots.CARTE_DE.format(titre=shown.cartel.titre),
        description=seen.phrase,
        marges=sides,
    )
    drawn += live(replace(light, marges=sides)) if vive else ""
    over = commune_card.over_map(shown.spec.choix, seen.chiffres, lien=page != "ma_commune")
    over += map_frame.folded_legend(shown.blocs, inline=True)
    mark = " data-fiche" if len(shown.spec.choix) == 1 else ""
    whole = (
        f'<div class="atlas-fixe-vue"{mark}><div class="atlas-fixe-cadre">{drawn}</div>{over}</div>'
    )
    return whole + dark_style(whole, forced=shown.spec.sombre)


def live(spec: MapSpec) -> str:
    """Return what the script of the maps needs to draw ``spec`` over its drawing.

    The description is that of a light page, with the colours of a dark one beside: the block is
    written once for both. The layers are asked for while the scripts come.
    """
    pairs = {one: colours.on_dark(one) for layer in spec.couches for one in layer.couleurs}
    told = as_html(spec.to_json(sombres=pairs))
    addresses = dict.fromkeys(layer.url for layer in spec.couches)
    layers = "".join(
        f'<link rel="preload" as="fetch" crossorigin href="{root()}{as_html(one)}">'
        for one in addresses
    )
    return f'{MAP_BOX}{layers}<data id="atlas-fixe-spec" value="{told}" hidden></data>'


# --- what can be asked without a script -------------------------------------------------------


def _form(asked: PageDemandee, *, fixe: bool) -> str:
    """Return the choice of a territory and of a commune, where the page has them."""
    known = {param.cle: param for param in asked.params}
    parts = []
    if "territoire" in known and "commune" in known:
        options = {filters.TOUS: textes.TOUS_LES_TERRITOIRES} | {
            one.id: one.sigle for one in catalog.TERRITORIES.values()
        }
        chosen = asked.lu.value("territoire")
        parts.append(_select("territoire", mots.TERRITOIRE, options, chosen))
    if "commune" in known:
        chosen = asked.lu.value("commune")
        names = {"": mots.TOUTES} | _communes()
        if state.SEPARATOR in chosen:
            names = {chosen: ", ".join(names[code] for code in asked.lu.values("commune"))} | names
        parts.append(_select("commune", mots.COMMUNE, names, chosen))
    if not parts:
        return ""
    kept = {
        cle: text
        for cle, text in state.to_query(asked.params, asked.lu.valeurs).items()
        if cle not in {"territoire", "commune", "fiche"}
    }
    if fixe:
        kept |= dict(parse_qsl(_still(asked)))
    hidden = "".join(
        f'<input type="hidden" name="{as_html(cle)}" value="{as_html(text)}">'
        for cle, text in kept.items()
    )
    return (
        f'<form method="get" action="{root()}{asked.page.chemin}">{"".join(parts)}{hidden}'
        f"<button>{mots.VOIR}</button></form>"
    )


def _communes() -> dict[str, str]:
    """Return the names of the communes by code, in French order."""

    def make() -> dict[str, str]:
        table = cache.base().communes
        names = dict(zip(table["code_insee"], table["nom"], strict=True))
        return dict(sorted(names.items(), key=lambda one: cle_de_tri(one[1])))

    found: dict[str, str] = cache.once(("choix_communes",), make)
    return found


def _select(name: str, label: str, options: dict[str, str], chosen: str) -> str:
    written = "".join(
        f'<option value="{as_html(value)}"{" selected" if value == chosen else ""}>'
        f"{as_html(text)}</option>"
        for value, text in options.items()
    )
    return f'<label><span>{label}</span><select name="{name}">{written}</select></label>'


def _foot(asked: PageDemandee, *, fixe: bool) -> str:
    label = mots.PAGE_ANIMEE if fixe else mots.PAGE_FIXE
    link = f'<p><a href="{as_html(address(asked, fixe=not fixe))}">{label}</a></p>'
    if fixe:
        return link
    return (
        f'{link}<div id="atlas-fixe-avis" role="status" hidden><p>{mots.TARDE}</p>'
        f'<button type="button">{mots.MONTRER}</button></div>'
    )
