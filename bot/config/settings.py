"""What can be set about the desk: desk.yaml, DESK_* variables and DESK_*_FILE secret files all end here.

A field's description is what docs/configuration.md says of it and what a mistake's mend repeats.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot.config.public_address import public_address
from bot.model import Locale


def known_zone(name: str) -> str:
    """An IANA time zone's name; raises ValueError for one that is not known."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a word, a path out of the zones' folder, a folder of zones
        raise ValueError("is not the name of a time zone") from None
    return name


def usable_path(path: Path) -> Path:
    """A path with `~` read as the home folder; raises ValueError for one that no system can have."""
    if "\0" in str(path):
        raise ValueError("holds a character that no path may hold")
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("begins with ~, but that home folder is not known") from None


def present_file(path: Path) -> Path:
    """The path of a file that is there; raises ValueError for any other."""
    if not path.is_file():
        raise ValueError("names no file that is there")
    return path


def known_database(url: SecretStr) -> SecretStr:
    """The URL of a database that the desk works on; raises ValueError, without the URL, for any other."""
    if not re.match(r"(postgres(ql)?|sqlite)(\+[a-z]+)?://\S+$", url.get_secret_value()):
        raise ValueError("is not the URL of a PostgreSQL or SQLite database")
    return url


def _token(pattern: str, what: str) -> AfterValidator:
    """Whether a token has the form that its platform gives it; the ValueError holds no part of it."""

    def known(token: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, token.get_secret_value()):
            raise ValueError(f"does not have the form of {what}")
        return token

    return AfterValidator(known)


def _written(pattern: str, what: str) -> AfterValidator:
    """Whether an id or an address has the form that it must have."""

    def known(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"must be {what}")
        return text

    return AfterValidator(known)


def _digits(value: object) -> object:
    """An id of digits may stand in YAML without quotation marks."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Zone = Annotated[str, AfterValidator(known_zone)]
UsablePath = Annotated[Path, AfterValidator(usable_path)]
PresentFile = Annotated[UsablePath, AfterValidator(present_file)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(known_database)]
SlackBotToken = Annotated[SecretStr, _token(r"xoxb-[A-Za-z0-9-]+", "a Slack bot token")]
SlackAppToken = Annotated[SecretStr, _token(r"xapp-[A-Za-z0-9-]+", "a Slack app-level token")]
DiscordToken = Annotated[SecretStr, _token(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}", "a Discord bot token")]
SlackSecret = Annotated[SecretStr, _token(r"[0-9a-f]{16,64}", "a Slack signing secret")]
SlackId = Annotated[str, _written(r"[TE][A-Z0-9]+", "a workspace's id, such as T0123ABCD")]
SlackChannel = Annotated[str, _written(r"T[A-Z0-9]+/[CGD][A-Z0-9]+", "a workspace and a channel, such as T0123ABCD/C0456EFGH")]
DiscordId = Annotated[str, BeforeValidator(_digits), _written(r"\d{5,20}", "a server's id, a number of up to 20 digits")]
DiscordChannel = Annotated[str, _written(r"\d{5,20}/\d{5,20}", "a server and a channel, two numbers with a / between")]
PublicUrl = Annotated[str, AfterValidator(public_address)]
ApiUrl = Annotated[str, _written(r"https?://[^\s?#]+", "an address that begins with https:// or http://")]
GatewayUrl = Annotated[str, _written(r"wss?://[^\s?#]+", "an address that begins with wss:// or ws://")]


class Section(BaseModel):
    """A group of settings: nothing unknown, nothing changed afterwards, no secret in an error, no `true` for 1."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_for_numbers(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation in (int, float):
            raise ValueError("must be a number")
        return value


class WebSettings(Section):
    """The page."""

    enabled: bool = Field(default=True, description="Whether the page is served: true or false.")
    host: str = Field(default="127.0.0.1", description="The address on which it listens; 0.0.0.0 is every network of the machine.")
    port: int = Field(default=8080, ge=0, le=65535, description="Its port, 0 to 65535; 0 takes a free one.")
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="Names under which browsers may call the page, beside localhost and IP addresses; `*` allows every name."
    )
    public_url: PublicUrl | None = Field(
        default=None,
        description="Where the internet reaches the desk, such as https://desk.example.org, so that hubs of feeds can tell it of news.",
    )


class PollingSettings(Section):
    """How feeds and article pages are fetched."""

    at_once: int = Field(default=50, ge=1, le=500, description="Feeds fetched side by side, 1 to 500.")
    per_host: int = Field(default=2, ge=1, le=20, description="Requests at once to one host, 1 to 20.")
    timeout_seconds: float = Field(default=30.0, gt=0, le=300, description="Seconds that one fetch may take in all, up to 300.")
    body_megabytes: float = Field(
        default=10.0, gt=0, le=100, description="The largest document that is read, in megabytes after decompression."
    )
    catch_up_after_hours: float = Field(
        default=24.0,
        gt=0,
        le=8_760,
        description="After this many hours without a successful poll, up to 8760, a feed's news come in one brief instead of alerts.",
    )
    contact: str = Field(
        default="",
        pattern=r"^[ -~]*$",
        description="An address or mailbox named in the User-Agent, so that outlets can reach whoever runs the desk; ASCII.",
    )


class AlertSettings(Section):
    """The ready-made subscription of the console and the limits of all."""

    enabled: bool = Field(default=True, description="Whether the console is subscribed at the first start: true or false.")
    cap: int = Field(default=10, ge=1, le=1000, description="Alerts an hour in one channel before the rest goes into one brief, 1 to 1000.")
    minimum_relevance: Literal["none", "partial", "core"] = Field(
        default="partial", description="How near to the alliance an article of that subscription must be: none, partial or core."
    )
    digest_hour: int = Field(
        default=8, ge=0, le=23, description="The hour of digests, 0 to 23, in channels that set none with `/alliance settings channel`."
    )
    redraw_seconds: int = Field(
        default=60,
        ge=0,
        le=3_600,
        description="How long an alert waits to be redrawn for more articles of its story, in seconds up to 3600: they come in clusters.",
    )


class SlackSettings(Section):
    """Slack. With a bot token and an app-level token the desk connects by Socket Mode; docs/slack.md leads there."""

    bot_token: SlackBotToken | None = Field(default=None, description="The bot token of the Slack app, a secret; it begins with xoxb-.")
    app_token: SlackAppToken | None = Field(
        default=None, description="Its app-level token for Socket Mode, a secret; it begins with xapp-."
    )
    signing_secret: SlackSecret | None = Field(
        default=None, description="Its signing secret, where Slack is to call the desk over HTTP instead of Socket Mode."
    )
    http_host: str = Field(default="127.0.0.1", description="The address on which the desk listens to Slack over HTTP.")
    http_port: int = Field(default=3000, ge=0, le=65535, description="Its port, 0 to 65535; the path is /slack/events.")
    workspaces: tuple[SlackId, ...] = Field(
        default=(), description="Ids of the workspaces that the desk serves (T…), beside those claimed with the code printed at start."
    )
    admin_channel: SlackChannel | None = Field(
        default=None,
        description="Where the desk tells its admins of trouble: workspace/channel as at the end of the channel's link, T…/C….",
    )
    api_url: ApiUrl = Field(default="https://slack.com/api/", description="Where Slack's Web API is: another one for GovSlack or a proxy.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.bot_token is None and (self.app_token is not None or self.signing_secret is not None):
            raise ValueError("has an app-level token or a signing secret but no `bot_token`")
        if self.bot_token is not None and self.app_token is None and self.signing_secret is None:
            raise ValueError("has a `bot_token` but neither an `app_token` (Socket Mode) nor a `signing_secret` (HTTP)")
        if self.app_token is not None and self.signing_secret is not None:
            raise ValueError("has both an `app_token` (Socket Mode) and a `signing_secret` (HTTP): keep the one that you want")
        return self


class DiscordSettings(Section):
    """Discord. With a token the desk connects; docs/discord.md leads there."""

    token: DiscordToken | None = Field(
        default=None, description="The bot's token, a secret: three parts with dots between; not the client secret or the public key."
    )
    servers: tuple[DiscordId, ...] = Field(
        default=(), description="Ids of the servers that the desk serves, beside those claimed with the code printed at start."
    )
    admin_channel: DiscordChannel | None = Field(
        default=None, description="Where the desk tells its admins of trouble: server/channel as at the end of the channel's link."
    )
    api_url: ApiUrl = Field(default="https://discord.com/api/v10", description="Where Discord's API is: another one for a proxy.")
    gateway_url: GatewayUrl | None = Field(default=None, description="Where Discord's gateway is: another one for a proxy.")


class LogSettings(Section):
    """The log, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that is logged: debug, info, warning or error."
    )
    format: Literal["text", "json"] = Field(default="text", description="text for people, json for machines (one object a line).")


class Settings(Section):
    """The desk."""

    data_dir: UsablePath = Field(default=Path("data"), description="The folder of the database, the console's log and the lock file.")
    database_url: DatabaseUrl | None = Field(
        default=None,
        description="postgresql://user:password@host/name where the data is to live in PostgreSQL; a file in data_dir if unset.",
    )
    language: Locale | None = Field(
        default=None, description="The language that the desk speaks on the console: en or ko; by the system's if unset."
    )
    timezone: Zone = Field(
        default="Asia/Seoul", description="The time zone in which times are shown, such as Asia/Seoul or America/New_York."
    )
    retention_days: int = Field(
        default=365,
        ge=0,
        le=36_500,
        description="Days for which full texts are kept, up to 36500; titles, leads and tags stay. 0 keeps them for ever.",
    )
    ontology_file: PresentFile | None = Field(
        default=None, description="The team's own additions to the ontology, a YAML file; ontology.local.yaml beside desk.yaml if unset."
    )
    prompt: bool = Field(default=True, description="Whether a prompt is shown when the desk runs in a terminal: true or false.")
    web: WebSettings = WebSettings()
    polling: PollingSettings = PollingSettings()
    alerts: AlertSettings = AlertSettings()
    slack: SlackSettings = SlackSettings()
    discord: DiscordSettings = DiscordSettings()
    log: LogSettings = LogSettings()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.timezone)

    @property
    def hub_address(self) -> str | None:
        """Where hubs of feeds can call the desk; None where they cannot, since it has no public address or serves nothing."""
        return self.web.public_url if self.web.enabled else None

    @property
    def database(self) -> str:
        """The database's URL, the default filled in. It may hold a password: never to be shown."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'desk.sqlite3'}"
