"""« Accès aux services »: its sentence, its map, its what-if, its address."""

from __future__ import annotations

import re
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from ecran import Ecran, forget
from hypothesis import given
from hypothesis import strategies as st

from geo.access import network, straight
from geo.answers.access import asked as access_asked
from geo.answers.access import frames, words
from geo.answers.view import place_of
from geo.core.crs import LAMBERT93, to_display, to_metric
from geo.core.model import Selection
from geo.drawing import charts
from geo.labels import access as mots
from geo.labels import textes
from geo.refresh import roads as osm_roads
from geo.ui import cache
from geo.ui.pages.access import panels

PAGE = "pages/acces.py"
LENS, LILLERS = "62498", "62516"


def opened(**adresse):
    ecran = Ecran(PAGE, **adresse).open()
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    return ecran


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def grid(ecran, key):
    [found] = [g for g in ecran.essai.dataframe if (g.key or "").startswith(key)]
    return found.value


@pytest.mark.parametrize("mode", straight.MODES)
@pytest.mark.parametrize("service", access_asked.SERVICES)
def test_every_service_and_mode_has_its_sentence_map_and_table(service, mode):
    ecran = opened(service=service, mode=mode, territoire="cabbalr")
    start = rf"^{textes.ACCES_MODES[mode]}, .*% .*des habitants de la CABBALR sont à moins de 20 "
    assert re.search(start, plain(ecran.phrase))
    assert ecran.vus("communes") == 100
    assert ecran.lignes == 100
    assert len(ecran.chiffres) == 4


def test_the_sentence_gives_the_range_that_the_table_counts():
    ecran = opened(territoire="call", minutes="10")
    low, high = map(int, re.search(r"entre (\d+) %.* et (\d+) %", plain(ecran.phrase)).groups())
    here = cache.base().communes
    here = here[here["territoire"] == "call"].set_index("nom")["population"]
    told = ecran.tableau
    people = here.reindex(told["Commune"])
    for share, name in ((low, "temps_centre"), (high, "temps_possible")):
        within = people[(told[textes.COLONNES[name]] <= 10).to_numpy()].sum() / people.sum() * 100
        # The table shows whole minutes: 10.4 reads 10.
        assert share <= within + 1


@pytest.mark.parametrize("adresse", [{}, {"minutes": "10", "territoire": "call"}], ids=str)
def test_only_the_communes_that_may_be_served_or_not_are_hatched(adresse):
    asked = access_asked.Demande(
        service="piscines",
        mode="voiture",
        minutes=int(adresse.get("minutes", 20)),
        a_confirmer=False,
        place=place_of(cache.base(), Selection(territoire=adresse.get("territoire"))),
        hypotheses=straight.Hypotheses(),
        ajout=None,
        avant=False,
    )
    near, communes = cache.acces(asked).avant, asked.place.autour
    # At worst: slow, and only what is surely open; at best: fast, and all that may be open.
    worst, best = near.surs["voiture"]["haut"], near.possibles["voiture"]["bas"]
    surely = set(communes.loc[worst.loc[communes.index] <= asked.minutes, "code_insee"])
    at_best = set(communes.loc[best.loc[communes.index] <= asked.minutes, "code_insee"])
    ecran = opened(**adresse)
    layer = cache.layers()["communes"]
    states = ecran.couches["voile"]["etats"]
    hatched = {code for code, state in zip(layer.ids, states, strict=True) if state != "."}
    assert hatched == at_best - surely
    assert 0 < len(hatched) < len(at_best)
    assert surely


def test_a_single_commune_is_told_its_nearest_facility():
    ecran = opened(commune=LENS, service="piscines", mode="voiture")
    assert plain(ecran.phrase).startswith(
        "À Lens, la piscine ouverte la plus proche, Aqualens (Lens), est à environ"
    )
    assert "selon les hypothèses" in ecran.phrase


def test_nobody_is_far_from_a_mairie():
    ecran = opened(service="mairies", mode="pied", minutes="10")
    assert "100 %" in plain(ecran.phrase)
    assert "entre" not in ecran.phrase
    assert set(ecran.couches["communes"]["etats"]) == {"0"}


def test_the_unknown_states_are_in_the_sentence_and_counted_on_the_map_when_asked():
    ecran, more = opened(), opened(a_confirmer="oui")
    assert re.search(
        r"entre \d+ % \(\d+ piscines .*\) et \d+ % \(avec \d+ dont l’état n’est pas établi.*\)",
        plain(ecran.phrase),
    )
    assert more.phrase == ecran.phrase
    assert more.vus("piscines") > ecran.vus("piscines")


def test_the_switch_writes_itself_in_the_address():
    ecran = opened()
    ecran.essai.toggle(key="acces_bascule_a_confirmer").set_value(True).run()
    assert ecran.adresse == {"a_confirmer": "oui"}


def test_the_page_says_that_times_are_estimated_and_shows_its_hypotheses():
    ecran = opened(volet="hypotheses")
    assert mots.ACCES_MODE_ESTIMATION in [element.value for element in ecran.essai.caption]
    for record in (straight.Hypotheses().detour, straight.Hypotheses().voiture):
        assert record.raison in ecran.texte


def test_a_network_replaces_the_estimate(monkeypatch):
    base = cache.base()
    first = base.communes["code_insee"].iloc[0]
    degrees = straight.mairies(base.communes)
    nodes = degrees[["id", "lon", "lat"]]
    roads = network.network(
        nodes,
        pd.DataFrame(
            {
                "de": first,
                "vers": nodes["id"].iloc[1:],
                "longueur_m": 1000.0,
                "vitesse_kmh": 60.0,
                "pied": True,
                "velo": True,
                "voiture": True,
                "sens_unique": False,
            }
        ),
    )
    monkeypatch.setattr(cache, "roads", lambda: roads)
    ecran = opened(minutes="10")
    assert mots.ACCES_MODE_RESEAU in [element.value for element in ecran.essai.caption]
    assert re.search(r"100 % des habitants", plain(ecran.phrase))


def test_a_slower_hypothesis_serves_fewer():
    shares = []
    for speed in ("20.0", "35.0", "50.0"):
        phrase = plain(opened(v_voiture=speed).phrase)
        shares.append(int(re.search(r"(\d+) %", phrase)[1]))
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_a_hypothesis_out_of_its_bounds_is_told_and_ignored():
    ecran = opened(v_voiture="900")
    told = [text.replace("\\", "") for text in ecran.avertissements]
    assert told == [textes.VALEUR_INCONNUE.format(cle="v_voiture", valeur="900")]
    assert ecran.adresse == {}


# --- what stands under the map ---------------------------------------------------------------


@pytest.mark.parametrize("volet", panels.VOLETS)
def test_each_panel_opens_by_its_address_and_by_its_button(volet):
    direct = opened(volet=volet)
    assert direct.adresse == ({} if volet == "communes" else {"volet": volet})
    ecran = opened()
    ecran.essai.button_group(key="filtre_volet").set_value(volet).run()
    assert ecran.exceptions == []
    assert (ecran.rubriques, ecran.adresse) == (direct.rubriques, direct.adresse)


def test_a_link_with_a_facility_opens_on_it_and_another_panel_is_kept_in_the_address():
    ecran = opened(ajout=LILLERS)
    assert mots.ACCES_SI in ecran.rubriques
    ecran.essai.button_group(key="filtre_volet").set_value("communes").run()
    assert ecran.adresse == {"ajout": LILLERS, "volet": "communes"}
    assert ecran.lignes == 136


def test_the_layers_of_the_other_services_are_told_ahead():
    ecran = opened(service="piscines")
    layers = cache.layers()
    wanted = {layers[name].adresse for name in ("bornes", "dechetteries", "piscines")}
    assert set(ecran.carte["ensuite"]) == wanted


# --- what if ----------------------------------------------------------------------------------


def test_a_facility_added_at_a_commune_is_pinned_and_told():
    ecran = opened(ajout=LILLERS)
    assert ecran.adresse == {"ajout": LILLERS}
    [told] = [element.value for element in ecran.essai.success]
    assert "Lillers, à la mairie" in told
    assert ecran.carte["repere"] == pytest.approx([50.563, 2.481], abs=0.01)
    assert ecran.phrase.startswith("Avec l’équipement ajouté (Lillers, à la mairie), en voiture")


def test_before_and_after_differ_on_the_map_and_in_the_sentence():
    after, before = opened(ajout=LILLERS), opened(ajout=LILLERS, vue="avant")
    assert before.phrase == opened().phrase
    assert before.carte["repere"] is None
    assert before.couches["communes"]["etats"] != after.couches["communes"]["etats"]


def test_a_facility_may_be_anywhere_near_the_territory():
    ecran = opened(ajout="50.53,2.64")
    assert ecran.carte["repere"] == [50.53, 2.64]
    assert ecran.adresse == {"ajout": "50.53,2.64"}


@pytest.mark.parametrize("ajout", ["62999", "48.85,2.35", "<img src=x>", "91,2.6", "50.5"])
def test_a_place_that_is_not_understood_is_told_and_ignored(ajout):
    ecran = opened(ajout=ajout)
    told = [text.replace("\\", "") for text in ecran.avertissements]
    assert told == [textes.ACCES_SI_INVALIDE.format(valeur=ajout)]
    # The panel where another place may be tried stays open.
    assert ecran.adresse == {"volet": "essai"}
    assert "<img src=x" not in ecran.html


def test_the_best_commune_gains_what_is_announced():
    ecran = opened(territoire="cabbalr", minutes="10", volet="essai")
    [note] = re.findall(r"Meilleure commune pour ce seuil : (.*?) de plus", plain(ecran.texte))
    gain = re.search(r", ([\d ]+) habitants", note)[1]
    label = mots.ACCES_SI_MEILLEURE
    next(b for b in ecran.essai.button if b.label == label).click().run()
    assert ecran.exceptions == []
    assert re.fullmatch(r"62\d{3}", ecran.adresse["ajout"])
    [told] = [plain(element.value) for element in ecran.essai.success]
    assert f"mettrait {gain} habitants de plus" in told


def test_placing_on_the_map_asks_for_a_point():
    ecran = opened(volet="essai")
    assert ecran.carte["clic"] == "commune"
    ecran.essai.toggle(key="acces_placer").set_value(True).run()
    assert ecran.carte["clic"] == "point"


def test_the_added_facility_may_be_taken_away():
    ecran = opened(ajout=LILLERS)
    next(b for b in ecran.essai.button if b.label == mots.ACCES_SI_RETIRER).click().run()
    assert ecran.adresse == {"volet": "essai"}
    assert [element.value for element in ecran.essai.success] == []


# --- QPV, groups, downloads -------------------------------------------------------------------


def test_every_qpv_is_listed_with_its_facilities_when_their_place_is_known():
    exact = grid(opened(service="bornes", volet="quartiers"), "acces_qpv")
    assert len(exact) == 37
    for name in ("dedans", "bande", "dehors"):
        assert textes.COLONNES[name] in exact
    vague = opened(service="dechetteries", volet="quartiers")
    assert textes.COLONNES["dedans"] not in grid(vague, "acces_qpv")
    assert "Aucune déchetterie comptée n’a de position connue" in vague.essai.markdown[0].value


def test_the_inhabitants_of_qpv_are_known():
    assert mots.ACCES_QPV_HABITANTS not in opened(volet="quartiers").texte


def test_a_selection_is_a_group_of_its_own():
    ecran = opened(commune=f"{LENS},{LILLERS}", volet="habitants")
    assert mots.ACCES_GROUPE_SELECTION in ecran.texte
    assert "dans les 2 communes choisies" in ecran.phrase


def test_the_file_has_the_times_of_the_three_modes_with_their_ranges():
    asked = access_asked.Demande(
        service="piscines",
        mode="velo",
        minutes=20,
        a_confirmer=False,
        place=place_of(cache.base(), Selection(territoire="call")),
        hypotheses=straight.Hypotheses(),
        ajout=None,
        avant=False,
    )
    answer = cache.acces(asked)
    times = frames.temps_par_mode(answer, asked)
    shown = frames.communes_frame(answer, asked)
    assert len(times) == 36
    assert times["temps_velo_centre"].equals(shown["temps_centre"].round(1))
    for mode in straight.MODES:
        low, middle, high = (times[f"temps_{mode}_{side}"] for side in ("bas", "centre", "haut"))
        assert ((low <= middle) & (middle <= high)).all()
    assert (times["temps_pied_centre"] > times["temps_velo_centre"]).all()


def test_two_tables_are_offered_as_csv_and_as_workbooks():
    labels = [
        button.proto.label for button in opened(volet="fichiers").essai.get("download_button")
    ]
    assert [re.sub(r" \(.*", "", label) for label in labels] == [
        f"{objet} : {file}"
        for objet in (mots.ACCES_FICHIER_COMMUNES, mots.ACCES_FICHIER_QPV)
        for file in ("CSV", "Excel")
    ]
    assert "136" in labels[0]


def test_a_damaged_table_is_told_and_the_other_services_stay(donnees):
    donnees.write_as("piscines.csv", b"id,nom\n")
    ecran = Ecran(PAGE, service="piscines").open()
    assert ecran.exceptions == []
    assert len(ecran.erreurs) == 1
    assert opened(service="bornes").lignes == 136


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0.4, "moins d’1 min"), (1, "1 min"), (59.4, "59 min"), (60, "1 h 00"), (189, "3 h 09")],
)
def test_a_time_is_written_in_minutes_then_in_hours(minutes, written):
    assert plain(words.duree(minutes)) == written


@given(st.text(max_size=30))
def test_any_text_is_a_place_or_none(text):
    found = access_asked.read_added(text, cache.base())
    assert found is None or (-90 <= found.lat <= 90 and found.nom)


def test_stacked_bars_have_a_segment_a_column_and_write_what_has_room():
    parts = pd.DataFrame({"près": [95.0, 50.0], "loin": [5.0, 50.0]}, index=["A", "B"])
    figure = charts.empilees(parts, couleurs=["#FFFFFF", "#000000"])
    assert [trace.name for trace in figure.data] == ["près", "loin"]
    assert list(figure.data[1].text) == ["", "50"]
    assert figure.layout.barmode == "stack"


def test_on_a_network_the_added_facility_is_searched_beside_what_was_already_known():
    assert set(osm_roads.SERVICES) == set(access_asked.THEME_OF.values())
    forget()
    base = cache.base()
    roads = grid_roads(base)
    asked = access_asked.Demande(
        service="piscines",
        mode="velo",
        minutes=20,
        a_confirmer=False,
        place=place_of(base, Selection()),
        hypotheses=straight.Hypotheses(),
        ajout=access_asked.read_added("50.5,2.6", base),
    )
    known = network.connus(network.precompute(roads, *osm_roads._lieux(), straight.Hypotheses()))
    found = {}
    for name, one in {"cherché": roads, "su": replace(roads, connus=known)}.items():
        forget()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cache, "roads", lambda one=one: one)
            found[name] = cache.acces(asked)
    forget()
    for mode in straight.MODES:
        for told in ("avant", "apres"):
            first, second = (getattr(found[name], told).surs[mode] for name in found)
            pd.testing.assert_frame_equal(first, second)
        nearer = found["su"].apres.surs[mode]["centre"] <= found["su"].avant.surs[mode]["centre"]
        assert nearer.all()
    assert (found["su"].apres.surs["velo"]["id"] == mots.ACCES_SI_NOM).any()


def grid_roads(base):
    """A grid of streets, 2 km a side, over the whole territory."""
    west, south, east, north = to_metric(base.communes.geometry).total_bounds
    x, y = np.meshgrid(np.arange(west, east, 2000), np.arange(south, north, 2000))
    degrees = to_display(gpd.GeoSeries(gpd.points_from_xy(x.ravel(), y.ravel()), crs=LAMBERT93))
    ids = np.arange(x.size).astype(str).reshape(x.shape)
    ends = [(ids[:, :-1], ids[:, 1:]), (ids[:-1], ids[1:])]
    start, end = (np.concatenate([pair[side].ravel() for pair in ends]) for side in (0, 1))
    nodes = pd.DataFrame({"id": ids.ravel(), "lon": degrees.x, "lat": degrees.y})
    modes = dict.fromkeys(straight.MODES, True)
    edges = {"de": start, "vers": end, "longueur_m": 2000.0, "vitesse_kmh": 50.0}
    return network.network(nodes, pd.DataFrame({**edges, **modes, "sens_unique": False}))
