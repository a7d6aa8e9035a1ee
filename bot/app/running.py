"""A running desk: rounds, clock, page and prompt, from the start until a signal, and closed in order."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.adapters.console.adapter import ConsoleAdapter, desk_destination
from bot.adapters.console.log import ConsoleLog
from bot.adapters.console.prompt import Prompt, is_interactive, locale_of
from bot.adapters.console.screen import Screen
from bot.app.health import ProcessHealth
from bot.app.hubs import build_hubs, hub_rounds, site_settings
from bot.app.lock import sole_desk
from bot.app.parts import Parts, open_parts
from bot.app.platforms import Platforms, admin_channels, keep_running, open_platforms
from bot.app.punctual import keep_in_time
from bot.config import Configuration
from bot.desk.compose import CardComposer
from bot.desk.digest import Digests
from bot.desk.feed_watch import FeedWatch
from bot.desk.intake import Intake
from bot.desk.outbox import Outbox
from bot.desk.rounds import Round
from bot.desk.subscriptions import ensure_default_subscription
from bot.desk.upkeep import Upkeep
from bot.desk.watching import Watching
from bot.model import Locale
from bot.pollers.clock import PollClock
from bot.pollers.flights import PollLimits
from bot.pollers.hubs import Hubs
from bot.pollers.polite import PolitePages, RobotsOfSites
from bot.pollers.poller import Poller
from bot.pollers.schedule import SchedulePolicy
from bot.web.app import build_app
from bot.web.server import start_site
from bot.worker.client import WorkerClient

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
DIGEST_SECONDS = 30.0
WATCH_SECONDS = 60.0
UPKEEP_SECONDS = 3_600.0
HUB_SECONDS = {"pushes": 1.0, "hubs": 10.0}
GRACE_SECONDS = 3.0
CONSOLE_LOG = "console.jsonl"


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of a desk. `hubs` are those of being told by hubs, none where hubs cannot call the desk."""

    polling: Round
    reading: Round
    sending: Round
    digests: Round
    watching: Round
    upkeep: Round
    hubs: tuple[Round, ...] = ()

    def all(self) -> tuple[Round, ...]:
        """All of them, in the order of an article's way."""
        return (self.polling, self.reading, self.sending, self.digests, self.watching, self.upkeep, *self.hubs)


def say(words: str) -> None:
    """Print at once, also where standard output is a file or a pipe."""
    print(words, flush=True)


Script = Callable[[Parts, str | None], Awaitable[object]]
"""What is done with a running desk and the address of its page."""


async def run_desk(
    configuration: Configuration, worker: WorkerClient, *, script: Script | None = None, on_ready: Callable[[str], None] = say
) -> None:
    """Run a desk until SIGTERM, Ctrl-C, the end of the prompt, or that of `script`. `on_ready` is told once where the page is.

    Raises StartError, StoreError and WorkerError where it cannot start.
    """
    with sole_desk(configuration.settings.data_dir):
        async with AsyncExitStack() as stack:
            parts = await stack.enter_async_context(open_parts(configuration, worker=worker))
            stop = _stop_signal(stack)
            locale = locale_of(os.environ, configuration.settings.language)
            version = await _prepare(parts, locale)
            screen = Screen(sys.stdout, os.environ)
            platforms = await open_platforms(configuration.settings, parts.answerer, parts.clock, stack)
            parts.connections.watch(platforms)
            settings = parts.configuration.settings
            hubs = build_hubs(settings, parts.store, parts.fetcher, parts.clock, random.SystemRandom())
            rounds = _rounds(parts, platforms, screen, version, hubs)
            address = await _page(parts, rounds, hubs, stack)
            keep_in_time()
            _start(rounds, platforms, stack)
            on_ready(f"The desk is ready at {address}" if address else "The desk is ready, without a page")
            if parts.code is not None:
                on_ready(_how_to_claim(parts.code))
            await _serve(stop, script(parts, address) if script else None, _prompt(parts, screen, locale))


async def _prepare(parts: Parts, locale: Locale) -> str:
    """Bring the store in step with the ontology and with feeds.yaml; returns the analysis' version."""
    settings, store = parts.configuration.settings, parts.store
    if settings.database_url is None:
        await store.release_leases()
    catalogue = await parts.worker.catalogue()
    await store.sync_catalogue(catalogue)
    await store.sync_feeds(parts.configuration.feeds, now=parts.clock.now())
    if settings.alerts.enabled:
        await ensure_default_subscription(
            store,
            desk_destination(),
            locale,
            settings.alerts.cap,
            parts.clock.now(),
            book=parts.book,
            minimum_relevance=settings.alerts.minimum_relevance,
        )
    return catalogue.version


def _rounds(parts: Parts, platforms: Platforms, screen: Screen, version: str, hubs: Hubs | None) -> Rounds:
    settings, store, clock = parts.configuration.settings, parts.store, parts.clock
    console = ConsoleAdapter(_console_log(settings.data_dir), screen, clock)
    adapters = {console.name: console, **platforms.adapters}
    admins = admin_channels(settings)
    store.set_admins(admins, settings.language or "en")
    composer = CardComposer(store, parts.book, clock, zone=settings.zone, hour=settings.alerts.digest_hour)
    outbox = Outbox(store, composer, adapters, clock, admins=admins, language=settings.language or "en", access=parts.access)
    digests = Digests(store, clock, zone=settings.zone, hour=settings.alerts.digest_hour)
    watch = FeedWatch(store, clock, admins=admins, language=settings.language or "en")
    upkeep = Upkeep(store, parts.worker, clock, version=version, keep_days=settings.retention_days)
    sending = Round("sending", outbox.send_due)
    edit_wait = timedelta(seconds=settings.alerts.redraw_seconds)
    pages = PolitePages(parts.pages, RobotsOfSites(parts.fetcher, clock))
    intake = Intake(store, parts.worker, pages, clock, zone=settings.zone, edit_wait=edit_wait)
    reading = Round("reading", intake.read_due, then=(sending,))
    poller = Poller(
        store,
        parts.feed_fetcher,
        parts.worker,
        clock,
        chance=random.SystemRandom(),
        limits=PollLimits(at_once=settings.polling.at_once, per_host=settings.polling.per_host),
        policy=SchedulePolicy(catch_up_after=settings.polling.catch_up_after_hours * 3_600),
        on_news=reading.ring,
        hubs=hubs,
    )
    polling = Round("polling", poller.poll_due, then=(reading,))

    unusual = Watching(store, clock, zone=settings.zone)

    async def watch_all() -> int:
        await watch.tell_now_and_then()
        return await unusual.queue_unusual()

    async def keep_in_order() -> int:
        return await upkeep.prune() + await upkeep.reanalyse_some()

    return Rounds(
        polling,
        reading,
        sending,
        Round("digests", digests.queue_due, then=(sending,)),
        Round("watching", watch_all, then=(sending,)),
        Round("upkeep", keep_in_order),
        hub_rounds(hubs, polling),
    )


def _how_to_claim(code: str) -> str:
    return (
        f"To let the desk serve your workspace or server, one of its managers types there: /alliance settings claim code:{code}\n"
        f"워크스페이스나 서버에서 데스크를 쓰려면 관리자가 그곳에서 입력하십시오: /alliance settings claim code:{code}"
    )


def _console_log(data_dir: Path) -> ConsoleLog:
    found = ConsoleLog(data_dir / CONSOLE_LOG)
    found.open()
    return found


def _start(rounds: Rounds, platforms: Platforms, stack: AsyncExitStack) -> None:
    """Start the platforms, the rounds and the clock that rings their bells; all end with the stack, the clock first."""
    tasks = [asyncio.create_task(keep_running(platform), name=platform.adapter.name) for platform in platforms.open]
    tasks += [asyncio.create_task(round_.run(), name=round_.name) for round_ in rounds.all()]
    stack.push_async_callback(_end, tasks)
    clock = PollClock()
    for round_ in (rounds.polling, rounds.reading, rounds.sending):
        clock.every(TICK_SECONDS, round_.name, round_.ring)
    clock.every(DIGEST_SECONDS, rounds.digests.name, rounds.digests.ring)
    clock.every(WATCH_SECONDS, rounds.watching.name, rounds.watching.ring)
    clock.every(UPKEEP_SECONDS, rounds.upkeep.name, rounds.upkeep.ring)
    for round_ in rounds.hubs:
        clock.every(HUB_SECONDS[round_.name], round_.name, round_.ring)
    clock.start()
    stack.callback(clock.stop)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel the rounds: what they were at stays claimed or is recorded as it stands, and nothing is lost."""
    for task in tasks:
        task.cancel()
    _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
    for task in late:
        log.warning("%s did not end in %g s and is left to its lease", task.get_name().capitalize(), GRACE_SECONDS)


async def _page(parts: Parts, rounds: Rounds, hubs: Hubs | None, stack: AsyncExitStack) -> str | None:
    settings = parts.configuration.settings
    if not settings.web.enabled:
        return None
    health = ProcessHealth(parts.store, parts.worker, parts.feed_fetcher, rounds.all(), parts.connections.all)
    app = build_app(parts.store, health, parts.clock, site_settings(settings), hub_calls=hubs)
    site = await start_site(app, settings.web.host, settings.web.port)
    stack.push_async_callback(site.close)
    return site.address


def _prompt(parts: Parts, screen: Screen, locale: Locale) -> Prompt | None:
    settings = parts.configuration.settings
    if not (settings.prompt and is_interactive(sys.stdin, sys.stdout)):
        return None
    return Prompt(parts.answer_typed, screen, locale, history=settings.data_dir / "prompt-history")


async def _serve(stop: asyncio.Event, script: Awaitable[object] | None, prompt: Prompt | None) -> None:
    """Wait for the first of: a signal, the end of the script, the end of the prompt."""
    waits: list[asyncio.Future[bool]] = [asyncio.ensure_future(_true(stop.wait()))]
    if script is not None:
        waits.append(asyncio.ensure_future(_true(script)))
    if prompt is not None:
        waits.append(asyncio.ensure_future(_true(prompt.run())))
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in waits:
            task.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def _true(work: Awaitable[object]) -> bool:
    await work
    return True


def _stop_signal(stack: AsyncExitStack) -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C while the stack is open."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
        stack.callback(loop.remove_signal_handler, number)
    return stop
