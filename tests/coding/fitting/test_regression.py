"""The regression texts: how they are marked, and that the shipped model reads them."""

from __future__ import annotations

import pytest

from concord.coding.engines.model_file import find_folder, open_model
from concord.coding.engines.network import Network
from concord.coding.fitting.regression import Tally, marked_texts, parse, score


def test_marks_nest_and_say_history_and_status() -> None:
    read = parse("[victim [count:killed Two] men] were [trigger:armed_attack/past shot] then.")
    assert read.text == "Two men were shot then."
    assert [(m.head, m.label, read.text[m.start : m.end]) for m in read.marks] == [
        ("count", "killed", "Two"),
        ("victim", "victim", "Two men"),
        ("trigger", "armed_attack", "shot"),
        ("background", "background", "shot"),
        ("status", "actual", "shot"),
    ]


@pytest.mark.parametrize("broken", ["[trigger:bombing went off", "went off]", "[Trigger x]"])
def test_brackets_that_do_not_pair_are_a_fault(broken: str) -> None:
    with pytest.raises(ValueError, match="brackets do not pair"):
        parse(broken)


def test_f1_counts_what_is_found_wrong_and_missed() -> None:
    assert (Tally(3, 1, 1) + Tally(1, 0, 0)).f1 == pytest.approx(0.8)
    assert Tally().f1 == 1.0


def test_the_shipped_model_reads_them() -> None:
    model = open_model(find_folder({}))
    network = Network(model, threads=1)
    texts = marked_texts()
    assert len(texts) >= 40
    labels = {m.label for t in texts for m in t.marks if m.head == "trigger"}
    assert labels <= set(model.heads["trigger"].labels)
    seen = score(texts, network, [network.read(t.text) for t in texts], ["trigger", "count"])
    assert seen["trigger"].f1 > 0.6
    assert seen["count"].f1 > 0.8
