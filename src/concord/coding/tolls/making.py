"""One toll figure made of an attached group: its class and side, and how the wording marks it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.coding.tolls import marks
from concord.model import Side, Span, TollFigure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.numbers import Quantity
    from concord.coding.tolls.objects import Attached
    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Effect, Token
    from concord.coding.tolls.words import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A toll figure with where it stands and how the wording marks it.

    ``governor`` is the effect word, ``who`` the words for the people (number included).
    ``aggregate`` figures count over many events ("700 last year"); ``part`` ones belong to the
    total before them, and ``subclass`` ones are its women or children; ``definite`` ones point back
    to people already named ("the three militants"); ``named`` ones are one person without a number;
    ``more`` ones come on top ("another two", "five others"); ``negated`` ones did not happen, or
    only may; ``summary`` ones sum several happenings ("in separate incidents"); ``fresh`` ones
    stand in a sentence that turns to another happening ("Separately, ..."); ``also`` ones are told
    on top of others ("a passer-by was also killed"); ``after`` ones say how a number before them
    came about ("rose to 27 after four more died"); ``rival`` ones are another's number of the same
    people ("police spoke of 23 dead, while the hospital put them at 20"); ``history`` ones tell
    what somebody had done before ("wanted for the murder of nine"); ``risen`` ones are what a toll
    has come to ("rose to 27"), and leave smaller numbers before them behind; ``among`` ones are
    said to be among the dead or hurt of a toll.
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
    fresh: bool = False
    also: bool = False
    after: bool = False
    rival: bool = False
    history: bool = False
    risen: bool = False
    among: bool = False


_MODALS = frozenset({"will", "would", "could", "may", "might", "shall", "can"})
_HARMED = frozenset({"killed", "injured", "wounded", "dead", "hurt", "maimed"})
_BASE_FORMS = frozenset({"kill", "hurt", "injure", "wound", "abduct", "kidnap", "arrest", "die"})


class Maker:
    """Makes the figures of one sentence, a span of ``text`` with its tokens."""

    def __init__(self, text: str, span: Span, listed: Sequence[Token], lexicon: Lexicon) -> None:
        self.text = text
        self.span = span
        self.tokens = listed
        self.lexicon = lexicon
        sentence = text[span.start : span.end]
        self.speaker = marks.speaker_of(sentence)
        self.summary = marks.is_summary(sentence)
        self.fresh = sentence.lower().lstrip().startswith(lexicon.turns)

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
        return [
            self._stated(governor, effect, quantity, earlier=earlier)
            for governor, effect, earlier, quantity in marks.stated_tolls(self.text, self.span)
        ]

    def _stated(self, governor: Span, effect: str, quantity: Quantity, *, earlier: bool) -> Figure:
        who = Span(start=quantity.start, end=quantity.end)
        figure = TollFigure(
            effect=effect,
            victim_class=marks.class_of_stated(self.text, governor),
            side="unknown",
            low=quantity.low,
            best=quantity.best,
            high=quantity.high,
            total=True,
            vague=quantity.vague,
            superseded=earlier or self._superseded(who),
            said_by=self.speaker,
            text=quantity.text,
            start=quantity.start,
            end=quantity.end,
        )
        return Figure(
            figure=figure,
            sentence=self.span,
            governor=governor,
            who=who,
            aggregate=marks.is_aggregate(self.text, self.span, governor),
            risen=marks.is_risen(self.text, governor),
        )

    def make(self, item: Attached, inherited: str | None) -> Figure:
        """Return the figure of one attached group."""
        group = item.group
        attacks = marks.tells_attack(self.tokens, group.last + 1)
        governor = item.effect.span(self.tokens)
        who = Span(start=self.tokens[group.first].start, end=self.tokens[group.last].end)
        figure = TollFigure(
            effect=self._effect(item.effect),
            victim_class="militant" if attacks else self._victim_class(item, inherited),
            side="initiator" if attacks else self._side(group),
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
            governor=governor,
            who=who,
            part=item.part or self._bereaves(item),
            subclass=item.part and group.head in self.lexicon.subclasses,
            among=self._says_among(item.effect),
            definite=group.definite or group.partitive,
            named=group.named,
            more=group.more,
            aggregate=marks.is_aggregate(self.text, self.span, governor)
            or marks.is_accident(self.text, self.span, governor.start),
            negated=self._negated(item.effect),
            summary=self.summary,
            fresh=self.fresh,
            also=self._also(item.effect),
            after=self._after(group),
            history=marks.is_history(self.text, self.span, governor.start)
            or marks.is_earlier(self.text, who),
        )

    def _effect(self, effect: Effect) -> str:
        """Return the effect; people "picked up by militants" are abducted, not arrested."""
        if effect.effect != "arrested":
            return effect.effect
        words = [t.lower for t in self.tokens[effect.last + 1 : effect.last + 8]]
        if words[:1] != ["by"]:
            return effect.effect
        found = (self.lexicon.nouns.get((word,)) for word in words)
        militant = any(noun is not None and noun.victim_class == "militant" for noun in found)
        return "abducted" if militant else effect.effect

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
        return marks.is_superseded(self.text, self.span, who.start, self.lexicon.superseded)

    def _says_among(self, effect: Effect) -> bool:
        """Return whether the effect phrase itself is "were among the dead"."""
        words = self.tokens[effect.first : effect.last + 1]
        return effect.order == "before" and any(token.lower == "among" for token in words)

    def _also(self, effect: Effect) -> bool:
        words = self.tokens[max(0, effect.first - 2) : effect.last + 2]
        return any(token.lower in {"also", "too"} for token in words)

    def _after(self, group: Group) -> bool:
        before = self.tokens[max(0, group.first - 2) : group.first]
        return any(token.lower in {"after", "as", "when", "following"} for token in before)

    def _start(self, effect: Effect) -> int:
        return self.tokens[effect.first].start

    def _either(self, effect: Effect) -> bool:
        """Return whether nobody says who of them died and who was hurt: "killed or wounded"."""
        around = [
            *(t.lower for t in self.tokens[max(0, effect.first - 2) : effect.first]),
            *(t.lower for t in self.tokens[effect.last + 1 : effect.last + 3]),
        ]
        return any(
            word in {"or", "and/or"} and other in _HARMED
            for word, other in zip(around, [*around[1:], ""], strict=True)
        ) or any(other in _HARMED and word in {"or", "and/or"} for other, word in pairwise(around))

    def _bereaves(self, item: Attached) -> bool:
        """Return whether people are only those whom somebody lost: "a family lost 18 members"."""
        lost = self.tokens[item.effect.first].lower in {"lost", "losing"}
        return lost and item.group.head in marks.RELATIVES

    def _negated(self, effect: Effect) -> bool:
        if self._either(effect) or marks.is_intended(self.text, self.span, self._start(effect)):
            return True
        before: set[str] = set()
        for token in reversed(self.tokens[max(0, effect.first - 4) : effect.first]):
            if token.text in {",", ";", ":"}:
                break
            if token.text != "May":  # "on 2 May have been killed": a month
                before.add(token.lower)
        if before & {"not", "nor", "never"}:
            return True
        base = self.tokens[effect.first].lower in _BASE_FORMS
        return bool(before & _MODALS) and ("be" in before or "have" in before or base)
