"""The rules on the figures of the reports, on toy rows then on the shipped tables."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import UnknownIdError
from geo.reports import documents, rules
from geo.reports.vocabulary import NATURES_VISEES


@cache
def table(nom):
    return sources.load(nom)


def chiffres(*lignes, **communs):
    """Toy figures: 1 € of the CABBALR for 2021, with what each row changes."""
    base = {
        "territoire": "cabbalr",
        "valeur": 1.0,
        "unite": "€",
        "taxe": None,
        "annee_debut": 2021,
        "annee_fin": 2021,
        "nature": "annuel",
        "nuance": None,
        "groupe": None,
        "role": None,
        "serie": None,
        "inclus_dans": None,
    }
    rows = [base | communs | ligne | {"id": f"L{i}"} for i, ligne in enumerate(lignes, 1)]
    frame = pd.DataFrame(rows)
    factor = frame["unite"].map({"€": 1, "k€": 1e3, "M€": 1e6, "€ HT": 1, "€ TTC": 1})
    return frame.assign(valeur_eur=frame["valeur"] * factor)


def regle(frame, liens=None):
    refus = rules.somme_permise(frame, liens)
    return refus and refus.regle


def test_two_amounts_of_the_same_kind_are_added_in_euros():
    frame = chiffres({"valeur": 2.0, "unite": "k€"}, {"valeur": 1.5, "unite": "M€"})
    assert rules.total(frame) == rules.Total(1_502_000.0, "€", 2, 0, approche=False)


def test_the_total_of_approximations_is_an_approximation():
    assert rules.total(chiffres({"nuance": "environ"}, {})).approche


def test_rows_without_number_are_counted_apart():
    total = rules.total(chiffres({"valeur": 3.0}, {"valeur": None}))
    assert (total.valeur, total.lignes, total.sans_valeur) == (3.0, 1, 1)


def test_no_number_at_all_is_a_refusal():
    assert rules.total(chiffres({"valeur": None})).regle == "vide"


def test_one_rate_alone_is_itself():
    assert rules.total(chiffres({"valeur": 12.5, "unite": "%"})).valeur == 12.5


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [
        (({"unite": "€"}, {"unite": "km"}), "unites"),
        (({"unite": "km"}, {"unite": "ha"}), "unites"),
        (({"unite": "%"}, {"unite": "%"}), "taux"),
        (({"unite": "€/logement"}, {"unite": "€/logement"}), "taux"),
        (({"unite": "€ HT", "taxe": "HT"}, {"unite": "€ TTC", "taxe": "TTC"}), "taxe"),
        (({"unite": "€ HT", "taxe": "HT"}, {"unite": "€"}), "taxe"),
        (({"territoire": "departement"}, {}), "territoires"),
        (({"nature": "periode", "annee_debut": 2019}, {}), "natures"),
        (({"nature": "cible"}, {}), "natures"),
        (({"nature": "instantane"}, {}), "natures"),
        (({"groupe": "g", "role": "total"}, {"groupe": "g", "role": "partie"}), "groupe"),
        (({"inclus_dans": "L2"}, {}), "inclusion"),
        (({"inclus_dans": "L9 | L2"}, {}), "inclusion"),
        (({"serie": "s"}, {"serie": "s", "annee_debut": 2020, "annee_fin": 2020}), "serie"),
        (
            (
                {"nature": "instantane"},
                {"nature": "instantane", "annee_debut": 2019, "annee_fin": 2019},
            ),
            "dates",
        ),
        (
            (
                {"nature": "periode", "annee_debut": 2019},
                {"nature": "periode", "annee_debut": 2020},
            ),
            "periodes",
        ),
        (({"unite": "logements"}, {"unite": "logements"}), "decomptes"),
    ],
)
def test_what_must_not_be_added_is_refused_with_its_reason(lignes, attendu):
    refus = rules.total(chiffres(*lignes))
    assert isinstance(refus, rules.Refus)
    assert refus.regle == attendu
    assert refus.raison.endswith(".")
    assert refus.lignes


def test_the_parts_of_a_whole_are_added_even_when_they_are_counts_or_shares():
    for unite in ("logements", "%"):
        frame = chiffres({"valeur": 2.0}, {"valeur": 3.0}, unite=unite, groupe="g", role="partie")
        assert rules.total(frame).valeur == 5.0


def test_amounts_of_different_years_may_be_added():
    assert regle(chiffres({}, {"annee_debut": 2020, "annee_fin": 2020})) is None


def liens(*roles):
    return pd.DataFrame(
        [("A1", f"L{i}", role) for i, role in enumerate(roles, 1)],
        columns=["contradiction", "ligne", "role"],
    )


@pytest.mark.parametrize(
    "roles",
    [("annonce", "variante"), ("annonce", "composante"), ("composante", "annonce", "composante")],
)
def test_variants_of_a_contradiction_are_never_added(roles):
    refus = rules.somme_permise(chiffres(*({} for _ in roles)), liens(*roles))
    assert (refus.regle, refus.lignes) == ("contradiction", ("L1", "L2", "L3")[: len(roles)])


def test_the_terms_of_a_contradiction_may_be_added_together():
    assert regle(chiffres({}, {}), liens("composante", "composante")) is None


def faits(*lignes, **communs):
    base = {
        "territoire": "call",
        "montant": 1.0,
        "unite": "€",
        "taxe": None,
        "objet": "subvention",
        "annee_debut": 2021,
        "annee_fin": 2021,
        "statut": "réalisé",
        "groupe_montant": None,
    }
    rows = [base | communs | ligne | {"id": f"F{i}"} for i, ligne in enumerate(lignes, 1)]
    frame = pd.DataFrame(rows)
    return frame.assign(montant_eur=frame["montant"].where(frame["unite"] == "€"))


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [
        (({"groupe_montant": "g"}, {"groupe_montant": "g"}), "groupe_montant"),
        (({"statut": "prévu"}, {}), "statuts"),
        (({"statut": "étude"}, {"statut": "en cours"}), "statuts"),
        (({"unite": "ha", "objet": "parc"}, {"unite": "ha", "objet": "friche"}), "decomptes"),
        (({"unite": "bornes"}, {"unite": "bornes", "annee_fin": 2023}), "dates"),
    ],
)
def test_facts_that_must_not_be_added_are_refused(lignes, attendu):
    assert regle(faits(*lignes)) == attendu


def test_the_same_things_of_two_communes_are_added():
    assert rules.total(faits({}, {}, unite="bornes", objet="borne")).valeur == 2.0


# ------------------------------------------------------------------ the shipped tables


def par_id(*ids):
    frame = table("indicateurs").set_index("id", drop=False)
    return frame.loc[list(ids)]


def du_document(source, libelle):
    frame = table("indicateurs")
    found = frame[(frame["source"] == source) & frame["libelle"].str.contains(libelle, regex=False)]
    assert len(found), libelle
    return found


def par_valeur(source, valeur, unite=None):
    """Return the value of a figure found by it, so that a changed table is seen."""
    frame = table("indicateurs")
    found = frame[(frame["source"] == source) & (frame["valeur"] == valeur)]
    if unite is not None:
        found = found[found["unite"] == unite]
    assert len(found), valeur
    return found["valeur"].iloc[0]


def recalcul(contradiction):
    return rules.recalcul(
        contradiction, table("contradictions_liens"), table("indicateurs"), table("actions")
    )


def annonce(contradiction):
    links = table("contradictions_liens")
    stated = links[(links["contradiction"] == contradiction) & (links["role"] == "annonce")]
    values = rules.valeurs(table("indicateurs"), table("actions"))
    return values.loc[stated["ligne"].iloc[0]]


def ecart(contradiction):
    return table("contradictions").set_index("id").loc[contradiction, "ecart"]


JOURS = 365

CALCULS = {
    "A1": lambda v: v.sum(),
    "A2": lambda v: v.sum(),
    "A3": lambda v: v.sum(),
    "A4": lambda v: v.sum(),
    "A5": lambda v: v.prod(),
    "A6": lambda v: v.iloc[0] * JOURS,
    "A7": lambda v: v.sum(),
    "A8": lambda v: v.sum(),
    "A9": lambda v: v.prod(),
    "A10": lambda v: v.prod(),
    "A11": lambda v: v.sum(),
    "A14": lambda v: v.sum(),
    "A15": lambda v: v.sum(),
    "A16": lambda v: v.sum(),
    "A17": lambda v: v.sum(),
    # Hours over the hours of one full-time equivalent of the other chapter.
    "A18": lambda v: round(v["rdd2020-360"] * v["rdd2020-349"] / v["rdd2020-348"], 1),
}


@pytest.mark.parametrize("contradiction", CALCULS)
def test_each_false_total_is_recomputed_from_the_tables(contradiction):
    recompute = CALCULS[contradiction](recalcul(contradiction))
    assert annonce(contradiction) - recompute == pytest.approx(ecart(contradiction), abs=0.005)
    assert ecart(contradiction) != 0


def test_every_false_total_is_recomputed_somewhere():
    levels = table("contradictions").set_index("id")["niveau"]
    assert set(levels[levels == "A"].index) == set(CALCULS) | {"A12", "A13"}


def test_the_right_value_of_a1_is_the_one_of_the_box():
    assert recalcul("A1").sum() == pytest.approx(1_435_098.26)
    assert par_id("rdd2020-153")["valeur"].iloc[0] == pytest.approx(1_435_098.26)


def test_a12_the_amount_is_not_a_whole_number_of_entries():
    entries = annonce("A12") / recalcul("A12").iloc[0]
    assert entries == pytest.approx(7966.67, abs=0.01)
    assert not float(entries).is_integer()


def test_a13_the_share_of_inhabitants_supposes_another_population():
    population = catalog.TERRITORIES["call"].population_attendue
    share = recalcul("A13").iloc[0] / population * 100
    assert share == pytest.approx(23.08, abs=0.01)
    assert annonce("A13") - share == pytest.approx(ecart("A13"), abs=0.01)


JUSTES = {
    "cv2021-credits-pilier": 6_931_463,
    "cv2021-credits-specifiques": 4_132_530,
    "cv2021-fcs-axes": 92_921,
    "cv2021-fcs-projets": 92_921,
    "cv2021-fonds-concours": 169_541,
    "cv2021-projets-associatifs": 75,
    "cv2021-part-pilier": 100,
    "rdd2020-reseau-eau": 1_861,
    "rdd2020-flotte-type": 161,
    "rdd2020-clea-structures": 18,
    "rdd2020-bornes-charge": 11,
    "ra2021-manifestations": 65_000,
    "ra2021-lecture": 20_000,
    "ra2021-deliberations": 429,
    "ra2021-marches-sup-25k": 167,
    "ra2021-sinistres": 46,
    "ra2021-recrutements": 59,
    "ra2021-departs": 47,
    "ra2021-hoche-stockage": 13_200,
    "ra2021-erbm-cout": 952_400_000,
    "bilan2023-petit-cycle-eau": 225_000_000,
    "rdd2020-dechets-investissement": 4_399_018,
    "rdd2020-sentiers-km": 1_221,
    "rdd2020-sentiers-heures": 10_984,
    "rdd2020-sentiers-depenses": 182_763,
    "rdd2020-tpe-aides": 110_761,
    "rdd2020-tpe-investissement": 781_174,
    "rdd2020-covid-structures": 847,
    "rdd2020-clause-etp": 48.6,
    "rdd2020-pad-spip-asej": 390,
}


@pytest.mark.parametrize("groupe", JUSTES)
def test_totals_declared_right_stay_right(groupe):
    parts = rules.decomposition(table("indicateurs"), groupe)
    assert parts.annonce == JUSTES[groupe]
    assert parts.ecart == 0


FAUX = {
    "rdd2020-enveloppe-habitat": "A7",
    "rdd2020-piscines-frequentation": "A3",
    "ra2021-cnas-total": "A11",
    "ra2021-fonds-relance": "A8",
    "rdd2020-ess-aides": "A4",
}
ARRONDIS = {
    "ra2021-jours-formation": 0.2,
    "rdd2020-conservatoire-eleves": -43,
    "rdd2020-clause-heures": -561.17,
}
"""Parts that miss their total by a rounding, or by a « plus de » of the report."""


def test_every_other_decomposition_adds_up():
    frame = table("indicateurs")
    for groupe in frame["groupe"].dropna().unique():
        parts = rules.decomposition(frame, groupe)
        if groupe in FAUX:
            assert parts.ecart == pytest.approx(ecart(FAUX[groupe]))
        else:
            assert (groupe, parts.ecart) == (groupe, ARRONDIS.get(groupe, 0))


@pytest.mark.parametrize(
    ("nature", "said"),
    [
        ("cible", "Un objectif ou une prévision"),
        ("estimation", "Une estimation"),
        ("convention", "fixés d’avance"),
        ("periode", "Un total de plusieurs années"),
        ("instantane", "Un état à une date"),
    ],
)
def test_a_refusal_says_which_nature_does_not_add_up(nature, said):
    assert said in rules.total(chiffres({"nature": nature}, {})).raison


def test_amounts_of_any_scale_add_up_in_euros():
    rows = table("indicateurs")
    amounts = rows[rows["groupe"].notna() & rows["unite"].isin(["M€", "k€"])]["groupe"].unique()
    assert len(amounts)
    assert {rules.decomposition(rows, groupe).unite for groupe in amounts} == {"€"}


def test_an_unknown_decomposition_is_told():
    with pytest.raises(UnknownIdError, match="inconnue"):
        rules.decomposition(table("indicateurs"), "inconnue")


def test_ratios_declared_right_stay_right():
    payroll = du_document("ra2021", "Masse salariale").sort_values("annee_debut")["valeur"]
    assert (payroll.iloc[1] / payroll.iloc[0] - 1) * 100 == pytest.approx(3.563, abs=0.0005)
    given = du_document("ra2021", "Logements sociaux attribués").query("unite == 'attributions'")
    given = given.sort_values("annee_debut")["valeur"]
    assert (given.iloc[1] / given.iloc[0] - 1) * 100 == pytest.approx(15.5, abs=0.05)
    specific, whole = (
        rules.decomposition(table("indicateurs"), f"cv2021-credits-{kind}").annonce
        for kind in ("specifiques", "pilier")
    )
    assert specific / whole * 100 == pytest.approx(59.6, abs=0.05)
    waste = par_valeur("rdd2020", 181_333.95)
    for weight, rate in ((87_524.88, 48.27), (81_622.56, 45.01)):
        assert par_valeur("rdd2020", weight) / waste * 100 == pytest.approx(rate, abs=0.005)
        assert par_valeur("rdd2020", rate) == rate
    nests = du_document("rdd2020", "Nids de frelons asiatiques").sort_values("annee_debut")[
        "valeur"
    ]
    assert nests.iloc[1] / nests.iloc[0] == pytest.approx(3.2, abs=0.05)
    covid_help = par_valeur("ra2021", 488) * par_valeur("ra2021", 1_500)
    assert covid_help == par_valeur("ra2021", 732_000)
    assert par_valeur("ra2021", 9_975) * par_valeur("ra2021", 30, "€/adhésion") == 299_250
    fleet = du_document("rdd2020", "Part de véhicules électriques")["valeur"].iloc[0]
    assert fleet == pytest.approx(30 / 161 * 100, abs=0.005)


def test_cultural_centres_receive_exactly_what_is_told():
    facts = table("actions")
    centres = facts[facts["fait"].eq("Soutien financier au centre culturel")]
    assert len(centres) == 11
    assert rules.total(centres) == rules.Total(225_000.0, "€", 11, 0, approche=False)


def test_the_22_projects_make_the_fund():
    projects = table("projets_fcs")
    assert (len(projects), projects["montant"].sum()) == (22, 92_921)


def test_the_same_amount_told_twice_is_refused():
    facts = table("actions")
    twice = facts[facts["groupe_montant"].eq("ra2021-parmentier")]
    assert sorted(twice["montant_eur"]) == [4_500_000, 4_500_000]
    assert rules.total(twice).regle == "groupe_montant"


def test_an_area_repeated_on_each_commune_is_refused():
    facts = table("actions")
    for groupe in ("rdd2020-vallee-carreau-80ha", "ra2021-ev5", "ra2021-srav"):
        assert rules.total(facts[facts["groupe_montant"].eq(groupe)]).regle == "groupe_montant"


def test_the_two_totals_of_the_contrat_de_ville_are_refused():
    frame = table("indicateurs")
    stated = frame[frame["libelle"].str.startswith("Programmation du Contrat de ville")]
    assert len(stated) == 2
    assert rules.total(stated, table("contradictions_liens")).regle == "contradiction"


def test_a_period_total_is_not_added_to_an_annual_value():
    frame = table("indicateurs")
    visitors = frame[frame["libelle"].eq("Visiteurs de Labanque")]
    assert set(visitors["nature"]) == {"annuel", "periode"}
    assert rules.total(visitors).regle == "natures"


def test_common_law_credits_are_inside_their_pillar_and_the_whole():
    frame = table("indicateurs").set_index("id", drop=False)
    row = du_document("cv2021", "Crédits de droit commun du pilier Cohésion sociale").iloc[0]
    around = row["inclus_dans"].split(" | ")
    assert {frame.loc[key, "valeur"] for key in around} >= {4_734_927, 6_931_463}
    assert rules.total(frame.loc[[row["id"], around[-1]]]).regle in {"inclusion", "groupe"}


def test_there_are_at_least_28_series_of_comparable_points():
    points = rules.series(table("indicateurs"))
    groups = points.groupby("serie")
    assert groups.ngroups >= 28
    assert (groups.size() > 1).all()
    assert groups["unite"].nunique().max() == 1
    assert groups["territoire"].nunique().max() == 1
    real = points[~points["nature"].isin(NATURES_VISEES)].groupby("serie")["nature"].nunique()
    assert (real == 1).all()
    assert not (points["nature"] == "periode").any()


def test_the_public_stations_go_from_11_to_55_then_a_target_of_100():
    points = rules.series(table("indicateurs"))
    stations = points[points["serie"] == "cabbalr-bornes-publiques"]
    assert list(zip(stations["annee"], stations["valeur"], stations["nature"], strict=True)) == [
        (2020, 11, "instantane"),
        (2023, 55, "instantane"),
        (2024, 100, "cible"),
    ]


def test_a_series_of_one_point_is_left_out():
    frame = chiffres({"serie": "seule"}, {"serie": "double"}, {"serie": "double", "valeur": 2.0})
    frame.loc[2, ["annee_debut", "annee_fin"]] = 2022
    assert list(rules.series(frame)["serie"]) == ["double", "double"]


def test_a_contradiction_is_found_from_its_figure():
    found = rules.contradictions_de(
        ["rdd2020-152"], table("contradictions"), table("contradictions_liens")
    )
    assert list(found["id"]) == ["A1"]
    assert list(found["role"]) == ["annonce"]


def test_a_figure_without_contradiction_has_none():
    assert rules.contradictions_de(
        ["rdd2020-001"], table("contradictions"), table("contradictions_liens")
    ).empty


# ------------------------------------------------------------------ names of communes


@pytest.mark.parametrize(
    ("texte", "source", "code"),
    [
        ("Gauchin-Le-Gal", "rdd2020", "62366"),
        ("Connehem", "rdd2020", "62376"),
        ("BRUAY-LA-BUISSIÈRE", "cv2021", "62178"),
        ("Bruay la Buisnière", "rdd2020", "62178"),
        ("Labuissière", "rdd2020", "62178"),
        ("NOEUX LES MINES", "cv2021", "62617"),
        ("Nœux-les-Mines", None, "62617"),
        ("La Comté", None, "62232"),
        ("Comté", None, "62232"),
        ("La Couture", "rdd2020", "62252"),
        ("Couture", None, "62252"),
        ("Vieille Chapelle", "rdd2020", "62851"),
        ("saint venant", "rdd2020", "62770"),
        ("Estrée Blanche", "rdd2020", "62313"),
        ("Ligny-Les-Aire", "rdd2020", "62512"),
        ("Vendin-les-Béthune", "rdd2020", "62841"),
        ("Hersin Coupigny", "rdd2020", "62443"),
        ("Liétres", "bilan2023", "62509"),
        ("Calonne", "bilan2023", "62194"),
        ("Cité 2-5 de Calonne", "ra2021", "62510"),
        ("Mont-Bernanchon", "rdd2020", "62584"),
        ("Mont-Bernanchon-Géotopia", "rdd2020", "62584"),
        ("Fresnicourt-le-Dolmen", None, "62356"),
        ("Fouquières-lès-Béthune", None, "62350"),
        ("Hesdigneul-lès-Béthune", None, "62445"),
        ("Annay-sous-Lens", "ra2021", "62033"),
        ("Anney-sous-Lens", "ra2021", "62033"),
        ("Annav-sous-Lens", "ra2021", "62033"),
        ("Eleu-dit-Leauwette", "ra2021", "62291"),
        ("Eleudit-Leauwette", "ra2021", "62291"),
        ("Fouquières-lez-Lens", "ra2021", "62351"),
        ("Fouquières", "ra2021", "62351"),
        ("Loison", "ra2021", "62523"),
        ("Noyelles", "ra2021", "62628"),
        ("Noyelles-les-Vermelles", "ra2021", "62626"),
        ("Vendinois", "ra2021", "62842"),
        ("Lens-Bénifontaine", "ra2021", "62107"),
        ("Douvrin - La Bassée", "bilan2023", "62276"),
        ("Hulluch", "ra2021", "62464"),
        ("Hulluch", None, "62464"),
        ("Hulluch", "rdd2020", "62178"),
        ("vannage d’Hulluch", "rdd2020", "62178"),
        ("Souchez", "ra2021", "62801"),
        ("Cité de la Souchez", "ra2021", "62032"),
        ("Beugin", "rdd2020", "62120"),
        ("Avion", "ra2021", "62065"),
        ("Écoquartier des Alouettes", "rdd2020", "62178"),
        ("Cité des Alouettes", "ra2021", "62186"),
        ("Base 11/19", "ra2021", "62528"),
        ("Guarbecque", "rdd2020", "62391"),
        ("Busnes", "bilan2023", "62190"),
        ("Givenchy-lez-la-Bassée", None, "62373"),
        ("Verquigneul", None, "62847"),
        ("Verquin", None, "62848"),
        ("Gouy-Servins", None, "62380"),
        ("Servins", None, "62793"),
    ],
)
def test_a_written_name_finds_its_commune(texte, source, code):
    assert rules.resolve_commune(texte, table("alias_communes"), source) == code


@pytest.mark.parametrize(
    ("texte", "source", "codes"),
    [
        ("Calonne", None, {"62194", "62195"}),
        ("Calonne", "ra2021", {"62194", "62195"}),
        ("Noyelles", None, {"62626", "62628"}),
        ("Fouquières", "rdd2020", {"62350", "62351"}),
        ("Vendin", None, {"62841", "62842"}),
        ("Givenchy", None, {"62373", "62371"}),
        ("Auchy", None, {"62051", "62049"}),
        ("Billy", None, {"62132", "62133"}),
        ("Cité 10", "ra2021", {"62737", "62842", "62570"}),
        ("les Alouettes", None, {"62178", "62186"}),
        ("Parc de l’Alouette", "ra2021", {"62019", "62186", "62510"}),
        ("Haisnes-Vermelles", "ct2023", {"62401", "62846"}),
        ("Béthune-Beuvry", "bilan2023", {"62119", "62126"}),
    ],
)
def test_an_ambiguous_name_is_told_with_its_candidates(texte, source, codes):
    alias = table("alias_communes")
    assert set(rules.candidats_commune(texte, alias, source)["code_insee"]) == codes
    with pytest.raises(rules.AmbiguousCommuneError, match="plusieurs communes") as error:
        rules.resolve_commune(texte, alias, source)
    assert all(code in str(error.value) for code in codes)


@pytest.mark.parametrize(
    ("texte", "source"),
    [
        ("la Souchez", "ra2021"),
        ("Berges de la Souchez", "ra2021"),
        ("le Guarbecque", "rdd2020"),
        ("la Busnes", "rdd2020"),
        ("Beugin", "ct2023"),
        ("Noeux Environnement", "rdd2020"),
        ("La Bassée", None),
        ("Aire-sur-la-Lys", None),
        ("Rimbert", "cv2021"),
        ("avions", "ra2021"),
        ("Nulle-Part", None),
    ],
)
def test_what_is_not_a_commune_is_not_invented(texte, source):
    with pytest.raises(UnknownIdError, match="n’est pas une des communes"):
        rules.resolve_commune(texte, table("alias_communes"), source)


def test_every_official_name_finds_its_own_commune():
    alias = table("alias_communes")
    for commune in table("communes").itertuples():
        assert rules.resolve_commune(commune.nom, alias) == commune.code_insee


# ------------------------------------------------------------------ against the documents


@pytest.mark.parametrize(
    ("nombre", "texte", "attendu"),
    [
        ("50", "les 50 bornes", True),
        ("50", "les 1250 bornes", False),
        ("50", "soit 50,5 %", False),
        ("50", "soit 2,50 m", False),
        ("50", "il y en a 50.", True),
        ("TROIS", "TROIS AXES", True),
        ("6 931 463", "de 6 931 463 €", True),
        ("6 931 463", "de 6 931 143 €", False),
    ],
)
def test_a_number_is_looked_for_whole(nombre, texte, attendu):
    assert documents.est_ecrit(nombre, texte) is attendu


def records_of(dossier, texte):
    path = dossier / "r.txt"
    path.write_text(texte, encoding="utf-8")
    return pd.DataFrame({"id": ["r"], "fichier": ["r.txt"], "sha256": [sources.sha256(path)]})


def test_a_number_that_is_not_in_its_document_is_reported(tmp_path):
    records = records_of(tmp_path, "les 50 bornes")
    rows = pd.DataFrame(
        {"id": ["r-1", "r-2", "r-3"], "source": "r", "ecrit": ["50", "51", None]}, dtype="str"
    )
    faults = documents.verify_documents(tmp_path, records, {"indicateurs": rows})
    assert list(faults["id"]) == ["r-2"]


def test_a_document_missing_or_changed_is_reported(tmp_path):
    records = records_of(tmp_path, "les 50 bornes")
    rows = pd.DataFrame({"id": ["r-1"], "source": ["r"], "ecrit": ["50"]}, dtype="str")
    (tmp_path / "r.txt").write_text("les 50 bornes !", encoding="utf-8")
    changed = documents.verify_documents(tmp_path, records, {"indicateurs": rows})
    assert list(changed["raison"]) == ["document différent de celui lu"]
    (tmp_path / "r.txt").unlink()
    missing = documents.verify_documents(tmp_path, records, {"indicateurs": rows})
    assert list(missing["raison"]) == ["document absent : r.txt"]


def test_the_folder_of_the_documents_may_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv(documents.VARIABLE_DOSSIER, str(tmp_path))
    assert documents.dossier_des_documents() == tmp_path
    for nowhere in (str(tmp_path / "absent"), ""):
        monkeypatch.setenv(documents.VARIABLE_DOSSIER, nowhere)
        assert documents.dossier_des_documents() is None
    monkeypatch.delenv(documents.VARIABLE_DOSSIER)
    assert documents.dossier_des_documents() is None
