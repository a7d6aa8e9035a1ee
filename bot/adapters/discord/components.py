"""A card as a message with Components V2: pure, Card -> the JSON body of Discord's "Create Message" as a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.discord.layout import buttons, lay_out, rows_of
from bot.adapters.discord.limits import DISCORD, size
from bot.adapters.picture.pictures import Picture
from bot.desk.card import Card, Colour
from bot.desk.cards.charts import in_characters
from bot.desk.cards.text import cut

Payload = dict[str, Any]

IS_COMPONENTS_V2 = 1 << 15
"""The message flag without which `components` may hold only action rows ("Message": message flags)."""

EPHEMERAL = 1 << 6
"""Only the asker sees the message."""

NOBODY: Mapping[str, Any] = {"parse": []}
"""Allowed mentions: none, whatever the text says."""

_PING = 24
"""Characters of a role's mention."""

EDGE = {
    Colour.NEUTRAL: 0x7A8793,
    Colour.COOPERATION: 0x2F7DD1,
    Colour.FRICTION: 0xC43D2F,
    Colour.MIXED: 0x8A4FB0,
    Colour.GOOD: 0x2E9E5B,
    Colour.WARNING: 0xD99A00,
}


def components(card: Card, mark: str = "", picture: Picture | None = None) -> Payload:
    """The card in a container with an edge in its colour, buttons below its text. `mark` is the delivery's, carried by every button.

    Private cards are flagged as ephemeral, which only answers to a person may be. `picture` is the card's chart, sent with the message;
    without it the chart is drawn in characters.
    """
    card = in_characters(card) if picture is None else card
    found = buttons(card, mark)
    body = lay_out(card, DISCORD.characters - (_PING if card.mention else 0) - sum(size(label) for _, label in found))
    parts: list[Payload] = [_text(body.title)]
    if body.sections:
        parts = [_text(f"{body.title}\n{body.sections[0]}")]
    parts += [_gallery(picture)] if picture is not None else []
    for section in body.sections[1:]:
        parts += [_separator(), _text(section)]
    if body.footer:
        parts.append(_text(body.footer))
    parts += rows_of(found)
    container = {"type": 17, "accent_color": EDGE[card.colour], "components": parts}
    ping = [_text(f"<@&{card.mention}>")] if card.mention else []
    return {
        "flags": IS_COMPONENTS_V2 | (EPHEMERAL if card.is_private else 0),
        "components": [*ping, container],
        "allowed_mentions": allowed(card),
        **({"attachments": [_attachment(picture)]} if picture is not None else {}),
    }


def allowed(card: Card) -> Payload:
    """Whom the message may ping: the one role that its subscription names, and nobody for what the text says."""
    return {**NOBODY, "roles": [card.mention]} if card.mention else dict(NOBODY)


def _text(content: str) -> Payload:
    return {"type": 10, "content": content}


def _gallery(picture: Picture) -> Payload:
    """ "Component Reference": type 12 a media gallery, whose items may be files of the message and are described for screen readers."""
    return {"type": 12, "items": [{"media": {"url": f"attachment://{picture.name}"}, "description": _described(picture)}]}


def _attachment(picture: Picture) -> Payload:
    return {"id": "0", "filename": picture.name, "description": _described(picture)}


def _described(picture: Picture) -> str:
    return cut(picture.alt, DISCORD.description // 2)


def _separator() -> Payload:
    return {"type": 14, "divider": False, "spacing": 1}
