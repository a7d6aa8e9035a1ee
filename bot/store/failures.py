"""What a database says, put into our error tree: what happened, where, and how to mend it, never with a password."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from bot.errors import SchemaError, StoreError, StoreUnavailableError

_NOT_OPENED = ("cannot be opened.", "Check that the data folder exists and that the desk's user may write to it.")
_SQLITE_CAUSES = (
    (
        "database is locked",
        "is locked by another program.",
        "Close what else writes to it (a backup tool, a database browser) and try again.",
    ),
    ("readonly", "cannot be written.", "Give the desk's user write permission on the file and its folder, or choose another data folder."),
    ("unable to open", *_NOT_OPENED),
    ("full", "has no room left.", "Free disk space; nothing that was stored is lost."),
    (
        "disk i/o error",
        "cannot be read or written (disk I/O error).",
        "Check the disk, and restore the last backup if the file is damaged.",
    ),
    ("malformed", "is damaged.", "Stop the desk and restore the last backup."),
)


def place(url: URL) -> str:
    """Where the database is, for people: a file's path, or host and name without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"The database file {url.database}"
    host = url.host or url.query.get("host") or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"The PostgreSQL database {url.database or ''} at {host}{port}"


def translated(error: SQLAlchemyError | OSError, url: URL) -> StoreError:
    """The error of our tree that says the same."""
    said = _words(error)
    where = place(url)
    if "file is not a database" in said.lower():
        return SchemaError(f"{where} is not a SQLite database. Move it away, or choose another data folder.")
    if url.get_backend_name() == "sqlite":
        for sign, what, mend in _SQLITE_CAUSES:
            if sign in said.lower():
                return StoreUnavailableError(f"{where} {what} {mend}")
    elif _is_away(error):
        mend = "Check that the server runs, and the user, password and name in DESK_DATABASE_URL."
        return StoreUnavailableError(f"{where} cannot be reached: {_without_secret(said, url)}. {mend}")
    return StoreError(f"{where} refused a statement: {_without_secret(said, url)}")


def without_folder(url: URL) -> StoreError | None:
    """What is wrong with a SQLite file whose folder is not there; None where it is, or where the URL is of another kind.

    Asked before the driver is: its thread, which cannot open the file, may end after the loop that it answers to and say so aloud.
    """
    path = url.database or ""
    if url.get_backend_name() != "sqlite" or path.startswith((":", "file:")) or not path or Path(path).parent.is_dir():
        return None
    return StoreUnavailableError(" ".join((place(url), *_NOT_OPENED)))


def _words(error: BaseException) -> str:
    """The driver's own words, without the statement and its parameters, which may hold a reader's text."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return str(origin or type(error).__name__).strip().rstrip(".") or type(error).__name__


def _is_away(error: BaseException) -> bool:
    if isinstance(error, OSError | OperationalError | InterfaceError):
        return True
    if not isinstance(error, DBAPIError):  # the pool gave up waiting
        return type(error).__name__ == "TimeoutError"
    state = str(getattr(error.orig, "sqlstate", "") or "")
    return error.connection_invalidated or state[:2] in {"08", "28", "3D", "53", "57"} or state == "25006"


def _without_secret(words: str, url: URL) -> str:
    return words.replace(url.password, "***") if url.password else words
