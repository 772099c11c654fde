"""Statistics that the texts publish, and what the record says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from concord import checking
from concord.model import ONE_EVENT
from concord.record.rows_quotes import mask_verdict
from concord.report import words
from concord.report.citations import Source, cite, in_context
from concord.web.dossier import desk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Statistic
    from concord.report.desk import Desk
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

VERDICT_WORDS = {
    "holds": "holds",
    "holds_under": "holds under some definitions",
    "differs": "differs",
    "does_not_hold": "does not hold",
    "cannot_be_checked": "cannot be checked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published number with its words and, if it was checked, its verdict."""

    id: str
    measure: str
    value: str
    about: str
    period: str
    comparator: str
    given_by: str
    quote: Markup
    document_id: str
    source: Source
    verdict: Any
    verdict_words: str


def find_statistics(shelf: Shelf, asked: Asked, measure: str | None) -> tuple[Statistic, ...]:
    """Return the published statistics of a scope, tolls of one event left to their incidents."""
    view = shelf.saying_view(asked)
    key = ("statistics", view.scope, measure)

    def find() -> tuple[Statistic, ...]:
        return tuple(
            each
            for each in view.statistics()
            if ONE_EVENT not in (each.unit or "") and measure in (None, each.measure)
        )

    return shelf.keep(key, find)


def measures_of(shelf: Shelf, asked: Asked) -> tuple[tuple[str, int], ...]:
    """Return the measures that are published, with how often, most first."""
    counts: dict[str, int] = {}
    for each in find_statistics(shelf, asked, None):
        counts[each.measure] = counts.get(each.measure, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def write_statistics(shelf: Shelf, asked: Asked, found: Sequence[Statistic]) -> list[Published]:
    """Return statistics ready to show, each with its verdict."""
    documents = sorted({each.document_id for each in found})
    desk = desk_of(shelf, shelf.close_up(documents=documents))
    verdicts = _verdicts(shelf, asked, found)
    return [_published(each, desk, verdicts.get(each.id)) for each in found]


def _verdicts(shelf: Shelf, asked: Asked, found: Sequence[Statistic]) -> dict[str, Any]:
    view = shelf.view(asked)
    evidence = shelf.keep(("evidence", asked.scope), lambda: checking.gather(view, shelf.book))
    key = ("verdicts", asked.scope, tuple(each.id for each in found))

    def judge() -> dict[str, Any]:
        judged = checking.check_statistics(view, evidence, found)
        return {verdict.statistic_id: verdict for verdict in judged}

    return shelf.keep(key, judge)


def _published(item: Statistic, desk: Desk, verdict: Any) -> Published:
    hide, document = desk.hide((item.document_id,)), desk.document(item.document_id)
    actors = [_actor(actor, desk, hide) for actor in item.actors]
    low, high = words.say_value(item.low, item.unit), words.say_value(item.high, item.unit)
    value = words.say_value(item.value, item.unit)
    shown = f"{low} to {high}" if item.value is None and low != high else value
    if item.measure == "rank":
        shown = item.unit or shown  # "highest since": the number 1 is in the word
    given = dict.fromkeys(name for name in (item.source, item.origin, item.quoted_via) if name)
    return Published(
        id=item.id,
        measure=_after(shown, words.say_measure(item.measure)),
        value=shown,
        about="; ".join((*actors, *item.places)),
        period=words.say_when(item.period) if item.period else "period not stated",
        comparator=words.say_when(item.comparator) if item.comparator else "",
        given_by=", ".join(hide(name) for name in given) or "the text itself",
        quote=in_context(document, item, "statistic", hide),
        document_id=item.document_id,
        source=cite(document, hide),
        verdict=mask_verdict(verdict, hide) if verdict else None,
        verdict_words=VERDICT_WORDS.get(verdict.verdict, verdict.verdict) if verdict else "",
    )


def _after(value: str, measure: str) -> str:
    """Return a measure as it reads behind its value: "2 attacks" needs no "attacks" again."""
    first, _, rest = measure.partition(" ")
    return rest if value.rsplit(" ", maxsplit=1)[-1].casefold() == first else measure


def _actor(actor: str, desk: Desk, hide: Any) -> str:
    known = desk.book.actors.get(actor)
    return known.name if known else hide(actor)
