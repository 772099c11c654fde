"""Sums: whether what is told is many happenings at once, or violence in general."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines.triggers import pattern
from concord.coding.events.candidates import UNTYPED, Candidate, day_of
from concord.coding.events.happenings import Happening, is_certain, killed
from concord.coding.events.scenes import is_narrower
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.prepared import Prepared


_BRIEF = 2  # candidates of a sum: it is said once or twice
# "69 militant attacks": nobody tells so many one by one.
_MANY_OF_THEM = lazy_regex(
    r"\b(?:[1-9]\d+|[1-9],\d{3}|dozens\s+of|scores\s+of|hundreds\s+of)\s+(?:(?!\w+\s+(?:in|during)\s+the\s)[\w-]+\s+){0,3}(?:attacks|incidents|bombings|strikes|operations|raids|blasts|ambushes|clashes|killings|kidnappings|assaults|explosions|airstrikes)\b",
    re.IGNORECASE,
)
_NUMBERED_PLURAL = lazy_regex(
    r"\b(?:twin|two|three|four|five|six|seven|eight|nine|ten|several|dozens|many|series|multiple|\d+)\b",
    re.IGNORECASE,
)

_VIOLENCE = lazy_regex(r"violence|unrest|fighting|bloodshed|attacks|killings", re.IGNORECASE)
_PERFECT = lazy_regex(r"\b(?:has|have|had)\s+(?:[\w-]+\s+){0,3}[\w-]+", re.IGNORECASE)
_SINCE = lazy_regex(
    r"\b(?:since|over\s+the\s+(?:past|last)|in\s+the\s+(?:past|last)|during\s+the\s+(?:past|last)"
    r"|in\s+what\s+(?:has\s+|had\s+)?bec[oa]me"
    r"|(?:in|during)\s+(?:the|an?|its|(?:[\w-]+\s+){0,2}[\w-]+['\u2019]s?)\s+(?:[\w-]+\s+){0,3}"
    r"(?:conflict|war|insurgency|rebellion|uprising))"
    r"(?:\s+\w|\b)",
    re.IGNORECASE,
)
# "Mirrored earlier attacks", "blamed for previous killings": others than those that are told.
_EARLIER = lazy_regex(
    r"\b(?:earlier|previous|past|prior|similar)\s+(?:(?!two|three|four|five|six)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_EARLIER_REACH = 40  # characters before a trigger in which such a word stands


def is_general(candidate: Candidate, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a clause only speaks of violence in general: many happenings of a period."""
    habitual = pattern(book, "groups", "habitual").search(
        prepared.text, candidate.clause.start, candidate.clause.end
    )
    dated = candidate.when is not None and candidate.when.precision == "day"
    if habitual and not dated and not killed(candidate.figures):
        return not is_certain(candidate.belief)
    if _tells_since(candidate, prepared) or _is_of_earlier(candidate, prepared):
        return True
    return _is_summed(candidate, prepared, book)


def _is_summed(candidate: Candidate, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a clause counts attacks, or tells of several in no place on no day."""
    if is_certain(candidate.belief) or not candidate.has("plural"):
        return False
    if _MANY_OF_THEM.search(prepared.text, candidate.clause.start, candidate.head.end):
        return True
    if killed(candidate.figures):
        return False
    when = candidate.when
    if when is not None and when.precision == "day":
        return False
    numbered = _NUMBERED_PLURAL.search(prepared.text, candidate.clause.start, candidate.head.end)
    summed = pattern(book, "groups", "aggregate").search(
        prepared.text, candidate.clause.start, candidate.clause.end
    )
    typed = [t for t in candidate.triggers if t.label not in UNTYPED]
    singular = [t for t in typed if not t.text.lower().endswith("s")]
    return bool(summed) and not singular and not (numbered and candidate.places)


def _tells_since(candidate: Candidate, prepared: Prepared) -> bool:
    """Return whether harm or violence is told of, and since when: "has killed many since 2019".

    What such a sentence counts is of no single happening, and left out before.
    """
    if any(not f.aggregate for f in candidate.figures) or day_of(candidate.when) is not None:
        return False
    if not all(t.label == "harm" or _VIOLENCE.fullmatch(t.text) for t in candidate.triggers):
        return False
    span = prepared.sentences[candidate.sentence]
    perfect = _PERFECT.search(prepared.text, span.start, candidate.head.end)
    return perfect is not None and _SINCE.search(prepared.text, span.start, span.end) is not None


def _is_of_earlier(candidate: Candidate, prepared: Prepared) -> bool:
    """Return whether a clause only speaks of earlier attacks as such, in no place on no day.

    Those beside words of arrest are its own: "blamed for earlier attacks, were held on Monday".
    """
    if candidate.figures or not candidate.has("plural"):
        return False
    if (candidate.places or candidate.when is not None) and not candidate.has("followup"):
        return False
    text = prepared.text
    return all(
        t.text.split()[0].endswith("s")
        and _EARLIER.search(text[max(0, t.start - _EARLIER_REACH) : t.start])
        for t in candidate.triggers
    )


def is_aggregate(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a happening is a sum over many: plural triggers with a period, or nothing."""
    if is_certain(happening.belief):
        return False
    if len(happening.candidates) > _BRIEF or not all(
        c.has("plural") or not c.labels for c in happening.candidates
    ):
        return False
    plural = any(c.has("plural") for c in happening.candidates)
    when = happening.when
    period = when is not None and when.precision != "day"
    clause = happening.first.clause
    summed = bool(
        pattern(book, "groups", "aggregate").search(prepared.text, clause.start, clause.end)
    )
    told = bool(killed(happening.figures)) and any(p.where for p in happening.places)
    vague = (summed or when is None) and not told
    return plural and (period or vague) and not _located(happening)


def _located(happening: Happening) -> bool:
    when = day_of(happening.when)
    return when is not None and bool(happening.places)


def is_summary(happening: Happening, happenings: Sequence[Happening]) -> bool:
    """Return whether a happening only sums others that the document tells one by one."""
    first = happening.first
    if _counts_parts(happening, happenings):
        return True
    if not happening.leads_with("plural") or len(happening.candidates) > _BRIEF + 1:
        return False
    day = day_of(happening.when)
    told = happening.leads_with("numbered")
    parts = [
        h
        for h in happenings
        if h is not happening
        and not h.first.peaceful
        and (h.families & happening.families or not happening.families or (told and _is_bare(h)))
        and h.first.sentence >= first.sentence
        and (day is None or day_of(h.when) in {None, day})
    ]
    return len(parts) > 1


def _counts_parts(happening: Happening, happenings: Sequence[Happening]) -> bool:
    """Return whether a lead of no type counts the dead that two attacks left at smaller places.

    "As many as 31 militants and 11 soldiers were killed in Tank", of which 17 in Pezu, 11 in Gomal.
    """
    dead = killed(happening.figures)
    if (
        happening.first.sentence > 1
        or not _is_bare(happening)
        or len(happening.candidates) > _BRIEF
    ):
        return False
    parts = [
        h
        for h in happenings
        if h is not happening
        and h.families
        and not h.first.peaceful
        and killed(h.figures)
        and max(killed(h.figures)) <= max(dead)
        and is_narrower(h.places, happening.places)
    ]
    return len(parts) > 1


def _is_bare(happening: Happening) -> bool:
    """Return whether it counts dead by words that name no type: "in Mardan six were killed"."""
    return not happening.families and bool(killed(happening.figures))
