"""Standing: whether a happening is the news, history, a sum of others, or no event at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding.dating import anniversary
from concord.coding.engines.triggers import pattern
from concord.coding.events import reviews
from concord.coding.events.candidates import UNTYPED, Candidate, day_of, is_stretch
from concord.coding.events.happenings import Happening, is_certain, killed
from concord.coding.events.kinds import NON_VIOLENT
from concord.coding.events.scenes import is_narrower
from concord.coding.forms import compile_forms
from concord.coding.locations import level
from concord.model import When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.prepared import Prepared
    from concord.model import Status

OLD = timedelta(days=10)  # news of an older happening is history, unless nothing newer is told
_FAMILY_WEIGHT = 0.85
# Likelihoods, by the engine's model, that a trigger tells a happening, or one that is history.
DOUBTED = 0.1  # below it words without harm are no happening
UNTOLD = 0.05  # below it words of arrests, protests and the like are none
BELIEVED = 0.8  # above it words need no weight of the lexicon
REMEMBERED = 0.5  # above it a happening without a date is background
NEWS = 0.18  # below it one is news though its words look back
REMEMBERED_LEAD = 0.7  # the same for the one that a text begins with
_ATTACK = lazy_regex(r"attack|assault|raid", re.IGNORECASE)
# "Outside a district court": where it happened, and not who judges it.
_SCENE = lazy_regex(
    r"\b(?:outside|near|beside|inside|opposite|into|at|attacked|targeted|hit|struck|stormed)\s+"
    r"(?:(?:a|an|the|gates?|of|entrance)\s+){1,4}(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SIGNS = 2
_BRIEF = 2  # candidates of a sum: it is said once or twice
_LEAD = 3  # sentences
_SMALL = 2
_MANY = 4  # dead: more than private quarrels leave
# "69 militant attacks": nobody tells so many one by one.
_MANY_OF_THEM = lazy_regex(
    r"\b(?:[1-9]\d+|[1-9],\d{3}|dozens\s+of|scores\s+of|hundreds\s+of)\s+(?:[\w-]+\s+){0,3}(?:attacks|incidents|bombings|strikes|operations|raids|blasts|ambushes|clashes|killings|kidnappings|assaults|explosions|airstrikes)\b",
    re.IGNORECASE,
)
# "A few hours after a mine killed three": of the same day or night, and no history.
_HOURS_APART = lazy_regex(r"\b(?:hours?|minutes)\s+(?:after|before|earlier|later)\b", re.IGNORECASE)
_NEAR = 40  # characters between such words and what they date
_NUMBERED_PLURAL = lazy_regex(
    r"\b(?:twin|two|three|four|five|six|seven|eight|nine|ten|several|dozens|many|series|multiple|\d+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a document as a whole says of its happenings."""

    reference: date | None
    newest: date | None
    followup: bool
    within: tuple[date, date] | None = None
    reviewed: tuple[date, date] | None = None
    remembered: date | None = None
    told: tuple[When, ...] = ()
    reported: tuple[When, ...] = ()
    hours_apart: tuple[int, ...] = ()


def setting_of(prepared: Prepared, happenings: Sequence[Happening], book: Codebook) -> Setting:
    """Return the setting: the day of the news and whether its lead speaks of what came after."""
    published = prepared.document.published_on
    days = [day for h in happenings if (day := day_of(h.when)) is not None]
    days = [day for day in days if published is None or day <= published + timedelta(days=1)]
    lead = prepared.text[: prepared.sentences[min(1, len(prepared.sentences) - 1)].end]
    return Setting(
        reference=published or max(days, default=None),
        newest=max(days, default=None),
        followup=_follows(lead, book),
        within=prepared.document.published_within,
        reviewed=reviews.month_of(prepared, days),
        remembered=anniversary(lead, published),
        told=prepared.whens,
        reported=prepared.reported,
        hours_apart=tuple(m.start() for m in _HOURS_APART.finditer(prepared.text)),
    )


def _follows(lead: str, book: Codebook) -> bool:
    """Return whether a lead speaks of what followed: of a court, but not of a blast outside one."""
    found = pattern(book, "groups", "followup").finditer(lead)
    return any(not _SCENE.search(lead, 0, match.start()) for match in found)


def is_general(candidate: Candidate, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a clause only speaks of violence in general: many happenings of a period."""
    habitual = pattern(book, "groups", "habitual").search(
        prepared.text, candidate.clause.start, candidate.clause.end
    )
    dated = candidate.when is not None and candidate.when.precision == "day"
    if habitual and not dated and not killed(candidate.figures):
        return not is_certain(candidate.belief)
    if is_certain(candidate.belief) or not candidate.has("plural"):
        return False
    if _MANY_OF_THEM.search(prepared.text, candidate.clause.start, candidate.head.end):
        return True
    if killed(candidate.figures):
        return False
    when = candidate.when
    if when is not None and when.precision == "day":
        return False
    numbered = _NUMBERED_PLURAL.search(prepared.text, candidate.clause.start, candidate.head.end)
    summed = pattern(book, "groups", "aggregate").search(
        prepared.text, candidate.clause.start, candidate.clause.end
    )
    typed = [t for t in candidate.triggers if t.label not in UNTYPED]
    singular = [t for t in typed if not t.text.lower().endswith("s")]
    return bool(summed) and not singular and not (numbered and candidate.places)


def is_background(happening: Happening, happenings: Sequence[Happening], setting: Setting) -> bool:
    """Return whether a happening is only history in its document."""
    when = happening.when
    if setting.remembered is not None and happening is happenings[0]:
        return True
    lasting = happening.first.when
    if lasting is not None and is_stretch(lasting) and happening.first.sentence > 1:
        return True  # "eleven have been seized since 2007"
    if when is not None and when.first is not None and not is_stretch(when):
        return _is_old(happening, setting)
    first = happening.first
    leads = happening is happenings[0] and not setting.followup
    by_words = not leads and (
        first.has("history")
        or first.has("past_perfect")
        or (setting.followup and happening is not happenings[0])
    )
    if any(abs(at - first.head.start) < _NEAR for at in setting.hours_apart):
        return False
    held = first.belief
    if held is None:
        return by_words
    return held.past >= (NEWS if by_words else REMEMBERED_LEAD if leads else REMEMBERED)


def _is_old(happening: Happening, setting: Setting) -> bool:
    when = happening.when
    if when is None or when.first is None:
        return False
    last = when.last or when.first
    reference = setting.reference
    if reference is None:
        return when.precision != "day" and happening.first.sentence > 0
    if when.precision in {"month", "year"}:
        return True
    if setting.reviewed is not None and setting.reviewed[0] <= last <= setting.reviewed[1]:
        return False
    if reference - last > OLD:
        return True
    newest = setting.newest
    behind = newest is not None and newest - last > timedelta(days=1)
    return behind and _looks_back(happening.first)


def _looks_back(first: Candidate) -> bool:
    """Return whether what came days before the newest is history: by its words or by the model.

    Without a model what is told further down is; one that reads digests tells a week's news apart.
    """
    if first.has("history") or first.has("past_perfect"):
        return True
    return first.belief.past >= REMEMBERED if first.belief is not None else first.sentence > 1


def status_of(happening: Happening) -> Status:
    """Return whether a happening took place, was stopped, planned, or is only alleged."""
    harmed = any(
        f.figure.low > 0 and f.figure.effect in {"killed", "injured"} for f in happening.figures
    )
    first = happening.first
    if first.has("foiled") and not harmed:
        return "foiled"
    if first.has("planned") and not harmed:
        return "planned"
    return "actual"


def is_aggregate(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether a happening is a sum over many: plural triggers with a period, or nothing."""
    if is_certain(happening.belief):
        return False
    if len(happening.candidates) > _BRIEF or not all(
        c.has("plural") or not c.labels for c in happening.candidates
    ):
        return False
    plural = any(c.has("plural") for c in happening.candidates)
    when = happening.when
    period = when is not None and when.precision != "day"
    clause = happening.first.clause
    summed = bool(
        pattern(book, "groups", "aggregate").search(prepared.text, clause.start, clause.end)
    )
    told = bool(killed(happening.figures)) and any(p.where for p in happening.places)
    vague = (summed or when is None) and not told
    return plural and (period or vague) and not _located(happening)


def _located(happening: Happening) -> bool:
    when = day_of(happening.when)
    return when is not None and bool(happening.places)


def is_summary(happening: Happening, happenings: Sequence[Happening]) -> bool:
    """Return whether a happening only sums others that the document tells one by one."""
    first = happening.first
    if _counts_parts(happening, happenings):
        return True
    if not happening.leads_with("plural") or len(happening.candidates) > _BRIEF + 1:
        return False
    day = day_of(happening.when)
    told = happening.leads_with("numbered")
    parts = [
        h
        for h in happenings
        if h is not happening
        and not h.first.peaceful
        and (h.families & happening.families or not happening.families or (told and _is_bare(h)))
        and h.first.sentence >= first.sentence
        and (day is None or day_of(h.when) in {None, day})
    ]
    return len(parts) > 1


def _counts_parts(happening: Happening, happenings: Sequence[Happening]) -> bool:
    """Return whether a lead of no type counts the dead that two attacks left at smaller places.

    "As many as 31 militants and 11 soldiers were killed in Tank", of which 17 in Pezu, 11 in Gomal.
    """
    dead = killed(happening.figures)
    if (
        happening.first.sentence > 1
        or not _is_bare(happening)
        or len(happening.candidates) > _BRIEF
    ):
        return False
    parts = [
        h
        for h in happenings
        if h is not happening
        and h.families
        and not h.first.peaceful
        and killed(h.figures)
        and max(killed(h.figures)) <= max(dead)
        and is_narrower(h.places, happening.places)
    ]
    return len(parts) > 1


def _is_bare(happening: Happening) -> bool:
    """Return whether it counts dead by words that name no type: "in Mardan six were killed"."""
    return not happening.families and bool(killed(happening.figures))


def is_event(happening: Happening, prepared: Prepared, book: Codebook) -> bool:
    """Return whether the words of a happening show political violence (or a coded peaceful act)."""
    labels = happening.labels
    if labels and all(label in NON_VIOLENT for label in labels):
        if happening.belief is not None and happening.belief.told < UNTOLD:
            return False
        return not _is_statistical(prepared, book) or _is_told_singly(happening)
    weight = max(c.weight for c in happening.candidates)
    armed = _armed(happening, prepared)
    told = happening.belief.told if happening.belief is not None else None
    if told is not None and told < DOUBTED and not happening.is_harmful:
        return False
    sure = told is not None and told >= BELIEVED
    if (_is_vague(happening) and not sure) or _is_other(happening, prepared, book):
        return False
    typed = any(label not in NON_VIOLENT for label in labels)
    if typed and (weight >= _FAMILY_WEIGHT or sure or killed(happening.figures)):
        return True
    return (armed or _is_named_attack(happening)) and _says_something(happening)


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
    if any(accident.search(prepared.text, span.start, span.end) for span in spans):
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
    if day_of(happening.when) is not None:
        return True
    near = any(p.where and level(p) <= _SMALL for p in happening.places)
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


def first_candidate(happening: Happening) -> Candidate:
    """Return the candidate that names the happening's type first, else the first."""
    return next((c for c in happening.candidates if c.labels), happening.first)
