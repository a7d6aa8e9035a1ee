"""The keyed log: every message once, whatever happens to the process or the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.adapters.console.log import ConsoleLog, LogRecord, NotWritten, Written
from bot.errors import StartError

WRITER = """
import sys
from pathlib import Path
from bot.adapters.console.log import ConsoleLog, LogRecord
log = ConsoleLog(Path(sys.argv[1]))
log.open()
for number in range(int(sys.argv[2]), 100000):
    log.append(LogRecord(f"key-{number}", "2026-11-20T14:10:00+00:00", "console:local:desk", "제목", "본문 " * 200))
    print(number, flush=True)
"""

LIMITED = """
import resource, sys
from pathlib import Path
from bot.adapters.console.log import ConsoleLog, LogRecord
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
log = ConsoleLog(Path(sys.argv[1]))
for key in ("first", "second"):
    print(type(log.append(LogRecord(key, "", "", "", "x" * 500))).__name__)
"""


def record(key: str) -> LogRecord:
    return LogRecord(key, "2026-11-20T14:10:00+00:00", "console:local:desk", "美 “방위비 재논의”", "two\nlines")


def opened(path: Path) -> ConsoleLog:
    log = ConsoleLog(path)
    log.open()
    return log


def keys(path: Path) -> list[str]:
    return [json.loads(row)["key"] for row in path.read_text("utf-8").splitlines()]


def test_a_message_is_one_line_of_json(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    assert opened(path).append(record("a")) == Written(is_new=True)
    assert json.loads(path.read_text("utf-8")) == {
        "key": "a",
        "at": "2026-11-20T14:10:00+00:00",
        "destination": "console:local:desk",
        "title": "美 “방위비 재논의”",
        "text": "two\nlines",
    }


def test_a_key_that_is_there_is_not_written_again_even_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    opened(path).append(record("a"))
    log = opened(path)
    assert log.append(record("a")) == Written(is_new=False)
    assert log.has("a")
    assert not log.has("b")
    assert keys(path) == ["a"]


@pytest.mark.parametrize(
    "torn", ['{"key": "b", "at": "20', '{"key": "b", "at": "", "destination": "", "title": "", "text": ""}', "\x00\x00\x00", "{"]
)
def test_a_torn_last_line_is_cut_off_and_its_message_can_be_sent(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "console.jsonl"
    opened(path).append(record("a"))
    with path.open("a", encoding="utf-8") as file:
        file.write(torn)
    log = opened(path)
    assert log.has("a")
    assert not log.has("b")
    assert log.append(record("b")) == Written(is_new=True)
    assert keys(path) == ["a", "b"]


def test_a_line_spoilt_by_hand_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    opened(path).append(record("a"))
    with path.open("ab") as file:
        file.write(b'\xff not json\n[1]\n{"key": 5}\n')
    opened(path).append(record("b"))
    log = opened(path)
    assert log.has("a")
    assert log.has("b")


def test_two_processes_on_one_folder_see_each_others_messages(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    first, second = opened(path), opened(path)
    first.append(record("a"))
    assert second.append(record("a")) == Written(is_new=False)
    second.append(record("b"))
    assert first.has("b")
    assert keys(path) == ["a", "b"]


def test_a_log_that_was_moved_away_is_begun_anew_and_repeats_nothing(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    log = opened(path)
    log.append(record("a"))
    path.rename(tmp_path / "old.jsonl")
    assert log.append(record("a")) == Written(is_new=False)
    assert log.append(record("b")) == Written(is_new=True)
    assert keys(path) == ["b"]


def test_a_full_disk_is_told_and_nothing_counts_as_written(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    path.symlink_to("/dev/full")
    log = ConsoleLog(path)
    outcome = log.append(record("a"))
    assert isinstance(outcome, NotWritten)
    assert "the disk is full" in outcome.reason
    assert not log.has("a")


def test_a_disk_that_fills_in_the_middle_of_a_line_leaves_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Written", "NotWritten"]
    assert keys(path) == ["first"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    outcome = ConsoleLog(tmp_path / "gone" / "console.jsonl").append(record("a"))
    assert isinstance(outcome, NotWritten)
    assert "the data folder is gone" in outcome.reason


def test_a_log_that_cannot_be_made_stops_the_start_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"the data folder is gone.*DESK_DATA_DIR"):
        opened(tmp_path / "gone" / "console.jsonl")


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    opened(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_kill_nine_in_the_middle_of_writing_loses_and_repeats_nothing(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    told = -1
    for round_number in range(5):
        # begins one before what was told, as the outbox does when it does not know
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(max(told, 0))], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for _ in range(20 + 7 * round_number):
            told = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        told = max([told, *map(int, rest.split())])
    opened(path)
    found = keys(path)
    assert len(found) == len(set(found))
    assert set(found) >= {f"key-{number}" for number in range(told + 1)}
