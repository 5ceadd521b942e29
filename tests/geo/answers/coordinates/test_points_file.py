"""Files of points as they come: separators, encodings, workbooks, columns, lost digits."""

import io
import os
from pathlib import Path
from time import process_time

import pytest
import xlsxwriter
from toy_themes import plain

from geo.answers.coordinates import grids, points_file
from geo.answers.coordinates.grids import FichierError
from geo.answers.coordinates.points_file import read_points

PLACE = [50.4321, 2.8315]
CAS = Path(os.environ.get("ATLAS_CAS", "absent"))


def places(content, **options):
    return read_points(content, **options).points[["lat", "lon"]].to_numpy().tolist()


def workbook(*sheets):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return target.getvalue()


class TestTheText:
    @pytest.mark.parametrize(
        "text",
        [
            "nom;lat;lon\na;50,4321;2,8315\n",
            "nom,Latitude,LONGITUDE\r\na,50.4321,2.8315\r\n",
            'nom,lat,lon\na,"50,4321","2,8315"\n',
            "nom\tlat\tlng\na\t50.4321\t2.8315\n",
            "nom|lat|lon\na|50,4321|2,8315\n",
            "\nnom;lat;lon\n;;\na;50,4321;2,8315",
            "nom;lat;lon\ra;50,4321;2,8315\r",
            "sep=;\r\nnom;lat;lon\r\na;50,4321;2,8315\r\n",
            "sep=|\nnom|lat|lon\na|50.4321|2.8315\n",
            "Relevé de mai\n\nnom;lat;lon\na;50,4321;2,8315\n",
            'nom, lat, lon\n"a", "50,4321", "2,8315"\n',
            "nom^lat^lon\na^50,4321^2,8315\n",
            "nom~lat~lon\na~50,4321~2,8315\n",
            "nom:lat:lon\na:50,4321:2,8315\n",
            "nom lat  lon\na  50.4321 2.8315\n",
            "Relevé ; mai ; 2024\nnom;lat;lon\na;50,4321;2,8315\n",
            "nom;lat;lon;note;suite\na;50,4321;2,8315\n",
            "nom;lat;lon;;\na;50,4321;2,8315;;;;\n",
            "nom;lat;lon\na;50° 25' 55,56\" N;2° 49' 53,4\" E\n",
        ],
    )
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_is_read_whatever_its_separator_line_ends_and_encoding(self, text, encoding):
        read = read_points(text.encode(encoding))
        assert read.points[["lat", "lon"]].round(6).to_numpy().tolist() == [PLACE]
        assert read.lignes["nom"].tolist() == ["a"]
        assert read.rejets.empty

    def test_whose_empty_cells_were_dropped_is_read_whole(self):
        lines = [f"p{n};50,4{n:03};2,8315" + (";vu" if n % 5 == 0 else "") for n in range(32)]
        read = read_points("\r\n".join(["nom;lat;lon;note", *lines]).encode())
        assert len(read.points) == 32
        assert read.lignes["note"].tolist().count("vu") == 7

    def test_leaves_out_its_remarks_and_counts_them(self):
        read = read_points(b"nom;lat;lon\n# de mai\n#12;50,4321;2,8315\n# vu\n# a;b;c\n")
        assert read.lignes["nom"].tolist() == ["#12"]
        assert read.rejets["ligne"].tolist() == [5]
        assert any("laissées : 2 lignes" in plain(note) for note in read.notes)

    def test_with_one_wrong_byte_keeps_its_accents_and_says_so(self):
        content = "nom;lat;lon\nÉcole;50.4321;2.8315\n".encode() + b"Cit\xe9;50.4321;2.8315\n"
        read = read_points(content)
        assert read.lignes["nom"].tolist() == ["École", "Cité"]
        assert any("sauf 1" in plain(note) and "ligne 3" in note for note in read.notes)

    @pytest.mark.parametrize(
        ("encoding", "told"), [("cp1252", "Windows"), ("mac_roman", "Mac"), ("cp850", "DOS")]
    )
    def test_in_an_old_encoding_is_read_and_named(self, encoding, told):
        text = "nom;lat;lon\nÉcole élémentaire à l’été, façade\u00a0;50.4321;2.8315\n"
        text = text.replace("’", "'") if encoding == "cp850" else text
        read = read_points(text.encode(encoding))
        assert read.lignes["nom"].iloc[0].startswith("École élémentaire à l")
        assert any(told in note for note in read.notes)

    def test_that_mixes_two_encodings_is_read_whole_and_says_so(self):
        content = "nom;lat;lon\nÉcole;50.4321;2.8315\n".encode()
        content += "Café à Noël;50.4321;2.8315\n".encode("cp1252") * 300
        read = read_points(content)
        assert read.lignes["nom"].tolist() == ["École", *["Café à Noël"] * 300]
        assert any(
            "mêle deux encodages" in note and "ligne 3" in plain(note) for note in read.notes
        )

    def test_of_an_ordinary_encoding_says_nothing_of_it(self):
        read = read_points("nom;lat;lon\nÉcole;50.4321;2.8315\n".encode())
        assert len(read.notes) == 1
        assert "Position lue dans « lat » et « lon »" in read.notes[0]

    @pytest.mark.parametrize("wrong", ["cp1252", "cp850", "mac_roman"])
    def test_already_hurt_is_told(self, wrong):
        name = "Béthune".encode().decode(wrong)
        read = read_points(f"nom;lat;lon\n{name};50.4321;2.8315\n".encode())
        assert any(f"« {name} »" in note for note in read.notes)

    def test_with_a_quotation_mark_inside_a_cell_is_read(self):
        content = b'nom;lat;lon\n"Salle "A" du haut";50,4321;2,8315\n'
        assert places(content) == [PLACE]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "n’a pas de ligne de données"),
            (b"lat;lon\n", "n’a pas de ligne de données"),
            (b"nom;adresse\na;b\n", "Colonnes trouvées : « nom » et « adresse »"),
            (b"nom;position\na;assis\n", "Colonnes trouvées"),
            (b"nom/lat/lon\na/50.4/2.8\n", "séparateurs lus sont le point-virgule"),
            (b"\x1f\x8b\x08rien", "archive compressée"),
            (b"lat;lon\n50;\0\n", "pas un CSV lisible"),
            (b"\xff\xfea", "pas un CSV lisible"),
            (b'nom;lat;lon\na;50,4;2,8\n"b;50,4;2,8\n' + b"c;50,4;2,8\n" * 30, "ligne 3"),
            (b'"nom;lat;lon\n' + b"c;50,4;2,8\n" * 30, "refermé, ligne 1 ou"),
            (b"lat;lon\n" + b"50.4;2.8\n" * 2001, "2 001 lignes ; 2 000 au plus"),
            (b"x" * 1_000_001, "dépasse 1 Mo"),
            (grids.TROP_GROS, "dépasse 1 Mo"),
            (b'{"type": "FeatureCollection"}', "du JSON"),
            (b"<html><table>", "HTML"),
            (b"%PDF-1.7", "un PDF"),
            (b"PK\x03\x04" + b"\0" * 50, "ne s’ouvre pas"),
        ],
    )
    def test_that_cannot_be_read_says_why(self, content, reason):
        with pytest.raises(FichierError) as error:
            read_points(content)
        assert reason in plain(str(error.value))

    def test_of_two_thousand_lines_is_accepted(self):
        assert len(read_points(b"lat;lon\n" + b"50.4;2.8\n" * 2000).points) == 2000


class TestTheWorkbook:
    ROWS = (("nom", "lat", "lon", "note"), ("a", 50.4321, 2.8315, "x"), ("b", "50,4321", 2.8315))

    def test_is_read_whatever_its_name(self):
        read = read_points(workbook(("Feuil1", self.ROWS)))
        assert read.points[["lat", "lon"]].to_numpy().tolist() == [PLACE, PLACE]
        assert read.lignes["nom"].tolist() == ["a", "b"]
        assert list(read.points.index) == [2, 3]
        assert any("C’est un classeur : la feuille « Feuil1 » est lue" in n for n in read.notes)

    def test_that_holds_yes_no_and_whole_numbers_gives_them_back_as_they_are_seen(self):
        rows = [["lat", "lon", "vu", "rang"], [*PLACE, True, 12], [*PLACE, False, 12.5]]
        read = read_points(workbook(("a", rows)))
        assert read.lignes[["vu", "rang"]].to_numpy().tolist() == [["oui", "12"], ["non", "12.5"]]

    def test_of_several_sheets_reads_the_one_with_positions_and_says_so(self):
        read = read_points(workbook(("Lisez-moi", [("Notice",)]), ("Points", self.ROWS)))
        assert len(read.points) == 2
        assert any("« Points »" in n and "2 feuilles" in plain(n) for n in read.notes)

    def test_whose_content_would_fill_the_memory_is_refused(self, monkeypatch):
        monkeypatch.setattr(grids, "OUVERT_MAX", 100)
        with pytest.raises(FichierError, match="trop gros une fois ouvert"):
            read_points(workbook(("Feuil1", self.ROWS)))


class TestTheColumns:
    def test_of_the_charging_points_hold_both_and_swapped_ones_are_told(self):
        content = b'nom,coordonneesXY\na,"[2.8315, 50.4321]"\nb,"[50.4321,2.8315]"\n'
        read = read_points(content)
        assert read.points["inversees"].tolist() == [False, True]
        assert places(content) == [PLACE, PLACE]

    def test_of_two_systems_are_compared(self):
        head = "x;y;long;lat\n"
        same, other = "688011;7037188;2.8315;50.4321\n", "690000;7040000;2.8315;50.4321\n"
        read = read_points((head + same + other).encode())
        assert read.points[["lat", "lon"]].to_numpy().tolist() == [PLACE, PLACE]
        first, second = read.points["remarque"]
        assert first == ""
        assert "un autre lieu, à 3,4" in second
        assert any("« lat » et « long »" in note for note in read.notes)
        assert any("« y » et « x »" in note for note in read.notes)

    def test_that_are_empty_on_a_line_leave_it_to_the_others(self):
        read = read_points(b"x;y;long;lat\n688011;7037188;;\n")
        assert read.points[["lat", "lon"]].round(4).to_numpy().tolist() == [PLACE]
        assert "faute de mieux" in read.points["remarque"].iloc[0]

    @pytest.mark.parametrize("nothing", ["null;NULL", "N/A;-", "[ND];[ND]", "0;0", "0,0;0.00"])
    def test_that_say_nothing_leave_it_to_the_others(self, nothing):
        read = read_points(f"lat;lon;X_L93;Y_L93\n{nothing};688011;7037188\n".encode())
        assert read.points[["lat", "lon"]].round(4).to_numpy().tolist() == [PLACE]
        assert "faute de mieux" in read.points["remarque"].iloc[0]

    def test_that_bear_one_name_agree_or_the_line_is_refused(self):
        read = read_points(b"lat;lon;lat\n50.4321;2.8315;50.4321\n50.4321;2.8315;50.5\n")
        assert list(read.points.index) == [2]
        assert "Deux colonnes « lat »" in read.rejets.loc[0, "raison"]
        assert any("Plusieurs colonnes s’appellent « lat »" in note for note in read.notes)
        assert list(read.lignes) == ["lat", "lon", "lat (3)"]

    @pytest.mark.parametrize(
        "content",
        [
            b"Geo Point;nom\n50.4321, 2.8315;a\n",
            b"nom;_geopoint\na;50.4321,2.8315\n",
            b"inst_nom;equip_x;equip_y\na;2.8315;50.4321\n",
            b"GPS_LAT;GPS_LONG\n50.4321;2.8315\n",
            b"WKT,nom\nPOINT (2.8315 50.4321),a\n",
            b'nom;geo_point_2d\na;"{""lon"": 2.8315, ""lat"": 50.4321}"\n',
            b"position;x;y\nentr\xc3\xa9e;2.8315;50.4321\n",
            b"nom;meta_geo_point\na;50.4321,2.8315\n",
            b"nom;WKT\na;MULTIPOINT ((2.8315 50.4321))\n",
            b'nom;lat;lon\na;\'50.4321;="2.8315"\n',
            b"lat;lon\n5.04321E+01;2.8315E+00\n",
            b"nom;geom\na;0101000020E6100000F4FDD478E9A60640014D840D4F374940\n",
        ],
    )
    def test_of_the_trade_are_known(self, content):
        read = read_points(content)
        assert read.points[["lat", "lon"]].to_numpy().tolist() == [PLACE]
        assert read.points["remarque"].tolist() == [""]

    def test_in_web_mercator_are_offered_and_read_when_chosen(self):
        content = b"nom;x;y\na;293939,1;6548310,4\nb;315245,7;6530540,2\n"
        read = read_points(content)
        assert read.points.empty
        assert read.propose == "web_mercator"
        assert all("Web Mercator" in reason for reason in read.rejets["raison"])
        assert any("choisissez ce système" in note for note in read.notes)
        chosen = read_points(content, systeme="web_mercator")
        assert chosen.points["lat"].round(2).tolist() == [50.59, 50.48]
        assert all("Web Mercator" in told for told in chosen.points["remarque"])

    def test_whose_heading_names_web_mercator_are_read(self):
        assert len(read_points(b"x_3857;y_3857\n293939,1;6548310,4\n").points) == 1

    def test_of_a_whole_country_in_lambert_93_are_read(self):
        content = b"x;y\n688011;7037188\n300000;6550000\n652000;6862000\n"
        assert len(read_points(content).points) == 3


class TestALine:
    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("x;;2.8", "latitude (ou y) absente"),
            ("x;50.4;", "longitude (ou x) absente"),
            ("x;50.4", "longitude (ou x) absente"),
            ("x;;", "latitude (ou y) absente"),
            ("x;cinquante;2.8", "« cinquante » n’est pas un nombre"),
            ("x;10;2.8", "France métropolitaine"),
            ("x;50.4;2.8;9", "4 valeurs au lieu de 3"),
            ("x;505.305;26.405", "marque décimale semble perdue"),
            ("x;505305;26405", "marque décimale semble perdue"),
            ("x;50.530.500;2.640.500", "plusieurs points"),
            ("x;5,05E+06;2.8", "notation scientifique"),
            ("x;5,05E+01;2.8", "notation scientifique"),
            ("x;7037,188;688,011", "Lambert-93 en kilomètres (en mètres : « 688011 ; 7037188 »)"),
            ("x;7037188;688.011", "Lambert-93 en kilomètres"),
            ("x;7.037.188;688.011", "séparer les milliers"),
            ("x;0;0", "France métropolitaine"),
            ("x;null;null", "latitude (ou y) absente"),
        ],
    )
    def test_is_refused_with_its_reason_and_the_others_kept(self, line, reason):
        read = read_points(f"nom;lat;lon\na;50.4;2.8\n{line}\nb;50.4;2.8\n".encode())
        assert list(read.points.index) == [2, 4]
        [refused] = read.rejets.to_dict("records")
        assert refused["ligne"] == 3
        assert reason in plain(refused["raison"])
        assert refused["nom"] == "x"

    def test_without_its_one_cell_of_a_position_is_refused_as_such(self):
        read = read_points(b'nom,position\na,"50.4321, 2.8315"\nb,\n')
        assert read.rejets[["ligne", "raison"]].to_numpy().tolist() == [[3, "position absente"]]

    def test_with_decimal_commas_between_commas_says_how_to_write_it(self):
        read = read_points(b"nom,lat,lon\na,50.4,2.8\nb,50,4,2,8\n")
        assert "séparez les colonnes par des points-virgules" in read.rejets.loc[0, "raison"]

    def test_in_lambert_93_under_degrees_is_told(self):
        read = read_points(b"lat;lon\n7037188;688011\n2,8315;50,4321\n")
        assert "lues comme des coordonnées Lambert-93" in read.points["remarque"].iloc[0]
        assert "inversées" in read.points["remarque"].iloc[1]

    def test_a_line_may_tell_its_own_system(self):
        read = read_points(
            b"x;y;srid\n315245.7;6520940.2;3857\n688021.9;7036946.4;EPSG:2154\n2.8319;50.4292;\n"
        )
        assert list(read.points["systeme"]) == ["web_mercator", "lambert93", "degres"]
        assert read.points["lat"].round(2).tolist() == [50.43, 50.43, 50.43]
        assert "système de chaque ligne : « srid »" in read.notes[0]

    @pytest.mark.parametrize(
        "text",
        [
            'nom,Position (lat, lon)\na,"50.4321, 2.8315"\n',
            'nom,Localisation (lon, lat)\na,"2.8315, 50.4321"\n',
            "nom;lat;lon\na;50.4321, 2.8315;\n",
        ],
    )
    def test_two_numbers_may_stand_in_the_first_of_the_two_columns(self, text):
        assert places(text.encode()) == [PLACE]


class TestWhatIsTooMuch:
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_too_many_columns_are_refused_at_once(self, separator):
        line = separator.join(["a"] * 60_000 + ["lat", "lon"])
        started = process_time()
        with pytest.raises(FichierError, match="plus de 1\u202f000 colonnes"):
            read_points(f"{line}\n{separator.join('1' * 60_002)}\n".encode())
        assert process_time() - started < 5

    def test_of_as_many_columns_as_may_be_is_read(self):
        more = grids.COLONNES_MAX - 2
        head, line = ["lat", "lon", *["x1"] * more], ["50.4321", "2.8315", *["1"] * more]
        assert len(read_points("\n".join(map(";".join, (head, line))).encode()).points) == 1

    def test_every_column_of_one_name_is_read_in_a_moment(self):
        header = ";".join([*"a" * 990, "lat", "lon"])
        line = ";".join([*"1" * 990, "50.4321", "2.8315"])
        started = process_time()
        assert places(f"{header}\n{line}\n".encode()) == [PLACE]
        assert process_time() - started < 5

    def test_an_outline_in_one_cell_is_no_limit(self):
        shape = "[[2.8,50.4]," * 20_000
        assert places(f'lat;lon;geo_shape\n50.4321;2.8315;"{shape}"\n'.encode()) == [PLACE]


@pytest.mark.parametrize(
    ("header", "taken", "names"),
    [
        (["lat", "a", "a (5)", "a"], (), ["lat", "a", "a (5)", "a (4)"]),
        (["a", "a (2)", "a"], (), ["a", "a (2)", "a (3)"]),
        (["a", "a", "a (2)"], (), ["a", "a (2) (2)", "a (2)"]),
        (["lat", "lat (fichier)"], ("lat",), ["lat (fichier) (1)", "lat (fichier)"]),
        (["", "=1+1"], (), ["colonne 1", "'=1+1"]),
    ],
)
def test_names_of_columns_never_stand_twice(header, taken, names):
    found = points_file.distinct(header, taken)
    assert found == names
    assert len(set(found)) == len(found)


READ = {
    "F01": 3,
    "F02": 1,
    "F03": 1,
    "F04": 1,
    "F05": 2,
    "F06": 32,
    "F07": 2,
    "F08": 1,
    "F10b": 1,
    "F11": 2,
    "F12": 0,
    "F14": 1,
    "F15": 1,
    "F19": 3,
    "F21": 0,
    "F25": 1,
    "F27": 1,
    "F34": 2,
}


@pytest.mark.parametrize("case", READ)
def test_the_files_met_in_the_field(case):
    found = sorted(CAS.glob(f"{case}-*"))
    if not found:
        pytest.skip("les fichiers rencontrés sur le terrain ne sont pas là (ATLAS_CAS)")
    assert len(read_points(found[0].read_bytes()).points) == READ[case]


SPLIT = [
    ("lat_deg;lat_min;lat_sec;lon_deg;lon_min;lon_sec", "50;25;55,56;2;49;53,4"),
    ("lat_d;lat_m;lat_s;lon_d;lon_m;lon_s", "50;25;55.56;2;49;53.4"),
    ("Latitude;min;sec;Longitude;min;sec", "50.0;25.0;55.56;2.0;49.0;53.4"),
    ("Lat (degrés);Lat (minutes);Lon (degrés);Lon (minutes)", "50;25,926;2;49,89"),
    ("lat_deg;lat_min;lon_deg;lon_min", "50,4321;;2,8315;"),
    ("lat;lat_ns;lon;lon_eo", "50,4321;N;2,8315;E"),
    ("LATITUDE;N/S;LONGITUDE;E/W", "50,4321;;2,8315;"),
    ("lat;lon;lat_min;lat_max;lon_min;lon_max", "50,4321;2,8315;50;51;2;3"),
    ("lat;lon;min;max", "50,4321;2,8315;3;4"),
    ("lat;lon;min", "50,4321;2,8315;3"),
    ("latitude n/s;longitude e/w", "50,4321N;2,8315E"),
]  # fmt: skip


class TestACoordinateOverSeveralColumns:
    @pytest.mark.parametrize(("header", "line"), SPLIT)
    def test_is_read_whole_and_what_is_no_part_is_left(self, header, line):
        [read] = places(f"{header}\n{line}\n".encode())
        assert read == pytest.approx(PLACE, abs=1e-6)

    def test_west_of_greenwich_is_not_taken_for_the_east(self):
        read = places(b"latitude;ns;longitude;eo\n48,4;N;4,5;O\n48,4;Nord;4,5;West\n")
        assert read == [[48.4, -4.5], [48.4, -4.5]]

    def test_names_every_column_that_it_was_read_in(self):
        note = read_points(b"lat_deg;lat_min;lon_deg;lon_min\n50;25;2;49\n").notes[0]
        assert all(f"« {name} »" in plain(note) for name in ("lat_min", "lon_min"))

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("lat_deg;lat_min;lon_deg;lon_min\n50;;2;\n", "partie en minutes de la latitude"),
            ("lat_deg;lat_min;lon_deg;lon_min\n50;75;2;3\n", "n’est pas un nombre"),
            ("lat;ns;lon;eo\n50,4;X;2,8;E\n", "n’est pas un nombre"),
            ("latitude;;;longitude;;\n50;25;55;2;49;53\n", "degrés entiers"),
            ("lat;lon\n50.0;3\n", "degrés entiers"),
        ],
    )
    def test_that_lacks_a_part_is_refused_rather_than_put_far_away(self, content, reason):
        read = read_points(content.encode())
        assert read.points.empty
        assert reason in plain(read.rejets["raison"].item())
