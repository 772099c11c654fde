"""How training texts become reports, and how the strength of the drawing is chosen."""

from __future__ import annotations

import pytest

from benchmarks import link_models


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("A blast.\n\nA raid. It went on.", ["A blast.", "A raid. It went on."]),
        ("A blast. A raid.", ["A blast.", "A raid."]),
        ("\n\n", []),
    ],
)
def test_a_text_is_cut_into_paragraphs_or_else_sentences(text: str, pieces: list[str]) -> None:
    found = list(link_models.cut(text))
    assert [piece for _, piece in found] == pieces
    assert all(text[start:].startswith(piece) for start, piece in found)


def test_a_span_is_of_the_happening_whose_trigger_it_meets() -> None:
    text = "A blast hit Hub. The attack killed two. A raid followed."
    gold = {
        "events": [
            {"trigger": "blast", "mentions": ["attack"], "group": 1},
            {"trigger": "raid", "group": 2},
            {"trigger": "followed", "group": 3, "summary": True},
        ]
    }
    spans = [(text.index(word), text.index(word) + 3) for word in ("blast", "attack", "raid")]
    assert [link_models.annotated(text, gold, span) for span in spans] == ["1", "1", "2"]
    at = text.index("followed")
    assert link_models.annotated(text, gold, (at, at + 3)) is None


def test_the_strength_with_the_least_loss_on_what_was_left_out_is_taken() -> None:
    table = [{"strength": 2.0, "mean": 0.26}, {"strength": 20.0, "mean": 0.245}]
    assert link_models.chosen(table) == 20.0
