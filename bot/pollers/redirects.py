"""Where a redirect leads, and what must not travel along."""

from __future__ import annotations

from dataclasses import dataclass

from yarl import URL

PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})
KEEPING = frozenset({307, 308})
"""Redirects after which the same is asked in the same way, a form included (RFC 9110)."""


@dataclass(frozen=True, slots=True)
class BadAddress:
    """An address that is not asked: `reason` completes the sentence 'The address …'."""

    reason: str


def read_address(text: str) -> URL | BadAddress:
    """An absolute http or https address as typed or sent by a server."""
    try:
        url = URL(text.strip())
        port = url.port
    except ValueError:
        return BadAddress("cannot be read")
    if url.scheme not in {"http", "https"}:
        return BadAddress("must begin with http:// or https://")
    if not url.host or port is None:
        return BadAddress("names no host")
    return url


def next_address(current: URL, location: str) -> URL | BadAddress:
    """The address that a Location header names, relative to the current one.

    A user name and password stay with the host that they were given for: they are kept on the same origin and dropped elsewhere, also
    where the Location header itself brings some.
    """
    try:
        target = current.join(URL(location.strip()))
    except ValueError:
        return BadAddress("in the redirect cannot be read")
    checked = read_address(str(target))
    if isinstance(checked, BadAddress):
        return checked
    bare = checked.with_user(None).with_fragment(None)
    if bare.origin() == current.with_user(None).origin() and current.user is not None:
        return bare.with_user(current.user).with_password(current.password)
    return bare
