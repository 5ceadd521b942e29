"""What maps and charts share when they are drawn: colours, text, and the files they end in.

Figures are objects of their own, never the global state of pyplot: several threads may draw. The
same drawing gives the same bytes.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from geo.core import palette
from geo.printing.page.fonts import polices
from geo.printing.page.glyphs import printable, without_control

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

MEME_DESSIN = "atlas-artois"
"""What matplotlib mixes in its identifiers: the same drawing has the same identifiers."""
_ONE_AT_A_TIME = Lock()
"""The settings of matplotlib are those of the whole process: two drawings must not mix them."""

ENCRE, SECONDAIRE, PAPIER = palette.ENCRE, palette.SECONDAIRE, palette.PAPIER
ACCENT, GRIS = palette.ACCENT, palette.GRIS
POINTS = 72
UNITE, FIXE = 100, 65_536
"""Size at which letters are measured, and the unit of FreeType's fixed-point numbers."""


# --- files ------------------------------------------------------------------------------------


def en_png(figure: Figure, titre: str, pied: str, dpi: float) -> bytes:
    """Return a figure as a PNG picture that carries its title and its source."""
    return _saved(
        figure,
        "png",
        dpi=dpi,
        pil_kwargs={"compress_level": 4},  # twice as fast as the usual 6, for a few more bytes
        metadata={"Title": titre, "Description": pied, "Software": None},
    )


def en_svg(figure: Figure, titre: str, pied: str, description: str) -> bytes:
    """Return a figure as an SVG drawing that says its title and description without eyes."""
    plain = _saved(
        figure,
        "svg",
        dpi=POINTS,
        metadata={
            "Title": without_control(titre),
            "Description": without_control(pied),
            "Date": None,
            "Creator": None,
        },
    ).decode()
    start = plain.index("<svg")
    end = plain.index(">", start)
    title, described = map(escape, map(without_control, (titre, description)))
    told = f"<title>{title}</title><desc>{described}</desc>"
    return f'{plain[:end]} role="img">{told}{plain[end + 1 :]}'.encode()


def _saved(figure: Figure, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    with _ONE_AT_A_TIME, mpl.rc_context({"svg.hashsalt": MEME_DESSIN}):
        figure.savefig(buffer, format=kind, facecolor=figure.get_facecolor(), **options)
    return buffer.getvalue()


# --- text -------------------------------------------------------------------------------------


@cache
def police(style: str) -> FontProperties:
    """Return the font of a style of ``geo.printing.page.fonts``."""
    return FontProperties(fname=str(polices()[style]))


@lru_cache(maxsize=2048)
def _avance(letter: str, style: str) -> float:
    """Return the width of a letter, in sizes of text."""
    font = get_font(str(polices()[style]))
    font.set_size(UNITE, POINTS)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / FIXE / UNITE


@lru_cache(maxsize=8192)
def _largeur_relative(text: str, style: str) -> float:
    return sum(_avance(letter, style) for letter in text)


def largeur(text: str, size: float, style: str = "normal") -> float:
    """Return the width of a text in points, letter by letter: quick, on the safe side.

    The pairs that the font brings closer (kerning) are not.
    """
    return _largeur_relative(printable(text), style) * size


def cut_text(text: str, width: float, size: float, style: str = "normal") -> list[str]:
    """Return a text cut into lines of at most ``width`` points, at its ordinary spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and largeur(longer, size, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write_as(axes: Axes, x: float, y: float, text: str, size: float, **options: Any) -> Text:
    """Write a text of ``size`` points at a place of the axes."""
    style = options.pop("style", "normal")
    options = {"color": ENCRE, "va": "center", "ha": "left"} | options
    said = printable(text)
    written = axes.text(x, y, said, fontproperties=police(style), parse_math=False, **options)
    written.set_fontsize(size)
    return written
