"""Whether an address is one that the internet can reach, as far as can be told without asking."""

from __future__ import annotations

from bot.pollers.addresses import may_be_public
from bot.pollers.redirects import AddressFault, BadAddress, read_address

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
    if not may_be_public(address.host or ""):
        raise ValueError("names a host that the internet cannot reach")
    return str(address).rstrip("/")
