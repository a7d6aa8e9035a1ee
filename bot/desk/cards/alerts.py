"""Cards about a channel's alerts: the list, the proof of a new one, the preview of a filter, and changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.desk.card import Action, Card, Colour, Item, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.preview import Preview
from bot.desk.reader import Reader
from bot.model import ArticleView, Filter, StoryView, Subscription

PREVIEW_ITEMS = 10


def describe(wanted: Filter, reader: Reader) -> str:
    """A filter in words."""
    parts = [
        reader.word("filter_relevance", wanted.minimum_relevance) if wanted.minimum_relevance != "none" else "",
        _part("filter.themes", (reader.theme(item) for item in wanted.themes), reader),
        _part("filter.actors", (reader.actor_id(item) for item in wanted.actors), reader),
        _part("filter.languages", (reader.language(item) for item in wanted.languages), reader),
        _part("filter.outlets", (reader.outlet_id(item) for item in wanted.outlets), reader),
        _part("filter.kinds", (reader.word("kind", item) for item in wanted.kinds), reader),
        _part("filter.keywords", (item for item in wanted.keywords if not item.startswith("-")), reader),
        _part("filter.without", (item[1:] for item in wanted.keywords if item.startswith("-")), reader),
    ]
    return "; ".join(part for part in parts if part) or reader.say("filter.everything")


def _part(key: str, names: Iterable[str], reader: Reader) -> str:
    shown = reader.listing(names, 8)
    return reader.say(key, names=shown) if shown else ""


def listing(subscriptions: Sequence[Subscription], reader: Reader) -> Card:
    """The alerts of a channel."""
    title = reader.say("alerts.title", count=len(subscriptions))
    if not subscriptions:
        return Card(
            reader.locale,
            line(reader.say("alerts.none_title")),
            reader.say("alerts.none"),
            lines=(line(reader.say("alerts.none")),),
            is_private=True,
        )
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        items=tuple(_row(item, reader) for item in subscriptions),
        footer=line(Span(reader.say("alerts.hint"), Style.QUIET)),
        is_private=True,
    )


def _row(item: Subscription, reader: Reader) -> Item:
    name: list[Span] = [Span(item.name, Style.STRONG)]
    if item.is_paused:
        name.append(Span(" " + reader.say("alerts.paused_mark"), Style.QUIET))
    return Item(tuple(name), (line(describe(item.filter, reader)), line(Span(_terms(item, reader), Style.QUIET))))


def _terms(item: Subscription, reader: Reader) -> str:
    return reader.say("alerts.terms", cap=item.cap, language=reader.language(item.language))


def proof(item: Subscription, example: StoryView | None, reader: Reader) -> Card:
    """What a new subscription will send, and the newest story that it would have sent."""
    title = reader.say("alerts.added", name=item.name)
    lines = [
        line(describe(item.filter, reader)),
        line(_terms(item, reader)),
        line(reader.say("alerts.from_now")),
        line(reader.say("alerts.example") if example else reader.say("alerts.no_example")),
    ]
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=(pieces.story_item(example, reader),) if example else (),
        actions=(
            Action(("alerts", "preview"), reader.say("action.preview"), str(item.id)),
            Action(("alerts", "pause"), reader.say("action.pause"), str(item.id)),
        ),
        colour=Colour.GOOD,
    )


def removed(item: Subscription, reader: Reader) -> Card:
    """An alert is no more."""
    return _changed(reader.say("alerts.removed", name=item.name), item, reader)


def resumed(item: Subscription, reader: Reader) -> Card:
    """An alert goes on."""
    return _changed(reader.say("alerts.resumed", name=item.name), item, reader)


def paused(item: Subscription, reader: Reader) -> Card:
    """An alert waits to be resumed."""
    resume = Action(("alerts", "resume"), reader.say("action.resume"), str(item.id))
    card = _changed(reader.say("alerts.paused", name=item.name), item, reader)
    return replace(card, lines=(*card.lines, line(reader.say("alerts.paused_until"))), actions=(resume,))


def _changed(title: str, item: Subscription, reader: Reader) -> Card:
    return Card(reader.locale, line(title), title, lines=(line(describe(item.filter, reader)),), colour=Colour.GOOD)


def previewed(name: str | None, wanted: Filter, result: Preview, reader: Reader, *, days: int) -> Card:
    """How many alerts a filter would have sent, which, and why others were held back."""
    title = reader.say("preview.title", days=days, count=len(result.alerts))
    lines = [line(reader.say("preview.filter", name=name, words=describe(wanted, reader)) if name else describe(wanted, reader))]
    if not result.articles:
        lines.append(line(reader.say("preview.no_articles")))
    else:
        lines.append(line(reader.say("preview.amount", articles=result.articles, a_day=f"{len(result.alerts) / days:.1f}")))
    if result.folded:
        lines.append(line(reader.say("preview.folded", count=result.folded)))
    if result.held:
        held = "; ".join(reader.say("preview.held_part", part=reader.word("filter_part", part), count=n) for part, n in result.held.items())
        lines.append(line(reader.say("preview.held", parts=held)))
    items = [_alert_row(article, reader) for article in result.alerts[:PREVIEW_ITEMS]]
    items += [_held_row(article, why, reader) for article, why in result.examples]
    more = len(result.alerts) - PREVIEW_ITEMS
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=tuple(items),
        footer=line(Span(reader.say("brief.more", count=more), Style.QUIET)) if more > 0 else (),
        is_private=True,
    )


def _alert_row(article: ArticleView, reader: Reader) -> Item:
    details = pieces.DOT.join((pieces.kind_of(article, reader), reader.clock(article.first_seen_at)))
    return Item(pieces.headline(article, reader), (line(Span(details, Style.QUIET)),))


def _held_row(article: ArticleView, why: str, reader: Reader) -> Item:
    words = reader.say("preview.held_because", part=reader.word("filter_part", why))
    return Item(pieces.headline(article, reader, Style.QUIET), (line(Span(words, Style.QUIET)),))
