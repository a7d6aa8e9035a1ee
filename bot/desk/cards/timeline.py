"""The timeline of a story: who led, who followed how much later, and who repeats whose text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.desk.card import Item, Span, Style, line
from bot.desk.cards import edits, pieces
from bot.desk.cards.developments import whats_new
from bot.desk.reader import Reader
from bot.desk.timeline import Told, race
from bot.model import ArticleView

MOST = 6
"""Rows of a card: the first article, and the newest of the others."""

FOLLOWERS = 3
REPRINTS = 3

_HOUR = 60
_DAY = 24 * _HOUR


def leader(told: Sequence[Told], reader: Reader) -> str:
    """`Namsan Newswire led; Han River Times 12 min later, Potomac Ledger 31 min later and 2 more`; empty for one outlet alone."""
    first, *followers = race(told)
    if not followers:
        return ""
    later = [_follower(one, reader) for one in followers[:FOLLOWERS]]
    more = len(followers) - len(later)
    listed = reader.say("timeline.more", shown=", ".join(later), count=more) if more else ", ".join(later)
    return reader.say("timeline.led", outlet=reader.outlet(first.article.outlet), followers=listed)


def _follower(told: Told, reader: Reader) -> str:
    outlet = reader.outlet(told.article.outlet)
    if not told.minutes:
        return reader.say("timeline.at_once", outlet=outlet)
    return reader.say("timeline.later", outlet=outlet, time=span_of(told.behind, reader))


def span_of(passed: timedelta, reader: Reader) -> str:
    """A length of time as short as it is useful: minutes for three hours, then hours, then days."""
    minutes = int(passed.total_seconds() // 60)
    for limit, unit, key in ((3 * _HOUR, 1, "timeline.minutes"), (2 * _DAY, _HOUR, "timeline.hours")):
        if minutes < limit:
            return reader.say(key, count=minutes // unit)
    return reader.say("timeline.days", count=minutes // _DAY)


def shown(told: Sequence[Told]) -> tuple[Told, ...]:
    """The rows that a card has room for."""
    return (*told[:1], *told[1:][-(MOST - 1) :])


def item(told: Told, reader: Reader) -> Item:
    """`10 Mar, 12:00 KST · Outlet · Korean` and the headline, later ones by how much later; below it what it brought that was new,
    who reprints it, and what its headline was before."""
    article = told.article
    moment = reader.say("timeline.after", time=span_of(told.behind, reader)) if told.minutes else reader.clock(told.at)
    about = pieces.DOT.join((moment, _who(article, reader), reader.language(article.language), ""))
    outlets = reader.listing((reader.outlet(one.outlet) for one in told.reprints), REPRINTS)
    reprints = reader.say("timeline.reprints", outlets=outlets) if outlets else ""
    notes = tuple(line(Span(note, Style.QUIET)) for note in (whats_new(article, reader), reprints) if note)
    return Item((Span(about, Style.QUIET), *pieces.headline(article, reader, Style.PLAIN)), (*notes, *edits.history(article, reader)))


def _who(article: ArticleView, reader: Reader) -> str:
    """The outlet, with what it is and what the article is where either is not news."""
    is_news = article.analysis is None or article.analysis.kind == "news"
    return pieces.outlet_of(article, reader) if is_news else pieces.kind_of(article, reader)
