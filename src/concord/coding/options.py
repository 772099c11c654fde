"""Policy options named in a text: which means, where, and for or against by the wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.audiences import is_audience
from concord.coding.lexicons import read_once
from concord.coding.phrases import PhraseFinder, make_finder, strings
from concord.model import Span, Stance
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.coding.speakers import Cast, Source

NEGOTIATION = "negotiation"
HOST_DIALOGUE = "host_state_dialogue"
_ARMED = frozenset({"armed_group", "criminal"})
_POWERS = frozenset({"government", "armed_group", "criminal", "movement"})
_FEW = 5  # words between a mission and whom it goes to
_NEAR = 110  # characters in which the partner of talks is looked for
_PARTNER_WORDS = lazy_regex(
    r"\b(?:militants?|rebels?|insurgents?|terrorists?|bandits?|guerrillas?|fighters|extremists|separatists|"
    r"jihadists?|gunmen|outfits?|armed groups?|the group|kidnappers)\b",
    re.IGNORECASE,
)
_HOST_WORDS = lazy_regex(
    r"\b(?:neighbou?r\w*|(?:an)?other (?:country|state|countries|states)|foreign (?:country|state|"
    r"countries|states|government)|interim (?:authorities|government)|host state|other side of the "
    r"border)\b",
    re.IGNORECASE,
)
_AMONG = lazy_regex(
    r"(?:(?<=\bto)|(?<=\bwith)|\s*(?:with|to|between|among))\s+(?:[\w'\u2019-]+\s*){1,3}"
)
_OWN_WORDS = lazy_regex(
    r"\b(?:opposition|parties|provinces?|provincial|federal|centre|parliament|allies|coalition|"
    r"political forces|"
    r"trade|governments of the|chief ministers?|between the (?:two )?governments)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OptionHit:
    """Words that name an option; ``sign`` is -1 where the words themselves stand against it.

    ``act`` marks a finite act that carries the option out (or ends it); ``stance`` is set where the
    wording decides it: a complaint that one was left out calls for the means, a rebuff rejects it,
    what is called a wrong is opposed.
    """

    option: str
    start: int
    end: int
    sign: int = 1
    act: bool = False
    stance: Stance | None = None


_FIELDS = (
    "means",
    "against",
    "complaints",
    "rebuffs",
    "wrongs",
    "acts",
    "acts_against",
    "weak",
    "unless",
)
_DECIDED: dict[str, Stance] = {"complaints": "calls_for", "rebuffs": "rejects", "wrongs": "opposes"}
# Option and field (talks and visits have no option yet), and whether the wording itself denies.
Label = tuple[str, str, bool]
OptionWords = PhraseFinder[Label]


@lru_cache(maxsize=4)
def _finder(listed: tuple[tuple[Label, str], ...]) -> OptionWords:
    return make_finder(listed)


@read_once
def read_options(lexicon: Mapping[str, Any]) -> OptionWords:
    """Return the finder of the wording that the lexicon ``options`` lists."""
    listed: list[tuple[Label, str]] = []
    for option, fields in (lexicon.get("options") or {}).items():
        for field in _FIELDS:
            listed += _labelled(str(option), field, strings(fields.get(field)))
    for field in ("talks", "visits", "force"):
        listed += _labelled(NEGOTIATION, field, strings(lexicon.get(field)))
    return _finder(tuple(listed))


_DENIES = lazy_regex(r"\b(?:no|not|never|cannot|without|nobody|neither|nor|refus\w*)\b")
# Inside a gap of a wording: "camps would not be closed", "the end of the month".
_DENIED = lazy_regex(r"\s(?:not|never|cannot|no\s+longer)\s", re.IGNORECASE)
_CROSSED = lazy_regex(
    r"\s(?:after|before|despite|amid|following|because|while|when|although|though|but)\s",
    re.IGNORECASE,
)
_ENDING = lazy_regex(r"end\s+of\b", re.IGNORECASE)


def _labelled(option: str, field: str, phrases: Iterable[str]) -> list[tuple[Label, str]]:
    return [((option, field, _DENIES.search(p) is not None), p) for p in phrases]


def _is_loose(field: str, words: str) -> bool:
    """Return whether a match only looks like its wording.

    "Launched the raid after talks" starts no talks; "by the end of the month" is a time.
    """
    crossed = field.startswith("acts") and _CROSSED.search(words) is not None
    return crossed or (field == "against" and _ENDING.match(words) is not None)


def find_options(text: str, words: OptionWords, cast: Cast) -> tuple[OptionHit, ...]:
    """Return the options named in a text, in order; of nested wordings the longest stays.

    Talks are ``negotiation`` with an armed group and ``host_state_dialogue`` with another state;
    talks between governments and parties of one country name no option. Weak wording counts only
    where the text names the option in plain words too.
    """
    matches = list(words.find(text))
    barred: dict[str, list[tuple[int, int]]] = {}
    for (option, field, _), match in matches:
        if field == "unless":
            barred.setdefault(option, []).append(match.span())
    hits: list[OptionHit] = []
    weak: list[OptionHit] = []
    for (option, field, denies), match in matches:
        if field == "visits":
            hits.extend(_visit(text, match, cast))
        elif field == "force":
            hits.extend(_force(text, match, cast))
        elif field == "weak":
            weak.append(_hit(option, match))
        elif _is_loose(field, match.group()):
            continue
        elif field != "unless" and not _is_barred(match.span(), barred.get(option, ())):
            hit = _hit(option, match, "means" if field == "talks" else field, denies=denies)
            turned = not denies and hit.stance is None and not hit.act
            if turned and _DENIED.search(text[hit.start : hit.end]):
                hit = replace(hit, sign=-hit.sign)
            hits.append(_placed(text, hit, cast, barred) if option == NEGOTIATION else hit)
    hits = [_abroad(text, h, cast) for h in hits]
    found = _outermost(h for h in hits if h.option)
    plain = {h.option for h in found}
    admitted = [h for h in weak if h.option in plain]
    return tuple(_across_borders(text, _outermost([*found, *admitted])))


def _is_barred(span: tuple[int, int], barred: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in barred)


_NO = lazy_regex(
    r"(?:(?:no|any)\s+(?!longer|good|bad|forces|troops|personnel|soldiers|mercy)"
    r"|(?:not|never|refus\w*\s+to|without)\s+(?=\w+\s*$|talk|negotiat|to\s))",
    re.IGNORECASE,
)


_LEADING_NO = lazy_regex(
    r"(?:(?:no|any)\b|(?:not|never)\s+(?:to\s+)?(?:talk|negotiat))", re.IGNORECASE
)


def _hit(
    option: str, match: re.Match[str], field: str = "means", *, denies: bool = False
) -> OptionHit:
    """Return the hit of a match; a "no" at its head belongs to the stance, not to the means."""
    end = match.start() + len(match.group().rstrip())
    led = not denies or _LEADING_NO.match(match.group()) is not None
    no = _NO.match(match.group()) if field in {"means", "acts"} and led else None
    start = match.start() + (no.end() if no else 0)
    sign = -1 if field.endswith(("against", "rebuffs")) else 1
    return OptionHit(
        option, min(start, end - 1), end, sign, field.startswith("acts"), _DECIDED.get(field)
    )


def _placed(
    text: str, hit: OptionHit, cast: Cast, barred: Mapping[str, list[tuple[int, int]]]
) -> OptionHit:
    option = _partner(text, hit, cast)
    out = any(hit.start < e and s < hit.end for s, e in barred.get(option, ()))
    return replace(hit, option="" if out else option)


def _visit(text: str, match: re.Match[str], cast: Cast) -> Iterator[OptionHit]:
    """Yield a mission that is talks, by the partner named right after it."""
    hit = _hit(NEGOTIATION, match)
    close = [s for s in cast.within(hit.start, hit.end + _NEAR // 2) if s.kind != "pronoun"]
    partner = next((s for s in close if s.start >= hit.end - 1), None)
    gap = text[hit.end : partner.start] if partner else ";"
    if partner and not re.search(r"[;.]|\bsaid\b", gap) and len(gap.split()) <= _FEW:
        yield replace(hit, option=_kind(partner, cast) if partner.group in _POWERS else "")


def _force(text: str, match: re.Match[str], cast: Cast) -> Iterator[OptionHit]:
    """Yield the force that a verb means when an armed group named is its object ("defeat X")."""
    hit = _hit("kinetic_operations", match)
    after = cast.within(hit.end, hit.end + _NEAR // 2)
    foe = next((s for s in after if s.kind != "pronoun"), None)
    between = text[hit.end : foe.start].strip() if foe else "?"
    if foe is not None and _is_armed(foe) and between in {"", "the", "this", "these", "its"}:
        yield replace(hit, end=foe.end)


_STRIKES = lazy_regex(
    r"\b(?:strikes?|raids?|airstrikes?|bombing|bombardment|shelling|hideouts)\b", re.IGNORECASE
)


_AGENT = lazy_regex(
    r"\bby\s+(?:the\s+)?(?P<who>[A-Z]\w+)\s+(?:\w+\s+)?(?:planes?|jets|aircraft|warplanes|drones|forces|army|military|air\s+force|troops)\b"
)


def _abroad(text: str, hit: OptionHit, cast: Cast) -> OptionHit:
    """Return a raid by the forces of another state than the one that speaks of it as one abroad."""
    if hit.option != "kinetic_operations" or not _STRIKES.search(text[hit.start : hit.end]):
        return hit
    near = _sentence(text, hit)
    agent = _AGENT.search(text, hit.start, near.end)
    country = cast.setting.country_in(agent["who"]) if agent else None
    states = {s.country for s in cast.within(near.start, hit.start) if s.group == "government"}
    others = states - {country, None}
    return replace(hit, option="cross_border_strikes") if country and others else hit


def _across_borders(text: str, hits: Iterable[OptionHit]) -> list[OptionHit]:
    """Where a text tells of strikes across a border, its other strikes are those too."""
    listed = list(hits)
    if not any(h.option == "cross_border_strikes" for h in listed):
        return listed
    return [
        replace(h, option="cross_border_strikes")
        if h.option == "kinetic_operations" and _STRIKES.search(text[h.start : h.end])
        else h
        for h in listed
    ]


def _outermost(hits: Iterable[OptionHit]) -> list[OptionHit]:
    kept: list[OptionHit] = []
    for hit in sorted(
        hits, key=lambda h: (h.start - h.end, h.start, h.option, not h.act, not h.stance, h.sign)
    ):
        outer = [
            n
            for n, k in enumerate(kept)
            if k.start <= hit.start and hit.end <= k.end and k.act == hit.act
        ]
        if not outer:
            kept.append(hit)
        for n in outer:
            kept[n] = _with_complaint(kept[n], hit)
    return sorted(kept, key=lambda h: (h.start, h.end, h.option))


def _with_complaint(wide: OptionHit, inner: OptionHit) -> OptionHit:
    """Return a wider wording with the stance that one inside it decides ("was never consulted")."""
    if wide.option != inner.option or wide.stance is not None or inner.stance is None:
        return wide
    return replace(wide, stance=inner.stance, sign=inner.sign)


def _sentence(text: str, hit: OptionHit) -> Span:
    start = (
        max(
            text.rfind(". ", 0, hit.start),
            text.rfind("\n", 0, hit.start),
            hit.start - 2 * _NEAR,
            -1,
        )
        + 1
    )
    ends = [e for e in (text.find(". ", hit.end), text.find("\n", hit.end)) if e >= 0]
    return Span(start=max(0, start), end=min([*ends, len(text), hit.end + _NEAR]))


def _partner(text: str, hit: OptionHit, cast: Cast) -> str:
    """Return the option that talks are, by whom they are with; empty if by nobody that counts."""
    near = _sentence(text, hit)
    after = text[hit.start : near.end]
    said = _AMONG.match(text, hit.end)
    ours = said and _OWN_WORDS.search(said.group()) and not _PARTNER_WORDS.search(said.group())
    named = [s for s in cast.within(hit.start, near.end) if s.kind != "pronoun"]
    close = [s for s in named if s.start - hit.end < _NEAR // 2]
    direct = _with(text, hit, close)
    if ours or is_audience(text, hit.start, hit.end, direct):
        return ""
    around = [s for s in cast.within(near.start, near.end) if s.kind != "pronoun"]
    armed = any(_is_armed(s) for s in around)
    if direct:
        return _kind(direct, cast) or (NEGOTIATION if armed else "")
    if _PARTNER_WORDS.search(after):
        return NEGOTIATION
    if armed or _PARTNER_WORDS.search(text[near.start : near.end]):
        return NEGOTIATION
    states = {
        s.country for s in around if s.group in {"government", "security_force"} and s.country
    }
    if len(states) > 1 or _HOST_WORDS.search(text[near.start : near.end]):
        return HOST_DIALOGUE
    return NEGOTIATION if not _OWN_WORDS.search(after[: _NEAR // 2]) else ""


def _with(text: str, hit: OptionHit, close: list[Source]) -> Source | None:
    """Return the source that stands directly as the partner ("talks with X")."""
    for source in close:
        gap = text[hit.end : source.start]
        if source.metonym and source.placed and gap.split()[-1:] in (["in"], ["at"]):
            continue  # "the talks in Oslo": where, not with whom
        if re.fullmatch(
            r"\s*(?:with|to|between|in|and|,|the|its|any|of|on|\w+\s+with|via|through|\s)*", gap
        ):
            return source
    return None


def _is_armed(source: Source) -> bool:
    return source.group in _ARMED or source.side == "armed_group"


def _kind(source: Source, cast: Cast) -> str:
    if _is_armed(source):
        return NEGOTIATION
    if source.group == "government":
        foreign = source.country and source.country != cast.setting.home
        return HOST_DIALOGUE if foreign or source.side == "de_facto_government" else ""
    if source.group == "party":
        return "" if source.actor_id else NEGOTIATION
    return NEGOTIATION
