"""Hours: the time of day by the clock that a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.model import When

_CLOCK = lazy_regex(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s*(?:(?P<half>[ap])\.?\s?m\b)?", re.IGNORECASE
)


def hours_apart(candidate: Candidate, happening: Happening) -> float | None:
    """Return how far the time by the clock is from the nearest that the happening has, if any."""
    ours = clock_of(candidate.when)
    theirs = [c for each in happening.candidates if (c := clock_of(each.when)) is not None]
    return min(abs(ours - each) for each in theirs) if ours is not None and theirs else None


def clock_of(when: When | None) -> float | None:
    """Return the time of day by the clock in hours, if a time names it: "9.40 am", "17:12"."""
    found = _CLOCK.search(when.text) if when is not None else None
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if not half and not found["minute"]:
        return None
    return (
        hour % 12 + 12 * (half == "p") + int(found["minute"] or 0) / 60
        if half
        else hour + int(found["minute"]) / 60
    )
