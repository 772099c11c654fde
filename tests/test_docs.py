"""The docs are in step: commands, options, settings, links, and every output that they show."""

from __future__ import annotations

import contextlib
import doctest
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from tools import sessions, write_docs, write_figures

from concord.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]
)
REFERENCE = ROOT / "docs" / "reference"
COMMANDS = dict(write_docs.commands(main, "concord"))
# Texts and code that are ours; data files hold names from all over the world.
OURS = [
    path
    for folder in ("src", "docs", "examples", "benchmarks", "tools", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".md", ".txt", ".yaml", ".html", ".css", ".js", ".toml"}
]
# An address may have a folder of such a name; a path begins with it.
MACHINE_PATHS = re.compile(r"(?<![\w.~-])(?:/home|/Users|/root|/work|[A-Z]:\\Users)[/\\]\w")

once = pytest.mark.xdist_group("docs")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


# The command line reference


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_the_reference_names_every_command_and_option(path: str) -> None:
    text = (REFERENCE / "cli.md").read_text("utf-8")
    section = text.split(f"\n## {path}\n", 1)[-1].split("\n## ", 1)[0]
    assert f"\n## {path}\n" in text, "run `make docs`"
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert option in section, f"{option} of `{path}` is missing: run `make docs`"


@pytest.mark.parametrize("page", sorted(write_docs.pages()), ids=name_of)
def test_a_generated_page_is_in_step(page: Path) -> None:
    assert page.read_text("utf-8") == write_docs.pages()[page], "run `make docs`"


@pytest.mark.parametrize("page", sorted(write_figures.PAGES), ids=name_of)
def test_the_figures_are_those_that_were_measured(page: Path) -> None:
    results = json.loads(write_figures.RESULTS.read_text("utf-8"))
    assert write_figures.told_pages(results)[page] == page.read_text("utf-8")


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(path: str) -> None:
    command = COMMANDS[path]
    assert command.help
    assert command.help.strip()


# What pages say


def commands_in(page: Path) -> Iterator[str]:
    """Yield every `concord ...` line in the code of a page."""
    text = page.read_text("utf-8")
    for body in re.findall(r"^```\w*[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"^(?:\$ | *)(concord(?: .*)?)$", body, re.MULTILINE)
    yield from re.findall(r"^ {4,}(concord .*)$", text, re.MULTILINE)
    yield from re.findall(r"`(concord [a-z][^`\n]*)`", text)


def command_of(line: str) -> str:
    """Return the command that a line names; words that are no command of a group fail."""
    path = "concord"
    for word in line.split()[1:]:
        is_name = re.fullmatch(r"[a-z]+(?:\|[a-z]+)*", word)
        if not is_name or not isinstance(COMMANDS[path], click.Group):
            break
        unknown = [name for name in word.split("|") if f"{path} {name}" not in COMMANDS]
        assert not unknown, f"no command {unknown} in {line!r}"
        path = f"{path} {word.split('|')[0]}"
    return path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_in_a_page_exists_with_its_options(page: Path) -> None:
    for line in commands_in(page):
        command = COMMANDS[command_of(line)]
        # A group may run a command of its own on a name: `concord release NAME --note`.
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        params = [p for each in (command, *inner) for p in each.params]
        known = {o for each in params for o in (*each.opts, *each.secondary_opts)} | {"--help"}
        used = set(re.findall(r"(?<=\s)--[a-z][a-z-]*", line.split("|")[0]))
        assert used <= known, f"unknown option in {line!r}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_resolves(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), f"{target} does not exist"
        if anchor:
            assert anchor in anchors(linked), f"{target}: no such heading"


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.replace("`", "")).lower() for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "howto" / "team.md").read_text("utf-8")
    named = {
        name
        for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"),
                     *(ROOT / "benchmarks").rglob("*.py")]
        for name in re.findall(r"\b(?:CONCORD|XDG)_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))
    }  # fmt: skip
    assert {name for name in named if name not in text} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_benchmark_in_a_page_exists(page: Path) -> None:
    named = set(re.findall(r"python -m benchmarks\.(\w+)", page.read_text("utf-8")))
    assert {name for name in named if not (ROOT / "benchmarks" / f"{name}.py").exists()} == set()


def test_every_page_is_listed_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.name != "README.md"]
    assert [
        str(page) for page in pages if page.relative_to(ROOT / "docs").as_posix() not in index
    ] == []


def test_nothing_names_the_machine_it_was_made_on() -> None:
    found = {
        name_of(path): hit[0]
        for path in OURS
        if path != Path(__file__) and (hit := MACHINE_PATHS.search(path.read_text("utf-8")))
    }
    assert found == {}


# What pages show is what happens


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    sessions.build_template(folder)
    return folder


@once
@pytest.mark.parametrize("page", sessions.pages(), ids=name_of)
def test_every_command_of_a_session_prints_what_the_page_shows(
    page: Path, tmp_path: Path, examples_record: Path
) -> None:
    """`make docs` writes the output anew; read the difference before committing it."""
    assert sessions.rerun(page, tmp_path, examples_record) == page.read_text("utf-8")


@once
def test_the_python_page_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "howto" / "python.md").read_text("utf-8")
    code = "\n".join(re.findall(r"^```pycon\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    test = doctest.DocTestParser().get_doctest(code, {}, "python.md", "python.md", 0)
    report: list[str] = []
    with contextlib.chdir(tmp_path):
        failed, tried = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert tried > 0
    assert failed == 0, "".join(report)


def test_a_page_does_not_show_the_day_on_which_it_was_written() -> None:
    today = datetime.now(UTC)
    assert (
        sessions.settled(f"release a of {today:%Y-%m-%d} (a55)") == "release a of 2025-02-03 (a55)"
    )
    assert sessions.settled(f"ruled {today.isoformat('T', 'seconds')}") == f"ruled {sessions.NOON}"
    assert sessions.settled("since 2024-03-01, 2024-02-31") == "since 2024-03-01, 2024-02-31"


def test_a_session_that_fails_says_what_it_ran(tmp_path: Path) -> None:
    with pytest.raises(sessions.SessionFailedError, match="exit status 2"):
        sessions.execute("concord analyse trends --since yesterday", tmp_path)


def test_steps_are_commands_with_their_output() -> None:
    found = list(sessions.steps("$ one \\\n  more\nprinted\n\nlast\n$ two\n"))

    assert [step.command for step in found] == ["one \\\n  more", "two"]
    assert found[0].output == ("printed", "", "last")
