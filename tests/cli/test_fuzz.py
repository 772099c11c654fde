"""Any arguments and any file contents: an exit status of ours and no traceback, in bounded time.

`CONCORD_FUZZ=500 pytest tests/cli/test_fuzz.py` tries that many examples of each. An input that
failed once goes into tests/corpus/: a folder per command, replayed always.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.cli import COMMANDS, main
from concord.cli.exports import KINDS
from concord.cli.incident import SOURCE_HELP
from concord.exchange.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Desk

CORPUS = Path(__file__).parents[1] / "corpus"
EXAMPLES = int(os.environ.get("CONCORD_FUZZ", "12"))
SECONDS = 20
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # The default run shows the same on every machine; the long one looks for what is new.
    derandomize="CONCORD_FUZZ" not in os.environ,
)


def attempt(desk: Desk, *args: str) -> str:
    """Run a command and return its output; it must end as the manual says, and soon."""
    started = time.process_time()
    result = CliRunner().invoke(
        main,
        [*args],
        env={"CONCORD_RECORD": str(desk.record), "CONCORD_USER": "fuzz"},
        input="n\n",
    )
    told = f"{args!r}\n{result.output}"
    if result.exc_info and not isinstance(result.exception, SystemExit | None):
        told += "".join(traceback.format_exception(*result.exc_info))
    assert isinstance(result.exception, SystemExit | None), told
    assert result.exit_code in {0, 1, 2, 3}, told
    assert "Traceback" not in result.output, told
    assert result.exit_code == 0 or result.output.strip(), told
    assert time.process_time() - started < SECONDS, told
    return result.output


# Without a slash, so that whatever is written stays in the folder of the test.
words = st.text(max_size=20).filter(lambda text: not text.startswith("-") and "/" not in text)
odd_words = st.sampled_from(
    [
        *("", " ", "-", "--", "0", "-1", "nan", "1e999", "9" * 400, "null", "[]", "{}", '"', "'"),
        *("=1+1", ".", "nowhere/x", "a\x00b", "\udcff", "\u202e"),
        "\ud800",
        *("2023-02-30", "0000", "9999-12", "10000-01-01", "2023-13", "i-1", "e-1", "s-1", "d-1"),
        *("postgresql://", "postgresql://nobody@localhost:1/x", "sqlite://", "http://["),
        "a" * 5000,
    ]
)  # fmt: skip
values = words | odd_words


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    """A command, its subcommand, and options that it has with values that it may not expect."""
    path, command = [], main
    while hasattr(command, "list_commands"):
        name = draw(st.sampled_from(command.list_commands(None)))
        command = command.get_command(None, name)
        path.append(name)
    given_ = []
    known = st.sampled_from(command.params) if command.params else st.nothing()
    for parameter in draw(st.lists(known, max_size=5 * bool(command.params))):
        value = draw(values | plausible(parameter))
        if parameter.param_type_name == "argument":
            given_.append(value)
        elif getattr(parameter, "is_flag", False):
            given_.append(parameter.opts[0])
        else:
            given_ += [parameter.opts[0], value]
    for parameter in command.params:
        if parameter.param_type_name == "argument" and draw(st.integers(0, 4)):
            given_.append(draw(values | plausible(parameter)))
    return [*path, *given_]


def plausible(parameter: object) -> st.SearchStrategy[str]:
    choices = getattr(getattr(parameter, "type", None), "choices", None)
    return st.sampled_from([*map(str, choices)]) if choices else st.sampled_from(["1", "all"])


@pytest.fixture
def cage(built: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A built desk in whose folder everything that is written lands."""
    monkeypatch.chdir(built.folder)
    # What goes on until somebody stops it is stopped before it goes on.
    monkeypatch.setattr("concord.web.serving.run_server", lambda *_: None)
    monkeypatch.setattr("concord.watching.Watcher.run", lambda *_, **__: None)
    return built


def test_any_arguments_end_with_a_status_of_ours(cage: Desk) -> None:
    for name in COMMANDS:  # what is imported now is not imported while arguments are drawn
        main.get_command(click.Context(main), name)

    @fuzzed
    @given(arguments())
    def check(args: list[str]) -> None:
        attempt(cage, *args)

    check()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_arguments_and_with_nonsense(cage: Desk, name: str) -> None:
    attempt(cage, name)
    attempt(cage, name, "--no-such-option")
    attempt(cage, name, "\ud800", "--record", "\udcff/x")


records = st.one_of(
    st.binary(max_size=300),
    st.binary(max_size=300).map(lambda tail: b"SQLite format 3\x00" + tail),
)


def test_rubbish_for_a_record_is_refused(cage: Desk) -> None:
    good = cage.record.read_bytes()
    rubbish = cage.folder / "rubbish.db"
    commands = (
        ("doctor",),
        ("export", "incidents"),
        ("analyse", "trends"),
        ("review", "log"),
        ("add", "articles"),
    )
    spoilt = st.tuples(st.integers(0, len(good) - 1), st.binary(min_size=1, max_size=200)).map(
        lambda cut: good[: cut[0]] + cut[1] + good[cut[0] + len(cut[1]) :]
    )
    cut_off = st.integers(0, len(good)).map(lambda size: good[:size])
    (cage.folder / "articles").mkdir(exist_ok=True)

    @fuzzed
    @given(records | spoilt | cut_off, st.sampled_from(commands))
    def check(data: bytes, command: tuple[str, ...]) -> None:
        for log in cage.folder.glob("rubbish.db*"):
            log.unlink()
        rubbish.write_bytes(data)
        attempt(cage, *command, "--record", str(rubbish))

    check()


SAMPLES = {
    "a.txt": b"Title: A blast\nPublished: 2023-03-06\n\nTwo men died near Wana.\n",
    "a.html": b"<html><head><title>A blast</title></head><p>Two men died near Wana.</p></html>",
    "a.jsonl": b'{"text": "Two men died near Wana.", "id": 1, "published": "2023-01-01"}\n',
    "a.csv": b'text,id\n"Two men died, near Wana.",1\n',
    "a.xml": b"<rss version='2.0'><channel><item><description>Two died.</description></item>"
    b"</channel></rss>",
    "a.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>",
}
TABLE = b"id,day,where,what,dead\n7,02/03/2015,Sibi,shooting,2\n8,03/03/2015,Turbat,bomb,five\n"
MAP = b"""dataset: desk
id: id
dates: "%d/%m/%Y"
columns:
  happened_from: day
  place: where
  type: {column: what, values: {shooting: armed_attack, bomb: bombing}}
  killed: dead
"""


def spoilt(sample: bytes) -> st.SearchStrategy[bytes]:
    """The good sample with any bytes in any place, or any bytes at all."""
    cut = st.tuples(
        st.integers(0, len(sample)), st.binary(max_size=30), st.sampled_from([0, 0, 1, 5, 40])
    )
    lines = sample.splitlines(keepends=True)
    shuffled = st.lists(st.sampled_from(lines), max_size=8).map(b"".join)
    one = cut.map(lambda c: sample[: c[0]] + c[1] + sample[c[0] + c[2] :])
    return one | shuffled | st.binary(max_size=120)


@pytest.mark.parametrize("name", SAMPLES)
def test_any_source_is_built_or_a_problem(cage: Desk, name: str) -> None:
    folder = cage.folder / "sources"
    folder.mkdir()

    # Parsers run in a process of their own, which starts anew for each build.
    @settings(fuzzed, max_examples=max(2, EXAMPLES // 6))
    @given(spoilt(SAMPLES[name]))
    def check(data: bytes) -> None:
        (folder / name).write_bytes(data)
        attempt(cage, "add", str(folder))

    check()
    attempt(cage, "build", str(folder), "--report", str(cage.folder / "r.html"))


def test_any_table_and_any_map(cage: Desk) -> None:
    table, mapping = cage.folder / "own.csv", cage.folder / "map.yaml"

    @fuzzed
    @given(spoilt(TABLE) | st.just(TABLE), spoilt(MAP) | st.just(MAP))
    def check(rows: bytes, columns: bytes) -> None:
        table.write_bytes(rows)
        mapping.write_bytes(columns)
        attempt(cage, "import", "table", str(table), "--map", str(mapping))

    check()


def test_any_edited_export(cage: Desk) -> None:
    out = cage.folder / "incidents.csv"
    cage.run("export", "incidents", "-o", str(out))
    good = out.read_bytes()

    @fuzzed
    @given(spoilt(good))
    def check(data: bytes) -> None:
        out.write_bytes(data)
        attempt(cage, "import", "edits", str(out))

    check()


def test_any_pack(cage: Desk) -> None:
    cage.run("pack", "new", "mine", "--folder", str(cage.folder))
    files = sorted(p for p in (cage.folder / "mine").rglob("*") if p.is_file())

    @settings(fuzzed, max_examples=max(4, EXAMPLES // 3))
    @given(st.sampled_from(files), st.data())
    def check(file: Path, data: st.DataObject) -> None:
        good = file.read_bytes()
        file.write_bytes(data.draw(spoilt(good)))
        try:
            attempt(cage, "pack", "check", str(cage.folder / "mine"))
        finally:
            file.write_bytes(good)

    check()


def test_any_scope(cage: Desk) -> None:
    names = ("since", "until", "places", "countries", "actors", "categories", "types", "statuses")
    more = ("datasets", "sources", "run", "release", "unit", "inclusion", "reviewed")
    options = st.lists(st.tuples(st.sampled_from(names + more), values), max_size=4)

    @fuzzed
    @given(options, st.sampled_from(KINDS), st.sampled_from(["trends", "shares", "maps"]))
    def check(scope: list[tuple[str, str]], kind: str, finding: str) -> None:
        args = [part for name, value in scope for part in (f"--{name}", value)]
        attempt(cage, "export", kind, "-o", str(cage.folder / "out.csv"), *args)
        attempt(cage, "analyse", finding, *args)

    check()


def test_any_ruling(cage: Desk) -> None:
    (incident,) = cage.rows("incidents")
    subjects = st.sampled_from([incident["incident_id"], *incident["event_ids"]]) | values
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=5,
    ).map(json.dumps)

    @fuzzed
    @given(subjects, st.sampled_from(sorted(incident)) | values, json_values | values, st.data())
    def check(subject: str, field: str, value: str, data: st.DataObject) -> None:
        attempt(cage, "review", "correct", "--", subject, field, value)
        verb = data.draw(st.sampled_from(["accept", "reject", "same", "different", "split"]))
        attempt(cage, "review", verb, "--", subject)
        attempt(cage, "review", "undo", "--", value)
        attempt(cage, "export", "incidents", "-o", str(cage.folder / "after.jsonl"))

    check()
    attempt(cage, "report", "-o", str(cage.folder / "after.html"))


def test_any_incident_by_hand(cage: Desk) -> None:
    good = {"type": "armed_attack", "summary": "Two guards were shot dead.", "place": "Sibi"}
    source = {"title": "Jang", "publisher": "Jang"}

    @fuzzed
    @given(
        st.dictionaries(st.sampled_from(sorted(FIELDS)), values, max_size=4),
        st.dictionaries(st.sampled_from(sorted(SOURCE_HELP)), values, max_size=3),
    )
    def check(fields: dict[str, str], cited: dict[str, str]) -> None:
        args = ["incident", "add"]
        for name, value in {**good, **fields}.items():
            args += [f"--{name.replace('_', '-')}", value]
        for name, value in {**source, **cited}.items():
            args += [f"--source-{name}", value]
        attempt(cage, *args)

    check()
    attempt(cage, "report", "-o", str(cage.folder / "after.html"))
    attempt(cage, "export", "incidents", "-o", str(cage.folder / "after.parquet"))


def replay_arguments(desk: Desk, path: Path) -> None:
    attempt(desk, *json.loads(path.read_text("utf-8")))


def replay_source(desk: Desk, path: Path) -> None:
    attempt(desk, "build", str(path), "--report", str(desk.folder / "r.html"))


def replay_map(desk: Desk, path: Path) -> None:
    table = desk.folder / "own.csv"
    table.write_bytes(TABLE)
    attempt(desk, "import", "table", str(table), "--map", str(path))


def replay_table(desk: Desk, path: Path) -> None:
    mapping = desk.folder / "map.yaml"
    mapping.write_bytes(MAP)
    attempt(desk, "import", "table", str(path), "--map", str(mapping))


REPLAYS: dict[str, Callable[[Desk, Path], None]] = {
    "arguments": replay_arguments,
    "sources": replay_source,
    "maps": replay_map,
    "tables": replay_table,
}
FAILED_ONCE = sorted(p for p in CORPUS.glob("*/*") if p.is_file())


@pytest.mark.parametrize("path", FAILED_ONCE, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_failed_once(cage: Desk, path: Path) -> None:
    REPLAYS[path.parent.name](cage, path)
