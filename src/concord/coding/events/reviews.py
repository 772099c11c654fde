"""Reviews: texts that report on a month as a whole, whose happenings are all its news.

"What we recorded in January", "Security review: May": such a text comes weeks after most of what it
tells, and that is no history in it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.prepared import Prepared

_LATE = timedelta(days=45)  # after the end of the month: reviews take their time
_LEAD = 2  # sentences, a headline among them
_SEVERAL = 2  # happenings with a day in the month


def month_of(prepared: Prepared, days: Sequence[date]) -> tuple[date, date] | None:
    """Return the first and last day of the month that a text reviews, None if it reviews none.

    Its lead names the month, it tells of several days of it and of none after it. ``days`` are
    those of its happenings.
    """
    published = prepared.document.published_on
    last = prepared.sentences[min(_LEAD, len(prepared.sentences)) - 1].end
    for when in prepared.whens:
        if when.precision != "month" or not (when.first and when.last) or (when.start or 0) >= last:
            continue
        inside = {day for day in days if when.first <= day <= when.last}
        fresh = published is None or timedelta(0) < published - when.last <= _LATE
        if fresh and len(inside) >= _SEVERAL and max(days) <= when.last:
            return when.first, when.last
    return None
