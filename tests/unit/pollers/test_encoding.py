"""Every charset and every lie about it comes out as the same text."""

from __future__ import annotations

import codecs

import pytest

from bot.pollers.encoding import decode, feed_to_utf8, page_to_text

HEADLINE = "한미 정상, 방위비 분담금 협상 재개에 합의"
CP949_ONLY = "똠얌꿍 논란 속 펲시 광고… 한미동맹은 굳건"
FEED = "<rss><channel><title>한미동맹 소식</title><item><title>{}</title></item></channel></rss>"


def document(declared: str, text: str = HEADLINE) -> str:
    return f'<?xml version="1.0" encoding="{declared}"?>{FEED.format(text)}'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(document("utf-8").encode(), "text/xml", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + document("utf-8").encode(), "text/xml", id="utf-8 with a mark"),
        pytest.param(document("EUC-KR").encode("euc-kr"), "text/xml", id="euc-kr by prolog"),
        pytest.param(document("ks_c_5601-1987").encode("euc-kr"), "text/xml", id="euc-kr by its old name"),
        pytest.param(FEED.format(HEADLINE).encode("euc-kr"), "text/xml; charset=EUC-KR", id="euc-kr by header"),
        pytest.param(FEED.format(HEADLINE).encode("euc-kr"), "text/xml", id="euc-kr undeclared"),
        pytest.param(document("utf-8").encode("euc-kr"), "text/xml; charset=utf-8", id="euc-kr declared utf-8"),
        pytest.param(document("euc-kr").encode(), "text/xml; charset=euc-kr", id="utf-8 declared euc-kr"),
        pytest.param(document("iso-8859-1").encode("euc-kr"), "text/xml", id="euc-kr declared latin-1"),
        pytest.param(document("utf-16").encode("utf-16"), "text/xml", id="utf-16 with a mark"),
        pytest.param(document("utf-16").encode("utf-16-le"), "text/xml", id="utf-16 without a mark"),
        pytest.param(document("utf-16").encode("utf-16-be"), "text/xml", id="utf-16 big end first"),
        pytest.param(document("no-such-charset").encode("euc-kr"), "text/xml; charset=neither", id="unknown charset"),
    ],
)
def test_korean_survives_every_declaration(body: bytes, content_type: str) -> None:
    utf8 = feed_to_utf8(body, content_type).decode()
    assert f"<title>{HEADLINE}</title>" in utf8
    assert utf8.startswith('<?xml version="1.0" encoding="utf-8"?><rss>')


@pytest.mark.parametrize("declared", ["euc-kr", "EUC-KR", "cp949", "utf-8", "windows-1252"])
def test_syllables_that_only_cp949_has_survive(declared: str) -> None:
    utf8 = feed_to_utf8(document(declared, CP949_ONLY).encode("cp949"), "").decode()
    assert CP949_ONLY in utf8


def test_one_broken_syllable_spoils_no_other() -> None:
    whole = document("utf-8").encode()
    cut = whole.replace("합의".encode(), "합의".encode()[:-1])
    utf8 = feed_to_utf8(cut, "text/xml; charset=utf-8").decode()
    assert "한미 정상, 방위비 분담금 협상 재개에 합" in utf8


def test_western_text_stays_western() -> None:
    body = document("iso-8859-1", "Séoul et Washington à l’unisson – déjà-vu").replace("한미동맹 소식", "Café").encode("cp1252")
    assert "Séoul et Washington à l’unisson – déjà-vu" in feed_to_utf8(body, "text/xml").decode()


def test_western_text_that_declares_nothing_stays_western() -> None:
    assert decode("It costs £“five”, cafés say.".encode("cp1252"), ()) == "It costs £“five”, cafés say."


def test_what_xml_forbids_is_taken_out() -> None:
    body = b"\r\n\n" + document("utf-8", "a\x00b\x08c\x1fd").encode()
    utf8 = feed_to_utf8(body, "text/xml").decode()
    assert "<title>abcd</title>" in utf8
    assert utf8.startswith("<?xml")


@pytest.mark.parametrize(
    ("head", "content_type"),
    [('<meta charset="euc-kr">', "text/html"), ('<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">', ""), ("", "")],
)
def test_pages_are_read_by_meta_and_without(head: str, content_type: str) -> None:
    page = f"<html><head>{head}</head><body>{HEADLINE} {CP949_ONLY}</body></html>"
    assert page_to_text(page.encode("cp949"), content_type) == page
