"""How the page shows what was changed at an article's source."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.desk.edits import MOST_EDITS
from bot.model import ArticleView, Edit
from bot.web.edits import edit_rows, is_followed
from bot.web.times import Times
from bot.web.words import load_words
from tests.fakes.newsroom_records import LEDGER, NOW, article

TIMES = Times(load_words()["en"], NOW)


def edit(number: int, old_title: str, title: str, *, minutes_ago: int, leads: tuple[str, str] = ("", "")) -> Edit:
    return Edit(number, NOW - timedelta(minutes=minutes_ago), old_title, title, *leads, is_material=True)


def changed(*edits: Edit) -> ArticleView:
    return replace(article(1, 1, LEDGER, 60, title="Ships sail", body="Ships sail.", analysis=None), edits=edits)


def test_changes_are_shown_newest_first_with_what_changed_of_each_text() -> None:
    rows = edit_rows(
        changed(
            edit(2, "Ships may sail", "Ships will sail", minutes_ago=40),
            edit(3, "Ships will sail", "Ships will sail", minutes_ago=20, leads=("Two ships sail.", "Three ships sail.")),
        ),
        TIMES,
    )
    assert [(row.when.short, [change.what for change in row.changes]) for row in rows] == [
        ("20 min ago", ["lead"]),
        ("40 min ago", ["headline"]),
    ]
    (headline,) = rows[1].changes
    assert [[part.text for part in side if part.is_changed] for side in (headline.old, headline.new)] == [["may"], ["will"]]


def test_an_article_that_stands_as_it_came_shows_none() -> None:
    assert list(edit_rows(changed(), TIMES)) == []


def test_the_page_knows_when_changes_are_followed_no_further() -> None:
    edits = [edit(number, f"Count at {number}", f"Count at {number + 1}", minutes_ago=1) for number in range(MOST_EDITS)]
    assert not is_followed(changed(*edits))
    assert is_followed(changed(*edits[1:]))
