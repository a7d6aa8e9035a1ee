"""Being told of news by the hubs of feeds, where the internet reaches the desk: what is built for it, and its two rounds."""

from __future__ import annotations

from random import Random
from urllib.parse import urlsplit

from bot.config import Settings
from bot.desk.ports import Clock
from bot.desk.rounds import Round
from bot.pollers.hubs import Hubs
from bot.pollers.ports import FormSender, HubStore
from bot.web.hubs import PREFIX
from bot.web.settings import SiteSettings


def build_hubs(settings: Settings, store: HubStore, sender: FormSender, clock: Clock, chance: Random) -> Hubs | None:
    """None where hubs cannot call the desk: then nothing is asked of hubs, and feeds are polled as ever."""
    address = settings.hub_address
    return None if address is None else Hubs(store, sender, clock, base=address + PREFIX.rstrip("/"), chance=chance)


def hub_rounds(hubs: Hubs | None, polling: Round) -> tuple[Round, ...]:
    """The round that makes feeds due for which pushes rang, and the one that asks hubs, which may take long; none without `hubs`."""
    if hubs is None:
        return ()
    pushes, asking = Round("pushes", hubs.answer_rings, then=(polling,)), Round("hubs", hubs.ask_due)
    hubs.call(when_due=asking.ring, when_pushed=pushes.ring)
    return (pushes, asking)


def site_settings(settings: Settings) -> SiteSettings:
    """What is set about the page, and by which name hubs call."""
    web = settings.web
    host = urlsplit(settings.hub_address or "").hostname
    return SiteSettings(
        allowed_hosts=web.allowed_hosts,
        hub_hosts=(host,) if host else (),
        hub_seconds=settings.polling.timeout_seconds,
        hub_bytes=int(settings.polling.body_megabytes * 1_000_000),
    )
