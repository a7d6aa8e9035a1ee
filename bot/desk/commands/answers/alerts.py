"""alerts: add, list, remove, pause, resume, preview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from bot.desk.card import Card
from bot.desk.cards import alerts as cards
from bot.desk.commands.asked import Asked
from bot.desk.filters import passes
from bot.desk.preview import Previewer
from bot.desk.subscriptions import DESK
from bot.errors import CommandError
from bot.model import Filter, Locale, StoryView, Subscription

PREVIEW_DAYS = 7
LONGEST_NAME = 80
PAGE = 500


async def add(asked: Asked) -> Card:
    """Subscribe the channel from now on, and show what the subscription will send."""
    wanted = await asked.filter("partial")
    existing = await asked.store.list_subscriptions(asked.place)
    reader = await asked.knowing(wanted.actors)
    name = " ".join(asked.text("name").split()) or _name_of(wanted, cards.describe(wanted, reader), reader.say("alerts.default_name"))
    if len(name) > LONGEST_NAME:
        raise CommandError("error.alert_name_long", most=LONGEST_NAME)
    if any(item.name.casefold() == name.casefold() for item in existing):
        raise CommandError("error.alert_name_taken", name=name)
    made = await asked.store.add_subscription(
        destination=asked.place,
        name=name,
        wanted=wanted,
        language=_language_of(asked, existing),
        cap=asked.number("cap", asked.services.cap),
        created_by=f"{asked.request.person.adapter}:{asked.request.person.id}",
        now=asked.now,
    )
    return cards.proof(made, await _newest_match(asked, wanted), reader)


def _name_of(wanted: Filter, words: str, default: str) -> str:
    """A name for an alert that was given none: its filter in words, or the alliance where it asks for nothing special."""
    return default if wanted == Filter(minimum_relevance=wanted.minimum_relevance) else words[:LONGEST_NAME].rstrip()


def _language_of(asked: Asked, existing: Sequence[Subscription]) -> Locale:
    """The language of the cards: as asked, else that of the channel's other alerts, else the asker's."""
    spoken = existing[0].language if existing else asked.request.locale
    return cast("Locale", asked.choice("cards", spoken))


async def _newest_match(asked: Asked, wanted: Filter) -> StoryView | None:
    for story in await asked.store.latest(wanted, limit=20):
        for article in story.articles:
            if article.analysis and passes(wanted, article.analysis, article.outlet, article.title, article.body).passes:
                return story
    return None


async def listing(asked: Asked) -> Card:
    """The alerts of the channel."""
    found = await asked.store.list_subscriptions(asked.place)
    return cards.listing(found, await asked.knowing(actor_id for item in found for actor_id in item.filter.actors))


async def remove(asked: Asked) -> Card:
    """Remove an alert for good."""
    item = await _subscription(asked)
    if item.created_by == DESK:
        # It would come back at the next start.
        raise CommandError("error.alert_of_desk", name=item.name)
    await asked.store.remove_subscription(item.id)
    return cards.removed(item, await asked.knowing(item.filter.actors))


async def pause(asked: Asked) -> Card:
    """Hold an alert until it is resumed. What comes in between is not sent later."""
    item = await _subscription(asked)
    await asked.store.pause_subscription(item.id, paused=True)
    return cards.paused(item, await asked.knowing(item.filter.actors))


async def resume(asked: Asked) -> Card:
    """Let a paused alert go on from now."""
    item = await _subscription(asked)
    await asked.store.pause_subscription(item.id, paused=False)
    return cards.resumed(item, await asked.knowing(item.filter.actors))


async def preview(asked: Asked) -> Card:
    """What an alert, or the filter of the options, would have sent in the last days."""
    item = await _subscription(asked) if asked.text("alert") else None
    wanted = item.filter if item else await asked.filter("partial")
    cap = item.cap if item else asked.number("cap", asked.services.cap)
    previewer = Previewer(wanted, cap)
    await _read_since(asked, asked.now - timedelta(days=PREVIEW_DAYS), previewer)
    reader = await asked.knowing(wanted.actors)
    return cards.previewed(item.name if item else None, wanted, previewer.result(), reader, days=PREVIEW_DAYS)


async def _read_since(asked: Asked, since: datetime, previewer: Previewer) -> None:
    """Give the previewer every article since then, a page at a time, so that a busy week does not fill the memory."""
    seen: set[int] = set()
    limit = PAGE
    while True:
        page = await asked.store.articles_since(since, limit=limit)
        fresh = [article for article in page if article.id not in seen]
        for article in fresh:
            previewer.add(article)
        if len(page) < limit:
            return
        # Articles of one poll share a moment: a page that holds nothing new is one moment, to be read in a larger page.
        limit = limit if fresh else limit * 2
        since = page[-1].first_seen_at
        seen = {article.id for article in page} | (seen if not fresh else set())


async def _subscription(asked: Asked) -> Subscription:
    """The alert that is named, of this channel only. Raises `error.alert`, `error.no_alerts`."""
    named = asked.words("alert")
    found = await asked.store.list_subscriptions(asked.place)
    if not found:
        raise CommandError("error.no_alerts")
    folded = named.casefold()
    for matches in (
        [item for item in found if item.name.casefold() == folded],
        [item for item in found if str(item.id) == folded],
        [item for item in found if folded and item.name.casefold().startswith(folded)],
    ):
        if len(matches) == 1:
            return matches[0]
    raise CommandError("error.alert", given=named[:60], names=", ".join(item.name for item in found[:10]))
