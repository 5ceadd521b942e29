"""The command line: exit codes, French messages, files that open."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from io import StringIO
from types import SimpleNamespace

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from geo import __main__ as cli
from geo import sources
from geo.answers import bundle, compare, compare_measures, compare_view
from geo.commands import export
from geo.core import catalog
from geo.core.errors import DataFileError
from geo.labels import compare as mots
from geo.labels import textes
from geo.measures import quality
from geo.printing import batch, slides, world
from geo.printing.pptx import deck
from geo.reports import documents
from geo.sources import build
from geo.sources.facts import load_faits


def badly_written(capsys, *argv: str) -> str:
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    assert caught.value.code == 2
    return capsys.readouterr().err


# --- how a command is written -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "il manque : COMMANDE"),
        (("nope",), "valeur inconnue : 'nope' (connues : 'run', 'room', 'serve', 'build', "),
        (("export", "qpv"), "il manque : --format, -o/--output"),
        (("export", "qpv", "--format", "zip", "-o", "x"), "valeur inconnue : 'zip' (connues :"),
        (("export", "nope", "--format", "csv", "-o", "x"), "Table inconnue : « nope ». Tables"),
        (
            ("export", "qpv", "--format", "csv", "-o", "x", "--territoire", "nope"),
            "Territoire inconnu : « nope ». Connus : cabbalr, call.",
        ),
        (("export", "qpv", "--format", "csv", "-o"), "une valeur est attendue"),
        (("export", "qpv", "--format", "csv", "-o", "x", "--commune"), "au moins une valeur"),
        (("export", "qpv", "--format", "csv", "-o", " "), "un nom est attendu"),
        (
            ("phrase", "qpv", "--territoire", "call", "--territoire", "CABBALR"),
            "argument --territoire: donné deux fois : call et cabbalr",
        ),
        (("sources", "--nope"), "arguments inconnus : --nope"),
        (("build", "--che"), "arguments inconnus : --che"),
    ],
)
def test_a_badly_written_command_ends_with_2_and_a_french_message(capsys, argv, said):
    assert said in badly_written(capsys, *argv)


@pytest.mark.parametrize("argv", [("-h",), *((one.nom, "--help") for one in cli.COMMANDS)])
def test_help_is_french(capsys, argv):
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert "affiche cette aide" in told
    assert "show this help" not in told
    assert "positional" not in told


def test_asking_for_help_imports_no_geographic_library():
    code = (
        "import sys, geo.__main__ as cli; cli.parser();"
        "print([m for m in ('geopandas', 'pandas', 'xlsxwriter') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- export -----------------------------------------------------------------------------------

READERS = {
    "csv": lambda path: pd.read_csv(path, dtype="str"),
    "geojson": gpd.read_file,
    "gpkg": lambda path: gpd.read_file(path, layer="piscines"),
    "xlsx": lambda path: pd.DataFrame(
        list(openpyxl.load_workbook(path)["Données"].iter_rows(min_row=2))
    ),
    "parquet": gpd.read_parquet,
}


@pytest.mark.parametrize("file_format", export.FORMATS)
def test_export_writes_a_file_that_opens_and_tells_its_rows_and_checksum(
    capsys, tmp_path, file_format
):
    path = tmp_path / f"x.{file_format}"
    assert cli.main(["export", "piscines", "--format", file_format, "-o", str(path)]) == 0
    rows = len(sources.load("piscines"))
    assert len(READERS[file_format](path)) == rows
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    told = capsys.readouterr()
    version = catalog.data_version()
    assert told.out == f"piscines : {rows} lignes, version {version}, sha256 {checksum}, {path}\n"
    assert told.err == ""


def test_export_to_the_standard_output_gives_the_file_alone(capsys):
    assert cli.main(["export", "qpv", "--format", "csv", "-o", "-", "--territoire", "call"]) == 0
    told = capsys.readouterr()
    frame = pd.read_csv(StringIO(told.out))
    assert len(frame) == 22
    checksum = hashlib.sha256(told.out.encode()).hexdigest()
    assert told.err == f"qpv : 22 lignes, version {catalog.data_version()}, sha256 {checksum}\n"


def test_export_keeps_the_communes_named_together_or_one_by_one(capsys):
    together = ["export", "communes", "--format", "geojson", "-o", "-", "--commune", "62119"]
    for argv in ([*together, "62498"], [*together, "--commune", "62498"]):
        assert cli.main(argv) == 0
        collection = json.loads(capsys.readouterr().out)
        assert [feature["id"] for feature in collection["features"]] == ["62119", "62498"]


def test_export_reads_names_and_territories_as_an_address(capsys):
    asked = ["export", "Communes", "--format", "geojson", "-o", "-", "--territoire", "CABBALR"]
    assert cli.main([*asked, "--commune", "béthune,", "BRUAY LA BUISSIERE."]) == 0
    collection = json.loads(capsys.readouterr().out)
    assert [feature["id"] for feature in collection["features"]] == ["62119", "62178"]


def test_export_says_in_its_notes_which_communes_it_holds(capsys, tmp_path):
    file = tmp_path / "canton.xlsx"
    codes = ["62033", "62498", "62523"]
    asked = ["--commune", *codes, "--format", "xlsx", "-o", str(file)]
    assert cli.main(["export", "piscines", *asked]) == 0
    rows = [
        row for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows(values_only=True)
    ]
    cells = {str(cell) for row in rows for cell in row}
    assert "Sélection : canton de Lens." in cells
    assert capsys.readouterr().err == ""


def test_export_of_an_unknown_commune_lists_the_known_ones_and_writes_nothing(capsys, tmp_path):
    path = tmp_path / "x.csv"
    argv = ["export", "qpv", "--format", "csv", "-o", str(path), "--commune", "62119", "99999"]
    assert cli.main(argv) == 2
    told = capsys.readouterr().err
    assert "Commune inconnue : 99999" in told
    assert "62119 Béthune" in told
    assert not path.exists()


def test_export_into_a_folder_that_is_not_there_is_told_without_a_traceback(capsys, tmp_path):
    path = tmp_path / "nope" / "x.csv"
    assert cli.main(["export", "qpv", "--format", "csv", "-o", str(path)]) == 1
    assert f"Fichier inaccessible : {path}." in capsys.readouterr().err


def test_a_damaged_file_is_a_message_and_exit_code_1(capsys, monkeypatch):
    def damaged(_source_id):
        msg = "Le fichier data/piscines/piscines.csv est vide."
        raise DataFileError(msg)

    monkeypatch.setattr(sources, "load", damaged)
    assert cli.main(["export", "indicateurs", "--format", "csv", "-o", "-"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Le fichier data/piscines/piscines.csv est vide.\n"


def test_a_reader_that_stops_early_gets_no_traceback():
    command = f"{sys.executable} -m geo export communes --format geojson -o - | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command], cwd=catalog.ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == '{"type":"F'
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


# --- check ------------------------------------------------------------------------------------


def anomaly(**values) -> dict[str, object]:
    known = dict.fromkeys(quality.COLUMNS, "x")
    return {**known, "source": "bornes", "gravite": "erreur", "declaree": False, **values}


def report(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(quality.COLUMNS))
    return frame.astype({"declaree": bool})


@pytest.fixture
def quiet(monkeypatch):
    """No anomaly and no text of the reports, unless a test says otherwise."""
    monkeypatch.setattr(quality, "check_all", lambda _frames: report())
    monkeypatch.setattr(quality, "obsolete", lambda _report, _declared: [])
    monkeypatch.setattr(documents, "dossier_des_documents", lambda: None)


def line_of(table: str, source_id: str) -> list[str]:
    return next(line.split() for line in table.splitlines() if line.split()[:1] == [source_id])


@pytest.mark.usefixtures("quiet")
def test_check_without_fault_ends_with_0_and_says_what_it_did_not_check(capsys):
    assert cli.main(["check"]) == 0
    told = capsys.readouterr().out
    assert all(line_of(told, source_id) for source_id in catalog.sources())
    assert line_of(told, "communes") == ["communes", "136", "0", "0", "0", "0"]
    assert "Vérification dans le texte des rapports : non faite" in told
    assert told.endswith("Aucun défaut.\n")


@pytest.mark.usefixtures("quiet")
def test_check_counts_by_severity_and_fails_only_on_an_undeclared_error(capsys, monkeypatch):
    kept = [
        anomaly(declaree=True),
        anomaly(gravite="avertissement"),
        anomaly(gravite="avertissement", declaree=True),
    ]
    monkeypatch.setattr(quality, "check_all", lambda _frames: report(*kept))
    assert cli.main(["check"]) == 0
    assert line_of(capsys.readouterr().out, "bornes")[2:] == ["0", "1", "1", "1"]

    bad = anomaly(regle="B03", id="borne-x", message="Trop forte.", attendu="moins de 400 kW")
    monkeypatch.setattr(quality, "check_all", lambda _frames: report(*kept, bad))
    assert cli.main(["check"]) == 1
    told = capsys.readouterr().out
    assert line_of(told, "bornes")[2:] == ["1", "1", "1", "1"]
    assert "- bornes B03 borne-x : Trop forte. Attendu : moins de 400 kW." in told
    assert told.endswith("Défauts : 1.\n")


@pytest.mark.usefixtures("quiet")
def test_check_goes_on_after_a_damaged_file_and_fails(capsys, monkeypatch):
    load = sources.load

    def damaged(source_id):
        if source_id == "piscines":
            msg = "Le fichier data/piscines/piscines.csv est vide."
            raise DataFileError(msg)
        return load(source_id)

    monkeypatch.setattr(sources, "load", damaged)
    assert cli.main(["check"]) == 1
    told = capsys.readouterr()
    assert "Table illisible, piscines : Le fichier data/piscines/piscines.csv est vide." in told.err
    assert line_of(told.out, "ouvrages")


@pytest.mark.usefixtures("quiet")
def test_check_looks_for_the_numbers_in_the_reports_when_they_are_there(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr(documents, "dossier_des_documents", lambda: tmp_path)
    assert cli.main(["check"]) == 1
    told = capsys.readouterr().out
    expected = len(sources.load("rapports"))
    assert told.count("document absent") == expected
    assert told.endswith(f"Défauts : {expected}.\n")


# --- build and sources ------------------------------------------------------------------------


def test_build_check_tells_the_files_that_differ(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(build, "check_all", list)
    assert cli.main(["build", "--check"]) == 0
    assert "sont ceux que donne la construction" in capsys.readouterr().out

    different = (tmp_path / "bornes" / "bornes.csv").relative_to(tmp_path)
    monkeypatch.setattr(build, "check_all", lambda: [different])
    assert cli.main(["build", "--check"]) == 1
    assert "différent" in capsys.readouterr().out


def test_build_lists_what_it_built(capsys, monkeypatch, tmp_path):
    built = (tmp_path / "bornes" / "bornes.csv").relative_to(tmp_path)
    monkeypatch.setattr(build, "build_all", lambda: [built])
    assert cli.main(["build"]) == 0
    assert capsys.readouterr().out == "construit : data/bornes/bornes.csv\n"


def test_build_without_its_packages_says_what_to_install(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "geo.sources.build")
    monkeypatch.delattr("geo.sources.build")
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    assert cli.main(["build"]) == 1
    assert "demande le paquet « tomlkit »" in capsys.readouterr().err


def test_sources_lists_each_one_with_its_licence(capsys):
    assert cli.main(["sources"]) == 0
    told = capsys.readouterr().out
    for record in catalog.sources().values():
        assert record.titre in told
        assert record.url in told
    assert told.count("licence :") == len(catalog.sources())


def test_a_geopackage_in_lambert_93_is_asked_by_its_number(tmp_path, capsys):
    path = tmp_path / "x.gpkg"
    asked = ["export", "piscines", "--format", "gpkg", "-o", str(path), "--crs", "2154"]
    assert cli.main(asked) == 0
    assert gpd.read_file(path, layer="piscines").crs.to_epsg() == 2154
    asked[3] = "csv"
    assert cli.main(asked) == 2
    assert "GeoPackage" in capsys.readouterr().err


# --- points -----------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "geojson"])
def test_points_answers_as_the_page_does(capsys, tmp_path, file_format):
    sent, path = tmp_path / "p.csv", tmp_path / f"x.{file_format}"
    sent.write_bytes(b"nom;Geo Point\nmairie;50.4321, 2.8315\nmauvais;abc\n")
    assert cli.main(["points", str(sent), "--format", file_format, "-o", str(path)]) == 0
    found = READERS[file_format](path)
    assert len(found) == 1
    if file_format != "xlsx":
        assert found["commune"].tolist() == ["Lens"]
        assert found["nom"].tolist() == ["mairie"]
    told = capsys.readouterr()
    assert "ligne 3 : Deux nombres sont attendus" in told.err
    assert "1 point lu, 1 ligne rejetée" in told.out


def test_points_of_a_system_that_is_not_sure_are_offered_then_read(capsys, tmp_path):
    sent, path = tmp_path / "p.csv", tmp_path / "x.csv"
    sent.write_bytes(b"nom;x;y\na;315201;6521447\n")
    asked = ["points", str(sent), "--format", "csv", "-o", str(path)]
    assert cli.main(asked) == 1
    assert "Web Mercator" in capsys.readouterr().err
    assert cli.main([*asked, "--systeme", "web_mercator"]) == 0
    assert READERS["csv"](path)["commune"].tolist() == ["Lens"]


@pytest.mark.parametrize("name", ["EPSG:3857", "Web Mercator", "WEB_MERCATOR."])
def test_a_system_is_named_as_in_a_heading(tmp_path, name):
    sent, path = tmp_path / "p.csv", tmp_path / "x.csv"
    sent.write_bytes(b"nom;x;y\na;315201;6521447\n")
    asked = ["points", str(sent), "--format", "csv", "-o", str(path), "--systeme", name]
    assert cli.main(asked) == 0
    assert READERS["csv"](path)["commune"].tolist() == ["Lens"]


def test_an_unknown_system_lists_the_known_ones(capsys):
    said = badly_written(capsys, "points", "x", "--format", "csv", "-o", "-", "--systeme", "mètres")
    assert "système inconnu ; connus : auto, degres, lambert93" in said


def test_points_never_writes_over_the_file_that_it_reads(capsys, tmp_path):
    sent, link = tmp_path / "p.csv", tmp_path / "lien.csv"
    sent.write_bytes(b"lat;lon\n50.4321;2.8315\n")
    link.symlink_to(sent)
    for path in (sent, link):
        assert cli.main(["points", str(sent), "--format", "csv", "-o", str(path)]) == 2
        assert "serait perdu" in capsys.readouterr().err
    assert sent.read_bytes() == b"lat;lon\n50.4321;2.8315\n"


def test_a_geojson_of_points_keeps_a_column_named_geometry(tmp_path):
    sent, path = tmp_path / "p.csv", tmp_path / "x.geojson"
    sent.write_bytes(b"nom;geometry\na;POINT (2.8315 50.4321)\n")
    assert cli.main(["points", str(sent), "--format", "geojson", "-o", str(path)]) == 0
    [feature] = json.loads(path.read_text())["features"]
    assert feature["geometry"]["coordinates"] == [2.8315, 50.4321]
    assert feature["properties"]["geometry (fichier)"] == "POINT (2.8315 50.4321)"


def test_points_that_cannot_be_read_say_why(capsys, tmp_path):
    sent = tmp_path / "p.csv"
    sent.write_bytes(b"nom;adresse\na;b\n")
    assert cli.main(["points", str(sent), "--format", "csv", "-o", str(tmp_path / "x")]) == 1
    assert "Colonnes trouvées" in capsys.readouterr().err


def test_carte_writes_the_map_of_a_theme_as_one_file(tmp_path, capsys):
    file = tmp_path / "carte.html"
    assert cli.main(["carte", "piscines", "--territoire", "call", "-o", str(file)]) == 0
    document = file.read_text(encoding="utf-8")
    assert "<h1>Piscines" in document
    assert "Atlas.dessiner(map_atlas," in document
    assert str(file) in capsys.readouterr().out


def test_carte_colours_the_quartiers_by_a_rate_of_their_own(tmp_path, capsys):
    file = tmp_path / "qpv.html"
    told = ["carte", "qpv", "--couleur", "qpv_taux_pauvrete_pct", "-o", str(file)]
    assert cli.main(told) == 0
    document = file.read_text(encoding="utf-8")
    assert "Taux de pauvreté du quartier (%)" in document
    assert "non connu" in document
    assert cli.main(["carte", "qpv", "--couleur", "densite", "-o", str(file)]) != 0
    assert "qpv_rsa_pct" in capsys.readouterr().err


def test_carte_writes_the_mining_basin_too(tmp_path, capsys):
    file = tmp_path / "bassin.html"
    assert cli.main(["carte", "bassin-minier", "--territoire", "call", "-o", str(file)]) == 0
    document = file.read_text(encoding="utf-8")
    assert "<h1>Bassin minier" in document
    assert "Cité, bien inscrit" in document
    assert str(file) in capsys.readouterr().out


# --- comparer -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared():
    """What the page « Comparer » computes, by mode and communes."""
    base = bundle.load_base()
    themes = {name: bundle.theme_data(base, name) for name in catalog.THEMES}
    measured = compare_measures.mesures(base, themes, load_faits())

    def of(mode, *codes):
        vue = compare_view.view(base, measured, mode, codes)
        return vue, compare.compare_entities(base, measured, vue.entites, vue.reference)

    return of


def number(cell):
    """Return a cell of a CSV as a number, missing where it is empty."""
    return float("nan") if cell == "" else float(cell)


THREE = [
    (("62119", "62498"), "communes", ("62119", "62498")),
    (("--groupe", "62119 62498"), "groupe", ("62119", "62498")),
    (("--pairs", "62119"), "pairs", ("62119",)),
]


@pytest.mark.parametrize(("argv", "mode", "codes"), THREE)
def test_comparer_gives_each_value_of_the_page(capsys, compared, argv, mode, codes):
    assert cli.main(["comparer", *argv, "--format", "csv", "-o", "-"]) == 0
    told = capsys.readouterr()
    frame = pd.read_csv(StringIO(told.out), dtype={"code": str}, keep_default_na=False)
    vue, panels = compared(mode, *codes)
    peers = [] if vue.pairs is None else list(vue.pairs["nom"])
    assert len(frame) == len(panels) * (len(vue.entites) + len(peers))
    for panel in panels:
        rows = frame[frame["indicateur"] == panel.mesure.id].set_index("nom")
        assert [*rows.index] == [*panel.valeurs.index, *peers]
        assert set(rows["source"]) == {panel.mesure.source}
        for name, value in panel.valeurs.items():
            row = rows.loc[name]
            assert row["ecrit"] == panel.mesure.write_as(value)
            assert bool(row["refus"]) == pd.isna(value)
            assert number(row["valeur"]) == pytest.approx(value, nan_ok=True)
        middle = number(rows["reference_mediane"].iloc[0])
        assert middle == pytest.approx(panel.reference.median(), nan_ok=True)


@pytest.mark.parametrize(("argv", "mode", "codes"), THREE)
def test_comparer_in_json_has_the_sentence_of_the_page(capsys, compared, argv, mode, codes):
    assert cli.main(["comparer", *argv, "--format", "json", "-o", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    vue, panels = compared(mode, *codes)
    assert found["phrase"] == compare_view.phrase(bundle.load_base(), vue, panels)
    assert found["conseil"] is None
    assert {row["role"] for row in found["lignes"]} <= {"comparé", "pair"}


def test_comparer_tells_why_a_group_has_no_value(capsys):
    assert cli.main(["comparer", "--groupe", "canton-6201", "--format", "csv", "-o", "-"]) == 0
    frame = pd.read_csv(StringIO(capsys.readouterr().out))
    refused = frame[frame["valeur"].isna()]
    assert len(refused) > 0
    assert set(refused["refus"]) == {mots.AVIS_SEULE}
    assert frame.loc[frame["valeur"].notna(), "refus"].isna().all()


def test_comparer_measures_one_commune_and_tells_to_choose_another(capsys):
    assert cli.main(["comparer", "62119", "--format", "csv", "-o", "-"]) == 0
    told = capsys.readouterr()
    assert mots.COMPARER_UNE_SEULE in told.err
    assert set(pd.read_csv(StringIO(told.out))["nom"]) == {"Béthune"}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("62999", "62119"), "Commune inconnue : 62999"),
        (("--pairs", "62999"), "Commune inconnue : 62999"),
        (("--groupe", "Atlantis"), "Groupe ou commune inconnu : Atlantis"),
        ((), "un seul des trois"),
        (("62119", "--pairs", "62119"), "un seul des trois"),
    ],
)
def test_comparer_refuses_what_is_not_known(capsys, argv, said):
    assert cli.main(["comparer", *argv, "--format", "csv", "-o", "-"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


# --- communes and territories, read as in an address ----------------------------------------------


@pytest.mark.parametrize(
    ("asked", "codes", "said"),
    [
        ("62119.", ["62119"], ""),
        ("Béthune", ["62119"], ""),
        ("lens,Béthune", ["62119", "62498"], ""),
        ("62482", ["62178"], "Labuissière (62482) est réunie à Bruay-la-Buissière"),
    ],
)
def test_a_commune_is_read_as_in_an_address(capsys, asked, codes, said):
    assert cli.main(["phrase", "QPV", "--commune", asked, "--format", "json"]) == 0
    told = capsys.readouterr()
    assert sorted(json.loads(told.out)["communes"]) == codes
    assert said in told.err


def test_a_territory_is_read_whatever_its_capitals(capsys):
    told = []
    for name in ("cabbalr", "CABBALR", "cabbalr."):
        assert cli.main(["phrase", "accueil", "--territoire", name]) == 0
        told.append(capsys.readouterr().out)
    assert len(set(told)) == 1
    assert "CABBALR" in told[0]


def test_a_commune_outside_the_territory_is_told(capsys):
    asked = ["phrase", "accueil", "--territoire", "call", "--commune", "62119,62498"]
    assert cli.main([*asked, "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["communes"] == ["62498"]
    assert textes.COMMUNE_HORS_TERRITOIRE.format(sigle="CALL", noms="Béthune") in told.err


def test_no_commune_at_all_is_refused(capsys):
    said = badly_written(capsys, "phrase", "qpv", "--commune", "")
    assert "au moins une valeur est attendue" in said


def test_an_unknown_added_place_is_not_said_to_be_in_an_address(capsys):
    asked = ["acces", "--service", "piscines", "--mode", "velo", "--minutes", "15"]
    assert cli.main([*asked, "--ajout", "Atlantis", "--format", "csv", "-o", "-"]) == 2
    said = capsys.readouterr().err
    assert "--ajout : « Atlantis »" in said
    assert "adresse" not in said


@pytest.mark.parametrize("command", ["phrase", "comparer"])
def test_the_groups_that_the_help_gives_as_examples_exist(capsys, command):
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    named = re.findall(r"(?:canton|qpv|taille)-\w+", capsys.readouterr().out)
    assert named
    assert set(named) <= {group.id for group in bundle.load_base().groupes.prets}


@pytest.mark.parametrize("asked", ["62119", "62119.", "Béthune", "BETHUNE"])
def test_a_fiche_is_asked_by_name_as_by_code(monkeypatch, tmp_path, asked):
    made = []
    base = bundle.load_base()
    monkeypatch.setattr(world, "load_world", lambda: SimpleNamespace(base=base))
    monkeypatch.setattr(batch, "fichier_de", lambda _world, *told: made.append(told) or b"%PDF")
    assert cli.main(["fiche", asked, "--format", "pdf", "-o", str(tmp_path / "x.pdf")]) == 0
    assert made == [("62119", "pdf")]


def test_a_fiche_of_two_communes_is_refused(monkeypatch, capsys, tmp_path):
    base = bundle.load_base()
    monkeypatch.setattr(world, "load_world", lambda: SimpleNamespace(base=base))
    argv = ["fiche", "Lens, Béthune", "--format", "pdf", "-o", str(tmp_path / "x.pdf")]
    assert cli.main(argv) == 2
    assert "Une seule commune est attendue" in capsys.readouterr().err


def test_a_deck_reads_groups_communes_and_themes_as_an_address(monkeypatch, tmp_path):
    plans = []
    base = bundle.load_base()
    monkeypatch.setattr(world, "load_world", lambda: SimpleNamespace(base=base))
    monkeypatch.setattr(
        slides, "deck", lambda _world, plan: plans.append(plan) or SimpleNamespace(slides=())
    )
    monkeypatch.setattr(deck, "deck_pptx", lambda _show: b"PK")
    argv = [
        "diaporama",
        "--groupe",
        "Lens, béthune",
        "--themes",
        "Piscines,QPV",
        "--communes",
        "lens.",
    ]
    assert cli.main([*argv, "--format", "pptx", "-o", str(tmp_path / "x.pptx")]) == 0
    [plan] = plans
    assert set(plan.groupe) == {"62119", "62498"}
    assert plan.themes == ("piscines", "qpv")
    assert plan.communes == ("62498",)
