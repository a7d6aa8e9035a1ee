"""An alert whose story became part of another that its channel was told of too: it is redrawn once, to say which."""

from __future__ import annotations

JOINED = "joined"
"""How the dedup key of that redrawing begins: `joined:<story that is gone>:<article that shows it>`."""


def joined_key(story_id: int, article_id: int) -> str:
    """The dedup key of the redrawing that says of a story that it was joined with another. The article is the one whose headline its alert
    has, for nothing else remembers which articles the story had."""
    return f"{JOINED}:{story_id}:{article_id}"


def is_joined(dedup_key: str) -> bool:
    """Whether an EDIT of that key redraws the alert of a story that is gone."""
    return dedup_key.startswith(f"{JOINED}:")


def joined_of(dedup_key: str) -> tuple[int, int] | None:
    """The story that is gone and the article from such a key; None for a key of another make."""
    kind, *rest = dedup_key.split(":")
    return (int(rest[0]), int(rest[1])) if kind == JOINED and len(rest) == 2 and all(part.isdecimal() for part in rest) else None
