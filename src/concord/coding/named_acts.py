"""What an act of violence that is claimed, denied or condemned is called in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.attribution import Attribution
    from concord.coding.relation_words import RelationWords

_OBJECT = lazy_regex(r"^\s*(?:for|of|that|as|it|he|she|in|on|to|with)?\s*", re.IGNORECASE)
_OBJECT_END = lazy_regex(
    r"[.;\"\u201d]|,\s|\b(?:that|which|who|after|saying|adding|but"
    r"|and (?:\w{2,}ed|said|sent|taken|swore|told|spoke)|as"
    r"|when|while|(?:on|in|via|through) (?:its|a|his|the) (?:\w+ )?"
    r"(?:channel|agency|statement|website)|revenge|was|were|is|are|had|has|killed|killing)\b",
    re.IGNORECASE,
)
_DEICTIC = lazy_regex(
    r"^(?:it|that|this|them"
    r"|the (?:attacks?|bombings?|blasts?|killings?|assault|incident|murders?|raids?|strikes?))?$",
    re.IGNORECASE,
)
# "any role in the bombing", "was not behind the blast": the act begins after these.
_LEAD = lazy_regex(
    r"^.*\b(?:role|part|hand|involvement|responsibility|link|connection|behind|responsible|"
    r"carried out|committed|claimed|conducted|in|for|with|to|of)\s+(?=(?:[\w'\u2019-]+\s+){0,4}$)",
    re.IGNORECASE,
)
_DETERMINER = lazy_regex(
    r"^(?:the|a|an|any|that|this|these|those|its|their|both)\s+", re.IGNORECASE
)
_DANGLING = lazy_regex(
    r"(?:[\s,]+(?:and|or|but|the|a|an|in|on|at|of|for|by|to|with|from|its|their|that|which|also|as))+$",
    re.IGNORECASE,
)
_EARLIER = 90  # characters of an act that is looked up


def name_violence(text: str, said: Attribution, words: RelationWords) -> str:
    """Return the act of violence in the text's words; one only pointed at is looked up before."""
    pointed = ""
    for span in said.content:
        phrase = _OBJECT.sub("", text[span.start : span.end])
        noun = words.lists["attack_nouns"].search(phrase)
        if noun is None:
            continue
        lead = _LEAD.sub("", phrase[: noun.start()])
        named = _tidy(lead + _cut(phrase[noun.start() :]))
        if named and not _DEICTIC.match(f"the {named}"):
            return named
        pointed = pointed or named
    earlier = earlier_violence(text, said.sentence.start, words) or ""
    return earlier if " " in earlier else pointed or earlier or "attack"


def earlier_violence(text: str, before: int, words: RelationWords) -> str | None:
    """Return the last named act of violence before an offset, with a few words around it."""
    last = None
    for match in words.lists["attack_nouns"].finditer(text, 0, before):
        last = match
    if last is None:
        return None
    tail = _OBJECT_END.split(text[last.start() : last.start() + _EARLIER])[0]
    tail = re.split(r"[\n,\u201c]|\b(?:said|have|will)\b", tail)[0]
    lead = re.search(
        r"((?:[A-Z][\w'\u2019-]*|suicide|car|bomb|drone|air)\s+){1,3}$",
        text[max(0, last.start() - 40) : last.start()],
    )
    return _tidy((lead.group() if lead else "") + tail)


def _cut(phrase: str) -> str:
    return _OBJECT_END.split(phrase)[0].strip(' ,"\u201c\u201d')


def _tidy(phrase: str) -> str:
    """Return the phrase without a leading determiner and dangling small words."""
    return _DANGLING.sub("", _DETERMINER.sub("", " ".join(phrase.split()))).strip()
