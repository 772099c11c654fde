"""Meaning: which acts of violence of a text the words of a claim, a denial or blame mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding.engines import claimants, pointing, roles
from concord.coding.prepared import Prepared
from concord.coding.wordpatterns import WordPattern
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.actors import ActorMention

_SEVERAL = lazy_regex(
    r"\b(?:both|all|the\s+(?:two|three|four|five|six|twin)|each\s+of\s+the|every\s+one\s+of)"
    r"\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:[\w-]+\s+)?"
    r"(?:attacks|bombings|blasts|explosions|incidents|raids|assaults|strikes|shootings|killings"
    r"|ambushes|operations|acts|deeds|murders|kidnappings|abductions|fires|shots|hits|them|above)\b"
    r"|\ball\s+(?:but|except(?:\s+for)?|save)\s+the\b|\b(?:whole|entire)\s+series\b"
    r"|\bthe\s+(?:attacks|bombings|blasts|raids|assaults|shootings|killings)\b(?!\s+(?:on|in|at|of)\b)"
    r"|\b(?:carried\s+out|claimed|claims|did|done|behind|owned(?:\s+up\s+to)?|staged)\s+(?:both|all(?:\s+\w+)?)(?=\s*(?:[,.;]|$|and\b|on\b))",
    re.IGNORECASE,
)
_BOTH_OF = lazy_regex(r"\w+\s+(?:responsibility\s+for\s+)?both\s+(?:the|an?)\s", re.IGNORECASE)
# "SUKKUR: ..." at the head of a paragraph, in news from several places.
_NEW_ITEM = lazy_regex(r"\n\s*[A-Z][A-Z .'-]{2,30}(?:,\s[\w. ]{3,20})?:\s")
_TAKEN_UP = lazy_regex(
    r"\b(?:the|that|this|these|those|any|both|such)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
_SAYS_WHICH = lazy_regex(
    r"\s+(?:on|at|in|against|near|outside|inside|of)\s+"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s+\d)\w",
    re.IGNORECASE,
)
_HOLDS = lazy_regex(r"\bholding\b", re.IGNORECASE)
_VOWED = lazy_regex(
    r"\b(?:vow(?:ed|ing|s)?|promis(?:ed|ing|es)|pledg(?:ed|ing|es)|threaten(?:ed|ing|s)?|warn(?:ed|ing|s)?"
    r"|would|will|more|further)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
# "Calls it a warning: the elder whom they killed in May ...": what comes after is told anew.
_TELLS_MORE = lazy_regex(r";|:(?!\s*[\"'\u201c\u2018])")
# "The kites were not us", "the mine was ours": what is meant stands before it.
_IS_OURS = lazy_regex(r"(?:was|were|is|are|not|never|none)\b", re.IGNORECASE)
_TOLL = lazy_regex(
    r"(?:dead|died|deaths?|wounded|wounds|injur(?:ed|ies)|hurt|casualt\w+|toll|victims|losses)",
    re.IGNORECASE,
)
# "Owned the bridge, but not the fire", "claimed the first and not the blast".
_BUT_NOT = lazy_regex(
    r"(?:\bbut|\band|\bthough|,)\s+not\s+(?:for\s+|to\s+)?(?:\w+\s+){0,3}$|\b(?:nor|rather\s+than)\b",
    re.IGNORECASE,
)
_PROMISE = 200  # characters from a claim to what is promised with it
_REACHED = 16  # triggers before a claim of several
_AHEAD = 60  # characters after a cue in which what is claimed stands


@dataclass(slots=True)
class Told:
    """The violence of a text while its claims are read.

    ``heads`` are the clauses that tell it with their head triggers; ``charged`` says of whom it was
    last said that they claim it or are blamed for it.
    """

    prepared: Prepared
    heads: Sequence[tuple[Span, int]]
    acts: Sequence[tuple[int, int, int]]
    labels: Mapping[int, str | None]
    denying: WordPattern
    charged: dict[str, int] = field(default_factory=dict)


def head_of(
    told: Told,
    sentence: Span,
    cue: re.Match[str],
    role: str,
    who: Sequence[ActorMention],
) -> int | None:
    """Return the trigger of what a cue claims, denies or blames somebody for."""
    if role == "claimant" and _HOLDS.search(cue.group()):
        taken = [
            n for c, n in told.heads if c.start < cue.start() and told.labels.get(n) == "kidnapping"
        ]
        return next(reversed(taken), _before_operations(told, cue.start()))
    if role == "claimant":
        another = pointing.told_after(told.prepared.text, sentence, cue.span(), told.acts)
        if another is not None:
            return another
        return by_place(told, sentence, cue.span(), _before_operations(told, cue.start()))
    head = nearest(told.heads, cue.start())
    if role != "denier":
        named = [act for act in told.acts if sentence.start <= act[0] < sentence.end]
        back = _denied(told.prepared, sentence, named, told.heads)
        return head if back is None else back
    own = [act for act in told.acts if cue.start() <= act[0] < sentence.end]
    charged = [told.charged[key(a)] for a in who if key(a) in told.charged]
    if not own and charged:
        return charged[0]  # what it was blamed for before
    back = _denied(told.prepared, sentence, own, told.heads)
    return head if back is None else back


def by_place(told: Told, sentence: Span, cue: tuple[int, int], default: int | None) -> int | None:
    """Return the act that words of claiming name by its place, else the default."""
    return pointing.named_by_place(told.prepared, told.heads, sentence, cue, default, told.labels)


def meant(told: Told, sentence: Span, cue: re.Match[str], head: int, role: str) -> list[int]:
    """Return the acts that the words after a claim count or name by what was hit, else the head."""
    if role in claimants.ACCUSED:
        return [head]
    prepared = told.prepared
    if _IS_OURS.match(cue.group()):
        before = pointing.subject_of(prepared.text, sentence, cue.start())
        return list(pointing.named_by_things(prepared, told.heads, before)) or [head]
    said = pointing.what_is_said(prepared.text, sentence, cue.span())
    own = [n for start, _, n in told.acts if cue.end() <= start < said.end]
    if any(not _is_left(told, n, cue.start()) for n in own):
        return [head]  # the act has its own word
    found = pointing.counted(prepared, told.heads, sentence, said, told.labels)
    found = found or pointing.named_by_things(prepared, told.heads, said)
    return list(found) or [head]


def is_apart(told: Told, head: int, at: int) -> bool:
    """Return whether another item of a list, with a place at its head, begins after a trigger."""
    end = next((end for _, end, number in told.acts if number == head), at)
    return begins_between(told.prepared.text, end, at)


def begins_between(text: str, start: int, end: int) -> bool:
    """Return whether news from another place begins between two offsets of a text."""
    return start < end and _NEW_ITEM.search(text, start, end) is not None


def key(actor: ActorMention) -> str:
    """Return by what an actor is known in a text: its id, its name, else where it stands."""
    return actor.actor_id or actor.name or str(actor.start)


def _before_operations(told: Told, at: int) -> int | None:
    """Return the trigger of the clause at an offset, else the last before it that no force does."""
    heads = [(c, n) for c, n in told.heads if not _is_left(told, n, at)] or told.heads
    around = any(clause.start <= at < clause.end for clause, _ in heads)
    other = [(c, n) for c, n in heads if told.labels.get(n) not in roles.BY_STATE]
    return nearest(heads if around or not other else other, at)


def _is_left(told: Told, number: int, at: int) -> bool:
    """Return whether a trigger after a claim is no act that it owns: only promised, or denied.

    "And vowed further attacks"; "owned up to the bus and denied the murder of its driver".
    """
    start, end = next(((s, e) for s, e, one in told.acts if one == number), (at, at))
    if not at < start < at + _PROMISE:
        return False
    text = told.prepared.text
    if _TOLL.fullmatch(text, start, end):
        return True  # "took it upon itself, giving five dead": whom it killed, and no other act
    if _BUT_NOT.search(text, at, start):
        return True
    denied = told.denying.search(text, at, end)
    if denied and denied.start() < start:
        return True
    return bool(_VOWED.search(text, at, start) or _TELLS_MORE.search(text, at, start))


def others(
    prepared: Prepared,
    sentence: Span,
    cue: re.Match[str],
    heads: Sequence[tuple[Span, int]],
    role: str,
) -> list[int]:
    """Return the triggers told before a claim of several: "claimed both attacks"."""
    end = min(sentence.end, cue.end() + _AHEAD)
    if role in claimants.ACCUSED or not _SEVERAL.search(prepared.text, cue.start(), end):
        return []
    before = [number for clause, number in heads if clause.start < sentence.start]
    return before[-_REACHED:]


def without_left_out(
    told: Told, sentence: Span, cue: re.Match[str], claimed: Sequence[int]
) -> list[int]:
    """Return what is claimed without the acts that are said not to be: "all but the grenade"."""
    noun = pointing.left_out(told.prepared.text, sentence, cue.span())
    if noun is None:
        return list(claimed)
    out = {n for clause, n in told.heads if pointing.tells_of(told.prepared, clause, noun)}
    return [number for number in claimed if number not in out]


def both(told: Told, sentence: Span, cue: re.Match[str]) -> list[int]:
    """Return what "claimed both the killing of X and the blast" takes up, each by its kind."""
    listed = _BOTH_OF.match(told.prepared.text, cue.start(), sentence.end)
    if listed is None:
        return []
    taken_up = [n for start, _, n in told.acts if listed.start() <= start < sentence.end]
    before = [n for start, _, n in told.acts if start < sentence.start]
    # "The killing of X" names no type; such killings are with guns.
    types = {n: told.labels.get(n) or "other" for n in (*taken_up, *before)}
    kinds = {n: "assassination" if t in {"harm", "attack"} else t for n, t in types.items()}
    family = {n: counting.family(kind) for n, kind in kinds.items()}
    kin = [[one for one in before if family[one] == family[n]] for n in taken_up]
    return [numbers[-1] for numbers in kin if numbers]


def _denied(
    prepared: Prepared,
    sentence: Span,
    own: Sequence[tuple[int, int, int]],
    heads: Sequence[tuple[Span, int]],
) -> int | None:
    """Return what was told before, where a denial only takes it up: "had a hand in the blasts".

    ``own`` are the acts that the words of the denial name.
    """
    before = [number for clause, number in heads if clause.end <= sentence.start]
    if not own or not before:
        return None
    taken_up = _TAKEN_UP.search(prepared.text[max(0, own[0][0] - 24) : own[0][0]])
    return before[-1] if taken_up and not _SAYS_WHICH.match(prepared.text, own[0][1]) else None


def nearest(heads: Sequence[tuple[Span, int]], at: int) -> int | None:
    """Return the trigger of the clause at an offset, or the nearest one before it."""
    before = [number for clause, number in heads if clause.start <= at]
    if before:
        return before[-1]
    return heads[0][1] if heads else None
