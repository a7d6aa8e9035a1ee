"""Cards of every shape, for tests that hold for any card, and what counts a payload's parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from bot.desk.card import Action, Card, Colour, Field, Item, Line, Span, Style

HOSTILE = "<!channel> @everyone <@U1> *x* [a](b) ~~"

_PIECES = st.sampled_from(
    [HOSTILE, "- ", "1. ", "# ", "`", "\\", "||", "한미동맹 ", "𝒳", "\u202e", "\n", "https://a.example/(x)", "Talks end. "]
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join), st.integers(0, 4_500).map(lambda n: "가나다. " * n))
_URLS = st.one_of(st.none(), st.sampled_from(["https://news.example/a(1)", "javascript:alert(1)", "https://x.example/" + "y" * 600, "["]))
_SPANS = st.builds(Span, _TEXTS, st.sampled_from(Style), _URLS)
_LINES: st.SearchStrategy[Line] = st.lists(_SPANS, max_size=4).map(tuple)
_WORDS = st.sampled_from(["why", "alerts", "list", "Why", ""])
_ACTIONS = st.builds(Action, st.lists(_WORDS, max_size=3).map(tuple), st.text(max_size=120), st.text(max_size=120))

CARDS = st.builds(
    Card,
    language=st.sampled_from(["en", "ko"]),
    title=_LINES,
    summary=st.text(max_size=40),
    lines=st.lists(_LINES, max_size=6).map(tuple),
    fields=st.lists(st.builds(Field, st.text(max_size=200), _LINES), max_size=6).map(tuple),
    items=st.lists(st.builds(Item, _LINES, st.lists(_LINES, max_size=3).map(tuple)), max_size=30).map(tuple),
    actions=st.lists(_ACTIONS, max_size=40).map(tuple),
    footer=_LINES,
    colour=st.sampled_from(Colour),
    is_private=st.booleans(),
)


def parts(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component, nested ones after what holds them."""
    waiting = list(payload["components"])
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("components", ()), *waiting]


def text_of(payload: dict[str, Any]) -> str:
    """All text of a message with Components V2."""
    return "\n".join(part["content"] for part in parts(payload) if part["type"] == 10)


def custom_ids(payload: dict[str, Any]) -> list[str]:
    """What the buttons carry."""
    return [part["custom_id"] for part in parts(payload) if part["type"] == 2]
