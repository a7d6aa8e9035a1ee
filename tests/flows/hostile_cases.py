"""What feeds do to a desk, by accident or on purpose, and what has to become of it. Each case is served by a real server."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from bot.model import FailureCause
from tests.fakes.feed_server import MEGABYTE, Cut, FeedServer, Flood, Hang, Reply, gzip_bomb
from tests.fakes.polling import NOON, Item, rss
from tests.fakes.raw_server import HEAD, RawServer, chunked

ROUNDS = 4
"""How often the desk looks, an hour apart."""

HEADLINE = "한미 정상, 방위비 분담금 협상 재개에 합의"
CP949_ONLY = "똠얌꿍 논란 속 펲시 광고… 한미동맹은 굳건"


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


def _story(case: str, number: int | str, **more: object) -> Item:
    return Item(f"Story {number}", f"https://{case}.example/view?idxno={number}", f"{case}-{number}", **more)  # type: ignore[arg-type]


def _stories(case: str, *numbers: int) -> list[Item]:
    return [_story(case, number) for number in numbers]


def _proper(*replies: Callable[[str], Reply] | Reply | Flood | Hang | Cut) -> Callable[[Servers, str], str]:
    def serve(servers: Servers, case: str) -> str:
        return servers.proper.serve(f"/{case}", *(one(case) if callable(one) else one for one in replies))

    return serve


def _feeds(*documents: Callable[[str], Sequence[Item]], **more: object) -> Callable[[Servers, str], str]:
    return _proper(*(lambda case, items=items: Reply(rss(*items(case)).encode(), **more) for items in documents))


def _bytes(make: Callable[[str], bytes], content_type: str = "text/xml", **more: object) -> Callable[[Servers, str], str]:
    return _proper(lambda case: Reply(make(case), content_type=content_type, **more))  # type: ignore[arg-type]


def _raw(make: Callable[[str], bytes]) -> Callable[[Servers, str], str]:
    return lambda servers, case: servers.raw.play(f"/{case}", make(case))


def _feed(case: str, *numbers: int) -> bytes:
    return rss(*_stories(case, *(numbers or (2, 1)))).encode()


# --- time and size -----------------------------------------------------------------------------------------------------------


def _drips(where: str) -> Callable[[Servers, str], str]:
    def serve(servers: Servers, case: str) -> str:
        async def play(writer: object) -> None:
            start = b"" if where == "head" else HEAD + b"\r\n"
            await servers.raw.drip(writer, start + HEAD * 100, 0.02)  # type: ignore[arg-type]

        return servers.raw.play(f"/{case}", play)

    return serve


def _pours(start: bytes, piece: bytes) -> Callable[[Servers, str], str]:
    def serve(servers: Servers, case: str) -> str:
        async def play(writer: object) -> None:
            writer.write(start)  # type: ignore[attr-defined]
            await servers.raw.pour(writer, piece)  # type: ignore[arg-type]

        return servers.raw.play(f"/{case}", play)

    return serve


def _bomb_in_bomb(_: str) -> bytes:
    return gzip.compress(gzip_bomb(1_000))


def _deflate_bomb(_: str) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(MEGABYTE)) for _ in range(200)), packer.flush()])


def _billion_laughs(case: str) -> bytes:
    bomb = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "file:///etc/hostname">{bomb}]>'
    item = replace(_story(case, 1), title="Story 1 &e11;&file;")
    return rss(item, prolog=f'<?xml version="1.0"?>{doctype}').encode()


def _quadratic(case: str) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'
    return rss(replace(_story(case, 1), title="Story 1 " + "&a;" * 20_000), prolog=f'<?xml version="1.0"?>{doctype}').encode()


def _deep(_: str) -> bytes:
    return b"<rss><channel>" + b"<item>" * 100_000


def _wide(_: str) -> bytes:
    return b"<rss><channel %b></channel></rss>" % b" ".join(b'a%d="x"' % number for number in range(100_000))


SIZE = "Time and size"
TIME_AND_SIZE = [
    Case("slow-bytes", SIZE, "sends its body one byte at a time", _drips("body"), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("slow-headers", SIZE, "sends its headers one byte at a time", _drips("head"), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("silence", SIZE, "takes the connection and never answers", _proper(Hang()), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("endless-body", SIZE, "sends a body without end", _pours(HEAD + b"\r\n", b"<item>" * 4_000), cause=FailureCause.TOO_LARGE),
    Case(
        "endless-headers",
        SIZE,
        "sends headers without end",
        _pours(HEAD, b"X-More: " + b"x" * 1_000 + b"\r\n"),
        cause=FailureCause.MALFORMED,
    ),
    Case(
        "long-header", SIZE, "sends one header of 1 MB", _raw(lambda _: HEAD + b"X-Long: " + b"x" * MEGABYTE), cause=FailureCause.MALFORMED
    ),
    Case("100-mb", SIZE, "sends 100 MB", _proper(Flood(100 * MEGABYTE)), cause=FailureCause.TOO_LARGE),
    Case("100-mb-said", SIZE, "announces 100 MB", _proper(Flood(100 * MEGABYTE, is_declared=True)), cause=FailureCause.TOO_LARGE),
    Case(
        "gzip-bomb",
        SIZE,
        "packs 1 GB into 1 MB (gzip)",
        _bytes(lambda _: gzip_bomb(1_000), headers={"Content-Encoding": "gzip"}),
        cause=FailureCause.TOO_LARGE,
    ),
    Case(
        "small-bomb",
        SIZE,
        "packs 60 MB into 60 kB (gzip)",
        _bytes(lambda _: gzip_bomb(60), headers={"Content-Encoding": "gzip"}),
        cause=FailureCause.BOMB,
    ),
    Case(
        "deflate-bomb",
        SIZE,
        "packs 200 MB into 200 kB (deflate)",
        _bytes(_deflate_bomb, headers={"Content-Encoding": "deflate"}),
        cause=FailureCause.TOO_LARGE,
    ),
    Case(
        "bomb-in-bomb",
        SIZE,
        "packs a gzip bomb into another",
        _bytes(_bomb_in_bomb, headers={"Content-Encoding": "gzip, gzip"}),
        cause=FailureCause.MALFORMED,
    ),
    Case(
        "brotli-bomb",
        SIZE,
        "sends brotli, which was not asked for",
        _bytes(lambda _: b"\xcf\xff\xff\xff\x7f\xf8" * 10_000, headers={"Content-Encoding": "br"}),
        cause=FailureCause.MALFORMED,
    ),
    Case("billion-laughs", SIZE, "declares entities that grow to 300 GB, and one that reads a file", _bytes(_billion_laughs), titles=1),
    Case("quadratic-entities", SIZE, "repeats one long entity 20,000 times", _bytes(_quadratic), titles=1),
    Case("deep", SIZE, "opens 100,000 elements and closes none", _bytes(_deep), cause=FailureCause.MALFORMED),
    Case("wide", SIZE, "gives an element 100,000 attributes", _bytes(_wide), cause=FailureCause.MALFORMED),
    Case("10-000-items", SIZE, "holds 10,000 items", _feeds(lambda case: _stories(case, *range(10_000))), titles=10_000),
]

# --- the wire ----------------------------------------------------------------------------------------------------------------


def _said(length: int) -> Callable[[str], bytes]:
    return lambda case: HEAD + b"Content-Length: %d\r\n\r\n" % (len(_feed(case)) + length) + _feed(case)


def _cut_document(case: str) -> bytes:
    document = _feed(case, 3, 2, 1)
    return document[: document.index(b"idxno=1")]


def _not_packed(case: str) -> bytes:
    return HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + _feed(case)


def _half_packed(case: str) -> bytes:
    packed = gzip.compress(_feed(case))[:-20]
    return HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed


WIRE = "The wire"
ON_THE_WIRE = [
    Case("length-too-long", WIRE, "announces more bytes than it sends", _raw(_said(1_000)), cause=FailureCause.CONNECTION),
    Case("length-too-short", WIRE, "announces fewer bytes than it sends", _raw(_said(-100)), cause=FailureCause.MALFORMED),
    Case(
        "cut-chunk",
        WIRE,
        "ends in the middle of its chunks",
        _raw(lambda case: chunked(_feed(case), is_whole=False)),
        cause=FailureCause.CONNECTION,
    ),
    Case(
        "bad-chunk",
        WIRE,
        "names a chunk size that is no number",
        _raw(lambda _: chunked().replace(b"0\r\n", b"zz\r\n")),
        cause=FailureCause.MALFORMED,
    ),
    Case("cut-document", WIRE, "is cut in the middle of an item", _bytes(_cut_document), titles=("Story 2", "Story 3")),
    Case("not-packed", WIRE, "says gzip and is not packed", _raw(_not_packed), cause=FailureCause.CONNECTION),
    Case("half-packed", WIRE, "is a gzip cut short", _raw(_half_packed), titles=("Story 2",)),
    Case("not-http", WIRE, "speaks another protocol", _raw(lambda _: b"220 mail.example ESMTP ready\r\n"), cause=FailureCause.MALFORMED),
    Case("hang-up", WIRE, "hangs up without a word", _raw(lambda _: b""), cause=FailureCause.CONNECTION),
]

# --- where it leads ----------------------------------------------------------------------------------------------------------


def _to(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


def _inward(host: str) -> Callable[[Servers, str], str]:
    def serve(servers: Servers, case: str) -> str:
        secret = servers.inside.serve("/secret", Reply(_feed(case)))
        return servers.proper.serve(f"/{case}", _to(secret.replace(servers.inside.host, host)))

    return serve


def _inward_of_private(servers: Servers, case: str) -> str:
    return servers.proper.serve(f"/{case}", _to(servers.inside.serve("/secret", Reply(_feed(case)))))


def _loop(servers: Servers, case: str) -> str:
    servers.proper.serve(f"/{case}/back", _to(f"/{case}"))
    return servers.proper.serve(f"/{case}", _to(f"/{case}/back"))


LEADS = "Where it leads"
WHERE_IT_LEADS = [
    Case("loop", LEADS, "redirects in a circle", _loop, cause=FailureCause.REDIRECTS),
    Case("inward", LEADS, "redirects to a private address", _inward("127.0.0.2"), cause=FailureCause.PRIVATE_ADDRESS, is_public=True),
    Case(
        "inward-decimal", LEADS, "redirects to one written as a number", _inward("2130706434"), cause=FailureCause.BAD_URL, is_public=True
    ),
    Case("inward-hex", LEADS, "redirects to one in hexadecimal", _inward("0x7f.0.0.2"), cause=FailureCause.PRIVATE_ADDRESS, is_public=True),
    Case(
        "inward-mapped",
        LEADS,
        "redirects to one mapped into IPv6",
        _inward("[::ffff:7f00:2]"),
        cause=FailureCause.PRIVATE_ADDRESS,
        is_public=True,
    ),
    Case(
        "metadata",
        LEADS,
        "redirects to a cloud's metadata",
        _proper(_to("http://169.254.169.254/latest/")),
        cause=FailureCause.PRIVATE_ADDRESS,
        is_public=True,
    ),
    Case(
        "local-metadata",
        LEADS,
        "redirects there, of a feed that may be private",
        _proper(_to("http://[fd00:ec2::254]/latest/")),
        cause=FailureCause.PRIVATE_ADDRESS,
    ),
    Case(
        "other-port",
        LEADS,
        "redirects to the port of a database",
        _proper(_to("http://127.0.0.1:5432/")),
        cause=FailureCause.BAD_URL,
        is_public=True,
    ),
    Case(
        "neighbour",
        LEADS,
        "redirects to another private host, of a feed that may be private",
        _inward_of_private,
        cause=FailureCause.PRIVATE_ADDRESS,
    ),
    Case("file", LEADS, "redirects to a file of the computer", _proper(_to("file:///etc/passwd")), cause=FailureCause.REDIRECTS),
]

# --- charsets ----------------------------------------------------------------------------------------------------------------


def _korean(declared: str, encoded: str, *, text: str = HEADLINE, mark: bytes = b"") -> Callable[[str], bytes]:
    def make(case: str) -> bytes:
        item = Item(text, f"https://{case}.example/1", f"{case}-1")
        return mark + rss(item, title="하버데일리", prolog=f'<?xml version="1.0" encoding="{declared}"?>').encode(encoded)

    return make


def _charset(name: str, does: str, make: Callable[[str], bytes], content_type: str = "text/xml", text: str = HEADLINE) -> Case:
    return Case(name, "Charsets", does, _bytes(make, content_type), titles=(text,))


CHARSETS = [
    _charset("euc-kr-as-utf-8", "is EUC-KR and says UTF-8", _korean("utf-8", "euc-kr"), "text/xml; charset=utf-8"),
    _charset("utf-8-as-euc-kr", "is UTF-8 and says EUC-KR", _korean("euc-kr", "utf-8"), "text/xml; charset=euc-kr"),
    _charset("euc-kr-as-latin", "is EUC-KR and says ISO-8859-1", _korean("iso-8859-1", "euc-kr")),
    _charset("euc-kr-unsaid", "is EUC-KR and says nothing", lambda case: _korean("x", "euc-kr")(case).replace(b' encoding="x"', b"")),
    _charset(
        "cp949-as-euc-kr", "says EUC-KR and has syllables that only CP949 has", _korean("euc-kr", "cp949", text=CP949_ONLY), text=CP949_ONLY
    ),
    _charset("cp949-as-utf-8", "says UTF-8 and has them", _korean("utf-8", "cp949", text=CP949_ONLY), text=CP949_ONLY),
    _charset(
        "header-against-prolog",
        "says one charset in its header and another in its prolog",
        _korean("utf-8", "euc-kr"),
        "text/xml; charset=euc-kr",
    ),
    _charset("utf-8-mark", "is UTF-8 behind a byte order mark and says EUC-KR", _korean("euc-kr", "utf-8", mark=codecs.BOM_UTF8)),
    _charset("utf-16-mark", "is UTF-16 behind a byte order mark", _korean("utf-16", "utf-16")),
    _charset("utf-16-little", "is UTF-16, little end first, without a mark", _korean("utf-16", "utf-16-le")),
    _charset("utf-16-big", "is UTF-16, big end first, without a mark", _korean("utf-16", "utf-16-be")),
    _charset("utf-16-as-utf-8", "is UTF-16 and says UTF-8", _korean("utf-8", "utf-16"), "text/xml; charset=utf-8"),
    _charset("no-such-charset", "says a charset that there is none of", _korean("klingon-1", "euc-kr"), "text/xml; charset=unknown"),
]

# --- items -------------------------------------------------------------------------------------------------------------------


def _at(days: float) -> datetime:
    return NOON + timedelta(days=days)


def _fresh_guids(number: int) -> Callable[[str], list[Item]]:
    return lambda case: [replace(item, guid=f"{case}-{number}-{place}") for place, item in enumerate(_stories(case, 3, 2, 1))]


ITEMS = "Items"
THREE = ("Story 1", "Story 2", "Story 3")
OF_ITEMS = [
    Case(
        "no-guid",
        ITEMS,
        "has items without a guid",
        _feeds(lambda case: [replace(item, guid=None) for item in _stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "no-link",
        ITEMS,
        "has items without a link",
        _feeds(lambda case: [replace(item, link=None) for item in _stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "no-title",
        ITEMS,
        "has items without a title",
        _feeds(lambda case: [replace(item, title="", lead=f"Lead of {item.title}.") for item in _stories(case, 2, 1)]),
        titles=("Lead of Story 1.", "Lead of Story 2."),
    ),
    Case(
        "only-titles",
        ITEMS,
        "has items that are nothing but a title",
        _feeds(lambda _: [Item("Story 2"), Item("Story 1")]),
        titles=("Story 1", "Story 2"),
    ),
    Case(
        "empty-items",
        ITEMS,
        "has items with nothing in them",
        _feeds(lambda case: [Item(""), *_stories(case, 1), Item("")]),
        titles=("Story 1",),
    ),
    Case(
        "same-guid",
        ITEMS,
        "gives every item the same guid",
        _feeds(lambda case: [replace(item, guid="same") for item in _stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case("told-twice", ITEMS, "tells an item twice", _feeds(lambda case: _stories(case, 3, 2, 2, 1)), titles=THREE),
    Case(
        "new-guids",
        ITEMS,
        "has a new guid for each item at each fetch",
        _feeds(*(_fresh_guids(number) for number in range(ROUNDS))),
        titles=THREE,
    ),
    Case(
        "back-in-time",
        ITEMS,
        "goes back to its state of days ago, and comes again",
        _feeds(
            lambda case: _stories(case, 2, 1),
            lambda case: _stories(case, 3, 2),
            lambda case: _stories(case, 1),
            lambda case: _stories(case, 3, 2),
        ),
        titles=THREE,
    ),
    Case(
        "new-dates",
        ITEMS,
        "dates its items anew at each fetch",
        _feeds(
            *(lambda case, hours=hours: [replace(item, date=_at(hours)) for item in _stories(case, 3, 2, 1)] for hours in range(ROUNDS))
        ),
        titles=THREE,
    ),
    Case(
        "future",
        ITEMS,
        "dates its items next year",
        _feeds(lambda case: [replace(item, date=_at(400)) for item in _stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "date-nonsense",
        ITEMS,
        "dates them with words",
        _feeds(lambda case: [replace(item, date="yesterday, roughly") for item in _stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
]

# --- answers -----------------------------------------------------------------------------------------------------------------

PAGE = "<!doctype html><html><head><title>오류</title></head><body>일시적인 오류가 발생했습니다.</body></html>"
ANSWERS = "Answers"
OF_ANSWERS = [
    Case("304-unasked", ANSWERS, "answers 304 to a request without validators", _proper(Reply(status=304)), cause=FailureCause.HTTP),
    Case(
        "html", ANSWERS, "answers 200 with a web page about an error", _bytes(lambda _: PAGE.encode(), "text/html"), cause=FailureCause.HTML
    ),
    Case("html-as-xml", ANSWERS, "sends that page as XML", _bytes(lambda _: PAGE.encode()), cause=FailureCause.HTML),
    Case(
        "challenge",
        ANSWERS,
        "hides behind a bot check",
        _proper(Reply(b"<title>Just a moment...</title>", 403, {"cf-mitigated": "challenge"}, "text/html")),
        cause=FailureCause.CHALLENGE,
    ),
    Case("nothing", ANSWERS, "answers 200 with nothing", _bytes(lambda _: b""), cause=FailureCause.MALFORMED),
    Case("noise", ANSWERS, "answers 200 with random bytes", _bytes(lambda _: bytes(range(256)) * 400), cause=FailureCause.MALFORMED),
    Case("410", ANSWERS, "says that it is gone", _proper(Reply(status=410)), cause=FailureCause.GONE, asked=1),
    Case(
        "429",
        ANSWERS,
        "asks to be left alone for a day",
        _proper(Reply(status=429, headers={"Retry-After": "86400"})),
        cause=FailureCause.RATE_LIMITED,
        asked=1,
    ),
    Case(
        "429-dated",
        ANSWERS,
        "asks it with a date",
        _proper(Reply(status=429, headers={"Retry-After": format_datetime(_at(1), usegmt=False)})),
        cause=FailureCause.RATE_LIMITED,
        asked=1,
    ),
    Case(
        "in-between",
        ANSWERS,
        "fails with 500 between two good answers",
        _proper(lambda c: Reply(_feed(c, 1)), Reply(status=500), lambda c: Reply(_feed(c, 2, 1))),
        titles=("Story 1", "Story 2"),
    ),
    Case(
        "good",
        ANSWERS,
        "does nothing wrong, among all these",
        _feeds(lambda case: _stories(case, 1), lambda case: _stories(case, 2, 1)),
        titles=("Story 1", "Story 2"),
    ),
]

CASES = (*TIME_AND_SIZE, *ON_THE_WIRE, *WHERE_IT_LEADS, *CHARSETS, *OF_ITEMS, *OF_ANSWERS)
