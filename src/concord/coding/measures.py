"""Measures: what a figure in a text about violence counts, by its noun, its verb and its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.lexicons import read_once
from concord.coding.phrases import compile_phrases, strings
from concord.coding.wordpatterns import WordPattern
from concord.regexes import compile_regex, lazy_regex

if TYPE_CHECKING:
    from concord.coding.figures import Figure
    from concord.model import Span, Statistic

_RELATIVE = frozenset({"rank", "ratio", "share", "change_pct"})
_FEW = 5  # fewer persons of whom nothing is told are characters, not a statistic
_SEVERAL = 2
_NOUN_WORDS = 4  # words between a number and its noun
_EFFECT_REACH = 90
_NOUN_REACH = 46  # characters after a number in which its noun stands
_YEAR = lazy_regex(r"^(?:1[89]|20)\d\d$")
_CLAUSE = lazy_regex(r"[;:.]\s|,\s(?:and|but|while|whereas|which|who)\s|\bwhile\b|\bwhereas\b")
_COMPARED = lazy_regex(
    r"\b(?:against|compared (?:to|with)|as against|from|up from|down from|versus|than|to)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The compiled lexicon ``measures``; ``concerning`` are its topics, effects and nouns."""

    nouns: tuple[tuple[str, WordPattern], ...]
    effects: tuple[tuple[str, WordPattern], ...]
    funds: tuple[tuple[str, WordPattern], ...]
    militants: WordPattern
    concerning: WordPattern
    never: WordPattern
    up: WordPattern
    down: WordPattern
    currencies: re.Pattern[str]
    sums: WordPattern


@lru_cache(maxsize=4)
def _compile(nouns: _Table, effects: _Table, funds: _Table, lists: _Table) -> MeasureWords:
    named = dict(lists)
    currencies = "|".join(
        re.escape(c) for c in sorted(named["currencies"], key=lambda c: (-len(c), c))
    )
    return MeasureWords(
        tuple((m, compile_phrases(p)) for m, p in nouns),
        tuple((m, compile_phrases(p)) for m, p in effects),
        tuple((m, compile_phrases(p)) for m, p in funds),
        compile_phrases(named["militants"]),
        compile_phrases([*named["topics"], *(p for _, ps in (*effects, *nouns) for p in ps)]),
        compile_phrases(named["never"]),
        compile_phrases(named["up"]),
        compile_phrases(named["down"]),
        compile_regex(rf"(?<![A-Za-z])(?:{currencies})" if currencies else r"(?!)", re.IGNORECASE),
        compile_phrases(named["sums"]),
    )


_Table = tuple[tuple[str, tuple[str, ...]], ...]


@read_once
def read_measures(lexicon: Mapping[str, Any]) -> MeasureWords:
    """Return the compiled words of the lexicon ``measures``."""
    change = lexicon.get("change") or {}
    lists = {
        name: strings(lexicon.get(name))
        for name in ("militants", "topics", "never", "currencies", "sums")
    }
    lists |= {name: strings(change.get(name)) for name in ("up", "down")}
    return _compile(
        _table(lexicon.get("nouns")), _table(lexicon.get("effects")), _table(lexicon.get("funds")),
        tuple(lists.items()),
    )  # fmt: skip


def _table(listed: object) -> _Table:
    return (
        tuple((str(k), strings(v)) for k, v in listed.items())
        if isinstance(listed, Mapping)
        else ()
    )


def find_measure(
    text: str, sentence: Span, figure: Figure, words: MeasureWords, previous: Statistic | None
) -> tuple[str, float, str | None] | None:
    """Return the measure, signed value and unit of a figure, or None if it counts nothing."""
    if figure.kind == "percent":
        return _percentage(text, sentence, figure, words)
    if figure.kind == "money":
        return _money(text, sentence, figure, words)
    if figure.kind == "ratio":
        return "ratio", figure.value, "times"
    if figure.kind == "rank":
        return "rank", figure.value, " ".join(figure.text.split())
    if figure.kind == "of":
        return _share_of(text, sentence, figure, words)
    return _count(text, sentence, figure, words, previous)


def _percentage(
    text: str, sentence: Span, figure: Figure, words: MeasureWords
) -> tuple[str, float, str]:
    before = text[max(sentence.start, figure.start - 60) : figure.start]
    after = text[figure.end : min(sentence.end, figure.end + 40)]
    of = re.match(r"\s*(?:of|share)\b", after)
    near = _CLAUSE.split(before)[-1]
    up, down = _last(words.up, near), _last(words.down, near)
    if not of and re.match(r"\s*(?:more|higher|increase|rise|jump|surge|growth|spike)\b", after):
        up = len(before)
    if not of and re.match(
        r"\s*(?:fewer|less|lower|decrease|drop|decline|fall|reduction)\b", after
    ):
        down = len(before) + 1
    if not of and max(up, down) >= 0:
        return "change_pct", -abs(figure.value) if down > up else figure.value, "percent"
    return "share", figure.value, "percent"


def _last(pattern: WordPattern, words: str) -> int:
    return max((m.start() for m in pattern.finditer(words)), default=-1)


def _money(
    text: str, sentence: Span, figure: Figure, words: MeasureWords
) -> tuple[str, float, str]:
    clause = _clause(text, sentence, figure)
    measure = next((m for m, p in words.funds if p.search(clause)), "funds")
    return measure, figure.value, (figure.currency or "").strip().rstrip(".")


def _share_of(
    text: str, sentence: Span, figure: Figure, words: MeasureWords
) -> tuple[str, float, str] | None:
    noun = _noun(text, sentence, figure, words)
    if noun is None and not any(
        p.search(_clause(text, sentence, figure)) for _, p in words.effects
    ):
        return None
    base = int(figure.base or 0)
    return "share", figure.value, f"of {base} {noun[1] if noun else ''}".strip()


def _count(
    text: str, sentence: Span, figure: Figure, words: MeasureWords, previous: Statistic | None
) -> tuple[str, float, str | None] | None:
    after = text[figure.end : figure.end + 16]
    if _is_structural(text, figure, after) or words.never.match(after.lstrip(" -")):
        return None
    noun = _noun(text, sentence, figure, words)
    if noun is None:
        return _nounless(text, sentence, figure, words, previous)
    measure, unit = noun
    if measure in _PERSONS:
        effect = _effect(text, sentence, figure, words)
        return _persons(measure, unit, effect, figure, words)
    return None if figure.value < _SEVERAL else (measure, figure.value, unit)


_PERSONS = frozenset(
    ("people", "fighters", "troops_deployed", "prisoners", "refugees", "killed", "suicide_bombers")
)


def _nounless(
    text: str, sentence: Span, figure: Figure, words: MeasureWords, previous: Statistic | None
) -> tuple[str, float, str | None] | None:
    """Return what a number without a noun counts: what it is compared with, or victims."""
    lead = text[max(sentence.start, figure.start - 24) : figure.start]
    if _COMPARED.search(lead):
        counted = previous is not None and previous.measure not in _RELATIVE
        if previous is not None and counted:
            return previous.measure, figure.value, previous.unit
        named = _named_before(text, sentence, figure, words)
        if named is not None:
            return named[0], figure.value, named[1]
    effect = _effect(text, sentence, figure, words)
    if effect in {"killed", "injured"} and _bare_effect(text, figure, words):
        return effect, figure.value, "people"
    return None


def _persons(
    measure: str, unit: str, effect: str | None, figure: Figure, words: MeasureWords
) -> tuple[str, float, str | None] | None:
    militant = words.militants.search(unit) is not None
    if effect in {"killed", "neutralised"} or measure == "killed":
        return ("militants_killed" if militant else "killed"), figure.value, unit
    if effect is not None:
        return effect, figure.value, unit
    if figure.value < _FEW:
        return None
    return measure, figure.value, unit


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_OF_MONTH = lazy_regex(rf"\s+{_MONTH}\b")
_GOES_ON = lazy_regex(r"-\w|[:/]\d|(?:st|nd|rd|th)\b")
_NUMBERED = lazy_regex(
    rf"{_MONTH}\s+$|\b(?:aged?|article|section|clause|page|no\.|number|chapter|resolution|g-?)\s*$",
    re.IGNORECASE,
)


def _is_structural(text: str, figure: Figure, after: str) -> bool:
    """Return whether a number is a year, a date, an age, part of a compound or of a name."""
    number = figure.text.strip()
    before = text[max(0, figure.start - 14) : figure.start]
    if _YEAR.match(number) or _GOES_ON.match(after):
        return True
    return bool(_NUMBERED.search(before) or _OF_MONTH.match(after))


_WERE = lazy_regex(r"^\s*(?:of\s+(?:them|whom|the\s+dead)\s+)?(?:were|are)\s+")
# Where the noun of a number ends, and another phrase begins.
_PARTED = lazy_regex(
    r"[.;:,()\"\u201c\u201d\u2013\u2014]|\b(?:and|who|that|which|were|was|have|had|has|in|on|for|by"
    r"|from|at|after|when|since|as|during|while|against|over|across)\b"
)


def _noun(text: str, sentence: Span, figure: Figure, words: MeasureWords) -> tuple[str, str] | None:
    """Return the measure and the words of the noun that a number counts."""
    after = text[figure.end : min(sentence.end, figure.end + _NOUN_REACH)]
    after = _PARTED.split(_WERE.sub(" ", after), maxsplit=1)[0]
    best: tuple[int, str, str] | None = None
    for measure, pattern in words.nouns:
        match = pattern.search(after)
        if match and len(after[: match.start()].split()) <= _NOUN_WORDS:
            ranked = (match.start(), measure, match.group().strip())
            if best is None or ranked[0] < best[0]:
                best = ranked
    if best is None:
        return None
    end = best[0] + len(best[2])
    deeds = [(m, p.match(after, end + 1)) for m, p in words.nouns if m in _DEEDS]
    deed = next(((m, match) for m, match in deeds if match is not None), None)
    if best[1] in _PERSONS and deed is not None:  # "641 militant attacks" are attacks
        return deed[0], f"{best[2]} {deed[1].group().strip()}"
    if best[1] in _PERSONS | {"injured"}:
        return best[1], _unit(after[: best[0]], best[2])
    return best[1], best[2]


_TOLL = lazy_regex(
    r"\b(?:death )?toll\b|"
    r"\bnumber of (?:the |those |people |persons )*(?:killed|dead|deaths|fatalities)\b",
    re.IGNORECASE,
)
_DEEDS = frozenset({"attacks", "operations", "suicide_attacks"})
_FUNCTION = frozenset(
    ["of", "them", "the", "more", "other", "others", "their", "its", "his", "at", "least", "a",
     "an", "those", "these", "whom", "all", "both", "including", "additional", "further", "who",
     "killed", "dead", "injured", "wounded", "and", "or", "were", "as", "many", "to"]
)  # fmt: skip
_ONLY_PEOPLE = lazy_regex(
    r"(?:others?|injured|wounded|dead|deaths?|lives|fatalit\w+|injur\w+|casualt\w+|persons?|more)$",
    re.IGNORECASE,
)


def _unit(before: str, noun: str) -> str:
    """Return whom a number counts: the noun with the words that describe it, "people" if bare."""
    kept: list[str] = []
    for word in reversed(before.split()):
        bare = word.strip(",;:()").casefold()
        if bare in _FUNCTION or bare != word.casefold() or bare.isdigit():
            break
        kept.insert(0, word)
    if _ONLY_PEOPLE.match(noun):
        return "people"
    return " ".join((*kept, noun))


def _named_before(
    text: str, sentence: Span, figure: Figure, words: MeasureWords
) -> tuple[str, str] | None:
    """Return what "fell from 61 to 38" counts: the last measure named before the figure."""
    before = text[sentence.start : figure.start]
    if _TOLL.search(before):
        return "killed", "people"
    found = [
        (match.start(), measure, match.group().strip())
        for measure, pattern in words.nouns
        for match in pattern.finditer(before)
    ]
    return max(found)[1:] if found else None


def _clause(text: str, sentence: Span, figure: Figure) -> str:
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= figure.start:
            start = match.end()
        elif match.start() >= figure.end:
            end = match.start()
            break
    return text[start:end]


def _effect(text: str, sentence: Span, figure: Figure, words: MeasureWords) -> str | None:
    """Return the effect nearest to a number in its clause."""
    clause = _clause(text, sentence, figure)
    place = clause.find(figure.text)
    nearest: tuple[int, str] | None = None
    for effect, pattern in words.effects:
        for match in pattern.finditer(clause):
            gap = (
                match.start() - (place + len(figure.text))
                if match.start() > place
                else place - match.end()
            )
            ranked = (abs(gap), effect)
            if nearest is None or ranked < nearest:
                nearest = ranked
    return nearest[1] if nearest and nearest[0] < _EFFECT_REACH else None


def _bare_effect(text: str, figure: Figure, words: MeasureWords) -> bool:
    """Return whether a number without a noun counts victims: "killing 20", "12 dead"."""
    leading, following = _beside(words.effects)
    before = text[max(0, figure.start - 30) : figure.start]
    after = text[figure.end : figure.end + 26]
    return bool(leading.search(before) or following.match(after))


@lru_cache(maxsize=4)
def _beside(
    listed: tuple[tuple[str, WordPattern], ...],
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what tells of victims right before and right behind a number."""
    effects = "|".join(p.pattern for m, p in listed if m in {"killed", "injured"})
    return (
        compile_regex(rf"(?:{effects})\s*(?:to|at|of|as|was|is|put at)?\s*$"),
        compile_regex(
            r"\s*(?:others\s+|more\s+|of them\s+|were\s+|was\s+|have been\s+|had\s+)*"
            rf"(?:{effects})"
        ),
    )
