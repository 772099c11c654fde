from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from training.reading import Reading
from training.wordpiece import Pieces

HEAD = {
    "name": "trigger",
    "kind": "bio",
    "labels": ["bombing", "arrest"],
    "from": 0,
    "to": 5,
    "temperature": 1.0,
    "thresholds": {"bombing": 0.5, "arrest": 0.5},
}
# "car bomb", then a word of two pieces, then a full stop.
PIECES = Pieces((1, 2, 3, 4, 5), (0, 4, 9, 9, 15), (3, 8, 15, 15, 16))


def reading(chances: list[list[float]], thresholds: dict[str, float] | None = None) -> Reading:
    head = HEAD | ({"thresholds": thresholds} if thresholds else {})
    model: Any = SimpleNamespace(heads={"trigger": head}, arcs={}, forms={})
    return Reading(model, PIECES, np.log(np.array(chances)), np.zeros((5, 0)))


OUT = [0.96, 0.01, 0.01, 0.01, 0.01]
BEGIN = [0.1, 0.8, 0.05, 0.03, 0.02]
INSIDE = [0.1, 0.05, 0.8, 0.03, 0.02]


def found(read: Reading) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in read.spans("trigger")]


def test_a_span_runs_from_its_beginning_while_words_go_on() -> None:
    assert found(reading([BEGIN, INSIDE, OUT, OUT, OUT])) == [(0, 8, "bombing")]


def test_a_new_beginning_ends_the_span_before() -> None:
    assert len(found(reading([BEGIN, BEGIN, OUT, OUT, OUT]))) == 2


def test_half_a_word_grows_to_the_whole_one() -> None:
    read = reading([OUT, OUT, BEGIN, OUT, OUT], {"bombing": 0.4, "arrest": 0.4})
    assert found(read) == [(9, 15, "bombing")]


def test_a_span_below_its_label_s_threshold_is_none() -> None:
    assert found(reading([BEGIN, OUT, OUT, OUT, OUT], {"bombing": 0.9, "arrest": 0.5})) == []


def test_a_span_that_reaches_the_end_of_the_text_is_kept() -> None:
    assert found(reading([OUT, OUT, OUT, OUT, BEGIN])) == [(15, 16, "bombing")]


def test_a_score_is_the_mean_chance_of_the_label() -> None:
    span = reading([BEGIN, INSIDE, OUT, OUT, OUT]).spans("trigger")[0]
    assert span.score == pytest.approx(0.85)
