"""What Slack takes, as data.

Sources: docs.slack.dev, "Blocks", "Block elements", "Composition objects", "Views" and "chat.postMessage". Characters are counted as
Python counts them; Slack's own count is nowhere said to be another.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of blocks, elements and characters."""

    blocks: int = 50
    """Of one message."""
    view_blocks: int = 100
    text: int = 3_000
    """`text` of a message, of which Slack asks for no more than 4,000 characters; and of a section."""
    rich_text: int = 3_000
    """Of one rich text block. Slack names no limit; a section's is known to be taken."""
    message: int = 12_000
    """Over all text of a message's blocks: far below the 40,000 characters at which Slack cuts."""
    elements: int = 25
    """Of one actions block."""
    button: int = 75
    value: int = 2_000
    action_id: int = 255
    url: int = 3_000
    title: int = 24
    """Of a view, and of its submit and close."""
    label: int = 2_000
    options: int = 100
    option: int = 75
    option_value: int = 150
    typed: int = 3_000
    metadata: int = 3_000
    """`private_metadata` of a view."""


SLACK = Limits()
