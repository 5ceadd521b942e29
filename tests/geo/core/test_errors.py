"""The errors that a page may show."""

import pytest

from geo.core.errors import AtlasError, CrsError, DataFileError, SchemaError, UnknownIdError


@pytest.mark.parametrize("error", [DataFileError, SchemaError, CrsError, UnknownIdError])
def test_every_error_is_caught_as_one_of_the_project_and_shows_its_message(error):
    with pytest.raises(AtlasError) as caught:
        raise error("Le fichier est absent.")
    assert str(caught.value) == "Le fichier est absent."


@pytest.mark.parametrize(
    ("error", "standard"),
    [
        (DataFileError, OSError),
        (SchemaError, ValueError),
        (CrsError, ValueError),
        (UnknownIdError, KeyError),
    ],
)
def test_every_error_is_also_a_standard_one(error, standard):
    assert issubclass(error, standard)


def test_an_unknown_id_without_message_is_an_empty_text():
    assert str(UnknownIdError()) == ""
