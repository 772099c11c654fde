"""Two values compared: the words of two places, two types, two tolls, two sets of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.counting import compatible, family
from concord.linking.levels import NOTHING, number

if TYPE_CHECKING:
    from concord.linking.columns import Count, PlaceWords, Who, Whom

# Ones and twos agree by chance; that two attacks kill fifty is rare, and within a tenth is close.
NOTABLE, LARGE, MASS, CLOSE = 3, 8, 50, 1.1
WIDEST_RISE, LARGEST_JUMP = 4.0, 8
OPEN_REACH = 3
MOST_WORDS = 0.6


def compare_words(a: PlaceWords, b: PlaceWords) -> str:
    """Return the level of the words of two places."""
    if a.leaf & b.leaf:
        share = len(a.leaf & b.leaf) / min(len(a.leaf), len(b.leaf))
        if share == 1:
            return "same named place"
        return "most words of the place" if share >= MOST_WORDS else "some words of the place"
    if a.leaf & b.outer or a.outer & b.leaf:
        return "one lies in the other"
    if a.leaf and b.leaf:
        shared = a.outer & b.outer
        return "other named place of the district" if shared else "other named place"
    if a.outer & b.outer:
        return "same district"
    return "other district" if a.outer and b.outer else NOTHING


def compare_types(a: str, b: str) -> int:
    """Return the level of two types: same, same family, compatible (blast, gunfire, fight)."""
    if a == b:
        return number("type", "same")
    one, other = family(a), family(b)
    if one == other:
        return number("type", "same family")
    return number("type", "compatible" if compatible(one, other) else "other")


def compare_killed(a: Count, b: Count) -> int:
    """Return the level of two tolls; one that rises from report to report agrees."""
    if a.best is None or b.best is None:
        return number("killed")
    low, high = sorted((a.best, b.best))
    size = "50 and more" if low >= MASS else "8 to 49"
    if low == high and low < LARGE:
        return number("killed", "same, 3 to 7" if low >= NOTABLE else "same, 0 to 2")
    if low == high or (low >= LARGE and high <= low * CLOSE):
        return number("killed", f"{'same' if low == high else 'within a tenth'}, {size}")
    if _meets(a, b) or (low >= NOTABLE and high - low <= 1):
        some = "none dead" if not low else "1 to 7" if low < LARGE else "8 and more"
        return number("killed", f"ranges that meet, {some}")
    if high <= low * WIDEST_RISE or high - low <= NOTABLE:
        way = "rising" if not a.dated or not b.dated or a.best < b.best else "falling"
        # Two small exact tolls that differ are more often two attacks than a count going up.
        return number("killed", f"{way}, both below 8" if high < LARGE else way)
    # A first count after a mass killing may multiply within hours; one of three does not reach 40.
    jump = high - low > LARGEST_JUMP and low < LARGE
    return number("killed", "from a few to many" if jump else "more than fourfold")


def _meets(a: Count, b: Count) -> bool:
    """Return whether the ranges share a value; an open end reaches to three times its low."""
    lows = (a.low or 0, b.low or 0)
    highs = [
        count.high if count.high is not None else low * OPEN_REACH
        for count, low in zip((a, b), lows, strict=True)
    ]
    return lows[0] <= highs[1] and lows[1] <= highs[0]


def compare_who(a: Who, b: Who) -> int:
    """Return the level of the perpetrators: same group or its parent, another, state or not."""
    if not a.groups or not b.groups:
        return number("perpetrators")
    if a.actors & b.actors:
        # A state acts at home every day; that both name it says less than that both name a group.
        home = a.at_home and b.at_home
        return number("perpetrators", "a state at home" if home else "same group")
    if any(one <= other or other <= one for one in a.groups for other in b.groups):
        return number("perpetrators", "same name")
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return number("perpetrators", "state and non-state")
    return number("perpetrators", "other actors")


def compare_whom(a: Whom, b: Whom) -> int:
    """Return the level of who was hit: same actor, same class, or another class."""
    if a.actors & b.actors:
        return number("targets", "same target")
    if not a.classes or not b.classes:
        return number("targets")
    if a.classes & b.classes:
        return number("targets", "same class")
    militant = ("militant" in a.classes) != ("militant" in b.classes)
    return number("targets", "militants and others" if militant else "other class")
