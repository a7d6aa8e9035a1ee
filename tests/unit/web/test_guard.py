"""Who may call the page."""

from __future__ import annotations

import pytest

from bot.web.guard import is_allowed_host


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]", "192.168.0.7:8080", "LOCALHOST.", "a.localhost"]
)
def test_this_machine_and_addresses_are_answered(host: str) -> None:
    assert is_allowed_host(host, ())


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "localhost.evil.example", "", "127.0.0.1.evil.example", "[::1", "desk"]
)
def test_a_name_that_was_not_allowed_is_not(host: str) -> None:
    assert not is_allowed_host(host, ())


def test_a_name_can_be_allowed_and_so_can_all() -> None:
    assert is_allowed_host("desk.newsroom.example:443", ("Desk.Newsroom.Example",))
    assert not is_allowed_host("other.newsroom.example", ("desk.newsroom.example",))
    assert is_allowed_host("anything.example", ("*",))
