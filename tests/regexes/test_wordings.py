from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.regexes.wordings import any_of


@pytest.mark.parametrize(
    ("wordings", "text", "found"),
    [
        (["army", "army chief", "armed forces"], "the army chief", "army chief"),
        (["army", "army chief"], "the army said", "army"),
        (["chief minister's"], "the chief minister\u2019s office", "chief minister\u2019s"),
        (["a.b"], "axb a.b", "a.b"),
        ([], "anything", None),
    ],
)
def test_the_longest_wording_that_fits_is_found(
    wordings: list[str], text: str, found: str | None
) -> None:
    match = re.search(any_of(wordings), text)
    assert (match.group() if match else None) == found


@given(st.lists(st.text(alphabet="abc -", min_size=1, max_size=6)), st.text(alphabet="abc -"))
def test_it_finds_what_the_wordings_side_by_side_find(wordings: list[str], text: str) -> None:
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    plain = "|".join(map(re.escape, ordered)) or r"(?!)"
    for end in ("", "(?=c)"):
        whole = re.compile(rf"(?:{plain}){end}").finditer(text)
        assert [m.span() for m in re.finditer(any_of(wordings) + end, text)] == [
            m.span() for m in whole
        ]
