"""French spacing: what must not be parted by the end of a line."""

from __future__ import annotations

import re

from geo.labels.formats import NBSP, NNBSP

RULES = (
    (re.compile(r" (?=[:»])"), NBSP),
    (re.compile(r"(?<=«) "), NBSP),
    (re.compile(r" (?=[;?!%€])"), NNBSP),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NNBSP),
    (re.compile(r"(?<=\d) (?=[^\W\d_]|km|m²)"), NBSP),
)


def typographie(text: str) -> str:
    """Return a text whose numbers keep their noun and whose signs keep their word."""
    for pattern, space in RULES:
        text = pattern.sub(space, text)
    return text


def ordinaire(text: str) -> str:
    """Return a text with ordinary spaces only, to compare two ways of setting it."""
    return re.sub(r"\s+", " ", text).strip()
