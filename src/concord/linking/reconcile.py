"""One incident's facts from its events, by written rules; what they leave out stays asserted.

Rules. Type: the family most voices give, and in it the most specific type that a third of them
give. Day and place: the most precise readings, then the one most voices give. Toll: see
``tolls.py``. Actors, claims and denials: all of them, side by side, with the best attribution.
Unnamed perpetrators ("gunmen") stand only where nobody names any. One voice is one group of copied
texts. Reports for which the happening is only history speak where no news report does. The summary
is made of these facts, unless a person wrote one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from concord.codebook import counting
from concord.codebook.counting import category
from concord.codebook.wording import sentence
from concord.linking.tolls import reconcile_tolls
from concord.model import Claim, Document, Event, Location, Participant, Status, When

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from concord.codebook.book import Codebook

T = TypeVar("T")
PRECISIONS = ("day", "week", "month", "year", "unknown")
PLACE_PRECISIONS = (
    ("exact", "vicinity", "town"),
    ("tehsil",),
    ("district",),
    ("province",),
    ("country",),
    ("unknown",),
)
ATTRIBUTIONS = ("claimed", "stated", "side", "blamed", "suspected", "inferred", None)
SPECIFIC_SHARE = 1 / 3
CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The events of one incident in order, and the voice (copy group) of each document."""

    events: Sequence[Event]
    documents: Mapping[str, Document]
    copies: Mapping[str, str]

    @property
    def telling(self) -> Sequence[Event]:
        """Return the events told as news, or all if it is history everywhere."""
        return [event for event in self.events if not event.background] or self.events

    def vote(
        self, events: Iterable[Event], value: Callable[[Event], Hashable | None]
    ) -> list[tuple[Hashable, int]]:
        """Return the values with the number of voices giving each, most first, then as met."""
        voices: dict[Hashable, set[str]] = {}
        for event in events:
            found = value(event)
            if found is not None:
                voices.setdefault(found, set()).add(
                    self.copies.get(event.document_id, event.document_id)
                )
        return Counter({key: len(who) for key, who in voices.items()}).most_common()


def reconcile(reports: Reports, book: Codebook) -> Event:
    """Return one event that holds what we believe; its id and spans are the anchor's.

    Spans of values taken from other documents are dropped: an offset means nothing elsewhere.
    """
    anchor = reports.events[0]
    type_ = choose_type(reports, book)
    facts = replace(
        anchor,
        type=type_,
        family=counting.family(type_),
        status=choose_status(reports),
        background=all(event.background for event in reports.events),
        part_of=first_part(reports.events),
        happened=choose_dates(reports),
        places=choose_places(reports),
        perpetrators=_named_or_all(join_participants(reports, lambda event: event.perpetrators)),
        targets=join_participants(reports, lambda event: event.targets),
        target_class=_winner(reports, lambda event: event.target_class),
        tactic=_winner(reports, lambda event: event.tactic),
        weapon=_winner(reports, lambda event: event.weapon),
        tolls=reconcile_tolls(reports.events, reports.documents, type_),
        claimed_by=join_claims(reports, lambda event: event.claimed_by),
        denied_by=join_claims(reports, lambda event: event.denied_by),
        confidence=max(event.confidence for event in reports.events),
    )
    facts = replace(facts, category=category(facts, book))
    return replace(facts, summary=_words_of_a_person(reports) or sentence(facts, book))


def choose_type(reports: Reports, book: Codebook) -> str:
    """Return the type by votes on the family and then by how specific it is."""

    def rank(type_: Hashable) -> tuple[int, str]:
        known = book.types.get(str(type_))
        return (known.precedence if known else 1000, str(type_))

    families = reports.vote(reports.telling, lambda event: counting.family(event.type))
    most = families[0][1]
    level = {family for family, votes in families if votes == most}
    votes = reports.vote(
        (e for e in reports.telling if counting.family(e.type) in level), lambda event: event.type
    )
    if len(level) > 1:
        family = counting.family(str(min((type_ for type_, _ in votes), key=rank)))
        votes = [(t, n) for t, n in votes if counting.family(str(t)) == family]
    total = sum(count for _, count in votes)
    common = [type_ for type_, count in votes if count >= total * SPECIFIC_SHARE]
    return str(min(common or [votes[0][0]], key=rank))


def choose_status(reports: Reports) -> Status:
    """Return the status most voices give; where they tie, that it happened."""
    votes = reports.vote(reports.telling, lambda event: event.status)
    most = [status for status, count in votes if count == votes[0][1]]
    order = ("actual", "foiled", "alleged", "planned")
    return cast("Status", min(most, key=lambda status: order.index(str(status))))


def choose_dates(reports: Reports) -> tuple[When, ...]:
    """Return the distinct datings, the most precise and most given first."""
    found = [(event, when) for event in reports.events for when in event.happened[:1] if when.first]
    votes = dict(
        reports.vote(
            (event for event, _ in found),
            lambda event: (event.happened[0].precision, event.happened[0].first),
        )
    )
    news = {event.id for event in reports.telling}
    ranked = sorted(
        found,
        key=lambda item: (
            PRECISIONS.index(item[1].precision),
            -votes[item[1].precision, item[1].first],
            item[0].id not in news,
        ),
    )
    distinct: dict[Hashable, When] = {}
    anchor = reports.events[0].document_id
    for event, when in ranked:
        kept = when if event.document_id == anchor else replace(when, start=None, end=None)
        distinct.setdefault((when.first, when.last), kept)
    return tuple(distinct.values()) or reports.events[0].happened[:1]


def choose_places(reports: Reports) -> tuple[Location, ...]:
    """Return the distinct places, the most precise and most given first."""
    anchor = reports.events[0].document_id
    found = [(event, place) for event in reports.events for place in event.places[:1]]
    votes = dict(
        reports.vote((event for event, _ in found), lambda event: _place_key(event.places[0]))
    )

    def rank(item: tuple[Event, Location]) -> tuple[int, bool, int]:
        place = item[1]
        level = next(i for i, names in enumerate(PLACE_PRECISIONS) if place.precision in names)
        return (level, place.latitude is None, -votes[_place_key(place)])

    distinct: dict[Hashable, Location] = {}
    for event, place in sorted(found, key=rank):
        kept = place if event.document_id == anchor else replace(place, start=None, end=None)
        distinct.setdefault(_place_key(place), kept)
    return tuple(distinct.values())


def _words_of_a_person(reports: Reports) -> str | None:
    """Return the summary that a person wrote of a hand-entered report, if there is one."""
    for event in reports.telling:
        document = reports.documents.get(event.document_id)
        if document and document.media == CITATION and event.summary:
            return event.summary
    return None


def _named_or_all(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    named = tuple(item for item in participants if item.actor_id or item.name)
    return named or participants


def _place_key(place: Location) -> Hashable:
    return place.place_id or (place.name or place.text).casefold()


def join_participants(
    reports: Reports, pick: Callable[[Event], tuple[Participant, ...]]
) -> tuple[Participant, ...]:
    """Return every distinct actor once, with the best attribution that any report gives.

    Unnamed ones ("gunmen") are kept only as the fullest report names them.
    """
    anchor = reports.events[0].document_id
    told = _fullest([event for event in reports.telling if pick(event)] or reports.telling)
    joined: dict[Hashable, Participant] = {}
    for event in reports.events:
        for item in pick(event):
            if not (item.actor_id or item.name) and event.id != told.id:
                continue
            kept = item if event.document_id == anchor else replace(item, start=None, end=None)
            key = item.actor_id or (item.name or item.text).casefold()
            earlier = joined.setdefault(key, kept)
            if ATTRIBUTIONS.index(item.attribution) < ATTRIBUTIONS.index(earlier.attribution):
                joined[key] = kept
    return tuple(joined.values())


def join_claims(reports: Reports, pick: Callable[[Event], tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """Return every distinct claimant (or denier) once."""
    anchor = reports.events[0].document_id
    joined: dict[Hashable, Claim] = {}
    for event in reports.events:
        for claim in pick(event):
            kept = claim if event.document_id == anchor else replace(claim, start=None, end=None)
            joined.setdefault(claim.actor_id or claim.name.casefold(), kept)
    return tuple(joined.values())


def _winner(reports: Reports, value: Callable[[Event], str | None]) -> str | None:
    known = [event for event in reports.telling if value(event) not in (None, "unknown")]
    votes = reports.vote(known or reports.telling, value)
    return str(votes[0][0]) if votes else None


def _fullest(events: Sequence[Event]) -> Event:
    """Return the event with the most said about it; the earliest of equals."""
    return max(events, key=lambda e: len(e.tolls) + len(e.perpetrators) + len(e.targets))


def first_part(events: Iterable[Event]) -> str | None:
    """Return of what the first of the events that says so is a part."""
    return next((event.part_of for event in events if event.part_of is not None), None)
