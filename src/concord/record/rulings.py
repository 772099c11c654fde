"""The decisions in force, on the events as they are now: what a view applies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concord.record.attachment import Attached, attach, is_incident
from concord.record.decisions import active_decisions, read_decisions
from concord.record.runs import hand_runs
from concord.record.subjects import events_by_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import Review, Run, Value
    from concord.record.database import Database

Fields: TypeAlias = "dict[str, Value]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What holds for which event; a ruling on an incident is filed under the event it is named by.

    ``rejected`` and ``accepted`` are event ids, those of a whole incident included; ``dropped`` and
    ``approved`` the naming events of incidents; corrections are by event id, then by field.
    """

    attached: tuple[Attached, ...] = ()
    rejected: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    of_events: Mapping[str, Fields]
    of_incidents: Mapping[str, Fields]

    def review_of_event(self, event_id: str) -> Review:
        """Return how far a person has looked at an event."""
        if event_id in self.of_events:
            return "corrected"
        return "accepted" if event_id in self.accepted else "machine"

    def review_of_incident(self, event_ids: Sequence[str]) -> Review:
        """Return how far a person has looked at the incident of these events."""
        if any(each in self.of_incidents or each in self.of_events for each in event_ids):
            return "corrected"
        whole = any(each in self.approved for each in event_ids)
        each_one = bool(event_ids) and all(each in self.accepted for each in event_ids)
        return "accepted" if whole or each_one else "machine"

    def corrections_of_incident(self, event_ids: Sequence[str]) -> Fields:
        """Return the corrected fields of the incident of these events.

        What was corrected in an event shows in its incident by linking; where there is only one
        event, there is nothing to reconcile, and it shows at once.
        """
        found: Fields = dict(self.of_events.get(event_ids[0], {})) if len(event_ids) == 1 else {}
        for each in event_ids:
            found.update(self.of_incidents.get(each, {}))
        return found


def read_rulings(database: Database, run: Run | None) -> Rulings:
    """Return the decisions in force on the events of a run and of the hand runs."""
    from concord.codebook.counting import compatible

    with database.read() as connection:
        active = active_decisions(read_decisions(connection))
        if not active:
            return Rulings(of_events={}, of_incidents={})
        documents = {anchor.document_id for each in active for anchor in each.anchors}
        runs = [*hand_runs(connection), *([run] if run else [])]
        events = events_by_document(connection, runs, documents)
    return rule(tuple(attach(each, events, compatible) for each in active))


def rule(attached: tuple[Attached, ...]) -> Rulings:
    """Return the rulings of decisions on their present events, the later ones on top."""
    standing: dict[tuple[str, bool], str] = {}
    taken_along: dict[str, str] = {}
    of_events: dict[str, Fields] = defaultdict(dict)
    of_incidents: dict[str, Fields] = defaultdict(dict)
    for each in attached:
        decision = each.decision
        if not each.events or each.lost:
            continue
        whole, first = is_incident(decision.subjects[0]), each.events[0]
        if decision.kind == "correct" and decision.field is not None:
            (of_incidents if whole else of_events)[first][decision.field] = decision.value
        elif decision.kind in ("accept", "reject"):
            standing[first, whole] = decision.kind
            taken_along.update(dict.fromkeys(each.events, decision.kind))
    return Rulings(
        attached=attached,
        rejected=_having(taken_along.items(), "reject"),
        accepted=_having(taken_along.items(), "accept"),
        dropped=_having(((e, kind) for (e, whole), kind in standing.items() if whole), "reject"),
        approved=_having(((e, kind) for (e, whole), kind in standing.items() if whole), "accept"),
        of_events=dict(of_events),
        of_incidents=dict(of_incidents),
    )


def _having(rulings: Iterable[tuple[str, str]], kind: str) -> frozenset[str]:
    return frozenset(event for event, ruled in rulings if ruled == kind)
