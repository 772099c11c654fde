"""Attributions of a text: for every cue its source, resolved, and the stretches it says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.attribution.attributed import Attribution
from concord.coding.attribution.contents import SHORT_TAIL, count_words, find_content
from concord.coding.attribution.cues import Cue, find_cues, read_cues
from concord.coding.attribution.introduced import find_spoken
from concord.coding.attribution.referents import Spoken, both_of, resolve
from concord.coding.attribution.subjects import Subject, find_subject, main_subject, may_say
from concord.coding.quotes import find_quotes, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.speakers import Cast, Source
    from concord.coding.wordpatterns import WordPattern
    from concord.model import Span


def find_attributions(
    text: str, sentences: Sequence[Span], cast: Cast, book: Codebook
) -> tuple[Attribution, ...]:
    """Return the attributions of a text in order, nested ones after their outer one."""
    finder = read_cues(book.lexicon("cues"))
    quotes = find_quotes(text)
    everywhere = find_cues(text, finder)
    cues = [c for c in everywhere if inside(quotes, c.start) is None]
    state = Spoken()
    found: list[Attribution] = []
    for index, sentence in enumerate(sentences):
        subjects = _subjects(text, sentence, cues, cast, quotes)
        subjects += _according(text, sentence, cast, finder.following, quotes)
        made = _attributed(text, sentence, sorted(subjects, key=lambda s: s.cue.start), state, cast)
        if not made and inside(quotes, sentence.start + 1):
            made = _continued(text, sentence, sentences[index + 1 :][:4], cues, cast, quotes, state)
            made += _retold(text, sentence, everywhere, cast, made)
        elif not made and (quoted := find_spoken(text, sentence, cast, quotes, state.last)):
            made = [_uncued(quoted[0], quoted[1], sentence)]
            made += _retold(text, sentence, everywhere, cast, made)
        if not made:
            _note_actor(text, sentence, cast, quotes, state)
        found.extend(made)
    return tuple(found)


def _note_actor(
    text: str, sentence: Span, cast: Cast, quotes: tuple[Span, ...], state: Spoken
) -> None:
    """Let "he" of the next sentence be the person whom a sentence without a speaker is about."""
    named = [
        s
        for s in cast.within(sentence.start, sentence.end)
        if s.kind != "pronoun" and inside(quotes, s.start) is None
    ]
    subject = main_subject(text, named)
    if subject is not None and subject.person:
        state.person = subject


def _subjects(
    text: str, sentence: Span, cues: list[Cue], cast: Cast, quotes: tuple[Span, ...]
) -> list[Subject]:
    found: list[Subject] = []
    here = [cue for cue in cues if sentence.start <= cue.start < sentence.end]
    outside = may_say(text, cast, sentence, quotes) if here else []
    for cue in here:
        subject = find_subject(text, outside, cue, sentence, found)
        if subject is not None and not _is_content(text, subject, found):
            found.append(subject)
    return found


def _is_content(text: str, subject: Subject, earlier: list[Subject]) -> bool:
    """Return whether a verb with a pronoun is content: "he said he had told them"."""
    if not earlier or subject.inherited or subject.inverted or subject.relative:
        return False
    outer = earlier[-1]
    if subject.source.kind != "pronoun" or subject.source.start < outer.cue.end:
        return False
    between = text[outer.cue.end : subject.source.start]
    if re.search(r"[;\"”]|,\s*(?:and|but)?\s*$|\b(?:and|but)\s+$", between):
        return False
    return subject.cue.kind == "say" or outer.cue.kind != "say"


def _according(
    text: str, sentence: Span, cast: Cast, following: WordPattern, quotes: tuple[Span, ...]
) -> list[Subject]:
    found = []
    for match in following.finditer(text, sentence.start, sentence.end):
        after = [
            s
            for s in cast.within(match.end(), sentence.end)
            if s.start - match.end() < len("the then ")
        ]
        if after and inside(quotes, match.start()) is None:
            cue = Cue(match.start(), match.end(), match.group().strip(), "say", "state")
            found.append(Subject(after[0], cue, inverted=True))
    return found


_DENIED = {"support": "reject", "oppose": "support", "reject": "support", "demand": "oppose"}


def _attributed(
    text: str,
    sentence: Span,
    subjects: list[Subject],
    state: Spoken,
    cast: Cast,
) -> list[Attribution]:
    made: list[Attribution] = []
    for place, subject in enumerate(subjects):
        kind = _DENIED.get(subject.cue.kind) if subject.negated else subject.cue.kind
        if kind is None:
            continue
        outer = _outer(text, subject, subjects[:place], made)
        source = resolve(subject, state, made, outer)
        two = both_of(subject, sentence, cast)
        source = two[0] if two else source
        if source is None:
            continue
        own = outer is not None and outer.source.key == source.key
        content = find_content(text, sentence, place, subjects)
        spoken = Attribution(
            source=source,
            written=subject.source.text,
            source_start=subject.source.start,
            cue=subject.cue.text,
            kind=kind,
            form=subject.cue.form,
            content=content,
            sentence=sentence,
            reported_by=None if own or outer is None else outer.source,
            cue_start=subject.cue.start,
        )
        made.append(spoken)
        made.extend(
            replace(spoken, source=other, written=other.text, source_start=other.start)
            for other in (*_joined(text, sentence, subject, cast), *two[1:])
        )
        if outer is None:
            state.note(source)
    return _under_reporter(text, made)


def _joined(text: str, sentence: Span, subject: Subject, cast: Cast) -> list[Source]:
    """Return the other sources of a joint subject: "X and Y said", "After X, Y has also said"."""
    if subject.inherited or subject.source.kind == "pronoun":
        return []
    before = [
        s for s in cast.within(sentence.start, subject.source.start)
        if s.kind != "pronoun" and s.name and s.key != subject.source.key
    ]  # fmt: skip
    joint: list[Source] = []
    edge = subject.source.start
    for source in reversed(before):
        if not re.fullmatch(
            r"\s*,?\s*(?:(?:and|as well as|along with)\s+)?(?:the\s+)?"
            r"(?:(?:outlawed|banned|proscribed|rebel|armed|local|main|separatist)\s+)?",
            text[source.end : edge],
        ):
            break
        joint.append(source)
        edge = source.start
    lead = text[sentence.start : edge]
    comparison = re.match(
        r"\s*(?:after|like|besides|following|along with)\s+(?:the\s+)?$", lead, re.IGNORECASE
    )
    also = re.search(r"\b(?:also|too)\b", text[subject.source.end : subject.cue.end + 40])
    linked = re.search(
        r"\b(?:and|as well as|along with)\s+(?:the\s+)?(?:[a-z]+\s+)?$",
        text[: subject.source.start][-32:],
    )
    return joint if joint and (linked or (comparison and also)) else []


def _under_reporter(text: str, made: list[Attribution]) -> list[Attribution]:
    """Put what stands before a trailing "..., X reported" under X."""
    if not made[1:] or made[-1].reported_by is None:
        return made
    last = made[-1]
    if last.cue_start is None or last.source_start > last.cue_start:
        return made
    if not re.search(r",\s*(?:the\s+|a\s+)?$", text[: last.source_start][-8:]):
        return made
    tail = text[last.cue_start : last.sentence.end]
    if len(tail.split()) > SHORT_TAIL:
        return made
    inner = [replace(m, reported_by=m.reported_by or last.source) for m in made[:-1]]
    return [*inner, replace(last, reported_by=None, content=())]


def _outer(
    text: str, subject: Subject, earlier: list[Subject], made: list[Attribution]
) -> Attribution | None:
    """Return the attribution in whose content this one stands with a source of its own."""
    if subject.inherited or subject.inverted or not earlier or not made:
        return None
    last = made[-1]
    if last.cue_start is None or subject.source.start < last.cue_start:
        return None
    between = text[last.cue_start : subject.source.start]
    if re.search(
        r"[;\"”]|,\s+(?:and|but|while|whereas)\s+(?:the\s+|a\s+)?$|\bwhile\b|\bbut\s+(?:the\s+)?$",
        between,
    ):
        return None
    if subject.cue.form == "state" and subject.cue.text.lower().startswith("according"):
        return None
    return last


def _retold(
    text: str, sentence: Span, cues: Sequence[Cue], cast: Cast, told: list[Attribution]
) -> list[Attribution]:
    """Return what the sentence of a quotation says that named others say, under its speaker."""
    subjects = [
        s
        for s in _subjects(text, sentence, list(cues), cast, ())
        if s.source.kind != "pronoun" and s.source.group and not s.inherited
    ]
    if not told or not subjects:
        return []
    made = _attributed(text, sentence, subjects[:1], Spoken(last=told[0].source), cast)
    return [
        replace(m, reported_by=told[0].source) for m in made if m.source.key != told[0].source.key
    ]


def _continued(
    text: str, sentence: Span, following: Sequence[Span], cues: list[Cue], cast: Cast,
    quotes: tuple[Span, ...], state: Spoken,
) -> list[Attribution]:  # fmt: skip
    """Attribute a sentence inside a quotation: to the verb after it, or to who spoke last."""
    quote = inside(quotes, sentence.start + 1)
    source = state.last
    if quote and quote.end > sentence.end:
        closing = next((s for s in following if s.start < quote.end <= s.end), None)
        subjects = _subjects(text, closing, cues, cast, quotes) if closing else []
        if subjects and subjects[0].cue.start >= quote.end:
            source = resolve(subjects[0], state, [], None) or source
    if source is None or not count_words(text, sentence):
        return []
    return [_uncued(source, sentence, sentence)]


def _uncued(source: Source, content: Span, sentence: Span) -> Attribution:
    return Attribution(
        source=source, written=source.text, source_start=source.start, cue=None, kind="say",
        form="past", content=(content,), sentence=sentence,
    )  # fmt: skip
