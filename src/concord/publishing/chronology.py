"""The chronology: every counted incident of the period in one sentence, with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.publishing.sentences import tell
from concord.report import words
from concord.report.citations import Source, cite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.model import Incident
    from concord.report.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One incident of a chronology; ``day`` in words, ``sources`` with links that are safe."""

    incident_id: str
    day: str
    sentence: str
    sources: tuple[Source, ...]
    disputed: tuple[str, ...] = ()
    review: str = "machine"


def list_incidents(incidents: Iterable[Incident], desk: Desk) -> tuple[Item, ...]:
    """Return the incidents in order of day, told in a sentence each."""
    return tuple(write_item(each, desk) for each in incidents)


def write_item(incident: Incident, desk: Desk) -> Item:
    """Return one incident as an item of a chronology."""
    facts = incident.facts
    hide = desk.hide(incident.document_ids)
    headings = desk.view.headings
    known = (headings.get(each) for each in incident.document_ids)
    sources = tuple(cite(document, hide) for document in known if document is not None)
    if incident.dataset != "own":
        row = incident.id.partition(":")[2]
        of = f"{incident.dataset} {incident.release or ''}".strip()
        sources = (Source(title=f"Row {row}", publisher=of, published="", link=None),)
    return Item(
        incident_id=incident.id,
        day=words.say_when(facts.happened[0] if facts.happened else None),
        sentence=hide(tell(incident, desk)),
        sources=sources,
        disputed=tuple(words.label(name) for name in incident.disputed),
        review=incident.review,
    )
