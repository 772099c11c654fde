"""The sentences behind a coding: text and spans in, marked sentences out."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from concord.report.quotes import Mark, excerpts, windows

TEXT = "It was Friday. Five people died in the market. Nobody else was hurt."


def mark(words: str, field: str, text: str = TEXT) -> Mark:
    start = text.index(words)
    return Mark(start=start, end=start + len(words), field=field)


def test_the_sentence_of_a_span_is_shown_with_the_span_marked() -> None:
    (markup,) = excerpts(TEXT, [mark("Five people died", "killed_best")])
    marked = '<mark title="killed best" data-field="killed best">Five people died</mark>'
    assert markup == f"<bdi>{marked} in the market.</bdi>"


def test_a_span_that_is_a_whole_sentence_brings_no_other() -> None:
    (markup,) = excerpts(TEXT, [mark("Five people died in the market.", "statistic")])
    assert "Nobody" not in markup


def test_two_spans_of_one_sentence_share_it() -> None:
    found = excerpts(TEXT, [mark("market", "where"), mark("Five people", "killed")])
    assert len(found) == 1
    assert found[0].count("<mark") == 2


def test_overlapping_spans_name_both_fields_and_repeat_no_text() -> None:
    (markup,) = excerpts(TEXT, [mark("people died in", "a"), mark("Five people", "b")])
    assert '<mark title="a, b" data-field="b">people</mark>' in markup
    assert markup.count("people") == 1


def test_sentences_apart_stay_apart_in_their_order() -> None:
    found = excerpts(TEXT, [mark("hurt", "x"), mark("Friday", "when")])
    assert [("Friday" in each, "hurt" in each) for each in found] == [(True, False), (False, True)]


def test_a_span_outside_the_text_is_left_out() -> None:
    assert excerpts(TEXT, [Mark(start=500, end=510, field="x")]) == ()


def test_redaction_comes_before_marking() -> None:
    text = "The guard Adil Example was killed near the gate."
    (markup,) = excerpts(
        text,
        [mark("Adil Example", "target", text), mark("killed", "killed", text)],
        hide=lambda words: words.replace("Adil Example", "[security]"),
    )
    assert "Adil" not in markup
    assert '<mark title="target" data-field="target">[security]</mark>' in markup
    assert '<mark title="killed" data-field="killed">killed</mark>' in markup


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400))))
def test_windows_are_in_order_and_hold_their_marks(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start=a, end=b, field="x") for a, b in spans]
    found = windows(text, marks)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(found))
    assert all(start <= m.start and m.end <= end for start, end, held in found for m in held)
    excerpts(text, marks)


def test_a_span_over_a_whole_long_text_is_cut() -> None:
    text = "word " * 10_000
    (markup,) = excerpts(text, [Mark(start=0, end=len(text) - 1, field="x")])
    assert len(markup) < 2000
