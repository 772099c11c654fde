"""Factions: a group's front, chapter or command, as the group with that part of it.

"The ELN's Domingo Lain front" and "the Khyber chapter of the TTP" are those groups; the part that
acted stays readable in the name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.actors import ActorMention

_HEAD = (
    r"(?:[Ff]ront|[Cc]ommand|[Ff]action|[Ww]ing|[Cc]hapter|[Cc]olumn|[Bb]loc|[Bb]rigade|[Gg]roup|[Uu]nit"
    r"|[Cc]ommittee|[Bb]ranch|[Dd]ivision|[Bb]attalion|[Kk]atiba|[Cc]ell|[Cc]ompany|[Ss]quad|[Rr]egiment)"
)
# What else a group has by such words: what it speaks by, and who votes for it.
_NO_PART = (
    r"(?!(?:The|Media|Political|Information|Press|Students?|Youth|Women|Military|Armed|Relief)\b)"
)
_WORD = rf"{_NO_PART}(?:[A-Z\u00c0-\u00de]|\d+(?:st|nd|rd|th)\b)[\w\u00c0-\u024f'\u2019-]*"
_PART = rf"(?P<part>(?:{_WORD}\s+){{1,3}}{_HEAD})\b"
_ITS = lazy_regex(rf"['\u2019]s?\s+(?:own\s+|local\s+)?{_PART}")
_OF = lazy_regex(rf"(?<![\w-]){_PART}\s+of\s+(?:the\s+)?(?:banned\s+|outlawed\s+|so-called\s+)?$")
_BEFORE = 80  # characters


def join(text: str, named: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the actors of a text with each armed group grown by the part of it that is named."""
    return [_grown(text, actor, named) for actor in named]


def _grown(text: str, actor: ActorMention, named: Sequence[ActorMention]) -> ActorMention:
    if actor.nature != "armed":
        return actor
    match = _ITS.match(text, actor.end) or _OF.search(
        text, max(0, actor.start - _BEFORE), actor.start
    )
    if match is None:
        return actor
    start, end = min(actor.start, match.start("part")), max(actor.end, match.end("part"))
    if any(one is not actor and one.start < end and start < one.end for one in named):
        return actor  # a part that has a name of its own
    part = match["part"]
    name = f"{actor.name}, {part}" if actor.name else part
    return replace(actor, start=start, end=end, text=text[start:end], name=name)
