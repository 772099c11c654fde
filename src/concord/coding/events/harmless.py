"""Harmless: words of violence in which nobody is attacked.

A search, cordon or raid of a state's forces that harmed nobody is no event; whom it took is an
arrest, what it found a seizure. A bomb that was found or made safe is a seizure. "The attack" that
brings no people, day or place of its own only looks back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.events.candidates import PEACEFUL, UNTYPED
from concord.coding.events.kinds import type_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared
    from concord.model import Mention

_HARM = frozenset({"killed", "injured", "abducted"})
_SEARCH = lazy_regex(
    r"\b(?:operations?|raids?|raided|raiding|action|sweeps?|cordon[\s-]+and)\b", re.IGNORECASE
)
_TAKEN = frozenset({"arrest", "seizure", "surrender", "release"})
_LIKELY = 0.5  # likelihood, by the engine's model, of an act in which nobody is attacked
_DOUBTED = 0.1  # likelihood below which a trigger tells of nothing
# A thing that kills, and no act.
_WEAPON = lazy_regex(
    r"(?:[\w-]+\s+)*(?:bombs?|grenades?|devices?|explosives?|ieds?|mines?|landmines?|shells?|rockets?|vests?)",
    re.IGNORECASE,
)
_FOILED = lazy_regex(r"\b(?:foil|thwart)\w*\b", re.IGNORECASE)
_FOUND = (
    r"(?:recover\w*|seiz\w+|defus\w+|found|discover\w+|unearth\w+|confiscat\w+|neutrali[sz]\w+"
    r"|dispos\w+\s+of|made\s+safe|detect\w+|safely\s+detonated)"
)
_FOUND_BEFORE = lazy_regex(rf"\b{_FOUND}\s+(?:[\w,-]+\s+){{0,6}}$", re.IGNORECASE)
_FOUND_AFTER = lazy_regex(
    rf"[^.;]{{0,80}}?\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+)?{_FOUND}", re.IGNORECASE
)


def is_harmless(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether the words of a happening tell of no attack though they sound like one."""
    if _harms(happening.candidates) or happening.first.has("planned"):
        return False
    return (
        _is_find(happening, prepared.text)
        or _is_search(happening, prepared, book)
        or _looks_back(happening)
    )


def _harms(candidates: Sequence[Candidate]) -> bool:
    return any(f.figure.effect in _HARM and f.figure.low for c in candidates for f in c.figures)


def _triggers(happening: Happening) -> list[Mention]:
    """Return the triggers that name a violent type."""
    return [
        t
        for c in happening.candidates
        for t in c.triggers
        if t.label not in PEACEFUL and t.label not in UNTYPED and not _is_doubted(t, c)
    ]


def _is_doubted(trigger: Mention, candidate: Candidate) -> bool:
    """Return whether the engine's model holds that words of a bomb tell of nothing."""
    return trigger.label == "bombing" and any(
        b.trigger == trigger and b.told < _DOUBTED for b in candidate.beliefs
    )


def _is_find(happening: Happening, text: str) -> bool:
    """Return whether all that is told is a weapon, and that it was found or made safe."""
    told = _triggers(happening)
    if not told or not all(_WEAPON.fullmatch(t.text) for t in told):
        return False
    if any(_FOILED.search(text, c.clause.start, c.clause.end) for c in happening.candidates):
        return False  # "foiled an attempt to blow up the bridge, and found two devices"
    return any(
        _FOUND_BEFORE.search(text, max(0, t.start - 60), t.start) or _FOUND_AFTER.match(text, t.end)
        for t in told
    )


def _is_search(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether forces only searched, or took people and arms without a fight."""
    told = _triggers(happening) or [t for c in happening.candidates for t in c.triggers]
    searches = [t for t in told if _SEARCH.search(t.text)]
    if not searches or len(searches) < len(told) or _tells_harm(happening, prepared.text):
        return False
    if type_of(happening, prepared.text, book) == "military_operation":
        return True
    taken = any(
        t in _TAKEN and score >= _LIKELY
        for c in happening.candidates
        for b in c.beliefs
        for t, score in b.types
    )
    return taken or _is_beside_arrest(happening, prepared)


def _tells_harm(happening: Happening, text: str) -> bool:
    """Return whether harm is told as done with it, though nobody is counted."""
    harms = [t for c in happening.candidates for t in c.triggers if t.label == "harm"]
    return any(not _NOT_YET.search(text, max(0, t.start - 20), t.start) for t in harms)


def _is_beside_arrest(happening: Happening, prepared: Prepared) -> bool:
    """Return whether every sentence of a raid tells whom it took: "arrested in a raid on"."""
    spans = [prepared.sentences[c.sentence] for c in happening.candidates]
    return any(_ARRESTED.search(prepared.text, s.start, s.end) for s in spans) and all(
        _ARRESTED.search(prepared.text, s.start, s.end)
        or (number and _RECOVERED.search(prepared.text, s.start, s.end))
        or (number and c.has("definite"))
        for number, (s, c) in enumerate(zip(spans, happening.candidates, strict=True))
    )


_NOT_YET = lazy_regex(r"\b(?:is|are|be|being|to|no|without|any)\s+$", re.IGNORECASE)
_ARRESTED = lazy_regex(
    r"\b(?:arrest\w*|detain\w*|apprehended|nabbed|picked\s+up|rounded\s+up|taken\s+into\s+custody)\b",
    re.IGNORECASE,
)

_RECOVERED = lazy_regex(rf"\b{_FOUND}\b", re.IGNORECASE)


def _looks_back(happening: Happening) -> bool:
    """Return whether all the words are "the attack" and the like, with nobody counted."""
    return all(
        c.has("definite") and all(t.label in UNTYPED for t in c.triggers)
        for c in happening.candidates
    )
