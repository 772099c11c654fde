"""Descriptions of speakers: "the interior minister", "a spokesman for the group", "officials"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from concord.coding.lexicons import read_once
from concord.coding.phrases import strings
from concord.regexes import compile_regex, lazy_regex
from concord.regexes.wordings import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NAME = r"(?:[A-ZÀ-ÞŠŽ][\w\u2019'&-]*|al-[A-Z]\w+)"
NAMES = rf"{NAME}(?:\s+(?:(?:al|bin|ul|ur|de|da|van|von|dan)\s+)?{NAME})*"
_DETERMINER = r"(?:the|a|an|this|these|those|its|his|her|their|our|my|both|no)"
# What the description goes on with: "of the X", "for Y", "in Z".
_PORTFOLIO = r"(?:foreign|information|interior|defence|finance|home|religious|internal)\s+\w+"
# "Minister of Information and Culture"
_MORE = (
    r"(?:\s+and\s+(?:Culture|(?:National\s+)?Orientation|Broadcasting|Justice|(?:Parliamentary|Religious|Tribal|Foreign)\s+Affairs"
    r"|Security|Public\s+Safety|Communications?|Heritage|Revenue|Planning|Development|Cooperation|Coordination|Interfaith\s+Harmony"
    r"|Frontier\s+Regions|Narcotics\s+Control|Human\s+Rights|Defen[cs]e|Interior|Reconciliation))?"
)
_BODY = r"(?:provincial|federal|central|regional|state)\s+(?:government|cabinet)"
_COMPLEMENT = (
    rf"(?:\s+(?:of|for|from|in|at|to|by)\s+(?:the\s+)?(?:{NAMES}{_MORE}|{_PORTFOLIO}|{_BODY})"
    r"(?:['\u2019]s?\s+\w+)?)"
)
# A head before one of these only says what kind it is: "government officials".
_FURTHER = (
    r"(?:officials?|sources?|spokes\w+|chief|ministers?|lawmakers?|delegation|negotiators?|"
    r"militants?|rebels?|groups?|fighters|insurgents|insurgency|parties|organi[sz]ations|movements|"
    r"leaders?|commanders?|violence|attacks?)\b"
)
NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
    ]
)
RANKS = frozenset(
    ["general", "colonel", "major", "brigadier", "lieutenant general", "field marshal", "admiral"]
)
_NAMES = lazy_regex(NAMES)
_WORD = lazy_regex(r"(?<!\w)\w+")
_WORDS = lazy_regex(r"(?<!\w)(\w+)")
_JOINED = "'\u2019&-"  # what a name goes on behind
_LATER = lazy_regex(rf"\s+(?:{NAME}\s+){{1,4}}?of\s+(?:the\s+)?(?P<name>{NAMES})")
# "On Monday Information Minister ...": how a sentence begins is no part of the title.
_LEAD = lazy_regex(
    r"(?:(?:On|In|At|After|Before|But|And|Since|Last|By|For|When|While|Later|Earlier|However|Meanwhile|As|If|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\s+)+(?=\S)"
)
_DAYS = lazy_regex(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)(?:['\u2019]s)?$"
)
_S = lazy_regex(r"['\u2019]s?$")
# Capitalised words that only begin a phrase and name nobody.
_OPENERS = frozenset(
    """
    The A An As In On At By Of For From With Under Over To And But When While If Its His Her Their
    Our My Your This That These Those No One Two Three Both Some Many Most All King Queen Even Only
    """.split()  # noqa: SIM905 - words read better than a list of strings
)


@dataclass(frozen=True, slots=True)
class Description:
    """A description found: its span, its head noun, the head's class and the words around it.

    ``names`` are the capitalised names in it, ``proper`` says that the whole is itself a name ("the
    Karuna State Army").
    """

    start: int
    end: int
    head: str
    kind: str
    before: str
    after: str
    plural: bool
    names: tuple[str, ...] = ()
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """The head nouns of a lexicon with the pattern that finds descriptions.

    ``firsts`` are the small words that may begin one, ``inner`` those that may stand in it before
    its head, ``opens`` the words that its head begins with.
    """

    kinds: dict[str, str]
    modifiers: frozenset[str]
    pattern: re.Pattern[str]
    firsts: frozenset[str]
    inner: frozenset[str]
    opens: frozenset[str]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the descriptions of a text; only where a word may begin one is it tried."""
        at = 0
        for start in self.starts(text):
            if start >= at and (match := self.pattern.match(text, start)):
                yield match
                at = match.end()

    def starts(self, text: str) -> list[int]:
        """Return where a description may begin: with nothing but names and modifiers to a head."""
        # Words and what is between them by turns; where each ends is the sum of the lengths.
        parts = _WORDS.split(text)
        written, ends = parts[1::2], list(accumulate(map(len, parts)))[1::2]
        lower = [word.lower() for word in written]
        heads = [n for n, word in enumerate(lower) if word in self.opens]
        if not text.isascii():
            heads += [n for n, word in enumerate(written) if not word.isascii()]
        begun: set[int] = set()
        for number in sorted(set(heads), reverse=True):
            # Back from a head over names and modifiers; the next head before it goes on from there.
            at, led = number, True
            while led and at not in begun:
                begun.add(at)
                at -= 1
                led = at >= 0 and (
                    not written[at][0].islower()
                    or lower[at] in self.inner
                    or text[ends[at] - len(written[at]) - 1] in _JOINED
                )
        return [
            ends[n] - len(written[n])
            for n in sorted(begun)
            if not written[n][0].islower() or lower[n] in self.firsts
        ]


@lru_cache(maxsize=4)
def _heads(heads: tuple[tuple[str, tuple[str, ...]], ...], modifiers: tuple[str, ...]) -> Heads:
    kinds: dict[str, str] = {}
    for kind, nouns in heads:
        for noun in nouns:
            kinds.setdefault(noun, kind)
            if noun.endswith("s") and not noun.endswith(("ss", "ics", "forces", "troops")):
                kinds.setdefault(noun.removesuffix("s"), kind)
    longest = sorted(kinds, key=lambda noun: (-len(noun), noun))
    ordered = sorted(modifiers, key=lambda m: (-len(m), m))
    head, modifier = any_of(longest), any_of(ordered)
    pattern = compile_regex(
        rf"(?<!\w)(?:(?i:{_DETERMINER})\s+)?"
        rf"(?P<before>(?:(?:{NAME}|(?i:{modifier})|\d[\d,]*)(?:\s+|['\u2019]s?\s+|-based\s+|-led\s+)){{0,7}}?)"
        rf"\b(?P<head>(?i:{head}))(?P<plural>s)?\b(?!-)(?!\s+{_FURTHER})"
        rf"(?P<after>{_COMPLEMENT}{{0,2}})"
    )
    inner = frozenset(w for m in ordered for w in _WORD.findall(m.lower()))
    return Heads(
        kinds,
        frozenset(modifiers) | NUMBERS,
        pattern,
        frozenset(_firsts([*longest, *ordered])),
        inner | frozenset([*_DETERMINER[3:-1].split("|"), "al", "based", "led", "s"]),
        frozenset(_opens(longest)),
    )


def _firsts(words: Iterable[str]) -> Iterator[str]:
    """Yield how small words may begin a description: as a determiner, a modifier or its head."""
    yield from _DETERMINER[3:-1].split("|")
    yield "al"  # "al-Something"
    for listed in words:
        first = _WORD.match(listed.lower())
        if first is not None:
            yield from (first.group(), f"{first.group()}s")


def _opens(heads: Iterable[str]) -> Iterator[str]:
    """Yield how the heads may begin."""
    for head in heads:
        first = _WORD.match(head.lower())
        if first is not None:
            yield from (first.group(), f"{first.group()}s")


@read_once
def read_heads(lexicon: Mapping[str, Any]) -> Heads:
    """Return the head nouns that the lexicon ``cues`` lists."""
    listed = lexicon.get("heads") or {}
    heads = tuple((str(kind), strings(nouns)) for kind, nouns in listed.items())
    return _heads(heads, strings(lexicon.get("modifiers")))


def find_descriptions(text: str, heads: Heads) -> tuple[Description, ...]:
    """Return the descriptions in the text, in order, each with the class of its head."""
    found = []
    for match in heads.find(text):
        head = match["head"].lower().replace("\u2019", "'")
        if head in RANKS and _is_title(text, match):
            continue
        # "Governor Ibrahim Gandoke of Kanfara State": the name stands between.
        later = _LATER.match(text, match.end()) if not match["after"] else None
        own = _trimmed(match["after"])
        after = own or (f" of {later['name']}" if later else "")
        lead = _LEAD.match(match.group())
        found.append(
            Description(
                start=match.start() + (lead.end() if lead else 0),
                end=match.end() - len(match["after"]) + len(own),
                head=head,
                kind=heads.kinds.get(head, "people"),
                before=match["before"],
                after=after,
                plural=match["plural"] is not None,
                names=_names(match["before"], heads) or _names(after, heads),
                proper=match["head"][0].isupper()
                and bool(re.search(r"[A-Z]\S*\s+$", match["before"])),
            )
        )
    return tuple(found)


# "in the National Assembly Gul Khan said", "for Information Barrister Khan": whose title it is.
_PERSON = lazy_regex(
    r"(?:(?<=Assembly)|(?<=Senate)|(?<=Congress)|(?<=Council))\s+(?=[A-Z]\w+\s+[A-Z])"
    r"|\s+(?=(?:Barrister|Mr|Mrs|Ms|Dr|Maulana|Mufti|Sardar|Malik|Syed|Senator|Justice|Professor|Sheikh|Alhaji"
    r"|Retired|Gen|General|Col|Colonel|Brig|Brigadier|Maj|Major|Lt|Capt|Captain)\b\.?\s+[A-Z])"
)


def _trimmed(after: str) -> str:
    """Return a complement without the person's name that follows the title."""
    person = _PERSON.search(after)
    return after[: person.start()] if person else after


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Return whether a rank only stands before a name: "defence minister Retired General X"."""
    alone = match["before"].strip() in {"", "Retired"} and match["head"][0].isupper()
    described = re.search(r"[a-z]\s+$", text[max(0, match.start() - 4) : match.start()])
    return bool(alone and described and re.match(r"\s+[A-Z]", text[match.end() :][:4]))


def _names(words: str, heads: Heads) -> tuple[str, ...]:
    found = []
    for match in _NAMES.finditer(words):
        parts = [
            p
            for p in match.group().split()
            if p.lower() not in heads.modifiers and not _DAYS.match(p)
        ]
        if all(p in _OPENERS for p in parts):
            continue
        if parts:
            found.append(_S.sub("", " ".join(parts)))
    return tuple(found)
