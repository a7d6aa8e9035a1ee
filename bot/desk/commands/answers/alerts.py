"""alerts: add, edit, list, remove, pause, resume, preview, mute, unmute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from bot.desk.card import Card
from bot.desk.cards import alerts as cards
from bot.desk.commands import options
from bot.desk.commands.asked import Asked
from bot.desk.commands.option_specs import WEEKDAYS
from bot.desk.filters import passes
from bot.desk.preview import Previewer
from bot.desk.subscriptions import DESK
from bot.desk.watching import Rates, subjects
from bot.errors import CommandError
from bot.model import Filter, Locale, Preferences, Rhythm, Schedule, StoryView, Subscription, Watch

PREVIEW_DAYS = 7
LONGEST_NAME = 80
PAGE = 500
MUTED_SHOWN = 10
MUTED_SEARCHED = 200
MOST_WATCHED = 10
FILTER_PARTS = {
    "theme": "themes",
    "actor": "actors",
    "lang": "languages",
    "outlet": "outlets",
    "kind": "kinds",
    "relevance": "minimum_relevance",
    "importance": "minimum_importance",
    "keyword": "keywords",
    "tone": "tones",
    "event": "events",
}
"""The options of a filter and the parts of `Filter` that they set."""

_WEEKDAYS = tuple(value for value, _ in WEEKDAYS)


async def add(asked: Asked) -> Card:
    """Subscribe the channel from now on, and show what the subscription will send."""
    watch = _watch(asked, ())
    wanted = await asked.filter("none" if watch else "partial")
    existing = await asked.store.list_subscriptions(asked.place)
    reader = await asked.knowing(wanted.actors)
    words = cards.wanted_words(wanted, watch, reader)
    name = " ".join(asked.text("name").split()) or _name_of(wanted, words, reader.say("alerts.default_name"))
    _check_name(name, existing)
    schedule = _schedule(asked, Schedule())
    _check_watch(watch, wanted, schedule)
    preferences = await asked.store.channel_preferences(asked.place)
    made = await asked.store.add_subscription(
        destination=asked.place,
        name=name,
        wanted=wanted,
        language=_language_of(asked, existing, preferences),
        cap=asked.number("cap", asked.services.cap),
        created_by=f"{asked.request.person.adapter}:{asked.request.person.id}",
        now=asked.now,
        schedule=schedule,
        mention=_mention(asked, None),
        watch=watch,
    )
    if watch:
        return await _watched(asked, made, reader.say("alerts.added", name=made.name))
    return cards.proof(made, await _newest_match(asked, wanted), reader, hour=_digest_hour(asked, preferences))


async def edit(asked: Asked) -> Card:
    """Change what is said and leave the rest; `-` or an empty value clears a part."""
    item = await subscription_named(asked)
    others = [other for other in await asked.store.list_subscriptions(asked.place) if other.id != item.id]
    named = " ".join(asked.text("name").split())
    name = item.name if named in ("", "-") else named
    _check_name(name, others)
    changed = replace(
        item,
        name=name,
        filter=await _changed_filter(asked, item.filter),
        language=cast("Locale", asked.choice("cards", item.language)),
        cap=asked.services.cap if asked.is_cleared("cap") else asked.number("cap", item.cap),
        schedule=_schedule(asked, item.schedule),
        mention=_mention(asked, item.mention),
        watch=_watch(asked, item.watch),
    )
    _check_watch(changed.watch, changed.filter, changed.schedule)
    made = await asked.store.change_subscription(changed)
    if made is None:
        raise CommandError("error.alert_away", name=item.name)
    preferences = await asked.store.channel_preferences(asked.place)
    return cards.edited(made, await asked.knowing(made.filter.actors), hour=_digest_hour(asked, preferences))


async def _watched(asked: Asked, item: Subscription, title: str) -> Card:
    """A watch, and how much is written of each of its subjects at present."""
    meant = subjects(item)
    found = await Rates(asked.store, zone=asked.services.zone).judge(meant, asked.now)
    return cards.watched(item, title, [(one, found.get(one)) for one in meant], await asked.knowing(item.filter.actors))


def _watch(asked: Asked, old: tuple[Watch, ...]) -> tuple[Watch, ...]:
    if not asked.is_given("watch"):
        return old
    return () if asked.is_cleared("watch") else tuple(dict.fromkeys(map(Watch, asked.choices("watch"))))


def _check_watch(watch: tuple[Watch, ...], wanted: Filter, schedule: Schedule) -> None:
    """Raises `error.watch_subject`, `error.watch_only`."""
    if not watch:
        return
    if not 1 <= len(wanted.actors) + len(wanted.themes) <= MOST_WATCHED:
        raise CommandError("error.watch_subject", most=MOST_WATCHED)
    if wanted != Filter(actors=wanted.actors, themes=wanted.themes) or schedule != Schedule():
        raise CommandError("error.watch_only")


def _check_name(name: str, others: Sequence[Subscription]) -> None:
    if len(name) > LONGEST_NAME:
        raise CommandError("error.alert_name_long", most=LONGEST_NAME)
    if any(item.name.casefold() == name.casefold() for item in others):
        raise CommandError("error.alert_name_taken", name=name)


async def _changed_filter(asked: Asked, old: Filter) -> Filter:
    """The filter with the parts that were given in the place of the old ones."""
    given = [name for name in FILTER_PARTS if asked.is_given(name) and not asked.is_cleared(name)]
    only = {name: value for name, value in asked.request.options.items() if name in given}
    new = await replace(asked, request=replace(asked.request, options=only)).filter(old.minimum_relevance)
    cleared = {part: () for name, part in FILTER_PARTS.items() if asked.is_cleared(name) and not part.startswith("minimum")}
    taken = {FILTER_PARTS[name]: getattr(new, FILTER_PARTS[name]) for name in given}
    if asked.is_cleared("relevance"):
        taken["minimum_relevance"] = "none"
    if asked.is_cleared("importance"):
        taken["minimum_importance"] = "low"
    return replace(old, **{**cleared, **taken})


def _schedule(asked: Asked, old: Schedule) -> Schedule:
    """When it speaks. An hour or a day without a rhythm asks for a digest where there was none."""
    hour = None if asked.is_cleared("hour") else asked.number("hour", -1)
    hour = old.hour if hour == -1 else hour
    weekday = (
        old.weekday if not asked.is_given("weekday") or asked.is_cleared("weekday") else _WEEKDAYS.index(asked.choice("weekday", "mon"))
    )
    if asked.is_given("rhythm"):
        rhythm = Rhythm.INSTANT if asked.is_cleared("rhythm") else Rhythm(asked.choice("rhythm", "instant"))
    elif old.rhythm is Rhythm.INSTANT and asked.text("weekday"):
        rhythm = Rhythm.WEEKLY
    elif old.rhythm is Rhythm.INSTANT and asked.text("hour"):
        rhythm = Rhythm.DAILY
    else:
        rhythm = old.rhythm
    return Schedule() if rhythm is Rhythm.INSTANT else Schedule(rhythm, hour, weekday)


def _mention(asked: Asked, old: str | None) -> str | None:
    if not asked.is_given("mention"):
        return old
    return None if asked.is_cleared("mention") else options.mention(asked.text("mention"))


def _digest_hour(asked: Asked, preferences: Preferences) -> int:
    return asked.services.digest_hour if preferences.digest_hour is None else preferences.digest_hour


def _name_of(wanted: Filter, words: str, default: str) -> str:
    """A name for an alert that was given none: its filter in words, or the alliance where it asks for nothing special."""
    return default if wanted == Filter(minimum_relevance=wanted.minimum_relevance) else words[:LONGEST_NAME].rstrip()


def _language_of(asked: Asked, existing: Sequence[Subscription], preferences: Preferences) -> Locale:
    """The language of the cards: as asked, else the channel's own, else that of its other alerts, else the asker's."""
    spoken = preferences.language or (existing[0].language if existing else asked.request.locale)
    return cast("Locale", asked.choice("cards", spoken))


async def _newest_match(asked: Asked, wanted: Filter) -> StoryView | None:
    for story in await asked.store.latest(wanted, limit=20):
        for article in story.articles:
            if (
                article.analysis
                and passes(wanted, article.analysis, article.outlet, article.title, article.body, importance=story.importance).passes
            ):
                return story
    return None


async def listing(asked: Asked) -> Card:
    """The alerts of the channel."""
    found = await asked.store.list_subscriptions(asked.place)
    reader = await asked.knowing(actor_id for item in found for actor_id in item.filter.actors)
    hour = _digest_hour(asked, await asked.store.channel_preferences(asked.place))
    muted = await asked.store.stories(await asked.store.muted_stories(asked.place, limit=MUTED_SHOWN))
    return cards.listing(found, reader, hour=hour, muted=muted)


async def remove(asked: Asked) -> Card:
    """Remove an alert for good."""
    item = await subscription_named(asked)
    if item.created_by == DESK:
        # It would come back at the next start.
        raise CommandError("error.alert_of_desk", name=item.name)
    await asked.store.remove_subscription(item.id)
    return cards.removed(item, await asked.knowing(item.filter.actors))


async def pause(asked: Asked) -> Card:
    """Hold an alert until it is resumed. What comes in between is not sent later."""
    item = await subscription_named(asked)
    await asked.store.pause_subscription(item.id, paused=True)
    return cards.paused(item, await asked.knowing(item.filter.actors))


async def resume(asked: Asked) -> Card:
    """Let a paused alert go on from now."""
    item = await subscription_named(asked)
    await asked.store.pause_subscription(item.id, paused=False)
    return cards.resumed(item, await asked.knowing(item.filter.actors))


async def preview(asked: Asked) -> Card:
    """What an alert, or the filter of the options, would have sent in the last days."""
    item = await subscription_named(asked) if asked.text("alert") else None
    if item is not None and item.watch:
        return await _watched(asked, item, item.name)
    wanted = item.filter if item else await asked.filter("partial")
    cap = item.cap if item else asked.number("cap", asked.services.cap)
    previewer = Previewer(
        wanted,
        cap,
        schedule=item.schedule if item else None,
        preferences=await asked.store.channel_preferences(asked.place),
        zone=asked.services.zone,
        muted=await asked.store.muted_stories(asked.place, limit=PAGE),
    )
    await _read_since(asked, asked.now - timedelta(days=PREVIEW_DAYS), previewer)
    reader = await asked.knowing(wanted.actors)
    return cards.previewed(item.name if item else None, wanted, previewer.result(), reader, days=PREVIEW_DAYS)


async def mute(asked: Asked) -> Card:
    """Say no more of a story here; muting it again changes nothing."""
    shown = await asked.story()
    await asked.store.mute_story(asked.place, shown.id, now=asked.now)
    return cards.muted(shown, asked.reader)


async def unmute(asked: Asked) -> Card:
    """Hear of it again. Words mean a story that is muted here where one has them, though a newer one may have them too."""
    shown = await _muted_with(asked, asked.words("story")) or await asked.story()
    was_muted = await asked.store.unmute_story(asked.place, shown.id)
    return cards.unmuted(shown, asked.reader, was_muted=was_muted)


async def _muted_with(asked: Asked, words: str) -> StoryView | None:
    """The story muted here last that has all the words in one of its headlines; a number names a story by itself."""
    wanted = words.casefold().split()
    if not wanted or words.removeprefix("#").isdigit():
        return None
    found = await asked.store.stories(await asked.store.muted_stories(asked.place, limit=MUTED_SEARCHED))
    titles = ((story, [article.title.casefold() for article in story.articles]) for story in found)
    return next((story for story, held in titles if any(all(word in title for word in wanted) for title in held)), None)


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


async def subscription_named(asked: Asked) -> Subscription:
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
