"""Precision and recall of a record from answers about a drawn sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.analysis import audit
from concord.analysis.audit import wilson
from concord.analysis.measures import records
from concord.model import Run, Scope
from concord.record.audits import Answer, Item, Sample, Stratum, UnknownSampleError
from concord.record.judged import now

RUN = Run(id="r1", engine="rules", coder_version="1", model_version="0", codebook_version="1",
          started=now())  # fmt: skip


@dataclass
class Held:
    """A record of samples and answers alone."""

    drawn: list[Sample] = field(default_factory=list)
    given: list[Answer] = field(default_factory=list)

    def samples(self) -> tuple[Sample, ...]:
        return tuple(self.drawn)

    def answers(self) -> tuple[Answer, ...]:
        return tuple(self.given)

    def find_sample(self, name: str) -> Sample:
        found = next((s for s in self.drawn if s.name == name), None)
        if found is None:
            raise UnknownSampleError(name, ())
        return found


@dataclass
class Seen:
    record: Held
    run: Run | None = RUN
    scope: Scope = field(default_factory=Scope)


def sample(name: str = "audit-1", run: str = "r1", **sizes: tuple[int, int]) -> Sample:
    """Return a sample with (population, drawn) of each stratum."""
    return Sample(
        name=name,
        kind="audit",
        seed=7,
        run_id=run,
        who="Asma",
        recorded="2024-05-01T12:00:00+00:00",
        strata=tuple(Stratum(name=s, population=n, drawn=d) for s, (n, d) in sizes.items()),
        items=tuple(
            Item(key=f"{s}-{i}", stratum=s, document_id=f"d{i}")
            for s, (_, d) in sizes.items()
            for i in range(d)
        ),
    )


def answer(stratum: str, number: int, verdict: str, **more: Any) -> Answer:
    return Answer(item=f"{stratum}-{number}", kind="audit", document_id="d", who="Asma",
                  verdict=verdict, **more)  # fmt: skip


def rows(view: Any, **more: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {(r["figure"], r["part"]): r for r in records(audit(view, **more))}


def test_a_record_that_nobody_audited_says_so() -> None:
    found = audit(Seen(Held()))
    assert "is not known" in found.words
    assert found.rows == ()


def test_each_stratum_stands_for_what_it_was_drawn_from() -> None:
    # 80 incidents that no queue shows, 9 of 10 real; 20 doubted ones, 5 of 10.
    drawn = sample(confident=(80, 10), doubted=(20, 10), rejected=(50, 10), skipped=(40, 10),
                   ruled=(0, 0))  # fmt: skip
    given_ = [answer("confident", n, "right" if n else "none") for n in range(10)]
    given_ += [answer("doubted", n, "wrong", wrong=("where",)) for n in range(5)]
    given_ += [answer("doubted", n, "twice") for n in range(5, 10)]
    given_ += [answer("rejected", n, "read") for n in range(10)]
    given_ += [answer("skipped", n, "read", missed=2 if n < 2 else 0, held=1 if n < 2 else 0)
               for n in range(10)]  # fmt: skip
    found = rows(Seen(Held([drawn], given_)))
    assert found["precision", "all"]["value"] == 0.82  # (80 * .9 + 20 * .5) / 100
    assert found["precision", "confident"]["value"] == 0.9
    assert found["missed", "all"]["value"] == 8  # 40 * (2 * (2 - 1)) / 10
    assert found["recall", "all"]["value"] == round(82 / 90, 3)
    assert found["where", "all"]["value"] == round(72 / 82, 3)
    assert found["all fields right", "all"]["value"] == round(72 / 82, 3)
    assert found["false rejections", "rejected"]["value"] == 0
    for row in found.values():
        assert row["low"] <= row["value"] <= row["high"]
    # A sample without a fault proves no perfect gate.
    assert found["false rejections", "rejected"]["high"] > 0.2


def test_what_was_looked_at_whole_is_known() -> None:
    drawn = sample(confident=(4, 4), skipped=(2, 2), ruled=(1, 0))
    given_ = [answer("confident", n, "right" if n else "none") for n in range(4)]
    given_ += [answer("skipped", 0, "read", missed=1), answer("skipped", 1, "read")]
    found = rows(Seen(Held([drawn], given_)))
    assert [found["precision", "all"][k] for k in ("low", "value", "high")] == [0.8] * 3
    assert [found["recall", "all"][k] for k in ("low", "value", "high")] == [0.8] * 3


def test_no_precision_of_the_whole_while_a_stratum_has_no_answer() -> None:
    drawn = sample(confident=(8, 4), doubted=(2, 1), unread=(3, 1), ruled=(0, 0))
    view = Seen(Held([drawn], [answer("confident", 0, "right"), answer("doubted", 0, "unsure")]))
    found = audit(view)
    assert ("precision", "all") not in rows(view)
    assert any("no precision of the whole" in check for check in found.checks)
    assert any("recall leaves them out" in check for check in found.checks)


def test_the_last_answer_holds_and_a_record_coded_anew_is_told() -> None:
    drawn = sample(confident=(1, 1), ruled=(0, 0))
    held = Held([drawn], [answer("confident", 0, "none"), answer("confident", 0, "right")])
    assert rows(Seen(held))["precision", "all"]["value"] == 1
    later = Run(id="r2", engine="rules", coder_version="2", model_version="0",
                codebook_version="1", started=now())  # fmt: skip
    assert "draw again with the same seed" in audit(Seen(held, run=later)).checks[0]
    held.drawn.append(sample("audit-2", "r2", confident=(1, 1), ruled=(0, 0)))
    assert "audit-2" in audit(Seen(held, run=later)).words
    assert "audit-1" in audit(Seen(held)).words
    with pytest.raises(UnknownSampleError, match="none yet"):
        audit(Seen(held), name="audit-9")


def test_wilsons_interval_as_he_gives_it() -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    # 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    known = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605),
             (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718)}  # fmt: skip
    for (right, of), expected in known.items():
        assert tuple(round(each, 4) for each in wilson(right, of)) == expected


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share(of: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, of))
    low, high = wilson(right, of)
    assert 0 <= low <= right / of + 1e-12
    assert right / of - 1e-12 <= high <= 1


def test_the_same_seed_gives_the_same_intervals() -> None:
    drawn = sample(confident=(80, 3), rejected=(9, 2), ruled=(0, 0))
    given_ = [answer("confident", n, "right") for n in range(3)]
    given_ += [answer("rejected", n, "read", missed=n) for n in range(2)]
    view = Seen(Held([drawn], given_))
    assert audit(view, seed=5) == audit(view, seed=5)
    assert rows(view, seed=5)["recall", "all"]["low"] != rows(view, seed=6)["recall", "all"]["low"]
