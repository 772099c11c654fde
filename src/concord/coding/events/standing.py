"""Standing: whether a happening is the news or history, and whether it took place at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding.dating import anniversary
from concord.coding.engines.triggers import pattern
from concord.coding.events import bodies, charges, reviews
from concord.coding.events.candidates import OLD, Candidate, day_of, is_stretch
from concord.model import When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared
    from concord.model import Status

# Likelihoods, by the engine's model, that a trigger tells one that is history.
REMEMBERED = 0.5  # above it a happening without a date is background
NEWS = 0.18  # below it one is news though its words look back
REMEMBERED_LEAD = 0.7  # the same for the one that a text begins with
# "Outside a district court": where it happened, and not who judges it.
_SCENE = lazy_regex(
    r"\b(?:outside|near|beside|inside|opposite|into|at|attacked|targeted|hit|struck|stormed)\s+"
    r"(?:(?:a|an|the|gates?|of|entrance)\s+){1,4}(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "A few hours after a mine killed three": of the same day or night, and no history.
_HOURS_APART = lazy_regex(r"\b(?:hours?|minutes)\s+(?:after|before|earlier|later)\b", re.IGNORECASE)
_LONG = timedelta(days=5)  # before the newest: what a text comes to later is history
_DAYS_AFTER = lazy_regex(r"\b(?:days?|weeks?)\s+after\b", re.IGNORECASE)
_NEAR = 40  # characters between such words and what they date


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a document as a whole says of its happenings."""

    reference: date | None
    newest: date | None
    followup: bool
    within: tuple[date, date] | None = None
    reviewed: tuple[date, date] | None = None
    remembered: date | None = None
    told: tuple[When, ...] = ()
    reported: tuple[When, ...] = ()
    hours_apart: tuple[int, ...] = ()
    tried: tuple[int, ...] = ()


def setting_of(prepared: Prepared, happenings: Sequence[Happening], book: Codebook) -> Setting:
    """Return the setting: the day of the news and whether its lead speaks of what came after."""
    published = prepared.document.published_on
    days = [day for h in happenings if (day := day_of(h.when)) is not None]
    days = [day for day in days if published is None or day <= published + timedelta(days=1)]
    lead = prepared.text[: prepared.sentences[min(1, len(prepared.sentences) - 1)].end]
    return Setting(
        reference=published or max(days, default=None),
        newest=max(days, default=None),
        followup=_follows(lead, book),
        within=prepared.document.published_within,
        reviewed=reviews.month_of(prepared, days),
        remembered=anniversary(lead, published),
        told=prepared.whens,
        reported=prepared.reported,
        hours_apart=tuple(m.start() for m in _HOURS_APART.finditer(prepared.text)),
        tried=tuple(
            h.first.head.start for h in happenings if charges.is_charge(h.first, prepared.text)
        ),
    )


def _follows(lead: str, book: Codebook) -> bool:
    """Return whether a lead speaks of what followed: of a court, but not of a blast outside one."""
    found = pattern(book, "groups", "followup").finditer(lead)
    return any(not _SCENE.search(lead, 0, match.start()) for match in found)


def is_background(happening: Happening, happenings: Sequence[Happening], setting: Setting) -> bool:
    """Return whether a happening is only history in its document."""
    when, lasting = bodies.found_on(happening) or happening.when, happening.first.when
    remembered = setting.remembered is not None and happening is happenings[0]
    if remembered or _is_only_tried(happening, setting):
        return True
    if lasting is not None and is_stretch(lasting) and happening.first.sentence > 1:
        return True  # "eleven have been seized since 2007"
    if when is not None and when.first is not None and not is_stretch(when):
        return _is_old(happening, when, setting)
    return _is_told_as_history(happening, happenings, setting)


def _is_told_as_history(
    happening: Happening, happenings: Sequence[Happening], setting: Setting
) -> bool:
    """Return whether a happening without a day is history, by its words or by the model."""
    first = happening.first
    leads = happening is happenings[0] and not setting.followup
    by_words = not leads and (
        first.has("history")
        or first.has("past_perfect")
        or (setting.followup and happening is not happenings[0])
    )
    if any(abs(at - first.head.start) < _NEAR for at in setting.hours_apart):
        return False
    held = first.belief
    if held is None:
        return by_words
    return held.past >= (NEWS if by_words else REMEMBERED_LEAD if leads else REMEMBERED)


def _is_only_tried(happening: Happening, setting: Setting) -> bool:
    """Return whether it is only what somebody is held or tried for, and not of these days."""
    if happening.first.head.start not in setting.tried:
        return False
    day, on = day_of(happening.when), setting.newest or setting.reference
    return day is None or on is None or on - day > timedelta(days=1)


def _is_old(happening: Happening, when: When, setting: Setting) -> bool:
    """Return whether a happening whose time is known is older than the document's news."""
    last = when.last or when.first
    reference = setting.reference
    if reference is None or last is None:
        return when.precision != "day" and happening.first.sentence > 0
    if when.precision in {"month", "year"}:
        return True
    if setting.reviewed is not None and setting.reviewed[0] <= last <= setting.reviewed[1]:
        return False
    return reference - last > OLD or _is_behind(happening.first, when, last, setting.newest)


def _is_behind(first: Candidate, when: When, last: date, newest: date | None) -> bool:
    """Return whether it came before the newest of the text, and is told as what came before.

    "Last week" ended before the news of a Monday; "two days after" leads to what came first.
    """
    if newest is None or newest <= last:
        return False
    if when.precision == "week" and first.has("history"):
        return True
    if _DAYS_AFTER.search(when.text) and "kidnapping" not in first.labels:
        return True  # but an abduction goes on
    if newest - last >= _LONG and first.sentence > 1 and not first.has("separate"):
        return True
    return newest - last > timedelta(days=1) and _looks_back(first)


def _looks_back(first: Candidate) -> bool:
    """Return whether what came days before the newest is history: by its words or by the model.

    Without a model what is told further down is; one that reads digests tells a week's news apart.
    """
    if first.has("history") or first.has("past_perfect"):
        return True
    return first.belief.past >= REMEMBERED if first.belief is not None else first.sentence > 1


def status_of(happening: Happening) -> Status:
    """Return whether a happening took place, was stopped, planned, or is only alleged."""
    harmed = any(
        f.figure.low > 0 and f.figure.effect in {"killed", "injured"} for f in happening.figures
    )
    first = happening.first
    if first.has("foiled") and not harmed:
        return "foiled"
    if first.has("planned") and not harmed:
        return "planned"
    return "actual"
