"""The reference of the input says what the source does, name by name."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

from concord.reading import Limits
from concord.reading.drafts import FIELDS
from concord.reading.readers import READERS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "input.md").read_text("utf-8")
SOURCE = ROOT / "src" / "concord" / "reading"


def used_codes() -> set[str]:
    """Return the codes in the source: of problems, of read errors, and of faults of a text."""
    codes = {"empty", "too_large"}
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            first = node.args[:1] if node.func.id == "ReadError" else []
            codes |= {
                str(value.value) for value in (*given, *first) if isinstance(value, ast.Constant)
            }
    return codes


def test_every_problem_has_its_row_and_no_row_is_left_over() -> None:
    table = PAGE.partition("## Problems")[2]
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == sorted(used_codes())


def test_every_suffix_field_and_limit_is_named_with_its_value() -> None:
    for reader in READERS:
        for suffix in reader.suffixes:
            assert f"`{suffix}`" in PAGE
    for field in FIELDS:
        assert f"| `{field}` |" in PAGE
    for limit in dataclasses.fields(Limits):
        assert f"`{limit.name}`" in PAGE
    assert Limits() == Limits(
        file_bytes=64 * 2**20,
        text_points=2_000_000,
        row_points=16_000_000,
        unpacked_ratio=200,
        feed_documents=500,
        parse_seconds=60,
        parse_bytes=2 * 2**30,
        fetch_bytes=16 * 2**20,
        fetch_seconds=30,
        fetch_redirects=5,
    )
