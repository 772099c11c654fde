"""Types: what a happening was, from all the types that its triggers name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.codebook import counting
from concord.coding.events import aloft, crowds
from concord.coding.events.candidates import PEACEFUL, Candidate
from concord.coding.events.happenings import Happening, killed
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook

# A later entry gives way to an earlier one where both are named in the first words on a happening.
PRECEDENCE = (
    "suicide_bombing",
    "air_drone_strike",
    "extrajudicial_killing",
    "kidnapping",
    "shelling",
    "bombing",
    "assassination",
    "mob_violence",
    "military_operation",
    "armed_attack",
    "clash",
    "arson_sabotage",
    "enforced_disappearance",
    "body_found",
    "surrender",
    "release",
    "arrest",
    "seizure",
    "threat",
    "protest",
    "other",
)
_RANK = {label: rank for rank, label in enumerate(PRECEDENCE)}
BY_STATE = frozenset({"military_operation", "extrajudicial_killing", "arrest", "seizure"})
NON_VIOLENT = PEACEFUL
BELIEVED = 0.85  # likelihood of a type from which the model's word stands
# And from which it stands between types of one family: an encounter and an operation. Chosen on
# the training texts that are held out.
PREFERRED = 0.5
# And from which what words make an operation, by the forces that answered, is an attack or a fight.
ATTACKED = 0.4
_NO_OPERATION = frozenset({"armed_attack", "clash"})
_PLAIN = frozenset(
    {"suicide_bombing", "body_found", "extrajudicial_killing", "enforced_disappearance"}
)
_CHOSEN = lazy_regex(
    r"\b(?:minister|governor|mayor|senator|lawmaker|legislator|judge|prosecutor|informer|informant|sarpanch|village\s+(?:head|chief)|headman|mukhiya|surrendered|ex-\w+"
    r"|deputy commissioner|councillor|leader|cleric"
    r"|imam|scholar|politician|candidate|activist|journalist|reporter|elder|chief|ambassador|diplomat|nazim|informer|president"
    r"|chairman|professor|commander|mp|mpa|mna|superintendent|colonel|brigadier|general|doctor)\b",
    re.IGNORECASE,
)
_SAID = lazy_regex(r"[^.;]{0,40}?\b(?:said|says|told|added|confirmed)\b")
_ABDUCTED = lazy_regex(r"\b(?:abduct|kidnap)\w*", re.IGNORECASE)
_CALLED_TAKEN = lazy_regex(r"\b(?:hostage|captiv|captor|ransom)\w*", re.IGNORECASE)
# "Killed in an encounter with police": whoever opened fire, both sides fought.
_FOUGHT = lazy_regex(
    r"\b(?:killed|dead|died|injured|wounded|hurt|injuries)\b[^.;]{0,40}?\s(?:in|during)\s"
    r"(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:encounter|gun\s?battle|gun\s?fight|exchange\s+of\s+(?:\w+\s+)?(?:fire|firing)|cross\s?fire)\b",
    re.IGNORECASE,
)
# "Gunmen with suicide vests and rockets": what they wear.
_VESTED = lazy_regex(
    r"\b(?:with|wearing|wore|in|strapped\s+(?:with|to)|carrying|donn(?:ed|ing)|clad\s+in|had\s+on)\s+"
    r"(?:[\w-]+,?\s+){0,4}?(?:suicide|explosives?(?:-(?:laden|packed))?|bomb)[\s-]+"
    r"(?:vests?|jackets?|belts?)\b",
    re.IGNORECASE,
)
# "Gunmen armed with rifles and grenades stormed": what they had with them.
_ARMS = lazy_regex(
    r"(?:hand[\s-]+)?(?:grenades?|bombs?|explosives?|explosive\s+devices?|petrol\s+bombs?)",
    re.IGNORECASE,
)
_HAD = lazy_regex(
    r"\b(?:with|carrying|wielding|bearing|brandishing|toting)\s+(?:[\w-]+,?\s+){0,7}$",
    re.IGNORECASE,
)
_THROWN = lazy_regex(
    r"(?:lobb|threw|throw|hurl|toss|flung|fling)\w*\s[\w\s-]{0,30}\bgrenades?", re.IGNORECASE
)
_SHOTS = lazy_regex(
    r"\b(?:fire|fired|firing|shot|shooting|gunned|gunfire|sprayed|ambush\w*)\b", re.IGNORECASE
)
_EACH_OTHER = lazy_regex(r"\s*(?:at\s+|on\s+)?(?:each\s+other|one\s+another)\b", re.IGNORECASE)
_ON_PEOPLE = frozenset(
    {"suicide_bombing", "bombing", "armed_attack", "assassination", "shelling", "air_drone_strike"}
)
_COMPANY = 2  # dead: the person chosen and a guard or driver
_SHOT = frozenset({"armed_attack", "assassination"})


def type_of(happening: Happening, text: str, book: Codebook) -> str:
    """Return the type of a happening: the most specific that its first words support."""
    early = _early(happening)
    found = _told_type(happening, early, text, book)
    if found == "armed_attack" and _is_mutual(early, text):
        return "clash"
    if found == "arson_sabotage" and _is_of_a_crowd(early, text):
        return "mob_violence"
    misread = found in aloft.MISREAD and aloft.is_from_the_air(early, text)
    return "air_drone_strike" if misread else found


def _is_mutual(early: Sequence[Candidate], text: str) -> bool:
    """Return whether people shot at each other: whoever began, both sides fought."""
    return any(
        t.label == "armed_attack" and _EACH_OTHER.match(text, t.end, c.clause.end) is not None
        for c in early
        for t in c.triggers
    )


def _is_of_a_crowd(early: Sequence[Candidate], text: str) -> bool:
    """Return whether a crowd burned or wrecked what was theirs whom it was after."""
    told = [d.actor for c in early for d in c.doers if d.role == "perpetrator"]
    found = (crowds.find_in(candidate, text) for candidate in early)
    return any(crowds.has_mob(a.text) for a in (*told, *found) if a is not None)


def _told_type(happening: Happening, early: Sequence[Candidate], text: str, book: Codebook) -> str:
    """Return the type that the words and the engine's model make of the first words."""
    riot = _is_riot(early, text)
    if riot or _is_fight(early[0], text):
        return "mob_violence" if riot else "clash"
    believed, score = _believed(early)
    label = _by_words(happening, early, text)
    if "kidnapping" in {believed, label} and _kills_at_once(early, text):
        return _by_words(happening, [_without(c, "kidnapping") for c in early], text)
    narrower = label == "suicide_bombing" and believed in {"bombing", "armed_attack"}
    if narrower or (believed == "arson_sabotage" and _harms_people(happening, label)):
        return label
    attacked = label == "military_operation" and believed in _NO_OPERATION
    if score >= (ATTACKED if attacked else BELIEVED) and believed in book.types:
        return believed
    alike = counting.family(believed) == counting.family(label)
    if alike and score >= PREFERRED and believed in book.types:
        return believed
    return label if label in book.types else "other"


def _is_riot(early: Sequence[Candidate], text: str) -> bool:
    """Return whether crowds and forces came to blows: a clash in which no side is armed."""
    labels = {label for c in early for label in c.labels}
    if "clash" not in labels or labels - {"clash", "mob_violence"}:
        return False
    if any(d.actor.nature == "armed" for c in early for d in c.doers):
        return False
    return any(crowds.are_at_protest(text, c.clause.start, c.clause.end) for c in early)


def _kills_at_once(early: Sequence[Candidate], text: str) -> bool:
    """Return whether people were shot dead, and only led off for it, or others besides them.

    Not where the words that tell of the dead call them hostages, or any call them abducted.
    """
    first = early[0]
    shot = _SHOT & set(first.labels)
    if not shot or not killed(first.figures):
        return False
    if any(_ABDUCTED.search(text, c.clause.start, c.clause.end) for c in early):
        return False
    return _CALLED_TAKEN.search(text, first.clause.start, first.clause.end) is None


def _without(candidate: Candidate, label: str) -> Candidate:
    """Return a candidate without the triggers of a label, or as it is if it has no others."""
    kept = tuple(t for t in candidate.triggers if t.label != label)
    return replace(candidate, triggers=kept) if kept else candidate


def _is_fight(first: Candidate, text: str) -> bool:
    """Return whether the first words on a happening tell of harm in a fight between two sides."""
    if "clash" not in first.labels or set(first.labels) & _PLAIN:
        return False
    return _FOUGHT.search(text, first.clause.start, first.clause.end) is not None


def _harms_people(happening: Happening, label: str) -> bool:
    """Return whether people were killed by what the words call an attack on them, fire besides."""
    return label in _ON_PEOPLE and max(killed(happening.figures), default=0) > 0


def _by_words(happening: Happening, early: Sequence[Candidate], text: str) -> str:
    """Return the type that the labels of the triggers and who took part speak for."""
    labels = [label for c in early for label in c.labels]
    bombed = "suicide_bombing" in happening.labels and not _counts_bombers(happening)
    if bombed and not _only_in(happening, "suicide_bombing", NON_VIOLENT):
        return "suicide_bombing"
    violent = [label for label in labels if label not in NON_VIOLENT]
    if not bombed:
        violent = [label for label in violent if label != "suicide_bombing"] or violent
    chosen = violent or labels or list(happening.labels)
    arms = _carried(early, text)
    if "armed_attack" in chosen and chosen.count("bombing") == arms:
        chosen = [label for label in chosen if label != "bombing"]
    label = min(chosen, key=lambda name: _RANK.get(name, 99), default="")
    if label in _SHOT | {"bombing"} and _wear_vests(early, text):
        return "suicide_bombing"
    if label in {"clash", "armed_attack", "military_operation", ""}:
        label = _who_began(happening, label, chosen)
    if label == "armed_attack" and _is_assassination(happening, early[0], text):
        label = "assassination"
    return label


def _carried(early: Sequence[Candidate], text: str) -> int:
    """Return how many triggers of a bombing only name grenades of a gun attack.

    What gunmen carried as they came, or threw after they had opened fire.
    """
    found = 0
    for candidate in early:
        guns = [t for t in candidate.triggers if t.label == "armed_attack"]
        for t in candidate.triggers:
            if t.label != "bombing":
                continue
            before = text[max(candidate.clause.start, t.start - 80) : t.start]
            had = (
                _ARMS.fullmatch(t.text)
                and _HAD.search(before)
                and any(g.start > t.start for g in guns)
            )
            thrown = _THROWN.fullmatch(t.text) and any(
                g.start < t.start and _SHOTS.search(g.text) for g in guns
            )
            found += bool(had or thrown)
    return found


def _wear_vests(early: Sequence[Candidate], text: str) -> bool:
    """Return whether those who attacked are said to wear explosives on their bodies."""
    first = early[0]
    shot = [t.start for t in first.triggers if t.label in _SHOT]
    worn = _VESTED.search(text, first.clause.start, first.clause.end)
    return worn is not None and any(worn.start() < at for at in shot)


def _counts_bombers(happening: Happening) -> bool:
    """Return whether bombers are only counted among the dead of a fight: "with two bombers"."""
    told = [t for c in happening.candidates for t in c.triggers if t.label == "suicide_bombing"]
    counted = [f.who for f in happening.figures if f.figure.effect == "killed"]
    fought = {"clash", "military_operation", "air_drone_strike"} & set(happening.labels)
    return bool(fought) and all(
        t.text.lower().endswith(("bombers", "attackers"))
        and any(who.start <= t.start < who.end for who in counted)
        for t in told
    )


def _believed(early: Sequence[Candidate]) -> tuple[str, float]:
    """Return the likeliest type of the first words by the engine's model, and how likely it is.

    Types that it was not taught, and what the words make plainly a suicide bombing, are left to the
    words.
    """
    labels = {label for c in early for label in c.labels}
    if labels & _PLAIN:
        return "", 0.0
    told = [(s, t) for c in early for b in c.beliefs for t, s in b.types if t not in NON_VIOLENT]
    score, type_ = max(told, key=lambda item: item[0], default=(0.0, ""))
    return type_, score


def _early(happening: Happening) -> tuple[Candidate, ...]:
    """Return the candidates of the first sentence that names a type, and of the sentence after."""
    typed = [c for c in happening.candidates if c.labels]
    if not typed:
        return happening.candidates
    first = typed[0].sentence
    return tuple(c for c in typed if c.sentence <= first + 1)


def _only_in(happening: Happening, label: str, others: frozenset[str]) -> bool:
    """Return whether a label stands only beside labels that make it a thing and no happening."""
    beside = [c for c in happening.candidates if label in c.labels]
    return all(set(c.labels) & others for c in beside) and bool(beside)


_HIM = frozenset({"him", "her"})  # an attacker whom guards shot: they did not begin it


def _who_began(happening: Happening, label: str, chosen: list[str]) -> str:
    """Tell armed attack, clash and operation apart by who acted on whom."""
    doers = [d for c in happening.candidates for d in c.doers if d.role == "perpetrator"]
    state = any(d.actor.nature == "state" for d in doers)
    armed = any(d.actor.nature == "armed" for d in doers)
    militants_died = any(
        f.figure.effect == "killed"
        and f.figure.victim_class == "militant"
        and f.figure.text.lower() not in _HIM
        for f in happening.figures
    )
    if label == "military_operation" and armed and not state and "armed_attack" in chosen:
        return "armed_attack"
    if label == "" or (label == "armed_attack" and not armed):
        others_died = any(
            f.figure.effect == "killed"
            and f.figure.low
            and f.figure.victim_class not in {"militant", "security"}
            for f in happening.figures
        )
        began = militants_died and not armed and (state or not others_died)
        return "military_operation" if began else "armed_attack"
    return label


def _is_assassination(happening: Happening, first: Candidate, text: str) -> bool:
    """Return whether one person was chosen by role: a leader, a judge, a cleric."""
    dead = killed(happening.figures)
    if max(dead, default=1) > _COMPANY:
        return False
    shot = [t for t in first.triggers if t.label in _SHOT]
    if not shot:
        return False
    begin = max(first.clause.start, shot[0].start - 70)
    end = min(first.clause.end, shot[0].end + 50)
    roles = [*_CHOSEN.finditer(text, begin, end)]
    return any(not _SAID.match(text, role.end()) for role in roles)
