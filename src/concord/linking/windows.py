"""When an event may have happened: the chosen reading of its text, then the others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from concord.model import Document, Event, When

# News of a dated text without a day of its own is of the days before it was printed.
NEWS_DAYS = 7
# A day only assumed from the date of publication may be off by a night or two.
ASSUMED_DAYS = 2
MOST_READINGS = 3
PRECISIONS = ("day", "week", "month", "year")


class Window(NamedTuple):
    """A stretch of days, both ends included, and the precision of what bounds it."""

    first: date
    last: date
    precision: str

    def gap(self, other: Window) -> int:
        """Return the days between the two, 0 if they share one."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)

    def coarser(self, other: Window) -> str:
        """Return the less precise of the two precisions."""
        return max(self.precision, other.precision, key=PRECISIONS.index)


def windows_of(event: Event, document: Document | None) -> tuple[Window, ...]:
    """Return the readings of the event's time, the chosen one first; none if nothing bounds it."""
    published = document.published_on if document else None
    read = [_window(when, published) for when in event.happened[:MOST_READINGS]]
    found = tuple(dict.fromkeys(window for window in read if window))
    chosen = bool(read) and read[0] is not None
    if chosen or published is None or event.background:
        return found
    return (Window(published - timedelta(days=NEWS_DAYS), published, "week"), *found)


def _window(when: When, published: date | None) -> Window | None:
    if when.first is None:
        return None
    if when.basis == "published" and published and when.precision == "day":
        return Window(when.first - timedelta(days=ASSUMED_DAYS), published, "week")
    precision = when.precision if when.precision in PRECISIONS else "year"
    return Window(when.first, max(when.last or when.first, when.first), precision)
