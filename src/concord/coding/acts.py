"""Acts without speech: signed, launched, withdrew, boycotted, banned; positions from deeds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.attribution.subjects import main_subject
from concord.coding.audiences import is_audience
from concord.coding.frames import agented, governed, possessed
from concord.coding.options import OptionHit
from concord.coding.pacts import find_pacts, may_tell_pacts
from concord.coding.relation_words import RelationWords, read_relations
from concord.coding.saying import done_when
from concord.coding.speakers.persons import is_organisation
from concord.coding.speakers.sources import ARMED, FIGHTING, HOLDERS
from concord.identity import statement_id
from concord.model import Document, Span, Statement, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.speakers import Cast, Source

_GAP = lazy_regex(
    r"^\s*,?\s*(?:(?:has|have|had|also|then|later|already|jointly|formally|\w+ly|on\s+\w+day|in\s+\w+(?:\s+\d{4})?|itself|last\s+\w+|claim\w*\s+to\s+have|sa(?:id|ys)\s+(?:it|they|he|she)\s+(?:had|has|have)|admitted\s+(?:to\s+)?having|again|both|who|which|now|once)\s*,?\s*)*$"
)
_PASSIVE = lazy_regex(
    r"\b(?:was|were|been|being|be|is|are|to|not|never|will|would|may|might|could|if)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# What is denied, refused or only asked for is no act.
_UNDONE = lazy_regex(
    r"\b(?:den(?:y|ied|ies|ying)|refus\w+|without|against|instead\s+of|avoid\w*|reject\w*|propos\w+|consider\w*|"
    r"rul\w+\s+out|oppos\w+|favou?r\w*|(?:urg|ask|call|demand|press|want|invit|tell|told)\w*\s+(?:[\w'\u2019-]+\s+){1,8}?to)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# "announced no operation", "denied that it had announced a truce": nothing was done.
_NONE = lazy_regex(r"\b(?:no|any|never)\s", re.IGNORECASE)
_DENIED = lazy_regex(r"\bden(?:y|ied|ies|ying)\b(?:\s+that\b)?[^,;.]*$", re.IGNORECASE)
_PARTICIPIAL = lazy_regex(r"(?:,\s*(?:\w+ly\s+|also\s+|then\s+)?|\b(?:by|after|while|before)\s+)$")
_BY = lazy_regex(r"\bby\s+(?:the\s+)?$")
_WITH = lazy_regex(r"\b(?:with|between)\s+(?:the\s+)?$")
_PLACE = lazy_regex(
    r"\b(?:in|inside|on|near|across)\s+(?:the\s+)?(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)"
)
_KNOWN = 20_000  # inhabitants of a town that a name alone is taken to mean
_UNITS = frozenset({"country", "admin1", "admin2"})
# Means of states: what an armed group does with arms is violence, and no stand on any of them.
_FORCE = frozenset({"kinetic_operations", "intelligence_based_operations", "cross_border_strikes"})
_MUTUAL = frozenset({"ceasefire_peace_deal", "negotiation", "host_state_dialogue"})


def find_acts(
    document: Document, sentences: Sequence[Span], cast: Cast, hits: Sequence[OptionHit],
    whens: Sequence[When],
) -> list[Statement]:  # fmt: skip
    """Return the statements of voice ``act``: a named actor carries an option out, or ends it.

    A mutual act (an accord, a truce, talks) is a position of both parties named; an operation on
    another state's soil is a strike across the border.
    """
    pacts = read_relations(cast.setting.book.lexicon("relations"))
    found: list[Statement] = []
    done = sorted([*hits, *governed(document.text, hits)], key=lambda h: (h.start, h.end, h.option))
    agreed = may_tell_pacts(document.text, pacts)
    for sentence in sentences if done or agreed else ():
        here = [h for h in done if sentence.start <= h.start < sentence.end]
        for hit in here:
            if hit.act:
                said = done_when(document, sentence, whens)
                actors = _actors(document.text, sentence, cast, hit)
                for actor in actors:
                    if _is_own_force(hit, actor):
                        continue
                    placed = _across(document.text, sentence, cast, hit, actor)
                    found.append(replace(_act(document, sentence, placed, actor), said=said))
        for hit, actor in _told(document.text, sentence, here, cast) if here else ():
            made = _act(document, sentence, hit, actor)
            found.append(replace(made, said=done_when(document, sentence, whens)))
        if agreed:
            known = {(s.speaker_name, s.option) for s in found if s.end == sentence.end}
            made_both = _from_pacts(document, sentence, cast, pacts, whens)
            found.extend(s for s in made_both if (s.speaker_name, s.option) not in known)
    return found


def _told(
    text: str, sentence: Span, done: Sequence[OptionHit], cast: Cast
) -> Iterator[tuple[OptionHit, Source]]:
    """Yield the acts of a sentence that are told by a noun or a passive, each with its doer."""
    named = [s for s in cast.within(sentence.start, sentence.end) if s.kind != "pronoun"]
    for hit, actor in (*agented(text, done, named, sentence.end), *possessed(text, done, named)):
        if (_acts(actor) or _decides(actor, hit)) and not _is_own_force(hit, actor):
            yield hit, actor


def is_violence(hit: OptionHit, actor: Source) -> bool:
    """Return whether a means in use is an armed group's own violence ("bandits raided a village").

    Violence is coded as an incident, and is no stand on what a state should do about it.
    """
    return _is_own_force(hit, actor) and hit.sign > 0


_WHOSE = lazy_regex(
    r"\b(?:its|their|our|his)\s+(?:own\s+)?(?:[\w-]+\s+){0,2}$"
    r"|\b(?:it|they|we)\s+(?:[\w'\u2019]+\s+){0,3}?(?:stop|halt|end|suspend|paus|ceas|call|wind|scal)\w*\s+"
    r"(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_ITS = lazy_regex(r"\b(?:its|their|our|his)\b", re.IGNORECASE)


def ends_violence(text: str, start: int, hit: OptionHit, actor: Source) -> bool:
    """Return whether words from ``start`` on tell how an armed group ends its own violence.

    "It had paused its offensive" is no stand on what a state does, whatever it may be as an act.
    """
    lead, named = text[start : hit.start], text[hit.start : hit.end]
    own = _WHOSE.search(lead) is not None or _ITS.search(named) is not None
    return own and _is_own_force(hit, actor)


def _is_own_force(hit: OptionHit, actor: Source) -> bool:
    """Return whether a means that an actor uses or ends is the force of an armed group itself."""
    armed = actor.group in FIGHTING or actor.side == "armed_group"
    return armed and actor.side != "pro_government" and hit.option in _FORCE


def _actors(text: str, sentence: Span, cast: Cast, hit: OptionHit) -> list[Source]:
    """Return who did what an act tells: its subject, whom it is joined to, the other party."""
    left = text[sentence.start : hit.start]
    if _UNDONE.search(left) or _NONE.search(text[hit.start : hit.end]) or _DENIED.search(left):
        return []
    here = cast.within(sentence.start, sentence.end)
    named = [s for s in here if s.kind != "pronoun"]
    before = [
        s
        for s in named
        if s.end <= hit.start and not _AS.search(text[max(0, s.start - 24) : s.start])
    ]
    told = not _PASSIVE.search(left) and not _OPENING.fullmatch(left)
    pronoun = _pronoun_of(text, here, hit) if told else None
    if pronoun is not None and _both(pronoun):
        return _parties(cast, pronoun)
    subject = (
        _referent(text, sentence, cast, pronoun)
        if pronoun is not None
        else _subject(text, sentence, (named, before), hit)
    )
    if subject is None or not (_acts(subject) or _decides(subject, hit)):
        return []
    joined = [
        s
        for s in before[:-1]
        if re.fullmatch(r"\s*,?\s*(?:and|&|as well as)\s+(?:the\s+)?", text[s.end : subject.start])
    ]
    beside = [s for s in joined[-1:] if _acts(s)]
    return [subject, *beside, *_partner(text, named, hit, subject)]


def _pronoun_of(text: str, here: Sequence[Source], hit: OptionHit) -> Source | None:
    """Return the pronoun right before an act: the last one of its sentence, if it touches it."""
    last = next((s for s in reversed(here) if s.kind == "pronoun" and s.end <= hit.start), None)
    return last if last is not None and _GAP.match(text[last.end : hit.start]) else None


def _subject(
    text: str, sentence: Span, sources: tuple[list[Source], list[Source]], hit: OptionHit
) -> Source | None:
    """Return who does an act among the sources named in its sentence, and those before it."""
    named, before = sources
    left = text[sentence.start : hit.start]
    if _PASSIVE.search(left):
        after = (s for s in named if s.start >= hit.start and _BY.search(text[hit.start : s.start]))
        return next(after, None)
    if _OPENING.fullmatch(left):
        return _main(text, sentence, named, hit)
    if not before:
        return None
    near = _behind_agent(text, before)
    if _GAP.match(text[near.end : hit.start]):
        return near
    participle = re.match(r"\w+ing\b", text[hit.start : hit.end])
    return before[0] if participle and _PARTICIPIAL.search(left) else None


def _partner(text: str, named: Sequence[Source], hit: OptionHit, subject: Source) -> list[Source]:
    """Return the party with which a mutual act is done: "signed a truce with the X"."""
    if hit.option not in _MUTUAL or hit.sign <= 0 or _ONE_SIDED.search(text[hit.start : hit.end]):
        return []
    partners = [s for s in named if s.start > hit.start and _WITH.search(text[hit.start : s.start])]
    return [
        s
        for s in partners[:1]
        if (s.actor_id or not s.label.islower()) and _acts(s) and s.key != subject.key
    ]


# "as a coalition and provincial government": what the subject is called, and no other doer.
_AS = lazy_regex(
    r"\bas\s+(?:both\s+|either\s+)?(?:an?\s+|the\s+)?(?:\w+\s+and\s+)?$", re.IGNORECASE
)
_LED = lazy_regex(r"\b(?:led|headed|backed|run|supported)\s+by\s+(?:the\s+)?$")


def _behind_agent(text: str, before: list[Source]) -> Source:
    """Return the source before an act; "the government, led by X, signed": not X."""
    near = before[-1]
    led = len(before) > 1 and _LED.search(text[max(0, near.start - 24) : near.start])
    closed = led and text[near.end : near.end + 1] == ","
    return before[-2].at(near.start, near.end, before[-2].text) if closed else near


# "After launching an operation, X ...": whose doing a participle is.
_OPENING = lazy_regex(
    r"\W*(?:(?:after|before|despite|while|by|since|on|besides|apart\s+from|following)\s+)?(?:\w+ly\s+)?",
    re.IGNORECASE,
)
_MEANT = 700  # characters back to whom a pronoun stands for


def _main(text: str, sentence: Span, named: Sequence[Source], hit: OptionHit) -> Source | None:
    """Return the subject of the clause that a participle opens, or None if it is no participle."""
    if not re.match(r"\w+ing\b", text[hit.start : hit.end]):
        return None
    comma = text.find(",", hit.end, sentence.end)
    after = (s for s in named if comma >= 0 and s.start > comma)
    first = next(after, None)
    near = first is not None and not text[comma + 1 : first.start].replace("the", "").strip()
    return first if near else None


def _both(pronoun: Source) -> bool:
    return pronoun.text.lower() in {"both sides", "both parties", "the two sides", "the two"}


def _parties(cast: Cast, pronoun: Source) -> list[Source]:
    """Return the last two bodies named before "both sides", one of them an armed one."""
    named: dict[str, Source] = {}
    for source in reversed(cast.within(max(0, pronoun.start - _MEANT), pronoun.start)):
        site = source.metonym and source.placed
        if source.group in HOLDERS and not source.weak and not site:
            named.setdefault(source.key, source)
    two = list(named.values())[:2]
    armed = any(s.group in ARMED for s in two)
    return two if armed else []


def _referent(text: str, sentence: Span, cast: Cast, pronoun: Source) -> Source | None:
    """Return whom a pronoun before an act stands for, written as the pronoun; None if unclear."""
    word = pronoun.text.lower()
    earlier = [s for s in cast.within(max(0, sentence.start - _MEANT), pronoun.start) if s.group]
    if word in {"he", "she"}:
        persons = (s for s in reversed(earlier) if s.person or s.office)
        meant = next(persons, None)
    elif word in {"it", "they"}:
        same = [s for s in earlier if s.start >= sentence.start]
        start = max(
            text.rfind(". ", 0, max(0, sentence.start - 2)), text.rfind("\n", 0, sentence.start - 1)
        )
        meant = main_subject(text, same or [s for s in earlier if s.start > start])
    else:
        meant = None
    return meant.at(pronoun.start, pronoun.end, pronoun.text) if meant is not None else None


# A policy of talks is that of one side.
_ONE_SIDED = lazy_regex(
    r"\b(?:policy|approach|strategy|route|track|pursu\w+|offer\w*|sought|propos\w+)\b",
    re.IGNORECASE,
)
_BODIES = frozenset({"name", "tribal", "institute", "tribal_religious_leaders", "opposition"})


# Parliaments, courts and commissions decide on these, whatever the cast takes them for.
_DECIDING = lazy_regex(
    r"\b(?:commission|court|assembly|parliament|senate|congress|council|jirga|prosecutors?"
    r"|judges?)\b",
    re.IGNORECASE,
)
_DECIDED = frozenset(
    ["legal_proscription_courts", "political_inclusion_reform", "election_emergency_measures",
     "security_funding_fiscal", "refugee_deportation", "governance_police_capacity"]
)  # fmt: skip


def _decides(source: Source, hit: OptionHit) -> bool:
    described = source.kind == "description" and not source.weak
    return described and hit.option in _DECIDED and _DECIDING.search(source.text) is not None


def _acts(source: Source) -> bool:
    if (
        source.group in _BODIES
        and source.name
        and (source.kind != "name" or is_organisation(source.name))
    ):
        return True
    return source.group in HOLDERS or (source.kind == "person" and source.group is not None)


def _from_pacts(
    document: Document,
    sentence: Span,
    cast: Cast,
    pacts: RelationWords,
    whens: Sequence[When],
) -> Iterator[Statement]:
    """Yield the positions that truces and talks are: of both parties, an end of its author."""
    found = find_pacts(document, sentence, cast, pacts)
    if not found or pacts.has("conditional", document.text[sentence.start : sentence.end]):
        return
    said = done_when(document, sentence, whens)
    for relation, first, second in found:
        if relation == "talks_with" and is_audience(
            document.text, sentence.start, sentence.end, None
        ):
            continue
        armed = {first.group, second.group} & ARMED
        talks = "negotiation" if armed else "host_state_dialogue"
        option = talks if relation == "talks_with" else "ceasefire_peace_deal"
        ended = relation == "ends_ceasefire_with"
        hit = OptionHit(option, sentence.start, sentence.end, -1 if ended else 1, act=True)
        for actor in (first,) if ended else (first, second):
            if document.text[actor.start : actor.end] != actor.text:
                continue  # the home government, which the sentence does not name
            yield replace(_act(document, sentence, hit, actor), said=said, cue=None)


def _across(text: str, sentence: Span, cast: Cast, hit: OptionHit, actor: Source) -> OptionHit:
    """Return a strike on another state's soil as one across the border, any other act as it is."""
    if hit.option != "kinetic_operations" or hit.sign < 0 or actor.country is None:
        return hit
    if actor.group not in {"government", "security_force"}:
        return hit
    for match in _PLACE.finditer(text, hit.start, sentence.end):
        places = cast.setting.book.gazetteer.find(match["name"])
        named = places and (places[0].kind in _UNITS or places[0].population >= _KNOWN)
        if not named:
            continue
        if places[0].country != actor.country:
            return replace(hit, option="cross_border_strikes")
        return hit
    return hit


def _act(document: Document, sentence: Span, hit: OptionHit, actor: Source) -> Statement:
    return Statement(
        id=statement_id(document.id, actor.start, hit.start, hit.option),
        document_id=document.id,
        speaker=actor.text,
        stance="supports" if hit.sign > 0 else "opposes",
        voice="act",
        start=hit.start,
        end=sentence.end,
        quote=document.text[hit.start : sentence.end],
        speaker_id=actor.actor_id,
        speaker_name=actor.label,
        person=actor.person,
        office=actor.office,
        speaker_side=actor.side,
        cue=document.text[hit.start : hit.end],
        option=hit.option,
    )
