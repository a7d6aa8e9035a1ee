"""A delivery is sent once; what became of it is recorded, never guessed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.card import Card, line
from bot.desk.outbox import LONGEST_WAIT, MOST_TRIES, Outbox, retry_wait
from bot.desk.ports import CannotLook, Found, NotFound
from bot.errors import StoreUnavailableError
from bot.model import ClaimedDelivery, DeliveryIntent, DeliveryState, Destination, Purpose, Refused, RetryLater, Sent, Unknown
from tests.fakes.desk_parts import ScriptedChat, SetClock
from tests.fakes.desk_store import MemoryStore, StoredDelivery
from tests.unit.desk.records import NEWS, NOW, TRADE


class PlainComposer:
    """A card that names its stories; `fails` is raised instead, `is_empty` leaves nothing to say."""

    def __init__(self) -> None:
        self.fails: Exception | None = None
        self.is_empty = False

    async def compose(self, delivery: ClaimedDelivery) -> Card | None:
        if self.fails is not None:
            raise self.fails
        text = f"story {delivery.story_ids}" + (f" at {delivery.living_url}" if delivery.living_url else "")
        return None if self.is_empty else Card("en", line(text), text)


class Desk:
    """An outbox with its fakes and deliveries of stories 1, 2, … to these channels."""

    def __init__(self, *places: Destination) -> None:
        self.store = MemoryStore()
        self.chat = ScriptedChat()
        self.composer = PlainComposer()
        self.clock = SetClock(NOW)
        self.outbox = Outbox(self.store, self.composer, {"console": self.chat}, self.clock)
        for number, place in enumerate(places, 1):
            self.store.insert(DeliveryIntent(place, Purpose.ALERT, f"story:{number}", 1, number, NOW))

    @property
    def rows(self) -> list[StoredDelivery]:
        return self.store.outgoing

    @property
    def states(self) -> list[DeliveryState]:
        return [row.state for row in self.rows]

    @property
    def told(self) -> list[str]:
        return [card.summary for _, card, _ in self.chat.sent]

    async def run(self) -> None:
        while await self.outbox.send_due():
            pass


async def test_what_is_due_is_sent_once_in_order() -> None:
    desk = Desk(NEWS, NEWS, TRADE)
    await desk.run()
    assert desk.states == [DeliveryState.SENT] * 3
    assert [(place, key) for place, _, key in desk.chat.sent if place == NEWS] == [(NEWS, "key-1"), (NEWS, "key-2")]
    assert len(desk.chat.sent) == 3
    assert await desk.outbox.send_due() == 0


async def test_what_is_not_due_waits() -> None:
    desk = Desk(NEWS)
    desk.rows[0].due_at = NOW + timedelta(minutes=5)
    assert await desk.outbox.send_due() == 0
    desk.clock.pass_by(minutes=5)
    assert await desk.outbox.send_due() == 1


async def test_the_platforms_wait_is_obeyed_and_the_channels_order_kept() -> None:
    desk = Desk(NEWS, NEWS)
    desk.chat.outcomes = [RetryLater(40, "slow down")]
    await desk.run()
    assert (desk.rows[0].due_at, desk.told) == (NOW + timedelta(seconds=40), [])
    desk.clock.pass_by(seconds=40)
    await desk.run()
    assert desk.told == ["story (1,)", "story (2,)"]


async def test_one_channel_that_waits_holds_up_no_other() -> None:
    desk = Desk(NEWS, TRADE)
    desk.chat.outcomes = [RetryLater(600, "slow down")]
    await desk.run()
    assert desk.states == [DeliveryState.PENDING, DeliveryState.SENT]


async def test_channels_are_sent_to_at_the_same_time() -> None:
    desk = Desk(NEWS, TRADE)
    both = asyncio.Barrier(2)
    desk.chat.while_sending = both.wait
    await asyncio.wait_for(desk.outbox.send_due(), 5)
    assert len(desk.chat.sent) == 2


async def test_an_unknown_outcome_is_looked_up_before_anything_is_sent_again() -> None:
    desk = Desk(NEWS)
    desk.chat.outcomes = [Unknown("timeout")]
    await desk.run()
    assert (desk.states, desk.chat.looked) == ([DeliveryState.UNKNOWN], [])
    desk.chat.looks = [Found("message-77")]
    desk.clock.pass_by(hours=1)
    await desk.run()
    assert desk.chat.looked == ["key-1"]
    assert (desk.chat.sent, desk.rows[0].message_id) == ([], "message-77")


async def test_a_message_that_is_not_there_is_sent() -> None:
    desk = Desk(NEWS)
    desk.chat.outcomes = [Unknown("timeout")]
    desk.chat.looks = [NotFound()]
    await desk.run()
    desk.clock.pass_by(hours=1)
    await desk.run()
    assert (desk.states, desk.told) == ([DeliveryState.SENT], ["story (1,)"])


async def test_where_the_platform_does_not_let_us_look_nothing_is_sent_or_given_up() -> None:
    desk = Desk(NEWS)
    desk.chat.outcomes = [Unknown("timeout")]
    desk.chat.looks = [CannotLook("no right to read history")] * (MOST_TRIES + 5)
    for _ in range(MOST_TRIES + 5):
        await desk.run()
        desk.clock.pass_by(hours=2)
    assert (desk.states, desk.chat.sent) == ([DeliveryState.UNKNOWN], [])
    assert desk.rows[0].reason == "no right to read history"


async def test_a_claim_that_was_lost_is_looked_up() -> None:
    desk = Desk(NEWS)
    await desk.store.claim_deliveries(now=NOW, lease_seconds=60, limit=1, adapters=("console",))
    desk.clock.pass_by(seconds=61)
    await desk.run()
    assert desk.chat.looked == ["key-1"]
    assert desk.states == [DeliveryState.SENT]


async def test_an_error_in_the_adapter_is_an_unknown_outcome() -> None:
    desk = Desk(NEWS, TRADE)
    desk.chat.outcomes = [OSError("reset"), Sent("message-1")]
    await desk.run()
    assert desk.states == [DeliveryState.UNKNOWN, DeliveryState.SENT]


async def test_an_error_while_the_card_is_made_sends_nothing_and_tries_again() -> None:
    desk = Desk(NEWS)
    desk.composer.fails = KeyError("theme")
    await desk.run()
    assert (desk.states, desk.chat.sent) == ([DeliveryState.PENDING], [])
    desk.composer.fails = None
    desk.clock.pass_by(hours=1)
    await desk.run()
    assert (desk.states, desk.chat.looked) == ([DeliveryState.SENT], [])


async def test_a_refusal_is_final_and_the_next_goes_out() -> None:
    desk = Desk(NEWS, NEWS)
    desk.chat.outcomes = [Refused("the channel is gone")]
    await desk.run()
    assert desk.states == [DeliveryState.DEAD, DeliveryState.SENT]
    assert desk.rows[0].reason == "the channel is gone"


async def test_a_delivery_outlasts_a_night_without_its_platform_and_is_dead_after_a_day_with_its_last_reason() -> None:
    desk = Desk(NEWS)
    desk.chat.outcomes = [RetryLater(0, f"busy {number}") for number in range(1, 60)]
    waits = 0.0
    while desk.states == [DeliveryState.PENDING]:
        await desk.run()
        waits += max(0.0, (desk.rows[0].due_at - desk.clock.now()).total_seconds())
        desk.clock.pass_by(hours=2)
    assert (desk.states, desk.rows[0].reason) == ([DeliveryState.DEAD], f"busy {MOST_TRIES}")
    assert 20 < waits / 3_600 < 30


async def test_a_message_that_the_platform_never_takes_lets_the_others_of_its_channel_pass() -> None:
    desk = Desk(NEWS, NEWS)
    desk.chat.outcomes = [Unknown("500")] + [RetryLater(0, "500")] * 8
    for _ in range(9):
        await desk.run()
        desk.clock.moment = max(desk.clock.moment, desk.rows[0].due_at)
    desk.chat.outcomes = [RetryLater(0, "500"), Sent("message-2")]
    await desk.run()
    assert desk.states == [DeliveryState.PENDING, DeliveryState.SENT]


async def test_a_channel_that_hangs_holds_up_no_other_batch() -> None:
    desk = Desk(NEWS)
    hanging, later = asyncio.Event(), asyncio.Event()

    async def hang_once() -> None:
        if not hanging.is_set():
            hanging.set()
            await asyncio.Event().wait()
        later.set()

    desk.chat.while_sending = hang_once
    desk.outbox = Outbox(desk.store, desk.composer, {"console": desk.chat}, desk.clock, look_again_seconds=0.01)
    sending = asyncio.ensure_future(desk.outbox.send_due())
    await hanging.wait()
    desk.store.insert(DeliveryIntent(TRADE, Purpose.ALERT, "story:2", 1, 2, NOW))
    await asyncio.wait_for(later.wait(), 5)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert [place for place, _, _ in desk.chat.sent] == [TRADE]


async def test_a_send_that_takes_too_long_is_unknown() -> None:
    desk = Desk(NEWS)
    desk.chat.while_sending = asyncio.Event().wait
    desk.outbox = Outbox(desk.store, desk.composer, {"console": desk.chat}, desk.clock, step_seconds=0.01)
    await asyncio.wait_for(desk.outbox.send_due(), 5)
    assert desk.states == [DeliveryState.UNKNOWN]


async def test_a_store_that_goes_away_breaks_off_no_message() -> None:
    desk = Desk(NEWS, TRADE)
    both = asyncio.Barrier(2)

    order: list[int] = []

    async def send_one_late() -> None:
        order.append(len(order))
        is_late = len(order) == 2
        await both.wait()
        desk.store.broken = StoreUnavailableError("locked")
        for _ in range(20 if is_late else 0):
            await asyncio.sleep(0)

    desk.chat.while_sending = send_one_late
    with pytest.raises(StoreUnavailableError):
        await desk.outbox.send_due()
    assert len(desk.chat.sent) == 2


async def test_a_story_that_is_no_longer_kept_is_not_sent() -> None:
    desk = Desk(NEWS)
    desk.composer.is_empty = True
    await desk.run()
    assert (desk.states, desk.chat.sent) == ([DeliveryState.DEAD], [])


async def test_a_send_that_is_stopped_in_the_middle_is_unknown_at_once() -> None:
    desk = Desk(NEWS, TRADE)
    started = asyncio.Event()

    async def hang() -> None:
        started.set()
        await asyncio.Event().wait()

    desk.chat.while_sending = hang
    task = asyncio.ensure_future(desk.outbox.send_due())
    await started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert DeliveryState.UNKNOWN in desk.states
    assert all(row.due_at <= desk.clock.now() for row in desk.rows if row.state is DeliveryState.UNKNOWN)


async def test_a_store_that_is_away_ends_the_round() -> None:
    desk = Desk(NEWS)
    desk.store.broken = StoreUnavailableError("locked")
    with pytest.raises(StoreUnavailableError):
        await desk.outbox.send_due()


def test_waits_grow_to_an_hour() -> None:
    waits = [retry_wait(attempts) for attempts in range(30)]
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=1)
    assert waits[-1] == LONGEST_WAIT == timedelta(hours=1)


class ServesOnly:
    """Serves these workspaces."""

    def __init__(self, *workspaces: str) -> None:
        self.workspaces = workspaces

    async def serves(self, adapter: str, workspace: str) -> bool:
        return workspace in self.workspaces


async def test_a_workspace_that_is_served_no_longer_gets_nothing_and_its_alerts_are_paused() -> None:
    desk = Desk(NEWS)
    access = ServesOnly("elsewhere")
    desk.outbox = Outbox(desk.store, desk.composer, {"console": desk.chat}, desk.clock, access=access)
    await desk.run()
    assert (desk.told, desk.states) == ([], [DeliveryState.DEAD])
    assert desk.rows[0].reason == "The desk does not serve this workspace any more."


async def test_a_workspace_that_is_served_gets_its_alerts() -> None:
    desk = Desk(NEWS)
    desk.outbox = Outbox(desk.store, desk.composer, {"console": desk.chat}, desk.clock, access=ServesOnly(NEWS.workspace))
    await desk.run()
    assert desk.states == [DeliveryState.SENT]


async def joined_with(desk: Desk) -> list[Card]:
    """Send alerts of stories 1 and 2, join 2 with 1, and draw that; the cards of what was redrawn."""
    await desk.run()
    desk.rows[1].intent = replace(desk.rows[1].intent, story_id=1)
    desk.store.insert(DeliveryIntent(NEWS, Purpose.EDIT, "joined:2:5", 1, 1, NOW))
    await desk.run()
    assert [message_id for message_id, _, _ in desk.chat.edited] == ["message-2"]
    return [card for _, card, _ in desk.chat.edited]


@pytest.mark.parametrize("address", [None, "https://chat.example"])
async def test_a_joined_alert_is_redrawn_with_the_address_of_the_living_one(address: str | None) -> None:
    desk = Desk(NEWS, NEWS)
    desk.chat.address = address
    (card,) = await joined_with(desk)
    assert card.summary == (f"story (1,) at {address}/{NEWS.channel}/message-1" if address else "story (1,)")


async def test_an_address_that_cannot_be_asked_for_holds_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(destination: Destination, message_id: str) -> str | None:
        raise RuntimeError(f"{destination}: {message_id}")

    desk = Desk(NEWS, NEWS)
    monkeypatch.setattr(desk.chat, "link", broken)
    (card,) = await joined_with(desk)
    assert card.summary == "story (1,)"
