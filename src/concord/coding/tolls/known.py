"""What the rest of a text knows of the people of its figures: which group or force they are of.

The reader of tolls looks words up in a lexicon and knows neither actors nor places. "Seven members
of al-Shabaab" are militants because al-Shabaab is an armed group; "North Waziristan" is nobody,
because it is a place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.places import PlaceMention
    from concord.coding.tolls.making import Figure
    from concord.model import Side

_CLASSES = {"armed": "militant", "state": "security"}
_LOOSE = frozenset({"civilian", "unknown", "security", "militant"})
# "Seven members", "two cadres", "a commander": people of whatever body is named beside them.
_MEMBERS = (
    r"(?:members?|cadres?|men|fighters?|personnel|activists?|operatives?|commanders?|leaders?)"
)
_ENDS_SO = lazy_regex(rf"\b{_MEMBERS}$")
_OF = lazy_regex(r"\s+(?:of|from|belonging\s+to)\s+(?:the\s+)?(?:banned\s+|outlawed\s+)?$")
_AFTER = lazy_regex(rf"\s*(?:\([^)]*\)\s*)?(?:\w+\s+)?{_MEMBERS}$")


# "All six", "the four": who they are was told before ("six gunmen broke in").
_ALL = lazy_regex(r"(?:all|the|both)\s+(?P<number>[\w-]+)$|(?P<both>both)$", re.IGNORECASE)
_ARMED = (
    r"(?:terrorists|militants|attackers|gunmen|assailants|bombers|rebels|insurgents|fighters|raiders"
    r"|khwarij|khawarij|infiltrators|armed\s+men|extremists|jihadists|bandits|kidnappers|dacoits)"
)
_UNTOLD = frozenset({"civilian", "unknown"})
# Of whom nothing is said but that they were somebody's.
_NOBODYS = lazy_regex(
    r"(?:at\s+least\s+|some\s+|about\s+|only\s+|a\s+single\s+)?[\w-]+(?:\s+(?:single|more|others?|further))?"
    r"(?:\s+(?:men|man|members?|bodies|body|corpses?|dead|people|of\s+(?:them|(?:its|their|his|our)(?:\s+(?:own|men|members"
    r"|number|comrades|people|dead|bodies|corpses))?)))?",
    re.IGNORECASE,
)
_LOST = lazy_regex(
    r"\b(?:lost|losing|loses?|(?P<left>left|leaving|abandon(?:ed|ing))(?:\s+behind)?)\s+(?:just\s+|only\s+|the\s+)?$"
    r"|\b(?:deplor\w+|mourn\w*|admit\w*|regret\w*|acknowledg\w+|conced\w+|confirm\w*|announc\w+)\s+(?:to\s+)?(?:the\s+)?"
    r"(?:(?:deaths?|loss)\s+of\s+)?$",
    re.IGNORECASE,
)
# Whoever leaves bodies behind as he goes leaves his own.
_FLED = lazy_regex(
    r"\b(?:fled|flee\w*|retreat\w*|withdr\w+|repel\w*|repuls\w+|pulled\s+back|driven\s+(?:off|back)|beaten\s+(?:off|back)"
    r"|fell\s+back|of\s+(?:its|their)\s+own|behind|enemy)\b",
    re.IGNORECASE,
)
_ATTACKS = lazy_regex(
    r"\b(?:attackers?|assailants?|gunm[ae]n|raiders?|bombers?|intruders?|infiltrators?)\b",
    re.IGNORECASE,
)
_ENEMY = lazy_regex(r"\bthe\s+(?:enemy|adversary)\b", re.IGNORECASE)
_AUXILIARIES = 2  # blanks between a subject and its verb: "have reportedly lost"
_BESIDE = 20  # code points
_BACK = 600  # code points before a figure in which its people are named


def refine(
    figures: Sequence[Figure],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    text: str,
) -> tuple[Figure, ...]:
    """Return the figures, people of a known group of its class, without names of places."""
    named = [a for a in actors if not a.generic and a.nature in _CLASSES]
    known = {(p.start, p.end) for p in places if p.candidates}
    return tuple(
        _of_losers(_of_those_before(_of_group(figure, named, text), text), actors, text)
        for figure in figures
        if not (figure.named and (figure.figure.start, figure.figure.end) in known)
    )


def _of_those_before(figure: Figure, text: str) -> Figure:
    """Return a figure that points back to armed people by their number as one of those."""
    toll = figure.figure
    pointed = _ALL.fullmatch(toll.text) if toll.victim_class in {"civilian", "unknown"} else None
    if pointed is None or toll.start is None:
        return figure
    number = "two" if pointed["both"] else pointed["number"]
    before = text[max(0, toll.start - _BACK) : toll.start]
    named = re.search(
        rf"\b{re.escape(number)}\s+(?:[\w-]+\s+){{0,3}}?{_ARMED}\b", before, re.IGNORECASE
    )
    return replace(figure, figure=replace(toll, victim_class="militant")) if named else figure


def _of_losers(figure: Figure, actors: Sequence[ActorMention], text: str) -> Figure:
    """Return a figure of nobody's in particular as one of those who lost or left them.

    "The raiders lost four men", "the rebels fled, leaving three bodies", "two of its own".
    """
    toll = figure.figure
    if toll.effect != "killed" or not toll.low or toll.victim_class not in _UNTOLD:
        return figure
    if not _NOBODYS.fullmatch(text, figure.who.start, figure.who.end):
        return figure
    lost = _LOST.search(text, figure.sentence.start, figure.who.start)
    if lost is None or (
        lost["left"] and not _FLED.search(text, figure.sentence.start, _end(figure, text))
    ):
        return figure
    start = max(figure.sentence.start, *(text.rfind(m, 0, lost.start()) + 1 for m in ";:"))
    before = [a for a in actors if start <= a.start and a.end <= lost.start()]
    near = [
        a for a in before if not text[a.end : lost.start()].strip(" ,").count(" ") > _AUXILIARIES
    ]
    loser = next(iter(near[-1:] or before), None)
    if loser is None and _ENEMY.search(text, start, lost.start()):
        return replace(figure, figure=replace(toll, victim_class="militant"))
    class_ = _CLASSES.get(loser.nature) if loser is not None else None
    if class_ is None or loser is None:
        return figure
    attack = class_ == "militant" and _ATTACKS.search(loser.text)
    side: Side = "initiator" if attack else toll.side
    return replace(figure, figure=replace(toll, victim_class=class_, side=side))


def _end(figure: Figure, text: str) -> int:
    """Return where what is said of the people of a figure ends, a few words after them."""
    return min(figure.sentence.end, figure.who.end + _BESIDE, len(text))


def _of_group(figure: Figure, actors: Sequence[ActorMention], text: str) -> Figure:
    toll = figure.figure
    if toll.total or toll.victim_class not in _LOOSE or not _ENDS_SO.search(toll.text):
        return figure
    around = (a for a in actors if _is_theirs(figure, a, text))
    class_ = next((_CLASSES[a.nature] for a in around), None)
    if class_ is None or class_ == toll.victim_class:
        return figure
    return replace(figure, figure=replace(toll, victim_class=class_))


def _is_theirs(figure: Figure, actor: ActorMention, text: str) -> bool:
    """Return whether people are said to be of an actor: "members of the X", "two X members"."""
    start, end = figure.who.start, figure.who.end
    if start <= actor.start and actor.end < end:
        return bool(_AFTER.fullmatch(text, actor.end, end))
    return end < actor.start and bool(_OF.fullmatch(text, end, actor.start))
