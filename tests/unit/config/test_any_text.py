"""Whatever stands in the files, reading them ends in a configuration or in mistakes, and in nothing else."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import load_configuration
from bot.errors import ConfigurationError, Mistake
from tests.unit.config.files import FEEDS

FEED_KEYS = re.findall(r"[a-z_]+(?=:)", FEEDS)
DESK_KEYS = [
    "data_dir",
    "database_url",
    "language",
    "timezone",
    "retention_days",
    "web",
    "port",
    "polling",
    "alerts",
    "log",
    "allowed_hosts",
]
WORDS = [
    *FEED_KEYS,
    *DESK_KEYS,
    "outlets",
    "true",
    "no",
    "12:30",
    "~",
    "0",
    "1.5",
    "example-daily",
    "Asia/Seoul",
    "5m",
    "https://a.example.org/",
]
MARKS = [
    ": ",
    ":\n",
    "\n",
    "  ",
    "- ",
    "\t",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "&a ",
    "*a",
    "!!int ",
    "!x ",
    "? ",
    "---\n",
    "<<: ",
    "#",
    "\\",
    "%",
]

shuffled = st.lists(st.sampled_from(WORDS + MARKS), max_size=40).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=6),
    max_leaves=25,
)
documents = values.map(lambda value: yaml.safe_dump(value, allow_unicode=True))
bent = st.tuples(st.integers(0, len(FEEDS)), st.integers(0, 12), st.text(string.printable, max_size=6)).map(
    lambda cut: FEEDS[: cut[0]] + cut[2] + FEEDS[cut[0] + cut[1] :]
)
texts = st.one_of(shuffled, documents, bent, st.text(max_size=60)).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(
    max_size=60
)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_any_text_gives_a_configuration_or_mistakes_with_a_place_and_words(desk: bytes, feeds: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "desk.yaml").write_bytes(desk)
        (folder / "feeds.yaml").write_bytes(feeds)
        told = _told({}, desk_file=folder / "desk.yaml", feeds_file=folder / "feeds.yaml")
    assert told is None or told
    for mistake in told or ():
        assert re.fullmatch(r".*/(desk|feeds)\.yaml:[1-9][0-9]*", mistake.place)
        assert mistake.what.endswith(".")
        assert mistake.mend


def _told(environ: Mapping[str, str], **files: Any) -> Sequence[Mistake] | None:
    """The mistakes; None where there is a configuration. Any other exception is the failure that is looked for."""
    try:
        load_configuration(environ, **files)
    except ConfigurationError as error:
        return error.mistakes
    return None


names = st.sampled_from(
    ["DESK_WEB_PORT", "DESK_DATABASE_URL", "DESK_DATA_DIR", "DESK_WEB_ALLOWED_HOSTS", "DESK_LOG_LEVEL", "DESK_TIMEZONE"]
)
variables = (
    names | names.map(lambda name: name + "_FILE") | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", max_size=12).map(lambda text: "DESK_" + text)
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(variables, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30), max_size=5))
def test_any_environment_gives_a_configuration_or_mistakes(environ: dict[str, str]) -> None:
    told = _told(environ, needs_feeds=False)
    assert told is None or told
    assert all(mistake.place in environ for mistake in told or ())
