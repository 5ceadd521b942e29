"""The totals that public sources tell, beside what the tables locate."""

from __future__ import annotations

from geo import sources
from geo.measures import states


def test_two_sources_count_the_dechetteries_of_the_cabbalr_and_do_not_agree():
    totals = sources.load("totaux_publics")
    told = totals[(totals["table"] == "dechetteries") & (totals["territoire"] == "cabbalr")]
    assert told.set_index("date")["total"].to_dict() == {"2022-11": 11, "2023": 10}


def test_the_community_pools_of_the_register_are_as_many_as_the_press_says():
    totals = sources.load("totaux_publics").set_index("id")["total"]
    pools = sources.load("piscines")
    ours = pools[states.counted(pools) & (pools["competence"] == "communautaire")]
    assert len(ours) == totals["piscines-cabbalr-2022"] == 8
