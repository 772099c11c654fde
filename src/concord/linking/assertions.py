"""Everything that the reports of one incident say, field by field, with who says so and when.

The assertion of a toll is one speaker's figure in one document; the parts of a total are kept
under the class ("killed.civilian") so that a part is never mistaken for a rival total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.tolls import summarise
from concord.model import Assertion, Claim, Document, Event, Participant, TollFigure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.codebook.tolls import Range

MEASURES = ("killed", "killed_attackers", "injured", "abducted", "arrested")


def assertions_of(event: Event, document: Document | None) -> tuple[Assertion, ...]:
    """Return what one event asserts, in the order of the contract's fields."""
    return tuple(_fill(item, event, document) for item in _bare(event))


def _bare(event: Event) -> Iterator[Assertion]:
    """Yield what is asserted, without the words and the day that ``_fill`` finds."""
    yield _assertion(event, "type", event.type)
    if event.status != "actual":
        yield _assertion(event, "status", event.status)
    for when in event.happened[:1]:
        if when.first:
            yield _assertion(event, "happened", when.first.isoformat(), when.text)
    for place in event.places[:1]:
        if place.name or place.text:
            yield _assertion(event, "place", place.name or place.text, place.text)
    for field in ("perpetrators", "targets"):
        people: Sequence[Participant] = getattr(event, field)
        for item in people:
            yield _assertion(event, field, item.name or item.text, item.text, item.said_by)
    yield from _tolls(event)
    for field in ("claimed_by", "denied_by"):
        claims: Sequence[Claim] = getattr(event, field)
        for claim in claims:
            yield _assertion(event, field, claim.name, said_by=claim.name)


def _assertion(
    event: Event, field: str, value: str, quote: str = "", said_by: str | None = None
) -> Assertion:
    return Assertion(
        field=field,
        value=value,
        document_id=event.document_id,
        event_id=event.id,
        said_by=said_by,
        quote=quote,
    )


def _tolls(event: Event) -> Iterator[Assertion]:
    live = [figure for figure in event.tolls if not figure.superseded]
    for speaker, figures in _by_speaker(live):
        toll = summarise(event.type, figures)
        party = all(figure.party for figure in figures)
        for measure in MEASURES:
            value: Range = getattr(toll, measure)
            if value.best is not None:
                yield Assertion(
                    field=measure,
                    value=value.best,
                    low=value.low,
                    high=value.high,
                    document_id=event.document_id,
                    event_id=event.id,
                    said_by=speaker,
                    party=party,
                    quote=_words_of(measure, figures),
                )
    for figure in live:
        if not figure.total and figure.victim_class != "unknown":
            yield Assertion(
                field=f"{figure.effect}.{figure.victim_class}",
                value=figure.best,
                low=figure.low,
                high=figure.high,
                document_id=event.document_id,
                event_id=event.id,
                said_by=figure.said_by,
                party=figure.party,
                quote=figure.text,
            )


def _words_of(measure: str, figures: Sequence[TollFigure]) -> str:
    """Return the words of the figures that a measure is made of, and of no others."""
    own = [figure for figure in figures if measure.partition("_")[0] == figure.effect]
    if measure in {"killed", "killed_attackers"}:
        attackers = measure == "killed_attackers"
        own = [each for each in own if (each.side == "initiator") == attackers] or own
    return " / ".join(dict.fromkeys(figure.text for figure in own if figure.text))


def _by_speaker(figures: Sequence[TollFigure]) -> list[tuple[str | None, list[TollFigure]]]:
    """Return the figures of each account with its speaker.

    Speakers are rivals where they give a figure for the same effect, class and side, and parties
    always stand alone; all others tell parts of one account.
    """
    slots: dict[tuple[str, str, str, bool], set[str | None]] = {}
    for figure in figures:
        slot = (figure.effect, figure.victim_class, figure.side, figure.total)
        slots.setdefault(slot, set()).add(figure.said_by)
    rivals = {speaker for speakers in slots.values() if len(speakers) > 1 for speaker in speakers}
    accounts: dict[tuple[bool, str | None], list[TollFigure]] = {}
    for figure in figures:
        alone = figure.party or figure.said_by in rivals
        accounts.setdefault((alone, figure.said_by if alone else None), []).append(figure)
    return [(_speaker(members), members) for members in accounts.values()]


def _speaker(figures: Sequence[TollFigure]) -> str | None:
    """Return who gives all of the figures, or None if several do."""
    speakers = dict.fromkeys(figure.said_by for figure in figures)
    return next(iter(speakers)) if len(speakers) == 1 else None


def _fill(item: Assertion, event: Event, document: Document | None) -> Assertion:
    """Return the assertion with the day it was reported and the words behind it."""
    quote, said_by = item.quote, item.said_by
    for evidence in event.evidence:
        if evidence.field == item.field:
            quote = quote or evidence.quote
            said_by = said_by or evidence.said_by
    return Assertion(
        field=item.field,
        value=item.value,
        document_id=item.document_id,
        event_id=item.event_id,
        low=item.low,
        high=item.high,
        said_by=said_by,
        party=item.party,
        reported=document.published if document else None,
        quote=quote,
    )


def origins_of(
    events: Sequence[Event],
    copies: Mapping[str, str],
    speakers: Mapping[str, str],
    papers: Mapping[str, str],
) -> int:
    """Return how many independent voices stand behind the events of one incident.

    Copies of one text are one voice, and so are all reports that rest on one same named speaker
    alone (``speakers`` maps event ids to that speaker). A paper that comes back to it (``papers``
    maps document ids to who printed it) without a speaker of its own is the same voice again.
    """
    named = {speakers[event.id] for event in events if event.id in speakers}
    told: list[set[str]] = []
    for event in events:
        if event.id not in speakers:
            document = event.document_id
            voice = {f"copy {copies.get(document, document)}"}
            voice |= {f"paper {papers[document]}"} if document in papers else set()
            joined = [each for each in told if each & voice]
            told = [each for each in told if not each & voice] + [voice.union(*joined)]
    return len(named) + len(told)


def lone_speaker(event: Event) -> str | None:
    """Return the one speaker on whom every figure and quote of the event rests, if there is one."""
    speakers = {figure.said_by for figure in event.tolls}
    speakers |= {evidence.said_by for evidence in event.evidence}
    speaker = next(iter(speakers)) if len(speakers) == 1 else None
    return " ".join(speaker.casefold().split()) if speaker else None
