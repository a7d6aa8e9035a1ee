"""The page's words: the same in both languages."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import yaml

from bot.desk.phrases import load_phrases
from bot.model import DeliveryState, FailureCause, OutletClass
from bot.web.filters import KINDS, LANGUAGES, PARAMETERS, RELEVANCES, SINCES
from bot.web.words import SHARED, Words, load_words

WORDS = load_words()
PLOVER = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)


def blanks(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def test_both_languages_have_the_same_phrases() -> None:
    assert WORDS["en"].phrases.keys() == WORDS["ko"].phrases.keys()


def test_a_phrase_has_words_and_the_same_blanks_in_both() -> None:
    english, korean = WORDS["en"].phrases, WORDS["ko"].phrases
    assert [key for key in english if not (english[key].strip() and korean[key].strip())] == []
    assert [key for key in english if blanks(english[key]) - {"n"} != blanks(korean[key]) - {"n"}] == []


def test_korean_phrases_are_korean_and_english_ones_are_not() -> None:
    neutral = {"event.line", "time.date", "time.date_with_year", "language_name"}
    korean = {key for key, phrase in WORDS["ko"].phrases.items() if not re.search("[가-힣]", phrase)}
    english = {key for key, phrase in WORDS["en"].phrases.items() if re.search("[가-힣]", phrase) and key != "search.start"}
    assert korean <= neutral
    assert not english


def test_every_value_that_the_desk_knows_has_a_word() -> None:
    closed = {
        "cause": [cause.value for cause in FailureCause],
        "delivery": [state.value for state in DeliveryState],
        "outlet_class": [outlet_class.value for outlet_class in OutletClass],
        "kind": KINDS,
        "relevance": (*RELEVANCES, "none"),
        "language": LANGUAGES,
        "since": tuple(SINCES),
        "filter": PARAMETERS,
        "tone": ("cooperation", "friction", "mixed", "neutral"),
        "act": PLOVER,
        "group": ("security", "economy", "society"),
        "type": ("state", "body", "force", "party", "organisation", "company", "group", "person"),
    }
    missing = [f"{group}.{value}" for group, values in closed.items() for value in values if not WORDS["en"].has(f"{group}.{value}")]
    assert missing == []


def test_every_phrase_that_a_template_names_exists() -> None:
    named = set()
    for template in files("bot.web").joinpath("templates").iterdir():
        named |= set(re.findall(r"""\bt\(["']([a-z_.]+)["'](?! ~)""", template.read_text("utf-8")))
    missing = {key for key in named if key not in WORDS["en"].phrases and f"{key}.other" not in WORDS["en"].phrases}
    assert named
    assert missing == set()


def test_counts_choose_their_form() -> None:
    words = Words("en", {"a.one": "1 thing", "a.other": "{n} things"})
    assert [words.t("a", n=count) for count in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]


def test_an_unknown_value_is_shown_as_it_is() -> None:
    assert WORDS["ko"].label("kind", "poem") == "poem"


def test_page_and_chat_have_one_word_for_one_code() -> None:
    """What is the same code on both comes from the desk's phrases, or is worded alike where the page needs more of it."""
    book = load_phrases()
    own = [yaml.safe_load(files("bot.web").joinpath("locales", f"{locale}.yaml").read_text("utf-8")) for locale in WORDS]
    assert [(group, *words[group]) for words in own for group in SHARED if group in words] == [("cause", "unknown")] * len(own)
    alike = {"country": ("country",), "weight": ("rank", "salience"), "relevance_long": ("relevance",)}
    compared = 0
    for ours, groups in alike.items():
        for key, word in book.phrases["ko"].items():
            group, _, value = key.rpartition(".")
            if group in groups and WORDS["ko"].has(f"{ours}.{value}"):
                assert WORDS["ko"].label(ours, value) == word, key
                compared += 1
    assert compared == 9 + 4 + 3, "countries, weights and relevances that both name"


def test_a_shared_word_begins_as_its_place_asks() -> None:
    words = WORDS["en"]
    said = [words.label(group, value) for group, value in (("tone", "friction"), ("act", "SANCTION"), ("cause", "redirects"))]
    assert said == ["Friction", "sanction", "the address leads in circles."]
    assert WORDS["ko"].label("cause", "challenge").startswith("Cloudflare나"), "a name keeps its capital"
