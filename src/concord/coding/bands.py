"""Bands: people who are known by whom they follow.

"Men loyal to the cleric-commander Mullah Torak", "Mullah Torak's fighters": they are no generic
fighters, for the words name one leader.
"""

from __future__ import annotations

import re

from concord.regexes import lazy_regex

_MEN = (
    r"(?:men|fighters?|gunm[ae]n|followers?|supporters|loyalists|boys|people|lads|bandits|rebels|insurgents"
    r"|militia(?:m[ae]n)?|tribesmen|raiders|riders|horsemen|boats|band|crew|outlaws|dacoits|militants"
    r"|guerrillas|jihadists|elements|forces|troops)"
)
_NAME = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'\u2019-]*"
_LEADER = rf"(?P<leader>{_NAME}(?:\s+(?:(?:al|el|bin|ibn|ul)\s+)?{_NAME}){{0,3}})"
_RANK = (
    r"(?:[\w-]*commander|warlord|leader|chief|cleric|preacher|emir|kingpin|Mullah|Maulvi|Maulana|Mawlawi|Mufti"
    r"|Qari|Sheikh|Colonel|General|Captain|Major|Commandant)"
)
_OWN = r"(?:\s+(?!and\b|or\b)[\w-]+)?\s+"
# Whoever they are loyal to is a person, or else a group that is read by its own name.
_FOLLOWS = lazy_regex(
    rf"(?:[\w'\u2019-]+\s+){{0,4}}?{_MEN}{_OWN}?(?:(?:loyal|answering|faithful|allied)\s+to|led\s+by"
    rf"|commanded\s+by|(?:serving\s+)?under|following)\s+(?:the\s+|an?\s+|one\s+)?(?:[a-z][\w-]*\s+){{0,3}}{_LEADER}",
)
_OF = lazy_regex(
    rf"(?:[\w'\u2019-]+\s+){{0,4}}?{_MEN}\s+of\s+(?:(?:the\s+|an?\s+)?(?:[a-z]\w+\s+)?(?={_RANK}\s)(?:[a-z][\w-]*\s+)?"
    rf"|(?:a\s+certain|one)\s+){_LEADER}",
)
_WHOSE = lazy_regex(
    rf"(?:[Tt]he\s+)?(?:[a-z][\w-]*\s+){{0,2}}{_LEADER}['\u2019]s?(?:\s+[a-z-]+)?\s+{_MEN}"
)
_POSSESSIVE = lazy_regex(r"['\u2019]s?$")
_OPENING = lazy_regex(rf"{_MEN}\b", re.IGNORECASE)


def leader_of(words: str) -> str | None:
    """Return whom people follow by the words for them, None where these name no leader."""
    words = words.strip()
    if words[1:2].islower() and _OPENING.match(words):
        words = words[0].lower() + words[1:]  # at the head of a sentence
    match = _FOLLOWS.fullmatch(words) or _OF.fullmatch(words) or _WHOSE.fullmatch(words)
    return _POSSESSIVE.sub("", match["leader"]) if match else None
