"""The card of a golden case, made by the real desk from the fixed records of its newsroom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.desk.access import Access
from bot.desk.card import Card
from bot.desk.commands.answer import Answerer
from bot.desk.compose import CardComposer
from bot.desk.phrases import load_phrases
from bot.model import ClaimedDelivery, Destination, Locale, Person, Purpose
from tests.golden.newsroom import PLACE, Newsroom, load

CASES = Path(__file__).parent / "cases"
CODE = "K7QM-2XRF"
"""What the desk's start printed, for cases about a workspace that is not served."""


async def card_of(case: Path, locale: Locale) -> Card:
    """What the desk answers, or sends, in the case of that folder."""
    request: dict[str, Any] = yaml.safe_load((case / "request.yaml").read_text("utf-8"))
    newsroom = load(request.get("newsroom", "harbour"))
    return await (_deliver(newsroom, request["deliver"], locale) if "deliver" in request else _ask(newsroom, request, locale))


async def _ask(newsroom: Newsroom, request: dict[str, Any], locale: Locale) -> Card:
    workspace: str | None = request.get("workspace")
    place = PLACE if workspace is None else Destination("slack", workspace, "C0000009")
    answerer = Answerer(
        newsroom.store,
        analyst=newsroom.analyst,
        pages=newsroom.pages,
        feeds=newsroom.feeds,
        clock=newsroom.clock,
        book=load_phrases(),
        zone=newsroom.zone,
        cap=20,
        access=Access(newsroom.store, (), CODE, newsroom.clock),
    )
    person = Person(place.adapter, "local", "Somebody", is_manager=request.get("manager", True))
    for text in request.get("before", ()):
        assert not (await answerer.answer_text(text, place=place, person=person, locale=locale)).is_refusal
    if request.get("home", False):
        return await answerer.home(place.adapter, place.workspace, person=person, locale=locale)
    return await answerer.answer_text(request["text"], place=place, person=person, locale=locale)


async def _deliver(newsroom: Newsroom, asked: dict[str, Any], locale: Locale) -> Card:
    composer = CardComposer(newsroom.store, load_phrases(), newsroom.clock, zone=newsroom.zone)
    delivery = ClaimedDelivery(
        id=1,
        key="key-1",
        destination=PLACE,
        purpose=Purpose(asked["purpose"]),
        subscription_id=asked.get("subscription", 1),
        language=locale,
        story_ids=tuple(asked["stories"]),
        attempts=0,
        was_unknown=False,
        lease="lease-1",
        dedup_key=asked["dedup_key"],
        alert_message_id="message-1",
        living_message_id="message-2",
        living_url=asked.get("living_url"),
        mention=asked.get("mention"),
    )
    card = await composer.compose(delivery)
    assert isinstance(card, Card)
    return card
