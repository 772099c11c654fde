from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from concord.cli import main
from concord.record import open_record

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def test_a_source_is_entered_listed_written_and_read_again(tmp_path: Path) -> None:
    at = str(tmp_path / "r.db")
    open_record(at).close()
    at = f"--record={at}"
    assert run("sources", "set", "Valley Post", "--kind", "newspaper", at)[0] == 0
    assert run("sources", "set", "valley post", "--scale", "local", "--also", "VP", at)[0] == 0
    code, listed = run("sources", "list", at)
    assert code == 0
    assert "newspaper" in listed
    assert "local" in listed
    file = tmp_path / "s.yaml"
    assert run("sources", "export", "-o", str(file), at)[0] == 0
    assert "kind: newspaper" in file.read_text(encoding="utf-8")
    assert run("sources", "remove", "VALLEY POST", at)[0] == 0
    assert run("sources", "export", at)[1].splitlines()[1:] == []
    assert run("sources", "import", str(file), at)[0] == 0
    assert "VP" in run("sources", "list", at, "--json")[1]


def test_faults_of_a_file_are_listed_and_the_status_says_so(tmp_path: Path) -> None:
    at = str(tmp_path / "r.db")
    open_record(at).close()
    file = tmp_path / "s.csv"
    file.write_text("name,kind\nA,paper\n", encoding="utf-8")
    code, output = run("sources", "import", str(file), f"--record={at}")
    assert code == 3
    assert "kind is 'paper'" in output
