"""Hostile feeds by what travels: time and size, the wire, where redirects lead."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace

from bot.model import FailureCause
from tests.fakes.feed_server import MEGABYTE, Flood, Hang, Reply, gzip_bomb
from tests.fakes.polling import rss
from tests.fakes.raw_server import HEAD, chunked
from tests.flows.hostile_case import Case, Servers, feed_of, feeds, of_bytes, proper, raw, stories, story

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
    item = replace(story(case, 1), title="Story 1 &e11;&file;")
    return rss(item, prolog=f'<?xml version="1.0"?>{doctype}').encode()


def _quadratic(case: str) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'
    return rss(replace(story(case, 1), title="Story 1 " + "&a;" * 20_000), prolog=f'<?xml version="1.0"?>{doctype}').encode()


def _deep(_: str) -> bytes:
    return b"<rss><channel>" + b"<item>" * 100_000


def _wide(_: str) -> bytes:
    return b"<rss><channel %b></channel></rss>" % b" ".join(b'a%d="x"' % number for number in range(100_000))


SIZE = "Time and size"
TIME_AND_SIZE = [
    Case("slow-bytes", SIZE, "sends its body one byte at a time", _drips("body"), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("slow-headers", SIZE, "sends its headers one byte at a time", _drips("head"), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("silence", SIZE, "takes the connection and never answers", proper(Hang()), cause=FailureCause.TIMEOUT, is_impatient=True),
    Case("endless-body", SIZE, "sends a body without end", _pours(HEAD + b"\r\n", b"<item>" * 4_000), cause=FailureCause.TOO_LARGE),
    Case(
        "endless-headers",
        SIZE,
        "sends headers without end",
        _pours(HEAD, b"X-More: " + b"x" * 1_000 + b"\r\n"),
        cause=FailureCause.MALFORMED,
    ),
    Case(
        "long-header", SIZE, "sends one header of 1 MB", raw(lambda _: HEAD + b"X-Long: " + b"x" * MEGABYTE), cause=FailureCause.MALFORMED
    ),
    Case("100-mb", SIZE, "sends 100 MB", proper(Flood(100 * MEGABYTE)), cause=FailureCause.TOO_LARGE),
    Case("100-mb-said", SIZE, "announces 100 MB", proper(Flood(100 * MEGABYTE, is_declared=True)), cause=FailureCause.TOO_LARGE),
    Case(
        "gzip-bomb",
        SIZE,
        "packs 1 GB into 1 MB (gzip)",
        of_bytes(lambda _: gzip_bomb(1_000), headers={"Content-Encoding": "gzip"}),
        cause=FailureCause.BOMB,
    ),
    Case(
        "small-bomb",
        SIZE,
        "packs 60 MB into 60 kB (gzip)",
        of_bytes(lambda _: gzip_bomb(60), headers={"Content-Encoding": "gzip"}),
        cause=FailureCause.BOMB,
    ),
    Case(
        "deflate-bomb",
        SIZE,
        "packs 200 MB into 200 kB (deflate)",
        of_bytes(_deflate_bomb, headers={"Content-Encoding": "deflate"}),
        cause=FailureCause.BOMB,
    ),
    Case(
        "bomb-in-bomb",
        SIZE,
        "packs a gzip bomb into another",
        of_bytes(_bomb_in_bomb, headers={"Content-Encoding": "gzip, gzip"}),
        cause=FailureCause.MALFORMED,
    ),
    Case(
        "brotli-bomb",
        SIZE,
        "sends brotli, which was not asked for",
        of_bytes(lambda _: b"\xcf\xff\xff\xff\x7f\xf8" * 10_000, headers={"Content-Encoding": "br"}),
        cause=FailureCause.MALFORMED,
    ),
    Case("billion-laughs", SIZE, "declares entities that grow to 300 GB, and one that reads a file", of_bytes(_billion_laughs), titles=1),
    Case("quadratic-entities", SIZE, "repeats one long entity 20,000 times", of_bytes(_quadratic), titles=1),
    Case("deep", SIZE, "opens 100,000 elements and closes none", of_bytes(_deep), cause=FailureCause.MALFORMED),
    Case("wide", SIZE, "gives an element 100,000 attributes", of_bytes(_wide), cause=FailureCause.MALFORMED),
    Case("10-000-items", SIZE, "holds 10,000 items", feeds(lambda case: stories(case, *range(10_000))), titles=10_000),
]

# --- the wire ----------------------------------------------------------------------------------------------------------------


def _said(length: int) -> Callable[[str], bytes]:
    return lambda case: HEAD + b"Content-Length: %d\r\n\r\n" % (len(feed_of(case)) + length) + feed_of(case)


def _cut_document(case: str) -> bytes:
    document = feed_of(case, 3, 2, 1)
    return document[: document.index(b"idxno=1")]


def _not_packed(case: str) -> bytes:
    return HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + feed_of(case)


def _half_packed(case: str) -> bytes:
    packed = gzip.compress(feed_of(case))[:-20]
    return HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed


WIRE = "The wire"
ON_THE_WIRE = [
    Case("length-too-long", WIRE, "announces more bytes than it sends", raw(_said(1_000)), cause=FailureCause.CONNECTION),
    Case("length-too-short", WIRE, "announces fewer bytes than it sends", raw(_said(-100)), cause=FailureCause.MALFORMED),
    Case(
        "cut-chunk",
        WIRE,
        "ends in the middle of its chunks",
        raw(lambda case: chunked(feed_of(case), is_whole=False)),
        cause=FailureCause.CONNECTION,
    ),
    Case(
        "bad-chunk",
        WIRE,
        "names a chunk size that is no number",
        raw(lambda _: chunked().replace(b"0\r\n", b"zz\r\n")),
        cause=FailureCause.MALFORMED,
    ),
    Case("cut-document", WIRE, "is cut in the middle of an item", of_bytes(_cut_document), titles=("Story 2", "Story 3")),
    Case("not-packed", WIRE, "says gzip and is not packed", raw(_not_packed), cause=FailureCause.CONNECTION),
    Case("half-packed", WIRE, "is a gzip cut short", raw(_half_packed), titles=("Story 2",)),
    Case("not-http", WIRE, "speaks another protocol", raw(lambda _: b"220 mail.example ESMTP ready\r\n"), cause=FailureCause.MALFORMED),
    Case("hang-up", WIRE, "hangs up without a word", raw(lambda _: b""), cause=FailureCause.CONNECTION),
]

# --- where it leads ----------------------------------------------------------------------------------------------------------


def _to(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


def _inward(host: str) -> Callable[[Servers, str], str]:
    def serve(servers: Servers, case: str) -> str:
        secret = servers.inside.serve("/secret", Reply(feed_of(case)))
        return servers.proper.serve(f"/{case}", _to(secret.replace(servers.inside.host, host)))

    return serve


def _inward_of_private(servers: Servers, case: str) -> str:
    return servers.proper.serve(f"/{case}", _to(servers.inside.serve("/secret", Reply(feed_of(case)))))


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
        proper(_to("http://169.254.169.254/latest/")),
        cause=FailureCause.PRIVATE_ADDRESS,
        is_public=True,
    ),
    Case(
        "local-metadata",
        LEADS,
        "redirects there, of a feed that may be private",
        proper(_to("http://[fd00:ec2::254]/latest/")),
        cause=FailureCause.PRIVATE_ADDRESS,
    ),
    Case(
        "other-port",
        LEADS,
        "redirects to the port of a database",
        proper(_to("http://127.0.0.1:5432/")),
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
    Case("file", LEADS, "redirects to a file of the computer", proper(_to("file:///etc/passwd")), cause=FailureCause.REDIRECTS),
]
