"""How a person's ruling finds its subject again after the documents were coded anew.

A decision whose subject is gone belongs to the one event of the same document with an overlapping
sentence and a compatible family. If there is no such event, or more than one, it is an orphan: it
stays in the record, does nothing, and is listed by ``concord doctor``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from concord.identity import incident_id
from concord.model import Anchor, Decision, Event
from concord.regexes import lazy_regex

Compatible: TypeAlias = Callable[[str, str], bool]
_STOP = lazy_regex(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+|\n+")
_WORD_BEFORE = lazy_regex(r"\w*$")
_LONGEST_WORD = 12
# A full stop after one of these, or after one letter, ends no sentence.
_SHORTENED = frozenset({
    "Adv", "Brig", "Capt", "Col", "Comdr", "Dr", "Gen", "Gov", "Hon", "Insp", "Jr", "Lt", "Maj",
    "Mr", "Mrs", "Ms", "No", "Prof", "Rep", "Rs", "Sen", "Sgt", "Sr", "St", "Supt", "vs",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A decision with what it stands on now.

    ``decision`` names the present ids; ``events`` are the events it rules on, those of an incident
    included; ``lost`` are subjects that nothing could be found for: one is enough for an orphan.
    """

    decision: Decision
    events: tuple[str, ...]
    lost: tuple[str, ...] = ()


def anchor_of(event: Event, text: str) -> Anchor:
    """Return the place of an event in the text of its document, with the sentence around it."""
    first, last = sentence_around(text, event.start, event.end)
    return Anchor(
        document_id=event.document_id,
        start=event.start,
        end=event.end,
        sentence_start=first,
        sentence_end=last,
        family=event.family,
    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the half-open range from the last full stop before ``start`` to the next after it.

    Deliberately plain, so that it never changes: the anchors of old decisions depend on it.
    """
    first = max((stop for stop in _stops(text, 0, start)), default=0)
    last = next(_stops(text, max(end - 1, start), len(text)), len(text))
    return min(first, start), max(last, end)


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences begin after a stop that stands between the two offsets."""
    for match in _STOP.finditer(text, start, end):
        at = match.start()
        found = _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)
        word = found[0] if found and text[at] == "." else ""
        if word not in _SHORTENED and not (len(word) == 1 and word.isalpha()):
            yield match.end()


def find_subject(anchor: Anchor, events: Iterable[Event], compatible: Compatible) -> Event | None:
    """Return the one event of the document that the anchor means, or None.

    Of several in the sentence, one of the same family is meant before a merely compatible one; if
    that leaves several, no one can tell, and None is returned.
    """
    near = [
        event
        for event in events
        if event.document_id == anchor.document_id
        and _overlaps(event, anchor)
        and compatible(event.family, anchor.family)
    ]
    for chosen in (near, [event for event in near if event.family == anchor.family]):
        if len(chosen) == 1:
            return chosen[0]
    return None


def _overlaps(event: Event, anchor: Anchor) -> bool:
    # An empty span still stands somewhere.
    end = max(event.end, event.start + 1)
    return event.start < anchor.sentence_end and anchor.sentence_start < end


def attach(
    decision: Decision, events: Mapping[str, Sequence[Event]], compatible: Compatible
) -> Attached:
    """Return the decision on its present subjects; ``events`` are by document id, all of them.

    The first anchors belong to the subjects, in their order; the rest are the other events of an
    incident when it was ruled on, which the ruling takes along where they still stand.
    """
    subjects: list[str] = []
    found: list[str] = []
    lost: list[str] = []
    for subject, anchor in zip(decision.subjects, decision.anchors, strict=False):
        event = _present(subject, anchor, events.get(anchor.document_id, ()), compatible)
        whole = is_incident(subject)
        if event is None:
            lost.append(subject)
            subjects.append(subject)
        else:
            found.append(event.id)
            subjects.append(incident_id(event.id) if whole else event.id)
    lost += decision.subjects[len(decision.anchors) :]
    subjects += decision.subjects[len(decision.anchors) :]
    for anchor in decision.anchors[len(decision.subjects) :]:
        event = _at(anchor, events.get(anchor.document_id, ()), compatible)
        found += [event.id] if event else []
    return Attached(
        decision=replace(decision, subjects=tuple(subjects)),
        events=tuple(dict.fromkeys(found)),
        lost=tuple(lost),
    )


def is_incident(subject: str) -> bool:
    """Return whether an id names an incident rather than an event."""
    return subject.startswith("i")


def anchor_event(subject: str, document_id: str) -> str:
    """Return the id of the event that an event's or incident's id names."""
    return document_id[:1] + subject[1:] if is_incident(subject) else subject


def _present(
    subject: str, anchor: Anchor, events: Sequence[Event], compatible: Compatible
) -> Event | None:
    ident = anchor_event(subject, anchor.document_id)
    same = next((event for event in events if event.id == ident), None)
    return same or find_subject(anchor, events, compatible)


def _at(anchor: Anchor, events: Sequence[Event], compatible: Compatible) -> Event | None:
    same = [e for e in events if e.start == anchor.start and e.family == anchor.family]
    return same[0] if len(same) == 1 else find_subject(anchor, events, compatible)
