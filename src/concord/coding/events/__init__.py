"""Assembly: from the mentions and arcs of an engine to the events of one document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.codebook import counting, wording
from concord.coding.events import (
    adopting,
    collecting,
    confidence,
    evidence,
    facts,
    figures,
    forces,
    grounds,
    kinds,
    lending,
    merging,
    participants,
    reality,
    seeming,
    shares,
    standing,
    sums,
    taken,
)
from concord.coding.events.candidates import Candidate
from concord.coding.events.happenings import Happening
from concord.coding.events.merging import Step
from concord.coding.events.standing import Setting
from concord.coding.tolls import lexicon_of
from concord.identity import event_id
from concord.model import Event
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.engines import Reading
    from concord.coding.prepared import Prepared
    from concord.coding.tolls import Figure
    from concord.model import TollFigure

# A figure in a sentence with these words is somebody's, even if nobody is made out.
_SPOKEN = lazy_regex(
    r"\b(?:said|says|told|according|via|given\s+by|put\s+the|puts\s+the|reported|confirmed|counted)\b",
    re.IGNORECASE,
)
# "The Eighteenth Brigade", "the 8th Infantry Division": of an army, whoever else has brigades.
_UNIT = lazy_regex(
    r"(?:[Tt]he\s+)?(?:\d+(?:st|nd|rd|th)|First|Second|Third|[A-Z][a-z]+(?:th|first|second|third))\s+(?:[A-Z]\w+\s+){0,3}"
    r"(?:Brigade|Division|Battalion|Regiment|Corps)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """Every step from candidates to events, for ``concord explain``."""

    candidates: tuple[Candidate, ...]
    steps: tuple[Step, ...]
    happenings: tuple[Happening, ...]
    setting: Setting
    events: tuple[Event, ...]


def assemble(prepared: Prepared, reading: Reading, book: Codebook) -> tuple[Event, ...]:
    """Return the events of a document in the order of the text."""
    if not (reading.mentions and reading.tells):
        return ()
    return explain(prepared, reading, book).events


def explain(prepared: Prepared, reading: Reading, book: Codebook) -> Assembly:
    """Return the events of a document with the steps that led to them."""
    told = (reality.real(c, prepared, book) for c in collecting.collect(prepared, reading))
    found = tuple(c for c in told if c and not sums.is_general(c, prepared, book))
    if seeming.tells_nothing(found, prepared, book):
        found = ()
    merged, steps = merging.merge(found)
    setting = standing.setting_of(prepared, merged, book)
    kept = [
        h
        for h in merged
        if grounds.is_event(h, prepared, book) and not sums.is_aggregate(h, prepared, book)
    ]
    strays = [h for h in merged if not any(h is one for one in kept)]
    kept = list(lending.give_claims(lending.lend(kept, merged), strays))
    drafts = [_event(h, (kept, strays), prepared, setting, book) for h in kept]
    return Assembly(
        candidates=found,
        steps=steps,
        happenings=merged,
        setting=setting,
        events=_numbered(drafts),
    )


def _event(
    happening: Happening,
    told: tuple[Sequence[Happening], Sequence[Happening]],
    prepared: Prepared,
    setting: Setting,
    book: Codebook,
) -> Event:
    """Return the event of one happening; its id is set when all are known.

    ``told`` are the happenings of the text that are events, and those that are none.
    """
    event = _happened(happening, told[0], prepared, setting, book)
    event = _with_people(event, happening, told, prepared, book)
    event = replace(event, evidence=evidence.of(event, prepared))
    return replace(
        event,
        category=counting.category(event, book),
        confidence=confidence.of(event, happening),
        summary=wording.sentence(event, book),
    )


def _happened(
    happening: Happening,
    others: Sequence[Happening],
    prepared: Prepared,
    setting: Setting,
    book: Codebook,
) -> Event:
    """Return what happened, when, where and by which means, without the people."""
    type_ = kinds.type_of(happening, prepared.text, book)
    background = standing.is_background(happening, others, setting)
    whens = facts.whens(happening, others, setting, background=background)
    anchor = happening.naming.head
    return Event(
        id="",
        document_id=prepared.document.id,
        start=anchor.start,
        end=anchor.end,
        type=type_,
        family=counting.family(type_),
        category="unclear",
        status=standing.status_of(happening),
        background=background,
        part_of="summary" if sums.is_summary(happening, others) else None,
        happened=whens,
        places=facts.places_of(
            happening, prepared, book, whens, background=background, others=others
        ),
        weapon=facts.weapon(happening, prepared, book, "weapons"),
        tactic=facts.weapon(happening, prepared, book, "tactics"),
    )


def _with_people(
    event: Event,
    happening: Happening,
    told: tuple[Sequence[Happening], Sequence[Happening]],
    prepared: Prepared,
    book: Codebook,
) -> Event:
    """Return an event with who did it, who claims and denies it, whom it was aimed at and hit."""
    claims = participants.claims_of("claimant", event.type, happening, prepared, book)
    denials = participants.claims_of("denier", event.type, happening, prepared, book)
    claims = participants.standing(claims, denials, happening)
    people = forces.resolve_antecedents(
        participants.perpetrators(event.type, happening, claims, denials, prepared, book), prepared
    )
    by_state = participants.began_by_state(event.type, people, happening)
    toll = _toll(event, happening, told, prepared, by_state=by_state)
    aimed = participants.targets(happening)
    toll = (*toll, *taken.taken(event.type, aimed, toll, (told[0], prepared), lexicon_of(book)))
    country = event.places[0].country if event.places else None
    people = forces.find_operators(event.type, people, happening, prepared, country, book)
    people = forces.name_forces(people, country, book)
    return replace(
        event,
        perpetrators=people,
        targets=aimed,
        target_class=participants.target_class(toll, aimed, frozenset(p.text for p in people)),
        tolls=toll,
        claimed_by=forces.name_claimants(claims, country, prepared, book),
        denied_by=forces.name_claimants(denials, country, prepared, book),
    )


def _toll(
    event: Event,
    happening: Happening,
    told: tuple[Sequence[Happening], Sequence[Happening]],
    prepared: Prepared,
    *,
    by_state: bool,
) -> tuple[TollFigure, ...]:
    others, strays = told
    toll = figures.toll_of(
        event.type,
        (
            *adopting.kept_figures(
                happening, others, shares.own_figures(happening, others, prepared.text)
            ),
            *adopting.adopted(happening, others, strays),
            *adopting.handed_on(happening, others),
            *adopting.unhurt(happening, others, prepared),
        ),
        lambda figure: _sayer(figure, prepared),
        by_state=by_state,
        arresting="arrest" in happening.labels,
    )
    if event.type != "suicide_bombing" or event.status != "actual":
        return toll
    triggers = [t for c in happening.candidates for t in c.triggers]
    return (*toll, *figures.bombers_of(prepared.text, triggers, toll))


def _sayer(figure: Figure, prepared: Prepared) -> tuple[str | None, bool]:
    """Return who gives a figure, and whether that is an armed party to the fight."""
    said = prepared.speaker_at(figure.governor.start)
    if said is None or said.kind == "claim":
        sentence = figure.sentence
        spoken = _SPOKEN.search(prepared.text, sentence.start, sentence.end)
        return ("an unnamed source" if spoken else None), False
    source = said.source
    state = _UNIT.fullmatch(source.label or said.written) is not None
    return source.label or said.written, source.group == "armed_group" and not state


def _numbered(drafts: Sequence[Event]) -> tuple[Event, ...]:
    """Give each event its identity: the place in the text, the family, the ordinal there."""
    seen: Counter[tuple[int, str]] = Counter()
    events = []
    for draft in drafts:
        key = (draft.start, draft.family)
        seen[key] += 1
        events.append(replace(draft, id=event_id(draft.document_id, *key, seen[key])))
    return tuple(sorted(events, key=lambda event: (event.start, event.family)))
