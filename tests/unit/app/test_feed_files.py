"""Feed files on the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from bot.app.feed_files import write_entries
from bot.cli import main
from bot.errors import StartError
from tests.fakes.polling import Item, rss

FEED = rss(Item("Two", "https://n.kr/2", "2", lead="Second."), Item("One", "https://n.kr/1", "1"))


def test_each_entry_is_a_line_of_json_oldest_first(tmp_path: Path) -> None:
    file, out = tmp_path / "feed.xml", StringIO()
    file.write_text(FEED)
    assert write_entries([file], out, as_jsonl=True) == 0
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["file"], line["key"], line["title"], line["lead"]) for line in lines] == [
        (str(file), "1", "One", ""),
        (str(file), "2", "Two", "Second."),
    ]


def test_a_file_that_is_no_feed_is_said_and_the_others_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, feed = tmp_path / "page.html", tmp_path / "feed.xml"
    page.write_text("<!doctype html><html><body>No feed</body></html>")
    feed.write_text(FEED)
    assert main(["feeds", "parse", str(page), str(feed)]) == 1
    said = capsys.readouterr().out
    assert "web page" in said
    assert "https://n.kr/2" in said


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="gone"):
        write_entries([tmp_path / "gone.xml"], StringIO(), as_jsonl=True)


@pytest.mark.parametrize("typed", [["parse"], ["test"], ["list", "https://n.kr/rss"], ["errors", "--jsonl"], ["test", "a", "b"]])
def test_what_does_not_belong_to_an_action_is_refused(typed: list[str]) -> None:
    assert main(["feeds", *typed]) == 2
