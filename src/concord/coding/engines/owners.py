"""Owners: those whom the model half reads as claiming or denying, where no rule says so.

A group may own an act in any words: "it was the brothers", "has signed for the bridge", "calls the
road closed". That a group with a name is likelier than not to claim something is enough, where
nothing beside it denies; what it claims is what the model ties it to, or what was told last. Of a
denial the model has to be surer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import acts, owning, pairing, pointing
from concord.coding.engines.meaning import begins_between
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.actors import ActorMention
    from concord.coding.engines.decoding import Reader
    from concord.coding.engines.rules import Draft

LIKELY = 0.25  # that a group claims something
TIED = 0.3  # that it claims this act
_AHEAD = 60  # characters in which what is accepted stands
_BACK = 4  # sentences between an act and the group that owns it
DENIED = 0.6  # that somebody denies something
_MAY_DENY = frozenset({"armed", "state"})
_CHARGED = frozenset({"blamed", "suspected", "perpetrator"})
_CUES = {"claimant": "claim", "denier": "deny"}
_SPOKEN = frozenset({"claimant", "denier"})
_UNOWNED = lazy_regex(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disown\w*|disavow\w*|disclaim\w*|dismiss\w*"
    r"|condemn\w*|deplor\w*|(?:own|group['\u2019]s)\s+(?:dead|losses|martyrs)|distanc\w*|not\s+(?:us|ours|its|behind|claimed?|taken|commented)|nothing\s+to\s+do"
    r"|no\s+(?:part|hand|link|role|share|men|business|quarrel|comment|word)|never|silent|silence"
    r"|ceasefire|truce|talks|condolences?|seem\w*|appear\w*|(?:is|are|was|were)\s+(?:believed|thought|suspected|blamed|accused)|(?:did|does|do|had|has|have|was|were)\s+[\"\u201c]?(?:no|not|nothing))\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
_ACCEPTS = lazy_regex(
    r"(?:['\u2019]s?\s+[\w-]+)?(?:\s*\([^)]*\))?(?:,[^,.;]{2,60},)?(?:\s+(?:has|have|had|later|also|then|itself)){0,3}"
    r"\s+(?:accept(?:s|ed)?|acknowledge[sd]?|admit(?:s|ted)?(?:\s+to)?|assume[sd]?|own(?:s|ed)?(?:\s+(?:up\s+)?to)?"
    r"|embrace[sd]?|answer(?:s|ed)?\s+for|sign(?:s|ed)?\s+for)\s+(?=(?:the|both|all|that|this|those)\b)",
    re.IGNORECASE,
)
_NOBODY = lazy_regex(r"\b(?:no|nobody|none|neither|nor|not\s+even)\b[^.;]*$", re.IGNORECASE)
_STOPS = lazy_regex(
    r"[;.?!](?=\s|$)|\n|,\s+(?:giving|adding|offering|naming|showing|leaving|saying|calling|without)\b",
    re.IGNORECASE,
)


def add(draft: Draft, reader: Reader) -> None:
    """Add to a draft the claims and denials of those whom the model half reads as their sayers."""
    spoken = _spoken(draft)
    pairs = pairing.Pairs(draft, reader)
    for actor in draft.prepared.actors:
        if actor.nature not in _MAY_DENY or not actor.name:
            continue
        said = spoken.setdefault(_key(actor), {})
        role, found = "claimant", _claimed(draft, reader, pairs, actor, said)
        if not found and not said and _denies(draft, reader, actor):
            role, found = "denier", _denied(draft, pairs, actor)
        for act in found:
            said[role] = draft.prepared.sentence_at(actor.start)
            span = (actor.start, actor.end)
            draft.arc(act, "cue", draft.mention(span, "cue", _CUES[role]))
            draft.arc(act, role, draft.mention(span, "actor", actor.nature))


def _key(actor: ActorMention) -> str:
    return actor.actor_id or actor.name or str(actor.start)


def _spoken(draft: Draft) -> dict[str, dict[str, int]]:
    """Return the groups of which something is read as claimed or denied, each with the sentence."""
    named = {a.start: _key(a) for a in draft.prepared.actors}
    found: dict[str, dict[str, int]] = {}
    cues = {
        (a.trigger, draft.mentions[a.filler].label): draft.mentions[a.filler].start
        for a in draft.arcs
        if a.role == "cue"
    }
    for arc in draft.arcs:
        if arc.role in _SPOKEN:
            at = draft.mentions[arc.filler].start
            said = cues.get((arc.trigger, _CUES[arc.role]), at)  # "it", of a group named before
            found.setdefault(named.get(at, ""), {})[arc.role] = draft.prepared.sentence_at(said)
    return found


def _claimed(
    draft: Draft,
    reader: Reader,
    pairs: pairing.Pairs,
    actor: ActorMention,
    said: dict[str, int],
) -> tuple[int, ...]:
    """Return the acts that an armed group owns where an actor stands, if that is nothing known."""
    if actor.nature != "armed" or not _is_new(draft, said, "claimant", actor):
        return ()
    if accepted := _accepted(draft, actor):
        return accepted
    return _owned(draft, pairs, actor) if _may_own(draft, reader, actor) else ()


def _is_new(draft: Draft, said: dict[str, int], role: str, actor: ActorMention) -> bool:
    """Return whether a group is not known to own something, nor to deny it in this sentence."""
    return role not in said and draft.prepared.sentence_at(actor.start) not in said.values()


def _accepted(draft: Draft, actor: ActorMention) -> tuple[int, ...]:
    """Return the acts told before that a group is plainly said to accept, by what was hit."""
    text = draft.prepared.text
    sentence = draft.prepared.sentences[draft.prepared.sentence_at(actor.start)]
    accepts = _ACCEPTS.match(text, actor.end, sentence.end)
    if accepts is None or owning.is_parent(text, actor):
        return ()
    return acts.meant(draft, actor, accepts.end()) or _only(draft, accepts.end(), sentence.end)


def _may_own(draft: Draft, reader: Reader, actor: ActorMention) -> bool:
    """Return whether a group is likely to claim, and no words beside it speak against that."""
    text = draft.prepared.text
    claims, denies = _likely(reader, actor)
    if claims < LIKELY or claims <= denies or _is_another_s(draft, actor):
        return False
    sentence = draft.prepared.sentences[draft.prepared.sentence_at(actor.start)]
    if _NOBODY.search(text, max(sentence.start, actor.start - 40), actor.start):
        return False
    if pointing.owns_earlier(text, sentence, actor.start, actor.end):
        return False
    stop = _STOPS.search(text, actor.end, sentence.end)
    end = stop.start() if stop else sentence.end
    return not (owning.is_no_claim(text, actor, end) or _UNOWNED.search(text, actor.end, end))


def _likely(reader: Reader, actor: ActorMention) -> tuple[float, float]:
    """Return how likely an actor claims, and how likely it denies something."""
    claims, denies = (
        max(reader.likelihoods(role, actor.start, actor.end).values(), default=0.0)
        for role in ("claimant", "denier")
    )
    return claims, denies


def _denies(draft: Draft, reader: Reader, actor: ActorMention) -> bool:
    """Return whether somebody is likely to deny what was told."""
    claims, denies = _likely(reader, actor)
    return denies >= DENIED and denies > claims and not _is_another_s(draft, actor)


def _denied(draft: Draft, pairs: pairing.Pairs, actor: ActorMention) -> tuple[int, ...]:
    """Return the act that somebody denies: the likeliest, else what it was charged with."""
    at = draft.prepared.sentence_at(actor.start)
    listed = [n for _, n in acts.heads(draft, of_states=True)]
    near = [
        n for n in listed if 0 <= at - draft.prepared.sentence_at(draft.mentions[n].start) <= _BACK
    ]
    scores = pairs.scores("denier", (actor.start, actor.end))
    best = max(near, key=lambda n: (scores.get(n, 0.0), -n), default=None)
    if best is not None and scores.get(best, 0.0) >= TIED:
        return (best,)
    own = {a.start for a in draft.prepared.actors if _key(a) == _key(actor)}
    charged = [
        a.trigger
        for a in draft.arcs
        if a.role in _CHARGED and draft.mentions[a.filler].start in own and a.trigger in listed
    ]
    return tuple(charged[-1:])


def _only(draft: Draft, start: int, end: int) -> tuple[int, ...]:
    """Return the one act that a text has told so far, if words after an offset name what it hit."""
    text = draft.prepared.text
    told = [(clause, n) for clause, n in acts.heads(draft) if clause.end <= start]
    stop = _STOPS.search(text, start, end)
    words = text[start : min(stop.start() if stop else end, start + _AHEAD)]
    if len({n for _, n in told}) != 1 or not pointing.shares(text, told[0][0], words):
        return ()
    return (told[0][1],)


def _is_another_s(draft: Draft, actor: ActorMention) -> bool:
    """Return whether a group is only the parent of another one that its sentence names too.

    A wing without a name of its own is known by the group's.
    """
    prepared = draft.prepared
    if owning.is_near_to(prepared.text, actor):
        return True
    if not owning.is_parent(prepared.text, actor):
        return False
    number = prepared.sentence_at(actor.start)
    return any(
        a.nature == "armed" and a.name and prepared.sentence_at(a.start) == number
        for a in prepared.actors
        if _key(a) != _key(actor)
    )


def _owned(draft: Draft, pairs: pairing.Pairs, actor: ActorMention) -> tuple[int, ...]:
    """Return the acts that a group owns: those its words mean, or the likeliest, or the last."""
    prepared = draft.prepared
    heads = [
        (clause, n)
        for clause, n in acts.heads(draft)
        if not begins_between(prepared.text, *sorted((draft.mentions[n].end, actor.start)))
    ]
    number = prepared.sentence_at(actor.start)
    if found := acts.meant(draft, actor):
        return found
    scores = pairs.scores("claimant", (actor.start, actor.end))
    listed = [n for _, n in heads]
    best = max(listed, key=lambda n: (scores.get(n, 0.0), -n), default=None)
    if best is not None and scores.get(best, 0.0) >= TIED:
        return (best,)
    sentence = prepared.sentences[number]
    first = prepared.sentences[max(0, number - _BACK)].start
    before = [n for n in listed if first <= draft.mentions[n].start < sentence.end]
    before = [n for n in before if draft.mentions[n].label != "harm"] or before
    last = max(before, key=lambda n: draft.mentions[n].start, default=None)
    span, labels = (actor.end, actor.end), {n: draft.mentions[n].label for n in listed}
    meant = pointing.named_by_place(prepared, heads, sentence, span, last, labels)
    return () if meant is None else (meant,)
