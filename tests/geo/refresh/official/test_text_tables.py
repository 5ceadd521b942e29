from __future__ import annotations

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
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
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
        (b"PK\x03\x04\x00\x00", "pas un fichier de texte"),
    ],
)
def test_what_is_not_a_table_is_refused(lu, content, match):
    with pytest.raises(SchemaError, match=match):
        lu(content)


def test_a_header_alone_has_no_row(lu):
    found = lu(b"nom_station,num_pdl\n")
    assert len(found.cadre) == 0
