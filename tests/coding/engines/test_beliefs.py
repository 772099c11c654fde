"""What the model's likelihoods decide before a text is read: whether it may tell of anything."""

from __future__ import annotations

import pytest
from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import beliefs, triggers

MATCH = (
    "Two of the visitors' batsmen were shot down in the first over, and one was killed off late."
)


class Believes(Says):
    """Gives every trigger one likelihood of telling a happening."""

    told = 0.0

    def likelihoods(self, head: str, start: int, end: int) -> dict[str, float]:
        del head, start, end
        return {"armed_attack": self.told}

    def peak(self, head: str, start: int, end: int) -> float:
        del head, start, end
        return self.told


@pytest.mark.parametrize(
    ("about", "told", "tells"),
    [
        (0.45, 0.6, True),
        (0.35, 0.6, False),
        # An attack of which it is certain is told on a page about something else too.
        (0.35, 0.95, True),
        (0.05, 0.6, False),
    ],
)
def test_a_text_about_something_else_tells_only_what_is_certain(
    about: float, told: float, *, tells: bool
) -> None:
    reader = Believes(MATCH, about=about)
    reader.told = told
    prepared = prepare(report(MATCH), BOOK)
    found = triggers.find(MATCH, BOOK)
    assert found
    assert beliefs.may_tell(prepared, found, reader) is tells
    # A long one may be a page of several subjects.
    reader.short = False
    assert beliefs.may_tell(prepared, found, reader) is True
