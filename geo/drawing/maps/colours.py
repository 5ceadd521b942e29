"""Colours of maps and charts, computed from the colour of each theme."""

from __future__ import annotations

from functools import lru_cache

from geo.core import palette

FLAT = palette.PLAT
"""Communes that carry no class."""

GREY_TO_CONFIRM = palette.GRIS_INCONNU

# How a symbol tells the state of a facility, here as in ``static/atlas.js``.
HOLLOW_STATES = ("non_etabli", "a_confirmer", "realise", "dehors")
DASHED_STATES = ("travaux", "projet", "a_confirmer")
CROSSED_STATES = ("fermee", "demolie")
GREY_STATES = ("non_etabli", "a_confirmer", "demolie", "dehors")
DOTTED_STATES = ("realise",)
RINGED_STATES = ("dehors",)
RIMLESS_STATES = ("a_confirmer",)
"""No thin line of ink around them: it would fill the gaps of their dashes."""
DOT, RING = 0.42, 1.75
"""Radius of the dot in a symbol, and of the ring around one, in radii of the symbol."""

TERRITORY_COLOURS = {"cabbalr": palette.ACCENT, "call": palette.CALL}

DARKEST_SHARE = 0.22
"""Share of the theme's colour in the lowest class of a dark page."""

LIGHTEST_SHARE = 0.14
"""Share of the theme's colour in the lightest class: still told from the white page."""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, share: float, base: str = palette.PAPIER) -> str:
    """Return ``share`` of ``colour`` over ``base``, as #RRGGBB."""
    pairs = zip(_channels(colour), _channels(base), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


UNKNOWN = palette.GRIS_INCONNU
"""The hatching of what has no known value."""
NONE = mix(palette.FILET_LEGER, 0.45)
"""Communes that have none of what is counted: the page, hardly tinted."""


def sequential(colour: str, classes: int) -> list[str]:
    """Return one hue from light to the theme's colour, lightest first."""
    return [mix(colour, share) for share in _shares(classes, LIGHTEST_SHARE)]


def _shares(classes: int, first: float) -> list[float]:
    """Return the share of the colour in each class, lowest first."""
    if classes <= 1:
        return [0.6]
    step = (1 - first) / (classes - 1)
    return [first + step * rank for rank in range(classes)]


MOST_CLASSES = 6
DENSITE = 0.85
"""Share of the accent in the densest communes of the first map: quartiers are seen over them."""


def ramp(colour: str, classes: int, *, zero: bool = False, share: float = 1.0) -> list[str]:
    """Return the colours of classes, lowest first; ``zero``: the first one means « none ».

    ``share``: how far towards ``colour`` the last class goes.
    """
    rest = sequential(mix(colour, share), classes - zero) if classes > zero else []
    return [NONE, *rest] if zero else rest


@lru_cache(maxsize=1)
def _dark() -> dict[str, str]:
    """Return each colour that a map may have on a light page -> the same on a dark one.

    A ramp goes from the ground to the colour on both: the highest class is the farthest from the
    page.
    """
    known = dict(palette.SOMBRES) | {NONE: palette.PANNEAU_SOMBRE}
    pairs = [(light, known[light], 1.0) for light in palette.THEMES.values()]
    pairs += [(palette.ACCENT, known[palette.ACCENT], DENSITE)]
    for light, dark, share in pairs:
        for classes in range(1, MOST_CLASSES + 1):
            lights = ramp(light, classes, share=share)
            shares = _shares(classes, DARKEST_SHARE)
            darks = [mix(dark, one * share, palette.PAPIER_SOMBRE) for one in shares]
            known = dict(zip(lights, darks, strict=True)) | known
    return known


def on_dark(colour: str) -> str:
    """Return a colour of a light page as a dark one has it; itself where there is no other."""
    return _dark().get(colour, colour)


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
