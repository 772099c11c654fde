"""Likeness: named features for and against a candidate telling of a happening."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding.events import bodies, tying
from concord.coding.events.candidates import says_where
from concord.coding.events.happenings import killed
from concord.coding.events.scenes import compare_places, is_narrower, is_told_anew
from concord.coding.events.timing import HARD, compare_times
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening

_LISTED = -5.0  # "in the first attack", after a lead on several
_COMMON = 2  # dead: a number that two attacks may well share
_FAR_APART = -2.0  # places of two attacks
_ELSEWHERE = -1.2  # an attack elsewhere, told in the sentence of another
_TURN = 6  # code points from the beginning of a clause in which words turn elsewhere
_GUNMEN = lazy_regex(r"\b(?:gunm[ae]n|shooters?|snipers?)\b", re.IGNORECASE)
# Families that one happening often joins: attackers who kidnap also shoot, burn and blow up.
_JOINED = frozenset(
    frozenset(pair)
    for pair in (
        ("kidnap", "gun"),
        ("kidnap", "bomb"),
        ("kidnap", "fight"),
        ("arson", "gun"),
        ("arson", "bomb"),
        ("arson", "mob"),
        ("arson", "fight"),
        ("arson", "kidnap"),
        ("shell", "gun"),
        ("shell", "fight"),
        ("shell", "air"),
        ("air", "bomb"),
        ("air", "fight"),
        ("air", "gun"),
        ("shell", "bomb"),
        ("mob", "gun"),
        ("mob", "fight"),
        ("body", "gun"),
        ("body", "bomb"),
        ("body", "kidnap"),
        ("body", "fight"),
        ("body", "air"),
        ("body", "mob"),
        ("body", "arson"),
        ("body", "shell"),
    )
)


def compare(candidate: Candidate, happening: Happening) -> tuple[tuple[str, float], ...]:
    """Return the named features for (positive) and against a candidate being the happening.

    What is HARD against it ends the comparison: texts of a thousand happenings compare all pairs.
    """
    firm = (
        ("family", _family(candidate, happening)),
        ("time", compare_times(candidate, happening)),
    )
    if any(value == HARD for _, value in firm):
        return tuple((name, value) for name, value in firm if value)
    listed = (
        *firm,
        ("place", compare_places(candidate, happening)),
        ("toll", _toll(candidate, happening)),
        ("cue", _cue(candidate, happening)),
        ("distance", _distance(candidate, happening)),
        ("headline", _headline(candidate, happening)),
        ("sum", _sum(candidate, happening)),
        ("operation", _operation(candidate, happening)),
        ("item", _item(candidate, happening)),
        ("same", tying.tie(candidate, happening)),
        ("harm", tying.hold(candidate)),
    )
    return tuple((name, value) for name, value in listed if value)


def _family(candidate: Candidate, happening: Happening) -> float:
    if candidate.peaceful != happening.first.peaceful or _is_beside(candidate, happening):
        return HARD
    own, theirs = _families(candidate), happening.families or _implied(happening.candidates)
    if not own or not theirs:
        return 0.5
    if own & theirs:
        return 1.0
    if any(_compatible(a, b) for a in own for b in theirs):
        return 0.4
    if any(frozenset((a, b)) in _JOINED for a in own for b in theirs):
        return _joined(candidate, happening, own)
    return HARD


def _joined(candidate: Candidate, happening: Happening, own: frozenset[str]) -> float:
    """Weigh another family than that of the happening, of those that one happening often joins."""
    bare = own == {"body"} and not candidate.is_placed and candidate.when is None
    ours, theirs = killed(candidate.figures), killed(happening.figures)
    if bare and max(ours, default=0) <= max(theirs, default=0):
        return 0.2  # "we have found twelve bodies": of what was told
    gap = candidate.sentence - happening.candidates[-1].sentence
    return 0.0 if gap <= 1 else -0.5


def _is_beside(candidate: Candidate, happening: Happening) -> bool:
    """Return whether the last clause told of is the candidate's own, which tells of two attacks."""
    last = happening.candidates[-1]
    return last.clause == candidate.clause and tying.are_apart(last, candidate)


def _families(candidate: Candidate) -> frozenset[str]:
    named = frozenset(counting.family(label) for label in candidate.labels)
    return named or _implied((candidate,))


def _implied(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Return the families that those who did it stand for: gunmen killed by shots."""
    doers = [d.actor.text for c in candidates for d in c.doers if d.role == "perpetrator"]
    return frozenset("gun" for text in doers if _GUNMEN.search(text))


@lru_cache(maxsize=1024)
def _compatible(one: str, other: str) -> bool:
    return one == other or counting.compatible(one, other)


def _toll(candidate: Candidate, happening: Happening) -> float:
    ours, theirs = killed(candidate.figures), killed(happening.figures)
    if not ours or not theirs:
        return 0.0
    if ours & theirs:
        return 1.2 if max(ours & theirs) > _COMMON else 0.5
    return -1.0 if is_told_anew(candidate) and compare_places(candidate, happening) < 0 else -0.4


def _cue(candidate: Candidate, happening: Happening) -> float:
    """Weigh how the words present the candidate: as known, as new, as another one."""
    last = happening.candidates[-1]
    summed = candidate.has("numbered") and last.only_harm
    if summed and last.sentence == candidate.sentence:
        return 0.0  # "Five were killed and nine injured in two separate attacks"
    if candidate.has("separate") and last.clause != candidate.clause:
        return _as_another(candidate, happening)
    if candidate.has("definite") and not (happening.sums and candidate.has("first_of")):
        return _as_known(candidate, happening)
    if _turns(candidate) and (bool(candidate.labels) or bool(killed(candidate.figures))):
        return -2.0
    headed = happening.first.sentence == 0 and happening.when is None
    lead = candidate.sentence <= 1 and headed
    if candidate.has("indefinite") and not lead:
        return _as_new(candidate, happening, same_sentence=last.sentence == candidate.sentence)
    return _as_told(candidate, happening)


def _as_told(candidate: Candidate, happening: Happening) -> float:
    """Weigh words that present nothing as known or new."""
    own = bool(candidate.when) or candidate.is_placed
    if not own and "body_found" in candidate.labels and _are_attackers(candidate, happening):
        return 1.6  # "the body of one assailant was found afterwards"
    before = candidate.has("past_perfect") and own and not candidate.only_harm
    return -0.5 * before - 0.6 * (candidate.has("turn") and bool(candidate.labels))


def _as_another(candidate: Candidate, happening: Happening) -> float:
    """Weigh "another blast", "hours later": two, but for what follows at one place."""
    near = candidate.sentence in {0, 1, happening.candidates[-1].sentence}
    if near and bodies.is_of_the_taken(candidate, happening):
        return 0.0  # "found dead four days after the abduction"
    if "body_found" in candidate.labels and candidate.has("definite"):
        return 1.6  # "hours later the bodies of those killed in the raid were found"
    if candidate.has("secondary") and not candidate.is_placed:
        return 0.5  # a second blast as rescuers arrive is the same attack
    return -1.0 if candidate.only_harm else -3.0


def _as_known(candidate: Candidate, happening: Happening) -> float:
    """Weigh "the blast": what was told; beside a sum of several it may be any of them."""
    if happening.sums and not candidate.has("plural") and candidate.is_placed:
        return 0.0
    return 1.6 if compare_times(candidate, happening) >= 0 else 0.4


def _turns(candidate: Candidate) -> bool:
    """Return whether a clause begins with words that turn to what else happened that day."""
    starts = [cue.start for cue in candidate.cues if cue.label == "turn"]
    return any(start - candidate.clause.start <= _TURN for start in starts)


def _as_new(candidate: Candidate, happening: Happening, *, same_sentence: bool) -> float:
    """Weigh "a blast", "an attack": new if it brings its own time, place or dead."""
    elsewhere = candidate.is_placed and compare_places(candidate, happening) < 1
    harmed = any(f.figure.low > 0 for f in candidate.figures)
    own = bool(candidate.when) or elsewhere or (harmed and candidate.is_placed)
    dead = killed(candidate.figures) and not _are_attackers(candidate, happening)
    if not own and (same_sentence or not dead):
        return -0.4
    families = frozenset(counting.family(label) for label in candidate.labels)
    return -2.6 if families and not families & happening.families else -1.4


def _are_attackers(candidate: Candidate, happening: Happening) -> bool:
    """Return whether only militants died, after an attack on others: "killed in a gunfight"."""
    classes = [
        {f.figure.victim_class for f in figures if f.figure.effect == "killed"}
        for figures in (candidate.figures, happening.figures)
    ]
    return classes[0] == {"militant"} and bool(classes[1] - {"militant"})


def _item(candidate: Candidate, happening: Happening) -> float:
    """Two items of a digest are two happenings."""
    other = happening.candidates[-1].item
    return HARD if candidate.item and other and candidate.item != other else 0.0


def _operation(candidate: Candidate, happening: Happening) -> float:
    """An operation with its own dead is not the attack that was told before it."""
    if "military_operation" not in candidate.labels or candidate.has("definite"):
        return 0.0
    attacked = bool(happening.labels) and "military_operation" not in happening.labels
    dead = {f.figure.victim_class for f in happening.figures if f.figure.effect == "killed"}
    if dead == {"militant"} and happening.candidates[-1].sentence == candidate.sentence:
        return 0.0  # "four rebels were shot dead, and two soldiers died in the exchange"
    return -1.6 if attacked and killed(candidate.figures) else 0.0


def _sum(candidate: Candidate, happening: Happening) -> float:
    """A lead that counts the dead of several attacks is none of those told after it."""
    lead = happening.sums
    if not lead or candidate.has("plural") or candidate.sentence <= lead[-1].sentence:
        return 0.0
    ours, theirs = killed(candidate.figures), killed(f for c in lead for f in c.figures)
    told = bool(ours) and (max(ours) < max(theirs) if theirs else candidate.is_placed)
    numbered = any(c.has("numbered") for c in lead)
    wide = not any(says_where(p) for c in lead for p in c.places)
    narrower = is_narrower(candidate.places, [p for c in lead for p in c.places])
    separate = any(c.has("separate") for c in lead) and numbered and bool(candidate.labels)
    apart = numbered or narrower if theirs else wide
    if numbered and candidate.has("first_of"):
        return _LISTED
    listed = candidate.has("separate")
    return -2.5 if apart and (told or separate or listed) else 0.0


def _headline(candidate: Candidate, happening: Happening) -> float:
    """A headline tells what the lead tells again."""
    heading = all(c.sentence == 0 for c in happening.candidates)
    if not heading or candidate.sentence != 1 or candidate.when is None:
        return 0.0
    if _turns(candidate) or compare_times(candidate, happening) < 0:
        return 0.0  # two sentences of a text without a headline
    return 1.4 if compare_places(candidate, happening) >= 0 else 0.0


def _distance(candidate: Candidate, happening: Happening) -> float:
    last = happening.candidates[-1]
    if last.sentence == candidate.sentence:
        # "The attack came hours after gunmen shot ...": one sentence, two happenings; so are
        # "shot in Kut while a bomb went off in Amara".
        placed = bool(candidate.labels and last.labels) and last.is_placed
        if placed and compare_places(candidate, happening) <= _FAR_APART:
            return _ELSEWHERE
        return 0.0 if candidate.has("separate") else 1.0 + 0.6 * candidate.only_harm
    if candidate.has("onward") and candidate.sentence == last.sentence + 1:
        return 1.6  # "They also set fire to ...", of whom the last sentence told
    gap = min(abs(candidate.sentence - c.sentence) for c in happening.candidates)
    far = -0.2 if happening.labels or candidate.has("definite") else -1.0
    near = {0: 0.6, 1: 0.4, 2: 0.1}.get(gap, far)
    return near + (0.3 if candidate.only_harm else 0.0)
