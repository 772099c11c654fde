"""Where a sentence may turn from one happening to another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from concord.coding.clauses import Clauses, find_items, split
from concord.coding.sentences import split as split_sentences
from concord.model import Span


def clauses(sentence: str) -> list[str]:
    return [
        sentence[s.start : s.end].strip() for s in split(sentence, Span(start=0, end=len(sentence)))
    ]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "A bomb killed two, while gunmen shot a guard",
            ["A bomb killed two", "while gunmen shot a guard"],
        ),
        ("A bomb went off; six died", ["A bomb went off;", "six died"]),
        (
            "It hit the town two days after a raid killed ten",
            ["It hit the town", "two days after a raid killed ten"],
        ),
        ("Jan 16, 2015 - A bomb killed ten", ["Jan 16, 2015 - A bomb killed ten"]),
        ("Two men and a boy died", ["Two men", "and a boy died"]),
    ],
)
def test_clauses(sentence: str, parts: list[str]) -> None:
    assert clauses(sentence) == parts


def test_clauses_lie_in_order_inside_the_sentence() -> None:
    text = "One. A bomb killed two; in Quetta, another killed three, while police fled."
    spans = split(text, Span(start=5, end=len(text)))
    assert spans[0].start == 5
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans[-1].end == len(text)


def test_the_clauses_of_a_text_are_those_of_its_sentences() -> None:
    text = "A bomb went off while troops passed. Nobody was hurt."
    spans = split_sentences(text)
    found = Clauses(text, spans)
    assert list(found) == [split(text, span) for span in spans]
    assert found[-2:] == (found[0], found[1])
    assert found == Clauses(text, spans)


def test_points_below_the_headline_sum_a_report_up_and_are_no_list() -> None:
    points = "Blast in Wana\n\n- Two traders killed\n- Seven injured\n- No claim so far\n\n"
    report = "A bomb killed two traders in Wana, police said.\n\nSeven people were injured by it."
    assert find_items(points + report) == ()
    assert len(find_items(points)) == 3


def test_hours_before_the_lines_follow_one_thing_and_are_no_list() -> None:
    told = "{}.41 Two bangs.\n{}.20 Shots at the gate.\n{}.55 It is over.\n"
    assert find_items(told.format("07", "08", "09")) == ()
    assert len(find_items("01.02 Bomb.\n02.02 Ambush.\n03.02 Raid.\n")) == 3
