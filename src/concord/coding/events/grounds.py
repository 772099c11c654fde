"""Grounds: whether the words of a happening show political violence, an accident or a quarrel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines.beliefs import UNTOLD
from concord.coding.engines.triggers import pattern
from concord.coding.events import harmless
from concord.coding.events.candidates import UNTYPED, day_of
from concord.coding.events.happenings import Happening, is_certain, killed
from concord.coding.events.kinds import NON_VIOLENT
from concord.coding.forms import compile_forms
from concord.coding.locations import DISTRICT, level
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.coding.prepared import Prepared


_FAMILY_WEIGHT = 0.85  # of a trigger whose type alone shows violence
# Likelihoods, by the engine's model, that a trigger tells a happening.
_DOUBTED = 0.1  # below it words without harm are no happening, and below UNTOLD no arrest either
_BELIEVED = 0.8  # above it words need no weight of the lexicon
_ATTACK = lazy_regex(r"attack|assault|raid", re.IGNORECASE)
_SIGNS = 2  # of a text that reports figures over a period
_LEAD = 3  # sentences in which a happening needs neither time nor harm
_MANY = 4  # dead: more than private quarrels leave


def is_event(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether the words of a happening show political violence (or a coded peaceful act)."""
    labels = happening.labels
    told = happening.belief.told if happening.belief is not None else None
    if labels and all(label in NON_VIOLENT for label in labels):
        if told is not None and told < UNTOLD:
            return False
        return not _is_statistical(prepared, book) or _is_told_singly(happening)
    if told is not None and told < _DOUBTED and not happening.is_harmful:
        return False
    sure = told is not None and told >= _BELIEVED
    if (_is_vague(happening) and not sure) or _is_other(happening, prepared, book):
        return False
    if harmless.is_harmless(happening, prepared, book):
        return False
    return _is_violent(happening, sure=sure) or (
        (_armed(happening, prepared) or _is_named_attack(happening)) and _says_something(happening)
    )


def _is_violent(happening: Happening, *, sure: bool) -> bool:
    """Return whether a type of violence is named that the words, the dead or the model bear out."""
    typed = any(label not in NON_VIOLENT for label in happening.labels)
    weight = max(c.weight for c in happening.candidates)
    return typed and (sure or weight >= _FAMILY_WEIGHT or bool(killed(happening.figures)))


def _is_named_attack(happening: Happening) -> bool:
    """Return whether the words call it an attack and count its dead."""
    named = any(_ATTACK.search(t.text) for c in happening.candidates for t in c.triggers)
    return named and bool(killed(happening.figures))


def _is_other(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a happening is an accident, a private quarrel, a show, or a figure."""
    if _is_statistical(prepared, book) and not _is_told_singly(happening):
        return True
    if _armed(happening, prepared, named=True):
        return False
    if _is_taken_back(happening, prepared, book):
        return True
    return not _strong(happening) and _is_apolitical(happening, prepared, book)


def _is_apolitical(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether the sentences around tell of an accident or of a private quarrel.

    Of what is certainly told, only its own sentences.
    """
    last = len(prepared.sentences) - 1
    steps = (0,) if is_certain(happening.belief) else (-1, 0, 1)
    around = sorted(
        {min(max(c.sentence + step, 0), last) for c in happening.candidates for step in steps}
    )
    spans = [prepared.sentences[number] for number in around]
    accident = pattern(book, "triggers", "accident")
    # Who is shot at by a landslide is shot at: only the sentences of gunfire may tell an accident.
    own = {c.sentence for c in happening.candidates}
    shot = happening.families == {"gun"}
    near = [prepared.sentences[number] for number in around if number in own or not shot]
    if any(accident.search(prepared.text, span.start, span.end) for span in near):
        return True
    quarrel = pattern(book, "triggers", "private")
    found = any(quarrel.search(prepared.text, span.start, span.end) for span in spans)
    return found and max(killed(happening.figures), default=0) < _MANY


def _is_vague(happening: Happening) -> bool:
    """Return whether a happening is told far down a text, without time and without harm."""
    timed = any(c.whens for c in happening.candidates)
    claimed = any(c.has("claim") for c in happening.candidates)
    return happening.first.sentence > _LEAD and not (timed or happening.is_harmful or claimed)


def _is_statistical(prepared: Prepared, book: Codebook) -> bool:
    """Return whether a text reports figures over a period: two signs of it or more."""
    forms = book.lexicon("groups").get("statistical", ())
    return sum(bool(compile_forms([form]).search(prepared.text)) for form in forms) >= _SIGNS


def _is_told_singly(happening: Happening) -> bool:
    """Return whether a happening has a day, or is one and has a place smaller than a province."""
    several = all(c.has("plural") for c in happening.candidates if c.labels)
    if day_of(happening.when) is not None and not (several and happening.labels):
        return True
    near = any(p.where and level(p) < DISTRICT for p in happening.places)
    return near and any(
        t.label not in UNTYPED and not c.has("plural")
        for c in happening.candidates
        for t in c.triggers
    )


def _is_taken_back(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a text says that there was no attack, or is about a drill or a match.

    Its subject takes back nothing of which the model is certain.
    """
    if pattern(book, "triggers", "refuted").search(prepared.text):
        return True
    lead = prepared.sentences[min(1, len(prepared.sentences) - 1)].end
    about = pattern(book, "triggers", "otherwise").search(prepared.text, 0, lead)
    return bool(about) and not is_certain(happening.belief)


def _strong(happening: Happening) -> bool:
    """Return whether a trigger of full weight stands there: no accident and no private quarrel."""
    return any(t.score >= 1.0 for c in happening.candidates for t in c.triggers)


def _armed(happening: Happening, prepared: Prepared, *, named: bool = False) -> bool:
    if not named and any(d.actor.nature != "other" for c in happening.candidates for d in c.doers):
        return True
    spans = [prepared.sentences[c.sentence] for c in happening.candidates]
    return any(
        a.nature == "armed" and (not named or not a.generic)
        for a in prepared.actors
        for span in spans
        if span.start <= a.start < span.end
    )


def _says_something(happening: Happening) -> bool:
    return bool(happening.figures or happening.places or happening.when)
