from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from concord.cli import main

ARTICLES = {
    "quetta.txt": """Title: Blast in Quetta kills six
Published: 2023-03-06
Publisher: Valley Times
URL: https://valleytimes.example/quetta-blast

QUETTA: A suicide bomber struck a police truck in Quetta on Monday, killing six policemen and
wounding 14 other people, the city's police chief said.

The Balochistan Liberation Army claimed responsibility for the bombing in a message to reporters.
""",
    "quetta-later.txt": """Title: Toll of Quetta bombing rises to nine
Published: 2023-03-07
Publisher: Harbour Post
URL: https://harbourpost.example/toll

QUETTA: The death toll from Monday's suicide bombing of a police truck in Quetta has risen to nine,
hospital officials said on Tuesday.
""",
    "talks.txt": """Title: Chief minister calls for talks
Published: 2024-06-20
Publisher: Valley Times
URL: https://valleytimes.example/talks

PESHAWAR: The chief minister of Khyber Pakhtunkhwa said on Thursday that his government opposed a
new military operation in the province and called for talks with the Tehreek-e-Taliban Pakistan.
""",
}


@dataclass(frozen=True)
class Desk:
    """A folder with articles, a record, and the command line pointed at them."""

    folder: Path
    record: Path

    def run(self, *args: str, status: int = 0) -> str:
        result = CliRunner().invoke(main, [*args], env={"CONCORD_RECORD": str(self.record)})
        assert result.exit_code == status, f"{result.output}\n{result.exception!r}"
        return result.output

    def build(self) -> None:
        self.run("build", str(self.folder / "articles"), "--report", str(self.folder / "r.html"))

    def rows(self, kind: str, *args: str) -> list[dict[str, Any]]:
        out = self.folder / f"{kind}.jsonl"
        self.run("export", kind, "-o", str(out), *args)
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    return Desk(folder=tmp_path, record=tmp_path / "record.db")


@pytest.fixture(scope="session")
def built_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    Desk(folder=folder, record=folder / "record.db").build()
    return folder


@pytest.fixture
def built(built_template: Path, tmp_path: Path) -> Desk:
    """A desk whose record is built already: a copy, so that a test may rule and remove."""
    record = tmp_path / "record.db"
    record.write_bytes((built_template / "record.db").read_bytes())
    return Desk(folder=tmp_path, record=record)
