"""What exactly went wrong with a feed: a record that each reader's language words for itself (bot/desk/phrases, group `failure`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float


class DetailKind(StrEnum):
    """What happened. The comment beside each names its values, which the phrase of the kind shows."""

    TIMEOUT = "timeout"  # host, seconds
    PRIVATE_ADDRESS = "private-address"  # host
    PORT = "port"  # host, port
    NAME = "name"  # host
    REFUSED = "refused"  # host
    RESET = "reset"  # host
    HUNG_UP = "hung-up"  # host
    UNREACHABLE = "unreachable"  # host
    CONNECTION = "connection"  # host, code: of the operating system or the HTTP library
    CERTIFICATE_DATE = "certificate-date"  # host
    CERTIFICATE_SELF_SIGNED = "certificate-self-signed"  # host
    CERTIFICATE_ISSUER = "certificate-issuer"  # host
    CERTIFICATE_HOST = "certificate-host"  # host
    TLS = "tls"  # host, code: OpenSSL's
    TLS_OLD = "tls-old"  # host, code
    STATUS = "status"  # host, status
    STATUS_WAIT = "status-wait"  # host, status, seconds
    CHALLENGE = "challenge"  # host, service
    MANY_HEADERS = "many-headers"  # host
    LONG_HEADER = "long-header"  # host
    STATUS_LINE = "status-line"  # host
    CHUNKS = "chunks"  # host
    HTTP = "http"  # host, code: the HTTP library's
    UNASKED_PACKING = "unasked-packing"  # host
    FALSE_PACKING = "false-packing"  # host
    BROKEN_OFF = "broken-off"  # host
    TOO_LARGE = "too-large"  # host, megabytes
    TOO_LARGE_UNPACKED = "too-large-unpacked"  # host, megabytes
    BOMB = "bomb"  # host, megabytes
    REDIRECTS = "redirects"  # host, limit
    REDIRECT_UNREADABLE = "redirect-unreadable"  # host
    REDIRECT_SCHEME = "redirect-scheme"  # host
    REDIRECT_NO_HOST = "redirect-no-host"  # host
    ADDRESS_UNREADABLE = "address-unreadable"
    ADDRESS_SCHEME = "address-scheme"
    ADDRESS_NO_HOST = "address-no-host"
    EMPTY = "empty"
    WEB_PAGE = "web-page"
    JSON = "json"
    NO_FEED = "no-feed"
    BROKEN_XML = "broken-xml"  # line
    DEEP = "deep"  # limit
    ATTRIBUTES = "attributes"  # limit
    NOTHING_SENT = "nothing-sent"
    READER = "reader"
    DESK = "desk"
    PLAIN = "plain"  # text: a sentence as an older desk kept it, shown as it is


@dataclass(frozen=True, slots=True)
class FailureDetail:
    """The specifics of a failure, without secrets: a host's name, never a path or query. Durations are seconds, sizes megabytes."""

    kind: DetailKind
    values: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: DetailKind, **values: Value) -> FailureDetail:
        """A detail with its values by name."""
        return cls(kind, values)

    @classmethod
    def from_text(cls, text: str) -> FailureDetail:
        """What `to_text` wrote; a PLAIN one for any other text, such as the sentences that older desks kept."""
        try:
            kind, values = json.loads(text)
            return cls(DetailKind(kind), {str(name): _value(value) for name, value in values.items()})
        except (ValueError, TypeError, AttributeError):
            return cls(DetailKind.PLAIN, {"text": text})

    def to_text(self) -> str:
        """As the store keeps it and the worker sends it: compact JSON, or the bare text of a PLAIN one."""
        if self.kind is DetailKind.PLAIN:
            return str(self.values["text"])
        return json.dumps([self.kind.value, self.values], ensure_ascii=False, separators=(",", ":"))

    def __str__(self) -> str:
        """For logs: `timeout host=herald.example seconds=30`."""
        return " ".join([self.kind.value, *(f"{name}={value}" for name, value in self.values.items())])


def _value(value: object) -> Value:
    if not isinstance(value, str | int | float):
        raise TypeError(f"{type(value).__name__} is no value of a detail.")
    return value
