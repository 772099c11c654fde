from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from concord.coding.quotes import find_quotes, inside


def test_a_quotation_has_its_marks_and_ends_with_the_paragraph() -> None:
    text = 'He said: "No talks. Not now." Then he left.\n\nAn open "mark\n\nnever closes.'
    quotes = find_quotes(text)
    assert [text[q.start : q.end] for q in quotes] == ['"No talks. Not now."']
    assert inside(quotes, text.index("Not now")) == quotes[0]
    assert inside(quotes, 0) is None


def test_typographic_marks() -> None:
    text = "“We will fight,” she said. «Jamais», dit-il."
    assert len(find_quotes(text)) == 2


@given(st.text(alphabet='a". \n“”', max_size=60))
def test_quotations_never_overlap(text: str) -> None:
    quotes = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)


def test_each_paragraph_of_a_long_quotation_is_quoted() -> None:
    text = "“We want talks.\n\n“We have always wanted talks,” he said.\n\nHe left."
    assert [text[q.start : q.end] for q in find_quotes(text)] == [
        "“We want talks.",
        "“We have always wanted talks,”",
    ]
