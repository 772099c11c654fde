"""`concord build` over the worst that a folder can hold: everything is read or listed, soon."""

from __future__ import annotations

import gzip
import json
import os
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.reading.pdf_files import assemble_pdf, bomb_stream, build_pdf

from concord.cli import main
from concord.codebook.book import load
from concord.coding import code
from concord.identity import document_id, text_hash
from concord.model import Document

NEWS = "Gunmen killed five policemen near Quetta on Monday, officials said."
GOOD = f"Title: Five policemen killed\nPublished: 2023-03-07\nPublisher: Valley Times\n\n{NEWS}\n"


@dataclass(frozen=True)
class Answer:
    status: int
    output: str
    seconds: float


@dataclass(frozen=True)
class Desk:
    """A folder of sources and a record beside it."""

    folder: Path

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *args: str) -> Answer:
        started = time.monotonic()
        env = {"CONCORD_RECORD": str(self.folder / "record.db")}
        result = CliRunner().invoke(main, [*args], env=env)
        assert isinstance(result.exception, SystemExit | None), f"{args}\n{result.exception!r}"
        return Answer(result.exit_code, result.output, time.monotonic() - started)

    def build(self, *sources: str, status: int | None = None) -> Answer:
        answer = self.run("build", *(sources or (str(self.sources),)), "--report", str(self.report))
        assert answer.status in ({0, 3} if status is None else {status}), answer.output
        return answer

    @property
    def report(self) -> Path:
        return self.folder / "report.html"

    def rows(self, kind: str) -> list[dict[str, object]]:
        out = self.folder / f"{kind}.jsonl"
        assert self.run("export", kind, "-o", str(out)).status == 0
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    def codes(self) -> dict[str, str]:
        """The problems of the record: place to code."""
        return {str(row["where"]): str(row["code"]) for row in self.rows("problems")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.put("good.txt", GOOD)
    return desk


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40, "binary"),
    "deep.html": (b"<div>" * 20_000 + NEWS.encode() + b"</div>" * 20_000, "too_deep"),
    "quotes.html": (b"<blockquote>" * 10_000 + NEWS.encode(), "too_deep"),
    "bomb.txt.gz": (gzip.compress(b" " * (80 << 20), 9), "too_large"),
    "broken.txt.gz": (gzip.compress(NEWS.encode() * 99)[:-20], "unreadable"),
    "cut.pdf": (build_pdf([NEWS])[:200], "unreadable"),
    "secret.pdf": (
        build_pdf([NEWS], extra_trailer="/Encrypt << /Filter /Standard /V 9 /R 9 >>"),
        "encrypted",
    ),
    "scan.pdf": (build_pdf([]), "no_text_layer"),
    "other.xml": (b"<?xml version='1.0'?><a/>", "not_a_feed"),
    "laughs.xml": (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a;" * 10) for n in range(9))
        + b"]><rss>&a8;</rss>",
        "empty",
    ),
    "notes.docx": (b"PK\x03\x04", "unknown_kind"),
}


@pytest.fixture(scope="module")
def worst(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Answer]:
    """One build over all of them: the batch goes on from each to the next."""
    desk = Desk(tmp_path_factory.mktemp("worst"))
    desk.put("good.txt", GOOD)
    desk.put("z/good.txt", GOOD.replace("Quetta", "Peshawar"))
    for name, (content, _) in BAD.items():
        desk.put(name, content)
    return desk, desk.build(status=3)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_problem_with_its_place(worst: tuple[Desk, Answer], name: str) -> None:
    assert worst[0].codes()[name] == BAD[name][1]


def test_the_good_files_before_and_after_the_bad_ones_are_read(worst: tuple[Desk, Answer]) -> None:
    desk, answer = worst
    assert {row["source"] for row in desk.rows("documents")} == {"good.txt", "z/good.txt"}
    assert len(desk.codes()) == len(BAD)
    assert answer.seconds < 60
    assert "concord export problems" in answer.output


def test_a_line_of_fifty_megabytes_is_refused_in_seconds(desk: Desk) -> None:
    line = b"killed five men, " * (50 * 2**20 // 17)
    desk.put("line.txt", line)
    desk.put("line.jsonl", b'{"text": "' + line + b'"}\n{"text": "' + NEWS.encode() + b'"}\n')
    desk.put("line.csv", b'text\n"' + line + b'"\n')
    answer = desk.build(status=3)
    codes = desk.codes()
    assert codes["line.txt"] == codes["line.jsonl:1"] == "too_large"
    assert codes["line.csv:2"] in {"bad_row", "too_large"}
    assert len(desk.rows("documents")) == 2
    assert answer.seconds < 60


def test_a_pdf_bomb_ends_as_a_problem(desk: Desk) -> None:
    desk.put("bomb.pdf", assemble_pdf([bomb_stream(1 << 30)]))
    answer = desk.build(status=3)
    assert set(desk.codes()) == {"bomb.pdf"}
    assert len(desk.rows("documents")) == 1
    assert answer.seconds < 90


def test_two_thousand_tiny_files_are_read_in_seconds(desk: Desk) -> None:
    for number in range(2000):
        desk.put(f"many/{number}.txt", f"Note {number}: nothing of note.")
    answer = desk.build(status=0)
    assert len(desk.rows("documents")) == 2001
    assert answer.seconds < 90


ODD_NAMES = (
    "two words.txt",
    "-rf.txt",
    "--help.txt",
    "'; DROP TABLE documents; --.txt",
    "<script>alert(1)</script>.txt".replace("/", "\u2215"),
    "line\nbreak.txt",
    "tab\t.txt",
    "\u202etxt.exe.txt",
    "\u062e\u0628\u0631.txt",
    "%s%n{0}.txt",
    "=cmd.txt",
    "a" * 240 + ".txt",
    b"bytes\xff.txt".decode("utf-8", "surrogateescape"),
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_with_an_odd_name_is_read(desk: Desk, name: str) -> None:
    try:
        desk.put(name, GOOD.replace("Quetta", "Peshawar"))
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes no such name")
    desk.build(status=0)
    assert len(desk.rows("documents")) == 2
    assert "<script>alert" not in desk.report.read_text("utf-8")


def test_a_file_that_may_not_be_opened_is_a_problem(desk: Desk) -> None:
    closed = desk.put("closed.txt", GOOD)
    closed.chmod(0)
    locked = desk.put("locked/a.txt", GOOD).parent
    locked.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may read everything")
        desk.build(status=3)
        assert set(desk.codes().values()) == {"unreadable"}
    finally:
        locked.chmod(0o700)


def test_a_folder_that_is_built_in_place_does_not_read_its_own_products(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.sources)
    runner = CliRunner(env={"CONCORD_RECORD": "concord.db"})
    for _ in range(2):
        result = runner.invoke(main, ["build", "."])
        assert result.exit_code == 0, result.output
        for fmt in ("csv", "jsonl", "parquet", "geojson"):
            args = ["export", "incidents", "-o", f"incidents.{fmt}"]
            assert runner.invoke(main, args).exit_code == 0
        assert runner.invoke(main, ["export", "documents", "-o", "documents.jsonl"]).exit_code == 0
    assert (desk.sources / "report.html").exists()
    told = json.loads(runner.invoke(main, ["build", ".", "--json"]).output)
    assert (told["documents"], told["problems"], told["known"]) == (1, 0, 1)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>here</a>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!-- --><iframe src=//evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


class Seen(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_hostile_markup_stays_inert_in_the_report(desk: Desk) -> None:
    rows = [
        {
            "id": f"{number}{markup}",
            "url": "javascript:alert(1)" if number % 2 else f"https://x.example/{number}?a='b",
            "publisher": markup,
            "title": f"{markup} Gunmen kill {number + 3}",
            "published": f"2023-03-{number + 1:02d}",
            "text": f"Gunmen killed {number + 3} policemen {markup} near Quetta on Monday, the "
            f"{markup} minister said. The government opposed talks with {markup} the Taliban. "
            f"Attacks rose 40 percent {markup} in 2022.",
        }
        for number, markup in enumerate(HOSTILE)
    ]
    desk.put("hostile.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    desk.build("--title", HOSTILE[1], str(desk.sources), status=3)

    page = desk.report.read_text("utf-8")
    seen = Seen()
    seen.feed(page)
    scripts = [attributes for tag, attributes in seen.tags if tag == "script"]
    assert len(scripts) <= 1
    assert all("src" not in attributes for attributes in scripts)
    for tag, attributes in seen.tags:
        assert tag not in {"iframe", "object", "embed", "base", "form", "applet"}
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("href", "src", "action", "xlink:href", "data", "formaction"):
            address = (attributes.get(name) or "#").strip().lower()
            assert address.startswith(("#", "https://", "data:,", "data:text/csv", "data:image/"))
    assert "7 * 7" in page
    assert "49 {" not in page
    assert "hostile.jsonl:2" in desk.codes()


ADVERSARIES = {
    "quotes": '"',
    "open quotes": "\u201c\u2018",
    "brackets": "([",
    "letters": "a",
    "digits": "1",
    "commas": ",",
    "hyphens": "-",
    "blanks": " ",
    "full stops": ".",
    "lines": "killed\n",
    "capitals": "QUETTA ",
    "names": "Ahmed Khan Baloch ",
    "numbers": "123 ",
    "number words": "twenty one hundred ",
    "dates": "May 2023 ",
    "words": "killed, ",
    "articles": "the ",
    "endless": "gunmen killed five policemen near Quetta on Monday and ",
    "sayings": "the minister said that the army said that ",
    "places": "in Quetta, Balochistan, ",
    "parts": "killed 5 people, including 3 policemen, including 2 ",
    "options": "opposed a military operation and called for talks with ",
    "shares": "attacks rose 69 percent to 40 from 30 in ",
    "no spaces": "killedpolice,",
}


def seconds_to_code(text: str) -> float:
    document = Document(
        id=document_id(text, "a.txt"),
        text=text,
        source="a.txt",
        text_hash=text_hash(text),
        language="en",
        published="2023-03-07",
    )
    started = time.process_time()
    (coding,) = code([document], load(), engine="rules")
    assert coding.outcome == "coded", coding.problems
    return time.process_time() - started


@pytest.mark.parametrize("unit", ADVERSARIES.values(), ids=ADVERSARIES)
def test_no_text_makes_the_coder_hang(unit: str) -> None:
    size = 10_000
    text = f"{NEWS} {unit * (size // len(unit))}"
    assert seconds_to_code(text) < 10
