"""Colours of maps and charts, computed from the colour of each theme."""

from __future__ import annotations

from geo.core import palette

FLAT = palette.PLAT
"""Communes that carry no class."""

GREY_TO_CONFIRM = palette.GRIS_INCONNU

# How a symbol tells the state of a facility, here as in ``static/atlas.js``.
HOLLOW_STATES = ("non_etabli", "realise", "dehors")
DASHED_STATES = ("travaux", "projet")
CROSSED_STATES = ("fermee", "demolie")
GREY_STATES = ("non_etabli", "demolie", "dehors")
DOTTED_STATES = ("realise",)
RINGED_STATES = ("dehors",)
DOT, RING = 0.42, 1.75
"""Radius of the dot in a symbol, and of the ring around one, in radii of the symbol."""

TERRITORY_COLOURS = {"cabbalr": palette.ACCENT, "call": palette.CALL}

LIGHTEST_SHARE = 0.14
"""Share of the theme's colour in the lightest class: still told from the white page."""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, share: float, base: str = palette.PAPIER) -> str:
    """Return ``share`` of ``colour`` over ``base``, as #RRGGBB."""
    pairs = zip(_channels(colour), _channels(base), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def sequential(colour: str, classes: int) -> list[str]:
    """Return one hue from light to the theme's colour, lightest first."""
    if classes <= 1:
        return [mix(colour, 0.6)]
    step = (1 - LIGHTEST_SHARE) / (classes - 1)
    return [mix(colour, LIGHTEST_SHARE + step * rank) for rank in range(classes)]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG defines it."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it (1 to 21)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
