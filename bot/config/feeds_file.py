"""feeds.yaml as models: what its schema (feeds.schema.json) is made from and what the file is read with."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.config.settings import Zone
from bot.model import FeedSpec, FullText, Outlet, OutletClass

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_INTERVAL = r"^[1-9][0-9]{0,4}[smhd]$"


def seconds_of(interval: str) -> int:
    """Seconds of an interval such as 90s, 10m, 2h or 1d."""
    return int(interval[:-1]) * _UNITS[interval[-1]]


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        has_host, port = bool(parts.hostname), parts.port
    except ValueError:  # its own words quote the address
        has_host, port = False, None
    if not has_host or port == 0 or parts.scheme not in {"http", "https"} or re.search(r"[\x00-\x20\x7f]|\s", url):
        raise ValueError("is not a web address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a user name or password; feeds that need one are not polled")
    return url


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class FeedEntry(_Part):
    """One feed of an outlet."""

    id: Slug = Field(description="A permanent name of the feed, in lowercase letters, digits and hyphens. Renaming it makes a new feed.")
    url: Annotated[str, AfterValidator(_web_address)] = Field(
        description="The feed's address; it begins with https:// or http://.", max_length=2_000, json_schema_extra={"pattern": "^https?://"}
    )
    interval: str = Field(default="10m", pattern=_INTERVAL, description="Time between polls: a number and s, m, h or d, such as 10m.")
    fastest: str | None = Field(
        default=None, pattern=_INTERVAL, description="The shortest time between polls, when much comes; half the interval if left out."
    )
    slowest: str | None = Field(
        default=None, pattern=_INTERVAL, description="The longest time between polls, when little comes; twice the interval if left out."
    )
    full_text: Literal["auto", "always", "never"] = Field(
        default="auto", description="When the article's page is fetched: auto (where the feed gives only a lead), always or never."
    )
    allow_private: bool = Field(default=False, description="true for a feed inside your own network, which is refused otherwise.")


class OutletEntry(_Part):
    """One outlet with its feeds."""

    id: Slug = Field(description="A permanent name of the outlet, in lowercase letters, digits and hyphens.")
    name: str = Field(min_length=1, description="The outlet's name in English.")
    name_ko: str | None = Field(default=None, min_length=1, description="Its name in Korean; the English one if left out.")
    family: str | None = Field(
        default=None, min_length=1, description="The publisher whose outlets count as one voice; the name if left out."
    )
    language: str = Field(pattern=r"^[a-z]{2}$", description="The language of its articles, two letters: en or ko.")
    country: str = Field(pattern=r"^[A-Z]{2}$", description="The country where it is published, two capital letters: KR, US.")
    outlet_class: Literal["news", "official", "think-tank", "aggregator"] = Field(
        alias="class", description="news, official, think-tank, or aggregator (each entry then names its own outlet in `<source>`)."
    )
    timezone: Zone | None = Field(default=None, description="The zone of dates that name none, such as Asia/Seoul; UTC if left out.")
    feeds: tuple[FeedEntry, ...] = Field(min_length=1, description="Its feeds, one or more.")

    def outlet(self) -> Outlet:
        """The outlet as the desk knows it."""
        return Outlet(
            id=self.id,
            name=self.name,
            name_ko=self.name_ko or self.name,
            family=self.family or self.name,
            language=self.language,
            country=self.country,
            outlet_class=OutletClass(self.outlet_class),
        )

    def specs(self) -> tuple[FeedSpec, ...]:
        """Its feeds as the desk knows them."""
        outlet = self.outlet()
        return tuple(
            FeedSpec(
                id=feed.id,
                outlet=outlet,
                url=feed.url,
                interval=seconds_of(feed.interval),
                full_text=FullText(feed.full_text),
                allow_private=feed.allow_private,
                timezone=self.timezone,
                fastest=seconds_of(feed.fastest) if feed.fastest else None,
                slowest=seconds_of(feed.slowest) if feed.slowest else None,
            )
            for feed in self.feeds
        )


class FeedsFile(_Part):
    """The feeds that the desk polls. One outlet has one or more feeds.

    `outlets` must be there: a file that was emptied by accident is no order to give up every feed.
    """

    outlets: tuple[OutletEntry, ...] = Field(description="The outlets, each with its feeds; `outlets: []` where none is to be polled.")

    def specs(self) -> tuple[FeedSpec, ...]:
        """Every feed, in file order."""
        return tuple(spec for outlet in self.outlets for spec in outlet.specs())
