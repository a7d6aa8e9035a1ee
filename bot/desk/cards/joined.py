"""The alert of a story that became part of another one that its channel was told of too."""

from __future__ import annotations

from bot.desk.card import Action, Card, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut
from bot.desk.joined import joined_of
from bot.desk.reader import Reader
from bot.model import ArticleView, ClaimedDelivery, StoryView


def joined(story: StoryView, delivery: ClaimedDelivery, reader: Reader) -> Card | None:
    """What stands in the place of that alert: its headline, and which story it was joined with, linked to the alert of that one where the
    platform has addresses of messages. None where the one alert is all that its channel has, or its article is no longer kept."""
    told = joined_of(delivery.dedup_key)
    shown = next((article for article in story.articles if told is not None and article.id == told[1]), None)
    if shown is None or delivery.living_message_id is None:
        return None
    other = _named(story, shown, reader)
    headline = cut(other.title, pieces.HEADLINE) or reader.say("article.untitled")
    title = pieces.headline(shown, reader)
    said = line(reader.say("joined.with") + " ", Span(headline, Style.PLAIN, delivery.living_url or other.url))
    footer = pieces.DOT.join((pieces.kind_of(shown, reader), reader.clock(shown.published_at or shown.first_seen_at)))
    return Card(
        language=reader.locale,
        title=title,
        summary=reader.say("joined.summary", headline=pieces.plain(title), other=headline),
        lines=(said,),
        actions=_actions(story.id, reader),
        footer=line(Span(footer, Style.QUIET)),
        closes=True,
    )


def _named(story: StoryView, shown: ArticleView, reader: Reader) -> ArticleView:
    """The article by which the story is named beside the one whose headline stands there already, for that may show the whole by now."""
    named = (pieces.face(story, reader.locale), story.lead, *story.articles)
    return next((one for one in named if one.id != shown.id), shown)


def _actions(story_id: int, reader: Reader) -> tuple[Action, ...]:
    """Its buttons belong to the story that lives on."""
    return (
        Action(("story",), reader.say("action.story"), str(story_id)),
        Action(("alerts", "mute"), reader.say("action.mute"), str(story_id)),
    )
