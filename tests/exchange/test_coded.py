from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.exchange import read_coding, read_names
from concord.exchange.coded import CodingFileError

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_cells_of_a_csv_are_texts_and_empty_ones_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", "\ufeffdocument_id,type,place\nd1,bombing,\nd2,,'=Quetta\n,,\n")

    assert read_coding(file) == [
        {"document_id": "d1", "type": "bombing", "place": None},
        {"document_id": "d2", "type": None, "place": "=Quetta"},
    ]


def test_a_spreadsheets_semicolons_are_read(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", "document_id;type;perpetrators\nd1;bombing;TTP, JuA\n")

    assert read_coding(file) == [
        {"document_id": "d1", "type": "bombing", "perpetrators": "TTP, JuA"}
    ]


@given(name=st.sampled_from(["a.csv", "b.jsonl"]), content=st.binary(max_size=300))
@example(name="b.jsonl", content=b"[" * 20_000)
@example(name="a.csv", content=b'type,document_id\n"' + b"x" * 200_000)
def test_any_bytes_are_rows_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / name
    file.write_bytes(content)
    with contextlib.suppress(CodingFileError):
        assert all("type" in row for row in read_coding(file))
    with contextlib.suppress(CodingFileError):
        assert all(read_names(file))


def test_jsonl_keeps_its_values(tmp_path: Path) -> None:
    file = write(
        tmp_path, "b.jsonl", '{"document_id": "d1", "type": "bombing", "killed_best": 3}\n\n'
    )

    assert read_coding(file) == [{"document_id": "d1", "type": "bombing", "killed_best": 3}]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "", "no rows"),
        ("a.csv", "document_id,kind\nd1,bombing\n", "no rows with a type"),
        ("a.csv", 'document_id,type\nd1,"bombing\n', "cannot be read"),
        ("b.jsonl", "{", "cannot be read"),
        ("b.jsonl", "[1]", "no JSON object"),
    ],
)
def test_other_files_are_refused_with_what_is_needed(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(CodingFileError, match=f"{said}.*concord export events"):
        read_coding(write(tmp_path, name, text))


def test_a_list_of_documents_may_be_an_export(tmp_path: Path) -> None:
    file = write(tmp_path, "d.csv", "document_id,document_url\nd1,https://a.example\nd2,\n")

    assert read_names(file) == ["d1", "d2"]
    with pytest.raises(CodingFileError, match="cannot be read"):
        read_names(tmp_path)
