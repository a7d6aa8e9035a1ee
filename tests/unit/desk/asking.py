"""A desk with a workspace on Slack that it serves, for tests of what people there may ask and change."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.desk.access import Access
from bot.desk.card import Card
from bot.desk.cards.pieces import plain
from bot.desk.commands.answer import Answerer
from bot.desk.phrases import load_phrases
from bot.model import CatalogueActor, CatalogueTheme, Destination, Locale, Person
from tests.fakes.desk_parts import KeptPages, KnownFeeds, ScriptedAnalyst, SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NOW, OUTLET, analysis, view

SERVED = Destination("slack", "T1", "C1")
STRANGE = Destination("slack", "T9", "C9")
CODE = "K7QM-2XRF"
BOSS = Person("slack", "U0000001", "Boss", is_manager=True)
MEMBER = Person("slack", "U0000002", "Member", is_manager=False, roles=("S0000005",))


class Asking:
    """An answerer with its fakes; one story of two tags is there."""

    def __init__(self, *, code: str | None = CODE) -> None:
        self.store = MemoryStore()
        self.store.theme_list = (
            CatalogueTheme("tariffs", "Tariffs", "관세", "economy"),
            CatalogueTheme("autos", "Cars", "자동차", "economy"),
        )
        self.store.actor_list = (CatalogueActor("kim-jong-un", "Kim Jong-un", "김정은", "person", "KP", None, ()),)
        self.store.outlet_list = (OUTLET,)
        self.store.views = [view(1, 1, "Steel tariffs rise", tags=analysis(actors=["kim-jong-un"], themes=["tariffs"]))]
        self.feeds = KnownFeeds()
        self.clock = SetClock(NOW)
        self.platforms: list[tuple[str, bool]] = []
        self.answerer = Answerer(
            self.store,
            analyst=ScriptedAnalyst(),
            pages=KeptPages(),
            feeds=self.feeds,
            clock=self.clock,
            book=load_phrases(),
            zone=ZoneInfo("Asia/Seoul"),
            cap=7,
            access=Access(self.store, {("slack", "T1")}, code, self.clock),
            platforms=lambda: self.platforms,
        )

    async def ask(self, text: str, person: Person = BOSS, *, place: Destination | None = SERVED, locale: Locale = "en") -> Card:
        """What the desk answers to a typed command."""
        return await self.answerer.answer_text(f"/alliance {text}", place=place, person=person, locale=locale)


def said(card: Card) -> str:
    """Everything that the card says."""
    rows = [card.title, *card.lines, *(field.value for field in card.fields)]
    rows += [row for item in card.items for row in (item.title, *item.details)]
    return " ".join(plain(parts) for parts in rows)
