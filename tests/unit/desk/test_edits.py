"""What counts as a change at the source, what of it readers are told, and which changes are followed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.edits import (
    MOST_EDITS,
    Change,
    KnownText,
    Part,
    Verdict,
    Wording,
    change_of,
    headline_changed,
    is_material,
    judge,
    lead_changed,
    same_wording,
    seen_mark,
)

POST = ("Harbour Post", "하버포스트")


def changed(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if part.is_changed]


def whole(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seoul weighs a new deal", "Seoul weighs a new deal - Harbour Post"),
        ("Seoul weighs a new deal", "Seoul  weighs a new deal"),
        ("Seoul: “we wait”", 'Seoul: "we wait"'),
        ("Envoy says talks — the first since May — went well", "Envoy says talks - the first since May - went well"),
        ("한미, 방위비 협상 재개에 합의", "한미, 방위비 협상 재개에 합의 | 하버포스트"),
        ("북 미사일 발사", "북 미사일 발사 - 하버포스트"),
        ("한미 방위비 협상…접점 찾나", "한미 방위비 협상 ... 접점 찾나"),
        (
            "Seoul and Washington will reopen talks on the costs of ba…",
            "Seoul and Washington will reopen talks on the costs of bases",
        ),
    ],
)
def test_noise_of_a_headline_is_no_change(old: str, new: str) -> None:
    assert same_wording(Wording(old, ""), Wording(new, ""), POST)
    assert not headline_changed(old, new, POST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seoul weighs a new deal", "Seoul rejects a new deal"),
        ("Growth falls to 3.5%", "Growth falls to 35%"),
        ("US to withdraw its batteries", "US to withdraw its batteries?"),
        ("북한, 미사일 발사", "[단독] 북한, 미사일 발사"),
        ("북한, 미사일 발사", "북한, 미사일 발사(종합)"),
        ("북한, 미사일 발사(종합)", "북한, 미사일 발사(종합2보)"),
        ("합참 '미사일 1발 발사'", "합참 '미사일 2발 발사'"),
        ("한미 합의", "한미 합의 불발"),
        ("北 미사일 발사…", "北 미사일 발사…합참 '분석 중'"),
    ],
)
def test_other_words_in_a_headline_are_told(old: str, new: str) -> None:
    assert not same_wording(Wording(old, ""), Wording(new, ""), POST)
    assert headline_changed(old, new, POST)
    assert is_material(Wording(old, "A lead."), Wording(new, "A lead."), POST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seoul Weighs a New Deal", "Seoul weighs a new deal"),
        ("한·미 정상 회담", "한미 정상회담"),
        ("Trade cooperation grows, envoy says", "Trade co-operation grows; envoy says"),
        ("Duty on 3,500 goods", "Duty on 3500 goods"),
    ],
)
def test_capitals_spaces_and_punctuation_are_kept_and_not_told(old: str, new: str) -> None:
    assert not headline_changed(old, new, POST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seoul agreed to pay. 1,204 views", "Seoul agreed to pay. 3,410 views"),
        ("Seoul agreed to pay. Read more", "Seoul agreed to pay."),
        ("Seoul agreed to pay. https://ads.example/1?utm=a", "Seoul agreed to pay. https://ads.example/2?utm=b"),
        ("Advertisement: buy one of 20 boats\nSeoul agreed to pay.", "Advertisement: fly to 3 islands\nSeoul agreed to pay."),
        ("정부가 합의했다고 밝혔다. 조회수 1,204회", "정부가 합의했다고 밝혔다. 조회수 3,410회"),
        ("[광고] 배 20척\n정부가 합의했다고 밝혔다.", "[광고] 섬 3곳\n정부가 합의했다고 밝혔다."),
        (
            "Seoul agreed on Monday to pay for repairs of bas…",
            "Seoul agreed on Monday to pay for repairs of bases and 12 piers, the…",
        ),
        ("", "Seoul agreed to pay for 12 piers."),
    ],
)
def test_noise_of_a_lead_is_no_change(old: str, new: str) -> None:
    assert same_wording(Wording("Seoul agrees", old), Wording("Seoul agrees", new))
    assert not lead_changed(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The blast hurt 12 sailors, the navy said.", "The blast hurt 14 sailors, the navy said."),
        ("The blast hurt two sailors, the navy said.", "The blast hurt three sailors, the navy said."),
        ("Minister Han said the ships would sail.", "Minister Han said the ships would not sail."),
        ("Envoy Miller met the minister in Seoul.", "Envoy Carter met the minister in Seoul."),
        ("The talks open in Busan next week.", "The talks open in Incheon next week."),
        ("폭발로 병사 12명이 다쳤다고 해군이 밝혔다.", "폭발로 병사 14명이 다쳤다고 해군이 밝혔다."),
        ("정부는 함정을 보내기로 했다고 밝혔다.", "정부는 함정을 보내지 않기로 했다고 밝혔다."),
        ("한도윤 장관이 협상에 나선다고 밝혔다.", "서정원 장관이 협상에 나선다고 밝혔다."),
        ("정부는 미국과 협의한다고 밝혔다.", "정부는 일본과 협의한다고 밝혔다."),
    ],
)
def test_another_fact_in_the_lead_is_told(old: str, new: str) -> None:
    assert is_material(Wording("Same", old), Wording("Same", new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The ministry said that the ships would sail soon.", "The ministry announced that the ships would soon sail."),
        ("Seoul agreed to pay, the ministry said.", "Seoul agreed to pay, the ministry said. It had refused to before May 12."),
        ("정부는 함정을 곧 보낸다고 밝혔다.", "정부가 함정을 조만간 보낸다고 발표했다."),
    ],
)
def test_a_lead_in_other_words_or_with_more_sentences_is_kept_and_not_told(old: str, new: str) -> None:
    assert not same_wording(Wording("Same", old), Wording("Same", new))
    assert not is_material(Wording("Same", old), Wording("Same", new))


def test_a_feed_without_leads_is_compared_by_the_first_paragraph_of_its_text() -> None:
    first = "The navy said that twelve of its ships would sail to the strait."
    assert Wording.of("Ships sail", "", f"BUSAN\n{first}\nMore of it follows.") == Wording("Ships sail", first)
    assert Wording.of("Ships sail", "A lead.", f"{first}\n") == Wording("Ships sail", "A lead.")


def test_a_mark_tells_any_two_wordings_apart() -> None:
    assert seen_mark(Wording("a", "b")) == seen_mark(Wording("a", "b"))
    assert len({seen_mark(one) for one in (Wording("a", "b"), Wording("ab", ""), Wording("", "ab"), Wording("a ", "b"))}) == 4


def test_a_difference_is_shown_by_words() -> None:
    found = change_of("Seoul weighs sending two ships", "Seoul agrees to send two ships")
    assert (changed(found.old), changed(found.new)) == (["weighs sending"], ["agrees to send"])


def test_a_difference_in_korean_is_shown_by_the_runs_of_an_eojeol() -> None:
    found = change_of("주한미군 100명 감축 검토", "주한미군 120명 감축 확정")
    assert (changed(found.old), changed(found.new)) == (["100", "검토"], ["120", "확정"])
    assert found.old[0] == Part("주한미군 ", is_changed=False)


def test_what_is_only_put_in_marks_nothing_in_the_old_text() -> None:
    found = change_of("북한, 미사일 발사", "[단독] 북한, 미사일 발사")
    assert (changed(found.old), changed(found.new)) == ([], ["단독"])


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_a_difference_loses_no_character_of_either_text(old: str, new: str) -> None:
    found = change_of(old, new)
    assert (whole(found.old), whole(found.new)) == (old, new)
    assert change_of(old, old) == Change(*[(Part(old, is_changed=False),) if old else ()] * 2)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120), st.text(max_size=200))
def test_no_text_differs_from_itself(title: str, lead: str) -> None:
    assert same_wording(Wording(title, lead), Wording(title, lead))
    assert not is_material(Wording(title, lead), Wording(title, lead))


A, B, C = (Wording(title, "") for title in ("Seoul weighs a deal", "Seoul signs a deal", "Seoul leaves a deal"))


def texts(*wordings: Wording) -> list[KnownText]:
    return [KnownText(number, one, number - 1 or None) for number, one in enumerate(wordings, 1)]


def test_another_text_of_an_item_is_followed() -> None:
    found = judge(B, 1, texts(A))
    assert found.edit is not None
    assert (found.shows, found.edit.edit_of, found.edit.is_material, found.edit.is_lead_only) == (None, 1, True, False)


def test_a_text_that_comes_back_is_followed_once() -> None:
    back = judge(A, 2, texts(A, B))
    assert back.edit is not None
    assert back.edit.edit_of == 2
    assert judge(B, 3, texts(A, B, A)) == Verdict(2)
    assert judge(C, 2, texts(A, B, A)).edit is not None


def test_an_item_that_lags_behind_shows_an_earlier_text() -> None:
    assert judge(B, 1, texts(A, B, C)) == Verdict(2)
    assert judge(C, 2, texts(A, B, C)) == Verdict(3)


def test_an_item_with_words_of_its_own_is_followed_from_where_it_agrees() -> None:
    assert judge(C, None, texts(A, B)) == Verdict(None)
    assert judge(B, None, texts(A, B)) == Verdict(2)


def test_a_change_is_judged_against_what_readers_have() -> None:
    waits = judge(C, 2, texts(A, B), unread=2)
    assert waits.edit is not None
    assert waits.edit.edit_of == 1
    back = judge(A, 2, texts(A, B), unread=2)
    assert back.edit is not None
    assert not back.edit.is_material


def test_an_article_that_changed_too_often_is_followed_no_further() -> None:
    many = texts(*[Wording(f"Count stands at {number}", "") for number in range(MOST_EDITS + 1)])
    found = judge(B, len(many), many)
    assert (found.edit, found.shows) == (None, len(many))
    assert found.reason is not None
    assert judge(B, len(many) - 1, many[:-1]).edit is not None
