"""Clauses that tell of acts at several places, parted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import triggers
from concord.coding.engines.parting import part


class One(Says):
    """Holds any two triggers for one happening, as likely as ``about``."""

    def pairs(self, head: str, ones: list[Any], others: list[Any]) -> np.ndarray:
        del head
        return np.full((1, len(ones), len(others)), self.about, dtype=np.float32)


def clauses(text: str, alike: float) -> list[str]:
    prepared = part(prepare(report(text), BOOK), triggers.find(text, BOOK), One(text, about=alike))
    return [text[c.start : c.end] for c in prepared.clauses[0]]


LISTED = "Men bombed a pipeline in Quetta, ambushed a patrol near Mastung and fled."


def test_acts_at_several_places_are_clauses_of_their_own() -> None:
    assert clauses(LISTED, 0.3) == [
        "Men bombed a pipeline in Quetta",
        "ambushed a patrol near Mastung and fled.",
    ]


def test_what_the_model_holds_to_be_one_happening_stays_one_clause() -> None:
    assert clauses(LISTED, 0.95) == [LISTED]


@pytest.mark.parametrize(
    "text",
    [
        "Men bombed a pipeline in Quetta, ambushed a patrol and fled.",
        "Men bombed a pipeline, ambushed a patrol near Mastung and fled.",
    ],
)
def test_an_act_without_a_place_of_its_own_is_not_parted(text: str) -> None:
    assert clauses(text, 0.3) == [text]


def test_an_endless_list_stays_one_clause() -> None:
    text = f"{'Men bombed a post in Quetta, ' * 20}and fled."
    assert clauses(text, 0.3) == [text]
