"""The card of a delivery, made at the time of sending from the stories as they are then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.desk.alerts import reason_of
from bot.desk.briefing.read import read_brief
from bot.desk.card import Card
from bot.desk.cards import rates
from bot.desk.cards import stories as cards
from bot.desk.cards.digest import digest
from bot.desk.cards.edits import change
from bot.desk.cards.joined import joined
from bot.desk.cards.notices import notice
from bot.desk.cards.pieces import event_actors
from bot.desk.changes import changes_told
from bot.desk.digest import Period, moment_of, period
from bot.desk.gathering import stories_of
from bot.desk.joined import is_joined
from bot.desk.notices import NoticeStore, Reported, read_notice
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Clock, Library, Periods
from bot.desk.quiet import quiet_end, zone_of
from bot.desk.reader import Reader
from bot.desk.schedules import DIGEST_HOUR
from bot.desk.updates import article_of
from bot.desk.watching import DAY, read_key
from bot.model import ClaimedDelivery, Destination, Preferences, Purpose, RetryLater, StoryView, Subscription, Watch

MOST_MUTED = 1_000
"""How many of the stories that a channel muted are looked at, the last first."""


LONGEST_HOLD = timedelta(minutes=5)
"""How long what rings is put off at a time: whoever ends the quiet hours early hears soon of what waited, and of what waits behind it."""

_RINGING = frozenset({Purpose.ALERT, Purpose.BRIEF, Purpose.THREAD, Purpose.DIGEST, Purpose.WATCH})
"""What people hear of when it is posted; an edit rings for nobody, and the admins are told of trouble at any hour."""


class ComposerStore(Library, Periods, NoticeStore, Protocol):
    """What composing asks of a store; see bot.desk.ports."""

    async def channel_preferences(self, destination: Destination) -> Preferences: ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def muted_stories(self, destination: Destination, *, limit: int) -> Sequence[int]: ...


class CardComposer:
    """Implements `bot.desk.outbox.Composer`. `zone` and `hour` (of digests) are the desk's, where a channel set none."""

    def __init__(self, store: ComposerStore, book: Phrasebook, clock: Clock, *, zone: ZoneInfo, hour: int = DIGEST_HOUR) -> None:
        self._store = store
        self._book = book
        self._clock = clock
        self._zone = zone
        self._hour = hour

    async def compose(self, delivery: ClaimedDelivery) -> Card | RetryLater | None:
        """The card in the delivery's language and in the channel's time zone.

        What rings waits for the end of the channel's quiet hours, also where they were set, or a platform came back, after it was queued.
        None where nothing is left to be said: the stories are no longer kept or were muted in the meantime, the subscription of a digest
        was removed, or there is no alert to which an EDIT or a THREAD could belong, or with which another could have been joined.
        """
        own = await self._store.channel_preferences(delivery.destination)
        now = self._clock.now()
        end = quiet_end(own, zone_of(own, self._zone), now) if delivery.purpose in _RINGING else None
        if end is not None:
            return RetryLater(min(end - now, LONGEST_HOLD).total_seconds(), "The channel has its quiet hours.", is_wait=True)
        return await self._compose(delivery, own)

    async def _compose(self, delivery: ClaimedDelivery, own: Preferences) -> Card | None:
        match delivery.purpose:
            case Purpose.DIGEST:
                return await self._digest(delivery, own)
            case Purpose.NOTICE:
                return await self._notice(delivery, own)
            case Purpose.WATCH:
                return await self._watch(delivery, own)
        stories = await self._unmuted(delivery)
        needs_alert = delivery.purpose in (Purpose.EDIT, Purpose.THREAD)
        if not stories or (needs_alert and delivery.alert_message_id is None):
            return None
        return await self._told(delivery, stories, own)

    async def _told(self, delivery: ClaimedDelivery, stories: Sequence[StoryView], own: Preferences) -> Card | None:
        if delivery.purpose is Purpose.THREAD:
            return await self._news(delivery, stories[0], own)
        if is_joined(delivery.dedup_key):
            return joined(stories[0], delivery, await self._reader(delivery, own))
        reader = await self._reader(delivery, own, event_actors(stories[0]))
        if delivery.purpose is Purpose.BRIEF:
            return cards.brief(stories, reason_of(delivery.dedup_key), reader)
        return cards.alert(stories[0], reader, mention=delivery.mention if delivery.purpose is Purpose.ALERT else None)

    async def _unmuted(self, delivery: ClaimedDelivery) -> list[StoryView]:
        muted = await self._store.muted_stories(delivery.destination, limit=MOST_MUTED)
        return [story for story in await self._store.stories(delivery.story_ids) if story.id not in muted]

    async def _news(self, delivery: ClaimedDelivery, story: StoryView, own: Preferences) -> Card | None:
        keys = (delivery.dedup_key, *delivery.folded)
        wanted, changes = [article_of(key) for key in keys], changes_told(story, keys)
        articles = [article for article in story.articles if article.id in wanted]
        actors = {actor_id for article in articles for one in article.news for actor_id in (one.actor, one.target) if actor_id}
        reader = await self._reader(delivery, own, actors)
        if articles:
            return cards.news(story, articles, reader, changes=changes)
        return change(story, changes, reader) if changes else None

    async def _digest(self, delivery: ClaimedDelivery, own: Preferences) -> Card | None:
        moment = moment_of(delivery)
        item = None if delivery.subscription_id is None else await self._store.subscription(delivery.subscription_id)
        if moment is None or item is None:
            return None
        time = period(item, own, self._zone, moment, hour=self._hour)
        muted = await self._store.muted_stories(delivery.destination, limit=MOST_MUTED)
        now, zone = self._clock.now(), zone_of(own, self._zone)
        themes = await self._store.themes()
        found = await read_brief(self._store, item.filter, time, muted=muted, themes=themes, own=own, zone=zone, hour=self._hour, now=now)
        return digest(item, found, await self._reader(delivery, own, {rise.id for rise in found.actors}))

    async def _watch(self, delivery: ClaimedDelivery, own: Preferences) -> Card | None:
        told = read_key(delivery.dedup_key)
        if told is None:
            return None
        muted = await self._store.muted_stories(delivery.destination, limit=MOST_MUTED)
        day = Period(told.moment - DAY, told.moment)
        stories = await stories_of(self._store, told.subject.filter, day, muted) if told.rate.watch is Watch.SURGE else ()
        actors = (told.subject.id,) if told.subject.kind == "actor" else ()
        return rates.unusual(told, stories, await self._reader(delivery, own, actors), mention=delivery.mention)

    async def _notice(self, delivery: ClaimedDelivery, own: Preferences) -> Card | None:
        matter = await read_notice(delivery.dedup_key, self._store)
        if matter is None:
            return None
        kind, _, name = matter.report.tag.partition(":") if isinstance(matter, Reported) else ("", "", "")
        return notice(matter, await self._reader(delivery, own, (name,) if kind == "actor" else ()))

    async def _reader(self, delivery: ClaimedDelivery, own: Preferences, actor_ids: Iterable[str] = ()) -> Reader:
        themes = {item.id: item for item in await self._store.themes()}
        found = [await self._store.actor(actor_id) for actor_id in sorted(actor_ids)]
        actors = {item.id: item for item in found if item is not None}
        zone = zone_of(own, self._zone)
        return Reader(self._book, delivery.language, zone, self._clock.now(), themes=themes, actors=actors)
