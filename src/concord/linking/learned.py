"""What the levels weigh for news: a logistic model, learned once and kept as it is.

Made by ``python -m benchmarks.link_models --ship``: learned from pairs of a synthetic stream, of
half of the headlines of UCDP GED and of invented texts, monotone in each feature, and drawn towards
the weights set by hand (``levels.py``). The sum of the weights and ``SHIFT`` are the log odds of
one happening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.linking.levels import WEIGHTS, reweighted

if TYPE_CHECKING:
    from concord.linking.levels import Weights

SHIFT = -3.05
LEARNED: Weights = reweighted(
    WEIGHTS,
    {
        "time": {
            "same day": 2.72,
            "1 day apart": 1.04,
            "2 days apart": -1.11,
            "same week": 2.22,
            "days off the week": -0.98,
            "same month": 1.04,
            "a day off the month": -0.98,
            "same year": 0.06,
            "a day off the year": -0.98,
            "undated": -0.86,
            "undated, other tolls": -2.19,
            "undated, no tolls to compare": -1.26,
        },
        "reading": {
            "another reading of one text": -0.88,
            "of both texts": -1.6,
        },
        "place": {
            "same named place": 2.37,
            "most words of the place": 1.8,
            "some words of the place": 0.86,
            "one lies in the other": 1.21,
            "other named place of the district": -1.09,
            "other named place": -2.05,
            "same district": 0.86,
            "other district": -2.02,
            "near": 2.74,
            "near, two named places": -0.08,
            "near, by their districts": 0.86,
            "12 to 40 km apart": -0.72,
            "12 to 40 km apart, by their districts": 0.48,
            "40 to 80 km apart": -2.02,
            "40 to 80 km apart, by their districts": -0.08,
            "80 to 150 km apart": -4.0,
            "same province": 0.84,
            "other province": -3.0,
        },
        "type": {
            "same": 0.45,
            "same family": 0.45,
            "compatible": -0.46,
            "other": -1.24,
        },
        "killed": {
            "same, 0 to 2": 0.8,
            "same, 3 to 7": 0.94,
            "same, 8 to 49": 1.49,
            "same, 50 and more": 2.3,
            "within a tenth, 8 to 49": 1.14,
            "within a tenth, 50 and more": 1.49,
            "ranges that meet, none dead": -0.29,
            "ranges that meet, 1 to 7": 0.8,
            "ranges that meet, 8 and more": 0.89,
            "rising": -0.29,
            "falling": -0.68,
            "rising, both below 8": -0.68,
            "falling, both below 8": -1.07,
            "more than fourfold": -0.68,
            "from a few to many": -1.34,
            "a few and many, none risen": -3.21,
        },
        "injured": {
            "same, 1 to 2": 0.35,
            "same, 3 to 7": 0.62,
            "same, 8 and more": 1.01,
        },
        "attackers killed": {
            "same, 1 to 2": 0.36,
            "same, 3 to 7": 0.67,
            "same, 8 and more": 0.82,
        },
        "perpetrators": {
            "same group": 0.52,
            "a state at home": 0.46,
            "same name": 1.19,
            "state and non-state": -3.0,
            "other actors": -1.35,
        },
        "targets": {
            "same target": 0.8,
            "same class": 0.05,
            "other class": -0.62,
            "militants and others": -1.32,
        },
        "names": {
            "one shared": 0.47,
            "several shared": 1.5,
        },
        "story": {
            "under 5% of names shared": -0.38,
            "5 to 10% of names shared": -0.38,
            "10 to 15% of names shared": -0.29,
            "15 to 20% of names shared": 0.27,
            "20 to 25% of names shared": 1.05,
            "25 to 30% of names shared": 1.69,
            "30 to 35% of names shared": 1.96,
            "35 to 40% of names shared": 2.08,
            "over 40% of names shared": 2.1,
        },
        "exact days": {
            "both exact, and differ": -0.1,
        },
    },
)
