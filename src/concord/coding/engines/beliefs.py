"""Beliefs: how likely, by the model, each trigger tells a happening, and which tell the same one.

They are cues and arcs with scores, for the assembly to weigh; none of them decides anything here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.engines.counting import counts_anybody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.engines.decoding import Reader
    from concord.coding.engines.rules import Draft
    from concord.coding.engines.triggers import Trigger
    from concord.coding.prepared import Prepared

UNTOLD = 0.05  # likelihood below which a trigger is no event, unless somebody is counted
_ROUNDING = 0.001
STATUSES = ("foiled", "planned", "alleged")
SURE = 0.7  # that a happening was foiled, planned or is only alleged
ABOUT_NOTHING = 0.45  # of its threshold: the likelihood of a text that tells of no happening
FAINT = 0.2  # of that likelihood: the most that a trigger of such a text may then be believed
# Of its threshold: the likelihood of a text below which nothing but a trigger that the model is
# CERTAIN of speaks for an event. Of 27 texts below it that taught the model nothing 26 tell of none
# (sport, films, drills, accidents, debates), and one tells of history that was not found either.
# Longer texts may be pages of several subjects, an attack among them.
ABOUT_ELSE = 0.8
CERTAIN = 0.7
LIKELY = 0.2  # a type that a trigger may tell of
BACK = 12  # triggers before one with which it is compared
BLOCK = 64  # triggers whose pairs are read at once


def may_tell(prepared: Prepared, found: Sequence[Trigger], reader: Reader) -> bool:
    """Return whether any of the triggers of a text may become an event.

    If not, none does, whatever else stands in the text: see ``events.grounds``. A trigger may yet
    lose some of its words, so that its likeliest one decides.
    """
    if not found or _is_about_else(found, reader):
        return False
    least = UNTOLD - _ROUNDING
    believed = _most(reader) >= least and any(
        reader.peak("trigger", trigger.start, trigger.end) >= least for trigger in found
    )
    return believed or counts_anybody(prepared, reader)


def _is_about_else(found: Sequence[Trigger], reader: Reader) -> bool:
    """Return whether a text is about something else, and surely tells of nothing beside it.

    Its dead are those of an accident then, its attack is one on a wicket.
    """
    least = ABOUT_ELSE * reader.threshold("relevant", "relevant")
    if not reader.is_short() or reader.relevance() >= least:
        return False
    return not any(
        sum(reader.likelihoods("trigger", trigger.start, trigger.end).values()) >= CERTAIN
        for trigger in found
    )


def _most(reader: Reader) -> float:
    """Return the most that a trigger of a text may be believed.

    A text that plainly tells of nothing has words of violence too: of war in general, of history.
    """
    relevance = reader.relevance()
    about_nothing = relevance < ABOUT_NOTHING * reader.threshold("relevant", "relevant")
    return FAINT * relevance if about_nothing else 1.0


def add_beliefs(draft: Draft, reader: Reader) -> None:
    """Add to a draft the model's cues for each trigger, and the ties between triggers."""
    triggers = [n for n, m in enumerate(draft.mentions) if m.kind == "trigger"]
    triggers.sort(key=lambda n: draft.mentions[n].start)
    most = _most(reader)
    for number in triggers:
        trigger = draft.mentions[number]
        span = (trigger.start, trigger.end)
        types = reader.likelihoods("trigger", *span)
        _cue(draft, number, "told", min(sum(types.values()), most))
        for label, score in types.items():
            if score >= LIKELY:
                filler = draft.mention(span, "cue", label, score, "encoder")
                draft.arc(number, "kind", filler, score)
        for label, score in reader.likelihoods("background", *span).items():
            _cue(draft, number, "past" if label == "background" else label, score)
        status = reader.likelihoods("status", *span)
        for label in STATUSES:
            if status.get(label, 0.0) >= SURE:
                _cue(draft, number, label, status[label])
    _tie(draft, reader, triggers)


def _cue(draft: Draft, number: int, label: str, score: float) -> None:
    trigger = draft.mentions[number]
    filler = draft.mention((trigger.start, trigger.end), "cue", label, score, "encoder")
    draft.arc(number, "cue", filler, score)


def _tie(draft: Draft, reader: Reader, triggers: list[int]) -> None:
    """Add how likely each trigger tells the same happening as those before it."""
    if reader.arc("same") is None or len(triggers) < 2:  # noqa: PLR2004 - a pair
        return
    spans = [(draft.mentions[n].start, draft.mentions[n].end) for n in triggers]
    for begin in range(0, len(spans), BLOCK):
        block = spans[max(0, begin - BACK) : begin + BLOCK]
        # The head is symmetric in meaning, not in its weights: both directions are read.
        likely = reader.pairs("same", block, block)[0]
        likely = (likely + likely.T) / 2
        offset = max(0, begin - BACK)
        for at in range(max(1, begin), min(begin + BLOCK, len(spans))):
            first = max(0, at - BACK)
            scores = likely[at - offset, first - offset : at - offset].tolist()
            for other, score in zip(triggers[first:at], scores, strict=True):
                draft.arc(triggers[at], "same", other, score)
