from __future__ import annotations

import re
from pathlib import Path

import pytest
from training.heads import ARCS, BIO, HEADS
from training.reading import Model

from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import open_model
from concord.coding.engines.network import Network

SHIPPED = Path(__file__).parents[2] / "src" / "concord" / "coding" / "models" / "base"
TEXT = (
    "Gunmen on motorcycles shot dead two ferry guards at Belmora on Monday evening and wounded "
    "three passengers, police said. The Northern Front claimed the attack in a message. In March "
    "a roadside bomb had killed four soldiers in the same district."
)
pytestmark = pytest.mark.skipif(
    not (SHIPPED / "SHA256SUMS").exists(), reason="no model is shipped in this tree"
)


def test_the_shipped_table_has_the_heads_that_are_trained() -> None:
    model = open_model(SHIPPED)
    assert {h.name: (h.kind, h.level, h.labels) for h in HEADS} == {
        h.name: (h.kind, h.level, h.labels) for h in model.heads.values()
    }
    assert {a.name: a.labels for a in ARCS} == {a.name: a.labels for a in model.arcs.values()}


def test_the_engine_finds_the_spans_that_thresholds_were_tuned_on() -> None:
    network = Network(open_model(SHIPPED), threads=1)
    ours, theirs = Model(SHIPPED).read(TEXT), Reader(TEXT, network.read(TEXT), network)
    for head in BIO:
        assert [(s.start, s.end, s.label) for s in ours.spans(head.name)] == [
            (s.start, s.end, s.label) for s in theirs.spans(head.name)
        ]


def test_the_shipped_model_reads_who_did_what_to_whom() -> None:
    reading = Model(SHIPPED).read(TEXT)
    triggers = [TEXT[s.start : s.end] for s in reading.spans("trigger")]
    assert any("shot dead" in words for words in triggers)
    perpetrators = [TEXT[s.start : s.end] for s in reading.spans("perpetrator")]
    assert any("Gunmen" in words for words in perpetrators)
    assert ("three", "injured") in [
        (TEXT[s.start : s.end].split(maxsplit=1)[0], s.label) for s in reading.spans("count")
    ]


def test_the_card_names_base_licence_and_data() -> None:
    card = (SHIPPED / "CARD.md").read_text("utf-8")
    for words in ("all-MiniLM-L6-v2", "Apache-2.0", "not redistributed", "It was changed"):
        assert words in card
    # Where it was trained on a disk says nothing.
    assert not re.search(r"(?<![\w.])/\w+/\w+", card)
    assert (SHIPPED / "LICENSE-all-MiniLM-L6-v2").exists()
