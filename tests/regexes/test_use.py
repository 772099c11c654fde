"""Modules that read texts compile no expression when they are imported."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "concord"
MODULES = sorted(path for name in ("coding", "codebook") for path in (SRC / name).rglob("*.py"))


def compiled_at_import(node: ast.AST) -> list[int]:
    """Return the lines that call ``re.compile`` outside functions."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and ast.unparse(child.func) == "re.compile":
            found.append(child.lineno)
        found += compiled_at_import(child)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_expressions_of_a_module_are_lazy(path: Path) -> None:
    lines = compiled_at_import(ast.parse(path.read_text("utf-8")))
    assert not lines, f"{path.name}: write lazy_regex for re.compile in line {lines}"
