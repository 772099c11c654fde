"""Which times and places of a clause are an act's, where a model tells them apart."""

from __future__ import annotations

from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import rules, triggers, weighing
from concord.coding.engines.pairing import Pairs

TEXT = "Families in Quetta buried three men who were shot dead in Turbat on Monday."


def told(role: str, likely: dict[str, float]) -> list[tuple[str, float]]:
    """Return the fillers of a role that are left, with their scores, as a model weighs them."""
    says = Says(TEXT, ties={("were shot", words, role): p for words, p in likely.items()})
    draft = rules.Draft(prepare(report(TEXT), BOOK))
    rules.read_clauses(draft, triggers.find(TEXT, BOOK), BOOK)
    pairs = Pairs(draft, says)
    weighing.weigh_times(draft, pairs)
    weighing.drop_places(draft, pairs)
    arcs = [arc for arc in draft.arcs if arc.role == role]
    return sorted((draft.mentions[arc.filler].text, round(arc.score, 2)) for arc in arcs)


def test_a_place_of_mourning_is_none_of_the_attack_where_the_model_is_sure_of_another() -> None:
    assert told("place", {"Quetta": 0.1, "Turbat": 0.9}) == [("Turbat", 1.0)]
    assert [name for name, _ in told("place", {"Quetta": 0.1, "Turbat": 0.5})] == [
        "Quetta",
        "Turbat",
    ]


def test_a_time_has_the_likelihood_with_which_it_dates_the_act() -> None:
    assert told("time", {"Monday": 0.75}) == [("Monday", 0.75)]
