"""The search index of one article: written, replaced and built anew on either engine."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.statements import insert_for
from bot.store.tables import article, article_revision, article_search, meta
from bot.store.tokens import MOST_TOKENS, Tokenizer

log = logging.getLogger(__name__)

_VERSION_KEY = "tokens"
_REBUILD_BATCH = 500
_SQLITE_EMPTY = ("INSERT INTO article_search (article_search) VALUES ('delete-all')",)
_POSTGRESQL_EMPTY = ("TRUNCATE article_search", "DROP INDEX IF EXISTS ix_article_search_document")  # made whole at the end, in one go
_MOST_POSITIONS = 255  # of one lexeme in a tsvector


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it is indexed: the lead counts where the body does not begin with it."""

    article_id: int
    language: str
    title: str
    lead: str
    body: str

    def rest(self) -> str:
        """All but the title."""
        return self.body if self.body.startswith(self.lead) else f"{self.lead}\n{self.body}"


class Index:
    """Writes documents with a tokenizer. A contentless FTS5 row is taken out by naming the tokens that it was made of, so `remove`
    must be given the document as it was added."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    async def add(self, connection: AsyncConnection, documents: list[Document]) -> None:
        """Index articles that are not in the index."""
        if not documents:
            return
        cut = []
        for document in documents:
            cut.append((document.article_id, document.language, *self._cut(document)))
            await asyncio.sleep(0)  # some 4 ms an article: a backlog of them at once would keep the loop from everything else
        if connection.dialect.name == "sqlite":
            rows = [{"id": key, "title": " ".join(title), "body": " ".join(body)} for key, _, title, body in cut]
            await connection.execute(text("INSERT INTO article_search (rowid, title, body) VALUES (:id, :title, :body)"), rows)
            return
        values = [{"id": key, "document": tsvector(title, body, language)} for key, language, title, body in cut]
        statement = text(
            "INSERT INTO article_search (article_id, document) VALUES (:id, CAST(CAST(:document AS text) AS tsvector)) "
            "ON CONFLICT (article_id) DO UPDATE SET document = excluded.document"
        )
        await connection.execute(statement, values)

    async def remove(self, connection: AsyncConnection, document: Document) -> None:
        """Take out an article that was added as this document."""
        if connection.dialect.name == "sqlite":
            title, body = self._cut(document)
            statement = text("INSERT INTO article_search (article_search, rowid, title, body) VALUES ('delete', :id, :title, :body)")
            await connection.execute(statement, {"id": document.article_id, "title": " ".join(title), "body": " ".join(body)})
            return
        await connection.execute(delete(article_search).where(article_search.c.article_id == document.article_id))

    async def replace(self, connection: AsyncConnection, old: Document, new: Document) -> None:
        """Index the new text of an article instead of the old one."""
        if old != new:
            await self.remove(connection, old)
            await self.add(connection, [new])

    def _cut(self, document: Document) -> tuple[list[str], list[str]]:
        title = self._tokenizer.tokens(document.title, most=MOST_TOKENS // 8)
        return title, self._tokenizer.tokens(document.rest(), most=MOST_TOKENS - len(title) - 1)

    async def is_current(self, connection: AsyncConnection) -> bool:
        """Whether the index was made with this tokenizer."""
        return await connection.scalar(select(meta.c.value).where(meta.c.key == _VERSION_KEY)) == self._tokenizer.version

    async def rebuild(self, connection: AsyncConnection) -> None:
        """Index every article anew, in the caller's transaction."""
        is_sqlite = connection.dialect.name == "sqlite"
        for emptying in _SQLITE_EMPTY if is_sqlite else _POSTGRESQL_EMPTY:
            await connection.execute(text(emptying))
        count, last = 0, 0
        while documents := await documents_after(connection, last, _REBUILD_BATCH):
            await self.add(connection, documents)
            count, last = count + len(documents), documents[-1].article_id
        if not is_sqlite:
            await connection.execute(text("CREATE INDEX ix_article_search_document ON article_search USING gin (document)"))
        statement = insert_for(connection, meta).values(key=_VERSION_KEY, value=self._tokenizer.version)
        await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": self._tokenizer.version}))
        if count:
            log.info("Built the search index anew: %d articles", count)


async def documents_after(connection: AsyncConnection, article_id: int, limit: int) -> list[Document]:
    """The current texts of the articles after this id."""
    rows = await connection.execute(
        select(article.c.id, article.c.language, article_revision.c.title, article_revision.c.lead, article_revision.c.body)
        .join(article_revision, and_(article_revision.c.article_id == article.c.id, article_revision.c.number == article.c.revision))
        .where(article.c.id > article_id)
        .order_by(article.c.id)
        .limit(limit)
    )
    return [Document(*row) for row in rows]


async def indexed_count(connection: AsyncConnection) -> int:
    """How many articles the index holds."""
    if connection.dialect.name == "sqlite":
        return int((await connection.execute(text("SELECT count(*) FROM article_search"))).scalar_one())
    return int((await connection.execute(select(func.count()).select_from(article_search))).scalar_one())


def language_lexeme(language: str) -> str:
    """What stands in a document for its language; no token of a text looks like it."""
    return f"'={''.join(filter(str.isalnum, language))}'"


def tsvector(title: list[str], body: list[str], language: str) -> str:
    """The literal of a tsvector with our own positions: title weighs A, body D; a gap keeps phrases from crossing between them. The
    language is in it too, for it goes with the words: joined from elsewhere, it would be asked of every article that has them.

    Written out instead of to_tsvector() so that PostgreSQL's parser, which depends on the database's locale, cuts nothing again.
    """
    positions: dict[str, list[str]] = {}
    for place, token in enumerate(title, 1):
        positions.setdefault(token, []).append(f"{place}A")
    for place, token in enumerate(body, len(title) + 2):
        positions.setdefault(token, []).append(str(place))
    words = (f"'{token}':{','.join(places[:_MOST_POSITIONS])}" for token, places in positions.items())
    return " ".join([language_lexeme(language), *words])
