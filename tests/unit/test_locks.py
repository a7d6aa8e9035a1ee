"""The check of the locks sees a lock that is out of step, lacks a hash or names an address."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.locks import LOCKS, ROOT, faults, locked, wanted

SOUND = """\
aiohttp==3.13.2 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000001 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000002
discord-py==2.6.4 ; python_version >= '3.11' \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000003
"""
PROJECT: dict[str, object] = {
    "project": {
        "name": "alliance-desk",
        "dependencies": ["aiohttp>=3.12", "discord.py>=2.6"],
        "optional-dependencies": {"test": ["pytest>=8"], "dev": ["Alliance_Desk[test]", "ruff"]},
    }
}


def told(text: str, *requirements: str) -> list[str]:
    return list(faults("a.lock", text, iter([Requirement(words) for words in requirements])))


def test_a_lock_in_step_has_no_faults() -> None:
    assert told(SOUND, "aiohttp>=3.12", "discord.py>=2.6") == []


def test_packages_are_found_under_their_normal_name_with_their_version() -> None:
    assert locked(SOUND) == {"aiohttp": "3.13.2", "discord-py": "2.6.4"}
    assert locked("Discord.PY==1\nzope_interface==2\n") == {"discord-py": "1", "zope-interface": "2"}


def test_a_package_that_is_not_locked_is_told() -> None:
    assert told(SOUND, "pyyaml>=6") == ["a.lock lacks pyyaml: run make lock."]


@pytest.mark.parametrize("wish", ["aiohttp>=3.14", "aiohttp<3", "aiohttp!=3.13.2"])
def test_a_version_that_is_no_longer_wanted_is_told(wish: str) -> None:
    (fault,) = told(SOUND, wish)
    assert fault.startswith("a.lock holds aiohttp 3.13.2, but pyproject.toml wants ")


def test_a_package_without_a_hash_is_told() -> None:
    assert told(SOUND + "attrs==25.4.0\n") == ["a.lock: attrs==25.4.0 has no hash."]


@pytest.mark.parametrize(
    "line", ["--index-url https://packages.example.org/simple", "--extra-index-url http://a.example", "--find-links ./wheels"]
)
def test_an_address_or_another_source_is_told(line: str) -> None:
    assert "a.lock names an address." in told(f"{line}\n{SOUND}")


def test_a_package_from_an_address_is_told() -> None:
    assert "a.lock names an address." in told(SOUND + "attrs @ https://files.example.org/attrs.whl \\\n    --hash=sha256:04\n")


def test_what_is_wanted_follows_extras_of_the_project_itself() -> None:
    assert [str(found) for found in wanted(PROJECT, ())] == ["aiohttp>=3.12", "discord.py>=2.6"]
    names = [found.name for found in wanted(PROJECT, ("dev",))]
    assert set(names) == {"aiohttp", "discord.py", "pytest", "ruff"}


@pytest.mark.parametrize("name", LOCKS)
def test_the_shipped_locks_are_in_step_and_name_no_address_and_no_folder(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert list(faults(name, text, wanted(project, LOCKS[name]))) == []
    assert "/" not in re.sub(r"--hash=sha256:[0-9a-f]{64}", "", text)
