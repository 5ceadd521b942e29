"""The room of the map of a slide and of the legend over it: what ``static/scene.css`` gives them.

Lengths are in hundredths of the width of a 16:9 screen.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.drawing.maps import legend, spec

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from geo.drawing.maps.legend import Bloc
    from geo.printing.model import Slide

    Frame = tuple[float, float, float, float]

MAP_WIDTH, HEAD_ROOM = 60.3, 41.6
"""Of the map, and what its height shares with the sentence."""
FOOT_CHARS, FOOT_EDITION, FOOT_LINE = 122, 75, 1.7
"""Characters of a line of the sources, those of the date and version that follow, its height."""
HEAD_LINES = ((66, 3.34, 0.0), (112, 2.28, 0.5))
"""Message and what completes it -> characters of a line, height of a line, what stands above."""
LEGEND_WIDTH, LEGEND_CHARS = 0.37, 28
"""Share of the width of the map, characters of a line of the legend."""
LEGEND_TEXT, LEGEND_ENTRY, LEGEND_EDGE = 1.77, 2.05, 2.2
"""Heights of a line of text and of an entry of the legend, and what is around them."""
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)


def map_height(one: Slide) -> float:
    """Return about how high the map of a slide is, under its sentence and over its sources."""
    height = HEAD_ROOM
    for text, (chars, line, above) in zip((one.message, one.suite), HEAD_LINES, strict=True):
        height -= math.ceil(len(text) / chars) * line + (above if text else 0.0)
    # The first line of the sources is in ``HEAD_ROOM``.
    more = math.ceil((len(one.source) + FOOT_EDITION) / FOOT_CHARS) - 1
    return height - more * FOOT_LINE


def legend_height(legend_html: str) -> float:
    """Return about how high a legend is."""
    told = [len(re.sub(r"<[^>]*>", "", text)) for text in PARAGRAPH.findall(legend_html)]
    lines = sum(math.ceil(length / LEGEND_CHARS) for length in told)
    return LEGEND_TEXT * lines + LEGEND_ENTRY * legend_html.count("<li") + LEGEND_EDGE


def fits(blocs: Iterable[Bloc], room: float) -> bool:
    """Return whether a legend is seen whole in its room."""
    return legend_height(legend.html(blocs)) <= room


def fitted(blocs: tuple[Bloc, ...], room: float) -> tuple[Bloc, ...]:
    """Return a legend as short as its room asks; it may still have to scroll.

    First go the notes, with the counts that they explain, then the titles of the symbols, which
    the slide itself has. What a mark means is always said.
    """
    shorter = tuple(_without_notes(bloc) for bloc in blocs)
    bare = (*shorter[:1], *(replace(bloc, titre="") for bloc in shorter[1:]))
    return next((tried for tried in (blocs, shorter) if fits(tried, room)), bare)


def _without_notes(bloc: Bloc) -> Bloc:
    lines = bloc.entrees
    if bloc.note:
        lines = tuple(replace(one, effectif="") for one in lines)
    return replace(bloc, note="", entrees=lines)


def beside_legend(shapes: gpd.GeoSeries, blocs: Iterable[Bloc], room: float) -> Frame:
    """Return the frame of some outlines that the legend, over the map, does not hide."""
    corner = LEGEND_WIDTH, min(1.0, legend_height(legend.html(blocs)) / room)
    return spec.frame_beside(shapes, corner, MAP_WIDTH / room)
