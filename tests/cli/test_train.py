"""`concord train` as a user runs it, on the tiny model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Desk

TINY = str(Path(__file__).parents[1] / "coding" / "engines" / "tiny")
TOWNS = [*["Arden", "Belmar", "Corvo", "Delmont", "Estra", "Farrow", "Galt", "Harrow"]]


@pytest.fixture
def ruled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder / "data"))
    for number, town in enumerate(TOWNS):
        text = f"On Monday vandals razed the market in Kolmar. {town} was quiet, police said."
        head = f"Title: {town}\nPublished: 2024-03-06\nPublisher: Paper {number}\n\n"
        (desk.folder / "articles" / f"{town}.txt").write_text(head + text, "utf-8")
    desk.run("add", str(desk.folder / "articles"))
    desk.run("code", "--model", TINY)
    razed = [row for row in desk.rows("events") if row["type"] == "arson_sabotage"]
    assert len(razed) == len(TOWNS)
    for row in razed:
        desk.run("review", "correct", row["event_id"], "type", "bombing")
    return desk


def test_a_model_is_written_listed_and_used(ruled: Desk) -> None:
    told = ruled.run("train", "--model", TINY, "--name", "kolmar")
    assert "trigger" in told
    assert "concord code --model kolmar" in told
    assert "tiny-fitted-" in ruled.run("train", "--list")
    again = ruled.run("train", "--model", TINY, "--name", "kolmar")
    assert "was already in" in again
    ruled.run("code", "--model", "kolmar")
    types = {row["type"] for row in ruled.rows("events", "--run", "encoder:kolmar")}
    assert "arson_sabotage" not in types
    step = ruled.rows("documents")[0]["document_id"]
    assert "mentions" in ruled.run("explain", step)


def test_a_dry_run_says_what_would_be_and_writes_nothing(ruled: Desk) -> None:
    told = ruled.run("train", "--model", TINY, "--dry-run", "--json")
    found = json.loads(told[told.index("{") : told.rindex("}") + 1])
    assert found["documents"] == len(TOWNS)
    assert found["heads"][0]["head"] == "trigger"
    assert found["heads"][0]["right_after"] > found["heads"][0]["right_before"]
    assert not (ruled.folder / "data" / "concord" / "models").exists()


def test_a_model_that_learnt_nothing_is_refused(desk: Desk) -> None:
    desk.build()
    event = desk.rows("events")[0]["event_id"]
    desk.run("review", "accept", event)
    told = desk.run("train", "--out", str(desk.folder / "own"), status=1)
    assert "too few rulings to tell" in told
    assert "No model was written" in told
    assert not (desk.folder / "own").exists()


def test_a_model_goes_with_the_encoder_only(desk: Desk) -> None:
    desk.run("add", str(desk.folder / "articles"))
    told = desk.run("code", "--engine", "rules", "--model", "fast", status=1)
    assert "goes with the engine encoder" in told
    told = desk.run("code", "--model", "nowhere", status=1)
    assert "no reading model" in told
    assert "base, fast" in told


def test_the_rules_code_alone_where_nothing_runs_the_model(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("concord.coding.engines.network.find_spec", lambda _name: None)
    desk.run("add", str(desk.folder / "articles"))
    assert "coding by the rules alone" in desk.run("code")
    assert desk.rows("events", "--run", "rules")
    assert "onnxruntime" in desk.run("code", "--engine", "encoder", status=1)
    assert "onnxruntime" in desk.run("code", "--model", "fast", status=1)
