"""From attached groups to figures: class, side, totals, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    (or only may or will); ``summary`` ones sum several happenings ("in separate incidents").
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
    if not effects and not zero and not any(token.lower in _COUNTED for token in listed):
        return []
    taken = {at for effect in effects for at in range(effect.first, effect.last + 1)}
    reader = Reader(text, listed, lexicon, taken)
    groups = add_names(reader, reader.read(), effects)
    attached = [*attach.attach(listed, effects, groups), *_counted(listed, groups, reader)]
    maker = _Maker(text, span, listed, lexicon)
    figures = [maker.zero(effect) for effect in zero]
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
            definite=group.definite or group.partitive,
            named=group.named,
            more=group.more,
            aggregate=self._aggregate(),
            negated=self._negated(item.effect),
            summary=bool(_SUMMARY.search(self.lower)),
        )

    def _victim_class(self, item: Attached, inherited: str | None) -> str:
        group = item.group
        persons = group.victim_class == "unknown" and group.head in self.lexicon.persons
        if item.total and (persons or group.victim_class is None):
            return "unknown"
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

    def _aggregate(self) -> bool:
        return any(re.search(rf"\b{re.escape(cue)}\b", self.lower) for cue in _AGGREGATE)

    def _negated(self, effect: Effect) -> bool:
        before = {t.lower for t in self.tokens[max(0, effect.first - 4) : effect.first]}
        if before & {"not", "nor", "never"}:
            return True
        return bool(before & {"will", "would", "could", "may", "might", "shall"}) and "be" in before


_SUMMARY = re.compile(
    r"\b(?:separate|different|various|multiple|several|two|three|four|five|six|\d+)\s+(?:\w+\s+)?"
    r"(?:incidents|attacks|blasts|explosions|encounters|clashes|operations|raids|bombings|shootings|"
    r"ambushes)\b"
)
_AGGREGATE = ("so far this year", "last year", "this year")


def distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures without repetitions, marked ones (aggregate, superseded, negated) left out.

    A figure repeats an earlier one of the same effect if it has its class and number, points back
    to it, or names one of its people.
    """
    kept: list[Figure] = []
    for figure in figures:
        if figure.aggregate or figure.negated or figure.summary or figure.figure.superseded:
            continue
        if figure.part and figure.named:
            continue
        if not any(_repeats(figure, before) for before in kept):
            kept.append(figure)
    return tuple(kept)


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
