"""Noun phrases for people in a sentence: where their head noun stands, and of which class it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Token, word_set
from concord.coding.tolls.words import Lexicon, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that end a noun phrase wherever they stand.
STOPS = word_set(
    "in on at by with from to for into near during while when where after before as and or but "
    "who whom whose which that than through under over since until against between among along "
    "was were is are be been being has have had will would could should may might must can did "
    "does do said says told reported reports added claimed identified named alias including "
    "include includes besides following because if then there here it he she they this these "
    "those not also via without off himself herself themselves amid inside outside behind upon "
    "onto towards toward per about"
)
_DETERMINERS = word_set(
    "the a an his her their its one two three four five six seven eight nine ten left leaving"
)
PARTICLES = word_set(
    "alias e ul ur al bin ibn de del da dos la el van von ag ould ben abu umm din y ur-rehman"
)
# "al-Bassam", "ag-Wantan": a name that begins in small letters.
_PREFIXED = ("al-", "el-", "ul-", "as-", "ad-", "an-", "ar-", "ag-", "abd-")
_LONGEST_RUN = 14  # tokens of one noun phrase: long names of groups stand before "militants"
_VERBS = word_set(
    "fell fled rode went came took left ran drove lay met lost gave laid began fought broke threw "
    "stood made became lived slept"
)
_RELATIVE = word_set("who whom whose which that when while after before")
_OF_A_COUNTRY = tuple(sorted(word_set("ese ish french dutch swiss thai an ni qi li bi")))
_MARKS = frozenset(":;,.\u2014\u2013")
# Heads that say nothing of the class by themselves: the force or group beside them does.
_GENERIC = word_set(
    "person persons people man men member members personnel official officials officer officers "
    "leader leaders chief chiefs chairman spokesman secretary founder commander commanders "
    "volunteer volunteers guard guards cadre cadres worker "
    "workers operative operatives employee employees woman women individual individuals driver "
    "youth youths fighter fighters supporter supporters staff activist activists commandos"
)


def named(token: Token) -> bool:
    """Return whether a token is a part of a name by its letters ("Khan", "al-Bassam")."""
    return token.capital or (token.text.startswith(_PREFIXED) and token.text[3:4].isupper())


class Heads:
    """Finds head nouns among the tokens of one sentence; ``taken`` are tokens of effect phrases."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, taken: set[int]) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.taken = taken

    def name_end(self, at: int) -> int | None:
        """Return the last token of a name that starts at ``at``, an acronym in brackets skipped."""
        position = self.skip_bracket(at)
        last: int | None = None
        while position < len(self.tokens) and position < at + 8:
            token = self.tokens[position]
            if self._ends_initial(position):
                position += 1
                continue
            joined = token.lower in PARTICLES
            if not (token.wordlike and (named(token) or (joined and last is not None))):
                break
            if position in self.taken or token.lower in STOPS:
                break
            last, position = position, position + 1
        return last

    def national_end(self, at: int) -> int | None:
        """Return the end of "a Sri Lankan", "an Afghan" right after a word of harm."""
        last = at
        while last + 1 < len(self.tokens) and self.tokens[last + 1].capital:
            last += 1
        if last > at + 1 or last >= len(self.tokens) or not self.tokens[last].capital:
            return None
        alone = last + 1 >= len(self.tokens) or self.ends_phrase(last + 1, None)
        return last if alone and self.tokens[last].lower.endswith(_OF_A_COUNTRY) else None

    def skip_bracket(self, at: int) -> int:
        """Return the token after a short bracket that opens at ``at``; ``at`` if none does."""
        if at < len(self.tokens) and self.tokens[at].text == "(":
            for position in range(at + 1, min(at + 6, len(self.tokens))):
                if self.tokens[position].text == ")":
                    return position + 1
        return at

    def head(self, at: int, *, plural: bool, forces: bool = False) -> tuple[int, Noun | None]:
        """Return the head noun of the noun phrase that starts at ``at``, and where it ends."""
        best: tuple[int, Noun | None] = (at, None)
        # A noun may turn out to describe what follows: "two militant hideouts" (no people at all),
        # "a woman Maoist cadre" (another head). ``firm`` is what to fall back on.
        firm: tuple[int, Noun | None] = (at, None)
        loose = False
        position = at
        while position < min(at + _LONGEST_RUN, len(self.tokens)):
            if self.tokens[position].text == "(":
                after = self.skip_bracket(position)
                if after == position:
                    break
                position = after
                continue
            if self.ends_phrase(position, None if loose else best[1]):
                break
            hit = self._noun_at(position, plural=plural)
            if hit is not None:
                best = firm = hit
                loose = self._named_next(hit[0])
                position = hit[0] + 1
                continue
            if best[1] is not None and not self.tokens[position].capital and not loose:
                if not self._describes(best[0]):
                    return best
                loose, firm = True, (at, None)
            position += 1
        if best[1] is None and forces:
            return self._body_head(at, position)
        return firm

    def _named_next(self, last: int) -> bool:
        following = last + 1
        return following < len(self.tokens) and self.tokens[following].capital

    def _body_head(self, at: int, end: int) -> tuple[int, Noun | None]:
        """Read "two Police", "one Security Force (SF)": a force or group as the head itself."""
        last = end - 1
        while last > at and self.tokens[last].text in {")", "("}:
            last -= 1
        for stop in (last, self._before_bracket(end)):
            for start in range(stop, max(at - 1, stop - 6), -1):
                phrase = tuple(t.lower for t in self.tokens[start : stop + 1])
                if phrase in self.lexicon.bodies:
                    noun = Noun(self.lexicon.bodies[phrase], singular=True, plural=True)
                    return end - 1, noun
        return at, None

    def _before_bracket(self, end: int) -> int:
        position = end - 1
        while position > 0 and position > end - 8 and self.tokens[position].text != "(":
            position -= 1
        return position - 1 if self.tokens[position].text == "(" else end - 1

    def _ends_initial(self, at: int) -> bool:
        """Return whether a full stop stands after an initial inside a name: "Constable T. Boro"."""
        if not 0 < at < len(self.tokens) - 1 or self.tokens[at].text != ".":
            return False
        before = self.tokens[at - 1].text
        return len(before) == 1 and before.isupper() and self.tokens[at + 1].capital

    def ends_phrase(self, position: int, noun: Noun | None) -> bool:
        """Return whether the noun phrase with the head ``noun`` so far ends before ``position``."""
        token = self.tokens[position]
        if position in self.taken or token.lower in _DETERMINERS:
            return True
        if token.lower in {"of", "and"} and noun is None and position + 1 < len(self.tokens):
            # "Communist Party of India cadres", but "two members of the party".
            sides = (self.tokens[position - 1].capital, self.tokens[position + 1].capital)
            return not (any(sides) if token.lower == "of" else all(sides))
        if token.lower == "of":
            return True
        if token.text.isupper() and len(token.text) > 1:
            return False  # an acronym ("IS militants")
        return token.lower in STOPS or not (token.wordlike or token.text in {"-", "/"})

    def _describes(self, position: int) -> bool:
        """Return whether the noun at ``position`` is followed by a noun that it describes."""
        following = position + 1
        if following >= len(self.tokens) or following in self.taken:
            return False
        token = self.tokens[following]
        if not token.wordlike or token.lower in STOPS | ADVERBS | PASSIVE | _VERBS:
            return False
        return not token.lower.endswith(("ing", "ed", "ly"))

    def _noun_at(self, position: int, *, plural: bool) -> tuple[int, Noun] | None:
        lexicon = self.lexicon
        for length in range(lexicon.longest, 0, -1):
            phrase = tuple(t.lower for t in self.tokens[position : position + length])
            noun = lexicon.nouns.get(phrase)
            if noun is None or len(phrase) < length:
                continue
            if noun.plural if plural else noun.singular:
                return position + length - 1, self._refined(position, phrase, noun)
        return None

    def _refined(self, position: int, phrase: tuple[str, ...], noun: Noun) -> Noun:
        """Return the noun with the class of the force or group named before or after it."""
        word = phrase[-1]
        if word not in _GENERIC:
            return noun
        before = self._body_before(position)
        victim_class = before or self._body_after(position + len(phrase))
        if victim_class is None:
            return noun
        return Noun(victim_class, noun.singular, noun.plural)

    def _body_before(self, position: int) -> str | None:
        for start in range(position - 1, max(-1, position - 8), -1):
            token = self.tokens[start]
            if token.lower in STOPS or start in self.taken or token.text in _MARKS:
                return None
            found = self._body_at(start, position)
            if found:
                return found
        return None

    def _body_after(self, position: int) -> str | None:
        tokens = self.tokens
        if position >= len(tokens) or tokens[position].lower not in {"of", "from", "belonging"}:
            return None
        for start in range(position + 1, min(position + 7, len(tokens))):
            if (
                start in self.taken
                or tokens[start].lower in _RELATIVE
                or tokens[start].text in _MARKS
            ):
                return None
            found = self._body_at(start, len(tokens))
            if found:
                return found
        return None

    def _body_at(self, start: int, end: int) -> str | None:
        for length in (6, 5, 4, 3, 2, 1):
            if start + length > end:
                continue
            phrase = tuple(t.lower for t in self.tokens[start : start + length])
            if phrase in self.lexicon.bodies:
                return self.lexicon.bodies[phrase]
        return None

    def noun_class(self, position: int) -> str | None:
        """Return the class of the singular noun for a person at ``position``."""
        hit = self._noun_at(position, plural=False)
        return hit[1].victim_class if hit is not None else None

    def is_force(self, first: int, last: int) -> bool:
        """Return whether the tokens are the name of a force or group, or of many people."""
        phrase = tuple(token.lower for token in self.tokens[first : last + 1])
        return phrase in self.lexicon.bodies or phrase in self.lexicon.nouns

    def class_after(self, position: int) -> str | None:
        """Return the class of the people after "of" ("bodies of two soldiers", "of labourers")."""
        if position >= len(self.tokens) or self.tokens[position].lower != "of":
            return None
        for at in range(position + 1, min(position + 8, len(self.tokens))):
            if at in self.taken:
                continue
            for plural in (True, False):
                hit = self._noun_at(at, plural=plural)
                if hit is not None:
                    return hit[1].victim_class
            if self.tokens[at].lower in STOPS:
                return None
        return None
