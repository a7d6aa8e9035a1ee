"""Starts that cannot be, and ends in the middle of things: each said in a sentence, nothing lost."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.flows.command_line import run
from tests.flows.desk_process import DeskProcess, write_configuration
from tests.flows.flood_server import FloodServer, headline
from tests.flows.one_feed import ask

NO_FEEDS = '{"outlets": []}'


def start(folder: Path, **environ: str) -> tuple[int, str]:
    """Exit code and standard error of a desk that cannot start."""
    (folder / "feeds.yaml").write_text(NO_FEEDS)
    ended = run("run", folder=folder, **{"DESK_WEB_PORT": "0", **environ})
    assert "Traceback" not in ended.err, ended.err
    return ended.code, ended.err


def test_a_faulty_ontology_of_the_team_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("actors:\n  our-desk: {tpye: group}\n")
    code, said = start(tmp_path, DESK_ONTOLOGY_FILE="own.yaml")
    assert code == 1
    assert "own.yaml:2" in said
    assert "tpye" in said


def test_without_feeds_yaml_it_says_what_is_missing(tmp_path: Path) -> None:
    ended = run("run", folder=tmp_path)
    assert ended.code == 2
    assert "feeds.yaml: cannot be read" in ended.err


def test_a_port_in_use_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = start(tmp_path, DESK_WEB_PORT=str(port))
    assert code == 1
    assert f"Port {port} on 127.0.0.1 is in use" in said
    assert "DESK_WEB_PORT" in said


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    code, said = start(tmp_path, DESK_DATA_DIR=str(tmp_path / "file" / "data"))
    assert code == 1
    assert "data folder" in said
    assert "DESK_DATA_DIR" in said


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "desk.sqlite3"
    path.write_text("These are somebody's notes, and no database. " * 100)
    code, said = start(tmp_path)
    assert code == 1
    assert "desk.sqlite3" in said
    assert path.read_text().startswith("These are somebody's notes")


def test_a_database_locked_by_another_program_is_told(tmp_path: Path) -> None:
    run("ask", "/alliance status", folder=tmp_path)
    with closing(sqlite3.connect(tmp_path / "data" / "desk.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, said = start(tmp_path)
    assert code == 1
    assert "desk.sqlite3" in said
    assert "locked" in said


def test_a_database_server_out_of_reach_is_told_without_its_password(tmp_path: Path) -> None:
    code, said = start(tmp_path, DESK_DATABASE_URL="postgresql://desk:s3cret-word@127.0.0.1:1/desk")
    assert code == 1
    assert "127.0.0.1" in said
    assert "s3cret-word" not in said


@pytest.fixture
async def flood() -> AsyncIterator[FloodServer]:
    server = FloodServer(("one", "two"), lambda _moment: None)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def desk(flood: FloodServer, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    write_configuration(tmp_path, flood.feed_addresses())
    process = DeskProcess(tmp_path)
    await process.start()
    await process.ready()
    await process.stored("SELECT count(*) FROM article WHERE stage = 'done'", 2)
    yield process
    process.kill()
    await process.ended()


async def alerts(desk: DeskProcess, count: int) -> list[str]:
    """The texts of the alerts once there are that many."""
    await desk.until(lambda: True if len(desk.console_log) >= count else None)
    return [str(entry["text"]) for entry in desk.console_log]


async def test_a_second_desk_on_the_same_folder_is_refused(desk: DeskProcess) -> None:
    second = DeskProcess(desk.folder)
    await second.start()
    assert await second.ended() == 1
    assert any("Another desk" in line for line in second.lines)


async def test_questions_and_health_are_answered_beside_a_running_desk(desk: DeskProcess, tmp_path: Path) -> None:
    assert "All is well" in await ask(desk, "/alliance status")
    port = desk.address.rsplit(":", 1)[1]
    ended = await asyncio.to_thread(run, "health", folder=tmp_path.parent, DESK_WEB_PORT=port)
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_in_the_middle_of_work_ends_it_soon_and_loses_nothing(
    number: signal.Signals, flood: FloodServer, desk: DeskProcess
) -> None:
    worker = psutil.Process(desk.pid).children()[0]
    flood.publish(30)
    await alerts(desk, 3)
    assert await desk.stop(number, seconds=5) == 0
    assert not worker.is_running()
    await desk.start()
    await desk.ready()
    texts = await alerts(desk, 30)
    assert [sum(headline(place) in text for text in texts) for place in range(30)] == [1] * 30


async def test_a_worker_that_is_killed_is_replaced_and_every_article_is_read(flood: FloodServer, desk: DeskProcess) -> None:
    flood.publish(20)
    await alerts(desk, 2)
    psutil.Process(desk.pid).children()[0].kill()
    assert len(await alerts(desk, 20)) == 20


async def test_no_worker_outlives_a_desk_that_is_killed(desk: DeskProcess) -> None:
    worker = psutil.Process(desk.pid).children()[0]
    desk.kill()
    await desk.ended()
    await asyncio.to_thread(psutil.wait_procs, [worker], 10)
    assert not worker.is_running()


async def test_after_days_of_absence_a_restart_repeats_nothing_and_tells_the_rest_in_one_brief(
    flood: FloodServer, desk: DeskProcess
) -> None:
    flood.publish(4)
    await alerts(desk, 4)
    assert await desk.stop() == 0
    with closing(sqlite3.connect(desk.folder / "data" / "desk.sqlite3")) as database, database:
        database.execute("UPDATE feed SET last_success_at = '2026-11-01 00:00:00.000000'")
    flood.publish(6)
    await desk.start()
    await desk.ready()
    await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", 12)
    states = dict(desk.rows("SELECT state, count(*) FROM delivery WHERE purpose = 'alert' GROUP BY state"))
    assert states == {"sent": 4, "folded": 6}
    assert desk.rows("SELECT count(*) FROM delivery WHERE purpose = 'brief'")[0][0] == 1
    assert len(desk.console_log) == 4


async def test_a_feed_taken_out_of_feeds_yaml_is_left_alone(flood: FloodServer, desk: DeskProcess) -> None:
    assert await desk.stop() == 0
    (desk.folder / "feeds.yaml").write_text(NO_FEEDS)
    await desk.start()
    await desk.ready()
    assert {row[0] for row in desk.rows("SELECT state FROM feed")} == {"removed"}
    assert "0" in await ask(desk, "/alliance status")


async def test_an_addition_to_the_ontology_changes_tags_and_alerts_nobody(flood: FloodServer, desk: DeskProcess) -> None:
    flood.publish(2)
    await alerts(desk, 2)
    assert await desk.stop() == 0
    own = desk.folder / "own.yaml"
    own.write_text("actors:\n  our-officials: {type: group, en: Officials, ko: 당국자, forms: [Officials, officials]}\n")
    write_configuration(desk.folder, flood.feed_addresses(), ontology_file="own.yaml")
    await desk.start()
    await desk.ready()
    await desk.stored("SELECT count(*) FROM article_actor WHERE actor_id = 'our-officials'", 2)
    assert len(desk.console_log) == 2
