"""Groups of people in a sentence: a number, article or rank with its noun, or a bare number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.numbers import Quantity
from concord.coding.tolls.heads import STOPS, Heads
from concord.coding.tolls.measured import UNITS, is_measure
from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Token, word_set
from concord.coding.tolls.words import Lexicon, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLES = word_set("a an another")
_POSSESSIVES = word_set("his her their its our my your whose")
_DEFINITE = word_set("the both all these those")
_OF_ALL = word_set("them whom us you these those which")
_OF_COUNTRIES = tuple(sorted(word_set("ese ish french dutch swiss thai ans nis qis lis bis")))
_NOBODY = word_set("many one")
_HARMED = word_set("injured wounded hurt dead slain killed")
_RELATED = word_set(
    "mother father son daughter brother sister wife husband uncle nephew cousin aunt niece boy "
    "girl man woman grandmother grandfather"
)
_COUPLE = word_set("couple pair")
_OLD = ({"year", "years"}, {"old"})
_UNLISTED = Noun("unknown", singular=False, plural=True)
_PAIR_OF_PEOPLE = Noun("civilian", singular=True, plural=False)
_BEARERS_NOT = word_set(
    "elections election hospital assembly headquarters secretary school league council command "
    "court post store market park staff"
)


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: tokens ``first`` to ``last``, how many, and of which class.

    ``victim_class`` None means "take it from the group before" ("two others"). ``definite`` groups
    point back ("the three militants"); ``named`` ones are single persons without a number.
    """

    first: int
    last: int
    low: int
    best: int
    high: int | None
    victim_class: str | None
    head: str = ""
    vague: bool = False
    definite: bool = False
    named: bool = False
    more: bool = False
    number: bool = False
    bare: bool = False
    partitive: bool = False


class Reader(Heads):
    """Reads the groups of one sentence; ``text`` is the whole text that the tokens point into."""

    def __init__(
        self, text: str, tokens: Sequence[Token], lexicon: Lexicon, taken: set[int]
    ) -> None:
        super().__init__(tokens, lexicon, taken)
        self.text = text
        self.starts = {token.start: index for index, token in enumerate(tokens)}
        self.quantities = self._quantities()

    def read(self) -> list[Group]:
        """Return the groups in order, none inside another."""
        quantities = self.quantities
        found: list[Group] = []
        at = 0
        while at < len(self.tokens):
            group = self._as_many(at, found) or self._at(at, quantities)
            if group is None:
                at += 1
            else:
                found.append(group)
                at = group.last + 1
                owned = self.tokens[group.first].lower in _POSSESSIVES
                if owned or group.head in _RELATED:
                    kin = self._kin(at, related=not owned)
                    found += kin
                    at = kin[-1].last + 1 if kin else at
        return found

    def _as_many(self, at: int, before: Sequence[Group]) -> Group | None:
        """Read "ten were killed and as many injured": the number before, of other people."""
        words = [token.lower for token in self.tokens[at : at + 4]]
        numbers = [group for group in before if group.number]
        if not numbers:
            return None
        same = numbers[-1]
        if words[1:] == ["equal", "number", "of"] or words[1:] == ["same", "number", "of"]:
            last, noun = self.head(at + 4, plural=True)
            if noun is None:
                return None
            people = replace(same, victim_class=noun.victim_class, head=self.tokens[last].lower)
            return replace(people, first=at, last=last, definite=False)
        if words[:2] != ["as", "many"] or words[2:3] == ["as"]:
            return None
        last = at + 2 if words[2:3] in (["others"], ["more"]) else at + 1
        return replace(same, first=at, last=last, victim_class=None, bare=True, definite=False)

    def _kin(self, at: int, *, related: bool) -> list[Group]:
        """Read the relatives that a possessive goes on to: "his wife, son and daughter".

        ``related``: those of "a father and son", no other nouns ("a cleric and politician" is one).
        """
        found: list[Group] = []
        one = Quantity(0, 0, "", 1, 1, 1)
        while at + 1 < len(self.tokens) and self.tokens[at].lower in {",", "and"}:
            noun_at, noun = self.head(at + 1, plural=False)
            if noun is None or noun_at != at + 1 or self.tokens[noun_at].capital:
                break
            if related and self.tokens[noun_at].lower not in _RELATED:
                break
            found.append(self._made(noun_at, noun_at, one, noun, definite=False, named=True))
            at = noun_at + 1
        return found

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

    def _at(self, at: int, quantities: dict[int, tuple[Quantity, int]]) -> Group | None:
        if at in quantities:
            quantity, last = quantities[at]
            return self._quantified(at, quantity, last)
        token = self.tokens[at]
        lower = token.lower
        if lower == "no":
            return self._nobody(at)
        if lower in _ARTICLES:
            return self._article(at)
        if self._is_object(at):
            one = Quantity(0, 0, "", 1, 1, 1)
            return self._made(at, at, one, _UNLISTED, definite=False, named=True)
        if lower in _POSSESSIVES or lower == "the":
            return self._determined(at, quantities)
        return self._ranked(at) if token.capital else None

    def _quantified(self, at: int, quantity: Quantity, last: int) -> Group | None:
        if is_measure(self.tokens, self.taken, at, last, quantity) or self._is_denied(at):
            return None
        if at and self.tokens[at - 1].lower in {"how", "last"} and quantity.text.lower() in _NOBODY:
            return None  # "How many people have died?", "until the last one was dead"
        definite = at > 0 and self.tokens[at - 1].lower in _DEFINITE | _POSSESSIVES
        if quantity.text.lower() == "both":
            definite = True
        noun_at, noun = self.head(last + 1, plural=quantity.best != 1, forces=True)
        if noun is not None:
            return self._made(at, noun_at, quantity, noun, definite=definite)
        if quantity.text.lower() == "one" and last + 1 < len(self.tokens):
            name = self.name_end(last + 1)
            if name is not None and name > last + 1:
                return self._made(at, name, quantity, _UNLISTED, definite=False, named=True)
        unlisted = self._unlisted(at, last, quantity)
        if unlisted is not None:
            return self._made(at, unlisted, quantity, _UNLISTED, definite=definite)
        return self._without_noun(at, last, quantity, definite=definite)

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
        return end if follows or leads else None

    def _is_people(self, at: int) -> bool:
        """Return whether a word stands alone and names people of a country ("three Chinese")."""
        if at >= len(self.tokens) or not self.tokens[at].capital:
            return False
        alone = at + 1 >= len(self.tokens) or self.ends_phrase(at + 1, None)
        return alone and self.tokens[at].lower.endswith(_OF_COUNTRIES)

    def _is_denied(self, at: int) -> bool:
        """Return whether "none of the" or the like stands before a number."""
        before = [t.lower for t in self.tokens[max(0, at - 3) : at]]
        return "of" in before and bool({"none", "neither"} & set(before))

    def _without_noun(
        self, at: int, last: int, quantity: Quantity, *, definite: bool
    ) -> Group | None:
        following = last + 1
        if following < len(self.tokens):
            lower = self.tokens[following].lower
            if lower in {"others", "other", "more"}:
                return self._made(
                    at, following, quantity, None, definite=definite, more=not definite
                )
            if lower == "of" and following + 1 < len(self.tokens):
                return self._partitive(at, following, quantity)
        words = quantity.text.lower().split()
        if words[-1] in _COUPLE and not self._counts_things(following):
            return self._made(at, last, quantity, _PAIR_OF_PEOPLE, definite=definite)
        nothing = words[-1] == "of" and following < len(self.tokens)
        vague = quantity.vague and words in (["some"], ["many"])
        if nothing or vague or not self._stands_alone(at, last):
            return None
        return self._made(at, last, quantity, None, definite=definite, bare=True)

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
            return self._made(at, of, quantity, _UNLISTED, definite=False)
        if following in _OF_ALL:
            noun_at, noun = self.head(of + 2, plural=quantity.best != 1, forces=True)
            last = noun_at if noun is not None else of + 1
            return self._made(at, last, quantity, noun, definite=False, partitive=True)
        if following in _POSSESSIVES | {"the", "those"}:
            return self._among(at, of, quantity)
        noun_at, noun = self.head(of + 1, plural=True)
        return None if noun is None else self._made(at, noun_at, quantity, noun, definite=False)

    def _among(self, at: int, of: int, quantity: Quantity) -> Group:
        """Read "eight of our men", "three of the wounded", "seven of the 35 tribesmen"."""
        numbered = of + 2 in self.quantities  # the first number counts
        noun_at, noun = self.head(of + 3 if numbered else of + 2, plural=True)
        if noun is None:
            last = self._called(of + 2)
            return self._made(at, last, quantity, None, definite=False, partitive=True)
        if self.tokens[of + 1].lower in _POSSESSIVES and self._is_person(noun_at):
            # "A commander and four of his men": they are what he was.
            return self._made(at, noun_at, quantity, None, definite=False)
        harmed = self.tokens[of + 2].lower in _HARMED
        return self._made(at, noun_at, quantity, noun, definite=False, partitive=harmed)

    def _is_person(self, at: int) -> bool:
        """Return whether a noun says no more than that they are people."""
        return self.tokens[at].lower in self.lexicon.persons

    def _called(self, at: int) -> int:
        """Return the end of "of the wounded" whose last word stands at ``at``, or of "of the"."""
        return at if at < len(self.tokens) and self.tokens[at].lower in _HARMED else at - 1

    def _article(self, at: int) -> Group | None:
        another = self.tokens[at].lower == "another"
        one = Quantity(0, 0, "a", 1, 1, 1, more=another)
        noun_at, noun = self.head(self._after_age(at + 1), plural=False)
        if noun is not None:
            if self.tokens[noun_at].lower in _COUPLE:
                one = Quantity(0, 0, "a", 2, 2, 2, more=another)
            return self._made(at, noun_at, one, noun, definite=False)
        if self.tokens[at].lower == "another":
            return self._made(at, at, one, None, definite=False, more=True)
        national = self.national_end(at + 1) if at - 1 in self.taken else None
        return self._made(at, national, one, _UNLISTED, definite=False) if national else None

    def _nobody(self, at: int) -> Group | None:
        """Read "no policeman", "no soldiers": a number of people that is zero."""
        for plural in (False, True):
            noun_at, noun = self.head(at + 1, plural=plural)
            if noun is not None:
                none = Quantity(1, 1, "no", 0, 0, 0)
                return self._made(at, noun_at, none, noun, definite=False)
        return None

    def _is_object(self, at: int) -> bool:
        """Return whether a pronoun opens a list of victims: "killing him and six guards"."""
        if self.tokens[at].lower not in {"him", "her"} or at == 0 or at - 1 not in self.taken:
            return False
        after = [t.lower for t in self.tokens[at + 1 : at + 3]]
        return after[:1] == ["and"] or after in (["along", "with"], ["as", "well"])

    def _after_age(self, at: int) -> int:
        """Return the token after "eight year old" that starts at ``at``; ``at`` if none does."""
        years = [t.lower for t in self.tokens[at + 1 : at + 3]]
        aged = len(years) == len(_OLD) and all(map(set.__contains__, _OLD, years))
        return at + 3 if aged else at

    def _determined(self, at: int, quantities: dict[int, tuple[Quantity, int]]) -> Group | None:
        if at + 1 in quantities or self._is_denied(at):
            return None
        one = Quantity(0, 0, "", 1, 1, 1)
        noun_at, noun = self.head(at + 1, plural=False)
        if noun is None:
            beside = self._beside_others(at)
            if beside is None:
                return None
            noun_at, noun = beside, _UNLISTED
        return self._made(
            at, noun_at, one, noun, definite=self.tokens[at].lower == "the", named=True
        )

    def _beside_others(self, at: int) -> int | None:
        """Return the end of "the typesetter" in "killed the typesetter and two others"."""
        if at == 0 or at - 1 not in self.taken:
            return None
        for position in range(at + 1, min(at + 4, len(self.tokens) - 2)):
            token = self.tokens[position]
            if token.capital or not token.wordlike or token.lower in STOPS - {"and"}:
                return None
            if self.tokens[position + 1].lower == "and" and position + 2 in self.quantities:
                last = self.quantities[position + 2][1]
                after = self.tokens[last + 1].lower if last + 1 < len(self.tokens) else ""
                return position if after in {"others", "other", "more"} else None
        return None

    def _ranked(self, at: int) -> Group | None:
        """Read a rank with a name: "Head Constable Ashraf Ali"."""
        lexicon = self.lexicon
        for length in (5, 4, 3, 2, 1):
            phrase = tuple(t.lower for t in self.tokens[at : at + length])
            victim_class = lexicon.ranks.get(phrase)
            if victim_class is None:
                continue
            last = self.name_end(at + length)
            if last is None or self.tokens[last].lower in _BEARERS_NOT:
                return None
            one = Quantity(0, 0, "", 1, 1, 1)
            noun = Noun(victim_class, singular=True, plural=False)
            return self._made(at, last, one, noun, definite=False, named=True)
        return None

    def _class_of(self, head: str, noun: Noun | None) -> str | None:
        if noun is None or head in self.lexicon.relations:
            return None
        return noun.victim_class

    def _made(
        self,
        at: int,
        last: int,
        quantity: Quantity,
        noun: Noun | None,
        **marks: bool,
    ) -> Group:
        head = self.tokens[last].lower
        return Group(
            first=at,
            last=last,
            low=quantity.low,
            best=quantity.best,
            high=quantity.high,
            vague=quantity.vague,
            victim_class=self._class_of(head, noun),
            head="persons" if noun is _UNLISTED else head,
            more=marks.pop("more", False) or quantity.more,
            number=bool(quantity.end),
            **marks,
        )
