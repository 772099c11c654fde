"""Rules that are filed find what they find when each is searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.times import filing
from concord.coding.times.filing import Filing
from concord.coding.times.meaning import Context, Meaning, rule
from concord.coding.times.reading import _RULES

if TYPE_CHECKING:
    import re

FILED, SEARCHED = Filing(_RULES), Filing(_RULES)
FILED.file()

_LISTED = (
    "the a in on of early late last next this that same first two 3 12th 5 31 2014 1990s '90s "
    "\u201998 Friday Fri friday MONDAY May may Sept. January 10 20 quarter week weeks months year "
    "years ago earlier later before after noon o'clock 5:30 pm dawn dusk night nights yesterday "
    "tomorrow every each daily now recently fiscal FY budget period half century decade nineteen "
    "ninety thousand Christmas Eve Easter Ramadan Eid ul-Fitr Muharram spring autumn Q3 H1 9/11 "
    "26/11 5/6/2014 2014-05-06 and to until since between about nearly more than \u017feptember "
    "w\u0130nter . , ; - ( ) \n"
)
_WORDS = _LISTED.split(" ")


def found(by: Filing, text: str) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    return sorted((start, number, match.regs) for start, number, match in by.find(text))


@given(
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from([" ", " ", " ", "", "\n"]))).map(
        lambda words: "".join(f"{word}{gap}" for word, gap in words)
    )
)
def test_filed_rules_find_what_each_finds_alone(text: str) -> None:
    with patch.object(filing, "_WORTH", 10**9):
        assert found(FILED, text) == found(SEARCHED, text)


@pytest.mark.parametrize(
    "text",
    [
        "Raiders burnt the mill on the night of 5 May 2014, two weeks after the last harvest.",
        "In the first half of fiscal 2013, and again in the 1990s; on 9/11; every Friday at noon.",
        "\u2019Twas the \u201998 season, three days before Christmas Eve.",
        "",
    ],
)
def test_plain_sentences(text: str) -> None:
    assert found(FILED, text) == found(SEARCHED, text)


def test_every_rule_can_be_filed() -> None:
    assert not FILED.others


def test_rules_are_filed_when_many_texts_have_been_searched() -> None:
    by = Filing(_RULES)
    with patch.object(filing, "_WORTH", 2):
        for _ in range(2):
            list(by.find("on Friday"))
        assert not by.is_filed
        list(by.find("on Friday"))
    assert by.is_filed


def nothing(_match: re.Match[str], _context: Context) -> Meaning | None:
    return None


def test_a_rule_that_may_begin_with_anything_is_searched_for_as_before() -> None:
    by = Filing([rule(r"\w+ day", nothing, "unit"), rule(r"day", nothing, "unit")])
    by.file()
    assert list(by.others) == [0]
    assert [(start, number) for start, number, _ in by.find("some day")] == [(5, 1), (0, 0)]
