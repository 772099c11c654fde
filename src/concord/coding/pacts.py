"""Pacts: truces, their ends and talks that a sentence tells of, with both parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.speakers.making import from_actor
from concord.coding.speakers.sources import ARMED
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.relation_words import RelationWords
    from concord.coding.speakers import Cast, Source
    from concord.model import Document, Span

_PARTIES = frozenset(
    {
        "government",
        "armed_group",
        "movement",
        "criminal",
        "security_force",
        "tribal_religious_leaders",
        "party",
    }
)
_BETWEEN = lazy_regex(r"\b(?:with|between|and|to)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_CROWD = lazy_regex(r"^\W*\d|\b(?:gunmen|attackers?|bombers?|assailants?)$", re.IGNORECASE)
_STOPPED = lazy_regex(
    r"\b(?:suspend\w*|halt\w*|postpon\w*|cancel\w*|call\w*\s+off|br[eo]ak\w*\s+off|broke\s+off|walk\w*\s+out"
    r"|ending|ended\s+(?:all|the|its|his|her|their))\b",
    re.IGNORECASE,
)
# "X accused Y of breaking the truce": nobody is shown to have ended it.
_ALLEGED = lazy_regex(
    r"\b(?:accus\w+|blam\w+|alleg\w+|charg\w+|den(?:y|ied|ies|ying)|suspect\w*|warn\w*|threat\w*)\b",
    re.IGNORECASE,
)
# "brokered talks": whoever brought others to a table is no party.
_BROKERED = lazy_regex(r"\b(?:broker|mediat|facilitat|host(?:ed|ing)|sponsor)\w*\b", re.IGNORECASE)
_NOUNS = ("truce_nouns", "talk_nouns")
_REACH = 60  # characters around a truce in which the act of agreeing to it stands
_NEAR = 40  # characters between an armed group and its counterpart right after it


def may_tell_pacts(text: str, words: RelationWords) -> bool:
    """Return whether a text has a word for a truce or for talks."""
    return any(words.lists[name].may_match(text, 0, len(text)) for name in _NOUNS)


def find_pacts(
    document: Document, sentence: Span, cast: Cast, words: RelationWords
) -> tuple[tuple[str, Source, Source], ...]:
    """Return the truces, their ends and talks of a sentence, with both parties."""
    start, end = sentence.start, sentence.end
    if not any(words.lists[name].may_match(document.text, start, end) for name in _NOUNS):
        return ()
    return tuple(_pacts(document.text[start:end], sentence, cast, words))


def _pacts(
    text: str, sentence: Span, cast: Cast, words: RelationWords
) -> Iterator[tuple[str, Source, Source]]:
    truce = words.lists["truce_nouns"].search(text)
    if truce:
        ended = words.lists["truce_ends"].search(text)
        ends = ended is not None and not _ALLEGED.search(text[: ended.start()])
        if ended is not None and not ends:
            return
        pair = _pair(sentence, cast, truce.start() + sentence.start)
        real = not words.has("unreal", text[max(0, truce.start() - 50) : truce.start()])
        if pair and ended is not None and real:
            yield "ends_ceasefire_with", *_ender(sentence, cast, ended, pair)
        elif pair and real and words.has("truce_acts", _around(text, truce, words)):
            yield "ceasefire_with", *pair
    talks = words.lists["talk_nouns"].search(text)
    if talks and words.has("talk_acts", text):
        pair = _pair(sentence, cast, talks.start() + sentence.start)
        near = text[max(0, talks.start() - 60) : talks.end() + 30]
        led = text[max(0, talks.start() - _REACH) : talks.start()]
        told = words.has("unreal", near) or _STOPPED.search(near) or _BROKERED.search(led)
        if pair and not told:
            yield "talks_with", *pair


def _around(text: str, truce: re.Match[str], words: RelationWords) -> str:
    """Return the words around a truce without its own ("agreement" is no agreeing)."""
    near = text[max(0, truce.start() - _REACH) : truce.end() + _REACH]
    return words.lists["truce_nouns"].sub(lambda m: "\x00" * len(m.group()), near)


def _ender(
    sentence: Span, cast: Cast, ended: re.Match[str], pair: tuple[Source, Source]
) -> tuple[Source, Source]:
    """Return the parties with the one first that stands right before the end of a truce."""
    verb = sentence.start + ended.start()
    before = [s for s in cast.within(sentence.start, verb) if s.key in {p.key for p in pair}]
    if before and before[-1].key != pair[0].key and verb - before[-1].end < _NEAR:
        return pair[1], pair[0]
    return pair


def _pair(sentence: Span, cast: Cast, place: int) -> tuple[Source, Source] | None:
    """Return the two parties of a truce or talks: an armed group and its counterpart."""
    named = [
        s
        for s in cast.within(sentence.start, sentence.end)
        if s.group in _PARTIES
        and s.name
        and not s.weak
        and not (s.metonym and s.placed)
        and not _CROWD.search(s.name)
    ]
    distinct: list[Source] = []
    for source in named:
        if all(source.key != d.key for d in distinct):
            distinct.append(source)
    armed = [s for s in distinct if s.group in ARMED]
    other = [s for s in distinct if s.group not in ARMED and s.group != "party"]
    armed = _with_partner(cast.setting.text, armed, place)
    if armed and other:
        led = [s for s in other if s.start < place] or _beside(armed[0], other)
        if not led:
            return _with_home(cast, armed[0])
        near = min(led, key=lambda s: (s.group != "government", abs(s.start - place)))
        first, second = sorted((armed[0], near), key=lambda s: s.start)
        return first, second
    if len(armed) == 1 and not other:
        return _with_home(cast, armed[0])
    states = [s for s in other if s.group == "government"]
    if not armed and len({s.country for s in states if s.country}) > 1:
        pair = [
            next(s for s in states if s.country == c)
            for c in dict.fromkeys(s.country for s in states if s.country)
        ]
        return pair[0], pair[1]
    return None


def _with_partner(text: str, armed: list[Source], place: int) -> list[Source]:
    """Return the armed groups, the one first that a truce or talks at ``place`` are with."""
    partner = next(
        (s for s in armed if s.start > place and _BETWEEN.search(text[place : s.start])), None
    )
    return [partner, *(s for s in armed if s is not partner)] if partner else armed


def _beside(armed: Source, other: Sequence[Source]) -> list[Source]:
    """Return the counterparts that stand right after an armed group ("talks of X with Y")."""
    return [s for s in other if 0 <= s.start - armed.end < _NEAR]


def _with_home(cast: Cast, armed: Source) -> tuple[Source, Source] | None:
    """Return an armed group and the government of its country, or None if that is not known."""
    government = cast.setting.state("gov", armed.country)
    if government is None:
        return None
    return armed, from_actor(government, armed.start, armed.end, government.name)
