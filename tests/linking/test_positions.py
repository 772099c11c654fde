from __future__ import annotations

from datetime import date

import pytest

from concord.linking.positions import UnknownWindowError, bounds, positions
from concord.model import Statement, When

DAY = date(2024, 5, 6)


def said(number: int, stance: str, **more: object) -> Statement:
    when = When(first=DAY, last=DAY, precision="day", basis="explicit")
    given: dict[str, object] = {
        "id": f"d1-s{number}", "document_id": "d1", "speaker": "the minister", "stance": stance,
        "voice": "own", "start": number, "end": number + 1, "quote": "x", "speaker_id": "gov-xx",
        "speaker_name": "Government of X", "option": "negotiation", "said": when,
        "utterance_id": f"u{number}",
    } | more  # fmt: skip
    return Statement(**given)  # type: ignore[arg-type]  # fields are given by name


def test_the_stance_is_the_mean_sign_of_plain_utterances() -> None:
    (held,) = positions([said(1, "supports"), said(2, "calls_for"), said(3, "rejects")])
    assert (held.stance, held.words, held.n_plain, held.utterances) == (0.3333, "mixed", 3, 3)


def test_one_speech_in_many_outlets_counts_once() -> None:
    copies = [said(n, "supports", utterance_id="u1") for n in range(1, 5)]
    (held,) = positions([*copies, said(9, "opposes")])
    assert (held.stance, held.utterances) == (0.0, 2)


@pytest.mark.parametrize(
    "more",
    [{"condition": "if they disarm"}, {"hedged": True}, {"forecast": True},
     {"voice": "attributed"}, {"voice": "analyst"}],
)  # fmt: skip
def test_bound_and_foreign_accounts_never_move_the_stance(more: dict[str, object]) -> None:
    (held,) = positions([said(1, "supports"), said(2, "opposes", **more)])
    assert held.stance == 1.0
    assert held.n_conditional + held.n_hedged + held.n_attributed == 1


@pytest.mark.parametrize("stance", ["accuses", "denies", "neutral_report", "claims_responsibility"])
def test_topics_are_no_evidence(stance: str) -> None:
    (held,) = positions([said(1, stance)])
    assert (held.stance, held.words, held.certainty) == (None, "no plain statement", "no evidence")


def test_acts_are_counted_beside_words() -> None:
    (held,) = positions([said(1, "supports"), said(2, "supports", voice="act")])
    assert (held.n_plain, held.n_acts, held.stance) == (1, 1, 1.0)


def test_undated_statements_form_a_window_without_dates() -> None:
    held = positions([said(1, "supports"), said(2, "opposes", said=None)], window="year")
    assert {(p.first, p.last, p.words) for p in held} == {
        ("2024-01-01", "2024-12-31", "supports"),
        (None, None, "opposes"),
    }


def test_statements_without_an_option_are_no_position() -> None:
    assert positions([said(1, "condemns", option=None)]) == ()


def test_windows() -> None:
    assert bounds(date(2024, 11, 30), "quarter") == (date(2024, 10, 1), date(2024, 12, 31))
    assert bounds(date(2024, 2, 3), "month") == (date(2024, 2, 1), date(2024, 2, 29))
    with pytest.raises(UnknownWindowError, match="use one of all, year"):
        positions([], window="week")
