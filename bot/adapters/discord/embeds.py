"""A card as a message with one embed, for the day on which Components V2 are refused: pure, like components.py."""

from __future__ import annotations

from bot.adapters.discord.components import EDGE, EPHEMERAL, Payload, allowed
from bot.adapters.discord.layout import buttons, lay_out, rows_of, title_of
from bot.adapters.discord.limits import DISCORD
from bot.adapters.discord.markdown import Place, fit, link_of, plain
from bot.desk.card import Card, Line, Span
from bot.desk.cards.charts import in_characters
from bot.desk.cards.text import cut


def embed(card: Card, mark: str = "") -> Payload:
    """The card as an embed with its buttons below. Title and text are Markdown, the footer is plain text, as Discord reads them."""
    card = in_characters(card)
    title = tuple(Span(span.text) for span in title_of(card))
    body = lay_out(card, DISCORD.embed_description)
    drawn: Payload = {"title": fit(title, DISCORD.embed_title, Place.INSIDE), "color": EDGE[card.colour]}
    address = _address(card.title)
    if address:
        drawn["url"] = address
    if body.sections:
        drawn["description"] = "\n\n".join(body.sections)
    footer = cut(plain(card.footer), DISCORD.embed_footer // 4)
    if footer:
        drawn["footer"] = {"text": footer}
    made = {
        "flags": EPHEMERAL if card.is_private else 0,
        "embeds": [drawn],
        "components": list(rows_of(buttons(card, mark))),
        "allowed_mentions": allowed(card),
    }
    return {"content": f"<@&{card.mention}>", **made} if card.mention else made


def _address(title: Line) -> str | None:
    return next(filter(None, (link_of(span.url) for span in title)), None)
