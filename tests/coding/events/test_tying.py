"""How likelihoods of one happening weigh: the highest, the lowest and the mean of all pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.events.candidates import Candidate, Tie
from concord.coding.events.happenings import Happening
from concord.coding.events.tying import hold, tie
from concord.model import Mention, Span


def trigger(start: int, label: str = "bombing") -> Mention:
    return Mention(
        document_id="d", start=start, end=start + 5, kind="trigger", text="blast", label=label
    )


def candidate(at: int, scores: dict[int, float], label: str = "bombing") -> Candidate:
    return Candidate(
        clause=Span(start=at, end=at + 20),
        sentence=at,
        triggers=(trigger(at, label),),
        ties=tuple(Tie(trigger(other), score) for other, score in scores.items()),
    )


def happening(*starts: int) -> Happening:
    return Happening(candidates=tuple(candidate(at, {}) for at in starts))


def test_a_model_that_says_nothing_weighs_nothing() -> None:
    assert tie(candidate(50, {}), happening(0)) == 0
    assert tie(candidate(50, {7: 0.9}), happening(0)) == 0


def test_one_likely_pair_among_unlikely_ones_lets_no_second_attack_in() -> None:
    assert tie(candidate(50, {0: 0.9}), happening(0)) > 1
    assert tie(candidate(50, {0: 0.02, 10: 0.05, 20: 0.8}), happening(0, 10, 20)) < 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_the_evidence_is_bounded_and_grows_with_every_likelihood(scores: list[float]) -> None:
    starts = [10 * n for n in range(len(scores))]
    less = tie(candidate(90, dict(zip(starts, scores, strict=True))), happening(*starts))
    more = tie(
        candidate(90, {at: min(1.0, s + 0.1) for at, s in zip(starts, scores, strict=True)}),
        happening(*starts),
    )
    assert -1.6 <= less <= more <= 2.0


@pytest.mark.parametrize(("label", "held"), [("harm", True), ("bombing", False)])
def test_a_clause_that_only_counts_harm_is_held_to_what_was_told(label: str, *, held: bool) -> None:
    assert (hold(candidate(50, {0: 0.5}, label)) > 0) is held
    assert hold(candidate(50, {}, label)) == 0
