"""What changed between two editions of a record, and why: every difference has its causes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.counting import compatible
from concord.model import Incident
from concord.record.releases_causes import Cause, causes_of
from concord.record.releases_facts import FACTS, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.model import Event
    from concord.record.view import View

KINDS = (
    "added",
    "removed",
    "merged",
    "split",
    "regrouped",
    *(fact.change for fact in FACTS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: ``kind`` is one of KINDS, ``before`` and ``after`` are values in words.

    ``earlier`` and ``later`` are ids of incidents in the two editions; ``causes`` says why, the
    most telling first, and is never empty.
    """

    kind: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    happened: str
    place: str
    before: str
    after: str
    causes: tuple[Cause, ...]

    def why(self) -> str:
        """Return the causes in one line."""
        return "; ".join(each.words for each in self.causes)


def compare(earlier: View, later: View) -> tuple[Change, ...]:
    """Return what changed from one view to another, in order of day and id.

    The views must have the same scope but for the release. Incidents belong together if they
    share an event or an id, or, where a document was coded anew, if their events overlap in its
    text and their types are compatible.
    """
    groups = _groups(earlier, later)
    found = [change for group in groups for change in _changes(group, earlier, later)]
    return tuple(sorted(found, key=_order))


def _order(change: Change) -> tuple[str, tuple[str, ...], int]:
    day = change.happened or "9999"
    return day, (*change.later, *change.earlier), KINDS.index(change.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    before: tuple[Incident, ...]
    after: tuple[Incident, ...]


def _groups(earlier: View, later: View) -> Iterator[_Group]:
    """Yield the incidents of both editions that are about the same events."""
    before, after = _own(earlier), _own(later)
    links = _shared_names(before, after)
    linked_before, linked_after = set(links), {each for ends in links.values() for each in ends}
    loose = (
        [each for each in before if each.id not in linked_before],
        [each for each in after if each.id not in linked_after],
    )
    for old, new in _overlapping(*loose, earlier, later):
        links[old].add(new)
    yield from _components(before, after, links)


def _own(view: View) -> list[Incident]:
    return [each for each in view.incidents() if each.dataset == "own"]


def _shared_names(before: Sequence[Incident], after: Sequence[Incident]) -> dict[str, set[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for each in after:
        for name in (each.id, *each.event_ids):
            named[name].append(each.id)
    links: dict[str, set[str]] = defaultdict(set)
    for each in before:
        for name in (each.id, *each.event_ids):
            if name in named:
                links[each.id].update(named[name])
    return links


def _overlapping(
    before: Sequence[Incident], after: Sequence[Incident], earlier: View, later: View
) -> Iterator[tuple[str, str]]:
    """Yield pairs of incidents whose events stand at one place of a text, read differently."""
    if not before or not after:
        return
    there = _events_by_document(after, later)
    for old, event in _with_events(before, earlier):
        for new, candidate in there.get(event.document_id, ()):
            near = event.start < candidate.end and candidate.start < event.end
            if near and compatible(event.family, candidate.family):
                yield old, new


def _with_events(incidents: Iterable[Incident], view: View) -> Iterator[tuple[str, Event]]:
    of = {event_id: each.id for each in incidents for event_id in each.event_ids}
    for event in view.events():
        if event.id in of:
            yield of[event.id], event


def _events_by_document(
    incidents: Iterable[Incident], view: View
) -> Mapping[str, list[tuple[str, Event]]]:
    found: dict[str, list[tuple[str, Event]]] = defaultdict(list)
    for incident_id, event in _with_events(incidents, view):
        found[event.document_id].append((incident_id, event))
    return found


def _components(
    before: Sequence[Incident], after: Sequence[Incident], links: Mapping[str, set[str]]
) -> Iterator[_Group]:
    """Yield the connected groups of the links, each once, those without a link alone."""
    old, new = {each.id: each for each in before}, {each.id: each for each in after}
    back: dict[str, set[str]] = defaultdict(set)
    for one, others in links.items():
        for other in others:
            back[other].add(one)
    seen: set[str] = set()
    for start in sorted(old):
        if start in seen:
            continue
        ours, theirs = _reach(start, links, back)
        seen |= ours
        yield _Group(
            before=tuple(old[each] for each in sorted(ours)),
            after=tuple(new[each] for each in sorted(theirs)),
        )
    for each in sorted(set(new) - set(back)):
        yield _Group(before=(), after=(new[each],))


def _reach(
    start: str, links: Mapping[str, set[str]], back: Mapping[str, set[str]]
) -> tuple[set[str], set[str]]:
    ours, theirs, todo = {start}, set[str](), [start]
    while todo:
        for other in links.get(todo.pop(), ()):
            if other not in theirs:
                theirs.add(other)
                fresh = back[other] - ours
                ours |= fresh
                todo += sorted(fresh)
    return ours, theirs


def _changes(group: _Group, earlier: View, later: View) -> Iterator[Change]:
    kind = _kind(len(group.before), len(group.after))
    if kind is not None:
        yield _change(kind, group, ("", ""), earlier, later)
        return
    ((old,), (new,)) = group.before, group.after
    then, now = facts_of(old, earlier.inclusion), facts_of(new, later.inclusion)
    for fact in FACTS:
        values = then[fact.name], now[fact.name]
        if values[0] != values[1]:
            yield _change(fact.change, group, values, earlier, later)


def _kind(before: int, after: int) -> str | None:
    """Return what became of a group's incidents; None if one stayed one."""
    if before == after == 1:
        return None
    if before == 0:
        return "added"
    if after == 0:
        return "removed"
    if after == 1:
        return "merged"
    return "split" if before == 1 else "regrouped"


def _change(
    kind: str, group: _Group, values: tuple[str, str], earlier: View, later: View
) -> Change:
    shown = (group.after or group.before)[0]
    said = facts_of(shown, later.inclusion)
    before, after = values
    if kind not in {fact.change for fact in FACTS}:
        before, after = (_in_words(side) for side in (group.before, group.after))
    return Change(
        kind=kind,
        earlier=tuple(each.id for each in group.before),
        later=tuple(each.id for each in group.after),
        happened=said["happened"],
        place=said["place"],
        before=before,
        after=after,
        causes=causes_of(kind, group.before, group.after, earlier, later),
    )


def _in_words(incidents: Sequence[Incident]) -> str:
    if not incidents:
        return ""
    types = ", ".join(each.facts.type.replace("_", " ") for each in incidents)
    return f"{len(incidents)} incident{'s' if len(incidents) > 1 else ''}: {types}"
