"""Whatever an expression matches begins with one of the beginnings told of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.regexes.beginnings import beginnings, plain_letters

EXPRESSIONS = (
    r"(?<!\w)(?:the\s+)?(?:last|next)\s+(?P<unit>week|month)s?\b",
    r"\d{1,2}(?:st|nd)?\s+of\s+May",
    r"(?:(?-i:Dawn)|dusk|[Nn]oon)\d*",
    r"(?=m)(?:mid-?|late )+(?:day|kin)",
    r"(?>a{2,3}|b)c??[de]{0,2}",
    r"['\u2019]\d0s",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(
    text=st.lists(
        st.sampled_from(
            ["the", "last", "next", "week", "month", "s", " ", "\n", "\u00a0", "1", "\u0661", "st",
             "of", "May", "Dawn", "dawn", "DUSK", "noon", "mid", "-", "late", "day", "\u212ain",
             "la\u017ft", "aa", "b", "c", "de", "\u2019", "90s", "M\u0130D"]
        ),
        max_size=9,
    ).map("".join),
    length=st.integers(1, 6),
)  # fmt: skip
def test_every_match_begins_with_one_of_them(expression: str, text: str, length: int) -> None:
    begun = beginnings(expression, re.IGNORECASE, length=length)
    assert begun is not None
    for at in range(len(text)):
        if re.compile(expression, re.IGNORECASE).match(text, at):
            assert plain_letters(text[at:]).startswith(tuple(begun))


def test_beginnings_are_as_short_as_the_expression_leaves_open() -> None:
    assert beginnings(r"(?:the )?(?:day|night)", 0, length=5) == {"the d", "the n", "day", "night"}
    assert beginnings(r"Q[1-4]\w+", 0, length=5) == {"q0"}


@pytest.mark.parametrize("expression", [r"\w+ day", r"[^a]b", r".", r"a?", r"(a)?\1b", r"\u00e9t"])
def test_nothing_is_told_of_what_may_begin_with_anything(expression: str) -> None:
    assert beginnings(expression, re.IGNORECASE, length=3) is None


def test_too_many_beginnings_are_told_by_fewer_letters() -> None:
    assert beginnings(r"[a-z]{4}", 0, length=4) == beginnings(r"[a-z]{4}", 0, length=2)
