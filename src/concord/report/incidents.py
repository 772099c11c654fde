"""The report's incidents: one entry each, with its figures, who says so, and the sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis import measures
from concord.report import words
from concord.report.citations import Source, cite, cite_with_excerpts, event_marks
from concord.report.quotes import Mark, quote
from concord.report.targets import Target, distinct
from concord.report.texts import anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import Assertion, Claim, Event, Incident, Participant, TollFigure
    from concord.report.desk import Desk, Mask

# Sources and figures shown per incident; the rest is named and left to ``concord export``.
MOST_SOURCES = 12
MOST_FIGURES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One assertion of a toll and who says so."""

    effect: str
    of: str
    value: str
    said_by: str
    marks: tuple[str, ...]
    quote: Markup
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim or denial of responsibility."""

    name: str
    verb: str
    channel: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A field on which the sources disagree, with each reading and who gives it."""

    field: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident of the report's table; ``sort_day`` and ``sort_killed`` order the rows."""

    id: str
    incident_id: str
    day: str
    sort_day: str
    what: str
    place: str
    who: tuple[str, ...]
    killed: str
    sort_killed: int
    injured: str
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    figures: tuple[FigureLine, ...]
    claims: tuple[ClaimLine, ...]
    disputed: tuple[Disputed, ...]
    sources: tuple[Source, ...]
    sources_words: str
    more_sources: int


def choose(incidents: Sequence[Incident], desk: Desk, most: int) -> list[Incident]:
    """Return at most ``most`` incidents, newest first: the counted and deadliest are kept."""

    def weight(incident: Incident) -> tuple[bool, int, str]:
        killed = measures.toll_of(incident).killed
        return incident.id not in desk.counted, -(killed.best or 0), incident.id

    kept = sorted(incidents, key=weight)[:most]
    return sorted(kept, key=lambda i: (_sort_day(i), i.id), reverse=True)


def write_entry(incident: Incident, desk: Desk) -> Entry:
    """Return the entry of one incident."""
    facts, toll = incident.facts, measures.toll_of(incident)
    hide = desk.hide(incident.document_ids)
    events = [desk.events[key] for key in incident.event_ids if key in desk.events] or [facts]
    sources = _sources(incident, events, desk, hide)
    place = facts.places[0] if facts.places else None
    return Entry(
        id=anchor("incident", incident.id),
        incident_id=incident.id,
        day=words.say_when(facts.happened[0] if facts.happened else None, short=True),
        sort_day=_sort_day(incident),
        what=desk.type_label(facts.type),
        place=desk.place(place),
        who=tuple(_who(p, hide) for p in facts.perpetrators),
        killed=words.say_toll(toll.killed),
        sort_killed=toll.killed.best or 0,
        injured=words.say_toll(toll.injured),
        tags=_tags(incident, desk, party=toll.killed.party or toll.injured.party),
        facts=_facts(incident, desk, hide),
        figures=tuple(_figures(events, desk, hide))[:MOST_FIGURES],
        claims=tuple(_claims(events, desk, hide)),
        disputed=tuple(_disputed(incident, desk, hide)),
        sources=sources[:MOST_SOURCES],
        sources_words=_sources_words(incident),
        more_sources=max(0, len(sources) - MOST_SOURCES),
    )


def link_words(incident: Incident, desk: Desk) -> tuple[str, str]:
    """Return the words and the element id of a link to the incident's entry."""
    when = words.say_when(incident.facts.happened[0] if incident.facts.happened else None)
    what = desk.type_label(incident.facts.type)
    return f"{when}: {what}", anchor("incident", incident.id)


def _sort_day(incident: Incident) -> str:
    readings = incident.facts.happened
    first = readings[0].first if readings else None
    return first.isoformat() if first else ""


def _who(participant: Participant, hide: Mask) -> str:
    name = participant.name or hide(participant.text)
    return f"{name} ({words.ATTRIBUTIONS[participant.attribution]})"


def _tags(incident: Incident, desk: Desk, *, party: bool) -> tuple[str, ...]:
    facts = incident.facts
    tags = []
    if incident.id not in desk.counted:
        tags.append("counted apart")
    if facts.status != "actual":
        tags.append(words.STATUSES[facts.status])
    if party:
        tags.append("toll by a party to the fight alone")
    if incident.disputed:
        tags.append("disputed: " + ", ".join(words.label(name) for name in incident.disputed))
    if incident.review != "machine":
        tags.append(words.REVIEWS[incident.review])
    if incident.dataset != "own":
        tags.append(f"from {incident.dataset}")
    return tuple(tags)


def _facts(incident: Incident, desk: Desk, hide: Mask) -> tuple[tuple[str, str], ...]:
    facts = incident.facts
    when = facts.happened[0] if facts.happened else None
    place = facts.places[0] if facts.places else None
    day = f"{words.say_when(when)}, {words.DATE_PRECISIONS[when.precision]}" if when else ""
    known = f", {words.PLACE_PRECISIONS[place.precision]}" if place else ""
    named = (Target(p.name or hide(p.text), p.victim_class) for p in facts.targets)
    targets = [_say_target(each) for each in distinct(named)]
    rows = (
        ("Category", words.label(facts.category)),
        ("When", day),
        ("Where", desk.place(place) + known),
        ("Targets", "; ".join(targets)),
        ("Weapon or means", words.label(facts.weapon) if facts.weapon else ""),
        ("Tolls by", words.label(incident.toll_rule)),
        ("Review", words.REVIEWS[incident.review]),
        ("Identity", incident.id),
    )
    return tuple((name, value) for name, value in rows if value)


def _say_target(target: Target) -> str:
    of = words.label(target.of) if target.of else ""
    return f"{target.name} ({of})" if of and of != target.name else target.name


def _figures(events: Iterable[Event], desk: Desk, hide: Mask) -> Iterable[FigureLine]:
    for event in events:
        source = cite(desk.document(event.document_id), hide)
        for figure in event.tolls:
            yield FigureLine(
                effect=words.EFFECTS.get(figure.effect, words.label(figure.effect)),
                of=_of(figure),
                value=words.say_range(figure.low, figure.best, figure.high),
                said_by=hide(figure.said_by) if figure.said_by else "the text itself",
                marks=_figure_marks(figure),
                quote=quote(figure.text, hide),
                source=source.short,
            )


def _of(figure: TollFigure) -> str:
    group = (
        "all"
        if figure.victim_class == "unknown" and figure.total
        else words.label(figure.victim_class)
    )
    sides = {"initiator": ", attackers' side", "bystander": ", bystanders"}
    return ("class not stated" if group == "unknown" else group) + sides.get(figure.side, "")


def _figure_marks(figure: TollFigure) -> tuple[str, ...]:
    marks = (
        (figure.party, "by a party to the conflict"),
        (figure.superseded, "superseded"),
        (figure.vague, "vague"),
        (figure.total, "total"),
    )
    return tuple(name for given, name in marks if given)


def _claims(events: Iterable[Event], desk: Desk, hide: Mask) -> Iterable[ClaimLine]:
    for event in events:
        source = cite(desk.document(event.document_id), hide)
        for verb, claims in (("claims", event.claimed_by), ("denies", event.denied_by)):
            yield from (_claim(claim, verb, source) for claim in claims)


def _claim(claim: Claim, verb: str, source: Source) -> ClaimLine:
    return ClaimLine(
        name=claim.name,
        verb=verb,
        channel=claim.channel or "",
        source=source.short,
    )


def _disputed(incident: Incident, desk: Desk, hide: Mask) -> Iterable[Disputed]:
    by_field: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in incident.assertions:
        by_field[assertion.field].append(assertion)
    for name in incident.disputed:
        lines = dict.fromkeys(_reading(item, desk, hide) for item in by_field[name])
        yield Disputed(field=words.label(name), readings=tuple(lines))


def _reading(item: Assertion, desk: Desk, hide: Mask) -> str:
    source = cite(desk.document(item.document_id), hide)
    said_by = f", said by {hide(item.said_by)}" if item.said_by else ""
    best = item.value if isinstance(item.value, int) else None
    value = (
        words.say_range(item.low, best, item.high)
        if best is not None or item.low is not None
        else hide(say_asserted(item.value))
    )
    party = " (a party to the conflict)" if item.party else ""
    return f"{value}{said_by}{party}, in {source.short}"


def say_asserted(value: object) -> str:
    """Return an asserted value in words: lists joined, mappings as ``name value`` pairs."""
    if isinstance(value, dict):
        return ", ".join(f"{words.label(str(k))} {say_asserted(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(say_asserted(item) for item in value)
    return words.label(value) if isinstance(value, str) else str(value)


def _row_of(incident: Incident) -> Source:
    """Return the row of an imported data set as a source."""
    return Source(
        title=f"Row {incident.id.removeprefix(incident.dataset + ':')}",
        publisher=incident.dataset,
        published=f"version {incident.release or 'not stated'}",
        link=None,
    )


def _sources_words(incident: Incident) -> str:
    if incident.dataset != "own":
        return f"One row of {incident.dataset}"
    documents = measures.plural(len(incident.document_ids), "document")
    return (
        f"{documents}, {measures.plural(incident.outlets, 'outlet')},"
        f" {measures.plural(incident.origins, 'independent speaker')}"
    )


def _sources(
    incident: Incident, events: Sequence[Event], desk: Desk, hide: Mask
) -> tuple[Source, ...]:
    if incident.dataset != "own":
        return (_row_of(incident),)
    marks: dict[str, set[Mark]] = defaultdict(set)
    for event in events:
        marks[event.document_id].update(event_marks(event))
    return tuple(
        cite_with_excerpts(desk.document(key), marks[key], hide) for key in incident.document_ids
    )
