"""The fetcher against a real server on loopback, one test for each thing that a server does."""

from __future__ import annotations

import asyncio
import errno
import gzip
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime
from ipaddress import ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.model import DetailKind, FailureCause, FailureDetail, Validators
from bot.pollers.addresses import IPAddress
from bot.pollers.answers import FetchAnswer, Fetched, FetchFailed, NotModified, Posted
from bot.pollers.failures import failure_of_error
from bot.pollers.fetch import Fetcher, FetchLimits, user_agent
from bot.pollers.links import FeedLinks
from tests.fakes.feed_server import MEGABYTE, Cut, FeedServer, Flood, Hang, Reply, gzip_bomb
from tests.fakes.form_taker import FormTaker
from tests.fakes.polling import NOON, SetClock
from tests.fakes.raw_server import RawServer, chunked, self_signed

BODY = "<rss>동맹</rss>".encode()


def body_of(answer: FetchAnswer) -> Fetched:
    assert isinstance(answer, Fetched), answer
    return answer


def failure_of(answer: FetchAnswer) -> FetchFailed:
    assert isinstance(answer, FetchFailed), answer
    return answer


async def test_a_body_comes_with_its_type_and_validators(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", Reply(BODY, etag='W/"a b"', last_modified="yesterday, roughly"))
    answer = body_of(await fetcher.fetch(url, allow_private=True))
    assert answer.body == BODY
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    assert answer.validators == Validators('W/"a b"', "yesterday, roughly")
    assert (answer.url, answer.moved_to) == (url, None)


@pytest.mark.parametrize("validators", [Validators(etag='W/"opaque"'), Validators(last_modified="not even a date")])
async def test_validators_go_back_as_they_came_and_304_keeps_them(server: FeedServer, fetcher: Fetcher, validators: Validators) -> None:
    url = server.serve("/feed", Reply(BODY, etag=validators.etag, last_modified=validators.last_modified))
    answer = await fetcher.fetch(url, validators, allow_private=True)
    assert answer == NotModified(validators)


async def test_304_to_an_unconditional_request_is_a_failure(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", Reply(status=304))
    assert failure_of(await fetcher.fetch(url, allow_private=True)).cause is FailureCause.HTTP


async def test_the_desk_names_itself_and_how_to_reach_it(server: FeedServer, clock: SetClock) -> None:
    url = server.serve("/feed", Reply(BODY))
    async with Fetcher(clock, contact="mailto:desk@example.org") as fetcher:
        await fetcher.fetch(url, allow_private=True)
    assert server.requests[0].headers["User-Agent"] == user_agent("mailto:desk@example.org")
    assert user_agent("mailto:desk@example.org").startswith("AllianceDesk/")
    assert user_agent("mailto:desk@example.org").endswith(" (+mailto:desk@example.org)")


async def test_a_packed_body_is_unpacked(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", Reply(gzip.compress(BODY), headers={"Content-Encoding": "gzip"}))
    assert body_of(await fetcher.fetch(url, allow_private=True)).body == BODY


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (404, FailureCause.NOT_FOUND),
        (403, FailureCause.FORBIDDEN),
        (401, FailureCause.FORBIDDEN),
        (500, FailureCause.SERVER),
        (502, FailureCause.SERVER),
        (418, FailureCause.HTTP),
        (204, FailureCause.HTTP),
    ],
)
async def test_a_status_that_brings_nothing_has_its_cause(server: FeedServer, fetcher: Fetcher, status: int, cause: FailureCause) -> None:
    url = server.serve("/feed", Reply(status=status))
    failure = failure_of(await fetcher.fetch(f"{url}?key=secret", allow_private=True))
    assert (failure.cause, failure.gone, failure.retry_after) == (cause, False, None)
    assert failure.detail == FailureDetail.of(DetailKind.STATUS, host="127.0.0.1", status=status)


async def test_410_says_that_the_feed_is_gone(server: FeedServer, fetcher: Fetcher) -> None:
    failure = failure_of(await fetcher.fetch(server.serve("/feed", Reply(status=410)), allow_private=True))
    assert (failure.cause, failure.gone) == (FailureCause.GONE, True)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120.0), (format_datetime(NOON + timedelta(minutes=5), usegmt=True), 300.0), ("soon", None), ("", None)],
)
async def test_429_carries_the_wait_that_the_server_asks_for(
    server: FeedServer, fetcher: Fetcher, header: str, seconds: float | None
) -> None:
    url = server.serve("/feed", Reply(status=429, headers={"Retry-After": header}))
    failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert (failure.cause, failure.retry_after) == (FailureCause.RATE_LIMITED, seconds)


async def test_a_server_that_never_answers_costs_no_more_than_the_time_cap(server: FeedServer, clock: SetClock) -> None:
    async with Fetcher(clock, limits=FetchLimits(total_seconds=0.2)) as fetcher:
        failure = failure_of(await fetcher.fetch(server.serve("/feed", Hang()), allow_private=True))
    assert failure.cause is FailureCause.TIMEOUT


def large(kind: DetailKind) -> FailureDetail:
    return FailureDetail.of(kind, host="127.0.0.1", megabytes=10)


@pytest.mark.parametrize("is_declared", [True, False])
async def test_a_body_of_100_megabytes_is_left_early(server: FeedServer, fetcher: Fetcher, is_declared: bool) -> None:
    url = server.serve("/feed", Flood(100 * MEGABYTE, is_declared=is_declared))
    failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert (failure.cause, failure.detail) == (FailureCause.TOO_LARGE, large(DetailKind.TOO_LARGE))
    assert server.bytes_sent < 25 * MEGABYTE


@pytest.mark.parametrize("megabytes", [60, 1_000])
async def test_a_gzip_bomb_is_left_at_the_cap_and_called_one(server: FeedServer, fetcher: Fetcher, megabytes: int) -> None:
    url = server.serve("/feed", Reply(gzip_bomb(megabytes), headers={"Content-Encoding": "gzip"}))
    failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert (failure.cause, failure.detail) == (FailureCause.BOMB, large(DetailKind.BOMB))


async def test_a_large_feed_that_packs_like_text_is_no_bomb(server: FeedServer, clock: SetClock) -> None:
    text = "".join(f"<item><title>{number * 7919 % 100_003}</title></item>" for number in range(20_000)).encode()
    url = server.serve("/feed", Reply(gzip.compress(text), headers={"Content-Encoding": "gzip"}))
    async with Fetcher(clock, limits=FetchLimits(body_bytes=100_000)) as fetcher:
        failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert failure.cause is FailureCause.TOO_LARGE
    assert failure.detail == FailureDetail.of(DetailKind.TOO_LARGE_UNPACKED, host="127.0.0.1", megabytes=0.1)


async def test_a_body_cut_short_is_a_failure_and_not_a_feed(server: FeedServer, fetcher: Fetcher) -> None:
    failure = failure_of(await fetcher.fetch(server.serve("/feed", Cut(BODY)), allow_private=True))
    assert failure.cause is FailureCause.CONNECTION


async def test_a_closed_port_is_a_failed_connection(server: FeedServer, clock: SetClock) -> None:
    async with FeedServer() as closed:
        url = closed.url("/feed")
    async with Fetcher(clock) as fetcher:
        failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert failure.cause is FailureCause.CONNECTION


async def test_a_host_that_speaks_no_tls_is_not_trusted(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", Reply(BODY)).replace("http://", "https://")
    assert failure_of(await fetcher.fetch(url, allow_private=True)).cause is FailureCause.TLS


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ECONNREFUSED, DetailKind.REFUSED),
        (errno.ECONNRESET, DetailKind.RESET),
        (errno.EHOSTUNREACH, DetailKind.UNREACHABLE),
    ],
)
def test_the_usual_errors_of_the_network_have_their_own_words(number: int, kind: DetailKind) -> None:
    failure = failure_of_error(OSError(number, "in the words of the system"), "herald.example", 30)
    assert failure == FetchFailed(FailureCause.CONNECTION, FailureDetail.of(kind, host="herald.example"))


def test_another_error_is_named_by_its_code_and_not_in_english() -> None:
    failure = failure_of_error(OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address"), "herald.example", 30)
    assert failure.detail == FailureDetail.of(DetailKind.CONNECTION, host="herald.example", code="EADDRNOTAVAIL")


def test_a_name_that_is_not_found_says_so() -> None:
    failure = failure_of_error(socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "nowhere.example", 30)
    assert failure.cause is FailureCause.DNS
    assert failure.detail == FailureDetail.of(DetailKind.NAME, host="nowhere.example")


# --- redirects ---------------------------------------------------------------------------------------------------------------


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


async def test_relative_redirects_are_followed_and_say_where_they_ended(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/new/feed", Reply(BODY))
    answer = body_of(await fetcher.fetch(server.serve("/old", redirect("new/feed")), allow_private=True))
    assert (answer.url, answer.moved_to) == (server.url("/new/feed"), None)


async def test_permanent_redirects_report_the_new_address_up_to_the_first_temporary_one(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/c", Reply(BODY))
    server.serve("/b", redirect("/c", 302))
    server.serve("/a", redirect("/b", 308))
    answer = body_of(await fetcher.fetch(server.serve("/start", redirect("/a", 301)), allow_private=True))
    assert (answer.url, answer.moved_to) == (server.url("/c"), server.url("/b"))


async def test_a_redirect_loop_ends(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/b", redirect("/a"))
    failure = failure_of(await fetcher.fetch(server.serve("/a", redirect("/b")), allow_private=True))
    assert failure.cause is FailureCause.REDIRECTS
    assert len(server.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/feed", "http://", "gopher://127.0.0.1:70/"])
async def test_redirects_lead_to_http_addresses_only(server: FeedServer, fetcher: Fetcher, target: str) -> None:
    failure = failure_of(await fetcher.fetch(server.serve("/feed", redirect(target)), allow_private=True))
    assert failure.cause is FailureCause.REDIRECTS


async def test_credentials_stay_with_their_host(server: FeedServer, clock: SetClock) -> None:
    async with FeedServer("127.0.0.2") as other:
        limits = FetchLimits(ports=frozenset({server.port, other.port}))
        elsewhere = other.serve("/feed", Reply(BODY))
        server.serve("/there", redirect(elsewhere))
        server.serve("/feed", redirect("/there"))
        with_password = server.url("/feed").replace("http://", "http://reader:word@")
        async with Fetcher(clock, limits=limits, is_allowed=lambda _: True) as fetcher:
            body_of(await fetcher.fetch(with_password))
    assert all(request.headers.get("Authorization", "").startswith("Basic ") for request in server.requests)
    assert len(server.requests) == 2
    assert "Authorization" not in other.requests[0].headers


# --- addresses ---------------------------------------------------------------------------------------------------------------


async def test_a_private_address_is_refused_before_anything_is_sent(server: FeedServer, clock: SetClock) -> None:
    url = server.serve("/feed", Reply(BODY))
    async with Fetcher(clock, limits=FetchLimits(ports=frozenset({server.port}))) as fetcher:
        failure = failure_of(await fetcher.fetch(url))
        by_name = failure_of(await fetcher.fetch(url.replace("127.0.0.1", "localhost")))
    assert {failure.cause, by_name.cause} == {FailureCause.PRIVATE_ADDRESS}
    assert server.requests == []


async def test_where_a_feed_lies_is_told_without_its_password(server: FeedServer, fetcher: Fetcher) -> None:
    address = server.serve("/feed", Reply(b"<rss/>"))
    answer = await fetcher.fetch(address.replace("http://", "http://reader:secret@"), allow_private=True)
    assert isinstance(answer, Fetched)
    assert answer.url == address


async def test_a_redirect_inward_is_refused(server: FeedServer, clock: SetClock) -> None:
    def only_the_first(address: IPAddress) -> bool:
        return address == ip_address("127.0.0.1")

    async with FeedServer("127.0.0.2") as inside:
        url = server.serve("/feed", redirect(inside.serve("/secret", Reply(BODY))))
        limits = FetchLimits(ports=frozenset({server.port, inside.port}))
        async with Fetcher(clock, limits=limits, is_allowed=only_the_first) as fetcher:
            failure = failure_of(await fetcher.fetch(url))
    assert failure.cause is FailureCause.PRIVATE_ADDRESS
    assert inside.requests == []


async def test_other_ports_than_those_of_the_web_are_refused(server: FeedServer, clock: SetClock) -> None:
    async with Fetcher(clock, is_allowed=lambda _: True) as fetcher:
        failure = failure_of(await fetcher.fetch(server.serve("/feed", Reply(BODY))))
    assert failure.cause is FailureCause.BAD_URL
    assert server.requests == []


@pytest.mark.parametrize("url", ["", "feed.xml", "ftp://example.org/feed", "http://", "http://exa mple.org:port/", "javascript:alert(1)"])
async def test_what_is_no_web_address_is_not_asked(fetcher: Fetcher, url: str) -> None:
    assert failure_of(await fetcher.fetch(url)).cause is FailureCause.BAD_URL


async def test_a_host_is_asked_no_more_than_so_often_at_once(server: FeedServer, clock: SetClock) -> None:
    urls = [server.serve(f"/{number}", Reply(BODY)) for number in range(12)]
    async with Fetcher(clock, limits=FetchLimits(per_host=2)) as fetcher:
        answers = await asyncio.gather(*(fetcher.fetch(url, allow_private=True) for url in urls))
    assert len([body_of(answer) for answer in answers]) == 12
    assert server.most_at_once <= 2


@pytest.mark.parametrize(("header", "age"), [("public, max-age=900", 900.0), ("no-store, max-age=900", None), (None, None)])
async def test_the_servers_caching_wish_is_read(server: FeedServer, fetcher: Fetcher, header: str | None, age: float | None) -> None:
    url = server.serve("/feed", Reply(BODY, headers={"Cache-Control": header} if header else {}))
    assert body_of(await fetcher.fetch(url, allow_private=True)).max_age == age


# --- names and spellings -----------------------------------------------------------------------------------------------------


class TurningResolver(AbstractResolver):
    """Resolves every name to the next of these addresses; the last stays."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)]

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_name_that_turns_private_is_refused_at_the_connection(server: FeedServer, clock: SetClock) -> None:
    async with FeedServer("127.0.0.2") as inside:
        inside.serve("/feed", Reply(BODY))
        server.serve("/feed", redirect(f"http://other.example:{inside.port}/feed"))
        limits = FetchLimits(ports=frozenset({server.port, inside.port}))
        resolver = TurningResolver("127.0.0.1", "127.0.0.2")
        async with Fetcher(clock, limits=limits, is_allowed=lambda one: one == ip_address("127.0.0.1"), resolver=resolver) as fetcher:
            failure = failure_of(await fetcher.fetch(f"http://daily.example:{server.port}/feed"))
    assert failure.cause is FailureCause.PRIVATE_ADDRESS
    assert (len(server.requests), inside.requests) == (1, [])


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "168.63.129.16", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]
)
async def test_a_public_name_of_a_private_address_is_refused(clock: SetClock, address: str) -> None:
    async with Fetcher(clock, resolver=TurningResolver(address)) as fetcher:
        assert failure_of(await fetcher.fetch("http://daily.example/feed")).cause is FailureCause.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "cloud", ["169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254"]
)
async def test_a_private_feed_may_not_ask_a_cloud_for_its_secrets(clock: SetClock, cloud: str) -> None:
    async with Fetcher(clock, resolver=TurningResolver(cloud)) as fetcher:
        assert failure_of(await fetcher.fetch("http://inside.example/feed", allow_private=True)).cause is FailureCause.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "example.org@127.0.0.1",
        "%31%32%37.0.0.1",
    ],
)
async def test_no_spelling_of_this_computer_reaches_it(server: FeedServer, clock: SetClock, host: str) -> None:
    server.serve("/feed", Reply(BODY))
    async with Fetcher(clock, limits=FetchLimits(ports=frozenset({server.port}))) as fetcher:
        failure = failure_of(await fetcher.fetch(f"http://{host}:{server.port}/feed"))
    assert failure.cause in {FailureCause.PRIVATE_ADDRESS, FailureCause.BAD_URL, FailureCause.DNS}
    assert server.requests == []


async def test_the_right_to_private_addresses_ends_at_the_feeds_own_host(server: FeedServer, clock: SetClock) -> None:
    async with FeedServer("127.0.0.2") as neighbour:
        url = server.serve("/feed", redirect(neighbour.serve("/admin", Reply(BODY))))
        async with Fetcher(clock, limits=FetchLimits(ports=frozenset({neighbour.port}))) as fetcher:
            failure = failure_of(await fetcher.fetch(url, allow_private=True))
    assert failure.cause is FailureCause.PRIVATE_ADDRESS
    assert neighbour.requests == []


async def test_only_what_can_be_unpacked_everywhere_is_asked_for(server: FeedServer, fetcher: Fetcher) -> None:
    await fetcher.fetch(server.serve("/feed", Reply(BODY)), allow_private=True)
    assert server.requests[0].headers["Accept-Encoding"] == "gzip, deflate"


# --- encryption --------------------------------------------------------------------------------------------------------------


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(fetcher: Fetcher) -> None:
    async with RawServer(tls=self_signed()) as server:
        failure = failure_of(await fetcher.fetch(server.play("/feed", chunked(BODY)), allow_private=True))
        assert (failure.cause, server.asked) == (FailureCause.TLS, [])


async def test_a_server_that_speaks_only_old_tls_is_told_from_one_that_is_not_trusted(fetcher: Fetcher) -> None:
    async def alert(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1_000)
        writer.write(bytes.fromhex("15 03 01 00 02 02 46"))  # TLS 1.0, fatal: protocol_version
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(alert, "127.0.0.1", 0) as old:
        port = old.sockets[0].getsockname()[1]
        failure = failure_of(await fetcher.fetch(f"https://127.0.0.1:{port}/feed", allow_private=True))
    assert failure.cause is FailureCause.TLS_OLD


# --- forms -------------------------------------------------------------------------------------------------------------------

FORM = {"hub.mode": "subscribe", "hub.secret": "half a loaf & a jug=한"}


@pytest.fixture
async def taker() -> AsyncIterator[FormTaker]:
    async with FormTaker() as serving:
        yield serving


async def test_a_form_is_sent_as_it_is_and_taken_with_any_2xx(taker: FormTaker, fetcher: Fetcher) -> None:
    for status in (200, 202, 204):
        taker.answers["/hub"] = (status, {})
        assert await fetcher.post(taker.url("/hub"), FORM, allow_private=True) == Posted()
    assert taker.forms == [("/hub", FORM)] * 3


@pytest.mark.parametrize("status", [307, 308])
async def test_a_form_follows_the_redirects_that_keep_it(taker: FormTaker, fetcher: Fetcher, status: int) -> None:
    taker.answers["/hub"] = (status, {"Location": "/elsewhere"})
    assert await fetcher.post(taker.url("/hub"), FORM, allow_private=True) == Posted()
    assert taker.forms == [("/hub", FORM), ("/elsewhere", FORM)]


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (301, FailureCause.HTTP),
        (302, FailureCause.HTTP),
        (303, FailureCause.HTTP),
        (400, FailureCause.HTTP),
        (404, FailureCause.NOT_FOUND),
        (503, FailureCause.SERVER),
    ],
)
async def test_a_form_that_is_not_taken_says_so_without_what_it_held(
    taker: FormTaker, fetcher: Fetcher, status: int, cause: FailureCause
) -> None:
    taker.answers["/hub"] = (status, {"Location": "/elsewhere"})
    failure = await fetcher.post(taker.url("/hub?key=private"), FORM, allow_private=True)
    assert isinstance(failure, FetchFailed)
    assert failure.cause is cause
    assert "private" not in failure.detail.to_text()
    assert "loaf" not in failure.detail.to_text()
    assert len(taker.forms) == 1


async def test_a_form_goes_to_public_addresses_and_common_ports_alone(taker: FormTaker, clock: SetClock) -> None:
    async with Fetcher(clock) as fetcher:
        to_port = await fetcher.post(taker.url("/hub"), FORM)
    async with Fetcher(clock, limits=FetchLimits(ports=frozenset({80, 443, taker.port}))) as fetcher:
        to_address = await fetcher.post(taker.url("/hub"), FORM)
    assert isinstance(to_port, FetchFailed)
    assert isinstance(to_address, FetchFailed)
    assert (to_port.cause, to_address.cause) == (FailureCause.BAD_URL, FailureCause.PRIVATE_ADDRESS)
    assert taker.forms == []


async def test_the_links_of_an_answer_are_kept_read_against_where_it_came_from(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", Reply(BODY, headers={"Link": '<https://hub.example/>; rel="hub", <rss>; rel=self'}))
    assert body_of(await fetcher.fetch(url, allow_private=True)).links == FeedLinks(("https://hub.example/",), (server.url("/rss"),))
