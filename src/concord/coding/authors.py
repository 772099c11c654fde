"""The author's own voice: advice and judgement in editorials and analyses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.quotes import find_quotes, inside
from concord.coding.stances import Judgement, StanceWords, judge
from concord.coding.wordpatterns import matches_at, may_begin
from concord.identity import statement_id
from concord.model import Document, Span, Stance, Statement
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.attribution import Attribution
    from concord.coding.options import OptionHit

_HEAD = 400  # characters in which a text says what kind it is
_KIND = lazy_regex(
    r"\b(?:editorial|leading article|opinion|op-ed|commentary|letter to the editor)\b",
    re.IGNORECASE,
)
_BYLINE = lazy_regex(
    r"^\s*(?:by|By|BY)\s+(?P<name>[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){1,3})\s*$", re.MULTILINE
)
_ENDNOTE = lazy_regex(r"\b[Tt]he (?:author|writer) (?:is|was|teaches|works)\b")
_FIRST_PERSON = lazy_regex(
    r"\b(?:this newspaper|in our view|we (?:believe|do not|have|should|must)"
    r"|I (?:believe|think|would|have|do|was))\b"
)
_FIRST_WORDS = frozenset({"this", "in", "we", "i"})
_WRITERS = ("author", "writer")
_ARGUES = lazy_regex(r"^(?:The question|Who|Why|What|How)\b.*\?", re.MULTILINE)
_NEAR = 80  # characters around an option in which the author's judgement stands
_ENOUGH = 2  # times that an author says "we" or "I"
_MANY = 4  # sentences of advice that make a text without a label one of opinion


def find_author(
    document: Document, sentences: Sequence[Span], said: Sequence[Attribution], words: StanceWords
) -> str | None:
    """Return by what name an author speaks in a text of opinion, or None if the text is news.

    The byline names the author; an unsigned text of opinion is ``editorial`` or ``the author``.
    """
    text = document.text
    head = f"{document.title or ''}\n{text[:_HEAD]}"
    byline = _BYLINE.search(text[:_HEAD])
    if byline:
        return byline["name"]
    if _KIND.search(head):
        return "editorial"
    quotes = find_quotes(text)
    spoken = matches_at(_FIRST_PERSON, text, _FIRST_WORDS)
    own = [m for m in spoken if inside(quotes, m.start()) is None]
    ended = may_begin(text, _WRITERS) and _ENDNOTE.search(text)
    signed = ended or len(own) >= _ENOUGH or _ARGUES.search(text[:_HEAD])
    if signed or _advising(text, sentences, said, words) >= _MANY:
        return "the author"
    return None


def _advising(
    text: str, sentences: Sequence[Span], said: Sequence[Attribution], words: StanceWords
) -> int:
    """Return how many sentences say, in nobody's name, what must or should be done."""
    spoken = {a.sentence.start for a in said}
    wants = words.lists["wants"]
    plain = (s for s in sentences if s.start not in spoken)
    return sum(wants.search(text, s.start, s.end) is not None for s in plain)


def find_advice(
    document: Document, sentences: Sequence[Span], author: str, said: Sequence[Attribution],
    hits: Sequence[OptionHit], words: StanceWords,
) -> Iterator[Statement]:  # fmt: skip
    """Yield what the author of a text of opinion advises or judges, as an analyst's statements."""
    spoken = {a.sentence.start for a in said}
    quotes = find_quotes(document.text)
    for sentence in sentences:
        whole = document.text[sentence.start : sentence.end]
        unless = _UNLESS.match(whole) is not None
        judged = unless or any(words.search(name, whole) for name in ("wants", "bad", "good"))
        if sentence.start in spoken or not judged or inside(quotes, sentence.start + 1):
            continue
        taken: set[str] = set()
        for hit in hits:
            if hit.act or hit.option in taken or not sentence.start <= hit.start < sentence.end:
                continue
            clause = _main_clause(document.text, sentence)
            if hit.start < clause.start:
                continue  # "Despite the operation, ...": told as a circumstance
            if _owned(document.text, sentence, hit):
                continue  # "their talks failed": told of those who held them
            made = _advice(document, clause, author, hit, words)
            if unless:
                made = _demanded(document, sentence, author, hit)
            if made is not None:
                taken.add(hit.option)
                yield made


# "Unless the parties open a dialogue, ...": what must be done, said by what follows otherwise.
_UNLESS = lazy_regex(r"\W*Unless\b")
_TURN = lazy_regex(r"[;:]|,\s+(?:but|yet|while|whereas|though|although)\b")
_SOON = 12  # characters after an option in which its failure is told
_OWNED = lazy_regex(r"(?:['\u2019]s?|\b(?:its|his|her|their))\s+(?:[\w-]+\s+){0,3}$")
_FAILED = lazy_regex(
    r"\b(?:failed|collapsed|broke\s+down|backfired|fell\s+through|did\s+not\s+work)\b"
)


def _owned(text: str, sentence: Span, hit: OptionHit) -> bool:
    """Return whether a sentence tells of the failure of what somebody did."""
    owner = _OWNED.search(text[sentence.start : hit.start]) is not None
    return owner and _FAILED.search(text, hit.start, min(hit.end + _SOON, sentence.end)) is not None


def _demanded(document: Document, sentence: Span, author: str, hit: OptionHit) -> Statement | None:
    """Return what an "Unless" clause demands: the means in it, before its main clause."""
    main = document.text.rfind(", then ", sentence.start, sentence.end)
    main = main if main > 0 else document.text.rfind(", ", sentence.start, sentence.end)
    if main > 0 and hit.start > main:
        return None
    stance: Stance = "calls_for" if hit.sign > 0 else "opposes"
    return _stated(document, sentence, author, hit, Judgement(stance=stance))


_CIRCUMSTANCE = lazy_regex(
    r"\W*(?:Despite|After|Following|Since|During|Before|Besides|Amid|Under|Unlike|Given|"
    r"In addition to|"
    r"In spite of|As a result of|Because of|Owing to|Due to)\b[^,.;]*,\s*"
)


def _main_clause(text: str, sentence: Span) -> Span:
    """Return a sentence without the circumstance that it opens with."""
    lead = _CIRCUMSTANCE.match(text, sentence.start, sentence.end)
    return replace(sentence, start=lead.end()) if lead else sentence


def _advice(
    document: Document, sentence: Span, author: str, hit: OptionHit, words: StanceWords
) -> Statement | None:
    judged = judge(document.text, sentence, hit, "say", words, own_subject=True)
    before = document.text[max(sentence.start, hit.start - _NEAR) : hit.start]
    after = document.text[hit.end : min(sentence.end, hit.end + _NEAR)]
    # "..., but it is crucial that": what another clause judges is something else.
    wording = document.text[hit.start : hit.end]
    near = _TURN.split(before)[-1] + wording + _TURN.split(after)[0]
    argued = any(words.search(name, near) for name in ("wants", "bad", "good"))
    if not (judged.focal and argued) or judged.stance in {"neutral_report", "accuses"}:
        return None
    if hit.option in _AIMS and hit.sign > 0 and judged.stance == "opposes":
        return None  # that an attempt at it failed is no stance against it
    return _stated(document, sentence, author, hit, judged)


_AIMS = frozenset({"disarmament_surrender", "intergovernmental_coordination"})


def _stated(
    document: Document, sentence: Span, author: str, hit: OptionHit, judged: Judgement
) -> Statement:
    return Statement(
        id=statement_id(document.id, sentence.start, hit.start, hit.option),
        document_id=document.id, speaker=author, stance=judged.stance, voice="analyst",
        start=sentence.start, end=sentence.end,
        quote=document.text[sentence.start : sentence.end], speaker_name=author,
        speaker_side="analyst", option=hit.option, hedged=judged.hedged, forecast=judged.forecast,
        condition=judged.condition,
    )  # fmt: skip
