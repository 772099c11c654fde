"""Stance: what a source's words do to an option, from the cue and the words around the option."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from concord.coding.options import OptionHit
from concord.coding.phrases import compile_phrases, strings
from concord.model import Span, Stance

_REACH = 70  # characters before the option in which a negation still bears on it
_AFTER = 120
_BREAK = re.compile(
    r"[;:—\"“”]|,\s+(?:and|but|while|which|who|adding|saying|as)\b|\bbut\b|\bwhile\b|\bso that\b|\bbecause\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:had|was|were|has been|have been|did|\w+ed)\b", re.IGNORECASE)
_KILLED = re.compile(
    r"\b(?:killed|wounded|injured|martyred|neutrali[sz]ed|arrested|captured|destroyed|died|dead|displaced|lost their lives)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.\"“”]|\b(?:but|and|while)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s*[\"”]?\s*$")
_LISTS = (
    "negators",
    "affirmers",
    "bad",
    "good",
    "wants",
    "plans",
    "blames",
    "hedges",
    "forecasts",
    "conditions",
    "adjuncts",
)
_SIGNED: dict[str, dict[int, Stance]] = {
    "demand": {1: "calls_for", -1: "opposes"},
    "support": {1: "supports", -1: "opposes"},
    "reject": {1: "supports", -1: "rejects"},
    "oppose": {1: "supports", -1: "opposes"},
    "condemn": {1: "supports", -1: "condemns"},
    "say": {1: "supports", -1: "opposes"},
}
_TURNS = frozenset({"reject", "oppose", "condemn"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The stance towards one option with its marks; ``focal`` is False for a passing mention."""

    stance: Stance
    hedged: bool = False
    forecast: bool = False
    condition: str | None = None
    focal: bool = True


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The compiled lists of the lexicon ``hedges``."""

    lists: dict[str, re.Pattern[str]]

    def search(self, name: str, words: str) -> re.Match[str] | None:
        """Return the first match of a list in the words."""
        return self.lists[name].search(words)


@lru_cache(maxsize=4)
def _compile(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> StanceWords:
    compiled = {name: compile_phrases(p for p in phrases if p != "n't") for name, phrases in listed}
    return StanceWords({name: compiled.get(name, re.compile(r"(?!)")) for name in _LISTS})


def read_stances(lexicon: Mapping[str, Any]) -> StanceWords:
    """Return the words that turn, weaken or bind a stance."""
    return _compile(tuple((str(k), strings(v)) for k, v in lexicon.items()))


def judge(
    text: str, content: Span, hit: OptionHit, kind: str, words: StanceWords, *, own_subject: bool
) -> Judgement:
    """Return the stance of a content towards the option named in it.

    ``kind`` is the cue's class; ``own_subject`` says whether the content is about the source
    itself (or nobody), so that a statement of fact is its own plan and not a report on others.
    """
    before, after, whole = _around(text, content, hit)
    marks = {
        "hedged": words.search("hedges", whole) is not None,
        "forecast": words.search("forecasts", whole) is not None,
        "condition": _condition(text, content, hit, words),
    }
    sign = hit.sign * _polarity(before, after, words)
    if (
        marks["condition"]
        and sign < 0
        and kind in {"say", "reject"}
        and hit.option in {"negotiation", "ceasefire_peace_deal"}
    ):
        sign, kind = 1, "say"
    stance = _stance(kind, sign, before, after, whole, words, own_subject=own_subject)
    focal = not _is_adjunct(before, words)
    return Judgement(stance=stance, focal=focal, **marks)  # type: ignore[arg-type]  # marks are typed by key


def _around(text: str, content: Span, hit: OptionHit) -> tuple[str, str, str]:
    before = text[max(content.start, hit.start - _REACH) : hit.start]
    cut = list(_BREAK.finditer(before))
    if cut:
        before = before[cut[-1].end() :]
    after = text[hit.end : min(content.end, hit.end + _AFTER)]
    stop = _BREAK.search(after)
    if stop:
        after = after[: stop.start()]
    return before, after, before + text[hit.start : hit.end] + after


def _polarity(before: str, after: str, words: StanceWords) -> int:
    """Return -1 if the words around the option turn it: each negation before it, or a bad end."""
    before = words.lists["affirmers"].sub(" ", before.replace("n't", " not").replace("n’t", " not"))
    after = words.lists["affirmers"].sub(" ", after.replace("n't", " not").replace("n’t", " not"))
    turns = len({m.group().strip().lower() for m in words.lists["negators"].finditer(before)})
    if words.search("bad", before) and not turns:
        turns += 1
    predicate = after[:90]
    judged = words.search("bad", predicate)
    if judged or re.match(r"\s*(?:\w+\s+){0,3}(?:not|never|cannot|no longer)\b", predicate):
        turns += 1
    return -1 if turns % 2 else 1


def _condition(text: str, content: Span, hit: OptionHit, words: StanceWords) -> str | None:
    """Return the words of the condition that binds the option, or None."""
    after = text[hit.end : content.end]
    match = words.lists["conditions"].search(after[:160])
    if match and not re.search(r"[.;\"”]|\bbut\b", after[: match.start()]):
        rest = after[match.start() :]
        end = re.search(r"[.;\"”]|,\s", rest)
        return " ".join(rest[: end.start() if end else len(rest)].split()) or None
    return None


def _is_adjunct(before: str, words: StanceWords) -> bool:
    tail = before[-34:]
    last = None
    for match in words.lists["adjuncts"].finditer(tail):
        last = match
    return last is not None and len(tail[last.end() :].split()) <= 3


def _stance(
    kind: str,
    sign: int,
    before: str,
    after: str,
    whole: str,
    words: StanceWords,
    *,
    own_subject: bool,
) -> Stance:
    if kind == "accuse":
        return "accuses"
    if kind == "deny":
        return "denies"
    if kind == "claim":
        return "claims_responsibility"
    if kind in _TURNS:
        return _SIGNED[kind][-sign]
    if kind != "say":
        return _SIGNED[kind][sign]
    if words.search("wants", whole) and sign > 0:
        return "calls_for"
    if _KILLED.search(whole):
        return "neutral_report"
    if not own_subject:
        if words.search("blames", before + " " + after):
            return "accuses"
        if (
            not words.search("good", whole)
            and not words.search("bad", whole)
            and not words.search("wants", whole)
        ):
            return "neutral_report"
    if sign < 0:
        return "opposes"
    return "supports"
