"""Every error that the desk raises on purpose, on one page.

Expected failures of the outside world (a feed that answers 404, a refused message) are values in `bot.model`; what is here stops the
thing that was asked for. Each error says what, where and how to mend it, and never carries a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DeskError(Exception):
    """Root of the tree. `str(error)` is one or more plain sentences for the person who runs or asks the desk."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in the configuration.

    `place` is where (`feeds.yaml:12` or an environment variable's name), `what` says what is wrong, `mend` how to put it right.
    """

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.mend}".rstrip()


class ConfigurationError(DeskError):
    """The configuration cannot be used; `mistakes` lists every one that was found, in file order."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class StartError(DeskError):
    """The desk cannot start: a port in use, a data folder that cannot be written."""


class StoreError(DeskError):
    """The database cannot do what was asked."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached, is locked by another program, or is read-only."""


class SchemaError(StoreError):
    """The database was written by a newer desk, or is not one of ours."""


class WorkerError(DeskError):
    """The worker process could not do a job; the article or feed stays queued."""


class WorkerCrashedError(WorkerError):
    """The worker process ended in the middle of a job."""


class JobFailedError(WorkerError):
    """The worker did the job and it failed; the worker itself goes on."""


class CommandError(DeskError):
    """A command that cannot be answered. `key` names a phrase in bot/desk/phrases, `details` fills its blanks."""

    def __init__(self, key: str, **details: object) -> None:
        self.key = key
        self.details = details
        super().__init__(f"{key} {details}" if details else key)
