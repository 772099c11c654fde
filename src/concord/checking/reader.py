"""From a printed statistic to the question that it asks of a record."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.checking.names import Name, find_names
from concord.checking.periods import Time, find_periods
from concord.checking.questions import Area, Days, Selection
from concord.checking.vocabulary import Noun, Vocabulary, read_vocabulary
from concord.coding.times import customs_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from concord.codebook.book import Codebook

_CLAUSE = re.compile(
    r"[;]\s|:\s(?=[a-z])|,\s(?:and|but|while|whereas|with|which|who|when|although|though)\s"
    r"|\s(?:while|whereas|although|though)\s"
)
_STATE = re.compile(
    r"\b(?:by|of|in)\s+(?:the\s+)?(?:security forces?|army|military|police|state|air force|troops)"
    r"(?:['\u2019]s?)?\b(?!-)"
    r"|\b(?:military|army|police|counter-?terror\w*|search|security) operations?\b"
    r"|\b(?:security|military) forces?\s+(?:killed|eliminated|neutrali[sz]ed|gunned)",
    re.IGNORECASE,
)
UNNAMED_GROUPS = re.compile(
    r"\b(?P<n>two|three|four|five|six|2|3|4|5|6)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:groups|organi[sz]ations|outfits|factions)\b",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\b(?:worldwide|globally|around the (?:world|globe)|in the world|across the world)\b",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?[^,;.]{2,60}?\s+and\s+", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|excluding|except(?: for| in)?|apart from|without|beyond|other than"
    r"|not counting|leaving out)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:of|for|in)\s+(?:all\s+)?(?:them|these|those|this|such|the total|the violence"
    r"|it|that total)\b",
    re.IGNORECASE,
)
# Subjects by which a text goes on with the publisher that it has named.
_GOES_ON = re.compile(
    r"\s*(?:It|They|Its|Their|The (?:\w+ )?(?:institute|think[- ]tank|report|cent(?:re|er)|data"
    r"|figures|study|index|portal|organi[sz]ation))\b"
)
_AMONG = re.compile(
    r"[^,.;:\d]*?\b(?:among|amongst)\s+(?:the\s+)?(?P<whom>[^\W\d]+(?:[ -][^\W\d]+)?)"
)
_ANYBODY = re.compile(r"(?:people|persons|population|dead|victims|highest|lowest|worst)\b")
_NEAR = 34  # characters before a noun in which its qualifiers stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with everything that was found in it."""

    text: str
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    nouns: tuple[Noun, ...]
    words: Vocabulary

    def clause(self, at: int) -> tuple[int, int]:
        """Return the bounds of the clause around a place."""
        start, end = 0, len(self.text)
        for match in _CLAUSE.finditer(self.text):
            if self._is_listing(match):
                continue
            if match.end() <= at:
                start = match.end()
            elif match.start() >= at:
                end = match.start()
                break
        return start, end

    @property
    def heads(self) -> tuple[Noun, ...]:
        """Return the nouns that are counted, without those that only narrow them."""
        return tuple(n for n in self.nouns if not n.governed)

    @property
    def masked(self) -> str:
        """Return the text with its names blotted out, so that no word in them says anything."""
        text = self.text
        for name in self.names:
            if not name.unknown:
                text = text[: name.start] + "\u00b7" * (name.end - name.start) + text[name.end :]
        return text

    def _is_listing(self, match: re.Match[str]) -> bool:
        """Return whether ", and" stands between two names of one list and parts no clauses."""
        if not re.match(r",\s(?:and|with)\s", match.group()):
            return False
        behind = any(0 <= match.start() - n.end <= 3 for n in self.names)  # noqa: PLR2004 - a bracket
        ahead = any(0 <= n.start - match.end() <= 4 for n in self.names)  # noqa: PLR2004 - "the "
        return behind and ahead

    @property
    def origin(self) -> str | None:
        """Return the publisher that the sentence names."""
        return next((n.origin for n in self.names if n.origin), None)

    def origin_after(self, carried: str | None) -> str | None:
        """Return the publisher named here, or the one before if the sentence goes on with it."""
        return self.origin or (carried if _GOES_ON.match(self.text) else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an earlier statistic of the same text leaves to a later one that does not say it."""

    part: Selection | None = None
    days: Days | None = None
    origin: str | None = None


def read_sentence(text: str, published: date | None, book: Codebook) -> Sentence:
    """Return a sentence with its names, times and nouns."""
    words = read_vocabulary(book)
    names = find_names(text, book, words)
    times = find_periods(text, published, customs_of(book))
    nouns = [
        n
        for n in words.find_nouns(text)
        if not any(n.start < x.end and x.start < n.end for x in names if not x.unknown)
    ]
    return Sentence(text=text, names=names, times=times, nouns=tuple(nouns), words=words)


def describe_noun(sentence: Sentence, noun: Noun, *, until: int | None = None) -> Selection:
    """Return what a noun with the words before (and close behind) it counts, without names.

    Words that narrow it in a way that no record tells raise Unreadable.
    """
    words, text = sentence.words, sentence.masked
    lead = text[max(0, noun.start - _NEAR) : noun.start]
    if noun.start > _NEAR:  # the first word may be cut in two
        lead = re.sub(r"^\S*", "", lead)
    lead = re.split(r"[,;:.]\s|\d|\b(?:of|in|by|and|than|from|for|to|with)\s+(?!at least)", lead)[
        -1
    ]
    phrase = f"{lead}{noun.text}"
    tail = text[noun.end : until or noun.end + _NEAR]
    if not noun.measure or words.other_kinds.search(lead):
        raise Unreadable(f"not counted here: {phrase.strip()} are not counted apart")
    victims = _victims(words, f"{lead} {noun.text}") if noun.measure != "attacks" else ""
    if noun.measure != "attacks" and words.other_victims.search(f"{lead} {noun.text}"):
        raise Unreadable(f"not counted here: {phrase.strip()} are not counted apart")
    refuse_target(sentence, noun)
    if noun.measure != "attacks":
        refuse_cause(sentence, tail)
        victims = victims or _among_whom(words, tail)
    inner = _inner(sentence, noun)
    narrow = text[noun.end : inner.start] if inner else lead
    if inner is not None and words.other_kinds.search(narrow):
        raise Unreadable(f"not counted here: {narrow.strip()} {inner.text} are not counted apart")
    return Selection(
        measure=noun.measure,
        noun=_printed(lead, noun.text),
        victims=victims,
        types=tuple(code for code, pattern in words.types if pattern.search(narrow)),
        sorts=_sorts(words, f"{phrase}{tail}"),
        lethal=noun.measure == "attacks" and bool(words.lethal.search(lead) or _claims_lives(tail)),
        neutral=noun.neutral and (inner is None or inner.neutral),
    )


def refuse_target(sentence: Sentence, noun: Noun) -> None:
    """Raise Unreadable if attacks on somebody in particular are meant, civilians apart."""
    tail = sentence.masked[noun.end : noun.end + _NEAR]
    match = re.match(r"\s+(?:on|against|targeting)\s+(?P<whom>[^,.;:\d]+)", tail)
    if noun.measure != "attacks" or match is None or _sorts(sentence.words, f"{noun.text}{tail}"):
        return
    whom = re.split(
        r"\s(?:in|by|during|rose|fell|were|was|has|have|killed|left|claimed)\b", match["whom"]
    )[0].strip()
    if whom and "\u00b7" not in whom:
        raise Unreadable(f"not counted here: {noun.text} on {whom} are not counted apart")


def refuse_cause(sentence: Sentence, tail: str) -> None:
    """Raise Unreadable if the words behind "deaths" or "killed" narrow them by a cause untold."""
    if match := sentence.words.other_causes.search(re.split(r"[;.]\s", tail)[0]):
        raise Unreadable(
            f"not counted here: deaths by {match.group().strip()} are not counted apart"
        )


def _among_whom(words: Vocabulary, tail: str) -> str:
    """Return the victims of "deaths among civilians"; raises Unreadable for others."""
    match = _AMONG.match(tail)
    if match is None:
        return ""
    victims = _victims(words, match["whom"])
    if not victims and not _ANYBODY.match(match["whom"]):
        raise Unreadable(f"not counted here: deaths among {match['whom']} are not counted apart")
    return victims


def _inner(sentence: Sentence, noun: Noun) -> Noun | None:
    """Return the noun that narrows a noun, if one follows it."""
    after = [n for n in sentence.nouns if n.start >= noun.end]
    return after[0] if after and after[0].governed else None


def _printed(lead: str, noun: str) -> str:
    """Return a noun with the plain words before it that describe it: "fatal events"."""
    kept: list[str] = []
    # "carried out seven attacks": a number ends what describes the noun.
    for word in reversed(_COUNTED.split(lead)[-1].split()):
        if not re.fullmatch(r"[A-Z]?[a-z-]+", word) or word.casefold() in _NO_ADJECTIVES:
            break
        kept.insert(0, word.casefold())
    return " ".join((*kept[-2:], noun.casefold()))


_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores?)\b",
    re.IGNORECASE,
)
_NO_ADJECTIVES = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "as",
        "be",
        "been",
        "counted",
        "fewer",
        "had",
        "has",
        "have",
        "in",
        "its",
        "less",
        "many",
        "more",
        "number",
        "of",
        "on",
        "or",
        "other",
        "over",
        "recorded",
        "reported",
        "saw",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "there",
        "these",
        "those",
        "times",
        "to",
        "total",
        "was",
        "were",
        "with",
    ]
)


def _claims_lives(tail: str) -> bool:
    return bool(
        re.match(r"\s*(?:with|causing|involving)\s+(?:at least one\s+)?(?:death|fatalit)", tail)
    )


class Unreadable(Exception):  # noqa: N818 - it ends the reading of one statistic, nothing fails
    """A statistic asks for something that cannot be checked; the message says what."""


def _victims(words: Vocabulary, text: str) -> str:
    hits = [(m.start(), code) for code, pattern in words.victims for m in pattern.finditer(text)]
    return min(hits)[1] if hits else ""


def _sorts(words: Vocabulary, text: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in words.sorts if pattern.search(text))


def find_sorts(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the sorts of organised violence that a stretch of a sentence names, as codes."""
    return _sorts(sentence.words, sentence.masked[start:end])


def with_names(
    sentence: Sentence, selection: Selection, names: Sequence[Name], *, of_all: bool = False
) -> Selection:
    """Return a selection narrowed to names: groups, areas (the narrowest), areas left out."""
    outside = [n.area for n in names if n.area and _OUTSIDE.search(sentence.text[: n.start])]
    areas = [n.area for n in names if n.area and n.area not in outside]
    groups = tuple(dict.fromkeys(n.group for n in names if n.group))
    unknown = [n.text for n in names if n.unknown]
    if unknown and not of_all:
        raise Unreadable(f"unknown group or place: {' '.join(unknown)}")
    together = len(groups) > 1 and bool(_BETWEEN.search(sentence.text))
    top = 0
    if not groups and (match := UNNAMED_GROUPS.search(sentence.text)):
        top = _COUNTS.get(match["n"].casefold()) or int(match["n"])
    return replace(
        selection,
        actors=groups or selection.actors,
        areas=tuple(narrowest(areas)) or selection.areas,
        outside=tuple(dict.fromkeys(outside)) or selection.outside,
        together=together or selection.together,
        top=top if not of_all else 0,
    )


def narrowest(areas: Sequence[Area]) -> list[Area]:
    """Return the areas that hold no other one of them."""
    unique = list(dict.fromkeys(areas))
    return [a for a in unique if not any(contains(a, b) for b in unique if b != a)]


def contains(outer: Area, inner: Area) -> bool:
    """Return whether an area lies in another by the levels of the gazetteer."""
    if outer.kind == "country":
        return inner.kind != "country" and inner.country == outer.country
    return outer.kind == "admin1" and inner.kind != "admin1" and inner.admin1 == outer.name


def refuse_state(text: str) -> None:
    """Raise Unreadable if the statistic is about what the state did."""
    if _WORLD.search(text):
        raise Unreadable("nothing at hand covers it: nothing here counts the whole world")
    if _STATE.search(text):
        raise Unreadable("not counted here: acts of the state are counted apart")


def is_pronoun(text: str) -> bool:
    """Return whether the base of a share is what was named before ("of them")."""
    return _PRONOUN.search(text) is not None
