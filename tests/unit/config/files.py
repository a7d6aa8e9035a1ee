"""Configuration files in a folder of their own, and what the desk says of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.config import Configuration, load_configuration
from bot.errors import ConfigurationError

FEEDS = """\
outlets:
  - id: example-daily
    name: The Example Daily
    name_ko: 이그잼플 데일리
    family: Example Group
    language: en
    country: KR
    class: news
    timezone: Asia/Seoul
    feeds:
      - id: example-daily-all
        url: https://news.example.org/rss/all.xml
        interval: 5m
        full_text: never
"""
"""A sound feeds.yaml: line 2 has the outlet's id, 11 to 14 its one feed."""


def load(folder: Path, *, desk: str | bytes = "", feeds: str | bytes = FEEDS, environ: Mapping[str, str] | None = None) -> Configuration:
    """Load what stands in these two texts and this environment."""
    for name, content in (("desk.yaml", desk), ("feeds.yaml", feeds)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_configuration(environ or {}, desk_file=folder / "desk.yaml", feeds_file=folder / "feeds.yaml")


def mistakes(folder: Path, *, desk: str | bytes = "", feeds: str | bytes = FEEDS, environ: Mapping[str, str] | None = None) -> list[str]:
    """The lines of the mistakes in them, with files named without their folder."""
    with pytest.raises(ConfigurationError) as caught:
        load(folder, desk=desk, feeds=feeds, environ=environ)
    return str(caught.value).replace(f"{folder}/", "").splitlines()
