"""Statements: what a document says that somebody said or did about an option or another actor."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from concord.coding.acts import ends_violence, find_acts, is_violence
from concord.coding.authors import find_advice, find_author
from concord.coding.carrying import beside, carry, holds
from concord.coding.designs import find_designs, is_course
from concord.coding.hearing import Hearing, hear
from concord.coding.options import OptionHit, find_options, read_options
from concord.coding.relation_words import read_relations
from concord.coding.saying import find_whens, on_publication, said_when
from concord.coding.settling import settle
from concord.coding.stances import Judgement, StanceWords, judge, read_stances
from concord.coding.telling import claims_act, tells_something
from concord.coding.terms import find_terms
from concord.coding.times import customs_of
from concord.coding.utterances import number_utterances
from concord.identity import statement_id
from concord.model import Document, Span, Stance, Statement, Voice
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution
    from concord.coding.speakers import Cast, Source


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
    violence = read_relations(book.lexicon("relations"))
    hits = find_options(text, read_options(book.lexicon("options")), cast)
    whens = find_whens(document, customs_of(book))
    found: list[Statement] = []
    weak: set[str] = set()
    designs = tuple(find_designs(text, sentences, cast, attributions))
    for said in (*attributions, *(d for d in designs if _names_option(d, hits))):
        when = said_when(document, said, whens)
        if claims_act(said, text, partial(violence.has, "attack_nouns")):
            spoken = [(replace(_bare(document, said, cast), stance="claims_responsibility"), False)]
        else:
            spoken = _spoken(document, said, attributions, hits, cast, words)
        found.extend(replace(made, said=when) for made, _ in spoken)
        weak.update(made.id for made, is_weak in spoken if is_weak)
    acts = find_acts(document, sentences, cast, hits, whens)
    acts = [act for act in acts if not _is_alleged(act, attributions)]
    acts += find_terms(document, sentences, hits, acts)
    courses = [d for d in designs if is_course(d)]
    found = [_followed(made, courses, acts) for made in found]
    found = _told_once(found, acts)
    author = find_author(document, sentences, attributions, words)
    if author is not None:
        found = [_read_by(author, text, made) for made in found]
        when = on_publication(document)
        advice = find_advice(document, sentences, author, attributions, hits, words)
        found.extend(replace(made, said=when) for made in advice)
    return number_utterances(document, settle(_unique(found), weak))


_BACK = 300  # characters back to an act that dates the course which goes on with it


def _followed(
    made: Statement, courses: Sequence[Attribution], acts: Sequence[Statement]
) -> Statement:
    """Return what a course of action involved as an act; dated like the act it goes on with."""
    taken = any(
        d.source_start == made.start or any(s.start <= made.start < s.end for s in d.content)
        for d in courses
        if d.source.label == made.speaker_name and d.cue == made.cue
    )
    if not taken or made.option is None:
        return made
    before = (
        act.said
        for act in reversed(acts)
        if act.speaker_name == made.speaker_name and 0 < made.start - act.start < _BACK and act.said
    )
    dated = made.said is not None and made.said.basis != "published"
    back = None if dated else next((replace(when, basis="relative") for when in before), None)
    return replace(made, voice="act", reported_by=None, said=back or made.said)


def _read_by(author: str, text: str, made: Statement) -> Statement:
    """Return a stance that an author only supposes of somebody as the author's account of it."""
    supposed = (made.hedged or made.forecast) and made.voice == "own" and made.option is not None
    quoted = re.search(r"[\"\u201c\u201d]", text[max(0, made.start - 2) : made.end + 2]) is not None
    if not supposed or quoted or made.reported_by is not None:
        return made
    return replace(made, voice="attributed", reported_by=author)


def _names_option(said: Attribution, hits: Sequence[OptionHit]) -> bool:
    return any(holds(said, hit) for hit in hits)


def _spoken(
    document: Document,
    said: Attribution,
    all_said: Sequence[Attribution],
    hits: Sequence[OptionHit],
    cast: Cast,
    words: StanceWords,
) -> list[tuple[Statement, bool]]:
    """Return the statements of an attribution, each with whether its stance is a weak one."""
    made: dict[str, tuple[OptionHit, Judgement]] = {}
    text = document.text
    reported = False  # what "..., he said" reports is coded as the stance of whoever takes it
    for span, hit in _touched(text, said, all_said, hits) if hits else ():
        if said.source_start > hit.end and _is_inner(hit, said, all_said):
            reported = True
            continue
        if made and _in_relative(text, span, hit):
            continue  # "to seize leaders who are there for talks": told beside what is asked
        own = _own(cast, said, span, hit)
        judged = judge(text, span, hit, said.kind, words, own_subject=own, cue=said.cue)
        if _is_own_violence(text, span, hit, said, judged, own=own):
            continue
        if judged.focal and (
            hit.option not in made or _weight(judged) > _weight(made[hit.option][1])
        ):
            made[hit.option] = (hit, judged)
    made = {o: (h, _marked(document.text, said, j, words)) for o, (h, j) in made.items()}
    if not made and reported:
        return []
    if not made:
        carried = carry(document.text, said, all_said, hits, words)
        near = beside(document.text, said, all_said, hits) if carried is None else None
        if near is not None:
            carried = near, Judgement(stance=_POINTED[said.kind][near.sign])
        if carried is None:
            tells = tells_something(document.text, said)
            return [(_bare(document, said, cast), False)] if tells else []
        made[carried[0].option] = carried
    return [
        (_statement(document, said, cast, hit, judged), judged.weak)
        for hit, judged in made.values()
    ]


def _touched(
    text: str, said: Attribution, all_said: Sequence[Attribution], hits: Sequence[OptionHit]
) -> Iterator[tuple[Span, OptionHit]]:
    """Yield the options in a content that are not another speaker's, with their stretch."""
    nested = [a for a in all_said if a.reported_by is not None and a.sentence == said.sentence]
    for span in said.content:
        for hit in hits:
            if not (span.start <= hit.start and hit.end <= span.end) or hit.act:
                continue
            theirs = any(a is not said and holds(a, hit) for a in nested)
            if not theirs and not _is_own_bypass(text, span, hit):
                yield span, hit


def _is_own_violence(
    text: str, span: Span, hit: OptionHit, said: Attribution, judged: Judgement, *, own: bool
) -> bool:
    """Return whether an armed group tells of what it does itself, or ends, by force."""
    if judged.stance in _IN_USE:
        return is_violence(hit, said.source)
    return own and said.kind in _UNDERTAKES and ends_violence(text, span.start, hit, said.source)


# Kinds of words by which one tells of a course of one's own.
_UNDERTAKES = frozenset({"say", "support"})
_IN_USE = frozenset({"supports", "claims_responsibility"})
_POINTED: dict[str, dict[int, Stance]] = {
    "demand": {1: "calls_for", -1: "opposes"},
    "oppose": {1: "opposes", -1: "supports"},
    "reject": {1: "rejects", -1: "supports"},
}
_VERB = 40  # characters before a verb in which its hedge stands


def _marked(text: str, said: Attribution, judged: Judgement, words: StanceWords) -> Judgement:
    """Return the judgement with the marks of the verb ("has reportedly", "will likely resist")."""
    if said.cue_start is None or said.cue_start < said.source_start:
        return judged
    gap = text[max(said.source_start + len(said.written), said.cue_start - _VERB) : said.cue_start]
    hedged = judged.hedged or words.search("hedges", gap) is not None
    forecast = judged.forecast or words.search("forecasts", gap) is not None
    return replace(judged, hedged=hedged, forecast=forecast)


_RELATIVE = lazy_regex(r"\b(?:who|whose|which)\b(?![^,;.]*[,;.])", re.IGNORECASE)


def _in_relative(text: str, span: Span, hit: OptionHit) -> bool:
    """Return whether an option stands in a relative clause of a content."""
    return _RELATIVE.search(text[span.start : hit.start]) is not None


def _is_inner(hit: OptionHit, said: Attribution, all_said: Sequence[Attribution]) -> bool:
    """Return whether what "..., he said" reports is somebody's stance of its own already."""
    return any(
        a.sentence == said.sentence
        and a.kind != "say"
        and a is not said
        and (a.cue_start or a.source_start) < hit.start
        and holds(a, hit)
        for a in all_said
    )


def _told_once(said: Sequence[Statement], acts: Sequence[Statement]) -> list[Statement]:
    """Return both without "declared a ceasefire" twice; what binds the saying binds the act."""
    bound = [s for s in said if s.condition or s.hedged]
    kept = [a for a in acts if not any(_is_same_act(s, a) for s in bound)]
    plain = [s for s in said if s in bound or not any(_is_same_act(s, a) for a in kept)]
    return [*plain, *kept]


_CHARGES = frozenset({"accuse", "deny"})


def _is_alleged(act: Statement, all_said: Sequence[Attribution]) -> bool:
    """Return whether an act is only what somebody else charges, denies or wants."""
    key = (act.speaker_id or act.speaker_name or act.speaker).casefold()
    return any(
        said.kind in _CHARGES
        and said.source.key != key
        and any(s.start <= act.start < s.end for s in said.content)
        for said in all_said
    )


def _is_same_act(said: Statement, act: Statement) -> bool:
    same = said.option == act.option and said.speaker_id == act.speaker_id
    named = said.speaker_name == act.speaker_name
    return same and named and act.start < said.end and said.start < act.end


def _weight(judged: Judgement) -> int:
    return 0 if judged.stance in {"accuses", "denies", "neutral_report"} else 1 + (not judged.weak)


# A subject that is part of the wording does what the verb after it says ("jets hit camps").
_DEED = lazy_regex(
    r"\s+(?:have\s+|has\s+|had\s+)?(?:hit|struck|bombed|shelled|killed|raided|targeted|pounded)\b"
)


def _inside(cast: Cast, hit: OptionHit) -> list[Source]:
    near = cast.within(max(0, hit.start - _VERB), hit.end)
    return [
        s
        for s in near
        if s.start <= hit.start < s.end and s.group and _DEED.match(cast.setting.text, s.end)
    ]


_ADDRESSED = lazy_regex(r"(?:told|tell|inform|assur|remind|warn)", re.IGNORECASE)
_ADDRESSEE = lazy_regex(r"\s*(?:[\w\u2019'-]+\s+){1,6}?that\s")


def _behind_addressee(text: str, said: Attribution, span: Span) -> int:
    """Return where a content begins behind whom it is said to ("told the government that")."""
    if said.cue is None or not _ADDRESSED.match(said.cue):
        return span.start
    lead = _ADDRESSEE.match(text, span.start, span.end)
    return lead.end() if lead else span.start


def _own(cast: Cast, said: Attribution, span: Span, hit: OptionHit) -> bool:
    """Return whether the content up to the option is about the source itself, or about nobody."""
    start = _behind_addressee(cast.setting.text, said, span)
    named = [s for s in cast.within(start, hit.start) if s.kind != "pronoun" and s.label]
    named += _inside(cast, hit)
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
    first = subjects[0]
    lead = cast.setting.text[max(span.start, first.start - _OWNED) : first.start]
    return _POSSESSED.match(first.text) is not None or _POSSESSOR.search(lead) is not None


_OWNED = 24  # characters before a subject in which "its" stands
_POSSESSOR = lazy_regex(r"\b(?:his|her|its|their|our|my)\s+(?:\w+\s+)?$", re.IGNORECASE)
_POSSESSED = lazy_regex(r"(?:his|her|its|their|our|my)\b", re.IGNORECASE)


_OWN_BODY = lazy_regex(
    r"\b(?:his|her|its|their|our|my)\s+(?:\w+\s+)?(?:government|province|party|state|administration|cabinet)\s+"
    r"(?:would|will|had|has|could|can|shall)\b",
    re.IGNORECASE,
)


def _is_own_bypass(text: str, span: Span, hit: OptionHit) -> bool:
    """Return whether it is the source that will act without asking, which is no complaint."""
    return hit.stance == "calls_for" and _OWN_BODY.search(text[span.start : hit.start]) is not None


def _statement(
    document: Document, said: Attribution, cast: Cast, hit: OptionHit, judged: Judgement
) -> Statement:
    base = _bare(document, said, cast)
    if base.voice == "analyst" and (
        judged.stance == "neutral_report" or (judged.weak and judged.stance == "supports")
    ):
        return base  # what an analyst recounts is no stance of the analyst's
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
