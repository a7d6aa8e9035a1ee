"""Later coverage of a story that was told: its alert is redrawn, and what is new is said in the alert's thread.

Until stories know their own developments, new is the first official statement that joins a story, and the first article in another
language than all before. Each of these happens once in a story, so a thread never has more posts than the desk reads languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.desk.alerts import Arrival, Channels, is_instant, speaks_of
from bot.desk.ports import StoryPiece, Told
from bot.model import Announce, DeliveryIntent, Purpose

EDIT_WAIT = timedelta(seconds=60)
"""How long a redrawing waits for more articles of the story: they come in clusters, and platforms count edits."""

STATEMENT = "statement"


def is_new(article: StoryPiece, before: Iterable[StoryPiece]) -> bool:
    """Whether the article brings its story something: the first official statement, or the first words in its language."""
    earlier = [piece for piece in before if piece.article_id != article.article_id]
    if not earlier:
        return False
    is_first_statement = article.kind == STATEMENT and all(piece.kind != STATEMENT for piece in earlier)
    return is_first_statement or all(piece.language != article.language for piece in earlier)


def updates(
    arrival: Arrival, story: Sequence[StoryPiece], told: Iterable[Told], channels: Channels, now: datetime
) -> tuple[DeliveryIntent, ...]:
    """An EDIT for each channel where the story has an alert, and a THREAD post where the article is news to it.

    `story` holds the articles so far, this one included. Nothing goes to a channel that muted the story, or whose subscriptions speak no
    more. A thread post asks for a subscription that the article passes, waits for the end of quiet hours, and is not made of what came
    late (Announce.BRIEF); an edit rings for nobody and so does not wait.
    """
    if arrival.announce is Announce.SILENT:
        return ()
    own = next((piece for piece in story if piece.article_id == arrival.article_id), None)
    is_news = own is not None and arrival.announce is Announce.ALERT and is_new(own, story)
    found: list[DeliveryIntent] = []
    for place in told:
        here = [item for item in channels.subscriptions if item.destination == place.destination]
        wanting = [item for item in here if speaks_of(item, arrival)]
        speaker = next((item for item in here if item.id == place.subscription_id and is_instant(item)), next(iter(wanting), None))
        if speaker is None or place.destination in channels.muted:
            continue
        edit = f"edit:{arrival.story_id}:{len(story)}"
        found.append(DeliveryIntent(place.destination, Purpose.EDIT, edit, speaker.id, arrival.story_id, now + EDIT_WAIT))
        if is_news and wanting:
            post, at = f"thread:{arrival.article_id}", channels.quiet_end(place.destination, now) or now
            found.append(DeliveryIntent(place.destination, Purpose.THREAD, post, speaker.id, arrival.story_id, at))
    return tuple(found)
