"""Which network addresses an outside document may send us to.

The decision is made on the address that a socket is about to connect to, after name resolution, so that no spelling of a host and no
change of its DNS gets round it. Follows the IANA special-purpose registries (RFC 6890) as Python's `ipaddress` knows them, and unwraps
the IPv6 forms that carry an IPv4 address: mapped (RFC 4291), 6to4 (RFC 3056), Teredo (RFC 4380) and NAT64 (RFC 6052).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]
"""One answer of getaddrinfo, as aiohttp hands it to a socket factory."""

REFUSAL = "the address is not a public one"
"""The same words for every address, so that a race between several refused addresses still tells them apart from other errors."""

_METADATA = frozenset(
    ip_address(text) for text in ("169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
"""Where clouds tell a machine its own secrets (AWS, GCP, Azure, Alibaba, Oracle). Azure's is an address of the public kind."""

_INNER_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp", ".onion")
"""Ends of names that the public DNS does not know (RFC 6761, 6762, 7686, 8375, and custom)."""

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")


class PrivateAddressError(OSError):
    """A connection to an address that is not public was refused before any packet left."""

    def __init__(self) -> None:
        super().__init__(REFUSAL)


def unwrap(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 form carries, or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: IPAddress) -> bool:
    """Whether a feed or page may live there: a global unicast address, also once unwrapped."""
    inner = unwrap(address)
    if inner in _METADATA:
        return False
    if isinstance(inner, IPv6Address) and inner not in _GLOBAL_UNICAST:
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved)


def may_be_public(host: str) -> bool:
    """Whether a host (name or address) may be one that the internet reaches, as far as can be told without asking: no address inside a
    network, and no name that public DNS does not know."""
    plain = host.strip("[]").rstrip(".").casefold()
    try:
        return is_public(ip_address(plain))
    except ValueError:
        return "." in plain and not plain.endswith(_INNER_NAMES)


def is_for_private_feeds(address: IPAddress) -> bool:
    """Whether a feed that may be private may live there: anywhere that names one computer, but never where secrets are told or a link
    ends (RFC 3927, where clouds put more of the kind)."""
    inner = unwrap(address)
    is_link_local = isinstance(inner, IPv4Address) and inner.is_link_local
    return inner not in _METADATA and not (is_link_local or inner.is_multicast or inner.is_unspecified)


def guarded_socket(allows: Callable[[IPAddress], bool]) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory that raises PrivateAddressError for addresses that `allows` refuses."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, where = info
        if not allows(ip_address(str(where[0]))):
            raise PrivateAddressError
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
