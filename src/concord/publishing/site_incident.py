"""The page of one incident: its facts, everything that was said of each, and its sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.analysis.measures import plural, toll_of
from concord.publishing.sentences import tell
from concord.report import words
from concord.report.citations import Source, cite
from concord.report.incidents import say_asserted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from concord.model import Assertion, Incident
    from concord.report.desk import Desk

# Fields whose assertions name people: what is not an actor of the codebook is masked.
_MOST = 40
_SKIPPED = frozenset({"targets"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One assertion: its value in words, who says so, the words, the source."""

    value: str
    by: str
    quote: str
    source: str
    party: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An incident as its page shows it."""

    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, bool, tuple[Said, ...]], ...]
    sources: tuple[Source, ...]


def describe(incident: Incident, desk: Desk) -> Page:
    """Return what the page of an incident shows, private names masked."""
    facts = incident.facts
    hide = desk.hide(incident.document_ids)
    headings = desk.view.headings
    when = facts.happened[0] if facts.happened else None
    place = facts.places[0] if facts.places else None
    known = [headings[each] for each in incident.document_ids if each in headings]
    where = (place.name or place.text) if place else "place not known"
    return Page(
        title=f"{desk.type_label(facts.type)} in {hide(where)}, {words.say_when(when)}",
        sentence=hide(tell(incident, desk)),
        facts=tuple((name, hide(value)) for name, value in _facts(incident, desk) if value),
        said=tuple(_said(incident, desk, hide)),
        sources=tuple(cite(document, desk.hide((document.id,))) for document in known),
    )


def _facts(incident: Incident, desk: Desk) -> Iterator[tuple[str, str]]:
    facts, toll = incident.facts, toll_of(incident)
    when = facts.happened[0] if facts.happened else None
    place = facts.places[0] if facts.places else None
    day = f"{words.say_when(when)} ({words.DATE_PRECISIONS[when.precision]})" if when else ""
    known = f" ({words.PLACE_PRECISIONS[place.precision]})" if place else ""
    yield "When", day
    yield "Where", desk.place(place) + known
    yield "Category", words.label(facts.category)
    yield "Status", words.STATUSES[facts.status]
    yield "Counted", "as an attack" if incident.id in desk.counted else "apart"
    yield (
        "Perpetrators",
        "; ".join(
            f"{each.name or each.text} ({words.ATTRIBUTIONS[each.attribution]})"
            for each in facts.perpetrators
        ),
    )
    yield "Claimed by", "; ".join(dict.fromkeys(each.name for each in facts.claimed_by))
    yield "Denied by", "; ".join(dict.fromkeys(each.name for each in facts.denied_by))
    yield "Target", words.label(facts.target_class) if facts.target_class else ""
    for name, value in (
        ("Killed (targets and bystanders)", toll.killed),
        ("Killed (attackers)", toll.killed_attackers),
        ("Injured", toll.injured),
        ("Abducted", toll.abducted),
    ):
        yield name, words.say_toll(value) if value.best is not None else ""
    yield "Toll rule", words.label(incident.toll_rule)
    yield "Sources disagree on", ", ".join(words.label(name) for name in incident.disputed)
    yield "Independent speakers", f"{incident.origins} in {plural(incident.outlets, 'outlet')}"
    yield "Review", words.REVIEWS[incident.review]
    yield "Data set", incident.dataset
    yield "Identity", incident.id


def _said(
    incident: Incident, desk: Desk, hide: Callable[[str], str]
) -> Iterator[tuple[str, bool, tuple[Said, ...]]]:
    by_field: dict[str, list[Assertion]] = defaultdict(list)
    for each in incident.assertions:
        if each.field not in _SKIPPED:
            by_field[each.field].append(each)
    for field, found in by_field.items():
        lines = tuple(_line(each, desk, hide) for each in found[:_MOST])
        label = words.label(field.replace(".", ", ")).capitalize()
        yield label, field in incident.disputed, lines


def _line(each: Assertion, desk: Desk, hide: Callable[[str], str]) -> Said:
    best = each.value if isinstance(each.value, int) else None
    ranged = best is not None or each.low is not None
    value = words.say_range(each.low, best, each.high) if ranged else say_asserted(each.value)
    source = cite(desk.view.headings.get(each.document_id), desk.hide((each.document_id,)))
    return Said(
        value=hide(value),
        by=hide(each.said_by) if each.said_by else "the text itself",
        quote=hide(each.quote),
        source=source.short,
        party=each.party,
    )
