"""Two periods like for like: the same months of the year and the same publishers.

A count of incidents on record is a census of what was reported and gets no sampling interval. Its
ranges are those of its tolls (disagreement), of incidents dated too coarsely, and of coverage.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from concord.analysis.measures import add_ranges, counted, plural, state
from concord.analysis.periods import say_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from concord.analysis.measures import Counted, Sum
    from concord.model import Finding, Value
    from concord.record.view import View

COLUMNS = (
    "measure",
    "basis",
    "earlier",
    "earlier_low",
    "earlier_high",
    "later",
    "later_low",
    "later_high",
    "change",
    "change_share",
    "range_from",
)
SMALL = 20
Days = tuple["date", "date"]


def compare(view: View, earlier: Days, later: Days) -> Finding:
    """Return incidents and deaths of two periods (days inclusive), as they are and like for like.

    ``basis``: ``as recorded``; ``same months``, where only months of the year that both periods
    hold whole count; ``same publishers``, where only incidents that a publisher of both periods
    reports count (no such rows where no publisher is known). ``change_share`` is the change as a
    share of the earlier period, None from zero. ``range_from`` names what the low and high come
    from: dates too coarse (incidents) or sources that disagree (deaths); None without a range.
    """
    items = counted(view)
    months = _shared_months(earlier, later)
    publishers = _publishers(view, items, earlier) & _publishers(view, items, later)
    bases = {
        "as recorded": list(items),
        "same months": [each for each in items if _month(each) in months],
    }
    # Rows of a data set carry no publishers: none in common would say what nobody knows.
    if any(_publishers(view, items, days) for days in (earlier, later)):
        bases["same publishers"] = [each for each in items if _names(view, each) & publishers]
    rows = [row for basis, kept in bases.items() for row in _rows(basis, kept, earlier, later)]
    return state(
        view,
        title=_title(rows, earlier, later),
        words=_words((earlier, later), months, publishers, known="same publishers" in bases),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(view, items, earlier, later),
    )


def _rows(
    basis: str, items: Sequence[Counted], earlier: Days, later: Days
) -> list[tuple[Value, ...]]:
    before, after = _inside(items, earlier), _inside(items, later)
    possible = len(_touching(items, earlier)), len(_touching(items, later))
    counts = (len(before), len(before), possible[0]), (len(after), len(after), possible[1])
    killed = [_bounds(add_ranges(e.toll.killed for e in part)) for part in (before, after)]
    return [
        _row(("incidents", basis), counts[0], counts[1], "dates known too coarsely"),
        _row(("killed", basis), killed[0], killed[1], "sources that disagree"),
    ]


def _bounds(total: Sum) -> tuple[int, int, int]:
    return total.best, total.low, total.high


def _row(
    head: tuple[str, str], before: tuple[int, int, int], after: tuple[int, int, int], cause: str
) -> tuple[Value, ...]:
    change = after[0] - before[0]
    share = round(change / before[0], 4) if before[0] else None
    exact = before[1] == before[2] and after[1] == after[2]
    return (*head, *before, *after, change, share, None if exact else cause)


def _inside(items: Sequence[Counted], days: Days) -> list[Counted]:
    """Return the incidents that lie in the days for sure."""
    return [each for each in items if (span := _span(each)) and days[0] <= span[0] and
            span[1] <= days[1]]  # fmt: skip


def _touching(items: Sequence[Counted], days: Days) -> list[Counted]:
    return [each for each in items if (span := _span(each)) and days[0] <= span[1] and
            span[0] <= days[1]]  # fmt: skip


def _span(each: Counted) -> Days | None:
    readings = each.incident.facts.happened
    if not readings or readings[0].first is None:
        return None
    first = readings[0].first
    return first, first if readings[0].precision == "day" else readings[0].last or first


def _month(each: Counted) -> int | None:
    span = _span(each)
    return span[0].month if span and span[0].month == span[1].month else None


def _shared_months(earlier: Days, later: Days) -> frozenset[int]:
    return _months(earlier) & _months(later)


def _months(days: Days) -> frozenset[int]:
    """Return the months of the year that the days hold whole in some year."""
    first, last = days
    found = set()
    for year in range(first.year, last.year + 1):
        for month in range(1, 13):
            begin = first.replace(year=year, month=month, day=1)
            length = monthrange(year, month)[1]
            if first <= begin and begin.replace(day=length) <= last:
                found.add(month)
    return frozenset(found)


def _publishers(view: View, items: Sequence[Counted], days: Days) -> frozenset[str]:
    return frozenset(name for each in _inside(items, days) for name in _names(view, each))


def _names(view: View, each: Counted) -> frozenset[str]:
    known = view.headings
    found = (known.get(name) for name in each.incident.document_ids)
    return frozenset((d.publisher or d.source).casefold() for d in found if d is not None)


def _title(rows: Sequence[tuple[Value, ...]], earlier: Days, later: Days) -> str:
    row = dict(zip(COLUMNS, rows[0], strict=True))
    ours, before = (f"{say_day(first)} to {say_day(last)}" for first, last in (later, earlier))
    spans = f"{before} against {ours}"
    if row["change_share"] is None:
        return f"No incident in the earlier period to compare with ({spans})"
    share = float(str(row["change_share"]))
    way = "rose" if share > 0 else "fell" if share < 0 else "did not change"
    how = f" by {abs(share):.0%}" if share else ""
    said = f"Incidents {way}{how}, from {row['earlier']} to {row['later']}"
    return f"{said}{_alike(rows)} ({spans})"


def _alike(rows: Sequence[tuple[Value, ...]]) -> str:
    """Say the counts of the publishers of both periods, where they differ from all."""
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    counts = {row["basis"]: (row["earlier"], row["later"]) for row in reversed(found)
              if row["measure"] == "incidents"}  # fmt: skip
    alike = counts.get("same publishers")
    if alike is None or alike == counts["as recorded"]:
        return ""
    return f"; those of publishers heard in both, from {alike[0]} to {alike[1]}"


def _words(
    spans: tuple[Days, Days], months: Collection[int], publishers: Collection[str], *, known: bool
) -> str:
    days = [(part[1] - part[0]).days + 1 for part in spans]
    both = f"{plural(len(publishers), 'publisher')} reported in both"
    return (
        f"{days[0]} days against {days[1]}; {plural(len(months), 'month')} of the year lie whole in"
        f" both, and {both if known else 'no publisher is recorded'}. These are all"
        " recorded incidents, not a sample: ranges come from sources and dates, not from chance."
    )


def _checks(view: View, items: Sequence[Counted], earlier: Days, later: Days) -> list[str]:
    found = []
    counts = [len(_inside(items, days)) for days in (earlier, later)]
    if min(counts) < SMALL:
        found.append(f"Small base ({min(counts)}): read counts, not percents.")
    lengths = [(days[1] - days[0]).days for days in (earlier, later)]
    # A leap year is no longer period.
    if abs(lengths[0] - lengths[1]) > 1:
        found.append("The periods differ in length: compare rates, or the same months.")
    told = [_publishers(view, items, days) for days in (earlier, later)]
    gone, come = told[0] - told[1], told[1] - told[0]
    if gone or come:
        found.append(
            f"Coverage changed: {plural(len(come), 'publisher')} only in the later period,"
            f" {len(gone)} only in the earlier. See the rows of the same publishers."
        )
    return found
