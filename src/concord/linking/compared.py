"""Two data sets side by side: what both hold, what only one of them, and where tolls disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.codebook.tolls import summarise
from concord.linking.across import MATCH_THRESHOLD, UNTYPED, common_days, match
from concord.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.codebook.tolls import Range
    from concord.linking.across import Match, Matching
    from concord.model import Incident, Scope, Value

COLUMNS = (
    "held_by", "incident_id", "other_id", "score", "day", "other_day", "place", "other_place",
    "killed", "other_killed", "tolls", "also_fits",
)  # fmt: skip
BOTH = "both"
DEFINITION = (
    "Each incident is matched with one of the other set at most, best pairs first, where the "
    "weights of days, places, actors, targets and all dead sum to "
    f"{MATCH_THRESHOLD} or more and nothing rules it out. Tolls disagree if the ranges of all "
    "dead, attackers included, share no figure."
)


def compare(
    parts: tuple[Sequence[Incident], Sequence[Incident]],
    names: tuple[str, str],
    book: Codebook,
    scope: Scope,
) -> Finding:
    """Return the matched incidents, then those that only one of the two data sets holds.

    Only incidents that touch the span of days which both sets cover are compared. Columns: COLUMNS;
    ``held_by`` is ``both`` or the name of a data set; ``killed`` are all dead as ``best`` or
    ``best (low-high)``; ``tolls`` is ``agree``, ``disagree`` or empty where one is not known.
    """
    span = common_days(*parts)
    inside = [[i for i in part if span and _touches(i, span)] for part in parts]
    found = match(inside[0], inside[1], book)
    rows = [*_both(found), *_single(found.only_one, names[0]), *_single(found.only_other, names[1])]
    return Finding(
        title=_title(found, names),
        words=_words(found, names, (len(inside[0]), len(inside[1]))),
        columns=COLUMNS,
        rows=tuple(rows),
        checks=tuple(_checks(found, names, (parts, inside), span)),
        scope=replace(scope, datasets=names),
        run=None,
        definition=DEFINITION,
    )


def _touches(incident: Incident, span: tuple[date, date]) -> bool:
    when = incident.facts.happened[0] if incident.facts.happened else None
    if when is None or when.first is None:
        return False
    return when.first <= span[1] and (when.last or when.first) >= span[0]


def _both(found: Matching) -> Iterable[tuple[Value, ...]]:
    for each in sorted(found.matched, key=lambda m: (_day(m.one), m.one.id)):
        yield (
            BOTH,
            each.one.id,
            each.other.id,
            each.score.total,
            _day(each.one),
            _day(each.other),
            _place(each.one),
            _place(each.other),
            _range(each.killed[0]),
            _range(each.killed[1]),
            _tolls(each),
            " | ".join(each.also),
        )


def _single(incidents: Iterable[Incident], name: str) -> Iterable[tuple[Value, ...]]:
    for each in sorted(incidents, key=lambda i: (_day(i), i.id)):
        killed = summarise(each.facts.type, each.facts.tolls, each.toll_rule).killed_total
        day, place = _day(each), _place(each)
        yield (name, each.id, "", None, day, "", place, "", _range(killed), "", "", "")


def _tolls(each: Match) -> str:
    if not all(value.known for value in each.killed):
        return ""
    return "disagree" if each.disagree else "agree"


def _day(incident: Incident) -> str:
    when = incident.facts.happened[0] if incident.facts.happened else None
    return when.first.isoformat() if when and when.first else ""


def _place(incident: Incident) -> str:
    place = incident.facts.places[0] if incident.facts.places else None
    return (place.name or place.text) if place else ""


def _range(value: Range) -> str:
    if value.best is None:
        return ""
    if value.low == value.best == value.high:
        return str(value.best)
    return f"{value.best} ({value.low}-{'' if value.high is None else value.high})"


def _title(found: Matching, names: tuple[str, str]) -> str:
    return f"{_incidents(len(found.matched))} held by both {names[0]} and {names[1]}"


def _incidents(number: int) -> str:
    return f"{number:,} incident{'' if number == 1 else 's'}"


def _words(found: Matching, names: tuple[str, str], totals: tuple[int, int]) -> str:
    compared = [each for each in found.matched if _tolls(each)]
    apart = sum(each.disagree for each in compared)
    return (
        f"Matched: {len(found.matched):,} of {_incidents(totals[0])} of {names[0]} with one of "
        f"{totals[1]:,} of {names[1]}. In {names[0]} only: {len(found.only_one):,}; in {names[1]} "
        f"only: {len(found.only_other):,}. Tolls of matched pairs that disagree: {apart:,} of "
        f"{len(compared):,} with a toll in both."
    )


def _checks(
    found: Matching,
    names: tuple[str, str],
    sizes: tuple[Sequence[Sequence[Incident]], Sequence[Sequence[Incident]]],
    span: tuple[date, date] | None,
) -> Iterable[str]:
    if span is None:
        yield "The two data sets have no day in common: nothing can be compared."
        return
    yield f"Compared are incidents from {span[0]} to {span[1]}, which both cover."
    for name, whole, inside in zip(names, *sizes, strict=True):
        if len(whole) > len(inside):
            left = len(whole) - len(inside)
            yield f"{_incidents(left)} of {name} outside these days or without a date."
    for name, other, singles in (
        (names[0], names[1], found.only_one),
        (names[1], names[0], found.only_other),
    ):
        bloodless = sum(_bloodless(each) for each in singles)
        if other.partition("@")[0] in UNTYPED and bloodless:
            yield (
                f"{bloodless:,} of those in {name} only have no known death, and {other} holds "
                "lethal events alone."
            )
    several = sum(bool(each.also) for each in found.matched)
    if several:
        yield (
            f"{_incidents(several)} of {names[0]} would fit more than one of {names[1]}, which may "
            "have split what is one here: column also_fits."
        )


def _bloodless(incident: Incident) -> bool:
    facts = incident.facts
    return not summarise(facts.type, facts.tolls, incident.toll_rule).killed_total.best
