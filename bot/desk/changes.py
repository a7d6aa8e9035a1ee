"""An article that its source changed, in a story that was told: the alert is redrawn, and a change of substance is said in its thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.alerts import Arrival, Channels, is_instant, speaks_of
from bot.desk.ports import Told
from bot.desk.updates import post_in_thread
from bot.model import ArticleView, DeliveryIntent, Edit, Purpose, StoryView

CHANGE = "edit-of"
"""How the dedup key of a thread post about a change begins: `edit-of:<article>:<revision>`."""


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as the decider needs it: the article as it is now and as it was (`before`), and the number of its new text."""

    arrival: Arrival
    before: ArticleView
    number: int
    is_material: bool


def tell_change(change: ToldChange, told: Iterable[Told], channels: Channels, now: datetime) -> tuple[DeliveryIntent, ...]:
    """An EDIT for each channel where the story has an alert, and a THREAD post where the change is one of substance.

    Nothing goes to a channel that muted the story or whose subscriptions speak no more. A post asks for a subscription that the article
    passes now or passed before: who was told of it is told what became of it. It counts for the cap of its thread, waits for the end of
    quiet hours, and joins a post that waits, as news do (bot.desk.updates).
    """
    arrival = change.arrival
    found: list[DeliveryIntent] = []
    for place in told:
        here = [item for item in channels.subscriptions if item.destination == place.destination]
        wanting = [item for item in here if any(speaks_of(item, one) for one in _sides(change))]
        speaker = next((item for item in here if item.id == place.subscription_id and is_instant(item)), next(iter(wanting), None))
        if speaker is None or place.destination in channels.muted:
            continue
        edit = f"edit:{arrival.story_id}:{arrival.article_id}.{change.number}"
        found.append(DeliveryIntent(place.destination, Purpose.EDIT, edit, speaker.id, arrival.story_id, now + channels.edit_wait))
        if change.is_material and wanting:
            post = change_key(arrival.article_id, change.number)
            found.append(post_in_thread(post, arrival.story_id, place, speaker=speaker.id, channels=channels, now=now))
    return tuple(found)


def change_key(article_id: int, number: int) -> str:
    """The dedup key of the thread post about a change."""
    return f"{CHANGE}:{article_id}:{number}"


def change_of_key(dedup_key: str) -> tuple[int, int] | None:
    """The article and the number of its text from such a key; None for a key of another make."""
    kind, *rest = dedup_key.split(":")
    return (int(rest[0]), int(rest[1])) if kind == CHANGE and len(rest) == 2 and all(part.isdecimal() for part in rest) else None


def changes_told(story: StoryView, keys: Sequence[str]) -> list[tuple[ArticleView, Edit]]:
    """The changes that these dedup keys of posts name, each with its article, in their order; what is no longer kept is left out."""
    kept = {(article.id, edit.number): (article, edit) for article in story.articles for edit in article.edits}
    named = (change_of_key(key) for key in keys)
    return [kept[one] for one in named if one is not None and one in kept]


def _sides(change: ToldChange) -> tuple[Arrival, ...]:
    """The article as it is, and as it was where its tags are known."""
    before, analysis = change.before, change.before.analysis
    if analysis is None:
        return (change.arrival,)
    return change.arrival, replace(change.arrival, title=before.title, body=before.body, analysis=analysis)
