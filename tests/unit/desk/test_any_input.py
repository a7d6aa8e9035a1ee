"""Whatever is typed or published, the desk answers with a card and cuts text to size."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.cards.text import cut, first_sentences, in_context
from bot.desk.commands.answer import Answerer
from bot.desk.commands.parse import parse
from bot.desk.commands.table import command_table
from bot.desk.commands.words import quoted, tokens
from bot.desk.filters import has_keywords
from bot.desk.phrases import load_phrases
from bot.desk.phrases.korean import with_particle
from bot.desk.stories import Placing, place
from bot.desk.titles import likeness, shape_of, title_key
from bot.errors import CommandError
from bot.model import Person, StoryCandidate
from bot.tags import Mention
from tests.fakes.desk_parts import KeptPages, KnownFeeds, ScriptedAnalyst, SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)
BOOK = load_phrases()
TABLE = command_table()
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure."""
TYPED = st.lists(
    st.sampled_from(
        [
            "/alliance",
            "search",
            "alerts",
            "add",
            "알림",
            "since:",
            "7d",
            "theme:",
            '"',
            "“",
            "”",
            "'",
            " ",
            "limit:99",
            "x",
            "관세",
            "\n",
            "：",
            "help",
            "story",
        ]
    )
    | st.text(max_size=12)
).map(" ".join)


@CALM
@given(TYPED)
def test_parsing_gives_a_command_of_the_table_or_says_what_is_wrong(text: str) -> None:
    try:
        parsed = parse(text, TABLE)
        spec = next(spec for spec in TABLE if spec.path == parsed.path)
        is_good = set(parsed.options) <= {option.name for option in spec.options}
    except CommandError as error:
        is_good = BOOK.has(error.key)
    assert is_good


@CALM
@given(TYPED, st.booleans())
async def test_every_typed_text_is_answered(text: str, is_manager: bool) -> None:
    answerer = Answerer(
        MemoryStore(),
        analyst=ScriptedAnalyst(),
        pages=KeptPages(),
        feeds=KnownFeeds(),
        clock=SetClock(NOW),
        book=BOOK,
        zone=ZoneInfo("Asia/Seoul"),
    )
    person = Person("console", "local", "Somebody", is_manager=is_manager)
    for locale in ("en", "ko"):
        card = await answerer.answer_text(text, place=NEWS, person=person, locale="ko" if locale == "ko" else "en")
        assert card.summary
        assert BOOK.say("error.unexpected", card.language) != card.summary


@CALM
@given(st.text(), st.integers(min_value=1, max_value=80))
def test_cut_text_fits_and_begins_as_the_text_does(text: str, most: int) -> None:
    found = cut(text, most)
    assert len(found) <= most
    assert " ".join(text.split()).startswith(found.removesuffix("…").rstrip())
    assert len(first_sentences(text, 2, most)) <= most


@CALM
@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 100))
def test_a_mention_is_shown_whatever_stands_around_it(text: str, one: int, other: int, around: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    spans = in_context(text, Mention("body", start, end, text[start:end]), around)
    assert " ".join(text[start:end].split()) in "".join(span.text for span in spans)


@CALM
@given(st.text(max_size=300), st.sampled_from(["en", "ko"]))
def test_a_title_key_is_its_own_key_in_shape(title: str, language: str) -> None:
    key = title_key(title, language)
    shape = shape_of(key)
    assert likeness(shape, shape) in (0.0, 1.0)
    candidate = StoryCandidate(5, title, key, None, language, NOW, "outlet")
    alone = place(Placing(key, None, language, NOW), [candidate], NOW)
    assert alone == (5 if len(shape.tokens) >= 4 else None)


@CALM
@given(st.text(max_size=40), st.text(max_size=200))
def test_keywords_never_fail_on_any_text(keyword: str, text: str) -> None:
    assert has_keywords((keyword,), text) in (True, False)


@CALM
@given(st.text())
def test_a_quoted_value_is_one_word(value: str) -> None:
    assert len(tokens(quoted(value))) == 1


@CALM
@given(st.text())
def test_particles_keep_the_word(word: str) -> None:
    assert with_particle(word, "은/는").startswith(word)
