"""Relations between actors: claims, denials, condemnations, havens, truces, talks, kin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.hearing import Hearing, hear
from concord.coding.kin import find_kin
from concord.coding.named_acts import earlier_violence, name_violence
from concord.coding.pacts import find_pacts, may_tell_pacts
from concord.coding.relation_words import RelationWords, read_relations
from concord.coding.speakers.making import from_actor
from concord.coding.speakers.sources import ARMED
from concord.coding.times import find as find_times
from concord.model import Document, Relation, Span, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.attribution import Attribution
    from concord.coding.speakers import Cast, Source

_POINTED = lazy_regex(r"\s*(?:it|them|this|that)\b", re.IGNORECASE)  # "condemned it as cowardly"
# "our soil will not be used": a promise and no charge
_REFUSED = lazy_regex(r"\b(?:not|never|nobody|no one)\b.{0,40}\b(?:used?|allow\w*|let)\b")
_EITHER_WAY = frozenset({"talks_with", "ceasefire_with", "ally_of"})
_SUPPOSED = lazy_regex(r"\W*(?:unless|if)\b", re.IGNORECASE)


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
    by_sentence: dict[Span, list[Attribution]] = {}
    for attribution in said:
        by_sentence.setdefault(attribution.sentence, []).append(attribution)
    pacts = may_tell_pacts(document.text, words)
    for sentence in sentences:
        told: list[Relation] = []
        for attribution in by_sentence.get(sentence, ()):
            told += _spoken(document, attribution, cast, words)
        told += _claimed(document, sentence, by_sentence.get(sentence, ()), cast, words)
        told += _mutual(document, sentence, cast, words) if pacts else ()
        for child, relation, parent in find_kin(document.text, sentence, cast, words):
            told.append(_make(document, sentence, child, relation, parent))
        found += [_dated(made, document, sentence) for made in told]
    return tuple(_unique(found))


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
    text = document.text
    content = " ".join(text[s.start : s.end] for s in said.content)
    if _condemns(text, said, content, words):
        yield _make(
            document, said.sentence, said.source, "condemns", name_violence(text, said, words)
        )
    if _denies_deed(said, content, words):
        deed = name_violence(text, said, words)
        yield _make(document, said.sentence, said.source, "denies_responsibility", deed)
    accuser = _accuser(text, said, cast, words) if said.kind in _ANSWERS else None
    if accuser is not None:
        yield _make(document, said.sentence, accuser, "accuses_of_safe_haven", said.source)
    blames = said.kind in _BLAMING and _has(text, said, words, "havens", content)
    if blames and not _REFUSED.search(content):
        host = _host(said, cast)
        if host is not None:
            yield _make(document, said.sentence, said.source, "accuses_of_safe_haven", host)


def _condemns(text: str, said: Attribution, content: str, words: RelationWords) -> bool:
    """Return whether a speaker condemns violence: by the verb, or by what it is called."""
    condemning = said.kind == "condemn"
    pointed = not content.strip() or _POINTED.match(content) is not None
    if condemning and pointed:
        return True
    named = condemning or _brands(said, content)
    return named and _has(text, said, words, "attack_nouns", content)


def _denies_deed(said: Attribution, content: str, words: RelationWords) -> bool:
    """Return whether a fighting group says that an act was none of its own."""
    if said.source.group not in ARMED:
        return False
    aloof = said.kind == "deny" and (said.cue or "").lower().startswith(("distanc", "disown"))
    denied = words.has("denials", content) or (aloof and words.has("attack_nouns", content))
    return denied and (said.kind == "deny" or _NOTHING.search(content) is not None)


def _has(text: str, said: Attribution, words: RelationWords, name: str, content: str) -> bool:
    """Return whether a list has a phrase in a content, by the text's own words where it can be.

    A content of one stretch that nothing runs into holds what the text holds there: phrases look
    at no more than the letter before them.
    """
    if len(said.content) != 1:
        return words.has(name, content)
    span, listed = said.content[0], words.lists[name]
    before = text[span.start - 1 : span.start]
    if not before or not (before.isalnum() or before in "_-"):
        return listed.search(text, span.start, span.end) is not None
    return listed.may_match(text, span.start, span.end) and words.has(name, content)


_BLAMING = frozenset({"accuse", "say", "demand", "condemn", "oppose"})
_ANSWERS = frozenset({"deny", "reject"})
# "denied X's charges of support for the group": whose charge it is that is denied.
_CHARGE = lazy_regex(
    r"['\u2019]s?\s+(?:\w+\s+){0,2}(?:accusation|charge|allegation|claim|complaint)s?\s"
)
_BRANDED = lazy_regex(
    r"(?:call|label|term|describ|dub|brand|denounc|deplor|decr|slam)", re.IGNORECASE
)
_HORRORS = lazy_regex(
    r"\b(?:war\s+crimes?|crimes?\s+against|ruthless|barbar\w+|cowardly|heinous|savage|criminal|atroci\w+|brutal|inhuman\w*"
    r"|despicable|shameful|un-?islamic|terrorism|act\s+of\s+terror|murder\w*|outrage\w*|unforgivable)\b",
    re.IGNORECASE,
)


def _brands(said: Attribution, content: str) -> bool:
    """Return whether violence is called a crime or the like, which condemns it."""
    cue = said.cue or ""
    return _BRANDED.match(cue) is not None and (
        _HORRORS.search(content) is not None or said.kind == "oppose"
    )


def _accuser(text: str, said: Attribution, cast: Cast, words: RelationWords) -> Source | None:
    """Return whose charge of giving refuge a state denies, if its content says whose it is."""
    if said.source.group != "government" and said.source.side != "de_facto_government":
        return None
    for span in said.content:
        for source in cast.within(span.start, span.end):
            charge = _CHARGE.match(text, source.end, span.end)
            other = source.key != said.source.key and source.group in {
                "government",
                "security_force",
            }
            if charge and other and words.has("havens", text[charge.end() : span.end]):
                return source
    return None


def _host(said: Attribution, cast: Cast) -> Source | None:
    """Return the foreign state that a content blames for giving refuge."""
    abroad = said.source.group in {"international", "institute"}
    own = said.source.country or (None if abroad else cast.setting.home)
    if said.source.group in ARMED:
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


# "claimed to have destroyed two bases": what is claimed as one's own deed.
_HAVING = lazy_regex(
    r"\s*to\s+have\s+(?:destroyed|struck|hit|attacked|targeted|bombed|carried\s+out|killed|shot\s+down)\b"
)


_CLAIMED_BY = lazy_regex(r"\bclaimed by\s+(?:the\s+)?")
_LONGEST_DEED = 90  # characters of a deed in the words of the one who claims it


def _deed(content: str) -> str:
    """Return a deed that is claimed in so many words ("destroyed two bases of the group")."""
    words = content.strip().removeprefix("to have ").split(",")[0].rstrip(" .;")
    return words if len(words) <= _LONGEST_DEED else words[:_LONGEST_DEED].rsplit(" ", 1)[0]


_ATTACKED = lazy_regex(
    r"\s*(?:the|a|an|monday|tuesday|wednesday|thursday|friday|saturday|sunday|it|both|two|three|several)\b",
    re.IGNORECASE,
)
_NOTHING = lazy_regex(r"\b(?:no|not|nothing|never)\b")
_NOBODY = lazy_regex(r"\b(?:no|not|never|nobody)\b")
_DENIED = lazy_regex(r"\b(?:no|not|never|denied)\b")


def _claimed(
    document: Document,
    sentence: Span,
    said: Sequence[Attribution],
    cast: Cast,
    words: RelationWords,
) -> Iterator[Relation]:
    """Yield the claims of a sentence: of those who speak in it, and of whom it was claimed by."""
    for attribution in said:
        deed = _claimed_deed(document.text, sentence, attribution, words)
        if deed is not None:
            yield _make(document, sentence, attribution.source, "claims_responsibility", deed)
    text = document.text[sentence.start : sentence.end]
    passive = _CLAIMED_BY.search(text) if "claimed by" in text else None
    if passive is None:
        return
    after = cast.within(sentence.start + passive.end() - 4, sentence.end)
    armed = next((s for s in after if s.group in ARMED), None)
    if armed is not None:
        told = earlier_violence(document.text, sentence.start + passive.start(), words) or "attack"
        yield _make(document, sentence, armed, "claims_responsibility", told)


def _claimed_deed(text: str, sentence: Span, said: Attribution, words: RelationWords) -> str | None:
    """Return the act that a speaker claims, in the words of the text; None if it claims none."""
    content = " ".join(text[s.start : s.end] for s in said.content)
    armed = said.source.group in ARMED
    plain = said.cue is not None and said.cue.lower().startswith("claim")
    own = plain and _HAVING.match(content) is not None
    attack = plain and armed and _ATTACKED.match(content) and words.has("attack_nouns", content)
    if said.kind == "claim" or own or attack:
        spoken = min(max(said.cue_start or 0, sentence.start), sentence.end)
        if _NOBODY.search(text[sentence.start : spoken]):
            return None
        return _deed(content) if own else name_violence(text, said, words)
    told = armed and said.kind != "deny" and words.has("claims", content)
    return name_violence(text, said, words) if told and not _DENIED.search(content) else None


def _mutual(
    document: Document, sentence: Span, cast: Cast, words: RelationWords
) -> Iterator[Relation]:
    """Yield truces, their ends and talks between the two parties of a sentence."""
    told = find_pacts(document, sentence, cast, words)
    if told and _SUPPOSED.match(document.text, sentence.start):
        return
    for relation, first, second in told:
        yield _make(document, sentence, first, relation, second)


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
