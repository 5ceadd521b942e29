"""A copy of ``data/`` in which every text that may be anything is hostile.

Nothing is listed: each column of each table is tried, and takes what its own schema lets in. What
stands in a cell is changed in the same way wherever it stands, so that tables still find each
other.
"""

from __future__ import annotations

import re
import zlib
from html.parser import HTMLParser

import geopandas as gpd
import pandas as pd
from pandera.errors import SchemaError

from geo.core import catalog
from geo.sources import module, sha256

EVIL = "https://evil.example"
BOLD, ICON, EMOJI = "GRASPIEGE", "skull", ":boom:"
HOSTILE = (
    "{} <img src=x onerror=pwn()><script>pwn()</script>",
    f"{{}} [clic]({EVIL}/a) ![i]({EVIL}/b.png) **{BOLD}** :material/{ICON}: {EMOJI}",
    f'=HYPERLINK("{EVIL}";"clic") {{}}',
    "{} \"'><svg onload=pwn()>&lt;b&gt; {{{{7*7}}}} ${{7*7}} %s",
    '{} $\\frac{{1}}{{2}}$ #image("x") @ref _x_ `y` ~~z~~ [[w]] | a | b |',
    "{} \u202e\u2011⚡\x0b\x7f 𝐁 مرحبا",
    "{} </script></style></title><!-- <h1>",
    "@SUM(1)|cmd {}",
)
"""What is put around a value: HTML, Markdown, formulas, attributes, templates, Typst, characters
that no font has, ends of elements."""
SHORT = (
    "{} <img src=x onerror=pwn()>",
    f"{{}} [c]({EVIL}/a)",
    "={} +1",
    f"{{}} **{BOLD}** :material/{ICON}:",
)
"""The same for a cell of few characters."""
KEPT = 30
"""Characters of a value that are kept where the whole of it would be too long."""
WAYS = ((HOSTILE, None), (HOSTILE, KEPT), (SHORT, KEPT), (SHORT, KEPT // 2))


def hostile(value, among=HOSTILE, kept=None):
    """Return a value made hostile, always in the same way."""
    how = among[zlib.crc32(value.encode()) % len(among)]
    return how.format(value[:kept])


def _poisoned(frame, schema):
    """Return a table with all the hostile texts that its schema lets in, and their columns."""
    changes = {}
    for name, column in schema.columns.items():
        if name not in frame or not pd.api.types.is_string_dtype(frame[name].dtype):
            continue
        for way in WAYS:
            cells = frame[name].map(lambda one, way=way: hostile(one, *way), na_action="ignore")
            changed = pd.DataFrame({name: cells.astype(frame[name].dtype)})
            if _is_let_in(changed, column):
                changes[name] = changed[name]
                break
    if not _is_let_in(frame.assign(**changes), schema):  # a rule on several columns
        changes = {
            name: cells
            for name, cells in changes.items()
            if _is_let_in(frame.assign(**{name: cells}), schema)
        }
    return frame.assign(**changes), list(changes)


def _is_let_in(frame, schema):
    try:
        schema.validate(frame)
    except SchemaError:
        return False
    return True


def poison(folder):
    """Make every table of a copy of the data hostile; return the columns that are, by table."""
    taken = {}
    for source in catalog.sources():
        owner = module(source)
        path = folder / source / owner.FICHIER
        frame, taken[source] = _poisoned(owner.read(path), owner.SCHEMA)
        if path.suffix == ".parquet":
            stored = gpd.read_parquet(path)
            stored.assign(**frame[taken[source]]).to_parquet(path, index=False)
        else:
            stored = pd.read_csv(path, dtype="str", keep_default_na=False)
            texts = frame[taken[source]].astype(object).where(frame[taken[source]].notna(), "")
            stored.assign(**texts).to_csv(path, index=False, lineterminator="\n")
        declare(path)
    return taken


def declare(path):
    """Write the checksum of a changed file in its record."""
    record = path.with_name("source.toml")
    entry = re.compile(rf'(nom = "{re.escape(path.name)}"\n.*?sha256 = ")[0-9a-f]+"', re.DOTALL)
    text, done = entry.subn(rf'\g<1>{sha256(path)}"', record.read_text(encoding="utf-8"))
    assert done == 1
    record.write_text(text, encoding="utf-8")


class Tags(HTMLParser):
    """What a piece of HTML would do: elements, handlers, addresses of attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "iframe", "object", "embed", "h1"} and not attrs:
            self.faults.append(tag)
        for name, value in attrs:
            told = (value or "").strip().casefold()
            if name.startswith("on") or (name in {"href", "src"} and is_hostile(told)):
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        if "<h1>" in data:
            self.faults.append(f"<!--{data}-->")


def is_hostile(address):
    return address.startswith(("javascript:", EVIL, "x")) or address == "x"
