"""The phrases of both languages say the same things, and the code asks for none that is not there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.desk
from bot.desk.alerts import CATCH_UP
from bot.desk.phrases import load_phrases
from bot.desk.phrases.book import BLANK
from bot.desk.ports import FeedSign
from bot.model import DetailKind, FailureCause, FeedState, OutletClass

BOOK = load_phrases()
DESK = Path(bot.desk.__file__).parent
PLOVER = re.findall(
    "[A-Z]+", "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(BOOK.phrases["en"]) == sorted(BOOK.phrases["ko"])


def test_both_languages_fill_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {match["name"] for match in BLANK.finditer(text)}

    different = {key for key, text in BOOK.phrases["en"].items() if blanks(text) != blanks(BOOK.phrases["ko"][key])}
    assert different == set()


def test_every_brace_is_a_blank() -> None:
    left_over = [text for locale in BOOK.phrases.values() for text in locale.values() if re.search(r"[{}]", BLANK.sub("", text))]
    assert left_over == []


def test_korean_phrases_are_korean() -> None:
    english_in_korean = {
        key
        for key, text in BOOK.phrases["ko"].items()
        if not re.search("[가-힣]", BLANK.sub("", text)) and re.search("[A-Za-z]{3}", BLANK.sub("", text))
    }
    assert english_in_korean == set()


def _calls() -> Iterator[ast.Call]:
    for path in sorted(DESK.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _asked_for() -> set[str]:
    """String constants in the key of `say`, of CommandError and of the helpers that pass a key on."""
    keys = {"say": 0, "CommandError": 0, "_part": 0, "_by_form": 2}
    found = set()
    for call in _calls():
        at = keys.get(_name(call))
        if at is not None and len(call.args) > at:
            found |= {node.value for node in ast.walk(call.args[at]) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found


def test_every_key_that_the_code_asks_for_exists() -> None:
    asked = {key for key in _asked_for() if "." in key}
    assert len(asked) > 100
    assert {key for key in asked if not BOOK.has(key)} == set()


def test_every_phrase_is_asked_for() -> None:
    source = "\n".join(path.read_text("utf-8") for path in DESK.rglob("*.py"))
    groups = {str(call.args[0].value) for call in _calls() if _name(call) == "word" and isinstance(call.args[0], ast.Constant)}
    groups.add("failure")  # asked for by bot.desk.failures
    unused = {
        key for key in BOOK.phrases["en"] if f'"{key}"' not in source and f"'{key}'" not in source and key.partition(".")[0] not in groups
    }
    assert unused == set()


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("cause", [cause.value for cause in FailureCause]),
        ("feed_mend", [cause.value for cause in FailureCause]),
        ("feed_sign", [sign.value for sign in FeedSign]),
        ("page_cause", ["unreadable", *(cause.value for cause in FailureCause)]),
        ("setting_command", ["channel", "me", "managers"]),
        ("failure", [kind.value for kind in DetailKind if kind is not DetailKind.PLAIN]),
        ("feed_state", [state.value for state in FeedState]),
        ("class", [stands.value for stands in OutletClass]),
        ("kind", ["news", "opinion", "statement", "other"]),
        ("relevance", ["core", "partial", "none"]),
        ("tone", ["cooperation", "friction", "mixed", "neutral"]),
        ("tone_label", ["cooperation", "friction", "mixed", "neutral"]),
        ("event", PLOVER),
        ("actor_type", ["state", "body", "force", "party", "organisation", "company", "group", "person"]),
        ("theme_group", ["security", "economy", "society"]),
        ("rank", ["primary", "secondary"]),
        ("salience", ["major", "minor"]),
        ("filter_part", ["relevance", "languages", "kinds", "outlets", "themes", "actors", "keywords"]),
        ("weekday", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        ("month", [f"m{number}" for number in range(1, 13)]),
    ],
)
def test_every_value_of_a_closed_list_has_a_word(group: str, values: list[str]) -> None:
    assert [value for value in values if not BOOK.has(f"{group}.{value}")] == []


def test_numbers_take_their_noun_in_english_and_their_counter_in_korean() -> None:
    assert BOOK.say("story.coverage", "en", count=1, languages="English") == "1 outlet in English"
    assert BOOK.say("story.coverage", "en", count=1200, languages="English") == "1,200 outlets in English"
    assert BOOK.say("story.coverage", "ko", count=3, languages="영어") == "매체 3곳(영어)"


def test_a_blank_may_hold_what_looks_like_a_blank() -> None:
    assert BOOK.say("search.title", "en", text="{text} {0}") == "Search: {text} {0}"


def test_an_unknown_key_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        BOOK.say(f"{CATCH_UP}.nothing", "en")
