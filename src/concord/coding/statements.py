"""Statements: what a document says that somebody said or did about an option or another actor."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.acts import find_acts
from concord.coding.authors import find_advice, find_author
from concord.coding.hearing import Hearing, hear
from concord.coding.options import OptionHit, find_options, read_options
from concord.coding.saying import find_whens, on_publication, said_when
from concord.coding.stances import Judgement, StanceWords, judge, read_stances
from concord.coding.utterances import number_utterances
from concord.identity import statement_id
from concord.model import Document, Span, Statement, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution
    from concord.coding.speakers import Cast, Source

_NESTED = frozenset({"say", "accuse", "support", "oppose", "reject", "demand"})


def find_statements(
    document: Document, sentences: Sequence[Span], book: Codebook, heard: Hearing | None = None
) -> tuple[Statement, ...]:
    """Return the statements of a document in the order of their content.

    Own words, acts, accounts of others and analysts' readings are told apart by ``voice``; one
    sentence gives one statement per source, option and stance, or one without option.
    """
    text = document.text
    heard = heard or hear(document, sentences, book)
    cast, attributions = heard.cast, heard.said
    words = read_stances(book.lexicon("hedges"))
    hits = find_options(text, read_options(book.lexicon("options")), cast)
    whens = find_whens(document)
    found: list[Statement] = []
    for said in attributions:
        when = said_when(document, said, whens)
        spoken = _spoken(document, said, attributions, hits, cast, words)
        found.extend(replace(made, said=when) for made in spoken)
    found.extend(find_acts(document, sentences, cast, hits, whens))
    author = find_author(document, sentences, attributions, words)
    if author is not None:
        when = on_publication(document)
        advice = find_advice(document, sentences, author, attributions, hits, words)
        found.extend(replace(made, said=when) for made in advice)
    return number_utterances(document, _unique(found))


def _spoken(
    document: Document,
    said: Attribution,
    all_said: Sequence[Attribution],
    hits: Sequence[OptionHit],
    cast: Cast,
    words: StanceWords,
) -> list[Statement]:
    made: dict[str, tuple[OptionHit, Judgement]] = {}
    nested = [a for a in all_said if a.reported_by is not None and a.sentence == said.sentence]
    for span in said.content:
        for hit in hits:
            if not (span.start <= hit.start and hit.end <= span.end) or hit.act:
                continue
            if any(a is not said and _holds(a, hit) for a in nested):
                continue
            judged = judge(
                document.text, span, hit, said.kind, words, own_subject=_own(cast, said, span, hit)
            )
            if judged.focal and (
                hit.option not in made or _weight(judged) > _weight(made[hit.option][1])
            ):
                made[hit.option] = (hit, judged)
    if _is_hearsay(document.text, said, words):
        made = {o: (hit, replace(judged, hedged=True)) for o, (hit, judged) in made.items()}
    if not made:
        carried = _carried(document.text, said, hits, words)
        if carried is None:
            return [_bare(document, said, cast)]
        made[carried[0].option] = carried
    return [_statement(document, said, cast, hit, judged) for hit, judged in made.values()]


_ANAPHORA = re.compile(
    r"\b(?:the|this|that|such|any|its|his|her|their|these|those)\s+(?:\w+\s+){0,2}?"
    r"(?:plan|plans|move|moves|decision|order|offer|proposal|proposals|bill|law|measure|measures|step|steps|policy|"
    r"demand|demands|idea|initiative|scheme|delay|demand|package|amendment|resolution|strategy|deadline|"
    r"announcement|programme|program|project|request|condition|conditions|closure|approach|deal|extension|call)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"^\W*(?:it|this|that|them)\b", re.IGNORECASE)
_REACTIONS = frozenset({"reject", "oppose", "support", "condemn"})
_VERB = 40  # characters before a verb in which its hedge stands
_CARRY = 300  # characters back to what "the plan" may stand for


def _carried(
    text: str, said: Attribution, hits: Sequence[OptionHit], words: StanceWords
) -> tuple[OptionHit, Judgement] | None:
    """Return the option that "the plan", "the move" or "it" stands for, with the stance on it."""
    before = [h for h in hits if said.sentence.start - _CARRY <= h.start < said.sentence.start]
    for span in said.content:
        content = text[span.start : span.end]
        match = _ANAPHORA.search(content)
        if match is None and said.kind in _REACTIONS:
            match = _POINTING.search(content)
        if match is None or not before:
            continue
        place = span.start + match.start()
        hit = OptionHit(before[-1].option, place, span.start + match.end(), 1)
        judged = judge(text, span, hit, said.kind, words, own_subject=True)
        rest = text[span.start : span.end]
        if said.kind in _REACTIONS or words.search("bad", rest) or words.search("good", rest):
            return hit, judged
        return hit, replace(judged, stance="neutral_report") if said.kind == "say" else judged
    return None


def _is_hearsay(text: str, said: Attribution, words: StanceWords) -> bool:
    """Return whether the verb itself is hedged ("has reportedly rejected", "appears to favour")."""
    if said.cue_start is None or said.cue_start < said.source_start:
        return False
    gap = text[max(said.source_start + len(said.written), said.cue_start - _VERB) : said.cue_start]
    return words.search("hedges", gap) is not None


def _holds(said: Attribution, hit: OptionHit) -> bool:
    return any(s.start <= hit.start and hit.end <= s.end for s in said.content)


def _weight(judged: Judgement) -> int:
    return 0 if judged.stance in {"accuses", "denies", "neutral_report"} else 1


def _own(cast: Cast, said: Attribution, span: Span, hit: OptionHit) -> bool:
    """Return whether the content up to the option is about the source itself, or about nobody."""
    named = [s for s in cast.within(span.start, hit.start) if s.kind != "pronoun" and s.label]
    subjects = [
        s for s in named if s.group in {"government", "armed_group", "party", "security_force"}
    ]
    if not subjects or subjects[0].key == said.source.key:
        return True
    states = {"government", "security_force"}
    if {subjects[0].group, said.source.group} <= states and subjects[
        0
    ].country == said.source.country:
        levels = {subjects[0].side, said.source.side}
        return subjects[0].country is not None and not any("provinc" in (v or "") for v in levels)
    return _POSSESSED.match(subjects[0].text) is not None


_POSSESSED = re.compile(r"(?:his|her|its|their|our|my)\b", re.IGNORECASE)


def _statement(
    document: Document, said: Attribution, cast: Cast, hit: OptionHit, judged: Judgement
) -> Statement:
    base = _bare(document, said, cast)
    return replace(
        base,
        id=statement_id(document.id, said.source_start, hit.start, hit.option),
        option=hit.option,
        stance=judged.stance,
        hedged=judged.hedged,
        forecast=judged.forecast,
        condition=judged.condition,
    )


_BARE = {
    "accuse": "accuses",
    "deny": "denies",
    "condemn": "condemns",
    "claim": "claims_responsibility",
}


def _bare(document: Document, said: Attribution, cast: Cast) -> Statement:
    """Return the statement without an option: who said what about whom."""
    spoken = max(said.content, key=lambda s: s.end - s.start, default=said.sentence)
    start, end = _trim(document.text, spoken.start, spoken.end)
    target = _target(cast, said, start, end)
    source = said.source
    return Statement(
        id=statement_id(document.id, said.source_start, start, target.key if target else "none"),
        document_id=document.id,
        speaker=said.written,
        stance=_BARE.get(said.kind, "neutral_report"),  # type: ignore[arg-type]  # _BARE holds stances
        voice=_voice(said),
        start=start,
        end=end,
        quote=document.text[start:end],
        speaker_id=source.actor_id,
        speaker_name=source.label,
        person=source.person,
        office=source.office,
        speaker_side=source.side,
        cue=said.cue,
        target=target.label if target else None,
        target_id=target.actor_id if target else None,
        reported_by=said.reported_by.label if said.reported_by else None,
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' ,;:\n"“”':
        start += 1
    while end > start and text[end - 1] in ' ,;:.\n"“”':
        end -= 1
    return start, max(end, start)


def _target(cast: Cast, said: Attribution, start: int, end: int) -> Source | None:
    for source in cast.within(start, end):
        if source.kind != "pronoun" and source.group and source.key != said.source.key:
            return source
    return None


def _voice(said: Attribution) -> Voice:
    if said.source.side == "analyst":
        return "analyst"
    return "attributed" if said.reported_by is not None else "own"


def _unique(found: Iterable[Statement]) -> list[Statement]:
    kept: dict[str, Statement] = {}
    for statement in found:
        kept.setdefault(statement.id, statement)
    return sorted(kept.values(), key=lambda s: (s.start, s.end, s.id))
