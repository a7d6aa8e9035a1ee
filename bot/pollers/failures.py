"""From an HTTP status or a network error to a cause and what exactly happened.

Whoever reads it gets both in words of their own language (bot/desk/phrases), so nothing here says a sentence.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Mapping
from datetime import datetime

import aiohttp
from aiohttp import hdrs
from aiohttp.http_exceptions import BadStatusLine, ContentEncodingError, HttpProcessingError, LineTooLong, TransferEncodingError

from bot.model import DetailKind, FailureCause, FailureDetail
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


def challenged(host: str, service: str) -> FetchFailed:
    """An answer of a service that wants to see a person before it lets anything through."""
    return FetchFailed(FailureCause.CHALLENGE, FailureDetail.of(DetailKind.CHALLENGE, host=host, service=service))


def refusal(detail: FailureDetail) -> FetchFailed:
    """An address that the desk does not ask."""
    return FetchFailed(FailureCause.BAD_URL, detail)


def failure_of_status(status: int, host: str, headers: Mapping[str, str], now: datetime) -> FetchFailed:
    """What a status other than 200 means."""
    cause = _BY_STATUS.get(status) or (FailureCause.SERVER if status >= 500 else FailureCause.HTTP)
    wait = retry_after_seconds(headers.get(hdrs.RETRY_AFTER), now) if status in {429, 503} else None
    detail = FailureDetail.of(DetailKind.STATUS, host=host, status=status)
    if wait is not None:
        detail = FailureDetail.of(DetailKind.STATUS_WAIT, host=host, status=status, seconds=round(wait))
    return FetchFailed(cause, detail, retry_after=wait, gone=status == 410)


def failure_of_error(error: Exception, host: str, total_seconds: float) -> FetchFailed:
    """What an exception of the HTTP client or the network means."""
    cause = _cause(error)
    return FetchFailed(cause, _detail(cause, error, host, total_seconds))


def _detail(cause: FailureCause, error: Exception, host: str, total_seconds: float) -> FailureDetail:
    if cause is FailureCause.TIMEOUT:
        return FailureDetail.of(DetailKind.TIMEOUT, host=host, seconds=total_seconds)
    if cause is FailureCause.BAD_URL:
        return FailureDetail(DetailKind.ADDRESS_UNREADABLE)
    if cause in _PLAIN:
        return FailureDetail.of(_PLAIN[cause], host=host)
    if isinstance(error, aiohttp.ClientPayloadError):
        kind = DetailKind.FALSE_PACKING if _found(error, ContentEncodingError) else DetailKind.BROKEN_OFF
        return FailureDetail.of(kind, host=host)
    known = _of_http(error) if cause is FailureCause.MALFORMED else _of_connection(error)
    if known is not None:
        return FailureDetail.of(known, host=host)
    kind = _CODED.get(cause, DetailKind.CONNECTION)
    return FailureDetail.of(kind, host=host, code=_code(error))


_PLAIN = {FailureCause.PRIVATE_ADDRESS: DetailKind.PRIVATE_ADDRESS, FailureCause.DNS: DetailKind.NAME}
_CODED = {FailureCause.TLS: DetailKind.TLS, FailureCause.TLS_OLD: DetailKind.TLS_OLD, FailureCause.MALFORMED: DetailKind.HTTP}


def _of_http(error: Exception) -> DetailKind | None:
    """What is wrong with an answer that is no valid HTTP."""
    said = str(getattr(error, "message", ""))
    known = next((kind for words, kind in _SAID_OF_HTTP.items() if words in said), None)
    return known or next((kind for wrong, kind in _WRONG_HTTP if _found(error, wrong)), None)


_SAID_OF_HTTP = {"Too many headers": DetailKind.MANY_HEADERS, "chunk size": DetailKind.CHUNKS}
"""By words of aiohttp, where it has no exception of that kind alone."""


_WRONG_HTTP: tuple[tuple[type[Exception], DetailKind], ...] = (
    (ContentEncodingError, DetailKind.UNASKED_PACKING),
    (LineTooLong, DetailKind.LONG_HEADER),
    (BadStatusLine, DetailKind.STATUS_LINE),
    (TransferEncodingError, DetailKind.CHUNKS),
)


def _of_connection(error: Exception) -> DetailKind | None:
    """Why there is no connection, where it is one of the usual reasons."""
    inner = _inner(error)
    if isinstance(inner, ssl.SSLCertVerificationError):
        return _BY_VERDICT.get(inner.verify_code)
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return DetailKind.HUNG_UP
    return _BY_ERRNO.get(inner.errno or 0) if isinstance(inner, OSError) and not isinstance(inner, ssl.SSLError) else None


_BY_VERDICT = {
    9: DetailKind.CERTIFICATE_DATE,
    10: DetailKind.CERTIFICATE_DATE,
    18: DetailKind.CERTIFICATE_SELF_SIGNED,
    19: DetailKind.CERTIFICATE_SELF_SIGNED,
    20: DetailKind.CERTIFICATE_ISSUER,
    21: DetailKind.CERTIFICATE_ISSUER,
    62: DetailKind.CERTIFICATE_HOST,
    64: DetailKind.CERTIFICATE_HOST,
}
"""By the X509_V_ERR codes of OpenSSL (openssl-verification-options(1), x509_vfy.h)."""

_BY_ERRNO = {
    errno.ECONNREFUSED: DetailKind.REFUSED,
    errno.ECONNRESET: DetailKind.RESET,
    errno.EPIPE: DetailKind.RESET,
    errno.ENETUNREACH: DetailKind.UNREACHABLE,
    errno.EHOSTUNREACH: DetailKind.UNREACHABLE,
}


def _inner(error: Exception) -> Exception:
    return error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error


def _cause(error: Exception) -> FailureCause:
    inner = _inner(error)
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


def _found(error: BaseException | None, kind: type[Exception]) -> bool:
    """Whether the error or one of its causes is of that kind."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__
    return error is not None


def _code(error: Exception) -> str:
    """The name by which a person can look the error up, the same in every language: OpenSSL's, the operating system's, or the library's."""
    inner = _inner(error)
    if isinstance(inner, ssl.SSLError) and inner.reason:
        return inner.reason
    name = errno.errorcode.get(inner.errno or 0) if isinstance(inner, OSError) else None
    if name is not None:
        return name
    cause = inner.__cause__
    return type(cause if isinstance(cause, HttpProcessingError) else inner).__name__
