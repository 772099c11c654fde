"""Participants: who is said to have done it, who claims it, who denies it, who was hit."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from concord.coding.engines import owning
from concord.coding.engines.triggers import pattern
from concord.coding.events.doers import STATE, doers_of
from concord.coding.events.kinds import BY_STATE
from concord.model import Attribution, Claim, Participant, TollFigure
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention
    from concord.coding.events.candidates import Doer
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared

_LEVELS: dict[str, Attribution] = {
    "perpetrator": "stated",
    "suspected": "suspected",
    "blamed": "blamed",
    "side": "side",
}
_JOINTLY = lazy_regex(
    r"\b(?:joint(?:ly)?|together|combined|in\s+(?:coordination|co-ordination|collaboration|alliance)"
    r"|alliance\s+of|umbrella)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = lazy_regex(
    r"\b(?:withdr\w+|retract\w*|recant\w*|t(?:ook|aken)\s+(?:back|down)|deleted)\b", re.IGNORECASE
)
_TRUST = {"claimed": 0, "stated": 1, "side": 1, "blamed": 2, "suspected": 3, "inferred": 4}


def perpetrators(
    type_: str,
    happening: Happening,
    claims: Sequence[Claim],
    denials: Sequence[Claim],
    prepared: Prepared,
    book: Codebook,
) -> tuple[Participant, ...]:
    """Return who did it: claimants, then those the text names, each once at its strongest level.

    Generic words stand only where nobody is named, on each side of a fight. Rival claims leave the
    claimants out: they are in the claims.
    """
    rival = _rival(claims, book) and not _are_joint(claims, prepared)
    rivals = {_key(claim.actor_id, claim.name) for claim in claims} if rival else set()
    denied = {_key(claim.actor_id, claim.name) for claim in denials}
    of_state = {a.start for a in prepared.actors if a.nature == "state"}
    denied_by_state = any(claim.start in of_state for claim in denials)  # "the security forces"
    held = [
        c for c in claims if not (_key(c.actor_id, c.name) in denied and _ends_denied(happening))
    ]
    found = [_claimant(claim) for claim in held] if not rival else []
    state: set[int | None] = set()
    for doer in _without_parents(doers_of(type_, happening, prepared), found, prepared.text):
        level = _LEVELS[doer.role]
        if _key(doer.actor.actor_id, doer.actor.name) in rivals:
            continue
        own = doer.actor.generic and doer.actor.nature == "state" and denied_by_state
        if level == "stated" and (own or _key(doer.actor.actor_id, doer.actor.name) in denied):
            level = "blamed"
        found.append(_participant(doer.actor, level))
        if doer.actor.nature in STATE:
            state.add(doer.actor.start)
    found.sort(key=lambda one: _TRUST[one.attribution or "inferred"])
    if type_ != "clash":
        return _best(found)
    sides = [[p for p in found if (p.start in state) == by_state] for by_state in (False, True)]
    return tuple(one for side in sides for one in _best(side))


def _ends_denied(happening: Happening) -> bool:
    """Return whether the last that a text says of claims to a happening is that one is denied."""
    cues = [cue for c in happening.candidates for cue in c.cues if cue.label in {"claim", "deny"}]
    return bool(cues) and max(cues, key=lambda cue: cue.start).label == "deny"


def standing(
    claims: Sequence[Claim], denials: Sequence[Claim], happening: Happening
) -> tuple[Claim, ...]:
    """Return the claims without those that their claimants took back, which are denials.

    Where a group's claim is only contradicted, by its own leaders or later, both stand.
    """
    cues = [cue for c in happening.candidates for cue in c.cues if cue.label in {"claim", "deny"}]
    last = max(cues, key=lambda cue: cue.start, default=None)
    if last is None or last.label != "deny" or not _TAKEN_BACK.search(last.text):
        return tuple(claims)
    denied = {_key(claim.actor_id, claim.name) for claim in denials}
    return tuple(claim for claim in claims if _key(claim.actor_id, claim.name) not in denied)


def _without_parents(
    doers: Sequence[Doer], claimed: Sequence[Participant], text: str
) -> list[Doer]:
    """Return doers without those of whom the words only say whose wing or ally the doer is."""
    own = [d for d in doers if not (d.actor.name and owning.is_near_to(text, d.actor))]
    kept = own if claimed or any(d.actor.name for d in own) else list(doers)
    # A faction that no codebook lists is known by its group alone, which then stays.
    listed = [d for d in kept if not owning.is_parent(text, d.actor)]
    known = [c.actor_id for c in claimed] + [d.actor.actor_id for d in listed]
    return listed if any(known) else kept


def _best(found: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the named, and before them the generic words unless a named one is sure."""
    named = _once(one for one in found if one.name is not None)
    generic = _once(one for one in found if one.name is None)
    sure = [one for one in named if one.attribution in {"claimed", "stated", "side"}]
    return tuple(named) if sure or (named and not generic) else (*generic[:1], *named)


def began_by_state(type_: str, people: Sequence[Participant], happening: Happening) -> bool:
    """Return whether a state's force began it."""
    if type_ in BY_STATE:
        return True
    natures = {(d.actor.start): d.actor.nature for c in happening.candidates for d in c.doers}
    known = [natures.get(one.start or -1) for one in people]
    if type_ == "air_drone_strike":
        # Those whom a strike kills stand in its words: only a named group is its own doer.
        pairs = zip(people, known, strict=True)
        return not any(nature == "armed" and one.name for one, nature in pairs)
    return (
        bool(known) and all(nature in {"state", "country"} for nature in known) and type_ != "clash"
    )


def _claimant(claim: Claim) -> Participant:
    return Participant(
        text=claim.name,
        actor_id=claim.actor_id,
        name=claim.name,
        attribution="claimed",
        said_by=claim.name,
        start=claim.start,
        end=claim.end,
    )


def _participant(actor: ActorMention, level: Attribution) -> Participant:
    return Participant(
        text=actor.text,
        actor_id=actor.actor_id,
        name=actor.name,
        attribution=level,
        start=actor.start,
        end=actor.end,
    )


def _key(actor_id: str | None, name: str | None) -> str:
    return actor_id or (name or "").lower()


def _once(found: Iterable[Participant]) -> list[Participant]:
    kept: dict[str, Participant] = {}
    for one in found:
        kept.setdefault(_key(one.actor_id, one.name or one.text), one)
    return list(kept.values())


def _rival(claims: Sequence[Claim], book: Codebook) -> bool:
    """Return whether several claim it of whom some do not belong together."""
    one_each = {_key(c.actor_id, c.name): c for c in claims}
    kin = [{c.actor_id, *book.ancestors(c.actor_id)} if c.actor_id else set() for c in claims]
    # Kin of the first, and kin of those: a faction, its movement and another faction of it.
    joined = set(kin[0]) if kin else set()
    for _ in claims:
        joined |= {one for ids in kin if ids & joined for one in ids}
    return len(one_each) > 1 and not all(ids & joined for ids in kin)


def _are_joint(claims: Sequence[Claim], prepared: Prepared) -> bool:
    """Return whether the sentence that names all claimants says that they claim it together."""
    numbers = {prepared.sentence_at(claim.start or 0) for claim in claims}
    if len(numbers) != 1:
        return False
    sentence = prepared.sentences[numbers.pop()]
    return bool(_JOINTLY.search(prepared.text, sentence.start, sentence.end))


def by_forces(type_: str, doers: Sequence[Doer]) -> bool:
    """Return whether the forces of a state are told of as those who held an operation."""
    acting = [d.actor.nature for d in doers if d.role == "perpetrator"]
    return type_ in BY_STATE and any(n in STATE for n in acting) and "armed" not in acting


def claims_of(
    role: str, type_: str, happening: Happening, prepared: Prepared, book: Codebook
) -> tuple[Claim, ...]:
    """Return the claims (role ``claimant``) or denials (``denier``) of a happening.

    Generic words ("the rebels") claim only what nobody with a name does, and armed groups nothing
    of what forces are said to have done.
    """
    found: dict[str, Claim] = {}
    doers = [d for c in happening.candidates for d in c.doers]
    told = [d.actor for d in doers if d.role == role]
    if role == "claimant" and by_forces(type_, doers):
        told = [actor for actor in told if actor.nature != "armed"]
    for actor in [a for a in told if a.name] or told:
        name = actor.name or actor.text
        claim = Claim(
            name=name,
            actor_id=actor.actor_id,
            channel=_channel(prepared, actor, book),
            start=actor.start,
            end=actor.end,
        )
        found.setdefault(_key(actor.actor_id, name), claim)
    return tuple(found.values())


def _channel(prepared: Prepared, actor: ActorMention, book: Codebook) -> str | None:
    sentence = prepared.sentences[prepared.sentence_at(actor.start)]
    words = pattern(book, "groups", "channel").pattern
    match = re.compile(
        rf"\b(?:in|on|through|via|by|over)\s+(?:\S+\s+){{0,4}}?(?P<channel>{words})",
        re.IGNORECASE,
    ).search(prepared.text, sentence.start, sentence.end)
    return match["channel"].lower() if match else None


def targets(happening: Happening) -> tuple[Participant, ...]:
    """Return what was aimed at, as written, with its class: from the first words on it."""
    found: dict[str, Participant] = {}
    for candidate in happening.candidates[:2]:
        for mention in candidate.targets:
            found.setdefault(
                mention.text.lower(),
                Participant(
                    text=mention.text,
                    victim_class=mention.label,
                    start=mention.start,
                    end=mention.end,
                ),
            )
        if found:
            break
    return tuple(found.values())


def target_class(
    figures: Sequence[TollFigure], aimed: Sequence[Participant], doers: frozenset[str]
) -> str | None:
    """Return the class most hit among the dead and hurt on the target's side, else aimed at."""
    count: Counter[str] = Counter()
    for figure in figures:
        if (
            figure.side == "target"
            and figure.victim_class != "unknown"
            and figure.effect in {"killed", "injured", "abducted"}
        ):
            count[figure.victim_class] += max(figure.best, 1)
    if count:
        return min(count, key=lambda name: (-count[name], name))
    return next((one.victim_class for one in aimed if one.text not in doers), None)
