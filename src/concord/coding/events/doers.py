"""Doers: which actors of a happening may have done it, by its type and by where they stand.

Forces operate, armed people attack, and a fight has two sides. Who only speaks of a happening is no
doer of it: "the police said that gunmen had opened fire".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import pointing
from concord.coding.events import bystanders, crowds
from concord.coding.events.candidates import PEACEFUL, Doer
from concord.coding.events.kinds import BY_STATE
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared

ROLES = frozenset({"perpetrator", "suspected", "blamed", "side"})
STATE = frozenset({"state", "country"})
# "Kidnapped travellers came home after the police had mounted an operation": they kidnapped nobody.
_OF_FORCES = BY_STATE | PEACEFUL
_AFTERWARDS = frozenset({"body_found", "kidnapping"})  # what forces do after the acts of others
_NEVER_BY_STATE = frozenset({"suicide_bombing", "bombing"})
_BY_OTHERS = frozenset({"arson_sabotage", "mob_violence", "armed_attack", "kidnapping", "threat"})
_BY_CROWDS = _BY_OTHERS | {"assassination"}
_BY_EITHER = frozenset({"armed_attack", "assassination", "mob_violence"})
# "... police said", "the army confirmed": at the end of what is reported, or before it.
_SPEAKS = lazy_regex(
    r"(?:\s+(?:sources?|officials?|officers?|spokes\w+|chief|media\s+(?:cell|wing)|statement))?"
    r"(?:\s*\([^)]*\))?(?:\s+(?:has|have|had|also|later|earlier|in\s+a\s+statement))?"
    r"\s+(?:said|says|told|added|confirmed|announced|reported|stated|claimed|identified)\b",
    re.IGNORECASE,
)


def doers_of(type_: str, happening: Happening, prepared: Prepared) -> list[Doer]:
    """Return the doers whose nature fits the type, in the order of the text."""
    told = [d for c in happening.candidates for d in c.doers if d.role in ROLES]
    told = [d for d in told if not _did_others(d.actor, prepared)]
    found = [
        d
        for d in told
        # "... are held by X" tells whose captives they are.
        if type_ == "kidnapping" or not bystanders.stands_by(d.actor, happening, prepared.text)
    ]
    if type_ == "clash":
        return _sides(happening, found, prepared)
    sided = [d for d in found if d.role != "side" and not _only_found(d, type_)]
    if type_ in BY_STATE:
        return [d for d in sided if d.actor.nature in STATE]
    if type_ == "air_drone_strike":
        # A strike is a state's or a named group's; generic armed people are whom it hits.
        return [d for d in sided if d.actor.nature in STATE] or [d for d in sided if d.actor.name]
    if type_ in _BY_EITHER and (first := _first_told(happening, prepared)):
        return first
    armed = [d for d in sided if d.actor.nature == "armed"]
    if type_ == "mob_violence" and not armed and (mob := _mob(happening, prepared)) is not None:
        armed = [Doer(actor=mob, role="perpetrator")]
    if not armed and type_ in _BY_OTHERS:
        # A party, its youth wing, a movement: unless they only speak of it, or police act too.
        acting = [d for d in sided if d.role == "perpetrator" and not speaks(d.actor, prepared)]
        if all(d.actor.nature == "other" for d in acting):
            armed = acting
    if not armed and type_ in _BY_CROWDS and not any(d.actor.nature in STATE for d in sided):
        crowd = crowds.find(happening, prepared.text)
        armed = [Doer(actor=crowd, role="perpetrator")] if crowd is not None else []
    if armed or type_ in _NEVER_BY_STATE or happening.first.has("foiled"):
        return armed  # who beats an attack back is no doer of it
    return [
        d
        for d in sided
        if d.role == "perpetrator"
        and (d.of == type_ or d.of not in _OF_FORCES)
        and _by_state(happening)
        and not speaks(d.actor, prepared)
    ]


def _did_others(actor: ActorMention, prepared: Prepared) -> bool:
    """Return whether an actor is only named for earlier attacks: "blamed for similar attacks"."""
    sentence = prepared.sentences[prepared.sentence_at(actor.start)]
    return pointing.owns_earlier(prepared.text, sentence, actor.start, actor.end)


def _only_found(doer: Doer, type_: str) -> bool:
    """Return whether a force only found the dead of what others did, or seized those who did it."""
    return doer.of in _AFTERWARDS and doer.of != type_ and doer.actor.nature in STATE


def _first_told(happening: Happening, prepared: Prepared) -> list[Doer]:
    """Return the forces that a happening begins with as its doers, if only a crowd comes after.

    "Police shot dead five people. They fired after demonstrators had overrun a post."
    """
    others = [d.actor for c in happening.candidates for d in c.doers if d.actor.nature == "armed"]
    if not others or not all(actor.generic and crowds.is_crowd(actor.text) for actor in others):
        return []
    told = [[d for d in c.doers if d.role in ROLES] for c in happening.candidates]
    first = next((doers for doers in told if doers), [])
    forces = [d for d in first if d.role == "perpetrator" and d.actor.nature == "state"]
    if len(forces) < len(first) or happening.first.has("foiled"):
        return []
    return [d for d in forces if d.of not in _OF_FORCES and not speaks(d.actor, prepared)]


def _mob(happening: Happening, prepared: Prepared) -> ActorMention | None:
    """Return the crowd that the sentences of a happening, or the next ones, tell of."""
    numbers = {n for c in happening.candidates for n in (c.sentence, c.sentence + 1)}
    told = [a for a in prepared.actors if prepared.sentence_at(a.start) in numbers]
    return next((a for a in told if crowds.is_mob(a.text)), None)


def speaks(actor: ActorMention, prepared: Prepared) -> bool:
    """Return whether an actor only speaks where it stands."""
    return bool(_SPEAKS.match(prepared.text, actor.end))


def _by_state(happening: Happening) -> bool:
    return all(
        d.actor.nature in STATE
        for c in happening.candidates
        for d in c.doers
        if d.role in {"perpetrator", "claimant"}
    )


def _sides(happening: Happening, found: Sequence[Doer], prepared: Prepared) -> list[Doer]:
    """Return who fought: those read as sides, and where one side lacks, who stands beside."""
    crowd = crowds.find(happening, prepared.text)
    armed = any(d.actor.nature == "armed" for d in found)
    if crowd is not None and not armed and crowds.are_both_sides(crowd.text):
        return [Doer(actor=crowd, role="side")]
    sides = [d for d in found if d.role == "side"] or list(found)
    sides = [d for d in sides if not speaks(d.actor, prepared)] or sides
    natures = {"state" if d.actor.nature in STATE else d.actor.nature for d in sides}
    if {"armed", "state"} <= natures:
        return sides
    if natures and len({_named(d.actor) for d in sides if d.actor.name}) > 1:
        return sides  # two groups fought each other
    wanted = {"armed", "state"} - natures
    for actor in _beside(happening, prepared):
        if actor.nature in wanted and not speaks(actor, prepared):
            sides.append(Doer(actor=actor, role="side"))
            wanted.discard(actor.nature)
    return sides


def _named(actor: ActorMention) -> str:
    return actor.actor_id or (actor.name or "").lower()


def _beside(happening: Happening, prepared: Prepared) -> list[ActorMention]:
    """Return the actors of the sentences that tell a happening, those of the first one first."""
    numbers = list(dict.fromkeys(c.sentence for c in happening.candidates))
    spans = [prepared.sentences[number] for number in numbers]
    return [a for s in spans for a in prepared.actors if s.start <= a.start and a.end <= s.end]
