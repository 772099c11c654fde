"""Owning: armed groups that tell what they did, without the word of a claim.

"The X said on its channel that it had fired twelve rockets" claims the firing as much as "claimed
responsibility" does; "said that it had lost three fighters" claims nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared
    from concord.model import Span

_BETWEEN = 110  # characters between a group's name and what it says
_REACH = 90  # characters between "it" and the act
_SAYS = (
    r"(?:said|says|saying|announced|announces|declared|declares|boasted|boasts|stated|states|wrote"
    r"|writes|confirmed|confirms|posted|tweeted|reported|revealed|told\s+[^.;]{1,40}?|claimed|claims"
    r"|claiming|asserted|asserts|maintained|insisted)"
)
_GAP = r"(?:\s*,)?(?:\s+[^\s.;]+){0,12}?\s+"  # "on Telegram on Sunday", "in a statement"
_SELF = (
    r"(?:it|they|we|the\s+(?:group|outfit|faction|movement|organi[sz]ation)"
    r"|(?:its|their|our)\s+(?:own\s+)?(?:\w+\s+)?(?:fighters?|men|members?|bombers?|units?|militants?"
    r"|forces|soldiers|brigades?|squads?|snipers?|warriors|guerrillas|combatants|mujahideen|freedom"
    r"\s+fighters|martyrs?)|(?:one|two|some|a\s+\w+)\s+of\s+(?:its|their)\s+(?:\w+\s+)?"
    r"(?:fighters|men|members|bombers|units))"
)
_TELLS = lazy_regex(
    rf"(?:['\u2019]s?)?(?:\s*\([^)]*\))?(?:\s+(?:military|chief|main|senior|spokes\w+)){{0,3}}"
    rf"(?:,[^,.;]{{2,70}},)?"
    rf"(?:\s+(?!and\b|but\b|who\b|which\b|when\b)[\w\u00c0-\u024f'\u2019-]+){{0,7}}?\s+{_SAYS}\b"
    rf"(?:{_GAP}(?:that\s+)?|\s+)(?P<self>{_SELF})\b",
    re.IGNORECASE,
)
# "It said it had thrown a grenade", "the group boasted that its men had shot him".
_TELLS_AGAIN = lazy_regex(
    rf"\b(?:it|they|the\s+(?:group|outfit|faction|movement|organi[sz]ation))\s+(?:(?:has|had|later|also|then)\s+){{0,2}}"
    rf"{_SAYS}(?:\s+(?:on|in)\s+[^\s.;,]+(?:\s+[^\s.;,]+){{0,2}})?\s+(?:that\s+)?(?P<self>{_SELF})\b",
    re.IGNORECASE,
)
_NO_CLAIM = lazy_regex(
    r"(?:['\u2019]s?)?(?:\s*\([^)]*\))?(?:,[^,.;]{2,50},)?,?(?:\s+(?:which|who|that|spokes\w+|itself|also|so|far"
    r"|has|have|had|did|does|do|is|was|group|militants)){0,5}?\s+(?:"
    r"(?:not|never|neither|yet\s+to|(?:usually|often|regularly|frequently|routinely|typically"
    r"|sometimes|generally|previously|repeatedly)\s+(?:claim|accept|tak|took|been))"
    r"|(?:claim\w*|accept\w*|carried\s+out|taken|took)\s+(?:(?:responsibility|credit)\s+for\s+)?"
    r"(?:(?:several|many|most|some|a\s+number\s+of|dozens\s+of|numerous|scores\s+of)\s+)?"
    r"(?:similar|such|previous|past|earlier|other|several|many|most|numerous|dozens|scores)\b)",
    re.IGNORECASE,
)
_FORCES = (
    r"(?:it|they|(?:its|their)\s+(?:own\s+)?(?:\w+\s+)?(?:forces|troops|soldiers|men|navy|army|aircraft"
    r"|jets|planes|warplanes|helicopters|gunships|drones|missiles|artillery|gunners|commandos"
    r"|marines|guards))"
)
_FORCE_TELLS = lazy_regex(
    rf"(?:['\u2019]s?)?(?:\s+(?:army|military|defen[cs]e|foreign|ministry|spokes\w+|officials|general"
    rf"|staff|forces)){{0,4}}\s+{_SAYS}\b(?:{_GAP}(?:that\s+)?|\s+)(?P<self>{_FORCES})\b",
    re.IGNORECASE,
)
_HIT = lazy_regex(
    r"\s+(?:(?:had|has|have|also|only)\s+){0,2}(?:hit|hits|struck|targeted|destroyed|bombed|attacked)\s",
    re.IGNORECASE,
)
_HOLDS_BE = lazy_regex(r"\b(?:was|were|been|being)\b", re.IGNORECASE)
# What may stand between "it" and the word of the act: "had then carried out the deadly ...".
_DID = lazy_regex(
    r"\s+(?:(?:had|has|have|also|then|later|earlier|successfully|jointly|only)\s+){0,3}"
    r"(?:(?:carried\s+out|(?:was|were|is|are)\s+(?:behind|responsible\s+for)|stag\w+|launch\w*|conduct\w*"
    r"|mount\w*|execut\w+|perpetrat\w+|target\w*|did)\s+(?:[\w'\u2019\"\u201c-]+\s+){0,5})?",
    re.IGNORECASE,
)


_NOUN = (
    r"(?:attacks?|bombings?|blasts?|explosions?|assaults?|raids?|ambush(?:es)?|killings?|strikes?"
    r"|shootings?|operations?|kidnappings?|abductions?|bombers?|attackers?)"
)
_FEW = r"(?:[\w-]+\s+){0,2}?"
_AFTER_NAME = (
    r"(?:['\u2019]s?)?(?:\s*\([^)]*\))?(?:,[^,.;]{2,70},|,)?"
    r"(?:\s+(?:which|who|has|had|have|later|also|then|quickly|promptly|immediately|spokes\w+"
    r"|militants?|group|faction|[A-Z][\w-]+)){0,5}?\s+"
)
# "claims attack", "claiming the killing of", "said the bombing was revenge for", "released a video
# of the bombers", "named the attackers".
_BOASTS = lazy_regex(
    rf"{_AFTER_NAME}(?:"
    r"claim(?:s|ed|ing)?\s+(?!that\b|victor|success|to\s+(?:be|represent|speak))"
    r"(?!(?:\d+|many|several)?\s*li(?:fe|ves)\b)"
    rf"|{_SAYS}\s+(?:[\w-]+\s+){{0,4}}?(?:that\s+)?(?:the|this|both|its?)\s+{_FEW}"
    rf"(?={_NOUN}\s+(?:was|were|is|came)\s+"
    r"(?:(?:in|a|an|part|carried|conducted|aimed|its|their|meant|to)\s+){0,3}"
    r"(?:retaliation|revenge|response|reprisal|answer|warning|vengeance|out|avenge|punish|work))"
    r"|(?:released|published|posted|shared|issued)\s+(?:[\w-]+\s+){0,4}?(?:of|showing|from)\s+"
    rf"(?:the|its)\s+{_FEW}(?={_NOUN}\b)"
    rf"|(?:named|identified)\s+(?:the|its)\s+{_FEW}(?=(?:bombers?|attackers?|assailants?)\b)"
    r")",
    re.IGNORECASE,
)


_FACTION = (
    r"(?:splinter|faction|offshoot|wing|branch|breakaway|arm|unit|chapter|dissidents?|offshoots"
    r"|factions)"
)
_FACTION_OF = lazy_regex(
    rf"\b{_FACTION}(?:\s+(?:group|faction|outfit|unit|cell))?\s+(?:of|from|within)\s+"
    r"(?:the\s+)?(?:banned\s+|outlawed\s+)?$"
    r"|\b(?:an?|the|as)\s+(?:\w+\s+)?(?:front|shadow|proxy|cover|pseudonym|alias|nom\s+de\s+guerre)\s+(?:name\s+)?"
    r"(?:of|for)\s+(?:the\s+)?(?:banned\s+|outlawed\s+)?$",
    re.IGNORECASE,
)
_ITS_FACTION = lazy_regex(
    rf"(?:['\u2019]s?)?[\s-]+(?:\w+\s+)?{_FACTION}(?:\s+(?:group|faction|outfit))?\s*,?\s+"
    r"(?:the\s+)?[\"\u201c]?[A-Z]",
)
# "linked to the X", "an X affiliate": what another group is near to, and is not.
_NEAR_TO = lazy_regex(
    r"\b(?:linked|affiliated|associated|allied|aligned|loyal|close|tied|sworn\s+allegiance|pledged"
    r"\s+allegiance|allegiance|ties|links|affiliates?|all(?:y|ies)|rivals?|sympathi[sz]ers?)\s+(?:of|to|with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Fighters loyal to X" are X's own, unlike "a group loyal to X".
_ITS_MEN = lazy_regex(
    r"\b(?:fighters|gunm[ae]n|militants|militiamen|men|troops|forces|rebels|insurgents|bandits|tribesmen"
    r"|commanders?|soldiers)\s+loyal\s+to\s+(?:the\s+)?(?:(?:\w+\s+)?(?:commander|leader|chief|warlord)\s+)?$",
    re.IGNORECASE,
)
_ITS_KIN = lazy_regex(
    r"(?:['\u2019]s?)?[\s-]+(?:linked|affiliated|aligned|allied|inspired|associated|affiliates?|all(?:y|ies))\b"
    r"|['\u2019]s?\s+(?:[\w-]+\s+){1,3}?(?:affiliates?|all(?:y|ies)|franchises?|branch|offshoot)\b",
    re.IGNORECASE,
)
# "the X splinter group denied it": another one of whom X is the parent.
_ITS_OFFSHOOT = lazy_regex(
    rf"\)?(?:['\u2019]s?)?(?:\s*\([^)]*\))?[\s-]+(?:[\w-]+\s+)?{_FACTION}(?:\s+(?:group|faction|outfit))?"
    r"(?=\s+(?:has|have|had|also|later|then|quickly|\w+ed|\w+ing|said|says|took|takes|claims|denies)\b)",
    re.IGNORECASE,
)


# "the Red Hill Front (" before its acronym.
_FULL_NAME = lazy_regex(
    r"(?<!\w)[A-Z\u00c0-\u00de][\w'\u2019-]*(?:\s+(?:of|the|for|e|i|ul|al|de|[A-Z\u00c0-\u00de][\w'\u2019-]*))*"
    r"\s*[(\[]\s*$"
)


class Owned(NamedTuple):
    """Who tells, the span of the words that tell, and the number of the trigger they tell of."""

    actor: ActorMention
    start: int
    end: int
    trigger: int


def find(
    prepared: Prepared, sentence: Span, triggers: Sequence[tuple[int, int, int]]
) -> Iterator[Owned]:
    """Yield what named armed groups tell of themselves in a sentence.

    ``triggers`` are (start, end, number) of acts of violence, in the order of the text.
    """
    text = prepared.text
    for actor in prepared.actors:
        if not (sentence.start <= actor.start and actor.end <= sentence.end):
            continue
        if actor.nature != "armed" or actor.generic or is_parent(text, actor):
            continue
        if is_no_claim(text, actor, sentence.end):
            continue
        boast = _BOASTS.match(text, actor.end, sentence.end)
        if boast is not None:
            act = _next(triggers, boast.end(), sentence.end)
            if act is not None:
                yield Owned(actor, actor.end, boast.end(), act[2])
            continue
        told = _TELLS.match(text, actor.end, sentence.end)
        if told is None or told.end() - actor.end > _BETWEEN + len(told["self"]):
            continue
        act = _next(triggers, told.end(), sentence.end)
        if act is None:
            continue
        if _DID.fullmatch(text, told.end(), act[0]):
            yield Owned(actor, told.start("self"), told.end(), act[2])


def find_again(
    prepared: Prepared, sentence: Span, triggers: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield where "it" or "the group" tells of an act of its own, and the number of its trigger."""
    text = prepared.text
    for told in _TELLS_AGAIN.finditer(text, sentence.start, sentence.end):
        act = _next(triggers, told.end(), sentence.end)
        if act is not None and _DID.fullmatch(text, told.end(), act[0]):
            yield told.start(), told.end(), act[2]


def find_forces(
    prepared: Prepared, sentence: Span, triggers: Sequence[tuple[int, int, int]]
) -> Iterator[Owned]:
    """Yield what the forces of a state tell of themselves: "Iran says that its missiles hit"."""
    text = prepared.text
    for actor, told in _tellers(prepared, sentence):
        act = _next(triggers, told.start("self"), sentence.end)
        if act is None:
            continue
        did = act[0] < told.end() or _DID.fullmatch(text, told.end(), act[0])
        if did and not _HOLDS_BE.search(text, act[0], act[1]):
            yield Owned(actor, told.start("self"), told.end(), act[2])


def find_hits(prepared: Prepared, sentence: Span) -> Iterator[ActorMention]:
    """Yield forces that say what a strike told before was aimed at: "it had hit a depot"."""
    for actor, told in _tellers(prepared, sentence):
        if _HIT.match(prepared.text, told.end(), sentence.end):
            yield actor


def _tellers(prepared: Prepared, sentence: Span) -> Iterator[tuple[ActorMention, re.Match[str]]]:
    """Yield the forces of a sentence that tell of themselves, with the words that do so."""
    for actor in prepared.actors:
        if not (sentence.start <= actor.start and actor.end <= sentence.end):
            continue
        if actor.nature not in {"state", "country"}:
            continue
        told = _FORCE_TELLS.match(prepared.text, actor.end, sentence.end)
        if told is not None and told.end() - actor.end <= _BETWEEN + len(told["self"]):
            yield actor, told


def _next(
    triggers: Sequence[tuple[int, int, int]], start: int, end: int
) -> tuple[int, int, int] | None:
    """Return the first trigger soon after an offset."""
    return next((t for t in triggers if start <= t[0] <= start + _REACH and t[1] <= end), None)


def is_no_claim(text: str, actor: ActorMention, end: int) -> bool:
    """Return whether the words after a group say that it claims nothing, or other acts.

    "The X has not claimed it", "X, which usually claims such attacks", "X claimed similar attacks".
    """
    return not actor.generic and bool(_NO_CLAIM.match(text, actor.end, end))


def is_near_to(text: str, actor: ActorMention) -> bool:
    """Return whether an actor only says whom another one is close to: "linked to the X"."""
    before = _before(text, actor)
    near = _NEAR_TO.search(before) and not _ITS_MEN.search(before)
    return bool(near or _ITS_KIN.match(text, actor.end))


def is_parent(text: str, actor: ActorMention) -> bool:
    """Return whether an actor only says whose another one is: "a splinter of the X"."""
    return is_near_to(text, actor) or bool(
        _FACTION_OF.search(_before(text, actor))
        or _ITS_FACTION.match(text, actor.end)
        or _ITS_OFFSHOOT.match(text, actor.end)
    )


def _before(text: str, actor: ActorMention) -> str:
    """Return the words before an actor; of an acronym in brackets, those before its full name."""
    words = text[max(0, actor.start - 110) : actor.start]
    # "The Hill faction of the X (X Hill)": the brackets name the faction, not the X.
    full = _FULL_NAME.search(words) if actor.text.isalpha() else None
    return words[: full.start()] if full else words
