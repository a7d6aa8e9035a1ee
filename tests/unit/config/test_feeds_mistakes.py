"""Each thing that can be wrong in feeds.yaml is told with its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_configuration
from bot.errors import ConfigurationError
from tests.unit.config.files import FEEDS, mistakes

SECOND = """\
  - id: other-times
    name: The Other Times
    language: en
    country: US
    class: news
    feeds:
      - id: other-times-all
        url: https://times.example.org/feed
"""
"""A second outlet: lines 15 to 22 of feeds.yaml."""


@pytest.mark.parametrize(
    ("change", "line", "what", "mend"),
    [
        (("    language: en\n", ""), 2, "`language` is missing", "two letters"),
        (("    class: news", "    klass: news"), 8, "`klass` is not a setting here", "Did you mean `class`?"),
        (
            ("    class: news", "    zzz: news"),
            8,
            "`zzz` is not a setting here",
            "Known here: id, name, name_ko, family, language, country, class",
        ),
        (("class: news", "class: blog"), 8, "`class` must be one of 'news', 'official', 'think-tank' or 'aggregator'", "aggregator"),
        (("country: KR", "country: Korea"), 7, "`country` is not written as it must be", "two capital letters"),
        (("country: KR", "country: no"), 7, "`country` is not written as it must be", "two capital letters"),
        (("language: en", "language: English"), 6, "`language` is not written as it must be", "two letters"),
        (("timezone: Asia/Seoul", "timezone: Seoul"), 9, "`timezone` is not the name of a time zone", "such as Asia/Seoul"),
        (("timezone: Asia/Seoul", "timezone: Asia"), 9, "`timezone` is not the name of a time zone", "such as Asia/Seoul"),
        (("timezone: Asia/Seoul", "timezone: ../passwd"), 9, "`timezone` is not the name of a time zone", "such as Asia/Seoul"),
        (("timezone: Asia/Seoul", "timezone: 12:30"), 9, "`timezone` is not the name of a time zone", "such as Asia/Seoul"),
        (("id: example-daily\n", "id: Example Daily\n"), 2, "`id` is not written as it must be", "lowercase letters"),
        (("id: example-daily\n", "id: 2026\n"), 2, "`id` must be text: put it between quotation marks", "lowercase letters"),
        (("name: The Example Daily", 'name: ""'), 3, "`name` must not be empty", "in English"),
        (("name: The Example Daily", "name:"), 3, "`name` must be text", "in English"),
        (("interval: 5m", "interval: 5 minutes"), 13, "`interval` is not written as it must be", "such as 10m"),
        (("interval: 5m", "interval: 300"), 13, "`interval` must be text", "such as 10m"),
        (("interval: 5m", "interval: 0m"), 13, "`interval` is not written as it must be", "such as 10m"),
        (("full_text: never", "full_text: no"), 14, "`full_text` must be one of 'auto', 'always' or 'never'", "always or never"),
        (("full_text: never", "allow_private: maybe"), 14, "`allow_private` must be true or false", "your own network"),
        (("https://news", "ftp://news"), 12, "`url` is not a web address", "begins with https://"),
        (("https://news.example.org/rss/all.xml", "news.example.org/rss"), 12, "`url` is not a web address", "begins with https://"),
        (("https://news.example.org/rss/all.xml", "https:///rss"), 12, "`url` is not a web address", "begins with https://"),
        (("https://news.example.org/rss/all.xml", '"https://[::1/rss"'), 12, "`url` is not a web address", "begins with https://"),
        (("news.example.org/", "news.example.org:99999/"), 12, "`url` is not a web address", "begins with https://"),
        (("/rss/all.xml", "/rss/all xml"), 12, "`url` is not a web address", "begins with https://"),
        (("/rss/all.xml", "/" + "x" * 2_000), 12, "`url` must have 2000 characters at most", "begins with https://"),
        (("    feeds:", "    feeds: []\n    feed:"), 10, "`feeds` must not be empty", "one or more"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_its_mend(tmp_path: Path, change: tuple[str, str], line: int, what: str, mend: str) -> None:
    assert change[0] in FEEDS
    found = mistakes(tmp_path, feeds=FEEDS.replace(*change, 1))
    told = next(text for text in found if text.startswith(f"feeds.yaml:{line}: {what}"))
    assert mend in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("outlets:\n\t- id: a\n", "feeds.yaml:2: a tab stands where only spaces may. Indent with spaces."),
        ('outlets:\n  - id: "a\n    name: b\n', "feeds.yaml:2: a quotation mark is not closed"),
        ("outlets:\n  - id: 'a\n", "feeds.yaml:2: a quotation mark is not closed"),
        ("outlets:\n  - name: Desk: the paper\n", "feeds.yaml:2: a colon stands where none may."),
        ("outlets:\n  - name: @desk\n", "feeds.yaml:2: a text begins with a character that YAML keeps for itself."),
        ("outlets: [", "feeds.yaml:1: a bracket is not closed"),
        ("outlets: []\n---\noutlets: []\n", "feeds.yaml:2: a second document begins here."),
        ("outlets: []\noutlets: []\n", "feeds.yaml:2: `outlets` stands here twice. Keep one of the two."),
        ("a: &x {b: 1}\noutlets: *x\n", "feeds.yaml:2: aliases (*name) are not followed."),
        ("outlets: &x [*x]\n", "feeds.yaml:1: aliases (*name) are not followed."),
        ("outlets: !mine []\n", "feeds.yaml:1: a word that begins with ! is no value here."),
        ("outlets: " + "[" * 5_000, "feeds.yaml:1: this is nested deeper than any setting."),
        ("? [outlets]\n: []\n", "feeds.yaml:1: a name of a setting must be one word."),
        ("outlets: []\n\0", "feeds.yaml:2: holds the character U+0000, which YAML does not allow."),
        ("- id: a\n", "feeds.yaml:1: the file must be a group of settings, each a name and a value. Known here: outlets."),
        ("outlets: none\n", "feeds.yaml:1: `outlets` must be a list"),
        ("outlets:\n  - example\n", "feeds.yaml:2: an entry of `outlets` must be a group of settings"),
    ],
)
def test_a_text_that_is_no_list_of_outlets_is_told_where_it_goes_wrong(tmp_path: Path, text: str, expected: str) -> None:
    assert any(told.startswith(expected) for told in mistakes(tmp_path, feeds=text))


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "{}\n"])
def test_an_emptied_file_is_no_order_to_poll_nothing(tmp_path: Path, text: str) -> None:
    (found,) = mistakes(tmp_path, feeds=text)
    assert ": `outlets` is missing." in found
    assert "`outlets: []`" in found


def test_a_file_of_another_charset_is_told_with_the_line(tmp_path: Path) -> None:
    found = mistakes(tmp_path, feeds="outlets:\n  - name: 한겨레\n".encode("cp949"))
    assert found == ["feeds.yaml:2: is not UTF-8 text. Save it as UTF-8."]


def test_a_missing_file_and_a_folder_in_its_place_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, reason in (("missing", "No such file or directory"), ("folder", "Is a directory")):
        with pytest.raises(ConfigurationError) as caught:
            load_configuration({}, feeds_file=tmp_path / name)
        assert f"{name}: cannot be read ({reason})." in str(caught.value)


def test_ids_and_addresses_that_stand_twice_are_told_with_both_lines(tmp_path: Path) -> None:
    second = SECOND.replace("other-times", "example-daily").replace(
        "https://times.example.org/feed", "https://news.example.org/rss/all.xml"
    )
    below = "Put its feeds below the first one, or give it an id of its own."
    assert mistakes(tmp_path, feeds=FEEDS + second) == [
        f"feeds.yaml:15: the outlet `example-daily` stands at line 2 already. {below}",
        "feeds.yaml:21: the feed `example-daily-all` stands at line 11 already. Give it an id of its own.",
        "feeds.yaml:22: this address stands at line 12 already. Take one of the two away: a feed is polled once.",
    ]


def test_a_repeated_id_in_one_line_of_json_is_told_too(tmp_path: Path) -> None:
    feed = '{"id": "a", "url": "https://a.example.org/"}'
    outlet = (
        f'{{"id": "o", "name": "O", "language": "en", "country": "US", "class": "news", "feeds": [{feed}, {feed.replace("a.ex", "b.ex")}]}}'
    )
    assert mistakes(tmp_path, feeds=f'{{"outlets": [{outlet}]}}') == [
        "feeds.yaml:1: the feed `a` stands at line 1 already. Give it an id of its own."
    ]


def test_every_mistake_of_every_outlet_is_told_at_once_in_file_order(tmp_path: Path) -> None:
    text = FEEDS.replace("country: KR", "country: Korea").replace("interval: 5m", "interval: often") + SECOND.replace(
        "class: news", "class: blog\n    colour: red"
    ).replace("id: other-times-all", "id: example-daily-all")
    found = [told.split(": ")[0] for told in mistakes(tmp_path, feeds=text)]
    assert found == ["feeds.yaml:7", "feeds.yaml:13", "feeds.yaml:19", "feeds.yaml:20", "feeds.yaml:22"]


def test_wrong_feeds_do_not_make_their_list_look_empty(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, feeds=FEEDS.replace("https://news", "gopher://news"))
    assert found.startswith("feeds.yaml:12: `url`")


@pytest.mark.parametrize("address", ["https://reader:sesame@news.example.org/", "https://reader:sesame@ne\u2100ws.example.org/"])
def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    text = FEEDS.replace("https://news.example.org/rss/all.xml", address) + SECOND.replace("https://times.example.org/feed", address)
    found = mistakes(tmp_path, feeds=text)
    assert len(found) == 3
    assert "sesame" not in "".join(found)
