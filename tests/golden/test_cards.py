"""Every folder in cases/ is a question and what the desk answers to it in each language.

`request.yaml` has `text` (or `deliver` for a message that the outbox makes), perhaps `newsroom` and `manager`; `expected.en.txt` and
`expected.ko.txt` are the cards as tests/golden/dump.py writes them. Adding a case means adding a folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.desk.card import Card
from bot.desk.commands.answer import Answerer
from bot.desk.commands.parse import parse
from bot.desk.commands.table import command_table
from bot.desk.compose import CardComposer
from bot.desk.phrases import load_phrases
from bot.model import ClaimedDelivery, Locale, Person, Purpose
from tests.golden.dump import dump
from tests.golden.newsroom import PLACE, Newsroom, load

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
LOCALES: tuple[Locale, ...] = ("en", "ko")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
async def test_the_desk_answers_as_written(case: Path, locale: Locale) -> None:
    request: dict[str, Any] = yaml.safe_load((case / "request.yaml").read_text("utf-8"))
    newsroom = load(request.get("newsroom", "harbour"))
    card = await (_deliver(newsroom, request["deliver"], locale) if "deliver" in request else _ask(newsroom, request, locale))
    assert dump(card) == (case / f"expected.{locale}.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
async def test_every_button_is_a_command_that_can_be_typed(case: Path) -> None:
    request: dict[str, Any] = yaml.safe_load((case / "request.yaml").read_text("utf-8"))
    newsroom = load(request.get("newsroom", "harbour"))
    card = await (_deliver(newsroom, request["deliver"], "en") if "deliver" in request else _ask(newsroom, request, "en"))
    for action in card.actions:
        assert parse(f"/alliance {' '.join(action.path)} {action.argument}", command_table()).path == action.path


async def _ask(newsroom: Newsroom, request: dict[str, Any], locale: Locale) -> Card:
    answerer = Answerer(
        newsroom.store,
        analyst=newsroom.analyst,
        pages=newsroom.pages,
        feeds=newsroom.feeds,
        clock=newsroom.clock,
        book=load_phrases(),
        zone=newsroom.zone,
        cap=20,
    )
    person = Person("console", "local", "Somebody", is_manager=request.get("manager", True))
    return await answerer.answer_text(request["text"], place=PLACE, person=person, locale=locale)


async def _deliver(newsroom: Newsroom, asked: dict[str, Any], locale: Locale) -> Card:
    composer = CardComposer(newsroom.store, load_phrases(), newsroom.clock, zone=newsroom.zone)
    delivery = ClaimedDelivery(
        id=1,
        key="key-1",
        destination=PLACE,
        purpose=Purpose(asked["purpose"]),
        subscription_id=1,
        language=locale,
        story_ids=tuple(asked["stories"]),
        attempts=0,
        was_unknown=False,
        lease="lease-1",
        dedup_key=asked["dedup_key"],
    )
    card = await composer.compose(delivery)
    assert card is not None
    return card
