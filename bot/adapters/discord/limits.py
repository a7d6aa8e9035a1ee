"""What Discord takes, as data.

Sources: Discord's developer documentation, pages "Message", "Component Reference" and "Create Message". Characters are counted here in
UTF-16 units, of which a text has never fewer than Discord counts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of components and characters in one message."""

    components: int = 40
    """Components of one message, nested ones counted."""
    characters: int = 4_000
    """Over all text of a message with Components V2."""
    buttons_a_row: int = 5
    buttons: int = 25
    button_label: int = 80
    custom_id: int = 100
    nonce: int = 25
    embeds: int = 10
    embed_total: int = 6_000
    """Over titles, descriptions and footers of all embeds of a message."""
    embed_title: int = 256
    embed_description: int = 4_096
    embed_footer: int = 2_048
    description: int = 1_024
    """Of a picture, for whoever cannot see it."""
    url: int = 512
    """A longer address is not linked: it would use up the message's characters."""


DISCORD = Limits()


def size(text: str) -> int:
    """Characters of a text as Discord's clients count them: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
