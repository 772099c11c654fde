"""The threat model of docs/security.md: its rows name tests, and the source keeps its rules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "concord"
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
MODULES = sorted(SRC.rglob("*.py"))
RUNS_DATA = frozenset({"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"})


def test_the_page_names_tests() -> None:
    assert len(NAMED.findall(PAGE.read_text("utf-8"))) > 40


@pytest.mark.parametrize(
    ("file", "name"), sorted(set(NAMED.findall(PAGE.read_text("utf-8")))), ids=lambda part: part
)
def test_every_test_that_the_page_names_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_threat_is_shown_by_a_test() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    threats = [row for row in rows if not row.startswith(("| threat", "| ---"))]
    assert len(threats) > 20
    assert [row for row in threats if not NAMED.search(row)] == []


def _calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    return [(ast.unparse(n.func), n) for n in ast.walk(tree) if isinstance(n, ast.Call)]


def _keywords(call: ast.Call) -> dict[str, str]:
    return {k.arg: ast.unparse(k.value) for k in call.keywords if k.arg}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_the_source_keeps_off_what_runs_data(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert not imported & RUNS_DATA
    for name, call in _calls(tree):
        told = _keywords(call)
        assert name not in {"eval", "exec", "os.system", "os.popen", "tempfile.mktemp"}
        assert name not in {"yaml.unsafe_load", "yaml.full_load", "yaml.load_all"}
        if name == "yaml.load":
            assert told.get("Loader", "").endswith("SAFE_LOADER")
        if name in {"np.load", "numpy.load"}:
            assert told.get("allow_pickle", "False") == "False"
        assert told.get("shell", "False") == "False"
        assert told.get("verify", "True") != "False"
        if name.endswith("Environment"):
            assert told.get("autoescape") == "True"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_who_writes_a_table_quotes_its_formulas(path: Path) -> None:
    named = [name for name, _ in _calls(ast.parse(path.read_text("utf-8")))]
    writes = {"csv.writer", "csv.DictWriter"} & set(named)
    assert not writes or {"safe_cell", "safe", "_cell"} & set(named), path


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.html")), ids=lambda p: p.name)
def test_no_template_lets_markup_through(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)
