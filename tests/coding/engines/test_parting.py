"""Clauses that tell of acts at several places, parted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from concord.codebook import load
from concord.coding import prepare
from concord.coding.engines import triggers
from concord.coding.engines.parting import part
from concord.identity import document_id, text_hash
from concord.model import Document

sys.path.insert(0, str(Path(__file__).parent))
from says import Says

BOOK = load()


class One(Says):
    """Holds any two triggers for one happening, as likely as ``about``."""

    def pairs(self, head: str, ones: list[Any], others: list[Any]) -> np.ndarray:
        del head
        return np.full((1, len(ones), len(others)), self.about, dtype=np.float32)


def clauses(text: str, alike: float) -> list[str]:
    document = Document(
        id=document_id(text, "one"), text=text, source="one", text_hash=text_hash(text)
    )
    prepared = part(prepare(document, BOOK), triggers.find(text, BOOK), One(text, about=alike))
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
