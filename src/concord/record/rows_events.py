"""The rows of events and incidents: the contract's fields, tolls summarised by their rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from concord.codebook.tolls import summarise
from concord.model import Assertion, Claim, Document, Event, Incident, Location, When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.codebook.tolls import Range, Toll
    from concord.record.rows_redaction import EventMask, Redactor

UNPLACED = Location(text="")
UNDATED = When(first=None, last=None, precision="unknown", basis="unresolved")


def event_row(
    event: Event, document: Document | None, incident_id: str | None, redactor: Redactor
) -> dict[str, Any]:
    """Return the row of one event; ``document`` is None if it is outside the view."""
    hide = redactor.event_mask(event)
    return {
        "event_id": event.id,
        "document_id": event.document_id,
        "document_external_id": document.external_id if document else None,
        "document_url": document.url if document else None,
        "document_published": document.published if document else None,
        "incident_id": incident_id,
        **_facts(event, hide, "latest_independent"),
    }


def incident_row(
    incident: Incident, documents: Mapping[str, Document], redactor: Redactor
) -> dict[str, Any]:
    """Return the row of one incident: its reconciled facts, then its sources and assertions."""
    hide = redactor.event_mask(incident.facts)
    anchor = documents.get(incident.facts.document_id)
    sources = [documents[item] for item in incident.document_ids if item in documents]
    [documents[d].url or documents[d].source for d in incident.document_ids if d in documents]
    return {
        "incident_id": incident.id,
        "aliases": list(incident.aliases),
        "event_ids": list(incident.event_ids),
        "event_id": incident.facts.id,
        "document_id": incident.facts.document_id,
        "document_external_id": anchor.external_id if anchor else None,
        "document_url": anchor.url if anchor else None,
        "document_published": anchor.published if anchor else None,
        **_facts(incident.facts, hide, incident.toll_rule),
        "dataset": incident.dataset,
        "document_urls": [source.url or source.source for source in sources],
        "outlets": incident.outlets,
        "origins": incident.origins,
        "disputed": list(incident.disputed),
        "assertions": _assertions(incident.assertions, hide),
        "toll_rule": incident.toll_rule,
        "review": incident.review,
        "release": incident.release,
    }


def _facts(event: Event, hide: EventMask, rule: str) -> dict[str, Any]:
    when = event.happened[0] if event.happened else UNDATED
    return {
        "type": event.type,
        "category": event.category,
        "status": event.status,
        "background": event.background,
        "part_of": event.part_of,
        "happened_from": when.first.isoformat() if when.first else None,
        "happened_to": when.last.isoformat() if when.last else None,
        "happened_precision": when.precision,
        **_place(event.places[0] if event.places else UNPLACED),
        **_participants(event, hide),
        "tactic": event.tactic,
        "weapon": event.weapon,
        **_toll(summarise(event.type, event.tolls, rule)),
        "claimed_by": [_claim(claim) for claim in event.claimed_by],
        "denied_by": [_claim(claim) for claim in event.denied_by],
        "summary": hide(event.summary),
        "confidence": event.confidence,
        "evidence": [
            {
                "field": item.field,
                "start": item.start,
                "end": item.end,
                "quote": hide(item.quote),
                "said_by": item.said_by,
            }
            for item in event.evidence
        ],
    }


def _place(place: Location) -> dict[str, Any]:
    return {
        "place": place.name or place.text or None,
        "place_id": place.place_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place_precision": place.precision,
        "admin2": place.admin2,
        "admin1": place.admin1,
        "country": place.country,
    }


def _participants(event: Event, hide: EventMask) -> dict[str, Any]:
    return {
        "perpetrators": [
            {
                "text": hide(item.text),
                "actor_id": item.actor_id,
                "name": item.name,
                "attribution": item.attribution,
            }
            for item in event.perpetrators
        ],
        "targets": [
            {
                "text": hide(item.text),
                "actor_id": item.actor_id,
                "name": item.name,
                "class": item.victim_class,
            }
            for item in event.targets
        ],
        "target_class": event.target_class,
    }


def _toll(toll: Toll) -> dict[str, Any]:
    row: dict[str, Any] = {
        "toll": {
            effect: {name: _range(value) for name, value in sorted(classes.items())}
            for effect, classes in sorted(toll.by.items())
        }
    }
    named = {
        "killed": toll.killed,
        "killed_attackers": toll.killed_attackers,
        "killed_total": toll.killed_total,
        "injured": toll.injured,
        "abducted": toll.abducted,
        "arrested": toll.arrested,
    }
    for name, value in named.items():
        row |= {f"{name}_{bound}": number for bound, number in _range(value).items()}
    return row


def _range(value: Range) -> dict[str, int | None]:
    return {"low": value.low, "best": value.best, "high": value.high}


def _claim(claim: Claim) -> dict[str, Any]:
    return {"name": claim.name, "actor_id": claim.actor_id, "channel": claim.channel}


def _assertions(items: tuple[Assertion, ...], hide: EventMask) -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        value = hide(item.value) if isinstance(item.value, str) else item.value
        table.setdefault(item.field, []).append(
            {
                "value": value,
                "low": item.low,
                "high": item.high,
                "said_by": item.said_by,
                "party": item.party,
                "document_id": item.document_id,
                "reported": item.reported,
                "quote": hide(item.quote),
            }
        )
    return table
