"""Time expressions of a text, resolved against its date of publication and the days it names.

``find`` gives every expression as a ``model.When`` with offsets; ``resolve`` reads one expression;
``expressions`` adds the TIMEX3 kind and value; ``dateline`` the date on the head of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.times.customs import UNKNOWN, Customs, customs_of
from concord.coding.times.dateline import dateline
from concord.coding.times.following import Expression
from concord.coding.times.joining import apart, with_parts
from concord.coding.times.joining import joined as _joined
from concord.coding.times.reading import read, read_one
from concord.coding.times.spreading import spread

if TYPE_CHECKING:
    from datetime import date

    from concord.coding.times.meaning import Tense
    from concord.model import When

__all__ = [
    "UNKNOWN",
    "Customs",
    "Expression",
    "customs_of",
    "dateline",
    "expressions",
    "find",
    "find_within",
    "resolve",
]


def expressions(
    text: str, *, published: date | None, customs: Customs = UNKNOWN
) -> tuple[Expression, ...]:
    """Return the single time expressions of ``text`` in order, ranges apart ("1998" and "2001").

    As TIMEX3 has it, "April 24 and 25" are two ("25" the second), and the part of a year that has
    a value of its own is one ("the first six months of 2023").

    Without ``published`` the date on the head of the text is used if there is one.
    """
    found = read(text, reference=published or dateline(text), customs=customs)
    return tuple(one for whole in with_parts(text, found) for one in apart(whole))


def find(text: str, *, published: date | None, customs: Customs = UNKNOWN) -> tuple[When, ...]:
    """Return the time expressions of ``text`` in order, ranges joined, with offsets.

    ``When.kind`` says what it is: ``date`` and ``time`` date something; ``reported`` is the day on
    which somebody said or published it; ``duration``, ``repeated`` and ``vague`` date nothing, and
    have no days. ``customs`` gives the order of day and month in figures, and the start of fiscal
    years; dates that allow two readings stay unresolved without an order there or in the text's
    other dates. Without ``published`` the date on the head of the text is used; without either,
    relative expressions stay unresolved.
    """
    reference = published or dateline(text)
    return tuple(
        item.when()
        for item in _joined(text, read(text, reference=reference, customs=customs), reference)
    )


def find_within(
    text: str, *, first: date, last: date, customs: Customs = UNKNOWN
) -> tuple[When, ...]:
    """Return the times of a text that was published on an unknown day from ``first`` to ``last``.

    The text is read against both days. What they agree on stays ("last year", "on 5 May 2014");
    what they do not becomes the range of both readings, as precise as a month or a year.
    """
    early = {(w.start, w.end): w for w in find(text, published=first, customs=customs)}
    late = find(text, published=last, customs=customs)
    return tuple(spread(early.get((when.start, when.end)), when) for when in late)


def resolve(
    text: str, *, reference: date | None, tense: Tense | None = None, customs: Customs = UNKNOWN
) -> When:
    """Return what one time expression means on the day ``reference``.

    ``first`` and ``last`` are inclusive days; ``basis`` says how they were found: ``explicit`` (the
    words say the year), ``relative`` (they took it from the reference), ``unresolved`` (nothing was
    read, or it needs a reference). Of several expressions the longest is read. Without ``tense``
    the words around it say whether it lies ahead ("until Monday"), past if they do not.

    >>> resolve("two days earlier", reference=date(2024, 5, 10)).first
    datetime.date(2024, 5, 8)
    """
    return read_one(text, reference=reference, tense=tense, customs=customs)
