"""Each table that is built is, byte for byte, what its build gives."""

from __future__ import annotations

import pytest

from geo import sources
from geo.core import catalog
from geo.core.schema import validate
from geo.sources import build

BUILT = [
    card.parent.name
    for card in sorted(catalog.DATA.glob("*/source.toml"))
    if hasattr(sources.module(card.parent.name), "build")
]


@pytest.mark.long  # « make test » asks « geo build --check » the same beside
@pytest.mark.parametrize("source", BUILT)
def test_a_table_is_what_its_build_gives(source, tmp_path):
    owner, folder = sources.module(source), catalog.DATA / source
    needed = {name: sources.load(name) for name in getattr(owner, "DEPENDS", ())}
    frame = validate(owner.build(folder, **needed), owner.SCHEMA, source)
    build.write(frame, tmp_path / owner.FICHIER)
    assert (tmp_path / owner.FICHIER).read_bytes() == (folder / owner.FICHIER).read_bytes()
