"""What the record itself may distort: sources, delay, precision and size of reports, by period.

A rise in incidents that comes with more outlets, or a fall with fewer, may be one of reporting.
Weidmann (2015), "On the Accuracy of Media-based Conflict Event Data", J. Conflict Resolution 59(6).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from concord.analysis.measures import counted, plural, sources_known, state
from concord.analysis.periods import sort_into, split
from concord.model import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from concord.analysis.measures import Counted
    from concord.analysis.periods import Period, Window
    from concord.model import Document, Finding, Value
    from concord.record.view import View

COLUMNS = (
    "period",
    "label",
    "incidents",
    "documents",
    "publishers",
    "sources_per_incident",
    "one_source_share",
    "delay_days",
    "to_a_town_share",
    "to_a_district_share",
    "coarser_share",
    "report_characters",
    "documents_published",
)
TOWN = ("exact", "vicinity", "town")
DISTRICT = ("tehsil", "district")
# The largest period against the smallest, from which a change in coverage is warned of.
UNEVEN = 2.0


def bias(view: View, *, window: Window = "auto") -> Finding:
    """Return one row per period on how its counted incidents are known.

    ``documents`` and ``publishers`` tell of them; ``sources_per_incident`` is the mean of
    independent speakers and ``one_source_share`` the part that has one; ``delay_days`` the median
    from the day of the incident to its first report; the shares of precision say how finely places
    are known (they sum to 1); ``report_characters`` is the median length of a report. None where a
    period holds nothing to tell it by. ``documents_published`` counts all documents of the record
    that came out in the period, whatever they tell of. Imported rows carry no documents of ours,
    and their sources are known only where the data set counts them.
    """
    items = [each for each in counted(view) if _day(each) is not None]
    documents = _documents(view, items)
    periods = _periods(items, view, window)
    inside, _ = sort_into(periods, [each.incident.facts.happened[0] for each in items])
    known = sources_known(view)
    published = _published(view, periods)
    rows = [
        (*_row(period, [items[n] for n in kept], documents, known), published[at])
        for at, (period, kept) in enumerate(zip(periods, inside, strict=True))
    ]
    return state(
        view,
        title=_title([known.get(each.incident.id) for each in items]),
        words=_words(rows),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(rows),
    )


def _day(each: Counted) -> date | None:
    readings = each.incident.facts.happened
    return readings[0].first if readings else None


def _documents(view: View, items: Iterable[Counted]) -> Mapping[str, Document]:
    wanted = {each for item in items for each in item.incident.document_ids}
    return {each.id: each for each in view.documents() if each.id in wanted}


def _published(view: View, periods: Sequence[Period]) -> list[int]:
    """Return, per period, how many documents of the record were published in it."""
    days = [each.published_on for each in view.headings.values()]
    readings = [When(first=day, last=day, precision="day", basis="explicit") for day in days if day]
    inside, _ = sort_into(periods, readings)
    return [len(each) for each in inside]


def _periods(items: Sequence[Counted], view: View, window: Window) -> list[Period]:
    days = [day for each in items if (day := _day(each)) is not None]
    if not days:
        return []
    return list(split((view.scope.since or min(days), view.scope.until or max(days)), window))


def _row(
    period: Period,
    inside: Sequence[Counted],
    documents: Mapping[str, Document],
    known: Mapping[str, int],
) -> tuple[Value, ...]:
    ids = dict.fromkeys(d for each in inside for d in each.incident.document_ids)
    read = [documents[each] for each in ids if each in documents]
    origins = [known[each.incident.id] for each in inside if each.incident.id in known]
    delays = [delay for each in inside if (delay := _delay(each, documents)) is not None]
    precisions = [_precision(each) for each in inside]
    return (
        period.name,
        period.label,
        len(inside),
        len(ids) if ids or not inside else None,
        len({(each.publisher or each.source).casefold() for each in read})
        if read or not inside
        else None,
        round(sum(origins) / len(origins), 2) if origins else None,
        _share([origin <= 1 for origin in origins]),
        median(delays) if delays else None,
        _share([each in TOWN for each in precisions]),
        _share([each in DISTRICT for each in precisions]),
        _share([each not in (*TOWN, *DISTRICT) for each in precisions]),
        median(len(each.text) for each in read) if read else None,
    )


def _delay(each: Counted, documents: Mapping[str, Document]) -> int | None:
    """Return the days from an incident known to the day to its first report."""
    when = each.incident.facts.happened[0]
    published = [
        day
        for name in each.incident.document_ids
        if name in documents and (day := documents[name].published_on)
    ]
    if when.precision != "day" or when.first is None or not published:
        return None
    return (min(published) - when.first).days


def _precision(each: Counted) -> str:
    places = each.incident.facts.places
    return places[0].precision if places else "unknown"


def _share(marks: Sequence[bool]) -> float | None:
    return round(sum(marks) / len(marks), 3) if marks else None


def _records(rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Value]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def _title(sources: Sequence[int | None]) -> str:
    told = [number for number in sources if number is not None]
    if not sources:
        return "No dated incident is counted"
    if not told:
        return f"How many sources tell of {plural(len(sources), 'incident')} is not recorded"
    single = sum(number <= 1 for number in told)
    which = "" if len(told) == len(sources) else " whose sources are recorded"
    return (
        f"{single / len(told):.0%} of {plural(len(told), 'incident')}{which} rest on one"
        " independent source"
    )


def _words(rows: Sequence[tuple[Value, ...]]) -> str:
    if not rows:
        return "Nothing to tell the record's own distortions by."
    return (
        f"{plural(len(rows), 'period')}. What is not reported is in no row: compare periods with"
        " alike sources before saying that violence changed."
    )


def _checks(rows: Sequence[tuple[Value, ...]]) -> list[str]:
    found = []
    known = [row for row in _records(rows) if row["documents"]]
    sizes = [int(str(row["publishers"])) for row in known if row["publishers"]]
    if len(sizes) > 1 and max(sizes) >= UNEVEN * min(sizes):
        found.append(
            f"From {min(sizes)} to {plural(max(sizes), 'publisher')} by period: coverage changed,"
            " so a change in counts may be one of reporting."
        )
    late = [row for row in known if row["delay_days"] is not None]
    early = sum(float(str(row["delay_days"])) < 0 for row in late)
    if early:
        found.append(f"{plural(early, 'period')} with reports before the incident: check dates.")
    return found
