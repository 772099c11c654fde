"""Timing: how the times of a candidate and a happening speak for and against their being one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.events import bodies
from concord.coding.events.candidates import OLD
from concord.coding.events.happenings import killed
from concord.coding.events.hours import hours_apart
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.model import When


HARD = -100.0  # a feature that lets two be one under no condition
_YEAR = lazy_regex(r"\b(?:19|20)\d\d\b")
_NIGHT = lazy_regex(r"\b(?:night|overnight|midnight|late|early|dawn|pre-dawn)\b", re.IGNORECASE)
_PART_OF_DAY = lazy_regex(r"\b(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_SAME_DAY = lazy_regex(r"\bsame\s+(?:day|night)\b|\bin\s+the\s+day\b", re.IGNORECASE)
_CLOSE = 0.35  # hours
_PAST, _NEWS = 0.5, 0.3  # likelihoods, by the engine's model, of being past, and from which on not


def compare_times(candidate: Candidate, happening: Happening) -> float:
    """Compare times: overlapping ones speak for, disjoint ones (by over a day) against."""
    one, other = candidate.when, happening.when
    if one is None or other is None or one.first is None or other.first is None:
        alone = one is not None and other is None
        return _undated(candidate, happening) if alone else 0.0
    last_one, last_other = one.last or one.first, other.last or other.first
    gap = max((one.first - last_other).days, (other.first - last_one).days)
    if gap > 0 and bodies.is_of_the_taken(candidate, happening):
        return 0.0
    if one.precision == other.precision == "day":
        return HARD if gap > 1 else _day(candidate, happening, (one, other), gap)
    if gap > 1:
        return HARD
    # What somebody is tried for is told by its year and by its day.
    tried = candidate.has("followup") or happening.first.has("followup")
    return 0.2 if one.precision == other.precision or (tried and gap <= 0) else -2.5


def _day(candidate: Candidate, happening: Happening, whens: tuple[When, When], gap: int) -> float:
    """Compare two days that meet, or follow each other: a night may be told by either."""
    told = bool(candidate.labels) and not candidate.has("definite")
    if gap == 1 and bodies.are_of_one_find(candidate, happening):
        return 0.0
    if gap == 1:
        both = told and bool(happening.labels or killed(happening.figures))
        return -3.0 if both and not any(_NIGHT.search(w.text) for w in whens) else -1.2
    if _SAME_DAY.search(whens[0].text):
        return 0.0  # "the same day", "earlier in the day": a day taken from the one before
    if (hours := hours_apart(candidate, happening)) is not None:
        return 1.0 if hours <= _CLOSE or not told else -1.2
    parts = [_PART_OF_DAY.search(when.text) for when in whens]
    if all(parts) and len({part[0].lower() for part in parts if part}) > 1:
        return -2.4 if told or killed(candidate.figures) else 0.0
    return 1.0


def _undated(candidate: Candidate, happening: Happening) -> float:
    """Weigh the time of a candidate where the happening has none."""
    when = candidate.when
    if when is None or candidate.clause == happening.first.clause:
        return 0.0
    if _is_of_the_past(candidate, when, happening):
        return -3.0
    apart = when.precision in {"month", "year"} or _turns_back(candidate, happening)
    return -1.8 if apart else -0.6 * candidate.has("history")


def _is_of_the_past(candidate: Candidate, when: When, happening: Happening) -> bool:
    """Return whether a month or year long ago, told as past, follows what is told as news."""
    published, last = candidate.published, when.last or when.first
    held, theirs = candidate.belief, happening.belief
    if published is None or last is None or held is None or theirs is None:
        return False
    old = when.precision in {"month", "year"} and published - last > OLD
    return old and held.past >= _PAST > _NEWS >= theirs.past


def _turns_back(candidate: Candidate, happening: Happening) -> bool:
    """Return whether a candidate of long ago follows what says no day of its own."""
    lead = happening.first.sentence <= 1 < candidate.sentence
    when = candidate.when
    dated = when is not None and bool(_YEAR.search(when.text))
    return candidate.is_old and (lead or dated)
