"""How well two events fit as one happening: named features that add up, each in plain sight.

A score is a sum of weights of evidence (base-e, rounded): positive speaks for one happening,
negative for two. Two events are linked when the sum reaches ``THRESHOLD``. A feature that excludes
a link says so by ``barred``; no sum outweighs it, and no chain of links gets around it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.counting import compatible
from concord.linking.profiles import COARSE_PLACES, FINE_PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.codebook.tolls import Range
    from concord.linking.profiles import Profile
    from concord.linking.windows import Window

THRESHOLD = 4.0
# Days by which two day-precise datings of one happening may differ: a night, a time zone.
DAY_SLACK = 1
# A siege or an operation of days: datings further apart than this never meet.
LONGEST_GAP_DAYS = 2
NEAR_KM, LOCAL_KM, APART_KM, FAR_KM = 12.0, 40.0, 80.0, 150.0
EARTH_KM = 6371.0088
# Ones and twos agree by chance; that two attacks kill fifty is rare, and within a tenth is close.
NOTABLE, LARGE, MASS, CLOSE = 3, 8, 50, 1.1
TOLL_WEIGHTS = (0.4, 1.0, 1.8, 2.4)
WIDEST_RISE, LARGEST_JUMP = 4.0, 8
# What differing tolls cost: [large or small][falling or rising].
DIFFERENT = ((-0.8, -0.4), (-1.2, -0.8))
UNDATED_WEIGHT, NO_TOLL, SECOND_CHOICE = -0.9, -0.3, -0.8
TIME_WEIGHTS = {"week": 1.8, "month": 1.2, "year": 0.0}
WEEK_SLACK = 2
STORY_FROM, STORY_SLOPE, STORY_LEAST, STORY_WEIGHT = 0.12, 7.0, -0.5, 2.0
GROUP_WEIGHT, HOME_WEIGHT = 1.2, 0.5
MOST_WORDS = 0.6
CLASH = "clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One named piece of evidence: what was compared, its weight, and whether it rules out."""

    name: str
    seen: str
    weight: float
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The features of one pair; ``total`` is their sum, ``barred`` whether any rules it out."""

    features: tuple[Feature, ...]

    @property
    def total(self) -> float:
        """Return the sum of the weights."""
        return round(sum(feature.weight for feature in self.features), 6)

    @property
    def barred(self) -> bool:
        """Return whether a feature rules the link out."""
        return any(feature.barred for feature in self.features)

    @property
    def linked(self) -> bool:
        """Return whether the pair is good enough to be one happening."""
        return not self.barred and self.total >= THRESHOLD


def score(a: Profile, b: Profile) -> Score:
    """Return the features of two events, the same whichever comes first.

    Where time or place rules a link out, nothing else is compared.
    """
    first, second = (a, b) if a.order <= b.order else (b, a)
    found: list[Feature | None] = [compare_time(first, second), compare_place(first, second)]
    if not any(feature and feature.barred for feature in found):
        found += [compare(first, second) for compare in COMPARISONS]
    return Score(features=tuple(feature for feature in found if feature is not None))


def compare_time(a: Profile, b: Profile) -> Feature:
    """Return the evidence of the datings; reduced precision weighs less, a clear gap rules out.

    Where a text gives several days, the pair of readings that fits best counts, at a cost for each
    that was not the chosen one.
    """
    if not a.windows or not b.windows:
        late = _after_publication(a, b)
        return Feature(name="time", seen="undated", weight=_undated_weight(a, b), barred=late)
    found = [
        _compare_windows(one, other, second_choices=(i > 0) + (j > 0))
        for i, one in enumerate(a.windows)
        for j, other in enumerate(b.windows)
    ]
    return max(found, key=lambda feature: (not feature.barred, feature.weight))


def _undated_weight(a: Profile, b: Profile) -> float:
    """Return what the want of a date costs: more where no toll can be compared either."""
    tolls = a.killed.best is not None and b.killed.best is not None
    return UNDATED_WEIGHT + (0.0 if tolls else NO_TOLL)


def _compare_windows(a: Window, b: Window, *, second_choices: int) -> Feature:
    gap, precision = a.gap(b), a.coarser(b)
    seen = f"{gap} days apart" if gap else f"same {precision}"
    if second_choices:
        seen += " by another reading"
    if precision == "day":
        weight = {0: 3.0, 1: 1.0, 2: -1.0}.get(gap, -4.0)
        barred = gap > LONGEST_GAP_DAYS
    else:
        weight = -1.0 if gap else TIME_WEIGHTS[precision]
        barred = gap > (WEEK_SLACK if precision == "week" else DAY_SLACK)
    weight += SECOND_CHOICE * second_choices
    return Feature(name="time", seen=seen, weight=weight, barred=barred)


def _after_publication(a: Profile, b: Profile) -> bool:
    """Return whether an undated event was in print before the other happened."""
    for undated, other in ((a, b), (b, a)):
        if not undated.windows and undated.reported and other.windows:
            return other.windows[0].first > undated.reported
    return False


def compare_place(a: Profile, b: Profile) -> Feature:
    """Return the evidence of the places: gazetteer entry, words, distance, units, in that order."""
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return Feature(name="place", seen="other country", weight=-4.0, barred=True)
    words = _place_words(a, b)
    distance = distance_km(a, b)
    if distance is None:
        return words or _admin(a, b)
    by_distance = _distance(distance, a, b)
    if words and words.weight > by_distance.weight and not by_distance.barred:
        return words
    return by_distance


def _distance(distance: float, a: Profile, b: Profile) -> Feature:
    fine = a.place.precision in FINE_PLACES and b.place.precision in FINE_PLACES
    # Two villages by name are two places, however near.
    namesakes = not a.leaf or not b.leaf or bool(a.leaf & (b.leaf | b.outer) or a.outer & b.leaf)
    if distance <= NEAR_KM:
        weight = (2.5 if namesakes else 0.5) if fine else 1.0
    elif distance <= LOCAL_KM:
        weight = -0.8 if fine else 0.5
    elif distance <= APART_KM:
        weight = -2.0 if fine else 0.0
    else:
        weight = -4.0
    seen = f"{distance:.0f} km apart"
    return Feature(name="place", seen=seen, weight=weight, barred=distance > FAR_KM)


def distance_km(a: Profile, b: Profile) -> float | None:
    """Return the great-circle distance in km less both radii, or None if a place is too coarse.

    Source: the haversine formula with the IUGG mean radius of 6371.0088 km.
    """
    if a.place.precision in COARSE_PLACES or b.place.precision in COARSE_PLACES:
        return None
    points = (a.place.latitude, a.place.longitude, b.place.latitude, b.place.longitude)
    if any(value is None for value in points):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in points if value is not None)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    between = 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
    return max(0.0, between - (a.place.radius_km or 0.0) - (b.place.radius_km or 0.0))


def _place_words(a: Profile, b: Profile) -> Feature | None:
    if a.leaf & b.leaf:
        share = len(a.leaf & b.leaf) / min(len(a.leaf), len(b.leaf))
        weight = 2.5 if share == 1 else 1.8 if share >= MOST_WORDS else 1.0
        return Feature(name="place", seen="same named place", weight=weight)
    if a.leaf & b.outer or a.outer & b.leaf:
        return Feature(name="place", seen="one lies in the other", weight=1.2)
    if a.leaf and b.leaf:
        shared = bool(a.outer & b.outer)
        return Feature(name="place", seen="other named place", weight=-1.2 if shared else -2.5)
    if a.outer & b.outer:
        return Feature(name="place", seen="same district", weight=1.0)
    if a.outer and b.outer:
        return Feature(name="place", seen="other district", weight=-2.0)
    return None


def _admin(a: Profile, b: Profile) -> Feature:
    if not a.admin1 or not b.admin1:
        return Feature(name="place", seen="place not known", weight=0.0)
    if a.admin1 == b.admin1:
        return Feature(name="place", seen="same province", weight=0.5)
    return Feature(name="place", seen="other province", weight=-3.0)


def compare_family(a: Profile, b: Profile) -> Feature:
    """Return the evidence of the types: same family, compatible (blast, gunfire, fight), other."""
    if a.event.type == b.event.type:
        return Feature(name="type", seen=f"both {a.event.type}", weight=1.0)
    if a.event.family == b.event.family:
        return Feature(name="type", seen=f"both {a.event.family}", weight=0.8)
    seen = f"{a.event.family} and {b.event.family}"
    if compatible(a.event.family, b.event.family):
        return Feature(name="type", seen=seen, weight=-0.6)
    return Feature(name="type", seen=seen, weight=-2.0)


def compare_killed(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of the deaths; a toll that rises from report to report agrees."""
    return _compare_range("killed", a, b, (a.killed, b.killed))


def _compare_range(
    name: str, a: Profile, b: Profile, ranges: tuple[Range, Range]
) -> Feature | None:
    one, two = ranges
    if one.best is None or two.best is None or one.low is None or two.low is None:
        return None
    seen = f"{_say(one)} and {_say(two)}"
    low, high = sorted((one.best, two.best))
    if low == high or (low >= LARGE and high <= low * CLOSE):
        weight = TOLL_WEIGHTS[(low >= NOTABLE) + (low >= LARGE) + (low >= MASS)]
        return Feature(name=name, seen=seen, weight=weight if low == high else weight * 0.7)
    if _meets(one, two) or (low >= NOTABLE and high - low <= 1):
        weight = -0.3 if not low else 0.4 if low < LARGE else 0.8
        return Feature(name=name, seen=seen, weight=weight)
    if high <= low * WIDEST_RISE or high - low <= NOTABLE:
        rising = a.reported is None or b.reported is None or one.best < two.best
        # Two small exact tolls that differ are more often two attacks than a count going up.
        return Feature(name=name, seen=seen, weight=DIFFERENT[high < LARGE][rising])
    # A first count after a mass killing may multiply within hours; one of three does not reach 40.
    jump = high - low > LARGEST_JUMP and low < LARGE
    return Feature(name=name, seen=seen, weight=-1.5 if jump else -0.6)


def _meets(one: Range, two: Range) -> bool:
    """Return whether the ranges share a value; an open end reaches to three times its low."""
    if one.low is None or two.low is None:
        return False
    one_high = one.high if one.high is not None else one.low * 3
    two_high = two.high if two.high is not None else two.low * 3
    return one.low <= two_high and two.low <= one_high


def _say(value: Range) -> str:
    if value.high is None:
        return f"{value.low}+"
    return str(value.low) if value.low == value.high else f"{value.low}-{value.high}"


def compare_counts(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of the wounded and of attackers' deaths, only where they agree."""
    weight = 0.0
    agreed = []
    for name, one, two in (
        ("injured", a.injured, b.injured),
        ("attackers killed", a.attackers, b.attackers),
    ):
        if one.best and one.best == two.best:
            agreed.append(f"{one.best} {name}")
            weight += 0.3 if one.best < NOTABLE else 0.6 if one.best < LARGE else 1.0
    return Feature(name="counts", seen=", ".join(agreed), weight=weight) if agreed else None


def compare_perpetrators(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of who did it: same group or its parent, another, state or not."""
    if not a.groups or not b.groups:
        return None
    if a.actors & b.actors:
        shared = ", ".join(sorted(a.actors & b.actors))
        # A state acts at home every day; that both name it says less than that both name a group.
        weight = HOME_WEIGHT if a.at_home and b.at_home else GROUP_WEIGHT
        return Feature(name="perpetrators", seen=f"both {shared}", weight=weight)
    if any(one <= other or other <= one for one in a.groups for other in b.groups):
        return Feature(name="perpetrators", seen="same name", weight=GROUP_WEIGHT)
    if CLASH in (a.event.type, b.event.type):
        # Of a fight, one report names the one side and the next the other.
        return None
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return Feature(name="perpetrators", seen="state and non-state", weight=-3.0)
    return Feature(name="perpetrators", seen="other actors", weight=-1.0)


def compare_targets(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of who was hit: same actor, same class, or another class."""
    if a.target_actors & b.target_actors:
        return Feature(name="targets", seen="same target", weight=0.8)
    if not a.target_classes or not b.target_classes:
        return None
    if a.target_classes & b.target_classes:
        return Feature(name="targets", seen="same class", weight=0.3)
    militant = ("militant" in a.target_classes) != ("militant" in b.target_classes)
    return Feature(name="targets", seen="other class", weight=-1.5 if militant else -0.5)


def compare_names(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of names in targets and victims' phrases, only where they meet."""
    shared = a.names & b.names
    if not shared:
        return None
    return Feature(name="names", seen=f"{len(shared)} shared", weight=min(1.5, 0.8 * len(shared)))


def compare_stories(a: Profile, b: Profile) -> Feature | None:
    """Return the evidence of the documents: how far they name the same people and places.

    The measure is the cosine (Ochiai) of the sets of capitalised words of both texts; texts on
    other matters share next to none, and a round-up is not held against a short report.
    """
    if not a.story or not b.story:
        return None
    alike = len(a.story & b.story) / math.sqrt(len(a.story) * len(b.story))
    weight = round(min(STORY_WEIGHT, max(STORY_LEAST, (alike - STORY_FROM) * STORY_SLOPE)), 2)
    return Feature(name="story", seen=f"{alike:.2f} of names shared", weight=weight)


COMPARISONS: tuple[Callable[[Profile, Profile], Feature | None], ...] = (
    compare_family,
    compare_killed,
    compare_counts,
    compare_perpetrators,
    compare_targets,
    compare_names,
    compare_stories,
)
