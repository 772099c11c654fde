"""Generated articles: a report with other news under it is read as one that stands alone."""

from __future__ import annotations

from benchmarks.generated import make_text

from concord.codebook import load
from concord.coding import code


def test_a_report_with_other_news_under_it_has_its_event() -> None:
    pages = [make_text(number, words=500, relevant=True) for number in range(4)]
    assert all(len(coding.events) == 1 for coding in code(pages, load(), engine="encoder"))
