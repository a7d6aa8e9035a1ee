"""What feeds do to a desk, by accident or on purpose, and what has to become of it. Each case is served by a real server."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from bot.model import FailureCause
from tests.fakes.feed_server import Reply
from tests.fakes.polling import NOON, Item, rss
from tests.flows.hostile_case import Case, feed_of, feeds, of_bytes, proper, stories
from tests.flows.hostile_wire import ON_THE_WIRE, TIME_AND_SIZE, WHERE_IT_LEADS

ROUNDS = 4
"""How often the desk looks, an hour apart."""

HEADLINE = "한미 정상, 방위비 분담금 협상 재개에 합의"
CP949_ONLY = "똠얌꿍 논란 속 펲시 광고… 한미동맹은 굳건"

# --- charsets ----------------------------------------------------------------------------------------------------------------


def _korean(declared: str, encoded: str, *, text: str = HEADLINE, mark: bytes = b"") -> Callable[[str], bytes]:
    def make(case: str) -> bytes:
        item = Item(text, f"https://{case}.example/1", f"{case}-1")
        return mark + rss(item, title="하버데일리", prolog=f'<?xml version="1.0" encoding="{declared}"?>').encode(encoded)

    return make


def _charset(name: str, does: str, make: Callable[[str], bytes], content_type: str = "text/xml", text: str = HEADLINE) -> Case:
    return Case(name, "Charsets", does, of_bytes(make, content_type), titles=(text,))


CHARSETS = [
    _charset("euc-kr-as-utf-8", "is EUC-KR and says UTF-8", _korean("utf-8", "euc-kr"), "text/xml; charset=utf-8"),
    _charset("utf-8-as-euc-kr", "is UTF-8 and says EUC-KR", _korean("euc-kr", "utf-8"), "text/xml; charset=euc-kr"),
    _charset("euc-kr-as-latin", "is EUC-KR and says ISO-8859-1", _korean("iso-8859-1", "euc-kr")),
    _charset("euc-kr-unsaid", "is EUC-KR and says nothing", lambda case: _korean("x", "euc-kr")(case).replace(b' encoding="x"', b"")),
    _charset(
        "cp949-as-euc-kr", "says EUC-KR and has syllables that only CP949 has", _korean("euc-kr", "cp949", text=CP949_ONLY), text=CP949_ONLY
    ),
    _charset("cp949-as-utf-8", "says UTF-8 and has them", _korean("utf-8", "cp949", text=CP949_ONLY), text=CP949_ONLY),
    _charset(
        "header-against-prolog",
        "says one charset in its header and another in its prolog",
        _korean("utf-8", "euc-kr"),
        "text/xml; charset=euc-kr",
    ),
    _charset("utf-8-mark", "is UTF-8 behind a byte order mark and says EUC-KR", _korean("euc-kr", "utf-8", mark=codecs.BOM_UTF8)),
    _charset("utf-16-mark", "is UTF-16 behind a byte order mark", _korean("utf-16", "utf-16")),
    _charset("utf-16-little", "is UTF-16, little end first, without a mark", _korean("utf-16", "utf-16-le")),
    _charset("utf-16-big", "is UTF-16, big end first, without a mark", _korean("utf-16", "utf-16-be")),
    _charset("utf-16-as-utf-8", "is UTF-16 and says UTF-8", _korean("utf-8", "utf-16"), "text/xml; charset=utf-8"),
    _charset("no-such-charset", "says a charset that there is none of", _korean("klingon-1", "euc-kr"), "text/xml; charset=unknown"),
]

# --- items -------------------------------------------------------------------------------------------------------------------


def _at(days: float) -> datetime:
    return NOON + timedelta(days=days)


def _fresh_guids(number: int) -> Callable[[str], list[Item]]:
    return lambda case: [replace(item, guid=f"{case}-{number}-{place}") for place, item in enumerate(stories(case, 3, 2, 1))]


ITEMS = "Items"
THREE = ("Story 1", "Story 2", "Story 3")
OF_ITEMS = [
    Case(
        "no-guid",
        ITEMS,
        "has items without a guid",
        feeds(lambda case: [replace(item, guid=None) for item in stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "no-link",
        ITEMS,
        "has items without a link",
        feeds(lambda case: [replace(item, link=None) for item in stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "no-title",
        ITEMS,
        "has items without a title",
        feeds(lambda case: [replace(item, title="", lead=f"Lead of {item.title}.") for item in stories(case, 2, 1)]),
        titles=("Lead of Story 1.", "Lead of Story 2."),
    ),
    Case(
        "only-titles",
        ITEMS,
        "has items that are nothing but a title",
        feeds(lambda _: [Item("Story 2"), Item("Story 1")]),
        titles=("Story 1", "Story 2"),
    ),
    Case(
        "empty-items",
        ITEMS,
        "has items with nothing in them",
        feeds(lambda case: [Item(""), *stories(case, 1), Item("")]),
        titles=("Story 1",),
    ),
    Case(
        "same-guid",
        ITEMS,
        "gives every item the same guid",
        feeds(lambda case: [replace(item, guid="same") for item in stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case("told-twice", ITEMS, "tells an item twice", feeds(lambda case: stories(case, 3, 2, 2, 1)), titles=THREE),
    Case(
        "new-guids",
        ITEMS,
        "has a new guid for each item at each fetch",
        feeds(*(_fresh_guids(number) for number in range(ROUNDS))),
        titles=THREE,
    ),
    Case(
        "back-in-time",
        ITEMS,
        "goes back to its state of days ago, and comes again",
        feeds(
            lambda case: stories(case, 2, 1),
            lambda case: stories(case, 3, 2),
            lambda case: stories(case, 1),
            lambda case: stories(case, 3, 2),
        ),
        titles=THREE,
    ),
    Case(
        "new-dates",
        ITEMS,
        "dates its items anew at each fetch",
        feeds(*(lambda case, hours=hours: [replace(item, date=_at(hours)) for item in stories(case, 3, 2, 1)] for hours in range(ROUNDS))),
        titles=THREE,
    ),
    Case(
        "future",
        ITEMS,
        "dates its items next year",
        feeds(lambda case: [replace(item, date=_at(400)) for item in stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
    Case(
        "date-nonsense",
        ITEMS,
        "dates them with words",
        feeds(lambda case: [replace(item, date="yesterday, roughly") for item in stories(case, 3, 2, 1)]),
        titles=THREE,
    ),
]

# --- answers -----------------------------------------------------------------------------------------------------------------

PAGE = "<!doctype html><html><head><title>오류</title></head><body>일시적인 오류가 발생했습니다.</body></html>"
ANSWERS = "Answers"
OF_ANSWERS = [
    Case("304-unasked", ANSWERS, "answers 304 to a request without validators", proper(Reply(status=304)), cause=FailureCause.HTTP),
    Case(
        "html",
        ANSWERS,
        "answers 200 with a web page about an error",
        of_bytes(lambda _: PAGE.encode(), "text/html"),
        cause=FailureCause.HTML,
    ),
    Case("html-as-xml", ANSWERS, "sends that page as XML", of_bytes(lambda _: PAGE.encode()), cause=FailureCause.HTML),
    Case(
        "challenge",
        ANSWERS,
        "hides behind a bot check",
        proper(Reply(b"<title>Just a moment...</title>", 403, {"cf-mitigated": "challenge"}, "text/html")),
        cause=FailureCause.CHALLENGE,
    ),
    Case("nothing", ANSWERS, "answers 200 with nothing", of_bytes(lambda _: b""), cause=FailureCause.MALFORMED),
    Case("noise", ANSWERS, "answers 200 with random bytes", of_bytes(lambda _: bytes(range(256)) * 400), cause=FailureCause.MALFORMED),
    Case("410", ANSWERS, "says that it is gone", proper(Reply(status=410)), cause=FailureCause.GONE, asked=1),
    Case(
        "429",
        ANSWERS,
        "asks to be left alone for a day",
        proper(Reply(status=429, headers={"Retry-After": "86400"})),
        cause=FailureCause.RATE_LIMITED,
        asked=1,
    ),
    Case(
        "429-dated",
        ANSWERS,
        "asks it with a date",
        proper(Reply(status=429, headers={"Retry-After": format_datetime(_at(1), usegmt=False)})),
        cause=FailureCause.RATE_LIMITED,
        asked=1,
    ),
    Case(
        "in-between",
        ANSWERS,
        "fails with 500 between two good answers",
        proper(lambda c: Reply(feed_of(c, 1)), Reply(status=500), lambda c: Reply(feed_of(c, 2, 1))),
        titles=("Story 1", "Story 2"),
    ),
    Case(
        "good",
        ANSWERS,
        "does nothing wrong, among all these",
        feeds(lambda case: stories(case, 1), lambda case: stories(case, 2, 1)),
        titles=("Story 1", "Story 2"),
    ),
]

CASES = (*TIME_AND_SIZE, *ON_THE_WIRE, *WHERE_IT_LEADS, *CHARSETS, *OF_ITEMS, *OF_ANSWERS)
