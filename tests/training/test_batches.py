from __future__ import annotations

import random

import numpy as np
from training.batches import draw, pack
from training.examples import Example


def example(text: str, length: int, *, label: int = 0, source: str = "one") -> Example:
    ids = np.zeros(length, dtype=np.int32)
    tags = np.full((18, length), label, dtype=np.int16)
    return Example(text, source, ids, tags, (), ())


def test_rates_above_one_repeat_and_below_one_leave_out() -> None:
    rates = {"one": (2.0, 0.0)}
    drawn = draw([example("a", 5, label=1), example("b", 5)], rates, random.Random(1))
    assert [e.text for e in drawn] == ["a", "a"]


def test_windows_of_one_text_are_drawn_together() -> None:
    windows = [example(str(n // 3), 5, label=1) for n in range(60)]
    drawn = draw(windows, {"one": (0.5, 0.5)}, random.Random(3))
    times = [sum(e.text == str(n) for e in drawn) for n in range(20)]
    assert set(times) == {0, 3}


def test_a_batch_holds_no_more_padded_tokens_than_asked() -> None:
    windows = [example("a", 10 + n % 90) for n in range(200)]
    batches = pack(windows, 400, random.Random(2))
    assert sum(map(len, batches)) == 200
    assert all(max(len(e.ids) for e in b) * len(b) <= 400 for b in batches)


def test_the_same_seed_packs_the_same_batches() -> None:
    windows = [example(str(n), 10 + n % 90) for n in range(50)]
    one, other = (pack(windows, 400, random.Random(7)) for _ in range(2))
    assert [[e.text for e in b] for b in one] == [[e.text for e in b] for b in other]
