"""Each thing that can be wrong with a setting is told with its line or variable, and a secret is told nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings, load_configuration, report
from bot.errors import ConfigurationError, Mistake
from tests.unit.config.files import FEEDS, load, mistakes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("timezone: Seoul", "desk.yaml:1: `timezone` is not the name of a time zone. The time zone in which times are shown"),
        ("timezon: Asia/Seoul", "desk.yaml:1: `timezon` is not a setting here. Did you mean `timezone`?"),
        ("web:\n  port: eighty", "desk.yaml:2: `port` must be a whole number. Its port, 0 to 65535"),
        ("web:\n  port: 70000", "desk.yaml:2: `port` must be less than or equal to 65535."),
        ("web:\n  port: true", "desk.yaml:2: `port` must be a number."),
        ("web:\n  port: 80.5", "desk.yaml:2: `port` must be a whole number."),
        ("web:\n  enabled: sometimes", "desk.yaml:2: `enabled` must be true or false."),
        ("web:\n  allowed_hosts: desk.example.org", "desk.yaml:2: `allowed_hosts` must be a list"),
        (
            "web:\n  public_url: desk.example.org",
            "desk.yaml:2: `public_url` must begin with http:// or https://. Where the internet reaches",
        ),
        ("web:\n  public_url: http://127.0.0.1:8080", "desk.yaml:2: `public_url` names a host that the internet cannot reach."),
        ("web:\n  public_url: http://localhost", "desk.yaml:2: `public_url` names a host that the internet cannot reach."),
        ("web:\n  public_url: https://desk.newsroom.internal/", "desk.yaml:2: `public_url` names a host that the internet cannot reach."),
        ("web:\n  public_url: https://[fd00::1]/", "desk.yaml:2: `public_url` names a host that the internet cannot reach."),
        ("web:\n  public_url: https://me@desk.example.org", "desk.yaml:2: `public_url` must hold no user name, no `?` and no `#`."),
        ("web: 8080", "desk.yaml:1: `web` must be a group of settings, each a name and a value. Known here: enabled, host, port"),
        ("web:\n  prot: 80", "desk.yaml:2: `prot` is not a setting here. Did you mean `port`?"),
        ("polling:\n  timeout_seconds: nan", "desk.yaml:2: `timeout_seconds` must be a number that has an end."),
        ("polling:\n  catch_up_after_hours: 1.0e300", "desk.yaml:2: `catch_up_after_hours` must be less than or equal to 8760."),
        ('polling:\n  contact: "a\\nHost: b"', "desk.yaml:2: `contact` is not written as it must be."),
        ("alerts:\n  cap: 0", "desk.yaml:2: `cap` must be greater than or equal to 1."),
        ("alerts:\n  minimum_relevance: much", "desk.yaml:2: `minimum_relevance` must be one of 'none', 'partial' or 'core'."),
        ("log:\n  level: loud", "desk.yaml:2: `level` must be one of 'debug', 'info', 'warning' or 'error'."),
        ("retention_days: " + "9" * 5_000, "desk.yaml:1: `retention_days` "),
        ("retention_days: 99999", "desk.yaml:1: `retention_days` must be less than or equal to 36500."),
        ("language: fr", "desk.yaml:1: `language` must be one of 'en' or 'ko'."),
        ('data_dir: "a\\0b"', "desk.yaml:1: `data_dir` holds a character that no path may hold."),
        ("data_dir: ~nobody-of-this-name/desk", "desk.yaml:1: `data_dir` begins with ~, but that home folder is not known."),
        ("data_dir: [a]", "desk.yaml:1: `data_dir` must be the path of a file or folder."),
        ("ontology_file: own.yaml", "desk.yaml:1: `ontology_file` names no file that is there. The team's own additions"),
        ("database_url: mysql://desk@host/desk", "desk.yaml:1: `database_url` is not the URL of a PostgreSQL or SQLite database."),
        ("slack:\n  app_token: xapp-1-A-2-b", "desk.yaml:1: `slack` has an app-level token or a signing secret but no `bot_token`."),
        ("slack:\n  bot_token: xoxb-1-2-a", "desk.yaml:1: `slack` has a `bot_token` but neither an `app_token`"),
        ("slack:\n  workspaces: [desk]", "desk.yaml:2: `workspaces` must be a workspace's id, such as T0123ABCD."),
        (
            "slack:\n  admin_channel: C0456EFGH",
            "desk.yaml:2: `admin_channel` must be a workspace and a channel, such as T0123ABCD/C0456EFGH.",
        ),
        ("slack:\n  api_url: slack.com", "desk.yaml:2: `api_url` must be an address that begins with https:// or http://."),
        ("discord:\n  servers: [my-server]", "desk.yaml:2: `servers` must be a server's id, a number of up to 20 digits."),
        (
            "discord:\n  admin_channel: general",
            "desk.yaml:2: `admin_channel` must be a server and a channel, two numbers with a / between.",
        ),
        ("- timezone", "desk.yaml:1: must be settings, each a name and a value."),
        ("timezone", "desk.yaml:1: must be settings, each a name and a value."),
        ("log:\n\tlevel: info", "desk.yaml:2: a tab stands where only spaces may. Indent with spaces."),
        ("timezone: 'Asia/Seoul", "desk.yaml:1: a quotation mark is not closed"),
        ("prompt: true\nprompt: false", "desk.yaml:2: `prompt` stands here twice."),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_its_mend(tmp_path: Path, text: str, expected: str) -> None:
    (told,) = mistakes(tmp_path, desk=text)
    assert told.startswith(expected)


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("DESK_WEB_PORT", "eighty", "DESK_WEB_PORT: `port` must be a whole number."),
        ("DESK_PROMPT", "perhaps", "DESK_PROMPT: `prompt` must be true or false."),
        ("DESK_WEB_PROT", "80", "DESK_WEB_PROT: is not a setting of the desk. Did you mean DESK_WEB_PORT?"),
        ("DESK_ZZZ", "1", "DESK_ZZZ: is not a setting of the desk. Unset it, or see docs/configuration.md for the names."),
        ("DESK_WEB", "80", "DESK_WEB: is not a setting of the desk."),
        ("DESK_TIMEZONE_FILE", "/nowhere/zone", "DESK_TIMEZONE_FILE: names the file /nowhere/zone, which cannot be read (No such file"),
    ],
)
def test_a_wrong_variable_is_told_by_its_name(tmp_path: Path, variable: str, value: str, expected: str) -> None:
    (told,) = mistakes(tmp_path, environ={variable: value})
    assert told.startswith(expected)


def test_a_wrong_value_in_a_secret_file_is_told_by_the_variable_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "port").write_text("eighty\n")
    (told,) = mistakes(tmp_path, environ={"DESK_WEB_PORT_FILE": str(tmp_path / "port")})
    assert told.startswith("DESK_WEB_PORT_FILE: `port` must be a whole number.")


@pytest.mark.parametrize(("content", "reason"), [(b"", "is empty"), (b" \n", "is empty"), (b"\xff\xfe", "is not UTF-8 text")])
def test_a_secret_file_without_a_value_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "secret").write_bytes(content)
    (told,) = mistakes(tmp_path, environ={"DESK_DATABASE_URL_FILE": str(tmp_path / "secret")})
    assert told.startswith("DESK_DATABASE_URL_FILE: names the file secret, which " + reason)


def test_a_variable_beside_its_secret_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "zone").write_text("Asia/Seoul")
    found = mistakes(tmp_path, environ={"DESK_TIMEZONE": "Asia/Tokyo", "DESK_TIMEZONE_FILE": str(tmp_path / "zone")})
    assert found == ["DESK_TIMEZONE_FILE: says the same as DESK_TIMEZONE. Keep one of the two."]


def test_a_group_that_is_none_is_told_although_a_variable_sets_a_part_of_it(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, desk="web: 8080", environ={"DESK_WEB_PORT": "81"})
    assert told.startswith("desk.yaml:1: `web` must be a group of settings")


def test_a_settings_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"other\.yaml: cannot be read \(No such file or directory\)"):
        load_configuration({}, desk_file=tmp_path / "other.yaml", needs_feeds=False)


def test_all_mistakes_of_files_and_environment_are_told_at_once_in_order(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        desk="colour: red\nweb:\n  port: x\ntimezone: Seoul\n",
        feeds=FEEDS.replace("class: news", "class: blog").replace("id: example-daily\n", "id: Example\n"),
        environ={"DESK_LOG_LEVEL": "loud", "DESK_NOTHING": "1"},
    )
    places = [told.split(": ")[0] for told in found]
    assert places == ["desk.yaml:1", "desk.yaml:3", "desk.yaml:4", "DESK_LOG_LEVEL", "DESK_NOTHING", "feeds.yaml:2", "feeds.yaml:8"]


def test_the_feeds_are_told_beside_a_settings_file_that_cannot_be_read(tmp_path: Path) -> None:
    found = mistakes(tmp_path, desk="a: b: c", feeds=FEEDS.replace("class: news", "class: blog"), environ={"DESK_LOG_LEVEL": "loud"})
    assert [told.split(": ")[0] for told in found] == ["desk.yaml:1", "DESK_LOG_LEVEL", "feeds.yaml:8"]


def test_the_report_counts_the_mistakes() -> None:
    one, two = Mistake("a", "b.", "c."), Mistake("d", "e.", "")
    assert report(ConfigurationError([one])) == "There is 1 mistake in the configuration:\n  a: b. c."
    assert report(ConfigurationError([one, two])) == "There are 2 mistakes in the configuration:\n  a: b. c.\n  d: e."


SECRET = "opensesame"


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("DESK_SLACK_BOT_TOKEN", f"xapp-{SECRET}", "`bot_token` does not have the form of a Slack bot token."),
        ("DESK_SLACK_BOT_TOKEN", f"xoxp-{SECRET}", "`bot_token` does not have the form of a Slack bot token."),
        ("DESK_SLACK_BOT_TOKEN", f'"xoxb-{SECRET}"', "`bot_token` does not have the form of a Slack bot token."),
        ("DESK_SLACK_APP_TOKEN", f"xoxb-{SECRET}", "`app_token` does not have the form of a Slack app-level token."),
        ("DESK_SLACK_APP_TOKEN", "xapp-", "`app_token` does not have the form of a Slack app-level token."),
        ("DESK_DISCORD_TOKEN", SECRET, "`token` does not have the form of a Discord bot token."),
        ("DESK_DISCORD_TOKEN", f"Bot a.b.{SECRET}", "`token` does not have the form of a Discord bot token."),
        ("DESK_DISCORD_TOKEN", f"a.b.{SECRET}\nx", "`token` does not have the form of a Discord bot token."),
    ],
)
def test_a_token_of_another_form_is_told_and_not_shown(tmp_path: Path, variable: str, value: str, expected: str) -> None:
    (told,) = mistakes(tmp_path, environ={variable: value})
    assert told.startswith(f"{variable}: {expected} ")
    assert SECRET not in told


@pytest.mark.parametrize(
    "desk",
    [
        f"database_url: mysql://desk:{SECRET}@host/desk",
        f"database_url: [{SECRET}]",
        f"database_url: {{password: {SECRET}}}",
        f"databse_url: postgresql://desk:{SECRET}@host/desk",
        f"database_url: *{SECRET}",
        f"database_url: !{SECRET} x",
        f"database_url: !{SECRET}!x y",
        f"database_url: '{SECRET}",
        f"database_url: {SECRET}: x",
        f"database_url: &{SECRET}",
        f"web: {SECRET}",
        f"web:\n  port: {SECRET}",
        f"language: {SECRET}",
        f"timezone: {SECRET}",
        f"slack:\n  bot_token: {SECRET}",
        f"slack: {SECRET}",
        f"discord:\n  token: [{SECRET}]",
        f"discord:\n  tokn: {SECRET}",
        f"log:\n  level: {SECRET}",
        f"%{SECRET} {SECRET}\nprompt: true",
    ],
)
def test_no_value_of_the_settings_file_is_in_what_is_told(tmp_path: Path, desk: str) -> None:
    (tmp_path / "desk.yaml").write_text(desk)
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, desk=desk, environ={"DESK_ALERTS_CAP": SECRET})
    assert SECRET not in f"{caught.value} {caught.value!r} {report(caught.value)}"
    assert SECRET not in repr(caught.value.mistakes)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6))
def test_no_value_of_a_secret_variable_is_in_what_is_told(secret: str) -> None:
    secret = f"<{secret}>"
    with pytest.raises(ConfigurationError) as caught:
        load_configuration({"DESK_DATABASE_URL": f"mysql://desk:{secret}@host/desk"}, needs_feeds=False)
    assert secret not in f"{caught.value} {caught.value!r}"


def test_the_settings_do_not_print_the_password(tmp_path: Path) -> None:
    url = f"postgresql://desk:{SECRET}@host/desk"
    configuration = load(tmp_path, environ={"DESK_DATABASE_URL": url})
    assert configuration.settings.database == url
    assert SECRET not in f"{configuration!r} {configuration.settings} {configuration.settings.model_dump_json()}"
    assert isinstance(configuration.settings, Settings)
