"""The groups of people of a sentence, in order: numbered, named, or said by an article or rank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.numbers import Quantity
from concord.coding.tolls.heads import STOPS
from concord.coding.tolls.numbered import COUPLE, ONE, POSSESSIVES, UNLISTED, Numbered
from concord.coding.tolls.tokens import PASSIVE, word_set
from concord.coding.tolls.words import Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group

_ARTICLES = word_set("a an another")
_ORDINALS = word_set(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_RELATED = word_set(
    "mother father son daughter brother sister wife husband uncle nephew cousin aunt niece boy "
    "girl man woman grandmother grandfather"
)
_CLOSING = word_set("the his her their")
# How words for people end, and words that end so and mean none.
_SOMEBODY = (
    "er",
    "or",
    "man",
    "woman",
    "herd",
    "ist",
    "ian",
    "boy",
    "girl",
    "hand",
    "mate",
    "maid",
)
_REST = word_set(
    "other remainder latter water river tower shelter power order letter computer corner number "
    "paper fever winter summer matter error terror floor door horror motor mirror cover barrier"
)
_ALONE = word_set("he she")
_OLD = ({"year", "years"}, {"old"})
_BEARERS_NOT = word_set(
    "elections election hospital assembly headquarters secretary school league council command "
    "court post store market park staff"
)


class Reader(Numbered):
    """Reads the groups of one sentence."""

    def read(self) -> list[Group]:
        """Return the groups in order, none inside another."""
        found: list[Group] = []
        at = 0
        while at < len(self.tokens):
            group = self._as_many(at, found) or self._at(at) or self._closing(at, found)
            if group is None:
                at += 1
            else:
                found.append(group)
                at = group.last + 1
                owned = self.tokens[group.first].lower in POSSESSIVES
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
        while at + 1 < len(self.tokens) and self.tokens[at].lower in {",", "and"}:
            noun_at, noun = self.head(at + 1, plural=False)
            if noun is None or noun_at != at + 1 or self.tokens[noun_at].capital:
                break
            if related and self.tokens[noun_at].lower not in _RELATED:
                break
            found.append(self.made(noun_at, noun_at, ONE, noun, definite=False, named=True))
            at = noun_at + 1
        return found

    def _closing(self, at: int, before: Sequence[Group]) -> Group | None:
        """Read the last of a list by a noun of no list: "killed two boys and the goatherd"."""
        if not before or self.tokens[at].lower not in _CLOSING or before[-1].last != at - 2:
            return None
        if self.tokens[at - 1].lower != "and" or before[-1].first - 1 not in self.taken:
            return None
        last = at + 1
        while last < len(self.tokens) and not self.ends_phrase(last, None):
            last += 1
        noun = self.tokens[last - 1]
        if not at + 1 < last <= at + 3 or noun.capital or noun.lower in _REST:
            return None
        if not noun.lower.endswith(_SOMEBODY) or self._is_thing(last - 1):
            return None
        definite = self.tokens[at].lower == "the"
        return self.made(at, last - 1, ONE, UNLISTED, definite=definite, named=True)

    def _at(self, at: int) -> Group | None:
        if at in self.quantities:
            quantity, last = self.quantities[at]
            return self.quantified(at, quantity, last)
        token = self.tokens[at]
        lower = token.lower
        if lower == "no":
            return self._nobody(at)
        if lower in _ARTICLES:
            return self._article(at)
        if self._is_object(at) or self._leads_others(at):
            definite = lower in _ALONE
            return self.made(at, at, ONE, UNLISTED, definite=definite, named=True)
        if lower in POSSESSIVES or lower == "the" or self._points_at(at):
            return self._determined(at)
        return self._ranked(at) if token.capital else None

    def _points_at(self, at: int) -> bool:
        """Return whether "that" or "this" points at somebody: "that elder died of his wounds"."""
        if self.tokens[at].lower not in {"that", "this"} or at + 2 >= len(self.tokens):
            return False
        noun_at, noun = self.head(at + 1, plural=False)
        after = self.tokens[at + 2]
        return (
            noun is not None
            and noun_at == at + 1
            and (at + 2 in self.taken or after.lower in PASSIVE)
        )

    def _leads_others(self, at: int) -> bool:
        """Return whether a pronoun opens a list of people ("he and five constables were hurt")."""
        alone = self.tokens[at].lower in _ALONE and at + 2 < len(self.tokens)
        if not alone or self.tokens[at + 1].lower != "and":
            return False
        following = self.tokens[at + 2].lower
        return at + 2 in self.quantities or following in _ARTICLES | POSSESSIVES | {"the"}

    def _article(self, at: int) -> Group | None:
        another = self.tokens[at].lower == "another"
        one = Quantity(0, 0, "a", 1, 1, 1, more=another)
        noun_at, noun = self.head(self._after_age(at + 1), plural=False)
        if noun is not None:
            if self.tokens[noun_at].lower in COUPLE:
                one = Quantity(0, 0, "a", 2, 2, 2, more=another)
            return self.made(at, noun_at, one, noun, definite=False)
        if another and self._is_thing(min(at + 1, len(self.tokens) - 1)):
            return None  # "another drone dropped a grenade"
        if another:
            return self.made(at, at, one, None, definite=False, more=True)
        if self._is_ordinal(at + 1):
            ranked = self._ranked(at + 3) if at + 3 < len(self.tokens) else None
            rank = (
                Noun(ranked.victim_class or "unknown", singular=True, plural=False)
                if ranked
                else None
            )
            return self.made(at, at + 1, one, rank, definite=False, more=True)
        national = self.national_end(at + 1) if at - 1 in self.taken else None
        return self.made(at, national, one, UNLISTED, definite=False) if national else None

    def _is_ordinal(self, at: int) -> bool:
        """Return whether an ordinal stands for one more person: "... and a sixth died"."""
        if at + 1 >= len(self.tokens) or self.tokens[at].lower not in _ORDINALS:
            return False
        after = self.tokens[at + 1]
        if after.text == ",":
            return at + 2 < len(self.tokens) and self.tokens[at + 2].capital
        return at + 1 in self.taken or after.lower in PASSIVE | {"who"}

    def _nobody(self, at: int) -> Group | None:
        """Read "no policeman", "no soldiers": a number of people that is zero."""
        for plural in (False, True):
            noun_at, noun = self.head(at + 1, plural=plural)
            if noun is not None:
                none = Quantity(1, 1, "no", 0, 0, 0)
                return self.made(at, noun_at, none, noun, definite=False)
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

    def _determined(self, at: int) -> Group | None:
        if at + 1 in self.quantities or self.is_denied(at):
            return None
        noun_at, noun = self.head(at + 1, plural=False)
        if noun is None:
            beside = self._beside_others(at)
            if beside is None:
                return None
            noun_at, noun = beside, UNLISTED
        return self.made(
            at, noun_at, ONE, noun, definite=self.tokens[at].lower == "the", named=True
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
            noun = Noun(victim_class, singular=True, plural=False)
            return self.made(at, last, ONE, noun, definite=False, named=True)
        return None
