"""Concord as a library: what `import concord` offers, in the shape that scripts rely on."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import concord

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """Title: Blast in Quetta kills six
Published: 2023-03-06
Publisher: Valley Times

QUETTA: A suicide bomber struck a police truck in Quetta on Monday, killing six policemen, the
city's police chief said. The Balochistan Liberation Army claimed responsibility for the bombing.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "quetta.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def test_import_loads_no_heavy_library() -> None:
    probe = (
        "import sys, concord; "
        "print([m for m in ('sqlalchemy','polars','trafilatura','altair') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    for name in concord.__all__:
        assert getattr(concord, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = concord.nothing


def test_from_articles_to_shares(articles: Path, tmp_path: Path) -> None:
    documents = concord.read(articles)
    codings = list(concord.code(documents))
    assert [event.type for coding in codings for event in coding.events] == ["suicide_bombing"]

    with concord.open_record(tmp_path / "concord.db") as record:
        record.add(documents)
        concord.build(record=record)
        view = record.view(since="2023-01-01", countries=["PK"])
        incidents = view.table("incidents")
        finding = concord.analysis.shares(view, by="perpetrator")

    assert incidents["killed_best"].to_list() == [6]
    assert finding.rows[0][:3] == ("Balochistan Liberation Army", "bla", 1)


def test_documents_keep_their_problems_and_can_be_read_again(articles: Path) -> None:
    documents = concord.read(articles)

    assert [d.title for d in documents] == ["Blast in Quetta kills six"]
    assert [p.code for p in documents.problems] == ["empty"]
    assert len(list(documents)) == 1
    assert len(documents.problems) == 1


def test_build_is_the_main_job(articles: Path, tmp_path: Path) -> None:
    with concord.open_record(tmp_path / "concord.db") as record:
        built = concord.build(articles, record=record)

    assert (built.ledger.documents, built.ledger.coded, built.incidents) == (1, 1, 1)
    assert [p.code for p in built.reading.problems] == ["empty"]
