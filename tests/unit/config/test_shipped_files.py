"""The files that are shipped: feeds.yaml, its schema, desk.example.yaml and the tables of docs/configuration.md."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.config import Settings, load_configuration
from bot.config.environment import variables
from bot.config.reference import example, feeds_tables, settings_table
from bot.config.schema import feeds_schema
from bot.model import FeedSpec, FullText, OutletClass
from tests.unit.config.files import FEEDS, mistakes

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "feeds.schema.json"


@pytest.fixture(scope="module")
def feeds() -> Sequence[FeedSpec]:
    return load_configuration({}, feeds_file=ROOT / "feeds.yaml").feeds


def test_feeds_yaml_names_its_schema_in_the_first_line() -> None:
    first = (ROOT / "feeds.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=feeds.schema.json"


def test_the_schema_is_the_one_of_the_models() -> None:
    assert SCHEMA.read_text("utf-8") == feeds_schema()


def test_feeds_yaml_is_valid_by_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load((ROOT / "feeds.yaml").read_text("utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class: news", "klass: news"),
        ("class: news", "class: blog"),
        ("country: KR", "country: Korea"),
        ("interval: 5m", "interval: often"),
        ("https://", "ftp://"),
        ("    language: en\n", ""),
        ("id: example-daily\n", "id: Example Daily\n"),
    ],
)
def test_the_schema_refuses_what_the_desk_refuses(old: str, new: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert validator.is_valid(yaml.safe_load(FEEDS))
    assert not validator.is_valid(yaml.safe_load(FEEDS.replace(old, new)))


def test_the_shipped_feeds_are_public_and_of_both_languages_and_every_class(feeds: Sequence[FeedSpec]) -> None:
    assert all(feed.url.startswith("https://") and not feed.allow_private for feed in feeds)
    assert {feed.outlet.language for feed in feeds} == {"en", "ko"}
    assert {feed.outlet.outlet_class for feed in feeds} == set(OutletClass)


def test_every_shipped_outlet_has_a_korean_name_and_a_family(feeds: Sequence[FeedSpec]) -> None:
    raw = yaml.safe_load((ROOT / "feeds.yaml").read_text("utf-8"))["outlets"]
    assert len(feeds) == sum(len(outlet["feeds"]) for outlet in raw)
    assert all({"name_ko", "family", "language", "country"} <= outlet.keys() for outlet in raw)


def test_google_news_is_an_aggregator_whose_pages_are_not_fetched(feeds: Sequence[FeedSpec]) -> None:
    google = [feed for feed in feeds if feed.url.startswith("https://news.google.com/")]
    assert google
    assert {(feed.outlet.outlet_class, feed.full_text) for feed in google} == {(OutletClass.AGGREGATOR, FullText.NEVER)}
    assert {feed.outlet.id for feed in google} == {feed.outlet.id for feed in feeds if feed.outlet.outlet_class is OutletClass.AGGREGATOR}


def test_dates_without_a_zone_mean_seoul_in_korean_outlets(feeds: Sequence[FeedSpec]) -> None:
    korean = [feed for feed in feeds if feed.outlet.country == "KR" and feed.outlet.outlet_class is not OutletClass.AGGREGATOR]
    assert {feed.timezone for feed in korean} == {"Asia/Seoul"}


def test_news_are_looked_at_within_ten_minutes_and_nothing_more_often_than_every_five(feeds: Sequence[FeedSpec]) -> None:
    assert all(300 <= feed.interval <= 600 for feed in feeds if feed.outlet.outlet_class is OutletClass.NEWS)
    assert all(300 <= feed.interval <= 3_600 for feed in feeds)


def test_the_example_is_the_one_of_the_models() -> None:
    assert (ROOT / "desk.example.yaml").read_text("utf-8") == example()


def test_the_example_sets_nothing_as_it_stands() -> None:
    assert load_configuration({}, desk_file=ROOT / "desk.example.yaml", needs_feeds=False).settings == Settings()


def test_the_example_uncommented_names_every_setting_and_changes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.sub(r"^#(?=[a-z_]+:|  [a-z_]+:)", "", (ROOT / "desk.example.yaml").read_text("utf-8"), flags=re.MULTILINE)
    Path("desk.yaml").write_text(text, "utf-8")
    assert set(_paths(yaml.safe_load(text))) == {path for _, path, _ in variables()}
    assert load_configuration({}, needs_feeds=False).settings == Settings()


def _paths(value: dict[str, Any], before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, part in value.items():
        found.extend(_paths(part, (*before, name)) if isinstance(part, dict) else [(*before, name)])
    return found


def test_the_tables_of_the_documentation_are_those_of_the_models() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert settings_table() in text
    assert feeds_tables() in text


def test_the_mistakes_shown_in_the_documentation_are_what_is_told_of_such_files(tmp_path: Path) -> None:
    feeds = (
        FEEDS.replace("country: KR", "country: Korea")
        .replace("https://news.example.org/rss/all.xml", "news.example.org/rss/all.xml")
        .replace("interval: 5m", "interval: 10 minutes")
    )
    again = "      - id: example-daily-all\n        url: https://news.example.org/rss/world.xml\n"
    environ = {"DESK_WEB_PROT": "80", "DESK_ALERTS_CAP": "0"}
    found = mistakes(tmp_path, desk="timezone: Seoul\nweb:\n  prot: 8080\n", feeds=feeds + again, environ=environ)
    shown = "\n".join([f"There are {len(found)} mistakes in the configuration:", *(f"  {told}" for told in found)])
    assert shown in (ROOT / "docs" / "configuration.md").read_text("utf-8")


def test_the_example_in_the_documentation_is_sound(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "feeds.yaml").write_text(block, "utf-8")
    (feed,) = load_configuration({}, feeds_file=tmp_path / "feeds.yaml").feeds
    assert feed.outlet.name_ko == "이그잼플 데일리"


def test_the_number_of_feeds_in_the_documentation_is_right(feeds: Sequence[FeedSpec]) -> None:
    outlets = {feed.outlet.id for feed in feeds}
    assert f"{len(feeds)} feeds of {len(outlets)} outlets." in (ROOT / "docs" / "configuration.md").read_text("utf-8")
