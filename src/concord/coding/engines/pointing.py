"""Pointing: which of several attacks the words of a claim or a denial mean.

"Claimed the Kalat attack", "the one in Kalat" and "claimed the shooting" mean the attack that a
text told of that place or kind, wherever the claim stands; "all but the grenade" means the others.
"Owned up to the bridge" and "signed for the clerk" mean what was done to them, "the first two"
those that were told first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.coding.prepared import Prepared

_AHEAD = 90  # characters after a cue in which stands what is claimed
# Where the words for what is claimed end: at why, at what else is said, at what is not claimed.
_STOPS = (
    r"[.;:\n]|\s+and\s+(?:was|were|is|are|has|had|did|kept|said|says|remained|stayed|passed|left)\b|,\s+(?:which|who|that|and|but|in|on|a|an|the|as|\w+ing)\b"
    r"|\b(?:in\s+(?:retaliation|revenge|response|reprisal|a\s+(?:statement|message|call|video|tweet))"
    r"|revenge|avenge|retaliat\w+|after|following|because|said|saying|says|but|though|while|whereas"
    r"|to\s+avenge|not|nor|denied|for\s+the\s+(?:killing|death|arrest))\b"
)
_ENDS = lazy_regex(rf"[\u201c\"]|{_STOPS}", re.IGNORECASE)
_ENDS_OF_THINGS = lazy_regex(_STOPS, re.IGNORECASE)  # what is hit is told in quotations too
_EXCEPT = lazy_regex(
    r"\b(?:all|everything|each|every\s+one|series)(?:\s+of\s+\w+)?\s+(?:\w+\s+)?"
    r"(?:but|except(?:\s+for)?|save|bar)\s+(?:the|that|those)\s+(?P<noun>[\w-]{4,})",
    re.IGNORECASE,
)
_THE_ONE = lazy_regex(
    r"\b(?:the|that)\s+(?:one|former|latter|other)\s+(?:in|at|on|near|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Words that say nothing of which attack is claimed.
_SAYS_NOTHING = lazy_regex(
    r"(?:about|accept|accepted|account|acknowledged?|admit|admitted|after|again|agency|alone|also|army|attack|author|been|"
    r"before|being|both|brother|caller|called|calling|call|channel|claim|"
    r"claimed|claiming|commander|communique|country|credit|date|deed|e-mail|"
    r"earlier|editor|email|evening|facebook|faction|fighter|force|from|group|"
    r"have|having|hour|into|itself|journalist|kill|killed|killing|last|"
    r"later|leaflet|letter|media|message|militant|morning|movement|name|"
    r"made|make|night|note|online|only|operation|organisation|organization|other|outlet|owned|owning|owns?|"
    r"page|place|put|sign|signed|take|taken|taking|took|pamphlet|paper|people|police|post|posted|pres|press|previous|"
    r"province|recording|reporter|responsibility|said|same|several|since|site|"
    r"social|soldier|spokesman|statement|station|tape|telegram|telephone|text|"
    r"that|their|them|themselves|then|there|these|they|thi|this|those|"
    r"three|time|today|twitter|under|upon|video|voice|website|week|were|"
    r"what|whatsapp|when|where|which|while|will|with|within|without|work|"
    r"yesterday|men|dead|died|wounded|injured|hurt|shot|gunmen|armed|four|five|seven|eight|nine|eleven|"
    r"twelve|dozen|many|more|than|some|least|giving|given|gave|left|first|second|third)"
)
_WORD = lazy_regex(r"[^\W\d_][\w\u2019'-]{3,}")
_STEM = 6  # letters that two words of one family share: "councillor" and "council"
_ORDINAL = lazy_regex(
    r"\bthe\s+(?P<one>first|second|third|fourth|last|latter|former)(?:\s+(?P<many>two|three|four))?"
    r"(?:\s+and\s+(?:the\s+)?(?P<other>second|third|fourth|last))?"
    r"(?=\s*(?:[,.;:(\"\u201c]|$)|\s+(?:in|as|and|on|of\s+(?:the|these|those)|against|by|through|alone|only|but|attacks?"
    r"|blasts?|bombings?|two|ones?)\b)",
    re.IGNORECASE,
)
_PLACES_OF = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3}  # else the last
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_EACH = lazy_regex(
    r"\b(?:all\s+(?P<many>two|three|four)|both)(?=\s*(?:[,.;]|$)|\s+(?:in|on|as|with|through|by)\b)",
    re.IGNORECASE,
)
_HEADLINE = lazy_regex(r"[^\n]{10,120}[^\n.?!:;\u2026]\n")
_THINGS_AHEAD = 150  # characters after a cue in which it says what was hit
_SUBJECT = 60  # characters of a subject
_BEGINS = lazy_regex(
    r"[,;:\n\"\u201c\u201d(]|\bthat\b|\b(?:was|were|is|are)\s+[^,;]{1,20}\b(?:and|but)\b",
    re.IGNORECASE,
)
_EARLIER_ONES = (
    r"(?:earlier|previous|past|prior|similar|other\s+recent)\s+(?:[\w-]+\s+){0,3}"
    r"(?:attacks|assaults|bombings|blasts|explosions|killings|murders|raids|strikes|ambushes|kidnappings|abductions)"
)
# "Mirrored tactics of earlier attacks claimed by X", "blamed for some of the previous attacks".
_EARLIER_BEFORE = lazy_regex(
    rf"\b{_EARLIER_ONES}\s+(?:(?:that|which)\s+)?(?:(?:have|had|has)\s+been\s+|were\s+|was\s+)?$",
    re.IGNORECASE,
)
_EARLIER_BY = lazy_regex(
    rf"\b{_EARLIER_ONES}\s+(?:[\w-]+\s+){{0,4}}(?:by|on|to)\s+[^,.;]{{0,50}}$", re.IGNORECASE
)
_EARLIER_AFTER_WORDS = (
    r"\s*(?:(?:for|in|of)\s+)?(?:(?:some|many|most|several|dozens|a\s+number|a\s+series|a\s+string)\s+of\s+)?"
    rf"(?:(?:the|its|their|all|many|several|two|three)\s+)?{_EARLIER_ONES}\b"
)
_EARLIER_AFTER = lazy_regex(_EARLIER_AFTER_WORDS, re.IGNORECASE)
_BY_WHOM_EARLIER = lazy_regex(
    r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,60},)?\s+(?:(?:has|have|had|is|are|was|were|been|also|often|repeatedly|previously"
    r"|regularly|frequently)\s+){0,3}(?:claimed|blamed|accused|suspected|(?:taken|took)\s+(?:responsibility|credit)"
    rf"|carried\s+out|staged|behind)(?:\s+responsibility)?{_EARLIER_AFTER_WORDS}",
    re.IGNORECASE,
)
# "The attack came two days after X claimed a bombing": another one is claimed.
_CAME_AFTER = lazy_regex(
    r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\b[^.;:]{0,80}$", re.IGNORECASE
)
_FAR = 8  # sentences from a claim back to what was hit
_IN_ORDER = 3  # sentences that tell the attacks of which one is "the first"


def counted(
    prepared: Prepared,
    heads: Sequence[tuple[Span, int]],
    sentence: Span,
    said: Span,
    labels: Mapping[int, str | None],
) -> tuple[int, ...]:
    """Return the acts that words for what is claimed count: "the first two", "all three"."""
    text = prepared.text
    first = max(0, prepared.sentence_at(sentence.start) - _IN_ORDER)
    start = prepared.sentences[first].start
    told = [
        n
        for clause, n in heads
        if start <= clause.start and clause.end <= said.start and labels.get(n) != "harm"
    ]
    each = _EACH.search(text, said.start, said.end)
    if each is not None:
        many = _NUMBERS[(each["many"] or "two").lower()]
        return tuple(told[-many:]) if len(told) == many else ()
    match = _ORDINAL.search(text, said.start, said.end)
    if match is None or len(told) < 2:  # noqa: PLR2004 - a pair
        return ()
    at = _PLACES_OF.get(match["one"].lower(), -1)
    if match["many"]:
        many = _NUMBERS[match["many"].lower()]
        return tuple(told[-many:] if at < 0 else told[:many])
    places = [at, *([_PLACES_OF.get(match["other"].lower(), -1)] if match["other"] else [])]
    return tuple(told[at] for at in places if at < len(told))


def named_by_things(
    prepared: Prepared, heads: Sequence[tuple[Span, int]], said: Span
) -> tuple[int, ...]:
    """Return the acts told before of which alone the words for what is claimed speak.

    By what was hit or used: "owned up to the bridge", "took the lorry and the clerk upon itself".
    """
    far = prepared.sentences[max(0, prepared.sentence_at(said.start) - _FAR)].start
    earlier = [
        (clause, n) for clause, n in heads if far <= clause.start and clause.end <= said.start
    ]
    if len({n for _, n in earlier}) < 2:  # noqa: PLR2004 - a pair
        return ()
    words = _words(prepared.text[said.start : said.end]) - _names(prepared, said)
    found: list[int] = []
    head = _headline(prepared.text)
    for word in words:
        own = [
            (clause, n)
            for clause, n in earlier
            if _has(prepared.text[clause.start : clause.end], word)
        ]
        told = [(clause, n) for clause, n in own if clause.start >= head] or own
        if len({n for _, n in told}) == 1:
            found.append(told[0][1])
    order = [n for _, n in earlier]
    return tuple(sorted(set(found), key=order.index))


def _headline(text: str) -> int:
    """Return where the headline of a text ends, 0 if it has none: it tells what comes after."""
    match = _HEADLINE.match(text)
    return match.end() if match else 0


def shares(text: str, told: Span, words: str) -> bool:
    """Return whether what somebody says has a word for a thing that a span of a text has too."""
    return any(_has(text[told.start : told.end], word) for word in _words(words))


def _words(text: str) -> set[str]:
    words = {match.group().lower() for match in _WORD.finditer(text)}
    return {_singular(word) for word in words if not _SAYS_NOTHING.fullmatch(_singular(word))}


def _singular(word: str) -> str:
    return re.sub(r"(?:['\u2019]s?|s)$", "", word)


def _names(prepared: Prepared, said: Span) -> set[str]:
    """Return the words of the names of groups among those for what is claimed."""
    inside = [a for a in prepared.actors if a.name and said.start <= a.start < said.end]
    return {word for a in inside for word in _words(a.text)}


def _has(text: str, word: str) -> bool:
    """Return whether a text has a word, or one that begins as it does."""
    return any(
        own == word or (len(word) > _STEM and len(own) > _STEM and own[:_STEM] == word[:_STEM])
        for own in _words(text)
    )


def what_is_said(text: str, sentence: Span, cue: tuple[int, int]) -> Span:
    """Return the words of a claim with those after them for what is claimed."""
    limit = min(sentence.end, cue[1] + _THINGS_AHEAD)
    stop = _ENDS_OF_THINGS.search(text, cue[1], limit)
    return Span(start=cue[0], end=stop.start() if stop else limit)


def subject_of(text: str, sentence: Span, at: int) -> Span:
    """Return the words before a verb that name what it speaks of: "(the kites) were not us"."""
    first = max(sentence.start, at - _SUBJECT)
    stops = [match.end() for match in _BEGINS.finditer(text, first, at)]
    return Span(start=stops[-1] if stops else first, end=at)


def named_by_place(
    prepared: Prepared,
    heads: Sequence[tuple[Span, int]],
    sentence: Span,
    cue: tuple[int, int],
    default: int | None,
    labels: Mapping[int, str | None],
) -> int | None:
    """Return the act told before a claim that happened where the claim says, else the default.

    ``heads`` are the clauses that tell the acts, with the numbers of their head triggers;
    ``labels`` their types. Of several acts there, one of the type of the default, else the last.
    """
    span = Span(start=cue[0], end=_end(prepared.text, sentence, cue[1]))
    earlier = [(clause, n) for clause, n in heads if clause.end <= sentence.start]
    told = [(at, n) for clause, n in earlier if (at := _where(prepared, span, clause)) is not None]
    there = [n for at, n in told if at == min(told)[0]]  # the place that the claim names first
    if not there or default in there:
        return default
    alike = [n for n in there if labels.get(n) == labels.get(default or 0)]
    return (alike or there)[-1]


def _where(prepared: Prepared, span: Span, clause: Span) -> int | None:
    """Return where the words of a claim name a place of a clause first, or None.

    "The Zarbad attack" is no mention of a place by itself: the name is looked for.
    """
    words = prepared.text[span.start : span.end]
    names = {
        p.text
        for p in prepared.places
        if clause.start <= p.start < clause.end and not p.dateline and p.text in words
    }
    found = [
        span.start + match.start()
        for name in sorted(names)
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words)
    ]
    taken = [(a.start, a.end) for a in prepared.actors if a.name and a.nature != "country"]
    return min((at for at in found if not any(s <= at < e for s, e in taken)), default=None)


def _end(text: str, sentence: Span, start: int) -> int:
    """Return where the words for what is claimed end."""
    limit = min(sentence.end, start + _AHEAD)
    stop = _ENDS.search(text, start, limit)
    return stop.start() if stop else limit


def left_out(text: str, sentence: Span, cue: tuple[int, int]) -> str | None:
    """Return the noun of what a claim of several leaves out: "all but the grenade"."""
    match = _EXCEPT.search(text, cue[0], min(sentence.end, cue[1] + _AHEAD))
    return match["noun"].lower() if match else None


def tells_of(prepared: Prepared, clause: Span, noun: str) -> bool:
    """Return whether a clause has a noun, in the singular or the plural."""
    return bool(
        re.search(
            rf"\b{re.escape(noun)}s?\b", prepared.text[clause.start : clause.end], re.IGNORECASE
        )
    )


def is_of_another(text: str, at: int) -> bool:
    """Return whether a place is that of an act taken up by a pronoun: "the one in Zarbad"."""
    return bool(_THE_ONE.search(text, max(0, at - 30), at))


def is_of_earlier(text: str, sentence: Span, cue: tuple[int, int]) -> bool:
    """Return whether a claim or blame is of earlier attacks as such, and not of the one told."""
    before = text[max(sentence.start, cue[0] - _AHEAD) : cue[0]]
    after = text[cue[1] : min(sentence.end, cue[1] + _AHEAD)]
    return bool(_EARLIER_BEFORE.search(before) or _EARLIER_AFTER.match(after))


def owns_earlier(text: str, sentence: Span, start: int, end: int) -> bool:
    """Return whether the words around an actor make earlier attacks as such its own.

    "Earlier attacks that were claimed by X", "X has been blamed for similar attacks".
    """
    return bool(
        _EARLIER_BY.search(text[max(sentence.start, start - 2 * _AHEAD) : start])
        or _BY_WHOM_EARLIER.match(text[end : sentence.end])
    )


def told_after(
    text: str, sentence: Span, cue: tuple[int, int], acts: Sequence[tuple[int, int, int]]
) -> int | None:
    """Return the act that a claim names, if what the sentence is about came days after the claim.

    ``acts`` are the triggers (start, end, number) of the text. None where no other one is claimed.
    """
    before = text[sentence.start : cue[0]]
    own = [n for start, _, n in acts if cue[1] <= start < sentence.end]
    return own[0] if own and _CAME_AFTER.search(before) else None
