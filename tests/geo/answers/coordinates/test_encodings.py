"""The text of a file whose encoding nobody tells: the names of our communes are those it meets."""

import pytest

from geo import sources
from geo.answers.coordinates import encodings
from geo.answers.coordinates.encodings import decode, frenchness, hurt

OTHERS = ("Déchèterie", "Collège Saint-François", "École maternelle", "Piscine « Le Nautilud »")


@pytest.fixture(scope="module")
def names():
    accented = [name for name in sources.load("communes")["nom"] if not name.isascii()]
    assert len(accented) > 20
    return [*accented, *OTHERS]


@pytest.mark.parametrize("encoding", encodings.ONE_BYTE)
@pytest.mark.parametrize("cased", [str, str.upper, str.lower])
def test_a_name_alone_is_read_in_the_encoding_that_it_is_in(names, encoding, cased):
    written = [cased(name).replace("’", "'") for name in names]
    known = [name for name in written if name.encode(encoding, "ignore").decode(encoding) == name]
    read = {name: decode(f"nom;lat\n{name}".encode(encoding)) for name in known}
    assert {name: text.removeprefix("nom;lat\n") for name, (text, _) in read.items()} == {
        name: name for name in known
    }
    assert len(known) > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_text_of_unicode_is_read_whole(names, encoding):
    text = "\n".join(["nom;lat", *names])
    found, _ = decode(text.encode(encoding))
    assert found.removeprefix("\ufeff") == text
    assert hurt(found) == ()


@pytest.mark.parametrize("other", ["cp1252", "mac_roman", "cp850"])
def test_bytes_of_another_encoding_among_utf_8_are_read_in_it(other):
    content = "Béthune\r\nÉleu\r\n".encode() + "Équipé à Liévin".encode(other)
    text, [told] = decode(content)
    assert text == "Béthune\r\nÉleu\r\nÉquipé à Liévin"
    assert "4\u00a0octets" in told
    assert "à partir de la ligne 3" in told


@pytest.mark.parametrize("content", [b"a\0b", b"\xff\xfea", b"a;b\n" + bytes(range(8))])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(UnicodeDecodeError):
        decode(content)


@pytest.mark.parametrize("name", ["Béthune", "Éleu", "l’eau", "Noël à Nœux"])
@pytest.mark.parametrize("wrong", ["cp1252", "cp850", "mac_roman"])
def test_a_letter_that_was_hurt_before_is_told(name, wrong):
    assert hurt(name.encode().decode(wrong, errors="replace"))
    assert hurt(name) == ()


def test_the_most_french_reading_has_the_letters_of_every_day():
    readings = ["Béthune", "BÇthune", "B√thune", "B\ufffdthune"]
    assert max(readings, key=frenchness) == "Béthune"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_text_without_a_mark_is_utf_16_from_three_letters_of_ten_in_ascii(encoding):
    text, told = decode(("a;b" + "€" * 7).encode(encoding))
    assert text == "a;b" + "€" * 7
    assert len(told) == 1
    with pytest.raises(UnicodeDecodeError):
        decode(("a;" + "€" * 8).encode(encoding))
