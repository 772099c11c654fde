from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training.sources.statements import read_polnear, read_positions

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The ferry was late. Minister Oro said talks must go on. It rained in Belmora."


def span(words: str) -> int:
    return TEXT.index(words)


STATEMENT: dict[str, Any] = {
    "option": "negotiation",
    "stance": "supports",
    "sentence": "Minister Oro said talks must go on.",
    "evidence": "Minister Oro said",
    "source_span": "Minister Oro",
    "cue_span": "said",
    "content_span": "talks must go on",
    "offsets": {
        "sentence": span("Minister"),
        "source": span("Minister"),
        "cue": span("said"),
        "content": span("talks"),
    },
}


def write(folder: Path, *statements: dict[str, Any]) -> tuple[Path, Path]:
    texts, gold = folder / "t.jsonl", folder / "g.jsonl"
    row = {"id": "p", "statements": list(statements), "positions_from_acts": []}
    texts.write_text(json.dumps({"id": "p", "text": TEXT}), "utf-8")
    gold.write_text(json.dumps(row), "utf-8")
    return texts, gold


def test_a_sentence_without_a_statement_has_no_option(tmp_path: Path) -> None:
    text = next(read_positions(*write(tmp_path, STATEMENT), "made up"))
    labels = [held for _, held in text.sentences["option"]]
    assert labels == [("none",), ("negotiation",), ("none",)]
    assert [held for _, held in text.sentences["stance"]] == [("supports",)]


def test_who_says_what_is_learnt_only_in_sentences_with_statements(tmp_path: Path) -> None:
    text = next(read_positions(*write(tmp_path, STATEMENT), "made up"))
    assert [TEXT[slice(*region)] for region in text.regions["source"]] == [STATEMENT["sentence"]]
    assert [TEXT[s.start : s.end] for s in text.spans["content"]] == ["talks must go on"]


def test_a_source_is_linked_to_its_cue_and_content(tmp_path: Path) -> None:
    text = next(read_positions(*write(tmp_path, STATEMENT), "made up"))
    assert {(TEXT[slice(*a.right)], a.labels) for a in text.arcs["said"]} == {
        ("said", ("cue",)),
        ("talks must go on", ("content",)),
    }


def test_an_act_without_words_still_names_its_option(tmp_path: Path) -> None:
    act = STATEMENT | {"source_span": None, "cue_span": None, "content_span": None}
    text = next(read_positions(*write(tmp_path, act), "made up"))
    assert text.spans["source"] == []
    assert text.sentences["option"][1][1] == ("negotiation",)


def test_news_that_names_no_violence_is_irrelevant(tmp_path: Path) -> None:
    said = {"source": [[0, 9]], "cue": [[10, 13]], "content": []}
    rows = [
        {"doc_id": "a", "text": TEXT, "annotations": {"x": [said]}},
        {"doc_id": "b", "text": "A bomb was found. " + TEXT, "annotations": {"x": []}},
    ]
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    calm, violent = read_polnear(path, "made up")
    assert calm.whole == {"relevant": ()}
    assert violent.whole == {}
