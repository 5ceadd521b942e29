"""A picture for a message: messaging applications pass over one that is heavy."""

from __future__ import annotations

import io

from PIL import Image

COLOURS = 256
"""As many as a palette of one byte holds; a map has a few dozen, its letters their edges."""


def light(png: bytes) -> bytes:
    """Return a PNG with the colours of a palette, three times lighter, on white."""
    with Image.open(io.BytesIO(png)) as picture:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
    few = ground.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()
