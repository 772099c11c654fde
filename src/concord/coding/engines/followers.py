"""Followers: armed people that a text names only by whom they follow, or as "the X group".

"Mullah Torak's people", "the Zarbad group": no codebook knows them and the model is but half sure
of each. That the words are built so is the other half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding import bands
from concord.coding.actors import ActorMention
from concord.coding.group_names import is_no_group
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.engines.decoding import Reader
    from concord.coding.prepared import Prepared

LIKELY = 0.35  # that they did, claimed or denied something, the three together
_HEADS = ("perpetrator", "claimant", "denier")
_WORD = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f\u2019'-]*"
_NAME = rf"{_WORD}(?:\s+(?:(?:al|el|bin|ibn|ul)[\s-])?{_WORD}){{0,2}}"
_BANDS = lazy_regex(
    rf"\b[Tt]he\s+(?P<group>(?P<name>{_NAME})\s+(?:group|gang|militia|faction|outfit|cell|network|committee"
    r"|column|band))\b(?!\s+of\b)"
    rf"|(?<![\w-])(?P<men>{_NAME}['\u2019]s?\s+(?:own\s+)?(?:fighters|gunmen|men|people|boys|followers|loyalists"
    r"|militiamen|rebels|network|band|crew|riders|boats))\b"
)


def find(
    prepared: Prepared, known: Sequence[ActorMention], reader: Reader, book: Codebook
) -> Iterator[ActorMention]:
    """Yield the bands of a text that are not among the named actors that are known."""
    text = prepared.text
    for match in _BANDS.finditer(text):
        start, end = match.span("men" if match["men"] else "group")
        if any(a.start < end and start < a.end for a in known if a.name):
            continue
        if any(p.start < end and start < p.end and p.candidates for p in prepared.places):
            continue
        likely = sum(max(reader.likelihoods(h, start, end).values(), default=0.0) for h in _HEADS)
        if likely < LIKELY:
            continue
        if match["men"]:
            band = named(text, start, end, book)
        else:
            known_already = is_no_group(match["name"]) or book.resolve_actor(match["name"])
            band = None if known_already else _made(text, start, end, text[start:end])
        if band is not None:
            yield band


def named(text: str, start: int, end: int, book: Codebook) -> ActorMention | None:
    """Return the people of a span who are known by whom they follow: "Mullah Torak's men"."""
    words = text[start:end]
    leader = bands.leader_of(words)
    if leader is None or is_no_group(leader) or book.resolve_actor(leader) is not None:
        return None
    actor = book.resolve_actor(f"{leader} group")
    made = _made(text, start, end, words)
    if actor is None:
        return made
    return ActorMention(
        start=start, end=end, text=words, nature="armed", actor_id=actor.id, name=actor.name
    )


def _made(text: str, start: int, end: int, name: str) -> ActorMention:
    return ActorMention(start=start, end=end, text=text[start:end], nature="armed", name=name)
