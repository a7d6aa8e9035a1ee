"""Cards about an actor or a theme: what it is, how much is written of it, what stands beside it, the newest stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.desk.card import Card, Field, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.reader import Reader
from bot.model import Activity, CatalogueActor, CatalogueTheme, StoryView

ALIASES = 8


def actor(shown: CatalogueActor, activity: Activity, stories: Sequence[StoryView], since: datetime, reader: Reader) -> Card:
    """An actor. `stories` are the newest with it since then."""
    other = shown.name_en if reader.locale == "ko" else shown.name_ko
    about = [reader.word("actor_type", shown.type), reader.word("country", shown.country) if shown.country else ""]
    lines: list[Line] = [line(pieces.DOT.join(part for part in (other, *about) if part))]
    aliases = reader.listing((alias for alias in shown.aliases if alias not in (shown.name_en, shown.name_ko)), ALIASES)
    if aliases:
        lines.append(line(reader.say("actor.aliases", aliases=aliases)))
    if shown.wikidata:
        lines.append((Span(reader.say("actor.wikidata"), url=f"https://www.wikidata.org/wiki/{shown.wikidata}"),))
    beside = [(actor_id, count) for actor_id, count in activity.actors if actor_id != shown.id]
    fields = (
        (reader.say("subject.themes"), reader.listing(_counted(reader.theme(key), n) for key, n in activity.themes)),
        (reader.say("subject.with_actors"), reader.listing(_counted(reader.actor_id(key), n) for key, n in beside)),
        (reader.say("subject.outlets"), reader.listing(_counted(reader.outlet_id(key), n) for key, n in activity.outlets)),
    )
    return _subject(reader.actor(shown), lines=lines, fields=fields, activity=activity, stories=stories, since=since, reader=reader)


def theme(shown: CatalogueTheme, activity: Activity, stories: Sequence[StoryView], since: datetime, reader: Reader) -> Card:
    """A theme. `stories` are the newest with it since then."""
    other = shown.name_en if reader.locale == "ko" else shown.name_ko
    beside = [(theme_id, count) for theme_id, count in activity.themes if theme_id != shown.id]
    fields = (
        (reader.say("subject.actors"), reader.listing(_counted(reader.actor_id(key), n) for key, n in activity.actors)),
        (reader.say("subject.with_themes"), reader.listing(_counted(reader.theme(key), n) for key, n in beside)),
        (reader.say("subject.outlets"), reader.listing(_counted(reader.outlet_id(key), n) for key, n in activity.outlets)),
    )
    lines = [line(pieces.DOT.join((other, reader.word("theme_group", shown.group))))]
    return _subject(reader.theme(shown.id), lines=lines, fields=fields, activity=activity, stories=stories, since=since, reader=reader)


def _counted(name: str, count: int) -> str:
    return f"{name} {count}"


def _subject(
    name: str,
    *,
    lines: list[Line],
    fields: Sequence[tuple[str, str]],
    activity: Activity,
    stories: Sequence[StoryView],
    since: datetime,
    reader: Reader,
) -> Card:
    lines = [*lines, line(_amount(activity, since, reader))]
    return Card(
        language=reader.locale,
        title=(Span(name, Style.STRONG),),
        summary=reader.say("subject.summary", name=name, amount=_amount(activity, since, reader)),
        lines=tuple(lines),
        fields=tuple(Field(label, line(value)) for label, value in fields if value),
        items=tuple(pieces.story_item(story, reader) for story in stories),
    )


def _amount(activity: Activity, since: datetime, reader: Reader) -> str:
    if not activity.articles:
        return reader.say("subject.none", since=reader.day(since))
    amount = reader.say("subject.amount", since=reader.day(since), articles=activity.articles, stories=activity.stories)
    if len(activity.by_day) < 2:
        return amount
    busiest, count = max(activity.by_day.items(), key=lambda entry: (entry[1], entry[0]))
    when = date.fromisoformat(busiest)
    noon = datetime(when.year, when.month, when.day, 12, tzinfo=reader.zone)
    return f"{amount} {reader.say('subject.busiest', day=reader.day(noon), count=count)}"
