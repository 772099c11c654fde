"""Shares: "three groups mounted over 82 percent of the attacks", whose and of what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.checking.asking import REACH, names_for, stated_of
from concord.checking.doers import leave_out_doer, say_left_out
from concord.checking.periods import main_period, own_period, since
from concord.checking.questions import Days, Question, Selection
from concord.checking.reader import (
    UNNAMED_GROUPS,
    Carried,
    Sentence,
    Unreadable,
    contains,
    describe_noun,
    is_pronoun,
    with_names,
)
from concord.checking.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.checking.names import Name
    from concord.coding.figures import Figure

# Words between a base and a name that make the name the part: "of attacks took place in Sindh".
_DONE = re.compile(
    r"\b(?:were|was|are|is|took|occurred|happened|came|fell|hit|struck|targeted|claimed|carried"
    r"|attributed|ascribed|blamed|committed|perpetrated|mounted|involv\w+|killed|concentrated"
    r"|recorded|reported|registered|being|linked|due)\b",
    re.IGNORECASE,
)
_SHARE_NOUN = re.compile(r"\b(?:share|proportion|percentage) of\b", re.IGNORECASE)
_STOOD = re.compile(
    r"\b(?:from|to|at|was|were|reached|reaching|stood at|with|against|than)\s+"
    r"(?:(?:only|just|some|about|around|nearly|over)\s+)?$",
    re.IGNORECASE,
)
_PRONOUN_NEAR = 24  # characters in which the noun of "of these attacks" stands
_PRONOUN_END = 12


def is_level(sentence: Sentence, figure: Figure) -> bool:
    """Return whether a percentage is how high a share stood: "the share rose from 54 percent"."""
    start, _ = sentence.clause(figure.start)
    lead = sentence.text[start : figure.start]
    return (
        figure.kind == "percent"
        and _SHARE_NOUN.search(lead) is not None
        and _STOOD.search(lead) is not None
    )


def ask_share(sentence: Sentence, figure: Figure, carried: Carried) -> Question:
    """Return the question of a share: whose or where the part is, and of what."""
    base, noun_end = _base(sentence, figure, carried)
    start, end = sentence.clause(figure.start)
    names = names_for(sentence, start, end)
    doer = leave_out_doer(sentence, start, end)
    inside, base_names = _split(sentence, figure, names, noun_end)
    whole = with_names(sentence, base, base_names, of_all=True)
    part = _part(sentence, whole, inside, (start, end))
    part, whole = _nested(part, whole)
    if part == whole:
        raise Unreadable(
            "the sentence says too little: whose or which part has the share is not clear"
        )
    question = Question(
        kind="share", part=part, whole=whole, stated=stated_of(figure, sentence),
        origin=sentence.origin_after(carried.origin), doer=doer, notes=say_left_out(doer),
    )  # fmt: skip
    if figure.kind == "of":
        question = replace(question, stated=_of_base(figure))
    days = _share_days(sentence, figure, carried)
    return replace(question, days=days)


def _share_days(sentence: Sentence, figure: Figure, carried: Carried) -> Days:
    days = main_period(sentence.times, figure.start) or carried.days
    if is_level(sentence, figure):
        own, _ = own_period(sentence.text, sentence.times, figure.start, figure.end)
        days = own.days if own else days
    if days is None:
        if (began := since(sentence.times)) is not None:
            raise Unreadable(
                f"nothing at hand covers it: the period since {began.words()} has no end"
            )
        raise Unreadable("the sentence says too little: it names no period (add a year or a month)")
    return days


def _of_base(figure: Figure) -> Stated:
    value = 100 * figure.value / (figure.base or 1)
    return Stated(value=value, step=0.2, share=True)


def _base(sentence: Sentence, figure: Figure, carried: Carried) -> tuple[Selection, int]:
    _, end = sentence.clause(figure.start)
    tail = sentence.text[figure.end : end]
    after = [n for n in sentence.heads if figure.end <= n.start < min(end, figure.end + REACH)]
    if is_pronoun(tail[:30]) and (not after or after[0].start - figure.end > _PRONOUN_NEAR):
        prior = [n for n in sentence.heads if n.start < figure.start and n.measure]
        if prior:
            return describe_noun(sentence, prior[-1]), figure.end + _PRONOUN_END
        if carried.part is not None:
            return replace(carried.part, areas=(), actors=(), top=0), figure.end + _PRONOUN_END
    if after:
        return describe_noun(sentence, after[0]), after[0].end
    prior = [n for n in sentence.heads if n.start < figure.start and n.measure]
    if prior:
        return describe_noun(sentence, prior[-1]), figure.end
    raise Unreadable("not counted here: what the share is of is not named")


def _split(
    sentence: Sentence, figure: Figure, names: Sequence[Name], noun_end: int
) -> tuple[list[Name], list[Name]]:
    """Return the names of the part and those of the base.

    A name behind the base noun belongs to the base ("of attacks in Sindh") unless a verb stands
    between ("of attacks took place in Sindh"); one before the number belongs to the part.
    """
    part: list[Name] = []
    base: list[Name] = []
    for name in names:
        if name.start >= noun_end > figure.end:
            gap = sentence.text[noun_end : name.start]
            (part if _DONE.search(gap) or ":" in gap else base).append(name)
        elif name.start >= figure.end:
            base.append(name)
        else:
            part.append(name)
    if not any(n.area or n.group for n in part) and not _other_part(sentence, figure):
        return base, []
    return part, base


def _other_part(sentence: Sentence, figure: Figure) -> bool:
    """Return whether the part is a class of victims, a type or unnamed groups, not a name."""
    text = sentence.masked[slice(*sentence.clause(figure.start))]
    words = sentence.words
    tables = (words.victims, words.types, words.sorts)
    told = any(pattern.search(text) for table in tables for _, pattern in table)
    return told or UNNAMED_GROUPS.search(text) is not None


def _part(
    sentence: Sentence,
    whole: Selection,
    names: Sequence[Name],
    clause: tuple[int, int],
) -> Selection:
    part = with_names(sentence, replace(whole, areas=(), outside=()), names)
    if not part.areas:
        part = replace(part, areas=whole.areas)
    if not part.actors and whole.actors and not part.top:
        part = replace(part, actors=whole.actors)
    text = sentence.masked[clause[0] : clause[1]]
    if whole.measure != "attacks" and not whole.victims:
        outside = text
        victims = next((c for c, p in sentence.words.victims if p.search(outside)), "")
        part = replace(part, victims=victims)
    if part.actors == whole.actors and part.areas == whole.areas and not part.top:
        types = tuple(c for c, p in sentence.words.types if p.search(text))
        sorts = tuple(c for c, p in sentence.words.sorts if p.search(text))
        part = replace(part, types=types or part.types, sorts=sorts or part.sorts)
    if part.actors:
        part = replace(part, top=0)
    return part


def _nested(part: Selection, whole: Selection) -> tuple[Selection, Selection]:
    """Take areas that hold the part's out of the part: "in Pakistan, Sindh had a tenth"."""
    inner = tuple(a for a in part.areas if not any(contains(a, b) for b in part.areas if b != a))
    outer = tuple(a for a in part.areas if a not in inner)
    if outer and not whole.areas:
        whole = replace(whole, areas=outer)
    if (
        part.sorts
        and part.sorts == whole.sorts
        and part.actors == whole.actors
        and part.areas == whole.areas
    ):
        whole = replace(whole, sorts=())
    if (
        part.types
        and part.types == whole.types
        and part.areas == whole.areas
        and part.actors == whole.actors
    ):
        whole = replace(whole, types=())
    return replace(part, areas=inner), whole
