"""Names of countries: their adjectives, and the names that hold small words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from concord.coding.wordpatterns import WordPattern, plain_pattern
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.codebook.book import Codebook
    from concord.codebook.entries import Place


# "the Somali capital" alone: where its name follows, that is the place.
_CAPITAL = lazy_regex(
    r"\s+capital\b(?!(?:\s+city)?(?:\s+of)?,?\s+[A-Z\u00c0-\u00de])"
    r"(?!\s+(?:punishment|sentence|crime|offen[cs]e|charge|gains?|market|control|investment)s?\b)"
)


def find_capitals(text: str, book: Codebook) -> Iterable[tuple[int, int, Place]]:
    """Yield the capitals that are told by their country alone, with offsets and entries."""
    for found in demonyms(book).finditer(text):
        word = _CAPITAL.match(text, found.end())
        if word is None:
            continue
        country = book.countries[_adjectives(book)[found.group()]]
        for place in book.gazetteer.find(country.capital, country=country.iso2, similar=False)[:1]:
            if place.country == country.iso2:
                yield found.start(), word.end(), place


def state_of(adjective: str, book: Codebook) -> tuple[Place, ...]:
    """Return the entry of the country that an adjective is of ("Kenyan"), none if of none."""
    iso2 = _adjectives(book).get(adjective)
    return book.gazetteer.find(book.countries[iso2].name)[:1] if iso2 else ()


@lru_cache(maxsize=8)
def _adjectives(book: Codebook) -> dict[str, str]:
    return {word: country.iso2 for country in book.countries.values() for word in country.demonyms}


@lru_cache(maxsize=8)
def demonyms(book: Codebook) -> WordPattern:
    """Return a pattern of the adjectives of countries ("Kenyan"), which are no places."""
    words = {word for country in book.countries.values() for word in country.demonyms}
    names = {name for country in book.countries.values() for name in (country.name, *country.names)}
    return plain_pattern(words - names)


@lru_cache(maxsize=8)
def in_full(book: Codebook) -> WordPattern:
    """Return a pattern of the countries whose names hold small words: "Republic of the Congo"."""
    names = {name for country in book.countries.values() for name in (country.name, *country.names)}
    return plain_pattern({name for name in names if " the " in name})
