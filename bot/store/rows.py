"""Rows of the tables as records of bot.model, and the selects that bring them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, func, select

from bot.model import (
    ArticleView,
    CatalogueActor,
    Destination,
    Development,
    FeedSpec,
    Filter,
    FullText,
    Locale,
    Outlet,
    OutletClass,
    Preferences,
    Rhythm,
    Schedule,
    Subscription,
    Watch,
)
from bot.store.statements import AnyRow
from bot.store.story_tables import article_news, article_print
from bot.store.tables import analysis, article, article_revision, feed, outlet, subscription
from bot.tags import Analysis


def outlet_columns() -> list[ColumnElement[Any]]:
    """The outlet's columns under names that clash with none."""
    names = ("id", "name", "name_ko", "family", "language", "country", "outlet_class")
    return [outlet.c[name].label(f"o_{name}") for name in names]


def outlet_of(row: AnyRow) -> Outlet:
    """The outlet of a row that was selected with `outlet_columns`."""
    return Outlet(row.o_id, row.o_name, row.o_name_ko, row.o_family, row.o_language, row.o_country, OutletClass(row.o_outlet_class))


def current_text() -> FromClause:
    """Articles with their outlet and their newest revision."""
    newest = and_(article_revision.c.article_id == article.c.id, article_revision.c.number == article.c.revision)
    return article.join(outlet, outlet.c.id == article.c.outlet_id).join(article_revision, newest)


def waiting_text() -> FromClause:
    """Articles with their outlet and the revision that waits to be read: one that changed at the source, else the newest."""
    waiting = and_(
        article_revision.c.article_id == article.c.id,
        article_revision.c.number == func.coalesce(article.c.next_revision, article.c.revision),
    )
    return article.join(outlet, outlet.c.id == article.c.outlet_id).join(article_revision, waiting)


def article_select() -> Select[Any]:
    """What `article_view` reads."""
    return select(
        article.c.id,
        article.c.story_id,
        article.c.url,
        article.c.language,
        article.c.published_at,
        article.c.first_seen_at,
        article_revision.c.title,
        article_revision.c.lead,
        article_revision.c.body,
        analysis.c.document,
        article_news.c.news,
        article_print.c.voice_id,
        *outlet_columns(),
    ).select_from(
        current_text()
        .outerjoin(analysis, analysis.c.id == article.c.analysis_id)
        .outerjoin(article_news, article_news.c.article_id == article.c.id)
        .outerjoin(article_print, article_print.c.article_id == article.c.id)
    )


def article_view(row: AnyRow) -> ArticleView:
    """An article in full, from a row of `article_select`."""
    news = () if row.news is None else tuple(Development.from_json(item) for item in json.loads(row.news))
    return article_with(row, None if row.document is None else Analysis.from_json(row.document), news)


def article_with(row: AnyRow, said: Analysis | None, news: tuple[Development, ...] = ()) -> ArticleView:
    """An article from a row with its columns, its text, its outlet's and its voice, and what was read beside it."""
    return ArticleView(
        id=row.id,
        story_id=row.story_id,
        url=row.url,
        outlet=outlet_of(row),
        title=row.title,
        lead=row.lead,
        body=row.body,
        language=row.language,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        analysis=said,
        news=news,
        reprint_of=None if row.voice_id == row.id else row.voice_id,
    )


def feed_spec(row: AnyRow) -> FeedSpec:
    """The feed as it is polled: `url` is where permanent redirects led."""
    return FeedSpec(
        id=row.slug,
        outlet=outlet_of(row),
        url=row.url,
        interval=row.interval,
        full_text=FullText(row.full_text),
        allow_private=row.allow_private,
        timezone=row.timezone,
        fastest=row.fastest,
        slowest=row.slowest,
    )


def feed_select() -> Select[Any]:
    return select(feed, *outlet_columns()).join(outlet, outlet.c.id == feed.c.outlet_id)


def filter_to_json(wanted: Filter) -> dict[str, Any]:
    return asdict(wanted)


def filter_from_json(document: Mapping[str, Any]) -> Filter:
    lists: Sequence[str] = ("actors", "themes", "languages", "outlets", "kinds", "keywords", "tones", "events")
    return Filter(
        minimum_relevance=document.get("minimum_relevance", "none"),
        minimum_importance=document.get("minimum_importance", "low"),
        **{name: tuple(document.get(name, ())) for name in lists},
    )


def schedule_to_json(schedule: Schedule) -> dict[str, Any]:
    return asdict(schedule)


def schedule_from_json(document: Mapping[str, Any] | None) -> Schedule:
    return Schedule() if document is None else Schedule(Rhythm(document["rhythm"]), document["hour"], document["weekday"])


def preferences_to_json(preferences: Preferences) -> dict[str, Any]:
    return asdict(preferences)


def preferences_from_json(document: Mapping[str, Any]) -> Preferences:
    return Preferences(**{field.name: document.get(field.name) for field in fields(Preferences)})


def locale_of(language: str) -> Locale:
    """A language column as one that the desk speaks."""
    return "ko" if language == "ko" else "en"


def place_of(row: AnyRow) -> Destination:
    return Destination(row.adapter, row.workspace, row.channel)


def at_place(table: Table, place: Destination) -> ColumnElement[bool]:
    """Rows of that channel."""
    return and_(table.c.adapter == place.adapter, table.c.workspace == place.workspace, table.c.channel == place.channel)


def subscription_of(row: AnyRow) -> Subscription:
    return Subscription(
        id=row.id,
        destination=place_of(row),
        name=row.name,
        filter=filter_from_json(row.filter),
        language=locale_of(row.language),
        cap=row.cap,
        is_paused=row.is_paused,
        created_by=row.created_by,
        created_at=row.created_at,
        schedule=schedule_from_json(row.schedule),
        mention=row.mention,
        paused_because=row.paused_because,
        watch=tuple(map(Watch, row.watch or ())),
    )


def actor_of(row: AnyRow) -> CatalogueActor:
    return CatalogueActor(row.id, row.name_en, row.name_ko, row.type, row.country, row.wikidata, tuple(row.aliases))


def subscription_select() -> Select[Any]:
    return select(subscription)
