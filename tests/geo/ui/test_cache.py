"""What the server keeps, and what it keeps out of the garbage collector."""

from __future__ import annotations

import ast
import gc
import re

import pytest
import streamlit as st
from streamlit import config

from geo.core import catalog
from geo.core.errors import DataFileError
from geo.ui import cache, refused


@pytest.fixture
def frozen():
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen")
def test_what_is_loaded_once_is_out_of_the_reach_of_the_collector():
    cache.warm()
    assert gc.get_freeze_count() > 100_000


def test_no_full_collection_follows_each_run():
    assert config.get_option("runner.postScriptGC") is False


@pytest.fixture
def empty():
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.usefixtures("empty")
def test_a_key_is_made_once():
    made = []

    def make():
        made.append(1)
        return "fait"

    key = ("serie", "essai_de_cle_unique")
    assert [cache.once(key, make), cache.once(key, make)] == ["fait", "fait"]
    assert made == [1]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("name", cache.POOLS)
def test_what_is_kept_under_a_name_is_bounded_and_apart_from_the_rest(name):
    most = cache.POOLS[name]
    cache.once(("recit" if name != "recit" else "deck", "voisin"), lambda: "voisin")
    for rank in range(most + 1):
        cache.once((name, str(rank)), lambda rank=rank: rank)
    made = []
    for rank in (most, 0):  # the last one is kept, the first one gave way
        cache.once((name, str(rank)), lambda rank=rank: made.append(rank))
    assert made == [0]
    kept = cache.once(("recit" if name != "recit" else "deck", "voisin"), lambda: "perdu")
    assert kept == "voisin"


def test_a_name_that_is_not_declared_is_refused():
    with pytest.raises(KeyError):
        cache.once(("sans_nom",), lambda: 1)


def test_every_name_that_the_pages_use_is_declared_and_used():
    pages = (catalog.ROOT / "geo" / "ui").rglob("*.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    calls = re.findall(r"once\(\s*\(\"(\w+)\"", code) + re.findall(r"key\b.*= \(\"(\w+)\"", code)
    assert set(calls) == set(cache.POOLS)


def test_every_cache_of_the_code_is_told_in_the_docs():
    """A cache is a decorator that keeps: each is on the page, with nothing besides."""
    found = set()
    for path in sorted((catalog.ROOT / "geo").rglob("*.py")):
        module = ".".join(path.relative_to(catalog.ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "kept":
                kinds = {ast.unparse(d).split("(")[0].split(".")[-1] for d in node.decorator_list}
                if kinds & {"cache", "lru_cache", "cached_property", "cache_resource"}:
                    found.add(f"{module}.{node.name}")
    page = (catalog.ROOT / "docs" / "caches.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(geo\.[\w.]+)`", page, flags=re.MULTILINE))
    names = dict(re.findall(r"^\| `(\w+)` \| (\d+)", page, flags=re.MULTILINE))
    assert told == found
    assert {name: int(most) for name, most in names.items()} == cache.POOLS


class TestADamagedTable:
    @pytest.fixture
    def table(self, tmp_path, monkeypatch):
        folder = tmp_path / "piscines"
        folder.mkdir()
        path = folder / "piscines.csv"
        path.write_text("abîmée", encoding="utf-8")
        monkeypatch.setattr(catalog, "DATA", tmp_path)
        monkeypatch.setattr(refused, "REFUSED", {})
        return path

    def test_is_not_read_again_until_a_file_changes(self, table):
        asked = []

        @refused.read_once
        def read(name):
            asked.append(name)
            if table.read_text(encoding="utf-8") == "abîmée":
                raise DataFileError(f"{name} : abîmée")
            return "lue"

        for _ in range(3):
            with pytest.raises(DataFileError, match="abîmée"):
                read("piscines")
        assert asked == ["piscines"]
        table.write_text("réparée !", encoding="utf-8")
        assert read("piscines") == "lue"

    @pytest.mark.usefixtures("table")
    def test_another_table_is_read(self):
        @refused.read_once
        def read(name):
            if name == "piscines":
                raise DataFileError(name)
            return name

        with pytest.raises(DataFileError):
            read("piscines")
        assert read("bornes") == "bornes"
