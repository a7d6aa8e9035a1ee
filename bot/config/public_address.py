"""Whether an address is one that the internet can reach, as far as can be told without asking."""

from __future__ import annotations

from ipaddress import ip_address

from bot.pollers.addresses import is_public
from bot.pollers.redirects import AddressFault, BadAddress, read_address

_INNER_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp", ".onion")
"""Ends of names that the public DNS does not know (RFC 6761, 6762, 7686, 8375, and custom)."""

_FAULTS = {
    AddressFault.UNREADABLE: "cannot be read as an address",
    AddressFault.SCHEME: "must begin with http:// or https://",
    AddressFault.NO_HOST: "names no host",
}


def public_address(text: str) -> str:
    """The address without a slash at its end; raises ValueError for one that is no web address or of no public host."""
    address = read_address(text)
    if isinstance(address, BadAddress):
        raise ValueError(_FAULTS[address.fault])
    if address.user is not None or address.password is not None or address.query_string or address.fragment:
        raise ValueError("must hold no user name, no `?` and no `#`")
    if not _is_public_host((address.host or "").rstrip(".").casefold()):
        raise ValueError("names a host that the internet cannot reach")
    return str(address).rstrip("/")


def _is_public_host(host: str) -> bool:
    try:
        return is_public(ip_address(host))
    except ValueError:
        return "." in host and not host.endswith(_INNER_NAMES)
