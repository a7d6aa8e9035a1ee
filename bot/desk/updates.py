"""Later coverage of a story that was told: its alert is redrawn, and what is new (bot.desk.developments) is said in the alert's thread.

A thread has at most three posts an hour, for people leave one that rings at every detail, whether they tell of news or of what a source
changed (bot.desk.changes). What comes above that is folded into one more post, due when the first of the three is an hour old. So is all
that comes while a post waits, be it for the end of quiet hours: nothing is dropped, and a night is one post.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.desk.alerts import Arrival, Channels, is_instant, speaks_of
from bot.desk.ports import Post, Told
from bot.model import Announce, DeliveryIntent, Purpose

MOST_POSTS = 3
"""How many posts a thread is given in an hour."""

HOUR = timedelta(hours=1)


def updates(
    arrival: Arrival, told: Iterable[Told], channels: Channels, now: datetime, *, articles: int, is_news: bool
) -> tuple[DeliveryIntent, ...]:
    """An EDIT for each channel where the story has an alert, and a THREAD post where the article is news to the story.

    `articles` counts those of the story so far, this one included. Nothing goes to a channel that muted the story, or whose subscriptions
    speak no more. A thread post asks for a subscription that the article passes, waits for the end of quiet hours, and is not made of what
    came late (Announce.BRIEF); an edit rings for nobody and so does not wait.
    """
    if arrival.announce is Announce.SILENT:
        return ()
    is_post = is_news and arrival.announce is Announce.ALERT
    found: list[DeliveryIntent] = []
    for place in told:
        here = [item for item in channels.subscriptions if item.destination == place.destination]
        wanting = [item for item in here if speaks_of(item, arrival)]
        speaker = next((item for item in here if item.id == place.subscription_id and is_instant(item)), next(iter(wanting), None))
        if speaker is None or place.destination in channels.muted:
            continue
        edit = f"edit:{arrival.story_id}:{articles}"
        found.append(DeliveryIntent(place.destination, Purpose.EDIT, edit, speaker.id, arrival.story_id, now + channels.edit_wait))
        if is_post and wanting:
            key = thread_key(arrival.article_id)
            found.append(post_in_thread(key, arrival.story_id, place, speaker=speaker.id, channels=channels, now=now))
    return tuple(found)


def post_in_thread(dedup_key: str, story_id: int, told: Told, *, speaker: int, channels: Channels, now: datetime) -> DeliveryIntent:
    """The THREAD post of that key in the thread that a channel has, spoken by that subscription: when the cap and the quiet hours let it,
    and folded into a post that waits, whatever that tells."""
    waiting = next((post for post in reversed(told.posts) if post.is_waiting), None)
    at = _turn(told.posts, now) if waiting is None else max(waiting.at, now)
    at = channels.quiet_end(told.destination, at) or at
    fold_into = None if waiting is None else waiting.dedup_key
    return DeliveryIntent(told.destination, Purpose.THREAD, dedup_key, speaker, story_id, at, fold_into)


def _turn(posts: Sequence[Post], now: datetime) -> datetime:
    """When the next post may be made: now, or an hour after the first of the last three."""
    recent = sorted(post.at for post in posts if post.at > now - HOUR)
    return now if len(recent) < MOST_POSTS else recent[-MOST_POSTS] + HOUR


def thread_key(article_id: int) -> str:
    """The dedup key of the post that tells what an article brought."""
    return f"thread:{article_id}"


def article_of(dedup_key: str) -> int | None:
    """The article that a thread's post is about."""
    number = dedup_key.partition(":")[2]
    return int(number) if number.isdecimal() else None
