"""Working a question out on one source: the number, its range, and what stands behind it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from concord.checking.amounts import Amount, Missing, Source
from concord.checking.questions import Days, before, shifted, year
from concord.checking.stated import say
from concord.codebook.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.checking.questions import Question

SMALL = 20
_PERCENT = 100.0
_WEEK = 7
_YEAR_DAYS = 365.25
_YEAR = 12  # months
_AROUND = 3  # years before the base year that are looked at for a chosen base


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a question comes to: ``computed`` in its unit, ``agrees`` with what is printed."""

    computed: float
    agrees: bool
    low: float | None = None
    high: float | None = None
    parts: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


def work_out(question: Question, source: Source) -> Result | Missing:
    """Return what the source gives for the question, or why it gives nothing."""
    workers = {
        "total": _total, "average": _average, "change": _change, "ratio": _change,
        "share": _share, "superlative": _superlative, "compare": _compare, "run": _run,
        "trend": _change,
    }  # fmt: skip
    return workers[question.kind](question, source)


def _of(amounts: Sequence[Amount]) -> dict[str, tuple[object, ...]]:
    """Return the ids, citations and notes of amounts, each once, in order."""
    return {
        "ids": tuple(dict.fromkeys(i for a in amounts for i in a.ids)),
        "citations": tuple(dict.fromkeys(c for a in amounts for c in a.citations)),
        "notes": tuple(dict.fromkeys(n for a in amounts for n in a.notes)),
    }


def _judge(question: Question, best: float, low: float, high: float) -> tuple[bool, list[str]]:
    """Return whether the computed number agrees with the printed one, and what to add to that."""
    stated = question.stated
    if stated is None:
        return True, []
    notes = []
    agrees = stated.agrees(best)
    if agrees and stated.understates(best):
        notes.append(f"true, but it says little: the number is {say(best)}")
    if not agrees and low != high and any(map(stated.agrees, (low, high))):
        notes.append("only the low or high estimate agrees")
    return agrees, notes


def _total(question: Question, source: Source) -> Result | Missing:
    assert question.days is not None  # noqa: S101 - the reader gives a total its days
    if question.open_end:
        return _total_so_far(question, source)
    amount = source.amount(question.part, question.days)
    if isinstance(amount, Missing):
        return amount
    agrees, notes = _judge(question, amount.best, amount.low, amount.high)
    return _result(question, amount.best, (amount.low, amount.high), [amount], (agrees, notes))


def _total_so_far(question: Question, source: Source) -> Result | Missing:
    """Work out "more than 30,000 since 2007": true at once if the years held exceed it."""
    assert question.days is not None  # noqa: S101 - as above
    reach, first = source.years(), question.days.first
    if not reach or first.year > reach[-1]:
        return Missing(reason="nothing at hand covers it: nothing is held of these years")
    held = Days(first=first, last=year(reach[-1]).last)
    found = _total(replace(question, days=held, open_end=False), source)
    least = question.stated is not None and question.stated.mode in {"over", "least"}
    if isinstance(found, Result) and not (least and found.agrees):
        return Missing(
            reason=f"nothing at hand covers it: it runs on, and {reach[-1]} is the last year held"
        )
    return found


def _result(
    question: Question,
    computed: float,
    around: tuple[float, float],
    amounts: Sequence[Amount],
    judged: tuple[bool, list[str]],
) -> Result:
    del question
    kept = _of(amounts)
    agrees, notes = judged
    return Result(
        computed=computed,
        agrees=agrees,
        low=min(computed, *around),
        high=max(computed, *around),
        parts=tuple((a.label, a.best) for a in amounts),
        notes=(*notes, *map(str, kept["notes"])),
        ids=tuple(map(str, kept["ids"])),
        citations=tuple(map(str, kept["citations"])),
    )


def _average(question: Question, source: Source) -> Result | Missing:
    assert question.days is not None  # noqa: S101 - the reader gives an average its days
    amount = source.amount(question.part, question.days)
    if isinstance(amount, Missing):
        return amount
    number = (question.days.last - question.days.first).days + 1
    units = {
        "day": number,
        "week": number / _WEEK,
        "month": question.days.months,
        "year": max(1, round(number / _YEAR_DAYS)),
    }[question.per]
    best, low, high = (x / units for x in (amount.best, amount.low, amount.high))
    judged = _judge(question, best, low, high)
    return _result(question, best, (low, high), [amount], judged)


def _change(question: Question, source: Source) -> Result | Missing:
    days = question.days
    assert days is not None  # noqa: S101 - the reader gives a change its days
    earlier = question.against or before(days)
    now, base = source.amount(question.part, days), source.amount(question.part, earlier)
    if question.rival is not None:
        base = source.amount(question.rival, days)
    if isinstance(now, Missing):
        return now
    if isinstance(base, Missing):
        return base
    if not base.best:
        return Missing(reason=f"nothing to reckon from: there are no {base.label}")
    if question.kind == "ratio":
        values = [_ratio(a, b) for a, b in _pairs(now, base)]
    else:
        values = [_PERCENT * (_ratio(a, b) - 1) for a, b in _pairs(now, base)]
    judged = _judge(question, *values)
    if question.kind == "trend":
        rose = now.best > base.best
        judged = ((now.best != base.best) and rose is not question.lowest, [])
    notes = _base_notes(question, source, base, now, earlier)
    judged = (judged[0], [*judged[1], *notes])
    return _result(question, values[0], (values[1], values[2]), [now, base], judged)


def _pairs(now: Amount, base: Amount) -> tuple[tuple[float, float], ...]:
    return (now.best, base.best), (now.low, base.low), (now.high, base.high)


def _ratio(number: float, base: float) -> float:
    return number / base if base else 0.0


def _base_notes(
    question: Question, source: Source, base: Amount, now: Amount, earlier: Days
) -> list[str]:
    """Say where a change rests on few cases or on a year that was out of line."""
    notes = []
    if min(base.best, now.best) < SMALL and question.kind != "trend":
        notes.append(
            f"small base: {say(base.best)} and {say(now.best)}, so that a few cases move it far"
        )
    if not (earlier.is_year and question.days and question.days.is_year):
        return notes
    behind = [
        amount.best
        for back in range(1, _AROUND + 1)
        if isinstance(amount := source.amount(question.part, shifted(earlier, -back)), Amount)
    ]
    if len(behind) == _AROUND and question.against_stated and base.best < min(behind):
        notes.append(
            f"chosen base: {earlier.words()} had fewer than each of the three years before"
        )
    if len(behind) == _AROUND and question.against_stated and base.best > max(behind):
        notes.append(f"chosen base: {earlier.words()} had more than each of the three years before")
    return notes


def _share(question: Question, source: Source) -> Result | Missing:
    assert question.days is not None  # noqa: S101 - the reader gives a share its days
    assert question.whole is not None  # noqa: S101 - and its base
    part: Amount | Missing
    whole = source.amount(question.whole, question.days)
    if question.part.top:
        part = _top(question, source)
    else:
        part = source.amount(question.part, question.days)
    if isinstance(part, Missing):
        return part
    if isinstance(whole, Missing):
        return whole
    if not whole.best:
        return Missing(reason=f"nothing to reckon from: there are no {whole.label}")
    best = _PERCENT * part.best / whole.best
    ends = [_PERCENT * p / w for p, w in ((part.low, whole.low), (part.high, whole.high)) if w]
    agrees, notes = _judge(question, best, min(ends, default=best), max(ends, default=best))
    if whole.best < SMALL:
        notes.append(f"small base: a share of {say(whole.best)}")
    around = (min(ends, default=best), max(ends, default=best))
    return _result(question, best, around, [part, whole], (agrees, notes))


def _top(question: Question, source: Source) -> Amount | Missing:
    """Return what the most active groups together amount to: the unnamed "three groups"."""
    assert question.days is not None  # noqa: S101 - as above
    base = replace(question.part, top=0)
    found = source.rivals(base, question.days, "actor")
    if isinstance(found, Missing):
        return found
    ranked = sorted(found, key=lambda key: (-found[key], key))[: question.part.top]
    if len(ranked) < question.part.top:
        return Missing(reason="unknown group: too few groups are named in the incidents")
    return source.amount(replace(base, actors=tuple(ranked)), question.days)


def _superlative(question: Question, source: Source) -> Result | Missing:
    if question.among in {"area", "actor"}:
        return _foremost(question, source)
    days = question.days
    assert days is not None  # noqa: S101 - the reader gives a superlative its days
    periods = _rival_periods(question, source, days)
    if isinstance(periods, Missing):
        return periods
    own = source.amount(question.part, days)
    if isinstance(own, Missing):
        return own
    values: list[tuple[Days, Amount]] = []
    for period in periods:
        amount = source.amount(question.part, period)
        if isinstance(amount, Missing):
            return Missing(reason=f"{amount.reason} (every period between is needed)")
        values.append((period, amount))
    ahead = [p for p, a in values if (a.best < own.best if question.lowest else a.best > own.best)]
    ties = [p for p, a in values if a.best == own.best]
    rank = len(ahead) + 1
    notes = [f"a tie with {', '.join(p.words() for p in ties)}"] if ties else []
    if ahead:
        notes.append(f"{_more(question)}: {', '.join(p.words() for p in ahead[:3])}")
    notes += _since_notes(question, source, own, days)
    parts = ((own.label, own.best), *((a.label, a.best) for _, a in values))
    return Result(
        computed=rank,
        agrees=rank <= question.place <= rank + len(ties),
        parts=parts,
        notes=tuple(notes),
        ids=own.ids,
        citations=tuple(map(str, _of([own, *(a for _, a in values)])["citations"])),
    )


def _more(question: Question) -> str:
    return "lower still" if question.lowest else "higher still"


def _rival_periods(question: Question, source: Source, days: Days) -> tuple[Days, ...] | Missing:
    """Return the periods that compete with the one that is called highest."""
    if question.among == "month":
        bounds = question.span or year(days.first.year)
        months = _months(bounds)
        return tuple(m for m in months if m != days)
    reach = source.years()
    if not reach:
        return Missing(reason="nothing at hand covers it: there is nothing to compare with")
    first = question.span.first.year if question.span else reach[0]
    last = question.span.last.year if question.span else max(days.last.year, reach[-1])
    since = question.against_stated
    numbers = range(first + 1 if since else first, last + 1)
    return tuple(shifted(days, n - days.first.year) for n in numbers if n != days.first.year)


def _months(bounds: Days) -> list[Days]:
    found = []
    day = bounds.first.replace(day=1)
    while day <= bounds.last:
        following = day.replace(year=day.year + day.month // _YEAR, month=day.month % _YEAR + 1)
        found.append(Days(first=day, last=following - timedelta(days=1)))
        day = following
    return found


def _since_notes(question: Question, source: Source, own: Amount, days: Days) -> list[str]:
    """Say where "highest since 2017" names a year that was itself lower."""
    if not question.against_stated or question.span is None:
        return []
    named = shifted(days, question.span.first.year - days.first.year)
    amount = source.amount(question.part, named)
    if isinstance(amount, Missing):
        return [f"{named.words()} itself is not covered"]
    below = amount.best > own.best if question.lowest else amount.best < own.best
    if below:
        word = "higher" if question.lowest else "lower"
        return [
            (
                f"{named.words()} was itself {word} ({say(amount.best)} against {say(own.best)}):"
                f" the record is older than the year named"
            )
        ]
    return []


def _foremost(question: Question, source: Source) -> Result | Missing:
    assert question.days is not None  # noqa: S101 - as above
    kind = question.among
    part = question.part
    names = [a.name for a in part.areas] if kind == "area" else list(part.actors)
    if not names:
        return Missing(reason="nobody is named who would be the first")
    base = (
        replace(part, areas=(), lethal=part.lethal) if kind == "area" else replace(part, actors=())
    )
    found = source.rivals(base, question.days, kind)
    own = source.amount(part, question.days)
    if isinstance(found, Missing):
        return found
    if isinstance(own, Missing):
        return own
    mine = {plain_name(n) for n in names} | set(names)
    others = {k: v for k, v in found.items() if k not in mine}
    ahead = [k for k, v in others.items() if (v < own.best if question.lowest else v > own.best)]
    ties = [k for k, v in others.items() if v == own.best]
    ranked = sorted(others, key=lambda k: (-others[k], k))[:3]
    return Result(
        computed=len(ahead) + 1,
        agrees=len(ahead) + 1 <= question.place <= len(ahead) + 1 + len(ties),
        parts=(
            (own.label, own.best),
            *((f"{k} in {question.days.words()}", others[k]) for k in ranked),
        ),
        notes=(f"a tie with {', '.join(ties)}",) if ties else (),
        ids=own.ids,
        citations=own.citations,
    )


def _compare(question: Question, source: Source) -> Result | Missing:
    assert question.days is not None  # noqa: S101 - as above
    assert question.rival is not None  # noqa: S101 - a comparison has two sides
    one = source.amount(question.part, question.days)
    two = source.amount(question.rival, question.against or question.days)
    if isinstance(one, Missing):
        return one
    if isinstance(two, Missing):
        return two
    agrees = one.best < two.best if question.lowest else one.best > two.best
    difference = one.best - two.best
    return _result(question, difference, (difference, difference), [one, two], (agrees, []))


def _run(question: Question, source: Source) -> Result | Missing:
    """Work out "the third year in a row that attacks rose"."""
    days = question.days
    assert days is not None  # noqa: S101 - as above
    amounts: list[Amount] = []
    for back in range(question.place + 1):
        amount = source.amount(question.part, shifted(days, -back))
        if isinstance(amount, Missing):
            return amount
        amounts.append(amount)
    pairs = list(itertools.pairwise(amounts))
    in_row = 0
    for now, base in pairs:
        if (now.best < base.best) if question.lowest else (now.best > base.best):
            in_row += 1
        else:
            break
    agrees = in_row >= question.place
    return _result(question, in_row, (in_row, in_row), amounts, (agrees, []))
