"""The one way out: conditional GETs of feeds and pages, and forms for hubs, capped in time and size, to public addresses only.

HTTP semantics follow RFC 9110 (conditional requests, redirects, Retry-After). Redirects are followed by hand so that every hop passes the
same checks and credentials never cross hosts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.desk.ports import Clock
from bot.model import DetailKind, FailureCause, FailureDetail, Validators
from bot.pollers.addresses import IPAddress, guarded_socket, is_for_private_feeds, is_public
from bot.pollers.answers import FetchAnswer, Fetched, FetchFailed, NotModified, Posted
from bot.pollers.bodies import BodyTooLarge, read_body, read_start
from bot.pollers.challenges import CHECKED_BYTES, STATUSES, challenger
from bot.pollers.failures import challenged, failure_of_error, failure_of_status, refusal
from bot.pollers.headers import max_age_seconds
from bot.pollers.hosts import HostTurns
from bot.pollers.links import header_links
from bot.pollers.redirects import KEEPING, PERMANENT, TEMPORARY, BadAddress, next_address, read_address

FEED_TYPES = "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_PACKINGS = "gzip, deflate"
"""What is asked for and unpacked, whatever else the HTTP library could unpack on this computer."""

_UNPACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_HEADER_BYTES = 32_768
_IDLE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Seconds to connect (name resolution aside, TLS included) and in all, redirects together; bytes of a decompressed body; redirects;
    requests at once to one host; ports that may be asked where private addresses are not allowed."""

    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    body_bytes: int = 10_000_000
    redirects: int = 5
    per_host: int = 2
    ports: frozenset[int] = frozenset({80, 443})


def user_agent(contact: str = "") -> str:
    """The name under which the desk asks: `AllianceDesk/0.1.0`, with a way to reach who runs it where one is set."""
    name = f"AllianceDesk/{version('alliance-desk')}"
    return f"{name} (+{contact})" if contact else name


class Fetcher:
    """Fetches addresses; an async context manager that owns its connections. One for the whole desk, so that host limits hold.

    `contact` (an address or mailbox) goes into the User-Agent. `is_allowed` decides on resolved addresses of feeds that may not be
    private; `resolver` stands in for the system's. A connection is kept for the next feed of the same host for seconds only: idle TLS
    connections to a thousand hosts cost more memory than new handshakes cost CPU.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        limits: FetchLimits | None = None,
        contact: str = "",
        is_allowed: Callable[[IPAddress], bool] = is_public,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._clock = clock
        self._limits = limits or FetchLimits()
        self._agent = user_agent(contact)
        self._is_allowed = is_allowed
        self._resolver = resolver
        self._turns = HostTurns(self._limits.per_host)
        self._public: aiohttp.ClientSession | None = None
        self._private: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._public = self._session(self._is_allowed)
        self._private = self._session(is_for_private_feeds)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        for session in (self._public, self._private):
            if session is not None:
                await session.close()

    async def fetch(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        allow_private: bool = False,
        accept: str = FEED_TYPES,
        agent: str | None = None,
    ) -> FetchAnswer:
        """Ask for an address. Never raises for what the network or the server does; cancelling closes the connection.

        `allow_private` holds for the address' own host; a redirect from there to another one is followed as everybody's. `agent` is
        another User-Agent than the desk's.
        """
        answer = await self._send(url, _Wish(validators or Validators(), accept, agent or self._agent), allow_private=allow_private)
        return FetchFailed(FailureCause.HTTP, FailureDetail(DetailKind.NOTHING_SENT)) if isinstance(answer, Posted) else answer

    async def post(self, url: str, form: Mapping[str, str], *, allow_private: bool = False) -> Posted | FetchFailed:
        """Send a form, through the same gate as `fetch`. Redirects are followed where they keep the form (307, 308). Never raises for what
        the network or the server does; nothing of the form is in a failure's words."""
        answer = await self._send(url, _Wish(Validators(), "*/*;q=0.5", self._agent, form), allow_private=allow_private)
        return (
            answer if isinstance(answer, Posted | FetchFailed) else FetchFailed(FailureCause.HTTP, FailureDetail(DetailKind.NOTHING_SENT))
        )

    async def _send(self, url: str, wish: _Wish, *, allow_private: bool) -> FetchAnswer | Posted:
        address = read_address(url)
        if isinstance(address, BadAddress):
            return refusal(address.detail)
        async with self._turns.of(f"{address.host}:{address.port}"):
            try:
                async with asyncio.timeout(self._limits.total_seconds):
                    return await self._follow(address, wish, allow_private=allow_private)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                return failure_of_error(error, address.host or "", self._limits.total_seconds)

    async def _follow(self, start: URL, wish: _Wish, *, allow_private: bool) -> FetchAnswer | Posted:
        address, moved_to, is_permanent = start, None, True
        for _ in range(self._limits.redirects + 1):
            is_private = allow_private and address.host == start.host
            refused = self._refused(address, allow_private=is_private)
            if refused is not None:
                return refused
            answer = await self._ask(address, wish, allow_private=is_private)
            if not isinstance(answer, _Redirect):
                return _with_move(answer, moved_to)
            target = next_address(address, answer.location)
            if isinstance(target, BadAddress):
                return FetchFailed(FailureCause.REDIRECTS, target.detail_from(address.host or ""))
            is_permanent = is_permanent and answer.is_permanent
            moved_to = str(target) if is_permanent else moved_to
            address = target
        circles = FailureDetail.of(DetailKind.REDIRECTS, host=start.host or "", limit=self._limits.redirects)
        return FetchFailed(FailureCause.REDIRECTS, circles)

    async def _ask(self, address: URL, wish: _Wish, *, allow_private: bool) -> FetchAnswer | Posted | _Redirect:
        session = self._private if allow_private else self._public
        if session is None:
            raise RuntimeError("The fetcher is used before it was entered.")
        if wish.form is not None:
            async with session.post(address, data=wish.form, headers=_headers(wish), allow_redirects=False) as response:
                return await self._taken(response, address)
        async with session.get(address, headers=_headers(wish), allow_redirects=False) as response:
            return await self._read(response, address, wish.validators)

    async def _taken(self, response: aiohttp.ClientResponse, address: URL) -> Posted | FetchFailed | _Redirect:
        location = response.headers.get(hdrs.LOCATION)
        if response.status in KEEPING and location is not None:
            return _Redirect(location, is_permanent=False)
        return Posted() if 200 <= response.status < 300 else await self._no_body(response, address.host or "")

    async def _read(self, response: aiohttp.ClientResponse, address: URL, validators: Validators) -> FetchAnswer | _Redirect:
        status, host = response.status, address.host or ""
        age = max_age_seconds(response.headers.get(hdrs.CACHE_CONTROL))
        location = response.headers.get(hdrs.LOCATION)
        if status in PERMANENT | TEMPORARY and location is not None:
            return _Redirect(location, status in PERMANENT)
        if status == 304 and validators != Validators():
            return NotModified(_validators(response, validators), age)
        if status != 200:
            return await self._no_body(response, host)
        return await self._body(response, address, age)

    async def _body(self, response: aiohttp.ClientResponse, address: URL, age: float | None) -> Fetched | FetchFailed:
        host = address.host or ""
        packing = response.headers.get(hdrs.CONTENT_ENCODING, "").strip().casefold()
        if packing not in _UNPACKED:
            return FetchFailed(FailureCause.MALFORMED, FailureDetail.of(DetailKind.UNASKED_PACKING, host=host))
        body = await read_body(response, self._limits.body_bytes)
        if isinstance(body, BodyTooLarge):
            return FetchFailed(body.cause, body.detail(host))
        content_type = response.headers.get(hdrs.CONTENT_TYPE, "")
        service = challenger(response.status, response.headers, body) if "html" in content_type.casefold() else None
        if service is not None:
            return challenged(host, service)
        shown = str(address.with_user(None))  # relative links are read against it, and a feed's password is not for its readers
        links = header_links(response.headers.getall(hdrs.LINK, ()), shown)
        return Fetched(shown, body, content_type, _validators(response, Validators()), max_age=age, links=links)

    async def _no_body(self, response: aiohttp.ClientResponse, host: str) -> FetchFailed:
        failure = failure_of_status(response.status, host, response.headers, self._clock.now())
        if response.status not in STATUSES:
            return failure
        service = challenger(response.status, response.headers, await read_start(response, CHECKED_BYTES))
        return failure if service is None else replace(challenged(host, service), retry_after=failure.retry_after)

    def _refused(self, address: URL, *, allow_private: bool) -> FetchFailed | None:
        if allow_private or address.port in self._limits.ports:
            return None
        return refusal(FailureDetail.of(DetailKind.PORT, host=address.host or "", port=str(address.port)))

    def _session(self, allows: Callable[[IPAddress], bool]) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            socket_factory=guarded_socket(allows), resolver=self._resolver, keepalive_timeout=_IDLE_SECONDS, limit=0
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect_seconds),
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )


@dataclass(frozen=True, slots=True)
class _Wish:
    validators: Validators
    accept: str
    agent: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    is_permanent: bool


def _headers(wish: _Wish) -> dict[str, str]:
    validators = wish.validators
    conditions: dict[str, str] = {hdrs.USER_AGENT: wish.agent, hdrs.ACCEPT: wish.accept, hdrs.ACCEPT_ENCODING: _PACKINGS}
    if validators.etag is not None:
        conditions[hdrs.IF_NONE_MATCH] = validators.etag
    if validators.last_modified is not None:
        conditions[hdrs.IF_MODIFIED_SINCE] = validators.last_modified
    return conditions


def _validators(response: aiohttp.ClientResponse, before: Validators) -> Validators:
    return Validators(
        etag=response.headers.get(hdrs.ETAG, before.etag),
        last_modified=response.headers.get(hdrs.LAST_MODIFIED, before.last_modified),
    )


def _with_move(answer: FetchAnswer | Posted, moved_to: str | None) -> FetchAnswer | Posted:
    return answer if moved_to is None or not isinstance(answer, Fetched) else replace(answer, moved_to=moved_to)
