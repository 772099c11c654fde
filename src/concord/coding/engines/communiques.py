"""Communiques: texts in which an armed group tells of its own acts, in the first person.

"Our fighters attacked the camp" names nobody. Who "we" are stands at the head of such a text, or in
the sentence in which the group accepts responsibility.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.quotes import find_quotes, inside
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.attribution import Attribution
    from concord.coding.prepared import Prepared

_HEAD = 260  # characters in which such a text says whose it is
_ENOUGH = 2  # times that it says "we" or "our"
_KIND = lazy_regex(
    r"\b(?:(?:media|press)\s+(?:release|statement|office|wing|cell|note)|statement|communiqu\w+|dispatch"
    r"|spokes\w+|bulletin|harvest|announcement|message|military\s+media|news\s+from|office\s+of)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = lazy_regex(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_OUR = (
    r"(?:our|the\s+organi[sz]ation['\u2019]s|the\s+group['\u2019]s)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:fighters?|men|members|comrades|soldiers|forces|units?|squads?|sarmachars?|mujahide?e?n|guerrillas"
    r"|lions|brothers|warriors|cadres|brigades?|columns?|snipers?|freedom\s+fighters|artillery|gunners"
    r"|drones|rockets|missiles|bomber|martyrs?)"
)
# Who acts in such a text without a name.
_WE = lazy_regex(
    rf"\b(?:we|{_OUR}|the\s+(?:mujahide?e?n|sarmachars|fedayeen|fidayeen|freedom\s+fighters|guerrillas"
    r"|naval\s+force|missile\s+force)|(?:a|one|another)\s+(?:unit|squad|team|column|bomber|sniper)"
    r"(?:\s+of\s+(?:ours|the\s+\w+))?)\b",
    re.IGNORECASE,
)
_NOT_WE = lazy_regex(
    r"\b(?:not\s+we\b|we\s+(?:did|do|had|have)\s+(?:not|no|nothing)|we\s+(?:are|were)\s+(?:innocent|not)|we\s+deny"
    r"|not\s+ours\b|none\s+of\s+ours|no\s+fighter\s+of\s+ours|did\s+not\s+(?:carry|plant|fire|touch|kill))",
    re.IGNORECASE,
)
_PASSIVE = lazy_regex(
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?$|\b(?:was|were|been|being)\b", re.IGNORECASE
)


def author(prepared: Prepared) -> ActorMention | None:
    """Return the armed group that speaks in the first person through a whole text, or None."""
    text = prepared.text
    head = text[:_HEAD]
    if not _FIRST_PERSON.search(text) or not (_KIND.search(head) or _is_shouted(head)):
        return None
    quotes = find_quotes(text)
    own = [m for m in _FIRST_PERSON.finditer(text) if inside(quotes, m.start()) is None]
    named = [a for a in prepared.actors if a.end <= _HEAD and a.nature == "armed" and a.name]
    return named[0] if named and len(own) >= _ENOUGH else None


def _is_shouted(head: str) -> bool:
    """Return whether a text begins with a line in capitals: whose paper it is."""
    line = head.strip().split("\n", 1)[0]
    return len(line.split()) > 1 and line.isupper()


def find(prepared: Prepared, acts: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, str]]:
    """Return the acts (start, end, number) that a text tells of its author, with the role.

    ``claimant`` where "we" did it, ``denier`` where "we" did not.
    """
    quotes = find_quotes(prepared.text)
    return _own(prepared, [act for act in acts if inside(quotes, act[0]) is None])


def _own(prepared: Prepared, acts: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, str]]:
    text = prepared.text
    for start, end, number in acts:
        sentence = prepared.sentences[prepared.sentence_at(start)]
        if _NOT_WE.search(text, sentence.start, sentence.end):
            yield number, "denier"
            continue
        told = list(_WE.finditer(text, sentence.start, start))
        if told and not _PASSIVE.search(text[told[-1].end() : end]):
            yield number, "claimant"


def find_quoted(
    prepared: Prepared, acts: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, ActorMention, str]]:
    """Yield the acts that somebody who speaks for a group tells of in a quotation as "ours".

    Each with the group and its role, as ``find`` gives them.
    """
    quotes = find_quotes(prepared.text)
    for number, role in _own(prepared, [a for a in acts if inside(quotes, a[0]) is not None]):
        start = next(act[0] for act in acts if act[2] == number)
        said = prepared.speaker_at(start)
        actor = None if said is None else _spokesman_s(prepared, said)
        if actor is not None:
            yield number, actor, role


def _spokesman_s(prepared: Prepared, said: Attribution) -> ActorMention | None:
    """Return the armed group in whose name somebody speaks, by the words for the speaker."""
    span = (said.source_start, said.source_start + len(said.written) + 1)
    named = [a for a in prepared.actors if a.nature == "armed" and a.name]
    return next((a for a in named if a.start < span[1] and span[0] < a.end), None)
