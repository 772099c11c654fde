"""Evidence: the exact words behind each coded field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.model import Claim, Event, Evidence, Location, Participant, TollFigure, When

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
    """Yield field, span and speaker of everything that stands in the text."""
    yield "type", event.start, event.end, None
    found: list[tuple[str, TollFigure | Location | When | Participant | Claim, str | None]] = [
        *((figure.effect, figure, figure.said_by) for figure in event.tolls),
        *(("place", place, None) for place in event.places[:1]),
        *(("happened", when, None) for when in event.happened[:1]),
        *(("perpetrators", person, person.said_by) for person in event.perpetrators),
        *(("claimed_by", claim, claim.name) for claim in event.claimed_by),
        *(("denied_by", claim, claim.name) for claim in event.denied_by),
    ]
    for field, item, said_by in found:
        if item.start is not None and item.end is not None:
            yield field, item.start, item.end, said_by
