"""The trend of a scope: its periods with counts and deaths, its words and its drawing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from concord.analysis.measures import plural
from concord.analysis.periods import begin, split
from concord.analysis.trends import say_peak
from concord.record.sums import sum_periods
from concord.report import words
from concord.web.drawing.bars import Bar, draw_bars

if TYPE_CHECKING:
    from concord.analysis.periods import Period
    from concord.record.listing import Listing, Truths
    from concord.record.sums import Stretch, Total
    from concord.web.asked import Asked

WIDE, NARROW = 880.0, 350.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The trend; the pictures are None where nothing is dated.

    ``before`` is how many old incidents lie before it, and the address of their list.
    """

    title: str
    notes: tuple[str, ...]
    bars: tuple[Bar, ...]
    coarse: bool
    wide: Markup | None
    narrow: Markup | None
    before: tuple[str, str] | None = None


def time_line(
    asked: Asked, listing: Listing, rows: Truths, *, path: str, drawn: bool = True
) -> Timeline:
    """Return the trend of the rows; each period leads to its incidents at ``path``."""
    dated = listing.days[rows & (listing.days[:, 0] > 0)]
    undated = int(np.count_nonzero(rows)) - len(dated)
    notes = [f"{plural(undated, 'incident')} without a date, in no period."] if undated else []
    if not len(dated):
        return Timeline(
            title="No dated incident to count by period",
            notes=tuple(notes),
            bars=(),
            coarse=False,
            wide=None,
            narrow=None,
        )
    last = np.where(dated[:, 1] > 0, dated[:, 1], dated[:, 0])
    days = np.sort(dated[:, 0]).tolist()
    # Programs are given every period.
    start = begin(days) if drawn and asked.scope.since is None else days[0]
    early = bisect_left(days, start)
    span = (
        asked.scope.since or date.fromordinal(start),
        asked.scope.until or date.fromordinal(int(last.max())),
    )
    periods = tuple(split(span))
    stretches = sum_periods(listing, rows, [(p.first, p.last) for p in periods])
    bars = tuple(_bar(asked, p, s, path) for p, s in zip(periods, stretches, strict=True))
    coarse = len(dated) - early - sum(bar.incidents for bar in bars)
    if coarse:
        notes.append(f"{plural(coarse, 'incident')} dated too coarsely for one {periods[0].noun}.")
    return Timeline(
        title=say_peak(periods, [bar.incidents for bar in bars]),
        notes=tuple(notes),
        bars=bars,
        coarse=any(bar.possible != bar.incidents for bar in bars),
        wide=draw_bars(bars, WIDE) if drawn else None,
        narrow=draw_bars(bars, NARROW) if drawn else None,
        before=_before(asked, early, periods[0]) if early else None,
    )


def _before(asked: Asked, early: int, first: Period) -> tuple[str, str]:
    """Return how many incidents lie before a timeline's first period, and where their list is."""
    until = (first.first - timedelta(days=1)).isoformat()
    link = asked.link("/incidents", until=until, counted="true")
    return f"{plural(early, 'incident')} before {first.words}", link


def say_killed(total: Total) -> str:
    """Return the killed of some incidents with their range; a dash if none gives a figure."""
    if total.parts == total.unstated:
        return words.UNKNOWN
    return words.say_sum(total.low, total.best, total.high, open_ended=total.open_ended)


def _bar(asked: Asked, period: Period, stretch: Stretch, path: str) -> Bar:
    killed = stretch.killed
    sure = plural(stretch.incidents, "incident")
    more = stretch.possible - stretch.incidents
    perhaps = f" and perhaps {more:,} more" if more else ""
    return Bar(
        label=period.label,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        incidents=stretch.incidents,
        possible=stretch.possible,
        killed=(killed.low, killed.best, killed.high),
        open_ended=bool(killed.open_ended),
        words=f"{period.words}: {sure}{perhaps}; killed {say_killed(killed)}",
        link=asked.link(path, since=period.name, until=period.name, counted="true"),
    )
