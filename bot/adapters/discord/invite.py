"""What the bot may do in a server, and the link that invites it with just that.

"OAuth2": scopes `bot` and `applications.commands`; "Permissions": bits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

AUTHORIZE = "https://discord.com/oauth2/authorize"

RIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "View Channel": 1 << 10,
        "Send Messages": 1 << 11,
        "Embed Links": 1 << 14,
        "Read Message History": 1 << 16,
        "Create Public Threads": 1 << 35,
        "Send Messages in Threads": 1 << 38,
    }
)
"""Each is needed: to see a channel, to write there, for the embed that stands in where components are refused, to find a message again
whose sending had no known end, and for the thread of a story."""


def invite_url(application: str) -> str:
    """The link by which whoever manages a server invites the application with this id."""
    return f"{AUTHORIZE}?client_id={application}&scope=bot+applications.commands&permissions={sum(RIGHTS.values())}"
