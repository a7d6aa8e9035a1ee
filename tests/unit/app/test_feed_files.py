"""Feed files on the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

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


def read(tmp_path: Path, document: str) -> list[dict[str, Any]]:
    file, out = tmp_path / "feed.xml", StringIO()
    file.write_text(document)
    assert write_entries([file], out, as_jsonl=True) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_beside_the_entry_stands_what_the_feed_says(tmp_path: Path) -> None:
    document = rss(
        Item(
            "Allies &lt;b&gt;meet&lt;/b&gt; - Harbour",
            "/view?no=1&amp;utm_source=rss",
            "urn:1",
            "2026-11-25 18:00:00",
            "&lt;p&gt;In Seoul.&lt;/p&gt;",
            '<source url="https://harbour.example">Harbour</source><content:encoded><![CDATA[<p>They met.</p>]]></content:encoded>',
        )
    )
    (line,) = read(tmp_path, document)
    assert (line["title"], line["url"], line["published_at"]) == ("Allies meet", None, "2026-11-25T18:00:00+00:00")
    assert (line["raw_title"], line["link"], line["id"]) == ("Allies <b>meet</b> - Harbour", "/view?no=1&utm_source=rss", "urn:1")
    assert (line["published"], line["updated"]) == ("2026-11-25 18:00:00", None)
    assert (line["summary"], line["content"]) == ("<p>In Seoul.</p>", ["<p>They met.</p>"])
    assert (line["place"], line["passed_over"]) == (0, None)


def test_items_that_a_poll_passes_over_come_last_with_the_reason(tmp_path: Path) -> None:
    items = "".join(
        (
            "<item><author>nobody</author></item>",
            "<item><title>Newer</title><guid>2</guid></item>",
            "<item><title>Newer</title><guid>2</guid></item>",
            "<item><title>Older</title><guid>1</guid></item>",
            "<item><title>Cut",
        )
    )
    lines = read(tmp_path, f'<rss version="2.0"><channel><title>t</title>{items}')
    assert [(line["place"], line["passed_over"], line["title"]) for line in lines] == [
        (3, None, "Older"),
        (1, None, "Newer"),
        (0, "empty", ""),
        (2, "repeat", "Newer"),
        (4, "cut off", ""),
    ]


def test_people_are_not_told_of_items_that_a_poll_passes_over(tmp_path: Path) -> None:
    file, out = tmp_path / "feed.xml", StringIO()
    file.write_text(rss(Item("Once", guid="1"), Item("Once", guid="1")))
    assert write_entries([file], out, as_jsonl=False) == 0
    assert out.getvalue() == "Once\n"


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
