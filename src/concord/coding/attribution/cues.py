"""Cues: the verbs of saying and standing of the lexicon, in all their forms, found in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from concord.coding.lexicons import read_once
from concord.coding.phrases import first_words, pattern, strings
from concord.coding.wordpatterns import WordPattern, may_begin, places_of, words_of
from concord.regexes import compile_regex, lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Form = Literal["past", "third", "gerund", "base", "state"]
_LEMMA = lazy_regex(r"^(?P<first>\w+)(?:\s+\((?P<past>\w+)(?:\s+\w+)*\))?(?P<rest>.*)$")
_DOUBLED = frozenset(
    {"admit", "commit", "rebut", "plan", "regret", "slam", "beg", "quip", "rebuff", "dub", "permit"}
)
_PARTICIPLES = lazy_regex(r"\((\w+(?:\s+\w+)*)\)")
_BE = r"(?:is|are|was|were|be|been|remain|remains|remained|stood|stands|am|\u2019s|'s)"
_BE_WORDS = frozenset([*_BE[3:-1].split("|")[:-2], "s"])
_ADVERB = (
    r"(?:\s+(?P<adverb>also|not|now|still|always|never|firmly|strongly|ready|fully|only|again"
    r"|all))?"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: its span, its class (say, demand, ...) and the form of its verb.

    ``negated`` marks a state that is denied ("was not opposed to").
    """

    start: int
    end: int
    text: str
    kind: str
    form: Form
    negated: bool = False


@dataclass(frozen=True, slots=True, eq=False)  # one is known by being it: what it finds is kept
class CueFinder:
    """The forms of all cues by their first word, in lower case, and the patterns of states."""

    by_word: dict[str, tuple[tuple[str, Form, str], ...]]
    states: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]
    following: WordPattern


def inflect(verb: str) -> dict[Form, str]:
    """Return the regular forms of an English verb."""
    if verb.endswith("e"):
        return {"base": verb, "third": verb + "s", "past": verb + "d", "gerund": verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        stem = verb[:-1]
        return {"base": verb, "third": stem + "ies", "past": stem + "ied", "gerund": verb + "ing"}
    doubled = verb + verb[-1] if verb in _DOUBLED else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return {"base": verb, "third": third, "past": doubled + "ed", "gerund": doubled + "ing"}


def _forms(entry: str) -> Iterator[tuple[Form, str]]:
    match = _LEMMA.match(entry)
    if match is None:
        return
    forms = inflect(match["first"])
    listed = _PARTICIPLES.match(entry[len(match["first"]) :].strip())
    rest = match["rest"].strip()
    for form, word in forms.items():
        words = listed.group(1).split() if form == "past" and listed and match["past"] else [word]
        for each in words:
            yield form, f"{each} {rest}".strip()


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a cue, compiled when a text first has its first word."""
    return compile_regex(pattern(phrase), re.IGNORECASE)


@lru_cache(maxsize=4)
def _finder(
    cues: tuple[tuple[str, tuple[str, ...]], ...],
    states: tuple[tuple[str, tuple[str, ...]], ...],
    following: tuple[str, ...],
) -> CueFinder:
    by_word: dict[str, list[tuple[str, Form, str]]] = {}
    for kind, entries in cues:
        for entry in entries:
            for form, phrase in _forms(entry):
                by_word.setdefault(phrase.split()[0], []).append((kind, form, phrase))
    found_states = tuple(
        (
            kind,
            frozenset(first for phrase in phrases for first in first_words(phrase)),
            compile_regex(
                rf"\b{_BE}{_ADVERB}\s+(?:{'|'.join(map(pattern, phrases))})", re.IGNORECASE
            ),
        )
        for kind, phrases in states
    )
    return CueFinder(
        {word: tuple(forms) for word, forms in by_word.items()},
        found_states,
        WordPattern(
            len(following),
            lambda number: pattern(following[number]),
            lambda number: first_words(following[number]),
            lambda ways: "|".join(ways) or r"(?!)",
            re.IGNORECASE,
        ),
    )


@read_once
def read_cues(lexicon: Mapping[str, Any]) -> CueFinder:
    """Return the finder for the cues that the lexicon ``cues`` lists."""
    listed = lexicon.get("cues") or {}
    states = lexicon.get("states") or {}
    return _finder(
        tuple((str(kind), strings(entries)) for kind, entries in listed.items()),
        tuple((str(kind), strings(entries)) for kind, entries in states.items()),
        strings(lexicon.get("following")),
    )


@lru_cache(maxsize=32)
def find_cues(text: str, finder: CueFinder) -> tuple[Cue, ...]:
    """Return the cues of a text in order; of two that overlap the longer one."""
    found: list[Cue] = []
    places = words_of(text).places
    for word in places.keys() & finder.by_word.keys():
        for kind, form, phrase in finder.by_word[word]:
            matches = (_phrase(phrase).match(text, start) for start in places[word])
            found.extend(_cue(match, kind, form) for match in matches if match)
    for kind, firsts, compiled in finder.states:
        if may_begin(text, firsts):
            found.extend(_cue(match, kind, "state") for match in _states(text, compiled))
    kept: list[Cue] = []
    for cue in sorted(
        found, key=lambda c: (c.start - c.end, c.start, c.kind, c.form == "base")
    ):  # "put", "let": past before base
        if not any(cue.start < k.end and k.start < cue.end for k in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda c: c.start))


def _states(text: str, compiled: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what a pattern of states finds, tried only where a form of "be" stands."""
    end = 0
    for start in places_of(text, _BE_WORDS):
        cut = start > 0 and text[start - 1] in "'\u2019"  # "it's"
        for at in (start - 1, start) if cut else (start,):
            if at >= end and (match := compiled.match(text, at)):
                yield match
                end = match.end()


def _cue(match: re.Match[str], kind: str, form: Form) -> Cue:
    words = match.group().rstrip()
    adverb = match["adverb"] if form == "state" else None
    negated = (adverb or "").lower() in {"not", "never"}
    return Cue(match.start(), match.start() + len(words), words, kind, form, negated)
