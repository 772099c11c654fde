"""Relations between actors: claims, denials, condemnations, havens, truces, talks, kin."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.hearing import Hearing, hear
from concord.coding.named_acts import earlier_violence, name_violence
from concord.coding.phrases import compile_phrases, strings
from concord.coding.speakers.resolve import from_actor
from concord.coding.times import find as find_times
from concord.model import Document, Relation, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution
    from concord.coding.speakers import Cast, Source

_ARMED = frozenset({"armed_group", "movement", "criminal"})
_PARTIES = frozenset(
    {
        "government",
        "armed_group",
        "movement",
        "criminal",
        "security_force",
        "tribal_religious_leaders",
        "party",
    }
)
_LISTS = (
    "attack_nouns", "claims", "denials", "havens", "truce_nouns", "truce_acts", "truce_ends",
    "talk_nouns", "talk_acts", "unreal", "conditional", "allies", "splinters",
)  # fmt: skip
_BETWEEN = re.compile(r"\b(?:with|between|and|to)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
# "our soil will not be used": a promise and no charge
_REFUSED = re.compile(r"\b(?:not|never|nobody|no one)\b.{0,40}\b(?:used?|allow\w*|let)\b")
_EITHER_WAY = frozenset({"talks_with", "ceasefire_with", "ally_of"})
_SUPPOSED = re.compile(r"\W*(?:unless|if)\b", re.IGNORECASE)
_CROWD = re.compile(r"^\W*\d|\b(?:gunmen|attackers?|bombers?|assailants?)$", re.IGNORECASE)
_STOPPED = re.compile(
    r"\b(?:suspend\w*|halt\w*|postpon\w*|cancel\w*|call\w*\s+off|br[eo]ak\w*\s+off|broke\s+off|walk\w*\s+out)\b",
    re.IGNORECASE,
)
_KIN_REACH = 40  # characters between two groups and the words that tie them
_OFFSHOOT = re.compile(
    r"(?:['\u2019]s)?\s+(?:and\s+its\s+)?(?:\w+\s+)?(?:splinter|breakaway|offshoot|faction|dissident)"
    r"(?:\s+(?:groups?|factions?|wing))?\b"
)


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The compiled lexicon ``relations``."""

    lists: dict[str, re.Pattern[str]]

    def has(self, name: str, words: str) -> bool:
        """Return whether a list has a phrase in the words."""
        return self.lists[name].search(words) is not None


@lru_cache(maxsize=4)
def _compile(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> RelationWords:
    named = dict(listed)
    return RelationWords({name: compile_phrases(named.get(name, ())) for name in _LISTS})


def read_relations(lexicon: Mapping[str, Any]) -> RelationWords:
    """Return the compiled wording of relations."""
    return _compile(tuple((str(k), strings(v)) for k, v in lexicon.items()))


def find_relations(
    document: Document, sentences: Sequence[Span], book: Codebook, heard: Hearing | None = None
) -> tuple[Relation, ...]:
    """Return the relations that a document reports, in order, each pair and kind once a sentence.

    The object of a claim, denial or condemnation is the act of violence in the text's words; truces
    and talks are between two parties, the one named first as subject.
    """
    heard = heard or hear(document, sentences, book)
    cast, said = heard.cast, heard.said
    words = read_relations(book.lexicon("relations"))
    found: list[Relation] = []
    for sentence in sentences:
        here = [a for a in said if a.sentence == sentence]
        told = _of_sentence(document, sentence, here, cast, words)
        found.extend(_dated(made, document, sentence) for made in told)
    return tuple(_unique(found))


def _of_sentence(
    document: Document,
    sentence: Span,
    said: Sequence[Attribution],
    cast: Cast,
    words: RelationWords,
) -> Iterator[Relation]:
    for attribution in said:
        yield from _spoken(document, attribution, cast, words)
    yield from _claimed(document, sentence, said, cast, words)
    yield from _mutual(document, sentence, cast, words)
    yield from _kin(document, sentence, cast, words)


def _make(
    document: Document, sentence: Span, subject: Source, relation: str, target: Source | str
) -> Relation:
    label, target_id = (
        (target, None) if isinstance(target, str) else (target.label, target.actor_id)
    )
    return Relation(
        id=f"{document.id}-r{sentence.start}-{relation}-{_slug(subject.label)}-{_slug(label)}",
        document_id=document.id, subject=subject.label, relation=relation, object=label,
        start=sentence.start, end=sentence.end, quote=document.text[sentence.start : sentence.end],
        subject_id=subject.actor_id, object_id=target_id,
    )  # fmt: skip


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40]


def _spoken(
    document: Document, said: Attribution, cast: Cast, words: RelationWords
) -> Iterator[Relation]:
    """Yield the relations that a speech act makes: condemns, denies, accuses of giving refuge."""
    content = " ".join(document.text[s.start : s.end] for s in said.content)
    if (said.kind == "condemn" and words.has("attack_nouns", content)) or (
        said.kind == "condemn" and not content.strip()
    ):
        yield _make(
            document,
            said.sentence,
            said.source,
            "condemns",
            name_violence(document.text, said, words),
        )
    if (
        said.source.group in _ARMED
        and words.has("denials", content)
        and (said.kind == "deny" or re.search(r"\b(?:no|not|nothing|never)\b", content))
    ):
        yield _make(
            document,
            said.sentence,
            said.source,
            "denies_responsibility",
            name_violence(document.text, said, words),
        )
    refused = _REFUSED.search(content) is not None
    blaming = said.kind in {"accuse", "say", "demand", "condemn", "oppose"} and not refused
    if blaming and words.has("havens", content):
        host = _host(said, cast)
        if host is not None:
            yield _make(document, said.sentence, said.source, "accuses_of_safe_haven", host)


def _host(said: Attribution, cast: Cast) -> Source | None:
    """Return the foreign state that a content blames for giving refuge."""
    abroad = said.source.group in {"international", "institute"}
    own = said.source.country or (None if abroad else cast.setting.home)
    if said.source.group in _ARMED:
        return None
    for span in said.content:
        for source in cast.within(span.start, span.end):
            state = (
                source.group in {"government", "security_force"}
                or source.side == "de_facto_government"
            )
            if state and source.country != own and source.key != said.source.key:
                return source
    return _soil(said, cast, own)


def _soil(said: Attribution, cast: Cast, own: str | None) -> Source | None:
    """Return the state whose land a content names without naming it ("Kenyan border towns")."""
    for span in said.content:
        country = cast.setting.country_in(cast.setting.text[span.start : span.end])
        state = cast.setting.state("gov", country) if country and country != own else None
        if state is not None:
            return from_actor(state, span.start, span.end, state.name)
    return None


def _claimed(
    document: Document,
    sentence: Span,
    said: Sequence[Attribution],
    cast: Cast,
    words: RelationWords,
) -> Iterator[Relation]:
    text = document.text[sentence.start : sentence.end]
    for attribution in said:
        content = " ".join(document.text[s.start : s.end] for s in attribution.content)
        armed = attribution.source.group in _ARMED
        plain = attribution.cue is not None and attribution.cue.lower().startswith("claim")
        attack = plain and re.match(
            r"\s*(?:the|a|an|monday|tuesday|wednesday|thursday|friday|saturday|sunday|it|both|two|three|several)\b",
            content,
            re.IGNORECASE,
        )
        if attribution.kind == "claim" or (armed and attack and words.has("attack_nouns", content)):
            if not re.search(
                r"\b(?:no|not|never|nobody)\b",
                text[: max(0, (attribution.cue_start or 0) - sentence.start)],
            ):
                yield _make(
                    document,
                    sentence,
                    attribution.source,
                    "claims_responsibility",
                    name_violence(document.text, attribution, words),
                )
        elif (
            armed
            and attribution.kind != "deny"
            and words.has("claims", content)
            and not re.search(r"\b(?:no|not|never|denied)\b", content)
        ):
            yield _make(
                document,
                sentence,
                attribution.source,
                "claims_responsibility",
                name_violence(document.text, attribution, words),
            )
    passive = re.search(r"\bclaimed by\s+(?:the\s+)?", text)
    if passive:
        after = cast.within(sentence.start + passive.end() - 4, sentence.end)
        armed_after = [s for s in after if s.group in _ARMED]
        if armed_after:
            yield _make(
                document,
                sentence,
                armed_after[0],
                "claims_responsibility",
                earlier_violence(document.text, sentence.start + passive.start(), words)
                or "attack",
            )


def _mutual(
    document: Document, sentence: Span, cast: Cast, words: RelationWords
) -> Iterator[Relation]:
    """Yield truces, their ends and talks between the two parties of a sentence."""
    if _SUPPOSED.match(document.text, sentence.start):
        return
    for relation, first, second in find_pacts(document, sentence, cast, words):
        yield _make(document, sentence, first, relation, second)


def _pacts(
    text: str, sentence: Span, cast: Cast, words: RelationWords
) -> Iterator[tuple[str, Source, Source]]:
    truce = words.lists["truce_nouns"].search(text)
    if truce:
        ends = words.has("truce_ends", text)
        pair = _pair(sentence, cast, truce.start() + sentence.start)
        real = not words.has("unreal", text[max(0, truce.start() - 50) : truce.start()])
        if pair and real and (ends or words.has("truce_acts", text)):
            yield "ends_ceasefire_with" if ends else "ceasefire_with", *pair
    talks = words.lists["talk_nouns"].search(text)
    if talks and words.has("talk_acts", text):
        pair = _pair(sentence, cast, talks.start() + sentence.start)
        near = text[max(0, talks.start() - 60) : talks.end() + 30]
        if pair and not words.has("unreal", near) and not _STOPPED.search(near):
            yield "talks_with", *pair


def find_pacts(
    document: Document, sentence: Span, cast: Cast, words: RelationWords
) -> tuple[tuple[str, Source, Source], ...]:
    """Return the truces, their ends and talks of a sentence, with both parties."""
    return tuple(_pacts(document.text[sentence.start : sentence.end], sentence, cast, words))


def _pair(sentence: Span, cast: Cast, place: int) -> tuple[Source, Source] | None:
    """Return the two parties of a truce or talks: an armed group and its counterpart."""
    named = [
        s
        for s in cast.within(sentence.start, sentence.end)
        if s.group in _PARTIES
        and s.name
        and not s.weak
        and not (s.metonym and s.placed)
        and not _CROWD.search(s.name)
    ]
    distinct: list[Source] = []
    for source in named:
        if all(source.key != d.key for d in distinct):
            distinct.append(source)
    armed = [s for s in distinct if s.group in _ARMED]
    other = [s for s in distinct if s.group not in _ARMED and s.group != "party"]
    armed = _with_partner(cast.setting.text, armed, place)
    if armed and other:
        led = [s for s in other if s.start < place] or _beside(armed[0], other)
        if not led:
            return _with_home(cast, armed[0])
        near = min(led, key=lambda s: (s.group != "government", abs(s.start - place)))
        first, second = sorted((armed[0], near), key=lambda s: s.start)
        return first, second
    if len(armed) == 1 and not other:
        return _with_home(cast, armed[0])
    states = [s for s in other if s.group == "government"]
    if not armed and len({s.country for s in states if s.country}) > 1:
        pair = [
            next(s for s in states if s.country == c)
            for c in dict.fromkeys(s.country for s in states if s.country)
        ]
        return pair[0], pair[1]
    return None


def _with_partner(text: str, armed: list[Source], place: int) -> list[Source]:
    """Return the armed groups, the one first that a truce or talks at ``place`` are with."""
    partner = next(
        (s for s in armed if s.start > place and _BETWEEN.search(text[place : s.start])), None
    )
    return [partner, *(s for s in armed if s is not partner)] if partner else armed


def _beside(armed: Source, other: Sequence[Source]) -> list[Source]:
    """Return the counterparts that stand right after an armed group ("talks of X with Y")."""
    return [s for s in other if 0 <= s.start - armed.end < _KIN_REACH]


def _with_home(cast: Cast, armed: Source) -> tuple[Source, Source] | None:
    """Return an armed group and the government of its country, or None if that is not known."""
    government = cast.setting.state("gov", armed.country)
    if government is None:
        return None
    return armed, from_actor(government, armed.start, armed.end, government.name)


def _kin(
    document: Document, sentence: Span, cast: Cast, words: RelationWords
) -> Iterator[Relation]:
    """Yield splinters and allies: the group before the wording and the one after it."""
    text = document.text
    named = [s for s in cast.within(sentence.start, sentence.end) if s.group in _ARMED and s.name]
    for relation, name in (("splinter_of", "splinters"), ("ally_of", "allies")):
        for match in words.lists[name].finditer(text, sentence.start, sentence.end):
            before = [s for s in named if s.end <= match.start() + 1]
            after = [s for s in named if 0 <= s.start - match.end() + 1 < _KIN_REACH]
            if before and after and before[-1].key != after[0].key:
                yield _make(document, sentence, before[-1], relation, after[0])
    yield from _offshoots(document, sentence, named)


def _offshoots(document: Document, sentence: Span, named: Sequence[Source]) -> Iterator[Relation]:
    """Yield "X, a Y splinter" and "the Y faction X"."""
    text = document.text
    for parent in named:
        tail = _OFFSHOOT.match(text, parent.end)
        if tail is None:
            continue
        before = [s for s in named if s.end <= parent.start and s.key != parent.key]
        after = [s for s in named if 0 <= s.start - tail.end() <= len(", the ")]
        child = next(iter(after), None)
        if child is None and before and parent.start - before[-1].end <= _KIN_REACH:
            child = before[-1]
        if child is not None and child.key != parent.key:
            yield _make(document, sentence, child, "splinter_of", parent)


def _dated(made: Relation, document: Document, sentence: Span) -> Relation:
    try:
        published = document.published_on
    except ValueError:
        published = None
    when: When | None = None
    for found in find_times(document.text[sentence.start : sentence.end], published=published):
        if found.kind in {"date", "time"} and found.first is not None and found.start is not None:
            when = replace(
                found, start=found.start + sentence.start, end=(found.end or 0) + sentence.start
            )
            break
    return replace(made, when=when)


def _unique(found: Iterable[Relation]) -> list[Relation]:
    kept: dict[tuple[str, ...], Relation] = {}
    for relation in found:
        ends = (relation.subject, relation.object)
        mutual = relation.relation in _EITHER_WAY
        first = relation.when.first if mutual and relation.when else None
        key = (*sorted(ends), str(first)) if mutual else ends
        kept.setdefault((relation.relation, *key), relation)
    return list(kept.values())
