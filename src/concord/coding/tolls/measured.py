"""Numbers that count no people: days, years, times, ages, money, distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from concord.coding.numbers import Quantity

_AGES = range(1, 111)
_YEARS = range(1900, 2101)
_LAST_DAY = 31
_YEAR_DIGITS = 4
_NOT_PEOPLE = word_set("rs inr usd $ aged age no nh # section % km at")
_BEFORE_YEAR = word_set("in since of until , from year by during late early mid and to")
_MONTHS = word_set(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec"
)
_BELOW = ("under ", "below ", "over ", "above ")
_AGED = word_set(
    "them whom all children girls boys women men pupils youths those both kids persons aged child "
    "girl boy"
)
_HAPPENED = word_set(
    "murder murders assassination assassinations massacre attack attacks case cases abduction "
    "abductions bomb riots riot war coup election elections"
)
UNITS = word_set(
    "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters "
    "day days "
    "hour hours minute minutes month months year years week weeks am pm a.m p.m percent per "
    "% kg kgs "
    "kilogram kilograms gram grams rupees rs dollars lakh crore inr usd times rounds "
    "vehicles houses "
    "attacks incidents blasts bombs grenades rockets bullets shots weapons rifles pistols "
    "districts "
    "villages schools shops cases magazines mm feet foot acres tonnes tons degrees seats votes "
    "motorcycles bikes trucks buses cars camps hideouts places o'clock ied ieds bullet"
)


def is_measure(
    tokens: Sequence[Token], taken: AbstractSet[int], at: int, last: int, quantity: Quantity
) -> bool:
    """Return whether the number is a day, a year, a time, an age, money or a measure.

    ``taken`` are the tokens of effect phrases.
    """
    before = tokens[at - 1].lower.rstrip(".") if at else ""
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    dated = before in _MONTHS and not _is_dated(tokens, at - 2, quantity)
    if dated or (after in _MONTHS and quantity.best <= _LAST_DAY):
        return True
    # "Two of them under ten".
    aged = before in _AGED and quantity.text.lower().startswith(_BELOW)
    if aged or after in UNITS or before in _NOT_PEOPLE:
        return True
    numbered = before == "" and at > 1 and tokens[at - 2].lower in {"no", "nos"}
    if numbered or (before == "(" and after in {")", ","}):
        return True  # "Witness No. 61", "Ali Khan (24)"
    if before == after == "," and at > 1 and quantity.best in _AGES:
        digits = quantity.text.isdigit() and at - 2 not in taken
        return digits or _is_name(tokens, at - 2)  # "Ahmed Khan, 44, was", "a cook, 44, was"
    year = quantity.text.split()[-1]  # "over 2009 killings": a word may stand before a year
    if year.isdigit() and len(year) == _YEAR_DIGITS:
        return before in _BEFORE_YEAR or (int(year) in _YEARS and _no_people(after))
    return False


def _is_dated(tokens: Sequence[Token], at: int, quantity: Quantity) -> bool:
    """Return whether a month has its day before it, and a number is no year: "6 May six died"."""
    day = tokens[at].lower.rstrip("stndrh") if at >= 0 else ""
    year = quantity.text.isdigit() and len(quantity.text) == _YEAR_DIGITS
    return day.isdigit() and int(day) <= _LAST_DAY and not year


def _no_people(word: str) -> bool:
    """Return whether the word after a number names what happened, not people: "2009 killings"."""
    return word.endswith(("ings", "ing", "s'")) or word in _HAPPENED


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is capital and no acronym: the end of a name."""
    return at > 0 and tokens[at].capital and not tokens[at].text.isupper()
