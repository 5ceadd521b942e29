"""A file of points: its positions, and the lines that are refused with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.answers.coordinates import grids, headings, split, systems
from geo.answers.coordinates.grids import FichierError, Grid
from geo.answers.coordinates.position import Position, positions, remarque
from geo.answers.coordinates.written import Pair, PointError, coordinate, is_absent, pair
from geo.core.crs import points_from_lonlat, to_metric
from geo.drawing.files import neutralise
from geo.labels import coordonnees as mots
from geo.labels.formats import accord, avec_unite, distance, enumeration, nombre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.coordinates.headings import Columns

LIGNES_MAX = 2_000
ECART_M = 100.0
"""Distance from which two columns of one line disagree: coordinates rounded to three decimals, or
passed through an old system, stay under it."""
VETTED_LINES = 50
"""Lines among which one at least must hold two numbers, for a column named « position » to hold
positions."""
OURS = ("ligne", "raison")


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file of points.

    ``points``: one row = a point that was read, indexed by its line in the file: ``lat``, ``lon``
    (WGS 84), ``inversees``, ``systeme``, ``remarque``. ``lignes``: every line that was read, as it
    was written, same index. ``rejets``: one row = a line that was not: ``ligne``, ``raison``, then
    its cells. ``notes``: what is to be told of the whole file. ``propose``: the system in which
    what was refused would be around the territories; empty when there is none.
    """

    points: pd.DataFrame
    lignes: pd.DataFrame
    rejets: pd.DataFrame
    notes: tuple[str, ...] = ()
    propose: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file: its cells, and the two numbers read in it or why there are none."""

    number: int
    cells: tuple[str, ...]
    pair: Pair | PointError
    source: int = 0
    """Rank of the columns they were read in: 0 for those that the file is read by."""


def read_points(content: bytes, systeme: str = systems.AUTO) -> Fichier:
    """Return the points of a CSV or of a workbook, and the lines that are refused.

    Any separator, encoding and line end; columns by the names of the trade (``headings``); degrees
    in any writing, Lambert-93, conic conformal zones. ``systeme`` forces the system of the numbers.

    Raises
    ------
    FichierError
        If it is too large, is no table, has no headings of positions, or no line.
    """
    grid = grids.read(content, _score)
    if not grid.rows:
        raise FichierError(mots.VIDE)
    at = _header_row(grid)
    found = _vetted(grid, at)
    below = grid.rows[at + 1 :]
    if not below:
        raise FichierError(mots.VIDE)
    if len(below) > LIGNES_MAX:
        # Of a workbook, what is far below is not even read: its lines are not counted.
        told = mots.TROP_LONG if grid.separateur else mots.TROP_LONG_CLASSEUR
        raise FichierError(told.format(compte=nombre(len(below))))
    header = [cell.strip() for cell in grid.rows[at][1]]
    kept = [row for row in below if not _is_comment(row[1], found)]
    lines = [_line(number, cells, header, found, grid.separateur) for number, cells in kept]
    places, propose = _located(lines, systeme)
    width = max([len(header), *(len(line.cells) for line in lines)])
    names = distinct([*header, *[""] * (width - len(header))])
    names = names[: max(len(header), 1)]
    notes = (
        *grid.notes,
        *((mots.TITRES_PLUS_BAS.format(ligne=grid.rows[at][0]),) if at else ()),
        *_notes(header, found),
        *_left_out(len(below) - len(kept)),
    )
    return _assembled(lines, places, names, found, (*notes, *_offer(propose)), propose)


def _score(cells: Sequence[str]) -> int:
    return len(headings.find(cells))


def _header_row(grid: Grid) -> int:
    """Return the rank of the row of headings: the one that tells most positions, the widest first.

    Raises
    ------
    FichierError
        If no row has the names that are expected.
    """
    head = grid.rows[: grids.HEAD_LINES]
    scores = [(_score(cells), sum(1 for cell in cells if cell.strip())) for _, cells in head]
    best = max(scores)
    if best[0] == 0:
        if len(grid.rows) == 1:
            raise FichierError(mots.VIDE)
        _refuse_columns(head[0][1])
    return scores.index(best)


def _refuse_columns(header: Sequence[str]) -> None:
    listed = enumeration([f"« {name.strip()[:40]} »" for name in header if name.strip()])
    told = mots.COLONNES.format(colonnes=listed or mots.AUCUNE_COLONNE)
    raise FichierError(told + (mots.UNE_COLONNE if len(header) == 1 else ""))


def _vetted(grid: Grid, at: int) -> list[Columns]:
    """Return the columns that hold positions: one whose name is vague must hold two numbers."""
    below = grid.rows[at + 1 : at + 1 + VETTED_LINES]
    found = [
        columns
        for columns in headings.find(grid.rows[at][1])
        if not columns.alone
        or not below
        or any(_holds_two(cells, columns) for _, cells in below)
        or headings.sure_of(columns)
    ]
    if not found:
        _refuse_columns(grid.rows[at][1])
    return found


def _holds_two(cells: Sequence[str], columns: Columns) -> bool:
    try:
        _pair_of(cells, columns)
    except PointError:
        return False
    return True


def _is_comment(cells: Sequence[str], found: Sequence[Columns]) -> bool:
    """Return whether a line begins with « # » and has no position: a remark, no place."""
    if not next((cell for cell in cells if cell.strip()), "").lstrip().startswith("#"):
        return False
    ranks = {rank for columns in found for rank in (columns.lat, columns.lon)}
    return all(is_absent(_cell(cells, rank)) for rank in ranks - {0})


# --- one line -----------------------------------------------------------------------------------


def _line(
    number: int,
    cells: tuple[str, ...],
    header: Sequence[str],
    found: Sequence[Columns],
    separator: str,
) -> _Line:
    """Return a line with its two numbers: of the first columns, or of others if these miss."""
    full = (*cells, *[""] * (len(header) - len(cells)))
    if any(cell.strip() for cell in full[len(header) :]):
        return _Line(number, full, PointError(_miscounted(full, header, separator)))
    told = [
        (rank, columns)
        for rank, columns in enumerate(found)
        if not all(is_absent(full[at]) for at in (columns.lat, columns.lon))
    ]
    for rank, columns in told:
        try:
            _refuse_disagreement(full, header, columns)
            two = _pair_of(full, columns)
        except PointError as error:
            return _Line(number, full, error, rank)
        if two.nul and rank != told[-1][0]:
            continue
        return _Line(number, full, two, rank)
    missing = mots.POSITION if found[0].alone else mots.LATITUDE
    return _Line(number, full, PointError(mots.ABSENTE.format(nom=missing)))


def _miscounted(cells: Sequence[str], header: Sequence[str], separator: str) -> str:
    filled = max(rank for rank, cell in enumerate(cells, start=1) if cell.strip())
    told = mots.CELLULES.format(compte=accord(filled, "valeur"), attendu=len(header))
    return told + (mots.VIRGULE if separator == "," else "")


def _pair_of(cells: Sequence[str], columns: Columns) -> Pair:
    system = columns.systeme
    if columns.par_ligne is not None:
        system = headings.system_named(_cell(cells, columns.par_ligne))
    together = _together(cells, columns)
    if together:
        rank, lon_first = together
        two = pair(_cell(cells, rank), lon_first=lon_first)
        return Pair(two.first, two.second, two.annonce or system, two.nommee)
    for rank, name in ((columns.lat, mots.LATITUDE), (columns.lon, mots.LONGITUDE)):
        if is_absent(_cell(cells, rank)):
            raise PointError(mots.ABSENTE.format(nom=name))
    lat, lon = (
        coordinate(split.joined(cells, rank, columns.parts.get(rank), name))
        for rank, name in ((columns.lat, mots.LATITUDE), (columns.lon, mots.LONGITUDE))
    )
    return Pair(lat, lon, system, nommee=True)


def _together(cells: Sequence[str], columns: Columns) -> tuple[int, bool] | None:
    """Return the column that holds both numbers and whether the longitude comes first, if one does.

    Also the first of two when it holds two numbers and the other none: of « Position (lat, lon) »,
    a heading that its own comma has cut, or of a pair typed where the latitude goes.
    """
    if columns.alone:
        return columns.lat, columns.lon_first
    first, second = sorted((columns.lat, columns.lon))
    if is_absent(_cell(cells, first)) or not is_absent(_cell(cells, second)):
        return None
    try:
        pair(_cell(cells, first))
    except PointError:
        return None
    return first, first == columns.lon


def _cell(cells: Sequence[str], rank: int) -> str:
    return cells[rank] if rank < len(cells) else ""


def _refuse_disagreement(cells: Sequence[str], header: Sequence[str], columns: Columns) -> None:
    """Refuse a line in which two columns of the very same name say two numbers.

    Raises
    ------
    PointError
        If they do.
    """
    for rank, others in columns.doubles.items():
        for other in others:
            one, two = _cell(cells, rank).strip(), _cell(cells, other).strip()
            if two and one and coordinate(one).value != coordinate(two).value:
                raise PointError(
                    mots.DOUBLES_EN_DESACCORD.format(nom=header[rank][:40], un=one, autre=two)
                )


# --- every line ---------------------------------------------------------------------------------


def _located(lines: Sequence[_Line], systeme: str) -> tuple[dict[int, Position | PointError], str]:
    """Return the place of each line, by rank, and the system that is offered for the file."""
    ranks = [rank for rank, line in enumerate(lines) if isinstance(line.pair, Pair)]
    pairs = [line.pair for line in lines if isinstance(line.pair, Pair)]
    found, propose = positions(pairs, systeme)
    places: dict[int, Position | PointError] = {
        rank: line.pair for rank, line in enumerate(lines) if isinstance(line.pair, PointError)
    }
    return places | dict(zip(ranks, found, strict=True)), propose


def _assembled(
    lines: Sequence[_Line],
    places: dict[int, Position | PointError],
    names: list[str],
    found: Sequence[Columns],
    notes: tuple[str, ...],
    propose: str,
) -> Fichier:
    read = [
        (line, place)
        for rank, line in enumerate(lines)
        for place in (places[rank],)
        if isinstance(place, Position)
    ]
    refused = [
        {"ligne": line.number, "raison": str(places[rank])} | _record(names, line)
        for rank, line in enumerate(lines)
        if isinstance(places[rank], PointError)
    ]
    index = pd.Index([line.number for line, _ in read], name="ligne", dtype="int64")
    points = pd.DataFrame(
        [(place.lat, place.lon, place.inversees, place.systeme) for _, place in read],
        index=index,
        columns=["lat", "lon", "inversees", "systeme"],
    )
    gaps = _gaps([line for line, _ in read], points, found)
    remarks = [
        " ".join(part for part in (_remark(line, place, found), gap) if part)
        for (line, place), gap in zip(read, gaps, strict=True)
    ]
    return Fichier(
        points.assign(remarque=pd.Series(remarks, index=index, dtype="str")),
        pd.DataFrame([_record(names, line) for line, _ in read], index=index, columns=names),
        pd.DataFrame(refused, columns=[*OURS, *names]),
        notes,
        propose,
    )


def _record(names: Sequence[str], line: _Line) -> dict[str, str]:
    return dict(zip(names, line.cells, strict=False))


def _remark(line: _Line, place: Position, found: Sequence[Columns]) -> str:
    announced = line.pair.annonce if isinstance(line.pair, Pair) else ""
    told = remarque(place, announced)
    if line.source == 0:
        return told
    return f"{mots.SECOURS.format(colonnes=_quoted(found[line.source]))} {told}".strip()


def _gaps(lines: Sequence[_Line], points: pd.DataFrame, found: Sequence[Columns]) -> list[str]:
    """Return, for each line, the other columns that say another place, and how far."""
    told: list[list[str]] = [[] for _ in lines]
    for rank, columns in enumerate(found):
        seen = [
            (at, read)
            for at, line in enumerate(lines)
            if line.source != rank
            for read in (_second(line.cells, columns),)
            if read is not None
        ]
        if not seen:
            continue
        places, _ = positions([read for _, read in seen])
        kept = [
            (at, place)
            for (at, _), place in zip(seen, places, strict=True)
            if isinstance(place, Position)
        ]
        for at, metres in zip(
            (at for at, _ in kept),
            _metres([place for _, place in kept], points.iloc[[at for at, _ in kept]]),
            strict=True,
        ):
            if metres > ECART_M:
                gap = mots.ECART.format(colonnes=_quoted(columns), distance=distance(metres))
                told[at].append(gap)
    return [" ".join(parts) for parts in told]


def _second(cells: Sequence[str], columns: Columns) -> Pair | None:
    try:
        return _pair_of(cells, columns)
    except PointError:
        return None


def _metres(others: Sequence[Position], points: pd.DataFrame) -> list[float]:
    """Return how far each place is from its point, in metres."""
    frame = pd.DataFrame(
        {"lat": [place.lat for place in others], "lon": [place.lon for place in others]},
        index=points.index,
        dtype=float,
    )
    mine, theirs = (to_metric(points_from_lonlat(one)) for one in (points, frame))
    away = np.hypot(
        mine.x.to_numpy() - theirs.x.to_numpy(), mine.y.to_numpy() - theirs.y.to_numpy()
    )
    return [float(metres) for metres in away]


# --- what is told of the whole file -------------------------------------------------------------


def _quoted(columns: Columns) -> str:
    return enumeration([f"« {name.strip()[:40]} »" for name in dict.fromkeys(columns.noms)])


def _notes(header: Sequence[str], found: Sequence[Columns]) -> list[str]:
    system = found[0].systeme
    by_line = found[0].par_ligne
    told = f" ({mots.SYSTEMES[system]})" if system else ""
    if by_line is not None:
        told = mots.SYSTEME_PAR_LIGNE.format(colonne=header[by_line][:40])
    notes = [mots.COLONNES_LUES.format(colonnes=_quoted(found[0]), systeme=told)]
    if len(found) > 1:
        others = " ; ".join(_quoted(columns) for columns in found[1:])
        tolerance = avec_unite(ECART_M, "m")
        notes.append(mots.COLONNES_TEMOINS.format(colonnes=others, tolerance=tolerance))
    notes += [mots.COLONNES_DOUBLES.format(nom=header[rank][:40]) for rank in found[0].doubles]
    return notes


def _left_out(comments: int) -> tuple[str, ...]:
    told = mots.COMMENTAIRES.format(compte=accord(comments, "ligne"))
    return (told,) if comments else ()


def _offer(propose: str) -> tuple[str, ...]:
    return (mots.PROPOSE_FICHIER.format(systeme=mots.SYSTEMES[propose]),) if propose else ()


def distinct(header: Sequence[str], taken: Sequence[str] = OURS) -> list[str]:
    """Return names of columns that are distinct, harmless in a spreadsheet, and not ``taken``.

    One that is taken ends with « (fichier) », one that stands twice with its rank; when that name
    is taken too, the same is written again.
    """
    bare = [neutralise(name) or f"colonne {rank}" for rank, name in enumerate(header, start=1)]
    written, kept = set(bare), set(taken)
    names: list[str] = []
    for rank, name in enumerate(bare, start=1):
        told = name
        while told in kept or (told != name and told in written):
            told = f"{told} (fichier)" if told in taken else f"{told} ({rank})"
        names.append(told)
        kept.add(told)
    return names
