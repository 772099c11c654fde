"""Crowds: people who are no armed group and did it all the same.

"Villagers armed with sticks stormed the camp", "he was beaten up by opposition activists",
"residents of two villages clashed": where nobody else is said to have done it, they did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.actors import ActorMention
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening

# The words for crowds stand here and nowhere else, from the plainest to the widest.
_MOBS = r"mobs?|crowds?|rioters"
_PROTESTERS = r"protest[eo]rs|demonstrators|marchers"
_NEIGHBOURS = r"villagers|residents|students|youths"
_PEOPLE = (
    rf"(?:{_MOBS}|a\s+(?:crowd|mob)\s+of\s+\w+|{_PROTESTERS}|{_NEIGHBOURS}|youth|locals|tribesmen"
    r"|agitators|activists|supporters|party\s+workers|youngsters|herders|herdsmen|farmers"
    r"|pastoralists|worshippers|mourners|settlers|clansmen"
    r"|inmates|prisoners|hardliners|nationalists|extremists)"
)
_IS_MOB = lazy_regex(rf"\b(?:{_MOBS})$", re.IGNORECASE)
_IS_CROWD = lazy_regex(rf"\b(?:{_MOBS}|{_PROTESTERS}|{_NEIGHBOURS})$", re.IGNORECASE)
_MOB_OF = lazy_regex(rf"\b(?:{_MOBS})\b", re.IGNORECASE)
# Those who come to blows with the police at a protest, one or many, and what they do there.
_PROTEST = lazy_regex(
    rf"\b(?:{_MOBS}|{_PROTESTERS}|rioter|protest(?:er|or)|demonstrator"
    r"|(?:stone|rock)[- ](?:pelt|throw)\w+|pelted|supporters\s+of|strikers)\b",
    re.IGNORECASE,
)
_OF_WHOM = (
    r"(?:\s+(?:of|from|belonging\s+to|loyal\s+to)\s+(?:(?:the|a|an|two|three|rival|both)\s+){0,2}"
    r"[\w'\u2019-]+(?:\s+(?:of\s+the\s+|and\s+)?[A-Z][\w'\u2019-]+|\s+(?:villages?|tribes?|clans?|parties"
    r"|groups|communities|party|tribe|clan|community|sects?)){0,5})?"
)
_LED = (
    r"(?:(?:angry|enraged|armed|masked|local|rival|opposition|young|student|party|tribal|some|irate"
    r"|furious|(?:hundreds|dozens|scores)\s+of|stone-pelting|stone-throwing|pro-\w+|anti-\w+)\s+){0,3}"
)
_CROWD = rf"(?P<who>{_LED}{_PEOPLE}{_OF_WHOM})"
# "Villagers armed with machetes stormed": what stands between them and their verb.
_SUBJECT = lazy_regex(
    rf"(?:^|[.,;:\"\u201c\u2014-]\s*|\b(?:when|after|as|where|and|while|that|because)\s+(?:the\s+|some\s+|a\s+)?)"
    rf"{_CROWD}(?:\s*\([^)]*\))?"
    r"(?:,?\s+(?:armed|carrying|wielding|shouting|brandishing|angered|angry|protesting|who)\b[^.;]{0,60}?)?"
    r"(?:\s+(?:on\s+\w+|had|have|later|also|then|reportedly|allegedly|first))*\s+$",
    re.IGNORECASE,
)
_AGENT = lazy_regex(
    rf"^[^.;:]{{0,60}}?\bby\s+(?:(?:the|a|an|some)\s+)?{_CROWD}",
    re.IGNORECASE,
)
_BETWEEN = lazy_regex(rf"\s*between\s+(?:the\s+)?{_CROWD}", re.IGNORECASE)
_TWO_SIDED = lazy_regex(
    r"\b(?:of|from|to)\s+(?:the\s+)?(?:two|rival|both|opposing|feuding|warring)\b"
    r"|\b(?:two|rival)\s+(?:tribes|clans|villages|parties|communities)\b",
    re.IGNORECASE,
)
_BACK = 160  # characters before a verb in which its subject stands
_BY = " by"  # which an act may end with: "were torched by"
_AHEAD = 110  # characters after it in which its agent does


def find(happening: Happening, text: str) -> ActorMention | None:
    """Return the crowd that the words of a happening make its doer, or None."""
    for candidate in happening.candidates:
        found = find_in(candidate, text)
        if found is not None:
            return found
    return None


def has_mob(words: str) -> bool:
    """Return whether the words for a doer tell of a crowd: "a crowd from the next village"."""
    return _MOB_OF.search(words) is not None


def is_crowd(words: str) -> bool:
    """Return whether the words for a doer end in a crowd: "angry residents"."""
    return bool(_IS_CROWD.search(words))


def is_mob(words: str) -> bool:
    """Return whether the words for a doer end in a crowd of no trade or town: "a mob"."""
    return bool(_IS_MOB.search(words))


def are_at_protest(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of text tells of people at a protest, or of what they threw."""
    return _PROTEST.search(text, start, end) is not None


def are_both_sides(words: str) -> bool:
    """Return whether the words for a crowd name two sides: "residents of two villages"."""
    return bool(_TWO_SIDED.search(words))


def find_in(candidate: Candidate, text: str) -> ActorMention | None:
    """Return the crowd that the words of one clause make its doer, or None."""
    start, end = candidate.clause.start, candidate.clause.end
    for trigger in candidate.triggers:
        begin = max(start, trigger.start - _BACK)
        found = _SUBJECT.search(text[begin : trigger.start])
        if found is None:
            begin = trigger.end - len(_BY) * trigger.text.lower().endswith(_BY)
            found = _AGENT.search(text[begin : min(end, begin + _AHEAD)])
        if found is None:
            found = _BETWEEN.match(text[begin : min(end, begin + _AHEAD)])
        if found is not None:
            at = begin + found.start("who")
            who = found["who"]
            return ActorMention(start=at, end=at + len(who), text=who, nature="other")
    return None
