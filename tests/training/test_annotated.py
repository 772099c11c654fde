"""The annotated texts kept in this repository: every span is there, every text is its own."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from training.heads import CLASSES, EFFECTS, EVENT_TYPES, STATUSES
from training.sources import SOURCES, read, read_kept_out
from training.sources.lines import locate, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = [source for source in SOURCES if source.folder]
ROLES = ("perpetrator", "suspected", "target", "victim", "weapon", "place", "time")
CLAIMS = ("claimed_by", "denied_by", "mentions", "superseded")
KINDS = {"publisher", "person", "official_body", "armed_group", "witness", "unnamed"}
RUN = 8  # words
SHARE = 0.1  # of a text's runs that may stand in another, as phrases of the trade do
# Their toll is what is left of others: fifteen casualties, five of them dead.
DERIVED = {"varied-020", "varied-094", "plain-234"}


def rows(which: int) -> list[dict[str, Any]]:
    """Return the lines of the texts (0) or annotations (1) of all our sets."""
    files = [s.folder / s.files["train"][0][which] for s in OURS if s.folder]
    return [row for file in files for row in read_lines(file)]


TEXTS = {row["id"]: row["text"] for row in rows(0)}
ANNOTATED = rows(1)
EVENTS = [(row["id"], event) for row in ANNOTATED for event in row["events"]]
COUNTS = [(name, event, count) for name, event in EVENTS for count in event["counts"]]


def spans(row: dict[str, Any]) -> Iterator[Any]:
    for event in row["events"]:
        yield event["trigger"]
        for role in (*ROLES, *CLAIMS):
            yield from event.get(role, [])
        for count in event["counts"]:
            yield from (count[key] for key in ("text", "who", "said_by") if count.get(key))
    yield from (said[key] for said in row["attributions"] for key in ("source", "cue"))


def located(name: str, span: Any) -> tuple[int, int]:
    at = locate(TEXTS[name], span)
    assert at, (name, span)
    return at


def test_every_text_is_annotated_once() -> None:
    assert [row["id"] for row in ANNOTATED] == list(TEXTS)
    assert len(TEXTS) == len(rows(0))


def test_every_span_stands_in_its_text() -> None:
    lost = [
        (row["id"], span)
        for row in ANNOTATED
        for span in spans(row)
        if locate(TEXTS[row["id"]], span) is None
    ]
    assert lost == []


def test_labels_are_those_of_the_heads() -> None:
    assert {event["type"] for _, event in EVENTS} <= set(EVENT_TYPES)
    assert {event["status"] for _, event in EVENTS} <= set(STATUSES)
    assert {count["effect"] for *_, count in COUNTS} <= set(EFFECTS)
    assert {count["class"] for *_, count in COUNTS} <= set(CLASSES)
    assert {said["kind"] for row in ANNOTATED for said in row["attributions"]} <= KINDS


def test_figures_run_from_low_to_high() -> None:
    for name, _, count in COUNTS:
        assert count["max"] is None or count["min"] <= count["max"], (name, count)
    for name, event in EVENTS:
        for effect in ("killed", "injured"):
            low, high = event[f"{effect}_low"], event[f"{effect}_high"]
            assert low is not None or high is None, name
            assert low is None or high is None or low <= high, (name, event["trigger"])


def test_a_toll_has_a_count_that_tells_it() -> None:
    told = {(name, id(event), count["effect"]) for name, event, count in COUNTS}
    for name, event in EVENTS:
        for effect in ("killed", "injured"):
            if event[f"{effect}_low"] and name not in DERIVED:
                assert (name, id(event), effect) in told, (name, event["trigger"])


def test_suspects_are_perpetrators_too() -> None:
    for name, event in EVENTS:
        for suspect in event.get("suspected", []):
            doers = [locate(TEXTS[name], doer) for doer in event["perpetrator"]]
            start, end = located(name, suspect)
            assert any(at and at[0] <= start and end <= at[1] for at in doers), name


def test_negatives_hold_no_violence() -> None:
    peaceful = {"protest", "arrest"}
    for row in ANNOTATED:
        if row["focus"] == "negative":
            assert {event["type"] for event in row["events"]} <= peaceful, row["id"]


def test_texts_have_words_of_their_own() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name, text in TEXTS.items():
        words = re.findall(r"[^\W_]+", text.lower())
        runs = list(zip(*(words[n:] for n in range(RUN)), strict=False))
        repeated = [run for run in runs if seen.setdefault(run, name) != name]
        assert len(repeated) < SHARE * len(runs), (name, " ".join(repeated[0]))


def test_the_texts_are_read_as_training_texts(tmp_path: Path) -> None:
    # Nothing is looked for under the data path.
    read_all = [read(tmp_path, source, split) for source in OURS for split in ("train", "tune")]
    read_all += [read_kept_out(tmp_path, source) for source in OURS]
    assert {text.name for text in chain.from_iterable(read_all)} == set(TEXTS)
