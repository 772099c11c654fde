"""Who agrees with whom on the page: pairs, divergences and reversals with both sides' words."""

from __future__ import annotations

from typing import Any

from tests.analysis.speeches import heard
from tests.invented import FakeBook, FakeView

from concord.report.desk import Desk
from concord.report.stances import MOST_SENTENCES, gather_stances

APART = """
2020-01-05 centre + talks
2020-02-05 centre + talks
2020-03-05 centre + talks
2020-04-05 centre + talks
2020-01-09 army - talks
2020-02-09 army - talks
"""
TURNED = """
2020-01-05 groupone + talks
2020-06-05 groupone - talks
"""


def gathered(words: str) -> Any:
    view: Any = heard(words)
    return gather_stances(Desk(view, FakeBook()))  # type: ignore[arg-type] # reads like a book


def test_a_pair_has_its_counts_and_no_more_than_was_said() -> None:
    found = gathered(APART)
    pair = found.agreement.rows[-1].cells
    assert pair[0] == "Army and Centre"
    assert (pair[2], pair[4], pair[5]) == ("0", "0%", "6")
    assert found.agreement.wide is not None
    # No rule of incidents counts statements.
    assert "Counted by the rule" not in found.agreement.caption


def test_a_divergence_shows_the_sentences_of_both_sides() -> None:
    rift = gathered(APART).divergences[0]
    assert rift.title == "2020, Talks with armed groups: Army and Centre"
    heads = [head for head, _ in rift.sides]
    assert heads == ["Army: stance -1, 2 statements", "Centre: stance +1, 4 statements"]
    assert [len(said) for _, said in rift.sides] == [2, MOST_SENTENCES]


def test_a_reversal_shows_before_and_after() -> None:
    turn = gathered(TURNED).reversals[0]
    assert [head for head, _ in turn.sides] == ["2020-01-05: for", "2020-06-05: against"]
    assert all(len(said) == 1 for _, said in turn.sides)


def test_silence_is_no_side() -> None:
    found = gathered("2020-01-05 centre + talks\n")
    assert found.agreement.wide is None
    assert found.divergences == found.reversals == ()


def test_an_empty_record_says_so_in_words() -> None:
    view: Any = FakeView()
    found = gather_stances(Desk(view, FakeBook()))  # type: ignore[arg-type] # reads like a book
    assert found.agreement.rows == ()
    assert found.divergence_words
    assert found.reversal_words
