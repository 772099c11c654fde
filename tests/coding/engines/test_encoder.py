"""The encoder engine on a tiny model that knows four words: torched, razed, vandals, Kolmar."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.reports import BOOK, report

from concord.coding import code, prepare
from concord.coding.engines import beliefs, network
from concord.coding.engines.encoder import EncoderEngine
from concord.coding.engines.network import load_network
from concord.coding.engines.rules import RulesEngine
from concord.coding.events import grounds
from concord.coding.explain import explain

if TYPE_CHECKING:
    from concord.coding.engines import Reading
    from concord.model import Coding

TINY = Path(__file__).parent / "tiny"
TEXT = "On Monday vandals razed the market in Kolmar. Police said so."
LONG = " ".join([TEXT, "The council met for hours.", TEXT.replace("razed", "torched")] * 6)


def read(*texts: str) -> tuple[Reading, ...]:
    return EncoderEngine(TINY).read([prepare(report(text), BOOK) for text in texts], BOOK)


def test_a_word_that_no_lexicon_has_tells_a_happening() -> None:
    reading = read(TEXT)[0]
    triggers = [m for m in reading.mentions if m.kind == "trigger"]
    assert [(m.text, m.label, m.engine) for m in triggers] == [
        ("razed", "arson_sabotage", "encoder")
    ]
    assert 0.9 < triggers[0].score <= 1.0
    prepared = prepare(report(TEXT), BOOK)
    ruled = RulesEngine().read([prepared], BOOK)[0]
    assert not [m for m in ruled.mentions if m.kind == "trigger"]


def test_names_that_no_gazetteer_and_no_codebook_has_are_read() -> None:
    reading = read(TEXT)[0]
    assert reading.prepared is not None
    assert [p.text for p in reading.prepared.places if p.where] == ["Kolmar"]
    assert "vandals" in [a.text for a in reading.prepared.actors]
    roles = {
        (reading.mentions[arc.trigger].text, arc.role, reading.mentions[arc.filler].text)
        for arc in reading.arcs
    }
    assert ("razed", "place", "Kolmar") in roles
    assert ("razed", "perpetrator", "vandals") in roles


def test_every_trigger_carries_what_the_model_holds_of_it() -> None:
    reading = read(TEXT)[0]
    cues = {m.label: m.score for m in reading.mentions if m.kind == "cue" and m.text == "razed"}
    assert cues["told"] > 0.9
    assert cues["past"] < 0.1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_document_reads_alike_alone_and_in_any_company(order: tuple[int, ...]) -> None:
    texts = (TEXT, LONG, "A quiet day in Kolmar, vandals said.")
    alone = [read(text)[0] for text in texts]
    together = read(*(texts[n] for n in order))
    assert list(together) == [alone[n] for n in order]


def test_a_document_reads_alike_whatever_the_threads() -> None:
    network = {n: load_network(TINY, n).read(LONG) for n in (1, 2)}
    assert network[1].tags.tobytes() == network[2].tags.tobytes()
    assert network[1].arcs.tobytes() == network[2].arcs.tobytes()


def test_the_rest_of_a_long_text_about_something_else_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = load_network(TINY, 1)
    whole = reader.read(LONG)
    monkeypatch.setattr(network, "IRRELEVANT", 1e-9)
    assert len(reader.read(LONG, to_end=False).pieces) == len(whole.pieces)
    monkeypatch.setattr(network, "IRRELEVANT", 1 - 1e-9)
    begun = reader.read(LONG, to_end=False)
    assert 0 < len(begun.pieces) < len(whole.pieces)
    assert begun.tags.shape[0] == begun.arcs.shape[0] == len(begun.pieces)
    assert np.array_equal(begun.tags, whole.tags[: len(begun.pieces)])
    assert len(reader.read(LONG).pieces) == len(whole.pieces)


def test_a_text_without_a_letter_is_read_as_nothing() -> None:
    assert [m for m in read(" \n\x00 ")[0].mentions if m.kind == "trigger"] == []


def test_the_coding_says_who_found_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_MODEL", str(TINY))
    coding = next(code([report(TEXT)], BOOK, engine="encoder"))
    assert [(e.type, e.places[0].name) for e in coding.events] == [("arson_sabotage", "Kolmar")]
    assert {m.engine for m in coding.mentions} == {"encoder", "rules"}
    steps = {step.name: step.lines for step in explain(report(TEXT), BOOK, engine="encoder")}
    assert any("'razed' encoder" in line for line in steps["mentions"])


def test_the_same_text_of_another_day_has_the_same_mentions() -> None:
    late = replace(report(TEXT), published="2024-09-01")
    one = EncoderEngine(TINY).read([prepare(late, BOOK)], BOOK)[0]
    assert [m.score for m in one.mentions] == [m.score for m in read(TEXT)[0].mentions]


# What the lexicon has for violence, and the tiny model holds to tell nothing, with and without
# people who are counted, beside what it believes.
SAID = (
    "Gunmen attacked the governor's convoy in Quetta on Monday.",
    "Rebels attacked a post near Peshawar.",
    "Police arrested activists in Lahore.",
    "The minister condemned the bombing and the Taliban claimed it.",
    "He said the party was under attack by the press.",
    "Soldiers shot two men dead at the gate.",
    "Nobody was hurt.",
    "The clashes left several people wounded.",
    "The council met for hours.",
    "Troops raided a village and the group surrendered on 3 March.",
    "Vandals razed the market in Kolmar.",
)


def coded(text: str) -> Coding:
    with patch.dict("os.environ", {"CONCORD_MODEL": str(TINY)}):
        return next(code([report(text)], BOOK, engine="encoder"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=5).map(" ".join))
def test_what_is_not_read_around_triggers_that_tell_nothing_would_change_no_event(
    text: str,
) -> None:
    late = coded(text)
    with patch.object(beliefs, "may_tell", lambda _prepared, found, _reader: bool(found)):
        whole = coded(text)
    assert replace(late, mentions=()) == replace(whole, mentions=())
    assert set(late.mentions) <= set(whole.mentions)


def test_around_triggers_that_tell_nothing_nothing_is_read() -> None:
    idle, counted = read(SAID[0])[0], read(f"{SAID[0]} {SAID[5]}")[0]
    assert not idle.tells
    assert {m.kind for m in idle.mentions} == {"trigger", "cue"}
    assert {m.text for m in idle.mentions} == {"attacked the"}
    assert counted.tells
    assert "place" in {m.kind for m in counted.mentions}


def test_what_tells_nothing_is_below_all_that_an_event_needs() -> None:
    assert beliefs.UNTOLD <= grounds._DOUBTED  # noqa: SLF001 - the two must agree
