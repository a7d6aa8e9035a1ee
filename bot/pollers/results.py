"""What comes of a poll: from what was fetched and read to the record that the store keeps. Pure but for the clock and the chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from bot.desk.edits import seen_mark, wording_of
from bot.desk.ports import Clock
from bot.model import ClaimedFeed, PollChanged, PollFailed, PollResult, PollUnchanged, Validators
from bot.pollers.answers import Fetched, FetchFailed
from bot.pollers.habits import Habits, habits_after
from bot.pollers.ports import ParsedFeed
from bot.pollers.schedule import SchedulePolicy, after_failure, after_success, announcement, interval_now, is_bunched


@dataclass(frozen=True, slots=True)
class Read:
    """A feed that was fetched and parsed, and waits to be compared with what the store knows of it."""

    feed: ClaimedFeed
    answer: Fetched
    parsed: ParsedFeed
    body_hash: str
    has_new_marks: bool


Landed: TypeAlias = PollResult | Read


class Results:
    """Makes the records. `chance` spreads the next polls; `busy` are the ids of outlets that carry a growing story, `pushed` those of feeds
    of which hubs tell."""

    def __init__(self, clock: Clock, chance: Random, policy: SchedulePolicy) -> None:
        self._clock = clock
        self._chance = chance
        self._policy = policy
        self.busy: frozenset[str] = frozenset()
        self.pushed: frozenset[int] = frozenset()

    def read(self, read: Read, known: Mapping[str, str | None]) -> PollResult:
        """Of a feed that was read: its new entries, and those known ones that say something else than they did. `known` has the mark of
        what each known entry said last, by key."""
        feed, answer, parsed = read.feed, read.answer, read.parsed
        fresh = tuple(entry for entry in parsed.entries if entry.key not in known or seen_mark(wording_of(entry)) != known[entry.key])
        new = tuple(entry for entry in fresh if entry.key not in known)
        habits = habits_after(feed, parsed, new, self._clock.now(), answer.max_age)
        quiet = self.unchanged(feed, answer.validators, read.body_hash, answer.max_age, habits)
        is_same = not fresh and not read.has_new_marks and habits.to_text() == Habits.from_text(feed.habits).to_text()
        if is_same and feed.first_polled_at is not None and answer.moved_to is None:
            return quiet
        return PollChanged(
            feed=feed,
            at=quiet.at,
            next_poll_at=quiet.next_poll_at,
            validators=answer.validators,
            body_hash=read.body_hash,
            entries=fresh,
            announce=announcement(
                quiet.at, first_polled_at=feed.first_polled_at, last_success_at=feed.last_success_at, policy=self._policy
            ),
            moved_to=answer.moved_to,
            title=parsed.title or None,
            marks=parsed.marks,
            habits=habits.to_text(),
        )

    def unchanged(
        self, feed: ClaimedFeed, validators: Validators, body_hash: str | None, max_age: float | None, habits: Habits | None = None
    ) -> PollUnchanged:
        """Of a feed that says nothing new; `max_age` is for how many seconds the server calls its answer fresh."""
        now = self._clock.now()
        known = habits or Habits.from_text(feed.habits)
        is_breaking = feed.spec.outlet.id in self.busy
        next_poll = after_success(
            now,
            interval=interval_now(feed.spec, known, now, is_breaking=is_breaking, policy=self._policy, is_pushed=feed.id in self.pushed),
            hint=max(max_age or 0.0, known.ttl),
            chance=self._chance,
            policy=self._policy,
            is_bunched=is_bunched(feed, now, self._policy),
        )
        return PollUnchanged(feed, now, known.after_skips(next_poll), validators, body_hash)

    def failed(self, feed: ClaimedFeed, failure: FetchFailed) -> PollFailed:
        """Of a feed that could not be had."""
        now = self._clock.now()
        next_poll = after_failure(
            now,
            interval=feed.spec.interval,
            failures=feed.failures,
            retry_after=failure.retry_after,
            chance=self._chance,
            policy=self._policy,
        )
        return PollFailed(feed, now, next_poll, failure.cause, failure.detail, gone=failure.gone)
