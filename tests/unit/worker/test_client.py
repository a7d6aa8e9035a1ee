"""The client against a real process that crashes, hangs, raises and prints."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.errors import JobFailedError, WorkerCrashedError
from bot.pollers.ports import NotAFeed, ParseHints
from bot.worker.client import WorkerClient

HINTS = ParseHints("http://127.0.0.1/feed", "text/xml", "Asia/Seoul", datetime(2026, 11, 25, tzinfo=UTC))
ODD_WORKER = (sys.executable, "-m", "tests.fakes.odd_worker")


@pytest.fixture
async def client() -> AsyncIterator[WorkerClient]:
    worker = WorkerClient(ODD_WORKER, job_seconds=20)
    yield worker
    await worker.close()


async def pid_that_answers(client: WorkerClient, body: bytes = b"hello") -> str:
    answer = await client.parse(body, HINTS)
    assert isinstance(answer, NotAFeed)
    return str(answer.detail.values["text"])


async def test_one_process_answers_job_after_job(client: WorkerClient) -> None:
    first = await pid_that_answers(client)
    assert await pid_that_answers(client) == first == str(client.pid)


async def test_jobs_asked_for_at_once_are_all_answered(client: WorkerClient) -> None:
    answers = await asyncio.gather(*(pid_that_answers(client, b"x" * size) for size in (0, 10, 1_000_000, 3_000_000)))
    assert set(answers) == {str(client.pid)}


async def test_a_job_that_raises_is_an_error_and_the_process_goes_on(client: WorkerClient) -> None:
    before = await pid_that_answers(client)
    with pytest.raises(JobFailedError, match="ValueError: no such feed"):
        await client.parse(b"raise", HINTS)
    assert await pid_that_answers(client) == before


async def test_a_library_that_prints_does_not_spoil_the_answers(client: WorkerClient) -> None:
    assert await pid_that_answers(client, b"print") == str(client.pid)
    assert await pid_that_answers(client) == str(client.pid)


async def test_a_crash_is_told_and_the_next_job_gets_a_new_process(client: WorkerClient) -> None:
    before = await pid_that_answers(client)
    with pytest.raises(WorkerCrashedError):
        await client.parse(b"crash", HINTS)
    assert await pid_that_answers(client) != before


async def test_a_worker_that_cannot_be_started_is_told_like_one_that_ended() -> None:
    client = WorkerClient(("/nowhere/there-is-no-such-program",))
    with pytest.raises(WorkerCrashedError, match="could not be started"):
        await client.parse(b"", HINTS)
    await client.close()


async def test_a_job_without_end_is_ended_and_the_next_is_answered() -> None:
    client = WorkerClient(ODD_WORKER, job_seconds=0.2)
    with pytest.raises(WorkerCrashedError, match=r"longer than 0\.2 s"):
        await client.parse(b"hang", HINTS)
    assert not client.is_running
    await client.close()


async def test_a_cancelled_job_never_answers_the_next_one(client: WorkerClient) -> None:
    before = await pid_that_answers(client)
    job = asyncio.ensure_future(client.parse(b"hang", HINTS))
    await asyncio.sleep(0)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert await pid_that_answers(client) != before


async def test_closing_ends_the_process() -> None:
    client = WorkerClient(ODD_WORKER)
    await pid_that_answers(client)
    await client.close()
    assert client.pid is None


async def test_closing_what_never_started_is_fine() -> None:
    await WorkerClient(ODD_WORKER).close()


async def test_the_worker_ends_when_the_main_process_is_gone(client: WorkerClient) -> None:
    await pid_that_answers(client)
    process = client._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 10) == 0
