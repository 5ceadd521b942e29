"""The tables of the atlas as other tools ask for them: by an address that does not change.

``/atlas/donnees/<table>.<format>``, with ``territoire`` and ``commune`` to keep some rows. The
tables are those of the exports; official data that were brought in are under
``/atlas/donnees/officielles/<source>/<table>.<format>``. ``openapi`` describes all of them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from geo.answers import bundle, exports, named, tables
from geo.core import catalog, choices, columns
from geo.core.crs import WGS84, points_from_lonlat
from geo.core.errors import UnknownIdError
from geo.drawing import files
from geo.labels import adresses as mots
from geo.labels import officielles
from geo.sources import official

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.answers.exports import FormatDeTable

PREFIX = "atlas/donnees"
PARAMETRES = ("territoire", "commune", "tableur")
OUI = "oui"
FORMATS_OFFICIELS = ("csv", "geojson", "parquet")
"""Formats of official data: what other tools read without our notes."""


def kind(table: str, extension: str, params: Mapping[str, str]) -> FormatDeTable:
    """Return the format of an address, once its table, format and parameters are known.

    Raises
    ------
    UnknownIdError
        If one of them is not; the message lists those that are.
    """
    tables.require(table)
    return _kind(extension, tuple(exports.FORMATS), params)


def _kind(extension: str, known: tuple[str, ...], params: Mapping[str, str]) -> FormatDeTable:
    if extension not in known:
        told = ", ".join(known)
        raise UnknownIdError(mots.FORMAT_INCONNU.format(format=extension, connus=told))
    strange = [name for name in params if name not in PARAMETRES]
    if strange:
        told = ", ".join(PARAMETRES)
        raise UnknownIdError(mots.PARAMETRE_INCONNU.format(noms=", ".join(strange), connus=told))
    if extension == "csv" and params.get("tableur") == OUI:
        return exports.POUR_TABLEUR
    return exports.FORMATS[extension]


def content(table: str, extension: str, params: Mapping[str, str]) -> bytes:
    """Return a table, or some of its rows, as a file.

    Raises
    ------
    UnknownIdError
        If the table, the format, the territory or a commune is not known, or the table has no
        place to draw.
    AtlasError
        If a file is missing or damaged.
    """
    form = kind(table, extension, params)
    frame = tables.table(table, _territory(params), _communes(params))
    if form.geographique and not isinstance(frame, gpd.GeoDataFrame):
        raise UnknownIdError(mots.SANS_PLACE.format(table=table, format=extension))
    return exports.content(frame, table, form)


def _territory(params: Mapping[str, str]) -> str | None:
    asked = params.get("territoire", "")
    if not asked:
        return None
    found = choices.option(catalog.TERRITORIES, asked) or asked
    return catalog.territory(found).id


def _communes(params: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the communes that an address asks for, by code or by name."""
    asked = [text for text in params.get("commune", "").split(",") if text.strip()]
    if not asked:
        return ()
    communes, former = bundle.load_base().communes, named.former_communes()
    read = {text: named.commune_named(communes, former, text) for text in asked}
    unknown = [text for text, found in read.items() if found is None]
    if unknown:
        raise UnknownIdError(mots.COMMUNE_INCONNUE.format(noms=", ".join(unknown)))
    return tuple(dict.fromkeys(found[0] for found in read.values() if found is not None))


def etag(version: str, asked: str) -> str:
    """Return what tells whether an answer has changed: the data, and what is asked of them."""
    return f'W/"{hashlib.sha256(f"{version}|{asked}".encode()).hexdigest()[:24]}"'


# --- official data ----------------------------------------------------------------------------


def official_version(source: str) -> official.Version:
    """Return the version of a source that is in place.

    Raises
    ------
    UnknownIdError
        If the source is not known, or nothing was brought in.
    """
    if source not in officielles.TITRES:
        told = ", ".join(officielles.TITRES)
        raise UnknownIdError(mots.SOURCE_INCONNUE.format(source=source, connues=told))
    found = official.current(source)
    if found is None:
        raise UnknownIdError(mots.PAS_RAPPORTEE.format(source=source))
    return found


def official_content(
    version: official.Version, table: str, extension: str, params: Mapping[str, str]
) -> tuple[bytes, FormatDeTable]:
    """Return a table of official data as a file, and its format.

    Raises
    ------
    UnknownIdError
        If the table, the format or what is asked of it is not known.
    DataFileError
        If the file that was published was damaged.
    """
    form = _kind(extension, FORMATS_OFFICIELS, params)
    known = [name.removesuffix(".parquet") for name in version.rapport["fichiers"]]
    if table not in known:
        told = ", ".join(sorted(known))
        raise UnknownIdError(mots.TABLE_INCONNUE.format(table=table, connues=told))
    frame = _kept(version.table(table), table, params)
    placed = {"lon", "lat"} <= set(frame)
    if form.geographique and not placed:
        raise UnknownIdError(mots.SANS_PLACE.format(table=table, format=extension))
    if form.geographique:
        frame = gpd.GeoDataFrame(frame, geometry=points_from_lonlat(frame), crs=WGS84)
    if extension == "parquet":
        return files.to_parquet(frame, ()), form
    return form.write(frame, table, ()), form


def _kept(frame: pd.DataFrame, table: str, params: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a territory and of communes, without what is not text nor number."""
    plain = frame.drop(columns=[name for name in ("geometry",) if name in frame])
    territory, codes = _territory(params), _communes(params)
    if (territory or codes) and "code_insee" not in plain:
        raise UnknownIdError(mots.SANS_COMMUNE.format(table=table))
    if territory:
        told = plain["territoire"].fillna("").str.split("|", regex=False)
        plain = plain[told.map(lambda found: territory in found)]
    if codes:
        wanted = set(codes)
        told = plain["code_insee"].fillna("").str.findall(r"\w+")
        plain = plain[told.map(lambda found: bool(wanted & set(found)))]
    return plain.reset_index(drop=True)


# --- the description --------------------------------------------------------------------------


def openapi(version: str) -> dict[str, Any]:
    """Return the OpenAPI description of the addresses, columns included."""
    return {
        "openapi": "3.1.0",
        "info": {"title": mots.TITRE, "version": version, "description": mots.DESCRIPTION},
        "paths": {f"/{PREFIX}/{name}.{{format}}": _path(name) for name in tables.COLONNES}
        | {f"/{PREFIX}/officielles/{{source}}/{{table}}.{{format}}": _official_path()},
    }


def _path(name: str) -> dict[str, Any]:
    told = columns.described(name, tables.COLONNES[name])
    listed = "\n".join(f"- `{one}` : {text}" for one, text in told.items())
    return {
        "get": {
            "summary": name,
            "description": "\n\n".join([*tables.NOTES.get(name, ()), listed]),
            "parameters": [_in_path("format", tuple(exports.FORMATS)), *_filters()],
            "responses": _responses({one.mime: {} for one in exports.FORMATS.values()}),
        }
    }


def _official_path() -> dict[str, Any]:
    mimes: dict[str, Any] = {exports.FORMATS[name].mime: {} for name in FORMATS_OFFICIELS}
    return {
        "get": {
            "summary": mots.OFFICIELLES,
            "parameters": [
                _in_path("source", tuple(officielles.TITRES)),
                _in_path("table"),
                _in_path("format", FORMATS_OFFICIELS),
                *_filters(),
            ],
            "responses": _responses(mimes),
        }
    }


def _in_path(name: str, values: tuple[str, ...] = ()) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | ({"enum": list(values)} if values else {})
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _filters() -> list[dict[str, Any]]:
    enums = {"territoire": list(catalog.TERRITORIES), "tableur": [OUI]}
    return [
        {
            "name": name,
            "in": "query",
            "description": mots.PARAMETRES[name],
            "schema": {"type": "string"} | ({"enum": enums[name]} if name in enums else {}),
        }
        for name in PARAMETRES
    ]


def _responses(contents: dict[str, Any]) -> dict[str, Any]:
    headers = {
        "ETag": {"schema": {"type": "string"}},
        "X-Atlas-Version": {"schema": {"type": "string"}, "description": mots.VERSION},
    }
    return {
        "200": {"description": mots.REPONSES[200], "content": contents, "headers": headers},
        **{
            str(code): {"description": told}
            for code, told in mots.REPONSES.items()
            if code != 200  # noqa: PLR2004
        },
    }
