"""From text to resolved time expressions, in one pass from left to right."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.coding.times import (
    days,
    deictic,
    entries,
    feasts,
    fiscal,
    lasting,
    numeric,
    periods,
    quarters,
    units,
    weeks,
)
from concord.coding.times.customs import UNKNOWN, Customs
from concord.coding.times.filing import Filing
from concord.coding.times.following import Expression, move_on
from concord.coding.times.joining import joined
from concord.coding.times.meaning import Context, Given, Meaning, Rule, Tense
from concord.coding.times.tense import WINDOW, Surroundings, tense_at
from concord.model import When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from datetime import date

_RULES: tuple[Rule, ...] = (
    *feasts.RULES,  # before days: "Sept. 11 attacks" are of a year
    *days.RULES,
    *numeric.RULES,
    *entries.RULES,
    *fiscal.RULES,
    *quarters.RULES,
    *periods.RULES,
    *weeks.RULES,
    *deictic.RULES,
    *units.RULES,
    *lasting.RULES,
)
_FILING = Filing(_RULES)
# What is said in a clause of its own is not dated by the day after it ("said he was shot on"),
# nor is the attack that somebody confirmed ("confirmed an attack on").
_NO_CLAUSE = (
    r"(?:(?!\b(?:that|who|which|it|he|she|they|was|were|had|has|have|is|are|will|would|"
    r"died|shot|(?-i:[a-z]{3,}ed)|attacks?|deaths?|killings?|blasts?|bombings?|raids?|clash(?:es)?|"
    r"strikes?|shootings?|explosions?|murders?|abductions?)\b)[^.;\n])"
)
_SAID_NEXT = lazy_regex(
    r"\s+(?:said|announced|confirmed|claimed|told|reported|stated)\b", re.IGNORECASE
)
_REPORTED = lazy_regex(
    r"\b(?:reports?|reported|reporting|said|says|told|stated|announced|added|adds|according to|"
    rf"published|quoted|confirmed|issued|statement)\b{_NO_CLAUSE}{{0,60}}?\b(?:on|dated|late|early)"
    r"\s+(?:the\s+)?$|"
    r"\b(?:reports?|reported|said|told|announced|stated)\s+(?:(?:late|early)\s+)?$|"
    r"\b(?:Posted|Published|Updated|Last updated|Dated?)[:\s]+(?:on\s+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # several readers of one text ask for its times
def read(
    text: str, *, reference: date | None, customs: Customs = UNKNOWN
) -> tuple[Expression, ...]:
    """Return the time expressions of ``text``, resolved in reading order."""
    found: list[Expression] = []
    order = entries.order_of(text) or customs.order
    context = Context(reference=reference, order=order, fiscal=customs.fiscal)
    for start, candidates in _matches(text):
        if found and start < found[-1].end:
            continue
        if found and "\n" in text[found[-1].end : start]:
            # The year and month that a story is told of hold for its paragraph.
            context = replace(context, year=context.chapter, month=None)
        meaning = _first_meaning(text, start, candidates, context)
        if meaning is None:
            continue
        chosen, read_as = meaning
        expression = Expression(
            start=chosen.start(),
            end=chosen.end(),
            text=chosen.group(),
            kind=read_as.kind,
            value=read_as.value,
            stretch=read_as.stretch,
            basis=read_as.basis,
            reported=_is_reported(text, found[-1].end if found else 0, chosen),
        )
        found.append(expression)
        context = move_on(text, context, expression)
    return tuple(found)


Candidate = tuple[re.Match[str], Rule]


@lru_cache(maxsize=64)
def _matches(text: str) -> tuple[tuple[int, list[Candidate]], ...]:
    """Return the positions where rules match, in order, with the matches there, longest first.

    What an expression means depends on days and customs, where it stands does not: a text that is
    read against several days is searched once.
    """
    at: dict[int, list[tuple[int, int, re.Match[str]]]] = {}
    for start, number, match in _FILING.find(text):
        at.setdefault(start, []).append((-match.end(), number, match))
    return tuple(
        (start, [(match, _RULES[number]) for _, number, match in sorted(at[start])])
        for start in sorted(at)
    )


def _first_meaning(
    text: str, start: int, candidates: list[Candidate], context: Context
) -> tuple[re.Match[str], Meaning] | None:
    """Return the longest match at ``start`` that means something."""
    end = candidates[0][0].end()
    there = replace(context, around=Surroundings(text, start, end))
    for match, rule in candidates:
        meaning = rule.build(match, there)
        if meaning is not None:
            return match, meaning
    return None


def _is_reported(text: str, after: int, match: re.Match[str]) -> bool:
    """Return whether a time says when something was said; looked for ``after`` the last time."""
    before = text[max(after, match.start() - WINDOW) : match.start()]
    return bool(_REPORTED.search(before) or _SAID_NEXT.match(text, match.end()))


def read_one(
    text: str, *, reference: date | None, tense: Tense | None, customs: Customs = UNKNOWN
) -> When:
    """Return the longest expression in ``text`` as a When, read in the tense given or found."""
    context = Context(reference=reference, order=customs.order, fiscal=customs.fiscal)
    best: Expression | None = None
    pieces: list[Expression] = []
    for start, candidates in _matches(text):
        told_in = tense or tense_at(text, start, candidates[0][0].end())
        there = replace(context, around=Given(told_in))
        for match, rule in candidates:
            meaning = rule.build(match, there)
            if meaning is None:
                continue
            found = Expression(
                match.start(), match.end(), match.group(), meaning.kind, meaning.value,
                meaning.stretch, meaning.basis,
            )  # fmt: skip
            if not pieces or found.start >= pieces[-1].end:
                pieces.append(found)
            break
    for found in joined(text, tuple(pieces), reference):
        if best is None or found.end - found.start > best.end - best.start:
            best = found
    if best is None:
        return When(first=None, last=None, precision="unknown", basis="unresolved", text=text)
    return best.when()
