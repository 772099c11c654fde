"""Claims, denials and blame: who says who did it, and to which happening it points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from concord.coding.engines import (
    antecedents,
    claimants,
    communiques,
    judged,
    meaning,
    owning,
    pointing,
)
from concord.coding.engines.triggers import pattern
from concord.model import MentionKind, Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.prepared import Prepared

Mentioner = Callable[[tuple[int, int], MentionKind, str | None], int]
Linker = Callable[[int, str, int], None]
_SPEAKS_FOR_NONE = lazy_regex(r"\b(?:no|nobody|none|neither|not)\b[^.;]{0,40}$", re.IGNORECASE)
_PUT_IN = lazy_regex(r",[^,.;]{3,90},\s+(?:\w+\s+)?")
_NOT = lazy_regex(
    r"\b(?:not|never|no|none|nobody)\b", re.IGNORECASE
)  # "said it had not carried out the"
# "The minister said that those behind it would be punished".
_OF_OTHERS = lazy_regex(
    r"\b(?:those|whoever|who|people|persons|elements)\s+(?:\w+\s+)?(?:behind|responsible|carried)\b",
    re.IGNORECASE,
)
_LIVES = lazy_regex(r"\s+(?:\S+\s+){0,4}?(?:lives|life)\b")  # "an assault that claimed 15 lives"
_OPEN_WHO = lazy_regex(r"\b(?:who|whoever|which|what|whether|if)\s*(?:\w+\s+){0,3}$", re.IGNORECASE)
_DOUBT = lazy_regex(
    r"\b(?:believed|thought|suspect\w*|likely|may|might|could|possibly|perhaps|presumed|alleged\w*|assess(?:es|ed)?|judge[sd]?)\b",
    re.IGNORECASE,
)
_IT = lazy_regex(
    r"\b(?:it|they|the\s+(?:\w+\s+)?(?:group|outfit|faction|movement))\s+\W*$", re.IGNORECASE
)
_SUBJECT = lazy_regex(
    r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,60},)?(?:\s+(?:militants|fighters|rebels|group|also|had|has|have|may"
    r"|might|could|is|are|was|were|to|believed|thought|likely|suspected|of))*\s+"
)
_WORK_OF = lazy_regex(
    r"\b(?:was|were|is|are|be|been|as)\s+(?:[\w-]+\s+){0,2}(?:the\s+)?(?:work|handiwork|doing|deed)\s+of\s+(?:the\s+)?"
    r"(?:(?:banned|outlawed|proscribed)\s+)?",
    re.IGNORECASE,
)
_STRIKES = frozenset({"air_drone_strike", "shelling"})
_ROLES = (
    ("claimed", "claim", "claimant"),
    ("denied", "deny", "denier"),
    ("blamed", "blame", "blamed"),
    ("suspects", "blame", "suspected"),
)


def read(
    prepared: Prepared,
    heads: Sequence[tuple[Span, int]],
    acts: Sequence[tuple[int, int, int]],
    mention: Mentioner,
    link: Linker,
    book: Codebook,
    labels: Mapping[int, str | None],
) -> None:
    """Link each claim, denial or blame to the violence of its clause, else to that before it.

    ``heads`` are the clauses with the numbers of their head triggers, ``acts`` the triggers
    (start, end, number) that tell violence: an arrest or a release is claimed only where a text
    tells of none. ``labels`` are the types of all triggers: a group that claims something after an
    operation of the forces claims what was told before it.
    """
    numbers = {number for _, _, number in acts}
    violent = [(clause, number) for clause, number in heads if number in numbers] or heads
    told = meaning.Told(prepared, violent, acts, labels, pattern(book, "groups", "denied"))
    _read_own(prepared, acts, mention, link)
    for sentence in prepared.sentences:
        owned = _read_owned(told, sentence, mention, link)
        _read_behind(prepared, sentence, violent, mention, link, book)
        _read_doers(told, sentence, mention, link)
        _read_work(told, sentence, mention, link, owned)
        for key, label, role in _ROLES:
            for match in _cues(prepared, sentence, key, book):
                if role != "denier" and pointing.is_of_earlier(
                    prepared.text, sentence, match.span()
                ):
                    continue
                who = claimants.find(prepared, sentence, match, role)
                head = meaning.head_of(told, sentence, match, role, who)
                if head is None or meaning.is_apart(told, head, match.start()):
                    continue
                claimed = meaning.meant(told, sentence, match, head, role)
                link(claimed[0], "cue", mention(match.span(), "cue", label))
                claimed += meaning.others(prepared, sentence, match, violent, role)
                claimed += meaning.both(told, sentence, match)
                claimed = meaning.without_left_out(told, sentence, match, claimed)
                for actor in who or claimants.find_both(prepared, sentence, match, role):
                    if role == "claimant" and actor.start in owned and len(claimed) == 1:
                        continue  # said what it did
                    told.charged[meaning.key(actor)] = head
                    for one in dict.fromkeys(claimed):
                        link(one, role, mention((actor.start, actor.end), "actor", actor.nature))


def _read_own(
    prepared: Prepared, acts: Sequence[tuple[int, int, int]], mention: Mentioner, link: Linker
) -> None:
    """Link the groups that speak of "us" in quotes, or in a whole text, to what they tell."""
    for act, actor, role in communiques.find_quoted(prepared, acts):
        link(act, role, mention((actor.start, actor.end), "actor", actor.nature))
    author = communiques.author(prepared) if acts else None
    if author is None:
        return
    for act, role in communiques.find(prepared, acts):
        link(act, role, mention((author.start, author.end), "actor", author.nature))


def _read_doers(told: meaning.Told, sentence: Span, mention: Mentioner, link: Linker) -> None:
    """Link whose men the attackers are said to be, and forces that say what their strike hit."""
    prepared = told.prepared
    found = []
    for actor in judged.find_members(prepared, sentence):
        own = judged.are_own_men(prepared.text, actor)
        said = prepared.speaker_at(actor.start) and not own
        role = "blamed" if said else "perpetrator"
        found.append((meaning.nearest(told.heads, actor.start), role, actor))
    for actor in judged.find_suspects(prepared, sentence):
        before = [(c, n) for c, n in told.heads if c.start < sentence.start]
        found.append((meaning.nearest(before, actor.start), "suspected", actor))
    strikes = [(c, n) for c, n in told.heads if told.labels.get(n) in _STRIKES]
    for actor in owning.find_hits(prepared, sentence):
        before = [(c, n) for c, n in strikes if c.start < sentence.start]
        found.append((meaning.nearest(before, actor.start), "perpetrator", actor))
    for head, role, actor in found:
        if head is not None:
            link(head, role, mention((actor.start, actor.end), "actor", actor.nature))


def _read_behind(
    prepared: Prepared,
    sentence: Span,
    violent: Sequence[tuple[Span, int]],
    mention: Mentioner,
    link: Linker,
    book: Codebook,
) -> None:
    """Link "the group was behind the attack": as stated, blamed by a speaker, or suspected."""
    for match in pattern(book, "groups", "behind").finditer(
        prepared.text, sentence.start, sentence.end
    ):
        before = prepared.text[max(sentence.start, match.start() - claimants.NEAR) : match.start()]
        inside = [
            a for a in prepared.actors if sentence.start <= a.start and a.end <= match.start()
        ]
        armed = [a for a in inside if a.nature == "armed" and a.name]
        if _OPEN_WHO.search(before) or _SPEAKS_FOR_NONE.search(before):
            continue
        if armed and _SUBJECT.fullmatch(prepared.text, armed[-1].end, match.start()):
            who = tuple(armed[-1:])
        elif not armed and _IT.search(before):
            who = claimants.pointed_at(prepared, sentence, match, inside, "denier")
        else:
            continue
        head = _act_of(violent, match.end(), sentence.end)
        said = prepared.speaker_at(match.start())
        role = "suspected" if _DOUBT.search(before) else "blamed" if said else "perpetrator"
        for actor in who if head is not None else ():
            link(head or 0, role, mention((actor.start, actor.end), "actor", actor.nature))


def _read_work(
    told: meaning.Told,
    sentence: Span,
    mention: Mentioner,
    link: Linker,
    owned: frozenset[int],
) -> None:
    """Link "the attack was the work of the X": as stated, or blamed by whoever says so."""
    prepared = told.prepared
    for match in _WORK_OF.finditer(prepared.text, sentence.start, sentence.end):
        who = next((a for a in prepared.actors if a.start == match.end()), None)
        if who is None or who.nature != "armed" or not who.name or who.start in owned:
            continue
        before = prepared.text[max(sentence.start, match.start() - claimants.NEAR) : match.start()]
        head = meaning.nearest(told.heads, match.start())
        if head is None or _OPEN_WHO.search(before) or _NOT.search(match.group()):
            continue
        said = prepared.speaker_at(match.start())
        doubted = _DOUBT.search(before + match.group())
        role = "suspected" if doubted else "blamed" if said else "perpetrator"
        link(head, role, mention((who.start, who.end), "actor", who.nature))


def _act_of(violent: Sequence[tuple[Span, int]], start: int, end: int) -> int | None:
    """Return the trigger of the clause that begins soonest at or after an offset, or around it."""
    around = [n for clause, n in violent if clause.start <= start < clause.end]
    after = [n for clause, n in violent if start <= clause.start < end]
    return next(iter([*around, *after]), None)


def _read_owned(
    told: meaning.Told, sentence: Span, mention: Mentioner, link: Linker
) -> frozenset[int]:
    """Link what groups and forces tell of themselves to the acts they tell of.

    Returns where the groups stand that did; a force did it, and claims nothing.
    """
    prepared = told.prepared
    inside = [act for act in told.acts if sentence.start <= act[0] < sentence.end]
    for act, actor, role in judged.find(prepared, sentence, inside) if inside else ():
        link(act, role, mention((actor.start, actor.end), "actor", actor.nature))
    for one in owning.find_forces(prepared, sentence, inside) if inside else ():
        span = (one.actor.start, one.actor.end)
        link(one.trigger, "perpetrator", mention(span, "actor", one.actor.nature))
    found = list(owning.find(prepared, sentence, inside)) if inside else []
    for one in found:
        cue = (one.start, one.end)
        if pointing.left_out(prepared.text, sentence, cue):
            continue  # "claimed all but the bomb"
        act = meaning.by_place(told, sentence, cue, one.trigger) or one.trigger
        link(act, "cue", mention(cue, "cue", "claim"))
        span = (one.actor.start, one.actor.end)
        link(act, "claimant", mention(span, "actor", one.actor.nature))
    for start, end, act in owning.find_again(prepared, sentence, inside) if inside else ():
        who = antecedents.named_before(prepared, start)
        if who is not None:
            link(act, "cue", mention((start, end), "cue", "claim"))
            link(act, "claimant", mention((who.start, who.end), "actor", who.nature))
    return frozenset(one.actor.start for one in found)


def _cues(prepared: Prepared, sentence: Span, key: str, book: Codebook) -> Iterator[re.Match[str]]:
    """Yield the cues of a kind in a sentence that are not negated."""
    text = prepared.text
    for match in pattern(book, "groups", key).finditer(text, sentence.start, sentence.end):
        if key != "claimed":
            yield match
            continue
        silent = pattern(book, "groups", "unclaimed").finditer(text, sentence.start, sentence.end)
        overlaps = any(match.start() < m.end() and m.start() < match.end() for m in silent)
        negated = _SPEAKS_FOR_NONE.search(_right_before(prepared, sentence, match.start()))
        lives = _LIVES.match(text, match.end())
        lives = lives or _NOT.search(match.group()) or _OF_OTHERS.search(match.group())
        if not (overlaps or negated or lives):
            yield match


def _right_before(prepared: Prepared, sentence: Span, at: int) -> str:
    """Return the words right before a cue, without what is put in after the name of a group.

    "The X, a cell nobody had heard of before, took credit": the X did.
    """
    words = prepared.text[max(sentence.start, at - 45) : at]
    names = [a.end for a in prepared.actors if sentence.start <= a.start and a.end <= at and a.name]
    put_in = _PUT_IN.fullmatch(prepared.text, names[-1], at) if names else None
    return "" if put_in else words
