from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from geo.core.errors import SchemaError
from geo.refresh.official.text_tables import column, read_texts

WANTED = {"nom": ("nom_station", "n_station"), "pdl": ("num_pdl",)}


@pytest.fixture
def lu(tmp_path):
    def read(content, wanted=WANTED):
        path = tmp_path / "f.csv"
        path.write_bytes(content)
        return read_texts(path, wanted)

    return read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "mac_roman", "cp850"],
)
def test_encoding_and_separator_are_found(lu, separator, encoding):
    text = separator.join(["nom_station", "num-pdl"]) + "\n" + separator.join(["Béthune", "12"])
    found = lu(text.encode(encoding))
    assert found.cadre.to_dict("records") == [{"nom": "Béthune", "pdl": "12"}]


def test_a_column_may_have_several_names_and_writings(lu):
    assert lu(b"N_Station,x\nA,1\n").cadre.to_dict("records") == [{"nom": "A"}]
    assert column("Accessibilité PMR") == "accessibilite_pmr"


def test_a_broken_row_is_counted_and_shown_never_lost_in_silence(lu):
    found = lu(b"nom_station,num_pdl\nA,1\nB\nC,1,2\nD,2\n")
    assert found.cadre["nom"].tolist() == ["A", "D"]
    assert (found.abimees, found.exemples) == (2, ("B", "C,1,2"))


def test_a_row_whose_last_cells_a_spreadsheet_dropped_is_completed(lu):
    wanted = WANTED | {"z": ("z",)}
    text = b'nom_station,num_pdl,z\nA,1,2\n"B, rue",1\nC\nD,1,2,3\nE,4\n'
    found = lu(text, wanted)
    assert found.cadre.to_dict("records") == [
        {"nom": "A", "pdl": "1", "z": "2"},
        {"nom": "B, rue", "pdl": "1", "z": ""},
        {"nom": "E", "pdl": "4", "z": ""},
    ]
    assert (found.abimees, found.courtes) == (2, 2)


def test_a_last_row_that_is_cut_short_is_broken(lu):
    found = lu(b"nom_station,num_pdl,z\nA,1,2\nB,1", WANTED)
    assert (found.cadre["nom"].tolist(), found.abimees) == (["A"], 1)


def test_one_wrong_byte_leaves_the_letters_of_the_others(lu):
    text = "nom_station,x\nBéthune,1\nLiévin,2\n".encode() + b"B\xe9thune,3\n"
    assert lu(text).cadre["nom"].tolist() == ["Béthune", "Liévin", "Béthune"]


@pytest.mark.parametrize("first", [b"sep=;\r\n", b"\xef\xbb\xbfsep=;\n", b'"sep=;"\n'])
def test_the_line_that_tells_a_spreadsheet_the_separator_is_no_header(lu, first):
    found = lu(first + "nom_station;num_pdl\nBéthune;1\n".encode())
    assert found.cadre.to_dict("records") == [{"nom": "Béthune", "pdl": "1"}]


def packed(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"nom_station,num_pdl\nA,1\n")
    return out.getvalue()


def test_a_table_is_taken_out_of_its_archive(lu):
    assert lu(packed("a/b/irve.csv", "lisez-moi.md")).cadre["nom"].tolist() == ["A"]
    assert lu(gzip.compress(b"nom_station,num_pdl\nA,1\n")).cadre["nom"].tolist() == ["A"]
    with pytest.raises(SchemaError, match=r"plusieurs fichiers \(b.csv, a.csv\)"):
        lu(packed("b.csv", "a.csv"))
    with pytest.raises(SchemaError, match="abîmée"):
        lu(gzip.compress(b"nom_station,num_pdl\nA,1\n" * 99)[:40])


def test_a_line_break_inside_quotes_is_one_row(lu):
    found = lu(b'nom_station,num_pdl\n"A\nB",1\n')
    assert found.cadre["nom"].tolist() == ["A\nB"]


def test_an_empty_cell_is_an_empty_text(lu):
    assert lu(b"nom_station,num_pdl\n,ND\n").cadre.to_dict("records") == [{"nom": "", "pdl": "ND"}]


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "vide"),
        (b" \n\n", "vide"),
        (b"nom_station,nom_station\nA,B\n", "deux fois la même colonne : nom_station"),
        (b"nom_station,Nom-Station\nA,B\n", "deux fois"),
        (b"\x89PNG\x00\x00", "pas un fichier de texte"),
        (b"<!DOCTYPE html><p>Maintenance", "page web"),
        (b'<?xml version="1.0"?><ows:ExceptionReport/>', "réponse d’un service"),
        (b'{"error": "trop de demandes"}', "du JSON"),
    ],
)
def test_what_is_not_a_table_is_refused(lu, content, match):
    with pytest.raises(SchemaError, match=match):
        lu(content)


def test_a_header_alone_has_no_row(lu):
    found = lu(b"nom_station,num_pdl\n")
    assert len(found.cadre) == 0
