"""What scripts ask of the desk, each as a process of its own on an empty folder."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import Item, rss
from tests.flows.command_line import run

STORY = "Seoul and Washington agree on car tariffs\nSouth Korea and the United States agreed on Monday to cut tariffs on cars.\n"
FEEDS = (
    '{"outlets": [{"id": "one", "name": "One", "language": "en", "country": "KR", "class": "news", "feeds": [{"id": "one", "url": "%s"}]}]}'
)


def test_a_question_makes_its_own_database_and_is_answered(tmp_path: Path) -> None:
    ended = run("ask", "/alliance latest", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert "No story yet" in ended.out
    assert (tmp_path / "data" / "desk.sqlite3").exists()


def test_a_question_in_korean_is_answered_in_korean(tmp_path: Path) -> None:
    ended = run("ask", "/동맹 도움말", folder=tmp_path)
    assert ended.code == 0
    assert "/alliance" in ended.out
    assert "명령" in ended.out


def test_a_question_that_cannot_be_answered_says_so_to_scripts_too(tmp_path: Path) -> None:
    ended = run("ask", "/alliance serch tariffs", folder=tmp_path)
    assert ended.code == 1
    assert "search" in ended.out


def test_a_text_file_is_analysed_for_people(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    ended = run("analyze", "story.txt", folder=tmp_path)
    assert ended.code == 0
    assert "Tariffs" in ended.out
    assert "[South Korea]" in ended.out


def test_a_text_on_standard_input_is_analysed_for_programs(tmp_path: Path) -> None:
    ended = run("analyze", "-", "--json", folder=tmp_path, stdin=STORY.encode())
    said = json.loads(ended.out)
    assert {actor["id"] for actor in said["actors"]} >= {"south-korea", "united-states"}
    assert "tariffs" in {theme["id"] for theme in said["themes"]}


def test_an_address_inside_the_network_is_refused(tmp_path: Path) -> None:
    ended = run("analyze", "--json", "http://127.0.0.1:9/article", folder=tmp_path)
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "private" in ended.err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = run("analyze", "nowhere.txt", folder=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("nowhere.txt cannot be read")


def test_a_stream_is_answered_line_by_line_and_a_bad_line_ends_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "analyze", "--jsonl"]
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdin=pipe, stdout=pipe, text=True, env={"PYTHONPATH": str(root)}) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(line: str) -> dict[str, object]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(line + "\n")
            process.stdin.flush()
            return dict(json.loads(process.stdout.readline()))

        first = ask(json.dumps({"id": "a", "title": "한미 관세 협상", "text": "한국과 미국이 관세를 논의했다.", "published": "someday"}))
        assert (first["id"], first["language"]) == ("a", "ko")
        assert "error" in ask('{"id": "b", "title": ')
        assert ask(json.dumps({"id": "c", "title": "", "text": ""}))["id"] == "c"
        process.stdin.close()
        assert process.wait(30) == 0


def test_every_mistake_is_listed_at_once_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS % "ftp://one.example/")
    (tmp_path / "desk.yaml").write_text("timezone: Seoul\nweb:\n  prot: 80\n")
    ended = run("check", folder=tmp_path, DESK_WEB_PROT="1")
    assert ended.code == 2
    for words in ("desk.yaml:1", "desk.yaml:3", "Did you mean `port`", "DESK_WEB_PROT", "feeds.yaml:1", "https://"):
        assert words in ended.err, ended.err


def test_a_sound_configuration_is_praised(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS % "https://one.example/feed")
    ended = run("check", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert "1 feeds of 1 outlets" in ended.out or "1 feed of 1 outlet" in ended.out


def test_the_teams_own_ontology_is_checked_with_the_rest(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS % "https://one.example/feed")
    (tmp_path / "desk.yaml").write_text("ontology_file: own.yaml\n")
    (tmp_path / "own.yaml").write_text("actors:\n  our-desk: {tpye: group}\n")
    ended = run("check", folder=tmp_path)
    assert ended.code == 2
    assert "own.yaml:" in ended.err
    assert "tpye" in ended.err


def test_the_teams_own_ontology_beside_the_settings_is_read_by_every_command(tmp_path: Path) -> None:
    (tmp_path / "ontology.local.yaml").write_text(
        "silence: {actors: [united-states]}\nactors: {seoul-choir: {type: group, en: Choir X, ko: 합창단}}\n"
    )
    line = json.dumps({"title": "Choir X sings", "text": "Choir X sang for South Korea and the United States."})
    ended = run("analyze", "--jsonl", folder=tmp_path, stdin=line.encode())
    found = {actor["id"] for actor in json.loads(ended.out)["actors"]}
    assert ("seoul-choir" in found, "united-states" in found) == (True, False)


@pytest.mark.parametrize("command", ["analyze", "stories"])
def test_mistakes_in_it_end_a_stream_before_its_first_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "ontology.local.yaml").write_text("silence: {actors: [untied-states]}\n")
    ended = run(command, "--jsonl", folder=tmp_path, stdin=b"{}\n")
    assert (ended.code, ended.out) == (1, "")
    assert "ontology.local.yaml:1: `untied-states` is no actor. Do you mean `united-states`?" in ended.err


def test_a_backup_is_a_database_of_its_own(tmp_path: Path) -> None:
    run("ask", "/alliance status", folder=tmp_path)
    ended = run("backup", "copy.sqlite3", folder=tmp_path)
    assert ended.code == 0
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM actor").fetchone()[0] > 300
    again = run("backup", "copy.sqlite3", folder=tmp_path)
    assert again.code == 1
    assert "exists already" in again.err


def test_a_desk_that_is_not_running_is_not_well(tmp_path: Path) -> None:
    ended = run("health", folder=tmp_path, DESK_WEB_PORT="1")
    assert ended.code == 1
    assert "does not answer at http://127.0.0.1:1/livez" in ended.err


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("feeds", "test"), ("analyze", "--jsonl", "--nonsense")])
def test_a_mistyped_command_line_ends_with_two(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert ended.code == 2
    assert ended.err
    assert "Traceback" not in ended.err


def test_feeds_go_out_and_come_in_as_a_list_that_other_programs_read(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    (here / "feeds.yaml").write_text(FEEDS % "https://one.example/rss", "utf-8")
    assert run("feeds", "export", str(there / "list.opml"), folder=here).code == 0
    first = run("feeds", "import", "list.opml", "--lang", "en", folder=there)
    assert (first.code, first.err) == (0, "")
    assert "1 feed added" in first.out
    again = run("feeds", "import", "list.opml", "--lang", "ko", folder=there)
    assert "이미 있는 피드가 1개였습니다." in again.out
    printed = run("feeds", "export", folder=there)
    assert 'xmlUrl="https://one.example/rss"' in printed.out


def test_a_list_of_feeds_is_never_written_over_a_file_that_is_there(tmp_path: Path) -> None:
    feeds = FEEDS % "https://one.example/rss"
    (tmp_path / "feeds.yaml").write_text(feeds, "utf-8")
    ended = run("feeds", "export", "feeds.yaml", folder=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "there already" in ended.err
    assert (tmp_path / "feeds.yaml").read_text("utf-8") == feeds
    assert "a folder that is there" in run("feeds", "export", "nowhere/list.opml", folder=tmp_path).err


def test_a_file_that_is_no_list_of_feeds_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html></html>", "utf-8")
    (tmp_path / "saved.opml").write_text("<!DOCTYPE html><html></html>", "utf-8")
    for name, cause in (("page.html", "no OPML"), ("saved.opml", "as web pages do")):
        ended = run("feeds", "import", name, folder=tmp_path)
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.startswith(f"{name} is not read")
        assert cause in ended.err
        assert "Name an OPML file" in ended.err
    assert run("feeds", "import", "missing.opml", folder=tmp_path).code == 1


async def test_a_private_feed_of_the_file_can_be_tested_and_addresses_may_stand_behind_options(tmp_path: Path) -> None:
    async with FeedServer() as server:
        url = server.serve("/feed", Reply(rss(Item("The allies meet in Seoul")).encode()))
        (tmp_path / "mine.yaml").write_text((FEEDS % url).replace('"url"', '"allow_private": true, "url"'))
        tested = await asyncio.to_thread(run, "feeds", "test", "--lang", "ko", "--feeds", "mine.yaml", url, folder=tmp_path)
        refused = await asyncio.to_thread(run, "feeds", "test", url, folder=tmp_path)
    assert (tested.code, tested.err) == (0, "")
    assert "The allies meet in Seoul" in tested.out
    assert "The allies meet in Seoul" not in refused.out


def test_an_option_that_is_unknown_is_refused_also_behind_addresses(tmp_path: Path) -> None:
    ended = run("feeds", "test", "https://one.example/rss", "--nonsense", folder=tmp_path)
    assert ended.code == 2
    assert "--nonsense" in ended.err
