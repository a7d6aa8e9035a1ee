"""The card of a delivery, made at the time of sending from the stories as they are then."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.desk.alerts import reason_of
from bot.desk.card import Card
from bot.desk.cards import stories as cards
from bot.desk.cards.pieces import event_actors
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Clock, Library
from bot.desk.reader import Reader
from bot.model import ClaimedDelivery, Purpose, StoryView


class CardComposer:
    """Implements `bot.desk.outbox.Composer`. `zone` is the desk's time zone."""

    def __init__(self, library: Library, book: Phrasebook, clock: Clock, *, zone: ZoneInfo) -> None:
        self._library = library
        self._book = book
        self._clock = clock
        self._zone = zone

    async def compose(self, delivery: ClaimedDelivery) -> Card | None:
        """The card in the delivery's language; None where none of its stories is kept any more."""
        stories = await self._library.stories(delivery.story_ids)
        if not stories:
            return None
        reader = await self._reader(delivery, stories[0])
        if delivery.purpose is Purpose.BRIEF:
            return cards.brief(stories, reason_of(delivery.dedup_key), reader)
        return cards.alert(stories[0], reader)

    async def _reader(self, delivery: ClaimedDelivery, story: StoryView) -> Reader:
        themes = {item.id: item for item in await self._library.themes()}
        found = [await self._library.actor(actor_id) for actor_id in sorted(event_actors(story))]
        actors = {item.id: item for item in found if item is not None}
        return Reader(self._book, delivery.language, self._zone, self._clock.now(), themes=themes, actors=actors)
