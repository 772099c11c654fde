"""Frames: what is done to a means, by the verb that governs it ("extended the truce")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.options import OptionHit
    from concord.coding.speakers import Source

# Verbs of doing that carry a means out, whatever it is; verbs of saying and wanting are cues.
_DOES = (
    r"start(?:ed|ing)|beg[au]n|beginning|launch(?:ed|ing)|resum(?:ed|ing)|open(?:ed|ing)|held|holding|host(?:ed|ing)"
    r"|conduct(?:ed|ing)|carr(?:ied|ying)\s+out|sign(?:ed|ing)|conclud(?:ed|ing)|seal(?:ed|ing)|reach(?:ed|ing)"
    r"|extend(?:ed|ing)|prolong(?:ed|ing)|renew(?:ed|ing)|impos(?:ed|ing)|proclaim(?:ed|ing)|declar(?:ed|ing)"
    r"|introduc(?:ed|ing)|adopt(?:ed|ing)|pass(?:ed|ing)|enact(?:ed|ing)|establish(?:ed|ing)|set(?:ting)?\s+up"
    r"|creat(?:ed|ing)|constitut(?:ed|ing)|mount(?:ed|ing)|step(?:ped|ping)\s+up|intensif(?:ied|ying)"
    r"|expand(?:ed|ing)|widen(?:ed|ing)|implement(?:ed|ing)|enforc(?:ed|ing)|restor(?:ed|ing)|reviv(?:ed|ing)"
    r"|reinstat(?:ed|ing)|reactivat(?:ed|ing)|broker(?:ed|ing)|facilitat(?:ed|ing)|mediat(?:ed|ing)"
    r"|unveil(?:ed|ing)|inaugurat(?:ed|ing)|grant(?:ed|ing)|issu(?:ed|ing)|ratif(?:ied|ying)|honour(?:ed|ing)"
    r"|observ(?:ed|ing)|pursu(?:ed|ing)|enter(?:ed|ing)(?:\s+into)?|join(?:ed|ing)|deploy(?:ed|ing)"
    r"|runs?|ran|running|operat(?:es|ed|ing)|mov(?:ed|ing)|organi[sz](?:ed|ing)|led|leading|pioneer(?:ed|ing)|initiat(?:ed|ing)|form(?:ed|ing)|appoint(?:ed|ing)|voted\s+(?:for|in\s+favou?r\s+of)"
)
_UNDOES = (
    r"end(?:ed|ing)|suspend(?:ed|ing)|halt(?:ed|ing)|stop(?:ped|ping)|paus(?:ed|ing)|cancel(?:led|ed|ling|ing)"
    r"|call(?:ed|ing)\s+off|brok(?:e|en)\s+off|breaking\s+off|lift(?:ed|ing)|repeal(?:ed|ing)|revok(?:ed|ing)"
    r"|abolish(?:ed|ing)|scrapp(?:ed|ing)|fr(?:oze|ozen)|freezing|with(?:drew|drawn)\s+from|withdrawing\s+from"
    r"|pull(?:ed|ing)\s+out\s+of|walk(?:ed|ing)\s+(?:out\s+of|away\s+from)|broke|broken|violat(?:ed|ing)"
    r"|breach(?:ed|ing)|t(?:ore|orn|earing)\s+up|abandon(?:ed|ing)|dropp(?:ed|ing)|annull(?:ed|ing)"
    r"|rescind(?:ed|ing)|boycott(?:ed|ing)|skipp(?:ed|ing)|veto(?:ed|ing)|block(?:ed|ing)|shelv(?:ed|ing)"
    r"|vot(?:ed|ing)\s+(?:down|against)|dissolv(?:ed|ing)|dismantl(?:ed|ing)|revers(?:ed|ing)"
)
_GOVERNS = lazy_regex(
    rf"\b(?:(?P<does>{_DOES})|(?P<undoes>{_UNDOES}))\s+"
    r"(?:(?!to\b|that\b|who\b|which\b|by\b|from\b|against\b|and\b|but\b|after\b|no\b|not\b)[\w\u2019'%-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "walked out of the house in protest at ...", "marched against ...": a deed against the means.
_PROTESTS = lazy_regex(
    r"\b(?:walked\s+out|march(?:ed|ing)|ralli(?:ed|es)|protest(?:ed|ing)|demonstrat(?:ed|ing)|gathered|resigned|quit"
    r"|took\s+to\s+the\s+streets|went\s+on\s+strike|staged\s+a\s+[\w-]+|tore\s+up|burn(?:ed|t)\s+copies)\b"
    r"[^.;\"\u201d]{0,70}?\b(?:in\s+protest\s+(?:at|against|over)|against|over)\s+(?:(?!to\b|that\b)[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AGENTED = lazy_regex(
    rf"(?:\s+(?!not\b|never\b|to\b|if\b|may\b|might\b|could\b|would\b|should\b|and\b|but\b)[\w'\u2019-]+){{0,4}}?"
    rf"\s+(?:(?P<does>{_DOES}|announced|approved|ordered|agreed|offered|proposed|backed)|(?P<undoes>{_UNDOES}|rejected|opposed))"
    r"\s+(?:[\w-]+\s+){0,3}?by\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BEGINS = lazy_regex(rf"(?:{_DOES}|{_UNDOES})\s", re.IGNORECASE)
_DEEDS = frozenset({"cross_border_strikes", "kinetic_operations", "refugee_deportation"})
_DEED = lazy_regex(
    r"(?:(?:the|these|those|such|recent|latest|air|drone|missile|cross-border|military|army)\s+)*(?:strikes?|airstrikes?|raids"
    r"|bombing|bombardment|shelling|offensive|incursions?|expulsions?|deportations?)\b",
    re.IGNORECASE,
)
_OWNED = lazy_regex(
    r"['\u2019]s?\s+(?!planned|proposed|threatened|possible|future|likely|next|alleged)(?:(?:recent|latest|own|ongoing|repeated|earlier|previous|last|first"
    r"|two|three|air|retaliatory|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['\u2019]s)\s+){0,3}",
    re.IGNORECASE,
)
_REACH = 90
# Where the means is a postponement or a closure, what undoes and does is its own wording.
_TURNED = frozenset({"border_management"})


def governed(text: str, hits: Sequence[OptionHit]) -> Iterator[OptionHit]:
    """Yield an act for each means that a finite verb of doing governs, from the verb on.

    A verb that ends something turns the sign of the means. Wording that is an act, decides a stance
    or stands against its means by itself is left alone.
    """
    for hit in hits:
        if hit.act or hit.stance is not None or hit.option in _TURNED:
            continue
        protest = _PROTESTS.search(text, max(0, hit.start - 2 * _REACH), hit.start)
        if protest is not None:
            yield replace(hit, start=protest.start(), sign=-hit.sign, act=True)
            continue
        if _BEGINS.match(text, hit.start) and not any(o.act and o.start == hit.start for o in hits):
            yield replace(hit, act=True)  # the wording has its verb: "prolonged the truce"
            continue
        adjective = any(o.start == hit.end + 1 and o.option != hit.option for o in hits)
        verb = None if adjective else _GOVERNS.search(text, max(0, hit.start - _REACH), hit.start)
        if verb is None or any(_covers(other, hit, verb.start()) for other in hits):
            continue
        sign = hit.sign if verb["does"] else -hit.sign
        yield replace(hit, start=verb.start(), sign=sign, act=True)


def agented(
    text: str, hits: Sequence[OptionHit], sources: Sequence[Source], end: int
) -> Iterator[tuple[OptionHit, Source]]:
    """Yield an act with its doer for each means that is done by somebody ("a truce broken by X").

    ``sources`` and ``end`` are those of the sentence.
    """
    for hit in hits:
        if hit.act or hit.stance is not None or hit.option in _TURNED:
            continue
        for source in sources:
            done = _AGENTED.fullmatch(text, hit.end, source.start) if source.end <= end else None
            if done is not None and source.start >= hit.end:
                sign = hit.sign if done["does"] else -hit.sign
                yield replace(hit, sign=sign, act=True), source
                break


def possessed(
    text: str, hits: Sequence[OptionHit], sources: Sequence[Source]
) -> Iterator[tuple[OptionHit, Source]]:
    """Yield an act for each deed that a noun with its doer tells of ("X's recent strikes")."""
    for hit in hits:
        if hit.act or hit.sign < 0 or hit.option not in _DEEDS or not _DEED.match(text, hit.start):
            continue
        for source in sources:
            if _OWNED.fullmatch(text, source.end, hit.start):
                yield replace(hit, act=True), source


def _covers(other: OptionHit, hit: OptionHit, verb: int) -> bool:
    """Return whether an act of the lexicon already says what the verb does to the means."""
    return other.act and other.option == hit.option and other.start <= verb + 1 and other.end > verb
