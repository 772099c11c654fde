from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.reading.pdf_files import build_pdf

from concord.model import Document, Problem
from concord.reading import Limits, SourceNotFoundError, read, sources
from concord.reading.readers import find_reader, find_reader_for_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.resources import Resource


def test_all_sources_are_checked_before_anything_is_read(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    with pytest.raises(SourceNotFoundError, match=r"no-such"):
        read([tmp_path / "a.txt", tmp_path / "no-such.txt"])
    with pytest.raises(SourceNotFoundError):
        read("a\x00b")


def test_a_single_source_may_stand_alone(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    assert len(list(read(str(tmp_path / "a.txt")))) == 1
    assert len(list(read(tmp_path / "a.txt"))) == 1
    assert list(read([])) == []


def test_sources_are_read_in_their_order_and_lazily(tmp_path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"Text of {name}.")
    found = read([tmp_path / "b.txt", tmp_path / "a.txt"])
    first = next(found)
    (tmp_path / "a.txt").unlink()
    second = next(found)
    assert isinstance(first, Document)
    assert first.source == "b.txt"
    assert isinstance(second, Problem)
    assert (second.where, second.code) == ("a.txt", "unreadable")


class FailingReader:
    name = "failing"
    suffixes = (".bad",)
    media_types = ()

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        raise RuntimeError(f"{resource} {limits} {child}")


def test_a_reader_that_fails_ends_its_file_and_not_the_batch(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(
        sources,
        "find_reader",
        lambda name: FailingReader() if name == "a.bad" else find_reader(name),
    )
    (tmp_path / "a.bad").write_text("x")
    (tmp_path / "b.txt").write_text("Text.")
    problem, document = read(tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.code) == ("a.bad", "reader_failed")
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("media_type", "content", "name"),
    [
        ("text/html", b"", "html"),
        ("application/pdf", b"", "pdf"),
        ("text/xml", b"<?xml version='1.0'?><rss>", "feed"),
        ("", b"\n<!DOCTYPE HTML><html>", "html"),
        ("application/octet-stream", b"%PDF-1.4", "pdf"),
        ("text/plain", b"", "txt"),
        ("image/png", b"", None),
        ("", b"who knows", None),
    ],
)
def test_fetched_content_is_known_by_its_type_or_its_beginning(
    media_type: str, content: bytes, name: str | None
) -> None:
    reader = find_reader_for_type(media_type, content)
    assert (reader.name if reader else None) == name


def test_reading_is_the_same_in_two_processes(tmp_path) -> None:
    (tmp_path / "a.html").write_text("<title>A</title><p>Two men died near Wana on Monday.</p>")
    (tmp_path / "b.pdf").write_bytes(build_pdf(["Two men died near Wana on Monday."]))
    (tmp_path / "c.txt").write_bytes("Karachi’s général spoke on Monday.".encode("cp1252"))
    code = f"from concord.reading import read\nfor found in read({str(tmp_path)!r}): print(found)"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    (answer,) = answers
    assert answer.count(b"Document(") == 3
