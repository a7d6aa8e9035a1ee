"""A brief read from the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.briefing.contents import Brief, brief
from bot.desk.briefing.night import night_of
from bot.desk.digest import Period
from bot.desk.gathering import stories_of, tags_of
from bot.desk.ports import Periods
from bot.model import CatalogueTheme, Filter, Preferences


async def read_brief(
    library: Periods,
    wanted: Filter,
    period: Period,
    *,
    muted: Collection[int],
    themes: Iterable[CatalogueTheme],
    own: Preferences | None,
    zone: ZoneInfo,
    hour: int,
    now: datetime,
) -> Brief:
    """The brief of what the filter lets pass, without the stories of the ids `muted`.

    `own` is what the channel set, `zone` the reader's, `hour` that of digests where the channel names none; `now` the moment of reading.
    """
    return brief(
        await stories_of(library, wanted, period, muted),
        themes,
        period=period,
        night=night_of(period, own, zone, hour),
        before=await tags_of(library, wanted, Period(period.start - (period.end - period.start), period.start), muted),
        today=now.astimezone(zone).date(),
        is_wide=replace(wanted, minimum_relevance="none") == Filter(),
    )
