"""How a hostile case is written and served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model import FailureCause
from tests.fakes.feed_server import Cut, FeedServer, Flood, Hang, Reply
from tests.fakes.polling import Item, rss
from tests.fakes.raw_server import RawServer


@dataclass(frozen=True)
class Servers:
    """Where a case is served: by a proper server, by one that writes bytes, and by one that stands for the inside of a network."""

    proper: FeedServer
    raw: RawServer
    inside: FeedServer


@dataclass(frozen=True)
class Case:
    """`serve` scripts it and returns its address. In the end the desk has these `titles` (or so many of them), or the `cause` why not.

    `asked` is how often it was asked in all rounds where that matters. An `impatient` case is polled with a short time cap, a `public` one
    without the right to private addresses (127.0.0.1 is then let through, as if it were a public one).
    """

    name: str
    group: str
    does: str
    serve: Callable[[Servers, str], str]
    titles: tuple[str, ...] | int = ()
    cause: FailureCause | None = None
    asked: int | None = None
    is_impatient: bool = False
    is_public: bool = False


def story(case: str, number: int | str, **more: object) -> Item:
    """An item of a case."""
    return Item(f"Story {number}", f"https://{case}.example/view?idxno={number}", f"{case}-{number}", **more)  # type: ignore[arg-type]


def stories(case: str, *numbers: int) -> list[Item]:
    """Items of a case, by their numbers."""
    return [story(case, number) for number in numbers]


def proper(*replies: Callable[[str], Reply] | Reply | Flood | Hang | Cut) -> Callable[[Servers, str], str]:
    """Served by a proper server: each request takes the next answer, the last stays."""

    def serve(servers: Servers, case: str) -> str:
        return servers.proper.serve(f"/{case}", *(one(case) if callable(one) else one for one in replies))

    return serve


def feeds(*documents: Callable[[str], Sequence[Item]], **more: object) -> Callable[[Servers, str], str]:
    """Feeds of these items, one after another."""
    return proper(*(lambda case, items=items: Reply(rss(*items(case)).encode(), **more) for items in documents))


def of_bytes(make: Callable[[str], bytes], content_type: str = "text/xml", **more: object) -> Callable[[Servers, str], str]:
    """An answer of these bytes."""
    return proper(lambda case: Reply(make(case), content_type=content_type, **more))  # type: ignore[arg-type]


def raw(make: Callable[[str], bytes]) -> Callable[[Servers, str], str]:
    """Bytes on the wire."""
    return lambda servers, case: servers.raw.play(f"/{case}", make(case))


def feed_of(case: str, *numbers: int) -> bytes:
    """A feed of the items with these numbers, two where none are named."""
    return rss(*stories(case, *(numbers or (2, 1)))).encode()
