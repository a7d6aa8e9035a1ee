"""A question as a statement of each engine: `id` and `score` of the articles that match, to be ordered by score, then newest first.

PostgreSQL's planner does not know what it costs to fetch a long document out of line (some 7 us each), so it is held to two plans. For a
frequent word `recent_hits` looks at the documents of the newest articles, a few hundred at most. For others `postgresql_hits` lets the
inverted index give the articles that have all tokens, without a look at their documents; from the newest down, and only until there are
enough, the documents are looked at for tokens side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text

from bot.model import Filter, SearchOrder
from bot.store.filters import conditions
from bot.store.index import language_lexeme
from bot.store.tables import article, article_search
from bot.store.tokens import Term

RANK_WINDOW = 2_000
"""How many of the newest hits are ranked."""

LOOK_FIRST = 500
"""How many of the newest articles that pass the filter are looked at before the inverted index is asked."""

_FTS = table("article_search", column("rowid"))
_NO_SCORE: Any = literal_column("0").label("score")
_AMONG, _LOOSE, _EXACT = (f"CAST(CAST(:{name} AS text) AS tsquery)" for name in ("among", "loose", "exact"))


def sqlite_hits(terms: Sequence[Term], wanted: Filter, since: datetime | None, order: SearchOrder) -> Select[Any]:
    """Ids by FTS5, newest first or by BM25 within the window."""
    columns: list[Any] = [_FTS.c.rowid.label("id")]
    if order is SearchOrder.RANK:
        columns.append(literal_column("bm25(article_search, 5.0, 1.0)").label("score"))
    matches = text("article_search MATCH :question").bindparams(question=fts5_question(terms))
    found = select(*columns).where(matches).order_by(_FTS.c.rowid.desc())
    narrowed = _narrowed(wanted, since)
    if narrowed:
        found = found.join_from(_FTS, article, article.c.id == _FTS.c.rowid).where(*narrowed)
    if order is SearchOrder.NEWEST:
        return found.add_columns(_NO_SCORE)
    window = found.limit(RANK_WINDOW).subquery("hits")
    return select(window.c.id, window.c.score).order_by(window.c.score, window.c.id.desc())


def postgresql_hits(terms: Sequence[Term], wanted: Filter, since: datetime | None, order: SearchOrder) -> Select[Any]:
    """Ids by tsvector, newest first or by ts_rank within the window."""
    loose = tsquery(terms, between=" & ")
    spoken = " | ".join(language_lexeme(language) for language in wanted.languages)
    among = f"({loose}) & ({spoken})" if spoken else loose
    matches = text(f"article_search.document @@ {_AMONG}").bindparams(among=among)
    # OFFSET 0 is a fence: what is inside is planned alone, so by the inverted index, which alone knows the words.
    matched = select(article_search.c.article_id.label("id")).where(matches).offset(0).subquery("matched")
    place: Any = matched.c.id.label("place")
    found = select(matched.c.id, place).order_by(place.desc())
    narrowed = _narrowed(replace(wanted, languages=()), since)
    if narrowed:
        found = found.join_from(matched, article, article.c.id == matched.c.id).where(*narrowed)
    if any(len(term.tokens) > 1 for term in terms):
        found = _side_by_side(found, terms)
    if order is SearchOrder.NEWEST:
        newest = found.subquery("newest")
        return select(newest.c.id, _NO_SCORE).order_by(newest.c.place.desc())
    window = found.limit(RANK_WINDOW).subquery("hits")
    score: Any = (-func.ts_rank(article_search.c.document, text(_LOOSE).bindparams(loose=loose))).label("score")
    ranked = select(window.c.id, score).join(article_search, article_search.c.article_id == window.c.id)
    return ranked.order_by(score, window.c.id.desc())


def all_hits(wanted: Filter, since: datetime | None) -> Select[Any]:
    """Every article that passes, where no word is asked for."""
    return select(article.c.id, _NO_SCORE).where(*_narrowed(wanted, since)).order_by(article.c.id.desc())


def _narrowed(wanted: Filter, since: datetime | None) -> list[ColumnElement[bool]]:
    return [*conditions(wanted), *([] if since is None else [article.c.first_seen_at >= since])]


def recent_hits(terms: Sequence[Term], wanted: Filter, since: datetime | None) -> Select[Any]:
    """On PostgreSQL, the newest hits among the first articles that pass: all that is needed where they fill a page."""
    newest = select(article.c.id).where(*_narrowed(wanted, since)).order_by(article.c.id.desc()).limit(LOOK_FIRST).subquery("newest")
    return select(newest.c.id, _NO_SCORE).where(_is_exact(newest.c.id, terms)).order_by(newest.c.id.desc())


def _side_by_side(found: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    """Those whose document has each term's tokens next to each other."""
    loose = found.offset(0).subquery("loose")
    return select(loose.c.id, loose.c.place).where(_is_exact(loose.c.id, terms)).order_by(loose.c.place.desc())


def _is_exact(article_id: ColumnElement[int], terms: Sequence[Term]) -> Any:
    """A scalar subquery is not flattened into a join, so it is asked row by row and only until there are enough."""
    exact = text(f"document @@ {_EXACT}").bindparams(exact=tsquery(terms, between=" <-> "))
    document = article_search.alias("looked_at")
    return select(exact).select_from(document).where(document.c.article_id == article_id).scalar_subquery()


def fts5_question(terms: Sequence[Term]) -> str:
    """The terms as an FTS5 expression: every token stands in quotes, so nothing of a reader's text is syntax."""
    phrases = ['"{}"{}'.format(" ".join(term.tokens).replace('"', ""), "*" if term.is_prefix else "") for term in terms]
    return " AND ".join(phrases)


def tsquery(terms: Sequence[Term], *, between: str) -> str:
    """The terms as a tsquery literal, with `between` joining the tokens of one term; every token is a quoted lexeme."""
    return " & ".join(f"({between.join(_lexeme(token, is_prefix=term.is_prefix) for token in term.tokens)})" for term in terms)


def _lexeme(token: str, *, is_prefix: bool) -> str:
    quoted = token.replace("\\", "").replace("'", "")
    return f"'{quoted}'{':*' if is_prefix else ''}"
