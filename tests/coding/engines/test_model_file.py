"""A model is a folder whose every file is checked; what is wrong with it is said with a way out."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from concord.codebook import load
from concord.coding import code, get_engine
from concord.coding.engines import network
from concord.coding.engines.encoder import EncoderEngine
from concord.coding.engines.model_file import (
    SHIPPED,
    DamagedModelError,
    MissingModelError,
    find_folder,
    is_there,
    open_model,
)
from concord.errors import ConcordError

TINY = Path(__file__).parent / "tiny"
WIDE = Path(__file__).parent / "wide"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "copy"))


def seal(folder: Path) -> None:
    files = sorted(p for p in folder.iterdir() if p.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def test_the_version_names_the_hash_of_all_files() -> None:
    version = open_model(TINY).version
    sums = hashlib.sha256((TINY / "SHA256SUMS").read_bytes()).hexdigest()
    assert version == f"tiny+{sums[:12]}"
    assert version in EncoderEngine(TINY).version


def test_a_setting_names_a_shipped_model_or_a_folder(tmp_path: Path) -> None:
    assert find_folder({}) == SHIPPED / "base"
    assert find_folder({"CONCORD_MODEL": "fast"}) == SHIPPED / "fast"
    assert find_folder({"CONCORD_MODEL": str(tmp_path)}) == tmp_path.resolve()
    assert is_there({"CONCORD_MODEL": str(TINY)})
    assert not is_there({"CONCORD_MODEL": str(tmp_path)})


def test_a_missing_model_says_how_to_go_on_without(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match="--engine rules"):
        open_model(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["model.onnx", "vocab.txt", "heads.json", "arcs.npz", "CARD.md"])
def test_a_file_that_changed_is_refused(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes() + b"x")
    with pytest.raises(DamagedModelError, match=name):
        open_model(copy)


def test_a_model_is_checked_once_while_no_file_of_it_is_touched(copy: Path) -> None:
    first = open_model(copy)
    assert open_model(copy) is first
    (copy / "CARD.md").write_text("other words", "utf-8")
    with pytest.raises(DamagedModelError, match="CARD"):
        open_model(copy)


@pytest.mark.parametrize("name", ["model.onnx", "arcs.npz"])
def test_a_file_that_is_gone_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(DamagedModelError, match="cannot be read"):
        open_model(copy)
    seal(copy)
    with pytest.raises(DamagedModelError, match="no sum"):
        open_model(copy)


def test_sums_may_not_point_outside_the_folder(copy: Path) -> None:
    with (copy / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../vocab.txt\n")
    with pytest.raises(DamagedModelError, match=r"names '\.\./vocab\.txt'"):
        open_model(copy)


@pytest.mark.parametrize("content", ["{", "[]", '{"version": "x"}', '{"version": 1, "window": {}}'])
def test_heads_that_say_nothing_are_refused(copy: Path, content: str) -> None:
    (copy / "heads.json").write_text(content, "utf-8")
    seal(copy)
    with pytest.raises(DamagedModelError, match=r"heads\.json"):
        open_model(copy)


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.onnx", b"no graph"), ("arcs.npz", b"no weights"), ("vocab.txt", b"only\nwords\n")],
)
def test_files_that_are_sealed_but_no_model_are_refused(
    copy: Path, name: str, content: bytes
) -> None:
    (copy / name).write_bytes(content)
    seal(copy)
    with pytest.raises(DamagedModelError):
        network.Network(open_model(copy), threads=1)


def test_weights_of_pairs_must_fit_their_heads(copy: Path) -> None:
    told = json.loads((copy / "heads.json").read_text("utf-8"))
    told["arcs"][0]["to"] += 1
    (copy / "heads.json").write_text(json.dumps(told), "utf-8")
    seal(copy)
    with pytest.raises(DamagedModelError, match="does not fit"):
        network.Network(open_model(copy), threads=1)


def test_a_damaged_model_ends_a_run_at_once_and_is_no_problem_of_a_document(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "vocab.txt").write_text("x", "utf-8")
    monkeypatch.setenv("CONCORD_MODEL", str(copy))
    with pytest.raises(ConcordError, match="--engine rules"):
        code([], load(), engine="encoder")


def test_without_what_runs_the_model_nothing_is_read_by_rules_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "find_spec", lambda _name: None)
    with pytest.raises(network.MissingRuntimeError, match="--engine rules"):
        get_engine("encoder")


@pytest.mark.parametrize("value", ["0", "-1", "many", "65", "²", "1.5"])
def test_threads_are_a_whole_number(value: str) -> None:
    with pytest.raises(network.ThreadsError, match="CONCORD_THREADS"):
        network.count_threads({"CONCORD_THREADS": value})


def test_one_thread_unless_asked() -> None:
    assert network.count_threads({}) == 1
    assert network.count_threads({"CONCORD_THREADS": "3"}) == 3


def test_the_largest_products_are_summed_whole_on_every_processor() -> None:
    session = network.start(replace(open_model(TINY), folder=WIDE), threads=1)
    (sums,) = session.run(None, {"x": np.ones((2, 8), dtype=np.float32)})
    assert sums.ravel() == pytest.approx([8.0, 8.0], rel=0.01)
