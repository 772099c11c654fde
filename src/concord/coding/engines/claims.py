"""Claims, denials and blame: who says who did it, and to which happening it points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding.engines import claimants, communiques, judged, owning, pointing, roles
from concord.coding.engines.triggers import pattern
from concord.coding.prepared import Prepared
from concord.model import MentionKind, Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention

Mentioner = Callable[[tuple[int, int], MentionKind, str | None], int]
Linker = Callable[[int, str, int], None]
_SPEAKS_FOR_NONE = lazy_regex(r"\b(?:no|nobody|none|neither|not)\b[^.;]{0,40}$", re.IGNORECASE)
_NOT = lazy_regex(
    r"\b(?:not|never|no|none|nobody)\b", re.IGNORECASE
)  # "said it had not carried out the"
# "The minister said that those behind it would be punished".
_OF_OTHERS = lazy_regex(
    r"\b(?:those|whoever|who|people|persons|elements)\s+(?:\w+\s+)?(?:behind|responsible|carried)\b",
    re.IGNORECASE,
)
_LIVES = lazy_regex(r"\s+(?:\S+\s+){0,4}?(?:lives|life)\b")  # "an assault that claimed 15 lives"
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
_OPEN_WHO = lazy_regex(r"\b(?:who|whoever|which|what|whether|if)\s*(?:\w+\s+){0,3}$", re.IGNORECASE)
_DOUBT = lazy_regex(
    r"\b(?:believed|thought|suspect\w*|likely|may|might|could|possibly|perhaps|presumed|alleged\w*)\b",
    re.IGNORECASE,
)
_IT = lazy_regex(
    r"\b(?:it|they|the\s+(?:\w+\s+)?(?:group|outfit|faction|movement))\s+\W*$", re.IGNORECASE
)
_SUBJECT = lazy_regex(
    r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,60},)?(?:\s+(?:militants|fighters|rebels|group|also|had|has|have|may"
    r"|might|could|is|are|was|were|to|believed|thought|likely|suspected|of))*\s+"
)
_VOWED = lazy_regex(
    r"\b(?:vow(?:ed|ing|s)?|promis(?:ed|ing|es)|pledg(?:ed|ing|es)|threaten(?:ed|ing|s)?|warn(?:ed|ing|s)?"
    r"|would|will|more|further)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
_PROMISE = 200  # characters from a claim to what is promised with it
_STRIKES = frozenset({"air_drone_strike", "shelling"})
_REACHED = 16  # triggers before a claim of several
_AHEAD = 60  # characters after a cue in which what is claimed stands
_ROLES = (
    ("claimed", "claim", "claimant"),
    ("denied", "deny", "denier"),
    ("blamed", "blame", "blamed"),
    ("suspects", "blame", "suspected"),
)


@dataclass(slots=True)
class _Told:
    """The violence of a text while its claims are read.

    ``heads`` are the clauses that tell it with their head triggers; ``charged`` says of whom it was
    last said that they claim it or are blamed for it.
    """

    prepared: Prepared
    heads: Sequence[tuple[Span, int]]
    acts: Sequence[tuple[int, int, int]]
    labels: Mapping[int, str | None]
    charged: dict[str, int] = field(default_factory=dict)


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
    told = _Told(prepared, violent, acts, labels)
    _read_own(prepared, acts, mention, link)
    for sentence in prepared.sentences:
        owned = _read_owned(told, sentence, mention, link)
        _read_behind(prepared, sentence, violent, mention, link, book)
        _read_doers(told, sentence, mention, link)
        for key, label, role in _ROLES:
            for match in _cues(prepared, sentence, key, book):
                who = claimants.find(prepared, sentence, match, role)
                head = _head(told, sentence, match, role, who)
                if head is None or _is_apart(told, head, match.start()):
                    continue
                link(head, "cue", mention(match.span(), "cue", label))
                claimed = [head, *_others_claimed(prepared, sentence, match, violent, role)]
                claimed += _both_claimed(told, sentence, match)
                claimed = _without_left_out(told, sentence, match, claimed)
                for actor in who or claimants.find_both(prepared, sentence, match, role):
                    if role == "claimant" and actor.start in owned and len(claimed) == 1:
                        continue  # said what it did
                    told.charged[_key(actor)] = head
                    for one in dict.fromkeys(claimed):
                        link(one, role, mention((actor.start, actor.end), "actor", actor.nature))


def _head(
    told: _Told,
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
        return _by_place(told, sentence, cue.span(), _before_operations(told, cue.start()))
    head = _head_of(told.heads, cue.start())
    if role != "denier":
        named = [act for act in told.acts if sentence.start <= act[0] < sentence.end]
        back = _denied(told.prepared, sentence, named, told.heads)
        return head if back is None else back
    own = [act for act in told.acts if cue.start() <= act[0] < sentence.end]
    charged = [told.charged[_key(a)] for a in who if _key(a) in told.charged]
    if not own and charged:
        return charged[0]  # what it was blamed for before
    back = _denied(told.prepared, sentence, own, told.heads)
    return head if back is None else back


def _by_place(told: _Told, sentence: Span, cue: tuple[int, int], default: int | None) -> int | None:
    """Return the act that words of claiming name by its place, else the default."""
    return pointing.named_by_place(told.prepared, told.heads, sentence, cue, default, told.labels)


def _is_apart(told: _Told, head: int, at: int) -> bool:
    """Return whether another item of a list, with a place at its head, begins after a trigger."""
    end = next((end for _, end, number in told.acts if number == head), at)
    return begins_between(told.prepared.text, end, at)


def begins_between(text: str, start: int, end: int) -> bool:
    """Return whether news from another place begins between two offsets of a text."""
    return start < end and _NEW_ITEM.search(text, start, end) is not None


def _key(actor: ActorMention) -> str:
    return actor.actor_id or actor.name or str(actor.start)


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


def _read_doers(told: _Told, sentence: Span, mention: Mentioner, link: Linker) -> None:
    """Link whose men the attackers are said to be, and forces that say what their strike hit."""
    prepared = told.prepared
    found = []
    for actor in judged.find_members(prepared, sentence):
        own = judged.are_own_men(prepared.text, actor)
        said = prepared.speaker_at(actor.start) and not own
        role = "blamed" if said else "perpetrator"
        found.append((_head_of(told.heads, actor.start), role, actor))
    for actor in judged.find_suspects(prepared, sentence):
        before = [(c, n) for c, n in told.heads if c.start < sentence.start]
        found.append((_head_of(before, actor.start), "suspected", actor))
    strikes = [(c, n) for c, n in told.heads if told.labels.get(n) in _STRIKES]
    for actor in owning.find_hits(prepared, sentence):
        before = [(c, n) for c, n in strikes if c.start < sentence.start]
        found.append((_head_of(before, actor.start), "perpetrator", actor))
    for head, role, actor in found:
        if head is not None:
            link(head, role, mention((actor.start, actor.end), "actor", actor.nature))


def _before_operations(told: _Told, at: int) -> int | None:
    """Return the trigger of the clause at an offset, else the last before it that no force does."""
    heads = [(c, n) for c, n in told.heads if not _is_vowed(told, n, at)] or told.heads
    around = any(clause.start <= at < clause.end for clause, _ in heads)
    other = [(c, n) for c, n in heads if told.labels.get(n) not in roles.BY_STATE]
    return _head_of(heads if around or not other else other, at)


def _is_vowed(told: _Told, number: int, at: int) -> bool:
    """Return whether a trigger after a claim is only promised: "and vowed further attacks"."""
    start = next((start for start, _, one in told.acts if one == number), at)
    return at < start < at + _PROMISE and bool(_VOWED.search(told.prepared.text, at, start))


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


def _act_of(violent: Sequence[tuple[Span, int]], start: int, end: int) -> int | None:
    """Return the trigger of the clause that begins soonest at or after an offset, or around it."""
    around = [n for clause, n in violent if clause.start <= start < clause.end]
    after = [n for clause, n in violent if start <= clause.start < end]
    return next(iter([*around, *after]), None)


def _read_owned(told: _Told, sentence: Span, mention: Mentioner, link: Linker) -> frozenset[int]:
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
        act = _by_place(told, sentence, cue, one.trigger) or one.trigger
        link(act, "cue", mention(cue, "cue", "claim"))
        span = (one.actor.start, one.actor.end)
        link(act, "claimant", mention(span, "actor", one.actor.nature))
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
    if role in claimants.ACCUSED or not _SEVERAL.search(prepared.text, cue.start(), end):
        return []
    before = [number for clause, number in heads if clause.start < sentence.start]
    return before[-_REACHED:]


def _without_left_out(
    told: _Told, sentence: Span, cue: re.Match[str], claimed: Sequence[int]
) -> list[int]:
    """Return what is claimed without the acts that are said not to be: "all but the grenade"."""
    noun = pointing.left_out(told.prepared.text, sentence, cue.span())
    if noun is None:
        return list(claimed)
    out = {n for clause, n in told.heads if pointing.tells_of(told.prepared, clause, noun)}
    return [number for number in claimed if number not in out]


def _both_claimed(told: _Told, sentence: Span, cue: re.Match[str]) -> list[int]:
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


def _cues(prepared: Prepared, sentence: Span, key: str, book: Codebook) -> Iterator[re.Match[str]]:
    """Yield the cues of a kind in a sentence that are not negated."""
    text = prepared.text
    for match in pattern(book, "groups", key).finditer(text, sentence.start, sentence.end):
        if key != "claimed":
            yield match
            continue
        silent = pattern(book, "groups", "unclaimed").finditer(text, sentence.start, sentence.end)
        overlaps = any(match.start() < m.end() and m.start() < match.end() for m in silent)
        negated = _SPEAKS_FOR_NONE.search(
            text[max(sentence.start, match.start() - 45) : match.start()]
        )
        lives = _LIVES.match(text, match.end())
        lives = lives or _NOT.search(match.group()) or _OF_OTHERS.search(match.group())
        if not (overlaps or negated or lives):
            yield match


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


def _head_of(heads: Sequence[tuple[Span, int]], at: int) -> int | None:
    """Return the trigger of the clause at an offset, or the nearest one before it."""
    before = [number for clause, number in heads if clause.start <= at]
    if before:
        return before[-1]
    return heads[0][1] if heads else None
