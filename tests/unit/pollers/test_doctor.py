"""What `feeds test` finds out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.ports import FeedNote, FeedSign, FeedTest, FeedTester
from bot.model import FailureCause
from bot.pollers.doctor import FeedDoctor
from bot.pollers.fetch import Fetcher
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import BROKEN_WORKER, NOON, InlineParser, Item, SetClock, rss


async def examine(server: FeedServer, fetcher: Fetcher, reply: Reply, parser: InlineParser | None = None) -> FeedTest:
    doctor: FeedTester = FeedDoctor(fetcher, parser or InlineParser(), SetClock())
    return await doctor.test(server.serve("/feed", reply), allow_private=True)


async def test_a_good_feed_shows_its_newest_items(server: FeedServer, fetcher: Fetcher) -> None:
    items = [Item(f"Story {hour}", f"https://e.kr/{hour}", date=datetime(2026, 11, 25, hour, tzinfo=UTC)) for hour in (11, 10, 9, 8)]
    test = await examine(server, fetcher, Reply(rss(*items).encode()))
    assert (test.cause, test.title, test.items) == (None, "The Harbour Daily", 4)
    assert test.newest_at == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert test.samples == ("Story 11", "Story 10", "Story 9")


async def test_an_undated_feed_is_good_and_has_no_newest_date(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss(Item("t", "https://e.kr/1")).encode()))
    assert (test.cause, test.newest_at) == (None, None)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (Reply(b"<html>no</html>"), FailureCause.HTML),
        (Reply(b"no"), FailureCause.MALFORMED),
        (Reply(status=403), FailureCause.FORBIDDEN),
    ],
)
async def test_a_bad_feed_says_why(server: FeedServer, fetcher: Fetcher, reply: Reply, cause: FailureCause) -> None:
    test = await examine(server, fetcher, reply)
    assert (test.cause, test.items, test.title) == (cause, 0, None)
    assert test.detail


async def test_a_worker_that_fails_is_said(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss().encode()), InlineParser(BROKEN_WORKER))
    assert test.cause is FailureCause.WORKER


async def test_a_web_page_shows_the_feeds_that_it_names(server: FeedServer, fetcher: Fetcher) -> None:
    page = """<!doctype html><html><head><link rel="stylesheet" href="/style.css">
    <link rel="alternate" type="application/rss+xml" title="All" href="/rss/all.xml">
    <LINK REL="alternate" TYPE="application/atom+xml" HREF="https://other.example/atom">
    <link rel="alternate" type="application/rss+xml" href="/rss/all.xml"><link rel="alternate" type="text/html" href="/en">
    <link rel="alternate" type="application/rss+xml" href="javascript:x"></head><body></body></html>"""
    test = await examine(server, fetcher, Reply(page.encode(), content_type="text/html"))
    assert test.cause is FailureCause.HTML
    assert test.feeds_found == (server.url("/rss/all.xml"), "https://other.example/atom")


async def test_the_address_is_the_one_where_the_redirects_ended(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/new", Reply(rss(Item("t", "https://e.kr/1")).encode()))
    test = await examine(server, fetcher, Reply(status=302, headers={"Location": "/new"}))
    assert test.url == server.url("/new")


async def test_a_password_in_the_address_is_not_shown(server: FeedServer, fetcher: Fetcher) -> None:
    doctor = FeedDoctor(fetcher, InlineParser(), SetClock())
    address = server.serve("/feed", Reply(status=403))
    test = await doctor.test(address.replace("http://", "http://reader:secret@"), allow_private=True)
    assert (test.cause, test.url) == (FailureCause.FORBIDDEN, address)


# --- what is odd about a feed ------------------------------------------------------------------------------------------------

ITEM = Item("t", "https://e.kr/1", date=NOON - timedelta(hours=2))


async def test_what_was_asked_and_what_came_is_said(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/new", Reply(rss(ITEM).encode(), content_type="text/xml; charset=utf-8"))
    test = await examine(server, fetcher, Reply(status=302, headers={"Location": "/new"}))
    assert (test.asked, test.url) == (server.url("/feed"), server.url("/new"))
    assert (test.content_type, test.size, test.charset) == ("text/xml", len(rss(ITEM).encode()), "utf-8")
    assert test.notes == ()


async def test_a_feed_that_moved_for_good_says_so(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/new", Reply(rss(ITEM).encode()))
    test = await examine(server, fetcher, Reply(status=301, headers={"Location": "/new"}))
    assert (test.url, test.notes) == (server.url("/new"), (FeedNote(FeedSign.MOVED),))


@pytest.mark.parametrize(
    ("declared", "encoded", "notes"),
    [
        ("utf-8", "euc-kr", (FeedNote(FeedSign.CHARSET, declared="utf-8", actual="cp949"),)),
        ("euc-kr", "utf-8", (FeedNote(FeedSign.CHARSET, declared="euc-kr", actual="utf-8"),)),
        ("euc-kr", "cp949", ()),
        ("utf-8", "utf-8", ()),
        ("utf-16", "utf-16", ()),
    ],
)
async def test_a_charset_that_is_not_what_it_says(
    server: FeedServer, fetcher: Fetcher, declared: str, encoded: str, notes: tuple[FeedNote, ...]
) -> None:
    document = rss(replace(ITEM, title="한미 정상회담"), prolog=f'<?xml version="1.0" encoding="{declared}"?>')
    test = await examine(server, fetcher, Reply(document.encode(encoded), content_type="text/xml"))
    assert (test.notes, test.samples) == (notes, ("한미 정상회담",))


@pytest.mark.parametrize(
    ("dates", "notes"),
    [
        ((None, None), (FeedNote(FeedSign.UNDATED),)),
        ((timedelta(hours=1), None), (FeedNote(FeedSign.SOME_UNDATED, 1),)),
        ((timedelta(hours=1), timedelta(hours=-9)), (FeedNote(FeedSign.FUTURE, 1),)),
        ((timedelta(days=9), timedelta(days=30)), (FeedNote(FeedSign.STALE, 9),)),
        ((timedelta(days=6), timedelta(days=30)), ()),
    ],
)
async def test_dates_that_are_missing_or_odd(
    server: FeedServer, fetcher: Fetcher, dates: tuple[timedelta | None, ...], notes: tuple[FeedNote, ...]
) -> None:
    items = [Item(f"t{n}", f"https://e.kr/{n}", date=None if age is None else NOON - age) for n, age in enumerate(dates)]
    assert (await examine(server, fetcher, Reply(rss(*items).encode()))).notes == notes


CLOUDFLARE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
DATADOME = b'<html><head><title>news.example</title></head><body><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>'


@pytest.mark.parametrize(
    ("reply", "service"),
    [
        (Reply(CLOUDFLARE, 403, {"cf-mitigated": "challenge"}, "text/html"), "Cloudflare"),
        (Reply(CLOUDFLARE, 503, {"Server": "cloudflare"}, "text/html"), "Cloudflare"),
        (Reply(CLOUDFLARE, 200, {}, "text/html"), "Cloudflare"),
        (Reply(DATADOME, 403, {}, "text/html"), "DataDome"),
        (Reply(b'<html><script src="/_Incapsula_Resource?a=1"></script></html>', 200, {}, "text/html"), "Imperva"),
        (Reply(b"", 403, {"X-DataDome": "protected"}, "text/html"), "DataDome"),
    ],
)
async def test_a_bot_check_is_told_from_a_refusal(server: FeedServer, fetcher: Fetcher, reply: Reply, service: str) -> None:
    test = await examine(server, fetcher, reply)
    assert test.cause is FailureCause.CHALLENGE
    assert test.detail is not None
    assert test.detail.values["service"] == service


@pytest.mark.parametrize(
    "script", [b"/cdn-cgi/challenge-platform/scripts/jsd/main.js", b"/_Incapsula_Resource?a=1", b"https://js.datadome.co/tags.js"]
)
async def test_scripts_that_such_services_put_into_every_page_are_no_challenge(server: FeedServer, fetcher: Fetcher, script: bytes) -> None:
    page = b'<html><head><script src="' + script + b'"></script></head><body>' + b"<p>News of the day.</p>" * 300 + b"</body></html>"
    assert (await examine(server, fetcher, Reply(page, content_type="text/html"))).cause is FailureCause.HTML


async def test_a_refusal_by_name_is_found_out_by_asking_once_more(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(status=403), InlineParser())
    assert (test.cause, test.notes, len(server.requests)) == (FailureCause.FORBIDDEN, (), 2)
    server.requests.clear()
    server.serve("/choosy", Reply(status=403), Reply(rss(ITEM).encode()))
    choosy = await FeedDoctor(fetcher, InlineParser(), SetClock()).test(server.url("/choosy"), allow_private=True)
    assert (choosy.cause, choosy.notes) == (FailureCause.FORBIDDEN, (FeedNote(FeedSign.AGENT),))
    assert all("AllianceDesk/" in request.headers["User-Agent"] for request in server.requests)
    assert server.requests[1].headers["User-Agent"].startswith("Mozilla/5.0 (compatible; ")


async def test_a_declared_private_feed_is_looked_at(server: FeedServer, fetcher: Fetcher) -> None:
    declared, other = (server.serve(path, Reply(rss(Item("Story")).encode())) for path in ("/declared", "/other"))
    doctor = FeedDoctor(fetcher, InlineParser(), SetClock(), private=[declared])
    assert (await doctor.test(declared)).items == 1
    assert (await doctor.test(other)).cause is FailureCause.BAD_URL
    assert [seen.path for seen in server.requests] == ["/declared"]


# --- the hub that a feed names -----------------------------------------------------------------------------------------------

NAMING = {"Link": '<https://hub.example/>; rel="hub", </feed>; rel="self"'}


@pytest.mark.parametrize("hears_hubs", [True, False])
async def test_a_hub_is_named_with_whether_it_can_call_the_desk(server: FeedServer, fetcher: Fetcher, *, hears_hubs: bool) -> None:
    doctor = FeedDoctor(fetcher, InlineParser(), SetClock(), hears_hubs=hears_hubs)
    reply = Reply(rss(Item("t", "https://e.kr/1")).encode(), headers=NAMING)
    test = await doctor.test(server.serve("/feed", reply), allow_private=True)
    assert (test.hub, test.is_hub_heard, test.notes) == ("hub.example", hears_hubs, (FeedNote(FeedSign.UNDATED),))


async def test_a_feed_without_a_hub_has_none(server: FeedServer, fetcher: Fetcher) -> None:
    doctor = FeedDoctor(fetcher, InlineParser(), SetClock(), hears_hubs=True)
    test = await doctor.test(server.serve("/feed", Reply(rss(Item("t", "https://e.kr/1")).encode())), allow_private=True)
    assert (test.hub, test.is_hub_heard) == (None, False)


async def test_feeds_of_comments_stand_behind_those_of_news(server: FeedServer, fetcher: Fetcher) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/comments/feed", "/feed", "/politics"))
    test = await examine(server, fetcher, Reply(f"<!doctype html><html><head>{links}</head></html>".encode(), content_type="text/html"))
    assert [address.rpartition("/")[2] for address in test.feeds_found] == ["feed", "politics", "feed"]
    assert test.feeds_found[-1].endswith("/comments/feed")
