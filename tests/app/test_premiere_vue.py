"""The first view of an address says what its page, run by Streamlit, then shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest
from ecran import Ecran

from geo.core import catalog
from geo.drawing.maps.spec import on_ground
from geo.ui.serve.first_view import asked, block, shown

ADDRESSES = [
    ("accueil", {}),
    ("accueil", {"territoire": "call", "couches": "piscines,bornes"}),
    ("accueil", {"commune": "lens"}),
    ("qpv", {"commune": "62498,62119"}),
    ("qpv", {"territoire": "call", "carte": "qpv_taux_pauvrete_pct"}),
    ("bornes", {"territoire": "cabbalr", "carte": "communes"}),
    ("dechets", {"etat": "ouverte", "classes": "quantiles"}),
    ("piscines", {"territoire": "call", "commune": "62119"}),
    ("piscines", {"commune": "62413"}),
    ("inondations", {"commune": "99999", "etat": "travaux"}),
    ("bassin_minier", {"territoire": "call"}),
    ("bassin_minier", {"carte": "part_cites_pct", "couches": "puits,cavaliers"}),
    ("ma_commune", {}),
    ("ma_commune", {"commune": "62119,62498", "fiche": "62498"}),
    ("acces", {"service": "dechetteries", "minutes": "10"}),
    ("acces", {"ajout": "50.43,2.83"}),
    ("acces", {"ajout": "nulle part"}),
    ("comparer", {}),
    ("comparer", {"commune": "62119,62498"}),
    ("comparer", {"mode": "pairs", "commune": "62119"}),
    ("comparer", {"mode": "agglos"}),
    ("point", {"lat": "50.43", "lon": "2.83"}),
    ("point", {"lat": "ici"}),
    ("themes", {"theme": "eau", "territoire": "call", "carte": "montants"}),
    ("indicateurs", {"territoire": "call", "theme": "eau"}),
    ("objectifs", {"territoire": "cabbalr"}),
    ("a_propos", {}),
    ("presentation", {"territoire": "call", "themes": "piscines"}),
]


DESCRIBED = re.compile('<data id="atlas-fixe-spec" value="([^"]*)"')
LATER = {"ensuite", "mots"}
"""What only the page asks for: the layers of the next choices, the words of the keyboard."""


def described(first, page):
    """Return the map that the block makes live: as it is, and with the colours of a dark page."""
    found = DESCRIBED.search(block.carte(first, page, vive=True))
    told = json.loads(unescape(found[1]))
    dark = told.pop("sombres")
    on_dark = [
        {**one, "couleurs": [dark[colour] for colour in one["couleurs"]]} for one in told["couches"]
    ]
    return told, {**told, "sombre": True, "couches": on_dark}


def kept(spec):
    return {key: value for key, value in spec.items() if key not in LATER}


def states(drawn):
    return {one["id"]: one["etats"] for one in drawn["couches"]}


@pytest.mark.parametrize(("page_id", "query"), ADDRESSES)
def test_the_first_view_is_the_live_view(page_id, query):
    page = next(one for one in catalog.NAVIGATION if one.id == page_id)
    live = Ecran(page.fichier, **query).open()
    first = shown.ecran(asked.demande(page, urlencode(query)))
    assert live.exceptions == []
    assert first.titre in live.titres
    assert first.phrase == live.phrase
    figures = [f"{one.nuance} {one.valeur} {one.unite}".strip() for one in first.chiffres]
    assert figures == [" ".join(one.split(" ")).strip() for one in live.chiffres][: len(figures)]
    if first.carte is None:
        assert live.carte is None
        return
    drawn = first.carte.spec
    assert {one.id: one.etats for one in drawn.couches} == states(live.carte)
    assert {one.id: list(one.couleurs) for one in drawn.couches} == {
        one["id"]: one["couleurs"] for one in live.carte["couches"]
    }
    assert list(drawn.cadre) == live.carte["cadre"]
    assert list(drawn.choix) == live.carte["choix"]
    over = block.carte(first, page.id)
    for box in ("atlas-sur-carte", "atlas-boite-legende"):  # else the block waits for it
        assert live.html.count(f'class="{box}') >= over.count(f'class="{box}')
    light, dark = described(first, page.id)
    assert kept(light) == kept(live.carte)
    ground = on_ground(replace(drawn, sombre=True, marges=tuple(light["marges"])))
    assert dark == json.loads(ground.to_json())


@pytest.mark.parametrize("rank", ["1", "2", "3", "4"])
def test_the_first_view_of_a_slide_is_that_slide(rank):
    page = next(one for one in catalog.NAVIGATION if one.id == "presentation")
    query = {"ecran": "plein", "themes": "piscines", "diapo": rank}
    live = Ecran(page.fichier, **query).open()
    first = shown.ecran(asked.demande(page, urlencode(query)))
    assert first.titre in live.texte
    if first.carte is not None:
        assert {one.id: one.etats for one in first.carte.spec.couches} == states(live.carte)
