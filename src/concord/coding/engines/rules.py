"""The rules engine: lexicon and word order, clause by clause; the floor under the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from concord.coding.engines import (
    Arc,
    Reading,
    antecedents,
    avowals,
    claims,
    pointing,
    roles,
    triggers,
)
from concord.coding.engines.triggers import PEACEFUL, Trigger
from concord.coding.prepared import Prepared
from concord.model import Mention, MentionKind, Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention

_DEFINITE = lazy_regex(
    r"\b(?:the|this|that|these|those|\w+day['\u2019]s|its|their|his|both|all)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_INDEFINITE = lazy_regex(
    r"\b(?:an?|another|two|three|four|five|several)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_NUMBERED = lazy_regex(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|multiple|twin|(?:series|string|wave|spate|pair)\s+of|separate|different|\d+)\s+"
    # "67 wounded in the clashes": the number is of people.
    r"(?:(?!(?:killed|wounded|injured|hurt|dead|died|arrested)\b)[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# A clause that goes on about those who were just told of.
_ONWARD = lazy_regex(
    r"(?:They|He|She|The\s+(?:attackers?|assailants?|gunm[ae]n|bombers?|raiders?|kidnappers|abductors"
    r"|killers|militants|insurgents|rebels|bandits|suspects?)|(?:[\w-]+\s+){1,3}then)\b"
)
# That somebody's body was found, days after what was done to him.
_BODY = lazy_regex(
    r"\b(?:body|bodies|corpses?|remains)\b[^.;\n]{0,120}?\b(?:found|recovered|discovered|retrieved"
    r"|dumped)\b|\b(?:found|finds?|recover(?:s|ed)?|discovered|retrieved|dumped)\b[^.,;\n]{0,60}?"
    r"\b(?:body|bodies|corpses?|remains)\b|\bfound\s+(?:dead|murdered|shot|killed|hanged|beheaded)\b",
    re.IGNORECASE,
)
# That the abducted came free.
_FREED = lazy_regex(
    r"\b(?:freed?|frees|freeing|releas(?:ed|es|ing)|rescu(?:ed|es|ing)|recovered|escaped"
    r"|regain(?:s|ed)?\s+(?:his|her|their)\s+freedom|return(?:s|ed)?\s+home|set\s+free|let\s+go)\b",
    re.IGNORECASE,
)
_CRAFT = lazy_regex(
    r"\s+(?:(?:spy|predator|reaper|unmanned|pilotless)\s+)?(?:drones?|missiles?|aircraft|jets?|planes?"
    r"|warplanes|helicopters?|gunships)\b",
    re.IGNORECASE,
)
# "Attacked three communities": as many attacks.
_SEVERAL_PLACES = lazy_regex(
    r"(?:attack|raid|storm|target|invad|hit|bomb|shell|ambush)\w*\s+(?:at\s+least\s+)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|multiple|\d+)\s+(?:[\w-]+\s+){0,2}"
    r"(?:communities|villages|camps|(?:check)?posts|towns|stations|positions|bases|districts"
    r"|localities|settlements|hamlets|places|locations|cities|convoys|checkpoints)\b",
    re.IGNORECASE,
)
# "In the first attack, ...": the first of those that were summed.
_FIRST_OF = lazy_regex(
    r"\b(?:in|on)\s+(?:the\s+first|one(?:\s+of\s+the(?:m|se)?)?)\s+(?:such\s+)?"
    r"(?:attack|incident|blast|operation|encounter|raid|ambush|case|strike|event|bombing)s?\b",
    re.IGNORECASE,
)
_PAST_PERFECT = lazy_regex(r"\bhad\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_PLURAL = lazy_regex(
    r"\b(?:attacks|bombings|blasts|explosions|strikes|airstrikes|raids|operations|killings"
    r"|incidents|clashes|ambushes|assaults|kidnappings|abductions|shootings|murders"
    r"|assassinations|bombs|encounters|engagements|offensives)\b",
    re.IGNORECASE,
)
# Which event takes the people of a figure, where a word of its own tells of it; not within these.
_TAKING = {"arrested": "arrest", "surrendered": "surrender"}
_TAKES = frozenset({"military_operation", "clash", "arrest", "surrender"})
# Cues of a clause: the label on the mention, and the list of the groups lexicon.
_CLAUSE_CUES = (
    ("foiled", "foiled"),
    ("planned", "planned"),
    ("alleged", "alleged"),
    ("history", "history"),
    ("separate", "separate"),
    ("turn", "turn"),
    ("secondary", "secondary"),
    ("followup", "followup"),
)


@dataclass(slots=True)
class Draft:
    """Mentions and arcs while one document is read; equal spans of a kind are one mention."""

    prepared: Prepared
    mentions: list[Mention] = field(default_factory=list)
    arcs: dict[Arc, None] = field(default_factory=dict)  # in order, each once
    places: dict[tuple[int, int, str, str | None], int] = field(default_factory=dict)

    def mention(
        self,
        span: tuple[int, int],
        kind: MentionKind,
        label: str | None = None,
        score: float = 1.0,
        engine: str = "rules",
    ) -> int:
        """Return the number of a mention, made if it is new."""
        key = (*span, kind, label)
        if key not in self.places:
            self.places[key] = len(self.mentions)
            text = self.prepared.text[span[0] : span[1]]
            self.mentions.append(
                Mention(
                    document_id=self.prepared.document.id,
                    start=span[0],
                    end=span[1],
                    kind=kind,
                    text=text,
                    label=label,
                    engine=engine,
                    score=score,
                )
            )
        return self.places[key]

    def arc(self, trigger: int, role: str, filler: int, score: float = 1.0) -> None:
        """Add an arc once."""
        self.arcs.setdefault(Arc(trigger=trigger, role=role, filler=filler, score=score))


class RulesEngine:
    """Reads English by lexicon and word order; needs no model."""

    name = "rules"
    version = "1"
    languages = frozenset({"en"})

    def read(self, texts: Sequence[Prepared], book: Codebook) -> tuple[Reading, ...]:
        """Return one reading for each text, in order."""
        return tuple(_read(text, book) for text in texts)


def _read(prepared: Prepared, book: Codebook) -> Reading:
    draft = Draft(prepared)
    found = triggers.find(prepared.text, book)
    if found:  # all else is said of a trigger
        read_clauses(draft, found, book)
        antecedents.add(draft)
        avowals.add(draft)
    return Reading(
        document_id=prepared.document.id, mentions=tuple(draft.mentions), arcs=tuple(draft.arcs)
    )


def read_clauses(draft: Draft, found: Sequence[Trigger], book: Codebook) -> None:
    """Add triggers, in the order of the text, to a draft with what their clauses say of them."""
    heads: list[tuple[Span, int]] = []
    prepared = draft.prepared
    found = [_without_name(trigger, prepared) for trigger in found]
    for sentence, listed in zip(prepared.sentences, _telling(prepared, found), strict=True):
        begin: int | None = None  # where clauses without a trigger began, to be read with the next
        for span in listed:
            inside = [t for t in found if span.start <= t.start < span.end]
            if inside:
                wide = Span(start=span.start if begin is None else begin, end=span.end)
                heads += [(span, _read_clause(draft, wide, inside, book))]
                begin = None
            elif begin is None:
                begin = span.start
        if begin is not None and heads:
            _attach(draft, heads[-1][1], Span(start=begin, end=sentence.end))
    _attach_leading(draft, heads)
    told = [(n, m) for n, m in enumerate(draft.mentions) if m.kind == "trigger"]
    acts = sorted((m.start, m.end, n) for n, m in told if m.label not in PEACEFUL)
    labels = {n: m.label for n, m in told}
    claims.read(draft.prepared, heads, acts, draft.mention, draft.arc, book, labels)
    weaken(draft)


def _without_name(trigger: Trigger, prepared: Prepared) -> Trigger:
    """Return a trigger without the end of an armed group's name: "Hill Liberation | Army stormed".

    An army that storms a post holds an operation; a group that is called one attacks.
    """
    if trigger.label not in roles.BY_STATE:
        return trigger
    for actor in prepared.actors:
        begins_in = actor.start < trigger.start < actor.end < trigger.end
        if begins_in and actor.nature == "armed" and actor.name:
            rest = prepared.text[actor.end : trigger.end]
            start = actor.end + len(rest) - len(rest.lstrip())
            return replace(trigger, start=start, label="armed_attack")
    return trigger


def add_triggers(draft: Draft, found: Sequence[Trigger]) -> None:
    """Add triggers to a draft, and nothing that is said of them."""
    for trigger in found:
        _add_trigger(draft, trigger)


def _add_trigger(draft: Draft, trigger: Trigger) -> int:
    span = (trigger.start, trigger.end)
    return draft.mention(span, "trigger", trigger.label, trigger.weight, trigger.engine)


def _telling(prepared: Prepared, found: Sequence[Trigger]) -> Iterator[Sequence[Span]]:
    """Yield the clauses of each sentence; one without a trigger is not parted."""
    for number, sentence in enumerate(prepared.sentences):
        tells = any(sentence.start <= trigger.start < sentence.end for trigger in found)
        yield prepared.clauses[number] if tells else (sentence,)


def weaken(draft: Draft) -> None:
    """Let those whom a sentence blames or suspects be no more than that in what it tells."""
    prepared = draft.prepared
    keys = {a.start: (a.actor_id or a.name or str(a.start)) for a in prepared.actors}

    def place(filler: int) -> tuple[int, str]:
        start = draft.mentions[filler].start
        return prepared.sentence_at(start), keys.get(start, str(start))

    weak = {place(a.filler): a.role for a in draft.arcs if a.role in {"blamed", "suspected"}}
    for arc in list(draft.arcs):
        if arc.role == "perpetrator" and place(arc.filler) in weak:
            del draft.arcs[arc]
            draft.arc(arc.trigger, weak[place(arc.filler)], arc.filler, arc.score)


def _rank(trigger: Trigger) -> tuple[float, int]:
    """Order triggers of a clause: the one that says most comes first."""
    if trigger.label in PEACEFUL:
        return (1.0, trigger.start)
    untyped = trigger.label in {"attack", "harm"}
    return (-trigger.weight + (0.5 if untyped else 0.0), trigger.start)


def _read_clause(draft: Draft, clause: Span, inside: Sequence[Trigger], book: Codebook) -> int:
    """Add the triggers of a clause with their fillers; return the number of its head trigger."""
    numbers = []
    for trigger in inside:
        number = _add_trigger(draft, trigger)
        numbers.append(number)
        _add_actors(draft, number, clause, trigger, book)
        for label, span in _trigger_cues(draft.prepared.text, clause, trigger):
            draft.arc(number, "cue", draft.mention(span, "cue", label))
    head = numbers[inside.index(min(inside, key=_rank))]
    for label, key in _CLAUSE_CUES:
        pattern = triggers.pattern(book, "groups", key)
        for match in pattern.finditer(draft.prepared.text, clause.start, clause.end):
            draft.arc(head, "cue", draft.mention(match.span(), "cue", label))
    if onward := _ONWARD.match(draft.prepared.text, clause.start, clause.end):
        draft.arc(head, "cue", draft.mention(onward.span(), "cue", "onward"))
    if first := _FIRST_OF.search(draft.prepared.text, clause.start, clause.end):
        draft.arc(head, "cue", draft.mention(first.span(), "cue", "first_of"))
    if freed := _FREED.search(draft.prepared.text, clause.start, clause.end):
        draft.arc(head, "cue", draft.mention(freed.span(), "cue", "freed"))
    if body := _BODY.search(draft.prepared.text, clause.start, clause.end):
        draft.arc(head, "cue", draft.mention(body.span(), "cue", "body"))
    for start, end, label in roles.targets(draft.prepared.text, clause, book):
        draft.arc(head, "target", draft.mention((start, end), "actor", label))
    _attach(draft, head, clause)
    return head


def _trigger_cues(
    text: str, clause: Span, trigger: Trigger
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield how the words before a trigger present it: as known, as new, as past."""
    begin = max(clause.start, trigger.start - 45)
    before = text[begin : trigger.start]
    naming = trigger.kind in {"noun", "generic"}
    span = (trigger.start, trigger.end)
    if naming and (match := _DEFINITE.search(before)):
        yield "definite", (begin + match.start(), trigger.start)
    elif naming and (match := _INDEFINITE.search(before)):
        yield "indefinite", (begin + match.start(), trigger.start)
    if naming and _PLURAL.search(text[trigger.start : trigger.end]):
        yield "plural", span
        if match := _NUMBERED.search(before):
            yield "numbered", (begin + match.start(), trigger.end)
    if not naming and (match := _SEVERAL_PLACES.match(text[trigger.start : trigger.end + 40])):
        yield "plural", span
        yield "numbered", (trigger.start, trigger.start + match.end())
    if not naming and (match := _PAST_PERFECT.search(before)):
        yield "past_perfect", (begin + match.start(), trigger.start)


def _add_actors(draft: Draft, number: int, clause: Span, trigger: Trigger, book: Codebook) -> None:
    prepared = draft.prepared
    if trigger.label in roles.TWO_SIDED:
        for actor in roles.sides(prepared.text, clause, trigger, prepared.actors):
            draft.arc(
                number, "side", draft.mention((actor.start, actor.end), "actor", actor.nature)
            )
        return
    for actor in roles.perpetrators(prepared.text, clause, trigger, prepared.actors):
        role = "suspected" if is_suspected(prepared, clause, actor, book) else "perpetrator"
        draft.arc(number, role, draft.mention((actor.start, actor.end), "actor", actor.nature))


def is_suspected(prepared: Prepared, clause: Span, actor: ActorMention, book: Codebook) -> bool:
    """Return whether words right before an actor say that it is only suspected."""
    begin = max(clause.start, actor.start - 35)
    pattern = triggers.pattern(book, "groups", "suspected")
    found = [m.end() for m in pattern.finditer(prepared.text[begin : actor.end])]
    if found and _is_described(prepared.text, actor):
        # Of "suspected" right before such words nothing is left.
        found = [end for end in found if prepared.text[begin + end : actor.start].strip()]
    return bool(found)


def _is_described(text: str, actor: ActorMention) -> bool:
    """Return whether words only say what kind of people or craft it was.

    "Suspected herdsmen" tells what they looked like, a "suspected US drone" what flew there; the
    word doubts no organisation.
    """
    kind = actor.name is not None and actor.name[:1].islower()
    return kind or (actor.nature == "country" and bool(_CRAFT.match(text, actor.end)))


def _attach(draft: Draft, head: int, clause: Span) -> None:
    """Give a trigger the times, places and counts of a clause."""
    prepared = draft.prepared
    for when in prepared.whens:
        if when.start is not None and clause.start <= when.start < clause.end:
            draft.arc(head, "time", draft.mention((when.start, when.end or when.start), "time"))
    for place in prepared.places:
        inside = clause.start <= place.start < clause.end
        if inside and not pointing.is_of_another(prepared.text, place.start):
            draft.arc(head, "place", draft.mention((place.start, place.end), "place"))
    for found in prepared.figures:
        figure = found.figure
        if clause.start <= found.governor.start < clause.end and figure.start is not None:
            span = (figure.start, figure.end or figure.start)
            owner = _taker(draft, head, figure.effect, found.governor)
            draft.arc(owner, "count", draft.mention(span, "count", figure.effect))


def _taker(draft: Draft, head: int, effect: str, governor: Span) -> int:
    """Return the arrest whose own word counts people, else the trigger of the clause.

    "Gunmen fired at two men and police arrested ten": the ten are no part of the attack. Whom a
    raid or a fight takes is part of that.
    """
    label = _TAKING.get(effect)
    if label is None or draft.mentions[head].label in _TAKES:
        return head
    own = (
        number
        for number, mention in enumerate(draft.mentions)
        if mention.kind == "trigger"
        and mention.label == label
        and mention.start < governor.end
        and governor.start < mention.end
    )
    return next(own, head)


def _attach_leading(draft: Draft, heads: Sequence[tuple[Span, int]]) -> None:
    """Give the first trigger what stands in clauses before it."""
    if heads:
        _attach(draft, heads[0][1], Span(start=0, end=heads[0][0].start))
