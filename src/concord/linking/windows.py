"""When an event may have happened: the chosen reading of its text, then the others."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from concord.model import Document, Event, When

# News of a dated text without a day of its own is of the days before it was printed.
NEWS_DAYS = 7
# A day only assumed from the date of publication may be off by a night or two.
ASSUMED_DAYS = 2
MOST_READINGS = 3
# A siege that is said to last longer is a war.
MOST_DAYS = 13
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            ("second", "two"), ("third", "three"), ("fourth", "four"), ("fifth", "five"),
            ("sixth", "six"), ("seventh", "seven"), ("eighth", "eight"), ("ninth", "nine"),
            ("tenth", "ten"),
        ),
        start=2,
    )
    for name in names
}  # fmt: skip
_NUMBER = "|".join((*NUMBERS, r"\d{1,2}(?:st|nd|rd|th)?"))
# "the third straight day", "day three", "a four-day".
DAY_OF = re.compile(
    rf"\b({_NUMBER})\s+(?:straight\s+|consecutive\s+|successive\s+)?day\b"
    rf"|\bday\s+({_NUMBER})\b|\b({_NUMBER})-day(?:-long)?\b"
)
SENTENCE_ENDS = (". ", "! ", "? ", "\n")
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


def windows_of(
    event: Event, document: Document | None, lasting: tuple[str, ...] = ()
) -> tuple[Window, ...]:
    """Return the readings of the event's time, the chosen one first; none if nothing bounds it.

    ``lasting`` are words for what goes on for days: "the third day of the siege" reaches back to
    its first.
    """
    published = document.published_on if document else None
    before = days_before(event, document, lasting) if document and lasting else 0
    read = [_begun(_window(w, published), before) for w in event.happened[:MOST_READINGS]]
    found = tuple(dict.fromkeys(window for window in read if window))
    chosen = bool(read) and read[0] is not None
    if chosen or published is None or event.background:
        return found
    return (Window(published - timedelta(days=NEWS_DAYS), published, "week"), *found)


def days_before(event: Event, document: Document, lasting: tuple[str, ...]) -> int:
    """Return for how many days what an event tells of had gone on.

    Its sentence says so, or the next ("The siege ended. Five died in the three-day siege").
    """
    text = document.text
    begin = max(text.rfind(mark, 0, event.start) for mark in SENTENCE_ENDS) + 1
    end = _end_of_sentence(text, event.end)
    told = [text[begin:end].casefold(), text[end : _end_of_sentence(text, end + 1)].casefold()]
    lasts = re.compile(rf"\b(?:{'|'.join(map(re.escape, lasting))})\b")
    if not lasts.search(told[0]):
        return 0
    found = DAY_OF.search(told[0]) or (DAY_OF.search(told[1]) if lasts.search(told[1]) else None)
    if found is None:
        return 0
    word = next(group for group in found.groups() if group)
    digits = re.match(r"\d+", word)
    number = int(digits[0]) if digits else NUMBERS[word]
    return min(max(number - 1, 0), MOST_DAYS)


def _end_of_sentence(text: str, start: int) -> int:
    ends = [text.find(mark, start) for mark in SENTENCE_ENDS]
    return min((end for end in ends if end >= 0), default=len(text))


def _begun(window: Window | None, days: int) -> Window | None:
    """Return the window of what began so many days before."""
    if window is None or not days or window.precision != "day":
        return window
    return window._replace(first=window.first - timedelta(days=days))


def _window(when: When, published: date | None) -> Window | None:
    if when.first is None:
        return None
    if when.basis == "published" and published and when.precision == "day":
        return Window(when.first - timedelta(days=ASSUMED_DAYS), published, "week")
    precision = when.precision if when.precision in PRECISIONS else "year"
    return Window(when.first, max(when.last or when.first, when.first), precision)
