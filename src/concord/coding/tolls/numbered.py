"""Groups of people that a number opens: "three policemen", "two of the wounded", "a couple"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.numbers import Quantity
from concord.coding.tolls.heads import STOPS, Heads
from concord.coding.tolls.measured import UNITS, is_measure
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Token, word_set
from concord.coding.tolls.words import Lexicon, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

POSSESSIVES = word_set("his her their its our my your whose")
_DEFINITE = word_set("the both all these those")
_ONE_MORE = POSSESSIVES | word_set("a an another")
_OF_ALL = word_set("them whom us you these those which")
_OF_COUNTRIES = tuple(sorted(word_set("ese ish french dutch swiss thai ans nis qis lis bis")))
_NOBODY = word_set("many one")
_HARMED = word_set("injured wounded hurt dead slain killed")
COUPLE = word_set("couple pair")
UNLISTED = Noun("unknown", singular=False, plural=True)
ONE = Quantity(0, 0, "", 1, 1, 1)  # a person of whom no number is said
_PAIR_OF_PEOPLE = Noun("civilian", singular=True, plural=False)

_BESIDE = frozenset({"in", "at", "on", "near", "outside"})


class Numbered(Heads):
    """Reads groups of one sentence; ``text`` is the whole text that the tokens point into."""

    def __init__(
        self, text: str, tokens: Sequence[Token], lexicon: Lexicon, taken: set[int]
    ) -> None:
        super().__init__(tokens, lexicon, taken)
        self.text = text
        self.starts = {token.start: index for index, token in enumerate(tokens)}
        self.quantities = self._quantities()

    def _quantities(self) -> dict[int, tuple[Quantity, int]]:
        if not self.tokens:
            return {}
        start, end = self.tokens[0].start, self.tokens[-1].end
        ends = {token.end: index for index, token in enumerate(self.tokens)}
        placed: dict[int, tuple[Quantity, int]] = {}
        for quantity in numbers.find(self.text, start, end):
            first = self.starts.get(quantity.start)
            last = ends.get(quantity.end)
            if first is not None and last is not None:
                placed[first] = (quantity, last)
        return placed

    def quantified(self, at: int, quantity: Quantity, last: int) -> Group | None:
        """Return the people whose number stands in tokens ``at`` to ``last``, if it is theirs."""
        if is_measure(self.tokens, self.taken, at, last, quantity) or self.is_denied(at):
            return None
        asked = at and self.tokens[at - 1].lower in {"how", "last"}
        if asked and quantity.text.lower() in _NOBODY:
            return None  # "How many people have died?", "until the last one was dead"
        definite = at > 0 and self.tokens[at - 1].lower in _DEFINITE | POSSESSIVES
        if quantity.text.lower() == "both":
            definite = True
        noun_at, noun = self.head(last + 1, plural=quantity.best != 1, forces=True)
        if noun is not None:
            return self.made(at, noun_at, quantity, noun, definite=definite)
        if quantity.text.lower() == "one" and last + 1 < len(self.tokens):
            name = self.name_end(last + 1)
            if name is not None and name > last + 1 and not self._is_thing(name):
                return self.made(at, name, quantity, UNLISTED, definite=False, named=True)
        unlisted = self._unlisted(at, last, quantity)
        if unlisted is not None:
            return self.made(at, unlisted, quantity, UNLISTED, definite=definite)
        return self._without_noun(at, last, quantity, definite=definite)

    def _is_thing(self, last: int) -> bool:
        """Return whether the last word of a name is that of a thing ("One Insas Rifle")."""
        word = self.tokens[last].lower
        return bool({word, f"{word}s", word.removesuffix("s")} & self.lexicon.not_people)

    def _unlisted(self, at: int, last: int, quantity: Quantity) -> int | None:
        """Return the end of "37 recruiters" beside an effect word: a plural that no list has."""
        if quantity.best == 1 or quantity.text.lower().endswith("of"):
            return None
        position = last + 1
        if self._is_people(position):
            return position
        while position < len(self.tokens) and position <= last + 4:
            if self.ends_phrase(position, None):
                break
            position += 1
        end = position - 1
        if end <= last:
            return None
        noun = self.tokens[end].lower
        if not noun.endswith("s") or noun in self.lexicon.not_people | UNITS or noun.endswith("ss"):
            return None
        follows = at > 0 and at - 1 in self.taken
        leads = position < len(self.tokens) and (
            position in self.taken or self.tokens[position].lower in PASSIVE
        )
        return end if follows or leads or self._leads_list(position) else None

    def _leads_list(self, position: int) -> bool:
        """Return whether "and their guide were" stands at ``position``: people beside people."""
        if position >= len(self.tokens) or self.tokens[position].lower != "and":
            return False
        following = position + 1
        if following in self.quantities:
            last, noun = self.head(self.quantities[following][1] + 1, plural=True)
        elif following < len(self.tokens) and self.tokens[following].lower in _ONE_MORE:
            last, noun = self.head(following + 1, plural=False)
        else:
            return False
        after = last + 1
        return (
            noun is not None
            and after < len(self.tokens)
            and (after in self.taken or self.tokens[after].lower in PASSIVE)
        )

    def _is_people(self, at: int) -> bool:
        """Return whether a word stands alone and names people of a country ("three Chinese")."""
        if at >= len(self.tokens) or not self.tokens[at].capital:
            return False
        alone = at + 1 >= len(self.tokens) or self.ends_phrase(at + 1, None)
        return alone and self.tokens[at].lower.endswith(_OF_COUNTRIES)

    def _points_to_thing(self, at: int) -> bool:
        """Return whether "one" takes up a thing by where it was: "claimed the one in Zarbad"."""
        words = [token.lower for token in self.tokens[max(0, at - 1) : at + 2]]
        the_one = len(words) == len(("the", "one", "in")) and words[1] == "one"
        return the_one and words[0] in {"the", "that"} and words[2] in _BESIDE

    def _is_corrected(self, at: int) -> bool:
        """Return whether a number is one that does not hold: "two men, not three as we wrote"."""
        before = [token.lower for token in self.tokens[max(0, at - 2) : at]]
        return before in (
            [",", "not"],
            ["-", "not"],
            ["\u2013", "not"],
            ["\u2014", "not"],
            ["and", "not"],
        )

    def is_denied(self, at: int) -> bool:
        """Return whether no person is counted: "none of the five", "the one in Zarbad"."""
        if self._points_to_thing(at) or self._is_corrected(at):
            return True
        before = [t.lower for t in self.tokens[max(0, at - 3) : at]]
        return "of" in before and bool({"none", "neither"} & set(before))

    def _without_noun(
        self, at: int, last: int, quantity: Quantity, *, definite: bool
    ) -> Group | None:
        following = last + 1
        if following < len(self.tokens):
            lower = self.tokens[following].lower
            if lower in {"others", "other", "more"}:
                return self.made(
                    at, following, quantity, None, definite=definite, more=not definite
                )
            if lower == "of" and following + 1 < len(self.tokens):
                return self._partitive(at, following, quantity)
        words = quantity.text.lower().split()
        if words[-1] in COUPLE and not self._counts_things(following):
            return self.made(at, last, quantity, _PAIR_OF_PEOPLE, definite=definite)
        nothing = words[-1] == "of" and following < len(self.tokens)
        vague = quantity.vague and words in (["some"], ["many"])
        if nothing or vague or not self._stands_alone(at, last):
            return None
        return self.made(at, last, quantity, None, definite=definite, bare=True)

    def _stands_alone(self, at: int, last: int) -> bool:
        """Return whether a number without a noun can stand for people: nothing else follows it."""
        before = self.tokens[at - 1] if at else None
        if before is not None and before.capital and before.lower not in STOPS | {"of"}:
            # "Ahmed Khan 24 who": an age.
            return False
        following = last + 1
        if following >= len(self.tokens) or following in self.taken:
            return True
        token = self.tokens[following]
        lower = token.lower
        return lower in STOPS | ADVERBS or not token.wordlike or lower.endswith("ly")

    def _counts_things(self, at: int) -> bool:
        """Return whether a word that can be counted stands at ``at`` ("a couple days")."""
        if at >= len(self.tokens) or at in self.taken:
            return False
        token = self.tokens[at]
        return token.wordlike and not token.capital and token.lower not in STOPS | ADVERBS

    def _partitive(self, at: int, of: int, quantity: Quantity) -> Group | None:
        """Read "two of them", "eight of our men", "three of the wounded"."""
        following = self.tokens[of + 1].lower
        family = {t.lower for t in self.tokens[of + 2 : of + 5]} & {"family", "household"}
        if following in {"a", "one", "the", "same"} and family:
            return self.made(at, of, quantity, UNLISTED, definite=False)
        if following in _OF_ALL:
            noun_at, noun = self.head(of + 2, plural=quantity.best != 1, forces=True)
            last = noun_at if noun is not None else of + 1
            return self.made(at, last, quantity, noun, definite=False, partitive=True)
        if following in POSSESSIVES | {"the", "those"}:
            return self._among(at, of, quantity)
        noun_at, noun = self.head(of + 1, plural=True)
        return None if noun is None else self.made(at, noun_at, quantity, noun, definite=False)

    def _among(self, at: int, of: int, quantity: Quantity) -> Group:
        """Read "eight of our men", "three of the wounded", "seven of the 35 tribesmen"."""
        numbered = of + 2 in self.quantities  # the first number counts
        noun_at, noun = self.head(of + 3 if numbered else of + 2, plural=True)
        if noun is None:
            last = self._called(of + 2)
            return self.made(at, last, quantity, None, definite=False, partitive=True)
        if self.tokens[of + 1].lower in POSSESSIVES and self._is_person(noun_at):
            # "A commander and four of his men": they are what he was.
            return self.made(at, noun_at, quantity, None, definite=False)
        harmed = self.tokens[of + 2].lower in _HARMED
        return self.made(at, noun_at, quantity, noun, definite=False, partitive=harmed)

    def _is_person(self, at: int) -> bool:
        """Return whether a noun says no more than that they are people."""
        return self.tokens[at].lower in self.lexicon.persons

    def _called(self, at: int) -> int:
        """Return the end of "of the wounded" whose last word stands at ``at``, or of "of the"."""
        return at if at < len(self.tokens) and self.tokens[at].lower in _HARMED else at - 1

    def _class_of(self, head: str, noun: Noun | None) -> str | None:
        if noun is None or head in self.lexicon.relations:
            return None
        return noun.victim_class

    def made(
        self,
        at: int,
        last: int,
        quantity: Quantity,
        noun: Noun | None,
        **marks: bool,
    ) -> Group:
        """Return the group of tokens ``at`` to ``last`` with its noun; ``marks`` are its flags."""
        head = self.tokens[last].lower
        return Group(
            first=at,
            last=last,
            low=quantity.low,
            best=quantity.best,
            high=quantity.high,
            vague=quantity.vague,
            victim_class=self._class_of(head, noun),
            head="persons" if noun is UNLISTED else head,
            more=marks.pop("more", False) or quantity.more,
            number=bool(quantity.end),
            **marks,
        )
