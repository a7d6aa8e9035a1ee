"""The worker's side of the pipe: read a frame, do the job, answer, until the main process closes the pipe."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from bot.worker.frames import LENGTHS, decode_head, encode
from bot.worker.jobs import Job, Jobs, RefusedJobError

log = logging.getLogger(__name__)


def read_exactly(stream: BinaryIO, count: int) -> bytes:
    """`count` bytes; raises EOFError where the pipe closes first."""
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def serve(source: BinaryIO, sink: BinaryIO, jobs: Mapping[str, Job]) -> None:
    """Answer one frame after another until `source` ends. A failed job is an answer with `error`, never the end."""
    while True:
        try:
            head_length, blob_length = LENGTHS.unpack(read_exactly(source, LENGTHS.size))
            head = decode_head(read_exactly(source, head_length))
            blob = read_exactly(source, blob_length)
        except EOFError:
            return
        sink.write(encode(_answer(head, blob, jobs)))
        sink.flush()


def _answer(head: Mapping[str, Any], blob: bytes, jobs: Mapping[str, Job]) -> dict[str, Any]:
    name = str(head["job"])
    try:
        return {"result": jobs[name](head["data"], blob)}
    except RefusedJobError as error:
        return {"error": str(error)}
    except Exception as error:  # one bad document must not end the worker; the main process decides
        log.warning("The job %s failed", name, exc_info=True)
        return {"error": f"{type(error).__name__}: {error}"[:500]}


def main(arguments: list[str]) -> None:
    """Run the worker on standard input and output; `arguments` may name the team's ontology file after `--warm`.

    Ctrl-C reaches the whole process group: the main process alone decides when to stop. Prints of libraries go to standard error,
    since standard output carries frames.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    files = [argument for argument in arguments if argument != "--warm"]
    jobs = Jobs(Path(files[0]) if files else None)
    if "--warm" in arguments:
        _warm(jobs)
    serve(sys.stdin.buffer, sink, jobs.by_name())


def _warm(jobs: Jobs) -> None:
    try:
        jobs.catalogue({}, b"")
    except Exception:
        # Whoever asks for the first analysis is told what is wrong.
        log.debug("The analysis did not load", exc_info=True)
