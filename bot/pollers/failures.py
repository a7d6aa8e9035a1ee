"""From an HTTP status or a network error to a cause and one plain sentence.

The words that people read in their own language are made from the cause (bot/desk/phrases); the sentence here gives the specifics.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

import aiohttp
from aiohttp import hdrs
from aiohttp.http_exceptions import ContentEncodingError

from bot.model import FailureCause
from bot.pollers.addresses import REFUSAL, PrivateAddressError
from bot.pollers.answers import FetchFailed
from bot.pollers.headers import retry_after_seconds

_BY_STATUS = {
    401: FailureCause.FORBIDDEN,
    403: FailureCause.FORBIDDEN,
    404: FailureCause.NOT_FOUND,
    410: FailureCause.GONE,
    429: FailureCause.RATE_LIMITED,
    451: FailureCause.FORBIDDEN,
}


def unasked_packing(host: str) -> str:
    """What is said of an answer that is packed in a way that nobody asked for."""
    return f"{host} sent an answer that is packed in a way that was not asked for."


def challenged(host: str, service: str) -> FetchFailed:
    """An answer of a service that wants to see a person before it lets anything through."""
    return FetchFailed(FailureCause.CHALLENGE, f"{service} stands before {host} and asks whether a person is there.")


def refusal(detail: str) -> FetchFailed:
    """An address that the desk does not ask."""
    return FetchFailed(FailureCause.BAD_URL, detail)


def failure_of_status(status: int, host: str, headers: Mapping[str, str], now: datetime) -> FetchFailed:
    """What a status other than 200 means."""
    cause = _BY_STATUS.get(status) or (FailureCause.SERVER if status >= 500 else FailureCause.HTTP)
    wait = retry_after_seconds(headers.get(hdrs.RETRY_AFTER), now) if status in {429, 503} else None
    wish = f" and asks to wait {wait:.0f} s" if wait is not None else ""
    return FetchFailed(cause, f"{host} answered {_named(status)}{wish}.", retry_after=wait, gone=status == 410)


def failure_of_error(error: Exception, host: str, total_seconds: float) -> FetchFailed:
    """What an exception of the HTTP client or the network means."""
    cause = _cause(error)
    details = {
        FailureCause.TIMEOUT: f"{host} did not answer in full within {total_seconds:g} s.",
        FailureCause.PRIVATE_ADDRESS: f"{host} leads to a private or local address, which is not asked unless the feed is marked private.",
        FailureCause.DNS: f"The name {host} was not found.",
        FailureCause.TLS: f"No trusted encrypted connection to {host}: {_reason(error)}.",
        FailureCause.TLS_OLD: f"{host} speaks no encryption that is safe today: {_reason(error)}.",
        FailureCause.BAD_URL: "The address cannot be read.",
        FailureCause.MALFORMED: f"{host} sent an answer that is no valid HTTP: {_reason(error)}.",
    }
    if isinstance(error, aiohttp.ClientPayloadError):
        return FetchFailed(cause, _broken_off(error, host))
    if _is_of(error, ContentEncodingError):
        return FetchFailed(cause, unasked_packing(host))
    return FetchFailed(cause, details.get(cause, f"The connection to {host} failed: {_reason(error)}."))


def _cause(error: Exception) -> FailureCause:
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(inner, PrivateAddressError) or REFUSAL in str(inner):
        return FailureCause.PRIVATE_ADDRESS
    if isinstance(inner, ssl.SSLError) and inner.reason in _OLD_TLS:
        return FailureCause.TLS_OLD
    for kinds, cause in _CAUSES:
        if isinstance(error, kinds) or isinstance(inner, kinds):
            return cause
    return FailureCause.CONNECTION


_OLD_TLS_REASONS = """
    UNSUPPORTED_PROTOCOL TLSV1_ALERT_PROTOCOL_VERSION NO_PROTOCOLS_AVAILABLE UNSAFE_LEGACY_RENEGOTIATION_DISABLED
    DH_KEY_TOO_SMALL EE_KEY_TOO_SMALL CA_MD_TOO_WEAK SSLV3_ALERT_HANDSHAKE_FAILURE"""
_OLD_TLS = frozenset(_OLD_TLS_REASONS.split())
"""OpenSSL's reasons for breaking off with a server whose TLS, ciphers or keys are older than what is safe."""

_CAUSES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], FailureCause], ...] = (
    (TimeoutError, FailureCause.TIMEOUT),
    ((aiohttp.ClientConnectorDNSError, socket.gaierror), FailureCause.DNS),
    ((aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError), FailureCause.TLS),
    (aiohttp.InvalidURL, FailureCause.BAD_URL),
    (aiohttp.ClientPayloadError, FailureCause.CONNECTION),
    ((aiohttp.ClientResponseError, aiohttp.http.HttpProcessingError), FailureCause.MALFORMED),
)


def _broken_off(error: Exception, host: str) -> str:
    if _is_of(error, ContentEncodingError):
        return f"{host} sent an answer that is not packed as it says."
    return f"{host} broke off in the middle of its answer."


def _is_of(error: BaseException | None, kind: type[Exception]) -> bool:
    """Whether the error or one of its causes is of that kind."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__
    return error is not None


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _reason(error: Exception) -> str:
    """The error's own words on one line, without the address (it may hold a password) and not endless."""
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    words = (inner.strerror if isinstance(inner, OSError) else None) or getattr(inner, "message", "") or type(inner).__name__
    said = " ".join(str(words).split()).partition(": b'")[0]  # what follows are the bytes themselves
    return said[:120].rstrip(".:")
