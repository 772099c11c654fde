"""Printed statistics that rank: the highest since, the most affected, more than, in a row."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.checking.doers import leave_out_doer
from concord.checking.periods import comparison, main_period, since, years_back
from concord.checking.questions import Days, Question, Selection, year
from concord.checking.reader import (
    Carried,
    Sentence,
    Unreadable,
    describe_noun,
    find_sorts,
    with_names,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.checking.names import Name
    from concord.coding.figures import Figure

_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_PLACE = re.compile(
    rf"\b(?P<n>{'|'.join(_ORDINALS)})[\s-]+(?:most|highest|deadliest|worst|bloodiest|largest|lowest"
    r"|fewest|least|largest|hardest)\b|\brank(?:ed|s|ing)?\s+(?P<m>\w+)\b",
    re.IGNORECASE,
)
_DEADLY = re.compile(
    r"\b(?:deadliest|bloodiest|most (?:deadly|lethal|murderous)|least deadly|most lives)\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"\b(?:province|region|district|city|area|territory|hardest[- ]hit|worst[- ]hit"
    r"|worst[- ]affected|most[- ]affected|any other province|any other region)\b",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"\b(?:group|outfit|organi[sz]ation|perpetrator|actor)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:in|across|of|for|within|throughout|from|inside|by|involving)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Words behind the first of a ranking, with which the next ones are named.
_NEXT = re.compile(
    r"\b(?:ahead of|followed by|trailed by|overtaking|surpassing|above|before|and then)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_YEARWORD = re.compile(
    r"\b(?:year|annual|since|on record|ever|decade|in \w+ years)\b", re.IGNORECASE
)
_MONTHWORD = re.compile(r"\bmonth\b", re.IGNORECASE)
SUPERLATIVE = re.compile(
    r"\b(?:highest|deadliest|worst|bloodiest|most violent|most lethal|most deadly|peak(?:ed|ing)?"
    r"|lowest|fewest|calmest|most peaceful|quietest|least violent|least deadly|least affected"
    r"|most affected|hardest[- ]hit|worst[- ]hit|worst[- ]affected|most active"
    r"|record (?:high|low|number|year)|the most|the largest number|the greatest number"
    r"|topped|safest|the least|more (?:\w+ ){0,4}?than any other|most intense|most dangerous)\b",
    re.IGNORECASE,
)
RUN = re.compile(
    r"\b(?P<n>second|third|fourth|fifth|sixth|two|three|four|five|six)\s+(?:consecutive|straight|successive"
    r"|running)\s+years?\b|\b(?P<m>second|third|fourth|fifth|sixth|two|three|four|five)\s+years?\s+"
    r"(?:in a row|running|in succession)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?P<more>more|fewer|less|higher|lower|deadlier|greater)\b(?P<what>[^.;:]{0,60}?)\bthan\b(?!\s+(?:half|a\s+(?:third|quarter)|\d|one|two|three|any|twice))",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:lowest|fewest|calmest|most peaceful|quietest|least|safest|record low|fewer"
    r"|less|lower)\b",
    re.IGNORECASE,
)


def ask_superlative(
    sentence: Sentence, figure: Figure | None, carried: Carried, at: int
) -> Question:
    """Return the question of a rank among years, months, areas or groups."""
    text = sentence.text
    match = SUPERLATIVE.search(text, max(0, at - 1)) or SUPERLATIVE.search(text)
    place = at if match is None else match.start()
    start, end = sentence.clause(place)
    selection = _ranked(sentence, carried, place, (start, end))
    if not selection.sorts:
        selection = replace(selection, sorts=find_sorts(sentence, start, end))
    leave_out_doer(sentence, start, end)
    names = [n for n in sentence.names if start <= n.start < end]
    if not any(n.area or n.group for n in names):
        names = list(sentence.names)
    selection = replace(with_names(sentence, selection, _first_named(text, names)), top=0)
    word = match.group() if match else (figure.text if figure else "")
    question = Question(
        kind="superlative", part=selection, lowest=_LOW.search(word) is not None,
        place=_place(text), origin=sentence.origin_after(carried.origin),
    )  # fmt: skip
    return _among(question, sentence, carried, place, (start, end))


def _first_named(text: str, names: Sequence[Name]) -> Sequence[Name]:
    """Return the names that are called the first, without the next ones: "ahead of Punjab"."""
    cut = next((i for i, n in enumerate(names) if i and _NEXT.search(text[: n.start])), None)
    return names[:cut]


def _place(text: str) -> int:
    match = _PLACE.search(text)
    if match is None:
        return 1
    return _ORDINALS.get((match["n"] or match["m"] or "").casefold(), 1)


def _ranked(sentence: Sentence, carried: Carried, place: int, clause: tuple[int, int]) -> Selection:
    nouns = [n for n in sentence.heads if n.measure]
    inside = [n for n in nouns if clause[0] <= n.start < clause[1]]
    if _DEADLY.search(sentence.text):
        near = [n for n in inside if n.measure == "killed"]
        made = (
            describe_noun(sentence, near[0]) if near else Selection(measure="killed", noun="killed")
        )
        return replace(made, neutral=not any(not n.neutral for n in inside))
    if inside or nouns:
        chosen = min(inside or nouns, key=lambda n: abs(n.start - place))
        return describe_noun(sentence, chosen)
    if carried.part is not None:
        return carried.part
    return Selection(measure="attacks", noun="violent events", neutral=True)


def _among(
    question: Question,
    sentence: Sentence,
    carried: Carried,
    place: int,
    clause: tuple[int, int],
) -> Question:
    text = sentence.text[clause[0] : clause[1]]
    days = main_period(sentence.times, place) or carried.days
    began = since(sentence.times)
    part = question.part
    in_years = began is not None or _YEARWORD.search(text) or not _is_subject(sentence, place)
    if part.actors and (_ACTOR.search(text) or not in_years):
        among = "actor"
    elif _has_part(part) and (_AREA.search(text) or not in_years) and not _MONTHWORD.search(text):
        among = "area"
    else:
        months = [t.days for t in sentence.times if t.role == "main" and t.days.is_month]
        days = months[0] if months and _MONTHWORD.search(text) else days
        among = "month" if days is not None and days.is_month else "year"
    if days is None:
        if among in {"area", "actor"}:
            raise Unreadable(
                "the sentence says too little: it names no period (add a year or a month)"
            )
        raise Unreadable(
            "the sentence says too little: no period is named that would be the highest"
        )
    question = replace(question, days=days, among=among)  # type: ignore[arg-type]  # one of four words
    if among in {"area", "actor"}:
        return question
    return _bounded(question, sentence, days, began)


def _is_subject(sentence: Sentence, place: int) -> bool:
    """Return whether a group or area is called the first: not so in "violence in Sindh peaked"."""
    return any(
        n.start < place and not _WITHIN.search(sentence.text[: n.start])
        for n in sentence.names
        if n.area or n.group
    )


def _has_part(part: Selection) -> bool:
    return any(a.kind != "country" for a in part.areas)


def _bounded(question: Question, sentence: Sentence, days: Days, began: Days | None) -> Question:
    if began is not None and began.first < days.first:
        span = Days(first=began.first, last=days.last)
        return replace(question, span=span, against_stated=True)
    if question.among == "month":
        return replace(question, span=year(days.first.year))
    others = [t.days for t in sentence.times if t.role == "main" and t.days != days]
    wider = [d for d in others if d.first <= days.first and days.last <= d.last]
    if wider:
        return replace(question, span=wider[0])
    back = years_back(sentence.text, days)
    return replace(question, span=back) if back else question


def ask_run(sentence: Sentence, carried: Carried) -> Question:
    """Return the question of "the third year in a row that attacks rose"."""
    match = RUN.search(sentence.text)
    if match is None:
        raise Unreadable("not counted here: no run of years is named")
    number = _ORDINALS[(match["n"] or match["m"]).casefold()]
    selection, days = _moved(sentence, carried)
    down = _falls(sentence)
    return Question(
        kind="run", part=selection, days=days, place=number, lowest=down,
        origin=sentence.origin_after(carried.origin),
    )  # fmt: skip


def ask_trend(sentence: Sentence, carried: Carried) -> Question:
    """Return the question of a rise or a fall without a number."""
    selection, days = _moved(sentence, carried)
    pair = next((t for t in sentence.times if t.ends), None)
    against, stated = comparison(sentence.text, sentence.times, days)
    if pair is not None and pair.ends is not None:
        against, days, stated = pair.ends[0], pair.ends[1], True
    began = since(sentence.times)
    if against is None and began is not None and began.first < days.first:
        against, stated = began, True
    return Question(
        kind="trend", part=selection, days=days, against=against, against_stated=stated,
        lowest=_falls(sentence), origin=sentence.origin_after(carried.origin),
    )  # fmt: skip


def _moved(sentence: Sentence, carried: Carried) -> tuple[Selection, Days]:
    nouns = [n for n in sentence.heads if n.measure]
    if not nouns and carried.part is None:
        raise Unreadable("not counted here: what rose or fell is not named")
    leave_out_doer(sentence, 0, len(sentence.text))
    selection = describe_noun(sentence, nouns[0]) if nouns else carried.part or Selection()
    selection = replace(with_names(sentence, selection, sentence.names), top=0)
    days = main_period(sentence.times, 0) or carried.days
    if days is None:
        raise Unreadable("the sentence says too little: it names no period (add a year or a month)")
    return selection, days


def _falls(sentence: Sentence) -> bool:
    down, up = sentence.words.down.search(sentence.text), sentence.words.up.search(sentence.text)
    if down is None or up is None:
        return down is not None
    return down.start() < up.start()


def ask_comparison(sentence: Sentence, carried: Carried) -> Question:
    """Return the question of "more people were killed in Sindh than in Punjab"."""
    match = COMPARED.search(sentence.text)
    if match is None:
        raise Unreadable("not counted here: nothing is compared")
    nouns = [n for n in sentence.heads if n.measure]
    if not nouns:
        raise Unreadable("not counted here: what is compared is not named")
    selection = describe_noun(sentence, nouns[0])
    one = [n for n in sentence.names if n.start < match.end()]
    two = [n for n in sentence.names if n.start >= match.end()]
    if not any(n.area or n.group for n in two):
        raise Unreadable(
            "the sentence says too little: who or where it is compared with is not clear"
        )
    days = main_period(sentence.times, match.start()) or carried.days
    if days is None:
        raise Unreadable("the sentence says too little: it names no period (add a year or a month)")
    low = match["more"].casefold() in {"fewer", "less", "lower"}
    return Question(
        kind="compare",
        part=replace(with_names(sentence, selection, one), top=0),
        rival=replace(with_names(sentence, selection, two), top=0),
        days=days,
        lowest=low,
        origin=sentence.origin_after(carried.origin),
    )
