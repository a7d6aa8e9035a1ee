"""The console's platform: a keyed log file, one JSON object a line: key, at, destination, title, text.

A message counts as sent when its line is on the disk (append, then fsync), and the terminal shows it afterwards; so a kill at any moment
leaves either a whole line or none, and `has` tells for certain which. A torn last line (killed in the middle of the write) is
cut off before anything else is written. A file lock keeps two processes on one data folder from mending each other's half-written lines.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import StartError

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One message: delivery `key`, `at` as ISO 8601 in UTC, `destination` as `adapter:workspace:channel`, plain `title` and `text`."""

    key: str
    at: str
    destination: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """The line is on the disk; `is_new` is False where it was there before."""

    is_new: bool


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The line is not in the file, for certain."""

    reason: str


@dataclass(frozen=True, slots=True)
class PerhapsWritten:
    """The disk failed in a way that leaves the outcome open."""

    reason: str


WriteOutcome = Written | NotWritten | PerhapsWritten


class ConsoleLog:
    """The file and the index of its keys. Blocking; call it from a thread. Safe for many threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: set[str] = set()
        self._read_to = 0
        self._inode = 0
        self._mutex = threading.Lock()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def open(self) -> None:
        """Make the file where there is none, mend a torn last line, index the keys. Raises StartError where that cannot be done."""
        try:
            with self._locked() as descriptor:
                self._catch_up(descriptor)
        except OSError as error:
            raise StartError(
                f"{_plain(error, self._path)} Name another data folder with DESK_DATA_DIR or data_dir in desk.yaml."
            ) from error

    def has(self, key: str) -> bool:
        """Whether a message with this key is in the file. Raises OSError where the file cannot be read."""
        with self._locked() as descriptor:
            self._catch_up(descriptor)
            return key in self._keys

    def append(self, record: LogRecord) -> WriteOutcome:
        """Put the message into the file unless its key is there. A full or read-only disk is an outcome, not an error."""
        try:
            with self._locked() as descriptor:
                self._catch_up(descriptor)
                if record.key in self._keys:
                    return Written(is_new=False)
                return self._write(descriptor, record)
        except OSError as error:
            return NotWritten(_plain(error, self._path))

    def _write(self, descriptor: int, record: LogRecord) -> WriteOutcome:
        start = os.fstat(descriptor).st_size
        try:
            _write_all(descriptor, _encode(record))
            os.fsync(descriptor)
        except OSError as error:
            reason = _plain(error, self._path)
            return NotWritten(reason) if self._undone(descriptor, start) else PerhapsWritten(reason)
        self._keys.add(record.key)
        self._read_to = os.fstat(descriptor).st_size
        return Written(is_new=True)

    def _undone(self, descriptor: int, size: int) -> bool:
        try:
            if os.fstat(descriptor).st_size != size:
                os.ftruncate(descriptor, size)
                os.fsync(descriptor)
        except OSError:
            return False
        return True

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """The open file, held alone. It is opened each time, so that a file moved away by a person or a log rotation is made again."""
        with self._mutex:
            descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                if sys.platform != "win32":
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield descriptor
            finally:
                os.close(descriptor)

    def _catch_up(self, descriptor: int) -> None:
        """Index what we or another process added since the last look and cut a torn end off (under the lock nobody is writing it)."""
        state = os.fstat(descriptor)
        if state.st_ino != self._inode or state.st_size < self._read_to:
            self._inode, self._read_to = state.st_ino, 0
        if state.st_size == self._read_to:
            return
        torn = self._index(descriptor, state.st_size)
        if torn:
            log.warning("%s ended in the middle of a line; its last %d bytes were cut off", self._path, torn)
            os.ftruncate(descriptor, self._read_to)
            os.fsync(descriptor)

    def _index(self, descriptor: int, size: int) -> int:
        os.lseek(descriptor, self._read_to, os.SEEK_SET)
        rest = b""
        while self._read_to + len(rest) < size:
            data = os.read(descriptor, _CHUNK)
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self._read_to += len(line) + 1
                key = _key_of(line)
                if key is not None:
                    self._keys.add(key)
        return len(rest)


def _encode(record: LogRecord) -> bytes:
    return json.dumps(asdict(record), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _key_of(line: bytes) -> str | None:
    """The key of a whole line; None for a line that a disk fault or a person made unreadable."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    key = record.get("key") if isinstance(record, dict) else None
    return key if isinstance(key, str) else None


def _plain(error: OSError, path: Path) -> str:
    words = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "the file may not be written",
        errno.EPERM: "the file may not be written",
        errno.ENOENT: "the data folder is gone",
    }
    return f"The console's log {path} cannot be written: {words.get(error.errno or 0, error.strerror or str(error))}."
