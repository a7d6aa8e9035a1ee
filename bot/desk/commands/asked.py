"""One asked command with what answering it needs: the desk's services, the reader, and its options read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.access import Access
from bot.desk.commands import options
from bot.desk.commands.names import Names
from bot.desk.commands.spec import CommandRequest, CommandSpec
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Analyst, Clock, FeedTester, PageFetcher, Questions
from bot.desk.reader import Reader
from bot.errors import CommandError
from bot.model import CatalogueActor, Destination, Filter, Locale, SearchOrder, StoryView

LONGEST_WORDS = 300
"""Characters of a search or a title that are looked up."""

CLOSE = 25
"""Actors among which a name that goes on after a comma is looked for."""


@dataclass(frozen=True, slots=True)
class Services:
    """What commands work with. `zone` is the desk's time zone, `cap` the alerts an hour of a subscription that names none,
    `digest_hour` the hour of digests where a channel names none; `platforms` says which platforms are connected."""

    store: Questions
    analyst: Analyst
    pages: PageFetcher
    feeds: FeedTester
    clock: Clock
    book: Phrasebook
    zone: ZoneInfo
    cap: int
    table: tuple[CommandSpec, ...]
    access: Access
    digest_hour: int
    platforms: Callable[[], Sequence[tuple[str, bool]]]
    names: Names

    async def reader(self, locale: Locale, actors: Iterable[CatalogueActor] = (), zone: ZoneInfo | None = None) -> Reader:
        """A reader that knows the names of all themes and outlets and of the given actors; in the desk's zone where none is given."""
        themes, outlets = await self.names.all()
        known = {item.id: item for item in actors}
        return Reader(self.book, locale, zone or self.zone, self.clock.now(), themes=themes, actors=known, outlets=outlets)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that may be asked by this person here. The methods raise CommandError for a value that cannot be read."""

    request: CommandRequest
    spec: CommandSpec
    services: Services
    reader: Reader

    @property
    def store(self) -> Questions:
        """The store's answers."""
        return self.services.store

    @property
    def now(self) -> datetime:
        """The moment of asking."""
        return self.reader.now

    @property
    def place(self) -> Destination:
        """The channel. Raises `error.no_place` where the command was asked outside one."""
        if self.request.place is None:
            raise CommandError("error.no_place")
        return self.request.place

    def text(self, name: str) -> str:
        """The raw value, empty where not given."""
        return self.request.options.get(name, "").strip()

    def words(self, name: str) -> str:
        """Words to be looked up. Raises `error.long`."""
        text = " ".join(self.text(name).split())
        if len(text) > LONGEST_WORDS:
            raise CommandError("error.long", most=LONGEST_WORDS)
        return text

    def number(self, name: str, default: int) -> int:
        """A whole number within the option's bounds."""
        raw = self.text(name)
        return options.integer(raw, options.option_named(self.spec, name)) if raw else default

    def choice(self, name: str, default: str) -> str:
        """One of the option's choices."""
        raw = self.text(name)
        return options.choice(raw, options.option_named(self.spec, name)) if raw else default

    def is_given(self, name: str) -> bool:
        """Whether the option was given, be it empty or `-`."""
        return name in self.request.options

    def is_cleared(self, name: str) -> bool:
        """Whether the option was given to clear what stands there."""
        return self.is_given(name) and self.text(name) in ("", "-", "none", "없음")

    def since(self, default: timedelta | None) -> datetime | None:
        """The start of the time asked about."""
        raw = self.text("since")
        if raw:
            return options.since(raw, self.now, self.reader.zone)
        return None if default is None else self.now - default

    async def actor(self, raw: str) -> CatalogueActor:
        """An actor by id, name or alias: the best match. Raises `error.actor`."""
        name = " ".join(raw.split())[:LONGEST_WORDS]
        found = await self.store.find_actors(name, limit=1) if name else ()
        if not found:
            raise CommandError("error.actor", given=name[:40])
        return found[0]

    async def actors(self, raw: str) -> tuple[str, ...]:
        """The ids of a list of actors. A name that has commas itself, as that of a ministry, is one name. Raises `error.actor`."""
        left = options.pieces(" ".join(raw.split()))
        found: list[str] = []
        while left:
            close = await self.store.find_actors(left[0][:LONGEST_WORDS], limit=CLOSE)
            if not close:
                raise CommandError("error.actor", given=left[0][:40])
            taken, actor = 1, close[0]
            for one in close:
                across = options.name_across(left, (one.name_en, one.name_ko, *one.aliases))
                if across > taken:
                    taken, actor = across, one
            found.append(actor.id)
            left = left[taken:]
        return tuple(dict.fromkeys(found))

    async def filter(self, minimum: options.Relevance) -> Filter:
        """The filter that the options ask for, at `minimum` relevance where none is given."""
        return Filter(
            actors=await self.actors(self.text("actor")),
            themes=tuple([options.theme(raw, await self.store.themes()).id for raw in options.values(self.text("theme"))]),
            languages=tuple(options.language(raw) for raw in options.values(self.text("lang"))),
            outlets=tuple([options.outlet(raw, await self.store.outlets()).id for raw in options.values(self.text("outlet"))]),
            kinds=self.choices("kind"),
            minimum_relevance=options.relevance(self.choice("relevance", minimum)),
            minimum_importance=options.importance(self.choice("importance", "low")),
            keywords=options.keywords(self.text("keyword")),
            tones=self.choices("tone"),
            events=self.choices("event"),
        )

    def choices(self, name: str) -> tuple[str, ...]:
        """The values of an option that takes several of its choices; none where the command has no such option. Raises `error.choice`."""
        return tuple(options.choice(raw, options.option_named(self.spec, name)) for raw in options.values(self.text(name)))

    async def story(self) -> StoryView:
        """The story by number or by words of its headline; without either the newest. Raises `error.story`, `error.no_story`."""
        asked = self.words("story").removeprefix("#")
        if not asked:
            newest = await self.store.latest(Filter(minimum_relevance="partial"), limit=1) or await self.store.latest(Filter(), limit=1)
            if not newest:
                raise CommandError("error.no_story")
            return newest[0]
        story = await self._numbered(asked) or await self._worded(asked)
        if story is None:
            raise CommandError("error.story", given=asked[:60])
        return story

    async def _numbered(self, asked: str) -> StoryView | None:
        is_number = asked.isascii() and asked.isdigit() and len(asked) <= 15
        return await self.store.story(int(asked)) if is_number else None

    async def _worded(self, asked: str) -> StoryView | None:
        story_id = await self._story_with(asked)
        return None if story_id is None else await self.store.story(story_id)

    async def _story_with(self, asked: str) -> int | None:
        """The newest story whose headline has words that begin so, an equal headline first; else one whose text has all the words."""
        suggested = await self.store.suggest_stories(asked, limit=5)
        exact = [story_id for story_id, title in suggested if title.casefold() == asked.casefold()]
        if suggested:
            return exact[0] if exact else suggested[0][0]
        hits = await self.store.search(asked, Filter(), since=None, order=SearchOrder.RANK, limit=5)
        return next((hit.story_id for hit in hits if hit.story_id is not None), None)

    async def knowing(self, actor_ids: Iterable[str]) -> Reader:
        """The reader with the names of these actors."""
        wanted = [actor_id for actor_id in dict.fromkeys(actor_ids) if actor_id not in self.reader.actors]
        found = [await self.store.actor(actor_id) for actor_id in wanted]
        names = {wanted_id: actor for wanted_id, actor in zip(wanted, found, strict=True) if actor is not None}
        return replace(self.reader, actors={**self.reader.actors, **names})
