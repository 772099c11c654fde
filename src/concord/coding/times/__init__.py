"""Time expressions of a text, resolved against its date of publication and the days it names.

``find`` gives every expression as a ``model.When`` with offsets; ``resolve`` reads one expression;
``expressions`` adds the TIMEX3 kind and value; ``dateline`` the date on the head of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.times.dateline import dateline
from concord.coding.times.reading import Expression, read, read_one
from concord.coding.times.reading import joined as _joined

if TYPE_CHECKING:
    from datetime import date

    from concord.coding.times.meaning import Order, Tense
    from concord.model import When

__all__ = ["Expression", "dateline", "expressions", "find", "resolve"]


def expressions(
    text: str, *, published: date | None, order: Order | None = None
) -> tuple[Expression, ...]:
    """Return the single time expressions of ``text`` in order, ranges apart ("1998" and "2001").

    Without ``published`` the date on the head of the text is used if there is one.
    """
    return read(text, reference=published or dateline(text), order=order)


def find(text: str, *, published: date | None, order: Order | None = None) -> tuple[When, ...]:
    """Return the time expressions of ``text`` in order, ranges joined, with offsets.

    ``When.kind`` says what it is: ``date`` and ``time`` date something; ``reported`` is the day on
    which somebody said or published it; ``duration``, ``repeated`` and ``vague`` date nothing, and
    have no days. ``order`` ("dmy", "mdy") reads numeric dates that allow both readings; without it
    they stay unresolved. Without ``published`` the date on the head of the text is used; without
    either, relative expressions stay unresolved.
    """
    reference = published or dateline(text)
    return tuple(
        item.when()
        for item in _joined(text, read(text, reference=reference, order=order), reference)
    )


def resolve(text: str, *, reference: date | None, tense: Tense = "past") -> When:
    """Return what one time expression means on a day ``reference``; unresolved if nothing is read.

    >>> resolve("two days earlier", reference=date(2024, 5, 10)).first
    datetime.date(2024, 5, 8)
    """
    return read_one(text, reference=reference, tense=tense)
