"""Cards about stories: the alert, the briefs, one story, the newest, what was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.desk.alerts import OVERFLOW, QUIET
from bot.desk.card import Action, Card, Colour, Item, Line, Span, Style, line
from bot.desk.cards import edits, framing, pieces, timeline
from bot.desk.cards.developments import whats_new
from bot.desk.cards.rows import story_rows
from bot.desk.cards.weight import importance_in_full, importance_line, primary_line
from bot.desk.framing import framings
from bot.desk.reader import Reader
from bot.desk.sections import by_rank
from bot.desk.timeline import timeline as timeline_of
from bot.model import ArticleView, Edit, SearchHit, StoryView

BRIEF_ITEMS = 8
"""A brief of more stories has one line for each, with the most told first."""

_CATCH_UP = ("brief.catch_up", "brief.catch_up_why")
_BRIEFS = {OVERFLOW: ("brief.overflow", "brief.overflow_why"), QUIET: ("brief.quiet", "brief.quiet_why")}
"""Title and explanation of a brief by its reason, a catch-up where it is none of these."""


def alert(story: StoryView, reader: Reader, *, mention: str | None = None) -> Card:
    """One story as it is told to a channel. Times are absolute, since it is read later. `mention` is the role or group to ping."""
    article = pieces.face(story, reader.locale)
    moment = article.published_at or article.first_seen_at
    summary = pieces.summary_of(article)
    parts = (pieces.kind_of(article, reader), reader.clock(moment), edits.mark(article, reader), pieces.coverage(story, reader))
    footer = pieces.DOT.join(part for part in parts if part)
    weight = importance_line(story, reader)
    title = pieces.headline(article, reader)
    return Card(
        language=reader.locale,
        title=title,
        summary=reader.say("alert.summary", headline=pieces.plain(title), outlet=reader.outlet(article.outlet)),
        lines=tuple(part for part in (line(summary) if summary else (), primary_line(story, article, reader), weight) if part),
        fields=pieces.story_fields(story, article, reader),
        actions=pieces.alert_actions(story.id, reader),
        footer=line(Span(footer, Style.QUIET)),
        colour=pieces.story_colour(story),
        mention=mention,
    )


def news(story: StoryView, articles: Sequence[ArticleView], reader: Reader, *, changes: Sequence[tuple[ArticleView, Edit]] = ()) -> Card:
    """What these articles (at least one) brought to a story that was told, for the thread of its alert. The weightiest is shown, the others
    have a line each, and so have `changes` at the sources that are told with them."""
    article, *others = sorted(articles, key=lambda one: -max((item.weight for item in one.news), default=0.0))
    summary = pieces.summary_of(article)
    title = pieces.headline(article, reader)
    what = whats_new(article, reader)
    room = max(edits.ALSO_TOLD - len(others), 0)
    footer = pieces.DOT.join((pieces.kind_of(article, reader), reader.clock(article.published_at or article.first_seen_at)))
    return Card(
        language=reader.locale,
        title=title,
        summary=reader.say("alert.summary", headline=pieces.plain(title), outlet=reader.outlet(article.outlet)),
        lines=(*(line(part) for part in (what, summary) if part), *_also_new(others, reader), *edits.also_changed(changes, reader, room)),
        actions=pieces.story_actions(story.id, reader),
        footer=line(Span(footer, Style.QUIET)),
        colour=pieces.colour_of(article.analysis),
    )


def _also_new(articles: Sequence[ArticleView], reader: Reader) -> tuple[Line, ...]:
    shown = tuple(_new_line(one, reader) for one in articles[: edits.ALSO_TOLD])
    more = len(articles) - len(shown)
    return (*shown, *((line(Span(reader.say("update.more", count=more), Style.QUIET)),) if more else ()))


def _new_line(article: ArticleView, reader: Reader) -> Line:
    outlet = Span(f" ({reader.outlet(article.outlet)})", Style.QUIET)
    return (Span(f"• {whats_new(article, reader)}{pieces.DOT}"), *pieces.headline(article, reader, Style.PLAIN), outlet)


def brief(stories: Sequence[StoryView], reason: str, reader: Reader) -> Card:
    """Several stories in one message: of the time that the desk was away, of quiet hours, or those past the hour's cap."""
    named, explained = _BRIEFS.get(reason, _CATCH_UP)
    title = reader.say(named, count=len(stories))
    is_long = len(stories) > BRIEF_ITEMS
    rows = story_rows(by_rank(stories), reader) if is_long else ()
    more = len(stories) - len(rows) if is_long else 0
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=(line(reader.say(explained)), *rows),
        items=() if is_long else tuple(pieces.story_item(story, reader, is_posted=True) for story in stories),
        footer=line(Span(reader.say("brief.more", count=more), Style.QUIET)) if more else (),
    )


def story(shown: StoryView, reader: Reader) -> Card:
    """One story: who led and who followed, how each side of the press tells it, and its articles in order of time."""
    article = pieces.face(shown, reader.locale)
    title = pieces.headline(article, reader)
    told = timeline_of(shown.articles)
    rows = timeline.shown(told)
    lines = [line(part) for part in (pieces.summary_of(article), timeline.leader(told, reader)) if part]
    lines += [part for part in (primary_line(shown, article, reader), importance_in_full(shown, reader)) if part]
    if len(rows) < len(told):
        lines.append(line(Span(reader.say("timeline.shown", shown=len(rows) - 1, count=len(told)), Style.QUIET)))
    span = reader.say("story.first_and_last", first=reader.clock(shown.first_seen_at), last=reader.clock(shown.last_seen_at))
    return Card(
        language=reader.locale,
        title=title,
        summary=pieces.plain(title),
        lines=tuple(lines),
        fields=(*pieces.story_fields(shown, article, reader), *framing.fields(framings(shown), shown, reader)),
        items=tuple(timeline.item(one, reader) for one in rows),
        actions=pieces.story_actions(shown.id, reader, with_story=False),
        footer=line(Span(pieces.DOT.join((pieces.coverage(shown, reader), span)), Style.QUIET)),
        colour=pieces.story_colour(shown),
    )


def latest(stories: Sequence[StoryView], reader: Reader, *, is_filtered: bool, languages: Collection[str] = ()) -> Card:
    """The newest stories, or words for there being none. `languages` are those of the filter."""
    if not stories:
        return _nothing(reader, reader.say("latest.title"), reader.say("latest.none_filtered" if is_filtered else "latest.none"))
    return Card(
        language=reader.locale,
        title=line(reader.say("latest.title")),
        summary=reader.say("latest.summary", count=len(stories)),
        items=tuple(pieces.story_item(one, reader, languages=languages) for one in stories),
        footer=line(Span(reader.say("latest.hint"), Style.QUIET)),
    )


def found(text: str, hits: Sequence[SearchHit], reader: Reader, *, page: int, has_more: bool, next_command: str) -> Card:
    """What a search found. `next_command` is the typed form of the next page."""
    if not hits:
        key = "search.none" if page == 1 else "search.no_more"
        return _nothing(reader, reader.say("search.title", text=text), reader.say(key))
    title = reader.say("search.title", text=text)
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        items=tuple(_hit_item(hit, reader) for hit in hits),
        actions=(Action(("search",), reader.say("action.next_page"), next_command),) if has_more else (),
        footer=line(Span(reader.say("search.page", page=page), Style.QUIET)) if has_more or page > 1 else (),
    )


def _hit_item(hit: SearchHit, reader: Reader) -> Item:
    kind = reader.word("kind", hit.kind) if hit.kind else ""
    parts = (kind, reader.outlet(hit.outlet), reader.ago(hit.published_at or hit.first_seen_at))
    details = [line(Span(pieces.DOT.join(part for part in parts if part), Style.QUIET))]
    themes = reader.listing((reader.theme(theme_id) for theme_id in hit.theme_ids), 4)
    if themes:
        details.append(line(Span(reader.say("tag.themes_line", themes=themes), Style.QUIET)))
    title = Span(hit.title or reader.say("article.untitled"), Style.STRONG, hit.url)
    return Item((title,), tuple(details))


def _nothing(reader: Reader, title: str, words: str) -> Card:
    return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),), colour=Colour.NEUTRAL)
