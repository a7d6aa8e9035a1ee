"""What the settings become, and which of two that say different things counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings, load_configuration
from bot.config.settings import WebSettings
from tests.unit.config.files import load, mistakes


def test_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = load_configuration({}, needs_feeds=False)
    assert found.settings == Settings()
    assert found.settings.database == f"sqlite+aiosqlite:///{tmp_path}/data/desk.sqlite3"
    assert found.settings.zone.key == "Asia/Seoul"


@pytest.mark.parametrize("text", ["", "\n", "# timezone: UTC\n", "---\n", "{}", "web:\n", "timezone:\nweb:\n  port:\n"])
def test_an_empty_file_and_empty_names_set_nothing(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, desk=text).settings == Settings()


def test_the_environment_counts_more_than_the_file_and_leaves_the_rest_of_its_group(tmp_path: Path) -> None:
    found = load(tmp_path, desk="web:\n  port: 1\n  host: '::1'\ntimezone: UTC\n", environ={"DESK_WEB_PORT": "2"}).settings
    assert found.web == WebSettings(port=2, host="::1")
    assert found.timezone == "UTC"


def test_a_wrong_value_in_the_file_does_not_matter_where_the_environment_sets_it(tmp_path: Path) -> None:
    assert load(tmp_path, desk="timezone: Seoul\n", environ={"DESK_TIMEZONE": "Asia/Tokyo"}).settings.timezone == "Asia/Tokyo"


def test_a_secret_file_gives_its_value_without_the_white_space_around_it(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("\n postgresql://desk:p@host/desk \n")
    found = load(tmp_path, desk="database_url: sqlite:///x\n", environ={"DESK_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert found.settings.database == "postgresql://desk:p@host/desk"


def test_a_setting_whose_own_name_ends_in_file_is_not_taken_for_a_secret_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("")
    (tmp_path / "name").write_text(str(own))
    plain = load(tmp_path, environ={"DESK_ONTOLOGY_FILE": str(own)})
    secret = load(tmp_path, environ={"DESK_ONTOLOGY_FILE_FILE": str(tmp_path / "name")})
    assert plain.settings.ontology_file == secret.settings.ontology_file == own


def test_an_empty_variable_is_unset_and_foreign_ones_are_not_looked_at(tmp_path: Path) -> None:
    environ = {"DESK_TIMEZONE": "", "DESK_DATABASE_URL": "", "DESK_WEB_PORT_FILE": "", "DESK_NONSENSE": "", "DESKTOP": "1", "WEB_PORT": "x"}
    assert load(tmp_path, desk="timezone: UTC\n", environ=environ).settings.timezone == "UTC"


def test_a_list_in_a_variable_has_commas_between(tmp_path: Path) -> None:
    found = load(tmp_path, environ={"DESK_WEB_ALLOWED_HOSTS": "desk.example.org, desk.internal,"})
    assert found.settings.web.allowed_hosts == ("desk.example.org", "desk.internal")


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("yes", True), ("on", True), ("false", False), ("no", False), ("off", False)])
def test_a_switch_takes_the_words_people_write_in_file_and_variable(tmp_path: Path, word: str, meant: bool) -> None:
    assert load(tmp_path, desk=f"prompt: {word}\n").settings.prompt is meant
    assert load(tmp_path, environ={"DESK_PROMPT": word}).settings.prompt is meant


def test_a_number_with_a_nought_before_it_is_decimal(tmp_path: Path) -> None:
    assert load(tmp_path, desk="web:\n  port: 0100\n").settings.web.port == 100


def test_relative_paths_count_from_the_file_that_holds_them(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("")
    found = load(tmp_path, desk="data_dir: store\nontology_file: own.yaml\n").settings
    assert (found.data_dir, found.ontology_file) == (tmp_path / "store", tmp_path / "own.yaml")


def test_the_teams_own_ontology_is_taken_where_it_lies_beside_the_settings(tmp_path: Path) -> None:
    assert load(tmp_path).settings.ontology_file is None
    for name in ("ontology.local.yaml", "other.yaml"):
        (tmp_path / name).write_text("")
    assert load(tmp_path).settings.ontology_file == tmp_path / "ontology.local.yaml"
    assert load(tmp_path, desk="ontology_file: other.yaml\n").settings.ontology_file == tmp_path / "other.yaml"


def test_a_relative_path_in_a_variable_counts_from_the_folder_of_the_start_also_where_the_file_says_the_same(tmp_path: Path) -> None:
    assert load(tmp_path, desk="data_dir: store\n", environ={"DESK_DATA_DIR": "store"}).settings.data_dir == Path("store")


def test_the_home_folder_is_known_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/desk")
    assert load(tmp_path, desk="data_dir: ~/store\n").settings.data_dir == Path("/home/desk/store")
    assert load(tmp_path, environ={"DESK_DATA_DIR": "~/store"}).settings.data_dir == Path("/home/desk/store")


def test_no_token_is_set_until_someone_sets_it() -> None:
    assert (Settings().slack.bot_token, Settings().slack.app_token, Settings().discord.token) == (None, None, None)


def test_tokens_are_taken_from_variables_and_secret_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("of-no.bot-at.all\n")
    environ = {
        "DESK_SLACK_BOT_TOKEN": "xoxb-of-no-workspace",
        "DESK_SLACK_APP_TOKEN": "xapp-of-no-app",
        "DESK_DISCORD_TOKEN_FILE": str(tmp_path / "token"),
    }
    found = load(tmp_path, environ=environ).settings
    tokens = (found.slack.bot_token, found.slack.app_token, found.discord.token)
    assert [token and token.get_secret_value() for token in tokens] == ["xoxb-of-no-workspace", "xapp-of-no-app", "of-no.bot-at.all"]
    assert not any(word in f"{found!r} {found} {found.model_dump_json()}" for word in ("no-workspace", "no-app", "bot-at"))


def test_feeds_are_not_read_where_they_are_not_needed(tmp_path: Path) -> None:
    assert load_configuration({}, feeds_file=tmp_path / "missing.yaml", needs_feeds=False).feeds == ()


def test_an_id_of_digits_may_stand_without_quotation_marks(tmp_path: Path) -> None:
    assert load(tmp_path, desk="discord:\n  servers: [123456789012345678]\n").settings.discord.servers == ("123456789012345678",)


def test_workspaces_of_a_variable_have_commas_between(tmp_path: Path) -> None:
    found = load(tmp_path, environ={"DESK_SLACK_WORKSPACES": "T0AAA, T0BBB"})
    assert found.settings.slack.workspaces == ("T0AAA", "T0BBB")


def test_slack_takes_a_signing_secret_in_the_place_of_an_app_level_token_but_not_beside_it(tmp_path: Path) -> None:
    token, secret = "xoxb-1-2-abc", "0123456789abcdef0123456789abcdef"
    found = load(tmp_path, environ={"DESK_SLACK_BOT_TOKEN": token, "DESK_SLACK_SIGNING_SECRET": secret}).settings.slack
    assert found.signing_secret is not None
    assert found.signing_secret.get_secret_value() == secret
    both = {"DESK_SLACK_BOT_TOKEN": token, "DESK_SLACK_SIGNING_SECRET": secret, "DESK_SLACK_APP_TOKEN": "xapp-1-A-2-b"}
    (told,) = mistakes(tmp_path, environ=both)
    assert "both an `app_token`" in told
    assert secret not in told


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://desk.example.org/", "https://desk.example.org"),
        ("https://desk.example.org/news/", "https://desk.example.org/news"),
        ("http://93.184.216.34:8080", "http://93.184.216.34:8080"),
    ],
)
def test_hubs_call_at_the_public_address_where_there_is_a_server(tmp_path: Path, text: str, address: str) -> None:
    environ = {"DESK_WEB_PUBLIC_URL": text}
    assert load(tmp_path, environ=environ).settings.hub_address == address
    assert load(tmp_path, environ={**environ, "DESK_WEB_ENABLED": "false"}).settings.hub_address is None
    assert load(tmp_path).settings.hub_address is None
