"""What is installed is all that is needed: the wheel works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ("packs", "report/templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def tracked(folder: str) -> set[str]:
    command = ["git", "ls-files", f"src/concord/{folder}"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("this copy of the source is no git checkout")
    listed = {line.removeprefix("src/") for line in found.stdout.splitlines()}
    return {name for name in listed if (ROOT / "src" / name).exists()}


@pytest.mark.slow
@pytest.mark.parametrize("folder", DATA)
def test_every_data_file_is_in_the_wheel(wheel: Path, folder: str) -> None:
    files = tracked(folder)
    assert files
    assert files <= set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_the_licence_and_the_command_are_in_the_wheel(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    for name in ("LICENSE", "NOTICE"):
        assert any(n.endswith(f".dist-info/licenses/{name}") for n in names)
    (entry,) = (n for n in names if n.endswith("entry_points.txt"))
    assert b"concord = concord.cli:main" in archive.read(entry)
    assert not [n for n in names if not n.startswith(("concord/", "concord_record-"))]


@pytest.mark.slow
def test_the_main_job_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "Published: 2023-03-07\n\nGunmen killed five policemen near Quetta on Monday, officials "
        "said.\n"
    )
    script = (
        "import concord, sys; from concord.cli import main\n"
        f"assert concord.__file__.startswith({str(installed)!r}), concord.__file__\n"
        "main(['build', 'articles'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 coded" in done.stderr
    assert "Quetta" in (tmp_path / "report.html").read_text("utf-8")
