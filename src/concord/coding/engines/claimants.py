"""Claimants: whom the words of a claim, a denial or an accusation speak of.

The subject of "claimed responsibility" may be a name, "the group", "both groups", "an affiliate of
the X" or a group that names itself in the next sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import antecedents, owning
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared
    from concord.model import Span

_ANAPHOR = lazy_regex(
    r"\b(?:it|they|the\s+(?:[\w-]+\s+){0,3}?(?:group|outfit|organi[sz]ation|faction|movement|militants|rebels|insurgents|jihadists|separatists"
    r"|guerrillas|network)|a\s+spokes\w+|(?:its|the\s+group['\u2019]s|their)\s+spokes\w+|spokes\w+)\b",
    re.IGNORECASE,
)
_BARE = lazy_regex(r"it|they", re.IGNORECASE)
_SAYING = lazy_regex(
    r"(?:said|says|announced|declared|boasted|stated|wrote|asserts|asserted|boasts)\b",
    re.IGNORECASE,
)
_PASSIVE_BLAME = lazy_regex(
    r"(?:was|were|is|are|been)\s+\w*\s*$|^(?:was|were|is|are)\b", re.IGNORECASE
)
_BY = lazy_regex(r"^[^.;]*?\bby\s+(?:\S+\s+){0,6}$")
# "X accused of": in a headline, without the verb to be.
_ACCUSED = lazy_regex(r"\s+(?:accused|blamed|charged)\s+(?:of|for|in|wi)\W?", re.IGNORECASE)
ACCUSED = frozenset({"blamed", "suspected"})
# What stands between a subject and its verb: "the army spokesman later".
_SUBJECT_OF = lazy_regex(
    r"(?:['\u2019]s)?(?:\s*\([^)]*\))?(?:,[^,.;]{1,50},)?(?:\s+(?!and\b|but\b|who\b|which\b|it\b|they\b"
    r"|in\b|on\b|at\b|near\b|after\b|when\b|was\b|were\b|that\b|while\b)[\w'\u2019.-]+){0,5}\s+"
)
_BOTH = lazy_regex(
    r"\b(?:both|the\s+two)(?:\s+(?:groups|factions|outfits|organi[sz]ations|movements|sides|parties))?"
    r"(?:\s+(?:have|had|later|also|then))*\s+\w+$|\bboth\s+(?:groups|factions|outfits|of\s+them)\b",
    re.IGNORECASE,
)
_OWNS = lazy_regex(r"responsib|credit|claim\w*\s+(?:the|it|both)\b", re.IGNORECASE)
# "A little-known group claimed ...": the text says its name in the next sentence.
_NEW_GROUP = lazy_regex(
    r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,4}?(?:group|outfit|organi[sz]ation|militia|faction)\b",
    re.IGNORECASE,
)
_CALLS_ITSELF = lazy_regex(
    r"\b(?:call(?:s|ed|ing)\s+itself|identif(?:ies|ied|ying)\s+itself|named|called|known)\b"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)
_CONFESSES = lazy_regex(r"confess", re.IGNORECASE)
# "The governor's spokesman": no group's.
_SPEAKS_FOR_OTHERS = lazy_regex(
    r"(?<!group)(?<!outfit)(?<!movement)(?<!faction)['\u2019]s\s+(?:\w+\s+)?spokes\w+"
    r"|\b(?:police|army|military|government|ministry|state|presidential|interior|defen[cs]e|district|navy|hospital"
    r"|official|force|forces)\s+spokes\w+|\bspokes\w+\s+(?:for|of)\s+(?:the\s+)?(?:\w+\s+)?(?:police|army|military|government"
    r"|ministry|governor|forces|president|coalition|navy|province)\b",
    re.IGNORECASE,
)
# Armed people who may speak as one: not gunmen, whom nobody heard.
_MANY = lazy_regex(
    r"\b(?:rebels|insurgents|jihadists|islamists|separatists|guerrillas|militants|extremists|militia|militias|ultras)$",
    re.IGNORECASE,
)
# Before a denial: that another one than those who claimed it speaks now.
_BY_ANOTHER = lazy_regex(
    r"\b(?:but|while|whereas|although|though|however)\s+(?:the\s+|an?\s+|[A-Z][\w-]+['\u2019]s?\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:ministers?|ministry|officials?|police|army|military|government|authorities|governor|president|officers?|commissioner"
    r"|spokes\w+\s+for\s+the\s+(?:army|government|police|ministry|military))\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_TURNS = lazy_regex(r"\bbut\b|[;:]")  # after which a sentence speaks of something else
_SAYING_OR_TELLING = lazy_regex(
    r"\b(?:said|says|told|wrote|writes|announced|declared|boasted|tweeted|posted|added|according)\b"
)
_OF_US = lazy_regex(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_SOON = 120  # characters after a claim in which its group may be named
NEAR = 40  # characters before a cue in which "both groups" stand
_APPOSED = 90  # characters of what may stand between a name and its verb


def find(
    prepared: Prepared, sentence: Span, cue: re.Match[str], role: str
) -> tuple[ActorMention, ...]:
    """Return the actors that a cue speaks of."""
    text = prepared.text
    inside = [a for a in prepared.actors if sentence.start <= a.start and a.end <= sentence.end]
    if role in ACCUSED:
        return _blamed(text, sentence, cue, inside)
    if role == "denier" and _BY_ANOTHER.search(text, sentence.start, cue.start()):
        return ()  # "X claimed it, but the minister rejected the claim"
    state = _state_before(text, inside, cue)
    if state and role == "claimant":
        # "The army said that it had hit them": it did, and claims nothing. Nor do police that say
        # who was responsible.
        said = _SAYING.match(cue.group()) is not None
        return (state,) if _OWNS.search(cue.group()) and not said else ()
    if state:
        return (state,)
    found = _quoted(text, inside, cue, role) or _claimants(prepared, sentence, cue, inside, role)
    return found or _unnamed(prepared, inside, cue, role)


def _unnamed(
    prepared: Prepared, inside: Sequence[ActorMention], cue: re.Match[str], role: str
) -> tuple[ActorMention, ...]:
    """Return armed people without a name who claim an act: "the rebels claimed the shelling"."""
    text = prepared.text
    if role != "claimant" or not _OWNS.search(cue.group()):
        return ()
    if any(a.nature == "armed" and a.name and a.end <= cue.start() for a in prepared.actors):
        return ()
    before = [a for a in inside if a.end <= cue.start()][-1:]
    return tuple(
        a
        for a in before
        if a.nature == "armed"
        and _MANY.search(a.text)
        and _SUBJECT_OF.fullmatch(text, a.end, cue.start())
    )


def _claimants(
    prepared: Prepared,
    sentence: Span,
    cue: re.Match[str],
    inside: Sequence[ActorMention],
    role: str,
) -> tuple[ActorMention, ...]:
    """Return the armed groups that a cue of claiming or denying speaks of."""
    text = prepared.text
    listed = [a for a in inside if a.nature == "armed" and not a.generic]
    named = [a for a in listed if not owning.is_parent(text, a)]
    if not named and (kin := _kin(prepared, sentence, cue)):
        return kin
    named = [a for a in named or listed if not _is_silent(prepared, cue, a, role)]
    if listed and not named:
        return ()
    by = [a for a in named if a.start >= cue.end() and _BY.search(text[cue.start() : a.start])]
    if by:
        return (by[0],)
    near = all(owning.is_near_to(text, a) for a in named)
    if near and _ANAPHOR.search(text, sentence.start, cue.end()):
        return pointed_at(prepared, sentence, cue, inside, role)
    before = [a for a in named if a.end <= cue.end()]
    if before:
        return _joined(text, before, _innermost(text, before, cue.end()))
    return pointed_at(prepared, sentence, cue, inside, role)


def _quoted(
    text: str, inside: Sequence[ActorMention], cue: re.Match[str], role: str
) -> tuple[ActorMention, ...]:
    """Return the group that "us" means: "it was us, a spokesman for the X said"."""
    if role != "claimant" or not _OF_US.search(cue.group()):
        return ()
    named = [a for a in inside if a.nature == "armed" and a.name]
    after = [a for a in inside if a.start >= cue.end()][:1]
    if any(a.end <= cue.start() for a in named):
        return ()
    return tuple(a for a in after if a in named and _says(text, cue.end(), a))


def _says(text: str, start: int, actor: ActorMention) -> bool:
    """Return whether an actor right after a quotation is who says it."""
    near = actor.start - start <= NEAR and not owning.is_parent(text, actor)
    return near and bool(_SAYING_OR_TELLING.search(text, start, actor.end + NEAR))


def _is_silent(prepared: Prepared, cue: re.Match[str], actor: ActorMention, role: str) -> bool:
    """Return whether a group before a cue claims nothing: it does not, or others say it of it.

    "The minister said the X was behind it": the words of saying come before it.
    """
    if role != "claimant":
        return False
    text = prepared.text
    if actor.end <= cue.start() and owning.is_no_claim(text, actor, cue.end() + NEAR):
        return True
    within = cue.start() < actor.start < cue.end()
    return within and _SAYING.match(cue.group()) is not None


def find_both(
    prepared: Prepared, sentence: Span, cue: re.Match[str], role: str
) -> tuple[ActorMention, ...]:
    """Return the two groups that were named last where both are said to claim or to deny it."""
    around = prepared.text[max(sentence.start, cue.start() - NEAR) : cue.end()]
    if role in ACCUSED or not _BOTH.search(around):
        return ()
    named: dict[str, ActorMention] = {}
    for actor in prepared.actors:
        if actor.end <= cue.start() and actor.nature == "armed" and actor.name:
            key = actor.actor_id or actor.name
            named.pop(key, None)
            named[key] = actor
    return tuple(named.values())[-2:] if len(named) > 1 else ()


def _kin(prepared: Prepared, sentence: Span, cue: re.Match[str]) -> tuple[ActorMention, ...]:
    """Return the one group that "an affiliate of the X" before a cue means: the only other one."""
    text = prepared.text
    before = [a for a in prepared.actors if sentence.start <= a.start and a.end <= cue.start()]
    parents = [a for a in before if a.nature == "armed" and a.name and owning.is_parent(text, a)]
    if not parents:
        return ()
    keys = {a.actor_id or a.name for a in parents}
    others: dict[str, ActorMention] = {}
    for actor in prepared.actors:
        key = actor.actor_id or actor.name
        other = actor.nature == "armed" and key and key not in keys
        if other and not owning.is_parent(text, actor):
            others.setdefault(key or "", actor)
    return tuple(others.values()) if len(others) == 1 else ()


def pointed_at(
    prepared: Prepared,
    sentence: Span,
    cue: re.Match[str],
    inside: Sequence[ActorMention],
    role: str,
) -> tuple[ActorMention, ...]:
    """Return the group that "it" or "the group" before a cue means, or the first one after it."""
    text = prepared.text
    spoken = [a for a in inside if a.end <= cue.start() and a.nature in {"state", "country"}]
    meant = _ANAPHOR.search(text, spoken[-1].end if spoken else sentence.start, cue.end())
    bare = meant and meant.start() == sentence.start and _BARE.fullmatch(meant.group())
    if bare and antecedents.begins_with_forces(prepared, sentence):
        return ()  # "Troops held a search. They said they had shot bandits": a claim of nobody
    if _CONFESSES.match(cue.group()):
        return ()  # who is in custody, for themselves
    if meant and "spokes" in meant.group().lower():
        ends = prepared.text[max(sentence.start, meant.start() - NEAR) : meant.end() + _SOON]
        if _SPEAKS_FOR_OTHERS.search(ends):
            return ()
    if meant:
        earlier = [
            a
            for a in prepared.actors
            if a.end <= cue.start() and a.nature == "armed" and not a.generic
        ]
        return tuple(earlier[-1:])
    if role == "claimant" and _NEW_GROUP.search(text, sentence.start, cue.start()):
        return _named_later(prepared, sentence, cue)
    after = [a for a in inside if a.nature == "armed" and not a.generic and a.start >= cue.end()]
    after = [a for a in after if not _TURNS.search(text, cue.end(), a.start)]
    return tuple(after[:1]) if role == "claimant" and not spoken else ()


def _named_later(
    prepared: Prepared, sentence: Span, cue: re.Match[str]
) -> tuple[ActorMention, ...]:
    """Return the group that names itself soon after "a little-known group claimed ..."."""
    later = [a for a in prepared.actors if cue.end() <= a.start and a.end <= sentence.end + _SOON]
    later = [a for a in later if a.nature == "armed" and a.name]
    return tuple(
        a for a in later[:1] if _CALLS_ITSELF.search(prepared.text, sentence.start, a.start)
    )


def _state_before(
    text: str, inside: Sequence[ActorMention], cue: re.Match[str]
) -> ActorMention | None:
    """Return the force right before a cue: "the army denied that its guns had fired"."""
    before = [a for a in inside if a.end <= cue.start()]
    if not before or before[-1].nature != "state":
        return None
    return before[-1] if _SUBJECT_OF.fullmatch(text[before[-1].end : cue.start()]) else None


def _innermost(text: str, before: Sequence[ActorMention], cue: int) -> tuple[ActorMention, ...]:
    """Return the subject before a cue: "the X, a faction of the Y, claimed" means X."""
    chosen = before[-1]
    for actor in reversed(before[:-1]):
        between = text[actor.end : chosen.start]
        apposed = re.fullmatch(
            r"\s*[,(]\s*(?:which\s+is\s+|an?\s+|the\s+|one\s+of\s+)?(?:[\w'\u2019-]+\s+){0,8}(?:of|from|to|with|for|the|by|on)?\s*(?:the\s+)?",
            between,
        )
        joined = re.fullmatch(r"\s+(?:of|faction\s+of|wing\s+of)\s+(?:the\s+)?", between)
        if not (apposed or joined) or len(between) > _APPOSED:
            break
        chosen = actor
    return (chosen,) if chosen.end <= cue else ()


def _joined(
    text: str, before: Sequence[ActorMention], chosen: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    """Add those joined to a claimant: "both the X and the Y claimed"."""
    found = list(chosen)
    for actor in reversed(before):
        if (
            found
            and actor.end <= found[0].start
            and re.fullmatch(
                r"(?:\s*\([^)]*\))?\s*(?:,|and|,\s*and|as\s+well\s+as)\s+(?:both\s+)?(?:the\s+)?",
                text[actor.end : found[0].start],
            )
        ):
            found.insert(0, actor)
    return tuple(found)


def _blamed(
    text: str, sentence: Span, cue: re.Match[str], inside: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    passive = _PASSIVE_BLAME.search(text[max(sentence.start, cue.start() - 14) : cue.start()]) or (
        _PASSIVE_BLAME.match(cue.group())
    )
    on = re.match(r"\s*(?:\S+\s+){0,8}?(?:on|to)\b", text[cue.end() : sentence.end])
    inside = [a for a in inside if not owning.is_parent(text, a)] or inside
    held = [a for a in inside if cue.start() < a.start and a.end < cue.end()]
    if held:
        return tuple(held[-1:])  # "held the X responsible"
    after = [a for a in inside if a.start >= cue.end() - 1]
    before = [a for a in inside if a.end <= cue.start()]
    if (passive and not on) or (before and _ACCUSED.fullmatch(text, before[-1].end, cue.end() + 4)):
        return tuple(before[-1:])
    return tuple(after[:1])
