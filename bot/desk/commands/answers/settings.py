"""settings: show, channel, me, managers, claim."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from bot.desk.access import CONSOLE, Claim
from bot.desk.card import Card
from bot.desk.cards import settings as cards
from bot.desk.commands import options
from bot.desk.commands.asked import Asked
from bot.errors import CommandError
from bot.model import Locale, Preferences

_REFUSALS = {Claim.WRONG: "error.claim_wrong", Claim.TOO_OFTEN: "error.claim_too_often", Claim.NO_CODE: "error.claim_no_code"}


async def show(asked: Asked) -> Card:
    """Every setting with its scope."""
    person, place = asked.request.person, asked.request.place
    own = await asked.store.person_preferences(person.adapter, person.id)
    channel = Preferences() if place is None else await asked.store.channel_preferences(place)
    managers = frozenset() if place is None else await asked.store.managers(place.adapter, place.workspace)
    desk = cards.DeskSettings(asked.services.zone.key, asked.services.digest_hour, asked.services.cap)
    return cards.shown(desk, channel if place is not None else None, own, sorted(managers), asked.reader)


async def channel(asked: Asked) -> Card:
    """What holds in this channel."""
    old = await asked.store.channel_preferences(asked.place)
    changed = _spoken(asked, old)
    if asked.is_given("quiet"):
        hours = (None, None) if asked.is_cleared("quiet") else options.quiet_hours(asked.text("quiet"))
        changed = replace(changed, quiet_from=hours[0], quiet_until=hours[1])
    if asked.is_given("digest"):
        changed = replace(changed, digest_hour=None if asked.is_cleared("digest") else asked.number("digest", 0))
    if changed != old:
        await asked.store.set_channel_preferences(asked.place, changed)
    return cards.of_channel(changed, asked.reader, is_changed=changed != old)


async def me(asked: Asked) -> Card:
    """How the desk speaks to this person."""
    person = asked.request.person
    old = await asked.store.person_preferences(person.adapter, person.id)
    changed = _spoken(asked, old)
    if changed != old:
        await asked.store.set_person_preferences(person.adapter, person.id, changed)
    reader = replace(asked.reader, locale=changed.language or asked.reader.locale)
    return cards.of_person(changed, reader, is_changed=changed != old)


def _spoken(asked: Asked, old: Preferences) -> Preferences:
    """Language and time zone as given."""
    changed: dict[str, Any] = {}
    if asked.is_given("language"):
        changed["language"] = None if asked.is_cleared("language") else cast("Locale", asked.choice("language", "en"))
    if asked.is_given("timezone"):
        changed["timezone"] = None if asked.is_cleared("timezone") else options.timezone(asked.text("timezone"))
    return replace(old, **changed)


async def managers(asked: Asked) -> Card:
    """Who manages besides the platform's own managers; with an option, name or take away one."""
    place = asked.place
    for name, is_manager in (("add", True), ("remove", False)):
        if asked.text(name):
            await asked.store.set_manager(place.adapter, place.workspace, options.mention(asked.text(name)), is_manager=is_manager)
    return cards.of_managers(sorted(await asked.store.managers(place.adapter, place.workspace)), asked.reader)


async def claim(asked: Asked) -> Card:
    """Serve this workspace from now on."""
    place = asked.place
    if place.adapter == CONSOLE:
        return cards.claimed(asked.reader, was_served=True)
    outcome = await asked.services.access.claim(place, asked.request.person, asked.text("code"))
    if outcome in _REFUSALS:
        raise CommandError(_REFUSALS[outcome])
    return cards.claimed(asked.reader, was_served=outcome is Claim.ALREADY)
