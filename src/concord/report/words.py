"""The report's words for codes, days, ranges and scopes: neutral, and the same everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.analysis.periods import MONTHS
from concord.codebook.wording import say_persons
from concord.model.statements import ONE_EVENT

if TYPE_CHECKING:
    from concord.codebook.tolls import Range
    from concord.model import Location, Scope, When

ATTRIBUTIONS = {
    "claimed": "claimed by itself",
    "stated": "stated as fact",
    "blamed": "blamed by others",
    "suspected": "suspected",
    "inferred": "inferred by an analyst",
    "side": "a side in the fight",
    None: "level not coded",
}
STATUSES = {
    "actual": "happened",
    "foiled": "foiled",
    "planned": "planned",
    "alleged": "alleged",
}
PLACE_PRECISIONS = {
    "exact": "exact spot",
    "vicinity": "near the place",
    "town": "known to the town",
    "tehsil": "known to the tehsil",
    "district": "known to the district",
    "province": "known only to the province",
    "country": "known only to the country",
    "unknown": "not located",
}
DATE_PRECISIONS = {
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
    "year": "to the year",
    "unknown": "date not known",
}
STANCES = {
    "supports": "supports",
    "opposes": "opposes",
    "calls_for": "calls for",
    "rejects": "rejects",
    "accuses": "accuses",
    "denies": "denies",
    "claims_responsibility": "claims responsibility",
    "condemns": "condemns",
    "neutral_report": "reported without a stance",
}
VOICES = {
    "own": "own words",
    "act": "an act",
    "attributed": "attributed by others",
    "analyst": "an analyst's view",
}
REVIEWS = {
    "machine": "coded by program, not reviewed",
    "accepted": "accepted by a person",
    "corrected": "corrected by a person",
}
EFFECTS = {
    "killed": "Killed",
    "injured": "Injured",
    "abducted": "Abducted",
    "arrested": "Arrested",
}
MEASURES = {
    "incidents": "Incidents counted",
    "killed": "Killed (targets and bystanders)",
    "killed_attackers": "Killed (attackers' side)",
    "killed_total": "Killed (all sides)",
    "injured": "Injured",
    "abducted": "Abducted",
    "arrested": "Arrested",
}
NOT_STATED = "not stated"
UNKNOWN = "\N{EN DASH}"


def label(code: str | None) -> str:
    """Return a code as words: ``suicide_bombing`` is "suicide bombing"."""
    return (code or "").replace("_", " ") or NOT_STATED


def say_day(day: date, *, short: bool = False) -> str:
    """Return the day in words: 3 March 2014, or, short, 3 Mar 2014."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month[:3] if short else month} {day.year}"


def say_days(first: date, last: date, *, short: bool = False) -> str:
    """Return a stretch of days in words, in the coarsest form that is exact."""
    if first == last:
        return say_day(first, short=short)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    is_month = first.day == 1 and (last + timedelta(days=1)).day == 1
    if is_month and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{say_day(first, short=short)} to {say_day(last, short=short)}"


def say_when(when: When | None, *, short: bool = False) -> str:
    """Return a reading of a date in words; what is only relative keeps the document's words."""
    if when is None:
        return "date not known"
    if when.first is None:
        return f"“{when.text}”, date not resolved" if when.text else "date not known"
    return say_days(when.first, when.last or when.first, short=short)


def say_published(published: str | None) -> str:
    """Return a publication day (or month, or year) in words, or that there is none."""
    if not published:
        return "undated"
    try:
        return say_day(date.fromisoformat(published[:10]))
    except ValueError:
        return _say_month(published)


def _say_month(published: str) -> str:
    """Return a month or year of publication in words: of some papers no day is known."""
    year, _, month = published.partition("-")
    if not year.isdigit() or len(year) != len("2015"):
        return "undated"
    if not month:
        return year
    known = month.isdigit() and 1 <= int(month) <= len(MONTHS)
    return f"{MONTHS[int(month) - 1]} {year}" if known else "undated"


def say_place(place: Location | None, country: str | None = None) -> str:
    """Return the place with its district, province and ``country``, repeats left out."""
    if place is None:
        return "place not known"
    names = (place.name or place.text, place.admin2, place.admin1, country or place.country)
    kept: list[str] = []
    for name in names:
        if name and name not in kept:
            kept.append(name)
    return ", ".join(kept) or "place not known"


def say_range(low: int | None, best: int | None, high: int | None) -> str:
    """Return a figure with its range: "5 (3 to 8)", "at least 3", "4"; a dash if unknown.

    So it stands in a table, the best figure first; a sentence has it by ``say_killed``.
    """
    if low is None and best is None:
        return UNKNOWN
    base = best if best is not None else low or 0
    least = base if low is None else low
    if high is None:
        return f"at least {least:,}" if base == least else say_sum(least, base, base, open_ended=1)
    if least == high:
        return f"{base:,}"
    return f"{base:,} ({least:,} to {high:,})"


def say_sum(low: int, best: int, high: int, *, open_ended: int) -> str:
    """Return a sum of figures with its range; "or more" where a part has no upper bound."""
    if not open_ended:
        return say_range(low, best, high)
    return f"{best:,} or more" if low == high else f"{best:,} ({low:,} to {high:,} or more)"


def say_toll(toll: Range) -> str:
    """Return a toll range as ``say_range`` does."""
    return say_range(toll.low, toll.best, toll.high)


def say_killed(toll: Range) -> str:
    """Return the killed of an incident as a sentence has them: "13 to 50 or more killed"."""
    if toll.best is None and toll.low is None:
        return "killed: no figure"
    return f"{say_persons(toll)} killed"


def say_value(value: float | None, unit: str | None = None) -> str:
    """Return a published number as written: thousands grouped, no trailing zero.

    What qualifies it stands before it: 82 of "percent (over)" is "over 82%".
    """
    if value is None:
        return UNKNOWN
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
    noun, _, inside = (unit or "").partition(" (")
    how = [part for part in inside.removesuffix(")").split("; ") if part not in {"", ONE_EVENT}]
    said = f"{number}%" if noun in {"percent", "%"} else f"{number} {noun}".rstrip()
    return " ".join((*how, said))


def say_measure(code: str) -> str:
    """Return what a published number measures: "killed", "change"."""
    return label(code).removesuffix(" pct")


def say_percent(share: float | None) -> str:
    """Return a share from 0 to 1 as a whole percentage."""
    return UNKNOWN if share is None else f"{share * 100:.0f}%"


def say_scope(scope: Scope) -> str:
    """Return the scope in one sentence, only the filters that are set."""
    said = []
    if scope.since or scope.until:
        since = f"from {say_day(scope.since)}" if scope.since else ""
        until = f"until {say_day(scope.until)}" if scope.until else ""
        said.append(f"{since} {until}".strip())
    lists = ("countries", "places", "actors", "categories", "types", "statuses", "sources")
    said += [
        f"{name}: {', '.join(label(item) for item in getattr(scope, name))}"
        for name in lists
        if getattr(scope, name)
    ]
    if scope.datasets != ("own",):
        said.append(f"data sets: {', '.join(scope.datasets)}")
    if scope.release:
        said.append(f"release {scope.release}")
    if scope.reviewed is not None:
        said.append("reviewed only" if scope.reviewed else "not reviewed only")
    return "; ".join(said) or "the whole record, no filter"
