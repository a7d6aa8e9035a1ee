"""Slack as the outbox sees it: the real client of slack_sdk against a local Slack; every outcome told, none guessed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.adapters.slack.adapter import SECOND_LOOK_SECONDS, SlackAdapter
from bot.adapters.slack.clients import posting_client_of
from bot.adapters.slack.pace import Pace
from bot.desk.card import Action, Card, Span, line
from bot.desk.ports import CannotLook, Found, NotFound
from bot.model import Destination, Refused, RetryLater, Sent, Unknown
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import SlackServer
from tests.fakes.slack_faults import Fails, Fault, Resets, Says, TooMany
from tests.fakes.slack_workspace import BOT_TOKEN, CHANNEL, ELSEWHERE, OLD_CHANNEL, TEAM
from tests.unit.slack.listening import NOW

NEWS = Destination("slack", TEAM, CHANNEL)
CARD = Card("en", (Span("A headline", url="https://news.example/a"),), "A headline", actions=(Action(("why",), "Why", "7"),))
KEY = "0123456789abcdef0123"


class Waits:
    """Takes every wait without waiting."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


class Ticking:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Sender:
    """An adapter with all that a test moves."""

    def __init__(self, server: SlackServer, session: aiohttp.ClientSession) -> None:
        self.workspace = server.workspace
        self.workspace.now = NOW.timestamp
        self.faults = server.faults
        self.waits, self.ticking = Waits(), Ticking()
        client = posting_client_of(BOT_TOKEN, server.api, session)
        self.adapter = SlackAdapter(client, SetClock(NOW), pace=Pace(self.ticking), sleep=self.waits)

    def fail(self, method: str, *faults: Fault) -> None:
        self.faults[method] = list(faults)


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    async with SlackServer() as server, aiohttp.ClientSession() as session:
        yield Sender(server, session)


async def test_a_card_is_posted_with_its_key_and_without_previews(sender: Sender) -> None:
    outcome = await sender.adapter.send(NEWS, CARD, KEY)
    (posted,) = sender.workspace.messages
    assert outcome == Sent(sender.workspace.posts.all[0]["ts"])
    assert posted["metadata"] == {"event_type": "alliance_desk_delivery", "event_payload": {"key": KEY}}
    assert (posted["text"], posted["unfurl_links"], posted["unfurl_media"]) == ("A headline", False, False)


@pytest.mark.parametrize("after_doing", [False, True])
@pytest.mark.parametrize(
    "make", [Resets, lambda after_doing: Fails(502, after_doing), lambda after_doing: Says("internal_error", after_doing)]
)
async def test_what_may_have_been_posted_is_unknown_and_is_found_or_not(sender: Sender, make: type[Resets], after_doing: bool) -> None:
    sender.fail("chat.postMessage", make(after_doing=after_doing))
    assert isinstance(await sender.adapter.send(NEWS, CARD, KEY), Unknown)
    looked = await sender.adapter.look_up(NEWS, KEY)
    assert looked == (Found(sender.workspace.posts.all[0]["ts"]) if after_doing else NotFound())
    assert sender.waits.taken.count(SECOND_LOOK_SECONDS) == (0 if after_doing else 1)


async def test_a_rate_limit_is_waited_for_and_holds_up_no_other_channel_for_long(sender: Sender) -> None:
    sender.workspace.channels["C02TRADE"] = {**sender.workspace.channels[CHANNEL], "id": "C02TRADE"}
    sender.fail("chat.postMessage", TooMany(30))
    refused = await sender.adapter.send(NEWS, CARD, KEY)
    assert refused == RetryLater(30.0, "Slack asks to wait 30 s.", is_wait=True)
    again = await sender.adapter.send(NEWS, CARD, KEY)
    assert isinstance(again, RetryLater)
    assert again.is_wait
    assert again.after == 30.0
    sender.ticking.now += 1.0
    assert isinstance(await sender.adapter.send(replace(NEWS, channel="C02TRADE"), CARD, "other"), Sent)
    sender.ticking.now += 29.0
    assert isinstance(await sender.adapter.send(NEWS, CARD, KEY), Sent)


async def test_messages_of_one_channel_keep_a_second_apart(sender: Sender) -> None:
    await sender.adapter.send(NEWS, CARD, "one")
    await sender.adapter.send(NEWS, CARD, "two")
    assert 1.0 in sender.waits.taken


@pytest.mark.parametrize(
    ("channel", "words"), [(OLD_CHANNEL, "archived"), (ELSEWHERE, "not in the channel"), ("C09GONE", "The channel is gone")]
)
async def test_a_channel_that_takes_nothing_any_more_is_gone(sender: Sender, channel: str, words: str) -> None:
    outcome = await sender.adapter.send(replace(NEWS, channel=channel), CARD, KEY)
    assert isinstance(outcome, Refused)
    assert outcome.is_gone
    assert words in outcome.reason


async def test_another_workspace_is_refused(sender: Sender) -> None:
    outcome = await sender.adapter.send(replace(NEWS, workspace="T09OTHER"), CARD, KEY)
    assert isinstance(outcome, Refused)
    assert sender.workspace.messages == []


async def test_a_token_that_is_not_taken_is_waited_for_and_named(sender: Sender) -> None:
    sender.fail("chat.postMessage", Says("token_revoked"))
    outcome = await sender.adapter.send(NEWS, CARD, KEY)
    assert isinstance(outcome, RetryLater)
    assert outcome.after >= 600
    assert "DESK_SLACK_BOT_TOKEN" in outcome.reason
    assert BOT_TOKEN not in outcome.reason


async def test_blocks_that_slack_cannot_read_are_sent_as_text(sender: Sender) -> None:
    sender.fail("chat.postMessage", Says("invalid_blocks"))
    assert isinstance(await sender.adapter.send(NEWS, CARD, KEY), Sent)
    (posted,) = sender.workspace.messages
    assert "blocks" not in posted
    assert posted["text"] == "A headline"


async def test_a_post_in_a_thread_is_found_in_the_thread(sender: Sender) -> None:
    alert = await sender.adapter.send(NEWS, CARD, "alert")
    assert isinstance(alert, Sent)
    sender.ticking.now += 5
    sender.fail("chat.postMessage", Resets(after_doing=True))
    assert isinstance(await sender.adapter.send(NEWS, CARD, "news", thread=alert.message_id), Unknown)
    posted = sender.workspace.posts.all[-1]
    assert posted["thread_ts"] == alert.message_id
    assert await sender.adapter.look_up(NEWS, "news", thread=alert.message_id) == Found(posted["ts"])
    assert await sender.adapter.look_up(NEWS, "news") == NotFound()


async def test_an_edit_redraws_the_message_and_leaves_its_key(sender: Sender) -> None:
    alert = await sender.adapter.send(NEWS, CARD, KEY)
    assert isinstance(alert, Sent)
    changed = replace(CARD, summary="A headline, three outlets")
    assert await sender.adapter.edit(NEWS, alert.message_id, changed, "edit") == Sent(alert.message_id)
    assert sender.workspace.posts.all[0]["text"] == "A headline, three outlets"
    assert await sender.adapter.look_up(NEWS, KEY) == Found(alert.message_id)


async def test_an_edit_is_never_unknown_and_a_deleted_message_is_refused(sender: Sender) -> None:
    alert = await sender.adapter.send(NEWS, CARD, KEY)
    assert isinstance(alert, Sent)
    sender.fail("chat.update", Resets(after_doing=True))
    assert isinstance(await sender.adapter.edit(NEWS, alert.message_id, CARD, "edit"), RetryLater)
    sender.workspace.posts.delete(CHANNEL, alert.message_id)
    refused = await sender.adapter.edit(NEWS, alert.message_id, CARD, "edit")
    assert isinstance(refused, Refused)
    assert not refused.is_gone


async def test_without_the_right_to_look_it_is_said_for_good(sender: Sender) -> None:
    sender.workspace.scopes.remove("channels:history")
    looked = await sender.adapter.look_up(NEWS, KEY)
    assert isinstance(looked, CannotLook)
    assert looked.is_for_good


async def test_a_look_that_fails_for_the_moment_is_not_for_good(sender: Sender) -> None:
    # aiohttp asks once more by itself where a connection breaks off in a GET.
    for faults in ((TooMany(1),), (Fails(503),), (Resets(), Resets())):
        sender.fail("conversations.history", *faults)
        looked = await sender.adapter.look_up(NEWS, KEY)
        assert isinstance(looked, CannotLook)
        assert not looked.is_for_good


async def test_a_long_history_is_read_page_by_page_and_what_others_wrote_is_not_taken(sender: Sender) -> None:
    sender.workspace.posts.add(
        CHANNEL, {"text": "ours", "metadata": {"event_type": "alliance_desk_delivery", "event_payload": {"key": KEY}}}, now=NOW.timestamp()
    )
    for number in range(450):
        foreign = {"event_type": "alliance_desk_delivery", "event_payload": {"key": KEY}}
        sender.workspace.posts.add(CHANNEL, {"text": str(number), "metadata": foreign}, now=NOW.timestamp(), bot_id=None)
    assert await sender.adapter.look_up(NEWS, KEY) == Found(sender.workspace.posts.all[0]["ts"])


async def test_nobody_listens_there(sender: Sender) -> None:
    async with aiohttp.ClientSession() as session:
        client = posting_client_of(BOT_TOKEN, "http://127.0.0.1:9/api/", session)
        adapter = SlackAdapter(client, SetClock(NOW), sleep=Waits())
        outcome = await adapter.send(NEWS, line_card(), KEY)
    assert isinstance(outcome, RetryLater)
    assert not outcome.is_wait


def line_card() -> Card:
    """A card of one line."""
    return Card("en", line("Title"), "Title")


async def test_a_message_has_a_link_where_slack_gives_one(sender: Sender) -> None:
    alert = await sender.adapter.send(NEWS, CARD, KEY)
    assert isinstance(alert, Sent)
    path = f"{CHANNEL}/p{alert.message_id.replace('.', '')}"
    assert await sender.adapter.link(NEWS, alert.message_id) == f"https://harbour.slack.example/archives/{path}"
    sender.fail("chat.getPermalink", TooMany(1))
    assert await sender.adapter.link(NEWS, alert.message_id) is None
    sender.workspace.posts.delete(CHANNEL, alert.message_id)
    assert await sender.adapter.link(NEWS, alert.message_id) is None
