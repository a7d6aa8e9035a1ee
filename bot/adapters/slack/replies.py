"""A card as the answer to what somebody did: by the response_url, and where that does not serve any more by the Web API.

"Handling user interaction: response_url" (docs.slack.dev): five messages in 30 minutes, also where the app is not in the channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.adapters.picture.pictures import picture_of
from bot.adapters.slack.calls import Told, told
from bot.adapters.slack.drawing import Drawing
from bot.adapters.slack.home import window_view
from bot.adapters.slack.quiet import sdk_log
from bot.adapters.slack.spot import Spot
from bot.adapters.slack.uploads import Uploads
from bot.desk.card import Card, Span, Style, line
from bot.desk.chart import Chart

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

_TRIES = 3
_LONGEST_WAIT = 30.0
_NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived", "restricted_action"})
_BAD_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "invalid_payload", "block_mismatch", "invalid_attachments")


class Replies:
    """Sends the answers of one app."""

    def __init__(
        self,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        drawing: Drawing,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._session = session
        self._drawing = drawing
        self._uploads = Uploads(client, session)
        self._sleep = sleep

    async def say(self, spot: Spot, card: Card, *, is_private: bool) -> bool:
        """Answer there: to everybody, or to the asker alone. False where Slack did not take it, which is logged without its text.

        At Home, where nothing can be posted, the card comes as a window.
        """
        if spot.channel is None and spot.response_url is None:
            return await self._show(spot, card)
        if card.chart is not None:
            card = await self._with_picture(spot, card, card.chart, is_private=is_private)
        message = self._drawing.message(card)
        if spot.response_url is not None and await self._respond(spot, spot.response_url, message, is_private=is_private):
            return True
        outcome = await self._post(spot, message, is_private=is_private)
        if outcome.error in _BAD_BLOCKS:
            outcome = await self._post(spot, {"text": message["text"]}, is_private=is_private)
        if outcome.error in _NOT_THERE:
            # The app is not in that channel, so the asker is told in its direct messages.
            outcome = await told(self._client.chat_postMessage(channel=spot.user, **_quiet(message)))
        if not outcome.is_good:
            log.warning("Slack did not take an answer: %s", outcome.error)
        return outcome.is_good

    async def _with_picture(self, spot: Spot, card: Card, chart: Chart, *, is_private: bool) -> Card:
        """What is left of the card once its chart was shown there as a picture. What only the asker may see is not shared in a channel, and
        a picture cannot be: there the chart stays, to be drawn in characters."""
        if is_private or spot.channel is None:
            return card
        picture = await picture_of(chart)
        if picture is None:
            return card
        refused = await self._uploads.share(picture, chart.title, channel=spot.channel, thread=spot.thread)
        if refused is None:
            return replace(card, chart=None)
        return replace(card, footer=line(Span(refused.of(card.language), Style.QUIET)))

    async def _show(self, spot: Spot, card: Card) -> bool:
        message = self._drawing.message(card)
        outcome = await told(self._client.views_open(trigger_id=spot.trigger, view=window_view(card, message["blocks"])))
        if not outcome.is_good:
            outcome = await told(self._client.chat_postMessage(channel=spot.user, **_quiet(message)))
        if not outcome.is_good:
            log.warning("Slack did not show an answer at Home: %s", outcome.error)
        return outcome.is_good

    async def _post(self, spot: Spot, message: dict[str, Any], *, is_private: bool) -> Told:
        place: dict[str, Any] = {"channel": spot.channel or spot.user, "thread_ts": spot.thread}
        if is_private and spot.channel is not None:
            return await told(self._client.chat_postEphemeral(user=spot.user, **place, **message))
        return await told(self._client.chat_postMessage(**place, **_quiet(message)))

    async def _respond(self, spot: Spot, url: str, message: dict[str, Any], *, is_private: bool) -> bool:
        """By the response_url. False where another way is to be tried."""
        hook = AsyncWebhookClient(url, session=self._session, retry_handlers=[], logger=sdk_log())
        head = {"response_type": "ephemeral" if is_private else "in_channel", "replace_original": False, "unfurl_links": False}
        if spot.thread is not None:
            head["thread_ts"] = spot.thread
        body = {**head, "unfurl_media": False, **message}
        for tried in range(1, _TRIES + 1):
            answer = await _sent(hook, body)
            if isinstance(answer, WebhookResponse) and answer.status_code == 200:
                return True
            if isinstance(answer, WebhookResponse) and any(error in answer.body for error in _BAD_BLOCKS) and "blocks" in body:
                log.warning("Slack did not take the blocks of an answer, which is sent as text")
                body = {**head, "text": message["text"]}
                continue
            wait = _wait(answer, tried, is_private=is_private)
            if wait is None or tried == _TRIES:
                break
            await self._sleep(wait)
        return _is_posted_perhaps(answer, is_private=is_private)


async def _sent(hook: AsyncWebhookClient, body: dict[str, Any]) -> WebhookResponse | Exception:
    try:
        async with asyncio.timeout(10.0):
            return await hook.send_dict(body)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return error


def _wait(answer: WebhookResponse | Exception, tried: int, *, is_private: bool) -> float | None:
    """Seconds to wait before the next try; None where none is due. What everybody sees is not sent again where it may be there."""
    if isinstance(answer, WebhookResponse):
        if answer.status_code == 429:
            wait = _seconds(answer.headers.get("Retry-After"))
            return wait if wait <= _LONGEST_WAIT else None
        return float(tried) if answer.status_code >= 500 else None
    return float(tried) if is_private or isinstance(answer, aiohttp.ClientConnectorError) else None


def _is_posted_perhaps(answer: WebhookResponse | Exception, *, is_private: bool) -> bool:
    """Whether it may be there already, so that no other way is tried."""
    return not isinstance(answer, WebhookResponse | aiohttp.ClientConnectorError) and not is_private


def _seconds(text: str | None) -> float:
    return float(text) if text is not None and text.isdecimal() else 1.0


def _quiet(message: dict[str, Any]) -> dict[str, Any]:
    return {**message, "unfurl_links": False, "unfurl_media": False}
