"""Avowals: groups that own an act by speaking of it, without a word of claiming.

"The Taliban spokesman said that 24 soldiers were killed in the assault", after a text has told that
the Taliban stormed a post; "a spokesman for the X said fighters had targeted the convoy"; "the
group published a video of it"; "a leaflet in the name of the X was found". Read after all other
roles, since who is already said to have done what decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding.engines import antecedents, messengers, owning, pointing, roles
from concord.coding.engines.triggers import PEACEFUL
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.attribution import Attribution
    from concord.coding.engines.rules import Draft
    from concord.coding.prepared import Prepared
    from concord.coding.speakers import Source

_SAYING = frozenset({"say", "claim", "deny"})  # none that calls for or condemns something
_STATE = frozenset({"state", "country"})
_BACK = 6  # sentences between an act and a message that is signed for it
_GROUP = lazy_regex(
    r"\b(?:the|its|their)\s+(?:[\w-]+\s+)?(?:group|outfit|faction|movement|organi[sz]ation|militia|network)\b"
    r"|^the\s+(?:militants|rebels|insurgents|jihadists|guerrillas|separatists|islamists|maoists)\b"
    r"|\b(?:its|their)\s+(?:[\w-]+\s+)?spokes\w+|^(?:it|they)$",
    re.IGNORECASE,
)
_ITS_SPOKESMAN = lazy_regex(
    r"\b(?:its|their|the\s+group['\u2019]s)\s+(?:[\w-]+\s+)?(?:spokes\w+|commander|leader|chief|emir|secretary"
    r"|deputy|preacher|commissar)\b",
    re.IGNORECASE,
)
_TITLE = 24  # characters around where somebody is named
_OWN = (
    r"(?:fighters?|men|members?|bombers?|units?|squads?|guerrillas|mujahideen|commandos|brigades?"
    r"|soldiers|combatants|snipers?|brothers|warriors|engineers|sappers|scouts|cadres|cells?|columns?)"
)
_OWN_MEN = lazy_regex(rf"(?:its\s+|their\s+|our\s+)?(?:\w+\s+)?{_OWN}", re.IGNORECASE)
_BY_OWN = lazy_regex(
    rf"\bby\s+(?:its|their|our)\s+(?:own\s+)?(?:\w+\s+)?{_OWN}\b|\b(?:its|their|our)\s+{_OWN}\s+"
    r"(?:had|have|hit|struck|attacked|targeted|stormed|ambushed|killed|seized|captured|detonated|planted)\b",
    re.IGNORECASE,
)
# What a group says that its men did: planting, sending and lying in wait are acts of an attack.
_ITS_DEED = lazy_regex(
    rf"\b(?:one\s+of\s+)?(?:its|their|our)\s+(?:own\s+)?{_OWN}\s+(?:had\s+|have\s+|has\s+)?(?:also\s+)?"
    r"(?:set\s+off|did\s+it|done\s+(?:it|this|the\s+\w+)|carried\s+(?:it\s+)?out|laid|lain|planted|fired|opened\s+fire|overr[au]n|shot"
    r"|blown|blew|hit|struck|attacked|targeted|stormed|ambushed|killed|seized|captured|detonated|raided)\b"
    r"|\b(?:soldiers|fighters|knights)\s+of\s+the\s+caliphate\b"
    r"|\b(?:it|they|we)\s+(?:had\s+)?(?:sent|dispatched)\s+(?:him|her|them|the\s+(?:bomber|attackers?|gunm[ae]n))\b",
    re.IGNORECASE,
)
_UNSAID = lazy_regex(
    r"\b(?:not|never|no|none|nobody|nothing|den(?:y|ies|ied|ying)|reject\w*|condemn\w*|disown\w*|if|would"
    r"|will|whether|ceasefire|truce|peace|talks|negotiat\w+|elections?|boycott\w*|shutdown|mourn\w*"
    r"|condol\w+|withdr\w+|surrender\w*|accus\w+|blam\w+)\b|n['\u2019]t\b"
    r"|\b(?:its|their|our)\s+(?:own\s+)?\w+\s+(?:(?:had|have|was|were|been)\s+){0,3}(?:died|killed|dead|lost|fallen)\b",
    re.IGNORECASE,
)
# Whom only those count who fight them.
_ENEMIES = lazy_regex(
    r"\b(?:soldiers?|troops|polic\w+|personnel|guards?|gendarmes|militiam[ae]n|officers?|commandos|recruits"
    r"|enem(?:y|ies)|apostates?|mercenar\w+|hypocrites|infidels|crusaders|spies|invaders|occupiers|agents"
    r"|puppets|traitors|collaborators|jawans|rangers|cops)\b",
    re.IGNORECASE,
)
_DEED = lazy_regex(
    r"\b(?:the|this|that|these|those|both|all)\s+(?:[\w-]+\s+){0,2}?(?:jobs?|deeds?|attacks?|raids?|operations?"
    r"|ambush(?:es)?|blasts?|actions?|strikes?|assaults?|killings?|bombings?|shootings?)\b",
    re.IGNORECASE,
)
_SOON = 3  # sentences between what a group did and what it says of it
_VERBS = (
    r"(?:releas(?:ed|es)|publish(?:ed|es)|post(?:ed|s)|air(?:ed|s)|circulat(?:ed|es)|shar(?:ed|es)|broadcasts?"
    r"|distribut(?:ed|es)|puts?\s+(?:out|up)|issue[sd]|upload(?:ed|s)|show(?:ed|s))"
)
_FOOTAGE = lazy_regex(
    rf"\b(?:{_VERBS}\s+(?:[\w-]+\s+){{0,4}}?(?:video|footage|film|clip|pictures?|photos?|photographs?|images?)"
    r"\s+(?:of|from|showing|that\s+showed|purporting\s+to\s+show|in\s+which)\s"
    r"(?!(?:its|their)\s+(?:leader|chief|emir|commander|founder|training))"
    r"|(?:filmed|videoed)\s+(?:it|the\s+\w+|from|live|and\s+(?:put|posted|aired))\b"
    rf"|{_VERBS}\s+(?:his|her|their|the\s+(?:bomber|attacker|gunman|assailant)['\u2019]s)\s+"
    r"(?:names?|pictures?|photographs?|photos?|portraits?|wills?)\b)",
    re.IGNORECASE,
)
_MEDIUM = (
    r"(?:statements?|leaflets?|letters?|fax|bulletin|pamphlets?|notes?|messages?|recording|communiqu\w+"
    r"|e-?mail|text|call|caller|handbills?)"
)
_IN_NAME = lazy_regex(
    rf"\b{_MEDIUM}\s+(?:[\w-]+\s+){{0,3}}?(?:in\s+the\s+name\s+of|signed(?:\s+by)?|from|attributed\s+to"
    r"|on\s+behalf\s+of)\s+(?:the\s+)?[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
_SENT = lazy_regex(
    rf"(?:\s*\([^)]*\))?(?:,[^,.;]{{2,60}},)?,?\s+(?:(?:has|had|later|also|then|which)\s+){{0,3}}(?:next\s+day\s+)?"
    rf"(?:(?:sent|faxed|e-?mailed|issued|released|distributed)\s+(?:[\w-]+\s+){{0,4}}?{_MEDIUM}\b"
    rf"|in\s+an?\s+(?:[\w-]+\s+){{0,2}}?{_MEDIUM}\b"
    r"|(?:rang|phoned|telephoned|called)\s+(?:an?|the|two|three|several|up)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:newspapers?|newsroom|station|agency|agencies|reporters?|journalists?|press|office)\b)",
    re.IGNORECASE,
)


# "Puts the dead at twenty", "counts thirty apostates": whoever tells the enemy's toll did it.
_TOLLS = lazy_regex(
    r"(?:['\u2019]s?\s+(?:[\w-]+\s+){0,3}[\w-]+)?(?:,[^,.;]{2,60},)?\s+(?:(?:has|had|later|also|itself)\s+){0,2}"
    r"(?!(?:[\w-]+\s+){1,4}?(?:its|their|own)\b)"
    r"(?:(?:puts?|sets?|gives?|gave)\s+(?:[\w'\u2019-]+\s+){0,4}?(?:dead|toll|losses|casualties|killed)\s+(?:at|as)\b"
    r"|(?:counts?|counted|lists?|listed|boast(?:s|ed)?\s+of|speaks?\s+of|spoke\s+of|tall(?:ies|ied)|reckons?)\s+"
    r"(?:[\w-]+\s+){1,3}?(?:dead|killed|slain|soldiers|apostates|policemen|troops|mercenaries|enemies|unbelievers"
    r"|infidels|guards|rifles|martyred)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Known:
    """Who is known to have done, claimed or denied what in a draft, by actor and by trigger."""

    done: dict[str, list[int]]
    spoken: set[tuple[int, str]]
    heard: set[tuple[int, str]]  # sentences in which somebody claims or denies
    by_state: frozenset[int]
    charged: frozenset[str]
    owned: frozenset[int]


def add(draft: Draft) -> None:
    """Add the claims of groups that speak of an act as theirs to a draft."""
    prepared = draft.prepared
    known = _known(draft)
    for said in prepared.heard.said:
        actor = _speaker(prepared, said) if said.kind in _SAYING else None
        act = None if actor is None else _told_as_own(draft, known, said, actor)
        if actor is not None and act is not None:
            _claim(draft, known, act, actor, said.source_start)
    for actor in prepared.actors:
        if actor.nature == "armed" and actor.name and not owning.is_parent(prepared.text, actor):
            act = _signed(draft, known, actor)
            if act is not None:
                _claim(draft, known, act, actor, actor.start)
    for sentence in prepared.sentences:
        for act, actor in _shown(draft, known, sentence):
            _claim(draft, known, act, actor, actor.start)
    for act, actor in list(messengers.find(draft)):
        _claim(draft, known, act, actor, actor.start)


def _claim(draft: Draft, known: _Known, act: int, actor: ActorMention, at: int) -> None:
    sentence = draft.prepared.sentence_at(at)
    if (act, _key(actor)) in known.spoken or (sentence, _key(actor)) in known.heard:
        return
    known.spoken.add((act, _key(actor)))
    cue = draft.mention((at, max(at + 1, actor.end)), "cue", "claim")
    draft.arc(act, "cue", cue)
    draft.arc(act, "claimant", draft.mention((actor.start, actor.end), "actor", actor.nature))


def _key(actor: ActorMention) -> str:
    return actor.actor_id or actor.name or str(actor.start)


def _known(draft: Draft) -> _Known:
    actors = {a.start: a for a in draft.prepared.actors}
    done: dict[str, list[int]] = {}
    spoken: set[tuple[int, str]] = set()
    heard: set[tuple[int, str]] = set()
    by_state, charged, owned = set(), set(), set()
    for arc in draft.arcs:
        actor = actors.get(draft.mentions[arc.filler].start)
        label = draft.mentions[arc.trigger].label
        if actor is None or label in PEACEFUL:
            continue
        if arc.role in {"claimant", "denier"}:
            spoken.add((arc.trigger, _key(actor)))
            heard.add((draft.prepared.sentence_at(actor.start), _key(actor)))
            owned.add(arc.trigger)
        if arc.role in {"blamed", "suspected"}:
            charged.add(_key(actor))
        if arc.role == "perpetrator" and actor.nature in _STATE:
            by_state.add(arc.trigger)
        if arc.role == "perpetrator" and actor.nature == "armed" and actor.name:
            done.setdefault(_key(actor), []).append(arc.trigger)
    by_state |= {
        n for n, m in enumerate(draft.mentions) if m.kind == "trigger" and m.label in roles.BY_STATE
    }
    return _Known(done, spoken, heard, frozenset(by_state), frozenset(charged), frozenset(owned))


def _speaker(prepared: Prepared, said: Attribution) -> ActorMention | None:
    """Return the armed group in whose name somebody speaks, by name or as "the group"."""
    span = (said.source_start, said.source_start + len(said.written))
    named = [
        a
        for a in prepared.actors
        if a.nature == "armed" and a.name and a.start < span[1] and span[0] < a.end
    ]
    own = [a for a in named if not owning.is_parent(prepared.text, a)]
    if named:
        return own[0] if own else None
    around = prepared.text[max(said.sentence.start, span[0] - _TITLE) : span[0] + _TITLE]
    if _GROUP.search(said.written) or _ITS_SPOKESMAN.search(around):
        return antecedents.named_before(prepared, span[0])
    # "Its spokesman, Omid Karra": the cast knows for whom he speaks.
    spoken_for = [
        a
        for a in prepared.actors
        if a.nature == "armed" and a.name and a.end <= span[0] and _is_of(a, said.source)
    ]
    return spoken_for[-1] if spoken_for else None


def _is_of(actor: ActorMention, source: Source) -> bool:
    """Return whether a speaker is a group or somebody who speaks for it."""
    if source.actor_id is not None:
        return actor.actor_id == source.actor_id
    return source.name is not None and actor.name == source.name


def _told_as_own(draft: Draft, known: _Known, said: Attribution, actor: ActorMention) -> int | None:
    """Return the act that a group tells of as its own: by its men, or by what the text says.

    None where it denies, or where a state's force did what it tells of.
    """
    prepared = draft.prepared
    words = " ".join(prepared.text[c.start : c.end] for c in said.content)
    if not words or _UNSAID.search(words):
        return None
    inside = [n for n, m in _violent(draft) if any(c.start <= m < c.end for c in said.content)]
    if any(n in known.by_state for n in inside):
        return None
    fillers = {
        (a.trigger, draft.mentions[a.filler].text) for a in draft.arcs if a.role == "perpetrator"
    }
    own = [n for n in inside if any(t == n and _OWN_MEN.fullmatch(w) for t, w in fillers)]
    if own:
        return own[0]
    before = [
        n for n in known.done.get(_key(actor), ()) if draft.mentions[n].start < said.sentence.end
    ]
    counted = any(
        c.start <= f.governor.start < c.end and f.figure.effect in {"killed", "injured"}
        for f in prepared.figures
        for c in said.content
    )
    if not before:
        enemies = counted and _ENEMIES.search(words) is not None
        return _sent_own(draft, known, said, inside, owns=enemies or bool(_ITS_DEED.search(words)))
    act = max(before, key=lambda n: draft.mentions[n].start)
    if not (inside or counted or _BY_OWN.search(words) or _is_about(draft, act, said, words)):
        return None
    at = draft.mentions[act].start
    between = any(at < m < said.sentence.start for n, m in _violent(draft) if n in known.by_state)
    return None if between else act


def _is_about(draft: Draft, act: int, said: Attribution, words: str) -> bool:
    """Return whether a group that did something told shortly before speaks of it.

    By a word for the deed, or by what was hit: "said the coaches had carried recruits".
    """
    prepared = draft.prepared
    at = draft.mentions[act].start
    told, number = prepared.sentence_at(at), prepared.sentence_at(said.sentence.start)
    if not 0 <= number - told <= _SOON:
        return False
    first = prepared.sentences[max(0, told - 2)].start
    scene = Span(start=first, end=prepared.sentences[told].end)
    return bool(_DEED.search(words)) or pointing.shares(prepared.text, scene, words)


def _sent_own(
    draft: Draft, known: _Known, said: Attribution, inside: Sequence[int], *, owns: bool
) -> int | None:
    """Return the act that a group says its men did, in a text where no other is said to have.

    "The X said that its fighters had set off the device", "that it had sent him"; or that tells
    how many of the enemy fell, which who did nothing does not count.
    """
    if known.owned or known.done or not owns:
        return None
    act = inside[0] if inside else _last_before(draft, said.sentence.start)
    return None if act is None or act in known.by_state else act


def _violent(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the numbers and the places of the triggers of violence."""
    for number, mention in enumerate(draft.mentions):
        if mention.kind == "trigger" and mention.label not in PEACEFUL:
            yield number, mention.start


def _last_before(draft: Draft, end: int) -> int | None:
    """Return the last act told not long before an offset."""
    prepared = draft.prepared
    first = prepared.sentences[max(0, prepared.sentence_at(end) - _BACK)].start
    before = [(at, n) for n, at in _violent(draft) if first <= at < end]
    return max(before)[1] if before else None


def _signed(draft: Draft, known: _Known, actor: ActorMention) -> int | None:
    """Return the act after which a group that did nothing else in the text sends a message."""
    prepared = draft.prepared
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(actor.start)]
    sent = _IN_NAME.search(text, max(sentence.start, actor.start - 80), actor.start)
    sent = sent or _SENT.match(text, actor.end, sentence.end)
    sent = sent or _TOLLS.match(text, actor.end, sentence.end)
    if sent is None or _UNSAID.search(text, sentence.start, sentence.end):
        return None
    key = _key(actor)
    done = [n for n in known.done.get(key, ()) if draft.mentions[n].start < sentence.end]
    if done:
        return max(done, key=lambda n: draft.mentions[n].start)
    if key in known.done or key in known.charged or known.owned or known.done:
        return None
    act = _last_before(draft, sentence.start)
    return None if act is None or act in known.by_state else act


def _shown(draft: Draft, known: _Known, sentence: Span) -> Iterator[tuple[int, ActorMention]]:
    """Yield the acts of which a group shows pictures: what it did, else what was told last."""
    prepared = draft.prepared
    match = _FOOTAGE.search(prepared.text, sentence.start, sentence.end)
    if match is None:
        return
    actor = _subject(prepared, sentence, match.start())
    if actor is None:
        return
    done = [n for n in known.done.get(_key(actor), ()) if draft.mentions[n].start < match.start()]
    act = max(done, key=lambda n: draft.mentions[n].start, default=None)
    if act is None:
        act = _last_before(draft, match.start())
        if any(act in acts for acts in known.done.values()):
            return  # what another group did
    if act is not None and act not in known.by_state:
        yield act, actor


def _subject(prepared: Prepared, sentence: Span, at: int) -> ActorMention | None:
    """Return the armed group before a verb: by name, or as "the group" or "it"."""
    before: Sequence[ActorMention] = [
        a for a in prepared.actors if sentence.start <= a.start and a.end <= at
    ]
    if before:
        last = before[-1]
        named = last.nature == "armed" and last.name
        return last if named and not owning.is_parent(prepared.text, last) else None
    group = _GROUP.search(prepared.text[sentence.start : at].strip())
    if group is None:
        return None
    return antecedents.named_before(prepared, sentence.start + group.start())
