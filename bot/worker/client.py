"""The main process's side: one worker process, one job at a time, started when needed and again after a crash."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.desk.ports import ReadJob, ReadResult
from bot.errors import JobFailedError, WorkerCrashedError
from bot.model import Catalogue
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints
from bot.worker import codec
from bot.worker.frames import LENGTHS, decode_head, encode

log = logging.getLogger(__name__)

Json = dict[str, Any]


def worker_command(local_ontology: Path | None = None, *, warm: bool = False) -> tuple[str, ...]:
    """The command that starts a worker; a `warm` one loads the analysis before it is asked for any."""
    command = (sys.executable, "-m", "bot.worker", *(["--warm"] if warm else []))
    return command if local_ontology is None else (*command, str(local_ontology))


class WorkerClient:
    """Implements `bot.desk.ports.Analyst` and `bot.pollers.ports.FeedParser` over a worker process.

    `job_seconds` is how long one job may take before the worker is ended and started anew; jobs wait their turn without limit.
    """

    def __init__(self, command: Sequence[str], *, job_seconds: float = 60.0) -> None:
        self._command = tuple(command)
        self._job_seconds = job_seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The running worker's process id, None while there is none."""
        return self._process.pid if self.is_running and self._process else None

    @property
    def is_running(self) -> bool:
        """Whether a worker process is up."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process now instead of with the first job."""
        async with self._turn:
            await self._started()

    async def parse(self, body: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
        """Parse a feed. Raises JobFailedError or WorkerCrashedError."""
        return codec.parsed_from_json(await self._ask("parse", codec.hints_to_json(hints), body))

    async def read(self, job: ReadJob) -> ReadResult:
        """Extract and analyse an article. Raises JobFailedError or WorkerCrashedError."""
        return codec.result_from_json(await self._ask("read", codec.job_to_json(job), job.html or b""))

    async def catalogue(self) -> Catalogue:
        """What the handlers can tag. Raises JobFailedError where the ontology does not load."""
        return codec.catalogue_from_json(await self._ask("catalogue", {}, b""))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """End the worker: its pipe is closed, and it is killed where it does not go within two seconds."""
        async with self._turn:
            process, self._process = self._process, None
            if process is None or process.returncode is not None:
                return
            if process.stdin:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), 2.0)
            except TimeoutError:
                await _kill(process)

    async def _ask(self, job: str, data: Mapping[str, Any], blob: bytes) -> Json:
        async with self._turn:
            process = await self._started()
            try:
                answer = await asyncio.wait_for(_exchange(process, encode({"job": job, "data": data}, blob)), self._job_seconds)
            except TimeoutError as error:
                await self._drop(process)
                raise WorkerCrashedError(f"The worker took longer than {self._job_seconds:g} s for a {job} job and was ended.") from error
            except (EOFError, OSError, ValueError) as error:
                await self._drop(process)
                raise WorkerCrashedError(f"The worker ended in the middle of a {job} job (exit {process.returncode}).") from error
            except asyncio.CancelledError:
                # Its answer would be taken for that of the next job.
                await asyncio.shield(self._drop(process))
                raise
        if "error" in answer:
            raise JobFailedError(f"The {job} job failed: {answer['error']}")
        result = answer["result"]
        if not isinstance(result, dict):
            raise JobFailedError(f"The {job} job gave no record.")
        return result

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        if self._process is not None:
            log.warning("The worker had ended (exit %s); starting another", self._process.returncode)
        pipe = asyncio.subprocess.PIPE
        try:
            self._process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe)
        except OSError as error:  # no memory, too many open files
            raise WorkerCrashedError(f"The worker could not be started: {error.strerror or error}.") from error
        return self._process

    async def _drop(self, process: asyncio.subprocess.Process) -> None:
        self._process = None
        await _kill(process)


async def _exchange(process: asyncio.subprocess.Process, frame: bytes) -> Json:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(frame)
    await process.stdin.drain()
    head_length, blob_length = LENGTHS.unpack(await process.stdout.readexactly(LENGTHS.size))
    head = decode_head(await process.stdout.readexactly(head_length))
    await process.stdout.readexactly(blob_length)
    return head


async def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
