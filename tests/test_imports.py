"""The import table of ARCHITECTURE.md, enforced by reading the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "concord"

# package -> what it may import of ours; a package may always import itself.
BASE = {"model", "errors", "identity", "regexes", "own_files"}
ALLOWED = {
    "model": set(),
    "errors": set(),
    "identity": set(),
    "own_files": set(),
    "regexes": {"own_files"},
    "settings": {"errors"},
    "reading": BASE,
    "codebook": BASE - {"identity"},
    "coding": BASE | {"codebook"},
    "linking": BASE | {"codebook"},
    "record": BASE | {"codebook"},
    "analysis": BASE
    | {"codebook", "record.view", "record.rows", "record.audits"}
    | {"linking.positions", "linking.acts"},
    "exchange": BASE | {"codebook", "record"},
    "report": BASE
    | {"codebook", "record.view", "record.rows", "record.rows_quotes", "record.rows_redaction"}
    | {"analysis", "checking"},
    "checking": BASE | {"codebook", "coding", "record.view", "record.rows", "analysis"},
    "publishing": BASE
    | {"codebook", "record.view", "record.rows", "record.rows_redaction"}
    | {"analysis", "checking", "report"},
    "batch": BASE | {"codebook", "coding"},
    "pipeline": BASE
    | {"settings", "reading", "codebook", "coding", "linking", "record", "analysis"}
    | {"exchange", "report", "batch", "checking", "publishing"},
}
ALLOWED["relinking"] = BASE | {"codebook", "linking", "record"}
ALLOWED["pipeline"] = ALLOWED["pipeline"] | {"relinking"}
ALLOWED["sending"] = ALLOWED["watching"] = ALLOWED["pipeline"] | {"pipeline"}
ALLOWED["learning"] = ALLOWED["pipeline"] | {"pipeline"}
ALLOWED["cli"] = ALLOWED["pipeline"] | {"pipeline", "sending", "watching", "learning"}
ALLOWED["auditing"] = BASE | {"codebook", "coding", "record"}
ALLOWED["adjudicating"] = ALLOWED["pipeline"] | {"pipeline"}
ALLOWED["cli"] = ALLOWED["cli"] | {"auditing", "adjudicating"}
ALLOWED["web"] = ALLOWED["cli"]
ALLOWED["cli"] = ALLOWED["cli"] | {"web"}
ALLOWED["library"] = ALLOWED["cli"]
ALLOWED["__init__"] = ALLOWED["library"] | {"library"}

# heavy or delicate library -> the only packages that may import it
ONLY_IN = {
    "sqlalchemy": {"record"},
    "psycopg": {"record"},
    "trafilatura": {"reading"},
    "pypdfium2": {"reading"},
    "feedparser": {"reading"},
    "httpx": {"reading"},
    "warcio": {"reading"},
    "py3langid": {"reading"},
    "altair": {"report"},
    "vl_convert": {"report"},
    "jinja2": {"report", "web", "publishing"},
    "click": {"cli"},
    "rich": {"cli"},
    "fastexcel": {"exchange"},
    "onnxruntime": {"coding"},
    "statsmodels": {"analysis"},
    "ruptures": {"analysis"},
    "networkx": {"analysis", "exchange"},
    "pandas": {"analysis"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "argon2": {"web"},
    "xlsxwriter": {"publishing"},
    "docx": {"publishing"},
    "ray": {"batch"},
    "duckdb": set(),
    "openpyxl": set(),
    "torch": set(),
    "transformers": set(),
}


def package_of(path: Path) -> str:
    relative = path.relative_to(SRC)
    return relative.parts[0].removesuffix(".py")


def imported_modules(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level)
    return found


MODULES = sorted(SRC.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_package_imports_only_what_stands_in_its_row(path: Path) -> None:
    package = package_of(path)
    for module in imported_modules(path):
        assert not module.startswith("."), f"{path}: relative import"
        if not module.startswith("concord.") or module.startswith("concord.__version__"):
            continue
        ours = module.removeprefix("concord.")
        allowed = ALLOWED[package] | {package}
        assert any(f"{ours}.".startswith(f"{name}.") for name in allowed), (
            f"{package} imports {module}; the table in ARCHITECTURE.md does not allow it"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_heavy_library_stays_in_its_package(path: Path) -> None:
    for module in imported_modules(path):
        library = module.split(".")[0]
        if library in ONLY_IN:
            assert package_of(path) in ONLY_IN[library], f"{path.name} imports {library}"


def test_modules_stay_short() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
