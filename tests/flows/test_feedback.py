"""`alliance-desk feedback export`, from a report typed at the desk to a case on standard output."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.command_line import run
from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, ask, desk_that_met, serving
from tests.flows.test_from_feed_to_alert import EDITORIAL


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as server:
        yield server


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def test_a_report_at_the_desk_becomes_a_case_without_the_reported_tag(feed: OneFeed, desk: DeskProcess, tmp_path: Path) -> None:
    title, *paragraphs = EDITORIAL.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, title, paragraphs)
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    assert "tariffs" in json.dumps(desk.rows("SELECT theme_id FROM article_theme"))
    await ask(desk, f'/alliance report {number} tag:tariffs note:"조선이 주제 +theme:shipbuilding"')
    ended = run("feedback", "export", "--desk", str(desk.folder / "desk.yaml"), folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    (case,) = map(json.loads, ended.out.splitlines())
    themes = [theme for rank in case["labels"]["themes"].values() for theme in rank]
    assert (case["title"], "tariffs" in themes, "shipbuilding" in themes) == (title, False, True)
    assert [(one["tag"], one["note"]) for one in case["reports"]] == [("theme:tariffs", "조선이 주제 +theme:shipbuilding")]


def test_a_desk_without_reports_prints_nothing(tmp_path: Path) -> None:
    ended = run("feedback", "export", folder=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_day_that_is_none_is_refused_with_an_example(tmp_path: Path) -> None:
    ended = run("feedback", "export", "--since", "yesterday", folder=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "yesterday is no date such as 2026-03-02" in ended.err
