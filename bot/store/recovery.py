"""What a desk takes back at its start when it knows that nobody else works on the database."""

from __future__ import annotations

from sqlalchemy import update

from bot.model import DeliveryState
from bot.store.noun import Noun
from bot.store.tables import article, delivery, feed


class Recovery(Noun):
    """For the one desk of an embedded database; where several share one, leases end by themselves."""

    async def release_leases(self) -> None:
        """End every lease now. What was being polled or read is due again; what was being sent comes back `was_unknown`.

        Only for a desk that is certain to be alone, since it takes from a living one what that is at.
        """
        now = self._clock.now()
        async with self._db.write() as connection:
            free = {"lease": None, "lease_until": None}
            await connection.execute(update(feed).where(feed.c.lease.is_not(None)).values(free))
            # A desk that was killed is no failure of the article or the message that it was at.
            reading = update(article).where(article.c.lease.is_not(None), article.c.stage == "new", article.c.attempts > 0)
            await connection.execute(reading.values(**free, attempts=article.c.attempts - 1))
            sending = update(delivery).where(delivery.c.state == DeliveryState.LEASED.value)
            again = {"state": DeliveryState.UNKNOWN.value, "not_before": now, "attempts": delivery.c.attempts - 1}
            await connection.execute(sending.values(**free, **again))
