"""Judged: whose members those were that a court found guilty of an attack, or that were known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared
    from concord.model import Span

_GUILTY = lazy_regex(
    r"\b(?:sentenc\w+|convict\w*|jailed|found\s+guilty|death\s+(?:sentences?|penalty|row)|hanged"
    r"|executed|imprisoned|life\s+(?:term|sentence|imprisonment)|years?\s+in\s+(?:prison|jail))\b",
    re.IGNORECASE,
)
_CHARGED = lazy_regex(
    r"\b(?:arrested|detained|held|in\s+custody|charged|indicted|on\s+trial|stand(?:s|ing)?\s+trial|arraigned|remanded|accused)\b",
    re.IGNORECASE,
)
# "... for an attack on", "over the bombing": what it was that they did.
_FOR = lazy_regex(
    r"(?:\s*\([^)]*\))?(?:\s+(?:militants?|members?|men|fighters?|cadres|operatives?|commanders?|terrorists?"
    r"|activists?|suspects))?(?:[^.;]{0,90}?)\b(?:for|of|over|in\s+connection\s+with|in)\s+"
    r"(?:(?:their|his|her|its|the|a|an|part|role|involvement|in|last|\d{4}|[A-Z]?\w+)\s+){0,6}$"
)
# "The bomber belonged to the X", "was identified as an X member".
_WHO = (
    r"(?:bombers?|attackers?|drones?|gunm[ae]n|assailants?|shooters?|killers?|raiders?|perpetrators?|culprits?"
    r"|abductors|kidnappers|hijackers|mastermind|militants?)"
)
_BELONGS = lazy_regex(
    rf"\b(?:{_WHO}|those\s+(?:responsible|behind\s+\w+(?:\s+\w+)?))\s+(?:\w+\s+){{0,3}}?(?:belong\w*\s+to"
    r"|(?:was|were|had\s+been|is|are)\s+(?:(?:later|also)\s+)?(?:identified\s+as\s+)?(?:an?|the)?"
    r"(?:\s*(?:members?|fighters?|militants?|commanders?|operatives?|activists?|followers?|part)\s+of)?)"
    r"\s+(?:the\s+|an?\s+)?(?:banned\s+|outlawed\s+|proscribed\s+)?$",
    re.IGNORECASE,
)
# "He said that the suspects were members of the X", of those held for what was told.
_SUSPECTS = lazy_regex(
    r"\b(?:suspects|accused|detainees|those\s+(?:arrested|held|detained)|arrested\s+\w+|they|(?:the\s+)?(?:\w+\s+)?men"
    r"|he|she|the\s+suspect)\s+(?:\w+\s+)?(?:belong\w*\s+to|(?:was|were|are|is)\s+(?:\w+\s+)?(?:members?|activists?|operatives?"
    r"|militants?|fighters?|cadres|followers)\s+of)\s+(?:the\s+|an?\s+)?(?:(?!and\b)[\w'\u2019-]+\s+){0,5}$",
    re.IGNORECASE,
)
# "Militants belonging to the X stormed a post": as sure as that they did it.
_OWN_MEN = lazy_regex(
    r"\b(?:fighters?|gunm[ae]n|militants?|militiam[ae]n|insurgents?|rebels?|attackers?|assailants?|men)\s+"
    r"(?:belonging|loyal)\s+to\s+(?:the\s+)?(?:(?:banned|outlawed|proscribed)\s+)?"
    r"(?:(?:\w+\s+)?(?:commander|leader|chief|warlord)\s+)?$",
    re.IGNORECASE,
)
_MEMBER = lazy_regex(
    r"\s+(?:members?|fighters?|militants?|commanders?|operatives?|activists?|suspects?)\b",
    re.IGNORECASE,
)
_OF_WHOM = lazy_regex(r"(?:belong\w*\s+to|\bof)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_REACH = 180  # characters


def find(
    prepared: Prepared, sentence: Span, acts: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, ActorMention, str]]:
    """Yield the acts of a sentence for which members of a named group were tried.

    Each with the group and its role: ``perpetrator`` where a court found them guilty, else
    ``suspected``. ``acts`` are (start, end, number) of violence, in the order of the text.
    """
    text = prepared.text
    guilty = _GUILTY.search(text, sentence.start, sentence.end)
    if guilty is None and _CHARGED.search(text, sentence.start, sentence.end) is None:
        return
    for actor in prepared.actors:
        if not (sentence.start <= actor.start and actor.end <= sentence.end):
            continue
        if actor.nature != "armed" or actor.generic:
            continue
        for start, _, number in acts:
            near = actor.end <= start <= actor.end + _REACH
            if near and _FOR.fullmatch(text, actor.end, start):
                yield number, actor, "perpetrator" if guilty else "suspected"
                break


def are_own_men(text: str, actor: ActorMention) -> bool:
    """Return whether the words before a group name its men: "militants belonging to the X"."""
    return bool(_OWN_MEN.search(text, max(0, actor.start - 110), actor.start))


def find_suspects(prepared: Prepared, sentence: Span) -> Iterator[ActorMention]:
    """Yield the named groups of which a sentence says that those held for an act are theirs."""
    text = prepared.text
    number = prepared.sentence_at(sentence.start)
    begin = prepared.sentences[max(0, number - 2)].start
    if _CHARGED.search(text, begin, sentence.end) is None:
        return
    for actor in prepared.actors:
        inside = sentence.start <= actor.start and actor.end <= sentence.end
        before = max(sentence.start, actor.start - 130)
        theirs = inside and _SUSPECTS.search(text, before, actor.start)
        if theirs and actor.nature == "armed" and actor.name:
            yield actor


def find_members(prepared: Prepared, sentence: Span) -> Iterator[ActorMention]:
    """Yield the named groups of which a sentence says that those who acted were theirs."""
    text = prepared.text
    for actor in prepared.actors:
        if not (sentence.start <= actor.start and actor.end <= sentence.end):
            continue
        if actor.nature != "armed" or actor.generic:
            continue
        before = _BELONGS.search(text, max(sentence.start, actor.start - 110), actor.start)
        if before is None:
            continue
        if _OF_WHOM.search(before.group()) or _MEMBER.match(text, actor.end):
            yield actor
