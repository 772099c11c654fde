"""Policy options named in a text: which means, where, and whether the wording itself is against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from concord.coding.phrases import compile_phrases, strings
from concord.coding.speakers import Cast, Source
from concord.model import Span

NEGOTIATION = "negotiation"
HOST_DIALOGUE = "host_state_dialogue"
_ARMED = frozenset({"armed_group", "criminal"})
_NEAR = 110  # characters in which the partner of talks is looked for
_PARTNER_WORDS = re.compile(
    r"\b(?:militants?|rebels?|insurgents?|terrorists?|bandits?|guerrillas?|fighters|extremists|separatists|"
    r"jihadists?|gunmen|outfits?|armed groups?|the group|kidnappers)\b",
    re.IGNORECASE,
)
_HOST_WORDS = re.compile(
    r"\b(?:neighbou?r\w*|interim authorities|interim government|host state|the other side of the border)\b",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b(?:opposition|parties|provinces?|provincial|federal|centre|parliament|allies|coalition|political forces|"
    r"trade|governments of the|chief ministers?|between the (?:two )?governments)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OptionHit:
    """Words that name an option; ``sign`` is -1 where the words themselves stand against it.

    ``act`` marks a finite act that carries the option out (or ends it).
    """

    option: str
    start: int
    end: int
    sign: int = 1
    act: bool = False


@dataclass(frozen=True, slots=True)
class OptionWords:
    """The compiled wording of the options of a codebook."""

    rows: tuple[tuple[str, int, bool, re.Pattern[str]], ...]
    unless: tuple[tuple[str, re.Pattern[str]], ...]
    talks: re.Pattern[str]


_FIELDS = (
    ("means", 1, False),
    ("against", -1, False),
    ("acts", 1, True),
    ("acts_against", -1, True),
)


@lru_cache(maxsize=4)
def _compile(
    listed: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...], talks: tuple[str, ...]
) -> OptionWords:
    rows = []
    unless = []
    for option, fields in listed:
        wording = dict(fields)
        for field, sign, act in _FIELDS:
            if wording.get(field):
                rows.append((option, sign, act, compile_phrases(wording[field])))
        if wording.get("unless"):
            unless.append((option, compile_phrases(wording["unless"])))
    return OptionWords(tuple(rows), tuple(unless), compile_phrases(talks))


def read_options(lexicon: Mapping[str, Any]) -> OptionWords:
    """Return the compiled wording that the lexicon ``options`` lists."""
    options = lexicon.get("options") or {}
    listed = tuple(
        (str(option), tuple((str(k), strings(v)) for k, v in fields.items()))
        for option, fields in options.items()
    )
    return _compile(listed, strings(lexicon.get("talks")))


def find_options(text: str, words: OptionWords, cast: Cast) -> tuple[OptionHit, ...]:
    """Return the options named in a text, in order; of nested wordings the longest stays.

    Talks are ``negotiation`` with an armed group and ``host_state_dialogue`` with another state;
    talks between governments and parties of one country name no option.
    """
    barred = {o: [m.span() for m in p.finditer(text)] for o, p in words.unless}
    hits = [
        OptionHit(option, m.start(), m.start() + len(m.group().rstrip()), sign, act)
        for option, sign, act, compiled in words.rows
        for m in compiled.finditer(text)
        if not any(m.start() < e and s < m.end() for s, e in barred.get(option, ()))
    ]
    hits.extend(_talks(text, words, cast))
    placed = [
        replace(h, option=_partner(text, h, cast)) if h.option == NEGOTIATION else h for h in hits
    ]
    return tuple(_outermost(h for h in placed if h.option))


def _outermost(hits: Iterable[OptionHit]) -> list[OptionHit]:
    kept: list[OptionHit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.option, not h.act, h.sign)):
        inner = [k for k in kept if k.start <= hit.start and hit.end <= k.end and k.act == hit.act]
        if not any(
            k.option != hit.option or k.sign != hit.sign or k.start < hit.end for k in inner
        ):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end, h.option))


def _talks(text: str, words: OptionWords, cast: Cast) -> list[OptionHit]:
    return [
        OptionHit(NEGOTIATION, m.start(), m.start() + len(m.group().rstrip()))
        for m in words.talks.finditer(text)
    ]


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
    named = [s for s in cast.within(hit.start, near.end) if s.kind != "pronoun"]
    close = [s for s in named if s.start - hit.end < _NEAR // 2]
    direct = _with(text, hit, close)
    if direct:
        return _kind(direct, cast)
    if _PARTNER_WORDS.search(after):
        return NEGOTIATION
    around = [s for s in cast.within(near.start, near.end) if s.kind != "pronoun"]
    if any(_is_armed(s, cast) for s in around) or _PARTNER_WORDS.search(
        text[near.start : near.end]
    ):
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
        if re.fullmatch(
            r"\s*(?:with|to|between|in|and|,|the|its|any|of|on|\w+\s+with|via|through|\s)*", gap
        ):
            return source
    return None


def _is_armed(source: Source, cast: Cast) -> bool:
    return source.group in _ARMED or source.side == "armed_group"


def _kind(source: Source, cast: Cast) -> str:
    if _is_armed(source, cast):
        return NEGOTIATION
    if source.group == "government":
        foreign = source.country and source.country != cast.setting.home
        return HOST_DIALOGUE if foreign or source.side == "de_facto_government" else ""
    if source.group == "party":
        return ""
    return NEGOTIATION
