"""Every step's output for one document, in words: what ``concord explain DOCUMENT`` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding import DEFAULT_ENGINE, code, get_engine, prepare
from concord.coding.events import explain as assemble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.codebook.book import Codebook
    from concord.codebook.entries import Place
    from concord.coding.actors import ActorMention
    from concord.coding.engines import Reading
    from concord.coding.events import Assembly
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.merging import Step as MergeStep
    from concord.coding.places import PlaceMention
    from concord.coding.prepared import Prepared
    from concord.coding.tolls import Figure
    from concord.model import Coding, Document, Event

_ENTRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the coder: its name and its output, one line each."""

    name: str
    lines: tuple[str, ...]


def explain(
    document: Document, book: Codebook, *, engine: str = DEFAULT_ENGINE
) -> tuple[Step, ...]:
    """Return the coder's steps on one document, from sentences to statistics."""
    coding = next(code([document], book, engine=engine))
    heading = Step(name="outcome", lines=tuple(_outcome(coding)))
    if coding.outcome != "coded" or not coding.relevant:
        return (heading,)
    prepared = prepare(document, book)
    reading = get_engine(engine).read([prepared], book)[0]
    prepared = reading.prepared or prepared
    assembly = assemble(prepared, reading, book)
    return (
        heading,
        *_normalised(prepared),
        *_read(reading),
        *_assembled(assembly),
        _step("events", (_event(event) for event in coding.events)),
        _step(
            "statements",
            (
                f"{s.start}-{s.end} {s.speaker_name or s.speaker} {s.stance} "
                f"{s.option or s.target or '-'} ({s.voice}): {s.quote}"
                for s in coding.statements
            ),
        ),
        _step(
            "relations",
            (f"{r.subject} {r.relation} {r.object}: {r.quote}" for r in coding.relations),
        ),
        _step(
            "statistics",
            (f"{s.measure} = {s.value} {s.unit or ''}: {s.quote}" for s in coding.statistics),
        ),
    )


def _step(name: str, lines: Iterable[str]) -> Step:
    return Step(name=name, lines=tuple(" ".join(line.split()) for line in lines) or ("nothing",))


def _outcome(coding: Coding) -> Iterator[str]:
    yield coding.outcome + (f": {coding.reason}" if coding.reason else "")
    if coding.outcome == "coded" and not coding.relevant:
        yield "set aside: no word of violence, of a policy option or of an armed group"
    for problem in coding.problems:
        yield f"{problem.code}: {problem.message}"


def _normalised(prepared: Prepared) -> Iterator[Step]:
    text = prepared.text
    yield _step(
        "sentences", (f"{s.start}-{s.end} {text[s.start : s.end]}" for s in prepared.sentences)
    )
    yield _step(
        "times",
        (
            f"{w.start}-{w.end} {w.text!r} {w.first}..{w.last} {w.precision} {w.basis}"
            for w in prepared.whens
        ),
    )
    yield _step(
        "tolls",
        (
            f"{t.start}-{t.end} {t.text!r} {t.effect} {t.victim_class} {t.low}..{t.high} says "
            f"{t.said_by or 'the text'}{_marks(figure)}"
            for figure in prepared.figures
            if (t := figure.figure)
        ),
    )
    yield _step("actors", (_actor(mention) for mention in prepared.actors))
    yield _step("places", (_place(mention) for mention in prepared.places))


def _marks(figure: Figure) -> str:
    """Return how the wording marks a figure, each mark in brackets."""
    marks = {
        "total": figure.figure.total,
        "part": figure.part,
        "on top": figure.more or figure.also,
        "pointed back to": figure.definite,
        "another's number of the same people": figure.rival,
        "over many events": figure.aggregate,
        "not so": figure.negated,
        "superseded": figure.figure.superseded,
    }
    return "".join(f" ({name})" for name, holds in marks.items() if holds)


def _actor(mention: ActorMention) -> str:
    known = f"{mention.name} ({mention.actor_id})" if mention.actor_id else mention.name
    return f"{mention.start}-{mention.end} {mention.text!r} {mention.nature}, {known or 'no name'}"


def _place(mention: PlaceMention) -> str:
    entries = mention.candidates
    first = ", ".join(_entry(place) for place in entries[:_ENTRIES])
    more = f" and {len(entries) - _ENTRIES} more" if len(entries) > _ENTRIES else ""
    cue = f"{mention.cue} " if mention.cue else ""
    return f"{mention.start}-{mention.end} {cue}{mention.text!r}: {first or 'unknown'}{more}"


def _entry(place: Place) -> str:
    inside = ", ".join(name for name in (place.admin1, place.country) if name)
    return f"{place.name}, {place.kind}{f' ({inside})' if inside else ''}"


def _read(reading: Reading) -> Iterator[Step]:
    found = reading.mentions
    yield _step(
        "mentions",
        (
            f"{m.start}-{m.end} {m.kind} {m.label or ''} {m.text!r} {m.engine} {m.score:.2f}"
            for m in found
        ),
    )
    yield _step(
        "arcs",
        (
            f"{found[a.trigger].text!r} -{a.role}-> {found[a.filler].text!r} {a.score:.2f}"
            for a in reading.arcs
        ),
    )


def _assembled(assembly: Assembly) -> Iterator[Step]:
    yield _step("candidates", (_candidate(each) for each in assembly.candidates))
    yield _step("merges", (_merge(step) for step in assembly.steps))


def _candidate(candidate: Candidate) -> str:
    """Name what one clause says of a happening, part by part; parts that are not there are left."""
    parts = {
        "when": [when.text for when in candidate.whens],
        "where": [place.text for place in candidate.places],
        "toll": [f"{each.figure.text} {each.figure.effect}" for each in candidate.figures],
        "by": [doer.actor.text for doer in candidate.doers],
        "against": [target.text for target in candidate.targets],
        "cues": [cue.text for cue in candidate.cues],
    }
    said = "; ".join(
        f"{name} {', '.join(map(repr, words))}" for name, words in parts.items() if words
    )
    triggers = ", ".join(repr(trigger.text) for trigger in candidate.triggers)
    span = f"{candidate.clause.start}-{candidate.clause.end}"
    return f"{span} {triggers}{'; ' if said else ''}{said}"


def _merge(step: MergeStep) -> str:
    placed = "begins a happening" if step.joined is None else f"joins happening {step.joined + 1}"
    features = ", ".join(f"{name} {weight:+.1f}" for name, weight in step.features)
    return f"candidate {step.candidate + 1} {placed}{': ' if features else ''}{features}"


def _event(event: Event) -> str:
    when = event.happened[0] if event.happened else None
    place = event.places[0] if event.places else None
    tolls = ", ".join(f"{t.low}..{t.high} {t.effect} ({t.side})" for t in event.tolls)
    flags = " background" if event.background else ""
    return (
        f"{event.id} {event.type} {event.status}{flags} {event.category}; "
        f"{when.first if when else 'undated'}; {place.name if place else 'no place'}; "
        f"{tolls or 'no toll'}; confidence {event.confidence:.2f}: {event.summary}"
    )
