"""Whether the locks are in step with pyproject.toml, without asking any index: `python -m tests.locks`, a part of `make check`."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "dev"), "requirements-bench.lock": ("build", "dev", "bench")}


def locked(text: str) -> dict[str, str]:
    """Package to version of a lock."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)}


def wanted(project: dict[str, object], extras: tuple[str, ...]) -> Iterator[Requirement]:
    """The direct requirements of the project with these extras, extras of extras included."""
    part = project["project"]
    assert isinstance(part, dict)
    texts = [*part["dependencies"]]
    for extra in extras:
        texts.extend(part["optional-dependencies"][extra])
    for text in texts:
        requirement = Requirement(text)
        if canonicalize_name(requirement.name) == canonicalize_name(part["name"]):
            yield from wanted(project, tuple(requirement.extras))
        else:
            yield requirement


def faults(name: str, text: str, requirements: Iterator[Requirement]) -> Iterator[str]:
    """What is wrong with a lock, each in one sentence."""
    versions = locked(text)
    for requirement in requirements:
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{name} lacks {requirement.name}: run make lock."
        elif version not in requirement.specifier:
            yield f"{name} holds {requirement.name} {version}, but pyproject.toml wants {requirement.specifier}: run make lock."
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        if "--hash=sha256:" not in entry:
            yield f"{name}: {entry.splitlines()[0]} has no hash."
    if "://" in text or "--index" in text or "--find-links" in text:
        yield f"{name} names an address."


def main() -> int:
    """Print the faults; 1 where there are any."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = [fault for name, extras in LOCKS.items() for fault in faults(name, (ROOT / name).read_text("utf-8"), wanted(project, extras))]
    for fault in found:
        sys.stderr.write(fault + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
