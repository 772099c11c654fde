"""Whatever stands in a pack, the checker tells it and the loader raises an error of ours."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.codebook.building import write_pack

from concord.codebook.book import Codebook
from concord.codebook.check import check_pack
from concord.codebook.packs import open_pack
from concord.errors import ConcordError

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 3000), st.text(max_size=8), st.just("2010-02-30")
)
KEYS = st.sampled_from(
    ["id", "name", "kind", "aliases", "code", "definition", "holders", "since", "until", "parent",
     "actor", "title", "founded", "source", "family", "violent", "x"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)
FILES = st.sampled_from(
    ["actors.yaml", "offices.yaml", "types.yaml", "classes.yaml", "epochs.yaml", "pack.yaml",
     "inclusion/i.yaml", "lexicon/l.yaml"]
)  # fmt: skip
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def try_pack(file: str, content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder), {file: content})
        for fault in check_pack(path):
            assert fault.message
        with contextlib.suppress(ConcordError):
            Codebook([open_pack(path)])


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@QUICK
@given(FILES, st.text(max_size=60))
def test_any_text(file: str, content: str) -> None:
    try_pack(file, content.encode("utf-8", "replace").decode())


@QUICK
@given(FILES, st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=3))
def test_any_shape(file: str, entries: list[dict[str, object]]) -> None:
    import yaml

    try_pack(file, yaml.safe_dump(entries, allow_unicode=True))


@QUICK
@given(
    st.sampled_from(["places/p.tsv", "countries.tsv"]), st.text(alphabet="abI\t\n1.-|", max_size=60)
)
def test_any_table(file: str, content: str) -> None:
    from concord.codebook.tables import COLUMNS, COUNTRY_COLUMNS

    header = COLUMNS if file.startswith("places") else COUNTRY_COLUMNS
    try_pack(file, "\t".join(header) + "\n" + content)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 99, b"- [" * 500])
def test_bytes_that_are_no_yaml(tmp_path: Path, content: bytes) -> None:
    path = write_pack(tmp_path, {})
    (Path(path) / "actors.yaml").write_bytes(content)
    assert [fault.code for fault in check_pack(path)] == ["unreadable"]
    with pytest.raises(ConcordError):
        Codebook([open_pack(path)])
