"""Claims, denials and blame: who says who did it, and to which happening it points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from concord.coding.engines import owning
from concord.coding.engines.triggers import pattern
from concord.model import MentionKind, Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared

Mentioner = Callable[[tuple[int, int], MentionKind, str | None], int]
Linker = Callable[[int, str, int], None]
_ANAPHOR = lazy_regex(
    r"\b(?:it|they|the\s+(?:\w+\s+)?(?:group|outfit|organi[sz]ation|faction|movement|militants|rebels|insurgents|jihadists|separatists"
    r"|guerrillas|network)|a\s+spokes\w+|(?:its|the\s+group['\u2019]s|their)\s+spokes\w+|spokes\w+)\b",
    re.IGNORECASE,
)
_SPEAKS_FOR_NONE = lazy_regex(r"\b(?:no|nobody|none|neither|not)\b[^.;]{0,40}$", re.IGNORECASE)
_PASSIVE_BLAME = lazy_regex(
    r"(?:was|were|is|are|been)\s+\w*\s*$|^(?:was|were|is|are)\b", re.IGNORECASE
)
_BY = lazy_regex(r"^[^.;]*?\bby\s+(?:\S+\s+){0,6}$")
_LIVES = lazy_regex(r"\s+(?:\S+\s+){0,4}?(?:lives|life)\b")  # "an assault that claimed 15 lives"
_SEVERAL = lazy_regex(
    r"\b(?:both|all|the\s+(?:two|three|four|five|six|twin)|each\s+of\s+the|every\s+one\s+of)"
    r"\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:[\w-]+\s+)?"
    r"(?:attacks|bombings|blasts|explosions|incidents|raids|assaults|strikes|shootings|killings"
    r"|ambushes|operations|them)\b",
    re.IGNORECASE,
)
# What stands between a subject and its verb: "the army spokesman later".
_SUBJECT_OF = lazy_regex(
    r"(?:['\u2019]s)?(?:\s*\([^)]*\))?(?:,[^,.;]{1,50},)?"
    r"(?:\s+(?:spokes\w+|officials?|sources?|command|staff|has|have|had|also|later|itself|promptly))*\s+"
)
_REACHED = 8  # triggers before a claim of several
_AHEAD = 60  # characters after a cue in which what is claimed stands
_APPOSED = 90  # characters of what may stand between a name and its verb
_ROLES = (
    ("claimed", "claim", "claimant"),
    ("denied", "deny", "denier"),
    ("blamed", "blame", "blamed"),
)


def read(
    prepared: Prepared,
    heads: Sequence[tuple[Span, int]],
    acts: Sequence[tuple[int, int, int]],
    mention: Mentioner,
    link: Linker,
    book: Codebook,
) -> None:
    """Link each claim, denial or blame to the violence of its clause, else to that before it.

    ``heads`` are the clauses with the numbers of their head triggers, ``acts`` the triggers
    (start, end, number) that tell violence: an arrest or a release is claimed only where a text
    tells of none.
    """
    numbers = {number for _, _, number in acts}
    violent = [(clause, number) for clause, number in heads if number in numbers] or heads
    for sentence in prepared.sentences:
        owned = _read_owned(prepared, sentence, acts, mention, link)
        for key, label, role in _ROLES:
            for match in _cues(prepared, sentence, key, book):
                head = _head_of(violent, match.start())
                who = _who(prepared, sentence, match, role)
                if head is None:
                    continue
                link(head, "cue", mention(match.span(), "cue", label))
                claimed = [head, *_others_claimed(prepared, sentence, match, violent, role)]
                for actor in who:
                    if role == "claimant" and actor.start in owned and len(claimed) == 1:
                        continue  # said what it did
                    for one in dict.fromkeys(claimed):
                        link(one, role, mention((actor.start, actor.end), "actor", actor.nature))


def _read_owned(
    prepared: Prepared,
    sentence: Span,
    acts: Sequence[tuple[int, int, int]],
    mention: Mentioner,
    link: Linker,
) -> frozenset[int]:
    """Link what armed groups tell of themselves to the acts they tell of; return who did."""
    inside = [act for act in acts if sentence.start <= act[0] < sentence.end]
    found = list(owning.find(prepared, sentence, inside)) if inside else []
    for one in found:
        link(one.trigger, "cue", mention((one.start, one.end), "cue", "claim"))
        span = (one.actor.start, one.actor.end)
        link(one.trigger, "claimant", mention(span, "actor", one.actor.nature))
    return frozenset(one.actor.start for one in found)


def _others_claimed(
    prepared: Prepared,
    sentence: Span,
    cue: re.Match[str],
    heads: Sequence[tuple[Span, int]],
    role: str,
) -> list[int]:
    """Return the triggers told before a claim of several: "claimed both attacks"."""
    end = min(sentence.end, cue.end() + _AHEAD)
    if role == "blamed" or not _SEVERAL.search(prepared.text, cue.start(), end):
        return []
    before = [number for clause, number in heads if clause.start < sentence.start]
    return before[-_REACHED:]


def _cues(prepared: Prepared, sentence: Span, key: str, book: Codebook) -> Iterator[re.Match[str]]:
    """Yield the cues of a kind in a sentence that are not negated."""
    text = prepared.text
    silent = [
        m.span()
        for m in pattern(book, "groups", "unclaimed").finditer(text, sentence.start, sentence.end)
    ]
    for match in pattern(book, "groups", key).finditer(text, sentence.start, sentence.end):
        overlaps = any(match.start() < end and start < match.end() for start, end in silent)
        negated = _SPEAKS_FOR_NONE.search(
            text[max(sentence.start, match.start() - 45) : match.start()]
        )
        lives = _LIVES.match(text, match.end())
        if not (key == "claimed" and (overlaps or negated or lives)):
            yield match


def _head_of(heads: Sequence[tuple[Span, int]], at: int) -> int | None:
    """Return the trigger of the clause at an offset, or the nearest one before it."""
    before = [number for clause, number in heads if clause.start <= at]
    if before:
        return before[-1]
    return heads[0][1] if heads else None


def _who(
    prepared: Prepared, sentence: Span, cue: re.Match[str], role: str
) -> tuple[ActorMention, ...]:
    """Return the actors that a cue speaks of."""
    text = prepared.text
    inside = [a for a in prepared.actors if sentence.start <= a.start and a.end <= sentence.end]
    if role == "blamed":
        return _blamed(text, sentence, cue, inside)
    state = _denying_state(text, inside, cue) if role == "denier" else None
    inside = [a for a in inside if not owning.is_near_to(text, a)]
    named = [a for a in inside if a.nature == "armed" and not a.generic]
    named = [a for a in named if not owning.is_parent(text, a)] or named
    by = [a for a in named if a.start >= cue.end() and _BY.search(text[cue.start() : a.start])]
    if state or by:
        return (state or by[0],)
    before = [a for a in named if a.end <= cue.end()]
    if before:
        return _joined(text, before, _innermost(text, before, cue.end()))
    return _pointed_at(prepared, sentence, cue, inside, role)


def _pointed_at(
    prepared: Prepared,
    sentence: Span,
    cue: re.Match[str],
    inside: Sequence[ActorMention],
    role: str,
) -> tuple[ActorMention, ...]:
    """Return the group that "it" or "the group" before a cue means, or the first one after it."""
    text = prepared.text
    spoken = [a for a in inside if a.end <= cue.start() and a.nature in {"state", "country"}]
    if _ANAPHOR.search(text, spoken[-1].end if spoken else sentence.start, cue.end()):
        earlier = [
            a
            for a in prepared.actors
            if a.end <= cue.start() and a.nature == "armed" and not a.generic
        ]
        return tuple(earlier[-1:])
    after = [a for a in inside if a.nature == "armed" and not a.generic and a.start >= cue.end()]
    return tuple(after[:1]) if role == "claimant" and not spoken else ()


def _denying_state(
    text: str, inside: Sequence[ActorMention], cue: re.Match[str]
) -> ActorMention | None:
    """Return the force right before a denial: "the army denied that its guns had fired"."""
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
    after = [a for a in inside if a.start >= cue.end() - 1]
    before = [a for a in inside if a.end <= cue.start()]
    if passive and not on:
        return tuple(before[-1:])
    return tuple(after[:1])
