"""latest, search, story, why."""

from __future__ import annotations

from bot.desk.card import Card
from bot.desk.cards import stories
from bot.desk.cards.pieces import event_actors
from bot.desk.cards.why import why as why_card
from bot.desk.commands.asked import Asked
from bot.desk.commands.words import quoted
from bot.errors import CommandError
from bot.model import Filter, SearchOrder


async def latest(asked: Asked) -> Card:
    """The newest stories, of at least partial relevance unless asked otherwise."""
    wanted = await asked.filter("partial")
    found = await asked.store.latest(wanted, limit=asked.number("limit", 10), since=asked.since(None))
    is_filtered = any(name != "limit" for name in asked.request.options)
    return stories.latest(found, asked.reader, is_filtered=is_filtered, languages=wanted.languages)


async def search(asked: Asked) -> Card:
    """Articles with all the words."""
    text = asked.words("text")
    if not any(character.isalnum() for character in text):
        raise CommandError("error.empty_search")
    limit, page = asked.number("limit", 10), asked.number("page", 1)
    wanted: Filter = await asked.filter("none")
    order = SearchOrder(asked.choice("order", "newest"))
    hits = await asked.store.search(text, wanted, since=asked.since(None), order=order, limit=limit + 1, offset=limit * (page - 1))
    return stories.found(text, hits[:limit], asked.reader, page=page, has_more=len(hits) > limit, next_command=_next_page(asked, page + 1))


def _next_page(asked: Asked, page: int) -> str:
    """The typed options of the next page."""
    rest = [f"{name}:{quoted(value)}" for name, value in asked.request.options.items() if name not in ("text", "page")]
    return " ".join([quoted(asked.words("text")), *rest, f"page:{page}"])


async def story(asked: Asked) -> Card:
    """One story."""
    shown = await asked.story()
    return stories.story(shown, await asked.knowing(event_actors(shown)))


async def why(asked: Asked) -> Card:
    """The words behind the tags of one story."""
    shown = await asked.story()
    return why_card(shown, await asked.knowing(event_actors(shown)))
