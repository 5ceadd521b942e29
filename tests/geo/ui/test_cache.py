"""What the server keeps, and what it keeps out of the garbage collector."""

from __future__ import annotations

import gc

import pytest
from streamlit import config

from geo.ui import cache


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


def test_a_key_is_made_once():
    made = []

    def make():
        made.append(1)
        return "fait"

    key = ("essai_de_cle_unique",)
    assert [cache.once(key, make), cache.once(key, make)] == ["fait", "fait"]
    assert made == [1]
