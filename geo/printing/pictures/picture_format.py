"""The format of a picture of a map: its size, its letters, where its legend stands."""

from __future__ import annotations

from dataclasses import dataclass

from geo.core import palette

HORS = palette.PANNEAU
"""What is around the communes."""
KM = 1000


@dataclass(frozen=True, slots=True)
class Format:
    """The size of a picture in inches, the size of its text in points, its pixels an inch.

    ``titre``: whether the title is written in the picture. ``legende``: where the legend stands,
    on the right or below, and which share of the picture it takes at most. ``pied``: size of the
    source, as a share of that of the text; zero where what is around the picture tells it.
    ``plancher``: no text of the legend nor name is smaller. ``pas``: height of a line of the
    legend, in sizes of text. ``signes``: size of the text that the symbols and lines go with,
    where it is not that of the text.
    """

    largeur: float
    hauteur: float
    corps: float
    ppp: int = 200
    titre: bool = False
    dessous: bool = False
    legende: float = 0.27
    pied: float = 0.8
    plancher: float = 0.0
    pas: float = 1.45
    signes: float | None = None

    @property
    def echelle(self) -> float:
        """Return the scale of symbols and lines."""
        return (self.signes or self.corps) / 10

    def note(self, corps: float) -> float:
        """Return the size of what goes with a text of size ``corps``."""
        return max(corps * 0.88, self.plancher)


IMAGE = Format(13.333, 7.5, 13, 144, titre=True, legende=0.24)
"""A picture to keep: 1920 by 1080 pixels."""
