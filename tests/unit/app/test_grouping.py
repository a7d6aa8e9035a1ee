"""`alliance-desk stories --jsonl`: one line in, one line out, in order; a bad line never ends the stream."""

from __future__ import annotations

import io
import json
from typing import Any

from bot.app.grouping import stream

SINKING = "A ferry with 212 passengers sank off the southern coast near Yeosu on March 9. Divers rescued the captain, the coast guard said."
RATES = "The Bank of Korea cut its key rate to 2.25 percent on March 10, citing slow growth, Governor Rhee Chang-yong said."


def line(name: str, title: str, text: str, lang: str, published: str = "2026-03-10") -> bytes:
    return json.dumps({"id": name, "title": title, "text": text, "lang": lang, "published": published}).encode()


def run(*lines: bytes) -> list[dict[str, Any]]:
    out = io.StringIO()
    assert stream(None, lines, out) == 0
    return [json.loads(answer) for answer in out.getvalue().splitlines()]


def test_each_article_gets_its_story_in_order() -> None:
    answers = run(
        line("a", "Ferry with 212 aboard sinks off Yeosu", SINKING, "en"),
        b"",
        line("b", "Bank of Korea cuts key rate", RATES, "en"),
        line("c", "Ferry sinks with 212 passengers; captain rescued", SINKING.replace("southern coast", "coast"), "en"),
    )

    assert [(answer["id"], answer["story"]) for answer in answers] == [("a", 1), ("b", 2), ("c", 1)]
    assert answers[2]["reprint_of"] == "a"


def test_a_bad_line_says_what_is_wrong_and_the_rest_is_read() -> None:
    answers = run(b"{", b'{"id": 7}', line("a", "Bank of Korea cuts key rate", RATES, "en", published="yesterday"))

    assert [set(answer) for answer in answers] == [{"id", "error"}, {"id", "error"}, {"id", "story"}]
    assert answers[1]["id"] == "7"
