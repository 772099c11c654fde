"""Antecedents: whom "it", "the group" or "its fighters" mean that did what a clause tells.

The rules and the model read a doer where the text names one. A text that goes on about a group
("It had lately made other raids, an attack on an air base among them") names it no more. The word
means the group of the sentences before, where they leave no choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import owning
from concord.coding.engines.triggers import PEACEFUL
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.engines.rules import Draft
    from concord.coding.prepared import Prepared
    from concord.model import Mention, Span

_STATE = frozenset({"state", "country"})
_KNOWN = frozenset({"perpetrator", "suspected", "blamed", "side", "claimant"})
_BY_STATE = frozenset({"military_operation", "extrajudicial_killing", "clash", "air_drone_strike"})
_BACK = 3  # sentences
_REACH = 110  # characters between the word and what it did
_MEMBERS = (
    r"(?:fighters?|men|members?|bombers?|militants?|gunmen|cadres|units?|squads?|snipers|guerrillas"
    r"|followers|supporters|faction|wing|commanders?)"
)
# "On the following dawn": the day before the subject of a sentence.
_WHEN = (
    r"(?:(?:Later|Then|Earlier|Meanwhile|Afterwards)|(?:On|In|At|By|Within|During|Last|One|Two|Three|Four|The|That"
    r"|Early|Late)(?:\s+[\w-]+){0,4}?\s+(?:dawn|days?|nights?|mornings?|evenings?|afternoons?|weeks?|months?|years?"
    r"|hours?|later|after|before|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\w+day|(?:19|20)\d\d))\s+"
)
# "The rebels", "the jihadists" are resolved where they are read as doers.
_POINTS = lazy_regex(
    rf"(?:^|(?=(?:this|that|the)\s+same\s)|(?<=[.;:!?,\"\u201d\u2019]\s)(?:{_WHEN})?|(?<=\band\s)|(?<=\bthat\s)|(?<=\bwhen\s)|(?<=\bafter\s))"
    rf"(?P<who>(?P<it>It|They)|(?:the|this|that)\s+(?:very\s+)?(?:[\w-]+\s+)?(?:group|outfit|faction|organi[sz]ation"
    rf"|movement|network|front|gang|militia|alliance)"
    rf"(?:['\u2019]s\s+(?:own\s+)?{_MEMBERS})?|(?:its|their)\s+(?:own\s+)?{_MEMBERS}"
    rf"|(?:one|two|some)\s+of\s+(?:its|their)\s+{_MEMBERS})(?=\s|,\s+(?:which|who)\s)",
    re.IGNORECASE,
)
# What no force of a state is called.
_NO_FORCE = lazy_regex(
    r"(?:(?:a|one|two|\w+)\s+(?:m[ae]n|fighters?|members?)\s+of\s+)?(?:the|this|that)\s+(?:very\s+|same\s+)?"
    r"(?:[a-z-]+\s+)?(?:group|outfit|faction|movement|front|gang|militia)\b",
    re.IGNORECASE,
)
# "It was the third attack", "it followed", "it is not clear": words of no doer.
_EMPTY_IT = lazy_regex(
    r"\s+(?:was|is|were|are|had\s+been|has\s+been|will|would|may|might|could|follow\w*|came|comes|come"
    r"|remain\w*|took\s+place|happened|occurred|appear\w*|seem\w*|mark\w*|brought|brings|left|began"
    r"|start\w*|denie[sd]|deny|condemn\w*|did\s+not|does\s+not|never|lost|suffered|blame[sd]?|accuse[sd]?)\b",
    re.IGNORECASE,
)
# What stands before a further verb of one subject.
_GOES_ON = lazy_regex(
    r"(?:,?\s+(?:and|then|and\s+then|before|(?P<after>after|while|by))|,)\s+(?:\w+ly\s+|later\s+|also\s+)?$"
)
_ACTIVE = lazy_regex(
    r"(?:\w+(?:ed|ing)|shot|blew|took|hit|struck|set|slit|hacked|threw|fell\s+upon|broke)\b",
    re.IGNORECASE,
)
_ING = lazy_regex(r"\w+ing\b", re.IGNORECASE)
_BE = lazy_regex(r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_HOLDS_BE = lazy_regex(r"\b(?:was|were|been|being)\b", re.IGNORECASE)
_DID = lazy_regex(
    r"\b(?:carr\w+\s+out|launch\w*|stag\w+|mount\w*|conduct\w*|made|makes|claim\w*|includ\w+|perpetrat\w+"
    r"|execut\w+|own\w*|attempt\w*|tried)\b",
    re.IGNORECASE,
)
_SPEECH = lazy_regex(
    r"\b(?:said|says|told|denied|denies|condemned|warned|threatened|vowed|blamed|accused)\b"
)


def add(draft: Draft) -> None:
    """Add who did it to the acts of a draft that leave it to a word that points back, or unsaid."""
    for number, trigger in list(enumerate(draft.mentions)):
        if trigger.kind != "trigger" or trigger.label in PEACEFUL | _BY_STATE:
            continue
        known = {arc.trigger for arc in draft.arcs if arc.role in _KNOWN}
        if number in known:
            continue
        if shared := _shared(draft, trigger):
            for filler in shared:
                draft.arc(number, "perpetrator", filler)
            continue
        actor = _doer(draft.prepared, trigger)
        if actor is not None:
            filler = draft.mention((actor.start, actor.end), "actor", actor.nature)
            draft.arc(number, _level(draft, actor), filler)


def _level(draft: Draft, actor: ActorMention) -> str:
    """Return how sure a text is of an actor: whom it suspects once, it suspects further on."""
    same = {
        a.start
        for a in draft.prepared.actors
        if a.start <= actor.start and (a.actor_id, a.name) == (actor.actor_id, actor.name)
    }
    weak = [a.role for a in draft.arcs if draft.mentions[a.filler].start in same]
    return next((role for role in weak if role in {"suspected", "blamed"}), "perpetrator")


def _shared(draft: Draft, trigger: Mention) -> list[int]:
    """Return who did what is told right before in the sentence, where both have one subject.

    "Gunmen fell upon a camp and beheaded five men", "took 20 away after shooting the chief".
    """
    prepared = draft.prepared
    sentence = prepared.sentences[prepared.sentence_at(trigger.start)]
    joined = _GOES_ON.search(prepared.text, max(sentence.start, trigger.start - 30), trigger.start)
    if joined is None or not _ACTIVE.match(trigger.text):
        return []
    if joined["after"] and not _ING.match(trigger.text):
        return []
    before = [
        arc
        for arc in draft.arcs
        if arc.role == "perpetrator"
        and sentence.start <= draft.mentions[arc.trigger].start < trigger.start
    ]
    if not before:
        return []
    last = max(draft.mentions[arc.trigger].start for arc in before)
    fillers = [arc.filler for arc in before if draft.mentions[arc.trigger].start == last]
    if any(draft.mentions[n].end > last for n in fillers):
        return []  # "by gunmen": the subject is another one
    between = (draft.mentions[fillers[0]].end, trigger.start)
    if any(between[0] <= a.start < between[1] for a in prepared.actors if a.nature != "country"):
        return []
    return fillers


def _doer(prepared: Prepared, trigger: Mention) -> ActorMention | None:
    sentence = prepared.sentences[prepared.sentence_at(trigger.start)]
    before = _pointer(prepared, sentence, trigger)
    return None if before is None else named_before(prepared, before)


def _pointer(prepared: Prepared, sentence: Span, trigger: Mention) -> int | None:
    """Return where the word stands that is the subject of an act, if one points back."""
    text = prepared.text
    if _BE.search(text, sentence.start, trigger.start) or _HOLDS_BE.search(trigger.text):
        return None
    found = list(_POINTS.finditer(text, sentence.start, trigger.start))
    if not found or trigger.start - found[-1].end() > _REACH:
        return None
    match = found[-1]
    between = text[match.end() : trigger.start]
    if (match["it"] and _EMPTY_IT.match(text, match.end())) or _SPEECH.search(between):
        return None
    if ";" in between:
        return None
    if any(
        match.end() <= a.start < trigger.start and a.nature != "country" for a in prepared.actors
    ):
        return None
    verb = bool(re.search(r"(?:ed|shot|blew|took|hit|struck|set)\b", trigger.text.split()[0]))
    return match.start("who") if verb or _DID.search(between) else None


def named_before(prepared: Prepared, at: int) -> ActorMention | None:
    """Return the one armed group that the sentences before an offset speak of last, by name.

    None where the last of them that speaks of anybody begins with the forces of a state, which "it"
    may mean and "the group" may not, or speaks of two groups.
    """
    forces = _NO_FORCE.match(prepared.text, at) is None
    number = prepared.sentence_at(at)
    for back in range(number, max(-1, number - _BACK - 1), -1):
        span = prepared.sentences[back]
        inside = [
            a for a in prepared.actors if span.start <= a.start and a.end <= min(span.end, at)
        ]
        inside = [a for a in inside if a.nature in {"armed", *_STATE}]
        if back == number:
            inside = [a for a in inside if a.nature == "armed" and a.name]
        if inside:
            return _only(prepared.text, inside, forces=forces)
    return None


def begins_with_forces(prepared: Prepared, sentence: Span) -> bool:
    """Return whether the sentence before one speaks of a state's forces first, and of no group."""
    number = prepared.sentence_at(sentence.start) - 1
    if number < 0:
        return False
    span = prepared.sentences[number]
    inside = [a for a in prepared.actors if span.start <= a.start and a.end <= span.end]
    named = any(a.nature == "armed" and a.name for a in inside)
    return bool(inside) and inside[0].nature in _STATE and not named


def _only(text: str, inside: Sequence[ActorMention], *, forces: bool) -> ActorMention | None:
    named = [a for a in inside if a.nature == "armed" and a.name]
    own = [a for a in named if not owning.is_parent(text, a)]
    keys = {a.actor_id or a.name for a in own}
    if len(keys) != 1:
        return None
    before = [a for a in inside if a.nature == "state" and a.end <= own[0].start]
    return None if before and forces else own[0]
