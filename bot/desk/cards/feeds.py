"""Cards about feeds: the list with each one's health, those that fail, and one look at an address."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.desk.card import Card, Colour, Field, Item, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut
from bot.desk.ports import FeedNote, FeedSign, FeedTest
from bot.desk.reader import Reader
from bot.model import FeedHealth, FeedSpec, FeedState

SHOWN = 40


def failing(feed: FeedHealth) -> bool:
    """Whether the feed's newest poll failed, or the feed is gone."""
    return feed.failures > 0 or feed.state is FeedState.GONE


def listing(feeds: Sequence[FeedHealth], reader: Reader) -> Card:
    """Every feed with its health, those in trouble first, for a long list is cut."""
    if not feeds:
        return _empty(reader.say("feeds.none_title"), reader.say("feeds.none"), reader)
    bad = sum(failing(feed) for feed in feeds)
    title = reader.say("feeds.title", count=len(feeds))
    lines = [line(reader.say("feeds.some_fail", count=bad) if bad else reader.say("feeds.all_well"))]
    if len(feeds) > SHOWN:
        lines.append(line(reader.say("feeds.more", count=len(feeds) - SHOWN)))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=tuple(_row(feed, reader) for feed in sorted(feeds, key=failing, reverse=True)[:SHOWN]),
        colour=Colour.WARNING if bad else Colour.GOOD,
        is_private=True,
    )


def errors(feeds: Sequence[FeedHealth], reader: Reader) -> Card:
    """The feeds that fail, with the cause and when it began to matter."""
    if not feeds:
        return _empty(reader.say("feeds.none_title"), reader.say("feeds.none"), reader)
    bad = [feed for feed in feeds if failing(feed)]
    if not bad:
        return _empty(reader.say("feeds.no_errors_title"), reader.say("feeds.no_errors", count=len(feeds)), reader, Colour.GOOD)
    title = reader.say("feeds.errors_title", count=len(bad))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        items=tuple(Item(_name(feed, reader), _trouble(feed, reader)) for feed in bad[:SHOWN]),
        footer=line(Span(reader.say("feeds.errors_hint"), Style.QUIET)),
        colour=Colour.WARNING,
        is_private=True,
    )


def _empty(title: str, words: str, reader: Reader, colour: Colour = Colour.NEUTRAL) -> Card:
    return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),), colour=colour, is_private=True)


def _name(feed: FeedHealth, reader: Reader) -> Line:
    return (Span(reader.outlet(feed.spec.outlet), Style.STRONG), Span(f" {feed.spec.id}", Style.CODE))


def _row(feed: FeedHealth, reader: Reader) -> Item:
    if failing(feed):
        return Item(_name(feed, reader), _trouble(feed, reader))
    if feed.state is not FeedState.ACTIVE:
        health = reader.word("feed_state", feed.state.value)
    elif feed.last_success_at is None:
        health = reader.say("feeds.not_yet")
    else:
        health = reader.say("feeds.well", ago=reader.ago(feed.last_success_at), a_day=f"{feed.items_a_day:.1f}")
    return Item(_name(feed, reader), tuple(line(Span(words, Style.QUIET)) for words in (health, *_told(feed, reader))))


def _told(feed: FeedHealth, reader: Reader) -> tuple[str, ...]:
    """What the feed's hub told, where there is one that tells."""
    told = feed.told_by
    if told is None or feed.state is not FeedState.ACTIVE:
        return ()
    host = cut(urlsplit(told.hub).hostname or "", 100)
    if told.pushed_at is None:
        return (reader.say("feeds.hub_silent", hub=host),)
    return (reader.say("feeds.hub", hub=host, count=told.pushes, ago=reader.ago(told.pushed_at)),)


def _trouble(feed: FeedHealth, reader: Reader) -> tuple[Line, ...]:
    cause = reader.word("cause", feed.last_error.value) if feed.last_error else reader.word("feed_state", feed.state.value)
    lines: list[Line] = [line(cause)]
    if feed.last_error_detail:
        lines.append(line(Span(cut(reader.failure(feed.last_error_detail), 200), Style.QUIET)))
    last = reader.ago(feed.last_success_at) if feed.last_success_at else reader.say("feeds.never")
    lines.append(line(Span(reader.say("feeds.failures", count=feed.failures, last=last), Style.QUIET)))
    if feed.next_poll_at and feed.state is FeedState.ACTIVE:
        lines.append(line(Span(reader.say("feeds.next", at=reader.clock(feed.next_poll_at)), Style.QUIET)))
    return tuple(lines)


def tested(result: FeedTest, reader: Reader) -> Card:
    """What one look at an address brought."""
    if result.cause is not None:
        return _unusable(result, reader)
    title = reader.say("feed_test.good", title=cut(result.title or result.url, 200))
    fields = [
        Field(reader.say("feed_test.address"), (Span(cut(result.url, 200), Style.CODE),)),
        *_came(result, reader),
        Field(reader.say("feed_test.items"), line(f"{result.items:,}")),
    ]
    if result.items:
        newest = reader.ago(result.newest_at) if result.newest_at else reader.say("feed_test.undated")
        fields.append(Field(reader.say("feed_test.newest"), line(newest)))
    if result.hub:
        heard = "feed_test.hub_heard" if result.is_hub_heard else "feed_test.hub_unheard"
        fields.append(Field(reader.say("feed_test.hub"), line(reader.say(heard, hub=cut(result.hub, 100)))))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=(*(() if result.items else (line(reader.say("feed_test.empty")),)), *_notes(result, reader)),
        fields=tuple(fields),
        items=tuple(Item(line(cut(sample, pieces.HEADLINE))) for sample in result.samples[:3]),
        colour=Colour.GOOD if result.items and not result.notes else Colour.WARNING,
        is_private=True,
    )


def _unusable(result: FeedTest, reader: Reader) -> Card:
    cause = result.cause.value if result.cause else ""
    title = reader.say("feed_test.bad", url=cut(result.url, 200))
    lines = [line(reader.word("cause", cause))]
    if result.detail:
        lines.append(line(Span(cut(reader.failure(result.detail), 300), Style.QUIET)))
    lines += [line(Span(f"{field.label}: {pieces.plain(field.value)}", Style.QUIET)) for field in _came(result, reader)]
    lines += [*_notes(result, reader), line(reader.word("feed_mend", cause))]
    if result.feeds_found:
        lines.append(line(reader.say("feed_test.names_feeds")))
    return Card(
        reader.locale,
        line(title),
        title,
        lines=tuple(lines),
        items=tuple(Item((Span(cut(url, 200), Style.CODE),)) for url in result.feeds_found[:5]),
        colour=Colour.WARNING,
        is_private=True,
    )


def _came(result: FeedTest, reader: Reader) -> tuple[Field, ...]:
    """What was asked, where another address answered, and what came."""
    fields = []
    if result.asked and result.asked != result.url:
        fields.append(Field(reader.say("feed_test.asked"), (Span(cut(result.asked, 200), Style.CODE),)))
    if result.content_type is not None:
        size = f"{result.size / 1_000:,.1f}"
        said = reader.say("feed_test.size", kind=result.content_type or "?", kilobytes=size, charset=result.charset)
        fields.append(Field(reader.say("feed_test.came"), line(said)))
    return tuple(fields)


def _notes(result: FeedTest, reader: Reader) -> list[Line]:
    return [line(_note(note, reader)) for note in result.notes]


def _note(note: FeedNote, reader: Reader) -> str:
    match note.sign:
        case FeedSign.CHARSET:
            return reader.say("feed_sign.charset", declared=note.declared, actual=note.actual)
        case FeedSign.SOME_UNDATED:
            return reader.say("feed_sign.some-undated", count=note.count)
        case FeedSign.FUTURE:
            return reader.say("feed_sign.future", count=note.count)
        case FeedSign.STALE:
            return reader.say("feed_sign.stale", count=note.count)
        case _:
            return reader.word("feed_sign", note.sign.value)


def added(spec: FeedSpec, found: FeedTest, reader: Reader) -> Card:
    """A feed that is read from now on."""
    title = reader.say("feeds.added", name=spec.outlet.name)
    fields = (
        Field(reader.say("feeds.id"), (Span(spec.id, Style.CODE),)),
        Field(reader.say("feed_test.address"), (Span(cut(spec.url, 200), Style.CODE),)),
        Field(reader.say("feeds.language"), line(reader.language(spec.outlet.language))),
        Field(reader.say("feeds.interval"), line(reader.say("feeds.minutes", count=spec.interval // 60))),
    )
    words = [reader.say("feeds.backlog", count=found.items) if found.items else reader.say("feed_test.empty")]
    if found.asked and found.asked != found.url:
        words.append(reader.say("feeds.found", url=cut(found.asked, 200)))
    items = tuple(Item(line(cut(sample, pieces.HEADLINE))) for sample in found.samples[:3])
    lines = tuple(line(one) for one in words)
    return Card(reader.locale, line(title), title, lines=lines, fields=fields, items=items, colour=Colour.GOOD)


def removed(spec: FeedSpec, reader: Reader) -> Card:
    """A feed that is read no more."""
    title = reader.say("feeds.removed", name=spec.id)
    return Card(reader.locale, line(title), title, lines=(line(reader.say("feeds.removed_how")),), colour=Colour.GOOD)


def taken_in(specs: Sequence[FeedSpec], already: int, bad: Sequence[str], reader: Reader) -> Card:
    """What became of a list of feeds: those that are read from now on, how many were there before, and what is no address."""
    title = reader.say("feed_list.added", count=len(specs))
    lines = [line(reader.say("feed_list.there", count=already))] if already else []
    lines += [line(reader.say("feed_list.bad", url=cut(url, 200))) for url in bad[:SHOWN]]
    if len(specs) > SHOWN:
        lines.append(line(reader.say("feeds.more", count=len(specs) - SHOWN)))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=tuple(Item((Span(spec.id, Style.CODE), Span(f" {cut(spec.url, 200)}", Style.QUIET))) for spec in specs[:SHOWN]),
        colour=Colour.WARNING if bad else Colour.GOOD,
        is_private=True,
    )
