"""Reality: whether a clause tells of what took place, or of what somebody wants or fears.

A trigger is no happening if it is debated ("opposed a new operation"), announced, only intended
("to attack"), a figure of speech ("an attack on the constitution"), or a line of business
("engaged in kidnapping"). Counted dead speak for a happening whatever else is said of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.engines.triggers import pattern
from concord.coding.events import intents
from concord.model import Mention
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.events.candidates import Candidate
    from concord.coding.prepared import Prepared
    from concord.coding.wordpatterns import WordPattern

_BREAK = lazy_regex('[,;:.\u201d"]')
# "An operation was launched to hunt down the men", "troops were carrying out a search operation".
_TO_FIND = lazy_regex(
    r"[^.;\n]{0,50}?\b(?:to\s+(?:hunt|trace|track|arrest|nab|apprehend|locate|find|catch|search\s+for)"
    r"|(?:is|was|were|are)\s+(?:still\s+)?(?:under\s?way|in\s+progress|continuing|ongoing|going\s+on"
    r"|being\s+(?:carried\s+out|conducted)))\b",
    re.IGNORECASE,
)
_GOES_ON = lazy_regex(
    r"\b(?:is|was|are|were)\s+(?:still\s+)?(?:carrying\s+out|conducting|continuing)\s+(?:an?\s+|the\s+)?"
    r"(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "Attacks have risen since the army began an offensive": from when something is counted.
_SINCE = lazy_regex(
    r"\b(?:since|ever\s+since)\s+(?:[\w'\u2019-]+\s+){1,4}(?:began|begun|launched|started|mounted|resumed)\s+"
    r"(?:[\w'\u2019-]+\s+){0,4}$",
    re.IGNORECASE,
)
_REACH = 70  # characters before a trigger in which its governor stands
_WORDS = 5  # words that may stand between a governor and its object
_STATE_ACTS = frozenset({"military_operation", "air_drone_strike"})
_MODALS = frozenset({"will", "shall", "should", "might", "must", "can", "cannot", "won't"})
_PLURALS = frozenset({"attacks", "assaults", "strikes", "raids", "operations"})


@dataclass(frozen=True, slots=True)
class _Around:
    """A trigger with the words before and after it in its sentence."""

    trigger: Mention
    before: str
    after: str


def real(candidate: Candidate, prepared: Prepared, book: Codebook) -> Candidate | None:
    """Return the candidate without the triggers that tell of nothing that happened.

    None if no trigger is left. What is announced is kept and marked as planned.
    """
    candidate = _without_pursuits(candidate, prepared)
    if _harmed(candidate):
        return candidate
    kept: list[Mention] = []
    planned: list[Mention] = []
    for trigger in candidate.triggers:
        around = _around(trigger, candidate, prepared)
        if _is_pursuit(around) or _is_unmeant(around):
            continue
        if trigger.label == "release" and intents.is_rescue_from_harm(trigger.text, prepared.text):
            continue
        if _is_unreal(around, book) or (candidate.when is None and _is_timeless(around, book)):
            continue
        if _is_announced(around, book):
            planned.append(trigger)
        kept.append(trigger)
    if not kept:
        return None
    if planned and len(planned) == len(kept):
        cue = replace(planned[0], kind="cue", label="planned")
        return replace(candidate, triggers=tuple(kept), cues=(*candidate.cues, cue))
    return replace(candidate, triggers=tuple(kept))


def _without_pursuits(candidate: Candidate, prepared: Prepared) -> Candidate:
    """Return the candidate without operations that only went after those who did something.

    Where it tells of nothing else, it is left as it is.
    """
    kept = tuple(t for t in candidate.triggers if not _is_pursuit(_around(t, candidate, prepared)))
    return replace(candidate, triggers=kept) if kept else candidate


def _is_pursuit(around: _Around) -> bool:
    """Return whether an operation is told as going on or as launched to find somebody."""
    if around.trigger.label != "military_operation":
        return False
    return bool(
        _TO_FIND.match(around.after)
        or _GOES_ON.search(around.before)
        or _SINCE.search(around.before)
    )


def _harmed(candidate: Candidate) -> bool:
    return any(
        f.figure.low > 0 and f.figure.effect in {"killed", "injured", "abducted"}
        for f in candidate.figures
    )


def _around(trigger: Mention, candidate: Candidate, prepared: Prepared) -> _Around:
    sentence = prepared.sentences[candidate.sentence]
    begin = max(sentence.start, trigger.start - _REACH)
    return _Around(
        trigger,
        prepared.text[begin : trigger.start],
        prepared.text[trigger.end : min(sentence.end, trigger.end + _REACH)],
    )


def _is_unmeant(around: _Around) -> bool:
    """Return whether an act is only sought, a condition or a reason, of things, or no violence."""
    words = around.trigger.text
    if intents.is_condition(around.before):
        return True
    if around.trigger.label == "threat":
        return intents.is_idle_threat(words, around.after)
    if around.trigger.label == "protest":
        return intents.is_only_a_reason(words, around.before)
    if around.trigger.label != "arrest":
        return False
    return intents.is_sought(words, around.before) or intents.is_of_things(
        words, around.before, around.after
    )


def _is_unreal(around: _Around, book: Codebook) -> bool:
    return (
        _is_figurative(around, book)
        or around.trigger.text.lower().split()[0] in _MODALS
        or _is_intended(around, book)
        or _is_debated(around, book)
        or _is_business(around, book)
        or _is_uncertain(around, book)
    )


def _is_debated(around: _Around, book: Codebook) -> bool:
    """Return whether somebody takes a stand on an act that need not have come."""
    if not _names_an_act(around):
        return False
    return _governs(pattern(book, "reality", "debated"), around) or _follows(
        pattern(book, "reality", "debated_after"), around
    )


def _is_announced(around: _Around, book: Codebook) -> bool:
    return _names_an_act(around) and _governs(pattern(book, "reality", "announced"), around)


def _names_an_act(around: _Around) -> bool:
    """Return whether a trigger is the name of an operation or strike, or of attacks in general."""
    trigger = around.trigger
    words = frozenset(trigger.text.lower().split())
    if words == {"surrender"}:
        return True
    return trigger.label in _STATE_ACTS or bool(words & _PLURALS)


def _is_figurative(around: _Around, book: Codebook) -> bool:
    """Return whether something is called an attack on what cannot be shot at."""
    words = f"{around.trigger.text}{around.after}"
    if not words.lower().startswith(("attack", "assault", "strike", "raid", "murder", "onslaught")):
        return False
    at = words.find(" ")
    abstract = pattern(book, "reality", "abstract").match(words, at + 1)
    if abstract is None:
        return False
    called = _governs(pattern(book, "reality", "called_so"), around)
    return called or not any(character.isdigit() for character in around.before)


def _is_intended(around: _Around, book: Codebook) -> bool:
    """Return whether a verb is in its base form after "to" or a modal, or says whoever it be."""
    first = around.trigger.text.lower().split()[0]
    if pattern(book, "reality", "base_forms").fullmatch(first):
        if not _ends(pattern(book, "reality", "intended"), around.before):
            return False
        return not _ends(pattern(book, "reality", "carried_through"), around.before)
    if _ends(pattern(book, "reality", "unfulfilled"), around.before):
        return True
    if not first.endswith(("ed", "en")):
        return False
    if _ends(pattern(book, "reality", "intended_passive"), around.before):
        return True
    whoever = _governs(pattern(book, "reality", "whoever"), around)
    return whoever and around.trigger.label in {"arrest", "kidnapping"}


def _is_timeless(around: _Around, book: Codebook) -> bool:
    """Return whether a participle tells, in the present, what happens again and again."""
    first = around.trigger.text.lower().split()[0]
    return first.endswith(("ed", "en")) and _ends(
        pattern(book, "reality", "timeless"), around.before
    )


def _is_business(around: _Around, book: Codebook) -> bool:
    first = around.trigger.text.lower()
    if not first.endswith(("ing", "ings", "ion", "ions")) or " " in first:
        return False
    if around.trigger.label not in {"kidnapping", "bombing", "harm", "attack"}:
        return False
    return _ends(pattern(book, "reality", "business"), around.before) or bool(
        pattern(book, "reality", "business_after").match(around.after.lstrip())
    )


def _is_uncertain(around: _Around, book: Codebook) -> bool:
    """Return whether it is only asked whether a bomber blew himself up."""
    asked = pattern(book, "reality", "uncertain")
    return around.trigger.label == "suicide_bombing" and _governs(asked, around, words=2 * _WORDS)


def _governs(found: WordPattern, around: _Around, *, words: int = _WORDS) -> bool:
    """Return whether a governor stands before a trigger, only words of its object between."""
    for match in found.finditer(around.before):
        between = around.before[match.end() :]
        if len(between.split()) <= words and not _BREAK.search(between):
            return True
    return False


def _ends(found: WordPattern, before: str) -> bool:
    """Return whether the words before a trigger end with a form."""
    stripped = before.rstrip()
    return any(match.end() == len(stripped) for match in found.finditer(stripped))


def _follows(found: WordPattern, around: _Around) -> bool:
    return bool(found.match(around.after.lstrip()))
