"""What the levels weigh for news: a logistic model, learned once and kept as it is.

Made by ``python -m benchmarks.link_models --ship``: learned from pairs of a synthetic stream and of
half of the headlines of UCDP GED, monotone in each feature, and drawn towards the weights set by
hand (``levels.py``). The sum of the weights and ``SHIFT`` are the log odds of one happening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.linking.levels import WEIGHTS, reweighted

if TYPE_CHECKING:
    from concord.linking.levels import Weights

SHIFT = -3.13
LEARNED: Weights = reweighted(
    WEIGHTS,
    {
        "time": {
            "same day": 2.66,
            "1 day apart": 0.96,
            "2 days apart": -1.2,
            "same week": 1.95,
            "days off the week": -0.96,
            "same month": 1.13,
            "a day off the month": -0.96,
            "same year": 0.29,
            "a day off the year": -0.96,
            "undated": -0.8,
            "undated, other tolls": -2.2,
            "undated, no tolls to compare": -1.2,
        },
        "reading": {
            "another reading of one text": -0.8,
            "of both texts": -1.6,
        },
        "place": {
            "same named place": 2.38,
            "most words of the place": 1.8,
            "some words of the place": 0.89,
            "one lies in the other": 1.2,
            "other named place of the district": -1.0,
            "other named place": -2.39,
            "same district": 0.89,
            "other district": -2.03,
            "near": 2.9,
            "near, two named places": -0.28,
            "near, by their districts": 0.89,
            "12 to 40 km apart": -0.64,
            "12 to 40 km apart, by their districts": 0.47,
            "40 to 80 km apart": -2.03,
            "40 to 80 km apart, by their districts": -0.28,
            "80 to 150 km apart": -4.0,
            "same province": 0.89,
            "other province": -3.0,
        },
        "type": {
            "same": 0.22,
            "same family": 0.22,
            "compatible": -0.35,
            "other": -0.88,
        },
        "killed": {
            "same, 0 to 2": 0.97,
            "same, 3 to 7": 1.01,
            "same, 8 to 49": 1.3,
            "same, 50 and more": 2.22,
            "within a tenth, 8 to 49": 1.13,
            "within a tenth, 50 and more": 1.3,
            "ranges that meet, none dead": -0.18,
            "ranges that meet, 1 to 7": 0.97,
            "ranges that meet, 8 and more": 1.0,
            "rising": -0.18,
            "falling": -0.79,
            "rising, both below 8": -0.65,
            "falling, both below 8": -1.0,
            "more than fourfold": -0.65,
            "from a few to many": -1.23,
            "a few and many, none risen": -3.2,
        },
        "injured": {
            "same, 1 to 2": 0.38,
            "same, 3 to 7": 0.63,
            "same, 8 and more": 1.02,
        },
        "attackers killed": {
            "same, 1 to 2": 0.43,
            "same, 3 to 7": 0.63,
            "same, 8 and more": 0.64,
        },
        "perpetrators": {
            "same group": 0.44,
            "a state at home": 0.44,
            "same name": 1.19,
            "state and non-state": -3.0,
            "other actors": -1.57,
        },
        "targets": {
            "same target": 0.8,
            "same class": 0.09,
            "other class": -0.67,
            "militants and others": -1.19,
        },
        "names": {
            "one shared": 0.24,
            "several shared": 1.5,
        },
        "story": {
            "under 5% of names shared": -0.77,
            "5 to 10% of names shared": -0.67,
            "10 to 15% of names shared": -0.49,
            "15 to 20% of names shared": 0.2,
            "20 to 25% of names shared": 1.27,
            "25 to 30% of names shared": 2.12,
            "30 to 35% of names shared": 2.31,
            "35 to 40% of names shared": 2.31,
            "over 40% of names shared": 2.31,
        },
        "exact days": {
            "both exact, and differ": -0.26,
        },
    },
)
