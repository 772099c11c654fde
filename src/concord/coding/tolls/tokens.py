"""A sentence as tokens with offsets, and the effect phrases among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.coding.tolls.words import EffectWord, Lexicon, Order

_TOKEN = lazy_regex(
    r"\d+(?:st|nd|rd|th)\b|\d+-years?-olds?\b|\d+\s?years?\s?olds?\b"
    r"|[^\W\d_](?:[\w.\u2019'-]*\w)?|\d+(?:,\d+)*(?:\.\d+)?|[^\w\s]",
)

_MODIFIERS = 4  # words that ADJ may stand for
_QUOTES = frozenset("\"'\u2018\u2019\u201c\u201d\u00ab\u00bb`")


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(listed.split())


PASSIVE = word_set("was were is are been being be get got gets getting 're 's")
ADVERBS = word_set(
    "also later then subsequently reportedly allegedly critically seriously severely fatally badly "
    "brutally mysteriously instantly slightly grievously immediately still already apparently both "
    "all not either together there thus accidentally initially earlier feared confirmed reported "
    "believed said to have presumed found left declared brought publicly simultaneously fully "
    "mistakenly deliberately forcibly partially eventually finally mercilessly recently separately "
    "on the spot so far has had having"
)


class Token(NamedTuple):
    """A word, number or mark: as written, in lower case, and its code points in the text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Return whether the word begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def wordlike(self) -> bool:
        """Return whether this is a word ("old", "7th", "12-year-old") and no number or mark."""
        return self.text[0].isalpha() or self.text[-1].isalpha()


class Effect(NamedTuple):
    """An effect phrase in a sentence: token range, effect, and where its people stand."""

    first: int
    last: int
    effect: str
    order: Order

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return the code points of the phrase."""
        return Span(start=tokens[self.first].start, end=tokens[self.last].end)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]`` with offsets into ``text``, quotation marks out.

    A quoted figure (killing "at least four") counts as if it were not quoted.
    """
    return [
        Token(match.group(), _plain(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text, start, end)
        if match.group() not in _QUOTES
    ]


def _plain(word: str) -> str:
    lower = word.lower().replace("\u2019", "'")
    return lower.removesuffix("'s")


def effects(tokens: Sequence[Token], lexicon: Lexicon) -> list[Effect]:
    """Return the effect phrases in order, leftmost and longest, none inside another."""
    return _scan(tokens, lexicon.effects, lexicon.modifiers)


def zeros(tokens: Sequence[Token], lexicon: Lexicon) -> list[Effect]:
    """Return the phrases that say that nobody came to harm; one per effect."""
    return [
        Effect(at, at + len(word.words) - 1, word.effect, word.order)
        for at, token in enumerate(tokens)
        for word in lexicon.zero.get(token.lower, ())
        if _match(tokens, at, word, frozenset()) is not None
    ]


def _scan(
    tokens: Sequence[Token],
    table: Mapping[str, tuple[EffectWord, ...]],
    modifiers: frozenset[str],
) -> list[Effect]:
    found: list[Effect] = []
    at = 0
    while at < len(tokens):
        hit = _longest(tokens, at, table.get(tokens[at].lower, ()), modifiers)
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.last + 1
    return found


def _longest(
    tokens: Sequence[Token],
    at: int,
    words: Sequence[EffectWord],
    modifiers: frozenset[str],
) -> Effect | None:
    best: Effect | None = None
    for word in words:
        last = _match(tokens, at, word, modifiers)
        if last is not None and (best is None or last > best.last):
            best = Effect(at, last, word.effect, word.order)
    return best


def _match(
    tokens: Sequence[Token], at: int, word: EffectWord, modifiers: frozenset[str]
) -> int | None:
    """Return the index of the phrase's last token, or None; ADJ stands for up to four words."""
    position = at
    for part in word.words:
        if part == "ADJ":
            taken = 0
            while (
                taken < _MODIFIERS
                and position < len(tokens)
                and tokens[position].lower in modifiers
            ):
                position, taken = position + 1, taken + 1
            continue
        if position >= len(tokens) or tokens[position].lower != part:
            return None
        position += 1
    return position - 1
