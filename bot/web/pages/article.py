"""A story with its coverage and its two sides, and an article with the words that caused each of its tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.desk.framing import framings
from bot.desk.timeline import timeline
from bot.model import ArticleView
from bot.tags import Mention
from bot.web.edits import edit_rows, is_followed
from bot.web.highlight import Evidence, Paragraph, Piece, Snippet, Tag, evidence_of, outermost, paragraphs_of, pieces_of, snippets_of
from bot.web.plain import shortened
from bot.web.rows import Names, Text, article_row, event_text, speaker_of, story_row
from bot.web.sides import leader, moments, table
from bot.web.site import Visit, visit_of

_SHOWN = 60_000
_TITLE_SHOWN = 500
_SNIPPETS = 6


@dataclass(frozen=True, slots=True)
class Why:
    """A tag with the places that caused it; `more` are further places that are not listed."""

    tag: Tag
    snippets: Sequence[Snippet]
    more: int


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's text with its evidence. `cut_from` is the whole length where the text is too long to be shown whole, else 0."""

    title: Sequence[Piece]
    paragraphs: Sequence[Paragraph]
    whys: Sequence[Why]
    cut_from: int


def mark(article: ArticleView, evidence: Sequence[Evidence]) -> Marked:
    """Mark the evidence in title and body. Only the first 60,000 characters of a body are shown: nobody reads more on a page."""
    text = article.body or article.lead
    title = shortened(article.title, _TITLE_SHOWN) if len(article.title) > _TITLE_SHOWN else article.title
    shown = text[:_SHOWN]
    texts = {"title": article.title, "body": article.body}
    lengths = {"title": len(article.title) if title == article.title else 0, "body": len(shown) if article.body else 0}
    return Marked(
        title=pieces_of(title, "title", evidence if title == article.title else ()),
        paragraphs=paragraphs_of(pieces_of(shown, "body", evidence if article.body else ())),
        whys=tuple(_why(item.tag, outermost(item.mentions), texts, lengths) for item in evidence),
        cut_from=len(text) if len(text) > _SHOWN else 0,
    )


def _why(tag: Tag, mentions: Sequence[Mention], texts: dict[str, str], lengths: dict[str, int]) -> Why:
    return Why(tag, snippets_of(mentions, texts, shown=lengths, most=_SNIPPETS), max(0, len(mentions) - _SNIPPETS))


async def show_story(request: web.Request) -> web.Response:
    """`/story/{id}`; an id that was merged into another shows that one."""
    visit = visit_of(request)
    story = await visit.library.story(int(request.match_info["id"]))
    if story is None:
        raise web.HTTPNotFound
    names = await visit.names()
    analysis = speaker_of(story, visit.words.locale).analysis
    told = timeline(story.articles)
    return visit.page(
        "story.html",
        story=story_row(story, names),
        tables=[table(framing, story, names) for framing in framings(story)],
        leader=leader(told, names),
        moments=moments(told, names),
        first_seen=visit.times.text(story.first_seen_at),
        events=[event_text(event, analysis, visit.words) for event in analysis.events] if analysis else [],
    )


async def show_article(request: web.Request) -> web.Response:
    """`/article/{id}`: the text with its evidence, and why each tag was given."""
    visit = visit_of(request)
    article = await visit.library.article(int(request.match_info["id"]))
    if article is None:
        raise web.HTTPNotFound
    names = await visit.names()
    marked = mark(article, _evidence(article, names))
    return visit.page(
        "article.html",
        article=article,
        row=article_row(article, names),
        marked_text=marked,
        shown_count=f"{_SHOWN:,}",
        total_count=f"{marked.cut_from:,}",
        summary=_summary(article),
        seen=visit.times.text(article.first_seen_at),
        published=visit.times.text(article.published_at) if article.published_at else None,
        events=_events(article, visit),
        analysis=article.analysis,
        edits=edit_rows(article, visit.times),
        is_followed=is_followed(article),
    )


def _evidence(article: ArticleView, names: Names) -> Sequence[Evidence]:
    if article.analysis is None:
        return ()
    theme_names = {theme_id: name for theme_id, (name, _) in names.themes.items()}
    return evidence_of(article.analysis, locale=names.words.locale, theme_names=theme_names)


def _summary(article: ArticleView) -> Sequence[Text]:
    sentences = article.analysis.summary if article.analysis else ()
    return [Text(shortened(sentence.text, 600), article.language) for sentence in sentences]


def _events(article: ArticleView, visit: Visit) -> Sequence[str]:
    analysis = article.analysis
    return [event_text(event, analysis, visit.words) for event in analysis.events] if analysis else []
