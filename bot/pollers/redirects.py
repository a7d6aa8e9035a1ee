"""Where a redirect leads, and what must not travel along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yarl import URL

from bot.model import DetailKind, FailureDetail

PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})
KEEPING = frozenset({307, 308})
"""Redirects after which the same is asked in the same way, a form included (RFC 9110)."""


class AddressFault(StrEnum):
    """Why an address is not asked."""

    UNREADABLE = "unreadable"
    SCHEME = "scheme"
    NO_HOST = "no-host"


@dataclass(frozen=True, slots=True)
class BadAddress:
    """An address that is not asked."""

    fault: AddressFault

    @property
    def detail(self) -> FailureDetail:
        """What is said of such an address where somebody typed it."""
        return FailureDetail(DetailKind(f"address-{self.fault.value}"))

    def detail_from(self, host: str) -> FailureDetail:
        """What is said of such an address where a host redirects to it."""
        return FailureDetail.of(DetailKind(f"redirect-{self.fault.value}"), host=host)


def read_address(text: str) -> URL | BadAddress:
    """An absolute http or https address as typed or sent by a server."""
    try:
        url = URL(text.strip())
        port = url.port
    except ValueError:
        return BadAddress(AddressFault.UNREADABLE)
    if url.scheme not in {"http", "https"}:
        return BadAddress(AddressFault.SCHEME)
    if not url.host or port is None:
        return BadAddress(AddressFault.NO_HOST)
    return url


def next_address(current: URL, location: str) -> URL | BadAddress:
    """The address that a Location header names, relative to the current one.

    A user name and password stay with the host that they were given for: they are kept on the same origin and dropped elsewhere, also
    where the Location header itself brings some.
    """
    try:
        target = current.join(URL(location.strip()))
    except ValueError:
        return BadAddress(AddressFault.UNREADABLE)
    checked = read_address(str(target))
    if isinstance(checked, BadAddress):
        return checked
    bare = checked.with_user(None).with_fragment(None)
    if bare.origin() == current.with_user(None).origin() and current.user is not None:
        return bare.with_user(current.user).with_password(current.password)
    return bare
