from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training.sources.events import read_events

if TYPE_CHECKING:
    from pathlib import Path

    from training.texts import AnnotatedText

TEXT = (
    "Raiders shot dead two farmers at Belmora on Monday, officials said. A bomb near the mill hurt "
    "a guard on Tuesday. The mill owner said nothing."
)
SHOT: dict[str, Any] = {
    "type": "armed_attack",
    "status": "actual",
    "background": False,
    "trigger": "shot dead",
    "perpetrator": ["Raiders"],
    "victim": ["two farmers"],
    "place": ["Belmora"],
    "time": ["Monday"],
    "counts": [{"text": "two", "effect": "killed", "class": "civilian", "min": 2, "max": 2}],
}
BOMB: dict[str, Any] = {
    "type": "bombing",
    "status": "actual",
    "background": True,
    "trigger": "bomb",
    "mentions": [],
    "target": [{"text": "mill", "nth": 1}],
    "counts": [{"text": {"text": "a", "nth": 15}, "effect": "injured", "class": "security"}],
}


def annotate(folder: Path, *events: dict[str, Any]) -> AnnotatedText:
    said = [{"source": "officials", "cue": "said"}, {"source": "The mill owner", "cue": "said"}]
    row = {"id": "x", "events": list(events), "attributions": said}
    (folder / "t.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}) + "\n", "utf-8")
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return next(read_events(folder / "t.jsonl", folder / "a.jsonl", "made up"))


def words(text: AnnotatedText, head: str) -> list[tuple[str, str]]:
    return [(text.text[s.start : s.end], s.label) for s in text.spans[head]]


def test_triggers_roles_and_counts_become_spans(tmp_path: Path) -> None:
    text = annotate(tmp_path, SHOT, BOMB)
    assert words(text, "trigger") == [("shot dead", "armed_attack"), ("bomb", "bombing")]
    assert words(text, "victim") == [("two farmers", "victim")]
    assert words(text, "count")[0] == ("two", "killed")
    assert text.whole == {"relevant": ("relevant",)}


def test_a_trigger_takes_its_own_fillers_and_not_those_of_another_event(tmp_path: Path) -> None:
    text = annotate(tmp_path, SHOT, BOMB)
    held = {
        (text.text[slice(*a.left)], text.text[slice(*a.right)]): a.labels
        for a in text.arcs["roles"]
    }
    assert held["shot dead", "Belmora"] == ("place",)
    assert held["bomb", "Belmora"] == ()
    assert held["bomb", "mill"] == ("target",)
    assert held["bomb", "officials"] == ()


def test_background_and_class_are_marked_where_they_are_read(tmp_path: Path) -> None:
    text = annotate(tmp_path, SHOT, BOMB)
    assert [mark.label for mark in text.marks["background"]] == ["", "background"]
    assert text.marks["count_class"][0].label == "civilian"


def test_a_cue_named_by_its_words_is_the_one_beside_its_source(tmp_path: Path) -> None:
    text = annotate(tmp_path, SHOT)
    assert len(text.spans["cue"]) == 2
    own = [a for a in text.arcs["said"] if a.labels]
    assert [text.text[slice(*a.left)] for a in own] == ["officials", "The mill owner"]
    assert own[0].right != own[1].right


def test_same_happening_is_learnt_only_where_groups_are_annotated(tmp_path: Path) -> None:
    assert "same" not in annotate(tmp_path, SHOT, BOMB).arcs
    again: dict[str, Any] = SHOT | {"group": 1, "mentions": [{"text": "Raiders", "nth": 1}]}
    arcs = annotate(tmp_path, again, BOMB | {"group": 2}).arcs["same"]
    assert sorted(a.labels for a in arcs) == [(), (), (), (), ("same",), ("same",)]
