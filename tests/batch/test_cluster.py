"""Coding on a Ray cluster: a real one of this machine."""

from __future__ import annotations

import pytest
from tests.batch.making import invented_document, needs_ray

from concord import batch, coding
from concord.batch import cluster
from concord.batch.worker import PacksDifferError
from concord.codebook.book import load


@needs_ray
@pytest.mark.xdist_group("ray")
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
def test_a_cluster_gives_the_codings_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    book = load()
    documents = [invented_document(number) for number in range(40)]
    alone = list(coding.code(documents, book, engine="rules", run_id="run"))
    assert list(batch.code(documents, book, engine="rules", run_id="run", workers="ray")) == alone


@needs_ray
@pytest.mark.parametrize("fails", [2, 3])
def test_a_cluster_that_comes_up_too_slowly_is_started_again_and_then_one_line(
    monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    import ray

    started = []

    def start(**_options: object) -> None:
        started.append(1)
        if len(started) <= fails:
            raise Exception("The node timed out during startup. Some of it failed.")  # noqa: TRY002 - as Ray does

    monkeypatch.setattr(ray, "init", start)
    monkeypatch.setattr(ray, "shutdown", lambda: None)
    if fails < cluster.STARTS:
        assert cluster._connect(ray, "ray")  # noqa: SLF001 - what follows needs a real cluster
    else:
        told = r"did not come up in 3 tries \(The node timed out during s.*--workers"
        with pytest.raises(cluster.ClusterUnreachableError, match=told):
            batch.code(iter(()), load(), workers="ray")
    assert len(started) == cluster.STARTS


@needs_ray
def test_a_refusal_of_a_worker_is_told_without_the_trace_of_ray(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import ray

    def get(_reference: object) -> None:
        cause = PacksDifferError("a" * 64, "b" * 64)
        raise ray.exceptions.RayTaskError(
            "code_chunk", "Traceback ...", cause
        ).as_instanceof_cause()

    monkeypatch.setattr(ray, "get", get)
    with pytest.raises(PacksDifferError, match=r"^A worker found packs of version b+ where"):
        cluster._result(ray, None)  # noqa: SLF001 - what comes before needs a real cluster


@needs_ray
def test_an_address_without_a_cluster_is_one_line() -> None:
    with pytest.raises(cluster.ClusterUnreachableError, match="ray start --head"):
        batch.code(iter(()), load(), workers="ray://127.0.0.1:9")


def test_without_ray_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(cluster.RayMissingError, match="concord-record\\[ray\\]"):
        batch.code(iter(()), load(), workers="ray")
