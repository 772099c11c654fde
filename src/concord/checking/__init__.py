"""Checking: a published statistic and a view in, a verdict out.

    for verdict in check_text("Militant attacks rose 69 percent in 2023", view, book):
        print(verdict.verdict, verdict.reason)

``view`` should take in every data set that may be asked (``Record.view(datasets=[...])``); the
published series come with the codebook's packs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.checking.finding import ask_all, document_of, find_asked
from concord.checking.stated import say as say_number
from concord.checking.tables import read_tables
from concord.checking.verdicts import Evidence, judge, overall

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.codebook.book import Codebook
    from concord.model import Statistic, Verdict
    from concord.record.view import View

__all__ = [
    "NAMES",
    "Evidence",
    "check_statistics",
    "check_text",
    "gather",
    "overall",
    "say_number",
]

# How a definition is introduced, by its role.
NAMES = {
    "publisher": "publisher's own. ",
    "default": "default. ",
    "sensitivity": "",
    "other": "ANOTHER MEASURE. ",
}


def gather(view: View | None, book: Codebook, *, series: bool = True) -> Evidence:
    """Return what statistics are checked against: the view's data sets and the packs' series.

    Without a view only the series are asked, without ``series`` only the view.
    """
    tables = read_tables(view, book) if view is not None else ()
    return Evidence(tables=tables, series=book.series if series else (), book=book)


def check_text(
    text: str, evidence: Evidence, *, published: str | None = None
) -> tuple[Verdict, ...]:
    """Return a verdict on each statistic of a text, in order; empty if it holds none.

    ``published`` (an ISO date) is what "last year" counts from.
    """
    document = document_of(text, published)
    return tuple(judge(asked, evidence) for asked in find_asked(document, evidence.book))


def check_statistics(
    view: View, evidence: Evidence, statistics: Iterable[Statistic] | None = None
) -> tuple[Verdict, ...]:
    """Return a verdict on each statistic that the view's documents publish, in their order."""
    asked = ask_all(
        view.statistics() if statistics is None else statistics,
        view.document,
        evidence.book,
    )
    return tuple(judge(each, evidence) for each in asked)
