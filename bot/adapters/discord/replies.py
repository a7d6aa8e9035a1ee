"""A card as the answer to an interaction, by the interaction's token, which lives for 15 minutes.

"Interactions: Receiving and Responding": whether a deferred answer is seen by all or by the asker alone is settled when it is deferred. A
card that turns out to be private therefore takes the deferred answer away and comes as a follow-up of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.adapters.discord.components import EPHEMERAL, components
from bot.adapters.discord.embeds import embed
from bot.adapters.discord.outcomes import is_bad_form
from bot.adapters.discord.rest import Answer, Lost, Reply, Rest
from bot.adapters.picture.pictures import Picture, picture_of
from bot.desk.card import Card

log = logging.getLogger(__name__)

_MODAL = 9
_TRIES = 4
_LONGEST_WAIT = 30.0


class Replies:
    """Sends the answers of one bot."""

    def __init__(self, rest: Rest, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._rest = rest
        self._sleep = sleep

    async def open(self, interaction: int, token: str, modal: dict[str, Any]) -> bool:
        """Answer an interaction with a modal, which must be its first response. False where Discord did not take it, which is logged."""
        path = f"/interactions/{interaction}/{token}/callback"
        reply = await self._rest.request("POST", path, body={"type": _MODAL, "data": modal}, is_authorised=False)
        is_done = isinstance(reply, Answer) and reply.is_good
        if not is_done:
            log.warning("Discord did not open a form: %s", reply.words if isinstance(reply, Answer) else reply.reason)
        return is_done

    async def finish(self, application: int, token: str, card: Card, *, was_private: bool) -> bool:
        """Put the card in the place of the deferred answer. False where Discord did not take it, which is logged without its text."""
        path = f"/webhooks/{application}/{token}"
        if card.is_private and not was_private:
            await self._ask("DELETE", f"{path}/messages/@original", None)
            return await self._show("POST", path, card, EPHEMERAL)
        return await self._show("PATCH", f"{path}/messages/@original", card, 0)

    async def _show(self, method: str, path: str, card: Card, flag: int) -> bool:
        picture = None if card.chart is None else await picture_of(card.chart)
        reply = await self._ask(method, path, _flagged(components(card, picture=picture), flag), picture)
        if picture is not None and isinstance(reply, Answer) and 400 <= reply.status < 500:
            log.warning("Discord did not take a picture: %s; the chart comes in characters", reply.words)
            reply = await self._ask(method, path, _flagged(components(card), flag))
        if is_bad_form(reply):
            reply = await self._ask(method, path, _flagged(embed(card), flag))
        is_done = isinstance(reply, Answer) and reply.is_good
        if not is_done:
            log.warning("Discord did not take an answer: %s", reply.words if isinstance(reply, Answer) else reply.reason)
        return is_done

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None, picture: Picture | None = None) -> Reply:
        """Ask again while it may help: an edit and a deletion may be repeated, a new message only where none was made for certain."""
        reply = await self._rest.request(method, path, body=body, is_authorised=False, picture=picture)
        for tried in range(1, _TRIES):
            wait = _wait(reply, tried, is_repeatable=method != "POST")
            if wait is None:
                break
            await self._sleep(wait)
            reply = await self._rest.request(method, path, body=body, is_authorised=False, picture=picture)
        return reply


def _flagged(body: dict[str, Any], flag: int) -> dict[str, Any]:
    return {**body, "flags": (body["flags"] & ~EPHEMERAL) | flag}


def _wait(reply: Reply, tried: int, *, is_repeatable: bool) -> float | None:
    """Seconds to wait before the next try; None where none is due."""
    if isinstance(reply, Answer):
        if reply.status == 429 and isinstance(reply.body, dict):
            wait = float(reply.body.get("retry_after", 1.0))
            return wait if wait <= _LONGEST_WAIT else None
        return float(tried) if reply.status >= 500 and is_repeatable else None
    return float(tried) if is_repeatable or not isinstance(reply, Lost) else None
