"""Actors of a text: names of the codebook, names that no codebook knows, and generic words.

Acronyms that the text introduces ("Sindhi Watan Army (SWA)") stand for the name they follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from concord.coding.forms import compile_forms
from concord.codebook.actors import ActorMatch
from concord.codebook.book import Codebook

Nature = Literal["armed", "state", "other"]
_ARMED_KINDS = frozenset({"armed_group", "criminal"})
_STATE_KINDS = frozenset({"security_force", "government"})
_INTRODUCED = re.compile(
    r"[\s,]*[(\[]\s*(?:the\s+)?(?:or\s+)?[\"'\u201c\u2018]?([A-Z][A-Za-z-]{1,9})[\"'\u201d\u2019]?\s*[)\]]"
)
_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_LINK = r"(?:of|for|the|de|del|la|las|los|e|i|ul|al|and|y|14|da|do)"
_NAME = re.compile(rf"{_WORD}(?:[ -](?:{_LINK}[ -]){{0,3}}{_WORD}|-(?:e|i|ul|al|ut|us)-{_WORD})*")
_ARTICLE = frozenset(
    {"The", "A", "An", "In", "On", "But", "And", "When", "After", "While", "As", "By", "This"}
)
_FORCE_HEAD = re.compile(
    r"(?:Army|Navy|Police|Guards?|Rangers|Air Force|Armed Forces|Security Forces|Defen[cs]e Forces?|Military|Corps|Ministry)$"
)
_REBEL_WORD = re.compile(
    r"\b(?:Liberation|Revolutionary|Resistance|People|Freedom|Lord|Salvation|Free|Republican|Popular|Islamic|Watan)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """An actor in a text: ``actor_id`` and ``name`` if the codebook knows it, else ``name`` as
    written for a proper name and None for generic words ("gunmen")."""

    start: int
    end: int
    text: str
    nature: Nature
    actor_id: str | None = None
    name: str | None = None

    @property
    def generic(self) -> bool:
        """Return whether the words name nobody."""
        return self.name is None


def find(
    text: str, book: Codebook, *, on: date | None = None, country: str | None = None
) -> tuple[ActorMention, ...]:
    """Return the actors of a text in order, disjoint; longer and better known names win."""
    known = [_known(match, book) for match in book.find_actors(text, on=on, country=country)]
    new = list(_unknown(text, book, known))
    named = _disjoint([*known, *new])
    named = _disjoint([*named, *_acronyms(text, named)])
    return tuple(_disjoint([*named, *_generic(text, book)]))


def nature_of(kind: str) -> Nature:
    """Return what an actor of a codebook kind is in a fight: armed, state or other."""
    if kind in _ARMED_KINDS:
        return "armed"
    return "state" if kind in _STATE_KINDS else "other"


def _known(match: ActorMatch, book: Codebook) -> ActorMention:
    actor = book.actors[match.actor_id]
    return ActorMention(
        start=match.start,
        end=match.end,
        text=match.text,
        nature=nature_of(actor.kind),
        actor_id=actor.id,
        name=actor.name,
    )


def _unknown(text: str, book: Codebook, known: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield proper names that are built like an armed group's or a force's."""
    groups = book.lexicon("groups")
    starts = compile_forms(groups.get("name_starts", ()), cased=True)
    heads = compile_forms(groups.get("name_heads", ()), cased=True)
    for match in _NAME.finditer(text):
        start, name = _without_article(match.start(), match.group())
        if " " not in name and "-" not in name:
            continue
        if any(start < m.end and m.start < start + len(name) for m in known):
            continue
        armed = bool(starts.match(name) or heads.search(name))
        force = bool(_FORCE_HEAD.search(name)) and not _REBEL_WORD.search(name)
        if armed and not force or force:
            yield ActorMention(
                start=start,
                end=start + len(name),
                text=name,
                nature="state" if force else "armed",
                name=name,
            )


def _without_article(start: int, name: str) -> tuple[int, str]:
    first, _, rest = name.partition(" ")
    return (start + len(first) + 1, rest) if first in _ARTICLE and rest else (start, name)


def _acronyms(text: str, named: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield every use of an acronym that the text introduces after a name."""
    for actor in named:
        match = _INTRODUCED.match(text, actor.end)
        if match is None or not any(letter.isupper() for letter in match[1][1:]):
            continue
        for use in re.finditer(rf"(?<![\w-]){re.escape(match[1])}(?![\w])", text):
            yield replace(actor, start=use.start(), end=use.end(), text=use.group())


def _generic(text: str, book: Codebook) -> Iterable[ActorMention]:
    groups = book.lexicon("groups")
    for nature, key in (("armed", "armed"), ("state", "state")):
        for match in compile_forms(groups.get(key, ())).finditer(text):
            yield ActorMention(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                nature="armed" if nature == "armed" else "state",
            )


def _disjoint(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """Keep mentions that overlap none kept before; the order given is the order of trust."""
    taken: list[ActorMention] = []
    for mention in mentions:
        if all(mention.end <= kept.start or kept.end <= mention.start for kept in taken):
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)
