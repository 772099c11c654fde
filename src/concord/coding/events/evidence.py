"""Evidence: the exact words behind each coded field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.model import Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.coding.prepared import Prepared


def of(event: Event, prepared: Prepared) -> tuple[Evidence, ...]:
    """Return the spans behind the type, the tolls, the place, the time and the doers."""
    text = prepared.text
    return tuple(
        Evidence(field=field, start=start, end=end, quote=text[start:end], said_by=said_by)
        for field, start, end, said_by in _spans(event)
    )


def _spans(event: Event) -> Iterator[tuple[str, int, int, str | None]]:
    yield "type", event.start, event.end, None
    for figure in event.tolls:
        if figure.start is not None and figure.end is not None:
            yield figure.effect, figure.start, figure.end, figure.said_by
    for place in event.places[:1]:
        if place.start is not None and place.end is not None:
            yield "place", place.start, place.end, None
    for when in event.happened[:1]:
        if when.start is not None and when.end is not None:
            yield "happened", when.start, when.end, None
    for person in event.perpetrators:
        if person.start is not None and person.end is not None:
            yield "perpetrators", person.start, person.end, person.said_by
    for claim in event.claimed_by:
        if claim.start is not None and claim.end is not None:
            yield "claimed_by", claim.start, claim.end, claim.name
