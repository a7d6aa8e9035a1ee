"""What make says where there is no Python that will do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def told(folder: Path, python: str) -> str:
    """What `make install` says on standard error with this interpreter; it must fail."""
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("requirements.lock", "pyproject.toml"):
        (folder / name).touch()
    done = subprocess.run(["make", "install", f"PYTHON={python}"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not (folder / ".venv").exists()
    return done.stderr


def interpreter(folder: Path, *refused: str) -> str:
    """A program that does as a Python that refuses each -c text in which one of these words stands."""
    program = folder / "python-of-old"
    cases = "".join(f'case "$2" in *"{word}"*) exit 1;; esac\n' for word in refused)
    program.write_text(f"#!/bin/sh\n{cases}exit 0\n")
    program.chmod(0o755)
    return str(program)


def test_no_python_at_all_is_told_with_what_is_needed(tmp_path: Path) -> None:
    assert "Alliance Desk needs Python 3.11 or later. Install one, or name it" in told(tmp_path, "")


def test_a_python_that_is_too_old_is_told_with_its_name(tmp_path: Path) -> None:
    old = interpreter(tmp_path, "version_info")
    assert f"{old} is not Python 3.11 or later, which Alliance Desk needs. Name another" in told(tmp_path, old)


@pytest.mark.parametrize("name", ["no-such-python", "./no/such/python"])
def test_a_python_that_is_not_there_is_told_with_its_name(tmp_path: Path, name: str) -> None:
    assert f"{name} is not Python 3.11 or later" in told(tmp_path, name)


def test_a_python_without_the_module_for_environments_is_told_with_the_package_that_brings_it(tmp_path: Path) -> None:
    bare = interpreter(tmp_path, "ensurepip")
    assert f"{bare} cannot make environments. On Debian or Ubuntu: apt install python3-venv" in told(tmp_path, bare)
