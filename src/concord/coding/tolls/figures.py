"""From attached groups to figures: class, side, totals, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concord.coding import numbers
from concord.coding import sentences as sentence_spans
from concord.coding.tolls import attach, tokens, words
from concord.coding.tolls.attach import Attached
from concord.coding.tolls.groups import Group, Reader
from concord.coding.tolls.names import add_names
from concord.coding.tolls.tokens import Effect, Token
from concord.coding.tolls.words import Lexicon
from concord.model import Side, Span, TollFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A toll figure with where it stands and how the wording marks it.

    ``governor`` is the effect word, ``who`` the words for the people (number included).
    ``aggregate`` figures count over many events ("700 last year"); ``part`` ones belong to the
    total before them; ``definite`` ones point back to people already named ("the three
    militants"); ``named`` ones are one person without a number; ``negated`` ones did not happen
    (or only may or will); ``subclass`` ones are women or children of
    the total before them; ``summary`` ones sum several happenings ("in separate incidents").
    """

    figure: TollFigure
    sentence: Span
    governor: Span
    who: Span
    aggregate: bool = False
    part: bool = False
    definite: bool = False
    named: bool = False
    negated: bool = False
    more: bool = False
    summary: bool = False
    subclass: bool = False


def find(
    text: str,
    *,
    sentences: Sequence[Span] | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[Figure, ...]:
    """Return the toll figures of ``text`` in order of their effect words.

    ``sentences`` are spans already split (``sentences.split`` otherwise); ``lexicon`` the compiled
    vocabulary (the shipped ``world`` pack otherwise).
    """
    vocabulary = lexicon or words.shipped()
    found: list[Figure] = []
    for span in sentence_spans.split(text) if sentences is None else sentences:
        found += _sentence(text, span, vocabulary, found)
    return tuple(found)


def _sentence(text: str, span: Span, lexicon: Lexicon, earlier: Sequence[Figure]) -> list[Figure]:
    listed = tokens.tokenise(text, span.start, span.end)
    effects = tokens.effects(listed, lexicon)
    zero = tokens.zeros(listed, lexicon)
    stated = any(cue.search(text, span.start, span.end) for cue in (_TOLL, _PUT))
    if (
        not effects
        and not zero
        and not stated
        and not any(token.lower in _COUNTED for token in listed)
    ):
        return []
    taken = {at for effect in effects for at in range(effect.first, effect.last + 1)}
    reader = Reader(text, listed, lexicon, taken)
    groups = add_names(reader, reader.read(), effects)
    attached = [*attach.attach(listed, effects, groups), *_counted(listed, groups, reader)]
    attached = _without_subtotals(attached, lexicon)
    maker = _Maker(text, span, listed, lexicon)
    figures = [maker.zero(effect) for effect in zero]
    figures += maker.tolls()
    before = earlier[-1].figure.victim_class if earlier else None
    here: list[Figure] = []
    for item in sorted(attached, key=lambda found: found.group.first):
        figure = maker.make(item, _inherited(here, item, before))
        here.append(figure)
    return figures + here


_COUNTED = frozenset(
    {"body", "bodies", "corpse", "corpses", "deaths", "fatalities", "lives", "arrests"}
)


def _counted(listed: Sequence[Token], groups: Sequence[Group], reader: Reader) -> list[Attached]:
    """Return the groups whose noun tells the effect itself ("three bodies", "12 deaths")."""
    found: list[Attached] = []
    for group in groups:
        effect = reader.lexicon.counted.get(group.head)
        if effect is None or group.named:
            continue
        victim_class = reader.class_after(group.last + 1) or group.victim_class
        word = Effect(group.last, group.last, effect, "noun")
        found.append(Attached(replace(group, victim_class=victim_class), word))
    return found


def _without_subtotals(attached: list[Attached], lexicon: Lexicon) -> list[Attached]:
    """Return the groups with totals that only name their women and children made plain numbers."""
    out = list(attached)
    for at, item in enumerate(attached):
        if not item.total:
            continue
        parts = []
        for other in attached[at + 1 :]:
            if not other.part or other.effect != item.effect:
                break
            parts.append(other)
        if parts and all(part.group.head in lexicon.subclasses for part in parts):
            out[at] = replace(item, total=False)
        elif parts and all(part.group.victim_class == "civilian" for part in parts):
            out[at] = replace(item, parts_class="civilian")
    return out


def _inherited(here: Sequence[Figure], item: Attached, before: str | None) -> str | None:
    """Return the class that "others" take: that of the people before them, if it is one."""
    classes = [figure.figure.victim_class for figure in here if not figure.figure.total]
    if here and here[-1].figure.total:
        return "unknown"
    same_list = [
        figure.figure.victim_class
        for figure in here
        if figure.figure.effect == (here[-1].figure.effect if here else item.effect.effect)
    ]
    if classes and len(set(same_list)) > 1 and item.group.more:
        return "unknown"
    return classes[-1] if classes else before


class _Maker:
    """Makes the figures of one sentence."""

    def __init__(self, text: str, span: Span, listed: Sequence[Token], lexicon: Lexicon) -> None:
        self.text = text
        self.span = span
        self.tokens = listed
        self.lexicon = lexicon
        self.lower = text[span.start : span.end].lower()
        self.speaker = _speaker(text[span.start : span.end])

    def zero(self, effect: Effect) -> Figure:
        """Return the figure of a sentence that says that nobody came to harm."""
        at = effect.span(self.tokens)
        figure = TollFigure(
            effect=effect.effect,
            victim_class="unknown",
            side="unknown",
            low=0,
            best=0,
            high=0,
            text=self.text[at.start : at.end],
            start=at.start,
            end=at.end,
        )
        return Figure(figure=figure, sentence=self.span, governor=at, who=at)

    def tolls(self) -> list[Figure]:
        """Return the figures of "the death toll rose to 23", "put the number of injured at 40"."""
        found: list[Figure] = []
        stated = [
            *_TOLL.finditer(self.text, self.span.start, self.span.end),
            *_PUT.finditer(self.text, self.span.start, self.span.end),
        ]
        for match in stated:
            listed = numbers.find(self.text, match.end(), min(match.end() + 40, self.span.end))
            if not listed or self.text[match.end() : listed[0].start].strip():
                continue
            quantity = listed[0]
            if any(other.who.start == quantity.start for other in found):
                continue
            who = Span(start=quantity.start, end=quantity.end)
            injured = re.search(r"injur|wound", match["noun"].lower())
            figure = TollFigure(
                effect="injured" if injured else "killed",
                victim_class="unknown",
                side="unknown",
                low=quantity.low,
                best=quantity.best,
                high=quantity.high,
                total=True,
                vague=quantity.vague,
                superseded=self._superseded(who) or bool(_EARLIER.search(match.group())),
                said_by=self.speaker,
                text=quantity.text,
                start=quantity.start,
                end=quantity.end,
            )
            governor = Span(start=match.start(), end=match.end())
            found.append(
                Figure(
                    figure=figure,
                    sentence=self.span,
                    governor=governor,
                    who=who,
                    aggregate=self._aggregate(governor),
                )
            )
        return found

    def make(self, item: Attached, inherited: str | None) -> Figure:
        """Return the figure of one attached group."""
        group = item.group
        who = Span(start=self.tokens[group.first].start, end=self.tokens[group.last].end)
        figure = TollFigure(
            effect=item.effect.effect,
            victim_class=self._victim_class(item, inherited),
            side=self._side(group),
            low=group.low,
            best=group.best,
            high=group.high,
            total=item.total,
            vague=group.vague,
            superseded=self._superseded(who),
            said_by=self.speaker,
            text=self.text[who.start : who.end],
            start=who.start,
            end=who.end,
        )
        return Figure(
            figure=figure,
            sentence=self.span,
            governor=item.effect.span(self.tokens),
            who=who,
            part=item.part,
            subclass=item.part and group.head in self.lexicon.subclasses,
            definite=group.definite or group.partitive,
            named=group.named,
            more=group.more,
            aggregate=self._aggregate(item.effect.span(self.tokens)),
            negated=self._negated(item.effect),
            summary=bool(_SUMMARY.search(self.lower)),
        )

    def _victim_class(self, item: Attached, inherited: str | None) -> str:
        group = item.group
        persons = group.victim_class == "unknown" and group.head in self.lexicon.persons
        if item.total and (persons or group.victim_class is None):
            return item.parts_class or "unknown"
        if group.victim_class is None:
            return inherited or self._of_persons(item)
        return self._of_persons(item) if persons else group.victim_class

    def _of_persons(self, item: Attached) -> str:
        return "unknown" if item.effect.effect == "arrested" else "civilian"

    def _side(self, group: Group) -> Side:
        return "initiator" if group.head in self.lexicon.initiators else "unknown"

    def _superseded(self, who: Span) -> bool:
        before = self.text[max(self.span.start, who.start - 40) : who.start].lower()
        return any(re.search(rf"\b{re.escape(cue)}\b", before) for cue in self.lexicon.superseded)

    def _aggregate(self, governor: Span) -> bool:
        """Return whether a cue of many events stands near the effect word or opens the sentence."""
        start, end = self.span.start, self.span.end
        near = self.text[max(start, governor.start - _CUE) : min(end, governor.end + _CUE)].lower()
        opening = self.text[start : min(start + _CUE, governor.start)].lower()
        return bool(_AGGREGATE.search(near) or _AGGREGATE.search(opening))

    def _negated(self, effect: Effect) -> bool:
        before = {t.lower for t in self.tokens[max(0, effect.first - 4) : effect.first]}
        if before & {"not", "nor", "never"}:
            return True
        return bool(before & {"will", "would", "could", "may", "might", "shall"}) and "be" in before


_CUE = 75  # code points
_TOLL = re.compile(
    r"\b(?P<noun>(?:death|casualty|confirmed|official)?\s*toll|body\s+count|(?:the\s+)?dead|"
    r"(?:number|count)\s+of\s+(?:the\s+)?(?:dead|deaths|fatalities|killed|those\s+killed|casualties|injured|"
    r"wounded|people\s+killed|persons\s+killed))\b(?:(?!\b(?:said|says)\b)[^.;]){0,90}?"
    r"\b(?:rose|rises|risen|rising|climb(?:ed|s|ing)|jumped|increased|mounted|swelled|soared|grew|gone\s+up|"
    r"went\s+up|stood|stands|put|raised|revised(?:\s+down|\s+up)?|lowered|reach(?:ed|es)?|now|is|was|hit|hits)\s+"
    r"(?:to\s+|at\s+)?(?=(?:at\s+least|more\s+than|over|about|around|nearly|\d|[a-z]+))",
    re.IGNORECASE,
)
_PUT = re.compile(
    r"(?:\b(?:put|puts|putting|placed|gave|gives|raised|lowered|revised)\s+|\band\s+)"
    r"(?P<noun>(?:the\s+|its\s+)?(?:own\s+)?(?:(?:death\s+)?toll|losses|dead|deaths|injured|wounded|"
    r"number\s+of\s+(?:(?:the|its)\s+)?(?:\w+\s+)?(?:dead|deaths|killed|fatalities|injured|wounded|casualties)))\s+"
    r"(?:at|to)\s+[\"\u201c]?(?=\w)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:earlier|initially|previously|first|at\s+first)\b", re.IGNORECASE)
_SPEAKER = re.compile(
    r"(?:according\s+to|quoting|citing)\s+(?P<by>[^,.;:\n]{3,70})"
    r"|(?:^|[,;\u201d\"]\s*)(?P<subject>[A-Z][^,;:\n\"\u201d]{2,70}?)\s+"
    r"(?:said|says|told|confirmed|claimed|announced|stated|added)\b"
    r"|[,\u201d\"]\s*(?P<late>[^,;:\n\"\u201d]{3,70}?)\s+(?:said|says|told|confirmed|stated|added)\b"
    r"|\b(?:said|says|added)\s+(?P<after>[A-Z][^,.;:\n\"]{2,60})",
)
_SUMMARY = re.compile(
    r"\b(?:separate|different|various|multiple|several|two|three|four|five|six|\d+)\s+(?:\w+\s+)?"
    r"(?:incidents|attacks|blasts|explosions|encounters|clashes|operations|raids|bombings|shootings|"
    r"ambushes)\b"
)
_AGGREGATE = re.compile(
    r"\bsince\s+(?:(?:19|20)\d\d|(?:early|late|mid)|the\s+(?:start|beginning|insurgency|war|conflict)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)|then)\b"
    r"|\bso far\s+(?:this|in)\b"
    r"|\b(?:in|over|during|within)\s+the\s+(?:past|last|previous|first)\s+(?:\w+\s+)?(?:years?|months|weeks|"
    r"decades?|quarter)\b"
    r"|\bbetween\s+(?:19|20)\d\d\s+and\s+(?:19|20)\d\d\b|\bfrom\s+(?:19|20)\d\d\s+to\s+(?:19|20)\d\d\b"
    r"|\bin\s+the\s+\w+\s+(?:months|years)\s+to\b|\beach\s+year\b|\bannually\b|\bper\s+year\b"
    r"|\b(?:than|of)\s+(?:in\s+)?any\s+year\b|\bover\s+the\s+years\b|\bthe\s+year\s+before\b"
    r"|\b(?:have|had|has)\s+(?:been\s+)?(?:killed|died|lost)\b.{0,80}\b(?:this|last)\s+year\b"
    r"|\b(?:this|last)\s+year\b.{0,40}\b(?:attacks|incidents|blasts|bombings)\b"
    r"|\b(?:attacks|incidents|blasts|bombings|violence)\b.{0,40}\b(?:this|last)\s+year\b"
)


def distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures without repetitions, marked ones (aggregate, superseded, negated) left out.

    A figure repeats an earlier one of the same effect if it has its class and number, points back
    to it, or names one of its people.
    """
    kept: list[Figure] = []
    listed = {f.governor for f in figures if not f.named and not f.part}
    for figure in figures:
        if figure.aggregate or figure.negated or figure.figure.superseded:
            continue
        if figure.summary and _detailed(figure, figures):
            continue
        if figure.part and (figure.named or figure.subclass):
            continue
        if figure.named and not figure.definite and figure.governor in listed:
            # "Captain Ahmed and 21 others": a list, no elaboration.
            kept.append(figure)
        elif not any(_repeats(figure, before) for before in kept):
            kept.append(figure)
    return tuple(kept)


def _speaker(sentence: str) -> str | None:
    """Return who the sentence names as its source, as written, or None."""
    match = _SPEAKER.search(sentence)
    if match is None:
        return None
    found = match["by"] or match["subject"] or match["late"] or match["after"]
    return found.strip() or None


def _detailed(summary: Figure, figures: Sequence[Figure]) -> bool:
    """Return whether figures after a summing one tell what it sums."""
    return any(
        other.who.start > summary.sentence.end
        and other.figure.effect == summary.figure.effect
        and not other.definite
        for other in figures
    )


_NEAR = 160  # code points: within them two figures of one effect are two groups of people


def _repeats(figure: Figure, before: Figure) -> bool:
    one, other = figure.figure, before.figure
    if one.effect != other.effect or figure.governor == before.governor or figure.more:
        return False
    near = figure.sentence == before.sentence and figure.who.start - before.who.start < _NEAR
    if figure.definite:
        return one.low <= other.low
    if near:
        return False
    if one.low == other.low and one.victim_class == other.victim_class:
        return True
    if figure.named or figure.governor == figure.who or one.text.lower().endswith("body"):
        return one.low <= other.low
    return False


__all__ = ["Figure", "distinct", "find"]
