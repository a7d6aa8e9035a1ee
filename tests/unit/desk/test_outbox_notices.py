"""What the outbox tells the admins, what follows an alert, and what a rate limit is not: a failed try."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.outbox import MOST_TRIES, Outbox
from bot.desk.ports import CannotLook
from bot.model import DeliveryIntent, DeliveryState, Destination, Purpose, Refused, RetryLater, SendOutcome, Unknown
from tests.unit.desk.records import NEWS, NOW, TRADE, subscription
from tests.unit.desk.test_outbox import Desk

ADMIN = Destination("console", "local", "admins")


class Told(Desk):
    """A desk that tells its admins."""

    def __init__(self, *places: Destination, admins: tuple[Destination, ...] = (ADMIN,)) -> None:
        super().__init__(*places)
        self.outbox = Outbox(self.store, self.composer, {"console": self.chat}, self.clock, admins=admins, language="ko")

    @property
    def notices(self) -> list[tuple[Destination, str]]:
        return [(row.intent.destination, row.intent.dedup_key) for row in self.rows if row.intent.purpose is Purpose.NOTICE]

    async def run_out(self, outcome: SendOutcome) -> None:
        """Let every try of the first delivery end so, until there is none left."""
        for _ in range(MOST_TRIES + 2):
            if self.rows[0].state not in (DeliveryState.PENDING, DeliveryState.UNKNOWN) or self.rows[0].is_settled:
                return
            self.chat.outcomes = [outcome]
            await self.outbox.send_due()
            self.chat.outcomes = []
            self.clock.pass_by(hours=2)


async def test_a_message_that_is_given_up_is_told_once_in_the_admins_language() -> None:
    desk = Told(NEWS)
    desk.chat.outcomes = [Refused("not allowed")]
    await desk.run()
    assert desk.notices == [(ADMIN, "dead:1")]
    assert desk.rows[1].language == "ko"
    assert desk.states == [DeliveryState.DEAD, DeliveryState.SENT]


async def test_tries_that_run_out_are_told() -> None:
    desk = Told(NEWS)
    await desk.run_out(RetryLater(0, "away"))
    assert desk.rows[0].state is DeliveryState.DEAD
    assert desk.rows[0].attempts == MOST_TRIES
    assert (ADMIN, "dead:1") in desk.notices


async def test_a_channel_that_is_gone_pauses_its_alerts_and_is_told_once() -> None:
    desk = Told(NEWS, NEWS, TRADE)
    desk.store.owned = [subscription(1), replace(subscription(2), destination=TRADE)]
    desk.chat.outcomes = [Refused("the channel is gone", is_gone=True)]
    await desk.run()
    assert [(row.is_paused, row.paused_because) for row in desk.store.owned] == [(True, "the channel is gone"), (False, None)]
    assert desk.notices == [(ADMIN, "gone:1")]
    assert desk.states[:3] == [DeliveryState.DEAD, DeliveryState.DEAD, DeliveryState.SENT]


async def test_an_admin_channel_that_is_gone_is_not_told_of_itself() -> None:
    desk = Told(ADMIN, admins=(ADMIN,))
    desk.chat.outcomes = [Refused("the channel is gone", is_gone=True)]
    await desk.run()
    assert desk.notices == []


async def test_where_the_right_to_look_is_missing_it_stays_unknown_and_is_told() -> None:
    desk = Told(NEWS)
    desk.chat.outcomes = [Unknown("timeout")]
    await desk.outbox.send_due()
    desk.clock.pass_by(hours=1)
    desk.chat.looks = [CannotLook("no right", is_for_good=True)]
    await desk.run()
    assert (desk.rows[0].state, desk.rows[0].is_settled) == (DeliveryState.UNKNOWN, True)
    assert desk.notices == [(ADMIN, "unknown:1")]
    desk.clock.pass_by(hours=48)
    await desk.run()
    assert desk.told == ["story ()"]


async def test_waiting_for_a_rate_limit_is_no_failed_try_and_keeps_the_order() -> None:
    desk = Told(NEWS, NEWS)
    for _ in range(MOST_TRIES * 2):
        desk.chat.outcomes = [RetryLater(30, "slow down", is_wait=True)]
        await desk.outbox.send_due()
        assert desk.told == []
        desk.clock.pass_by(seconds=30)
    await desk.run()
    assert desk.told == ["story (1,)", "story (2,)"]
    assert desk.notices == []


async def test_an_edit_redraws_the_alert_and_what_is_new_goes_to_its_thread() -> None:
    desk = Told(NEWS)
    await desk.run()
    for purpose, key in ((Purpose.EDIT, "edit:1:2"), (Purpose.THREAD, "thread:9")):
        desk.store.insert(DeliveryIntent(NEWS, purpose, key, 1, 1, NOW))
    await desk.run()
    assert [message_id for message_id, _, _ in desk.chat.edited] == ["message-1"]
    assert desk.chat.threads == [None, "message-1"]


@pytest.mark.parametrize("purpose", [Purpose.EDIT, Purpose.THREAD])
async def test_what_follows_an_alert_that_was_never_sent_is_dropped_quietly(purpose: Purpose) -> None:
    desk = Told()
    desk.store.insert(DeliveryIntent(NEWS, purpose, "follows:1", 1, 1, NOW))
    await desk.run()
    assert desk.states == [DeliveryState.DEAD]
    assert (desk.chat.sent, desk.chat.edited, desk.notices) == ([], [], [])


async def test_an_edit_that_fails_holds_up_no_alert_and_is_never_unknown() -> None:
    desk = Told(NEWS)
    await desk.run()
    desk.store.insert(DeliveryIntent(NEWS, Purpose.EDIT, "edit:1:2", 1, 1, NOW))
    desk.chat.outcomes = [RuntimeError("broken")]
    await desk.outbox.send_due()
    desk.store.insert(DeliveryIntent(NEWS, Purpose.ALERT, "story:2", 1, 2, NOW))
    await desk.outbox.send_due()
    assert [row.state for row in desk.rows] == [DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.SENT]


async def test_a_post_in_a_thread_is_looked_up_in_the_thread() -> None:
    desk = Told(NEWS)
    await desk.run()
    desk.store.insert(DeliveryIntent(NEWS, Purpose.THREAD, "thread:9", 1, 1, NOW))
    desk.chat.outcomes = [Unknown("timeout")]
    await desk.outbox.send_due()
    desk.clock.pass_by(minutes=5)
    await desk.run()
    assert desk.chat.looked_in == ["message-1"]


async def test_a_send_that_is_stopped_is_unknown_and_looked_up_at_once() -> None:
    desk = Told(NEWS)
    sending = asyncio.Event()

    async def hang() -> None:
        sending.set()
        await asyncio.Event().wait()

    desk.chat.while_sending = hang
    work = asyncio.create_task(desk.outbox.send_due())
    await sending.wait()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert (desk.rows[0].state, desk.rows[0].due_at) == (DeliveryState.UNKNOWN, NOW + timedelta())


async def test_two_admin_channels_that_are_both_gone_do_not_tell_each_other_for_ever() -> None:
    other = Destination("console", "local", "other-admins")
    desk = Told(NEWS, admins=(ADMIN, other))
    desk.chat.outcomes = [Refused("not allowed"), *(Refused("the channel is gone", is_gone=True) for _ in range(50))]
    await asyncio.wait_for(desk.run(), 10)
    assert {key.partition(":")[0] for _, key in desk.notices} == {"dead", "gone"}
    assert all(row.state is DeliveryState.DEAD for row in desk.rows)
    assert len(desk.notices) <= 4


async def test_a_fixed_wait_grows_so_that_a_token_may_be_mended_the_next_morning() -> None:
    desk = Told(NEWS)
    waits = []
    for _ in range(MOST_TRIES - 1):
        desk.chat.outcomes = [RetryLater(60, "the token is not taken")]
        await desk.outbox.send_due()
        waits.append(desk.rows[0].due_at - desk.clock.now())
        desk.clock.moment = desk.rows[0].due_at
    assert min(waits) == timedelta(seconds=60)
    assert sum(waits, timedelta()) > timedelta(hours=12)


async def test_a_post_in_a_thread_that_fails_holds_up_no_alert() -> None:
    desk = Told(NEWS)
    await desk.run()
    desk.store.insert(DeliveryIntent(NEWS, Purpose.THREAD, "thread:9", 1, 1, NOW))
    desk.chat.outcomes = [Unknown("reset")]
    await desk.outbox.send_due()
    desk.store.insert(DeliveryIntent(NEWS, Purpose.ALERT, "story:2", 1, 2, NOW))
    await desk.outbox.send_due()
    assert [row.state for row in desk.rows] == [DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENT]
