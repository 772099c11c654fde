"""Acts: the violence that a draft tells of, by clause, and which of it words after a group mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import pointing, roles
from concord.coding.engines.triggers import PEACEFUL
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.actors import ActorMention
    from concord.coding.engines.rules import Draft
    from concord.model import Mention, Span

_STATE = frozenset({"state", "country"})
_CRAFT = lazy_regex(r"\b(?:drones?|quadcopters?|rockets?|missiles?|birds)\b", re.IGNORECASE)


def heads(draft: Draft, *, of_states: bool = False) -> list[tuple[Span, int]]:
    """Return the clauses that tell of violence that no state did, each with its first trigger.

    With ``of_states`` those of any violence. A word of harm ("died") stands for its clause only
    where no other word does.
    """
    prepared = draft.prepared
    found: dict[tuple[int, int], tuple[Span, int]] = {}
    for number in sorted(_ownable(draft, of_states), key=lambda n: draft.mentions[n].start):
        at = draft.mentions[number].start
        listed = prepared.clauses[prepared.sentence_at(at)]
        clause = next((c for c in listed if c.start <= at < c.end), listed[0])
        own = found.setdefault((clause.start, clause.end), (clause, number))
        if draft.mentions[own[1]].label == "harm":
            found[clause.start, clause.end] = (clause, number)
    return list(found.values())


def meant(draft: Draft, actor: ActorMention, at: int | None = None) -> tuple[int, ...]:
    """Return the acts that the words after a group mean by their number or by what was hit.

    None where those words tell of an act themselves. ``at`` is where they begin, if not right
    after the group.
    """
    prepared = draft.prepared
    told = heads(draft)
    sentence = prepared.sentences[prepared.sentence_at(actor.start)]
    said = pointing.what_is_said(prepared.text, sentence, (at or actor.end, at or actor.end))
    if any(said.start <= draft.mentions[n].start < said.end for _, n in told):
        return ()
    labels = {n: draft.mentions[n].label for _, n in told}
    found = pointing.counted(prepared, told, sentence, said, labels)
    return found or pointing.named_by_things(prepared, told, said)


def _ownable(draft: Draft, of_states: bool) -> list[int]:  # noqa: FBT001 - within this module
    """Return the triggers of violence; those that a state's force did only if they are wanted."""
    actors = {a.start: a for a in draft.prepared.actors}
    by_state = {
        arc.trigger
        for arc in draft.arcs
        if arc.role == "perpetrator"
        and (who := actors.get(draft.mentions[arc.filler].start)) is not None
        and who.nature in _STATE
    }
    return [
        n
        for n, m in enumerate(draft.mentions)
        if m.kind == "trigger"
        and m.label not in PEACEFUL
        and (of_states or (n not in by_state and _may_be_owned(draft, m)))
    ]


def _may_be_owned(draft: Draft, told: Mention) -> bool:
    """Return whether a group may own an act: none that only states do, but drones fly for both."""
    if told.label != "air_drone_strike":
        return told.label not in roles.BY_STATE
    prepared = draft.prepared
    sentence = prepared.sentences[prepared.sentence_at(told.start)]
    return bool(_CRAFT.search(prepared.text, sentence.start, sentence.end))
