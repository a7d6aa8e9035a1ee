"""A story's importance and its official source, in words."""

from __future__ import annotations

from bot.desk.card import Line, Span, Style, line
from bot.desk.importance import MARKED_FROM, Weight, reaches, weight_of
from bot.desk.reader import Reader
from bot.desk.voices import primary_of
from bot.model import ArticleView, StoryView

ALLIES = frozenset({"KR", "US"})


def importance_line(story: StoryView, reader: Reader) -> Line:
    """One quiet line: `Importance: high (6 outlet families within 40 minutes; both presidents)`. Empty for a low one."""
    weight = weight_of(story)
    return () if weight.level == "low" else line(Span(_said(weight, story, reader), Style.QUIET))


def importance_mark(story: StoryView, reader: Reader) -> str:
    """A word for the rows of a list, by the level that the story holds: `high importance`. Empty below that."""
    return reader.word("importance_mark", story.importance) if reaches(story.importance, MARKED_FROM) else ""


def importance_in_full(story: StoryView, reader: Reader) -> Line:
    """The same of a low one too, set as what was asked for."""
    return line(_said(weight_of(story), story, reader))


def _said(weight: Weight, story: StoryView, reader: Reader) -> str:
    level = reader.word("importance_level", weight.level)
    if not weight.relevance:
        return reader.say("importance.unrelated", level=level)
    return reader.say("importance.line", level=level, reasons=reasons_of(weight, story, reader))


def reasons_of(weight: Weight, story: StoryView, reader: Reader) -> str:
    """What the weight comes from, the most telling first."""
    official = primary_of(story)
    parts = [
        _families(weight, reader),
        _leaders(weight, story, reader),
        reader.listing((reader.word("event", deed) for deed in weight.deeds), 3),
        "" if official is None else reader.say("importance.primary", outlet=reader.outlet(official.outlet)),
        reader.word("relevance", "core" if weight.relevance > 1 else "partial"),
    ]
    return reader.say("importance.between").join(part for part in parts if part)


def _families(weight: Weight, reader: Reader) -> str:
    if weight.fast < 2:
        return reader.say("importance.families", count=weight.families)
    key = "importance.families_fast" if weight.fast == weight.families else "importance.families_some_fast"
    return reader.say(key, count=weight.families, fast=weight.fast, minutes=weight.minutes)


def _leaders(weight: Weight, story: StoryView, reader: Reader) -> str:
    if weight.countries == ALLIES:
        return reader.say("importance.presidents")
    tags = {tag.id: tag for article in story.articles if article.analysis for tag in article.analysis.actors}
    return reader.listing((reader.actor(tags[actor]) for actor in weight.leaders if actor in tags), 3)


def primary_line(story: StoryView, shown: ArticleView, reader: Reader) -> Line:
    """`Primary source: The White House`, linked where another article shows the story. Empty where it has none."""
    official = primary_of(story)
    if official is None:
        return ()
    url = None if official.id == shown.id else official.url
    return (Span(reader.say("primary.label"), Style.QUIET), Span(reader.outlet(official.outlet), Style.QUIET, url))
