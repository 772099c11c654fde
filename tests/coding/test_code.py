"""The coder as a whole: lazy, in order, the same in every process, never ended by one text."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.reports import BOOK, report

from concord.coding import UnknownEngineError, code, get_engine, prepare
from concord.coding.events import assemble
from concord.coding.explain import explain

NEWS = (
    "QUETTA: A suicide bomber killed five people in Quetta on Monday. The Taliban claimed it.\n\n"
    "In October 2022, gunmen shot dead nine miners near Harnai."
)


def test_documents_are_coded_in_order_and_lazily() -> None:
    seen: list[str] = []

    def texts() -> object:
        for number in range(100):
            seen.append(str(number))
            yield report(f"A bomb killed {number + 2} people in Quetta on Monday.")

    codings = code(texts(), BOOK, engine="rules")  # type: ignore[arg-type] # a generator of documents
    assert seen == []
    first = next(codings)
    assert first.events[0].tolls[0].low == 2
    assert len(seen) < 100


def test_a_foreign_text_is_rejected_with_its_language() -> None:
    coding = next(
        code([report("Une bombe a tué trois personnes.", language="fr")], BOOK, engine="rules")
    )
    assert (coding.outcome, coding.reason, coding.events) == ("rejected", "language: fr", ())


def test_a_text_without_a_language_is_recognised_as_english_or_not() -> None:
    german = (
        "Bei einem Anschlag in der Stadt sind am Montag mindestens drei Menschen getötet worden."
    )
    assert next(code([report(german, language=None)], BOOK, engine="rules")).outcome == "rejected"
    assert next(code([report(NEWS, language=None)], BOOK, engine="rules")).outcome == "coded"


def test_a_text_about_nothing_of_ours_is_set_aside() -> None:
    coding = next(
        code(
            [report("The apple harvest was good and the cider is sweet this autumn.")],
            BOOK,
            engine="rules",
        )
    )
    assert (coding.outcome, coding.relevant, coding.events) == ("coded", False, ())


def test_a_crash_fails_one_document_and_the_batch_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(prepared: object, reading: object, book: object) -> object:
        if "cursed" in prepared.text:  # type: ignore[attr-defined] # a Prepared
            raise ValueError("no such word")
        return assemble(prepared, reading, book)  # type: ignore[arg-type] # passed on as given

    monkeypatch.setattr("concord.coding.events.assemble", broken)
    reports = [report(NEWS), report("A cursed bomb killed two."), report(NEWS + " ")]
    codings = list(code(reports, BOOK, engine="rules"))
    assert [c.outcome for c in codings] == ["coded", "failed", "coded"]
    assert codings[1].problems[0].code == "coder_failed"


def test_an_unknown_engine_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UnknownEngineError, match="rules"):
        code([], BOOK, engine="oracle")


def test_an_engine_reads_a_text_the_same_whatever_stands_beside_it() -> None:
    engine = get_engine("rules")
    one, other = prepare(report(NEWS), BOOK), prepare(report("Troops killed two rebels."), BOOK)
    assert engine.read([one, other], BOOK)[0] == engine.read([one], BOOK)[0]


def test_every_mention_is_verbatim_and_every_arc_has_its_ends() -> None:
    prepared = prepare(report(NEWS), BOOK)
    reading = get_engine("rules").read([prepared], BOOK)[0]
    for mention in reading.mentions:
        assert NEWS[mention.start : mention.end] == mention.text
    for arc in reading.arcs:
        assert reading.mentions[arc.trigger].kind == "trigger"
        assert 0 <= arc.filler < len(reading.mentions)


def test_event_ids_are_places_in_the_text() -> None:
    coding = next(code([report(NEWS)], BOOK, engine="rules"))
    for event in coding.events:
        assert event.id.startswith(f"{event.document_id}-e{event.start}-{event.family}-")
    assert len({event.id for event in coding.events}) == len(coding.events)


def test_explaining_shows_every_step() -> None:
    names = [step.name for step in explain(report(NEWS), BOOK)]
    assert names[:2] == ["outcome", "sentences"]
    assert {"mentions", "arcs", "candidates", "merges", "events"} <= set(names)


def test_every_step_is_told_in_words() -> None:
    told = {step.name: step.lines for step in explain(report(NEWS), BOOK)}
    assert any(
        line.startswith("0-6 'QUETTA': Quetta, town (Balochistan, PK)") for line in told["places"]
    )
    assert any("'The Taliban'" in line or "'Taliban'" in line for line in told["actors"])
    assert any(
        "joins happening 1" in line or "begins a happening" in line for line in told["merges"]
    )
    assert not [line for lines in told.values() for line in lines if "Mention(" in line]


@pytest.mark.slow
def test_the_same_bytes_in_every_process() -> None:
    program = (
        "from concord.codebook import load\nfrom concord.coding import code\n"
        "from concord.model import Document\n"
        f"text = {NEWS!r}\n"
        "d = Document(id='d', text=text, source='s', text_hash='h', published='2024-03-06',"
        " language='en')\n"
        "print(list(code([d], load(), engine='rules')))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


WORDS = st.sampled_from(
    [
        *("a", "bomb", "killed", "12", "soldiers", "in", "Quetta", "on", "Monday", ",", ".", ";"),
        *(
            "\n\n",
            "gunmen",
            "the",
            "BLA",
            "claimed",
            "responsibility",
            "(",
            ")",
            "'",
            '"',
            "\u2014",
        ),
        *("1,000,000", "suicide", "bomber", "Waziristan", "district", "police", "said", "that"),
        *("no", "group", "2014-12-16", "\u0130", "\u0600", "\U0001f4a3", "between", "and"),
    ]
)


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_hostile_texts_never_break_the_coder(text: str) -> None:
    coding = next(code([report(text)], BOOK, engine="rules"))
    assert coding.outcome == "coded", coding.problems
    for event in coding.events:
        assert 0 <= event.start < event.end <= len(text)
        for item in event.evidence:
            assert text[item.start : item.end] == item.quote
