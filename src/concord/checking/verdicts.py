"""The verdict on one statistic: every sensible definition tried, the right one deciding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.checking.amounts import CountedTable, Missing, Source
from concord.checking.deciding import decide
from concord.checking.definitions import definitions
from concord.checking.published import (
    Edited,
    cite,
    editions_of,
    is_ordered,
    printed_directly,
)
from concord.checking.questions import Days, Question, before
from concord.checking.reckoning import Result, work_out
from concord.checking.tables import OWN, Table
from concord.checking.words import understood
from concord.codebook.book import Codebook
from concord.codebook.series import Series
from concord.model import Answer, Reckoning, Role, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.checking.definitions import Definition
    from concord.checking.finding import Asked
    from concord.codebook.series import PublishedValue

_OTHER = {
    "attacks": ("killed", "incidents"),
    "killed": ("attacks", "injured"),
    "injured": ("killed",),
}
_MOST_IDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What statistics are checked against: the view's tables, and the published series."""

    tables: tuple[Table, ...]
    series: tuple[Series, ...]
    book: Codebook


def judge(asked: Asked, evidence: Evidence) -> Verdict:
    """Return the verdict on a statistic."""
    question = asked.question
    if question.unreadable:
        return _finish(asked, "cannot_be_checked", question.unreadable, (), evidence)
    reckonings = tuple(_reckon_all(question, evidence))
    answer, reason, ordered = decide(question, reckonings)
    return _finish(asked, answer, reason, ordered, evidence)


def overall(verdicts: Iterable[Verdict]) -> Answer:
    """Return the one answer for several statistics of a text: its weakest point decides."""
    given = {v.verdict for v in verdicts}
    order: tuple[Answer, ...] = (
        "does_not_hold", "differs", "cannot_be_checked", "holds_under", "holds",
    )  # fmt: skip
    return next((each for each in order if each in given), "cannot_be_checked")


def _reckon_all(question: Question, evidence: Evidence) -> Iterator[Reckoning]:
    for table in _in_order(question, evidence.tables):
        yield from _reckon_table(question, table, evidence.book)
    by_institute: dict[str, list[Series]] = {}
    for series in evidence.series:
        by_institute.setdefault(series.institute, []).append(series)
    for institute, listed in by_institute.items():
        yield from _reckon_institute(question, institute, listed, evidence.book)


def _in_order(question: Question, tables: Sequence[Table]) -> list[Table]:
    def key(table: Table) -> tuple[bool, bool]:
        return not _publishes(question, table), table.name != OWN

    return sorted(tables, key=key)


def _publishes(question: Question, table: Table) -> bool:
    return table.about is not None and table.about.publisher == question.origin


def _reckon_table(question: Question, table: Table, book: Codebook) -> Iterator[Reckoning]:
    publisher = _publishes(question, table)
    asked = question
    if publisher:  # "attacks" of a publisher that counts events are its events
        asked = replace(question, part=replace(question.part, neutral=True))
    for role, definition in definitions(asked, table):
        source = CountedTable(table=table, definition=definition, book=book)
        named: Role = "publisher" if publisher and role == "default" else role
        yield _reckoning(asked, source, table.name, named, definition.words(table, asked), table)
        if role == "default":
            yield from _other_periods(asked, source, table, definition)
    yield from _other_measures(asked, table, book)


def _other_periods(
    question: Question, source: CountedTable, table: Table, definition: Definition
) -> Iterator[Reckoning]:
    """Yield a month's change on the month before, or on the year before, whichever is not asked."""
    days = question.days
    if question.kind not in {"change", "ratio"} or days is None or question.against_stated:
        return
    if not days.is_month and days.is_year:
        return
    other = before(days) if question.against else _year_before(days)
    if other == (question.against or before(days)):
        other = _stretch_before(days)
    tried = replace(question, against=other)
    words = f"{definition.words(table, question)}, against {other.words()}"
    yield _reckoning(tried, source, table.name, "sensitivity", words, table)


def _year_before(days: Days) -> Days:
    from concord.checking.questions import shifted

    return shifted(days, -1)


def _stretch_before(days: Days) -> Days:
    length = (days.last - days.first).days
    last = days.first.fromordinal(days.first.toordinal() - 1)
    return Days(first=last.fromordinal(last.toordinal() - length), last=last)


def _other_measures(question: Question, table: Table, book: Codebook) -> Iterator[Reckoning]:
    """Yield the same share or change of another measure, to say what a figure is true of."""
    if question.kind not in {"share", "change", "ratio"}:
        return
    for measure in _OTHER.get(question.part.measure, ()):
        if table.about is not None and measure not in table.about.measures:
            continue
        if question.part.victims or measure == "incidents":
            continue
        swapped = _measured(question, measure)
        definition = next(iter(definitions(swapped, table)))[1]
        source = CountedTable(table=table, definition=definition, book=book)
        words = definition.words(table, swapped)
        yield _reckoning(swapped, source, table.name, "other", words, table)


def _measured(question: Question, measure: str) -> Question:
    part = replace(question.part, measure=measure, noun=measure, lethal=False)
    whole = question.whole
    if whole is not None:
        whole = replace(whole, measure=measure, noun=measure, lethal=False)
    return replace(question, part=part, whole=whole)


def _reckoning(
    question: Question, source: Source, name: str, role: Role, words: str, table: Table | None
) -> Reckoning:
    result = work_out(question, source)
    if isinstance(result, Missing):
        return Reckoning(source=name, role=role, definition=words, reason=result.reason)
    made = _filled(result, name, role, words, _matches(question, table, role))
    return replace(made, unit=_unit(question))


def _filled(result: Result, name: str, role: Role, words: str, matches: bool) -> Reckoning:  # noqa: FBT001 - one call, named there
    return Reckoning(
        source=name,
        role=role,
        definition=words,
        computed=round(result.computed, 2),
        low=None if result.low is None else round(result.low, 2),
        high=None if result.high is None else round(result.high, 2),
        agrees=result.agrees,
        matches=matches,
        parts=result.parts,
        notes=result.notes,
        incident_ids=result.ids[:_MOST_IDS],
        citations=result.citations,
    )


def _matches(question: Question, table: Table | None, role: Role) -> bool:
    """Return whether the source counts what the statistic counts and is complete for it."""
    if table is None:
        return role == "publisher"
    if role not in {"publisher", "default"} or question.days is None or question.doer:
        return False
    part = question.part
    if not all(table.is_complete(d, part.areas, part.types) for d in _needed(question)):
        return False
    if role == "publisher":
        return True
    return question.origin is None and (table.name == OWN or _counts_so(question, table))


def _counts_so(question: Question, table: Table) -> bool:
    """Return whether a data set counts just what the words mean: the dead, or lethal events."""
    part = question.part
    if part.measure != "attacks":
        return part.neutral
    lethal = table.about is not None and table.about.lethal
    return bool(part.sorts) or (part.neutral and (part.lethal or not lethal))


def _needed(question: Question) -> list[Days]:
    days = [question.days] if question.days else []
    if question.kind in {"change", "ratio", "trend"} and question.days:
        days.append(question.against or before(question.days))
    return days


def _reckon_institute(
    question: Question, institute: str, series: Sequence[Series], book: Codebook
) -> Iterator[Reckoning]:
    if question.days is None or _is_abroad(question, book):
        return
    publisher = question.origin == institute
    role: Role = "publisher" if publisher else "sensitivity"
    for measure in _measures(question):
        name = book.actors[institute].name
        for each, value in printed_directly(question, series, measure):
            yield _printed(question, each, value, role, name)
        for monthly in (False, True) if is_ordered(question) else (False,):
            for edition in editions_of(question, series, measure, monthly=monthly):
                source = Edited(
                    institute=institute, edition=edition, series=tuple(series), book=book,
                    measure=measure, monthly=monthly,
                )  # fmt: skip
                words = _series_words(question, series, measure, name, monthly=monthly)
                yield _reckoning(question, source, institute, role, words, None)
    for measure in _OTHER.get(question.part.measure, ()):
        yield from _other_of_institute(question, institute, series, measure, book)


def _measures(question: Question) -> tuple[str, ...]:
    measure = question.part.measure
    return ("incidents", measure) if measure == "attacks" and question.part.neutral else (measure,)


def _is_abroad(question: Question, book: Codebook) -> bool:
    return any(area.country not in book.homes for area in question.part.areas)


def _printed(
    question: Question, series: Series, value: PublishedValue, role: Role, name: str
) -> Reckoning:
    assert question.stated is not None  # noqa: S101 - a share or change has its number
    stated = question.stated
    agrees = stated.agrees(value.value)
    if value.bound != "exact" and stated.mode in {"over", "nearly", "about"}:
        agrees = abs(abs(value.value) - abs(stated.value)) <= max(stated.step / 2, 0.5)
    bound = {"over": "over ", "nearly": "nearly ", "about": "about ", "under": "under "}
    days = question.days
    return Reckoning(
        source=series.institute,
        role=role,
        definition=f"{name}: {series.label} ({series.definition})",
        computed=value.value,
        agrees=agrees,
        matches=role == "publisher",
        parts=(
            (
                f"{bound.get(value.bound, '')}{series.label}, {days.words() if days else ''}",
                value.value,
            ),
        ),
        citations=(cite(value.edition),),
        unit=_unit(question),
    )


def _unit(question: Question) -> str:
    return "%" if question.kind in {"share", "change"} else ""


def _series_words(
    question: Question, series: Sequence[Series], measure: str, name: str, *, monthly: bool
) -> str:
    from concord.checking.published import fits

    kind = "monthly" if monthly else "count"
    for each in series:
        if each.kind == kind and fits(each, question.part, measure):
            return f"{name}: {each.label} ({each.definition})"
    return name


def _other_of_institute(
    question: Question, institute: str, series: Sequence[Series], measure: str, book: Codebook
) -> Iterator[Reckoning]:
    """Yield agreeing figures of another measure of an institute."""
    if measure == "incidents" and question.part.neutral:
        return
    swapped = _measured(question, measure)
    name = book.actors[institute].name
    for each, value in printed_directly(swapped, series, measure):
        made = _printed(swapped, each, value, "other", name)
        if made.agrees:
            yield made
    for edition in editions_of(swapped, series, measure, monthly=False):
        source = Edited(
            institute=institute, edition=edition, series=tuple(series), book=book, measure=measure
        )
        words = _series_words(swapped, series, measure, name, monthly=False)
        made = _reckoning(swapped, source, institute, "other", words, None)
        if made.agrees:
            yield made


def _finish(
    asked: Asked,
    answer: Answer,
    reason: str,
    reckonings: tuple[Reckoning, ...],
    evidence: Evidence,
) -> Verdict:
    first = reckonings[0] if reckonings and answer != "cannot_be_checked" else None
    statistic, question = asked.statistic, asked.question
    return Verdict(
        statistic_id=statistic.id,
        document_id=statistic.document_id,
        quote=statistic.quote,
        verdict=answer,
        reason=reason,
        understood=understood(question, evidence.book),
        computed=first.computed if first else None,
        definition=first.definition if first else "",
        origin=question.origin or statistic.origin,
        quoted_via=statistic.quoted_via,
        incident_ids=first.incident_ids if first else (),
        reckonings=reckonings,
        notes=(*question.notes, *(first.notes if first else ())),
    )
