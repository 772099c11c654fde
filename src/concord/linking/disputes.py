"""On which fields the reports of one incident disagree, after what time and precision explain."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from concord.codebook.counting import compatible, family
from concord.linking.profiles import lasting_words
from concord.linking.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Assertion, Document, Event, Participant

TOLLS = ("killed", "killed_attackers", "injured", "abducted", "arrested")
ASSERTED = frozenset({"claimed", "stated"})
DAY_SLACK = 1
# Families of which one attack is often told by the one in this report and the other in that.
SIDE_BY_SIDE = frozenset(
    frozenset(pair)
    for pair in (
        ("kidnap", "gun"), ("kidnap", "fight"), ("kidnap", "bomb"), ("arson", "gun"),
        ("arson", "bomb"), ("arson", "fight"), ("arson", "mob"), ("body", "gun"),
        ("body", "kidnap"), ("shell", "fight"), ("air", "fight"),
    )
)  # fmt: skip


def disputed_fields(
    events: Sequence[Event],
    documents: Mapping[str, Document],
    assertions: Sequence[Assertion],
    book: Codebook,
) -> tuple[str, ...]:
    """Return the names of the disputed fields, in the order of the contract."""
    return tuple(_disputes(events, documents, assertions, book))


def _disputes(
    events: Sequence[Event],
    documents: Mapping[str, Document],
    assertions: Sequence[Assertion],
    book: Codebook,
) -> Iterator[str]:
    families = sorted({family(event.type) for event in events})
    if any(not _may_be_one(a, b) for a, b in combinations(families, 2)):
        yield "type"
    if len({event.status for event in events}) > 1:
        yield "status"
    if _days_differ(events, documents, book):
        yield "happened"
    if _perpetrators_differ(events, book) or any(event.denied_by for event in events):
        yield "perpetrators"
    for field in TOLLS:
        found = [item for item in assertions if item.field == field]
        if any(tolls_differ(a, b) for a, b in combinations(found, 2)):
            yield field
    claimants = {c.actor_id or c.name.casefold() for event in events for c in event.claimed_by}
    if len(claimants) > 1:
        yield "claimed_by"


def tolls_differ(a: Assertion, b: Assertion) -> bool:
    """Return whether two figures contradict each other.

    Ranges that share a value do not, and neither does a later figure that is higher: tolls rise.
    A party's figure that does not fit another's is always in dispute.
    """
    low_a, low_b = _low(a), _low(b)
    if _reaches(a, low_b) and _reaches(b, low_a):
        return False
    if a.party or b.party or a.reported is None or b.reported is None:
        return True
    earlier, later = (low_a, low_b) if a.reported < b.reported else (low_b, low_a)
    return a.reported == b.reported or later < earlier


def _low(item: Assertion) -> int:
    return item.low if item.low is not None else 0


def _reaches(item: Assertion, value: int) -> bool:
    return item.high is None or item.high >= value


def _may_be_one(one: str, other: str) -> bool:
    """Return whether two families do not contradict each other: who takes hostages also shoots."""
    return compatible(one, other) or frozenset((one, other)) in SIDE_BY_SIDE


def _days_differ(
    events: Sequence[Event], documents: Mapping[str, Document], book: Codebook
) -> bool:
    """Return whether two reports give days that no siege of days and no night explains."""
    lasting = lasting_words(book)
    told = [event for event in events if event.happened and event.happened[0].precision == "day"]
    windows = [windows_of(event, documents.get(event.document_id), lasting)[:1] for event in told]
    spans = [window for found in windows for window in found]
    return (
        bool(spans)
        and (max(span.first for span in spans) - min(span.last for span in spans)).days > DAY_SLACK
    )


def _perpetrators_differ(events: Sequence[Event], book: Codebook) -> bool:
    """Return whether reports name, as fact or by own claim, groups that are not kin."""
    named = [
        frozenset(_lineage(item, book))
        for event in events
        for item in event.perpetrators
        if item.attribution in ASSERTED and (item.actor_id or item.name)
    ]
    return any(not a & b for a, b in combinations(dict.fromkeys(named), 2))


def _lineage(item: Participant, book: Codebook) -> Iterator[str]:
    if item.actor_id:
        yield item.actor_id
        yield from book.ancestors(item.actor_id) if item.actor_id in book.actors else ()
    else:
        yield (item.name or item.text).casefold()
